"""Pairs of tellings compared field by field: each field of each pair falls into one named bin. No bin knows of bits; `weights` does.

All arithmetic is on whole numbers, so a pair falls into the same bins on every machine and in every batch.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whence.link.events.columns import I32, I64, NONE, TYPES, Columns
from whence.link.events.table import Bools, Table
from whence.terms import EventType

Bins = NDArray[np.uint8]

NEAR = 400  # characters between sentences of one report
LEAD = 450  # characters from the start of a report that are its headline and first paragraph


class Pairs:
    """Places a[i] and b[i] of a table, side by side. No place is paired with itself."""

    def __init__(self, table: Table, a: I64, b: I64) -> None:
        self.table, self.a, self.b = table, a, b
        self._taken: dict[str, tuple[Any, Any]] = {}

    def __len__(self) -> int:
        return len(self.a)

    def scalar(self, name: str) -> tuple[I32, I32]:
        """Give one number a row, of both sides."""
        if name not in self._taken:
            self._taken[name] = self.both(self.table.scalar(name))
        return self._taken[name]

    def both(self, column: I32) -> tuple[I32, I32]:
        """Give a column, or several, of both sides."""
        return np.take(column, self.a, axis=-1), np.take(column, self.b, axis=-1)

    def have(self, there: Bools) -> tuple[Bools, Bools]:
        """Give a mark of rows, of both sides."""
        return there[self.a], there[self.b]

    @cached_property
    def one_report(self) -> Bools:
        """Tell which pairs are of one report."""
        left, right = self.scalar("report")
        found: Bools = left == right
        return found

    @cached_property
    def what(self) -> tuple[I32, I32]:
        """Words of the happening, both sides."""
        return self.both(self.table.what)

    @cached_property
    def words(self) -> tuple[I32, I32]:
        """Words of the sentences, both sides."""
        return self.both(self.table.words)

    @cached_property
    def actors(self) -> tuple[tuple[I32, I32], tuple[I32, I32]]:
        """Codes and countries of actors, (left, right) each."""
        codes, countries = self.table.actors
        return self.both(codes), self.both(countries)

    @cached_property
    def recipients(self) -> tuple[tuple[I32, I32], tuple[I32, I32]]:
        """Codes and countries of recipients, (left, right) each."""
        codes, countries = self.table.recipients
        return self.both(codes), self.both(countries)

    @cached_property
    def actor_words(self) -> tuple[I32, I32]:
        """Words of actor phrases, both sides."""
        return self.both(self.table.actor_words)

    @cached_property
    def recipient_words(self) -> tuple[I32, I32]:
        """Words of recipient phrases, both sides."""
        return self.both(self.table.recipient_words)

    @cached_property
    def shared_words(self) -> Bools:
        """Tell which words of the left sentence stand in the right one, [most words, n]."""
        left, right = self.words
        found = np.empty(left.shape, np.bool_)
        same = np.empty(right.shape, np.bool_)
        for word, hit in zip(left, found, strict=True):
            np.equal(right, word, out=same)
            np.logical_or.reduce(same, axis=0, out=hit)
        return found


def pairs_of(columns: Columns, a: I64, b: I64) -> Pairs:
    """Pair rows of columns."""
    rows, places = np.unique(np.concatenate([a, b]), return_inverse=True)
    return Pairs(Table(columns, rows), places[: len(a)], places[len(a) :])


def standing_in(value: I32, others: I32) -> Bools:
    """Tell where one column equals any of several, [n]."""
    found: Bools = np.logical_or.reduce(np.equal(others, value), axis=0)
    return found


def share(left: I32, right: I32) -> Bools:
    """Tell where any of several columns equals any of several others, [n]."""
    if len(left) > len(right):
        left, right = right, left
    found = np.zeros(left.shape[1], np.bool_)
    for value in left:
        found |= standing_in(value, right)
    return found


@dataclass(frozen=True, slots=True)
class Field:
    """A field of evidence: its name, its bins with what each means, in the order of their numbers, and what puts pairs into them."""

    name: str
    bins: dict[str, str]
    compare: Callable[[Pairs], Bins]


def pick(n: int, *cases: tuple[Bools, int]) -> Bins:
    """Put n pairs into the bin of the first case that holds; 0 where none does."""
    found = np.zeros(n, np.uint8)
    for holds, number in reversed(cases):
        found[holds] = number
    return found


def steps(values: I32 | I64 | Bins, edges: tuple[int, ...]) -> Bins:
    """Count the edges that each value reaches."""
    found = np.zeros(len(values), np.uint8)
    for edge in edges:
        found += values >= edge
    return found


SIDES = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
_SIDE = {
    **dict.fromkeys((EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.CONCEDE), 0),
    **dict.fromkeys((EventType.COOPERATE, EventType.AID, EventType.RETREAT), 1),
    **dict.fromkeys((EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN), 2),
    **dict.fromkeys((EventType.PROTEST, EventType.SANCTION, EventType.MOBILIZE, EventType.COERCE, EventType.ASSAULT), 3),
}
SIDE_OF_TYPE = np.array([_SIDE[type_] for type_ in TYPES])
"""Quarter of the ontology of each type, an index of SIDES."""
_COMMON = np.array([t in (EventType.ASSAULT, EventType.MOBILIZE, EventType.COERCE, EventType.ACCUSE) for t in TYPES])
_LEADS = np.array([[0, 1, 2], [1, 3, 4], [2, 4, 5]])
_DENIED = 2  # did_not_occur in the order of Status


def compare_types(pairs: Pairs) -> Bins:
    """Tell the same type, a type of the same quarter of the ontology (verbal or material, cooperation or conflict), and others."""
    left, right = pairs.scalar("type")
    same = left == right
    return pick(len(pairs), (same & _COMMON[left], 0), (same, 1), (SIDE_OF_TYPE[left] == SIDE_OF_TYPE[right], 2), (~same, 3))


def compare_modes(pairs: Pairs) -> Bins:
    """Modes of attack, where both are told."""
    left, right = pairs.scalar("mode")
    return pick(len(pairs), ((left == NONE) | (right == NONE), 0), (left == right, 1), (left != right, 2))


def compare_statuses(pairs: Pairs) -> Bins:
    """Both say that it happened, one denies it, or both do."""
    left, right = pairs.scalar("status")
    found: Bins = (left == _DENIED).astype(np.uint8) + (right == _DENIED)
    return found


def compare_reports(pairs: Pairs) -> Bins:
    """Where the two stand: in one sentence or one report, or days between the publication of their reports."""
    here = pairs.one_report
    at_left, at_right = pairs.scalar("at")
    apart = np.abs(at_left - at_right)
    headline = np.minimum(at_left, at_right) == 0
    day_left, day_right = pairs.scalar("published")
    unknown = (day_left == NONE) | (day_right == NONE)
    gap = 5 + steps(np.abs(day_left - day_right), (1, 2, 4, 8, 31, 366))
    found = pick(len(pairs), (here & (apart == 0), 0), (here & headline, 1), (here & (apart < NEAR), 2), (here, 3), (unknown, 4))
    return np.where(here | unknown, found, gap)


def compare_leads(pairs: Pairs) -> Bins:
    """Of two reports: whether the two stand in headlines, in first paragraphs or further down. What reports are about, they tell there."""
    left, right = (steps(at, (1, LEAD)) for at in pairs.scalar("at"))
    return np.where(pairs.one_report, 0, 1 + _LEADS[left, right]).astype(np.uint8)


TYPE = Field(
    "type",
    {
        "same_common": "the same type, one of the four commonest",
        "same": "the same type",
        "near": "types of one quarter of the ontology",
        "far": "types of different quarters",
    },
    compare_types,
)
MODE = Field("mode", {"unknown": "a mode is not told", "same": "the same mode", "other": "different modes"}, compare_modes)
STATUS = Field(
    "status",
    {"both_occurred": "neither is denied", "one_denied": "one says that it did not happen", "both_denied": "both say that it did not happen"},
    compare_statuses,
)
REPORT = Field(
    "report",
    {
        "one_sentence": "one sentence of one report",
        "headline": "one report, one of them in its headline",
        "near": f"one report, less than {NEAR} characters apart",
        "one_report": "one report",
        "undated": "a report without a date of publication",
        "same_day": "reports of one day",
        "next_day": "reports of two days running",
        "days_3": "reports two or three days apart",
        "week": "reports four to seven days apart",
        "month": "reports up to a month apart",
        "year": "reports up to a year apart",
        "years": "reports more than a year apart",
    },
    compare_reports,
)
LEADS = Field(
    "lead",
    {
        "one_report": "one report",
        "headlines": "both in headlines",
        "headline_lead": "a headline and a first paragraph",
        "headline_body": "a headline and further down",
        "leads": "both in first paragraphs",
        "lead_body": "a first paragraph and further down",
        "bodies": "both further down",
    },
    compare_leads,
)
