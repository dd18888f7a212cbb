"""A report's sketch: the few hundred bytes by which its copies are found among millions without its text.

**Form 1.** A record keeps sketches, so nothing below may change without a new number. All arithmetic is modulo 2^64.

- The story's sentences are those of `story.py`; words, stems and their numbers those of `words.py`.
- mix(x) is the finisher of SplitMix64 (Steele, Lea & Flood 2014).
- A shingle is three words in a row, over the ends of sentences: mix((w1 * K + w2) * K + w3), K = 0x9E3779B97F4A7C15. A story of one or two words has
  the number of its last word for its only shingle.
- Hash function i is x -> (a_i * x + b_i) >> 32, where a_i and b_i are the two halves, little-endian, of blake2b("whence copies 1 NAME i", 16 bytes),
  a_i made odd; NAME is "text" or "sentence".
- fold(x1, x2, …) is the upper half of mix((x1 * K + x2) * K + …).
- `bands`: 64 MinHash values (Broder 1997) m_i of the set of shingles, the least of each function "text" 0..63; band j of 16 (Indyk & Motwani 1998) is
  fold(j, m_4j, m_4j+1, m_4j+2, m_4j+3). All 0 where there are no words.
- `sentences`, 13 columns: first fold(s), s the sum over the sentence's words of mix(w + K * place), the first at place 0; then band j of 12,
  fold(j, m_3j, m_3j+1, m_3j+2) of the functions "sentence" 0..35 over the sentence's stems, 1 instead of 0; all twelve 0 where it has fewer than five
  words with content. A sentence without words has no row.

Two texts of which a share J of the shingles is common agree in a band of the first kind with 1 - (1 - J^4)^16: 0.64 at J = 0.5, 0.99 at 0.7. Two
sentences that share J of their stems agree in 12 J^3 bands of the second kind on the average: 1.5 at J = 0.5.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from whence.errors import FormError
from whence.link.copies.credits import CreditWords, Role, find_credits
from whence.link.copies.story import story_of
from whence.link.copies.words import U64, WORD, number
from whence.terms import Report, ReportId

U32 = NDArray[np.uint32]

FORM = 1
N_BANDS, _ROWS = 16, 4
N_SENTENCE_BANDS, _SENTENCE_ROWS = 12, 3
_LEAST_STEMS = 5  # words with content
_K = np.uint64(0x9E3779B97F4A7C15)
_HEAD = struct.Struct("<4sHII")
_MAGIC = b"whCS"


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """What is kept of a report for finding its copies.

    outlet, published   as of the report
    n_words             of its story
    credits             what it says of whose text it is
    bands               [16] uint32, of the whole story
    sentences           [n_sentences, 13] uint32: each sentence's own number, and its bands
    """

    id: ReportId
    outlet: str | None
    published: str | None
    n_words: int
    credits: tuple[CreditWords, ...]
    bands: U32
    sentences: U32

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sketch) and self.to_bytes() == other.to_bytes()

    def __hash__(self) -> int:
        return hash(self.id)

    def to_bytes(self) -> bytes:
        """Write the sketch: a head with the number of its form, what is known of the report as JSON, the numbers little-endian."""
        known = [self.id, self.outlet, self.published, self.n_words, [list(credit) for credit in self.credits]]
        words = json.dumps(known, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        head = _HEAD.pack(_MAGIC, FORM, len(words), len(self.sentences))
        return b"".join((head, words, self.bands.astype("<u4").tobytes(), self.sentences.astype("<u4").tobytes()))

    @classmethod
    def from_bytes(cls, data: bytes) -> Sketch:
        """Read a sketch that `to_bytes` wrote.

        Raises FormError where the bytes are no sketch, or one of another form.
        """
        if len(data) < _HEAD.size or not data.startswith(_MAGIC):
            raise FormError(f"No sketch of a report: {len(data)} bytes that begin {data[:8]!r}.")
        _, form, n_known, n_sentences = _HEAD.unpack_from(data)
        n_numbers = N_BANDS + n_sentences * (N_SENTENCE_BANDS + 1)
        if form != FORM:
            raise FormError(f"The sketch has form {form}; this version reads form {FORM}. Make it again from the report: sketch(report).")
        if len(data) != _HEAD.size + n_known + 4 * n_numbers:
            raise FormError(f"The sketch is {len(data)} bytes long; its head tells of {_HEAD.size + n_known + 4 * n_numbers}.")
        id_, outlet, published, n_words, credits_ = json.loads(data[_HEAD.size : _HEAD.size + n_known])
        numbers = np.frombuffer(data, dtype="<u4", offset=_HEAD.size + n_known).astype(np.uint32)
        return cls(
            ReportId(id_),
            outlet,
            published,
            n_words,
            tuple(CreditWords(Role(role), name, start, end) for role, name, start, end in credits_),
            numbers[:N_BANDS],
            numbers[N_BANDS:].reshape(n_sentences, N_SENTENCE_BANDS + 1),
        )


def sketch(report: Report) -> Sketch:
    """Sketch a report. Linear in its length."""
    story = story_of(report)
    of_sentences = [found for start, end in story.sentences if (found := WORD.findall(report.text, start, end))]
    words, stems, _ = number(chain.from_iterable(of_sentences))
    bounds = np.cumsum([0, *map(len, of_sentences)])
    return Sketch(
        report.id, report.outlet, report.published, len(words), find_credits(report, story), _bands(words), _sentences(words, stems, bounds)
    )


@cache
def _functions(name: str, n: int) -> tuple[U64, U64]:
    """Make the multipliers and the addends of hash functions, each [n, 1]."""
    digests = b"".join(blake2b(f"whence copies {FORM} {name} {i}".encode(), digest_size=16).digest() for i in range(n))
    numbers = np.frombuffer(digests, dtype="<u8").astype(np.uint64).reshape(n, 2)
    return numbers[:, :1] | np.uint64(1), numbers[:, 1:]


def _mix(x: U64) -> U64:
    x = x ^ (x >> np.uint64(30))
    x = x * np.uint64(0xBF58476D1CE4E5B9)
    x = x ^ (x >> np.uint64(27))
    x = x * np.uint64(0x94D049BB133111EB)
    mixed: U64 = x ^ (x >> np.uint64(31))
    return mixed


def _fold(values: U64) -> U32:
    """Fold the rows of [n_rows, n] into one number for each column."""
    folded = np.zeros(values.shape[1], dtype=np.uint64)
    for row in values:
        folded = folded * _K + row
    upper: U32 = (_mix(folded) >> np.uint64(32)).astype(np.uint32)
    return upper


def _bands(words: U64) -> U32:
    if not len(words):
        return np.zeros(N_BANDS, dtype=np.uint32)
    shingles = _mix((words[:-2] * _K + words[1:-1]) * _K + words[2:]) if len(words) > 2 else words[-1:]
    factors, addends = _functions("text", N_BANDS * _ROWS)
    least = (factors * shingles + addends).min(axis=1) >> np.uint64(32)
    return _fold(np.vstack([np.arange(N_BANDS, dtype=np.uint64), least.reshape(N_BANDS, _ROWS).T]))


def _sentences(words: U64, stems: U64, bounds: NDArray[np.int64]) -> U32:
    n_sentences = len(bounds) - 1
    rows = np.zeros((n_sentences, N_SENTENCE_BANDS + 1), dtype=np.uint32)
    if not n_sentences:
        return rows
    place = np.arange(len(words), dtype=np.uint64) - np.repeat(bounds[:-1].astype(np.uint64), np.diff(bounds))
    rows[:, 0] = _fold(np.add.reduceat(_mix(words + _K * place), bounds[:-1])[None, :])
    factors, addends = _functions("sentence", N_SENTENCE_BANDS * _SENTENCE_ROWS)
    hashed = factors * stems + addends
    hashed[:, stems == 0] = np.iinfo(np.uint64).max
    least = np.minimum.reduceat(hashed, bounds[:-1], axis=1) >> np.uint64(32)
    band = np.repeat(np.arange(N_SENTENCE_BANDS, dtype=np.uint64), n_sentences)
    by_band = least.reshape(N_SENTENCE_BANDS, _SENTENCE_ROWS, n_sentences).swapaxes(0, 1).reshape(_SENTENCE_ROWS, -1)
    rows[:, 1:] = np.maximum(_fold(np.vstack([band, by_band])), 1).reshape(N_SENTENCE_BANDS, n_sentences).T
    rows[np.add.reduceat(stems != 0, bounds[:-1], dtype=np.int64) < _LEAST_STEMS, 1:] = 0
    return rows
