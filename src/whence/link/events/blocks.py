"""Blocks: which tellings stand under which key, how blocks that are too large are parted, and which pairs are proposed in the end.

A block of at most `Limits.block` tellings has all its pairs compared. A larger one is parted by type, then by the other values of REFINEMENTS in turn
until its parts are small enough. What is still too large after the last is compared with its first `Limits.leaders` tellings alone, in order of
publication. The parts of a block hold each of its tellings once, so what is left out is counted exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from whence.link.events.columns import I32, I64, NONE, U64, Columns, Ragged
from whence.link.events.compare import Bins
from whence.link.events.keys import PUBLISHED, RULES
from whence.link.events.table import Bools

PAIRS_A_CHUNK = 1 << 21  # proposals sorted at once; some 50 MB
_NO_DAY = 1 << 30


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on the work.

    block       tellings of a block up to which all its pairs are compared
    leaders     tellings that stand in for a part of a block that stays larger
    component   tellings of a component up to which the pairs that no rule proposed are compared too
    """

    block: int = 60
    leaders: int = 16
    component: int = 200


@dataclass(frozen=True, slots=True)
class Index:
    """The keys of one rule, sorted, and the rows that stand under them, in order of row under each."""

    keys: U64
    rows: I32

    def with_rows(self, rows: I64, keys: U64) -> Index:
        """Add keys of later rows."""
        order = np.lexsort((rows, keys))
        keys = keys[order]
        at = np.searchsorted(self.keys, keys, side="right")
        return Index(np.insert(self.keys, at, keys), np.insert(self.rows, at, rows[order].astype(np.int32)))

    def under(self, keys: U64) -> Index:
        """Give the part of the index that is about some keys, sorted and each once."""
        first, end = np.searchsorted(self.keys, keys), np.searchsorted(self.keys, keys, side="right")
        at = runs(first, end - first)
        return Index(self.keys[at], self.rows[at])

    def before(self, row: int) -> Index:
        """Give the part of the index that is about the rows before one."""
        keep = self.rows < row
        return Index(self.keys[keep], self.rows[keep])


@dataclass(frozen=True, slots=True)
class Groups:
    """Blocks and parts of blocks of one rule, as they are compared: entries sorted by group, then by row.

    block      [n_entries] number of the block; rows: a telling; start: where its group begins; size: of its group
    leader     the telling is one of those that stand in for a group that stayed too large
    follower   it stands in such a group and is none of them
    """

    block: I32
    rows: I32
    start: I32
    size: I32
    leader: Bools
    follower: Bools

    def n_pairs(self) -> I64:
        """Count, for each entry, the pairs with earlier entries of its group that are compared."""
        n_leaders: I64 = np.cumsum(self.leader) - self.leader
        place = np.arange(len(self.rows)) - self.start
        return np.where(self.follower, n_leaders - n_leaders[self.start], place)

    def pairs(self, entries: I64) -> tuple[I64, I64]:
        """Give the pairs of some entries with earlier entries of their groups: (entry, earlier entry)."""
        all_earlier = entries[~self.follower[entries]]
        n = all_earlier - self.start[all_earlier]
        leaders = np.flatnonzero(self.leader)
        led = entries[self.follower[entries]]
        first, end = np.searchsorted(leaders, self.start[led]), np.searchsorted(leaders, led)
        left = np.concatenate([np.repeat(all_earlier, n), np.repeat(led, end - first)])
        right = np.concatenate([runs(self.start[all_earlier].astype(np.int64), n), leaders[runs(first, end - first)]])
        return left, right


@dataclass(frozen=True, slots=True)
class Proposed:
    """Pairs to compare, each once: rows a > b, and the number of the first rule that proposes them. Sorted by a, then b."""

    a: I64
    b: I64
    rule: Bins

    def codes(self) -> U64:
        """Give each pair as one number."""
        return pair_codes(self.a, self.b)


def pair_codes(a: I64 | I32, b: I64 | I32) -> U64:
    """Write pairs of rows a > b as one number each, in the order of a, then b."""
    return (a.astype(np.uint64) << np.uint64(32)) | b.astype(np.uint64)


def runs(starts: I64, lengths: I64) -> I64:
    """Write out the numbers of some ranges, one range after the other."""
    ends = np.cumsum(lengths)
    n = int(ends[-1]) if len(ends) else 0
    return np.arange(n) - np.repeat(ends - lengths, lengths) + np.repeat(starts, lengths)


def starts_and_sizes(values: U64 | I64 | I32) -> tuple[I64, I64]:
    """Give, for each entry of a sorted array, where the run of its value begins and how long it is."""
    begins = np.flatnonzero(begins_of(values))
    lengths = np.diff(np.append(begins, len(values)))
    return np.repeat(begins, lengths), np.repeat(lengths, lengths)


def begins_of(*columns: U64 | I64 | I32) -> Bools:
    """Tell which entries of sorted columns differ from the one before."""
    found = np.zeros(len(columns[0]), np.bool_)
    found[:1] = True
    for values in columns:
        found[1:] |= values[1:] != values[:-1]
    return found


def empty_indexes() -> tuple[Index, ...]:
    """Make the index of each rule, without rows."""
    return tuple(Index(np.zeros(0, np.uint64), np.zeros(0, np.int32)) for _ in RULES)


def _first_of(ragged: Ragged, rows: I64, part: int = 0) -> I64:
    there = ragged.lengths(rows) > 0
    found = np.full(len(rows), NONE, np.int64)
    found[there] = ragged.values[ragged.starts[rows[there]], part]
    return found


def _first_party(ragged: Ragged, rows: I64) -> I64:
    id_, name = _first_of(ragged, rows, 0), _first_of(ragged, rows, 1)
    return np.where(id_ != NONE, id_, name)


def _rarest_what(columns: Columns, rows: I64) -> I64:
    words = columns.what.padded(rows, 3, NONE)[..., 0]
    if words.shape[1] == 0:
        return np.full(len(rows), NONE)
    rarity = np.where(words >= 0, columns.rarity[words], -1)
    found: I64 = words[np.arange(len(rows)), rarity.argmax(axis=1)].astype(np.int64)
    return found


REFINEMENTS: tuple[Callable[[Columns, I64], I64], ...] = (
    lambda c, r: c.type[r].astype(np.int64),
    lambda c, r: c.published[r].astype(np.int64) // (PUBLISHED // 2),
    _rarest_what,
    lambda c, r: _first_of(c.places, r),
    lambda c, r: _first_party(c.recipients, r),
    lambda c, r: _first_party(c.actors, r),
    lambda c, r: c.published[r].astype(np.int64),
)
"""Values by which a block that is too large is parted, one after the other: type, days of publication, word of the happening, place, parties, day."""


def groups_of(columns: Columns, index: Index, limits: Limits) -> Groups:
    """Part the blocks of an index, or of a part of one, into the groups that are compared."""
    blocks = (np.cumsum(begins_of(index.keys)) - 1).astype(np.int32)
    group, rows, order = blocks.astype(np.int64), index.rows, np.arange(len(index.rows))
    _, size = starts_and_sizes(group)
    for refinement in REFINEMENTS:
        large = np.flatnonzero(size > limits.block)
        if not len(large):
            break
        values = refinement(columns, rows[large].astype(np.int64))
        moved = np.lexsort((rows[large], values, group[large]))
        parted = group[large][moved]
        group[large] = group.max() + np.cumsum(begins_of(parted, values[moved]))
        order[large], rows = order[large][moved], rows.copy()
        rows[large] = rows[large][moved]
        sorted_ = np.argsort(group, kind="stable")
        group, rows, order = group[sorted_], rows[sorted_], order[sorted_]
        _, size = starts_and_sizes(group)
    start, size = starts_and_sizes(group)
    too_large = size > limits.block
    leader = np.zeros(len(rows), np.bool_)
    at = np.flatnonzero(too_large)
    day = np.where(columns.published[rows[at]] == NONE, _NO_DAY, columns.published[rows[at]])
    by_day = at[np.lexsort((columns.key[rows[at]], day, group[at]))]
    first, _ = starts_and_sizes(group[by_day])
    leader[by_day] = np.arange(len(by_day)) - first < limits.leaders
    return Groups(blocks[order], rows, start.astype(np.int32), size.astype(np.int32), leader, too_large & ~leader)


def propose(columns: Columns, groups: Sequence[Groups], lowest: int, wanted: Bools | None = None) -> Iterator[Proposed]:
    """Propose every pair of groups once, in order of its greater row, in chunks.

    groups   of each rule, in the order of the rules
    lowest   only pairs whose greater row is at least this
    wanted   [n_rows] only pairs whose greater row is marked; None: all
    """
    chosen: list[I64] = []
    load = np.zeros(len(columns) + 1, np.int64)
    for one in groups:
        n_pairs = one.n_pairs()
        keep = (one.rows >= lowest) & (n_pairs > 0)
        if wanted is not None:
            keep &= wanted[one.rows]
        entries = np.flatnonzero(keep)
        chosen.append(entries[np.argsort(one.rows[entries], kind="stable")])
        load[:-1] += np.bincount(one.rows[entries], weights=n_pairs[entries], minlength=len(columns)).astype(np.int64)
    total = np.cumsum(load)
    at = lowest
    while at < len(columns):
        done = total[at - 1] if at else 0
        end = max(at + 1, int(np.searchsorted(total, done + PAIRS_A_CHUNK, side="right")))
        end = min(end, len(columns))
        found = _proposed_by_rows(groups, chosen, at, end)
        if len(found.a):
            yield found
        at = end


def _proposed_by_rows(groups: Sequence[Groups], chosen: Sequence[I64], first: int, end: int) -> Proposed:
    codes = []
    for number, (one, entries) in enumerate(zip(groups, chosen, strict=True)):
        low, high = np.searchsorted(one.rows[entries], [first, end])
        left, right = one.pairs(entries[low:high])
        codes.append(
            ((one.rows[left].astype(np.uint64) - np.uint64(first)) << np.uint64(36))
            | (one.rows[right].astype(np.uint64) << np.uint64(4))
            | np.uint64(number)
        )
    code = np.sort(np.concatenate(codes))
    pair = code >> np.uint64(4)
    once = begins_of(pair)
    code, pair = code[once], pair[once]
    a = (pair >> np.uint64(32)).astype(np.int64) + first
    return Proposed(a, (pair & np.uint64(0xFFFFFFFF)).astype(np.int64), (code & np.uint64(15)).astype(np.uint8))
