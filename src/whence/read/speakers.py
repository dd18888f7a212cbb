"""Speakers whom a text names without a word of saying: "Police: two men held" above a report, "(MAYOR) We shall see" in the record of an interview.

On the gold claims of the training corpora (shared and own), 43 of 46 that a headline tells so have that speaker for account, and 195 of 229 in an
interview; the others are questions, or have a speaker within what is said.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from whence.read.found import Stretch
from whence.read.windows import Words

_WHO = (
    r"(?:police|ministry|ministries|ministers?|government|gov['’]t|govt|army|military|navy|air force|officials?|spokesman|spokeswoman|spokesperson"
    r"|president|premier|pm|leader|commander|general|reports?|media|sources?|headquarters|general staff|command|statement|witness(?:es)?|residents"
    r"|lawyers?|union|rebels|brigades|nato|fbi|fsb|rcmp|un|kremlin|mayor|governor|prosecutors?|sheriff|coroner|envoy|ambassador|chief|bishop|sailors"
    r"|doctors|chair|chairman|secretary|senator|mp)"
)
_ABOVE = re.compile(rf"(?P<speaker>[^\n:.!?\"“”'‘]{{0,40}}\b{_WHO}): +(?P<said>[^\n]{{1,200}})(?=\n|$)", re.I)
_BELOW = re.compile(rf"(?P<said>[^\n]{{1,200}}?)(?::| [-–—]) +(?P<speaker>[^\n:.!?,\"“”‘–—]{{0,30}}\b{_WHO})[ \t]*(?=\n|$)", re.I)
_TURN = re.compile(
    r"(?:^|(?<=\n)|(?<=[.?] ))[ \t]*(?:\((?P<aside>[A-Z][A-Z .'-]{1,30})\)|(?P<label>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4}):)[ \t]+(?=\S)"
)
_NOBODY = re.compile(r"(?:q|question|(?:begin |end )?recording|applause|laughter|note|read more|related|(?:file )?photo|update)\b", re.I)
MIN_TURNS = 3  # fewer words with a colon after them may be anything


@dataclass(frozen=True, slots=True)
class Turn:
    """Words that name a speaker, and those that the speaker says."""

    speaker: Stretch
    said: Stretch


def find_turns(text: str, words: Words) -> list[Turn]:
    """Find what a headline, or a record of who speaks in turn, gives to a speaker by a colon, a dash or brackets; in order of the text."""
    found = []
    turns = list(_TURN.finditer(text))
    names = Counter(_name(turn) for turn in turns)
    if len(turns) >= MIN_TURNS:
        for turn, stop in zip(turns, [*(turn.start() for turn in turns[1:]), len(text)], strict=True):
            if names[_name(turn)] > 1 and not _NOBODY.match(_name(turn)):
                found.append((turn.span(turn.lastgroup or 0), (turn.end(), stop)))
    head = _ABOVE.match(text) or _BELOW.match(text)
    if head is not None and (not found or found[0][1][0] != head.start("said")):  # else the first line is a turn as the others are
        found.insert(0, (head.span("speaker"), head.span("said")))
    return [Turn(_stretch(words, speaker), _stretch(words, said)) for speaker, said in found]


def turn_of(turns: Sequence[Turn], word: int) -> Turn | None:
    """Find the turn in which a word stands, the headline's before another; None: in no turn."""
    last = bisect_right(turns, word, key=lambda turn: turn.said[0])
    near = (*turns[:1], *turns[max(last - 1, 0) : last])  # turns behind the headline's do not overlap
    return next((turn for turn in near if turn.said[0] <= word < turn.said[1]), None)


def _name(turn: re.Match[str]) -> str:
    name: str = turn[turn.lastgroup or 0]
    return name


def _stretch(words: Words, span: tuple[int, int]) -> Stretch:
    first, last = (bisect_left(words.spans, at, key=lambda word: word[0]) for at in span)
    return first, last
