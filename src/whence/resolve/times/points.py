"""Points and stretches of time: what expressions stand for, with their TIMEX3 values, EDTF dates and days."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from whence import edtf
from whence.resolve.times.calendars import shift_days, shift_months
from whence.resolve.times.expressions import Granularity

SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first month of each, on the northern half of the earth
_SIZE = {unit: size for size, unit in enumerate(Granularity)}  # in order: second is the finest


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One calendar unit: a day, a month, the third quarter of a year, a morning.

    year    as historians count: -490 is 490 BC; first year of a decade or century (-479 for the 470s BC); None: not told
    code    of TIMEX3 for what has no month: W06, W06-WE, SU, Q2, H1; for a weekday that cannot be told: WXX-3
    part    of the day: TMO, TAF, TEV, TNI, TDT
    clock   T21:30
    edge    "start", "mid" or "end" of the unit, "" for all of it
    """

    unit: Granularity
    year: int | None = None
    month: int | None = None
    day: int | None = None
    code: str = ""
    part: str = ""
    clock: str = ""
    zone: str | None = None
    edge: str = ""
    approximate: bool = False

    @property
    def value(self) -> str:
        """The TIMEX3 value."""
        year = _timex_year(self.year)
        if self.unit == Granularity.CENTURY:
            return year[:-2]
        if self.unit == Granularity.DECADE:
            return year[:-1]
        if self.code:
            return f"{year}-{self.code}{self.part}{self.clock}"
        if self.is_within_a_day or self.unit == Granularity.DAY:
            zone = self.zone if self.zone and (self.zone == "Z" or self.zone[0] in "+-") else ""
            return f"{year}-{_two(self.month)}-{_two(self.day)}{self.clock or self.part}{zone}"
        if self.unit == Granularity.MONTH:
            return f"{year}-{_two(self.month)}"
        return year

    @property
    def is_within_a_day(self) -> bool:
        """Whether the unit is smaller than a day."""
        return _SIZE[self.unit] < _SIZE[Granularity.DAY]

    @property
    def as_date(self) -> date | None:
        """The day, where it is one or lies within one."""
        if self.year is None or self.month is None or self.day is None or self.year < 1 or self.code:
            return None
        return date(self.year, self.month, self.day)

    @property
    def days(self) -> tuple[date, date] | None:
        """First and last day of the whole unit, its edge left aside; None where the year is not told or before the year 1."""
        if self.year is None or self.year < 1 or self.year > 9000:
            return None
        if (day := self.as_date) is not None:
            return day, day
        if self.unit == Granularity.CENTURY:
            return date(max(self.year, 1), 1, 1), date(self.year + 99, 12, 31)
        if self.unit == Granularity.DECADE:
            return date(self.year, 1, 1), date(self.year + 9, 12, 31)
        if self.code[:1] == "W" and self.code[1:3].isdigit():
            monday = date.fromisocalendar(self.year, int(self.code[1:3]), 1)
            first = shift_days(monday, 5 if self.code.endswith("WE") else 0)
            last = shift_days(monday, 6)
            return None if first is None or last is None else (first, last)
        if self.code in SEASON_MONTHS:
            return _months(self.year, SEASON_MONTHS[self.code], 3)
        if self.code[:1] in ("Q", "H") and self.code[1:] in ("1", "2", "3", "4"):
            size = 3 if self.code[0] == "Q" else 6
            return _months(self.year, (int(self.code[1]) - 1) * size + 1, size)
        if self.month is not None:
            return _months(self.year, self.month, 1)
        return date(self.year, 1, 1), date(self.year, 12, 31)

    @property
    def open_days(self) -> tuple[date, date] | None:
        """First and last day that the words leave open: "late January" is 21-31 January."""
        if (days := self.days) is None or not self.edge or days[0] == days[1]:
            return days
        first, last = days
        if self.unit == Granularity.YEAR:
            months = {"start": (1, 3), "mid": (5, 8), "end": (10, 12)}[self.edge]
            return _months(first.year, months[0], months[1] - months[0] + 1)
        if self.unit == Granularity.MONTH:
            bounds = {"start": (1, 10), "mid": (11, 20), "end": (21, last.day)}[self.edge]
            return first.replace(day=bounds[0]), first.replace(day=bounds[1])
        if self.unit in (Granularity.DECADE, Granularity.CENTURY):
            size = 10 if self.unit == Granularity.DECADE else 100
            bounds = {"start": (0, size // 3), "mid": (size // 3, 2 * size // 3), "end": (2 * size // 3, size - 1)}[self.edge]
            return date(first.year + bounds[0], 1, 1), date(first.year + bounds[1], 12, 31)
        third = ((last - first).days + 1) // 3
        edges = {"start": (0, third), "mid": (third, 2 * third), "end": (2 * third - 1, (last - first).days)}[self.edge]
        return date.fromordinal(first.toordinal() + edges[0]), date.fromordinal(first.toordinal() + edges[1])

    @property
    def edtf(self) -> str | None:
        """The EDTF date or interval; None where the year, or the day of a weekday, is not told."""
        if self.year is None or "X" in self.code:
            return None
        if self.year < 1 or self.year > 9000:
            return self._edtf_by_years()
        if (days := self.days) is None:
            return None
        if self.edge == "mid" and self.unit == Granularity.MONTH:
            return edtf.approximate(edtf.day(days[0].replace(day=15)))
        if self.edge and self.unit in (Granularity.YEAR, Granularity.WEEK, Granularity.DECADE, Granularity.CENTURY):
            days = self.open_days or days
        elif self.unit == Granularity.MONTH:
            return self._marked(edtf.month(days[0].year, days[0].month))
        return self._marked(edtf.of_days(*days))

    def _marked(self, value: str) -> str:
        return edtf.approximate(value) if self.approximate else value

    def _edtf_by_years(self) -> str | None:
        assert self.year is not None
        size = {Granularity.CENTURY: 99, Granularity.DECADE: 9}.get(self.unit, 0)
        if size:
            return edtf.interval(edtf.written_year(self.year), edtf.written_year(self.year + size))
        if self.month is not None and self.day is None:
            return self._marked(edtf.month(self.year, self.month))
        return self._marked(edtf.written_year(self.year)) if -9999 < self.year < 9999 and self.month is None else None

    def whole(self) -> Point:
        """Give the unit without its edge."""
        return replace(self, edge="", approximate=False)


def of_day(value: date) -> Point:
    """Make the point of a day."""
    return Point(unit=Granularity.DAY, year=value.year, month=value.month, day=value.day)


def of_unit(unit: Granularity, value: date) -> Point:
    """Make the unit that a day lies in: its week, month, quarter, season, year."""
    year, month = value.year, value.month
    if unit == Granularity.DAY:
        return of_day(value)
    if unit in (Granularity.WEEK, Granularity.WEEKEND):
        iso_year, week, _ = value.isocalendar()
        return Point(unit=unit, year=iso_year, code=f"W{week:02}" + ("-WE" if unit == Granularity.WEEKEND else ""))
    if unit == Granularity.MONTH:
        return Point(unit=unit, year=year, month=month)
    if unit == Granularity.QUARTER:
        return Point(unit=unit, year=year, code=f"Q{(month + 2) // 3}")
    if unit == Granularity.HALF_YEAR:
        return Point(unit=unit, year=year, code=f"H{(month + 5) // 6}")
    if unit == Granularity.SEASON:
        code = next(code for code, first in (("WI", 12), ("FA", 9), ("SU", 6), ("SP", 3), ("WI", 1)) if month >= first)
        return Point(unit=unit, year=year - 1 if month < 3 else year, code=code)
    if unit == Granularity.DECADE:
        return Point(unit=unit, year=year // 10 * 10)
    if unit == Granularity.CENTURY:
        return Point(unit=unit, year=year // 100 * 100)
    return Point(unit=Granularity.YEAR, year=year)


def step(unit: Granularity, value: date, n: int) -> date | None:
    """Step by n units from a day."""
    if unit == Granularity.DAY:
        return shift_days(value, n)
    if unit in (Granularity.WEEK, Granularity.WEEKEND):
        return shift_days(value, 7 * n)
    n_months = {
        Granularity.MONTH: 1,
        Granularity.QUARTER: 3,
        Granularity.SEASON: 3,
        Granularity.HALF_YEAR: 6,
        Granularity.DECADE: 120,
        Granularity.CENTURY: 1200,
    }
    return shift_months(value, n_months.get(unit, 12) * n)


def is_coarser(unit: Granularity, other: Granularity) -> bool:
    """Tell whether a unit is larger than another."""
    return _SIZE[unit] > _SIZE[other]


def _months(year: int, month: int, n: int) -> tuple[date, date] | None:
    first = date(year, month, 1)
    last = shift_months(first, n - 1)
    return None if last is None else (first, last.replace(day=monthrange(last.year, last.month)[1]))


def _timex_year(year: int | None) -> str:
    return "XXXX" if year is None else f"{year:04}" if year > 0 else f"BC{-year:04}"


def _two(number: int | None) -> str:
    return "XX" if number is None else f"{number:02}"
