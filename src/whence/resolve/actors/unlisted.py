"""Names that the table lacks: runs of capitalised words, cut at titles and told apart into people, bodies and places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from whence.resolve.actors.draft import Draft
from whence.resolve.actors.figures import Figure, Mention
from whence.resolve.actors.lexicon import ROLES, NounClass
from whence.resolve.actors.names import is_make, name_key
from whence.resolve.actors.table import Form
from whence.resolve.actors.words import COMMON_STARTS, DIRECTIONS, FEMALE, HONORIFICS, MALE, NAME_LINKS, NUMBERS
from whence.terms import ActorKind

_SPACE = re.compile(r"[ \t\u00a0\n]+|[-‐'’]|\. |[ ]&[ ]")
_SUFFIX = re.compile(r",? (?:Sr|Jr|III|II)\b\.?")
_AGE = re.compile(r", \d\d[,. ]|,? ?\(\d\d\)")
_DATELINE = re.compile(r"(?:, [\w. ]{2,25})?(?: ?\([A-Za-z/ ]+\))? ?[-–—]")
_NUMBERED = frozenset(
    "troop pack unit battalion brigade division squadron regiment company local post lodge chapter den crew station engine platoon".split()
)
_PAGE_WORDS = frozenset("related coverage photo image video advertisement copyright reporting editing subscribe slideshow getty".split())
_PLACE_WORDS = ("in", "at", "near", "from", "of", "outside")
_OF_WHOM = frozenset("of in from within at near close inside".split())
_TITLE_NOUNS = (NounClass.OFFICE, NounClass.COURT, NounClass.PARTY, NounClass.PEOPLE, NounClass.POLICE, NounClass.CRIME, NounClass.BODY)
_CUTTING_NOUNS = (NounClass.OFFICE, NounClass.COURT, NounClass.PARTY, NounClass.PEOPLE)
_UPPER_TITLES = frozenset("lawyer journalist businessman colonel captain major lieutenant judge priest father archbishop leader".split())
_UPPER_END = frozenset(
    (
        "a added after also an and announced any are arrived as asked at before because been by called can could denied did died does for "
        "from had has have her his in is its killed left may met not of on or our reported said says since stated that the their to today "
        "told until was were when which while who will with would yesterday"
    ).split()
)
_ANY_POLICE = ("police", "police department", "police force")
_LONGEST_PERSON = 6  # words, links counted


class UnlistedNames:
    """The stage that finds names by their capitals."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.tokens, self.text = draft.tokens, draft.text
        self.by_name: dict[str, Figure] = {}
        # words with a capital behind a word without one, which may stand for a name that ends in them
        self.alone = {token.key for i, token in enumerate(self.tokens) if token.capital and not (i and self.tokens[i - 1].capital)}

    def take(self, covered: list[bool]) -> None:
        """Find the names in the tokens that no listed name covers."""
        free = 0
        for i in [i for i, token in enumerate(self.tokens) if token.capital and not covered[i]]:
            if i < free or self.draft.in_title(self.tokens[i].start):
                continue
            if self.draft.upper:
                free = self._take_upper(i, covered)
            else:
                last = self._run_end(i)
                for first, end in self._parts(i, last):
                    self._take_run(first, end)
                free = last + 1
        self._drop_makes()
        if self.draft.title_lines:
            self._take_known_in_titles(covered)

    def _drop_makes(self) -> None:
        """Drop the names that stand nowhere but in front of a weapon: they say what it is, not whose."""
        for figure in self.by_name.values():
            named = figure.kind in (ActorKind.ORGANISATION, ActorKind.PLACE)
            if not named and all(is_make(self.text, self.tokens, mention.last) for mention in figure.mentions):
                for mention in list(figure.mentions):
                    self.draft.drop_within(mention.first, mention.last)

    def _run_end(self, first: int) -> int:
        """Find the last token of a run of capitalised words, small words of names inside it allowed."""
        last = first
        for i in range(first + 1, len(self.tokens)):
            before, token = self.tokens[i - 1], self.tokens[i]
            gap = self.text[before.end : token.start]
            if before.possessive or not _SPACE.fullmatch(gap) or token.key in _PAGE_WORDS:
                break
            if (
                gap.startswith(".")
                and len(before.word) > 1
                and (before.key not in HONORIFICS or len(before.word) > 4)
                and before.key not in ("jr", "sr")
            ):
                break
            number = token.key.isdigit() and before.key in _NUMBERED and gap == " "
            if token.word == "at" and (noun := self.draft.lexicon.nouns.get(before.key)) is not None and noun.plural:
                break  # "Protesters at Garissa"
            if number or (token.capital and (not self.draft.opens_sentence(i) or before.key == "st")):
                last = i
            elif token.word not in NAME_LINKS and not (
                token.word in ("of", "and", "for", "the", "&") and not before.key.isdigit() and self.draft.holds_organisation_word(first, i)
            ):
                break
        return last

    def _parts(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Cut a run of capitalised words at titles: "Slidell Police Chief Ann Holt" is a title and a name."""
        while first <= last and self._means_nothing(first, alone=first == last):
            first += 1
        cut = None
        for i in range(first, last):
            noun = self.draft.lexicon.nouns.get(self.tokens[i].key)
            titled = (self.tokens[i].key in HONORIFICS and self.tokens[i].key != "st") or (
                noun is not None and not noun.plural and noun.cls in _CUTTING_NOUNS
            )
            if titled and not self.tokens[i + 1].key.isdigit():
                cut = i
        if cut is not None and self.tokens[cut + 1].word in ("of", "for", "to", "and"):
            return  # "Chief of Army Staff": an office, no name
        if cut is not None and not self.draft.holds_organisation_word(cut + 1, last + 1):
            if cut > first and self.draft.holds_organisation_word(first, cut):
                yield first, cut - 1
            yield cut + 1, last
        elif first <= last:
            yield first, last

    def _means_nothing(self, i: int, *, alone: bool) -> bool:
        token = self.tokens[i]
        opens = self.draft.opens_sentence(i) and token.word.lower() in self.draft.lower_words
        if token.key == "new" and any(" ".join(self.draft.keys[i:end]) in self.draft.table.places for end in (i + 2, i + 3)):
            return False  # "New Jersey", "New South Wales"
        return token.key in COMMON_STARTS or (alone and (token.key in DIRECTIONS or opens))

    def _take_run(self, first: int, last: int) -> None:
        """Take one run for a name, tell what it names, and join it to the figure of that name."""
        table, draft = self.draft.table, self.draft
        while first < last and self.tokens[first].key in HONORIFICS and self.tokens[first].key not in table.sexes and self.tokens[first].key != "st":
            first += 1
        state = self._opening_state(first, last)
        if state is not None:
            first = state.first
        words = self.tokens[first : last + 1]
        free = first if state is None else state.last + 1
        if not words or words[0].key in ("sr", "jr") or any(draft.covers(i) for i in range(free, last + 1)):
            return
        found = draft.lexicon.head([word.key for word in words], capital=True)
        if found is not None and found[0].cls in ROLES and words[0].key not in table.sexes:
            return
        if found is not None and found[0].words == "prosecutor" and found[0].plural:
            return  # "Federal Prosecutors"
        if found is not None and found[0].words in _ANY_POLICE:
            place = words[: -found[1]]
            if not place:
                return  # "the Gallatin, Tenn. Police Department"
            if table.is_american_state(" ".join(word.word for word in place)):
                words, last = place, last - found[1]  # "Ohio Police": some police of that state
        if len(words) == 1 and not self._may_be_name(first):
            return
        suffix = _SUFFIX.match(self.text, words[-1].end, words[-1].end + 6)
        name = self.text[words[0].start : words[-1].end - (2 if words[-1].possessive else 0)] + (suffix.group() if suffix else "")
        name = " ".join(name.split())
        last += 1 if suffix else 0
        kind = self._kind(first, last, name)
        if kind is ActorKind.PERSON and len(words) > 2 and all(len(word.key) == 1 for word in words[1:-1]):
            known = [a for a in table.named(f"{words[0].word} {words[-1].word}") if a.kind is ActorKind.PERSON]
            if len(known) == 1:  # "Ann B. Holt" is the table's Ann Holt
                draft.add(draft.figure_of(known[0]), first, last, Form.NAME)
                return
        if state is not None:
            draft.drop_within(state.first, state.last)
        figure = self.by_name.get(name_key(name))
        if figure is None:
            named = table.places.get(name_key(name)) if len(words) > 1 else None
            country = self._country_behind(last) or named or table.country_of_word(self.text, words[-1]) if state is None else state.figure.country
            figure = Figure(name, kind, sex=self._sex(first), country=country)
            self.by_name[name_key(name)] = figure
        elif figure.kind in (ActorKind.UNKNOWN, ActorKind.PLACE) and kind is ActorKind.PERSON:
            figure.kind = kind
        draft.add(figure, first, last, Form.NAME)

    def _country_behind(self, last: int) -> str | None:
        """Give the country that stands behind a name and a comma: "Karak, Pakistan"."""
        after = self.draft.mention_at(last + 1) if last + 1 < len(self.tokens) else None
        if after is None or after.first != last + 1 or after.figure.kind is not ActorKind.STATE or after.form is not Form.NAME:
            return None
        return after.figure.country if self.text[self.tokens[last].end : after.start] == ", " else None

    def _opening_state(self, first: int, last: int) -> Mention | None:
        """Find the state whose name opens that of an organisation ("Kenya Human Rights Commission"), but for what every state has."""
        draft = self.draft
        at = first if draft.covers(first) else first - 1
        found = draft.mention_at(at) if at >= 0 else None
        if found is None or found.figure.kind is not ActorKind.STATE or found.form is not Form.NAME or self.tokens[found.last].possessive:
            return None
        start = found.last + 1
        if last - start < 1 or self.text[found.end : self.tokens[start].start] != " " or not draft.holds_organisation_word(start, last + 1):
            return None
        organs = draft.table.organs
        organ = any(" ".join(draft.keys[start:end]) in organs.by_words for end in range(start + 1, last + 2))
        return None if organ or draft.lexicon.head(draft.keys[start : start + 1]) else found

    def _may_be_name(self, i: int) -> bool:
        """Tell whether a single capitalised word may be a name at all."""
        token = self.tokens[i]
        if token.key in COMMON_STARTS or token.key in NUMBERS or token.key in DIRECTIONS or token.key in HONORIFICS:
            return False
        if token.key in self.draft.lexicon.nouns:
            return False
        ends = range(i + 2, min(i + 3, len(self.tokens)) + 1)
        if any(" ".join(self.draft.keys[i:end]) in self.draft.lexicon.nouns and self.draft.joined(i, end - 1) for end in ends):
            return False  # "Customs officers"
        if token.key == "armed" or self._opens_a_description(i):
            return False
        opens = self.draft.opens_sentence(i) and token.word.lower() in self.draft.lower_words
        return len(token.key) > 1 and not token.key.isdigit() and not opens

    def _opens_a_description(self, i: int) -> bool:
        """Tell whether a word is a plural that has its capital from the sentence that it opens: "Formations of Ukraine", "Sources in the army"."""
        token = self.tokens[i]
        if not self.draft.opens_sentence(i) or not token.key.endswith("s") or token.possessive or i + 1 == len(self.tokens):
            return False
        after = self.tokens[i + 1]
        if after.word not in _OF_WHOM or self.text[token.end : after.start] != " ":
            return False
        return token.key not in self._capital_within

    @cached_property
    def _capital_within(self) -> frozenset[str]:
        """Give the words that stand with a capital within a sentence."""
        return frozenset(token.key for k, token in enumerate(self.tokens) if token.capital and not self.draft.opens_sentence(k))

    def _kind(self, first: int, last: int, name: str) -> ActorKind:
        words = self.tokens[first : last + 1]
        single = len(name.split()) == 1
        after_place_word = first > 0 and self.tokens[first - 1].key in _PLACE_WORDS
        if self.draft.holds_organisation_word(first, last + 1) or words[-1].key.isdigit():
            return ActorKind.ORGANISATION
        if self._opens_dateline(first, last) or (single and after_place_word):
            return ActorKind.PLACE
        if single and (self._titled(first) or words[0].key in self.draft.table.sexes or self._speaks(last)):
            return ActorKind.PERSON
        if not single and self._reads_as_person(first, last, after_place_word=after_place_word):
            return ActorKind.PERSON
        return ActorKind.PLACE if name_key(name) in self.draft.table.places or after_place_word else ActorKind.UNKNOWN

    def _opens_dateline(self, first: int, last: int) -> bool:
        """Tell whether a name in capitals stands where a dateline does: "KELSO, Wash. —", "GARISSA (AP) —"."""
        words = self.tokens[first : last + 1]
        if not self.draft.opens_sentence(first) or self.draft.upper or not all(word.word.isupper() for word in words):
            return False
        return bool(_DATELINE.match(self.text, words[-1].end, words[-1].end + 50))

    def _sex(self, first: int) -> str | None:
        before = self.tokens[first - 1].key if first else ""
        if before in FEMALE:
            return "f"
        return "m" if before in MALE else self.draft.table.sexes.get(self.tokens[first].key)

    def _reads_as_person(self, first: int, last: int, *, after_place_word: bool) -> bool:
        """Tell whether a run of words names a person: by first name, title, initial, age, a verb of saying, or its last word alone elsewhere."""
        words = self.tokens[first : last + 1]
        if len(words) > _LONGEST_PERSON or any(word.key in self.draft.table.places for word in words[1:]):
            return False
        if words[0].key in self.draft.table.sexes or self._titled(first) or self._speaks(last):
            return True
        if any(len(word.key) == 1 or word.key in NAME_LINKS for word in words[1:-1]) or _AGE.match(self.text, words[-1].end):
            return True
        return words[-1].key in self.alone and not after_place_word

    def _titled(self, first: int) -> bool:
        """Tell whether a title or a noun for people stands right before a token."""
        if first == 0:
            return False
        before = self.tokens[first - 1]
        gap = self.text[before.end : self.tokens[first].start]
        if before.possessive or gap not in (" ", ". ", ", "):
            return False
        if before.key in HONORIFICS and before.capital:
            return True
        noun = self.draft.lexicon.nouns.get(before.key)
        if noun is None or gap != " ":
            return False
        if self.draft.upper:
            office = noun.cls in (NounClass.OFFICE, NounClass.PARTY) and before.key != "general"
            return not noun.plural and (office or before.key in _UPPER_TITLES)
        return noun.cls in _TITLE_NOUNS

    def _speaks(self, last: int) -> bool:
        """Tell whether a verb of saying follows, or people who belong to a person."""
        after = self.tokens[last + 1].key if last + 1 < len(self.tokens) else ""
        kin = self.tokens[last].possessive and after in ("lawyer", "attorney", "mother", "father", "wife", "family")
        return kin or after in ("said", "says", "told", "added")

    def _take_upper(self, first: int, covered: list[bool]) -> int:
        """Take a name in a report of capitals alone, where only a title shows it. Returns the token to go on from."""
        if not self._titled(first) or self.tokens[first].key in self.draft.lexicon.nouns or self.tokens[first].key in COMMON_STARTS:
            return first + 1
        last = first
        while last + 1 < len(self.tokens) and last - first < 4 and not covered[last + 1] and not self.tokens[last].possessive:
            gap = self.text[self.tokens[last].end : self.tokens[last + 1].start]
            key = self.tokens[last + 1].key
            if not gap.isspace() or key in _UPPER_END or key in COMMON_STARTS or key in self.draft.lexicon.nouns:
                break
            last += 1
        if self.tokens[first].key not in _UPPER_END:
            self._take_run(first, last)
        return last + 1

    def _take_known_in_titles(self, covered: list[bool]) -> None:
        """Find in headlines in title case the names that the body gives."""
        draft = self.draft
        known: dict[str, list[Figure]] = {}
        for figure in draft.figures:
            if figure.actor is None and figure.kind is not ActorKind.PLACE:
                known.setdefault(name_key(figure.name).split()[-1], []).append(figure)
        for i, token in enumerate(self.tokens):
            if covered[i] or not token.capital or not draft.in_title(token.start) or draft.covers(i):
                continue
            for figure in known.get(token.key, ()):
                keys = name_key(figure.name).split()
                first = i - len(keys) + 1
                if first >= 0 and [t.key for t in self.tokens[first : i + 1]] == keys:
                    draft.add(figure, first, i, Form.NAME)
                    break
                if figure.person:
                    draft.add(figure, i, i, Form.NAME)
                    break
