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
_Day = tuple[int, int, int]  # year as ISO 8601 counts it, month, day


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
    """Tell whether a value is of the part of EDTF above, each of its days one that the calendar has, and an interval the right way round."""
    return _ends(value) is not None


def days(value: str) -> tuple[date | None, date | None] | None:
    """Give the first and the last day that a value covers; None for an open end, and for a year before 1.

    None alone for what is no EDTF, as `is_edtf` tells it: "spring", "2024-02-31/2024-03-01", "2024-03/2024-02". Never raises.
    """
    ends = _ends(value)
    return None if ends is None else (_as_date(ends[0]), _as_date(ends[1]))


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


def _ends(value: str) -> tuple[_Day | None, _Day | None] | None:
    """Give the first and the last day of a value, None for an open end; None alone for what is no EDTF."""
    first, slash, last = value.partition("/")
    points = (first, last) if slash else (first, first)
    if points == (OPEN, OPEN) or not all((end == OPEN and slash) or _POINT.fullmatch(end) for end in points):
        return None
    start, stop = (None if end == OPEN else _edge(end, last=number == 1) for number, end in enumerate(points))
    impossible = any(end is not None and not (1 <= end[1] <= 12 and 1 <= end[2] <= _n_days(end[0], end[1])) for end in (start, stop))
    return None if impossible or (start is not None and stop is not None and start > stop) else (start, stop)


def _edge(point: str, *, last: bool) -> _Day:
    match = _POINT.fullmatch(point)
    assert match is not None
    year = int(match[1])
    month_ = int(match[2]) if match[2] else 12 if last else 1
    return year, month_, int(match[3]) if match[3] else _n_days(year, month_) if last else 1


def _n_days(year: int, month_: int) -> int:
    return monthrange(2000 + year % 400, month_)[1] if 1 <= month_ <= 12 else 0


def _as_date(day_: _Day | None) -> date | None:
    return None if day_ is None or day_[0] < 1 else date(*day_)
