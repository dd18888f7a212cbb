"""The dates of claims as ranges of days, for the lenient comparison: the part of EDTF that readings use."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?~?")
_OPEN = ".."


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days from first to last, both included; an open end is the first or last day that the calendar has."""

    first: date
    last: date

    def overlaps(self, other: DateRange) -> bool:
        """Tell whether the two ranges share a day."""
        return self.first <= other.last and other.first <= self.last


def parse_date(value: str) -> DateRange | None:
    """Turn an EDTF date or interval into the days that it covers; None for what this part of EDTF does not hold.

    Held: `2024`, `2024-02`, `2024-02-07`, each with `~` (approximate), intervals `A/B`, and one open end, `A/..` or `../B`.
    `~` widens nothing. None too for days that no calendar has, for an interval that ends before it begins and for `../..`.
    """
    begin, slash, end = value.partition("/")
    if not slash:
        return _point(begin)
    if begin == end == _OPEN:
        return None
    first = DateRange(date.min, date.min) if begin == _OPEN else _point(begin)
    last = DateRange(date.max, date.max) if end == _OPEN else _point(end)
    if first is None or last is None or first.first > last.last:
        return None
    return DateRange(first.first, last.last)


def _point(value: str) -> DateRange | None:
    match = _POINT.fullmatch(value)
    if match is None:
        return None
    year, month, day = (None if part is None else int(part) for part in match.groups())
    assert year is not None
    try:
        if month is None:
            return DateRange(date(year, 1, 1), date(year, 12, 31))
        if day is None:
            return DateRange(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        return DateRange(date(year, month, day), date(year, month, day))
    except ValueError:  # year 0, month 13, 30 February
        return None
