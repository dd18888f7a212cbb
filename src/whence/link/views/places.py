"""Where it happened: the places that the accounts tell, and the best point among them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from whence.link.views.contested import Difference, Disagreement, Field, Kind, disagreements
from whence.link.views.keys import folded
from whence.link.views.told import Backing, Told, backing, independent_origins, weight
from whence.terms import Feature, Location, Span

EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTold:
    """One place that accounts tell.

    name       of the place, with its country codes; the account's words where it is not resolved
    location   None: not resolved
    """

    name: str
    location: Location | None
    words: tuple[str, ...]
    backing: Backing


@dataclass(frozen=True, slots=True, kw_only=True)
class BestPlace:
    """The best point of an event: the most precise place of those that agree with most independent origins.

    with_it, against   claims whose places agree with it, and those whose places do not
    why                two sentences for people
    """

    location: Location
    name: str
    with_it: Backing
    against: Backing
    why: str


def places_of(tellings: Sequence[Told]) -> tuple[PlaceTold, ...]:
    """Gather the places of an event's claims, most independent origins first."""
    held: dict[str, list[tuple[Told, Span, Location | None]]] = {}
    for told in tellings:
        locations = told.claim.locations or (None,) * len(told.claim.place)
        for span, location in zip(told.claim.place, locations, strict=False):
            held.setdefault(_key(span, location), []).append((told, span, location))
    found = []
    for same in held.values():
        location = next((location for _, _, location in same if _is_point(location)), None)
        words = tuple(dict.fromkeys(" ".join(span.words.split()) for _, span, _ in same))
        who = backing(list({told.claim.id: told for told, _, _ in same}.values()))
        found.append(PlaceTold(name=place_name(location) if location else words[0], location=location, words=words, backing=who))
    found = _told_apart(found)
    return tuple(sorted(found, key=lambda place: (weight(place.backing), place.name, _uncertainty(place.location))))


def _told_apart(places: Sequence[PlaceTold]) -> list[PlaceTold]:
    """Add what they are to the names of places of one name that are not towns: "Kassala, SD" and "Kassala, SD (region)"."""
    count = Counter(place.name for place in places)
    found = []
    for place in places:
        feature = None if place.location is None else place.location.feature
        apart = count[place.name] > 1 and feature not in (None, Feature.SETTLEMENT)
        found.append(replace(place, name=f"{place.name} ({feature})") if apart else place)
    return found


def place_name(location: Location) -> str:
    """Write a place for people: "Kalemie, CD", "near Homs, SY", "Syria"."""
    name = location.name or location.span.words
    relation = "" if location.relation.value == "at" else f"{location.relation.value}: "
    country = "" if location.feature is Feature.COUNTRY or not location.countries else f", {'/'.join(location.countries)}"
    return f"{relation}{name}{country}"


def best_place(places: Sequence[PlaceTold], tellings: Sequence[Told]) -> BestPlace | None:
    """Choose the best point; None where no place is resolved.

    A place agrees with another where one lies in the other or both can be the same point within their uncertainties. Of the places that agree with
    the places of most independent origins the most precise one is taken; of several as precise, the one told by most origins.
    """
    told = {telling.claim.id: telling for telling in tellings}
    points = [place for place in places if place.location is not None]
    if not points:
        return None

    def those(place: PlaceTold, agreeing: bool) -> list[Told]:
        near = {claim for other in points if agree(_point(place), _point(other)) for claim in other.backing.claims}
        resolved = {claim for other in points for claim in other.backing.claims}
        chosen = near if agreeing else resolved - near
        return [telling for telling in told.values() if telling.claim.id in chosen]

    support = [len(independent_origins(those(place, agreeing=True))) for place in points]
    best = min(
        range(len(points)),
        key=lambda i: (-support[i], _uncertainty(points[i].location), weight(points[i].backing), points[i].name, _point(points[i]).id or ""),
    )
    place, location = points[best], _point(points[best])
    with_it, against = backing(those(place, agreeing=True)), backing(those(place, agreeing=False))
    n_all = len(independent_origins([telling for telling in told.values() if any(telling.claim.id in point.backing.claims for point in points)]))
    n_rivals = sum(held == support[best] for held in support)
    why = f"Agrees with the places of {support[best]} of {n_all} origins that tell a place on the map."
    if n_rivals > 1:
        why += f" Of {n_rivals} places that do, it is the most precise (±{_uncertainty(location):g} km)."
    return BestPlace(location=location, name=place.name, with_it=with_it, against=against, why=why)


def agree(a: Location, b: Location) -> bool:
    """Tell whether two resolved places can be one point."""
    for whole, other in ((a, b), (b, a)):
        if whole.feature is Feature.COUNTRY and other.countries:
            return bool(set(whole.countries) & set(other.countries))
    return _km(a, b) <= _uncertainty(a) + _uncertainty(b)


def part_in_place(places: Sequence[PlaceTold], tellings: Sequence[Told]) -> tuple[Disagreement, ...]:
    """Tell where accounts part over the place."""
    return disagreements(
        Field.PLACE, [(place.name, place.backing.claims) for place in places], tellings, lambda i, j: _difference(places[i], places[j])
    )


def _difference(a: PlaceTold, b: PlaceTold) -> Difference | None:
    if a.location is None and b.location is None:
        if set(folded(a.name).split()) & set(folded(b.name).split()) - {"the", "of", "a", "in", "at"}:
            return Difference(Kind.WORDING, "The words for it are in part the same.")
        return Difference(Kind.WORDING, "Words that are not on the map; whether they mean the same place cannot be told.")
    if a.location is None or b.location is None:
        return None
    if agree(a.location, b.location):
        return Difference(Kind.GRANULARITY, "One place lies in the other, or both can be the same point within their uncertainties.")
    if Feature.COUNTRY in (a.location.feature, b.location.feature):
        return Difference(Kind.CONTRADICTION, f"{a.name} and {b.name} lie in different countries.")
    km, room = _km(a.location, b.location), _uncertainty(a.location) + _uncertainty(b.location)
    return Difference(Kind.CONTRADICTION, f"{a.name} and {b.name} are {km:.0f} km apart; their uncertainties leave room for {room:.0f} km.")


def _key(span: Span, location: Location | None) -> str:
    if location is None or not _is_point(location):
        return f"words:{folded(span.words)}"
    return f"point:{location.id} {location.lat} {location.lon} {location.uncertainty_km}"


def _is_point(location: Location | None) -> bool:
    return location is not None and location.lat is not None and location.lon is not None


def _point(place: PlaceTold) -> Location:
    assert place.location is not None
    return place.location


def _uncertainty(location: Location | None) -> float:
    return math.inf if location is None or location.uncertainty_km is None else location.uncertainty_km


def _km(a: Location, b: Location) -> float:
    """Give the great-circle distance of two points in km, rounded to metres so that no machine decides otherwise."""
    assert a.lat is not None and a.lon is not None and b.lat is not None and b.lon is not None
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return round(2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half))), 3)
