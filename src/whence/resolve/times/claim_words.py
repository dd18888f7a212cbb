"""The date of a claim from its own time words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from whence import edtf
from whence.resolve.times.anchors import published_point
from whence.resolve.times.calendars import shift_days, shift_months
from whence.resolve.times.expressions import ClaimTime, Granularity, TimeExpression, TimeType
from whence.terms import Certainty, Claim, Report, Status

_SINCE = re.compile(r"\b(?:since|beginning|starting|effective|as far back as|as early as)\s+(?:the\s+|on\s+|in\s+|about\s+)*$", re.I)
_OPENS = re.compile(r"\W*(?:(?:ever|immediately|shortly|soon|just|right)\s+)?(?P<word>since|after|following)\b\s*(?:the|on|in)?\s*", re.I)
_JOINED = re.compile(r"\s*(?:,|and|or|,\s*and)\s*(?:in\s+|on\s+|early\s+|late\s+)?", re.I)
_FAR = 90  # characters from "since" or "after" to the date that it still opens
_TOLD = frozenset((Status.OCCURRED, Status.DID_NOT_OCCUR))
# Rules whose year or week is chosen by the tense: the claim's status knows better.
_BY_TENSE = frozenset(
    ("weekday", "calendar day", "month", "season", "early, mid or late", "days of one month", "part of a day", "clock", "early or late on a day")
)
_WITH_A_SIDE = re.compile(r"\b(?:last|next|this|that)\b|\d{4}")
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.I)
_LASTING = re.compile(r"P(\d+)(D|W|M|Y|DE)")


def date_from_own_words(report: Report, claim: Claim, times: Sequence[TimeExpression]) -> ClaimTime | None:
    """Date a claim from the expressions among its own time words; None where they hold none that can be told."""
    published = published_point(report.published)
    day = published.days[1] if published is not None and published.days is not None else None
    found = [expression for expression in times if any(expression.span.overlaps(span) for span in claim.time)]
    dated = [_in_direction(expression, claim.status, day) for expression in found if expression.edtf is not None]
    if dated:
        return _from_points(report, claim, dated, day)
    return _from_length(claim, found, day) or _from_now(report, claim, found)


def _from_points(report: Report, claim: Claim, dated: list[TimeExpression], published: date | None) -> ClaimTime:
    """Take the finest of the points, or the stretch that they span; open it where "since" or "after" says so."""
    best = min(dated, key=lambda expression: (_n_days(expression), expression.span.start))
    value = best.within or _spanned(report.text, dated) or best.edtf
    assert value is not None
    is_open = _is_opened(report.text, claim, best)
    if is_open:
        value = f"{edtf.begin(value)}/.."
    elif best.granularity == Granularity.WEEK and best.rule in ("unit, last or next", "earlier or later in a unit") and published is not None:
        value = _so_far(value, claim.status, published)
    anchored = "" if best.anchor == "none needed" else f", counted from {best.anchor}"
    return ClaimTime(
        date=value,
        certainty=Certainty.RANGE if "/" in value else best.certainty,
        rule=best.rule,
        reason=f"its own words{', from then on' if is_open else ''}{anchored}",
        source=(best.span,),
    )


def _n_days(expression: TimeExpression) -> int:
    if expression.earliest is None or expression.latest is None:
        return 10**6
    return (expression.latest - expression.earliest).days


def _spanned(text: str, dated: list[TimeExpression]) -> str | None:
    """Span points of one size that stand together: "in August and September", "late January or early February"."""
    if len(dated) < 2 or len({expression.granularity for expression in dated}) > 1:
        return None
    if not all(_JOINED.fullmatch(text[one.span.end : two.span.start]) for one, two in pairwise(dated)):
        return None
    value = edtf.interval(edtf.begin(dated[0].edtf or ""), edtf.end(dated[-1].edtf or ""))
    return value if edtf.is_edtf(value) else None


def _is_opened(text: str, claim: Claim, best: TimeExpression) -> bool:
    """Tell whether the date is only where the claim begins: "since March", "after the attack of 7 October".

    Not where the words date the claim itself ("since the arrest on Monday": the arrest), and not for "after 7 October", which is a day like another.
    """
    if best.within is None and _SINCE.search(text, max(0, best.span.start - 30), best.span.start):
        return True
    span = next((span for span in claim.time if span.overlaps(best.span)), None)
    if span is None or any(span.start <= what.start and what.end <= span.end for what in claim.what):
        return False
    lead = _OPENS.match(text, span.start, best.span.start)
    if lead is None or best.span.start - lead.end() > _FAR:
        return False
    return lead["word"].lower() == "since" or lead.end() < best.span.start


def _so_far(week: str, status: Status, published: date) -> str:
    """End "this week", of what has been told, at the report's day."""
    first, last = edtf.days(week) or (None, None)
    if status not in _TOLD or first is None or last is None or not first < published <= last:
        return week
    return edtf.interval(edtf.day(first), edtf.day(published))


def _in_direction(expression: TimeExpression, status: Status, published: date | None) -> TimeExpression:
    """Turn a day, month or season without a year to the side that the claim's status asks for: what has occurred lies back, what is planned ahead."""
    if expression.rule not in _BY_TENSE or not expression.anchor.startswith("published") or _WITH_A_SIDE.search(expression.span.words):
        return expression
    if published is None or expression.earliest is None or expression.latest is None:
        return expression
    is_weekday = _WEEKDAY.search(expression.span.words) is not None and not re.search(r"\d", expression.span.words)
    if status in _TOLD and (expression.earliest - published).days > 1:
        return _moved(expression, -1, is_weekday=is_weekday)
    if status == Status.PLANNED and expression.latest < published and (is_weekday or (published - expression.latest).days > 60):
        return _moved(expression, 1, is_weekday=is_weekday)
    return expression


def _moved(expression: TimeExpression, sign: int, *, is_weekday: bool) -> TimeExpression:
    """Move an expression by a week or a year."""

    def move(value: date | None) -> date | None:
        return None if value is None else shift_days(value, 7 * sign) if is_weekday else shift_months(value, 12 * sign)

    covered = edtf.days(expression.edtf or "") or (None, None)
    begin, end, first, last = (move(value) for value in (*covered, expression.earliest, expression.latest))
    if begin is None or end is None or first is None or last is None:
        return expression
    value = edtf.of_days(begin, end)
    return replace(expression, edtf=edtf.approximate(value) if "~" in (expression.edtf or "") else value, earliest=first, latest=last, within=None)


def _from_length(claim: Claim, found: list[TimeExpression], published: date | None) -> ClaimTime | None:
    """Count a length back from the report: "has not fired a missile for 60 days", "five years of war"."""
    if published is None or claim.status not in (Status.ONGOING, Status.DID_NOT_OCCUR):
        return None
    for expression in found:
        match = _LASTING.fullmatch(expression.value)
        if expression.type != TimeType.DURATION or match is None:
            continue
        number, unit = int(match[1]), match[2]
        if unit in ("D", "W"):
            back = shift_days(published, -number * {"D": 1, "W": 7}[unit])
        else:
            back = shift_months(published, -number * {"M": 1, "Y": 12, "DE": 120}[unit])
        if back is None:
            return None
        first = edtf.day(back) if unit in ("D", "W", "M") else f"{edtf.written_year(back.year)}~"
        return ClaimTime(
            date=f"{first}/.." if claim.status == Status.ONGOING else edtf.interval(first, edtf.day(published)),
            certainty=Certainty.APPROXIMATE,
            rule="lasting until the report",
            reason=f"its own words, {expression.span.words!r}, up to the report's date",
            source=(expression.span,),
        )
    return None


def _from_now(report: Report, claim: Claim, found: list[TimeExpression]) -> ClaimTime | None:
    """Take "currently" and "now" as of the report."""
    now = next((expression for expression in found if expression.value == "PRESENT_REF" and expression.span.words.lower() != "current"), None)
    if now is None or published_point(report.published) is None or claim.status not in (Status.ONGOING, Status.OCCURRED):
        return None
    return ClaimTime(
        date=report.published,
        certainty=Certainty.APPROXIMATE,
        rule="as of the report",
        reason=f"its own words, {now.span.words!r}, as of the report",
        source=(now.span,),
    )
