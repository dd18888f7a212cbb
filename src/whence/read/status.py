"""Words that settle what an account says of a happening, where the network overlooked them.

The network tells status from the whole sentence and is right most of the time; it misses the rarer statuses most. These rules speak only where
it says that a happening occurred or goes on, and only from words that hardly ever mean anything else. On the gold claims of the training corpora
(shared and own): denial 110 of 127, "did not", "never", "failed to", "no" 268 of 286, "may", "might", "could" 118 of 137, "will", "is to" 407 of 601,
most of the others "possible".
"""

from __future__ import annotations

import re

from whence.terms import Account, Status

_DENIAL = re.compile(r"\bden(?:y|ied|ies|ying|ials?)\b", re.I)
_BEFORE = (
    (
        Status.DID_NOT_OCCUR,
        re.compile(
            r"(?:\b(?:did|do|does|has|have|had|was|were|is|are) (?:not|never)(?: \w+ly)?(?: been| be)?|n['’]t(?: been| be)?"
            r"|\b(?:never|failed to|refused to|unable to)(?: \w+)?|\b(?:no|without)) $",
            re.I,
        ),
    ),
    (Status.POSSIBLE, re.compile(r"\b(?:may|might|could)(?: \w+)?(?: be| have)?(?: been)? $", re.I)),
    (Status.PLANNED, re.compile(r"\b(?:will|plans? to|intends? to|is to|are to|vowed to|going to)(?: be)? $", re.I)),
)
_REACH = 40  # characters before the happening


def settle_status(status: Status, text: str, start: int, account: Account) -> Status:
    """Correct the status of a happening that begins at `start` of the text, by the words before it and by who denies it."""
    if status not in (Status.OCCURRED, Status.ONGOING):
        return status
    cue = account.links[-1].cue if account else None
    if cue is not None and _DENIAL.search(cue.words):
        return Status.DID_NOT_OCCUR
    before = re.split(r"[.,;:!?\n]", text[max(0, start - _REACH) : start])[-1]
    return next((settled for settled, pattern in _BEFORE if pattern.search(before)), status)
