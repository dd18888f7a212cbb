"""Which way the words around a time expression point: to what was, or to what is to come."""

from __future__ import annotations

import re

from whence.resolve.times.anchors import Lean

_WINDOW = 160  # characters on either side
_CLAUSE = re.compile(
    r"[.!?;:()\[\]\"“”]\s|\n|\s[-–—]+\s|,\s(?:and|but|while|who|which|when|where|after|as)\b|\b(?:but|while|whereas|who|which)\b", re.I
)
_AHEAD = re.compile(
    r"(?P<outright>\b(?:will|shall|won['’]t|(?:is|are) (?:to|due|set|scheduled|expected|slated|going))\b|['’]ll\b"
    r"|\bnext (?!(?:few|several|day|night|morning|evening|afternoon|door)\b)(?:[\w'’.-]+ ){1,4}?(?:is|are)\b(?: (?:due|set|held|\w+ed)(?: for)?\b)?"
    r"|\b(?:when|until|till|once|before) (?:[\w'’.-]+ ){1,4}?(?:is|are)(?: \w+ed| held)?\b)|"
    r"\b(?:would|(?:is|are|was|were) (?:to|due|set|scheduled|expected|likely|slated|planning|preparing|hoping|going)|scheduled|"
    r"expected|slated|plans?|planned|planning|intends?|due|upcoming|going to|(?-i:may)|might|could|can|to be|ahead of|deadline|forthcoming|hopes?|"
    r"want(?:s|ed)? to|agreed to|set (?:to|for)|called (?:a|an|for)|urged?)\b|\buntil\s*$",
    re.I,
)
# Between such words and a day, a thing that the day may date in their stead: "will be tried for killings on", "will look into the strike on".
_OF_A_THING = re.compile(
    r"\b(?:the|an?|its|his|her|their|of|about|over|from)\b|\b(?:for|after|against|into|with)\s+\w|\w{2}s\s+on\s*$",
    re.I,
)
_WORD = re.compile(r"\w+")
_BEHIND = frozenset(
    """was were had did said told has have been took came went began met left held fell shot hit struck made gave won lost fought flew broke wrote saw
    sent got spoke led rose became found brought set put cut let quit blew drove threw since after""".split()
)
_PARTICIPLE = re.compile(r"[a-z]{2,}ed")
_BE = re.compile(r"\bbe\s+(?:\w+ly\s+)?$", re.I)  # "will be closed"
_IS = re.compile(r"\b(?:is|are)\s+(?:\w+ly\s+)?$", re.I)
_RIGHT_BEFORE = re.compile(r"\s*(?:on|by|from)?\s*")  # between "is sentenced" and its day


def lean_at(text: str, start: int, end: int) -> tuple[Lean, bool]:
    """Tell which way the clause of the words start..end points: the cue nearest before them, else the nearest after.

    Gives the lean, and whether the words before say outright that what they date is still to come when the report is published ("will meet on",
    "when she is sentenced on", "the next hearing is on"): "was due to meet on" and "would meet on" do not.
    """
    before = text[max(0, start - _WINDOW) : start]
    after = text[end : end + _WINDOW]
    clause_start = 0
    for match in _CLAUSE.finditer(before):
        clause_start = match.end()
    clause = before[clause_start:]
    found = _nearest_cue(clause, last=True)
    if found is None:
        ending = _CLAUSE.search(after)
        return _nearest_cue(after[: ending.start()] if ending else after, last=False) or Lean.UNKNOWN, False
    return found, found == Lean.FUTURE and _is_outright(clause)


def _nearest_cue(words: str, *, last: bool) -> Lean | None:
    ahead = [match.end() for match in _AHEAD.finditer(words)]
    behind = _nearest_behind(words, last=last)
    if behind is None:
        return Lean.FUTURE if ahead else None
    if not ahead:
        return Lean.PAST
    return Lean.FUTURE if (ahead[-1] >= behind if last else ahead[0] <= behind) else Lean.PAST


def _is_outright(words: str) -> bool:
    """Tell whether the last cue is outright, and nothing stands behind it that the day may date instead."""
    cue = list(_AHEAD.finditer(words))[-1]
    return cue["outright"] is not None and not _OF_A_THING.search(words, cue.end())


def _nearest_behind(words: str, *, last: bool) -> int | None:
    """Give the end of the last, or the first, word that points back; None: there is none."""
    for match in reversed(list(_WORD.finditer(words))) if last else _WORD.finditer(words):
        word = match[0].lower()
        if (word in _BEHIND or (word.endswith("ed") and _PARTICIPLE.fullmatch(word))) and not _is_present(words, match, last=last):
            return match.end()
    return None


def _is_present(words: str, participle: re.Match[str], *, last: bool) -> bool:
    """Tell "will be held" and, right before a day, "is held on" from what was held."""
    if _BE.search(words, 0, participle.start()):
        return True
    return last and _RIGHT_BEFORE.fullmatch(words, participle.end()) is not None and _IS.search(words, 0, participle.start()) is not None
