"""The date of a claim: from its own time words, else from where its story stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whence.resolve.times.anchors import published_point
from whence.resolve.times.event_words import date_before_or_after, date_beside_event, lengths_before_events
from whence.resolve.times.expressions import ClaimTime, TimeExpression
from whence.resolve.times.publication import find_own_dates
from whence.resolve.times.story import SentenceNumbers, Told, date_from_like, date_from_story, lacking, tell_claim
from whence.terms import Certainty, Claim, Report, Status

_WITHOUT_A_DAY = frozenset(
    ("clock", "noon", "midnight", "clock of four digits", "part of the day told of")
)  # a time of day alone: the day is the story's
_TOLD = frozenset((Status.OCCURRED, Status.DID_NOT_OCCUR))
_BOUNDS = frozenset(("none", "up to the report", "from the report on", "as of the report"))  # rules that tell no date of the happening itself


def resolve_claim_time(report: Report, claim: Claim, times: Sequence[TimeExpression], *, others: Sequence[Claim] = ()) -> ClaimTime:
    """Date one claim of a report.

    times    all expressions of the report's text, from `find_times(report.text, published=report.published)`
    others   the report's claims (this one among them or not): without time words of its own a claim takes its date from those that tell of the same
    """
    all_claims = [*others] if any(other is claim or other.id == claim.id for other in others) else [*others, claim]
    number = next(n for n, other in enumerate(all_claims) if other is claim or other.id == claim.id)
    return resolve_claim_times(report, all_claims, times)[number]


def resolve_claim_times(report: Report, claims: Sequence[Claim], times: Sequence[TimeExpression]) -> list[ClaimTime]:
    """Date all claims of a report, in the order given.

    First come the claim's own time words, without a date that is the report's own (a stamp, a dateline, a line by itself above the story); then,
    marked as INFERRED, the date of a claim that these words name ("since the raid"), or one that the story tells of the same happening; else the
    report's day as a bound: an act that occurred lies up to it, a planned one from it on. What is only possible or demanded stays undated, and so
    does all that nothing dates in a report without a date.
    """
    own_dates = find_own_dates(report.text, times, dateline=report.dateline, happenings=[span for claim in claims for span in claim.what])
    own_spans = {own.span for own in own_dates}
    times = [expression for expression in times if expression.span not in own_spans]
    numbers = SentenceNumbers(report.text)
    told = [tell_claim(report, claim, times, numbers) for claim in claims]
    dated = sorted((one for one in told if one.own is not None), key=lambda one: one.claim.what[0].start)
    stated = [(numbers.of(expression.span), expression.edtf) for expression in times if expression.edtf is not None]
    found = [_date(report, one, dated, stated) for one in told]
    known = [(claim, one) for claim, one in zip(claims, found, strict=True) if one.rule not in _BOUNDS]
    if lengths := lengths_before_events(report.text, times):
        found = [
            date_before_or_after(claim, known, report, lengths) or one if told_one.own is None and claim.status in _TOLD else one
            for claim, one, told_one in zip(claims, found, told, strict=True)
        ]
        known = [(claim, one) for claim, one in zip(claims, found, strict=True) if one.rule not in _BOUNDS]
    return [
        _despite(own_dates, claim, date_beside_event(claim, known, report, times) or one) if claim.time and told_one.own is None else one
        for claim, one, told_one in zip(claims, found, told, strict=True)
    ]


def _despite(own_dates: Sequence[TimeExpression], claim: Claim, one: ClaimTime) -> ClaimTime:
    """Say where a claim's time words are the report's own date."""
    own = next((own.span for own in own_dates if any(own.span.overlaps(span) for span in claim.time)), None)
    return one if own is None else replace(one, reason=f"{own.words!r} is the report's own date; {one.reason}")


def _date(report: Report, one: Told, dated: Sequence[Told], stated: Sequence[tuple[int, str]]) -> ClaimTime:
    if one.own is not None and one.own.rule not in _WITHOUT_A_DAY:
        return one.own
    if one.claim.status in (Status.POSSIBLE, Status.DEMANDED):
        return one.own or _undated(f"{lacking(one.claim)}; what is only possible or demanded has no date")
    others = [other for other in dated if other is not one]
    inferred = (
        date_from_story(report, one, others, stated) if one.claim.status in (Status.OCCURRED, Status.DID_NOT_OCCUR) else date_from_like(one, others)
    )
    return inferred or one.own or _bound(report, one.claim)


def _bound(report: Report, claim: Claim) -> ClaimTime:
    """Tell the report's day as a bound: nothing is told of that lies on the other side."""
    published = report.published
    if published is None or published_point(published) is None:
        return _undated(f"{lacking(claim)}, and the report's date is not known")
    if claim.status == Status.PLANNED:
        return _inferred(f"{published}/..", "from the report on", f"{lacking(claim)}: planned as of the report")
    if claim.status == Status.ONGOING:
        return _inferred(published, "as of the report", f"{lacking(claim)}: going on as of the report")
    return _inferred(f"../{published}", "up to the report", f"{lacking(claim)}: the report's date is the latest that it can be")


def _inferred(date: str, rule: str, reason: str) -> ClaimTime:
    return ClaimTime(date=date, certainty=Certainty.INFERRED, rule=rule, reason=reason)


def _undated(reason: str) -> ClaimTime:
    return ClaimTime(date=None, certainty=Certainty.UNRESOLVED, rule="none", reason=reason)
