"""What relative words are counted from: the report's date, and the last day, month and year that the text has named."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from functools import lru_cache

from whence import edtf
from whence.resolve.times.calendars import shift_days
from whence.resolve.times.expressions import Granularity
from whence.resolve.times.points import Point, is_coarser


class Lean(Enum):
    """Which way from the anchor the words point: from tense, from "last" and "next"."""

    PAST = auto()
    FUTURE = auto()
    UNKNOWN = auto()


@dataclass(slots=True)
class Anchors:
    """Where relative words are counted from, at one place in a text.

    published      the report's date as a point; None where it is not known
    is_narrative   the text tells of the past by full dates (history), not of its own days (news): bare months and days follow the last date told
    told           the last points that the text has told: latest first, at most one of each unit
    frame          where the story stands: the last day or month told, or a year that a sentence or heading begins with
    lean           which way the words around this place point
    is_ahead       whether they say outright that it is still to come ("will meet on")
    is_near        whether the last point told stands in this sentence or just before it
    is_since       whether "since" stands right before this place
    years          of the days that the text has told in full, by month and day: the last year of each
    """

    published: Point | None
    is_narrative: bool = False
    lean: Lean = Lean.UNKNOWN
    is_ahead: bool = False
    is_near: bool = False
    is_bc: bool = False
    is_since: bool = False
    years: dict[tuple[int, int], int] = field(default_factory=dict)
    told: list[Point] = field(default_factory=list)
    frame: Point | None = None

    def tell(self, point: Point, *, begins: bool = False) -> None:
        """Take a point that the text has told as the latest.

        begins   a sentence or heading begins with it
        """
        if point.year is None:
            return
        if self.frame is None or begins or not is_coarser(point.unit, Granularity.MONTH):
            self.frame = point
        if point.month is not None and point.day is not None:
            self.years[point.month, point.day] = point.year
        self.is_bc = point.year < 1
        self.told = [point, *(other for other in self.told if other.unit != point.unit)]

    @property
    def last_day(self) -> date | None:
        """The last day told."""
        return next((day for point in self.told if (day := point.as_date) is not None), None)

    @property
    def last(self) -> Point | None:
        """The last point told, of whatever unit up to the year."""
        return next((point for point in self.told if not is_coarser(point.unit, Granularity.YEAR)), None)

    @property
    def published_day(self) -> date | None:
        """The report's day; the last day of its month or year where only that is known."""
        if self.published is None or (days := self.published.days) is None:
            return None
        return days[1]

    @property
    def knows_the_day(self) -> bool:
        """Whether the report's date is known to the day."""
        return self.published is not None and self.published.as_date is not None

    def deictic(self) -> tuple[date, str] | None:
        """Give the day from which "yesterday" and "last week" are counted, with its name; None in a text without a date."""
        if (day := self.published_day) is not None and self.published is not None:
            return day, f"published {self.published.value}"
        return None

    def narrative(self, finest: Granularity = Granularity.YEAR) -> tuple[Point, str] | None:
        """Give the last point told that is no coarser than `finest`, else the report's date."""
        for point in self.told:
            if not is_coarser(point.unit, finest):
                return point, f"text {point.value}"
        if self.published is not None and not is_coarser(self.published.unit, finest):
            return self.published, f"published {self.published.value}"
        return None


@lru_cache(maxsize=1_000)  # asked for by each claim of a report
def published_point(published: str | None) -> Point | None:
    """Read a report's date, an EDTF day, month or year; None where it is none of these."""
    if published is None or not edtf.is_edtf(published) or "/" in published:
        return None
    year, month, day = ([int(part) for part in edtf.exact(published).split("-")] + [None, None])[:3] if published[0] != "-" else (None, None, None)
    if year is None or not 1 <= year <= 9000:
        return None
    unit = Granularity.YEAR if month is None else Granularity.MONTH if day is None else Granularity.DAY
    return Point(unit=unit, year=year, month=month, day=day)


def nearest(candidates: list[date], anchor: date, lean: Lean, *, slack: int = 1) -> date:
    """Choose the nearest of some days, those on the other side than the words lean to counted as three times as far.

    candidates   at least one
    slack        days after the anchor that still count as past: zones differ
    """

    def distance(day: date) -> float:
        ahead = (day - anchor).days - slack
        if ahead > 0:
            return ahead * {Lean.PAST: 3.0, Lean.UNKNOWN: 1.5, Lean.FUTURE: 1.0}[lean]
        return -ahead * (3.0 if lean == Lean.FUTURE else 1.0)

    return min(candidates, key=distance)


def weekday_near(weekday: int, anchor: date, lean: Lean, *, is_since: bool = False) -> date:
    """Choose the day that a bare weekday names: the anchor's own day, the next day (zones differ), else the last or the next by the tense.

    Nobody calls a day six days back by its bare name: on the development reports the day after publication was right each of 21 times. What goes on
    "since Saturday" (is_since) does so up to the report, and began six days before one of Friday.
    """
    ahead = (weekday - anchor.weekday()) % 7
    if (ahead > 0 and is_since) or (ahead > 1 and lean != Lean.FUTURE):
        ahead -= 7
    return shift_days(anchor, ahead) or anchor


def same_day_of_month(year: int, month: int, day: int) -> date | None:
    """Make a day; None where the month has none such."""
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def years_around(anchor: date, month: int, day: int | None) -> list[date]:
    """Give a day (or the first of a month) in the anchor's year and the two beside it, where they exist."""
    found = [same_day_of_month(year, month, day or 1) for year in (anchor.year - 1, anchor.year, anchor.year + 1) if 1 <= year <= 9999]
    return [value for value in found if value is not None]
