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
EVEN = 0.5  # of the sums of scores of two readings; 0 and 1 alike but for a hair
FOCUS = 5.0  # log odds lent at the start to what lies in the division tried; 5-8 equal
TOGETHER_KM = 161.0  # 100 miles, the usual measure of the field
TOWN_SHARE = 0.1  # of a division's people who live in the town that gave it its name; Quebec City falls below, Idlib and New York stand above
WIDE_KM = 300.0  # places that reach further tell nothing of what is near, and stand for themselves ("New York" in news of its state)
NOTHING = 1e-9
KNOWN_TOWN = 100_000  # people, from which on a town is as well known by another spelling, and to reports of another country
FEW = 3  # other names in a text, from which on they can tell that a place lies astray
ASTRAY_ALIAS = 1_000_000  # people; a smaller place found by another name of it alone must lie in a country that the text speaks of
ASTRAY_NAME = 200_000  # the same for a place found by its own name, where one country holds most of the text
FAR_KM = 1000.0  # from here on a place is no neighbour's; of 19 towns so far from a text, 18 were not meant, in training reports, LGL and TR-News
EARLY = 1.5  # swept 1-2: best by a hair; a place named at once tells more of where a report plays
MOST_CANDIDATES = 120  # of one name; beyond them stand villages
_NEAR_KM = (30.0, 100.0, 300.0, 1000.0)
_CLASS_SIGNS = ("country", "region", "district", "town", "other kind")
_CLASS_VALUES = {sign: tuple(float(sign == other) for other in _CLASS_SIGNS) for sign in _CLASS_SIGNS}
FIXED_SIGNS = (
    *("follows", "stands before", "alias", "short", "loose", *_CLASS_SIGNS, "capital", "noted", "population", "most populous", "unpeopled"),
    *("country named", "region named", "district named", "kind agrees", "kind disagrees", "article agrees", "article disagrees"),
    *("dateline country", "dateline near"),
)
CHANGING_SIGNS = ("country share", "region share", "focus country", *(f"near {limit:.0f} km" for limit in _NEAR_KM))
SIGNS = FIXED_SIGNS + CHANGING_SIGNS
_Region = tuple[str, str | None]
_FIXED = {sign: i for i, sign in enumerate(FIXED_SIGNS)}


@dataclass(slots=True)
class Group:
    """All mentions of one name in a text that mean one place.

    hits       what the name can mean
    parents    divisions or countries that follow a mention, after a comma or in brackets
    owners     countries or regions that stand before a mention ("Iraq's Mosul", "the Iraqi city of Mosul")
    kinds      kinds of place that words beside a mention tell ("province"); empty: none
    article    "the" stands before a mention
    early      is mentioned in the headline, the dateline or the first sentence
    village    is called a village
    held       words say that it lies in another place named ("the village of X in Y"); a large place is meant all the same
    """

    hits: tuple[Hit, ...]
    n_mentions: int = 1
    parents: list[Place] = field(default_factory=list)
    owners: list[Place] = field(default_factory=list)
    kinds: list[tuple[Feature, ...]] = field(default_factory=list)
    demonym: bool = False
    article: bool = False
    early: bool = False
    village: bool = False
    held: bool = False
    astray: bool = False  # the best place lies where nothing else of the text does, and speaks for itself too little
    apart: bool = False  # the best place lies in no country of the text's other places, and far from all that are narrow
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
    if not groups:
        return
    board = _Board(groups, dateline)
    alone = board.fixed @ np.array([weights.get(sign, 0.0) for sign in FIXED_SIGNS])
    starts = [-1, *board.likely_regions(alone)]
    scores = np.stack([alone + (FOCUS * (board.regions == region) if region >= 0 else 0.0) for region in starts])
    for _ in range(ROUNDS):
        scores = np.where(board.several, alone + board.pull(scores, weights), scores)
    best = board.best_start(alone, scores, weights)
    for group, own in zip(groups, np.split(scores[best], board.first[1:]), strict=True):
        _order(group, own)
        _prefer_town(group)
    _mark_astray(groups)


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


def sign_matrices(groups: Sequence[Group], *, dateline: Place | None = None) -> list[Floats]:
    """Values of the signs, [n_hits, n_signs] for each group, given the scores that the groups have now. Serves fitting."""
    if not groups:
        return []
    board = _Board(groups, dateline)
    scores = np.concatenate([group.scores for group in groups])[None]
    changing = np.stack([board.pull(scores, {sign: 1.0})[0] for sign in CHANGING_SIGNS], axis=1)
    return list(np.split(np.concatenate([board.fixed, changing], axis=1), board.first[1:]))


class _Board:
    """The candidates of all groups of a text side by side, and the values of their signs.

    fixed     [n_hits, FIXED_SIGNS]: signs that do not change with the other groups' choices
    first     [n_groups]: where each group's hits begin
    regions   [n_hits]: number of the first-level division, below zero: none
    several   [n_hits]: the hit's group has others
    """

    def __init__(self, groups: Sequence[Group], dateline: Place | None) -> None:
        places = [hit.place for group in groups for hit in group.hits]
        sizes = np.array([len(group.hits) for group in groups])
        self.first = np.concatenate(([0], np.cumsum(sizes)[:-1]))
        self.several = np.repeat(sizes > 1, sizes)
        self.root_mentions = np.sqrt([group.n_mentions for group in groups])
        self._sizes = sizes
        self._group = np.repeat(np.arange(len(groups)), sizes)
        self._weight = self.root_mentions * np.array([EARLY if group.early else 1.0 for group in groups])
        self._vectors = unit_vectors(places)
        self._narrow = np.array([place.uncertainty_km < WIDE_KM for place in places])
        countries: dict[str, int] = {}
        regions: dict[_Region, int] = {}
        self._inside = np.array([place.admin1 is not None or place.feature is Feature.REGION for place in places])
        self.regions = np.array([-1 if (r := _region_of(place)) is None else regions.setdefault(r, len(regions)) for place in places])
        self._region_names = list(regions)
        codes = [(i, countries.setdefault(country, len(countries))) for i, place in enumerate(places) for country in place.countries]
        self._countries = np.zeros((len(places), max(1, len(countries))))
        if codes:
            self._countries[tuple(np.array(codes).T)] = 1.0
        self._shares = self._countries / np.maximum(1.0, self._countries.sum(1, keepdims=True))
        named = _named_by_others(groups)
        self.fixed = np.array([row for group, areas in zip(groups, named, strict=True) for row in _fixed_signs(group, areas, dateline)])
        if dateline is not None:
            self.fixed[:, _FIXED["dateline near"]] = self._vectors @ unit_vectors([dateline])[0] > math.cos(300 / 6371)

    def likely_regions(self, alone: Floats) -> list[int]:
        """First-level divisions in which most names of the text could lie, to start from: a local report seldom says where it plays."""
        shares = np.exp((alone - np.maximum.reduceat(alone, self.first)[self._group]) / 3)
        votes = np.zeros((len(self._sizes), len(self._region_names)))
        inside = (self.regions >= 0) & self._inside
        np.maximum.at(votes, (self._group[inside], self.regions[inside]), shares[inside])
        n_groups = (votes > 0).sum(0)
        total = votes.sum(0).round(6)
        names = self._region_names
        able = sorted(np.flatnonzero(n_groups > 1), key=lambda r: (-total[r], names[r][0], names[r][1] or ""))
        return [int(region) for region in able[:STARTS]]

    def best_start(self, alone: Floats, scores: Floats, weights: Mapping[str, float]) -> int:
        """Choose the start whose choices support each other most; of those that do so as well, the one whose places are better known.

        scores   [n_starts, n_hits]: after the last round, in which a group may have followed a choice that another one has left since
        """
        _, choice = self._choices(scores.round(6))
        held = np.where(self.several, alone + self.pull(scores, weights), scores)
        sums = (np.take_along_axis(held, choice, axis=1) @ self.root_mentions).round(6)
        known = (alone[choice] @ self.root_mentions).round(6)
        return int(np.argmax(np.where(sums >= sums.max() - EVEN, known, -np.inf)))

    def _choices(self, scores: Floats) -> tuple[Floats, NDArray[np.int64]]:
        """Find the score of the best hit of each group, and that hit: [n_starts, n_groups] each; scores are rounded."""
        top = np.maximum.reduceat(scores, self.first, axis=1)
        hits = np.where(scores == top[:, self._group], np.arange(scores.shape[1]), scores.shape[1])
        return top, np.minimum.reduceat(hits, self.first, axis=1)

    def pull(self, scores: Floats, weights: Mapping[str, float]) -> Floats:
        """Sum what the other groups' choices add to each hit by CHANGING_SIGNS, [n_starts, n_hits].

        scores   [n_starts, n_hits]: the best of each group is its choice
        """
        n_starts, n_hits = scores.shape
        group, hit, start = self._group, np.arange(n_hits), np.arange(n_starts)[:, None]
        scores = scores.round(6)
        top, choice = self._choices(scores)
        scores[start, choice] = -np.inf
        margin = np.minimum(top - np.maximum.reduceat(scores, self.first, axis=1), 30.0)
        weight = self._weight / (1 + np.exp(-margin))
        # Starts mostly agree: what stands between a hit and a choice is worked out once for each place chosen.
        is_chosen = np.zeros(n_hits, bool)
        is_chosen[choice] = True
        chosen = np.flatnonzero(is_chosen)
        which = (np.cumsum(is_chosen) - 1)[choice]
        shares, regions = self._shares[chosen], self.regions[chosen]
        area = weights.get("country share", 0.0) * (self._countries @ shares.T)
        area += weights.get("region share", 0.0) * ((self.regions[:, None] == regions) & (regions >= 0))
        cosines = self._vectors @ self._vectors[chosen].T
        nearness = np.zeros_like(cosines)
        for limit in _NEAR_KM:
            nearness += weights.get(f"near {limit:.0f} km", 0.0) * (cosines > math.cos(limit / 6371))
        pull = np.zeros(scores.shape)
        for bond, own in ((area, weight), (nearness, weight * self._narrow[choice])):
            by_choice = np.zeros((n_starts, len(chosen)))
            by_choice[start, which] = own
            total = own.sum(1, keepdims=True) - own
            of_others = by_choice @ bond.T - bond[hit, which[:, group]] * own[:, group]
            pull += of_others * np.where(total > NOTHING, 1 / np.maximum(total, NOTHING), 0.0)[:, group]
        if (focus := weights.get("focus country", 0.0)) != 0:
            of_groups = weight[:, :, None] * shares[which]
            by_country = of_groups.sum(1, keepdims=True) - of_groups
            most = by_country.round(6).argmax(2)[:, group]
            pull += focus * self._countries[hit, most] * (weight.sum(1, keepdims=True) - weight > NOTHING)[:, group]
        return pull


_Areas = tuple[set[str], set[_Region], set[tuple[str, str | None, str]]]


def _named_by_others(groups: Sequence[Group]) -> list[_Areas]:
    """Find for each group the countries, regions and districts that other groups name by name."""
    own = [(_sure_countries(group), _sure_regions(group), _districts(group)) for group in groups]
    countries, regions, districts = (Counter(area for areas in column for area in areas) for column in zip(*own, strict=True))
    return [
        (
            {area for area, n in countries.items() if n > (area in mine[0])},
            {area for area, n in regions.items() if n > (area in mine[1])},
            {area for area, n in districts.items() if n > (area in mine[2])},
        )
        for mine in own
    ]


def _fixed_signs(group: Group, named: _Areas, dateline: Place | None) -> list[list[float]]:
    """Values of FIXED_SIGNS for each hit of a group; "dateline near" is left at zero."""
    most = max(hit.place.population for hit in group.hits)
    countries, regions, districts = named
    kinds = {kind for kinds in group.kinds for kind in kinds}
    parents, owners = group.parents, group.owners
    rows = []
    for hit in group.hits:
        place, kind = hit.place, hit.kind
        first = place.countries[0] if place.countries else ""
        of_kind = place.feature in kinds
        with_article = place.feature in _WITH_ARTICLE
        rows.append(
            [
                bool(parents) and any(lies_in(place, parent) for parent in parents),
                bool(owners) and any(lies_in(place, owner) for owner in owners),
                kind is NameKind.ALIAS,
                kind is NameKind.SHORT,
                kind is NameKind.LOOSE,
                *_CLASS_VALUES[_CLASSES.get(place.feature, "other kind")],
                place.code == "PPLC",
                place.by_hand,
                math.log10(place.population + 1) / 7,
                place.population == most > 0,
                place.population == 0 and place.feature is Feature.SETTLEMENT,
                place.feature is not Feature.COUNTRY and not countries.isdisjoint(place.countries),
                place.admin1 is not None and (first, place.admin1) in regions,
                place.admin2 is not None and (first, place.admin1, place.admin2) in districts,
                bool(kinds) and of_kind,
                bool(kinds) and not of_kind,
                group.article and with_article,
                group.article and not with_article,
                dateline is not None and not set(dateline.countries).isdisjoint(place.countries),
                0.0,
            ]
        )
    return rows


_WITH_ARTICLE = frozenset((Feature.WATER, Feature.AREA, Feature.MOUNTAIN, Feature.ISLAND, Feature.BORDER, Feature.SITE))
_CLASSES = {
    Feature.COUNTRY: "country",
    Feature.CONTINENT: "country",
    Feature.REGION: "region",
    Feature.DISTRICT: "district",
    Feature.SETTLEMENT: "town",
    Feature.QUARTER: "town",
}


def _mark_astray(groups: Sequence[Group]) -> None:
    """Mark the groups whose best place lies in no country of the others and is too small to be meant all the same."""
    weights = [math.sqrt(group.n_mentions) * (EARLY if group.early else 1.0) / (1 + math.exp(-min(group.margin, 30.0))) for group in groups]
    by_country: dict[str, float] = {}
    for group, weight in zip(groups, weights, strict=True):
        for country in group.best.countries:
            by_country[country] = by_country.get(country, 0.0) + weight / len(group.best.countries)
    total = sum(weights)
    named = {country for group in groups for country in _sure_countries(group)}
    local = [group.best for group in groups if any(_is_local(group.best, country) for country in named)]
    best = [group.best for group in groups]
    for k, (group, weight) in enumerate(zip(groups, weights, strict=True)):
        others = [*best[:k], *best[k + 1 :]]
        group.apart = bool(others) and all(_lie_apart(group.best, other) for other in others)
        group.astray = _is_astray(group, weight, total, by_country, local, others)


def _is_local(place: Place, country: str | None) -> bool:
    """Tell whether a place lies in a country and is not its capital, of which all the world speaks."""
    return country in place.countries and place.feature is not Feature.COUNTRY and place.code != "PPLC"


def _lie_apart(one: Place, other: Place) -> bool:
    narrow = max(one.uncertainty_km, other.uncertainty_km) < WIDE_KM
    near = narrow and great_circle_km(one.lat, one.lon, other.lat, other.lon) <= FAR_KM
    return bool(one.countries) and set(one.countries).isdisjoint(other.countries) and not near


def _is_astray(group: Group, weight: float, total: float, by_country: Mapping[str, float], local: Sequence[Place], others: Sequence[Place]) -> bool:
    """Tell whether a group's best place lies astray.

    local     the places, no capitals, that lie in a country that the text names
    others    the best places of the other groups
    """
    best = group.best
    if group.demonym or group.parents or group.owners or not best.countries:
        return False
    own = weight / len(best.countries)
    is_named = any(by_country[country] - own > NOTHING for country in best.countries)
    is_small = not best.by_hand and best.population < ASTRAY_NAME
    n_others = len(others)
    is_district = any(Feature.DISTRICT in kinds for kinds in group.kinds)  # as known as a town: "exiles from Afrin district in Berlin"
    is_alike = group.hits[group.order[0]].kind is NameKind.LOOSE  # "the district of al-Qahira in Taiz" is not Cairo
    if group.held and n_others > 0 and not is_named and (is_alike or (is_small and not is_district)):
        return True
    if is_named or best.feature in (Feature.COUNTRY, Feature.REGION):
        return False
    kind = group.hits[group.order[0]].kind
    elsewhere = {country: weight for country, weight in by_country.items() if country not in best.countries}
    fullest = max(elsewhere, key=lambda country: elsewhere[country], default=None)
    is_most = fullest is not None and elsewhere[fullest] > 0.6 * (total - weight)
    if group.village and is_small and is_most and any(fullest in place.countries for place in local):
        return all(great_circle_km(best.lat, best.lon, place.lat, place.lon) > WIDE_KM for place in local)  # nearer lies what is across a border
    is_told = best.by_hand or best.population >= KNOWN_TOWN or all(hit.place.countries == best.countries for hit in group.hits)
    if kind is NameKind.NAME and group.apart and not is_told and is_most and n_others > 1 and any(_is_local(place, fullest) for place in others):
        return True
    if n_others == 0 or (n_others < FEW and kind is not NameKind.LOOSE and not (group.village and kind is NameKind.ALIAS)):
        return False
    if kind is not NameKind.NAME:
        return group.village or best.population < ASTRAY_ALIAS
    return is_small and n_others > FEW + 1 and is_most


def _region_of(place: Place) -> _Region | None:
    """Find the first-level division that a place is or lies in; None for countries and the high seas."""
    if not place.countries or place.feature is Feature.COUNTRY:
        return None
    return place.countries[0], place.name if place.feature is Feature.REGION else place.admin1


def unit_vectors(places: Sequence[Place]) -> Floats:
    """Points as vectors of length one, [n, 3]: their product is the cosine of the angle between them."""
    lat = np.radians([place.lat for place in places])
    lon = np.radians([place.lon for place in places])
    cos_lat = np.cos(lat)
    return np.array([cos_lat * np.cos(lon), cos_lat * np.sin(lon), np.sin(lat)]).T


def _order(group: Group, scores: Floats) -> None:
    group.scores = own = tuple(scores.round(6).tolist())
    group.order = tuple(sorted(range(len(own)), key=lambda k: -own[k]))


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
