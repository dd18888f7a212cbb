"""Places of claims: each `place` span of a claim to a point with its uncertainty, or to nothing with the reason.

The words around a name move or widen it: "near the Iraqi border", "30 km north of Mosul", "between Homs and Hama", "western Iraq",
"the Syrian capital".
A country stands with its whole extent as uncertainty, never as a point.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from whence.resolve.places.find import find_places, resolve_place
from whence.resolve.places.gazetteer import Gazetteer, open_gazetteer
from whence.resolve.places.layer import NameKind
from whence.resolve.places.names import fold_name
from whence.resolve.places.place import ClaimPlace, MentionKind, Place, PlaceMention, PlaceReason
from whence.resolve.places.rank import KNOWN_TOWN
from whence.resolve.places.recognize import lies_in
from whence.resolve.places.tables import great_circle_km
from whence.resolve.places.words import (
    BUILDINGS,
    DIRECTIONS,
    DISTRICT_WORDS,
    FEATURE_WORDS,
    FUNCTION_WORDS,
    LANGUAGES,
    LOCATIVE,
    MONTHS_DAYS,
    ORGANISATIONS,
    ORGANISATIONS_OF,
    PLACE_TAILS,
    ROAD_WORDS,
    STARTERS,
    VILLAGES,
    common_words,
    family_names,
    given_names,
)
from whence.terms import Claim, Feature, Relation, Report, Span

NEAR_KM = 15.0  # "near", "outside": what newspapers call near lies mostly within it
OFF_SHARE = 0.25  # doubt of a distance told in round figures
PART_SHIFT = 0.4  # of the extent, to the middle of "the north"
PART_SHARE = 0.75  # of the extent, as uncertainty of "the north"
LARGEST_PART_KM = 2500.0  # extents above it are no rounds any more ("the western United States")
BACKWARDS = 2000  # characters; what "the city" points back to stands nearer

_KM = {"km": 1.0, "kilometer": 1.0, "kilometre": 1.0, "mile": 1.609, "nautical mile": 1.852, "nm": 1.852, "meter": 0.001, "metre": 0.001, "m": 0.001}
_NUMBERS = {
    **{word: n for n, word in enumerate("one two three four five six seven eight nine ten".split(), 1)},
    **{"a": 1, "a few": 4, "few": 4, "several": 5, "a dozen": 12, "dozens of": 40, "hundred": 100, "hundreds of": 300},
}
_BEARINGS = {"north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0, "south": 180.0, "southwest": 225.0, "west": 270.0, "northwest": 315.0}
_BEARING = r"(?P<bearing>(?:north|south)(?:[- ]?(?:east|west))?|east|west)"
_OFFSET = re.compile(
    rf"(?P<number>\d[\d,.]*|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})(?:\s*(?:to|-|–)\s*(?P<upper>\d[\d,.]*))?[\s-]*"
    r"(?P<unit>nautical miles?|kilomet(?:er|re)s?|km|miles?|met(?:er|re)s?|nm|m)\b(?:\s*\([^)]*\))?"
    rf"(?:\s+(?:to the\s+)?{_BEARING}(?:ern)?)?(?:\s+(?:of|from|off|outside|away|inside|into))?",
    re.IGNORECASE,
)
_SIDE = re.compile(rf"\b{_BEARING}\s+of\b", re.IGNORECASE)
_PART = re.compile(
    r"\b(?P<bearing>(?:north|south)(?:[- ]?(?:east|west))?|east|west)(?:ern)?\s+(?:part of\s+|parts of\s+|outskirts of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\b(?:near|close to|outside|around|not far from|next to|adjacent to|(?:in the )?vicinity of|(?:on )?the outskirts of"
    r"|off|(?:off )?the coast of|the waters of|waters off|overlooking|along|surrounding|towards?|approaching|on the road to)\s+(?:the\s+)?"
    r"(?:(?!(?:in|at|of|from)\b)[\w-]+\s+){0,3}$",  # "outside the parliament in Tbilisi" is in Tbilisi
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\b", re.IGNORECASE)
_BORDER = re.compile(r"\b(?:borders?|frontiers?|border area|borderline)\b", re.IGNORECASE)
_ROAD = re.compile(r"\b(?:highway|road|route|motorway|axis|line)\b", re.IGNORECASE)
_NOMINAL = re.compile(
    r"\b(?P<noun>capital|city|town|village|province|governorate|oblast|region|district|county|state|country|nation|island|peninsula|camp|base|airport|port|crossing|strait|"
    r"enclave|strip|there|here)\b",
    re.IGNORECASE,
)
_INDEFINITE = re.compile(
    r"\b(?:an?|another|any|each|every|some|several|many|few|dozens of|two|three|four|five|six|seven|eight|nine|ten|\d+)\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)  # "a village" points back to none
_NOUN_FEATURES: dict[str, tuple[Feature, ...]] = {
    **dict.fromkeys(("city", "town", "village"), (Feature.SETTLEMENT, Feature.QUARTER)),
    **dict.fromkeys(("province", "governorate", "oblast", "state"), (Feature.REGION,)),
    **dict.fromkeys(("district", "county"), (Feature.DISTRICT, Feature.QUARTER)),
    **dict.fromkeys(("region", "enclave", "strip", "peninsula"), (Feature.AREA, Feature.REGION, Feature.MOUNTAIN)),
    **dict.fromkeys(("country", "nation"), (Feature.COUNTRY,)),
    "island": (Feature.ISLAND,),
    "camp": (Feature.CAMP,),
    "base": (Feature.BASE,),
    "airport": (Feature.AIRPORT, Feature.BASE),
    "port": (Feature.PORT,),
    "crossing": (Feature.CROSSING,),
    "strait": (Feature.WATER,),
}
_MOST_PEOPLE = {"village": KNOWN_TOWN, "town": 1_000_000}  # from which on a place is none
_SMALL = re.compile(r"(?<![\w'’-])(?:[a-z][\w'’]*|THE|OF|IN|AND|NEAR|AT|TOWN|CITY|VILLAGE)(?![\w'’-])")  # words that are no part of a name
_CAPITALS = r"[A-Z][^\W\d_]+(?:['’-][^\W\d_]+)*"
# A name that the words before it tell to be a place's.
_NAME_OF_PLACE = re.compile(rf"\b(?:[Ii]n|[Nn]ear|(?:village|town|city|hamlet|locality) of)\s+(?P<name>{_CAPITALS}(?:\s+{_CAPITALS}){{0,2}})")
_NAME_OF_VILLAGE = re.compile(rf"\b(?P<name>{_CAPITALS}(?:\s+{_CAPITALS}){{0,2}})\s+(?:{'|'.join(sorted(VILLAGES))})\b")
_RUN_AFTER = re.compile(rf"(?:['’]s)?(?:[ -]+{_CAPITALS}(?:['’]s)?)*[ -]+(?P<last>{_CAPITALS})")
LONGEST_APPOSITION = 100  # characters of an apposition that are looked at
_SETTLEMENTS = f"(?:{'|'.join(sorted(VILLAGES))}|settlement|community)"
_SETTLED = re.compile(rf"\s+{_SETTLEMENTS}\b")
_APPOSITION = re.compile(
    rf",\s+(?:an?|the)\s+(?:[\w-]+\s+){{0,3}}?{_SETTLEMENTS}\s+(?:(?:about|some)\s+)?(?:\d[\d,.]*\s*(?:km|kilomet(?:er|re)s?|miles?)\s+)?(?:\w+\s+)?"
    r"(?:in|of|from|near|outside)\s+(?:the\s+)?"
)
_LOCAL_GOVERNMENT = re.compile(r"\s+Local Government(?: Area)?$")
_NOUN_BEFORE = re.compile(rf"\b(?P<noun>{_CAPITALS})\s+(?:of|in|for)\s+(?:the\s+)?$")
_LOCATIVE_BEFORE = re.compile(
    r"\b(?:in|at|of|near|from|to|into|inside|outside|around|on|off|over|toward|towards)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}$", re.IGNORECASE
)


def resolve_claim_places(
    report: Report, claim: Claim, mentions: Sequence[PlaceMention] | None = None, *, gazetteer: Gazetteer | None = None
) -> tuple[ClaimPlace, ...]:
    """Resolve each `place` span of a claim, in order.

    report     the claim's report; its text is what the spans slice
    mentions   `find_places(report.text)`, found once for all claims of a report; None: found here
    gazetteer  None: the default one with whatever was added to it

    A span without a place keeps its row, place None and the reason. Raises GazetteerError where a gazetteer is damaged.
    """
    gazetteer = gazetteer or open_gazetteer()
    if mentions is None:
        mentions = find_places(report.text, gazetteer=gazetteer) if claim.place else ()
    return tuple(_Resolution(report.text, span, mentions, gazetteer).resolve() for span in claim.place)


class _Resolution:
    """One span of a claim being resolved."""

    def __init__(self, text: str, span: Span, mentions: Sequence[PlaceMention], gazetteer: Gazetteer) -> None:
        self.text = text
        self.span = span
        self.mentions = mentions
        self.gazetteer = gazetteer
        self.inside = tuple(m for m in mentions if m.span.overlaps(span))
        start = max(0, span.start - 40)
        before = text[start : span.start]
        self.lead = before[max(before.rfind(c) for c in ".;:\n") + 1 :]  # words before the span, in its sentence

    def resolve(self) -> ClaimPlace:
        words = self.span.words
        next_words = self.text[self.span.end : self.span.end + 10]
        at_border = _BORDER.search(words) or (self.inside and _BORDER.match(next_words.lstrip()))
        if at_border and (found := self._border()) is not None:
            return found
        if self.inside and all(map(self._in_group_name, self.inside)):
            why = f"{self.inside[0].span.words!r} is part of the name of a group here; the words name no place."
            return self._none(self.inside, PlaceReason(rule="names no place", why=why))
        self.inside = tuple(m for m in self.inside if not self._in_group_name(m))
        named = [m for m in self.inside if m.place is not None and m.kind is not MentionKind.DEMONYM]
        if _BETWEEN.search(self.lead[-10:] + words) and len(named) >= 2:
            return self._between(named[0], named[1])
        if len(named) == 2 and _ROAD.search(words) and "-" in self.text[named[0].span.end : named[1].span.start]:
            return self._between(named[0], named[1])
        if named:
            return self._at(self._pick(named))
        if re.search(r"\bcapital\b", words, re.IGNORECASE) and (found := self._capital()) is not None:
            return found
        demonyms = [m for m in self.inside if m.place is not None]
        if demonyms:
            return self._at(demonyms[0])
        if self.inside:
            return self._none(self.inside, self.inside[0].reason)
        if (found := self._looked_up()) is not None:
            return found
        if (name := self._own_name()) is not None:
            return self._of_unknown(name)
        noun = _NOMINAL.search(words)
        if (name := self._name_that_no_gazetteer_has(noun is not None)) is not None:
            return self._none((), PlaceReason(rule="not in gazetteer", why=f"No gazetteer at hand has a place called {name!r}."))
        if noun and not _INDEFINITE.search(words[: noun.start()]):
            return self._back(noun["noun"].lower())
        return self._none((), PlaceReason(rule="names no place", why=f"{words!r} names no place that could be looked up."))

    def _in_group_name(self, mention: PlaceMention) -> bool:
        """Tell whether a toponym is part of the name of people rather than of a house: "the Islamic Resistance in Iraq", "Mosul University"."""
        if mention.kind is not MentionKind.ORGANISATION:
            return False
        before = _NOUN_BEFORE.search(self.text[max(0, mention.span.start - 40) : mention.span.start])
        if before is not None and before["noun"].lower() in ORGANISATIONS_OF:
            return before["noun"].lower() not in BUILDINGS
        tail = _RUN_AFTER.match(self.text, mention.span.end)
        return tail is None or tail["last"].lower() not in BUILDINGS

    def _looked_up(self) -> ClaimPlace | None:
        """Look up a name that stands too weakly to be recognised: here it is known that the words tell of a place.

        It must be the whole of the capitals in the span, and lie in a country that the report speaks of.
        """
        if (found := self._name_in_capitals()) is None:
            return None
        words = _LOCAL_GOVERNMENT.sub("", found).split()
        while len(words) > 1 and (last := words[-1].lower()) in ORGANISATIONS | FEATURE_WORDS.keys() | PLACE_TAILS and last not in ROAD_WORDS:
            words.pop()
        name = found[: found.index(words[-1]) + len(words[-1])]
        countries = {c for m in self.mentions if m.place is not None for c in m.place.countries}
        hits = [h.place for h in self.gazetteer.find(name) if h.kind is not NameKind.DEMONYM]
        if not any(countries & set(place.countries) if countries else place.population >= KNOWN_TOWN for place in hits):
            return None
        start = self.text.index(name, self.span.start)
        with_kind = re.split(r"[,(]", self.text[start : self.span.end])[0]  # "Anka local government area": wider than Anka
        place, reason = resolve_place(with_kind, context=self.mentions, gazetteer=self.gazetteer)
        if place is None:
            place, reason = resolve_place(name, context=self.mentions, gazetteer=self.gazetteer)
        if place is not None and countries and not countries & set(place.countries):
            return None
        span = Span(start, start + len(name), self.text)
        mention = PlaceMention(span=span, kind=MentionKind.PLACE, place=place, reason=reason, confidence=0.5)
        return self._none((mention,), reason) if place is None else self._at(mention)

    def _name_in_capitals(self) -> str | None:
        """Give the words of the span that stand in capitals, where they are one run and no everyday word."""
        capitals = re.findall(r"[^\W\d_][\w'’.-]*(?:[^\S\n]+[^\W\d_][\w'’.-]*)*", _SMALL.sub("\n", self.span.words))
        names = [name for name in capitals if name[0].isupper()]
        return None if len(names) != 1 or fold_name(names[0]) in common_words() else names[0]

    def _own_name(self) -> str | None:
        """Give the name of a town or village that the span calls by it: "Tungar Kwano village", "Dan Marke, a village in Gummi"; None: it has none.

        Such words point back to no other place.
        """
        name = self._name_in_capitals()
        if name is None or _NOMINAL.search(name) or fold_name(name).split()[-1] in common_words() | DIRECTIONS:
            return None
        after = self.text[self.span.start + self.span.words.index(name) + len(name) : self.span.end + LONGEST_APPOSITION]
        before = self.span.words[: self.span.words.index(name)]
        is_settled = _SETTLED.match(after) or _APPOSITION.match(after) or re.search(rf"\b{_SETTLEMENTS}\s+of\s+$", before)
        return name if is_settled else None

    def _name_that_no_gazetteer_has(self, is_nominal: bool) -> str | None:
        """Give the name in the span where no gazetteer has it; beside a noun such as "city" only before a word of land: "Oudalan province"."""
        name = self._name_in_capitals()
        if name is None or _NOMINAL.search(name) or fold_name(name).split()[-1] in DIRECTIONS | LANGUAGES or self.gazetteer.find(name):
            return None
        before, _, after = self.span.words.lower().partition(name.lower())
        if after.split()[:1] and after.split()[0] in DISTRICT_WORDS:
            return name
        alone = not after.strip() and set(before.split()) <= DIRECTIONS | LOCATIVE  # "the Parliament" and "a Catholic church" are no names of places
        return name if alone and not is_nominal else None

    def _of_unknown(self, name: str) -> ClaimPlace:
        """Place a village that no gazetteer has by the words that tell where it lies: ", a village in Gummi district"."""
        why = f"No gazetteer at hand has a place called {name!r}."
        end = self.span.start + self.span.words.index(name) + len(name)
        holder = _APPOSITION.match(self.text, end)
        mention = next((m for m in self.mentions if holder is not None and m.span.start == holder.end() and m.place is not None), None)
        if mention is None or mention.kind is not MentionKind.PLACE:
            return self._none((), PlaceReason(rule="not in gazetteer", why=why))
        why = f"{why} Where it lies is told by {mention.span.words!r}. {mention.reason.why}"
        return self._at(replace(mention, reason=replace(mention.reason, why=why)))

    # --- one name ---

    def _pick(self, named: Sequence[PlaceMention]) -> PlaceMention:
        """Choose the mention that the span is about: one that others hold, else one behind a word of place, else the first."""
        places = [(m, m.place) for m in named if m.place is not None]
        inner = [m for m, place in places if all(other.id == place.id or lies_in(place, other) or self._holds(other, place) for _, other in places)]
        if inner:
            return inner[0]
        located = [m for m, _ in places if _LOCATIVE_BEFORE.search(self.text[max(self.span.start, m.span.start - 30) : m.span.start])]
        outer = [m for m, place in places if place.feature is not Feature.COUNTRY]
        return next(iter([m for m in located if m in outer] or located or outer or [m for m, _ in places]))

    @staticmethod
    def _holds(outer: Place, inner: Place) -> bool:
        within = great_circle_km(outer.lat, outer.lon, inner.lat, inner.lon) <= outer.uncertainty_km
        return within and outer.uncertainty_km > 2 * inner.uncertainty_km and bool(set(outer.countries) & set(inner.countries))

    def _at(self, mention: PlaceMention) -> ClaimPlace:
        place, reason = mention.place, mention.reason
        if place is None:
            return self._none((mention,), reason)
        before = (self.lead + self.text[self.span.start : mention.span.start])[-80:]
        if offset := self._offset(before):
            return self._moved(mention, place, *offset)
        if part := _PART.search(before):
            return self._part(mention, place, part["bearing"])
        if side := _SIDE.search(before):
            return self._moved(mention, place, NEAR_KM, _bearing(side["bearing"]))
        if _NEAR.search(before):
            why = f"{reason.why} The words say near or about it: {NEAR_KM:.0f} km more."
            wider = replace(place, uncertainty_km=round(place.uncertainty_km + NEAR_KM, 1))
            return self._made(Relation.NEAR, (mention,), wider, replace(reason, why=why))
        return self._made(Relation.AT, (mention,), place, reason)

    def _offset(self, before: str) -> tuple[float, float | None] | None:
        matches = list(_OFFSET.finditer(before))
        found = matches[-1] if matches else None
        if (
            found is None
            or len(before) - found.end() > 25
            or (not found["bearing"] and not re.search(r"(?:from|off|outside|of|away)\s*$", found.group()))
        ):
            return None
        number = _NUMBERS.get(found["number"].lower())
        try:
            value = float(number if number is not None else found["number"].replace(",", "").rstrip("."))
            upper = float(found["upper"].replace(",", "").rstrip(".")) if found["upper"] else value
        except ValueError:
            return None
        unit = found["unit"].lower().rstrip("s") or "m"
        km = (value + upper) / 2 * _KM.get(unit, 1.0)
        return km, None if found["bearing"] is None else _bearing(found["bearing"])

    def _moved(self, mention: PlaceMention, place: Place, km: float, bearing: float | None) -> ClaimPlace:
        if bearing is None:
            why = f"{mention.reason.why} It lies {km:.0f} km off, the words tell no direction."
            wider = replace(place, uncertainty_km=round(place.uncertainty_km + km * (1 + OFF_SHARE), 1))
            return self._made(Relation.NEAR, (mention,), wider, replace(mention.reason, why=why))
        lat, lon = _shift(place, km, bearing)
        why = f"{mention.reason.why} Moved {km:.0f} km from it, as the words say."
        moved = replace(place, lat=lat, lon=lon, uncertainty_km=round(place.uncertainty_km + km * OFF_SHARE, 1))
        return self._made(Relation.OFFSET, (mention,), moved, replace(mention.reason, why=why))

    def _part(self, mention: PlaceMention, place: Place, bearing: str) -> ClaimPlace:
        """Find the north of a place: one that the gazetteer knows by that name, else a part of its round."""
        word = re.sub(r"[- ]", "", bearing.lower())
        for name in (f"{word}ern {mention.span.words}", f"{word} {mention.span.words}"):
            hits = [h.place for h in self.gazetteer.find(name, loosely=False) if set(h.place.countries) & set(place.countries)]
            if hits:
                why = f"The gazetteer has {hits[0].name} as a place of its own."
                return self._made(Relation.AT, (mention,), hits[0], PlaceReason(rule="only one", why=why))
        radius = place.uncertainty_km
        if place.feature in (Feature.SETTLEMENT, Feature.QUARTER, Feature.SITE, Feature.BASE) or radius > LARGEST_PART_KM:
            return self._made(Relation.PART, (mention,), place, mention.reason)
        lat, lon = _shift(place, radius * PART_SHIFT, _bearing(bearing))
        why = f"{mention.reason.why} The words speak of its {word}: the point is moved there, the uncertainty made smaller."
        part = replace(place, lat=lat, lon=lon, uncertainty_km=round(radius * PART_SHARE, 1))
        return self._made(Relation.PART, (mention,), part, replace(mention.reason, why=why))

    # --- two names, borders ---

    def _between(self, one: PlaceMention, two: PlaceMention) -> ClaimPlace:
        a, b = one.place, two.place
        if a is None or b is None:
            return self._none((one, two), one.reason if a is None else two.reason)
        lat, lon = _middle(a, b)
        half = great_circle_km(a.lat, a.lon, b.lat, b.lon) / 2
        why = f"Between {a.name} and {b.name}: the middle, with half the way as uncertainty."
        place = replace(a, lat=lat, lon=lon, uncertainty_km=round(half + max(a.uncertainty_km, b.uncertainty_km), 1))
        return self._made(Relation.BETWEEN, (one, two), place, PlaceReason(rule="between", why=why))

    def _border(self) -> ClaimPlace | None:
        own = next((m for m in self.inside if m.place is not None and m.place.feature is Feature.BORDER), None)
        if own is not None:
            return self._at(own)
        sides = [m for m in self.inside if m.place is not None and m.place.feature is Feature.COUNTRY]
        local = [m for m in self.inside if m.place is not None and m.place.feature is not Feature.COUNTRY and m.kind is MentionKind.PLACE]
        if not sides or local:
            return None
        countries = list(dict.fromkeys(c for m in sides if m.place is not None for c in m.place.countries))
        why = "Both countries stand in the words."
        if len(countries) == 1:
            for other in self._countries_in_focus(countries[0]):
                if self._border_of(countries[0], other) is not None:
                    countries.append(other)
                    why = "The other side is the country that the report speaks of."
                    break
        place = self._border_of(*countries[:2]) if len(countries) > 1 else None
        if place is not None:
            return self._made(Relation.BORDER, tuple(sides), place, PlaceReason(rule="border", why=f"{why} {place.name}."))
        if sides[0].place is None:
            return None
        reason = PlaceReason(rule="border", why="The words tell one side of the border alone: that country, with its whole extent as uncertainty.")
        return self._made(Relation.BORDER, tuple(sides), sides[0].place, reason)

    def _border_of(self, one: str, two: str) -> Place | None:
        first, second = self.gazetteer.country(one), self.gazetteer.country(two)
        if first is None or second is None:
            return None
        names = [f"{a.name} {b.name} border" for a, b in ((first, second), (second, first))]
        hits = [h.place for name in names for h in self.gazetteer.find(name, loosely=False) if h.place.feature is Feature.BORDER]
        return next((place for place in hits if {one, two} <= set(place.countries)), None)

    def _countries_in_focus(self, without: str) -> list[str]:
        """Countries by how near and how often they are mentioned around the span, nearest first."""
        weight: dict[str, float] = {}
        for m in self.mentions:
            if m.place is not None and not m.span.overlaps(self.span):
                for country in m.place.countries:
                    distance = abs(m.span.start - self.span.start)
                    weight[country] = weight.get(country, 0.0) + 1 / (1 + distance / 200)
        weight.pop(without, None)
        return sorted(weight, key=lambda c: (-round(weight[c], 6), c))

    # --- words that point back ---

    def _capital(self) -> ClaimPlace | None:
        owner = next((m for m in self.inside if m.place is not None and m.place.countries), None)
        country = owner.place.countries[0] if owner is not None and owner.place is not None else next(iter(self._countries_in_focus("")), None)
        place = None if country is None else self.gazetteer.capital(country)
        if place is None:
            return None
        why = f"The capital of {country}, {'named in the words' if owner is not None else 'the country that the report speaks of'}."
        return self._made(Relation.AT, (owner,) if owner is not None else (), place, PlaceReason(rule="capital", why=why))

    def _back(self, noun: str) -> ClaimPlace:
        wanted = _NOUN_FEATURES.get(noun)
        unknown = self._unknown_before(wanted)
        most = _MOST_PEOPLE.get(noun, math.inf)
        for m in reversed(self.mentions):
            if m.span.end > self.span.start or m.place is None or (m.kind is MentionKind.DEMONYM and noun not in ("country", "nation")):
                continue
            if m.kind is MentionKind.METONYM or m.place.population >= most:  # "Moscow said the village had been cleared"
                continue
            if self.span.start - m.span.end > BACKWARDS:
                break
            if unknown is not None and unknown.start > m.span.start:
                break
            if wanted is None or m.place.feature in wanted:
                why = f"{self.span.words!r} points back to {m.span.words!r}. {m.reason.why}"
                return self._made(Relation.AT, (m,), m.place, replace(m.reason, rule="points back", why=why))
        if unknown is not None:
            why = f"{self.span.words!r} points back to {unknown.words!r}, whose place is not known."
            return self._none((), PlaceReason(rule="points back", why=why))
        return self._none(
            (), PlaceReason(rule="names no place", why=f"{self.span.words!r} points back to a place that the text does not name before.")
        )

    def _unknown_before(self, wanted: tuple[Feature, ...] | None) -> Span | None:
        """Find the last name before the span that could be what it points back to, and whose place is not known."""
        if wanted is not None and Feature.SETTLEMENT not in wanted:
            return None
        start = max(0, self.span.start - BACKWARDS)
        spans = []
        for m in self.mentions:
            features = FEATURE_WORDS.get(m.span.words.split()[-1].lower(), (Feature.SETTLEMENT,))  # "Neches River" is no town
            if m.place is None and m.kind is MentionKind.PLACE and m.reason.rule != "road" and Feature.SETTLEMENT in features:
                spans.append(m.span)
        named = (match for pattern in (_NAME_OF_PLACE, _NAME_OF_VILLAGE) for match in pattern.finditer(self.text, start, self.span.start))
        for match in named:
            words = match["name"].split()
            last = words[-1].lower()
            name = Span(match.start("name"), match.end("name"), self.text)
            first = fold_name(words[0])
            person = first in given_names() or first in family_names() or words[-1].endswith(("'s", "’s"))  # "in Ahmed's house"
            if (
                person
                or first in common_words()
                or first in FUNCTION_WORDS | STARTERS | MONTHS_DAYS | LANGUAGES
                or last in ORGANISATIONS | ROAD_WORDS
            ):
                continue
            if last not in FEATURE_WORDS and not any(m.span.overlaps(name) for m in self.mentions):
                spans.append(name)
        return max((span for span in spans if start <= span.start < self.span.start), key=lambda span: span.start, default=None)

    # --- results ---

    def _made(self, relation: Relation, mentions: tuple[PlaceMention, ...], place: Place, reason: PlaceReason) -> ClaimPlace:
        return ClaimPlace(span=self.span, relation=relation, mentions=mentions, place=place, reason=reason)

    def _none(self, mentions: tuple[PlaceMention, ...], reason: PlaceReason) -> ClaimPlace:
        return ClaimPlace(span=self.span, relation=Relation.AT, mentions=mentions, place=None, reason=reason)


def _bearing(word: str) -> float:
    return _BEARINGS[re.sub(r"[- ]", "", word.lower())]


def _shift(place: Place, km: float, bearing: float) -> tuple[float, float]:
    """Move a point by so many km toward a bearing (degrees from north), on a sphere."""
    angle, turn = km / 6371.0, math.radians(bearing)
    lat, lon = math.radians(place.lat), math.radians(place.lon)
    lat2 = math.asin(max(-1.0, min(1.0, math.sin(lat) * math.cos(angle) + math.cos(lat) * math.sin(angle) * math.cos(turn))))
    lon2 = lon + math.atan2(math.sin(turn) * math.sin(angle) * math.cos(lat), math.cos(angle) - math.sin(lat) * math.sin(lat2))
    return round(math.degrees(lat2), 4), round((math.degrees(lon2) + 180) % 360 - 180, 4)


def _middle(a: Place, b: Place) -> tuple[float, float]:
    """Find the middle of the shortest way between two points."""
    x, y, z = (sum(values) for values in zip(*(_vector(p) for p in (a, b)), strict=True))
    return round(math.degrees(math.atan2(z, math.hypot(x, y))), 4), round(math.degrees(math.atan2(y, x)), 4)


def _vector(place: Place) -> tuple[float, float, float]:
    lat, lon = math.radians(place.lat), math.radians(place.lon)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)
