"""Names of the table in a report, longest first, and the countries that the report is about."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache

from whence.resolve.actors.check import INTERNATIONAL
from whence.resolve.actors.draft import Draft
from whence.resolve.actors.joins import YEARS_REMEMBERED
from whence.resolve.actors.lexicon import NounClass
from whence.resolve.actors.names import is_shortened, name_key, tokens
from whence.resolve.actors.table import Alias, Form, longest_at
from whence.resolve.actors.values import Actor, ActorId
from whence.resolve.actors.words import COMMON_STARTS, DIRECTIONS, HONORIFICS, NAME_LINKS, ORGANISATION_WORDS
from whence.terms import ActorKind, Sector

# Abbreviations of the table that are common words of a report in capitals.
_COMMON_IN_CAPITALS = frozenset("is us who it all as or pa mas car aa am an at be by do go he if in me my no of on so to up we mp isn".split())
# Names of the table that are common words where they open a sentence.
_COMMON_AT_START = frozenset("ban lords commons shell unite arena time punch base liberation justice trend nation".split())
_GEORGIAN = frozenset("tbilisi saakashvili caucasus abkhazia georgian".split())
_INTERNATIONAL = frozenset(INTERNATIONAL)
_COURTESY = ("mr", "mrs", "ms", "miss", "dr", "prof", "sir")
_SITES = ("port", "fort", "camp", "cape", "lake", "mount")
_COMPASS = ("west", "east", "north", "south")
_OF_BODIES = (NounClass.FORCE, NounClass.BODY, NounClass.COURT)  # nouns that close the name of a body
_OF_STATES = (NounClass.FORCE, NounClass.OFFICIAL, NounClass.STATE)  # nouns of what a state has
# Codes of states that are words, months or other abbreviations too.
_OTHER_CODES = frozenset("AND CAN PER ARM LIE COM VAT EST MAR JAM BEL".split())
_FIGURE_BEFORE = re.compile(r"(?:\d|\b[ap]\.?m\.?)\s*$", re.IGNORECASE)
_LONGEST_FIGURE = 6  # characters before a code in which a figure or an hour ends
_LONGEST_STEM = 5  # words
_MOST_SIGNS = 3  # that count: a report that names its country more often is about that
_OPENING_CHARACTERS = 400  # names in them weigh double: what a report opens with is what it is about

_Match = tuple[int, int, list[Alias]]


class ListedNames:
    """The stage that finds the names of the table."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._full: dict[str, set[str]] | None = None

    def take(self) -> list[bool]:
        """Find the names and weigh the countries. Returns which tokens the names cover."""
        matches = [(first, last, fitting) for first, last, aliases in self._matches() if (fitting := self._whole(first, last, aliases))]
        matches = self._without_chance_acronyms(matches) if self.draft.upper else self._with_codes(matches)
        matches = self._without_namesakes(matches)
        self.draft.weights = self._weigh(matches)
        covered = self._take_matches(matches)
        self._take_stems(covered)
        return covered

    def _take_stems(self, covered: list[bool]) -> None:
        """Find armed groups by their names without the last word, before a noun of armed people: "Rapid Support militia"."""
        draft = self.draft
        for i, token in enumerate(draft.tokens[1:], 1):
            noun = draft.lexicon.nouns.get(token.key)
            if noun is None or noun.cls is not NounClass.ARMED or not draft.tokens[i - 1].capital:
                continue
            for n in range(min(_LONGEST_STEM, i), 1, -1):
                identity = draft.table.stems.get(" ".join(draft.keys[i - n : i]))
                if identity is not None and draft.joined(i - n, i) and not any(covered[i - n : i]):
                    draft.add(draft.figure_of(draft.table.actors[identity]), i - n, i - 1, Form.NAME)
                    covered[i - n : i] = [True] * n
                    break

    def _matches(self) -> list[_Match]:
        table, keys = self.draft.table, self.draft.keys
        found: list[_Match] = []
        elsewhere: set[str] = set()  # names of capitals that towns of other countries have in this report: "London, Ohio"
        free = 0
        for i in [i for i, key in enumerate(keys) if key in table.longest]:
            if i < free:
                continue
            for length in range(longest_at(i, keys, table.longest), 0, -1):
                key = " ".join(keys[i : i + length])
                aliases = table.aliases.get(key)
                if aliases is None or not self.draft.joined(i, i + length - 1):
                    continue
                fitting = [alias for alias in aliases if self._spelled(alias, i, length)]
                if fitting:
                    found.append((i, i + length - 1, fitting))
                    free = i + length
                    if self._is_town_of_its_name(i + length - 1, fitting):
                        elsewhere.add(key)
                    break
        if not elsewhere:
            return found
        return [m for m in found if " ".join(keys[m[0] : m[1] + 1]) not in elsewhere or any(alias.form is not Form.SEAT for alias in m[2])]

    def _is_town_of_its_name(self, last: int, aliases: list[Alias]) -> bool:
        """Tell whether a comma and a division of another country stand behind a capital's name: "London, Ohio", not "In Paris, Germany said so"."""
        tokens, table = self.draft.tokens, self.draft.table
        if last + 1 >= len(tokens) or any(alias.form is not Form.SEAT for alias in aliases):
            return False
        after = tokens[last + 1]
        if (
            not after.capital
            or self.draft.text[tokens[last].end : after.start] != ", "
            or any(table.actors[alias.actor].kind is ActorKind.STATE for alias in table.aliases.get(after.key, ()))
        ):
            return False
        country = table.country_of_word(self.draft.text, after)
        return country is not None and all(table.actors[alias.actor].country != country for alias in aliases)

    def _without_chance_acronyms(self, matches: list[_Match]) -> list[_Match]:
        """Drop what only looks like an acronym in capitals ("ANA", "PLAN"): those of countries that nothing else in the report names."""
        words, actors = self.draft.tokens, self.draft.table.actors

        def countries(match: _Match) -> set[str]:
            return {country for alias in match[2] if (country := actors[alias.actor].country) is not None}

        def acronym(match: _Match) -> bool:
            return match[0] == match[1] and len(words[match[0]].key) <= 4 and all(alias.spelling.isupper() for alias in match[2])

        told = set(INTERNATIONAL).union(*(countries(match) for match in matches if not acronym(match)))
        return [match for match in matches if not acronym(match) or not countries(match) or countries(match) & told]

    def _without_namesakes(self, matches: list[_Match]) -> list[_Match]:
        """Drop the last names that stand for somebody else than the person of the table.

        One who held no office at the report's time, or shortly before, is meant only where something else names his country or his group.
        """
        actors = self.draft.table.actors

        def keep(match: _Match, fits: Callable[[Actor, int], bool]) -> _Match:
            first, last, aliases = match
            if first < last:
                return match
            return first, last, [alias for alias in aliases if actors[alias.actor].kind is not ActorKind.PERSON or fits(actors[alias.actor], first)]

        matches = [kept for match in matches if (kept := keep(match, self._plausible_person))[2]]
        of_the_time = [kept for match in matches if (kept := keep(match, lambda actor, _: self._is_of_the_time(actor)))[2]]
        if sum(len(match[2]) for match in of_the_time) == sum(len(match[2]) for match in matches):
            return matches
        weights = self._weigh(of_the_time)
        named = {alias.actor for _, _, aliases in of_the_time for alias in aliases}

        def is_remembered(actor: Actor, _: int) -> bool:
            told = weights.get(actor.country or "", 0.0) >= 1 or any(term.of in named for term in actor.terms)
            return told or self._is_of_the_time(actor)

        return [kept for match in matches if (kept := keep(match, is_remembered))[2]]

    def _is_of_the_time(self, actor: Actor) -> bool:
        """Tell whether a person of the table held an office in the year of the report or shortly before, or no terms of his are known."""
        if self.draft.day is None or not actor.terms:
            return True
        year = int(self.draft.day[:4])
        return any(
            (term.start is None or int(term.start[:4]) <= year) and (term.end is None or int(term.end[:4]) >= year - YEARS_REMEMBERED)
            for term in actor.terms
        )

    def _with_codes(self, matches: list[_Match]) -> list[_Match]:
        """Read the codes of states in capitals ("PAK troops shell Poonch"), but not what the table has for a name.

        A code counts where the report names the state or a body of it too, or lets it act twice and has the code of another one; one that is a word
        or another abbreviation besides only where the state is named and forces follow.
        """
        draft = self.draft
        taken = {i for first, last, _ in matches for i in range(first, last + 1)}
        words = {i: draft.tokens[i].word[:3] for i in range(len(draft.tokens)) if self._may_be_code(i)}
        if taken.issuperset(words):
            return matches
        actors = [draft.table.actors[alias.actor] for _, _, aliases in matches for alias in aliases if alias.form is not Form.SEAT]
        named = {actor.country for actor in actors if actor.kind in (ActorKind.STATE, ActorKind.BODY)}
        acting = Counter(word for i, word in words.items() if self._acts(i + 1, _OF_STATES))
        found = list(matches)
        for i, word in words.items():
            state = draft.table.state(word)
            if state is None or i in taken:
                continue
            told = state.country in named
            if word in _OTHER_CODES:
                counts = told and self._acts(i + 1, (NounClass.FORCE,))
            else:
                counts = told or (acting[word] > 1 and len(set(words.values())) > 1)
            if counts:
                found.append((i, i, [Alias(state.id, state.name, Form.NAME)]))
        return sorted(found, key=lambda match: match[0])

    def _may_be_code(self, i: int) -> bool:
        """Tell whether a word is spelt as the code of a state, in a line that is not all in capitals, and stands behind no figure or hour."""
        draft, token = self.draft, self.draft.tokens[i]
        code = token.word[:3]
        if (
            not (code.isupper() and len(token.key) == 3 and len(token.word) in (3, 5))
            or draft.table.state(code) is None
            or token.key in draft.lower_words
            or _FIGURE_BEFORE.search(draft.text, max(0, token.start - _LONGEST_FIGURE), token.start)
        ):
            return False
        beside = draft.tokens[max(0, i - 1) : i] + draft.tokens[i + 1 : i + 2]
        return not any(len(word.key) > 3 and word.word.isupper() for word in beside)

    def _acts(self, i: int, classes: Sequence[NounClass]) -> bool:
        """Tell whether a word is a noun of one of these classes."""
        noun = self.draft.lexicon.nouns.get(self.draft.keys[i]) if i < len(self.draft.keys) else None
        return noun is not None and noun.cls in classes

    def _spelled(self, alias: Alias, first: int, length: int) -> bool:
        """Tell whether capitals and articles fit: "us" is no country, "The Times" needs its article."""
        words = self.draft.tokens
        if alias.spelling.startswith("The ") and (first == 0 or words[first - 1].key != "the"):
            return False
        if self.draft.upper:
            return length > 1 or words[first].key not in _COMMON_IN_CAPITALS
        spelled = _spelled_words(alias.spelling)
        if len(spelled) == length + 1 and spelled[0][0] == "the":
            spelled = spelled[1:]
        if len(spelled) != length:
            return True
        for (_, capital, acronym), token in zip(spelled, words[first : first + length], strict=True):
            if capital and not token.capital and token.key not in NAME_LINKS:
                return False
            if acronym and len(token.key) <= 3 and token.word[-1].islower() and not token.word.endswith(("'s", "’s")):
                return False
        if length > 1:
            return True
        token = words[first]
        if self.draft.opens_sentence(first) and token.key in _COMMON_AT_START:
            return False
        short = token.word.isupper() and len(token.key) <= 3
        return not short or alias.spelling == token.word or alias.spelling.isupper() or "." in alias.spelling

    def _weigh(self, matches: list[_Match]) -> defaultdict[str, float]:
        """Weigh the countries of the names and places of the report."""
        words, keys, table = self.draft.tokens, self.draft.keys, self.draft.table
        weights: defaultdict[str, float] = defaultdict(float)
        for first, _, aliases in matches:
            countries = {country for alias in aliases if (country := table.actors[alias.actor].country) is not None} - _INTERNATIONAL
            if len(countries) == 1:
                quoted = table.actors[aliases[0].actor].kind is ActorKind.MEDIA
                weights[countries.pop()] += (0.3 if quoted else 1.0) * (2 if words[first].start < _OPENING_CHARACTERS else 1)
        for i, token in enumerate(words):
            if not token.capital or token.key not in table.longest_places:
                continue
            for length in range(min(3, longest_at(i, keys, table.longest_places)), 0, -1):
                country = table.places.get(" ".join(keys[i : i + length]))
                if country is None or not self.draft.joined(i, i + length - 1):
                    continue
                shortened = length == 1 and token.key in table.shortened
                long = length > 1 or len(token.key) > 3 or self.draft.text.startswith(".", token.end)
                if is_shortened(self.draft.text, token) if shortened else long:
                    weights[country] += 2 if token.start < _OPENING_CHARACTERS else 1
                    break
        for country, n_signs in self._signs().items():
            weights[country] += min(n_signs, _MOST_SIGNS)
        # "Georgia" beside other American places is the American state.
        if weights.get("GEO") and weights["USA"] > weights["GEO"] / 3 and _GEORGIAN.isdisjoint(keys):
            weights["USA"] += weights.pop("GEO")
        for country in [country for country, weight in weights.items() if not weight]:
            del weights[country]
        return weights

    def _signs(self) -> Counter[str]:
        """Count, by country, the different words that show where a report is at home though it names no country ("superior court")."""
        table, keys = self.draft.table, self.draft.keys
        found = set()
        for i, key in enumerate(keys):
            if key in table.longest_signs:
                for length in range(longest_at(i, keys, table.longest_signs), 0, -1):
                    words = " ".join(keys[i : i + length])
                    if words in table.signs:
                        found.add(words)
                        break
        return Counter(table.signs[words] for words in found)

    def _take_matches(self, matches: list[_Match]) -> list[bool]:
        draft = self.draft
        covered = [False] * len(draft.tokens)
        certain = {aliases[0].actor for _, _, aliases in matches if len(aliases) == 1}
        for first, last, aliases in matches:
            alias = self._choose(aliases, certain)
            actor = draft.table.actors[alias.actor]
            if actor.id == "georgia" and not draft.weights.get("GEO") and draft.weights.get("USA"):
                continue
            if self._is_part_of_name(first, last, actor, alias):
                continue
            draft.add(draft.figure_of(actor), first, last, alias.form)
            covered[first : last + 1] = [True] * (last + 1 - first)
        return covered

    def _whole(self, first: int, last: int, aliases: list[Alias]) -> list[Alias]:
        """Leave out the states, parties and outlets whose name is only a part of another one ("New Mexico").

        It opens that of a body ("the Republican Guard", "the Independent Electoral Authority"), or a party's stands beside a state that is not theirs
        ("Liberal Party of Kosovo").
        """
        actors, keys = self.draft.table.actors, self.draft.keys
        if first == last and any(actors[alias.actor].kind is ActorKind.MEDIA for alias in aliases) and self._goes_on(first):
            aliases = [alias for alias in aliases if actors[alias.actor].kind is not ActorKind.MEDIA or not _is_common_word(alias)]
        for i in range(max(0, first - 2), first):
            country = self.draft.table.places.get(" ".join(keys[i : last + 1]))
            if country is not None and self.draft.tokens[i].capital and self.draft.joined(i, last):
                aliases = [alias for alias in aliases if alias.form is not Form.NAME or actors[alias.actor].country in (None, country)]
        if all(actors[alias.actor].kind is not ActorKind.PARTY for alias in aliases):
            return aliases
        beside = self._states(first - 2, first - 1) | self._states(first - 1, first - 1)
        if keys[last + 1 : last + 2] == ["of"]:
            behind = last + 2 + (keys[last + 2 : last + 3] == ["the"])
            beside |= self._states(behind, behind) | self._states(behind, behind + 1)
        opens = first == last and self._opens_name(first)

        def fits(actor: Actor) -> bool:
            return actor.kind is not ActorKind.PARTY or (not opens and (not beside or actor.country in beside))

        return [alias for alias in aliases if fits(actors[alias.actor])]

    def _states(self, first: int, last: int) -> set[str]:
        """Give the countries of the states that a run of words, joined to what follows, names."""
        draft = self.draft
        if first < 0 or last >= len(draft.keys) or not draft.joined(first, last + (last + 1 < len(draft.keys))):
            return set()
        named = (draft.table.actors[alias.actor] for alias in draft.table.aliases.get(" ".join(draft.keys[first : last + 1]), ()))
        return {actor.country for actor in named if actor.kind is ActorKind.STATE and actor.country is not None and draft.tokens[first].capital}

    def _choose(self, aliases: list[Alias], certain: set[ActorId]) -> Alias:
        """Choose among the actors that share a name: one named without doubt elsewhere, else of the country that weighs most, else the first."""
        table, weights = self.draft.table, self.draft.weights
        return max(aliases, key=lambda alias: (alias.actor in certain, weights.get(table.actors[alias.actor].country or "", 0.0)))

    def _plausible_person(self, actor: Actor, i: int) -> bool:
        """Tell whether a last name alone may be the table's person.

        Not behind a first name, nor, without his office before it, where a full name of somebody else with it stands in the report or a humble trade
        behind it ("Maduro, a farmer").
        """
        draft = self.draft
        words = draft.tokens
        key = words[i].key
        before = words[i - 1] if i and words[i - 1].capital and draft.joined(i - 1, i) and not draft.opens_sentence(i) else None
        if before is not None and before.key not in COMMON_STARTS | HONORIFICS:
            listed = before.key in draft.table.aliases and not self._is_first_name(i - 1)
            return listed or before.possessive or bool(draft.lexicon.head([before.key]))
        if i + 1 < len(words) and words[i + 1].capital and draft.joined(i, i + 1) and not draft.opens_sentence(i + 1) and not draft.upper:
            after = words[i + 1].key
            if after not in COMMON_STARTS | HONORIFICS and not draft.lexicon.head([after]) and not draft.in_title(words[i].start):
                return False
        offices = (noun for term in actor.terms for noun in draft.table.offices.get(term.office, (term.office,)))
        if before is not None and any(noun.rsplit(" ", 1)[-1] == before.key for noun in offices):
            return True
        full = self._full_names().get(key)
        if any(name_key(name) in (full or ()) for name in (actor.name, *actor.aliases)):
            return True
        return full is None and key not in draft.humble

    def _is_first_name(self, i: int) -> bool:
        """Tell whether a name of the table is a first name where a last name follows: "Amal Deng", "Jordan Smith"."""
        table, key = self.draft.table, self.draft.keys[i]
        kinds = {table.actors[alias.actor].kind for alias in table.aliases[key] if alias.form is not Form.ADJECTIVE}
        return key in table.sexes or ActorKind.PARTY in kinds

    def _full_names(self) -> dict[str, set[str]]:
        """Find last names that stand behind another capitalised word somewhere: last name to the full names (folded)."""
        if self._full is not None:
            return self._full
        draft, words = self.draft, self.draft.tokens
        self._full = {}
        for i in range(1, len(words)):
            one, two = words[i - 1], words[i]
            if (
                not (one.capital and two.capital)
                or draft.text[one.end : two.start] != " "
                or one.possessive
                or draft.upper
                or draft.in_title(one.start)
            ):
                continue
            if one.key in COMMON_STARTS or one.key in HONORIFICS or draft.lexicon.head([one.key]):
                continue
            if one.key in draft.table.aliases and not (two.key in draft.table.surnames and self._is_first_name(i - 1)):
                continue
            names = {f"{one.key} {two.key}"}
            if i > 1 and words[i - 2].capital and draft.text[words[i - 2].end : one.start] in (" ", "-"):
                names.add(f"{words[i - 2].key} {one.key} {two.key}")
            self._full.setdefault(two.key, set()).update(names)
        return self._full

    def _is_part_of_name(self, first: int, last: int, actor: Actor, alias: Alias) -> bool:
        """Tell whether a table's name is only a part of a longer name ("Jordan Smith", "Abu Jandal al-Kuwaiti", "National Security Council")."""
        draft, words = self.draft, self.draft.tokens
        before = words[first - 1] if first else None
        gap = draft.text[before.end : words[first].start] if before is not None else ""
        site = before is not None and before.key in _SITES and before.capital and gap == " "
        if site and actor.kind is ActorKind.STATE and alias.form is not Form.ADJECTIVE:
            return True  # "Port Sudan"
        if draft.upper or draft.in_title(words[first].start):
            return False
        if before is not None and before.key in _COURTESY and gap in (" ", ". ") and actor.kind is ActorKind.STATE:
            return True  # "Mr Palau"
        if before is not None and gap in ("-", " "):
            if before.key in ("al", "el", "ul") and actor.kind is ActorKind.STATE:
                return True
            known = (
                before.key in COMMON_STARTS | HONORIFICS | DIRECTIONS or before.key in draft.table.aliases or bool(draft.lexicon.head([before.key]))
            )
            if gap == " " and before.capital and not before.possessive and not draft.opens_sentence(first - 1) and not known:
                if actor.kind is ActorKind.PERSON and last > first and before.key not in draft.table.places:
                    return True
                if all(t.key in ORGANISATION_WORDS or t.key in ("security", "general", "united") for t in words[first : last + 1]):
                    return True
        after = words[last + 1] if last + 1 < len(words) else None
        if words[first].key in _COMPASS and first == last and after is not None and after.capital and draft.joined(last, last + 1):
            return True  # "the West Bank"
        if actor.kind is ActorKind.STATE and first == last and after is not None and after.capital and alias.form is not Form.ADJECTIVE:
            name = words[first].key in draft.table.sexes and draft.text[words[last].end : after.start] == " "
            return name and after.key not in draft.table.aliases and not draft.lexicon.head([after.key])
        return False

    def _goes_on(self, i: int) -> bool:
        """Tell whether a name goes on behind a word: "the Times Square bomber".

        Where it ends in a word of the press, it is of the outlet's own: "the Times Moscow correspondent".
        """
        draft = self.draft
        last = i
        while last + 1 < len(draft.tokens) and not draft.tokens[last].possessive:
            after = draft.tokens[last + 1]
            if not after.capital or draft.text[draft.tokens[last].end : after.start] != " " or after.key in COMMON_STARTS | HONORIFICS:
                break
            last += 1
        if last == i or draft.upper or draft.in_title(draft.tokens[i].start):
            return False
        nouns = (draft.lexicon.nouns.get(key) for key in draft.keys[last : last + 2])
        return not any(noun is not None and noun.sector is Sector.JRN for noun in nouns)

    def _opens_name(self, i: int) -> bool:
        """Tell whether a party's short name opens that of another body ("the Republican Guard"), not of its members in a chamber, or of a person."""
        draft = self.draft
        if i + 1 >= len(draft.tokens) or not draft.tokens[i + 1].capital or draft.text[draft.tokens[i].end : draft.tokens[i + 1].start] != " ":
            return False
        found = draft.lexicon.head(draft.keys[i + 1 : i + 2], capital=True)
        if found is None and draft.keys[i] in draft.table.sexes and not draft.upper and not draft.in_title(draft.tokens[i].start):
            return True  # "Amal Deng"
        chamber = found is not None and found[0].sector is Sector.LEG
        return not chamber and (draft.keys[i + 1] in ORGANISATION_WORDS or (found is not None and found[0].cls in _OF_BODIES))


def _is_common_word(alias: Alias) -> bool:
    """Tell whether a name of one word is one of the language: "The Independent", "Liberation"; not "Reuters"."""
    return alias.spelling.startswith("The ") or name_key(alias.spelling) in _COMMON_AT_START


@lru_cache(maxsize=20_000)
def _spelled_words(spelling: str) -> tuple[tuple[str, bool, bool], ...]:
    """Take a spelling apart: each word's key, whether it has a capital, whether it is an acronym."""
    return tuple((token.key, token.capital, len(token.word) > 1 and token.word.isupper()) for token in tokens(spelling))
