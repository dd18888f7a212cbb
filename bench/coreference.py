"""Scores of coreference: MUC, B³, CEAF-e and their mean, the CoNLL F1, of system clusters against gold ones over the same mentions.

Clusters are sets of mentions; each mention stands in exactly one gold and one system cluster, alone if need be. MUC: Vilain et al. 1995; B³: Bagga and
Baldwin 1998; CEAF-e: Luo 2005, similarity φ4; their mean: Pradhan et al. 2012.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Clusters = Mapping[str, Hashable]
"""The cluster of each mention."""


@dataclass(frozen=True, slots=True)
class Conll:
    """F1 of each measure, in [0, 1]."""

    muc: float
    b_cubed: float
    ceaf_e: float

    @property
    def f1(self) -> float:
        """Take the mean of the three."""
        return (self.muc + self.b_cubed + self.ceaf_e) / 3


def conll(gold: Clusters, system: Clusters) -> Conll:
    """Score a system's clusters. Raises ValueError where the two are not over the same mentions, or over none."""
    if gold.keys() != system.keys() or not gold:
        raise ValueError(f"{len(gold)} gold mentions and {len(system)} of the system. Both need the same ones, at least one.")
    gold_sizes, system_sizes = Counter(gold.values()), Counter(system.values())
    shared = Counter((cluster, system[mention]) for mention, cluster in gold.items())
    return Conll(
        muc=f1(_links_kept(system_sizes, [found for _, found in shared]), _links_kept(gold_sizes, [cluster for cluster, _ in shared])),
        b_cubed=f1(
            sum(n * n / system_sizes[found] for (_, found), n in shared.items()) / len(gold),
            sum(n * n / gold_sizes[cluster] for (cluster, _), n in shared.items()) / len(gold),
        ),
        ceaf_e=_ceaf_e(gold_sizes, system_sizes, shared),
    )


def f1(precision: float, recall: float) -> float:
    """Give the harmonic mean; 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _links_kept(sizes: Mapping[Hashable, int], parts: Sequence[Hashable]) -> float:
    """Give the share of the links of some clusters that hold. parts: for each part that the other side cuts a cluster into, the cluster."""
    n_links = sum(sizes.values()) - len(sizes)
    return (sum(sizes.values()) - len(parts)) / n_links if n_links else 0.0


def _ceaf_e(gold: Mapping[Hashable, int], system: Mapping[Hashable, int], shared: Mapping[tuple[Hashable, Hashable], int]) -> float:
    rows, columns = list(gold), list(system)
    row_of, column_of = ({one: i for i, one in enumerate(names)} for names in (rows, columns))
    likeness: dict[int, dict[int, float]] = defaultdict(dict)
    for (one, other), n in shared.items():
        likeness[row_of[one]][column_of[other]] = 2 * n / (gold[one] + system[other])
    total = sum(_best_sum(part) for part in _parts(likeness))
    return f1(total / len(columns), total / len(rows))


def _parts(likeness: Mapping[int, Mapping[int, float]]) -> list[NDArray[np.float64]]:
    """Cut a matrix into blocks that share neither row nor column, each dense."""
    rows_of: dict[int, list[int]] = defaultdict(list)
    for row, found in likeness.items():
        for column in found:
            rows_of[column].append(row)
    blocks, seen = [], set[int]()
    for first in likeness:
        if first in seen:
            continue
        seen.add(first)
        rows, columns = [first], list[int]()
        for row in rows:  # grows as it goes
            for column in likeness[row]:
                if column not in columns:
                    columns.append(column)
                    new = [other for other in rows_of[column] if other not in seen]
                    seen.update(new)
                    rows.extend(new)
        blocks.append(np.array([[likeness[row].get(column, 0.0) for column in columns] for row in rows]))
    return blocks


def _best_sum(worth: NDArray[np.float64]) -> float:
    """Give the greatest sum of entries of which no two share a row or a column.

    Method: shortest augmenting paths with potentials (Jonker and Volgenant 1987).
    """
    if worth.shape[0] > worth.shape[1]:
        worth = worth.T
    n_rows, n_columns = worth.shape
    cost = -worth
    of_row, of_column = np.zeros(n_rows), np.zeros(n_columns + 1)
    row_at = np.full(n_columns + 1, -1)  # row matched to each column; the last column is where a path begins
    for row in range(n_rows):
        row_at[-1] = row
        column = n_columns
        shortest = np.full(n_columns, np.inf)
        before = np.full(n_columns, n_columns)
        done = np.zeros(n_columns + 1, np.bool_)
        while row_at[column] >= 0:
            done[column] = True
            at = row_at[column]
            reduced = cost[at] - of_row[at] - of_column[:-1]
            better = ~done[:-1] & (reduced < shortest)
            shortest[better], before[better] = reduced[better], column
            following = int(np.where(done[:-1], np.inf, shortest).argmin())
            step = shortest[following]
            of_row[row_at[done]] += step
            of_column[done] -= step
            shortest[~done[:-1]] -= step
            column = following
        while column != n_columns:
            row_at[column] = row_at[before[column]]
            column = int(before[column])
    matched = np.flatnonzero(row_at[:-1] >= 0)
    return float(worth[row_at[matched], matched].sum())
