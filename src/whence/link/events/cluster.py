"""Components of linked tellings, and their split into events by average linkage.

In rounds, any two groups join that are each other's best neighbour, if the evidence between them is enough: its mean over all pairs of one's claims
with the other's, and a surplus for many pairs, since a mean over many is surer than one over few. A pair that is not among the edges counts for the
floor; a forbidden pair keeps its groups apart for good.
Rounds of one component do not touch those of another, all arithmetic is on whole numbers, and among equals the telling published first decides: the
groups do not depend on the order of anything, nor on what else is grouped in the same run.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from whence.link.events.blocks import begins_of
from whence.link.events.columns import I64
from whence.link.events.score import APART

_NEVER = -(1 << 44)  # a forbidden pair in a sum: no evidence outweighs it
_FORBIDDEN = -(1 << 40)
_LOG2 = np.array([0, 0, 100, 158, 200, 232, 258, 281, 300, 317, 332, 346, 358, 370, 381, 391, 400])  # hundredths of log2 of 0 (unused) to 16
_FINE = 256  # means are compared in this part of a centibit
_LAST = (1 << 32) - 1


def components(n: int, a: I64, b: I64) -> I64:
    """Find the components of n nodes joined by edges: the least member of each node's [n].

    Method: labels fall along edges and are halved, until none changes (Shiloach & Vishkin 1982, in rounds over all edges).
    """
    label = np.arange(n, dtype=np.int64)
    left, right = a.astype(np.int64), b.astype(np.int64)
    while len(left):
        low = np.minimum(label[left], label[right])
        np.minimum.at(label, label[left], low)
        np.minimum.at(label, label[right], low)
        while True:
            halved = label[label]
            if np.array_equal(halved, label):
                break
            label = halved
        unlike = label[left] != label[right]
        left, right = left[unlike], right[unlike]
    return label


@dataclass(frozen=True, slots=True)
class Enough:
    """How much evidence joins two groups, in centibits.

    join      least mean and surplus together
    floor     what a pair counts for that is not among the edges
    surplus   for every doubling of the number of pairs, up to 16 pairs
    """

    join: int
    floor: int
    surplus: int


def average_linkage(rank: I64, component: I64, together: I64, a: I64, b: I64, bits: I64, enough: Enough) -> I64:
    """Group n tellings.

    rank       [n] place of each telling in their order, 0 to n - 1
    component  [n] number of each telling's component, below n; no edge leads from one to another
    together   [n] a telling's group to begin with, the number of one of its members
    a, b       [n_edges] pairs, each once in either direction; bits: their evidence in centibits, APART for what cannot be

    Returns the group of each, the number of its member of least rank.
    """
    n = len(rank)
    at_rank = np.empty(n, np.int64)
    at_rank[rank] = np.arange(n)
    leader = _leaders(rank, together)
    size = np.bincount(leader, minlength=n).astype(np.int64)
    value = np.where(bits == APART, _NEVER, bits).astype(np.int64)
    low, high, total, count = _merged(leader[a], leader[b], value, np.ones(len(a), np.int64))
    most = enough.surplus * int(_LOG2[-1]) // 100
    while len(low):
        pairs = size[low] * size[high]
        mean = (_FINE * (total + enough.floor * (pairs - count))) // pairs
        worth = mean + _FINE * (enough.surplus * _LOG2[np.minimum(pairs, len(_LOG2) - 1)] // 100)
        good = (worth >= _FINE * enough.join) & (total > _FORBIDDEN)
        left, right = low[good], high[good]
        if not len(left):
            break
        best = _best(rank, at_rank, left, right, worth[good])
        mutual = (best[left] == right) & (best[right] == left)
        one, other = left[mutual], right[mutual]
        swap = rank[other] < rank[one]
        kept, gone = np.where(swap, other, one), np.where(swap, one, other)
        target = np.arange(n)
        target[gone] = kept
        size[kept] += size[gone]
        leader = target[leader]
        # The mean of joined groups lies between their means: a group all of whose means stay below what the greatest surplus lifts to `join` never
        # joins.
        hope = (mean + _FINE * most >= _FINE * enough.join) & (total > _FORBIDDEN)
        active = np.zeros(n, np.bool_)
        active[low[hope]] = active[high[hope]] = True
        going_on = np.zeros(n, np.bool_)  # a component where nothing joined stays as it is
        going_on[component[one]] = True
        keep = active[low] & active[high] & going_on[component[low]]
        low, high, total, count = _merged(target[low[keep]], target[high[keep]], total[keep], count[keep])
    return leader


def _leaders(rank: I64, together: I64) -> I64:
    """Name each group by its member of least rank."""
    order = np.lexsort((rank, together))
    first = begins_of(together[order])
    leader = np.empty(len(rank), np.int64)
    leader[order] = order[first][np.cumsum(first) - 1]
    return leader


def _merged(a: I64, b: I64, total: I64, count: I64) -> tuple[I64, I64, I64, I64]:
    """Add up edges between the same two groups; edges within one fall away."""
    between = a != b
    low, high = np.minimum(a, b)[between], np.maximum(a, b)[between]
    code = (low << 32) | high
    order = np.argsort(code)
    begins = np.flatnonzero(begins_of(code[order]))
    if not len(begins):
        return low, high, total[between], count[between]
    first = order[begins]
    return low[first], high[first], np.add.reduceat(total[between][order], begins), np.add.reduceat(count[between][order], begins)


def _best(rank: I64, at_rank: I64, left: I64, right: I64, mean: I64) -> I64:
    """Give each node's neighbour of the highest mean, the one of least rank among equals; nodes without a neighbour get node 0's number."""
    best = np.full(len(rank), -1 << 62, np.int64)
    np.maximum.at(best, left, (mean << 32) | (_LAST - rank[right]))
    np.maximum.at(best, right, (mean << 32) | (_LAST - rank[left]))
    found: I64 = at_rank[np.minimum(_LAST - (best & _LAST), len(rank) - 1)]
    return found
