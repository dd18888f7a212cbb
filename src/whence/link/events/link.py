"""Linking: tellings in, events out, all at once or a few more at a time, with the same result."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from whence.link.events.attach import attach
from whence.link.events.blocks import Groups, Index, Limits, begins_of, groups_of, propose
from whence.link.events.columns import I64, U64, with_tellings
from whence.link.events.decisions import Decision, Links, claims_in, decided_links, rows_of
from whence.link.events.groups import group, makes_events
from whence.link.events.keys import RULES
from whence.link.events.linking import Linking
from whence.link.events.lost import lost_pairs, numbers_after, still_proposed
from whence.link.events.score import APART, score
from whence.link.events.state import NO_GROUP, Edges, Oversize, State, new_state, no_edges
from whence.link.events.table import Bools
from whence.link.events.telling import Telling
from whence.link.events.weights import Weights, bundled_weights


def link(tellings: Iterable[Telling], *, decisions: Sequence[Decision] = (), weights: Weights | None = None, limits: Limits | None = None) -> Linking:
    """Link tellings into events.

    tellings    in any order; a claim that comes twice counts once
    decisions   a person's, oldest first
    weights     None: the bundled ones

    The result is the same for every order of the tellings.
    """
    return Linking(link_more(start(weights=weights, limits=limits), tellings, decisions=decisions))


def start(*, weights: Weights | None = None, limits: Limits | None = None) -> State:
    """Make a state without tellings, to link into."""
    return new_state(weights or bundled_weights(), limits or Limits())


def link_more(state: State, tellings: Iterable[Telling], *, decisions: Sequence[Decision] = ()) -> State:
    """Link further tellings into a state, and heed further decisions; the state given stays as it is.

    The result is that of linking all tellings and decisions at once. Only blocks and components that the new ones touch are looked at.
    """
    n_before = len(state)
    columns = with_tellings(state.columns, tellings)
    state = replace(state, columns=columns, **_longer(state, len(columns)))
    touched = np.zeros(len(columns), np.bool_)
    touched[n_before:] = True
    state = _with_pairs(state, n_before, touched)
    every = (*state.decisions, *decisions)
    links = decided_links(every, columns.claims.values)
    if decisions:
        touched[list(rows_of(columns.claims.values, claims_in(every)).values())] = True  # what an older decision ruled may be overruled
    return _regrouped(replace(state, decisions=every), touched, links)


def _longer(state: State, n: int) -> dict[str, Any]:
    more = n - len(state.group)
    found = {name: np.append(getattr(state, name), np.full(more, NO_GROUP, np.int32)) for name in ("component", "group", "attached")}
    return found | {"attached_bits": np.append(state.attached_bits, np.zeros(more, np.int32))}


def _with_pairs(state: State, n_before: int, touched: Bools) -> State:
    """Index the new rows, take away pairs that are no longer proposed, score the new ones; marks rows whose pairs changed as touched."""
    columns = state.columns
    new = np.arange(n_before, len(columns))
    indexes: list[Index] = []
    groups: list[Groups] = []
    lost: list[U64] = []
    n_proposed = state.n_proposed.copy()
    oversize = state.oversize
    for number, (rule, index) in enumerate(zip(RULES, state.index, strict=True)):
        rows, keys = rule.keys(columns, new)
        indexes.append(index.with_rows(rows, keys))
        concerned = np.unique(keys)
        now = indexes[-1].under(concerned) if n_before else indexes[-1]
        groups.append(groups_of(columns, now, state.limits))
        if n_before:
            then = now.before(n_before)
            before = groups_of(columns, then, state.limits)
            n_proposed[number] -= before.n_pairs().sum()
            lost.append(lost_pairs(before, groups[-1], numbers_after(then, now)))
        n_proposed[number] += groups[-1].n_pairs().sum()
        oversize = _with_oversize(oversize, number, now, groups[-1], state.limits)
    edges = _without(state, tuple(indexes), np.unique(np.concatenate(lost)) if lost else np.zeros(0, np.uint64), touched)
    edges = edges.with_edges(_scored(state, groups, n_before))
    return replace(state, index=tuple(indexes), edges=edges, n_proposed=n_proposed, oversize=oversize)


def _with_oversize(oversize: Oversize, rule: int, now: Index, groups: Groups, limits: Limits) -> Oversize:
    keys = now.keys[begins_of(now.keys)]
    size = np.bincount(groups.block, minlength=len(keys)).astype(np.int64)
    compared = np.bincount(groups.block, weights=groups.n_pairs(), minlength=len(keys)).astype(np.int64)
    large = size > limits.block
    old = oversize.where(~((oversize.rule == rule) & np.isin(oversize.key, keys)))
    skipped = size * (size - 1) // 2 - compared
    found = Oversize(
        np.append(old.rule, np.full(int(large.sum()), rule, np.uint8)),
        np.append(old.key, keys[large]),
        np.append(old.size, size[large]),
        np.append(old.n_skipped, skipped[large]),
    )
    return found.where(np.lexsort((found.key, found.rule)))


def _without(state: State, indexes: tuple[Index, ...], lost: U64, touched: Bools) -> Edges:
    """Take edges away that no rule proposes any more; others get the first rule that still does."""
    edges = state.edges
    codes = edges.codes() if len(lost) else lost
    if not len(codes):
        return edges
    at = np.minimum(np.searchsorted(codes, lost), len(codes) - 1)
    hit = at[codes[at] == lost]
    if not len(hit):
        return edges
    there, rule = still_proposed(state.columns, indexes, codes[hit], state.limits)
    rules = edges.rule.copy()
    rules[hit[there]] = rule[there]
    gone = hit[~there]
    touched[edges.a[gone]] = touched[edges.b[gone]] = True
    keep = np.ones(len(edges), np.bool_)
    keep[gone] = False
    return replace(edges, rule=rules).where(keep)


def _scored(state: State, groups: Sequence[Groups], lowest: int) -> Edges:
    """Score what is proposed for rows from `lowest` on; two claims of which neither makes events are not compared."""
    columns, weights = state.columns, state.weights
    makes = makes_events(columns)
    found = [no_edges()]
    for proposed in propose(columns, groups, lowest):
        worth = makes[proposed.a] | makes[proposed.b]
        a, b, rule = proposed.a[worth], proposed.b[worth], proposed.rule[worth]
        bits = score(columns, a, b, weights)
        kept = (bits > weights.floor) | (bits == APART)
        found.append(Edges(a[kept].astype(np.int32), b[kept].astype(np.int32), bits[kept].astype(np.int16), rule[kept]))
    return Edges(*(np.concatenate([getattr(one, name) for one in found]) for name in ("a", "b", "bits", "rule")))


def _regrouped(state: State, touched: Bools, links: Links) -> State:
    """Group the components that touched rows belong to anew, and attach the claims that foretell anew where these or their events are touched."""
    columns, edges, weights = state.columns, state.edges, state.weights
    makes = makes_events(columns)
    both = makes[edges.a] & makes[edges.b]
    old = state.component
    labels = np.zeros(len(columns), np.bool_)
    labels[old[touched & (old >= 0)]] = True
    # A telling that comes into reach of a component touches it; so does a pair within one that was scored anew.
    at_touched = both & (touched[edges.a] | touched[edges.b])
    reach = edges.where(np.flatnonzero(at_touched))
    same = (old[reach.a] == old[reach.b]) & (old[reach.a] >= 0)
    strong = (reach.bits >= weights.near) | same
    for rows in (reach.a[strong], reach.b[strong]):
        labels[old[rows][old[rows] >= 0]] = True
    for a, b in links.must + links.cannot:
        if touched[a] or touched[b]:
            labels[[label for label in (old[a], old[b]) if label >= 0]] = True
    concerned = makes & (touched | ((old >= 0) & labels[np.maximum(old, 0)]))
    rows = np.flatnonzero(concerned)
    within = np.flatnonzero(both & concerned[edges.a] & concerned[edges.b])
    grouped = group(columns, edges.where(within), rows, links, state.limits, weights)
    component, groups = old.copy(), state.group.copy()
    component[rows], groups[rows] = grouped.component, grouped.group
    return _attached(replace(state, component=component, group=groups), touched | concerned, links)


def _attached(state: State, changed: Bools, links: Links) -> State:
    columns, edges = state.columns, state.edges
    makes = makes_events(columns)
    mixed = makes[edges.a] != makes[edges.b]
    concerned = changed & ~makes
    reach = np.flatnonzero(mixed & (changed[edges.a] | changed[edges.b]))
    ends = np.where(makes[edges.a[reach]], edges.b[reach], edges.a[reach])
    concerned[ends] = True
    for a, b in links.must + links.cannot:
        concerned[[row for row in (a, b) if not makes[row]]] = True
    claims: I64 = np.flatnonzero(concerned)
    if not len(claims):
        return state
    about = np.flatnonzero(mixed & (concerned[edges.a] | concerned[edges.b]))
    attached, bits = state.attached.copy(), state.attached_bits.copy()
    attached[claims], bits[claims] = attach(columns, edges.where(about), state.group, claims, links, state.weights)
    return replace(state, attached=attached, attached_bits=bits)
