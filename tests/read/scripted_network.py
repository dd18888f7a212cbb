"""A network whose answers are written by hand: it finds and tags the words that a test names, so that decoding is tested without a model."""

from __future__ import annotations

import numpy as np

from whence.read.decode import Floats, Ints, Thresholds, read_words
from whence.read.roles import MODES, ROLES, STATUSES, TYPES
from whence.read.session import bundled_model
from whence.read.windows import Words, cut_windows, find_words, overlapping_words
from whence.read.wordpiece import WordPiece
from whence.terms import Attribution, Claim, Report, report_id

WORDPIECE = WordPiece.load(bundled_model() / "vocab.txt")
SURE = 8.0


class ScriptedNetwork:
    """Answers from scripts: happenings {trigger words: (type, status, mode, {role: [words]})}, tellings {cue words: {role: [words]}}.

    A state is the index of its word in the report, so that the answers know which trigger they are asked for. Cues in `weak` have probability .4; a
    phrase in a role may have one of its own ("the port~0.7"). Of two types ("REJECT|ASSAULT") the first is a little likelier.
    """

    def __init__(self, text: str, happenings: dict, tellings: dict, weak: set[str]) -> None:
        self.words = find_words(text, WORDPIECE)
        self.happenings = {at(text, self.words, key): value for key, value in happenings.items()}
        self.tellings = {at(text, self.words, key): value for key, value in tellings.items()}
        self.text = text
        self.weak = {at(text, self.words, phrase) for phrase in weak}
        self.windows = iter(cut_windows(self.words))

    def find(self, ids: list[int], letters: list[int], heads: list[int]) -> tuple[Floats, Floats, Floats]:
        window = next(self.windows)
        n = len(heads)
        assert len(letters) == len(ids)
        assert n == window.last - window.first
        events = np.full((n, 1 + 2 * len(TYPES)), -SURE, np.float32)
        events[:, 0] = SURE
        cues = np.full((n, 3), -SURE, np.float32)
        cues[:, 0] = SURE
        for (first, last), (type_, *_) in self.happenings.items():
            for i in range(max(first - window.first, 0), min(last - window.first, n)):
                events[i, 0] = -SURE
                for step, name in enumerate(type_.split("|")):
                    events[i, 1 + 2 * TYPES.index(name) + (i + window.first > first)] = SURE - step
        for first, last in self.tellings:
            for i in range(max(first - window.first, 0), min(last - window.first, n)):
                cues[i] = (-SURE, SURE, -SURE) if i + window.first == first else (-SURE, -SURE, SURE)
                if (first, last) in self.weak:
                    cues[i] = np.log((0.6, 0.4, 1e-6))
        return np.arange(window.first, window.last, dtype=np.float32)[:, None], events, cues

    def ask(self, states: Floats, trigger: Floats, kind: Ints, distance: Ints) -> tuple[Floats, Floats]:
        roles = np.full((*states.shape[:2], len(ROLES), 2), -SURE, np.float32)
        labels = np.zeros((len(states), len(TYPES) + len(STATUSES) + len(MODES)), np.float32)
        for row, (middle, say) in enumerate(zip(trigger[:, 0], kind, strict=True)):
            script = self.tellings if say else self.happenings
            key = next(k for k in script if (k[0] + k[1] - 1) / 2 == middle)
            tags = script[key] if say else script[key][3]
            if not say:
                type_, status, mode, _ = script[key]
                for step, name in enumerate(type_.split("|")):
                    labels[row, TYPES.index(name)] = SURE - step
                labels[row, len(TYPES) + STATUSES.index(status)] = SURE
                labels[row, len(TYPES) + len(STATUSES) + MODES.index(mode)] = SURE
            for role, phrases in tags.items():
                for phrase in phrases:
                    phrase, _, sure = phrase.partition("~")
                    logit = float(np.log(float(sure) / (1 - float(sure)))) if sure else SURE
                    first, last = at(self.text, self.words, phrase)
                    inside = (states[row, :, 0] >= first) & (states[row, :, 0] < last)
                    roles[row, inside, ROLES.index(role), 0] = logit
                    roles[row, states[row, :, 0] == first, ROLES.index(role), 1] = SURE
        return roles, labels


def at(text: str, words: Words, phrase: str) -> tuple[int, int]:
    """Find the words of a phrase; "word#2" is its second occurrence."""
    phrase, _, nth = phrase.partition("#")
    start = -1
    for _ in range(int(nth or 1)):
        start = text.index(phrase, start + 1)
    found = overlapping_words(words.spans, start, start + len(phrase))
    assert found is not None
    return found


def read_scripted(
    text: str, happenings: dict, tellings: dict | None = None, *, weak: set[str] = frozenset()
) -> tuple[list[Claim], list[Attribution]]:
    """Decode a text with scripted answers."""
    network = ScriptedNetwork(text, happenings, tellings or {}, weak)
    return read_words(Report(id=report_id(text), text=text), network.words, WORDPIECE, network, Thresholds())
