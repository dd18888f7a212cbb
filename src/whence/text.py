"""Text with its offsets: words, sentences, folding. Nothing here changes a text; everything points into it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from sentencex import get_sentence_boundaries

# A word is a run of letters, digits and their marks, or one other visible character with its marks: spans made of whole words never cut an accent
# or an emoji sequence in two.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u200c\u200d\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*|[^\s{_MARKS}](?:[{_MARKS}]+(?:(?<=\u200d)[^\w\s])?)*|[{_MARKS}]+")

# Where sentencex (1.0.32) ends a sentence and none ends: ranks, titles and abbreviations that a name, a number or a weekday follows.
_NO_END = re.compile(
    r"(?:\b(?:Adm|Alh|Amb|Brig|Capt|Cdr|Cmdr|Col|Cpl|Det|Dr|Fr|Gen|Gov|Hon|Insp|Lt|Maj|Mr|Mrs|Ms|Msgr|No|Nos|Ofc|Pfc|Pres|Prof|Pvt|Rep|Reps|Rev|Sen|Sens"
    r"|Sgt|Sheik|Spc|Sr|Jr|St|Ste|Supt|vs|approx|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)|-Gen|-Col|-Adm|-Maj|\b[ap]\.m|\bU\.[SKN]|\bi\.e|\be\.g|\bd\.p\.a"
    r"|(?<![A-Za-z])[A-Z])\.[\"'”’)\]]*\s*$"
)
_STARTS_AFTER_AM_PM = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[a-z0-9(]|(?:[A-Z]{2,4}\b)")

ITEM = r"(?:[-–—•*·▪●◦‣]|\(?(?:[0-9]{1,2}|[a-z])[.)])[^\S\n]+(?=\S)"
"""The mark before an item of a list, as a pattern."""
_ITEM = re.compile(ITEM)
_ITEM_GAP = re.compile(r"(?<=[:;])[^\S\n]+|\s*\n\s*")


def begins_item(text: str, at: int) -> bool:
    """Tell whether the mark of an item of a list stands at a place in a text."""
    return _ITEM.match(text, at) is not None


def words(text: str) -> list[tuple[int, int]]:
    """Find the words of a text: runs of letters and digits, and single marks of punctuation, each with its combining marks.

    Returns (start, end) pairs in code points, in order. Underscores and other symbols stand alone. Linear in the length of the text.
    """
    return [match.span() for match in _WORD.finditer(text)]


@lru_cache(maxsize=256)  # reading, resolving and linking ask for those of one text
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Find the sentences of a text: (start, end) in code points, in order, outer white space left out.

    A blank line always ends a sentence, so that a headline is one; an item of a list is one or more. Method: sentencex, then sentences that end in a
    rank, a title or an initial are joined with the next (table above), and lists are cut into their items.
    A text with no sentence end is one sentence.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for paragraph in re.split(r"(\n\s*\n)", text):
        if paragraph.strip():
            for first, last in _sentences_of(paragraph, start):
                found.extend((first + one, first + other) for one, other in _items(text[first:last]))
        start += len(paragraph)
    return tuple(found)


# sentencex 1.0.32 panics, past every `except Exception`, at an initial followed by a space of several bytes and a full stop: it gets plain spaces.
_WIDE_SPACE = re.compile(r"[^\S\x00-\x7f]")


def _sentences_of(paragraph: str, base: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    previous = ""
    for piece in get_sentence_boundaries("en", _WIDE_SPACE.sub(" ", paragraph)):
        start, end = piece["start_index"], piece["end_index"]
        words_ = paragraph[start:end]
        inner = words_.strip()
        if not inner:
            continue
        start += len(words_) - len(words_.lstrip())
        end = start + len(inner)
        if found and _runs_on(previous, inner):
            found[-1] = (found[-1][0], base + end)
        else:
            found.append((base + start, base + end))
        previous = inner
    return found


def _items(sentence: str) -> Iterator[tuple[int, int]]:
    """Cut a sentence before each item of a list, after a colon, a semicolon or at a line's head, and after the last one, which ends with its line.

    A line that begins with a small letter, or follows a comma, goes on with the item before it.
    """
    first = line = 0
    for gap in _ITEM_GAP.finditer(sentence):
        before, begins = sentence[gap.start() - 1], begins_item(sentence, gap.end())
        if "\n" in gap[0]:
            in_item = begins_item(sentence, line)
            cut = in_item and before != "," and not sentence[gap.end()].islower() if not begins else in_item or before in ":;.!?"
            line = gap.end()
        else:
            cut = begins
        if cut:
            yield first, gap.start()
            first = line = gap.end()
    yield first, len(sentence)


def _runs_on(previous: str, following: str) -> bool:
    tail = previous[-12:]
    if not _NO_END.search(tail):
        return False
    if re.search(r"[ap]\.m\.$|U\.[SKN]\.$", tail):
        return bool(_STARTS_AFTER_AM_PM.match(following))
    return True


def fold(text: str) -> str:
    """Fold a text for comparing: case, accents and typographic quotes and dashes away, white space single. Changes offsets: never for spans."""
    plain = unicodedata.normalize("NFKD", text).translate(_PLAIN)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


_PLAIN = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "\u00ad": None, "\u200b": None})
