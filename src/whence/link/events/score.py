"""Evidence that two tellings tell of one happening, in centibits, field by field and in sum."""

from __future__ import annotations

import numpy as np

from whence.link.events.apart import kept_apart
from whence.link.events.columns import I32, I64, Columns
from whence.link.events.compare import Bins, Pairs, pairs_of
from whence.link.events.fields import FIELDS, compare
from whence.link.events.table import Bools
from whence.link.events.weights import Weights

APART = -30_000
"""Score of a pair that cannot be one happening."""
PAIRS_AT_ONCE = 16384  # compared side by side: what they take fits a core's cache
_WORD_FIELDS = [i for i, field in enumerate(FIELDS) if field.name in ("what", "sentence", "rare_words")]


def evidence(pairs: Pairs, weights: Weights) -> tuple[Bins, I32, Bins, Bools]:
    """Compare pairs.

    Returns bins [n, n_fields], centibits [n, 1 + n_fields] with the prior first, the number of the cannot-link that holds [n], and which pairs are
    too weak: one side has neither date nor place nor party, and the words that they share are not strong.
    """
    bins = compare(pairs)
    within = pairs.one_report.astype(np.int64)
    bits = np.empty((1 + len(FIELDS), len(pairs)), np.int32)
    bits[0] = weights.prior[within]
    for i in range(len(FIELDS)):
        bits[1 + i] = weights.table[within, i, bins[:, i]]
    nothing = pairs.table.nothing
    weak = (nothing[pairs.a] | nothing[pairs.b]) & (bits[1:][_WORD_FIELDS].sum(axis=0) < weights.strong)
    return bins, bits.T, kept_apart(pairs), weak


def score(columns: Columns, a: I64, b: I64, weights: Weights) -> I32:
    """Sum the evidence of pairs of rows: centibits between the floor and the cap, the floor for pairs that are too weak, APART for what cannot be."""
    found = np.empty(len(a), np.int32)
    whole = pairs_of(columns, a, b)
    for at in range(0, len(a), PAIRS_AT_ONCE):
        part = slice(at, at + PAIRS_AT_ONCE)
        _, bits, apart, weak = evidence(Pairs(whole.table, whole.a[part], whole.b[part]), weights)
        total = np.clip(bits.sum(axis=1), weights.floor, weights.cap)
        total[weak] = weights.floor
        # A forbidden pair matters only where the evidence alone would have joined it; elsewhere the floor says enough.
        total[(apart > 0) & (total > weights.floor)] = APART
        found[part] = total
    return found
