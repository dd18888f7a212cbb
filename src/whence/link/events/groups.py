"""From scored pairs to events: which tellings a run concerns, their components, and the split of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from whence.link.events.blocks import PAIRS_A_CHUNK, Limits, begins_of, pair_codes, runs, starts_and_sizes
from whence.link.events.cluster import Enough, average_linkage, components
from whence.link.events.columns import I32, I64, NONE, STATUSES, U64, Columns
from whence.link.events.decisions import Links
from whence.link.events.score import APART, score
from whence.link.events.state import Edges
from whence.link.events.table import Bools
from whence.link.events.telling import MAKING
from whence.link.events.weights import Weights

_MAKES = np.array([status in MAKING for status in STATUSES])


def makes_events(columns: Columns) -> Bools:
    """Tell which rows can be members of events, by status."""
    found: Bools = _MAKES[columns.status]
    return found


def places_in_order(columns: Columns, rows: I64) -> I64:
    """Give the place of each of some rows in the order of tellings: by day of publication (unknown last), report, claim."""
    day = np.where(columns.published[rows] == NONE, 1 << 30, columns.published[rows]).tolist()
    report, names, claims = columns.report[rows].tolist(), columns.names.values, columns.claims.values
    keys = [(d, names[r], claims[row]) for d, r, row in zip(day, report, rows.tolist(), strict=True)]
    place = np.empty(len(rows), np.int64)
    place[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(rows))
    return place


@dataclass(frozen=True, slots=True)
class Grouped:
    """Rows that were grouped, the component of each, and the first member of the event of each."""

    rows: I64
    component: I32
    group: I32


def group(columns: Columns, edges: Edges, rows: I64, links: Links, limits: Limits, weights: Weights) -> Grouped:
    """Group some rows into events.

    edges   with both ends among the rows; rows: whole components, sorted, of tellings that make events
    """
    number = np.full(len(columns), -1, np.int64)
    number[rows] = np.arange(len(rows))
    must = _among(links.must, number)
    cannot = _among(links.cannot, number)
    a, b, bits = number[edges.a], number[edges.b], edges.bits.astype(np.int64)
    ruled = np.isin(pair_codes(np.maximum(a, b), np.minimum(a, b)), pair_codes(*cannot))
    a, b, bits = a[~ruled], b[~ruled], bits[~ruled]
    strong = bits >= weights.near
    component = components(len(rows), np.concatenate([a[strong], must[0]]), np.concatenate([b[strong], must[1]]))
    together = components(len(rows), *must)
    merged = np.bincount(together, minlength=len(rows))[together] > 1
    inside = component[a] == component[b]
    found = [(a[inside], b[inside], bits[inside])]
    both = (np.concatenate([one, other]) for one, other in zip((a, b), cannot, strict=True))
    for left, right in _not_compared(component, *_inside(component, *both), limits):
        more = score(columns, rows[np.maximum(left, right)], rows[np.minimum(left, right)], weights).astype(np.int64)
        worth = (more > weights.floor) | (more == APART)
        found.append((left[worth], right[worth], more[worth]))
    left, right, evidence = (np.concatenate(part) for part in zip(*found, strict=True))
    # What a person merged, the rules held apart, or would have: they do not keep further tellings from it.
    kept = (evidence != APART) | ~(merged[left] | merged[right])
    one, other = _inside(component, *cannot)
    left, right = np.concatenate([left[kept], one]), np.concatenate([right[kept], other])
    evidence = np.concatenate([evidence[kept], np.full(len(one), APART)])
    place = places_in_order(columns, rows)
    leader = average_linkage(place, component, together, left, right, evidence, Enough(weights.join, weights.floor, weights.surplus))
    first = np.full(len(rows), len(rows), np.int64)
    np.minimum.at(first, component, place)
    at_place = np.empty(len(rows), np.int64)
    at_place[place] = np.arange(len(rows))
    return Grouped(rows, rows[at_place[first[component]]].astype(np.int32), rows[leader].astype(np.int32))


def _among(pairs: tuple[tuple[int, int], ...], number: I64) -> tuple[I64, I64]:
    """Keep the pairs with both ends among the numbered rows, as numbers, greater first."""
    both = np.array(pairs, np.int64).reshape(-1, 2)
    found = number[both]
    found = found[(found >= 0).all(axis=1)]
    return found.max(axis=1, initial=0), found.min(axis=1, initial=1 << 40)


def _inside(component: I64, a: I64, b: I64) -> tuple[I64, I64]:
    """Keep the pairs of one component."""
    inside = component[a] == component[b]
    return a[inside], b[inside]


def _not_compared(component: I64, a: I64, b: I64, limits: Limits) -> Iterator[tuple[I64, I64]]:
    """Give the pairs of small components that are not among the edges, in chunks."""
    order = np.argsort(component, kind="stable")
    start, size = starts_and_sizes(component[order])
    small = np.flatnonzero((size > 1) & (size <= limits.component))
    known = np.sort(pair_codes(np.maximum(a, b), np.minimum(a, b)))
    n_earlier = small - start[small]
    total = np.cumsum(n_earlier)
    at = 0
    while at < len(small):
        end = max(at + 1, int(np.searchsorted(total, (total[at - 1] if at else 0) + PAIRS_A_CHUNK)))
        n = n_earlier[at:end]
        left, right = order[np.repeat(small[at:end], n)], order[runs(start[small[at:end]], n)]
        missing = ~_is_in(pair_codes(left, right), known)
        yield left[missing], right[missing]
        at = end


def _is_in(codes: U64, known: U64) -> Bools:
    if not len(known):
        return np.zeros(len(codes), np.bool_)
    at = np.minimum(np.searchsorted(known, codes), len(known) - 1)
    found: Bools = known[at] == codes
    return found


def first_members(groups: I32) -> I64:
    """Give the first members of all events."""
    found = np.sort(groups[groups >= 0]).astype(np.int64)
    return found[begins_of(found)] if len(found) else found
