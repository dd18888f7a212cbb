"""All fields of evidence, in the order in which they are shown."""

from __future__ import annotations

import numpy as np

from whence.link.events.compare import LEADS, MODE, REPORT, STATUS, TYPE, Bins, Field, Pairs
from whence.link.events.compare_parties import ACTOR, CROSSWISE, RECIPIENT, TOLL
from whence.link.events.compare_where_when import WHEN, WHERE, WHERE_WORDS
from whence.link.events.compare_words import MEANS, RARE, SENTENCE, STORY, VECTOR, WHAT

FIELDS: tuple[Field, ...] = (
    TYPE,
    MODE,
    STATUS,
    WHAT,
    WHEN,
    WHERE,
    WHERE_WORDS,
    ACTOR,
    RECIPIENT,
    CROSSWISE,
    TOLL,
    MEANS,
    SENTENCE,
    RARE,
    STORY,
    REPORT,
    LEADS,
    VECTOR,
)


def compare(pairs: Pairs) -> Bins:
    """Put pairs into the bins of every field: [n_pairs, n_fields], each field's together in memory."""
    found = np.empty((len(FIELDS), len(pairs)), np.uint8)
    for i, field in enumerate(FIELDS):
        found[i] = field.compare(pairs)
    return found.T
