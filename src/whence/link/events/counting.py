"""A dry run: how many pairs each blocking rule proposes, before any is compared."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from whence.link.events.blocks import Limits, empty_indexes, groups_of
from whence.link.events.columns import no_columns, with_tellings
from whence.link.events.keys import RULES
from whence.link.events.linking import RuleCount
from whence.link.events.telling import Telling


def count_pairs(tellings: Iterable[Telling], *, limits: Limits | None = None) -> tuple[tuple[RuleCount, ...], int]:
    """Count what each rule would propose, in order of the rules, and the pairs that rules leave out because too many claims share the same."""
    columns = with_tellings(no_columns(), tellings)
    rows = np.arange(len(columns))
    found, n_skipped = [], 0
    for rule, empty in zip(RULES, empty_indexes(), strict=True):
        index = empty.with_rows(*rule.keys(columns, rows))
        groups = groups_of(columns, index, limits or Limits())
        _, sizes = np.unique(index.keys, return_counts=True)
        n_pairs = int(groups.n_pairs().sum())
        n_skipped += int((sizes * (sizes - 1) // 2).sum()) - n_pairs
        found.append(RuleCount(name=rule.name, shares=rule.shares, n_blocks=len(sizes), largest=int(sizes.max(initial=0)), n_pairs=n_pairs))
    return tuple(found), n_skipped
