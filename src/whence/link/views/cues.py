"""What the words around a figure say of it: that it runs on, counts more than this happening, was given earlier, or counts a part of another.

All by the sentence in which the figure stands; the words that decide are kept as a span.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from whence.link.views.people import NUMBER_WORDS
from whence.terms import Span
from whence.text import fold


class Scope(StrEnum):
    """What a figure covers."""

    HAPPENING = "this happening"
    RUNNING = "running total"  # of this happening, up to the day on which it was told
    BEYOND = "more than this happening"
    EARLIER = "an earlier figure"  # which the account itself takes back or has outgrown


class Subset(StrEnum):
    """How words tell that a figure counts some of those whom another figure counts."""

    INCLUDED = "counts some of a larger number"
    RELATIVES = "counts relatives of somebody"
    FURTHER = "counts more people on top of a number told elsewhere"
    NAMED = "names a victim and does not count"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a report with the figures that stand in it.

    start, end   of the sentence in the text
    figures      (start, end) of every figure in it, in order
    """

    text: str
    start: int
    end: int
    figures: tuple[tuple[int, int], ...]


_ACTS = (
    r"(?:attack|air ?strike|strike|blast|explosion|bombing|bombardment|shelling|raid|shooting|massacre|incident|assault|crash|clash|violence|unrest"
    r"|protest|riot|siege|battle|fighting)(?:e?s)?"
)
_TIMES = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|last|early|late|mid|then|\d{1,2}|\d{4}"
    r"|the (?:start|beginning|outbreak|war|coup|uprising|offensive|invasion|truce|ceasefire)|war)"
)
_UNITS = r"(?:hours|days|weeks?|months?|years?|decades?)"
_TALLY = r"(?:toll|number|count|tally|total)"
_RISES = (
    r"(?:ris(?:es?|en|ing)|rose|climb(?:s|ed|ing)?|grow(?:s|n|ing)?|grew|increase[sd]?|reach(?:es|ed)|stands?|stood|jump(?:s|ed)?|pass(?:es|ed)"
    r"|mount(?:s|ed)|now)"
)


def _either(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_BEYOND = _either(
    rf"\bsince (?:the |this |that |an? )?{_TIMES}\b",
    r"\bso far this (?:week|month|year)\b|\b(?:have|has)\b[^.;]{0,60}?\bthis (?:week|month|year)\b",
    rf"\b(?:in|over|during|within) (?:just )?(?:the )?(?:past|last|previous) (?:\w+ )?{_UNITS}\b",
    rf"\bin (?:two|three|four|five|six|several|separate|a series of|a string of|a wave of|\d+) (?:separate |different )?{_ACTS}\b",
)
_RUNNING = _either(
    r"\bso far\b|\b(?:up|un)til now\b|\bto date\b|\bin all\b|\bin total\b|\baltogether\b|\bas of\b",
    rf"\bsince (?:the |this |that |an? )?(?:\w+ ){{0,2}}{_ACTS}\b",
    rf"\b(?:(?:bring|tak|push|rais|lift|driv)(?:e|es|s|ing)?|brought|took|pushed|raised|lifted) [^.;]{{0,40}}?\b{_TALLY}\b"
    r"(?:(?: [a-z]+){0,3}? to\b)?",
    rf"\b{_TALLY}\b[^.;]{{0,80}}?\b{_RISES}\b",
)
_RISEN = _either(
    rf"\b{_TALLY}\b.*\b(?:risen|rises|rose|climb(?:s|ed)|grown|grows|grew|increase[sd]|jump(?:s|ed)|mount(?:s|ed)|pass(?:es|ed))\b",
    r"^(?:(?:bring|rais|lift|push|driv)(?:s|es|ing)|brought|raised|lifted|pushed)\b",
    r"^t(?:ak(?:es|ing)|ook)\b.* to$",
)
_NOT_RISEN = re.compile(r"\b(?:may|might|could|would|will|expected|likely|feared|not|never)\b|n['’]t\b", re.I)
_EARLIER = _either(
    r"\b(?:previously|initially|originally|at first|had earlier|first (?:said|reported|put|told|gave|estimated))\b",
    r"\b(?:an|the|its|their|his|her) (?:earlier|initial|previous|first) (?:toll|count|figure|number|report|estimate|tally)\b",
    r"\b(?:had|was|were|have|has) (?:earlier|first) (?:given|put|said|reported|told)\b",
)
_UP_FROM = _either(
    r"\b(?:up|down|risen|revised|corrected|raised|lowered|to \w+) from (?:an? |the )?(?:earlier |initial |previous )?(?:at least )?$",
)

# A segment of a sentence is what stands between marks that part it. A comma inside a number parts nothing.
_MARK = re.compile(r"[;:()—–]|,(?=\s)|\s-\s")

_HARMED = r"(?:dead|killed|slain|wounded|injured|victims|casualties|detained|detainees|missing|hostages)"
_BEFORE_INCLUDED = _either(
    r"\b(?:includ(?:ing|es|ed)|among (?:them|whom|those|the \w+)|of (?:them|whom)|(?:most|some|half) of (?:them|whom))[\s,:]+"
    r"(?:(?:were|was|are|is|at|least|about|some|as|many|up|to|more|than|the|a|an|also)\s+)*$",
)
_OF_WHOM = _either(rf"^\W*(?:(?!after|when|while|as\b|since)[\w'’-]+\s+){{0,3}}?of (?:them|whom|these|those|the {_HARMED})\b")
_AMONG_AFTER = _either(r"^(?:\s+[\w'’-]+){0,3}?\s+(?:were|was|are|is)\s+(?:also\s+)?among\s+(?:the|them|those|its|their)\b")
_FAMILY_AFTER = _either(r"^\W*(?:[\w'’-]+\s+){0,3}?(?:of|from) (?:one|the same|a|a single|his|her|their|my|our) (?:family|household|clan)\b")
_KIN = (
    r"(?:son|daughter|child|children|brother|sister|wife|husband|mother|father|parents?|cousin|uncle|aunt|nephew|niece|grand\w+|relatives?|family)s?"
)
_POSSESSIVE_KIN = _either(rf"\b(?:my|our|his|her|their)\s+(?:[\w'’-]+\s+){{0,2}}?{_KIN}\b")
_AND_KIN = re.compile(rf"\s+and\s+(?=(?:his|her|their)\s+(?:[\w'’-]+\s+){{0,2}}?{_KIN}\b)", re.IGNORECASE)
_AND = re.compile(r"(?:\s+[\w'’-]+){0,3}?\s+and\s+(?:(?:his|her|their)\s+)?", re.IGNORECASE)
_FURTHER_BEFORE = _either(r"\b(?:another|an additional|a further)\s+$")
_FURTHER_INSIDE = _either(r"^(?:another|an additional|a further)\b", r"\bmore\b(?!\s+than)")
_FURTHER_AFTER = _either(r"^\s+(?:more|others|other \w+)\b(?!\s+than)")
_LIST = _either(r"^(?:\s*[\w'’-]+){0,4}?\s*(?:,|,?\s+and|,?\s+as well as|\s*&)\s+(?:(?:at least|about|some|more than|up to)\s+)?$")
_JOINED = _either(r"^(?:\s*[\w'’-]+){0,4}?\s*(,?\s+and|,?\s+as well as|,?\s+along with|,?\s+plus|\s*&|,)\s+(?:[\w'’-]+\s+){0,2}$")
_JOINED_FURTHER = _either(r"\b(?:and|while)\s+(?:another|a further|an additional)\s+$")


def scope_of(sentence: Sentence, at: tuple[int, int]) -> tuple[Scope, Span | None]:
    """Tell what a figure covers, and the words that say so (None: a plain count).

    at   (start, end) of the figure, one of the sentence's

    A cue belongs to the figures of its segment: to those after it, or, where none follows, to those before it; between two figures, to the next.
    A cue whose segment holds no figure belongs to the next segment where it opens the sentence ("So far, 12 …"), else to the one before.
    """
    words = sentence.text[sentence.start : at[0]]
    if cue := _UP_FROM.search(words):
        return Scope.EARLIER, _span(sentence, cue)
    whole = sentence.text[sentence.start : sentence.end]
    for scope, pattern in ((Scope.BEYOND, _BEYOND), (Scope.EARLIER, _EARLIER), (Scope.RUNNING, _RUNNING)):
        for cue in pattern.finditer(whole):
            span = _span(sentence, cue)
            if at in _figures_of(sentence, span.start, span.end):
                return scope, span
    return Scope.HAPPENING, None


def has_risen(cue: str) -> bool:
    """Tell whether the words of a running total say that it was lower before: "toll … has risen", "bringing the toll", not "toll may rise"."""
    return _RISEN.search(cue) is not None and _NOT_RISEN.search(cue) is None


def subset_of(
    sentence: Sentence, at: tuple[int, int], phrase: str, *, previous: tuple[int, int] | None, owner: tuple[int, int] | None = None
) -> tuple[Subset, Span | None] | None:
    """Tell whether a figure counts only some of those whom another counts, how that is told, and by which words; None: it counts by itself.

    at         (start, end) of the figure
    phrase     of the party that it counts, "" where it counts none: "her two sons"
    previous   (start, end) of the figure before it in the sentence, where that one is a subset: "including two women and three children"
    owner      (start, end) of the figure before it in the claim, where that one is none: kin joined to it add up with it: "a farmer and his sons"
    """
    text = sentence.text
    before, inside, after = text[sentence.start : at[0]], text[at[0] : at[1]], text[at[1] : sentence.end]
    of_it = text[at[1] : next((start for start, _ in sentence.figures if start >= at[1]), sentence.end)]  # what follows up to the next figure
    if cue := _BEFORE_INCLUDED.search(before):
        return Subset.INCLUDED, _span(sentence, cue)
    if cue := _OF_WHOM.search(inside):
        return Subset.INCLUDED, Span(at[0] + cue.start(), at[0] + cue.end(), text)
    for pattern, subset in ((_OF_WHOM, Subset.INCLUDED), (_AMONG_AFTER, Subset.INCLUDED), (_FAMILY_AFTER, Subset.RELATIVES)):
        if cue := pattern.search(of_it):
            return subset, Span(at[1] + cue.start(), at[1] + cue.end(), text)
    is_kin = _POSSESSIVE_KIN.search(_own_part(phrase, inside)) and (owner is None or not _AND.fullmatch(text, owner[1], at[0]))
    if _FAMILY_AFTER.search(inside) or _FAMILY_AFTER.search(phrase) or is_kin:
        return Subset.RELATIVES, None
    if previous is not None and _LIST.search(text[previous[1] : at[0]]):
        return Subset.INCLUDED, None
    if _FURTHER_BEFORE.search(before) or _FURTHER_INSIDE.search(inside) or _FURTHER_AFTER.search(after):
        return Subset.FURTHER, None
    if _names_somebody(inside):
        return Subset.NAMED, None
    return None


def _own_part(phrase: str, inside: str) -> str:
    """Give the words in which a figure may count kin: of "a farmer and his two sons", those of the one whom it counts; of both together, the owner's.

    phrase   of the party that the figure counts, "" for none
    inside   the figure's own words
    """
    owner, *kin = _AND_KIN.split(inside, maxsplit=1)
    if kin:
        return owner
    owner, *kin = _AND_KIN.split(phrase or inside, maxsplit=1)
    return kin[0] if kin and inside in kin[0] and inside not in owner else owner


def are_joined(between: str) -> str | None:
    """Tell how two figures of one sentence are joined by the words between them: "and", ",", or None where they are not."""
    found = _JOINED.search(between)
    if found is None:
        return "and" if _JOINED_FURTHER.search(between) else None
    return "," if found[1] == "," else "and"


def _names_somebody(words: str) -> bool:
    folded = fold(words).split()
    counted = (
        any(char.isdigit() for char in words) or bool(NUMBER_WORDS & set(folded)) or bool({"a", "an", "one", "the", "any", "another"} & set(folded))
    )
    return not counted and words[:1].isupper()


def _figures_of(sentence: Sentence, start: int, end: int) -> list[tuple[int, int]]:
    """List the figures to which a cue at start:end of the text belongs."""
    marks = [sentence.start + m.start() for m in _MARK.finditer(sentence.text[sentence.start : sentence.end])]
    edges = [sentence.start, *marks, sentence.end]
    segments = [[f for f in sentence.figures if left <= f[0] < right] for left, right in pairwise(edges)]
    here = sum(mark <= start for mark in marks)
    inside = segments[here]
    if not inside:
        if here == 0:
            return next((segment for segment in segments if segment), [])
        return segments[here - 1]
    over = [figure for figure in inside if figure[0] < end and start < figure[1]]
    after = [figure for figure in inside if figure[0] >= end]
    before = [figure for figure in inside if figure[1] <= start]
    if over:
        return over
    if after and before:
        return after[:1]
    return after or before


def _span(sentence: Sentence, cue: re.Match[str]) -> Span:
    return Span(sentence.start + cue.start(), sentence.start + cue.end(), sentence.text)
