"""The story of a report: its sentences without headline, dateline, walls, captions and credits, as offsets into its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from whence.link.copies.noise import Noise, has_cues, noise_of_line, noise_of_sentence
from whence.terms import Report

_LONGEST_HEADLINE = 200  # characters
_WRAPPED = (50, 120)  # characters of a line that was broken to fit a width: the least of most lines, the most of any
_DATELINE_LINES = 8
_DASH = r"\s{0,2}(?:—|–|―|--|-(?=\s))\s*"
_DATELINE = re.compile(
    r"(?:[A-ZÀ-Þ][A-ZÀ-Þ'’./-]+(?:[ /][A-ZÀ-Þ'’./-]+){0,4}(?:,\s?[\w .'’]{2,40}){0,3}(?:,?\s?\([^()\n]{2,45}\))?|\([A-Z][\w /.'’-]{1,40}\))" + _DASH
)
_LINE = re.compile(r"\S[^\n]*(?<=\S)")
_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[^\W\d_a-z]|[\"'“‘(\[]*\d)")
_NO_END = re.compile(r"(?:\b(?:mr|mrs|ms|dr|gen|col|lt|sgt|maj|capt|cmdr|rev|sen|rep|gov|st|no|prof|insp|supt)|\b[a-z])\.\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Removed:
    """Words that are no part of the story: where they stand, and why."""

    start: int
    end: int
    why: Noise


@dataclass(frozen=True, slots=True)
class Story:
    """What of a report is its story.

    sentences   (start, end) into report.text, in order, not crossing; the sentences of the story
    removed     what was left out, in order
    """

    sentences: tuple[tuple[int, int], ...]
    removed: tuple[Removed, ...]


def story_of(report: Report) -> Story:
    """Find the story of a report.

    A headline is no part of it, so that a new title hides no copy; a report that is a headline and nothing else is its own story. Sentences end at a
    line's end and at a full stop, a question or exclamation mark that a capital or a figure follows: the rule is our own, so that sketches do not
    change with a library's version.
    """
    text = report.text
    removed: list[Removed] = []
    sentences: list[tuple[int, int]] = []
    body = _after_headline(report)
    may_be_noise = has_cues(text)
    if body:
        removed.append(Removed(0, body, Noise.HEADLINE))
    for n, (start, end) in enumerate(_lines(text, body)):
        why = noise_of_line(text[start:end])
        if why is not None:
            removed.append(Removed(start, end, why))
            continue
        if n < _DATELINE_LINES and (after := _after_dateline(report, start, end)) > start:
            removed.append(Removed(start, after, Noise.DATELINE))
            start = after
        for first, last in _sentences(text, start, end):
            why = noise_of_sentence(text[first:last]) if may_be_noise else None
            if why is None:
                sentences.append((first, last))
            else:
                removed.append(Removed(first, last, why))
    if not sentences and body:
        return Story(tuple(_sentences(text, len(text) - len(text.lstrip()), body)), ())
    return Story(tuple(sentences), tuple(removed))


def _after_headline(report: Report) -> int:
    """Where the body begins: after the title, or after a first line that looks like one."""
    text = report.text
    if report.title and text.startswith(report.title):
        return len(report.title) if len(report.title) < len(text) else 0
    end = text.find("\n\n")
    line = text[: max(end, 0)]
    if not line or "\n" in line or len(line) > _LONGEST_HEADLINE or line.rstrip()[-1:] in '.!?”"’…:' or _DATELINE.match(line):
        return 0
    return end


def _lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Find the lines with words, outer white space left out; the lines of a text that was broken to fit a width are put together."""
    lines = [(match.start(), match.end()) for match in _LINE.finditer(text, start)]
    if not _is_wrapped(text, lines):
        yield from lines
        return
    first: int | None = None
    for n, (begin, end) in enumerate(lines):
        first = begin if first is None else first
        if n + 1 == len(lines) or text.count("\n", end, lines[n + 1][0]) > 1:
            yield first, end
            first = None


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    least, most = _WRAPPED
    if any(end - start > most for start, end in lines):
        return False
    inner = [end - start for (start, end), (after, _) in pairwise(lines) if text.count("\n", end, after) == 1]
    return len(inner) >= 2 and sum(length >= least for length in inner) * 4 >= len(inner) * 3


def _after_dateline(report: Report, start: int, end: int) -> int:
    text = report.text
    if (dateline := report.dateline) is not None and start <= dateline.start and dateline.end < end and dateline.start - start < 4:
        dash = re.compile(_DASH + r"|\W{0,4}").match(text, dateline.end, end)
        return dateline.end if dash is None else dash.end()
    match = _DATELINE.match(text, start, min(end, start + 160))
    return start if match is None or match.end() >= end else match.end()


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    for match in _END.finditer(text, start, end):
        if text[match.start()] == "." and _NO_END.search(text[max(first, match.start() - 8) : match.end()]):
            continue
        stop = match.end() - (len(match[0]) - len(match[0].rstrip()))
        yield first, stop
        first = match.end()
    if text[first:end].strip():
        yield first, first + len(text[first:end].rstrip())
