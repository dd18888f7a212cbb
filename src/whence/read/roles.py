"""What the model's heads tell apart, in the order of their outputs. Changing this file asks for training anew."""

import numpy as np
from numpy.typing import NDArray

from whence.terms import EventType, Harm, Mode, Status

TYPES = tuple(t.value for t in EventType)
STATUSES = tuple(s.value for s in Status)
MODES = ("none", *(m.value for m in Mode))
TOLLS = tuple(f"toll_{h.value}" for h in Harm)
EVENT_ROLES = ("what", "actor", "recipient", "place", "time", "means", "count", *TOLLS, "source", "cue")
"""Roles of a happening: further words that name it, its parties and circumstances, and those by whose account it is told."""
SAY_ROLES = ("what", "source", "content")
"""Roles of a telling: further words of its cue, who says it, and what is said."""
ROLES = (*EVENT_ROLES, "content")

EVENT_SLICE = 72
"""Words around its trigger in which a happening's roles are looked for: 98 of 100 words of its parties and circumstances stand there."""
SAY_SLICE = 128
"""The same for a telling, whose content runs on: one word in ten of it is farther than 64 words from its cue."""
N_DISTANCES = 79
"""Buckets of distance from the trigger: 0 inside it, 1-39 after it, 40-78 before it; words 1-23 one each, then eight a bucket."""
_BUCKETS: NDArray[np.int64] = np.minimum(np.where(np.arange(512) <= 24, np.arange(512), 24 + (np.arange(512) - 24) // 8), 39)


def words_around(triggers: NDArray[np.int64], n_words: int, size: int) -> NDArray[np.int64]:
    """Choose the words of a window in which the roles of n triggers are looked for, at most `size` of n_words, the same number for each.

    triggers   [n, 2] words: first, last exclusive

    Returns [n, size] words.
    """
    size = min(n_words, size)
    first = np.clip(triggers.sum(1) // 2 - size // 2, 0, n_words - size)
    words: NDArray[np.int64] = first[:, None] + np.arange(size)
    return words


def distance_buckets(triggers: NDArray[np.int64], words: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give each word its bucket of distance from the trigger, see N_DISTANCES.

    triggers   [n, 2] words: first, last exclusive
    words      [n, n_words]
    """
    after = np.maximum(words - triggers[:, 1:] + 1, 0)
    before = np.maximum(triggers[:, :1] - words, 0)
    buckets: NDArray[np.int64] = np.where(before > 0, _BUCKETS[before] + 39, _BUCKETS[after])
    return buckets
