"""Ranking: which of the places that bear a name is meant. Names of a text are weighed together: what one text tells happens near together.

Mentions of one name form a group and mean one place, unless a region or country follows one of them ("Oxford, North Carolina"). Every candidate of
a group is given signs with a value in [0, 1]; the weights of the signs (weights.tsv) add up to its score. Groups lend each other their best places,
two rounds over.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from whence.resolve.places.layer import Hit, NameKind
from whence.resolve.places.place import Place
from whence.resolve.places.recognize import lies_in
from whence.resolve.places.tables import great_circle_km
from whence.terms import Feature

Floats = NDArray[np.float64]

ROUNDS = 2  # swept 2-3: no difference
STARTS = 4  # divisions tried as the place of the whole report; swept 0-8: 0 loses .03 on LGL, 4-8 equal
FOCUS = 5.0  # log odds lent at the start to what lies in the division tried; 5-8 equal
TOGETHER_KM = 161.0  # 100 miles, the usual measure of the field
TOWN_SHARE = 0.1  # of a division's people who live in the town that gave it its name; Quebec City falls below, Idlib and New York stand above
WIDE_KM = 300.0  # places that reach further tell nothing of what is near, and stand for themselves ("New York" in news of its state)
NOTHING = 1e-9
KNOWN_TOWN = 100_000  # people, from which on a town is as well known by another spelling
FEW = 3  # other names in a text, from which on they can tell that a place lies astray
ASTRAY_ALIAS = 1_000_000  # people; a smaller place found by another name of it alone must lie in a country that the text speaks of
ASTRAY_NAME = 200_000  # the same for a place found by its own name, where one country holds most of the text
EARLY = 1.5  # swept 1-2: best by a hair; a place named at once tells more of where a report plays
MOST_CANDIDATES = 120  # of one name; beyond them stand villages
_NEAR_KM = (30.0, 100.0, 300.0, 1000.0)
SIGNS = (
    *("follows", "stands before", "alias", "short", "loose", "country", "region", "district", "town", "capital", "other kind", "noted"),
    *(
        "population",
        "most populous",
        "unpeopled",
        "country share",
        "region share",
        "focus country",
        "country named",
        "region named",
        "district named",
    ),
    *("near 30 km", "near 100 km", "near 300 km", "near 1000 km", "kind agrees", "kind disagrees", "article agrees", "article disagrees"),
    *("dateline country", "dateline near"),
)
_Region = tuple[str, str | None]
_INDEX = {sign: i for i, sign in enumerate(SIGNS)}


@dataclass(slots=True)
class Group:
    """All mentions of one name in a text that mean one place.

    hits       what the name can mean
    parents    divisions or countries that follow a mention, after a comma or in brackets
    owners     countries or regions that stand before a mention ("Iraq's Mosul", "the Iraqi city of Mosul")
    kinds      kinds of place that words beside a mention tell ("province"); empty: none
    article    "the" stands before a mention
    early      is mentioned in the headline, the dateline or the first sentence
    """

    hits: tuple[Hit, ...]
    n_mentions: int = 1
    parents: list[Place] = field(default_factory=list)
    owners: list[Place] = field(default_factory=list)
    kinds: list[tuple[Feature, ...]] = field(default_factory=list)
    demonym: bool = False
    article: bool = False
    early: bool = False
    astray: bool = False  # the best place lies where nothing else of the text does, and speaks for itself too little
    order: tuple[int, ...] = ()  # indices of hits, best first, filled by ranking
    scores: tuple[float, ...] = ()

    @property
    def best(self) -> Place:
        """The likeliest place."""
        return self.hits[self.order[0] if self.order else 0].place

    @property
    def margin(self) -> float:
        """How far the best stands above the second, as log odds; inf where there is only one."""
        return math.inf if len(self.scores) < 2 else self.scores[self.order[0]] - self.scores[self.order[1]]

    def rival(self) -> tuple[Place, float] | None:
        """Find the likeliest place that lies elsewhere, and how far the best, with what holds it, stands above it; None: all lie together."""
        best = self.best
        mass, other = 0.0, -1
        for k in self.order:
            place = self.hits[k].place
            if k == self.order[0] or lies_in(place, best) or lies_in(best, place):
                mass += math.exp(min(30.0, self.scores[k] - self.scores[self.order[0]]))
            elif other < 0 and great_circle_km(best.lat, best.lon, place.lat, place.lon) > TOGETHER_KM:
                other = k
        return None if other < 0 else (self.hits[other].place, self.scores[self.order[0]] + math.log(mass) - self.scores[other])


def rank(groups: Sequence[Group], weights: Mapping[str, float], *, dateline: Place | None = None) -> None:
    """Order the hits of every group, best first, and score them.

    weights    sign to weight
    dateline   where the report was written, if told
    """
    vector = np.array([weights.get(sign, 0.0) for sign in SIGNS])
    named = _Named(groups)
    fixed = [_Fixed(group, named, dateline) for group in groups]
    alone = [signs.matrix @ vector for signs in fixed]
    best: tuple[float, list[Floats]] | None = None
    for region in [None, *_likely_regions(fixed, alone)]:
        for group, signs, scores in zip(groups, fixed, alone, strict=True):
            _order(group, scores if region is None else scores + FOCUS * np.array([r == region for r in signs.regions]))
        for _ in range(ROUNDS):
            surroundings = Surroundings(groups)
            for i, signs in enumerate(fixed):
                if len(groups[i].hits) > 1:
                    surroundings.fill(i, signs)
                    _order(groups[i], signs.matrix @ vector)
        total = round(sum(max(group.scores) * math.sqrt(group.n_mentions) for group in groups), 6)
        if best is None or total > best[0]:
            best = total, [np.array(group.scores) for group in groups]
    if best is None:
        return
    for group, scores in zip(groups, best[1], strict=True):
        _order(group, scores)
        _prefer_town(group)
    surroundings = Surroundings(groups)
    for i, group in enumerate(groups):
        group.astray = surroundings.leaves_out(i, group)


def _prefer_town(group: Group) -> None:
    """Put the town before the division that is called after it, where no word tells that the division is meant: it is the finer place."""
    best = group.best
    if (
        best.uncertainty_km > WIDE_KM
        or group.demonym
        or best.feature not in (Feature.REGION, Feature.DISTRICT)
        or any(best.feature in kinds for kinds in group.kinds)
    ):
        return
    if group.hits[group.order[0]].kind is not NameKind.NAME or any(lies_in(parent, best) for parent in group.parents):
        return
    for k in group.order[1:]:
        hit = group.hits[k]
        town = hit.place
        by_name = hit.kind is NameKind.NAME or (hit.kind is NameKind.ALIAS and town.population >= KNOWN_TOWN)
        if by_name and town.feature is Feature.SETTLEMENT and lies_in(town, best) and town.population >= best.population * TOWN_SHARE:
            order = [k, *(other for other in group.order if other != k)]
            group.order = tuple(order)
            return


def _likely_regions(fixed: Sequence[_Fixed], alone: Sequence[Floats]) -> list[_Region]:
    """First-level divisions in which most names of the text could lie, to start from: a local report seldom says where it plays."""
    votes: dict[_Region, float] = {}
    n_groups: dict[_Region, int] = {}
    for signs, scores in zip(fixed, alone, strict=True):
        shares = np.exp((scores - scores.max()) / 3)
        own: dict[_Region, float] = {}
        for region, share in zip(signs.regions, shares, strict=True):
            if region is not None and region[1] is not None:
                own[region] = max(own.get(region, 0.0), float(share))
        for region, share in own.items():
            votes[region] = votes.get(region, 0.0) + share
            n_groups[region] = n_groups.get(region, 0) + 1
    able = [region for region in votes if n_groups[region] > 1]
    return sorted(able, key=lambda region: (-round(votes[region], 6), region[0], region[1] or ""))[:STARTS]


def sign_matrices(groups: Sequence[Group], *, dateline: Place | None = None) -> list[Floats]:
    """Values of the signs, [n_hits, n_signs] for each group, given the orders that the groups have now. Serves fitting."""
    surroundings = Surroundings(groups)
    named = _Named(groups)
    matrices = []
    for i, group in enumerate(groups):
        fixed = _Fixed(group, named, dateline)
        surroundings.fill(i, fixed)
        matrices.append(fixed.matrix)
    return matrices


class _Named:
    """What the groups of a text name by name: countries, regions, districts; each with how many groups do."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._countries = Counter(country for group in groups for country in _sure_countries(group))
        self._regions = Counter(region for group in groups for region in _sure_regions(group))
        self._districts = Counter(district for group in groups for district in _districts(group))

    def by_others(self, group: Group) -> tuple[set[str], set[_Region], set[tuple[str, str | None, str]]]:
        """All that a group other than this one names."""
        own = _sure_countries(group), _sure_regions(group), _districts(group)
        return (
            {country for country, n in self._countries.items() if n > (country in own[0])},
            {region for region, n in self._regions.items() if n > (region in own[1])},
            {district for district, n in self._districts.items() if n > (district in own[2])},
        )


class _Fixed:
    """The signs of a group's candidates that do not change with the other groups' choices, and room for those that do."""

    def __init__(self, group: Group, named: _Named, dateline: Place | None) -> None:
        places = [hit.place for hit in group.hits]
        self.countries = [place.countries for place in places]
        self.regions = [_region_of(place) for place in places]
        self.vectors = unit_vectors(places)
        self.matrix = matrix = np.zeros((len(places), len(SIGNS)))
        most = max(place.population for place in places)
        countries, regions, districts = named.by_others(group)
        kinds = [kind for kinds in group.kinds for kind in kinds]
        for i, (hit, place) in enumerate(zip(group.hits, places, strict=True)):
            row = matrix[i]
            row[_INDEX["follows"]] = any(lies_in(place, parent) for parent in group.parents)
            row[_INDEX["stands before"]] = any(lies_in(place, owner) for owner in group.owners)
            row[_INDEX["alias"]] = hit.kind is NameKind.ALIAS
            row[_INDEX["short"]] = hit.kind is NameKind.SHORT
            row[_INDEX["loose"]] = hit.kind is NameKind.LOOSE
            row[_INDEX[_CLASSES.get(place.feature, "other kind")]] = 1
            row[_INDEX["capital"]] = place.code == "PPLC"
            row[_INDEX["population"]] = math.log10(place.population + 1) / 7
            row[_INDEX["most populous"]] = place.population == most and most > 0
            row[_INDEX["noted"]] = place.by_hand
            row[_INDEX["unpeopled"]] = place.population == 0 and place.feature is Feature.SETTLEMENT
            row[_INDEX["country named"]] = not countries.isdisjoint(place.countries) and place.feature is not Feature.COUNTRY
            row[_INDEX["region named"]] = bool(place.countries) and place.admin1 is not None and (place.countries[0], place.admin1) in regions
            row[_INDEX["district named"]] = (
                bool(place.countries) and place.admin2 is not None and (place.countries[0], place.admin1, place.admin2) in districts
            )
            if kinds:
                row[_INDEX["kind agrees"]] = place.feature in kinds
                row[_INDEX["kind disagrees"]] = place.feature not in kinds
            if group.article:
                row[_INDEX["article agrees"]] = place.feature in _WITH_ARTICLE
                row[_INDEX["article disagrees"]] = place.feature not in _WITH_ARTICLE
            if dateline is not None:
                row[_INDEX["dateline country"]] = not set(dateline.countries).isdisjoint(place.countries)
        if dateline is not None:
            matrix[:, _INDEX["dateline near"]] = self.vectors @ unit_vectors([dateline])[0] > math.cos(300 / 6371)


_WITH_ARTICLE = frozenset((Feature.WATER, Feature.AREA, Feature.MOUNTAIN, Feature.ISLAND, Feature.BORDER, Feature.SITE))
_CLASSES = {
    Feature.COUNTRY: "country",
    Feature.CONTINENT: "country",
    Feature.REGION: "region",
    Feature.DISTRICT: "district",
    Feature.SETTLEMENT: "town",
    Feature.QUARTER: "town",
}


class Surroundings:
    """Where the groups stand now, to be looked at from each of them."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._best = [group.best for group in groups]
        self._vectors = unit_vectors(self._best)
        sure = np.array([1 / (1 + math.exp(-min(group.margin, 30.0))) for group in groups])
        count = np.array([math.sqrt(group.n_mentions) * (EARLY if group.early else 1.0) for group in groups])
        self._weight = count * sure
        self._point_weight = self._weight * np.array([place.uncertainty_km < WIDE_KM for place in self._best])
        self._by_country: dict[str, float] = {}
        self._by_region: dict[_Region, float] = {}
        for place, weight in zip(self._best, self._weight, strict=True):
            self._add(place, float(weight))

    def _add(self, place: Place, weight: float) -> None:
        for country in place.countries:
            self._by_country[country] = self._by_country.get(country, 0.0) + weight / len(place.countries)
        if (region := _region_of(place)) is not None:
            self._by_region[region] = self._by_region.get(region, 0.0) + weight

    def fill(self, i: int, fixed: _Fixed) -> None:
        """Fill the changing signs of group i, seen from all others."""
        matrix, points = fixed.matrix, self._point_weight
        total = float(self._weight.sum() - self._weight[i])
        total_points = float(points.sum() - points[i])
        if total > NOTHING:
            self._add(self._best[i], -float(self._weight[i]))
            by_country, by_region = self._by_country, self._by_region
            top = max(by_country, key=lambda c: round(by_country[c], 6), default=None)
            matrix[:, _INDEX["country share"]] = [sum(by_country.get(c, 0.0) for c in countries) / total for countries in fixed.countries]
            matrix[:, _INDEX["region share"]] = [0.0 if region is None else by_region.get(region, 0.0) / total for region in fixed.regions]
            matrix[:, _INDEX["focus country"]] = [top in countries for countries in fixed.countries]
            self._add(self._best[i], float(self._weight[i]))
        if total_points > NOTHING:
            others = points.copy()
            others[i] = 0
            cosines = fixed.vectors @ self._vectors.T
            for limit in _NEAR_KM:
                matrix[:, _INDEX[f"near {limit:.0f} km"]] = ((cosines > math.cos(limit / 6371)) @ others) / total_points

    def leaves_out(self, i: int, group: Group) -> bool:
        """Tell whether the best place of group i lies in no country of the others and is too small to be meant all the same."""
        best = group.best
        n_others = len(self._best) - 1
        if group.demonym or group.parents or group.owners or not best.countries or best.feature in (Feature.COUNTRY, Feature.REGION):
            return False
        kind = group.hits[group.order[0]].kind
        if n_others == 0 or (n_others < FEW and kind is not NameKind.LOOSE):
            return False
        own = float(self._weight[i]) / len(best.countries)
        if any(self._by_country[country] - own > NOTHING for country in best.countries):
            return False
        if kind is not NameKind.NAME:
            return best.population < ASTRAY_ALIAS
        most = max((weight for country, weight in self._by_country.items() if country not in best.countries), default=0.0)
        return not best.by_hand and best.population < ASTRAY_NAME and n_others > FEW + 1 and most > 0.6 * float(self._weight.sum() - self._weight[i])


def _region_of(place: Place) -> _Region | None:
    """Find the first-level division that a place is or lies in; None for countries and the high seas."""
    if not place.countries or place.feature is Feature.COUNTRY:
        return None
    return place.countries[0], place.name if place.feature is Feature.REGION else place.admin1


def unit_vectors(places: Sequence[Place]) -> Floats:
    """Points as vectors of length one, [n, 3]: their product is the cosine of the angle between them."""
    lat = np.radians([place.lat for place in places])
    lon = np.radians([place.lon for place in places])
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def _order(group: Group, scores: Floats) -> None:
    group.scores = tuple(round(float(score), 6) for score in scores)
    group.order = tuple(sorted(range(len(group.hits)), key=lambda k: (-group.scores[k], k)))


def _sure_countries(group: Group) -> set[str]:
    """Countries that a group names by their own name or a demonym."""
    first = group.hits[0].place
    if first.feature is Feature.COUNTRY:
        return set(first.countries)
    return {country for parent in group.parents if parent.feature is Feature.COUNTRY for country in parent.countries}


def _sure_regions(group: Group) -> set[_Region]:
    """Divisions that a group names by name."""
    places = [*(hit.place for hit in group.hits[:3]), *group.parents]
    return {(place.countries[0], place.name) for place in places if place.feature is Feature.REGION and place.countries}


def _districts(group: Group) -> set[tuple[str, str | None, str]]:
    """Districts that a group may name."""
    places = (hit.place for hit in group.hits[:40])
    return {(place.countries[0], place.admin1, place.name) for place in places if place.feature is Feature.DISTRICT and place.countries}
