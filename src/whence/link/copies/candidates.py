"""Which pairs of reports are worth comparing: MinHash LSH over whole stories, then over sentences, without the pairs that notices would make.

All of it is a function of the set of sketches alone, whatever the order or the batches they came in. First near-duplicates are gathered round
leaders, so that a story in five hundred papers costs five hundred comparisons. Then the leaders' sentences are indexed: a cut of a long story, a
story taken into a longer one and a rewriting share bands of sentences where they share none of the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whence.link.copies.sketches import N_SENTENCE_BANDS, Sketch

MOST_SHARING = 24  # leaders alike in a sentence of which every pair counts; of more, each is paired with the first few alone
_FIRST = 3
_MOST_LEADERS = 8  # of reports alike in one band of the whole story, with which a newcomer is compared
# Bands, of the twelve, in which two reports must have a sentence alike, and a further one for every eight sentences of the shorter, up to four. Of
# some 460,000 pairs of reports in corpus/train, all unrelated, 0.02 % have two and six pairs three and more; hand-made rewritings have three and more
# (bench/copies.py --bands).
_LEAST_NEAR, _LEAST = 3, 4
_PER_BAND, _MOST_MORE = 8, 4
_NEAR_DAYS = 3

Ints = NDArray[np.int64]
Alike = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class Crowd:
    """Reports that share something and were not all compared for it.

    place      (report, sentence) of an example; sentence -1: the whole story
    n_reports  that share it
    n_pairs    of reports that were not compared for it; other things that they share may still have made them a pair
    """

    place: tuple[int, int]
    n_reports: int
    n_pairs: int


def gather(sketches: Sequence[Sketch], reports: Sequence[int], is_copy: Alike) -> tuple[dict[int, int], list[Crowd]]:
    """Gather near-duplicates round leaders.

    reports   numbers of the sketches to look at, in the order of their ranks, nearest to an origin first
    is_copy   tells whether the second report has the story of the first; asked for reports alike in a band of the whole story

    Returns the leader of each report (itself: it leads), and the crowds in which a report met more leaders than it was compared with.
    """
    leaders_of: dict[tuple[int, int], list[int]] = {}
    leader: dict[int, int] = {}
    for n in reports:
        keys = list(enumerate(sketches[n].bands.tolist()))
        n_alike: dict[int, int] = defaultdict(int)
        for key in keys:
            for other in leaders_of.get(key, ())[:_MOST_LEADERS]:
                n_alike[other] += 1
        tried = sorted(n_alike, key=lambda other: (-n_alike[other], other))[:_MOST_LEADERS]
        leader[n] = next((other for other in tried if is_copy(other, n)), n)
        if leader[n] == n:
            for key in keys:
                leaders_of.setdefault(key, []).append(n)
    crowds: dict[int, Crowd] = {}
    for members in leaders_of.values():
        if (over := len(members) - _MOST_LEADERS) > 1:
            crowd = Crowd((members[0], -1), len(members), over * (over - 1) // 2)
            crowds[members[0]] = max(crowds.get(members[0], crowd), crowd, key=lambda c: c.n_pairs)
    return leader, [crowds[first] for first in sorted(crowds)]


class SentenceTable:
    """The sentences of some reports, one a row: of which report, the how-manieth, its own number, its bands."""

    def __init__(self, sketches: Sequence[Sketch], reports: Sequence[int]) -> None:
        rows = [sketches[n].sentences for n in reports]
        counts = np.array([len(row) for row in rows], dtype=np.int64)
        table = np.concatenate(rows) if rows else np.zeros((0, N_SENTENCE_BANDS + 1), dtype=np.uint32)
        self.own, self.bands = table[:, 0], table[:, 1:]
        self.report: Ints = np.repeat(np.array(reports, dtype=np.int64), counts)
        self.sentence: Ints = np.arange(len(table)) - np.repeat(np.cumsum(counts) - counts, counts)

    def repeated(self, least: int) -> list[list[int]]:
        """Find the sentences that are equal to the word in so many rows: their rows, by report."""
        order = np.argsort(self.own, kind="stable")
        starts, ends = _runs(self.own[order])
        return [order[start:end].tolist() for start, end in zip(starts, ends, strict=True) if end - start >= least]


def pair_sentences(
    table: SentenceTable, days: Sequence[int | None], notices: Mapping[int, frozenset[int]]
) -> tuple[list[tuple[int, int]], list[Crowd]]:
    """Find the pairs of reports with enough bands of sentences in common.

    days      of publication, as numbers; None: not known
    notices   sentences that count for nothing, by report

    Reports of a few days need few bands, others more: a rewriting appears at once, a reprint whenever. Returns the pairs, rising, and the crowds.
    """
    counts = np.ones(len(table.own), dtype=np.bool_)
    for row in np.flatnonzero(np.isin(table.report, list(notices))).tolist():
        counts[row] = int(table.sentence[row]) not in notices[int(table.report[row])]
    n_counted: Ints = np.bincount(table.report[counts & (table.bands[:, 0] != 0)], minlength=len(days))
    keys: list[Ints] = []
    crowds: dict[tuple[int, int], list[Crowd]] = defaultdict(list)
    for band in range(N_SENTENCE_BANDS):
        pairs, met = _pair_in_band(table, band, counts)
        keys.append(np.unique(pairs))
        for crowd in met:
            crowds[crowd.place].append(crowd)
    keys_of_reports, n_bands = np.unique(np.concatenate(keys), return_counts=True)
    first, second = keys_of_reports >> 32, keys_of_reports & 0xFFFFFFFF
    known = np.array([day if day is not None else -(10**6) * (n + 2) for n, day in enumerate(days)], dtype=np.int64)
    near = np.abs(known[first] - known[second]) <= _NEAR_DAYS
    n_shorter = np.minimum(n_counted[first], n_counted[second])
    least = np.where(near, _LEAST_NEAR, _LEAST) + np.minimum(n_shorter // _PER_BAND, _MOST_MORE)
    enough = n_bands >= least
    # Frequent words alone can fill a band or two; a sentence that many reports have fills all.
    met = [max(crowds[place], key=lambda crowd: crowd.n_reports) for place in sorted(crowds) if len(crowds[place]) >= _LEAST_NEAR]
    return list(zip(first[enough].tolist(), second[enough].tolist(), strict=True)), met


def _pair_in_band(table: SentenceTable, band: int, counts: NDArray[np.bool_]) -> tuple[Ints, list[Crowd]]:
    """Pair the reports with one value in a band: the lesser's number in the upper half, the greater's in the lower."""
    values = table.bands[:, band]
    rows = np.flatnonzero(counts & (values != 0))
    rows = rows[np.argsort(values[rows], kind="stable")]
    starts, ends = _runs(values[rows])
    sizes = ends - starts
    pairs, crowds = [np.zeros(0, dtype=np.int64)], []
    for size in np.unique(sizes[sizes > 1]).tolist():
        at = rows[starts[sizes == size][:, None] + np.arange(size)]
        reports = table.report[at]
        n_reports = 1 + (np.diff(reports, axis=1) != 0).sum(axis=1)
        crowded = n_reports > MOST_SHARING
        left, right = np.triu_indices(size, 1)
        pairs.append(_keys(reports[~crowded][:, left], reports[~crowded][:, right]))
        for row, members, n in zip(at[crowded, 0].tolist(), reports[crowded].tolist(), n_reports[crowded].tolist(), strict=True):
            different = np.array(sorted(set(members)), dtype=np.int64)
            first = np.repeat(different[:_FIRST, None], len(different), axis=1)
            pairs.append(_keys(first, np.broadcast_to(different, first.shape)))
            left_out = n - _FIRST
            crowds.append(Crowd((int(table.report[row]), int(table.sentence[row])), n, left_out * (left_out - 1) // 2))
    return np.concatenate(pairs), crowds


def _keys(one: Ints, other: Ints) -> Ints:
    apart = one != other
    keys: Ints = (np.minimum(one, other)[apart] << 32) | np.maximum(one, other)[apart]
    return keys


def _runs(values: NDArray[np.uint32]) -> tuple[Ints, Ints]:
    """Find the starts and the ends of the runs of equal values."""
    if not len(values):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    breaks = np.flatnonzero(values[1:] != values[:-1]) + 1
    return np.concatenate([[0], breaks]), np.concatenate([breaks, [len(values)]])
