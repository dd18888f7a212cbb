"""What rules make of the words that they match: numbers and names to phrases that can be resolved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from whence.resolve.times.anchors import Lean
from whence.resolve.times.counted import Amount, Duration, Generic, Offset, Pair, Recurring
from whence.resolve.times.doubts import (
    attacks_follow,
    day_of_month_stands,
    is_clock_after_at,
    is_clock_before_day,
    is_clock_of_early_hour,
    is_clock_or_year,
    is_length,
    is_no_count,
    last_day_stands,
    month_stands,
    year_stands,
    year_stands_alone,
)
from whence.resolve.times.expressions import Granularity
from whence.resolve.times.grammar import Piece
from whence.resolve.times.lexicon import MonthName
from whence.resolve.times.named import (
    CalendarDate,
    Coded,
    DayOfMonth,
    Holiday,
    InYear,
    LargeUnit,
    Modified,
    NumericDate,
    OtherCalendar,
    Shifted,
    Weekday,
)
from whence.resolve.times.resolved import Doubtful, Phrase
from whence.resolve.times.within_day import Clock, PartOfDay

CALENDAR_UNITS = {
    "D": Granularity.DAY,
    "W": Granularity.WEEK,
    "M": Granularity.MONTH,
    "Y": Granularity.YEAR,
    "DE": Granularity.DECADE,
    "CE": Granularity.CENTURY,
}
STEP = {"last": -1, "previous": -1, "preceding": -1, "past": -1, "this": 0, "that": 0, "same": 0, "next": 1, "coming": 1, "following": 1}
EDGE = {
    "early": "start",
    "beginning": "start",
    "start": "start",
    "opening": "start",
    "outset": "start",
    "first": "start",
    "mid": "mid",
    "middle": "mid",
    "late": "end",
    "later": "end",
    "latter": "end",
    "last": "end",
    "final": "end",
    "end": "end",
    "close": "end",
}
_OF_2000 = 45  # two digits below are of this century: '24 is 2024, '45 is 1945


def same(value: Any) -> Any:
    """Hand on what was captured."""
    return value


def lean_of(word: str | None) -> Lean:
    """Tell which way "last", "next" and their like point."""
    return {-1: Lean.PAST, 1: Lean.FUTURE}.get(STEP.get(word or "", 0), Lean.UNKNOWN)


# Days, months, years


def full_year(two_digits: int) -> int:
    """Write two digits as a year: 8 is 2008, 95 is 1995."""
    return two_digits + (2000 if two_digits < _OF_2000 else 1900)


def short_year(token: str) -> int:
    """Read '08 as 2008."""
    return full_year(int(token[1:]))


def make_date(weekday: int | None, day: int, month: MonthName, year: int | None) -> Phrase:
    """Make "Tuesday, 7 October 2023"."""
    return CalendarDate(year, month.number, day, weekday)


def make_date_month_first(weekday: int | None, month: MonthName, day: int, year: int | None) -> Phrase:
    """Make "Tuesday, October 7, 2023"; "the September 11 attacks" are those of 2001."""
    phrase = CalendarDate(year, month.number, day, weekday)
    if (year, month.number, day) == (None, 9, 11):
        return Doubtful(CalendarDate(2001, 9, 11), attacks_follow, phrase)
    return phrase


def make_named_day(token: str) -> Phrase:
    """Make "9/11" or "D-Day"."""
    return CalendarDate(2001, 9, 11) if token[0] == "9" else CalendarDate(1944, 6, 6)


def make_hijri(day: int, month: int, year: int) -> Phrase | None:
    """Make "15 Shaaban 1445"."""
    return OtherCalendar(False, year, month, day) if 1300 <= year < 1600 else None


def make_solar_hijri(day: int, month: int, year: int) -> Phrase | None:
    """Make "22 Bahman 1402"."""
    return OtherCalendar(True, year, month, day) if 1300 <= year < 1500 else None


def make_day_of_month(day: int) -> Phrase:
    """Make "the 6th"."""
    return Doubtful(DayOfMonth(day), day_of_month_stands)


def make_date_in_year(phrase: Phrase, year: Phrase) -> Phrase | None:
    """Make "March 5 last year"."""
    if isinstance(phrase, Doubtful) and phrase.otherwise is not None:
        phrase = phrase.otherwise
    return InYear(phrase, year) if isinstance(phrase, CalendarDate) and phrase.year is None else None


def make_military(day: int, month: MonthName, year: int) -> Phrase | None:
    """Make "04 FEB 90"."""
    return CalendarDate(full_year(year), month.number, day) if month.is_code else None


def make_stamp(token: str) -> Phrase | None:
    """Make "2024-01-15", "2024/01/15" or "2024-01-15T08:30:00Z"."""
    match = re.fullmatch(r"(\d{4})[-/](\d\d)[-/](\d\d)(?:.(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-].+)?)?", token)
    if match is None or not 1 <= int(match[2]) <= 12 or int(match[1]) == 0:
        return None
    day = CalendarDate(int(match[1]), int(match[2]), int(match[3]))
    return day if match[4] is None else Clock(int(match[4]), int(match[5]), None if match[6] is None else int(match[6]), day, match[7])


def make_numeric(token: str) -> Phrase | None:
    """Make "31.03.2022" or "7/13/2018"."""
    first, second, year = (int(part) for part in re.split(r"[./]", token))
    if min(first, second) < 1:
        return None
    if "." in token:
        return CalendarDate(year, second, first) if year > 99 and second <= 12 else None
    return NumericDate(year if year > 99 else full_year(year), first, second)


def make_month(month: MonthName, year: int | None) -> Phrase:
    """Make "October 2023" or "October"."""
    phrase = CalendarDate(year, month.number)
    return phrase if year is not None or month.sure else Doubtful(phrase, month_stands)


def make_leaning_month(word: str, month: MonthName) -> Phrase:
    """Make "last March"."""
    return CalendarDate(None, month.number, lean=lean_of(word))


def make_month_in_year(month: MonthName, year: Phrase) -> Phrase:
    """Make "March this year"."""
    return InYear(CalendarDate(None, month.number), year)


def make_leaning_weekday(word: str, weekday: int) -> Phrase:
    """Make "last Tuesday"."""
    return Weekday(weekday, lean_of(word), is_this=word == "this")


def make_weekday_before_last(weekday: int) -> Phrase:
    """Make "the Friday before last"."""
    return Offset(Amount(7, "D"), -1, base=Weekday(weekday, Lean.PAST))


def make_shifted(word: str, unit: str) -> Phrase | None:
    """Make "last week"."""
    return Shifted(CALENDAR_UNITS[unit], STEP[word]) if unit in CALENDAR_UNITS else None


def make_told(word: str, unit: str) -> Phrase | None:
    """Make "the following week"."""
    return Shifted(CALENDAR_UNITS[unit], STEP[word], is_told=True) if unit in CALENDAR_UNITS else None


def make_in_the_unit(unit: str) -> Phrase | None:
    """Make "later in the year"; "later in the day" is of the report's day."""
    return Shifted(Granularity.DAY, 0) if unit == "D" else make_told("same", unit)


def make_year(year: int) -> Phrase:
    """Make "2011" with no other word that makes it a year."""
    return Doubtful(CalendarDate(year), year_stands_alone)


def make_decade(token: str) -> Phrase:
    """Make "the 1990s" or "the '90s"."""
    digits = re.sub(r"\D", "", token)
    return LargeUnit(Granularity.DECADE, int(digits) if len(digits) > 2 else full_year(int(digits)))


def make_decade_bc(token: str) -> Phrase:
    """Make "the 470s BC": 479-470 BC."""
    return LargeUnit(Granularity.DECADE, -int(re.sub(r"\D", "", token)) - 9)


def make_century(number: int, bc: bool | None) -> Phrase | None:
    """Make "the 20th century": 1900-1999 here; "the fourth century BC": 399-300 BC."""
    if not 1 <= number <= 30:
        return None
    return LargeUnit(Granularity.CENTURY, 1 - 100 * number if bc else 100 * (number - 1))


def make_season(season: str, year: int | None) -> Phrase:
    """Make "the summer of 2015"."""
    return Coded(Granularity.SEASON, season, year)


def make_leaning_season(word: str, season: str) -> Phrase:
    """Make "last summer"."""
    return Coded(Granularity.SEASON, season, None, lean_of(word), is_this=word == "this")


def make_quarter(number: int, year: int | None) -> Phrase | None:
    """Make "the third quarter of 2023"."""
    return Coded(Granularity.QUARTER, f"Q{number}", year) if 1 <= number <= 4 else None


def make_quarter_in_year(number: int, year: Phrase) -> Phrase | None:
    """Make "the third quarter of this year"."""
    return InYear(Coded(Granularity.QUARTER, f"Q{number}"), year) if 1 <= number <= 4 else None


def make_quarter_of_months(first: MonthName, last: MonthName) -> Phrase | None:
    """Make "the October-December quarter"."""
    is_quarter = first.number % 3 == 1 and last.number == first.number + 2
    return Generic(f"XXXX-Q{(first.number + 2) // 3}", Granularity.QUARTER) if is_quarter else None


def make_half_name(number: int) -> str | None:
    """Make the code of a first or second half."""
    return f"H{number}" if number in (1, 2) else None


def make_holiday(leaning: str | None, name: str, year: int | None) -> Phrase:
    """Make "last Christmas", "Easter 1990"."""
    return Holiday(name, year, lean_of(leaning))


def make_edged(word: str, phrase: Phrase) -> Phrase:
    """Make "late January"."""
    return Modified(phrase, EDGE[word])


def make_about(phrase: Phrase) -> Phrase:
    """Make "about 1910"."""
    if isinstance(phrase, Doubtful):
        return Doubtful(Modified(phrase.phrase, approximate=True), phrase.stands)
    return Modified(phrase, approximate=True)


# Within a day


def make_part_of_day(day: Phrase, part: str) -> Phrase:
    """Make "Wednesday night"."""
    return PartOfDay(part, day)


def make_part_first(part: str, day: Phrase) -> Phrase:
    """Make "the night of 15 December"."""
    return PartOfDay(part, day)


def make_clock(hour: int, minute: int | None, half: str | None, zone: str | None, *, second: int | None = None) -> Clock | None:
    """Make a time of day; half "a" or "p". "15:20 pm" is taken by its hour."""
    if half is not None and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif half is not None and not 13 <= hour <= 23:
        return None
    return Clock(hour, minute, second, zone=zone) if hour <= 24 and (minute or 0) < 60 else None


def make_clock_of_token(token: str, half: str | None, zone: str | None) -> Clock | None:
    """Make "5:30 p.m. GMT" or "9.30 am"."""
    parts = [int(part) for part in re.split(r"[:.]", token)]
    return make_clock(parts[0], parts[1], half, zone, second=parts[2] if len(parts) > 2 else None)


def make_clock_of_hour(hour: int, half: str, zone: str | None) -> Clock | None:
    """Make "9 p.m."."""
    return make_clock(hour, None, half, zone)


def make_clock_of_four(token: str, zone: str | None) -> Clock | None:
    """Make "1430 GMT"."""
    return make_clock(int(token[:2]), int(token[2:]), None, zone)


def make_clock_of_four_alone(token: str) -> Phrase | None:
    """Make "at approximately 2120", "until 0600", "curfew from 1800"; whole and half hours alone are taken where a year could be meant."""
    clock = make_clock_of_four(token, None)
    if clock is None:
        return None
    stands = is_clock_of_early_hour if token[0] == "0" else is_clock_or_year if clock.minute in (0, 30) else is_clock_after_at
    return Doubtful(clock, stands)


def make_clock_of_four_on_day(token: str, day: Phrase) -> Phrase | None:
    """Make "at 1430 on Tuesday"."""
    clock = make_clock_of_four(token, None)
    return None if clock is None else Doubtful(replace(clock, day=day), is_clock_before_day)


def make_clock_past(minutes: int, hour: int, half: str | None) -> Clock | None:
    """Make "half past three"; minutes below 0 are those to the hour."""
    if not 1 <= hour <= 12 or not -59 <= minutes <= 59:
        return None
    clock = make_clock(hour, minutes % 60, half, None)
    return clock if clock is None or minutes > 0 else replace(clock, hour=(clock.hour - 1) % 24)


def make_clock_past_in_part(minutes: int, hour: int, part: str) -> Clock | None:
    """Make "half past three in the afternoon"."""
    clock = make_clock_in_part(hour, part)
    return None if clock is None else make_clock_past(minutes, hour, "a" if clock.hour < 12 else "p")


def make_clock_in_part(hour: int, part: str) -> Clock | None:
    """Make "3 in the afternoon"."""
    return make_clock(hour, None, "a" if part == "TMO" or (part == "TNI" and hour < 6) else "p", None)


def make_clock_on_day(clock: Clock, day: Phrase) -> Phrase:
    """Make "5:30 p.m. on Tuesday"."""
    return replace(clock, day=day)


def make_clock_in_part_of_day(clock: Clock, part: PartOfDay) -> Phrase:
    """Make "around 6 on Tuesday morning"."""
    return replace(clock, day=part.day)


def make_clock_this_part(clock: Clock, word: str, part: str) -> Phrase:
    """Make "at 6 a.m. this morning"."""
    return replace(clock, day=Shifted(Granularity.DAY, {"last": -1, "yesterday": -1, "this": 0, "tomorrow": 1}[word]))


def make_clock_about(clock: Clock) -> Phrase:
    """Make "about 2 a.m."."""
    return replace(clock, approximate=True)


# Amounts


def make_amount(hedge: str | None, number: Any, unit: str) -> Amount:
    """Make "more than two years"; number is one or a pair, None where not told."""
    low, high = number if isinstance(number, tuple) else (number, None)
    return Amount(low, unit, hedge or "", high)


def make_amount_hyphened(hedge: str | None, number: Any, unit: str) -> Amount:
    """Make "three-day"."""
    return replace(make_amount(hedge, number, unit), is_hyphened=True)


def make_duration(amount: Amount) -> Phrase:
    """Make "two years"."""
    return Doubtful(Duration(amount), is_length)


def make_the_duration(amount: Amount) -> Phrase | None:
    """Make "the two years"; in "the three-day truce" the article is the truce's."""
    return None if amount.is_hyphened else make_duration(amount)


def make_ago(amount: Amount) -> Phrase:
    """Make "three days ago"."""
    return Offset(amount, -1)


def make_ago_in(amount: Amount, word: str, unit: str) -> Phrase | None:
    """Make "ten years ago next month"."""
    shifted = make_shifted(word, unit)
    return None if shifted is None else Offset(amount, -1, base=shifted, to_unit=CALENDAR_UNITS[unit])


def make_earlier(amount: Amount) -> Phrase:
    """Make "three days earlier"."""
    return Offset(amount, -1, is_told=True)


def make_later(amount: Amount) -> Phrase:
    """Make "three days later"."""
    return Offset(amount, 1, is_told=True)


def make_from_now(amount: Amount) -> Phrase:
    """Make "three days from now"."""
    return Offset(amount, 1)


def make_every(hedge: str | None, number: Any, unit: str) -> Phrase:
    """Make "every two weeks"."""
    low = number[0] if isinstance(number, tuple) else number
    return Recurring(Amount(low or 1, unit).value)


# Pairs: two expressions that share a month, a year or a half of the day


def make_pair_of_days(first: Piece, last: Piece, month: Piece, year: Piece | None) -> Phrase:
    """Make "3-5 May 2011"."""
    in_year = None if year is None else year.meaning
    return Pair(
        (CalendarDate(in_year, month.meaning.number, first.meaning), first.start, first.end),
        (CalendarDate(in_year, month.meaning.number, last.meaning), last.start, (year or month).end),
    )


def make_pair_after_month(month: Piece, first: Piece, last: Piece, year: Piece | None) -> Phrase | None:
    """Make "April 13-14, 2018"."""
    in_year = None if year is None else year.meaning
    if last.meaning <= first.meaning:
        return None
    return Pair(
        (CalendarDate(in_year, month.meaning.number, first.meaning), month.start, first.end),
        (Doubtful(CalendarDate(in_year, month.meaning.number, last.meaning), last_day_stands), last.start, (year or last).end),
    )


def make_days_of_month(earlier: Piece | None, one: Piece, two: Piece, last: Piece, month: Piece, year: Piece | None) -> Phrase | None:
    """Make "6, 7 and 8 May"."""
    return _listed_days([earlier, one, two, last], month, year, (year or month).end)


def make_days_of_month_month_first(month: Piece, earlier: Piece | None, one: Piece, two: Piece, last: Piece, year: Piece | None) -> Phrase | None:
    """Make "May 6, 7 and 8, 2025"."""
    return _listed_days([earlier, one, two, last], month, year, (year or last).end)


def _listed_days(pieces: Sequence[Piece | None], month: Piece, year: Piece | None, end: int) -> Phrase | None:
    days = [piece for piece in pieces if piece is not None]
    if any(two.meaning <= one.meaning for one, two in pairwise(days)):
        return None
    in_year = None if year is None else year.meaning
    first, *middle, last = [(CalendarDate(in_year, month.meaning.number, day.meaning), day.start, day.end) for day in days]
    return Pair((first[0], min(first[1], month.start), first[2]) if month.end <= first[1] else first, (last[0], last[1], end), tuple(middle))


def make_pair_of_months(first: Piece, last: Piece, year: Piece) -> Phrase:
    """Make "from March to May 2011": both of that year, or the first of the year before."""
    turned = first.meaning.number > last.meaning.number
    return Pair(
        (CalendarDate(year.meaning - turned, first.meaning.number), first.start, first.end),
        (CalendarDate(year.meaning, last.meaning.number), last.start, year.end),
    )


def make_pair_of_dates(day: Piece, month: Piece, last_day: Piece, last_month: Piece, year: Piece) -> Phrase:
    """Make "25 November - 5 January 2025": the first year is one back where the months turn over."""
    turned = (month.meaning.number, day.meaning) > (last_month.meaning.number, last_day.meaning)
    return Pair(
        (CalendarDate(year.meaning - turned, month.meaning.number, day.meaning), min(day.start, month.start), max(day.end, month.end)),
        (CalendarDate(year.meaning, last_month.meaning.number, last_day.meaning), min(last_day.start, last_month.start), year.end),
    )


def make_pair_of_dates_month_first(month: Piece, day: Piece, last_month: Piece, last_day: Piece, year: Piece) -> Phrase:
    """Make "November 25 - January 5, 2025"."""
    return make_pair_of_dates(day, month, last_day, last_month, year)


def make_pair_of_years(first: Piece, last: Piece) -> Phrase | None:
    """Make "1980-88", "1999-2003"."""
    low, high = first.meaning, last.meaning
    if high < 100:
        high += low // 100 * 100
    if not low < high <= low + 120 or not 1000 <= low <= 2150:
        return None
    return Pair((Doubtful(CalendarDate(low), year_stands), first.start, first.end), (CalendarDate(high), last.start, last.end))


def make_pair_of_years_bc(first: Piece, last: Piece) -> Phrase | None:
    """Make "499-493 BC"."""
    if last.meaning >= 0 or first.meaning <= -last.meaning:
        return None
    return Pair(
        (Doubtful(CalendarDate(-first.meaning), year_stands_alone), first.start, first.end), (CalendarDate(last.meaning), last.start, last.end)
    )


def make_night_between(article: Piece | None, part: Piece, first: Piece, last: Piece) -> Phrase | None:
    """Make "the night of 30 June/1 July", "the night from Friday to Saturday"."""
    one, two = first.meaning, last.meaning
    if isinstance(one, Weekday) and isinstance(two, Weekday):
        is_next = (two.weekday - one.weekday) % 7 == 1
    else:
        is_next = isinstance(one, CalendarDate) and isinstance(two, CalendarDate)
    if part.meaning != "TNI" or not is_next:
        return None
    if isinstance(one, CalendarDate) and one.year is None and two.year is not None:
        one = replace(one, year=two.year - (two.month < one.month))
    return Pair((PartOfDay(part.meaning, one), (article or part).start, first.end), (two, last.start, last.end))


def make_night_between_days(article: Piece | None, part: Piece, first: Piece, last: Piece, month: Piece, year: Piece | None) -> Phrase | None:
    """Make "the night of 7/8 June"."""
    return _night_of_month((article or part).start, part.meaning, first, last, month.meaning.number, year, (year or month).end)


def make_night_between_days_month_first(
    article: Piece | None, part: Piece, month: Piece, first: Piece, last: Piece, year: Piece | None
) -> Phrase | None:
    """Make "the night of June 7/8"."""
    return _night_of_month((article or part).start, part.meaning, first, last, month.meaning.number, year, (year or last).end)


def _night_of_month(start: int, part: str, first: Piece, last: Piece, month: int, year: Piece | None, end: int) -> Phrase | None:
    if part != "TNI" or last.meaning != first.meaning + 1:
        return None
    one, two = (CalendarDate(None if year is None else year.meaning, month, day.meaning) for day in (first, last))
    return Pair((PartOfDay(part, one), start, first.end), (two, last.start, end))


def make_pair_of_hours(first: Piece, last: Piece) -> Phrase | None:
    """Make "from 1800 to 0600": hours, since no year begins with a zero; an end before the beginning is the next day's."""
    one, two = make_clock_of_four(first.meaning, None), make_clock_of_four(last.meaning, None)
    if one is None or two is None or "0" not in (first.meaning[0], last.meaning[0]):
        return None
    n = int(last.meaning < first.meaning)
    return Pair((Doubtful(one, is_no_count), first.start, first.end), (Doubtful(replace(two, n=n), is_no_count), last.start, last.end))


def make_pair_of_hours_to_clock(first: Piece, last: Piece) -> Phrase | None:
    """Make "from 1800 to 2000 GMT"."""
    one = make_clock_of_four(first.meaning, None)
    if one is None or not isinstance(last.meaning, Clock):
        return None
    two = last.meaning if last.meaning.day is not None or last.meaning.hour >= one.hour else replace(last.meaning, n=1)
    return Pair((replace(one, day=two.day, zone=two.zone), first.start, first.end), (two, last.start, last.end))


def make_pair_of_clocks(first: Piece, last: Piece) -> Phrase | None:
    """Make "between 2 and 4 p.m."."""
    if not isinstance(last.meaning, Clock):
        return None
    clock = make_clock(first.meaning, None, "p" if last.meaning.hour >= 12 else "a", None)
    return None if clock is None else Pair((replace(clock, day=last.meaning.day), first.start, first.end), (last.meaning, last.start, last.end))
