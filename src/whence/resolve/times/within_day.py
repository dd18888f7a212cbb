"""Times within a day: mornings, nights, and times by the clock."""

from __future__ import annotations

from dataclasses import dataclass, replace

from whence.resolve.times.anchors import Anchors, Lean
from whence.resolve.times.calendars import shift_days
from whence.resolve.times.expressions import Granularity, TimeType
from whence.resolve.times.points import Point, of_day
from whence.resolve.times.resolved import Phrase, Resolved, as_resolved, no_date, published_month, unresolved
from whence.terms import Certainty

# A report of the same day is not out yet when its evening is past: of the claims of the own reports whose hour was counted from the report's date, 11
# of the 14 in an evening or night were of the day before, but few of those earlier in the day.
_LATE = ("TEV", "TNI")
_EVENING = 18
_NOON = 12
_NIGHT = "T20"  # a clock from which on the morning told next is that of the day after


@dataclass(frozen=True, slots=True)
class PartOfDay:
    """A morning, an evening, a night: of a day that the words name, of the report's day ("this morning"), or of the day last told."""

    part: str
    day: Phrase | None = None
    n: int = 0
    is_deictic: bool = False
    edge: str = ""

    def resolve(self, at: Anchors) -> Resolved | None:
        """See `Phrase`."""
        found = _day_for(self.day, at, is_deictic=self.is_deictic)
        if found is None:
            point = Point(unit=Granularity.PART_OF_DAY, part=self.part, edge=self.edge)
            return unresolved(point, no_date(at))
        point, base = found
        if point.as_date is None:
            return replace(base, reason=base.reason or "the day is not told")
        n = self.n
        if self.day is None and not self.is_deictic and n == 0:
            n = -1 if self.part in _LATE and _is_before(base, at) else int(self.part == "TMO" and _ends_the_night(base, at))
        day = shift_days(point.as_date, n)
        if day is None:
            return None
        return as_resolved(replace(of_day(day), unit=Granularity.PART_OF_DAY, part=self.part, edge=self.edge), base.anchor, reason=base.reason)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day: "5:30 p.m. on Tuesday", "1430 GMT"."""

    hour: int
    minute: int | None = None
    second: int | None = None
    day: Phrase | None = None
    zone: str | None = None
    n: int = 0
    approximate: bool = False

    def resolve(self, at: Anchors) -> Resolved | None:
        """See `Phrase`."""
        if self.hour > 24 or (self.minute or 0) > 59 or (self.second or 0) > 59:
            return None
        clock = f"T{self.hour:02}:{self.minute or 0:02}" + ("" if self.second is None else f":{self.second:02}")
        unit = Granularity.HOUR if self.minute is None else Granularity.MINUTE if self.second is None else Granularity.SECOND
        found = _day_for(self.day, at, is_deictic=False)
        if found is None:
            return unresolved(Point(unit=unit, clock=clock, zone=self.zone), no_date(at))
        point, base = found
        if point.as_date is None:
            return replace(base, type=TimeType.TIME, value=f"{point.value}-XX{clock}" if point.month else clock, zone=self.zone)
        n = self.n
        if self.day is None and n == 0:
            n = -1 if self.hour >= _EVENING and _is_before(base, at) else int(self.hour < _NOON and _ends_the_night(base, at))
        day = shift_days(point.as_date, n)
        if day is None:
            return None
        made = replace(of_day(day), unit=unit, clock=clock, zone=self.zone)
        return as_resolved(made, base.anchor, reason=base.reason, certainty=Certainty.APPROXIMATE if self.approximate else None)


def _is_before(base: Resolved, at: Anchors) -> bool:
    """Tell whether a late hour that is counted from the report's date is the one before it, since it is told of as past."""
    return base.anchor.startswith("published") and at.lean == Lean.PAST


def _ends_the_night(base: Resolved, at: Anchors) -> bool:
    """Tell whether a morning is counted from the night told just before it: "overnight and in the morning", "at 11 p.m., until the morning"."""
    if not (base.anchor.startswith("text") and at.is_near):
        return False
    told = next(point for point in at.told if point.as_date is not None)
    return told.part == "TNI" or told.clock >= _NIGHT


def _day_for(day: Phrase | None, at: Anchors, *, is_deictic: bool) -> tuple[Point, Resolved] | None:
    """Find the day that a time of day belongs to: named, the report's, or the one last told."""
    if day is not None:
        resolved = day.resolve(at)
        return None if resolved is None or resolved.point is None else (resolved.point, resolved)
    if not is_deictic and at.last_day is not None and (at.is_near or at.is_narrative or not at.knows_the_day):
        point = of_day(at.last_day)
        return point, as_resolved(point, f"text {point.value}")
    if at.published is None:
        return None
    if not at.knows_the_day:
        resolved = published_month(at, f"published {at.published.value}")
        return at.published, resolved
    return at.published, as_resolved(at.published, f"published {at.published.value}")
