"""What resolving times gives: expressions of a text, dates of claims, a report's own date. Each value with the rule that gave it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from whence.terms import Certainty, Span


class TimeType(StrEnum):
    """The four types of TIMEX3."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Granularity(StrEnum):
    """The unit in which the words state a time: "in 2009" is a year, "on Wednesday night" a part of a day."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    PART_OF_DAY = "part of day"
    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF_YEAR = "half-year"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A time expression of a text and what it stands for.

    span         its words, without the preposition before them
    value        TIMEX3 value: `2024-02-07TNI`, `P2W`, `XXXX-WXX-5`, `PRESENT_REF`; digits that cannot be told are X
    edtf         EDTF date or interval where it is a point or an interval on the calendar, else None
    within       EDTF interval of the range whose one end this is ("between 2009 and 2011": `2009/2011` on both ends), else None
    earliest     first day, last day that the words leave open; None where unresolved, without end, or before the year 1
    zone         time zone as stated: "GMT", "+03:00", "local"; None where none is
    rule         name of the grammar rule that gave it
    anchor       what it was counted from: "published 2024-02-09", "text 2011-03", "none needed"
    reason       why it is unresolved or approximate; None where there is nothing to say
    """

    span: Span
    type: TimeType
    value: str
    edtf: str | None = None
    within: str | None = None
    earliest: date | None = None
    latest: date | None = None
    granularity: Granularity | None = None
    certainty: Certainty = Certainty.UNRESOLVED
    zone: str | None = None
    rule: str = ""
    anchor: str = ""
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTime:
    """The date of a claim.

    date       EDTF date or interval; None where it cannot be told
    source     words that carry it, none where it comes from the report's date alone
    rule       name of the rule; reason: one sentence for a reader
    """

    date: str | None
    certainty: Certainty
    rule: str
    reason: str
    source: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationDate:
    """A report's own date, told from its text alone.

    date       EDTF day or month; None where the text does not tell
    certainty  INFERRED, or UNRESOLVED: a text never proves its own date
    reason     one sentence for a reader
    source     the words that it was told from
    """

    date: str | None
    certainty: Certainty
    reason: str
    source: tuple[Span, ...] = ()
