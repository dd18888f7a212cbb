"""Where an outlet is at home, told by its other reports: a local paper writes "the Springfield police" to readers who know which Springfield."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whence.errors import WhenceError
from whence.resolve.places.place import MentionKind, Place, PlaceMention
from whence.resolve.places.rank import TOGETHER_KM, unit_vectors
from whence.terms import Feature, ReportId
from whence.text import fold

NEAR_KM = 60.0  # of one place: a paper's county and the next
LEAST_REPORTS = 3  # others of the outlet that name a local place
LEAST_SHARE = 0.3  # of what they name that lies near; see BENCHMARKS.md
NAMED = 0.2  # what a report that names the very place speaks for it beside that: of towns side by side, the one that is named most
MOST_POINTS = 300  # places an outlet names most, of which one is its home; bounds the cost of an agency with thousands
HOW_TO_GIVE_A_HOME = """\
Write: place, reason = resolve_place("Paris, Texas"), then Home(place) where place is not None (reason.why tells); both from whence."""
HOW_TO_ADD = "Write: homes.add(report.outlet, report.id, find_places(report.text))"
_LOCAL = frozenset((Feature.SETTLEMENT, Feature.QUARTER, Feature.DISTRICT))
_Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Home:
    """Where an outlet is at home. told_by: what tells so, to stand in a reason after "is at home"; empty where somebody who asks knows it.

    Raises WhenceError for a place that is none.
    """

    place: Place
    told_by: str = ""

    def __post_init__(self) -> None:
        """Refuse what is no Place: a name, None, or the place with its reason that resolve_place gives."""
        if not isinstance(self.place, Place):
            given = f"{self.place!r:.60}" if isinstance(self.place, (str, type(None))) else f"an object of type {type(self.place).__name__}"
            raise WhenceError(f"Home takes a Place; {given} was given. {HOW_TO_GIVE_A_HOME}")


class Homes:
    """What the reports of outlets name, and so where each is at home. The report that is asked for takes no part in the answer.

    A name that nothing in its text tells apart from its namesakes tells nothing here either. Outlets are the same where their names are but for case,
    accents and spaces. Memory grows with the places named; add all reports before asking, since the first question after `add` weighs them anew.
    """

    def __init__(self) -> None:
        self._named: dict[str, dict[ReportId, tuple[Place, ...]]] = defaultdict(dict)
        self._names: dict[str, str] = {}
        self._support: dict[str, _Support] = {}

    def add(self, outlet: str | None, report: ReportId, mentions: Iterable[PlaceMention]) -> None:
        """Take in the toponyms of one report; one without an outlet tells nothing. Added twice, a report counts once.

        Raises WhenceError for an outlet or an id that is no text, and for mentions that are none.
        """
        _refuse_no_outlet(outlet)
        if not isinstance(report, str):
            raise WhenceError(f"report is {report!r:.60}, which is no id. {HOW_TO_ADD}")
        found = list(mentions) if isinstance(mentions, Iterable) and not isinstance(mentions, str) else [mentions]
        if odd := [mention for mention in found if not isinstance(mention, PlaceMention)]:
            raise WhenceError(f"mentions holds {odd[0]!r:.60}, which is no PlaceMention. {HOW_TO_ADD}")
        if key := fold(outlet or ""):
            self._named[key][report] = tuple(sorted({m.place for m in found if m.place is not None and _tells(m)}, key=lambda place: place.id))
            self._names.setdefault(key, outlet or "")
            self._support.pop(key, None)

    def known(self) -> list[tuple[str, Home]]:
        """List the outlets that have a home when no report is left out, by name, each with it."""
        homes = ((self._names[key], self.of(key, leave_out=None)) for key in sorted(self._named))
        return [(outlet, home) for outlet, home in homes if home is not None]

    def of(self, outlet: str | None, *, leave_out: ReportId | None) -> Home | None:
        """Say where an outlet is at home by its reports but one; None where fewer than LEAST_REPORTS name a place, or they do not agree.

        Raises WhenceError for an outlet that is no text.
        """
        _refuse_no_outlet(outlet)
        key = fold(outlet or "")
        named = self._named.get(key)
        if named is None:
            return None
        own = () if leave_out is None else named.get(leave_out, ())
        n_others = sum(1 for places in named.values() if places) - bool(own)
        if n_others < LEAST_REPORTS:
            return None
        if key not in self._support:
            self._support[key] = _Support(named.values())
        place = self._support[key].best(own, least=LEAST_SHARE * n_others)
        return None if place is None else Home(place, f"as other reports by {outlet} tell")


def _refuse_no_outlet(outlet: object) -> None:
    if not isinstance(outlet, str | None):
        raise WhenceError(f"outlet is {outlet!r:.60}, which is no name. Possible: report.outlet, or None, which tells nothing.")


def _tells(mention: PlaceMention) -> bool:
    """Tell whether a mention can speak for a home: a local place, told by more than its size."""
    place = mention.place
    used = mention.kind in (MentionKind.PLACE, MentionKind.ORGANISATION)
    return used and place is not None and place.feature in _LOCAL and mention.reason.rule != "weightiest"


class _Support:
    """How many reports of one outlet speak for each place that they name, each report by the share of its places that lie near."""

    def __init__(self, reports: Iterable[tuple[Place, ...]]) -> None:
        reports = [places for places in reports if places]
        self._n_reports = Counter(place for places in reports for place in places)
        self._points = sorted(sorted(self._n_reports, key=lambda place: (-self._n_reports[place], place.id))[:MOST_POINTS], key=lambda p: p.id)
        self._vectors = unit_vectors(self._points)
        self._shares = sum((self._share(places) for places in reports), np.zeros(len(self._points)))

    def best(self, without: tuple[Place, ...], *, least: float) -> Place | None:
        """Find the place that most reports but one speak for; None where they are fewer than `least`, or as many speak for one far away."""
        named = np.array([self._n_reports[place] - (place in without) for place in self._points])
        shares = (self._shares - self._share(without)).round(6)
        strength = np.where(named > 0, shares + NAMED * named, -1.0).round(6)
        k = int(np.argmax(strength))
        far = self._vectors @ self._vectors[k] < math.cos(TOGETHER_KM / 6371)
        if named[k] <= 0 or shares[k] < round(least, 6) or (shares[far & (named > 0)] >= shares[k]).any():
            return None
        return self._points[k]

    def _share(self, places: tuple[Place, ...]) -> _Floats:
        if not places:
            return np.zeros(len(self._points))
        near = self._vectors @ unit_vectors(places).T > math.cos(NEAR_KM / 6371)
        share: _Floats = near.mean(1)
        return share
