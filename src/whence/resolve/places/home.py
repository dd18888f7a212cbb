"""Where an outlet is at home, told by its other reports: a local paper writes "the Springfield police" to readers who know which Springfield."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from whence.resolve.places.place import Place, PlaceMention
from whence.resolve.places.rank import unit_vectors
from whence.terms import Feature, ReportId

NEAR_KM = 60.0
LEAST_REPORTS = 3  # others of the outlet
LEAST_SHARE = 0.35  # of what they name that must lie near; swept .25 to .5
MOST_POINTS = 300  # of the places that an outlet names most, one is its home
_LOCAL = frozenset((Feature.SETTLEMENT, Feature.QUARTER, Feature.DISTRICT))


@dataclass(frozen=True, slots=True)
class Home:
    """Where an outlet is at home.

    why   what tells so; empty: somebody who asks knows it
    """

    place: Place
    why: str = ""


class Homes:
    """What the reports of outlets name, and so where each is at home. The report asked for takes no part in the answer.

    Memory grows with the places named. Names of outlets are compared as they stand but for case.
    """

    def __init__(self) -> None:
        self._named: dict[str, dict[ReportId, tuple[Place, ...]]] = defaultdict(dict)
        self._support: dict[str, _Support | None] = {}

    def add(self, outlet: str, report: ReportId, mentions: Iterable[PlaceMention]) -> None:
        """Take in the toponyms of one report."""
        key = outlet.casefold()
        self._named[key][report] = tuple(m.place for m in mentions if m.place is not None and m.place.feature in _LOCAL)
        self._support.pop(key, None)

    def of(self, outlet: str | None, *, leave_out: ReportId) -> Home | None:
        """Say where an outlet is at home by its reports but one; None where they are too few, or do not agree."""
        if outlet is None or (key := outlet.casefold()) not in self._named:
            return None
        named = self._named[key]
        n_others = len(named) - (leave_out in named)
        if n_others < LEAST_REPORTS:
            return None
        if key not in self._support:
            self._support[key] = _Support(named.values())
        support = self._support[key]
        found = support.best(named.get(leave_out, ())) if support is not None else None
        if found is None or found[1] < LEAST_SHARE * n_others:
            return None
        place, share = found
        return Home(place, f"{share / n_others:.0%} of what {n_others} other reports by {outlet} name lies near it")


class _Support:
    """How many reports of one outlet speak for each place that they name, a report by the share of its places that lie near."""

    def __init__(self, reports: Iterable[tuple[Place, ...]]) -> None:
        reports = list(reports)
        self._n_reports = Counter(place for places in reports for place in set(places))
        self._points = [place for place, _ in sorted(self._n_reports.items(), key=lambda item: (-item[1], item[0].id))[:MOST_POINTS]]
        self._vectors = unit_vectors(self._points) if self._points else np.zeros((0, 3))
        self._shares = sum((self._share(places) for places in reports), np.zeros(len(self._points)))

    def best(self, without: tuple[Place, ...]) -> tuple[Place, float] | None:
        """Find the place that most reports but one speak for, and how many they are; one that just this report names does not count."""
        shares = self._shares - self._share(without)
        own = np.array([self._n_reports[place] - (place in without) for place in self._points])
        if not own.any():
            return None
        k = int(np.argmax(np.where(own > 0, shares + 0.2 * own, -1.0).round(6)))
        return self._points[k], float(shares[k])

    def _share(self, places: tuple[Place, ...]) -> np.ndarray:
        if not places or not self._points:
            return np.zeros(len(self._points))
        near = self._vectors @ unit_vectors(places).T > math.cos(NEAR_KM / 6371)
        share: np.ndarray = near.mean(1)
        return share
