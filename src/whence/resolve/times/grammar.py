"""A small grammar engine: rules written as patterns over classes of words, matched without backtracking over the same ground twice.

A pattern is elements set apart by spaces. A lower-case element is a word as it stands; an upper-case one is a class of words (from the lexicon) or a
phrase (a name that rules define). `a|b` takes either, `x?` and `[x y]` may be missing, `<X>` hands what X stands for to the rule, None where it is
missing:

    Rule("DAY", "calendar day", "<MONTH> <DAY_NUMBER> [,? <YEAR>]", make_date)

Each phrase is tried once at each word, so that matching takes time linear in the text: no phrase holds itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
    """A place in the patterns of one phrase: what may follow, and which rules are complete here."""

    words: dict[str, _Node] = field(default_factory=dict)
    phrases: dict[str, _Node] = field(default_factory=dict)
    complete: list[tuple[int, tuple[int | None, ...]]] = field(default_factory=list)


class Grammar:
    """Rules made ready for matching."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._phrases = {rule.phrase for rule in rules}
        self._roots: dict[str, _Node] = {phrase: _Node() for phrase in self._phrases}
        self.literals: set[str] = set()
        for number, rule in enumerate(rules):
            self._add(number, rule)
        self._first = {phrase: self._first_of(phrase) for phrase in self._phrases}

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

    def _first_of(self, phrase: str) -> frozenset[str]:
        """Collect the classes that can begin a phrase."""
        found: set[str] = set()
        seen: set[str] = set()
        waiting = [phrase]
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                found.update(self._roots[name].words)
                waiting.extend(self._roots[name].phrases)
        return frozenset(found)

    def parse(self, phrase: str, words: Sequence[Classes], start: int, seen: dict[tuple[str, int], list[Match]]) -> list[Match]:
        """Find the readings of words from `start` on as a phrase, longest first; for each end the one whose rule stands first.

        seen   what was found so far in the same words: share one dict over the calls
        """
        key = (phrase, start)
        if key not in seen:
            best: dict[int, tuple[int, Match]] = {}
            if start < len(words) and not self._first[phrase].isdisjoint(words[start]):
                for end, number, captured in self._walk(self._roots[phrase], words, start, (), seen):
                    if end in best and best[end][0] <= number:
                        continue
                    rule = self._rules[number]
                    meaning = _meaning(rule, captured)
                    if meaning is not None:
                        name = rule.name or next((piece.rule for piece in captured if piece is not None and piece.rule), "")
                        best[end] = (number, Match(end, name, meaning))
            seen[key] = [best[end][1] for end in sorted(best, reverse=True)]
        return seen[key]

    def _walk(
        self, node: _Node, words: Sequence[Classes], at: int, path: tuple[Piece, ...], seen: dict[tuple[str, int], list[Match]]
    ) -> Iterator[tuple[int, int, list[Piece | None]]]:
        for number, captured in node.complete:
            yield at, number, [None if k is None else path[k] for k in captured]
        if at == len(words):
            return
        classes = words[at]
        for name, following in node.words.items():
            if name in classes:
                yield from self._walk(following, words, at + 1, (*path, Piece(classes[name], at, at + 1)), seen)
        for phrase, following in node.phrases.items():
            for match in self.parse(phrase, words, at, seen):
                yield from self._walk(following, words, match.end, (*path, Piece(match.meaning, at, match.end, match.rule)), seen)


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
