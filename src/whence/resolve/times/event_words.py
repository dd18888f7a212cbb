"""The date of a claim whose time words name another claim of the report: "since the raid", "three days before the shooting"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence import edtf
from whence.resolve.times.calendars import shift_days, shift_months
from whence.resolve.times.expressions import ClaimTime, TimeExpression, TimeType
from whence.resolve.times.story import stems_of
from whence.terms import Certainty, Claim, Report, Span

_SINCE = re.compile(r"\b(?:since|following|(?:days|weeks|months|years) after)\b", re.I)
_MEANWHILE = re.compile(r"(?:(?:on|at|in|during|throughout|amid|when|while|as|for)\b|(?:the|this|that|his|her|its|their)\b)", re.I)
_APART = re.compile(r"(?:before|prior to|after|following)\b", re.I)
_LENGTH = re.compile(r"P(\d+)([DWMY])")
_NOT_THEN = re.compile(r"\b(?:before|after|prior|preceding|ahead)\b", re.I)
_BEFORE = ("before", "prior to")
_APART_FROM = re.compile(r"\s+(?:before|after)\s+(?P<known>(?:the|this|that|its|his|her|their)\s+)?(?=\w)", re.I)
_BREAKS = re.compile(r"[.,;:\n]")
_SENTENCE = re.compile(r"[.!?][\"”’']?\s+|\n")
_LONGEST = 300  # characters of a sentence looked at before a length of time
_FAR = 80  # characters from a length of time to the verb that it leads to


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


def lengths_before_events(text: str, times: Sequence[TimeExpression]) -> list[TimeExpression]:
    """Find the lengths of time that lead to another happening: "a week after troops shelled a camp"."""
    return [e for e in times if e.type == TimeType.DURATION and _LENGTH.fullmatch(e.value) and _APART_FROM.match(text, e.span.end)]


def date_before_or_after(
    claim: Claim, known: Sequence[tuple[Claim, ClaimTime]], report: Report, lengths: Sequence[TimeExpression]
) -> ClaimTime | None:
    """Date what a sentence counts its own happening from: of "The attack came a week after troops shelled a camp" the shelling.

    known     claims of the report with their dates
    lengths   from `lengths_before_events`

    None where the claim stands behind no such length, or the sentence's own happening has no day. What is known by then ("a week after the raid"), or
    dated in the same words before, keeps its date.
    """
    for length in lengths:
        what = next((what for what in claim.what if length.span.end < what.start <= length.span.end + _FAR), None)
        lead = _APART_FROM.match(report.text, length.span.end)
        if what is None or lead is None or _BREAKS.search(report.text, length.span.end, what.start) or (lead["known"] and lead.end() == what.start):
            continue
        stems = stems_of(what.words)
        others = [(other, one) for other, one in known if other is not claim and other.what[0].start < length.span.start]
        if any(not stems.isdisjoint(stems_of(span.words)) for other, one in others if one.certainty != Certainty.INFERRED for span in other.what):
            continue
        main = _main_claim(report.text, length, others)
        if main is None or main[1].date is None:
            continue
        date = _apart(length, lead[0].lstrip().lower(), main[1].date, is_from_event=False)
        if date is not None:
            beside = main[0].what[0]
            reason = f"{length.span.words!r} apart from {beside.words!r}, which is dated {main[1].date}"
            return ClaimTime(date=date, certainty=Certainty.INFERRED, rule="beside an event", reason=reason, source=(length.span, beside))
    return None


def _main_claim(text: str, length: TimeExpression, others: Sequence[tuple[Claim, ClaimTime]]) -> tuple[Claim, ClaimTime] | None:
    """Find the dated claim that a sentence tells of before a length of time: its own, else the last one in the same words.

    others   claims before that length, with their dates
    """
    start = max(0, length.span.start - _LONGEST)
    start = max((match.end() for match in _SENTENCE.finditer(text, start, length.span.start)), default=start)
    within = [pair for pair in others if pair[0].what[0].start >= start]
    if within:
        return max(within, key=lambda pair: pair[0].what[0].start)
    stems = stems_of(text[start : length.span.start])
    alike = [pair for pair in others if not stems.isdisjoint(stems_of(pair[0].what[0].words))]
    return max(alike, key=lambda pair: pair[0].what[0].start, default=None)


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


def _apart(length: TimeExpression, words: str, date: str, *, is_from_event: bool = True) -> str | None:
    """Step from the event by a length of time: "a week before", "one day after"; or to the event, from what lies so far from it."""
    match, days = _LENGTH.fullmatch(length.value), edtf.days(date)
    if match is None or not _APART.match(words) or days is None or days[0] is None or days[0] != days[1]:
        return None
    number, unit = int(match[1]) * (-1 if words.startswith(_BEFORE) == is_from_event else 1), match[2]
    if unit in ("D", "W"):
        day = shift_days(days[0], number * {"D": 1, "W": 7}[unit])
        return None if day is None else edtf.day(day) if unit == "D" else edtf.approximate(edtf.day(day))
    day = shift_months(days[0], number * {"M": 1, "Y": 12}[unit])
    return None if day is None else edtf.month(day.year, day.month) if unit == "M" else edtf.written_year(day.year)
