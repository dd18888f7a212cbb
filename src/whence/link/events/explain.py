"""Why two claims are one event or not: the evidence field by field, in bits, that adds up to the score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from whence.link.events.apart import REASONS
from whence.link.events.columns import Columns, no_columns, with_tellings
from whence.link.events.compare import pairs_of
from whence.link.events.fields import FIELDS
from whence.link.events.score import evidence
from whence.link.events.telling import Telling
from whence.link.events.weights import Weights, bundled_weights


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldEvidence:
    """What one field says: its bin with what that means, and centibits for (positive) or against one happening.

    shared   stems of the words in common, where it counts them
    """

    field: str
    bin: str
    means: str
    centibits: int
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The evidence that two claims tell of one happening.

    prior      centibits before any evidence; fields: what each adds
    total      their sum
    counted    what the pair counts for when groups are joined: the sum between floor and cap, or the floor
    apart      why they cannot be one happening; None: nothing forbids it
    too_weak   one side has neither date nor place nor party, and the words that they share are not strong
    """

    prior: int
    fields: tuple[FieldEvidence, ...]
    total: int
    counted: int
    apart: str | None
    too_weak: bool


UNKNOWN = "unknown"  # the bin of a field that one side does not tell, or that does not apply to the two
_SHARED = {
    "what": "what",
    "sentence": "words",
    "story": "story",
    "means": "means",
    "where_words": "place_words",
    "actor": "actor_words",
    "recipient": "recipient_words",
}


def explain(a: Telling, b: Telling, *, weights: Weights | None = None) -> Explanation:
    """Explain the evidence for two claims, compared or not.

    The order of the two does not matter. Raises ValueError for one claim given twice.
    """
    if a.claim == b.claim:
        raise ValueError(f"Claim {a.claim} was given twice. Evidence is about two claims.")
    return explain_rows(with_tellings(no_columns(), sorted((a, b), key=lambda one: one.claim)), 1, 0, weights or bundled_weights())


def explain_rows(columns: Columns, a: int, b: int, weights: Weights) -> Explanation:
    """Explain the evidence for two rows of columns."""
    bins, bits, apart, weak = evidence(pairs_of(columns, np.array([a]), np.array([b])), weights)
    fields = tuple(
        FieldEvidence(
            field=field.name,
            bin=tuple(field.bins)[number],
            means=tuple(field.bins.values())[number],
            centibits=centibits,
            shared=_shared(columns, a, b, field.name) if tuple(field.bins)[number] != UNKNOWN else (),
        )
        for field, number, centibits in zip(FIELDS, bins[0].tolist(), bits[0, 1:].tolist(), strict=True)
    )
    total = int(bits.sum())
    too_weak = bool(weak[0])
    return Explanation(
        prior=int(bits[0, 0]),
        fields=fields,
        total=total,
        counted=weights.floor if too_weak else max(weights.floor, min(weights.cap, total)),
        apart=tuple(REASONS.values())[int(apart[0])] if apart[0] else None,
        too_weak=too_weak,
    )


def _shared(columns: Columns, a: int, b: int, field: str) -> tuple[str, ...]:
    if field not in _SHARED:
        return ()
    ragged = getattr(columns, _SHARED[field])
    both = set(ragged.row(a)[:, 0].tolist()) & set(ragged.row(b)[:, 0].tolist())
    return tuple(sorted(columns.words_of[number] for number in both))
