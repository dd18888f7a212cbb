"""A reading's claims dated: what is counted from, and each date with its reason in words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from whence.resolve.times.claims import resolve_claim_times
from whence.resolve.times.expressions import ClaimTime
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
    """Give a report's date of publication, or, where it is not known, the one that its text tells."""
    if report.published is not None:
        return Anchor(report.published)
    found = find_publication_date(report.text, dateline=report.dateline)
    return Anchor(found.date, found.reason if found.date is not None else None)


def date_claims(reading: Reading) -> Reading:
    """Date the claims of a reading, each with its reason; a claim that has a date keeps it, and so does the report its own."""
    if all(claim.date is not None for claim in reading.claims):
        return reading
    anchor = anchor_of(reading.report)
    dated = _resolve(reading, anchor.date)
    bare = _resolve(reading, None) if anchor.inferred is not None else dated
    claims = []
    for claim, one, without in zip(reading.claims, dated, bare, strict=True):
        ground = f"anchor {anchor.date} inferred from the text ({anchor.inferred})" if one != without else None  # where it changed anything
        claims.append(
            claim if claim.date is not None else replace(claim, date=one.date, date_reason=_reason(one, ground), date_certainty=one.certainty)
        )
    return replace(reading, claims=tuple(claims))


def _resolve(reading: Reading, published: str | None) -> list[ClaimTime]:
    report = replace(reading.report, published=published)
    return resolve_claim_times(report, reading.claims, find_times(report.text, published=published))


def _reason(one: ClaimTime, ground: str | None) -> str:
    """Write rule and ground; for a date taken from elsewhere with the words that told it."""
    rule = None if one.date is None else one.rule
    told = ", ".join(f"“{' '.join(span.words.split())}”" for span in one.source) if one.certainty == Certainty.INFERRED else ""
    return "; ".join(filter(None, (rule, one.reason, told and f"told by {told}", ground)))
