"""Every toponym of a text, with its place and the reason: recognition, grouping, ranking and the kind of use, in that order."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from whence.errors import SpanError, WhenceError
from whence.resolve.places.gazetteer import Gazetteer, open_gazetteer
from whence.resolve.places.home import HOW_TO_GIVE_A_HOME, Home
from whence.resolve.places.layer import Hit, NameKind
from whence.resolve.places.names import fold_name
from whence.resolve.places.place import Alternative, MentionKind, Place, PlaceMention, PlaceReason
from whence.resolve.places.rank import MOST_CANDIDATES, TOGETHER_KM, WIDE_KM, Group, rank
from whence.resolve.places.recognize import (
    LARGEST_VILLAGE,
    LONGEST_RUN,
    Candidate,
    Recognizer,
    ends_in_local_government,
    holders_after,
    lies_in,
    parents_after,
    probability,
)
from whence.resolve.places.tables import great_circle_km, read_weights
from whence.resolve.places.tokens import Token, joined
from whence.resolve.places.words import (
    BUILDINGS,
    DIRECTIONS,
    DISTRICT_WORDS,
    DISTRICTS_WORDS,
    FEATURE_WORDS,
    GROUP_TAILS,
    LOCATIVE,
    MEDIA_WORDS,
    ORGANISATIONS,
    ORGANISATIONS_OF,
    SAYING,
)
from whence.terms import Feature, Span

FLOOR = 0.0  # log odds from which on words are taken for a toponym; the best F1 on the texts that the weights were fitted to
MOST_ALTERNATIVES = 5
DISTRICT_KM = 30.0  # around the town that a district is called after: tens of km, whatever the country calls it
UNDECIDED = 0.5  # log odds; of the places that stood less above a rival elsewhere, one in nine was right
UNDECIDED_ALONE = 0.6  # the same where a text has no other place to tell by
WORLD_KNOWN = 300_000  # people, from which on a town is meant by its name in any paper
EARLY_TOKENS = 40  # headline, dateline and the beginning of the first sentence

_Decision = tuple[Place | None, PlaceReason]


@lru_cache(maxsize=1)
def _weights() -> tuple[Mapping[str, float], Mapping[str, float]]:
    recognition, ranking = read_weights()
    return recognition, ranking


class Analysis:
    """What was found in one text, step by step; `find_places` shows the end of it."""

    def __init__(self, text: str, gazetteer: Gazetteer, *, floor: float = FLOOR, spans: Sequence[Span] | None = None) -> None:
        self.text = text
        self.recognizer = Recognizer(text, gazetteer, _weights()[0])
        found = self.recognizer.candidates()
        self.starts: dict[int, list[Candidate]] = {}
        for candidate in found:
            self.starts.setdefault(candidate.first, []).append(candidate)
        self.chosen = self.recognizer.choose(found, floor) if spans is None else [self._at(span, found, gazetteer) for span in spans]
        self.group_of, self.groups = self._group()

    def _at(self, span: Span, found: Sequence[Candidate], gazetteer: Gazetteer) -> Candidate:
        """Take the candidate that stands just there, or make one of the words."""
        tokens = self.recognizer.tokens
        for candidate in found:
            if candidate.hits and (tokens[candidate.first].start, tokens[candidate.last].end) == (span.start, span.end):
                return candidate
        inside = [i for i, token in enumerate(tokens) if token.start < span.end and span.start < token.end]
        if not inside:
            raise SpanError(f"The words {span.words!r} at {span.start}:{span.end} hold no word of the text that could be a name.")
        known = gazetteer.abbreviation(span.words)
        hits = gazetteer.find(span.words) if known is None else (Hit(known[0], NameKind.NAME),)
        return Candidate(inside[0], inside[-1], span.words, hits, "name")

    def _group(self) -> tuple[list[int], list[Group]]:
        """Put mentions of one name together; one that a parent follows goes by itself where its parent fits no other."""
        groups: list[Group] = []
        keys: dict[tuple[str, bool], list[int]] = {}
        group_of: list[int] = []
        tokens = self.recognizer.tokens
        for candidate in self.chosen:
            if not candidate.hits:
                group_of.append(-1)
                continue
            parents = list(parents_after(candidate, tokens, self.starts))
            key = fold_name(candidate.surface), candidate.demonym
            same = keys.setdefault(key, [])
            index = next((k for k in same if _fits(groups[k], parents)), None)
            if index is None:
                index = len(groups)
                same.append(index)
                groups.append(Group(_hits_of(candidate, parents), n_mentions=0, demonym=candidate.demonym))
            group = groups[index]
            group.n_mentions += 1
            group.early |= candidate.first < EARLY_TOKENS
            group.village |= any(word in _SMALL for word in _words_beside(candidate, tokens))
            group.held |= bool(holders_after(candidate, tokens, self.starts))
            group.article |= candidate.first > 0 and tokens[candidate.first - 1].low == "the" and not _modifies(candidate, tokens)
            group.parents.extend(parent for parent in parents if parent not in group.parents)
            group.owners.extend(owner for owner in _owners(candidate, tokens, self.starts) if owner not in group.owners)
            if (kinds := _kinds(candidate, tokens)) and kinds not in group.kinds:
                group.kinds.append(kinds)
            group_of.append(index)
        return group_of, groups


def find_places(
    text: str,
    *,
    gazetteer: Gazetteer | None = None,
    dateline: Place | None = None,
    home: Home | None = None,
    spans: Sequence[Span] | None = None,
) -> list[PlaceMention]:
    """Find every toponym of a text, in order: where it stands, how it is used, which place it means and why.

    text        one report, as it stands
    gazetteer   None: the default one with whatever was added to it
    dateline    where the report was written, if known from elsewhere; a dateline in the text is found by itself
    home        where the outlet is at home, if known (`Homes` learns it from its other reports): decides between namesakes for one near it
    spans       toponyms that are known already: these are resolved, in their order, and none is looked for

    Demonyms ("Turkish"), metonyms ("Baghdad said") and places in names of organisations are among them, told apart by `kind`.
    Method: signs with fitted weights (see docs/places.md). English only.
    Raises GazetteerError where a gazetteer is damaged, SpanError for a span without a word, WhenceError for an argument of another type.
    """
    if home is not None and not isinstance(home, Home):
        raise WhenceError(f"home is {home!r:.60}, which is no Home. {HOW_TO_GIVE_A_HOME}")
    if dateline is not None and not isinstance(dateline, Place):
        raise WhenceError(f'dateline is {dateline!r:.60}, which is no Place. Write: dateline, reason = resolve_place("Mosul, Iraq")')
    spans = None if spans is None else list(spans)
    if spans is not None and (odd := [span for span in spans if not isinstance(span, Span)]):
        raise WhenceError(f"spans holds {odd[0]!r:.60}, which is no Span. Write: Span(start, end, text)")
    _refuse_no_text(text, "find_places(report.text)")
    analysis = Analysis(text, gazetteer or open_gazetteer(), spans=spans)
    decided = _decide_all(analysis.groups, dateline, home)
    mentions = []
    tokens = analysis.recognizer.tokens
    for k, (candidate, index) in enumerate(zip(analysis.chosen, analysis.group_of, strict=True)):
        span = Span(tokens[candidate.first].start, tokens[candidate.last].end, text) if spans is None else spans[k]
        if index < 0:
            place, reason = None, _no_place(candidate)
        else:
            own = _town_or_land(candidate, tokens, analysis.groups[index], *decided[index])
            place, reason = _district_around(candidate, tokens, *own)
        kind = _kind(candidate, tokens, place)
        mentions.append(PlaceMention(span=span, kind=kind, place=place, reason=reason, confidence=round(probability(candidate.score), 4)))
    return mentions


def _refuse_no_text(text: object, write: str) -> None:
    if not isinstance(text, str):
        raise WhenceError(f"A text is needed; an object of type {type(text).__name__} was given. Write: {write}")


def _town_or_land(candidate: Candidate, tokens: Sequence[Token], group: Group, place: Place | None, reason: PlaceReason) -> _Decision:
    """Tell a town, or a country, from the division of its name in it: "in Daraa" from "Daraa province" in one text.

    place   what the name means in the text as a whole; where it is told otherwise here, what lies in it or holds it is meant
    """
    if place is None or candidate.demonym or not any(map(_are_of_land, group.kinds)):
        return place, reason
    kinds = _kinds(candidate, tokens)
    senses = [hit.place for hit in group.hits if hit.kind is not NameKind.DEMONYM]
    if _are_of_land(kinds) and place.feature not in (Feature.REGION, Feature.DISTRICT):
        others = [sense for sense in senses if sense.feature in kinds and _belong_together(place, sense)]
    elif place.feature in (Feature.REGION, Feature.DISTRICT) and (Feature.SETTLEMENT in kinds or (not kinds and _is_located(candidate, tokens))):
        others = [sense for sense in senses if _belong_together(sense, place) and (not kinds or sense.feature in kinds)]
    else:
        return place, reason
    if not others:
        return place, reason
    other = max(others, key=lambda sense: sense.population)
    why = f"The text has the name for {place.name}{_where(place)} too; the words here speak of {other.name}{_where(other)}."
    return other, replace(reason, why=why)


def _belong_together(sense: Place, division: Place) -> bool:
    """Tell whether a town of some size lies in a division, or whether a country holds it."""
    if sense.feature is Feature.COUNTRY:
        return lies_in(division, sense)
    return sense.feature is Feature.SETTLEMENT and sense.population >= LARGEST_VILLAGE and lies_in(sense, division)


def _district_around(candidate: Candidate, tokens: Sequence[Token], place: Place | None, reason: PlaceReason) -> _Decision:
    """Widen a town that stands for the district of its name ("Lubero territory") where the gazetteer has the town alone."""
    if place is None or place.feature is not Feature.SETTLEMENT or place.uncertainty_km >= DISTRICT_KM:
        return place, reason
    asked = _district_word(candidate, tokens)
    if asked is not None:
        told = f"The words speak of its {_LONG_FORMS.get(asked, asked)}, which no gazetteer at hand has"
    elif _holds_village(candidate, tokens, place):
        told = "The words say that a village lies in it"
    else:
        return place, reason
    why = f"{reason.why} {told}: the town of that name, {DISTRICT_KM:.0f} km around it."
    return replace(place, uncertainty_km=DISTRICT_KM), replace(reason, why=why)


def _district_word(candidate: Candidate, tokens: Sequence[Token]) -> str | None:
    """Find the word beside or inside a name that asks for land: "Lubero territory", "Anka Local Government Area", "Anka and Maradun districts"."""
    i, j = candidate.first, candidate.last
    inside = "lga" if ends_in_local_government(tokens, i, j) else tokens[j].low if j > i else ""
    after, before = _words_beside(candidate, tokens)
    words = [after, inside, before]
    if (asked := next((word for word in words if word in DISTRICT_WORDS), None)) is not None:
        return asked
    k = j + 1
    while k < len(tokens) and k < j + LONGEST_LIST:  # "Anka, Bukkuyum and Gummi LGAs"
        if (asked := DISTRICTS_WORDS.get(_word_of_land(tokens, k))) is not None:
            return asked
        if not (tokens[k].capital or tokens[k].text == "," or tokens[k].low == "and"):
            break
        k += 1
    return None


LONGEST_LIST = 12  # words from a name to the word of land behind the last of its list
_LONG_FORMS = {"lga": "local government area"}


def _word_of_land(tokens: Sequence[Token], k: int) -> str:
    """Read the word behind a name at token k, of several words too: "sub-county", "local government areas"; empty: another sentence or none."""
    words = []
    for token in tokens[k : k + 3]:
        if not (token.word and joined_word(token)):
            break
        words.append(token.low)
    if words[:2] == ["local", "government"]:
        return "lgas" if words[2:] == ["areas"] else "lga"
    return "".join(words[:2]) if words[:1] == ["sub"] else words[0] if words else ""


_SMALL = frozenset(("village", "hamlet"))


def _words_beside(candidate: Candidate, tokens: Sequence[Token]) -> tuple[str, str]:
    """Give the word behind a name, and the one before "of" and the name."""
    i = candidate.first
    return _word_of_land(tokens, candidate.last + 1), tokens[i - 2].low if i >= 2 and tokens[i - 1].low == "of" else ""


def _holds_village(candidate: Candidate, tokens: Sequence[Token], place: Place) -> bool:
    """Tell whether a village is said to lie in what is named: "two villages in Anka", "Gidan Ruwa village, Anka", "an Idlib village"."""
    i, j = candidate.first, candidate.last
    if place.population >= LARGEST_VILLAGE and _word_of_land(tokens, j + 1) in ("village", "villages"):
        return True
    if i < 2 or tokens[i].glue != " ":
        return False
    if tokens[i - 1].low == "in":
        return tokens[i - 2].text in ("village", "villages", "hamlet", "hamlets")
    in_list = j + 1 < len(tokens) and tokens[j + 1].low in ("and", "or")
    return i >= 3 and tokens[i - 1].text == "," and tokens[i - 2].text == "village" and tokens[i - 3].capital and not in_list


def resolve_place(name: str, *, context: Iterable[PlaceMention | Place] = (), gazetteer: Gazetteer | None = None) -> tuple[Place | None, PlaceReason]:
    """Resolve one name, as it stands in a text or alone: "Tripoli", "Oxford, Mississippi", "the port of Aden".

    name       words that hold one name; the place lies in all that stands after commas or in brackets: quarter's town, district, region, country
    context    other places of the text, or their mentions
    gazetteer  None: the default one with whatever was added to it

    Raises GazetteerError where a gazetteer is damaged, WhenceError for a name or a context that is none.
    """
    _refuse_no_text(name, 'resolve_place("Tripoli, Lebanon")')
    context = [context] if isinstance(context, str) else list(context)
    if odd := next((known for known in context if not isinstance(known, (Place, PlaceMention))), None):
        raise WhenceError(f"context holds {odd!r:.60}, which is no place. Write: context=find_places(text), or a list of places from resolve_place.")
    gazetteer = gazetteer or open_gazetteer()
    analysis = Analysis(name, gazetteer, floor=math.inf)
    tokens = analysis.recognizer.tokens
    comma = next((k for k, token in enumerate(tokens) if k and token.text in (",", "(")), len(tokens))
    found = [c for own in analysis.starts.values() for c in own if c.last < comma]
    whole = name[: tokens[comma].start] if comma < len(tokens) else name
    if hits := tuple(hit for hit in gazetteer.find(whole, loosely=False) if hit.kind is not NameKind.DEMONYM):
        found.append(Candidate(0, comma - 1, whole.strip(), hits, "name"))
    with_place = [c for c in found if c.hits]
    starts = {c.first for c in with_place}
    with_place = [c for c in with_place if c.last + 2 not in starts or tokens[c.last + 1].low not in ("'s", "’s")]  # "Gaza's Khan Younis"
    if not with_place:
        if found:
            return None, _no_place(found[0])
        return None, PlaceReason(rule="not in gazetteer", why=f"No gazetteer at hand has a place in {name!r}.")
    candidate = min(with_place, key=lambda c: (c.demonym, c.first, c.first - c.last))
    holders = [part for words in re.split(r"[,()]", name[tokens[comma].start :]) if (part := words.strip())] if comma < len(tokens) else []
    hits = candidate.hits
    for holder in holders:
        inside = _Holder(holder, gazetteer)
        hits = tuple(hit for hit in hits if inside.holds(hit.place, exactly=True)) or tuple(hit for hit in hits if inside.holds(hit.place))
    if not hits:
        return None, _not_contained(candidate, holders)
    candidate.hits = hits
    group = Group(_hits_of(candidate, ()), demonym=candidate.demonym)
    if kinds := _kinds(candidate, tokens):
        group.kinds.append(kinds)
    others = [known if isinstance(known, Place) else known.place for known in context]
    groups = [group, *(Group((Hit(place, NameKind.NAME),)) for place in dict.fromkeys(p for p in others if p is not None))]
    rank(groups, _weights()[1])
    place, reason = _decide(group, alone=len(groups) == 1)
    if place is not None and holders:
        why = f"{', '.join(holders)} stands behind the name; {place.name}{_where(place)} lies in it."
        reason = replace(reason, rule="contained", why=why)
    return _district_around(candidate, tokens, place, reason)


class _Holder:
    """What stands behind a name after a comma, and which places lie in it: a country, region or district by any name, or a town around a quarter."""

    def __init__(self, words: str, gazetteer: Gazetteer) -> None:
        known = gazetteer.abbreviation(words)
        if known is None and not gazetteer.find(words):
            words = re.sub(r"^(?:(?:north|south)?(?:east|west)?(?:ern)?|central)\s+", "", words)  # "Rafah, southern Gaza"
        self._key = _division_key(words)
        hits = (Hit(known[0], NameKind.NAME),) if known is not None else gazetteer.find(words) or gazetteer.find(self._key)
        self._places = [hit.place for hit in hits if hit.kind is not NameKind.DEMONYM]

    def holds(self, place: Place, *, exactly: bool = False) -> bool:
        """Tell whether a place lies in it. Not exactly: "Cotabato" is "North Cotabato" too."""
        if any(lies_in(place, other) or _surrounds(other, place) for other in self._places):
            return True
        keys = [_division_key(division) for division in (place.admin1, place.admin2, place.name) if division]  # "Kyiv, Kyiv Oblast"
        return bool(self._key) and (self._key in keys or (not exactly and _plain_key(self._key) in map(_plain_key, keys)))


_DIVISION_WORDS = frozenset(
    "province governorate oblast krai region state county district prefecture department departement territory municipality parish borough commune"
    " division voivodeship canton of the de du des d la l in".split()
)


def _division_key(name: str) -> str:
    """Fold a division's name without the words that tell its kind: "Province of North Cotabato", "Departement de l'Oise"."""
    words = fold_name(re.sub(r"\b([dlDL])['’]", r"\1 ", name)).split()
    return " ".join(word for word in words if word not in _DIVISION_WORDS)


def _plain_key(key: str) -> str:
    return " ".join(word for word in key.split() if word not in DIRECTIONS)


def _surrounds(outer: Place, place: Place) -> bool:
    """Tell by points whether a place lies in one that is no division ("Zamalek, Cairo"), or in one where its own divisions are not known."""
    if outer.id == place.id or outer.uncertainty_km <= place.uncertainty_km or (outer.countries and not set(outer.countries) & set(place.countries)):
        return False
    if outer.feature in _DIVISIONS and (place.admin1 is not None or place.feature in _DIVISIONS):
        return False
    return great_circle_km(outer.lat, outer.lon, place.lat, place.lon) <= outer.uncertainty_km


_DIVISIONS = (Feature.COUNTRY, Feature.REGION, Feature.DISTRICT)


def _not_contained(candidate: Candidate, holders: Sequence[str]) -> PlaceReason:
    hits = candidate.hits[:MOST_ALTERNATIVES]
    named = "; ".join(f"{hit.place.name}{_where(hit.place)}" for hit in hits)
    why = f"No gazetteer at hand has a place called {candidate.surface!r} in {', '.join(holders)}. It has {named}."
    return PlaceReason(rule="not contained", why=why, alternatives=tuple(Alternative(hit.place, 0.0) for hit in hits))


def _modifies(candidate: Candidate, tokens: Sequence[Token]) -> bool:
    """Tell whether the name only stands before a noun ("the Aleppo countryside")."""
    after = tokens[candidate.last + 1] if candidate.last + 1 < len(tokens) else None
    return after is not None and after.word and joined_word(after) and after.low not in _AFTER_NAME


_AFTER_NAME = frozenset(
    "and or in on at of to from by with for is was are were has have had that which where who as near off after before during between but".split()
)


def _fits(group: Group, parents: Sequence[Place]) -> bool:
    if not parents or not group.parents:
        return True
    return any(lies_in(hit.place, own) and any(lies_in(hit.place, p) for p in parents) for own in group.parents for hit in group.hits)


def _hits_of(candidate: Candidate, parents: Sequence[Place]) -> tuple[Hit, ...]:
    """Choose the hits that count: of a demonym its places alone, else none of a demonym.

    Those that lie in a parent come first, since only so many are weighed.
    """
    if candidate.demonym:
        return tuple(hit for hit in candidate.hits if hit.kind is NameKind.DEMONYM)
    hits = [hit for hit in candidate.hits if hit.kind is not NameKind.DEMONYM]
    if len(hits) > MOST_CANDIDATES and parents:
        hits.sort(key=lambda hit: not any(lies_in(hit.place, parent) for parent in parents))
    return tuple(hits[:MOST_CANDIDATES])


def _owners(candidate: Candidate, tokens: Sequence[Token], starts: Mapping[int, list[Candidate]]) -> list[Place]:
    """Countries and regions named just before: "Iraq's Mosul", "the Iraqi city of Mosul", "Syria: Aleppo"."""
    owners: list[Place] = []
    for k in range(max(0, candidate.first - 5), candidate.first):
        if tokens[k].text in ".;|" or tokens[k].glue == "|":
            owners.clear()
        for other in starts.get(k, ()):
            gap = tokens[other.last + 1 : candidate.first]
            if other.last < candidate.first and other.hits and all(t.low in _BETWEEN or t.low in FEATURE_WORDS for t in gap):
                owners.extend(hit.place for hit in other.hits[:2] if hit.place.feature in (Feature.COUNTRY, Feature.REGION))
    return owners


_BETWEEN = frozenset(
    "'s ’s of the city town village northern southern eastern western central capital port border coastal largest second main".split()
)


def _kinds(candidate: Candidate, tokens: Sequence[Token]) -> tuple[Feature, ...]:
    """Tell what kind of place the words beside or inside the name speak of; empty: of none."""
    if "capital that says" in candidate.signs:
        return (Feature.SETTLEMENT, Feature.COUNTRY)
    after = tokens[candidate.last + 1] if candidate.last + 1 < len(tokens) else None
    inside = tokens[candidate.last].low
    if candidate.last > candidate.first and inside in FEATURE_WORDS:
        return FEATURE_WORDS[inside]
    if after is not None and after.low in FEATURE_WORDS and joined_word(after):
        return FEATURE_WORDS[after.low]
    i = candidate.first
    if i >= 2 and tokens[i - 1].low == "of" and tokens[i - 2].low in FEATURE_WORDS:
        return FEATURE_WORDS[tokens[i - 2].low]
    if i >= 1 and tokens[i - 1].low in ("capital", "city", "town", "village") and tokens[i].glue == " ":
        return FEATURE_WORDS[tokens[i - 1].low]
    asked = _district_word(candidate, tokens)
    return () if asked is None else FEATURE_WORDS[asked]


def _are_of_land(kinds: Sequence[Feature]) -> bool:
    """Tell whether kinds of place are divisions and no town."""
    return Feature.SETTLEMENT not in kinds and (Feature.REGION in kinds or Feature.DISTRICT in kinds)


_PARTS = frozenset("village villages hamlets town towns district districts areas parts cities".split())  # of a division


def _is_located(candidate: Candidate, tokens: Sequence[Token]) -> bool:
    """Tell whether a name says plainly where something is: "in Daraa", but not "thirty villages in Daraa"."""
    i = candidate.first
    if i < 1 or tokens[i - 1].low not in ("in", "near") or tokens[i].glue != " ":
        return False
    return i < 2 or tokens[i - 2].low not in _PARTS


def joined_word(token: Token) -> bool:
    """Tell whether a word stands right behind the one before it."""
    return token.glue in (" ", "-")


def _decide_all(groups: Sequence[Group], dateline: Place | None, home: Home | None) -> list[_Decision]:
    """Rank the names of a text and say what each means. A home is asked last, for names that the text leaves open."""
    rank(groups, _weights()[1], dateline=dateline)
    by_text = [_decide(group, alone=len(groups) == 1) for group in groups]
    if home is None or not groups:
        return by_text
    told = [place for place, _ in by_text if place is not None]
    rank([*groups, Group((Hit(home.place, NameKind.NAME),))], _weights()[1], dateline=dateline)
    return [_at_home(group, home, own, [place for place in told if place is not own[0]]) for group, own in zip(groups, by_text, strict=True)]


def _at_home(group: Group, home: Home, by_text: _Decision, others: Sequence[Place]) -> _Decision:
    """Choose between what the text alone tells of a name and what it tells with a home, by which `group` is ranked now.

    others   the other places of the text, by the text alone

    The home decides for a place near it, called so by its own name, where the text has nothing that speaks for another one: a place beside that one,
    or its country. Of a name that the world knows ("Cairo") it decides for the home itself alone.
    """
    place, reason = _decide(group, alone=False)
    own = by_text[0]
    if place is None or (own is not None and own.id == place.id):
        return by_text
    if own is not None and any(other.id != own.id and _speaks_for(other, own) and not _speaks_for(other, place) for other in others):
        return by_text
    hit = group.hits[group.order[0]]
    near = great_circle_km(place.lat, place.lon, home.place.lat, home.place.lon) <= TOGETHER_KM
    known = any(other.place.population >= WORLD_KNOWN for other in group.hits if other.place.id != place.id)
    if not near or hit.kind is not NameKind.NAME or group.demonym or (known and place.id != home.place.id):
        return by_text
    told_by = f", {home.told_by}" if home.told_by else ""
    why = (
        f"Of {len(group.hits)} places of this name, {place.name}{_where(place)} goes best with {home.place.name}{_where(home.place)}, "
        f"where the outlet is at home{told_by}."
    )
    return place, PlaceReason(rule="home", why=why, alternatives=reason.alternatives)


def _speaks_for(other: Place, place: Place) -> bool:
    """Tell whether one place of a text makes another likely: it lies beside it, or holds it."""
    if other.uncertainty_km >= WIDE_KM or other.feature in (Feature.COUNTRY, Feature.REGION):
        return lies_in(place, other)
    return great_circle_km(other.lat, other.lon, place.lat, place.lon) <= TOGETHER_KM


def _decide(group: Group, *, alone: bool) -> _Decision:
    order = group.order
    best = group.hits[order[0]].place
    others = tuple(Alternative(group.hits[k].place, round(group.scores[k], 2)) for k in order[:MOST_ALTERNATIVES])
    where = _where(best)
    if group.astray:
        small = "lies" if group.village or group.held else "is small and lies"
        why = f"The likeliest place of this name, {best.name}{where}, {small} in no country that the text speaks of."
        return None, PlaceReason(rule="astray", why=why, alternatives=others)
    rival = group.rival()
    if rival is not None and rival[1] < (UNDECIDED_ALONE if alone else UNDECIDED):
        why = f"{best.name}{where} and {rival[0].name}{_where(rival[0])} are as likely; nothing in the text tells them apart."
        return None, PlaceReason(rule="ambiguous", why=why, alternatives=others)
    if group.demonym:
        return best, PlaceReason(rule="demonym", why=f"A word for people or things of {best.name}.", alternatives=others)
    parents = [parent for parent in group.parents if lies_in(best, parent)]
    if parents:
        return best, PlaceReason(
            rule="contained", why=f"{parents[0].name} stands behind the name; {best.name}{where} lies in it.", alternatives=others
        )
    if len(group.hits) == 1:
        loose = " (found by a spelling alike)" if group.hits[0].kind is NameKind.LOOSE else ""
        return best, PlaceReason(rule="only one", why=f"The gazetteer has one place of this name{loose}: {best.name}{where}.", alternatives=others)
    owners = [owner for owner in group.owners if lies_in(best, owner)]
    if owners:
        return best, PlaceReason(rule="owner", why=f"{owners[0].name} stands before the name; {best.name}{where} lies in it.", alternatives=others)
    if alone:
        why = f"Of {len(group.hits)} places of this name, {best.name}{where} is the weightiest; the text has no other place to tell by."
        return best, PlaceReason(rule="weightiest", why=why, alternatives=others)
    if group.apart:
        why = f"Of {len(group.hits)} places of this name, {best.name}{where} is the weightiest, though it lies far from the other places of the text."
        return best, PlaceReason(rule="weightiest", why=why, alternatives=others)
    return best, PlaceReason(
        rule="ranked",
        why=f"Of {len(group.hits)} places of this name, {best.name}{where} goes best with the other places of the text.",
        alternatives=others,
    )


def _where(place: Place) -> str:
    names = [name for name in (place.admin1, ", ".join(place.countries)) if name]
    return f" ({', '.join(names)})" if names else ""


def _no_place(candidate: Candidate) -> PlaceReason:
    if candidate.form == "road":
        return PlaceReason(rule="road", why="A road; the gazetteer holds none.")
    return PlaceReason(rule="not in gazetteer", why=f"No gazetteer at hand has a place called {candidate.surface!r}.")


def _kind(candidate: Candidate, tokens: list[Token], place: Place | None) -> MentionKind:
    if candidate.demonym:
        return MentionKind.DEMONYM
    first, last = candidate.first, candidate.last
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if first >= 2 and tokens[first - 2].capital and not tokens[first].loud and tokens[first - 2].low in ORGANISATIONS_OF:
        preposition = tokens[first - 1].low
        town = place is not None and place.feature is Feature.SETTLEMENT  # "the Islamic State in Mosul" is there
        if preposition in ("of", "for") or (preposition == "in" and not town and tokens[first - 2].low not in BUILDINGS):
            return MentionKind.ORGANISATION
    before = tokens[first - 1].low if first else ""
    of_paper = before not in ("daily", "weekly") or (after is not None and after.capital)  # "the weekly Hebron market"
    if before in MEDIA_WORDS and tokens[first].glue == " " and of_paper:
        return MentionKind.ORGANISATION
    town = place is not None and place.feature is Feature.SETTLEMENT and before in LOCATIVE  # "Strike In Sanaa Kills Ten Fighters"
    if not tokens[first].loud and not town and _tail_of_name(tokens, last) in GROUP_TAILS:
        return MentionKind.ORGANISATION
    if after is None:
        return MentionKind.PLACE
    if after.capital and joined(tokens, last + 1) and after.low in ORGANISATIONS:
        division = place is not None and place.feature in (Feature.REGION, Feature.DISTRICT)
        of = last + 2 < len(tokens) and tokens[last + 2].low == "of"
        return MentionKind.PLACE if division and after.low == "department" and not of else MentionKind.ORGANISATION
    seat = place is not None and (place.feature is Feature.COUNTRY or place.code == "PPLC")
    if seat and after.low in SAYING and after.glue == " " and not (first > 0 and tokens[first - 1].low in _NOT_SUBJECT):
        return MentionKind.METONYM
    return MentionKind.PLACE


def _tail_of_name(tokens: list[Token], last: int) -> str:
    """Find the last word of the run of capitals that goes on behind token `last`; empty: none does."""
    k = last
    while k + 1 < len(tokens) and k < last + LONGEST_RUN:
        possessive = k + 2 < len(tokens) and tokens[k + 1].low in ("'s", "’s")  # "Tigray People's Liberation Front"
        following = k + 2 if possessive else k + 1
        if not (tokens[following].capital and (tokens[following].glue == " " if possessive else joined(tokens, following))):
            break
        k = following
    return tokens[k].low if k > last else ""


_NOT_SUBJECT = LOCATIVE | {"of", "for", "with", "by", "and", "about"}
