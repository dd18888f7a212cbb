"""Dates as EDTF strings: the part of the Extended Date/Time Format that readings use.

Written and read: `2024`, `2024-02`, `2024-02-07`, each with `~` (approximate), intervals `A/B` of these, and one open end, `A/..` or `../B`; years
before the year 1 as ISO 8601 counts them: 490 BC is `-0489`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_POINT = re.compile(r"(-?[0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?~?")
OPEN = ".."


def day(value: date) -> str:
    """Write a day."""
    return value.isoformat()


def month(year: int, number: int) -> str:
    """Write a month; number in 1..12."""
    return f"{written_year(year)}-{number:02}"


def written_year(year: int) -> str:
    """Write a year of the calendar as historians count: -490 is 490 BC, there is no year 0."""
    return f"{year:04}" if year > 0 else f"-{-year - 1:04}" if year < -1 else "0000"


def interval(first: str, last: str) -> str:
    """Write an interval; one point where both ends are the same."""
    return first if first == last else f"{first}/{last}"


def approximate(value: str) -> str:
    """Mark a date, or both ends of an interval, as approximate."""
    return "/".join(end if end == OPEN or end.endswith("~") else f"{end}~" for end in value.split("/"))


def exact(value: str) -> str:
    """Take the marks of approximation away."""
    return value.replace("~", "")


def is_edtf(value: str) -> bool:
    """Tell whether a value is of the part of EDTF above, and each of its days one that the calendar has."""
    first, slash, last = value.partition("/")
    if not slash:
        return _point_is_valid(first)
    if first == last == OPEN:
        return False
    if not all(end == OPEN or _point_is_valid(end) for end in (first, last)):
        return False
    days_ = days(value)
    return OPEN in (first, last) or first.startswith("-") or days_ is None or days_[0] is None or days_[1] is None or days_[0] <= days_[1]


def days(value: str) -> tuple[date | None, date | None] | None:
    """Give the first and the last day that a value covers; None for an open end, and for a year before 1; None alone for what is no EDTF."""
    first, slash, last = value.partition("/")
    if slash:
        return None if first == last == OPEN else (_edge(first, last=False), _edge(last, last=True))
    return (_edge(first, last=False), _edge(first, last=True)) if _point_is_valid(first) else None


def of_days(first: date, last: date) -> str:
    """Write the days from first to last in the shortest form: a year or a month where they are a whole one."""
    if first == last:
        return day(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return interval(written_year(first.year), written_year(last.year))
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        return interval(month(first.year, first.month), month(last.year, last.month))
    return interval(day(first), day(last))


def begin(value: str) -> str:
    """Give the first end of an interval, or the point itself."""
    return value.partition("/")[0]


def end(value: str) -> str:
    """Give the last end of an interval, or the point itself."""
    return value.rpartition("/")[2]


def _point_is_valid(value: str) -> bool:
    match = _POINT.fullmatch(value)
    if match is None:
        return False
    year, month_, day_ = (None if part is None else int(part) for part in match.groups())
    if month_ is None:
        return True
    if not 1 <= month_ <= 12:
        return False
    return day_ is None or 1 <= day_ <= monthrange(2000 + (year or 0) % 400, month_)[1]


def _edge(value: str, *, last: bool) -> date | None:
    match = _POINT.fullmatch(value)
    if match is None or int(match[1]) < 1:
        return None
    year = int(match[1])
    month_ = int(match[2]) if match[2] else 12 if last else 1
    day_ = int(match[3]) if match[3] else monthrange(year, month_)[1] if last else 1
    return date(year, month_, day_)
