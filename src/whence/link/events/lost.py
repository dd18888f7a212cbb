"""Pairs that are no longer proposed once new tellings came: blocks that outgrew a limit are parted, and other tellings stand in for them."""

from __future__ import annotations

import numpy as np

from whence.link.events.blocks import Groups, Index, Limits, Proposed, begins_of, groups_of, pair_codes, propose
from whence.link.events.columns import I64, U64, Columns
from whence.link.events.keys import RULES
from whence.link.events.table import Bools


def lost_pairs(before: Groups, after: Groups, block_after: I64) -> U64:
    """Find the pairs of rows that one rule proposed before and does not propose in the same blocks after, as codes; some may come twice.

    block_after   [n_blocks before] the number that each block has after; all entries before are among those after
    """
    here = _codes(block_after[before.block], before.rows)
    there = _codes(after.block.astype(np.int64), after.rows)
    order = np.argsort(there)
    entry = order[np.searchsorted(there[order], here)]
    start, follower = after.start[entry], after.follower[entry]
    changed = (start != start[before.start]) | (follower != before.follower)
    n = np.bincount(before.start[changed], minlength=len(before.rows))
    left, right = before.pairs(np.flatnonzero(n[before.start] > 0))
    kept = (start[left] == start[right]) & ~(follower[left] & follower[right])
    return pair_codes(before.rows[left[~kept]], before.rows[right[~kept]])


def still_proposed(columns: Columns, indexes: tuple[Index, ...], codes: U64, limits: Limits) -> tuple[Bools, I64]:
    """Tell which pairs are proposed by any rule now, and the number of the first that does.

    codes   sorted, each once
    """
    rows = np.unique((codes >> np.uint64(32)).astype(np.int64))
    wanted = np.zeros(len(columns), np.bool_)
    wanted[rows] = True
    groups = [groups_of(columns, index.under(np.unique(rule.keys(columns, rows)[1])), limits) for rule, index in zip(RULES, indexes, strict=True)]
    found = np.zeros(len(codes), np.bool_)
    rule = np.zeros(len(codes), np.int64)
    for proposed in propose(columns, groups, 0, wanted):
        _mark(proposed, codes, found, rule)
    return found, rule


def _mark(proposed: Proposed, codes: U64, found: Bools, rule: I64) -> None:
    there = proposed.codes()
    at = np.minimum(np.searchsorted(there, codes), len(there) - 1)
    hit = there[at] == codes
    found[hit] = True
    rule[hit] = proposed.rule[at[hit]]


def numbers_after(before: Index, after: Index) -> I64:
    """Give the number that each block of an index has in another that holds all its keys."""
    keys = after.keys[begins_of(after.keys)]
    return np.searchsorted(keys, before.keys[begins_of(before.keys)])


def _codes(blocks: I64, rows: np.ndarray) -> U64:
    return (blocks.astype(np.uint64) << np.uint64(32)) | rows.astype(np.uint64)
