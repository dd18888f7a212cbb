"""Recognition: which words of a text are the name of a place. Candidates come from the gazetteer and from the grammar of names; signs are weighed.

Every candidate is a run of tokens with the places that bear its name, and a list of signs ("p:in", "g:town>100k", "common word"): the weights of
the signs add up to log odds (weights.tsv). Of candidates that overlap, those with the greatest sum stand.
Signs: p: the word before, pp: the one before "the" or "a", x: the word after, g: what the gazetteer has, k: how it has the name.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from whence.resolve.places.gazetteer import Gazetteer
from whence.resolve.places.layer import Hit, NameKind
from whence.resolve.places.names import fold_name
from whence.resolve.places.place import Place
from whence.resolve.places.tables import AbbreviationRow
from whence.resolve.places.tokens import Token, begins_name, joined, tokenize
from whence.resolve.places.words import (
    ABOVE,
    AGENCIES,
    ARTICLES,
    CIVIL_TITLES,
    CONNECTORS,
    DIRECTIONS,
    DIVISIONS,
    FEATURE_WORDS,
    FUNCTION_WORDS,
    HYPHENED_JOINTS,
    HYPHENED_PARTS,
    LANGUAGE_BEFORE,
    LOCATIVE,
    LOWER_TAILS,
    MONTHS_DAYS,
    ORGANISATIONS,
    PAPERS,
    PLACE_HEADS,
    PLACE_TAILS,
    ROAD_WORDS,
    SAYING,
    SETTLEMENTS,
    TITLES,
    VILLAGES,
    common_words,
    family_names,
    given_names,
)
from whence.terms import Feature

LONGEST_RUN = 12  # words looked at as one run of capitals: texts all in capitals have runs without end
LONGEST_NAME = 6  # words; longer names in the gazetteer are those of administrations
LARGEST_VILLAGE = 50_000  # people; a larger town is no village, and what is called so after it lies around it
_HOLDERS = frozenset((Feature.COUNTRY, Feature.REGION, Feature.DISTRICT))
LISTED_TOWN = 10_000  # people; a smaller town's name at the head of a line is more often a speaker's, beside a hyphen a brand's ("Wal-Mart")
_BIG = ((1_000_000, "1M"), (100_000, "100k"), (10_000, "10k"), (1_000, "1k"), (1, "1"))
# With these behind it, a town's name stands for the district around it where the gazetteer lacks that.
_DISTRICTS_BY_TOWN = frozenset("territory prefecture woreda tehsil tahsil taluk upazila raion rayon cercle lga".split())
_LOCAL_GOVERNMENT = ("local", "government", "area")  # in full, what Nigerian reports call an LGA
_GENERIC_TAILS = _DISTRICTS_BY_TOWN | frozenset(
    "province governorate oblast krai region state county district department city town village municipality island river valley township parish"
    " co co. airport camp base mountains mountain peninsula".split()
)
_HELD = SETTLEMENTS | {"district", "subdistrict"}  # of which words tell where they lie
_LONGEST_KIND = 5  # words of "a small farming town"
_OF_PART = frozenset("the part parts of countryside".split())  # in "the north of", "the southern part of", "the countryside of"
_ARTICLES_IN_NAMES = frozenset("al el ad ar as ash at az an".split())


@dataclass(slots=True)
class Candidate:
    """Tokens first … last (inclusive) as the name of a place.

    hits    places of that name, demonyms among them; empty: no gazetteer has it
    signs   what speaks for or against it
    score   log odds that it is one, from the weights of the signs
    """

    first: int
    last: int
    surface: str
    hits: tuple[Hit, ...]
    form: str  # "name", "abbreviation", "pattern", "road", "unknown"
    signs: list[str] = field(default_factory=list)
    score: float = 0.0

    @property
    def demonym(self) -> bool:
        """Whether the best that the words can be is a word for people or things of a place."""
        return bool(self.hits) and self.hits[0].kind is NameKind.DEMONYM


class Recognizer:
    """Finds the candidates of one text and weighs them."""

    def __init__(self, text: str, gazetteer: Gazetteer, weights: Mapping[str, float]) -> None:
        self.text = text
        self.gazetteer = gazetteer
        self.tokens = tokenize(text)
        self._weights = weights
        self._persons = _persons(self.tokens, gazetteer)
        self._lower = {token.low for token in self.tokens if token.word and not token.capital and not token.loud}
        self._counts = Counter(token.low for token in self.tokens if token.capital)
        self._run_of: dict[int, tuple[int, int]] = {}
        self._looked_up: dict[tuple[int, int], tuple[Hit, ...]] = {}
        self._name_kinds: dict[str, str] = {}

    def candidates(self) -> list[Candidate]:
        """Find every candidate, signs given and weighed, in order of the text."""
        found = self._abbreviations()
        found.extend(self._names())
        found = self._without_pieces(found)
        found = self._without_cut_villages(found)
        found = [candidate for candidate in found if not self._is_agency(candidate)]
        self._give_signs(found)
        return found

    def choose(self, found: Iterable[Candidate], floor: float) -> list[Candidate]:
        """Choose the candidates above the floor that do not overlap and whose scores sum to the most."""
        able = sorted((c for c in found if c.score > floor), key=lambda c: (c.last, c.first))
        best: list[tuple[float, int, int]] = [(0.0, -1, -1)]  # sum, index of the candidate taken, index to go on from
        ends = [c.last for c in able]
        for k, candidate in enumerate(able):
            before = _bisect_left(ends, candidate.first, k)
            with_it = best[before][0] + candidate.score - floor
            best.append((with_it, k, before) if with_it > best[k][0] else (best[k][0], -1, k))
        chosen: list[Candidate] = []
        k = len(able)
        while k > 0:
            _, taken, back = best[k]
            if taken >= 0:
                chosen.append(able[taken])
            k = back
        return chosen[::-1]

    # --- candidates ---

    def _abbreviations(self) -> list[Candidate]:
        found = []
        for i, token in enumerate(self.tokens):
            if not token.capital or len(token.text) > 6:
                continue
            for last in (i, i + 1):
                if last >= len(self.tokens) or not (last == i or self.tokens[last].glue == " "):
                    continue
                end = self.tokens[last].end
                dotted = end if self.text[end - 1] == "." else end + 1
                for stop in {dotted, end}:
                    surface = self.text[token.start : stop]
                    known = self.gazetteer.abbreviation(surface)
                    if known is None or (known[1].after_comma and not self._after_comma(i)) or self._goes_on(stop):
                        continue
                    final = last + 1 if stop > end and last + 1 < len(self.tokens) and self.tokens[last + 1].text == "." else last
                    found.append(Candidate(i, final, surface, (Hit(known[0], NameKind.NAME),), "abbreviation", [_abbreviation_sign(known[1])]))
        return found

    def _goes_on(self, stop: int) -> bool:
        return stop < len(self.text) and self.text[stop].isalnum()

    def _after_comma(self, i: int) -> bool:
        return i >= 2 and self.tokens[i - 1].text == "," and self.tokens[i - 2].capital

    def _names(self) -> list[Candidate]:
        tokens = self.tokens
        found: list[Candidate] = []
        reached = -1  # end of the last maximal run
        begins = [(i, self._run_end(i)) for i in range(len(tokens)) if (tokens[i].capital or tokens[i].low in ARTICLES) and begins_name(tokens, i)]
        self.gazetteer.look_ahead(self._surfaces(begins))
        for i, run_end in begins:
            if i > reached:
                reached = run_end
                for k in range(i, run_end + 1):
                    self._run_of[k] = (i, run_end)
                found.extend(self._patterns(i, run_end))
            any_hit = False
            found.extend(self._with_lower_tail(i, run_end))
            for j in range(i, min(run_end, i + LONGEST_NAME - 1) + 1):
                if not tokens[j].capital:
                    continue
                hits = self._look_up(i, j)
                if hits:
                    any_hit = True
                    found.append(Candidate(i, j, self._surface(i, j), hits, "name"))
            if i == self._run_of.get(i, (i, i))[0] and not (any_hit and found[-1].last == run_end):
                found.extend(self._unknown(i, run_end))
        return found

    def _surfaces(self, begins: Iterable[tuple[int, int]]) -> Iterable[str]:
        """Yield what may be looked up as it stands: the runs of capitals, with "the" where it stands before."""
        tokens = self.tokens
        for i, run_end in begins:
            the = i > 0 and tokens[i - 1].low == "the"
            for j in range(i, min(run_end, i + LONGEST_NAME - 1) + 1):
                if tokens[j].capital:
                    yield self._surface(i, j)
                    if the:
                        yield "the " + self._surface(i, j)

    def _with_lower_tail(self, i: int, run_end: int) -> list[Candidate]:
        """Names that end in lower case and that the gazetteer has in full ("Jenin refugee camp")."""
        tokens, found = self.tokens, []
        last = run_end
        while last + 1 < len(tokens) and last - run_end < 3 and joined(tokens, last + 1) and tokens[last + 1].low in LOWER_TAILS:
            last += 1
            hits = tuple(hit for hit in self.gazetteer.find(self._surface(i, last), loosely=False) if hit.kind <= NameKind.ALIAS)
            if hits:
                found.append(Candidate(i, last, self._surface(i, last), hits, "name", ["lower tail"]))
        return found

    def _run_end(self, i: int) -> int:
        tokens = self.tokens
        end = j = i
        while j + 1 < min(len(tokens), i + LONGEST_RUN) and joined(tokens, j + 1) and not is_day(tokens, j + 1):
            j += 1
            if tokens[j].capital:
                end = j
            elif tokens[j].low not in CONNECTORS and not (tokens[j].glue == "-" and self._hyphened(j + 1)):
                break
        return end

    def _hyphened(self, k: int) -> bool:
        return k < len(self.tokens) and self.tokens[k].glue == "-"

    def _without_pieces(self, found: list[Candidate]) -> list[Candidate]:
        """Leave out the candidates that cut a hyphened word which is one name: "Port" of "Port-au-Prince"; "Homs" of "Homs-Hama" stays."""
        closed = self._closed_hyphens(found)
        kept = []
        for candidate in found:
            cut = [closed[k] for k in (candidate.first, candidate.last + 1) if k in closed]
            if not cut or (all(cut) and self._stands_alone(candidate)):
                kept.append(candidate)
        return kept

    def _without_cut_villages(self, found: list[Candidate]) -> list[Candidate]:
        """Leave out the candidates that cut the name of a village: "Dungu" of "Dungu Kole village". "Idlib Saraqib village" lies in the first.

        Where no word tells a village, "near Krishna Ghati in Poonch" tells a place in Poonch, and no Krishna lies there.
        """
        tokens = self.tokens
        starts = {c.first for c in found if _known(c)}
        small = {c.last for c in found if _known(c)} - {c.last for c in found if _can_hold(c)}
        holders: dict[int, list[Candidate]] = {}
        for candidate in found:
            if _known(candidate):
                holders.setdefault(candidate.first, []).append(candidate)
        kept = []
        for candidate in found:
            first, last = self._run_of.get(candidate.first, (candidate.first, candidate.last))
            i, k = candidate.first, candidate.last + 1
            goes_on = k <= last and tokens[k].capital and tokens[k].glue == " " and not (k in starts and _can_hold(candidate))
            went_before = i > first and tokens[i].glue == " " and i - 1 in small
            if goes_on:
                goes_on = (after := fold_name(tokens[k].low)) not in MONTHS_DAYS and after not in given_names()
            if not (
                ((goes_on or went_before) and self._is_village(first, last)) or (goes_on and k == last and self._lies_elsewhere(candidate, holders))
            ):
                kept.append(candidate)
        return kept

    def _lies_elsewhere(self, candidate: Candidate, holders: Mapping[int, list[Candidate]]) -> bool:
        """Tell whether a name, cut before its last word, is said to lie where nothing called so lies: "near Krishna Ghati in Poonch".

        holders   the names that the gazetteer has, by their first token
        """
        tokens, i, k = self.tokens, candidate.first, candidate.last + 1
        after = k + 2 if k + 1 < len(tokens) and tokens[k + 1].low in FEATURE_WORDS else k + 1
        located = i > 0 and tokens[i - 1].low in ("in", "near", "at") and after < len(tokens) and tokens[after].low == "in"
        if not located or candidate.demonym or self._kind_of_name(k) != "other name":
            return False
        there = [hit.place for holder in holders.get(after + 1, ()) for hit in holder.hits if hit.kind is not NameKind.DEMONYM]
        return bool(there) and not any(_lie_together(hit.place, place) for hit in candidate.hits for place in there)

    def _is_agency(self, candidate: Candidate) -> bool:
        """Tell whether a name is a news agency's: in capitals that its line does not share, "SANA", or in brackets before a dash, "(Saba) —"."""
        tokens, i, j = self.tokens, candidate.first, candidate.last
        if i != j or tokens[i].low not in AGENCIES:
            return False
        before = tokens[i - 1].text if i and tokens[i].glue != "|" else ""
        after = [token.text for token in tokens[j + 1 : j + 3]]
        if before in ("(", "/"):
            return after[:1] == [")" if before == "(" else "/"] and (tokens[i].caps or after[1:] in (["-"], ["–"], ["—"]))
        if tokens[i].loud:
            return not before and after[:1] == [":"]
        is_place = before.lower() in ("in", "near") or (not before and after[:1] == [","])  # "PETRA, Jordan —" is a dateline
        return tokens[i].caps and not is_place

    def _is_village(self, first: int, last: int) -> bool:
        """Tell whether the words beside a run of capitals say that it is a village or town."""
        tokens = self.tokens
        before = first >= 2 and tokens[first - 1].text == "of" and tokens[first - 2].text in VILLAGES
        return before or (last + 1 < len(tokens) and joined(tokens, last + 1) and tokens[last + 1].text in VILLAGES)

    def _stands_alone(self, candidate: Candidate) -> bool:
        """Tell whether words name a place whatever a hyphen joins to them: a country ("the Israel-Hamas war"), or several ("Dallas-Fort Worth")."""
        if any(self.tokens[k].glue == " " for k in range(candidate.first + 1, candidate.last + 1)):
            return True
        hits = candidate.hits[:1]
        return any(hit.kind is NameKind.DEMONYM or (hit.place.feature is Feature.COUNTRY and hit.kind is not NameKind.SHORT) for hit in hits)

    def _closed_hyphens(self, found: list[Candidate]) -> dict[int, bool]:
        """Find the tokens that a hyphen joins to the one before in one name; the value tells whether what stands alone may be taken out of it.

        It may not where the gazetteer has the whole, or a word in lower case binds the parts. Two places joined by a hyphen are no name.
        """
        tokens = self.tokens
        known = [c for c in found if _known(c)]
        ends = {c.last for c in known}
        reach: dict[int, int] = {}  # the first token of a known name to the last that it can reach
        for c in known:
            reach[c.first] = max(c.last, reach.get(c.first, -1))
        closed: dict[int, bool] = {}
        k = 1
        while k < len(tokens):
            first = k - 1
            while self._hyphened(k):
                k += 1
            last = k - 1
            k += 1
            while first < last and not _is_part(tokens[first]):
                first += 1
            while first < last and not _is_part(tokens[last]):
                last -= 1
            whole = first < last and any(reach.get(i, -1) >= last for i in range(first - LONGEST_NAME, first + 1))
            for m in range(first + 1, last + 1):
                pair = tokens[m - 1], tokens[m]
                if whole:
                    closed[m] = False
                elif any(token.low in HYPHENED_JOINTS for token in pair):
                    continue
                elif not all(token.capital for token in pair):
                    closed[m] = False
                elif not (m - 1 in ends and m in reach):
                    closed[m] = True
        return closed

    def _surface(self, i: int, j: int) -> str:
        return self.text[self.tokens[i].start : self.tokens[j].end]

    def _look_up(self, i: int, j: int) -> tuple[Hit, ...]:
        """Find the places whose name tokens i to j could be; each run of tokens is looked up once."""
        if (hits := self._looked_up.get((i, j))) is None:
            hits = self._looked_up[i, j] = self._find(i, j)
        return hits

    def _find(self, i: int, j: int) -> tuple[Hit, ...]:
        tokens = self.tokens
        surface = self._surface(i, j)
        if i == j and (len(surface) < 2 or (tokens[i].low in FUNCTION_WORDS and not tokens[i].caps)):
            return ()
        find = self.gazetteer.find
        with_article = find("the " + surface, loosely=False) if i and tokens[i - 1].low == "the" else ()
        hits = with_article + find(surface, loosely=False)
        long_tail = ends_in_local_government(tokens, i, j)
        tail = "lga" if long_tail else tokens[j].low
        if not hits and j > i and tail in _GENERIC_TAILS:
            wanted = FEATURE_WORDS.get(tail, (Feature.SETTLEMENT,))
            alike = tuple(hit for hit in find(self._surface(i, j - (3 if long_tail else 1)), loosely=False) if hit.kind < NameKind.DEMONYM)
            hits = tuple(hit for hit in alike if hit.place.feature in wanted)
            if not hits and tail in _DISTRICTS_BY_TOWN:
                hits = tuple(hit for hit in alike if hit.place.feature is Feature.SETTLEMENT)
        elif not hits and i < j and tokens[i].low in ("lake", "mount", "mt", "river", "county", "isle"):
            wanted = FEATURE_WORDS.get(tokens[i].low, (Feature.ISLAND,))
            hits = tuple(hit for hit in find(self._surface(i + 1, j), loosely=False) if hit.place.feature in wanted)
        if not hits:
            return ()
        shown = surface.replace(".", "")
        if not (shown.isupper() or tokens[i].loud):
            hits = tuple(hit for hit in hits if hit.kind is not NameKind.ABBREVIATION)
        elif tokens[i].loud and fold_name(surface) in common_words() - {"us"}:
            hits = tuple(hit for hit in hits if hit.kind is not NameKind.ABBREVIATION)  # "CAR BOMB"
        elif len(shown) <= 3 and not tokens[i].loud:
            hits = tuple(hit for hit in hits if hit.kind is NameKind.ABBREVIATION or (hit.kind is NameKind.NAME and hit.place.population > 50_000))
        return hits

    def _patterns(self, i: int, j: int) -> list[Candidate]:
        """Find roads, and runs whose last or first word tells that they are a place ("Neches River")."""
        tokens = self.tokens
        found: list[Candidate] = []
        after = tokens[j + 1] if j + 1 < len(tokens) else None
        for k in range(i, j + 1):
            low = tokens[k].low
            if k > i and low in ROAD_WORDS and tokens[k].capital and not tokens[k].loud:
                start = max(i, k - 3)
                while start < k and not tokens[start].capital:
                    start += 1
                found.extend(Candidate(s, k, self._surface(s, k), (), "road") for s in range(start, k) if tokens[s].capital)
            if k > i and low in PLACE_TAILS and tokens[k].capital and not self._look_up(i, k):
                found.append(self._pattern(i, k))
            if low in PLACE_HEADS and k < j and k == i and tokens[k].capital and not self._look_up(i, j):
                found.append(self._pattern(i, j))
        if (
            after is not None
            and after.text[0].isdigit()
            and after.glue in (" ", "-")
            and tokens[j].low in ("highway", "route", "road", "interstate", "hwy", "i", "us", "m")
        ):
            found.append(Candidate(i, j + 1, self._surface(i, j + 1), (), "road"))
        return found

    def _pattern(self, i: int, j: int) -> Candidate:
        """Make a candidate that its grammar tells to be a place, with what bears a name alike."""
        surface = self._surface(i, j)
        return Candidate(i, j, surface, tuple(h for h in self.gazetteer.find(surface) if h.kind is NameKind.LOOSE), "pattern")

    def _unknown(self, i: int, j: int) -> list[Candidate]:
        """Find the names in a run that no gazetteer has, as they stand or loosely; the words around them must speak of a place."""
        tokens = self.tokens
        found: list[Candidate] = []
        first = i
        for last in range(i, j + 1):
            if last < j and tokens[last + 1].low not in ("and", "e", "y"):
                continue
            if tokens[last].capital and first <= last and last - first < 3 and not self._look_up(first, last):
                low = tokens[first].low
                if not (low in MONTHS_DAYS or (tokens[first].loud and last == first and len(low) < 4)):
                    surface = self._surface(first, last)
                    alike = () if last == first and fold_name(surface) in common_words() else self.gazetteer.find(surface)
                    found.append(Candidate(first, last, surface, tuple(h for h in alike if h.kind is NameKind.LOOSE), "unknown"))
            first = last + 2
            while first < j and not begins_name(tokens, first):  # "near Tel Tamer and at Ain Issa"
                first += 1
        return found

    # --- signs ---

    def _give_signs(self, found: list[Candidate]) -> None:
        countries, regions = self._named_countries(found)
        by_span = {(c.first, c.last) for c in found if c.hits}
        longer = _longer(by_span)
        starts: dict[int, list[Candidate]] = {}
        for candidate in found:
            starts.setdefault(candidate.first, []).append(candidate)
        local = Counter[str]()
        ends = {c.last for c in found if c.hits}
        towns = {c.last for c in found if _is_town(c)}
        for candidate in found:
            candidate.signs = [*self._own_signs(candidate), *self._context_signs(candidate), *self._support_signs(candidate, countries, regions)]
            if self._listed(candidate, ends, towns, starts):
                candidate.signs.append("listed with places")
            if (candidate.first, candidate.last) in longer:
                candidate.signs.append("inside a longer name")
            if self._contained(candidate, starts):
                candidate.signs.append("region follows")
                local[fold_name(candidate.surface)] += 1
            elif f"p:{self._before(candidate)}" in ("p:in", "p:near", "p:at"):
                local[fold_name(candidate.surface)] += 1
        for candidate in found:
            here = local[fold_name(candidate.surface)] - ("region follows" in candidate.signs or self._before(candidate) in ("in", "near", "at"))
            if here > 0:
                candidate.signs.append("local elsewhere")
            candidate.score = sum(self._weights.get(sign, 0.0) for sign in candidate.signs)

    def _named_countries(self, found: list[Candidate]) -> tuple[set[str], set[tuple[str, str]]]:
        """Countries and first-level divisions that the text names, whatever else the words may mean."""
        countries: set[str] = set()
        regions: set[tuple[str, str]] = set()
        for candidate in found:
            for hit in candidate.hits[:3]:
                place = hit.place
                if place.feature is Feature.COUNTRY and hit.kind <= NameKind.DEMONYM and hit.kind is not NameKind.SHORT:
                    countries.update(place.countries)
                elif place.feature is Feature.REGION and hit.kind is not NameKind.LOOSE:
                    regions.add((place.countries[0], place.name))
                elif place.code == "PPLC":
                    countries.update(place.countries)
        return countries, regions

    def _own_signs(self, candidate: Candidate) -> list[str]:
        tokens, i, j = self.tokens, candidate.first, candidate.last
        signs = ["bias", f"form:{candidate.form}", f"n={min(j - i + 1, 3)}", *candidate.signs]
        located = i > 0 and tokens[i - 1].low in ("in", "near")  # not "at": "laughed at Benton", "at Lot No. 5"
        if candidate.hits:
            best = _best(candidate.hits, located=located)
            if j + 1 < len(tokens) and tokens[j + 1].low in SAYING and any(hit.place.code == "PPLC" for hit in candidate.hits[:20]):
                signs.append("capital that says")
            signs.append(f"g:{_size(best.place)}" if best.kind is not NameKind.DEMONYM else "g:demonym")
            if j > i and best.place.by_hand and best.kind is NameKind.NAME:
                signs.append("noted place of several words")
            if best.kind is not NameKind.NAME:
                signs.append(f"k:{best.kind.name.lower()}")
            if best.kind is NameKind.DEMONYM and not candidate.demonym:
                signs.append("demonym too")
        else:
            signs.append("g:none")
        if candidate.form == "pattern":
            signs.append(f"tail:{tokens[j].low}" if tokens[j].low in PLACE_TAILS else f"head:{tokens[i].low}")
        key = fold_name(candidate.surface)
        if i == j:
            if key in common_words():
                signs.append("common word")
                if tokens[i].first:
                    signs.append("common word first")
            elif key in self._lower:
                signs.append("lower elsewhere")
            if key in given_names():
                signs.append("given name")
                if self._person_follows(j):
                    signs.append("family name follows")
            if key in family_names():
                signs.append("family name")
            if key in self._persons:
                signs.append("person of the text")
            if key in MONTHS_DAYS:
                signs.append("month or day")
        elif candidate.form == "name" and tokens[i].low in PLACE_HEADS:
            signs.append("head of a place")
        elif tokens[i].low in given_names() and candidate.form != "road" and not (candidate.form == "name" and tokens[i].low in ARTICLES):
            signs.append("begins with given name")
        if tokens[i].first:
            signs.append("first")
        if tokens[i].caps and not tokens[i].loud:
            signs.append("capitals")
        if tokens[i].loud:
            signs.append("loud")
        if any(tokens[k].low in ORGANISATIONS for k in range(i + 1, j + 1)) and not ends_in_local_government(tokens, i, j):
            signs.append("organisation inside")
        if self._counts[tokens[i].low] >= 3:
            signs.append("often")
        return signs

    def _person_follows(self, j: int) -> bool:
        tokens = self.tokens
        if j + 1 >= len(tokens) or not tokens[j + 1].capital or tokens[j + 1].glue != " " or is_day(tokens, j + 1):
            return False
        return self._kind_of_name(j + 1) in ("family", "initial", "other name", "given")

    def _context_signs(self, candidate: Candidate) -> list[str]:
        tokens, i, j = self.tokens, candidate.first, candidate.last
        signs = []
        before = tokens[i - 1] if i else None
        if before is None or tokens[i].glue == "|":
            signs.append("p:<text>")
        elif before.capital and not (before.first and before.low == "new"):  # "New Turkish drones": "New York" is a candidate by itself
            kind = "hyphened name" if tokens[i].glue == "-" else self._kind_of_name(i - 1) if joined(tokens, i) else "name"
            if not (kind == "other name" and before.loud):  # any word stands in capitals there
                signs.append(f"p:<{kind}>")
            if before.low in TITLES:
                signs.append("civil title before" if before.low in CIVIL_TITLES else "title before")
        else:
            signs.append(f"p:{before.low if before.word or not before.text[0].isdigit() else '<number>'}")
            if before.low == "of" and i > 1 and tokens[i - 2].low in FEATURE_WORDS and not tokens[i - 2].capital:
                signs.append("kind of place of")
            elif before.low in FEATURE_WORDS:
                signs.append("kind of place before")
            if before.low in DIRECTIONS:
                signs.append("direction before")
            if before.low in ("the", "a", "an") and i > 1:
                signs.append(f"pp:{tokens[i - 2].low}")
            elif before.low in LOCATIVE or (before.low == "over" and i > 1 and tokens[i - 2].low in ABOVE):
                signs.append("locative before")
            elif before.low in TITLES:
                signs.append("title before")
            if candidate.demonym and before.low in LANGUAGE_BEFORE:
                signs.append("language")
        after = tokens[j + 1] if j + 1 < len(tokens) else None
        if after is None or after.glue == "|":
            signs.append("x:<end>")
            return signs
        if after.text == ":" and self._heads_line(candidate):
            signs.append("heads a line")
        if fold_name(candidate.surface) in given_names() and self._name_goes_on(j + 1):
            signs.append("name goes on")
        signs_of_place = before is not None and (before.low in LOCATIVE or before.low in ("of", ",", "the"))
        name = joined(tokens, j + 1) or after.glue == "-"
        if after.capital and name and not is_day(tokens, j + 1):
            kind = self._kind_of_name(j + 1)
            if kind in ("family", "given", "initial") and not signs_of_place and after.glue == " ":
                signs.append("begins a person's name")
            if after.glue == "-":
                signs.append("x:<hyphened name>")
            elif not (kind == "other name" and after.loud):
                signs.append(f"x:<{kind}>")
            if after.low in PAPERS:
                signs.append("paper after")
            elif after.low in ORGANISATIONS or after.low in FEATURE_WORDS:
                signs.append(f"x:{after.low}")
        elif after.glue == "-":
            signs.append("x:<hyphened>")
        else:
            signs.append(f"x:{after.low if not after.text[0].isdigit() else '<number>'}")
            if after.low in SAYING:
                signs.append("saying after")
            if after.low in FEATURE_WORDS:
                signs.append("kind of place after")
            if after.text == "," and j + 2 < len(tokens) and tokens[j + 2].text[0].isdigit() and len(tokens[j + 2].text) == 2:
                signs.append("age after")
            if after.text in "’'" or after.low in ("'s", "’s"):
                signs.append("possessive")
        return signs

    def _name_goes_on(self, k: int) -> bool:
        """Tell whether a person's name goes on at token k: "Hassan al-Yadumi", "Omar bin Said"."""
        link, following = self.tokens[k], self.tokens[k + 1] if k + 1 < len(self.tokens) else None
        if following is None or not following.capital or link.glue != " ":
            return False
        return link.low in ("bin", "ibn") or (link.low in _ARTICLES_IN_NAMES and following.glue == "-")

    def _heads_line(self, candidate: Candidate) -> bool:
        """Tell whether a town's name stands at the head of a line, behind a bullet or nothing: "- Kryvyi Rih: two killed"."""
        line = self.text[self.text.rfind("\n", 0, self.tokens[candidate.first].start) + 1 : self.tokens[candidate.first].start]
        key = fold_name(candidate.surface)
        return not line.strip(" \t-–—•*·>") and not (key in given_names() or key in family_names() or key in common_words()) and _is_town(candidate)

    def _support_signs(self, candidate: Candidate, countries: set[str], regions: set[tuple[str, str]]) -> list[str]:
        if not candidate.hits or candidate.demonym:
            return []
        for hit in candidate.hits:
            place = hit.place
            if place.admin1 is not None and (place.countries[0], place.admin1) in regions and place.feature is not Feature.REGION:
                return ["region named"]
        if any(place.feature is not Feature.COUNTRY and not countries.isdisjoint(place.countries) for place in (h.place for h in candidate.hits)):
            return ["country named"]
        return ["nothing near named"]

    def _listed(self, candidate: Candidate, ends: set[int], towns: set[int], starts: Mapping[int, list[Candidate]]) -> bool:
        """Tell whether the name stands in a list of places: "in Haditha, Hit and al-Qaim"; or in a pair: "the Tikrit-Baiji road"."""
        tokens, i, j = self.tokens, candidate.first, candidate.last
        if (tokens[i].glue == "-" and i - 1 in towns) or (self._hyphened(j + 1) and any(map(_is_town, starts.get(j + 1, ())))):
            return _is_town(candidate)
        before = i >= 2 and tokens[i - 1].text in (",", "and", "or") and i - 2 in ends
        after = j + 2 < len(tokens) and tokens[j + 1].text in (",", "and", "or") and any(c.hits for c in starts.get(j + 2, ()))
        return (before and after) or (before and tokens[i - 1].text == "and") or (after and tokens[j + 1].text == "and")

    def _contained(self, candidate: Candidate, starts: Mapping[int, list[Candidate]]) -> bool:
        return bool(candidate.hits) and any(True for _ in parents_after(candidate, self.tokens, starts))

    def _before(self, candidate: Candidate) -> str:
        return self.tokens[candidate.first - 1].low if candidate.first else ""

    def _kind_of_name(self, k: int) -> str:
        text = self.tokens[k].text
        if (kind := self._name_kinds.get(text)) is None:
            kind = self._name_kinds[text] = self._tell_kind(text, self.tokens[k].low)
        return kind

    def _tell_kind(self, text: str, low: str) -> str:
        if low in TITLES:
            return "title"
        if low in ORGANISATIONS:
            return "organisation"
        if low in FEATURE_WORDS or low in ROAD_WORDS:
            return "kind of place"
        folded = fold_name(low)
        if folded in given_names():
            return "given"
        if folded in family_names():
            return "family"
        if low in DIRECTIONS:
            return "direction"
        if len(low) == 1:
            return "initial"
        hits = self.gazetteer.find(text, loosely=False)[:1]
        if any(hit.kind is NameKind.DEMONYM for hit in hits):
            return "demonym"
        return "other place" if any(hit.place.population > 15_000 for hit in hits) else "other name"


def _can_hold(candidate: Candidate) -> bool:
    """Tell whether what the words name can hold a village that is named right behind it: a region, a larger town, the people of a country."""
    return any(hit.place.feature in _HOLDERS or hit.place.population >= LARGEST_VILLAGE for hit in candidate.hits[:3])


def ends_in_local_government(tokens: Sequence[Token], i: int, j: int) -> bool:
    """Tell whether tokens i to j are a name and "Local Government Area"."""
    return j - i > 2 and tuple(token.low for token in tokens[j - 2 : j + 1]) == _LOCAL_GOVERNMENT


def is_day(tokens: Sequence[Token], k: int) -> bool:
    """Tell whether token k is a weekday or begins a date behind a name: "near Tal Abyad on Tuesday", "in Clinton April 4"."""
    low = tokens[k].low
    if k == 0 or low not in MONTHS_DAYS:
        return False
    return low.endswith("day") or tokens[k - 1].low == "on" or (k + 1 < len(tokens) and tokens[k + 1].text[0].isdigit())


def _is_part(token: Token) -> bool:
    """Tell whether a part of a hyphened word can be a name: not "pro", "al", "based", "backed", "R" (of a party)."""
    if not token.capital or token.low in ARTICLES or token.low in HYPHENED_PARTS or (token.caps and len(token.low) <= 3 and not token.loud):
        return False
    return len(token.low) > 1 and not (token.low.endswith("ed") and token.low not in given_names())


def _is_town(candidate: Candidate) -> bool:
    """Tell whether the words name a town or more that a list of places may hold."""
    return any(hit.kind <= NameKind.ALIAS and hit.place.population >= LISTED_TOWN for hit in candidate.hits)


def _known(candidate: Candidate) -> bool:
    """Tell whether the gazetteer has the words just so."""
    return candidate.form != "road" and any(hit.kind is not NameKind.LOOSE for hit in candidate.hits)


def parents_after(candidate: Candidate, tokens: Sequence[Token], starts: Mapping[int, list[Candidate]]) -> Iterable[Place]:
    """Yield the divisions and countries that the words behind a name tell it to lie in and that hold one of its places.

    They stand after a comma or in brackets ("Springfield, Ohio"), or where the words say so (`holders_after`).
    """
    k = candidate.last + 1
    found = list(starts.get(k + 1, ())) if k + 1 < len(tokens) and tokens[k].text in (",", "(") else []
    for parent in (*found, *holders_after(candidate, tokens, starts)):
        for hit in parent.hits[:6]:
            place = hit.place
            if hit.kind in (NameKind.DEMONYM, NameKind.LOOSE):
                continue
            if any(lies_in(own.place, place) for own in candidate.hits):
                yield place


def holders_after(candidate: Candidate, tokens: Sequence[Token], starts: Mapping[int, list[Candidate]]) -> list[Candidate]:
    """Find what words say that a name lies in: "the village of X in Y", "X district in Y", "X, a town in Y", "X, in the north of Y", "X, in Y state".

    Not "X, in Y" alone, nor "X in Y": "the protest against X in Y".
    """
    i, k = candidate.first, candidate.last + 1
    called = i >= 2 and tokens[i - 1].low == "of" and tokens[i - 2].low in _HELD - {"city"}
    if k < len(tokens) and tokens[k].low in _HELD and tokens[k].glue == " ":
        called, k = True, k + 1
    comma = k < len(tokens) and tokens[k].text == ","
    k += comma
    if comma and k < len(tokens) and tokens[k].low in ("a", "an", "the"):
        word = next((n for n in range(k + 1, min(k + _LONGEST_KIND, len(tokens))) if tokens[n].low in SETTLEMENTS), None)
        if word is None or not all(token.word for token in tokens[k:word]):
            return []
        called, k = True, word + 1
    if not (called or comma) or k >= len(tokens) or tokens[k].low != "in":
        return []
    k += 1
    part = k
    while k < len(tokens) and (tokens[k].low in DIRECTIONS or tokens[k].low in _OF_PART) and tokens[k].glue in (" ", "-"):
        k += 1
    found = [other for other in starts.get(k, ()) if other.hits]
    if called or any(token.low in DIRECTIONS for token in tokens[part:k]):
        return found
    return [other for other in found if other.last + 1 < len(tokens) and tokens[other.last + 1].low in DIVISIONS]


def lies_in(place: Place, parent: Place) -> bool:
    """Tell by the names of its divisions whether a place lies in a country, region or district."""
    if place.id == parent.id or not place.countries or not set(place.countries) & set(parent.countries):
        return False
    if parent.feature is Feature.COUNTRY:
        return place.feature is not Feature.COUNTRY
    if parent.feature is Feature.REGION:
        return place.admin1 == parent.name and place.feature is not Feature.REGION
    if parent.feature is Feature.DISTRICT:
        return place.admin2 == parent.name and place.admin1 == parent.admin1
    return False


def _lie_together(one: Place, other: Place) -> bool:
    """Tell whether two places are one, one lies in the other, or both lie in one first-level division."""
    if one.id == other.id or lies_in(one, other) or lies_in(other, one):
        return True
    return bool(set(one.countries) & set(other.countries)) and one.admin1 is not None and one.admin1 == other.admin1


def probability(score: float) -> float:
    """Turn log odds into a probability."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def _best(hits: tuple[Hit, ...], *, located: bool) -> Hit:
    """Choose the hit that most speaks for a place: by kind of name first.

    located   "in" or "near" stands before: a place of another name ("Benton", for Bentung) then counts as one with a tenth of its people
    """
    return min(
        hits[:12],
        key=lambda hit: (hit.kind in (NameKind.SHORT, NameKind.LOOSE), _rank(hit.place) + (located and hit.kind is NameKind.ALIAS), hit.kind),
    )


def _rank(place: Place) -> float:
    if place.feature is Feature.COUNTRY:
        return -9.0
    if place.feature in (Feature.REGION, Feature.CONTINENT, Feature.AREA):
        return -7.0
    return -math.log10(place.population + 1) + (place.feature is Feature.DISTRICT)


def _size(place: Place) -> str:
    if place.feature in (Feature.SETTLEMENT, Feature.QUARTER):
        return next((f"town>{name}" for least, name in _BIG if place.population >= least), "town")
    return place.feature.value


def _abbreviation_sign(row: AbbreviationRow) -> str:
    return "abbreviation after comma" if row.after_comma else "abbreviation"


def _longer(spans: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Find the spans that lie inside another."""
    return {
        (i, j)
        for i, j in spans
        if any((a, b) != (i, j) and a <= i and j <= b for a in range(i - LONGEST_NAME, i + 1) for b in range(j, j + LONGEST_NAME) if (a, b) in spans)
    }


def _bisect_left(ends: list[int], value: int, high: int) -> int:
    low = 0
    while low < high:
        middle = (low + high) // 2
        if ends[middle] < value:
            low = middle + 1
        else:
            high = middle
    return low


_INITIAL = re.compile(r"^[A-Z]\.?$")


def _persons(tokens: list[Token], gazetteer: Gazetteer) -> set[str]:
    """Find the last names of the people of a text, folded: after a title, or after a given name, initials between.

    A last name that stands so once is a person's wherever it stands alone.
    """
    given = given_names()
    found: set[str] = set()
    n = len(tokens)
    for i, token in enumerate(tokens):
        if not (token.capital or token.low in CIVIL_TITLES) or token.loud or i + 1 >= n:
            continue
        low = fold_name(token.low)
        if not (low in given or token.low in TITLES):
            continue
        j = i + 1
        while j < n and joined_after_initial(tokens, j) and _goes_on_person(tokens[j], given):
            j += 1
        if (
            j < n
            and tokens[j].capital
            and joined_after_initial(tokens, j)
            and tokens[j].low not in ORGANISATIONS
            and tokens[j].low not in FEATURE_WORDS
        ):
            name = fold_name(tokens[j].low)
            follows = tokens[j + 1] if j + 1 < n else None
            if (
                follows is not None
                and follows.capital
                and joined(tokens, j + 1)
                and (follows.low in FEATURE_WORDS or follows.low in ORGANISATIONS or follows.low in ROAD_WORDS)
            ):
                continue  # "St. John Hospital", "Martin Luther King Drive"
            if token.low in TITLES and token.low not in CIVIL_TITLES and low not in given and _is_big(tokens[j].text, gazetteer):
                continue  # "General Syria": a heading, no person
            found.add(name)
        elif j > i + 1:
            found.add(fold_name(tokens[j - 1].low))
    return found - {""}


def _goes_on_person(token: Token, given: frozenset[str]) -> bool:
    """Tell whether a token can stand between a title or given name and the last name."""
    return token.text == "." or bool(_INITIAL.match(token.text)) or (token.capital and fold_name(token.low) in given)


def joined_after_initial(tokens: list[Token], j: int) -> bool:
    """Tell whether token j goes on a person's name: blank space before it, or it is the dot of an initial."""
    return (tokens[j].text == "." and len(tokens[j - 1].low) == 1) or tokens[j].glue in (" ", "-")


def _is_big(name: str, gazetteer: Gazetteer) -> bool:
    return any(hit.kind <= NameKind.ALIAS and (hit.place.feature is Feature.COUNTRY) for hit in gazetteer.find(name, loosely=False)[:1])
