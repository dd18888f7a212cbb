"""Quotations that run on over paragraphs: each paragraph begins with a quotation mark, and only the last one ends with one.

In the gold claims of the training corpora, 31 of 32 such quotations keep their speaker to the end.
"""

from __future__ import annotations

import re

from whence.read.found import Stretch
from whence.read.windows import Words, overlapping_words

_MARK = re.compile(r"\n\s*|[“«”»]|(?P<opens>(?<![^\s(\[—–-])\"(?=\S))|\"")
_BEGINS = re.compile(r"[“«]|\"(?=\S)")


_PAIRS = (("“", "”"), ("«", "»"), ("‘", "’"))
_MARKS = "\"'`“”‘’«»„"


def begins_quoted(text: str, at: int) -> bool:
    """Tell whether what stands at a place begins with a quotation mark, or right behind one, or within a quotation of its paragraph."""
    if text[at] in _MARKS or (at > 0 and text[at - 1] in _MARKS):
        return True
    start = text.rfind("\n", 0, at) + 1
    return text.count('"', start, at) % 2 == 1 or any(text.rfind(opens, start, at) > text.rfind(closes, start, at) for opens, closes in _PAIRS)


def find_quotations(text: str, words: Words) -> list[list[Stretch]]:
    """Find the paragraphs, two at least, of each quotation that runs on; in order of the text."""
    found: list[list[tuple[int, int]]] = []
    paragraphs: list[tuple[int, int]] = []
    start: int | None = None
    for mark in _MARK.finditer(text):
        if start is None:
            if mark[0] in "“«" or mark["opens"]:
                start = mark.start()
                paragraphs = []
        elif mark[0][0] == "\n":
            paragraphs.append((start, mark.start()))
            start = mark.end() if _BEGINS.match(text, mark.end()) else None
            if start is None:
                found.append(paragraphs)
        elif not (mark[0] in "“«" or mark["opens"]):
            found.append([*paragraphs, (start, mark.end())])
            start = None
    if start is not None:
        found.append([*paragraphs, (start, len(text))])
    return [
        [stretch for paragraph in quotation if (stretch := overlapping_words(words.spans, *paragraph)) is not None]
        for quotation in found
        if len(quotation) > 1
    ]
