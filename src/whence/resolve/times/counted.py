"""What is counted from elsewhere: "three days ago", "the past two weeks"; lengths of time; what recurs; what names no date."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from whence import edtf
from whence.resolve.times.anchors import Anchors
from whence.resolve.times.calendars import shift_days, shift_months, week_value
from whence.resolve.times.expressions import Granularity, TimeType
from whence.resolve.times.points import Point, of_day, of_unit
from whence.resolve.times.resolved import MONTH_ONLY, Phrase, Resolved, as_resolved, no_date, published_month
from whence.terms import Certainty

UNIT_OF = {
    "MIN": Granularity.MINUTE,
    "S": Granularity.SECOND,
    "H": Granularity.HOUR,
    "D": Granularity.DAY,
    "W": Granularity.WEEK,
    "2W": Granularity.WEEK,
    "M": Granularity.MONTH,
    "Y": Granularity.YEAR,
    "DE": Granularity.DECADE,
    "CE": Granularity.CENTURY,
}


@dataclass(frozen=True, slots=True)
class Amount:
    """How many of a unit. number None: not told ("a few", "several"); hedge: "", "about", "more", "less"."""

    number: float | None
    unit: str
    hedge: str = ""
    high: float | None = None
    is_hyphened: bool = False

    @property
    def value(self) -> str:
        """The TIMEX3 duration: P2W, PT30M, PXY."""
        number, unit = self.number, self.unit
        if unit == "2W":
            number, unit = None if number is None else 2 * number, "W"
        written = "X" if number is None else f"{number:g}"
        if unit in ("S", "MIN", "H"):
            return f"PT{written}{'M' if unit == 'MIN' else unit}"
        return f"P{written}{unit}"

    @property
    def is_exact(self) -> bool:
        """Whether the number is told without a hedge."""
        return self.number is not None and not self.hedge and self.high is None

    def before(self, anchor: date) -> date | None:
        """Step back from a day by the amount."""
        return self._step(anchor, -1)

    def after(self, anchor: date) -> date | None:
        """Step on from a day by the amount."""
        return self._step(anchor, 1)

    def _step(self, anchor: date, sign: int) -> date | None:
        if self.number is None or self.number > 9999:
            return None
        number = sign * self.number
        if self.unit in ("S", "MIN"):
            return anchor
        if self.unit == "H":
            return shift_days(anchor, int(number / 24))
        if self.unit in ("D", "W", "2W"):
            return shift_days(anchor, round(number * {"D": 1, "W": 7, "2W": 14}[self.unit]))
        return shift_months(anchor, round(number * {"M": 1, "Y": 12, "DE": 120, "CE": 1200}[self.unit]))


@dataclass(frozen=True, slots=True)
class Offset:
    """A point so far from another: "three days ago", "two hours later", "five weeks before 7 October", "ten years ago today".

    sign      -1 back, 1 on
    base      what it is counted from: None for the last point told, where is_told, else the report's date
    to_unit   "ten years ago today", "ten years ago next month": the unit that is meant, whatever the amount's
    """

    amount: Amount
    sign: int
    is_told: bool = False
    base: Phrase | None = None
    to_unit: Granularity | None = None

    def resolve(self, at: Anchors) -> Resolved | None:
        """See `Phrase`."""
        found = self._base(at)
        vague = "PAST_REF" if self.sign < 0 else "FUTURE_REF"
        if found is None or self.amount.number is None:
            return self._vague(vague, found, no_date(at))
        point, name = found
        if (days := point.days) is None:
            return self._by_years(point, name)
        anchor = days[1] if name.startswith("published") else days[0]
        if self.amount.unit in ("S", "MIN", "H"):
            return self._by_clock(point, anchor, name)
        day = self.amount.after(anchor) if self.sign > 0 else self.amount.before(anchor)
        if day is None:
            return self._by_years(point, name)
        unit = self.to_unit or UNIT_OF[self.amount.unit]
        if point.as_date is None and unit in (Granularity.DAY, Granularity.WEEK):
            return as_resolved(
                replace(of_unit(Granularity.MONTH if point.month else Granularity.YEAR, day), approximate=True),
                name,
                reason="counted from a point known only to the month or year",
            )
        hedged = not self.amount.is_exact
        if unit == Granularity.WEEK:
            return self._week(day, name)
        return as_resolved(replace(of_unit(unit, day), approximate=hedged), name)

    def _base(self, at: Anchors) -> tuple[Point, str] | None:
        if self.base is not None:
            resolved = self.base.resolve(at)
            return None if resolved is None or resolved.point is None else (resolved.point, resolved.anchor)
        if self.is_told:
            unit = UNIT_OF[self.amount.unit]
            return (
                at.narrative(
                    Granularity.DAY
                    if unit in (Granularity.SECOND, Granularity.MINUTE, Granularity.HOUR, Granularity.WEEK)
                    else Granularity.YEAR
                    if unit in (Granularity.DECADE, Granularity.CENTURY)
                    else unit
                )
                or at.narrative()
            )
        if (deictic := at.deictic()) is None:
            return None
        if at.published is not None:
            return at.published, deictic[1]
        return of_day(deictic[0]), deictic[1]

    def _week(self, day: date, name: str) -> Resolved:
        """Tell of a number of weeks off: the week is what is told, the day about the same weekday."""
        first, last = shift_days(day, -3), shift_days(day, 3)
        return Resolved(
            type=TimeType.DATE,
            value=week_value(day),
            edtf=edtf.approximate(edtf.day(day)),
            earliest=first,
            latest=last,
            granularity=Granularity.WEEK,
            certainty=Certainty.APPROXIMATE,
            anchor=name,
            reason="a number of weeks seldom means the very weekday",
            point=of_day(day),
        )

    def _by_clock(self, point: Point, anchor: date, name: str) -> Resolved | None:
        assert self.amount.number is not None
        if point.clock and len(point.clock) >= 6 and self.amount.number < 10_000:
            hours, minutes = int(point.clock[1:3]), int(point.clock[4:6])
            unit = {"S": "seconds", "MIN": "minutes", "H": "hours"}[self.amount.unit]
            try:
                moved = (
                    datetime(anchor.year, anchor.month, anchor.day)
                    + timedelta(hours=hours, minutes=minutes)
                    + self.sign * timedelta(**{unit: self.amount.number})
                )
            except OverflowError:
                return None
            made = replace(of_day(moved.date()), unit=Granularity.MINUTE, clock=f"T{moved.hour:02}:{moved.minute:02}", zone=point.zone)
            return as_resolved(made, name, certainty=None if self.amount.is_exact else Certainty.APPROXIMATE)
        day = self.amount.after(anchor) if self.sign > 0 else self.amount.before(anchor)
        if day is None or point.as_date is None:
            return self._vague("PAST_REF" if self.sign < 0 else "FUTURE_REF", (point, name), "what it is counted from is no day")
        made = of_day(day)  # within hours the day is seldom another
        resolved = as_resolved(made, name, reason="the hour from which it is counted is not told", certainty=Certainty.APPROXIMATE)
        return replace(resolved, type=TimeType.TIME, value=f"{made.value}TXX")

    def _by_years(self, point: Point, name: str) -> Resolved | None:
        """Count years before the year 1, where days are not counted."""
        factor = {"Y": 1, "DE": 10, "CE": 100}.get(self.amount.unit)
        if factor is None or point.year is None or self.amount.number is None:
            return self._vague("PAST_REF" if self.sign < 0 else "FUTURE_REF", (point, name), "no such year")
        year = point.year + self.sign * round(self.amount.number * factor)
        year += (year >= 0) - (point.year > 0) if (year >= 0) != (point.year > 0) else 0
        return as_resolved(Point(unit=Granularity.YEAR, year=year, approximate=not self.amount.is_exact), name) if year else None

    def _vague(self, value: str, found: tuple[Point, str] | None, lacking: str) -> Resolved:
        """Tell of "a few days ago" or "weeks later": about a month or a year, where days and weeks are counted from a known point."""
        reason = "how many is not told" if self.amount.number is None else lacking
        name = found[1] if found else "none found"
        bare = Resolved(type=TimeType.DATE, value=value, anchor=name, reason=reason, granularity=UNIT_OF[self.amount.unit])
        days = None if found is None else found[0].days
        bounds = {"D": (2, 10), "W": (14, 56), "M": (60, 300), "Y": (730, 3650)}.get(self.amount.unit)
        if days is None or bounds is None or self.amount.number is not None:
            return bare
        anchor = days[1]
        far, close = (shift_days(anchor, self.sign * n) for n in (bounds[1], bounds[0]))
        if far is None or close is None:
            return bare
        first, last = sorted((far, close))
        middle = of_unit(Granularity.MONTH if self.amount.unit in ("D", "W") else Granularity.YEAR, close)
        written = edtf.approximate(edtf.interval(edtf.month(first.year, first.month), edtf.month(last.year, last.month)))
        if self.amount.unit == "D":
            written = edtf.approximate(middle.edtf or written)
        elif self.amount.unit in ("M", "Y"):
            written = edtf.approximate(edtf.interval(edtf.written_year(first.year), edtf.written_year(last.year)))
        return replace(bare, edtf=written, earliest=first, latest=last, certainty=Certainty.APPROXIMATE)


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time, "two years", or a stretch up to or from the anchor, "the past two weeks", "the next three months".

    window   -1: up to the report's date; 1: from it on; 0: a length alone
    """

    amount: Amount
    window: int = 0
    is_told: bool = False

    def resolve(self, at: Anchors) -> Resolved | None:
        """See `Phrase`."""
        bare = Resolved(
            type=TimeType.DURATION, value=self.amount.value, granularity=UNIT_OF[self.amount.unit], reason="a length of time, on no calendar"
        )
        if self.window == 0:
            return replace(bare, certainty=Certainty.EXACT if self.amount.is_exact else Certainty.APPROXIMATE)
        anchor, name = self._anchor(at)
        if anchor is None:
            return replace(bare, anchor="none found", reason=no_date(at))
        bare = replace(bare, anchor=name)
        if name.startswith("published") and not at.knows_the_day and self.amount.unit in ("S", "MIN", "H", "D", "W"):
            month = published_month(at, name)
            return replace(bare, edtf=month.edtf, earliest=month.earliest, latest=month.latest, certainty=Certainty.APPROXIMATE, reason=MONTH_ONLY)
        if self.amount.number is None:
            return self._about(bare, anchor)
        amount = replace(self.amount, number=max(self.amount.number, 24)) if self.amount.unit == "H" else self.amount
        other = amount.after(anchor) if self.window > 0 else amount.before(anchor)
        if other is None:
            return replace(bare, reason="beyond the calendar")
        first, last = sorted((anchor, other))
        return replace(
            bare,
            edtf=self._written(first, last),
            earliest=first,
            latest=last,
            reason=None,
            certainty=Certainty.RANGE if self.amount.is_exact else Certainty.APPROXIMATE,
        )

    def _anchor(self, at: Anchors) -> tuple[date | None, str]:
        if self.is_told:
            found = at.narrative(Granularity.DAY) or at.narrative()
            days = None if found is None else found[0].days
            return (None, "") if found is None or days is None else (days[1] if self.window > 0 else days[0], found[1])
        deictic = at.deictic()
        return (None, "") if deictic is None else deictic

    def _written(self, first: date, last: date) -> str:
        if self.amount.unit in ("Y", "DE", "CE"):
            ends = [edtf.written_year(first.year), edtf.written_year(last.year)]
            return edtf.interval(f"{ends[0]}~", ends[1]) if self.window < 0 else edtf.interval(ends[0], f"{ends[1]}~")
        return edtf.interval(edtf.day(first), edtf.day(last))

    def _about(self, bare: Resolved, anchor: date) -> Resolved:
        """Bound "the past few weeks" or "recent months" by as much as the words may mean."""
        n_days = {"H": 1, "D": 7, "W": 35, "M": 183, "Y": 1826}.get(self.amount.unit)
        other = None if n_days is None else shift_days(anchor, self.window * n_days)
        if other is None:
            return bare
        first, last = sorted((anchor, other))
        by_month = edtf.interval(edtf.month(first.year, first.month), edtf.month(last.year, last.month))
        by_year = edtf.interval(edtf.written_year(first.year), edtf.written_year(last.year))
        written = {"H": edtf.interval(edtf.day(first), edtf.day(last)), "Y": by_year}.get(self.amount.unit, by_month)
        return replace(bare, edtf=written, earliest=first, latest=last, certainty=Certainty.APPROXIMATE, reason="how many is not told")


@dataclass(frozen=True, slots=True)
class Recent:
    """Units before or after the report, how many is not told: "recent weeks", "the coming months"."""

    unit: str
    sign: int

    def resolve(self, at: Anchors) -> Resolved | None:
        """See `Phrase`."""
        found = Duration(Amount(None, self.unit), self.sign).resolve(at)
        return None if found is None else replace(found, type=TimeType.DATE, value="PAST_REF" if self.sign < 0 else "FUTURE_REF")


@dataclass(frozen=True, slots=True)
class Recurring:
    """What recurs: "every Friday", "daily", "twice a week"."""

    value: str

    def resolve(self, at: Anchors) -> Resolved | None:
        """See `Phrase`."""
        return Resolved(type=TimeType.SET, value=self.value, certainty=Certainty.EXACT, reason="recurs; no one date")


@dataclass(frozen=True, slots=True)
class Vague:
    """What names no date of its own: "now", "recently", "the future"."""

    value: str

    def resolve(self, at: Anchors) -> Resolved | None:
        """See `Phrase`."""
        return Resolved(type=TimeType.DATE, value=self.value, reason="names no date of its own")


@dataclass(frozen=True, slots=True)
class Generic:
    """A day or unit that the text counts by something else: "the second day", "the budget year"."""

    value: str
    unit: Granularity

    def resolve(self, at: Anchors) -> Resolved | None:
        """See `Phrase`."""
        kind = TimeType.TIME if self.unit == Granularity.PART_OF_DAY else TimeType.DATE
        return Resolved(type=kind, value=self.value, granularity=self.unit, reason="no one day, or counted from something that is no date")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two expressions in one phrase, or more: "3-5 May", "1980-88", "6, 7 and 8 May". Each piece: phrase, first word, word after the last."""

    first: tuple[Phrase, int, int]
    last: tuple[Phrase, int, int]
    middle: tuple[tuple[Phrase, int, int], ...] = ()

    def resolve(self, at: Anchors) -> Resolved | None:
        """See `Phrase`."""
        return None
