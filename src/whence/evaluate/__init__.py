"""Compare readings with gold: every figure of the scoring table of docs/evaluate.md.

`load_readings` loads both sides, `score` gives the figures of all reports together, `score_per_report` those of each.
"""

from whence.evaluate.dates import DateRange, parse_date
from whence.evaluate.figures import Prf, Scores, Share
from whence.evaluate.loading import AttributionsOnly, load_readings
from whence.evaluate.matching import match_attributions, match_claims
from whence.evaluate.scoring import score, score_per_report

__all__ = [
    "AttributionsOnly",
    "DateRange",
    "Prf",
    "Scores",
    "Share",
    "load_readings",
    "match_attributions",
    "match_claims",
    "parse_date",
    "score",
    "score_per_report",
]
