"""Times and places of pairs: overlap given precision and certainty, distance against uncertainty."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

import numpy as np

from whence.link.events.columns import CERTAINTIES, I32, I64, NONE, OPEN_END, OPEN_START, UNITS_A_KM
from whence.link.events.compare import Bins, Field, Pairs, pick, share, steps
from whence.link.events.table import Bools
from whence.terms import Certainty

POINT_KM = 60  # up to this uncertainty a place counts as a point: towns and districts do, provinces do not
SLACK_KM = 25  # two outlets name the next town
_FIRM = np.array([certainty in (Certainty.EXACT, Certainty.APPROXIMATE, Certainty.RANGE) for certainty in CERTAINTIES] + [False])  # last: NONE = -1
_LONG = 31  # days: a longer interval says little


def told_in_words(pairs: Pairs) -> tuple[Bools, Bools]:
    """Tell on which sides the date stands on time words of its own."""
    left, right = pairs.scalar("certainty")
    return _FIRM[left], _FIRM[right]


def days_apart(pairs: Pairs) -> I32:
    """Count the days between two dates: 0 where they overlap or one is not known."""
    (first_a, first_b), (last_a, last_b) = pairs.scalar("first"), pairs.scalar("last")
    gap = np.maximum(0, np.maximum(first_a, first_b) - np.minimum(last_a, last_b))
    return np.where((last_a == NONE) | (last_b == NONE), 0, gap)


def compare_times(pairs: Pairs) -> Bins:
    """Overlap or gap of the two dates; told by words of their own on both sides, on one, or on none."""
    (first_a, first_b), (last_a, last_b) = pairs.scalar("first"), pairs.scalar("last")
    firm_a, firm_b = told_in_words(pairs)
    both_firm = firm_a & firm_b
    unknown = (last_a == NONE) | (last_b == NONE)
    gap = days_apart(pairs)
    overlap = (gap == 0) & ~unknown
    open_end = (first_a == OPEN_START) | (first_b == OPEN_START) | (last_a == OPEN_END) | (last_b == OPEN_END)
    long = np.maximum(last_a - first_a, last_b - first_b) > _LONG
    one_day = overlap & (first_a == last_a) & (first_b == last_b)
    found = pick(
        len(pairs),
        (unknown, 0),
        (one_day & both_firm, 1),
        (one_day & (firm_a | firm_b), 2),
        (one_day, 3),
        (overlap & open_end, 4),
        (overlap & long, 5),
        (overlap, 6),
    )
    far = 7 + steps(gap, (2, 4, 8, 31)) + np.where(both_firm, 5, 0).astype(np.uint8)
    return np.where(unknown | overlap, found, far)


class _Places(NamedTuple):
    """How the places of two sides lie, over every two of them, [n] each; all False where a side has none.

    near     some two lie within each other's reach; next: or at most SLACK_KM beyond; same: some two are one entry of a gazetteer
    point    as before, of two that are both points
    beyond   no two lie within reach and slack; points: all are points
    """

    near: Bools
    near_point: Bools
    next_point: Bools
    same: Bools
    same_point: Bools
    beyond: Bools
    points: Bools


def _places(pairs: Pairs) -> _Places:
    there = np.logical_and(*pairs.have(pairs.table.has("places")))
    some = np.flatnonzero(there)
    a, b = pairs.a[some], pairs.b[some]
    id_, x, y, z, km = pairs.table.place
    found = _Places(*(np.zeros(len(some), np.bool_) for _ in range(5)), *(np.ones(len(some), np.bool_) for _ in range(2)))
    for i, j in product(range(len(id_)), repeat=2):
        both = (id_[i, a] >= 0) & (id_[j, b] >= 0)
        chord = sum(((axis[i, a] - axis[j, b]).astype(np.int64) ** 2 for axis in (x, y, z)), start=np.zeros(len(some), np.int64))
        reach = km[i, a].astype(np.int64) + km[j, b]
        point = both & (np.maximum(km[i, a], km[j, b]) <= POINT_KM)
        near = both & (chord <= (reach * UNITS_A_KM) ** 2)
        next_ = both & (chord <= ((reach + SLACK_KM) * UNITS_A_KM) ** 2)
        same = id_[i, a] == id_[j, b]
        for total, more in zip(found[:5], (near, near & point, next_ & point, same, same & point), strict=True):
            total |= more
        found.beyond[next_] = False
        found.points[both & ~point] = False
    return _Places(*(_spread(one, some, len(pairs)) for one in found))


def _spread(values: Bools, places: I64, n: int) -> Bools:
    found = np.zeros(n, np.bool_)
    found[places] = values
    return found


def points_apart(pairs: Pairs) -> Bools:
    """Tell which pairs happened at points that cannot be one: both have places, all of them points, and each lies beyond the others' reach."""
    found = _places(pairs)
    return found.beyond & found.points


def compare_places(pairs: Pairs) -> Bins:
    """Points that may be one, a point in a region, regions that overlap, and how far apart the others are."""
    has_a, has_b = pairs.have(pairs.table.has("places"))
    found = _places(pairs)
    return pick(
        len(pairs),
        (~has_a | ~has_b, 0),
        (found.same_point | found.near_point, 1),
        (found.next_point, 2),
        (found.same, 3),
        (found.near, 4),
        (share(*pairs.both(pairs.table.countries)), 5),
        (has_a & has_b, 6),
    )


def compare_place_words(pairs: Pairs) -> Bins:
    """Words of the place phrases, for places that no gazetteer knows ("a highway bridge")."""
    has_a, has_b = pairs.have(pairs.table.has("place_words"))
    shared = share(*pairs.both(pairs.table.place_words))
    return pick(len(pairs), (~has_a | ~has_b, 0), (shared, 1), (~shared, 2))


WHEN = Field(
    "when",
    {
        "unknown": "a date is not told",
        "same_day_told": "the same day, by time words on both sides",
        "same_day_half_told": "the same day, by time words on one side",
        "same_day_inferred": "the same day, inferred on both sides",
        "open_overlap": "intervals overlap, one without an end",
        "long_overlap": "intervals overlap, one longer than a month",
        "overlap": "intervals overlap",
        "gap_1": "a day apart",
        "gap_3": "two or three days apart",
        "gap_7": "four to seven days apart",
        "gap_30": "up to a month apart",
        "gap_long": "more than a month apart",
        "gap_1_told": "a day apart, by time words on both sides",
        "gap_3_told": "two or three days apart, by time words on both sides",
        "gap_7_told": "four to seven days apart, by time words on both sides",
        "gap_30_told": "up to a month apart, by time words on both sides",
        "gap_long_told": "more than a month apart, by time words on both sides",
    },
    compare_times,
)
WHERE = Field(
    "where",
    {
        "unknown": "a place is not told",
        "same_point": "points that may be one",
        "next_point": f"points at most {SLACK_KM} km beyond each other's reach",
        "same_region": "the same region or country",
        "inside": "a place inside the other",
        "same_country": "different places of one country",
        "elsewhere": "places of different countries",
    },
    compare_places,
)
WHERE_WORDS = Field(
    "where_words",
    {"unknown": "no words for a place", "shared": "a word of the place phrases in common", "other": "other words for the place"},
    compare_place_words,
)
