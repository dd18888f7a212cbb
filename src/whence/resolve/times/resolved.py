"""What an expression stands for once its anchors are known, and how that is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from whence.resolve.times.anchors import Anchors
from whence.resolve.times.expressions import Granularity, TimeType
from whence.resolve.times.points import Point
from whence.terms import Certainty

NO_DATE = "no publication date, and no full date before it in the text"
NOT_COUNTED = "no publication date, and it is not counted from the dates that the text tells before it"
MONTH_ONLY = "the publication date is known only to the month or year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What an expression stands for, ready to be told.

    point    the calendar unit, where it is one: later words may be counted from it
    """

    type: TimeType
    value: str
    edtf: str | None = None
    earliest: date | None = None
    latest: date | None = None
    granularity: Granularity | None = None
    certainty: Certainty = Certainty.UNRESOLVED
    zone: str | None = None
    anchor: str = "none needed"
    reason: str | None = None
    point: Point | None = None


class Phrase(Protocol):
    """A time expression before its anchors are known."""

    def resolve(self, at: Anchors) -> Resolved | None:
        """Resolve; None where the words are no time after all."""
        ...


def as_resolved(point: Point, anchor: str = "none needed", *, reason: str | None = None, certainty: Certainty | None = None) -> Resolved:
    """Tell of a point: its value, EDTF date, days and certainty."""
    value, days = point.edtf, point.open_days
    kind = TimeType.TIME if point.is_within_a_day else TimeType.DATE
    if certainty is None:
        loose = point.approximate or point.edge == "mid" or point.code in ("SP", "SU", "FA", "WI")
        certainty = Certainty.UNRESOLVED if value is None else Certainty.APPROXIMATE if loose or reason else Certainty.EXACT
    return Resolved(
        type=kind,
        value=point.value,
        edtf=value,
        earliest=days[0] if value and days else None,
        latest=days[1] if value and days else None,
        granularity=point.unit,
        certainty=certainty,
        zone=point.zone,
        anchor=anchor,
        reason=reason,
        point=point,
    )


def no_date(at: Anchors) -> str:
    """Say why there is nothing that words could be counted from, where the report's date is not known."""
    return NOT_COUNTED if at.told else NO_DATE


def unresolved(point: Point, reason: str) -> Resolved:
    """Tell of a point that cannot be told, with the reason."""
    return replace(as_resolved(point, "none found", reason=reason), certainty=Certainty.UNRESOLVED, edtf=None, earliest=None, latest=None, point=None)


def published_month(at: Anchors, anchor: str) -> Resolved:
    """Where the report's day is not known, what is counted in days from it lies about its month."""
    assert at.published is not None
    return as_resolved(replace(at.published, approximate=False), anchor, reason=MONTH_ONLY)


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Words that are a time only where the words around them say so ("may", "2,000 men", "days"): `stands` decides on (words before, words after).

    otherwise   what they stand for where they do not; None: no time at all
    """

    phrase: Phrase
    stands: Callable[[str, str], bool]
    otherwise: Phrase | None = None

    def resolve(self, at: Anchors) -> Resolved | None:
        """See `Phrase`."""
        return self.phrase.resolve(at)
