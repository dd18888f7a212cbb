"""Dates of publication: the forms in which pages, rows and bylines state them, as EDTF `YYYY-MM-DD` or `YYYY-MM`.

A date that is impossible (31 February), ambiguous (03/04/2024) or only a year gives None: unknown beats guessed. The time of day is dropped and the
day kept as stated, in whatever zone the outlet states it.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_MONTH_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
WEEKDAY = r"(?:Mon|Tue(?:s)?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"

_WORDED = re.compile(
    rf"(?:{WEEKDAY},?\s+)?(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]{{1,3}}(?P<m1>{MONTH}),?[\s-]{{1,3}}(?P<y1>\d{{4}})"
    rf"|(?P<m2>{MONTH})\s{{1,3}}(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,\s*|\s{{1,3}})(?P<y2>\d{{4}})"
    rf"|(?P<m3>{MONTH}),?\s{{1,3}}(?P<y3>\d{{4}}))(?!\d)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:(?P<y1>\d{4})-(?P<m1>\d{1,2})(?:-(?P<d1>\d{1,2}))?|(?P<y2>\d{4})(?P<s>[/.])(?P<m2>\d{1,2})(?P=s)(?P<d2>\d{1,2})"
    r"|(?P<y3>\d{4})(?P<m3>\d{2})(?P<d3>\d{2})(?=T|\d{4,6}(?!\d)|(?!\d))|(?P<a>\d{1,2})(?P<s2>[/.-])(?P<b>\d{1,2})(?P=s2)(?P<y4>\d{4}))"
)
_CTIME = re.compile(
    rf"{WEEKDAY},?\s+(?P<m>{MONTH})\s+(?P<d>\d{{1,2}})\s+\d\d:\d\d(?::\d\d)?(?:\s+[A-Z]{{1,5}}|\s+[+-]\d{{4}})?\s+(?P<y>\d{{4}})", re.IGNORECASE
)
_TIME_BEFORE = re.compile(r"\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s+[A-Z]{2,4})?,?\s+(?:on\s+)?", re.IGNORECASE)
_TIME_AFTER = re.compile(
    r"(?:[\s,|·•@–—-]|at\b)*(?:T?\d{1,2}(?:[:.h]\d{2}|\s?[ap]\.?m\b).{0,40}|T?\d{4,6}Z?|[A-Z]{2,4}|Z|[+-]\d\d:?\d\d)?\s*$", re.IGNORECASE | re.DOTALL
)
_YEARS = range(1800, 2100)
_LONGEST = 100  # characters; what states a date and goes on for longer is a sentence


def parse_date(value: str) -> str | None:
    """Read a value that is a date, with or without a time of day, as EDTF; None where it is none, impossible or ambiguous.

    Understood: ISO 8601 (also basic and with slashes), RFC 2822, ctime, "7 February 2024", "Feb. 7th, 2024", "February 2024", 07/13/2024 where only
    one order is possible, and Unix seconds or milliseconds (read in UTC).
    """
    value = value.strip()
    if not 6 <= len(value) <= _LONGEST:
        return None
    if value.isdigit() and len(value) in (10, 13):
        return _from_seconds(int(value[:10]))
    if ctime := _CTIME.fullmatch(value):
        return _day(ctime["y"], _month_number(ctime["m"]), ctime["d"])
    if before := _TIME_BEFORE.match(value):
        value = value[before.end() :]
    found = date_at_start(value)
    if found is None or not _TIME_AFTER.match(value, found[1]):
        return None
    return found[0]


def date_at_start(text: str) -> tuple[str, int] | None:
    """Read the date that a text begins with: (EDTF, end of its words); None where there is none, or an impossible or ambiguous one."""
    if match := _WORDED.match(text):
        for n in "12":
            if match[f"y{n}"]:
                day = _day(match[f"y{n}"], _month_number(match[f"m{n}"]), match[f"d{n}"])
                return None if day is None else (day, match.end())
        month = _month(match["y3"], _month_number(match["m3"]))
        return None if month is None else (month, match.end())
    if match := _NUMBERED.match(text):
        edtf = _from_numbers(match)
        return None if edtf is None else (edtf, match.end())
    return None


def date_in_words(text: str) -> str | None:
    """Find the first full date written with its month's name, or as YYYY-MM-DD, in a short text; months alone do not count."""
    for match in re.finditer(rf"\b(?:\d|{WEEKDAY}|{MONTH})", text[: 4 * _LONGEST], re.IGNORECASE):
        found = date_at_start(text[match.start() : match.start() + _LONGEST])
        if found is not None and len(found[0]) == 10 and not re.match(r"\d+[/.]", text[match.start() :]):
            return found[0]
    return None


_IN_NAME = re.compile(r"(?<!\d)(?:(\d{4})([-_.])(\d{2})\2(\d{2})|(\d{4})(\d{2})(\d{2}))(?!\d)")
_IN_ADDRESS = re.compile(r"/(\d{4})(?:/(\d{1,2})/(\d{1,2})|-(\d\d)-(\d\d)|/(\d\d)(\d\d))(?=[/_-]|$)")


def date_in_file_name(name: str) -> str | None:
    """Find the date in a file name such as 2024-02-07-kabul.txt or kabul_20240207.txt; two different ones give None."""
    found = {_day(m[1] or m[5], m[3] or m[6], m[4] or m[7]) for m in _IN_NAME.finditer(name) if int(m[1] or m[5]) >= 1950}
    found.discard(None)
    return found.pop() if len(found) == 1 else None


def date_in_address(url: str) -> str | None:
    """Find the date in the path of a page's address, .../2024/02/07/..., where outlets put the day of publication."""
    path = url.partition("://")[2].partition("?")[0]
    match = _IN_ADDRESS.search(path)
    return None if match is None else _day(match[1], match[2] or match[4] or match[6], match[3] or match[5] or match[7])


def _from_numbers(match: re.Match[str]) -> str | None:
    if match["y1"]:
        return _month(match["y1"], match["m1"]) if match["d1"] is None else _day(match["y1"], match["m1"], match["d1"])
    for n in "23":
        if match[f"y{n}"]:
            return _day(match[f"y{n}"], match[f"m{n}"], match[f"d{n}"])
    a, b = int(match["a"]), int(match["b"])
    if a != b and a <= 12 and b <= 12:
        return None
    return _day(match["y4"], b, a) if a > 12 or a == b else _day(match["y4"], a, b)


def _month_number(name: str) -> int:
    return next(n for n, month in enumerate(_MONTH_NAMES, 1) if month.startswith(name[:3].lower()))


def _day(year: str | int, month: str | int, day: str | int) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat() if int(year) in _YEARS else None
    except ValueError:
        return None


def _month(year: str | int, month: str | int) -> str | None:
    return f"{int(year):04}-{int(month):02}" if int(year) in _YEARS and 1 <= int(month) <= 12 else None


def _from_seconds(seconds: int) -> str | None:
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()
