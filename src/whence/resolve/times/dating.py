"""A reading's claims dated: what is counted from, and each date with its reason in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from whence import edtf
from whence.resolve.times.anchors import published_point
from whence.resolve.times.claims import resolve_claim_times
from whence.resolve.times.expressions import ClaimTime, TimeExpression
from whence.resolve.times.find import find_times
from whence.resolve.times.publication import find_publication_date
from whence.terms import Certainty, Reading, Report


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day from which a report's relative times are counted.

    date      EDTF date; None: not known
    inferred  why it was taken from the text; None where the report's own date is known, or the text tells none
    """

    date: str | None
    inferred: str | None = None


def anchor_of(report: Report) -> Anchor:
    """Give a report's day of publication, or, where it is not known, the one that its text tells; in its month or year, where that is known."""
    return Anchor(report.published) if _has_day(report) else _told_anchor(report, None)


def _published(report: Report) -> str | None:
    """Give a report's date of publication; None for what is no date ("May")."""
    return report.published if edtf.is_edtf(report.published or "") else None


def _has_day(report: Report) -> bool:
    point = published_point(report.published)
    return point is not None and point.as_date is not None


def _told_anchor(report: Report, times: Sequence[TimeExpression] | None) -> Anchor:
    found = find_publication_date(report.text, dateline=report.dateline, times=times)
    published = _published(report)
    if found.date is None or not found.date.startswith(published or ""):
        return Anchor(published)
    return Anchor(found.date, found.reason)


def date_claims(reading: Reading) -> Reading:
    """Date the claims of a reading, each with its reason; a claim that has a date keeps it, and so does the report its own."""
    if all(claim.date is not None for claim in reading.claims):
        return reading
    report = reading.report
    times = find_times(report.text, published=_published(report))
    bare = resolve_claim_times(report, reading.claims, times)
    anchor = Anchor(report.published) if _has_day(report) else _told_anchor(report, times if report.published is None else None)
    dated = bare
    if anchor.inferred is not None:
        leaning = replace(report, published=anchor.date)
        dated = resolve_claim_times(leaning, reading.claims, find_times(report.text, published=anchor.date))
    claims = []
    for claim, one, without in zip(reading.claims, dated, bare, strict=True):
        ground = f"anchor {anchor.date} inferred from the text ({anchor.inferred})" if one != without else None  # where it changed anything
        claims.append(
            claim if claim.date is not None else replace(claim, date=one.date, date_reason=_reason(one, ground), date_certainty=one.certainty)
        )
    return replace(reading, claims=tuple(claims))


def _reason(one: ClaimTime, ground: str | None) -> str:
    """Write rule and ground; for a date taken from elsewhere with the words that told it."""
    rule = None if one.date is None else one.rule
    told = ", ".join(f"“{' '.join(span.words.split())}”" for span in one.source) if one.certainty == Certainty.INFERRED else ""
    return "; ".join(filter(None, (rule, one.reason, told and f"told by {told}", ground)))
