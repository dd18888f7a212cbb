"""The date of a claim whose time words name another claim of the report: "since the raid", "three days before the shooting"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence import edtf
from whence.resolve.times.calendars import shift_days, shift_months
from whence.resolve.times.expressions import ClaimTime, TimeExpression, TimeType
from whence.terms import Certainty, Claim, Report, Span

_SINCE = re.compile(r"\b(?:since|following|(?:days|weeks|months|years) after)\b", re.I)
_MEANWHILE = re.compile(r"(?:(?:on|at|in|during|throughout|amid|when|while|as|for)\b|(?:the|this|that|his|her|its|their)\b)", re.I)
_APART = re.compile(r"(?:before|prior to|after|following)\b", re.I)
_LENGTH = re.compile(r"P(\d+)([DWMY])")
_NOT_THEN = re.compile(r"\b(?:before|after|prior|preceding|ahead)\b", re.I)
_BEFORE = ("before", "prior to")


def date_beside_event(claim: Claim, known: Sequence[tuple[Claim, ClaimTime]], report: Report, times: Sequence[TimeExpression]) -> ClaimTime | None:
    """Date a claim by the dated claim that its time words name; None where they name none, or do not tell how the two lie.

    known   claims of the report with their dates
    times   the report's time expressions: the lengths among them ("three days before …")
    """
    for span in claim.time:
        for event, one in known:
            what = event.what[0]
            if event is claim or one.date is None or not (span.start <= what.start and what.end <= span.end) or _holds(span, claim):
                continue
            lead = span.words[: what.start - span.start]
            date = _beside(lead, span.start, one.date, report.published, times)
            if date is not None:
                source = (what, *one.source)
                reason = f"its own words name {what.words!r}, which is dated {one.date}"
                return ClaimTime(date=date, certainty=Certainty.INFERRED, rule="beside an event", reason=reason, source=source)
    return None


def _holds(span: Span, claim: Claim) -> bool:
    """Tell whether time words hold the claim itself ("since the army raided the port": the raid)."""
    return any(span.start <= what.start < span.end for what in claim.what)


def _beside(lead: str, start: int, date: str, published: str | None, times: Sequence[TimeExpression]) -> str | None:
    """Date what lies beside an event, by the words before it.

    lead    the time words up to the event
    start   where they begin in the text
    """
    length = next((e for e in times if e.type == TimeType.DURATION and start <= e.span.start < start + len(lead)), None)
    if length is not None and _LENGTH.fullmatch(length.value):
        return _apart(length, lead[length.span.end - start :].lstrip().lower(), date)
    if _SINCE.search(lead):
        begun = edtf.begin(date)
        return f"{begun}/.." if begun != edtf.OPEN and published is not None and begun < published[: len(begun)] else None
    return date if _MEANWHILE.match(lead) and not _NOT_THEN.search(lead) else None


def _apart(length: TimeExpression, words: str, date: str) -> str | None:
    """Step from the event by a length of time: "a week before", "one day after"."""
    match, days = _LENGTH.fullmatch(length.value), edtf.days(date)
    if match is None or not _APART.match(words) or days is None or days[0] is None or days[0] != days[1]:
        return None
    number, unit = int(match[1]) * (-1 if words.startswith(_BEFORE) else 1), match[2]
    if unit in ("D", "W"):
        day = shift_days(days[0], number * {"D": 1, "W": 7}[unit])
        return None if day is None else edtf.day(day) if unit == "D" else edtf.approximate(edtf.day(day))
    day = shift_months(days[0], number * {"M": 1, "Y": 12}[unit])
    return None if day is None else edtf.month(day.year, day.month) if unit == "M" else edtf.written_year(day.year)
