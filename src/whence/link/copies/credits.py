"""What a report says of whose text it is: the words of its credits, before anybody asks whom they name.

A credit of the whole text (the dateline's agency, "Source: …") says that the text comes from there. A mark (a copyright notice, an agency's name
alone on a line) says so too where it names an agency; else it is the outlet's own. A credit of a part ("The Associated Press contributed to this
report") says that something does; it shows nothing about any single claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from whence.link.copies.noise import Noise
from whence.link.copies.story import Story
from whence.terms import Report


class Role(StrEnum):
    """What a credit is of."""

    WHOLE = "whole"
    MARK = "mark"
    PART = "part"


class CreditWords(NamedTuple):
    """A credit as it is written.

    name         the name, or for a part the words of the line
    start, end   code points into the report's text; -1 where the credit is known from the report's metadata
    """

    role: Role
    name: str
    start: int
    end: int


_COPYRIGHT = re.compile(r"(?:copyright|©|\(c\))[\W\d]*(?:by\s+)?(?P<name>(?-i:[A-Z])[^.,\n|()]{1,60}?)\s*(?=[.,\n|()]|all rights|$)", re.IGNORECASE)
_BRACKETS = re.compile(r"\((?P<name>[A-Z][^()\n\d]{1,44})\)")
_HEADED = re.compile(r"(?P<name>[A-Z][\w'’ -]{1,40}?)\s*\|\s*(?:updated|published|posted)\b", re.IGNORECASE)
_SOURCE = re.compile(r"(?:sources?\s*[:：]|\b(?:from|on|by|in)\b:?)\s+(?P<name>(?-i:[A-Z])[^\n.,|()]{1,60})", re.IGNORECASE)
_ALONE = re.compile(r"[\W_]*(?:[a-z]{2,4}(?:/[a-z]{2,4})+\W*)?(?P<name>[A-Z][\w .'’-]{1,44}?)\W*$")
_SEVERAL = re.compile(r"\w\s*(?:,|/|\s[-–]\s|\band\b)\s*\w")
_LONGEST_PART = 160  # characters


def find_credits(report: Report, story: Story) -> tuple[CreditWords, ...]:
    """Find the credits of a report: its own `origin`, and those in the words that are no part of its story."""
    found: dict[tuple[Role, str], CreditWords] = {}
    if report.origin is not None:
        span = report.origin.span
        found[Role.WHOLE, report.origin.name] = CreditWords(Role.WHOLE, report.origin.name, *((-1, -1) if span is None else (span.start, span.end)))
    for removed in story.removed:
        for credit in _in_words(report.text[removed.start : removed.end], removed.why):
            at = CreditWords(credit.role, " ".join(credit.name.split()), removed.start + credit.start, removed.start + credit.end)
            found.setdefault((at.role, at.name), at)
    return tuple(found.values())


def _in_words(words: str, why: Noise) -> Iterator[CreditWords]:
    """Find the credits in words that were left out of a story; offsets count into these words."""
    match why:
        case Noise.STAFF:
            yield CreditWords(Role.PART, words[:_LONGEST_PART], 0, len(words[:_LONGEST_PART]))
        case Noise.DATELINE:
            # "SEOUL (Reuters) -" names whose it is; "(CNN) -" alone may as well be "(NEW YORK) -".
            yield from _named(_BRACKETS, words, Role.MARK if words.startswith("(") else Role.WHOLE)
        case Noise.COPYRIGHT:
            yield from _named(_COPYRIGHT, words, Role.MARK)
        case Noise.STAMP:
            yield from _named(_HEADED, words, Role.MARK)
        case Noise.CREDIT if _SOURCE.search(words):
            yield from _named(_SOURCE, words, Role.WHOLE)
        case Noise.CREDIT if _SEVERAL.search(words):
            yield CreditWords(Role.PART, words[:_LONGEST_PART], 0, len(words[:_LONGEST_PART]))
        case Noise.CREDIT:
            yield from _named(_ALONE, words, Role.MARK)


def _named(pattern: re.Pattern[str], words: str, role: Role) -> Iterator[CreditWords]:
    match = pattern.search(words)
    if match is not None:
        name = match["name"].rstrip()
        yield CreditWords(role, name, match.start("name"), match.start("name") + len(name))
