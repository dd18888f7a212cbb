"""Where a claim's own time words tell only a limit: "since March", "from Monday", "until 31 May", "by Christmas"."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from whence import edtf
from whence.resolve.times.expressions import Granularity, TimeExpression
from whence.terms import Claim, Status

AHEAD = frozenset((Status.PLANNED, Status.POSSIBLE, Status.DEMANDED))  # what is still to come
_SINCE = re.compile(r"\b(?:since|beginning|starting|effective|as far back as|as early as)\s+(?:the\s+|on\s+|in\s+|about\s+)*$", re.I)
_OPENS = re.compile(r"\W*(?:(?:ever|immediately|shortly|soon|just|right)\s+)?(?P<word>since|after|following)\b\s*(?:the|on|in)?\s*", re.I)
_FAR = 90  # characters from "since" or "after" to the date that it still opens
_BEGUN = re.compile(r"\b(?:beg[au]n|started|launched|opened|erupted|broke out|in force)\b[^.;]*$", re.I)
_LONG = frozenset((Granularity.MONTH, Granularity.SEASON, Granularity.YEAR, Granularity.DECADE))
_FROM = re.compile(r"\b(?:from|as of)\s+(?:the\s+)?$", re.I)
_TO = re.compile(r"\s*(?:[-–—]|(?:to|until|till|through)\b)", re.I)
_UNTIL = re.compile(r"\b(?:until|till|through|by|before|no later than|ahead of|prior to)\s+(?:the\s+)?$", re.I)
_STILL = re.compile(r"\b(?:until|till|through)\s+(?:the\s+)?$", re.I)


class Limit(StrEnum):
    """What a date is the limit of: a time from then on, or one from the report's day up to then."""

    FROM = "from then on"
    UNTIL = "from the report's day up to then"

    def date(self, value: str, published: date | None) -> str:
        """Write the time that a date limits."""
        if self is Limit.FROM:
            return f"{edtf.begin(value)}/.."
        assert published is not None
        return edtf.interval(edtf.day(published), edtf.end(value))


def limit_of(text: str, claim: Claim, best: TimeExpression, published: date | None) -> Limit | None:
    """Tell whether a date is only a limit of the claim's own time; None: it is the time itself.

    best        the expression that the date is taken from
    published   the report's day
    """
    if _is_opened(text, claim, best) or _has_begun(text, claim, best, published):
        return Limit.FROM
    if best.within is not None or claim.status not in (*AHEAD, Status.ONGOING):
        return None
    if best.rule == "not before or after" and best.span.words.lower().startswith("as early as"):
        return Limit.FROM
    before = text[max(0, best.span.start - 30) : best.span.start]
    if claim.status in AHEAD and _FROM.search(before) and not _TO.match(text, best.span.end):
        return Limit.FROM
    is_until = (_UNTIL if claim.status in AHEAD else _STILL).search(before)
    return Limit.UNTIL if is_until and published is not None and best.latest is not None and best.latest > published else None


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


def _has_begun(text: str, claim: Claim, best: TimeExpression, published: date | None) -> bool:
    """Tell whether a date is where something begins that still goes on: "patrols begun in March".

    What goes on has only begun in a month or year that is over; a day may be that on which somebody saw it go on.
    """
    if claim.status != Status.ONGOING or published is None or best.latest is None or best.latest >= published or best.within is not None:
        return False
    return best.granularity in _LONG or _BEGUN.search(text, max(0, best.span.start - 40), best.span.start) is not None
