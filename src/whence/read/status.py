"""Words that settle what an account says of a happening, where the network overlooked them.

The network tells status from the whole sentence and is right most of the time; it misses the rarer statuses most. These rules look at the words
right before a happening, in the same clause, and speak only from words that hardly ever mean anything else. Beside each stands how often it is right
on the gold claims of the training corpora (shared and own). A modal that belongs to the happening's own words ("would not sign", a refusal) tells
nothing.
"""

from __future__ import annotations

import re

from whence.read.accounts import DENY, REJECT, is_told_false
from whence.terms import Account, EventType, Status

_NEAR, _REACH = 40, 90  # characters before the happening: for words beside it, and for those with an object between
_AFTER = 120  # characters after it
_ADVERBS = r"(?: (?:\w+ly|also|even|now|still|soon|already|again|all|both|then|further|first|have|has|be|been|being|continue to))*"
_OBJECT = r"(?: [\w'’.-]+){1,6}?"
_BEEN = r"(?: \w+ly)?(?: been)?"
_NOT = r"(?: not|n['’]t| never)"
_IF_THEY_HAD = r"\b[Ii]f\b(?:(?! (?:who|which|that) )[^,.;:!?\n])*\bhad"
_HAD_THEY = r"(?:^|[“\"'‘(])\s*Had (?!to )"
_DENIAL = re.compile(rf"\b(?:{DENY}|denials?)\b", re.I)  # 127 of 149


def _before(words: str) -> re.Pattern[str]:
    return re.compile(rf"{words} $", re.I)


# Where the network says that a happening occurred or goes on.
_OVERLOOKED = (
    (
        Status.DID_NOT_OCCUR,  # 283 of 305
        _before(
            r"(?:\b(?:did|do|does|has|have|had|was|were|is|are) (?:not|never)(?: \w+ly)?(?: been| be)?|n['’]t(?: been| be)?"
            r"|\b(?:never|failed to|refused to|unable to)(?: \w+)?|\b(?:no|without))"
        ),
    ),
    (Status.PLANNED, _before(r"\b(?:will|plans? to|intends? to|is to|are to|vowed to|going to)(?: be)?")),  # 300 of 390, most others possible
    (Status.DID_NOT_OCCUR, _before(rf"\b(?:would|could|should) have{_BEEN}")),  # 29 of 36, the others possible
)
_COULD_HAVE = _before(rf"\bcould have{_BEEN}")  # possible, of assaults 3 of 3; of others, 3 of 11
_IF_HAD = re.compile(  # "If they had signed", "Had they signed"; with the next: 4 of 4
    rf"(?:{_IF_THEY_HAD}{_BEEN}"
    rf"|{_HAD_THEY}(?:[\w'’-]+ )*?(?!(?:the|an?|any|no|my|our|your|his|her|its|their|for|of|to|in|on|not|never) )[\w'’-]+) $"
)
_IF_HAD_NOT = re.compile(  # "If guards had not shot him", "Had guards not shot him": occurred, 2 of 2
    rf"(?:{_IF_THEY_HAD}{_NOT}|{_HAD_THEY}(?:[\w'’-]+ )+?(?:not|never)){_BEEN} $"
)
_ASKED_IF = re.compile(r"\b(?:as|(?:ask|wonder|question|investigat|determin|establish|check|know|see|tell|unclear)\w*(?: [\w'’-]+){0,2}) if\b", re.I)
_SUPPOSES = re.compile(r"\b[Ii]f\b|(?:^|[“\"'‘(])\s*Had\b|\bhad [^.;:!?\n]+\bwould\b")
_SHOULD_NOT_HAVE = _before(rf"\bshould{_NOT} have{_BEEN}")  # occurred: 3 of 3
_WOULD_NOT_HAVE = _before(rf"\bwould{_NOT} have{_BEEN}")  # occurred, beside a supposition: 1 of 1
_WOULD_NOT_BE = re.compile(rf"(?: [\w'’-]+){{0,6}}? would{_NOT} have (?:happened|occurred|taken place|been possible)\b", re.I)
_WOULD_BE = re.compile(r"\b(?:would|could|might)\b")
# Of deeds: 3 of 3.
_NOT_TRUE = _before(
    r"(?:(?:\bnot|n['’]t) (?:true|the case|correct)|\b(?:untrue|false)|\bno truth\b[^,.;:!?\n]*)(?:, [^,.;:!?\n]+,)?"
    r" that\b(?:(?! (?:after|before|when|while|because|since|who|which|whose|only|merely)\b)[^,.;:!?\n])*"
)
# And no -ing: 4 of 4 planned or demanded. "When villages are shelled", "when a convoy is attacked" tell of what happens time and again.
_TO_COME = _before(r"\b(?:when(?! an? | any )(?: [\w'’-]+){1,4}? is|(?:until|once|before)(?: [\w'’-]+){1,4}? (?:is|are))(?: \w+ly)?")
_REJECTION = re.compile(REJECT, re.I)  # who rejects what others say is in the account: 3 of 4, in own reports of 3
_DENIED = _before(rf"\b{DENY}(?: (?:the|an?|any|all|that|this|such|having|being))*")  # of deeds
_NOT_DENIED = re.compile(rf"(?:\b(?:not|nor|never)|n['’]t) (?:\w+ )?{DENY}\b", re.I)  # possible: 5 of 5
_NOBODY_DENIES = re.compile(rf"\b(?:no[- ]?(?:one|body)|none|few) (?:\w+ )?{DENY}\b", re.I)
# Whatever the network says.
_CERTAIN = (
    (Status.POSSIBLE, _before(rf"\b(?:may|might|could(?! have\b)|(?:likely|expected) to){_ADVERBS}")),  # 134 of 152
    (
        Status.PLANNED,  # 169 of 185
        _before(
            r"\b(?:agree[ds]?|agreeing|promis\w+|vow\w*|pledg\w+|offer\w*|threat(?:ens?|ened|ening)|decid\w+|sw[eo]r\w+|undert\w+|resolved|determined)"
            rf" to{_ADVERBS}"
        ),
    ),
    (
        Status.DEMANDED,  # 180 of 191
        _before(
            r"\b(?:urg(?:e|es|ed|ing)|call(?:s|ed|ing)? (?:on|upon)|ask(?:s|ed|ing)?|appeal(?:s|ed|ing)? to|request\w*"
            rf"|beg(?:s|ged|ging)?|plead\w* with|press(?:es|ed|ing)?|petition\w*|exhort\w*|implor\w*|want(?:s|ed|ing)?){_OBJECT} to{_ADVERBS}"
        ),
    ),
    (Status.DEMANDED, _before(rf"\b(?:demand(?:s|ed|ing)?|insist(?:s|ed|ing)?|want(?:s|ed)?)(?: that)?{_OBJECT} be")),  # 17 of 18
    (
        Status.DEMANDED,  # 93 of 110
        _before(r"\b(?:call(?:s|ed|ing)?|appeal(?:s|ed|ing)?|ask(?:s|ed|ing)?|plea\w*|press(?:es|ed|ing)?)(?: \w+)? for(?: [\w'’-]+){0,3}"),
    ),
    (Status.ONGOING, _before(r"\b(?:(?:is|are)(?: \w+ly| still| now)? being|currently|presently)")),  # 43 of 46
)
_HELD = re.compile(r"(?:held|detained|jailed|imprisoned|in custody|custody|serving|awaiting)\b", re.I)  # with the next: ongoing, 28 of 30
_HELD_AFTER = re.compile(r"\b(?:is|are|remains?|being)\b[^,]{0,25}$", re.I)
_IS_ING = re.compile(r"\w+ing\b")
_GOES_ON = _before(rf"(?:\b(?:is|are|am)|['’]re){_ADVERBS}")  # and the happening ends in -ing: ongoing, of deeds 50 of 60
_DEEDS = frozenset(map(EventType, "ASSAULT COERCE MOBILIZE PROTEST AID RETREAT COOPERATE CONSULT".split()))
_DENIABLE = _DEEDS - {EventType.AID, EventType.RETREAT}  # "denied bail", "denied aid" tell what was refused
_WOULD = _before(rf"(?:\b(?:will|shall|would)|['’]ll){_ADVERBS}")  # and a condition after it: possible, 38 of 58
_IF = re.compile(r"\b(?:if|unless|provided|when)\b", re.I)


def settle_status(status: Status, text: str, span: tuple[int, int], type_: EventType, account: Account) -> Status:
    """Correct the status of a happening.

    span    where its first words stand in the text
    type_   its type: a threat is made, whatever becomes of what it threatens (561 of 596)
    """
    start, end = span
    what = text[start:end]
    near = re.split(r"[.,;:!?\n]", text[max(0, start - _NEAR) : start])[-1]
    cue = account.links[-1].cue if account else None
    sentence = re.split(r"[.;:!?\n]", text[max(0, start - _AFTER) : start])[-1]
    rest = re.split(r"[.;!?\n]", text[end : end + _AFTER])[0]
    if status not in (Status.PLANNED, Status.DEMANDED) and not _ASKED_IF.search(sentence):
        if _was_not_averted(sentence, rest):
            return Status.OCCURRED
        if _IF_HAD.search(sentence) and _WOULD_BE.search(sentence + rest):
            return Status.DID_NOT_OCCUR
    denial = ""
    if cue is not None and _DENIAL.search(cue.words):
        denial = text[max(0, cue.start - _NEAR) : cue.end]
    elif type_ in _DENIABLE:
        rejection = next((link.cue.words for link in account.links if link.cue is not None and _REJECTION.match(link.cue.words)), "")
        denial = near if _DENIED.search(near) else rejection
    if _NOT_DENIED.search(denial):
        return Status.POSSIBLE
    if type_ is EventType.ASSAULT and _COULD_HAVE.search(near):
        return Status.POSSIBLE
    if status in (Status.OCCURRED, Status.ONGOING):
        if denial and not _NOBODY_DENIES.search(denial):
            return Status.DID_NOT_OCCUR
        if type_ in _DEEDS and (is_told_false(text, span) or _NOT_TRUE.search(sentence)):
            return Status.DID_NOT_OCCUR
        overlooked = next((settled for settled, words in _OVERLOOKED if words.search(near)), None)
        if overlooked is not None:
            return overlooked
        if _TO_COME.search(near) and not _IS_ING.match(what):
            return Status.PLANNED
    clause = re.split(r"[.;:!?\n]", text[max(0, start - _REACH) : start])[-1]
    certain = next((settled for settled, words in _CERTAIN if words.search(clause)), None)
    if certain is not None:
        return certain
    if (_HELD.match(what) and _HELD_AFTER.search(clause)) or (type_ in _DEEDS and _GOES_ON.search(clause) and _IS_ING.match(what)):
        return Status.ONGOING
    if _WOULD.search(clause) and _IF.search(rest):
        return Status.POSSIBLE
    if type_ is EventType.THREATEN and status in (Status.PLANNED, Status.POSSIBLE, Status.DEMANDED):
        return Status.OCCURRED
    return status


def _was_not_averted(before: str, after: str) -> bool:
    """Tell whether words say what had to be, or not to be, for a happening not to occur: "should never have been shot", "had they not shot"."""
    if _SHOULD_NOT_HAVE.search(before) or (_IF_HAD_NOT.search(before) and _WOULD_BE.search(before + after)):
        return True
    supposes = _SUPPOSES.search(before) or _SUPPOSES.search(after)
    return supposes is not None and (_WOULD_NOT_HAVE.search(before) or _WOULD_NOT_BE.match(after)) is not None
