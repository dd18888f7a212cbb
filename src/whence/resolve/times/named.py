"""Points that words name: days, weekdays, months, years, seasons, feasts."""

from __future__ import annotations

from calendar import day_name
from dataclasses import dataclass, replace
from datetime import date

from whence import edtf
from whence.resolve.times.anchors import Anchors, Lean, nearest, same_day_of_month, weekday_near, years_around
from whence.resolve.times.calendars import MOON_BOUND, feast, hijri, shift_days, solar_hijri
from whence.resolve.times.expressions import Granularity, TimeType
from whence.resolve.times.points import Point, of_day, of_unit, step
from whence.resolve.times.resolved import Phrase, Resolved, as_resolved, no_date, published_month, unresolved
from whence.terms import Certainty

LATE = 7  # days after a day that a report may still call to come: some are dated later than they were written
DATED_LATE = "it is still to come by the words before it, and over by the report's date, which may be later than the words"
WRONG_WEEKDAY = 14  # days from the report up to which a day whose weekday does not agree is taken all the same: a slip, and not another year
NARRATIVE_WRAP = 8  # months back before a bare month is taken to be next year's; swept 5-11 on the odd WikiWars texts, value F1 .880-.886


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A day, month or year, such as "7 October", "October 2023", "2023": what is missing comes from the anchors."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    lean: Lean = Lean.UNKNOWN
    is_sure: bool = True

    @property
    def unit(self) -> Granularity:
        """Day, month or year."""
        return Granularity.DAY if self.day is not None else Granularity.MONTH if self.month is not None else Granularity.YEAR

    def resolve(self, at: Anchors) -> Resolved | None:
        """See `Phrase`."""
        if self.is_impossible:
            return unresolved(Point(unit=self.unit, year=self.year, month=self.month), f"the month has no day {self.day}")
        if self.year is not None:
            point = self._with(self.year)
            return None if point is None else as_resolved(point)
        if self.month is None:
            return None
        found = self._anchored_year(at)
        if found is None:
            return unresolved(Point(unit=self.unit, month=self.month, day=self.day), no_date(at))
        point = self._with(found[0])
        if point is None:
            return None
        if self._has_other_weekday(point):
            return self._against_weekday(point, found[1], at)
        is_late = at.is_ahead and point.as_date is not None and at.published_day is not None and point.as_date < at.published_day
        return as_resolved(point, found[1], reason=DATED_LATE if is_late else None)

    def _has_other_weekday(self, point: Point) -> bool:
        return self.weekday is not None and point.as_date is not None and point.as_date.weekday() != self.weekday

    def _against_weekday(self, point: Point, anchor: str, at: Anchors) -> Resolved:
        """Tell less of a day whose weekday is not the one beside it."""
        assert self.weekday is not None and point.as_date is not None
        reason = f"{point.value} is no {day_name[self.weekday]}"
        if at.published_day is not None and abs((point.as_date - at.published_day).days) <= WRONG_WEEKDAY:
            return as_resolved(replace(point, approximate=True), anchor, reason=reason)
        return unresolved(Point(unit=self.unit, month=self.month, day=self.day), f"{reason}, nor is the day in a year beside it")

    @property
    def is_impossible(self) -> bool:
        """Whether no year has such a day, or the year that is told has not ("29 February 2023")."""
        return self.month is not None and self.day is not None and same_day_of_month(2000 + (self.year or 0) % 400, self.month, self.day) is None

    def _with(self, year: int) -> Point | None:
        if self.month is not None and self.day is not None and same_day_of_month(2000 + year % 400, self.month, self.day) is None:
            return None
        return Point(unit=self.unit, year=year, month=self.month, day=self.day)

    def _anchored_year(self, at: Anchors) -> tuple[int, str] | None:
        assert self.month is not None
        told = at.frame
        if at.published is None or at.is_narrative:
            if told is not None and told.year is not None and (at.is_narrative or at.is_near or told.month is not None):
                return self._year_after(told), f"text {told.value}"
            if at.published is None:
                return None
        anchor = at.published_day
        if anchor is None or at.published is None:
            return None
        name = f"published {at.published.value}"
        if at.is_since and self.day is not None and (year := at.years.get((self.month, self.day))) is not None:
            return year, f"text {year:04}-{self.month:02}-{self.day:02}"
        candidates = years_around(anchor, self.month, self.day)
        if at.is_since:
            candidates = [day for day in candidates if day <= anchor]
        if at.is_ahead and self.day is not None:
            candidates = [day for day in candidates if (anchor - day).days <= LATE] or candidates
        agreeing = [day for day in candidates if day.weekday() == self.weekday]
        if not candidates:
            return None
        lean = self.lean if self.lean != Lean.UNKNOWN else at.lean
        if self.day is None:
            return self._year_of_month(anchor, lean), name
        possible = [day for day in candidates if not at.is_ahead or day >= anchor]
        if at.knows_the_day and (near := self._day_of_slip(possible, agreeing, anchor, lean)) is not None:
            return near.year, name
        return nearest(agreeing or candidates, anchor, Lean.UNKNOWN if agreeing else lean).year, name

    def _day_of_slip(self, candidates: list[date], agreeing: list[date], anchor: date, lean: Lean) -> date | None:
        """Give the day near the report where the weekday agrees in another year alone: "Thursday, March 5", told on Saturday, 6 March.

        A weekday off by one is a slip likelier than another year, and so is any other where what is told as past would lie ahead.
        """
        near = min(candidates, key=lambda day: abs((day - anchor).days), default=None)
        if self.weekday is None or near is None or near in agreeing or abs((near - anchor).days) > WRONG_WEEKDAY:
            return None
        is_off_by_one = (near.weekday() - self.weekday) % 7 in (1, 6)
        return near if is_off_by_one or (lean == Lean.PAST and all(day > anchor for day in agreeing)) else None

    def _year_of_month(self, anchor: date, lean: Lean) -> int:
        """Take a bare month as the last one, or the next where the tense looks ahead; "last March" in March is that of a year ago."""
        assert self.month is not None
        if self.lean == Lean.PAST:
            return anchor.year if self.month < anchor.month else anchor.year - 1
        if lean == Lean.FUTURE:
            return anchor.year if self.month >= anchor.month else anchor.year + 1
        return anchor.year if self.month <= anchor.month else anchor.year - 1

    def _year_after(self, told: Point) -> int:
        """Take a bare month of a narrative in the year last told, or in the next where the story has just passed the year's end."""
        assert told.year is not None and self.month is not None
        if told.month is not None and told.month - self.month >= NARRATIVE_WRAP and told.year > 0:
            return told.year + 1
        return told.year


@dataclass(frozen=True, slots=True)
class YearBC:
    """A number of up to three digits: a year where the text is among years BC."""

    year: int

    def resolve(self, at: Anchors) -> Resolved | None:
        """See `Phrase`."""
        return as_resolved(Point(unit=Granularity.YEAR, year=-self.year), f"text {at.last.value if at.last else ''}") if at.is_bc else None


@dataclass(frozen=True, slots=True)
class NumericDate:
    """A day in numbers, "7/13/2018"; "3/4/2018" may be read two ways and is resolved to its year alone."""

    year: int
    first: int
    second: int

    def resolve(self, at: Anchors) -> Resolved | None:
        """See `Phrase`."""
        readings = {
            day
            for month, number in ((self.first, self.second), (self.second, self.first))
            if month <= 12 and (day := same_day_of_month(self.year, month, number))
        }
        if not readings or not 1 <= self.year <= 9000:
            return None
        if len(readings) == 1:
            return as_resolved(of_day(readings.pop()))
        earlier, later = sorted(readings)
        resolved = as_resolved(Point(unit=Granularity.YEAR, year=self.year), reason=f"may be {earlier} or {later}: day and month could be either")
        return replace(resolved, value=f"{self.year:04}-XX-XX", earliest=earlier, latest=later, granularity=Granularity.DAY)


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """A day such as "the 6th": of the month last told, or of the report's."""

    day: int

    def resolve(self, at: Anchors) -> Resolved | None:
        """See `Phrase`."""
        found = at.narrative(Granularity.MONTH)
        if found is None or (days := found[0].days) is None:
            return unresolved(Point(unit=Granularity.DAY, day=self.day), no_date(at))
        day = same_day_of_month(days[0].year, days[0].month, self.day)
        return None if day is None else as_resolved(of_day(day), found[1])


@dataclass(frozen=True, slots=True)
class InYear:
    """A day, month, season or quarter of a year that other words name: "March this year", "September of that year"."""

    phrase: CalendarDate | Coded | Holiday
    year: Phrase

    def resolve(self, at: Anchors) -> Resolved | None:
        """See `Phrase`."""
        resolved = self.year.resolve(at)
        if resolved is None or resolved.point is None or resolved.point.year is None:
            return self.phrase.resolve(at)
        found = replace(self.phrase, year=resolved.point.year).resolve(at)
        return None if found is None else replace(found, anchor=resolved.anchor)


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday: "on Wednesday", "last Tuesday", "next Friday"."""

    weekday: int
    lean: Lean = Lean.UNKNOWN
    is_this: bool = False

    def resolve(self, at: Anchors) -> Resolved | None:
        """See `Phrase`."""
        found = at.deictic()
        if found is None and at.is_narrative and at.last_day is not None:
            found = at.last_day, f"text {at.last_day}"
        if found is None:
            return unresolved(Point(unit=Granularity.DAY, code=f"WXX-{self.weekday + 1}"), no_date(at))
        anchor, name = found
        if at.published is not None and not at.knows_the_day:
            if self.lean == Lean.UNKNOWN and (day := at.last_day) is not None and at.is_near:
                return as_resolved(of_day(weekday_near(self.weekday, day, at.lean, is_since=at.is_since)), f"text {day}")
            return published_month(at, name)
        if at.is_narrative and at.last_day is not None:
            anchor, name = at.last_day, f"text {at.last_day}"
        if self.lean == Lean.UNKNOWN:
            lean = Lean.UNKNOWN if self.is_this and at.lean == Lean.PAST else at.lean
            return as_resolved(of_day(weekday_near(self.weekday, anchor, lean, is_since=at.is_since)), name)
        ahead = (self.weekday - anchor.weekday()) % 7
        n_days = (ahead or 7) if self.lean == Lean.FUTURE else (ahead - 7)
        day = shift_days(anchor, n_days)
        return None if day is None else as_resolved(of_day(day), name)


@dataclass(frozen=True, slots=True)
class WeekdayOfWeek:
    """A weekday of a week that is named: "Tuesday last week", "Wednesday of next week"."""

    weekday: int
    week: Phrase

    def resolve(self, at: Anchors) -> Resolved | None:
        """See `Phrase`."""
        resolved = self.week.resolve(at)
        if resolved is None or resolved.point is None or (days := resolved.point.days) is None or resolved.granularity != Granularity.WEEK:
            return resolved
        day = shift_days(days[0], self.weekday)
        return None if day is None else as_resolved(of_day(day), resolved.anchor)


@dataclass(frozen=True, slots=True)
class Shifted:
    """A unit n steps from the one that holds the anchor: "yesterday", "last week", "this year", "the following month", "that day".

    is_told   counted from the last point told ("the following day"), not from the report's date ("tomorrow")
    """

    unit: Granularity
    n: int
    is_told: bool = False

    def resolve(self, at: Anchors) -> Resolved | None:
        """See `Phrase`."""
        if (
            self.is_told
            and at.is_bc
            and self.unit in (Granularity.YEAR, Granularity.DECADE, Granularity.CENTURY)
            and (told := at.narrative()) is not None
        ):
            return self._before_christ(*told)
        found = self._anchor(at)
        if found is None:
            code = {
                Granularity.WEEK: "WXX",
                Granularity.WEEKEND: "WXX-WE",
                Granularity.QUARTER: "QX",
                Granularity.SEASON: "SX",
                Granularity.HALF_YEAR: "HX",
            }.get(self.unit, "")
            return unresolved(Point(unit=self.unit, code=code), no_date(at))
        anchor, name = found
        if name.startswith("published") and not at.knows_the_day and self.unit in (Granularity.DAY, Granularity.WEEK, Granularity.WEEKEND):
            return published_month(at, name)
        day = step(self.unit, anchor, self.n)
        return None if day is None else as_resolved(of_unit(self.unit, day), name)

    def _before_christ(self, told: Point, name: str) -> Resolved | None:
        """Step by years before the year 1, which have no days here; the first year of the decade 480-471 BC is -479."""
        assert told.year is not None
        size = {Granularity.YEAR: 1, Granularity.DECADE: 10, Granularity.CENTURY: 100}[self.unit]
        year = told.year + self.n * size
        first = year if size == 1 else -(-year // size * size) - size + 1
        return as_resolved(Point(unit=self.unit, year=first), name) if first < 0 else None

    def _anchor(self, at: Anchors) -> tuple[date, str] | None:
        if not self.is_told:
            return at.deictic()
        found = at.narrative(Granularity.DAY if self.unit == Granularity.WEEK else self.unit)
        if found is None or (days := found[0].days) is None:
            return None
        return (days[1] if self.n > 0 else days[0]), found[1]


@dataclass(frozen=True, slots=True)
class Weekend:
    """The weekend that the report stands in or after, or before where the tense looks ahead."""

    def resolve(self, at: Anchors) -> Resolved | None:
        """See `Phrase`."""
        anchor = at.published_day
        is_over = anchor is not None and anchor.weekday() < 5 and at.lean != Lean.FUTURE
        return Shifted(Granularity.WEEKEND, -1 if is_over else 0).resolve(at)


@dataclass(frozen=True, slots=True)
class ThisYear:
    """A yearly thing told of by its number: "the tenth anniversary" falls in the year told of."""

    def resolve(self, at: Anchors) -> Resolved | None:
        """See `Phrase`."""
        return Shifted(Granularity.YEAR, 0).resolve(at)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A feast or day that the calendar fixes: "New Year's Eve", "Easter 1990", "Eid al-Fitr"."""

    name: str
    year: int | None = None
    lean: Lean = Lean.UNKNOWN

    def resolve(self, at: Anchors) -> Resolved | None:
        """See `Phrase`."""
        anchor_name = "none needed"
        if self.year is not None:
            found = feast(self.name, self.year)
        elif (deictic := self._anchor(at)) is not None:
            anchor, anchor_name = deictic
            spans = [days for year in (anchor.year - 1, anchor.year, anchor.year + 1) if (days := feast(self.name, year)) is not None]
            lean = self.lean if self.lean != Lean.UNKNOWN else at.lean
            first = nearest([days[0] for days in spans], anchor, lean, slack=3) if spans else None
            found = next((days for days in spans if days[0] == first), None)
        else:
            return unresolved(Point(unit=Granularity.DAY), no_date(at))
        if found is None:
            return None
        reason = "by the tabular calendar; the moon may shift it by a day" if self.name in MOON_BOUND else None
        if found[0] == found[1]:
            point = replace(of_day(found[0]), approximate=reason is not None)
            return as_resolved(point, anchor_name, reason=reason)
        return Resolved(
            type=TimeType.DATE,
            value=f"{found[0].year:04}",
            edtf=edtf.approximate(edtf.interval(edtf.day(found[0]), edtf.day(found[1]))),
            earliest=found[0],
            latest=found[1],
            granularity=Granularity.MONTH,
            certainty=Certainty.APPROXIMATE,
            anchor=anchor_name,
            reason=reason,
        )

    def _anchor(self, at: Anchors) -> tuple[date, str] | None:
        if at.is_narrative and at.last is not None and (days := at.last.days) is not None:
            return days[0], f"text {at.last.value}"
        return at.deictic()


@dataclass(frozen=True, slots=True)
class Coded:
    """A season, quarter or half of a year: "the summer of 2015", "the second quarter", "last winter"."""

    unit: Granularity
    code: str
    year: int | None = None
    lean: Lean = Lean.UNKNOWN
    is_this: bool = False

    def resolve(self, at: Anchors) -> Resolved | None:
        """See `Phrase`."""
        if self.year is not None:
            return as_resolved(Point(unit=self.unit, year=self.year, code=self.code))
        if self.is_this and (deictic := at.deictic()) is not None:
            anchor, name = deictic
            return as_resolved(Point(unit=self.unit, year=anchor.year - (self.code == "WI" and anchor.month < 6), code=self.code), name)
        told = at.frame
        if told is not None and told.year is not None and (at.is_narrative or at.published is None):
            return as_resolved(Point(unit=self.unit, year=self._year_after(told), code=self.code), f"text {told.value}")
        if (found := at.deictic()) is None or at.is_narrative:
            return unresolved(Point(unit=self.unit, code=self.code), no_date(at))
        anchor, name = found
        spans = [(year, days) for year in range(anchor.year - 1, anchor.year + 2) if (days := Point(unit=self.unit, year=year, code=self.code).days)]
        lean = self.lean if self.lean != Lean.UNKNOWN else at.lean
        year = _latest_begun(spans, anchor) if lean != Lean.FUTURE else _first_not_over(spans, anchor)
        if self.lean == Lean.PAST and year is not None and dict(spans)[year][1] >= anchor:
            year -= 1
        return None if year is None else as_resolved(Point(unit=self.unit, year=year, code=self.code), name)

    def _year_after(self, told: Point) -> int:
        assert told.year is not None
        return told.year


def _latest_begun(spans: list[tuple[int, tuple[date, date]]], anchor: date) -> int | None:
    return max((year for year, days in spans if days[0] <= anchor), default=None)


def _first_not_over(spans: list[tuple[int, tuple[date, date]]], anchor: date) -> int | None:
    return min((year for year, days in spans if days[1] >= anchor), default=None)


@dataclass(frozen=True, slots=True)
class LargeUnit:
    """A decade or a century: "the 1990s", "the fourth century BC"."""

    unit: Granularity
    year: int

    def resolve(self, at: Anchors) -> Resolved | None:
        """See `Phrase`."""
        return as_resolved(Point(unit=self.unit, year=self.year))


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """A fiscal year, "fiscal 2024": when it begins differs by country, so only the name is certain."""

    year: int | None
    n: int = 0

    def resolve(self, at: Anchors) -> Resolved | None:
        """See `Phrase`."""
        year, name = self.year, "none needed"
        if year is None:
            if (found := at.deictic()) is None:
                return Resolved(type=TimeType.DATE, value="FYXXXX", granularity=Granularity.YEAR, anchor="none found", reason=no_date(at))
            year, name = found[0].year + self.n, found[1]
        return Resolved(
            type=TimeType.DATE,
            value=f"FY{year:04}",
            edtf=f"{year:04}~",
            earliest=date(max(year - 1, 1), 4, 1),
            latest=date(year + 1, 9, 30),
            granularity=Granularity.YEAR,
            certainty=Certainty.APPROXIMATE,
            anchor=name,
            reason="fiscal years begin in other months than January in most countries",
        )


@dataclass(frozen=True, slots=True)
class OtherCalendar:
    """A day of the Hijri or the Solar Hijri calendar."""

    is_solar: bool
    year: int | None
    month: int
    day: int

    def resolve(self, at: Anchors) -> Resolved | None:
        """See `Phrase`."""
        convert = solar_hijri if self.is_solar else hijri
        if self.year is None:
            return None
        value = convert(self.year, self.month, self.day)
        if value is None:
            return None
        reason = None if self.is_solar else "by the tabular calendar; the moon may shift it by a day"
        return as_resolved(replace(of_day(value), approximate=not self.is_solar), reason=reason)


@dataclass(frozen=True, slots=True)
class Modified:
    """Part of a unit: "late January", "the end of the year", "about 1910"."""

    phrase: Phrase
    edge: str = ""
    approximate: bool = False

    def resolve(self, at: Anchors) -> Resolved | None:
        """See `Phrase`."""
        resolved = self.phrase.resolve(at)
        if resolved is None or resolved.point is None:
            return resolved
        point = replace(resolved.point, edge=self.edge or resolved.point.edge, approximate=self.approximate or resolved.point.approximate)
        return as_resolved(point, resolved.anchor, reason=resolved.reason)
