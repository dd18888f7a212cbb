"""The words of a story as numbers: a number for each word, a second one for its stem where the word carries content.

Part of the form of a sketch (see `sketches.py`), so nothing here may change without a new form: the pattern of a word, folding, the hash, the words
without content, the stems.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from whence.text import fold

U64 = NDArray[np.uint64]

_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u200c\u200d"
WORD = re.compile(rf"\w[\w{_MARKS}]*")

_EMPTY = frozenset(
    (
        "a about above according after again against all almost also although am among an and another any are around as at away b back be "
        "because been before being between both but by came can come could d day did do does done down during each either else even ever every "
        "few for from further g get go got h had has have having he her here hers herself him himself his how however i if in including into is "
        "it its itself just k l last later least less like ll m made make many may me might mine more most mr mrs ms much must my n neither new "
        "no nor not now o of off on once one only onto or other our out over own p per put r re s said same say saying says set shall she "
        "should since so some still such t take taken than that the their them themselves then there these they this those though through to "
        "told too took toward towards under until up upon us u v ve very w was we went were what when where whether which while who whom whose "
        "why will with within without would y yes yet you your added announced asked reported stated statement tell"
    ).split()
)
_NUMBERS = {
    word: str(n + 2)
    for n, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
}
_STEM_LENGTH = 6
_MOST_KEPT = 1 << 18  # words in the cache, some 40 MB


class _Numbers(dict[str, bytes]):
    """Words to 24 bytes: the number of the word, that of its stem, its marks; a cache, emptied when it is full."""

    def __missing__(self, word: str) -> bytes:
        if len(self) >= _MOST_KEPT:
            self.clear()
        folded = fold(word)
        stem = stem_of(folded)
        marks = _FIGURE * (word[0].isdigit() or folded in _NUMBERS) | _CAPITAL * word[0].isupper()
        known = self[word] = _hash(folded) + (_hash(f"stem {stem}") if stem else bytes(8)) + marks.to_bytes(8, "little")
        return known


_KNOWN = _Numbers()
_FIGURE, _CAPITAL = 1, 2  # marks


def _hash(words: str) -> bytes:
    return blake2b(words.encode("utf-8", "replace"), digest_size=8).digest()


def number(words: Iterable[str]) -> tuple[U64, U64, U64]:
    """Give the numbers of words, of their stems, and their marks: three arrays [n_words].

    A word's number is blake2b of its folded form in UTF-8, 8 bytes, little-endian; a stem's is that of "stem " and the stem, 0 without content.
    Marks: 1 a figure (a number in digits, or one from two to twenty in letters), 2 a capital; no part of a sketch.
    """
    known = np.frombuffer(b"".join(map(_KNOWN.__getitem__, words)), dtype="<u8").reshape(-1, 3)
    return known[:, 0].astype(np.uint64), known[:, 1].astype(np.uint64), known[:, 2].astype(np.uint64)


def stem_of(folded: str) -> str:
    """Give the stem of a folded word: its ending taken off, six characters kept, small numbers as digits; empty for a word without content.

    Rough on purpose: "investigators" and "investigation" are one stem, and so are "international" and "internal".
    """
    if folded in _EMPTY:
        return ""
    if folded in _NUMBERS:
        return _NUMBERS[folded]
    if folded[:1].isdigit():
        return folded
    for ending in ("ings", "ing", "ies", "ied", "ed", "es", "ly", "s", "y", "e"):
        if folded.endswith(ending) and len(folded) - len(ending) >= 3:
            folded = folded[: -len(ending)]
            break
    return folded[:_STEM_LENGTH]


class NumberedStory(NamedTuple):
    """The words of a story as arrays.

    words, stems   [n_words] uint64, the numbers of `number`; stem 0: no content
    starts, ends   [n_words] int32, code points into the report's text
    quoted         [n_words] bool, between quotation marks
    specific       [n_words] bool, a figure, or a word with a capital that does not begin its sentence
    figures        [n_words] bool, a number in digits, or one from two to twenty in letters
    bounds         [n_sentences + 1] int32, the word that each sentence begins with, and n_words
    """

    words: U64
    stems: U64
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    quoted: NDArray[np.bool_]
    specific: NDArray[np.bool_]
    figures: NDArray[np.bool_]
    bounds: NDArray[np.int32]


_QUOTES = re.compile(r"[\"“„«][^\"“”»\n]*(?:[\"”»]|$)|(?<!\w)['‘](?=\w)[^\n]{12,800}?[.,!?]['’](?!\w)", re.MULTILINE)


def number_story(text: str, sentences: Sequence[tuple[int, int]]) -> NumberedStory:
    """Give numbers to the words of a story.

    sentences   (start, end) into text, as `story_of` gives them; one without words is left out

    A quotation that opens and does not close on its line runs to the line's end, as one over several paragraphs does.
    """
    matches: list[re.Match[str]] = []
    bounds = [0]
    for start, end in sentences:
        matches.extend(WORD.finditer(text, start, end))
        if len(matches) > bounds[-1]:
            bounds.append(len(matches))
    found = [match[0] for match in matches]
    words, stems, marks = number(found)
    starts = np.array([match.start() for match in matches], dtype=np.int32)
    ends = starts + np.fromiter(map(len, found), dtype=np.int32, count=len(found))
    quoted = np.zeros(len(matches), dtype=np.bool_)
    for match in _QUOTES.finditer(text):
        quoted[np.searchsorted(starts, match.start()) : np.searchsorted(starts, match.end())] = True
    figures = (marks & np.uint64(_FIGURE)) != 0
    capitals = (marks & np.uint64(_CAPITAL)) != 0
    capitals[bounds[:-1]] = False
    return NumberedStory(words, stems, starts, ends, quoted, figures | capitals, figures, np.array(bounds, dtype=np.int32))
