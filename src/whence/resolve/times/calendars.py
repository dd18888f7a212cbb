"""Calendars: steps of days, weeks, months and years, the movable feasts, and the Hijri and Solar Hijri years."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

# The tabular Islamic calendar (civil epoch, 30-year cycle) is within a day or two of the sighted one.
_HIJRI_EPOCH = date(622, 7, 19).toordinal()  # 1 Muharram 1, in the proleptic Gregorian calendar
_HIJRI_LEAP_YEARS = frozenset((2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29))

# Solar Hijri leap years by the 33-year rule, (year * 8 + 29) % 33 < 8: right for the years 1244-1531, which news names.
_SOLAR_HIJRI_EPOCH = date(622, 3, 21).toordinal()


def shift_months(value: date, n_months: int) -> date | None:
    """Step by months, the day held back to the last of a shorter month; None past the calendar's ends."""
    index = value.year * 12 + value.month - 1 + n_months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(value.day, monthrange(year, month + 1)[1]))


def shift_days(value: date, n_days: int) -> date | None:
    """Step by days; None past the calendar's ends."""
    try:
        return value + timedelta(days=n_days)
    except OverflowError:
        return None


def monday_of(value: date) -> date:
    """Give the Monday of a day's week."""
    return value - timedelta(days=value.weekday()) if value.toordinal() > 7 else value


def week_value(value: date) -> str:
    """Write a day's week as ISO 8601 does: `2024-W06`."""
    year, week, _ = value.isocalendar()
    return f"{year:04}-W{week:02}"


def easter(year: int) -> date:
    """Western Easter Sunday. Method: the anonymous Gregorian computus (Nature, 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 19 * m) // 433
    month = (h + m - 7 * n + 90) // 25
    return date(year, month, (h + m - 7 * n + 33 * month + 19) % 32)


def orthodox_easter(year: int) -> date:
    """Orthodox Easter Sunday in the Gregorian calendar, 1900-2099. Method: Meeus, Julian computus plus 13 days."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def hijri(year: int, month: int, day: int) -> date | None:
    """Turn a Hijri date into the Gregorian day of the tabular calendar, within two days of the sighted moon; None where no such day is."""
    if not (1 <= year <= 9000 and 1 <= month <= 12 and 1 <= day <= 30):
        return None
    cycles, rest = divmod(year - 1, 30)
    n_leap = cycles * 11 + sum(1 for y in range(1, rest + 1) if y in _HIJRI_LEAP_YEARS)
    n_days = (year - 1) * 354 + n_leap + (month - 1) * 29 + month // 2 + day - 1
    return date.fromordinal(_HIJRI_EPOCH + n_days)


def hijri_year_near(value: date) -> int:
    """Give the Hijri year that a day lies in, within one."""
    return int((value.toordinal() - _HIJRI_EPOCH) / 354.3667) + 1


def solar_hijri(year: int, month: int, day: int) -> date | None:
    """Turn a Solar Hijri (Persian, Afghan) date into the Gregorian day; None where no such day is or outside the years 1244-1531."""
    if not (1244 <= year <= 1531 and 1 <= month <= 12):
        return None
    length = 31 if month <= 6 else 30 if month < 12 or _is_solar_leap(year) else 29
    if not 1 <= day <= length:
        return None
    n_leap = sum(1 for y in range(1, year) if _is_solar_leap(y))
    n_days = (year - 1) * 365 + n_leap + min(month - 1, 6) * 31 + max(month - 7, 0) * 30 + day - 1
    return date.fromordinal(_SOLAR_HIJRI_EPOCH + n_days)


def _is_solar_leap(year: int) -> bool:
    return (year * 8 + 29) % 33 < 8


def _fixed(month: int, day: int) -> Callable[[int], tuple[date, date] | None]:
    def days(year: int) -> tuple[date, date] | None:
        return date(year, month, day), date(year, month, day)

    return days


def _from_easter(n_days: int) -> Callable[[int], tuple[date, date] | None]:
    def days(year: int) -> tuple[date, date] | None:
        if year < 1583:
            return None
        value = easter(year) + timedelta(days=n_days)
        return value, value

    return days


def _nth(weekday: int, month: int, n: int) -> Callable[[int], tuple[date, date] | None]:
    """Give the nth weekday of a month; n = -1: the last."""

    def days(year: int) -> tuple[date, date] | None:
        if n < 0:
            last = date(year, month, monthrange(year, month)[1])
            value = last - timedelta(days=(last.weekday() - weekday) % 7)
        else:
            first = date(year, month, 1)
            value = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))
        return value, value

    return days


def _hijri_days(month: int, day: int, n_days: int) -> Callable[[int], tuple[date, date] | None]:
    """Give the days of a Hijri feast in a Gregorian year; where a year holds two, the first."""

    def days(year: int) -> tuple[date, date] | None:
        around = hijri_year_near(date(year, 1, 1))
        for hijri_year in (around - 1, around, around + 1):
            first = hijri(hijri_year, month, day)
            if first is not None and first.year == year:
                return first, first + timedelta(days=n_days - 1)
        return None

    return days


def _nowruz(year: int) -> tuple[date, date] | None:
    value = solar_hijri(year - 621, 1, 1)
    return None if value is None else (value, value)


# Feasts that mean one day wherever they are kept (Independence Day does not), by the name that the grammar gives them: year -> first and last day.
_FEASTS: dict[str, Callable[[int], tuple[date, date] | None]] = {
    "new year's eve": _fixed(12, 31),
    "new year's day": _fixed(1, 1),
    "new year": _fixed(1, 1),
    "valentine's day": _fixed(2, 14),
    "nowruz": _nowruz,
    "may day": _fixed(5, 1),
    "bastille day": _fixed(7, 14),
    "halloween": _fixed(10, 31),
    "armistice day": _fixed(11, 11),
    "christmas eve": _fixed(12, 24),
    "christmas day": _fixed(12, 25),
    "christmas": _fixed(12, 25),
    "boxing day": _fixed(12, 26),
    "thanksgiving": _nth(3, 11, 4),
    "good friday": _from_easter(-2),
    "easter": _from_easter(0),
    "easter sunday": _from_easter(0),
    "easter monday": _from_easter(1),
    "palm sunday": _from_easter(-7),
    "pentecost": _from_easter(49),
    "ramadan": _hijri_days(9, 1, 30),
    "eid al-fitr": _hijri_days(10, 1, 1),
    "eid al-adha": _hijri_days(12, 10, 1),
    "ashura": _hijri_days(1, 10, 1),
    "arbaeen": _hijri_days(2, 20, 1),
    "mawlid": _hijri_days(3, 12, 1),
}
MOON_BOUND = frozenset(("ramadan", "eid al-fitr", "eid al-adha", "ashura", "arbaeen", "mawlid"))  # off by a day here and there


def feast(name: str, year: int) -> tuple[date, date] | None:
    """Give the first and last day of a feast in a year; None where it is not kept then, or outside the years 1000-8999."""
    return _FEASTS[name](year) if 1000 <= year < 9000 else None
