"""Claims that foretell (planned, possible, demanded): each is attached to the event that it has most evidence for, if that came after it was told."""

from __future__ import annotations

import numpy as np

from whence.link.events.blocks import begins_of, starts_and_sizes
from whence.link.events.columns import I32, I64, NONE, OPEN_END, Columns
from whence.link.events.decisions import Links
from whence.link.events.groups import places_in_order
from whence.link.events.score import APART
from whence.link.events.state import NO_GROUP, Edges
from whence.link.events.table import Bools
from whence.link.events.weights import Weights

MOST_MEMBERS = 3  # of an event whose evidence counts: the best; a claim is seldom compared with all of a large event


def came_after(columns: Columns, claims: I64, members: I64) -> Bools:
    """Tell which members' dates do not end before what the claims foretell was told.

    A claim tells from its own first day on (the day of its report, as a rule), else from its publication; a member without a date came on the day of
    its publication. What is not known at all counts as after.
    """
    first = columns.first[claims]
    told = np.where(columns.last[claims] == NONE, columns.published[claims], first)
    last = columns.last[members]
    came = np.where(last == NONE, columns.published[members], last)
    found: Bools = (told == NONE) | (came == NONE) | (came == OPEN_END) | (came >= told)
    return found


def attach(columns: Columns, edges: Edges, group: I32, claims: I64, links: Links, weights: Weights) -> tuple[I32, I32]:
    """Find the event that each of some claims foretells.

    edges    all that have one of the claims at one end, and a member of an event at the other
    claims   sorted

    Returns the first member of its event (NO_GROUP: none) and the mean evidence in centibits, for each claim.
    """
    event = np.full(len(claims), NO_GROUP, np.int32)
    mean = np.zeros(len(claims), np.int32)
    foretells = np.zeros(len(columns), np.bool_)
    foretells[claims] = True
    swap = foretells[edges.b]
    claim, member = np.where(swap, edges.b, edges.a).astype(np.int64), np.where(swap, edges.a, edges.b).astype(np.int64)
    good = (edges.bits != APART) & came_after(columns, claim, member)
    claim, member, bits = claim[good], member[good], edges.bits[good].astype(np.int64)
    into = group[member].astype(np.int64)
    barred = _events_of(links.cannot, group, foretells)
    for one, other in barred:
        keep = (claim != one) | (into != other)
        claim, into, bits = claim[keep], into[keep], bits[keep]
    sizes = np.bincount(group[group >= 0], minlength=len(columns))
    order = np.lexsort((-bits, into, claim))
    claim, into, bits = claim[order], into[order], bits[order]
    if len(claim):
        begins = np.flatnonzero(begins_of(claim, into))
        start, _ = starts_and_sizes(np.cumsum(begins_of(claim, into), dtype=np.int64))
        counted = np.arange(len(claim)) - start < MOST_MEMBERS
        total = np.add.reduceat(np.where(counted, bits, 0), begins)
        n = np.add.reduceat(counted.astype(np.int64), begins)
        claim, into = claim[begins], into[begins]
        of = np.minimum(sizes[into], MOST_MEMBERS)
        means = (total + weights.floor * (of - n)) // of
        good = means >= weights.attach
        claim, into, means = claim[good], into[good], means[good]
        events = np.unique(into)
        place = places_in_order(columns, events)[np.searchsorted(events, into)]
        order = np.lexsort((place, -means, claim))
        best = order[begins_of(claim[order])] if len(order) else order
        at = np.searchsorted(claims, claim[best])
        event[at], mean[at] = into[best], means[best]
    for one, other in _events_of(links.must, group, foretells):
        at = int(np.searchsorted(claims, one))
        event[at], mean[at] = other, weights.cap
    return event, mean


def _events_of(pairs: tuple[tuple[int, int], ...], group: I32, foretells: Bools) -> list[tuple[int, int]]:
    """Give (claim, event) for pairs of a claim that foretells and a member of an event."""
    found = []
    for a, b in pairs:
        for one, other in ((a, b), (b, a)):
            if foretells[one] and group[other] >= 0:
                found.append((one, int(group[other])))
    return found
