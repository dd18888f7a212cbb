"""Times: every time expression of a text, the date of a claim, and a report's own date, each with the rule that gave it.

`find_times` finds and resolves, `resolve_claim_times` dates the claims of a report, `find_publication_date` tells a report's own date from its text,
and `date_claims` does all of it for a reading.
"""

from whence.resolve.times.claims import resolve_claim_time, resolve_claim_times
from whence.resolve.times.dating import Anchor, anchor_of, date_claims
from whence.resolve.times.expressions import ClaimTime, Granularity, PublicationDate, TimeExpression, TimeType
from whence.resolve.times.find import find_times
from whence.resolve.times.publication import find_publication_date
from whence.terms import Certainty

__all__ = [
    "Anchor",
    "Certainty",
    "ClaimTime",
    "Granularity",
    "PublicationDate",
    "TimeExpression",
    "TimeType",
    "anchor_of",
    "date_claims",
    "find_publication_date",
    "find_times",
    "resolve_claim_time",
    "resolve_claim_times",
]
