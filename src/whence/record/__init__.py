"""The store: readings kept in one SQLite file, so that nothing is lost, nothing is changed in silence, and everything can be proved again.

This package imports SQLAlchemy: whoever uses it imports it where it is needed, so that `import whence` stays light.
"""

from whence.record.links import ClaimRole, CopyRow, EventClaimRow, EventRow, Linked, Links, OriginRow, PairRow, UncomparedRow
from whence.record.proof import Finding, Verification
from whence.record.store import Counts, Record, ReportRow

__all__ = [
    "ClaimRole",
    "CopyRow",
    "Counts",
    "EventClaimRow",
    "EventRow",
    "Finding",
    "Linked",
    "Links",
    "OriginRow",
    "PairRow",
    "Record",
    "ReportRow",
    "UncomparedRow",
    "Verification",
]
