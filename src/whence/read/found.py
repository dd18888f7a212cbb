"""What the network says of a trigger: its interface, its answers, and the stretches of words that they give a role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from whence.read.roles import EVENT_SLICE, ROLES, SAY_SLICE, distance_buckets, words_around

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Stretch = tuple[int, int]  # words of the report: first, last exclusive

_ROLE = {name: i for i, name in enumerate(ROLES)}


class Network(Protocol):
    """The two networks, whatever runs them; one window a call, so that no reading depends on its neighbours."""

    def find(self, ids: list[int], letters: list[int], heads: list[int]) -> tuple[Floats, Floats, Floats]:
        """Look at one window, as encode_window gives it.

        ids, letters [n_pieces], heads [n_words] -> states [n_words, d], event logits [n_words, 33], cue logits [n_words, 3]
        """

    def ask(self, states: Floats, trigger: Floats, kind: Ints, distance: Ints) -> tuple[Floats, Floats]:
        """Ask for the roles of n triggers.

        states [n, n_words, d], trigger [n, d], kind [n], distance [n, n_words] -> role logits [n, n_words, n_roles, 2], label logits [n, n_labels]
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Least probabilities. Those of a model are chosen on held-out reports (training/choose.py) and stand in its manifest.

    event            a word names a happening
    cue              a telling is listed as an attribution
    cue_for_account  a telling may give a claim its account
    role, toll       a word is in a role; in one of the tolls
    circumstance     the same for place and time
    source           the same for the source of an attribution that has none by `role`
    edge             share of the role's threshold down to which words beside a sure one are taken
    content          a word is in what is said
    account          a telling tells of a happening
    """

    event: float = 0.45
    cue: float = 0.5
    cue_for_account: float = 0.3
    role: float = 0.5
    toll: float = 0.4
    circumstance: float = 0.75
    source: float = 0.3
    edge: float = 0.5
    content: float = 0.5
    account: float = 0.5


@dataclass(slots=True)
class Found:
    """A trigger with what the network says of it.

    trigger   words of the report
    score     probability that a happening (or a telling) is told here
    type      of a happening: distribution over TYPES from the words' tags
    first     word of the report at which `inside` and `begins` start
    inside    [n_words, n_roles] probability that a word is in a role; `begins` that it opens a new span there
    peaks     [n_roles] the greatest of `inside`, at most
    labels    logits: types, statuses, modes
    """

    trigger: Stretch
    score: float
    type: Floats
    first: int = 0
    inside: Floats = field(default_factory=lambda: np.zeros((0, len(ROLES)), np.float32))
    begins: Floats = field(default_factory=lambda: np.zeros((0, len(ROLES)), np.float32))
    peaks: list[float] = field(default_factory=lambda: [0.0] * len(ROLES))
    labels: Floats = field(default_factory=lambda: np.zeros(0, np.float32))

    def sees(self, stretch: Stretch) -> bool:
        """Tell whether any word of a stretch was in sight."""
        return stretch[0] < self.first + len(self.inside) and self.first < stretch[1]

    def of(self, role: str, stretch: Stretch) -> float:
        """Mean probability that the words of a stretch stand in a role; 0 where they were out of sight."""
        first, last = stretch[0] - self.first, stretch[1] - self.first
        if last - first == 1:  # as most are, for which there is a quicker way
            return self.inside.item(first, _ROLE[role]) if 0 <= first < len(self.inside) else 0.0
        seen = self._seen(role, stretch).tolist()
        return sum(seen) / len(seen) if seen else 0.0

    def peak(self, role: str, stretch: Stretch) -> float:
        """Greatest probability that a word of a stretch stands in a role; 0 where they were out of sight."""
        return float(self._seen(role, stretch).max(initial=0.0))

    def _seen(self, role: str, stretch: Stretch) -> Floats:
        return self.inside[max(stretch[0] - self.first, 0) : max(stretch[1] - self.first, 0), _ROLE[role]]


def softmax(logits: Floats) -> Floats:
    """Turn logits into probabilities over the last axis."""
    shifted = np.exp(logits - logits.max(-1, keepdims=True))
    result: Floats = shifted / shifted.sum(-1, keepdims=True)
    return result


def _sigmoid(logits: Floats) -> Floats:
    half = np.float32(0.5)
    result: Floats = half + half * np.tanh(half * logits)  # which cannot overflow
    return result


def stretches(inside: Floats, begins: NDArray[np.bool_] | None = None, *, floor: float, edge: float) -> list[Stretch]:
    """Find runs of words with a probability of at least `edge`, one of at least `floor`; a run is cut where `begins` says that a new span does."""
    found: list[Stretch] = []
    start = last = -1
    for i in np.flatnonzero(inside >= edge).tolist():
        if i > last or (begins is not None and begins[i]):
            if start >= 0:
                found.append((start, last))
            start = i
        last = i + 1
    if start >= 0:
        found.append((start, last))
    return [(a, b) for a, b in found if floor <= edge or inside[a:b].max() >= floor]


def ask(network: Network, states: Floats, asked: Sequence[Found], *, say: bool) -> None:
    """Ask for the roles of all happenings, or all tellings, of a window in one call; fills them in."""
    if not asked:
        return
    triggers = np.array([found.trigger for found in asked])
    words = words_around(triggers, len(states), SAY_SLICE if say else EVENT_SLICE)
    roles, labels = network.ask(
        states[words],
        np.stack([states[a:b].mean(0) if b - a > 1 else states[a] for a, b in (found.trigger for found in asked)]),
        np.full(len(asked), int(say), dtype=np.int64),
        distance_buckets(triggers, words),
    )
    probabilities = _sigmoid(roles)
    peaks = probabilities[..., 0].max(1).tolist()
    for found, first, p, peak, label in zip(asked, words[:, 0].tolist(), probabilities, peaks, labels, strict=True):
        found.first, found.inside, found.begins, found.peaks, found.labels = first, p[..., 0], p[..., 1], peak, label


def role_stretches(found: Found, role: str, floor: float, edge: float) -> list[Stretch]:
    """Find the stretches of the report in a role."""
    column = _ROLE[role]
    if found.peaks[column] < floor:
        return []
    runs = stretches(found.inside[:, column], found.begins[:, column] >= 0.5, floor=floor, edge=floor * edge)
    return [(a + found.first, b + found.first) for a, b in runs]
