"""The date of a claim from its own time words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from whence import edtf
from whence.resolve.times.anchors import Lean, published_point
from whence.resolve.times.calendars import shift_days, shift_months
from whence.resolve.times.expressions import ClaimTime, Granularity, TimeExpression, TimeType
from whence.resolve.times.limits import AHEAD, limit_of
from whence.resolve.times.tense import lean_at
from whence.terms import Certainty, Claim, Report, Status

_JOINED = re.compile(r"\s*(?:,|and|or|,\s*and)\s*(?:in\s+|on\s+|early\s+|late\s+)?", re.I)
_TOLD = frozenset((Status.OCCURRED, Status.DID_NOT_OCCUR))
# Rules whose year or week is chosen by the tense: the claim's status knows better.
_BY_TENSE = frozenset(
    (
        "weekday",
        "calendar day",
        "month",
        "season",
        "early, mid or late",
        "days of one month",
        "part of a day",
        "night between days",
        "clock of a day",
        "noon of a day",
        "midnight of a day",
        "early or late on a day",
    )
)
_COUNTED_ON = frozenset(("so long after", "unit told of", "day told of"))  # rules that count from a day of the story
_WITH_A_SIDE = re.compile(r"\b(?:last|next|this|that)\b|\d{4}")
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.I)
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)", re.I)
_WITHIN = re.compile(r"within\b", re.I)
_SINCE_THEN = re.compile(r"(?:ever\s+)?since(?:\s+then)?", re.I)
_FAR_BACK = 400  # characters before "since then" in which the date that it means was told
_LASTING = re.compile(r"P(\d+)(D|W|M|Y|DE)")


def date_from_own_words(report: Report, claim: Claim, times: Sequence[TimeExpression]) -> ClaimTime | None:
    """Date a claim from the expressions among its own time words; None where they hold none that can be told."""
    if not claim.time:
        return None
    published = published_point(report.published)
    day = published.days[1] if published is not None and published.days is not None else None
    found = [expression for expression in times if any(expression.span.overlaps(span) for span in claim.time)]
    dated = [_in_direction(expression, claim.status, day) for expression in found if expression.edtf is not None]
    dated = [e for e in dated if not (_is_lost(e, claim.status, day) or _is_of_another_year(report.text, e, claim.status, day))]
    if dated:
        return _from_points(report, claim, dated, day)
    return _from_length(claim, found, day) or _from_now(report, claim, found) or _since_then(report, claim, times)


def _is_lost(expression: TimeExpression, status: Status, published: date | None) -> bool:
    """Tell whether the day from which words count is not told, so that they fall behind the report: "two days later", of what has occurred."""
    if status not in _TOLD or expression.rule not in _COUNTED_ON or not expression.anchor.startswith("published"):
        return False
    return published is not None and expression.earliest is not None and expression.earliest > published


def _is_of_another_year(text: str, expression: TimeExpression, status: Status, published: date | None) -> bool:
    """Tell whether a day whose year was found by its weekday lies ahead of a report that tells of it, by status and tense, as past."""
    if status != Status.OCCURRED or published is None or expression.earliest is None or not expression.anchor.startswith("published"):
        return False
    words = expression.span.words
    if not (_WEEKDAY.search(words) and _MONTH.search(words)) or (expression.earliest - published).days <= 1:
        return False
    return lean_at(text, expression.span.start, expression.span.end)[0] == Lean.PAST


def _from_points(report: Report, claim: Claim, dated: list[TimeExpression], published: date | None) -> ClaimTime:
    """Take the finest of the points, or the stretch that they span; only a limit where "since", "after", "until" or "by" says so.

    Of points as fine, that in the claim's own sentence goes before one of a neighbour: "On 20 February … . Two days later …".
    """
    own = claim.sentence
    best = min(dated, key=lambda one: (_n_days(one), own is not None and not own.overlaps(one.span), one.span.start))
    value = best.within or _spanned(report.text, dated) or best.edtf
    assert value is not None
    limit = limit_of(report.text, claim, best, published)
    if limit is not None:
        value = limit.date(value, published)
    elif best.rule == "overnight" and best.latest is not None and (morning := shift_days(best.latest, 1)) is not None:
        value = edtf.interval(edtf.begin(value), edtf.day(morning))
    elif best.granularity == Granularity.WEEK and best.rule in ("unit, last or next", "earlier or later in a unit") and published is not None:
        value = _so_far(value, claim.status, published)
    anchored = "" if best.anchor == "none needed" else f", counted from {best.anchor}"
    return ClaimTime(
        date=value,
        certainty=Certainty.RANGE if "/" in value else best.certainty,
        rule=best.rule,
        reason=f"its own words{'' if limit is None else f', {limit}'}{anchored}",
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
    is_weekday = _WEEKDAY.search(expression.span.words) is not None
    if is_weekday and _MONTH.search(expression.span.words):
        return expression  # "Tuesday, Jan. 12": in the next year it is no Tuesday
    far = expression.earliest
    if is_weekday and expression.within is not None:  # "from Saturday until Monday" in a report of Friday
        far = (edtf.days(expression.within) or (far, far))[1] or far
    if status in _TOLD and (far - published).days > 1:
        return _moved(expression, -1, is_weekday=is_weekday)
    if status in AHEAD and expression.latest < published and (is_weekday or (published - expression.latest).days > 60):
        return _moved(expression, 1, is_weekday=is_weekday)
    return expression


def _moved(expression: TimeExpression, sign: int, *, is_weekday: bool) -> TimeExpression:
    """Move an expression by a week or a year."""

    def move(value: date | None) -> date | None:
        return None if value is None else shift_days(value, 7 * sign) if is_weekday else shift_months(value, 12 * sign)

    if not is_weekday and _holds_leap_day(expression):
        return expression
    covered = edtf.days(expression.edtf or "") or (None, None)
    begin, end, first, last = (move(value) for value in (*covered, expression.earliest, expression.latest))
    if begin is None or end is None or first is None or last is None:
        return expression
    value = edtf.of_days(begin, end)
    return replace(
        expression,
        edtf=edtf.approximate(value) if "~" in (expression.edtf or "") else value,
        earliest=first,
        latest=last,
        within=_both_moved(expression.within, move),
    )


def _holds_leap_day(expression: TimeExpression) -> bool:
    """Tell whether words name 29 February, which no year beside its own has."""
    ends = (*(expression.edtf or "").split("/"), *(expression.within or "").split("/"))
    return any(edtf.exact(end).endswith("-02-29") for end in ends)


def _both_moved(within: str | None, move: Callable[[date | None], date | None]) -> str | None:
    """Move a range with its end, where both ends are days, months or years that can be moved."""
    first, last = (None, None) if within is None else edtf.days(within) or (None, None)
    begin, end = move(first), move(last)
    return None if begin is None or end is None else edtf.of_days(begin, end)


def _from_length(claim: Claim, found: list[TimeExpression], published: date | None) -> ClaimTime | None:
    """Count a length back from the report: "has not fired a missile for 60 days", "five years of war"; or on from it: "within two months"."""
    if published is None or claim.status == Status.OCCURRED:
        return None
    for expression in found:
        if claim.status in AHEAD:
            if (ahead := _within(claim, expression, published)) is not None:
                return ahead
            continue
        match = _LASTING.fullmatch(expression.value)
        if expression.type != TimeType.DURATION or match is None:
            continue
        number, unit = int(match[1]), match[2]
        if expression.rule == "so many days running" and unit == "D":  # "for a third day": the report's is the third
            return _running(claim, expression, number, published)
        if unit in ("D", "W"):
            back = shift_days(published, -number * {"D": 1, "W": 7}[unit])
        else:
            back = shift_months(published, -number * {"M": 1, "Y": 12, "DE": 120}[unit])
        if back is None:
            return None
        first = {"M": edtf.month(back.year, back.month), "Y": f"{edtf.written_year(back.year)}~", "DE": f"{edtf.written_year(back.year)}~"}.get(
            unit, edtf.day(back)
        )
        return ClaimTime(
            date=f"{first}/.." if claim.status == Status.ONGOING else edtf.interval(first, edtf.day(published)),
            certainty=Certainty.APPROXIMATE,
            rule="lasting until the report",
            reason=f"its own words, {expression.span.words!r}, up to the report's date",
            source=(expression.span,),
        )
    return None


def _within(claim: Claim, expression: TimeExpression, published: date) -> ClaimTime | None:
    """Take "within ten days", of what is still to come, as that long from the report on."""
    match = _LASTING.fullmatch(expression.value)
    span = next((span for span in claim.time if span.overlaps(expression.span)), None)
    if match is None or span is None or not _WITHIN.match(span.words):
        return None
    number, unit = int(match[1]), match[2]
    days = {"D": 1, "W": 7}.get(unit)
    last = shift_days(published, number * days) if days else shift_months(published, number * {"M": 1, "Y": 12, "DE": 120}[unit])
    if last is None:
        return None
    ends = (published, last)
    return ClaimTime(
        date=edtf.interval(*(edtf.day(end) if days else edtf.month(end.year, end.month) for end in ends)),
        certainty=Certainty.APPROXIMATE,
        rule="so long from the report on",
        reason=f"its own words, {span.words!r}, from the report's date on",
        source=(expression.span,),
    )


def _running(claim: Claim, expression: TimeExpression, number: int, published: date) -> ClaimTime | None:
    first = shift_days(published, 1 - number)
    if first is None:
        return None
    reason = f"its own words, {expression.span.words!r}, the report's day being the last so far"
    return ClaimTime(
        date=edtf.interval(edtf.day(first), edtf.day(published)),
        certainty=Certainty.APPROXIMATE,
        rule=expression.rule,
        reason=reason,
        source=(expression.span,),
    )


def _since_then(report: Report, claim: Claim, times: Sequence[TimeExpression]) -> ClaimTime | None:
    """Count "since then", and "since" alone, from the last date told before."""
    span = next((span for span in claim.time if _SINCE_THEN.fullmatch(span.words)), None)
    told = [e for e in times if span is not None and e.edtf is not None and span.start - _FAR_BACK < e.span.start < span.start]
    if span is None or not told:
        return None
    last = told[-1]
    begun = edtf.begin(last.within or last.edtf or "")
    return ClaimTime(
        date=f"{begun}/..",
        certainty=Certainty.RANGE,
        rule="since then",
        reason=f"its own words, {span.words!r}, from {last.span.words!r} on",
        source=(last.span,),
    )


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
