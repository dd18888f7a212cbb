"""A small grammar engine: rules written as patterns over classes of words, matched without backtracking over the same ground twice.

A pattern is elements set apart by spaces. A lower-case element is a word as it stands; an upper-case one is a class of words (from the lexicon) or a
phrase (a name that rules define). `a|b` takes either, `x?` and `[x y]` may be missing, `<X>` hands what X stands for to the rule, None where it is
missing:

    Rule("DAY", "calendar day", "<MONTH> <DAY_NUMBER> [,? <YEAR>]", make_date)

Each phrase is tried once at each word, so that matching takes time linear in the text: no phrase holds itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Classes = Mapping[str, Any]  # of one word: name of each class that it is in -> what it stands for there


class Piece(NamedTuple):
    """A captured element: what it stands for, its first word, the word after its last, and the rule that made it."""

    meaning: Any
    start: int
    end: int
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of a grammar.

    phrase   what a match makes
    name     told to the reader beside the value; "": the name of the first captured phrase that has one
    pattern  see the module
    meaning  what the phrase stands for, or a function that makes it from the captured elements, in order; None from it: no match after all
    placed   the function takes each captured element as a Piece, to know where it stands
    """

    phrase: str
    name: str
    pattern: str
    meaning: Any
    placed: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """One reading of words start..end (counted in words) as a phrase."""

    end: int
    rule: str
    meaning: Any


@dataclass(slots=True)
class _Node:
    """A place in the patterns of one phrase: what may follow, which rules are complete here, and the classes that the next word may be of."""

    words: dict[str, _Node] = field(default_factory=dict)
    phrases: dict[str, _Node] = field(default_factory=dict)
    complete: list[tuple[int, tuple[int | None, ...]]] = field(default_factory=list)
    first: frozenset[str] = frozenset()

    def leads_on(self, words: Sequence[Classes], at: int) -> bool:
        """Tell whether a rule is complete here or may go on with the word at `at`."""
        return bool(self.complete) or (at < len(words) and not self.first.isdisjoint(words[at]))


@dataclass(slots=True)
class _Openings:
    """How a phrase can open: the classes of a word that makes it alone, and for the class of its first word those of the second."""

    alone: set[str] = field(default_factory=set)
    second: dict[str, frozenset[str]] = field(default_factory=dict)

    def take(self, name: str, following: _Node) -> None:
        """Take a first word that leads to a node."""
        if following.complete:
            self.alone.add(name)
        self.second[name] = self.second.get(name, frozenset()) | following.first

    def fit(self, names: Sequence[str], following: Sequence[str]) -> bool:
        """Tell whether a word of some classes, and one of others behind it, may begin the phrase."""
        return any(name in self.alone or not self.second.get(name, frozenset()).isdisjoint(following) for name in names)


class Grammar:
    """Rules made ready for matching."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._phrases = {rule.phrase for rule in rules}
        self._roots: dict[str, _Node] = {phrase: _Node() for phrase in self._phrases}
        self.literals: set[str] = set()
        for number, rule in enumerate(rules):
            self._add(number, rule)
        for root in self._roots.values():
            self._take_first(root)
        self._openings: dict[str, _Openings] = {}
        for phrase in self._phrases:
            self._take_openings(phrase)
        self._begun: dict[tuple[tuple[str, ...], tuple[str, ...]], frozenset[str]] = {}

    def _add(self, number: int, rule: Rule) -> None:
        for elements in _variants(rule.pattern):
            node, captured, n_seen = self._roots[rule.phrase], list[int | None](), 0
            for element, is_captured in elements:
                if element is None:
                    captured.append(None)
                    continue
                if is_captured:
                    captured.append(n_seen)
                n_seen += 1
                if element in self._phrases:
                    node = node.phrases.setdefault(element, _Node())
                else:
                    if not element.isupper():
                        self.literals.add(element)
                    node = node.words.setdefault(element, _Node())
            node.complete.append((number, tuple(captured)))

    def _take_first(self, node: _Node) -> None:
        """Collect the classes that may follow at a node, and at all behind it."""
        found: set[str] = set()
        seen: set[str] = set()
        waiting = [node]
        while waiting:
            one = waiting.pop()
            found.update(one.words)
            waiting.extend(self._roots[phrase] for phrase in one.phrases if phrase not in seen)
            seen.update(one.phrases)
        node.first = frozenset(found)
        for following in (*node.words.values(), *node.phrases.values()):
            self._take_first(following)

    def _take_openings(self, phrase: str) -> _Openings:
        """Collect how a phrase can open: with which class of word, and which of them may come next."""
        if phrase not in self._openings:
            found = _Openings()
            root = self._roots[phrase]
            for name, following in root.words.items():
                found.take(name, following)
            for other, following in root.phrases.items():
                inner = self._take_openings(other)
                for name, second in inner.second.items():
                    found.second[name] = found.second.get(name, frozenset()) | second
                for name in inner.alone:
                    found.take(name, following)
            self._openings[phrase] = found
        return self._openings[phrase]

    def begun_by(self, words: Sequence[Classes], at: int) -> frozenset[str]:
        """Give the phrases that the words from `at` on may begin, as far as two words tell."""
        names, following = tuple(words[at]), tuple(words[at + 1]) if at + 1 < len(words) else ()
        found = self._begun.get((names, following))
        if found is None:
            found = frozenset(phrase for phrase, openings in self._openings.items() if openings.fit(names, following))
            self._begun[names, following] = found
        return found

    def parse(self, phrase: str, words: Sequence[Classes], start: int, seen: dict[tuple[str, int], list[Match]]) -> list[Match]:
        """Find the readings of words from `start` on as a phrase, longest first; for each end the one whose rule stands first.

        seen   what was found so far in the same words: share one dict over the calls
        """
        key = (phrase, start)
        known = seen.get(key)
        if known is None:
            may_begin = start < len(words) and phrase in self.begun_by(words, start)
            known = seen[key] = self._readings(phrase, words, start, seen) if may_begin else []
        return known

    def _readings(self, phrase: str, words: Sequence[Classes], start: int, seen: dict[tuple[str, int], list[Match]]) -> list[Match]:
        complete: list[tuple[int, int, tuple[int | None, ...], tuple[Piece, ...]]] = []
        self._walk(self._roots[phrase], words, start, (), seen, complete)
        best: dict[int, tuple[int, Match]] = {}
        for end, number, captured, path in complete:
            if end in best and best[end][0] <= number:
                continue
            rule, pieces = self._rules[number], [None if k is None else path[k] for k in captured]
            meaning = _meaning(rule, pieces)
            if meaning is not None:
                name = rule.name or next((piece.rule for piece in pieces if piece is not None and piece.rule), "")
                best[end] = (number, Match(end, name, meaning))
        return [best[end][1] for end in sorted(best, reverse=True)]

    def _walk(
        self,
        node: _Node,
        words: Sequence[Classes],
        at: int,
        path: tuple[Piece, ...],
        seen: dict[tuple[str, int], list[Match]],
        complete: list[tuple[int, int, tuple[int | None, ...], tuple[Piece, ...]]],
    ) -> None:
        """Collect in `complete` each rule that the words from `at` on complete: its end, its number, its captured elements, and all elements."""
        for number, captured in node.complete:
            complete.append((at, number, captured, path))
        if at == len(words):
            return
        classes = words[at]
        if node.words:
            for name, meaning in classes.items():
                following = node.words.get(name)
                if following is not None and following.leads_on(words, at + 1):
                    self._walk(following, words, at + 1, (*path, Piece(meaning, at, at + 1)), seen, complete)
        if node.phrases:
            begun = self.begun_by(words, at)
            for phrase, following in node.phrases.items():
                if phrase in begun:
                    for match in self.parse(phrase, words, at, seen):
                        if following.leads_on(words, match.end):
                            piece = Piece(match.meaning, at, match.end, match.rule)
                            self._walk(following, words, match.end, (*path, piece), seen, complete)


def _meaning(rule: Rule, captured: Sequence[Piece | None]) -> Any:
    if not callable(rule.meaning):
        return rule.meaning
    return rule.meaning(*captured) if rule.placed else rule.meaning(*(None if piece is None else piece.meaning for piece in captured))


def _variants(pattern: str) -> list[list[tuple[str | None, bool]]]:
    """Write a pattern out: every choice of its alternatives and of what may be missing; a captured element that is missing stays as None."""
    return _written_out(pattern.replace("[", "[ ").replace("]", " ]").split())


def _written_out(elements: list[str]) -> list[list[tuple[str | None, bool]]]:
    if not elements:
        return [[]]
    first, rest = elements[0], elements[1:]
    if first == "[":
        inner, rest = rest[: rest.index("]")], rest[rest.index("]") + 1 :]
        missing: list[tuple[str | None, bool]] = [(None, True) for element in inner if element.startswith("<")]
        choices = [*_written_out(inner), missing]
    else:
        optional, element = (True, first[:-1]) if first.endswith("?") and first != "?" else (False, first)
        is_captured = element.startswith("<")
        choices = [[(name, is_captured)] for name in element.strip("<>").split("|")]
        if optional:
            choices.append([(None, True)] if is_captured else [])
    return [[*choice, *others] for choice in choices for others in _written_out(rest)]
