"""Which of two reports with one text is the copy: by credit, by day, by what one holds of the other."""

from __future__ import annotations

from typing import NamedTuple

from whence.link.copies.compare import Comparison
from whence.link.copies.kinds import contains
from whence.link.copies.known import Known

_LEAD = 3  # first sentences, among which a cut keeps the beginning of its original


class Direction(NamedTuple):
    """Whether the first of two reports is the copy, whether that is known, and what tells it."""

    first_is_copy: bool
    directed: bool
    why: str


def direction_of(a: Known, b: Known, found: Comparison) -> Direction:
    """Tell which of two reports is the copy.

    In this order: who credits the other's house; who appeared on a later day; of two of which one holds the whole of the other but begins otherwise,
    the longer; who leaves out the agency that the other names; of two of which one holds the whole of the other, the shorter; the one farther from an
    origin by rank. The third and the last two are guesses: not directed.
    """
    a_credits, b_credits = a.credits(b.house), b.credits(a.house)
    if a_credits != b_credits:
        return Direction(a_credits, True, "The copy credits the other's outlet.")
    if a.day is not None and b.day is not None and a.day != b.day:
        return Direction(
            a.day > b.day, True, f"The copy appeared {abs(a.day - b.day)} days later." if abs(a.day - b.day) > 1 else "The copy appeared a day later."
        )
    holding = next(
        ((longer, shorter, first) for longer, shorter, first in ((found.b, found.a, True), (found.a, found.b, False)) if contains(longer, shorter)),
        None,
    )
    keeps_lead = holding is not None and bool(holding[0].copied[:_LEAD].any() and holding[1].copied[:_LEAD].any())
    if holding is not None and not keeps_lead:
        return Direction(not holding[2], False, "Not known; the longer report begins otherwise, as one does that takes another in.")
    if (a.wire is None) != (b.wire is None):
        return Direction(a.wire is None, True, "The original names the agency that its text comes from; the copy does not.")
    if holding is not None:
        return Direction(holding[2], False, "Not known; the shorter report begins as the longer does, as a cut one does.")
    return Direction(a.rank > b.rank, False, "Not known.")
