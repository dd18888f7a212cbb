"""Which way the words around a time expression point: to what was, or to what is to come."""

from __future__ import annotations

import re

from whence.resolve.times.anchors import Lean

_WINDOW = 160  # characters on either side
_CLAUSE = re.compile(
    r"[.!?;:()\[\]\"“”]\s|\n|\s[-–—]+\s|,\s(?:and|but|while|who|which|when|where|after|as)\b|\b(?:but|while|whereas|who|which)\b", re.I
)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|won['’]t|(?:is|are|was|were) (?:to|due|set|scheduled|expected|likely|slated|planning|preparing|hoping|going)|scheduled|"
    r"expected|slated|plans?|planned|planning|intends?|due|upcoming|going to|(?-i:may)|might|could|can|to be|ahead of|deadline|forthcoming|hopes?|"
    r"want(?:s|ed)? to|agreed to|set (?:to|for)|called (?:a|an|for)|urged?)\b|['’]ll\b|\buntil\s*$",
    re.I,
)
_WORD = re.compile(r"\w+")
_BEHIND = frozenset(
    """was were had did said told has have been took came went began met left held fell shot hit struck made gave won lost fought flew broke wrote saw
    sent got spoke led rose became found brought set put cut let quit blew drove threw since after""".split()
)
_PARTICIPLE = re.compile(r"[a-z]{2,}ed")
_BE = re.compile(r"\bbe\s+(?:\w+ly\s+)?$", re.I)  # "will be closed"


def lean_at(text: str, start: int, end: int) -> Lean:
    """Tell which way the clause of the words start..end points: the cue nearest before them, else the nearest after."""
    before = text[max(0, start - _WINDOW) : start]
    after = text[end : end + _WINDOW]
    clause_start = 0
    for match in _CLAUSE.finditer(before):
        clause_start = match.end()
    found = _nearest_cue(before[clause_start:], last=True)
    if found is None:
        ending = _CLAUSE.search(after)
        found = _nearest_cue(after[: ending.start()] if ending else after, last=False)
    return found or Lean.UNKNOWN


def _nearest_cue(words: str, *, last: bool) -> Lean | None:
    ahead = [match.end() for match in _AHEAD.finditer(words)]
    behind = _nearest_behind(words, last=last)
    if behind is None:
        return Lean.FUTURE if ahead else None
    if not ahead:
        return Lean.PAST
    return Lean.FUTURE if (ahead[-1] >= behind if last else ahead[0] <= behind) else Lean.PAST


def _nearest_behind(words: str, *, last: bool) -> int | None:
    """Give the end of the last, or the first, word that points back; None: there is none."""
    for match in reversed(list(_WORD.finditer(words))) if last else _WORD.finditer(words):
        word = match[0].lower()
        if word in _BEHIND or (word.endswith("ed") and _PARTICIPLE.fullmatch(word) and not _BE.search(words, 0, match.start())):
            return match.end()
    return None
