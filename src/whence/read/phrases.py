"""Whole phrases from the stretches of words that have a role: what was cut in two joined, two phrases in one parted, an apposition left out.

A noun phrase keeps what hangs on it by a preposition ("doctors of a relief group"). A place named within another is a place of its own ("the
Regional Jail | in Selby"), unless the first has no name ("a barracks in the town of Selby"). On the gold claims of the training corpora (shared and
own), spans that hold such a joint against pairs of spans parted by it: parties 2,200 and 8, times 415 and 4, places by "of" 458 and 1, places after a
common noun 247 and 72, places after a name ("in", a comma) 38 and 118.
"""

from __future__ import annotations

import re

from whence.read.found import Stretch
from whence.read.windows import Words, overlapping_words

_ARTICLES = frozenset("a an the its their his her this".split())
_CONJUNCTIONS = frozenset(("and", "or"))
_JOINTS = {  # what may stand between two parts of one phrase, beside an article
    "actor": frozenset("of in at on from for near under over".split()),
    "recipient": frozenset("of in at on from for near under over".split()),
    "place": frozenset("of in at on near outside inside along behind beside".split()),
    "time": frozenset("on at in of to since before after from until around about and , .".split()),
}
PHRASES = frozenset(_JOINTS)
"""Roles whose stretches are phrases."""
_BEGIN_APPOSITION = frozenset("a an the one who whose which".split())
_END_APPOSITION = frozenset(", . ; ) - – —".split())
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday)"
_DATE = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}\b"
_TIME_OF_DAY = re.compile(  # "Sunday, shortly before 10:57 a.m. local time", "at 6.15pm on Friday, March 3"
    rf"(?:\b{_DAY},? )?(?:\b(?:at|about|around|approximately|roughly|by|before|after|since|until|from|shortly|just|between) )*"
    r"(?P<clock>\b(?:\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b\.?|\d{1,2}:\d\d\b|\w+ o['’]clock\b)(?: local time| GMT| UTC)?)"
    rf"(?:,? (?:on )?{_DAY}(?:, {_DATE})?|,? (?:on )?{_DATE})?",
    re.I,
)
_NEAR = 40  # characters on both sides of a phrase in which its time of day is looked for
_ABBREVIATED = 3  # letters; "W. Va." or "Md." after a comma belongs to the name before it


def whole_phrases(text: str, words: Words, role: str, stretches: list[Stretch]) -> list[Stretch]:
    """Make the stretches of one of the roles PHRASES, in order of the text, into phrases."""
    joined: list[Stretch] = []
    for stretch in [_with_time_of_day(text, words, part) for part in stretches] if role == "time" else stretches:
        if joined and (stretch[0] < joined[-1][1] or _is_one(text, words, role, joined[-1], stretch)):
            joined[-1] = (joined[-1][0], max(joined[-1][1], stretch[1]))
        else:
            joined.append(stretch)
    if role == "place":
        return [part for stretch in joined for part in _parted(text, words, stretch)]
    return joined if role == "time" else _without_appositions(text, words, joined)


def _with_time_of_day(text: str, words: Words, stretch: Stretch) -> Stretch:
    """Take a time of day whole, with its day, where a phrase has a part of it ("p.m. Sunday").

    Of 141 gold phrases in the training corpora with a time of day, 137 have all that is matched here; four lack an "at" or "from".
    """
    start, end = words.spans[stretch[0]][0], words.spans[stretch[1] - 1][1]
    for match in _TIME_OF_DAY.finditer(text, max(start - _NEAR, 0), end + _NEAR):
        if match.start("clock") < end and start < match.end("clock"):
            whole = overlapping_words(words.spans, min(start, match.start()), max(end, match.end()))
            return stretch if whole is None else whole
    return stretch


def _word(text: str, words: Words, i: int) -> str:
    """Give a word of the report; nothing past its end."""
    return text[slice(*words.spans[i])] if i < len(words.spans) else ""


def _is_one(text: str, words: Words, role: str, one: Stretch, other: Stretch) -> bool:
    """Tell whether two stretches that follow each other are parts of one phrase."""
    if other[0] - one[1] > 3 or "\n" in text[words.spans[one[1] - 1][1] : words.spans[other[0]][0]]:
        return False
    last, first = _word(text, words, one[1] - 1), _word(text, words, other[0])
    joint = [word for i in range(one[1], other[0]) if (word := _word(text, words, i).lower()) not in _ARTICLES]
    if role == "time":
        return len(joint) <= 2 and _JOINTS[role].issuperset(joint)
    if one[1] == other[0]:
        return _runs_on(last, first, role)
    if joint == [","] and role != "place":
        return last[0].islower() and _is_name(text, words, other) and _word(text, words, other[1]).lower() not in _CONJUNCTIONS
    return len(joint) == 1 and joint[0] in _JOINTS[role] and (role != "place" or joint == ["of"] or last[0].islower())


def _runs_on(last: str, first: str, role: str) -> bool:
    """Tell whether a phrase that the network cut between two words ("philanthropist | Aram Selim") is one; two names side by side are two."""
    if role == "place":
        return last[0].islower() and last.lower() not in _CONJUNCTIONS
    return last.lower() not in _CONJUNCTIONS and first.lower() not in _ARTICLES and not (last[0].isupper() and first[0].isupper())


def _is_name(text: str, words: Words, stretch: Stretch) -> bool:
    return all((word := _word(text, words, i))[0].isupper() or not word[0].isalpha() for i in range(*stretch))


def _parted(text: str, words: Words, stretch: Stretch) -> list[Stretch]:
    """Part a place that stands in another: after a name, at "in", or at a comma before a name."""
    first, last = stretch
    for i in range(first + 1, last - 1):
        if not _word(text, words, i - 1)[0].isupper():
            continue
        after = next((j for j in range(i + 1, last - 1) if _word(text, words, j).lower() not in _ARTICLES), last - 1)
        name = _word(text, words, after)
        word = _word(text, words, i).lower()
        if word == "in" or (word == "," and name[0].isupper() and len(name) > _ABBREVIATED):
            return [(first, i), *_parted(text, words, (i + 1, last))]
    return [stretch]


def _without_appositions(text: str, words: Words, stretches: list[Stretch]) -> list[Stretch]:
    """Leave out a party that says who the one before it is ("several states — Norland, Ostia —", "Aram Selim, a lawyer,")."""
    kept: list[Stretch] = []
    for stretch in stretches:
        mark = _word(text, words, stretch[0] - 1)
        aside = mark in ("(", "-", "–", "—") or (mark == "," and _word(text, words, stretch[0]).lower() in _BEGIN_APPOSITION)
        if not (kept and kept[-1][1] == stretch[0] - 1 and aside and _word(text, words, stretch[1]) in _END_APPOSITION):
            kept.append(stretch)
    return kept
