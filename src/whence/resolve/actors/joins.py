"""Names that are one figure: abbreviations, last names, parts of names; and pairs that the report names together."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from whence.resolve.actors.draft import Draft
from whence.resolve.actors.figures import Figure, Mention
from whence.resolve.actors.lexicon import ROLES
from whence.resolve.actors.names import fold_word, name_key
from whence.resolve.actors.table import Form
from whence.resolve.actors.values import Actor
from whence.resolve.actors.words import KIN
from whence.terms import ActorKind

_BRACKETED = re.compile(r"\(([A-Z][A-Za-z]{1,9}(?:[-/][A-Z]+)?)\)")
_AND = re.compile(r"(?:,? \d\d,?)? and ")
YEARS_REMEMBERED = 3  # how long after an office its holder still goes by the last name alone; 2-5 alike on the training corpus
_LONGEST_EXPANSION = 14  # words, of a name that an abbreviation is made of
_GENERAL = ("red-cross", "catholic-church")  # beside a national one ("the German Red Cross"), the short name means that


class Joins:
    """The stage that joins the several names of one figure."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft

    def take_abbreviations(self) -> None:
        """Read "Full Name (FN)": the abbreviation in brackets is another name of what stands before it."""
        draft = self.draft
        for match in _BRACKETED.finditer(draft.text):
            short = match.group(1)
            if sum(c.isupper() for c in short) < 2 and not draft.upper:
                continue
            before = [m for m in draft.mentions if m.end <= match.start() and match.start() - m.end <= 3]
            inside = next((m.figure for m in draft.mentions if m.start >= match.start() and m.end <= match.end()), None)
            figure = before[-1].figure if before and not before[-1].figure.person else None
            expanded = self._expand(match.start(), short)
            if inside is not None and inside.actor is not None:
                if figure is not None and figure.actor is None:
                    draft.merge(figure, inside)
                elif figure is None and expanded is not None and not any(draft.covers(i) for i in range(expanded[0], expanded[1] + 1)):
                    draft.add(inside, *expanded, Form.NAME)
                continue
            if expanded is not None:
                found = draft.lexicon.head([token.key for token in draft.tokens[expanded[0] : expanded[1] + 1]])
                if found is not None and found[0].cls in ROLES:
                    continue  # "Chief of Army Staff (COAS)" is an office
                if figure is None or figure.actor is None:
                    figure = self._widened(figure, *expanded)
            if figure is not None:
                self._rename(short, figure)
        draft.sort()

    def _widened(self, figure: Figure | None, first: int, last: int) -> Figure:
        """Take the words that an abbreviation expands to for the full name, where they are more than the name found so far."""
        draft = self.draft
        name = " ".join(draft.text[draft.tokens[first].start : draft.tokens[last].end].split())
        if figure is not None and len(name) <= len(figure.name):
            return figure
        wider = Figure(name, ActorKind.ORGANISATION)
        draft.drop_within(first, last)
        draft.add(wider, first, last, Form.NAME)
        return wider

    def _expand(self, at: int, short: str) -> tuple[int, int] | None:
        """Find the capitalised words before an abbreviation whose initials it is made of: (first, last token)."""
        draft = self.draft
        letters = [c for c in short.lower() if c.isalnum()]
        last = bisect_left(draft.tokens, at, key=lambda token: token.start) - 1
        first, letter = None, len(letters) - 1
        for i in range(last, max(-1, last - _LONGEST_EXPANSION), -1):
            if letter < 0:
                break
            token = draft.tokens[i]
            gap = draft.text[token.end : draft.tokens[i + 1].start] if i < last else " "
            if "\n\n" in gap or "." in gap:
                return None
            if token.capital and token.key[0] == letters[letter]:
                first, letter = i, letter - 1
            elif token.capital and not (token.word in ("of", "and", "for", "the") or draft.upper):
                return None
        return (first, last) if letter < 0 and first is not None and last > first else None

    def _rename(self, short: str, figure: Figure) -> None:
        """Let an abbreviation mean a figure wherever it stands."""
        key = fold_word(short)[0]
        for i, token in enumerate(self.draft.tokens):
            if token.key == key and (token.word.isupper() or token.word.startswith(short)):
                self.draft.drop_within(i, i)
                if not self.draft.covers(i):
                    self.draft.add(figure, i, i, Form.NAME)

    def take_short_forms(self) -> None:
        """Join last names, first names and parts of names to the full names that the report gives."""
        draft = self.draft
        words = {figure: _name_words(figure) for figure in draft.figures}
        for figure in sorted(draft.figures, key=lambda f: len(words[f])):
            mine = words[figure]
            if figure.actor is not None or not figure.mentions:
                continue
            longer = [f for f in draft.figures if f is not figure and f.mentions and len(words.get(f, ())) > len(mine)]
            if figure.kind in (ActorKind.PERSON, ActorKind.UNKNOWN):
                self._join_person(figure, mine, [(f, words[f]) for f in longer if f.person])
            elif figure.kind is ActorKind.ORGANISATION and len(mine) > 1:
                bodies = [f for f in longer if f.kind in (ActorKind.ORGANISATION, ActorKind.BODY)]
                fuller = [f for f in bodies if words[f][-1] == mine[-1] and _is_spread_in(mine, words[f])]
                if len(fuller) == 1:
                    draft.merge(figure, fuller[0])
        words |= {figure: _name_words(figure) for figure in draft.figures if figure not in words}  # last names brought in who bears them
        for figure in draft.figures:
            if figure.actor is not None and figure.actor.id in _GENERAL:
                national = [f for f in draft.figures if f is not figure and f.actor is not None and words[f][-2:] == words[figure]]
                if len(national) == 1:
                    draft.merge(figure, national[0])
        draft.sort()

    def _join_person(self, figure: Figure, mine: Sequence[str], longer: Sequence[tuple[Figure, Sequence[str]]]) -> None:
        fuller = [(f, words) for f, words in longer if _is_within(mine, words)]
        best = (
            [f for f, words in fuller if words[-len(mine) :] == mine]
            or [f for f, words in fuller if words[0] != mine[0]]
            or [f for f, _ in fuller]
        )  # fmt: skip
        if best:
            self._share_out(figure, best)
        elif len(mine) == 1 and mine[0] not in self.draft.humble and (actor := self._bearer(mine[0])) is not None:
            self.draft.merge(figure, self.draft.figure_of(actor))

    def _share_out(self, figure: Figure, bearers: Sequence[Figure]) -> None:
        """Join each mention of a short name to the bearer of it named last before; one before all of them to the bearer named most.

        Who is only told as somebody's kin ("a brother of Ahmed Khan") does not come between.
        """
        named = [(mention.start, bearer) for bearer in bearers for mention in bearer.mentions if not self._tells_kin(mention)]
        most = max(bearers, key=lambda f: (len(f.mentions), -f.mentions[0].start))
        for mention in figure.mentions:
            bearer = max((item for item in named if item[0] < mention.start), key=lambda item: item[0], default=(0, most))[1]
            self.draft.give(mention, bearer)
            bearer.heads |= figure.heads
        figure.mentions = []

    def _tells_kin(self, mention: Mention) -> bool:
        """Tell whether a name only tells whose kin or aide somebody is: "a brother of Ahmed Khan"."""
        keys = self.draft.keys[max(0, mention.first - 2) : mention.first]
        return len(keys) == 2 and keys[0] in KIN and keys[1] in ("of", "to")

    def _bearer(self, surname: str) -> Actor | None:
        """Find the office holder who goes by his last name alone: he must belong to a country of the report, and to its time where that is known.

        Who holds an office comes before who held one, and who left it last before who left it earlier.
        """
        draft = self.draft
        in_office: list[Actor] = []
        before: list[tuple[str, Actor]] = []
        for identity in draft.table.surnames.get(surname, ()):
            actor = draft.table.actors[identity]
            if draft.weights.get(actor.country or "", 0.0) < 1 and actor.country not in ("UNO", "EUR", "IGO"):
                continue
            if draft.day is None or actor.term_on(draft.day) is not None:
                in_office.append(actor)
                continue
            since = str(int(draft.day[:4]) - YEARS_REMEMBERED)
            ends = [term.end for term in actor.terms if term.end and term.end[:4] >= since and (term.start or "") < draft.day]
            if ends:
                before.append((max(ends), actor))
        latest = max((end for end, _ in before), default="")
        found = in_office or [actor for end, actor in before if end == latest]
        return found[0] if len(found) == 1 else None

    def take_pairs(self) -> None:
        """Make a figure of two that the report names together, for "they" and "the two leaders"."""
        draft = self.draft
        pairs: dict[frozenset[Figure], Figure] = {}
        for one, two in zip(draft.mentions, draft.mentions[1:], strict=False):
            a, b = one.figure, two.figure
            if a is b or a.kind is not b.kind or a.kind not in (ActorKind.PERSON, ActorKind.STATE) or Form.ADJECTIVE in (one.form, two.form):
                continue
            between = draft.text[one.end : two.start]
            small = [token for token in draft.tokens[one.last + 1 : two.first] if not token.capital]
            if not _AND.match(between) or len(between) > 60 or "." in between or len(small) > 4:
                continue
            key = frozenset((a, b))
            if key not in pairs:
                kind = ActorKind.PEOPLE if a.person else ActorKind.STATES
                country = a.country if a.country == b.country else None
                pairs[key] = Figure(f"{a.name} and {b.name}", kind, members=(a, b), country=country)
                draft.figures.append(pairs[key])
            pairs[key].mentions.append(Mention(one.start, two.end, pairs[key], Form.NAME, one.first, two.last))


def _name_words(figure: Figure) -> list[str]:
    words = name_key(figure.name).split()
    return [word for word in words if word not in ("al", "el", "jr", "sr", "ii", "iii")] or words


def _is_within(part: Sequence[str], whole: Sequence[str]) -> bool:
    n = len(part)
    return any(whole[i : i + n] == part for i in range(len(whole) - n + 1)) or (n > 1 and part[-1] == whole[-1] and _is_spread_in(part, whole))


def _is_spread_in(part: Sequence[str], whole: Sequence[str]) -> bool:
    rest = iter(whole)
    return all(word in rest for word in part)
