"""Spans of a report from the stretches of words that have a role."""

from __future__ import annotations

import re
from collections.abc import Iterator

from whence.read.found import Found, Stretch, Thresholds, role_stretches
from whence.read.phrases import PHRASES, whole_phrases
from whence.read.windows import Words
from whence.terms import Report, Span

_FUNCTION_WORDS = set("a an the of in on at by to for from with and or near into over after before that which who as than".split())
_EDGE = re.compile(r"(?:[^\w$£€%+]|_)+")
_CLOSING = {"(": ")", "[": "]", "“": "”", "«": "»", '"': '"'}
_CIRCUMSTANCES = ("place", "time")
FURTHER = 0.85  # least probability of a second phrase in a role; swept .7-.9 on reports not trained on, flat from .8; tuple F1 +.002 to +.015


def role_spans(report: Report, words: Words, found: Found, role: str, thresholds: Thresholds) -> tuple[Span, ...]:
    """Find the spans in a role of a happening, or of a telling, in order of the text."""
    stretches = [part for stretch in role_stretches(found, role, thresholds.role, thresholds.edge) for part in _lines(report.text, words, stretch)]
    if role == "what":
        first, last = words.sentence_of(found.trigger[0])
        stretches = [stretch for stretch in stretches if first <= stretch[0] < last]
    else:
        stretches = [trimmed(report.text, words, stretch) for stretch in stretches]
    if role in PHRASES:
        whole = whole_phrases(report.text, words, role, [(first, last) for first, last in stretches if first < last])
        stretches = _sure(found, role, whole, thresholds)
    spans = (to_span(report, words, stretch) for stretch in stretches)
    return tuple(span for span in spans if span is not None)


def _lines(text: str, words: Words, stretch: Stretch) -> Iterator[Stretch]:
    """Cut a stretch where a sentence ends with its line: no phrase of the training corpora runs on from an item of a list into the next."""
    first, last = stretch
    while "\n" in text[words.spans[first][0] : words.spans[last - 1][1]]:
        end = words.sentence_of(first)[1]
        if end >= last:
            break
        yield first, end
        first = end
    yield first, last


def _sure(found: Found, role: str, stretches: list[Stretch], thresholds: Thresholds) -> list[Stretch]:
    """Keep the phrase that is surest in a role, and others that are as good as certain: often a second one belongs to a neighbouring happening."""
    peaks = [found.peak(role, stretch) for stretch in stretches]
    floor = thresholds.circumstance if role in _CIRCUMSTANCES else thresholds.role
    return [stretch for stretch, peak in zip(stretches, peaks, strict=True) if peak >= floor and (peak == max(peaks) or peak >= FURTHER)]


def trimmed(text: str, words: Words, stretch: Stretch) -> Stretch:
    """Leave a dangling "in" or "and" off the end of a phrase, and an "and" off its beginning; may leave nothing.

    A number is taken whole ("1,200"), of which the network may have found a part.
    """
    first, last = stretch
    while _joins_digits(text, words, first - 1):
        first -= 2
    while _joins_digits(text, words, last):
        last += 2
    while last > first and text[slice(*words.spans[last - 1])].lower() in _FUNCTION_WORDS:
        last -= 1
    while first < last and text[slice(*words.spans[first])].lower() in ("and", "or"):
        first += 1
    return first, last


def _joins_digits(text: str, words: Words, at: int) -> bool:
    """Tell whether a word is the comma or point inside a number."""
    if not 0 < at < len(words.spans) - 1:
        return False
    start, end = words.spans[at]
    return text[start:end] in (",", ".") and text[start - 1].isdigit() and text[end].isdigit()


def to_span(report: Report, words: Words, stretch: Stretch, *, trim: bool = True) -> Span | None:
    """Make the span of a stretch of words, marks of punctuation at its ends left out; None where nothing else is in it.

    A bracket or quotation mark that closes one inside stays: "the Front (FLN)", the "Free Army".
    """
    first, last = stretch
    text = report.text
    if trim:
        while first < last and _EDGE.fullmatch(text[words.spans[first][0] : words.spans[first][1]]):
            first += 1
        while last > first and _EDGE.fullmatch(text[words.spans[last - 1][0] : words.spans[last - 1][1]]):
            last -= 1
        if last < len(words.spans) and first < last and _is_initialism(text, words, first, last):
            last += 1  # "U.S." ends in its own full stop
        last = _with_bracket(text, words, first, last)
    return Span(words.spans[first][0], words.spans[last - 1][1], text) if first < last else None


def _with_bracket(text: str, words: Words, first: int, last: int) -> int:
    """Give the end of a stretch with the bracket right behind it that closes one inside; marks may stand between them, as in (“FLN”)."""
    open_: list[str] = []
    end, at = last, first
    while at < len(words.spans) and (at < last or open_):
        word = text[slice(*words.spans[at])]
        at += 1
        if open_ and word == open_[-1]:
            open_.pop()
            end = max(end, at)
        elif word in _CLOSING:
            if at > last:
                break
            open_.append(_CLOSING[word])
        elif at > last and not _EDGE.fullmatch(word):
            break
    return end


def _is_initialism(text: str, words: Words, first: int, last: int) -> bool:
    """Tell whether the stretch ends in single letters with full stops between them and one more right behind."""
    if last - first < 3:
        return False
    start, end = words.spans[last - 3][0], words.spans[last][1]
    return re.fullmatch(r"[A-Za-z]\.[A-Za-z]\.", text[start:end]) is not None
