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
_BEHIND = re.compile(
    r"\b(?:was|were|had|did|said|told|has|have|been|took|came|went|began|met|left|held|fell|shot|hit|struck|made|gave|won|lost|fought|flew|broke|wrote|saw|"
    r"sent|got|spoke|led|rose|became|found|brought|set|put|cut|let|quit|blew|drove|threw|since|after|[a-z]{2,}ed)\b",
    re.I,
)


def lean_at(text: str, start: int, end: int) -> Lean:
    """Tell which way the clause of the words start..end points: the cue nearest before them, else the nearest after."""
    before = text[max(0, start - _WINDOW) : start]
    after = text[end : end + _WINDOW]
    clause_start = max((match.end() for match in _CLAUSE.finditer(before)), default=0)
    clause_end = match.start() if (match := _CLAUSE.search(after)) else len(after)
    before, after = before[clause_start:], after[:clause_end]
    return _nearest_cue(before, last=True) or _nearest_cue(after, last=False) or Lean.UNKNOWN


def _nearest_cue(words: str, *, last: bool) -> Lean | None:
    ahead = [match.end() for match in _AHEAD.finditer(words)]
    behind = [match.end() for match in _BEHIND.finditer(words)]
    if not ahead and not behind:
        return None
    pick = max if last else min
    if not behind:
        return Lean.FUTURE
    if not ahead:
        return Lean.PAST
    nearest_ahead, nearest_behind = pick(ahead), pick(behind)
    return Lean.FUTURE if (nearest_ahead >= nearest_behind if last else nearest_ahead <= nearest_behind) else Lean.PAST
