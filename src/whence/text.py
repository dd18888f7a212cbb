"""Text with its offsets: words, sentences, folding. Nothing here changes a text; everything points into it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

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

    A blank line always ends a sentence, so that a headline is one. So does, before the first blank line, a line that was plainly ended on purpose, so
    that a headline right above its story is one, too. An item of a list is one or more. Method: sentencex, then sentences that end in a rank, a title
    or an initial are joined with the next (table above), and lists are cut into their items. A text with no sentence end is one sentence.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for paragraph in re.split(r"(\n\s*\n)", text):
        for block in [paragraph] if found else _blocks(paragraph):
            if block.strip():
                for first, last in _sentences_of(block, start):
                    found.extend((first + one, first + other) for one, other in _items(text[first:last]))
            start += len(block)
    return tuple(found)


_DASH = r"\s?(?:—|–|--|-(?=\s))"
_OPENING = re.compile(  # a line under a headline: "By Aram Selim", "KELSO, Wash. —", "Otsu, 3 May (Wire) -"
    r"By (?:[^\W\d_a-z][\w.'’-]*,? (?:and )?){1,6}$"
    rf"|[A-ZÀ-Þ]{{2}}[A-ZÀ-Þ'’./ -]+(?:, ?[^\n,()—–]{{2,30}}){{0,2}}(?::\s|{_DASH})"
    rf"|[A-ZÀ-Þ][^\n()—–]{{1,60}}\([A-Z][^\n()]{{1,40}}\){_DASH}"
    rf"|[A-ZÀ-Þ][\w'’. -]{{1,30}}, [^\n,()—–]{{0,20}}\d[^\n,()—–]{{0,20}}{_DASH}"
)
_GOES_ON = re.compile(r"(?:[,–—-]|\b(?:a|an|the|of|at|by|to|for|from|with|and|or))$", re.I)
_BEGINS = re.compile(r"[\"'“‘(\[]*[^\W_]")
_CLEARLY = 4 / 3  # how much longer or shorter than others a line is that nobody broke to fit a width; figures below


def _blocks(paragraph: str) -> Iterator[str]:
    """Cut the first paragraph of a text behind lines that were ended on purpose: headline, byline, date, captions. Line feeds stay where they are.

    A line that was broken to fit a width is about as long as the longest one that a small letter follows, or as the longest of all. With texts of the
    training corpora that were set anew: a single line feed below it, 1,084 headlines of 1,089 are sentences (117 without this rule); stories broken
    at 60 to 80 columns, 581 to 726 of 832 (94), and 35 of 43,500 breaks within a sentence end one (20).
    """
    lines = re.split(r"(?<=\n)", paragraph)
    bare = [line.strip() for line in lines]
    width = max((len(line) for line, after in pairwise(bare) if after[:1].islower()), default=0) or max(map(len, bare))
    block = lines[0]
    opens = True
    for line, after, kept in zip(bare, bare[1:], lines[1:], strict=False):
        opens = opens and not after.isupper() and _OPENING.match(f"{after} ") is not None and _GOES_ON.search(line) is None
        if opens or _is_ended(line, after, width):
            yield block
            block = ""
        block += kept
    yield block


def _is_ended(line: str, after: str, width: int) -> bool:
    """Tell whether a line was ended on purpose: it is much too long, or had much room for the word after it, and neither goes on with the other."""
    begins = _BEGINS.match(after)
    if begins is None or begins[0].islower() or after.isupper() or line[:1].islower() or _GOES_ON.search(line):
        return False
    return len(line) > width * _CLEARLY or (len(line) + 1 + len(after.split(maxsplit=1)[0])) * _CLEARLY <= width


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
