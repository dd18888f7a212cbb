"""A report cut into windows of whole sentences, each with some of what stands before it.

A window is what the encoder sees at once. It has a core, in which happenings are looked for, and before it a context of whole sentences that were the
core of the window before: so that a quotation that runs over sentences still has its speaker in sight.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from whence import text as text_
from whence.read.wordpiece import WordPiece

MAX_PIECES = 254  # core and context; the encoder was pretrained on 256 with its two end marks
# Accounts of the training corpus: 13 % stand in another paragraph than the happening, 9 of 10 of these within 400 characters.
MAX_CONTEXT = 72  # pieces


class Letters(IntEnum):
    """How a word is written, which the encoder's uncased vocabulary does not tell: "us" and the US, a march and March."""

    SMALL = 0
    """Without capitals, or in a sentence without a word in small letters, where capitals say nothing."""
    CAPITAL = 1
    """Small letters and capitals, or a single capital."""
    CAPITALS = 2


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text and where its sentences are.

    spans       (start, end) of each word, code points
    pieces      vocabulary indices of each word; the first word of each paragraph but the first has the paragraph mark before its own
    letters     how each word is written, one of the Letters
    sentences   (first, last) word index of each sentence, last exclusive; every word is in exactly one
    """

    spans: list[tuple[int, int]]
    pieces: list[tuple[int, ...]]
    letters: list[int]
    sentences: list[tuple[int, int]]

    def sentence_of(self, word: int) -> tuple[int, int]:
        """Give the sentence in which a word stands."""
        return self.sentences[bisect_right(self.sentences, word, key=lambda sentence: sentence[0]) - 1]


@dataclass(frozen=True, slots=True)
class Window:
    """Word indices: context from `first`, core from `core`, up to `last` (exclusive)."""

    first: int
    core: int
    last: int


def find_words(text: str, wordpiece: WordPiece) -> Words:
    """Cut a text into words, their pieces and their sentences."""
    spans = text_.words(text)
    pieces = [wordpiece.pieces(text[start:end]) for start, end in spans]
    ends = [end for _, end in text_.sentences(text)]
    sentences: list[tuple[int, int]] = []
    first = 0
    at = 0
    for i, (start, _) in enumerate(spans):
        while at < len(ends) - 1 and start >= ends[at]:
            at += 1
            if i > first:
                sentences.append((first, i))
                first = i
                if "\n" in text[spans[i - 1][1] : start]:
                    pieces[i] = (wordpiece.paragraph, *pieces[i])
    if len(spans) > first:
        sentences.append((first, len(spans)))
    letters: list[int] = []
    for first, last in sentences:
        words = [text[start:end] for start, end in spans[first:last]]
        capitals_tell = any(map(str.islower, words))
        letters += [_letters(word) if capitals_tell else Letters.SMALL.value for word in words]
    return Words(spans, pieces, letters, sentences)


def _letters(word: str) -> int:
    if word == word.lower():
        return Letters.SMALL.value
    return (Letters.CAPITALS if word.isupper() and sum(map(str.isalpha, word)) > 1 else Letters.CAPITAL).value


def cut_windows(words: Words, *, max_pieces: int = MAX_PIECES, max_context: int = MAX_CONTEXT) -> list[Window]:
    """Cut a text into windows; the cores cover every word once, in order.

    max_pieces    of context and core together
    max_context   of the context

    A sentence longer than a window is cut between words.
    """
    units = _units(words, max_pieces)
    windows: list[Window] = []
    at = 0
    while at < len(units):
        first = at
        used = 0
        while first > 0 and used + units[first - 1][2] <= max_context:
            first -= 1
            used += units[first][2]
        core = at
        while at < len(units) and (at == core or used + units[at][2] <= max_pieces):
            used += units[at][2]
            at += 1
        if used > max_pieces:  # a single long sentence: the context gives way
            first = core
        windows.append(Window(units[first][0], units[core][0], units[at - 1][1]))
    return windows


def _units(words: Words, max_pieces: int) -> list[tuple[int, int, int]]:
    """Sentences, long ones cut: (first word, last word, number of pieces)."""
    units: list[tuple[int, int, int]] = []
    for first, last in words.sentences:
        start = first
        n = 0
        for i in range(first, last):
            size = len(words.pieces[i])
            if n + size > max_pieces and i > start:
                units.append((start, i, n))
                start, n = i, 0
            n += size
        units.append((start, last, n))
    return units


def encode_window(words: Words, window: Window, wordpiece: WordPiece) -> tuple[list[int], list[int], list[int]]:
    """Give the encoder's input for a window.

    Returns piece indices with both end marks; the letters of the word of each; where each word's own first piece stands among them.
    """
    ids = [wordpiece.start]
    letters = [Letters.SMALL.value]
    heads: list[int] = []
    for i in range(window.first, window.last):
        pieces = words.pieces[i]
        heads.append(len(ids) + (1 if pieces[0] == wordpiece.paragraph else 0))
        ids.extend(pieces)
        letters.extend([words.letters[i]] * len(pieces))
    ids.append(wordpiece.end)
    letters.append(Letters.SMALL.value)
    return ids, letters, heads


def overlapping_words(spans: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """Find the words that a stretch of characters touches: (first, last exclusive) index, or None. Binary search."""
    low, high = 0, len(spans)
    while low < high:
        middle = (low + high) // 2
        if spans[middle][1] <= start:
            low = middle + 1
        else:
            high = middle
    first = low
    while low < len(spans) and spans[low][0] < end:
        low += 1
    return (first, low) if low > first else None
