"""The date of a claim without a day of its own: chosen among those that its story tells."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from whence import edtf
from whence.resolve.times.anchors import published_point
from whence.resolve.times.claim_words import date_from_own_words
from whence.resolve.times.expressions import ClaimTime, TimeExpression
from whence.resolve.times.limits import AHEAD
from whence.terms import Certainty, Claim, EventType, Report, Span, Status
from whence.text import sentences

# What speaks for a date told elsewhere in the story to be this claim's date too: log odds against the report's other dates. A conditional logit over
# the dates of each report, fitted to the claims without time words of ../shared/corpus/train and rounded; .59 right in cross-validation by report.
_WEIGHTS = {
    "a claim of its type has it": 1.35,
    "a claim with the same parties has it": 0.9,
    "a claim in the same words has it": 0.85,
    "the next claim of its type has it": 0.85,
    "the last claim of its type has it": 0.8,
    "the last claim before it has it": 0.75,
    "the report opens with it": 0.7,
    "a claim by the same source has it": 0.65,
    "the sentence before has it": 0.3,
    "it is a speech act, and the report's day": 0.9,
    "it stands in the headline or lead, and the report's day": 0.2,
    "an act that occurred has it, the day after the report": 1.2,  # .9-1.7 are within noise on train
    "it is the report's day": -0.7,
    "it is no day": -1.25,
    "it is an interval": -1.6,
}
_OF_THE_REPORT = frozenset(name for name in _WEIGHTS if "the report's day" in name)  # alone they make the report's day a bound, not the claim's date
# Of these a date needs one to be that of what is denied, unless it is the report's day: on train 4 dates fewer for claims without one, none worse.
_KIN = frozenset(
    f"{who} has it"
    for who in (
        "a claim of its type",
        "a claim with the same parties",
        "a claim in the same words",
        "the next claim of its type",
        "the last claim of its type",
    )
)
_ZONES = 1  # days after the report's on which an act may have occurred: there it is another day
_SHARE = 1.05  # times the share of the report's dated claims that have it
_ENOUGH = 0.5  # least share of the odds for a date to be taken; in cross-validation a third of those at .5-.7 were right, above .85 .78
_LEAST = 1.5  # least log odds for a date to be taken; swept 0-2.5 on train: strict .760 and lenient .929, at 0 .762 and .923, at 2 .742 and .937
_SPEECH = frozenset(
    (EventType.ACCUSE, EventType.REQUEST, EventType.REJECT, EventType.THREATEN, EventType.SUPPORT, EventType.AGREE, EventType.CONCEDE)
)
_THESE = re.compile(r"\b(?:the|these|those|such)\s+(?:\w+\s+){0,2}$", re.I)
_WORD = re.compile(r"\w+")
_STOP = frozenset("the a an of his her its their and to in on for he she it they who that which had was were has have been be is are".split())
_ENDINGS = ("ations", "ation", "ings", "ing", "ments", "ment", "ers", "er", "ed", "es", "s", "e")
_IRREGULAR = {
    "shot": "shoot",
    "shots": "shoot",
    "struck": "strike",
    "fired": "fire",
    "met": "meet",
    "fought": "fight",
    "flew": "fly",
    "flies": "fly",
    "fell": "fall",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One claim as the story tells it: its sentence's number, the stems of its words, parties and source, and the date of its own words."""

    claim: Claim
    sentence: int
    words: frozenset[str]
    parties: frozenset[str]
    source: frozenset[str]
    own: ClaimTime | None

    @property
    def date(self) -> str:
        """The date of its own words; only asked of claims that have one."""
        assert self.own is not None and self.own.date is not None
        return self.own.date


def date_from_story(report: Report, one: Told, dated: Sequence[Told], stated: Sequence[tuple[int, str]]) -> ClaimTime | None:
    """Choose among the dates that the story tells, and the report's day, the one that most speaks for.

    one   a claim of what occurred or did not: what lies ahead of the report does not date it
    """
    reasons = _reasons(report, one, dated, stated)
    if not reasons:
        return None
    shares = Counter(other.date for other in dated)
    scores = {  # rounded, so that two dates of equal weight are equal whatever the order of their reasons
        date: round(sum(_WEIGHTS[name] for name in names) + _SHARE * shares[date] / max(len(dated), 1), 6) for date, names in reasons.items()
    }
    best = max(scores, key=lambda date: (scores[date], date))
    odds = 1 / sum(math.exp(score - scores[best]) for score in scores.values())
    if odds < _ENOUGH or (scores[best] < _LEAST and best != report.published) or reasons[best] <= _OF_THE_REPORT:
        return None
    if one.claim.status is Status.DID_NOT_OCCUR and best != report.published and reasons[best].isdisjoint(_KIN):
        return None
    source = tuple(span for other in dated if other.date == best and other.own is not None for span in other.own.source)[:1]
    why = sorted(reasons[best], key=lambda name: (-_WEIGHTS[name], name))
    positive = [name for name in why if _WEIGHTS[name] > 0][:3] or ["nothing speaks for another"]
    return ClaimTime(
        date=best, certainty=Certainty.INFERRED, rule="from the story", reason=f"{lacking(one.claim)}: {', '.join(positive)}", source=source
    )


def _reasons(report: Report, one: Told, dated: Sequence[Told], stated: Sequence[tuple[int, str]]) -> dict[str, set[str]]:
    """Name, for each date that may be the claim's, what speaks for and against it."""
    found: dict[str, set[str]] = defaultdict(set)
    here, type_ = one.claim.what[0].start, one.claim.type
    if dated:
        found[dated[0].date].add("the report opens with it")
    before = same_before = same_after = None
    for other in dated:
        is_before = other.claim.what[0].start < here
        names = found[other.date]
        if is_before:
            before = other
        if other.claim.type is type_:
            names.add("a claim of its type has it")
            if is_before:
                same_before = other
            elif same_after is None and other.claim.what[0].start > here:
                same_after = other
        if not other.words.isdisjoint(one.words):
            names.add("a claim in the same words has it")
        if not other.parties.isdisjoint(one.parties):
            names.add("a claim with the same parties has it")
        if not other.source.isdisjoint(one.source):
            names.add("a claim by the same source has it")
    for near, name in (
        (before, "the last claim before it has it"),
        (same_before, "the last claim of its type has it"),
        (same_after, "the next claim of its type has it"),
    ):
        if near is not None:
            found[near.date].add(name)
    for sentence, date in stated:
        if sentence == one.sentence - 1:
            found[date].add("the sentence before has it")
        elif sentence == one.sentence:
            found.setdefault(date, set())
    if report.published is not None and published_point(report.published) is not None:
        names = found[report.published]
        names.add("it is the report's day")
        if type_ in _SPEECH:
            names.add("it is a speech act, and the report's day")
        if one.sentence <= 1:
            names.add("it stands in the headline or lead, and the report's day")
    occurred = {other.date for other in dated if other.claim.status is Status.OCCURRED}
    to_come = {other.date for other in dated if other.claim.status in AHEAD}
    for date in [*found]:
        is_single = date.endswith(f"/{edtf.OPEN}") and not _is_series(report.text, one.claim, found[date])
        if is_single or _is_ahead(date, report.published, has_occurred=date in occurred, is_to_come=date in to_come):
            del found[date]
    for date, names in found.items():
        names.update(_by_form(date, report.published))
    return found


def _is_series(text: str, claim: Claim, names: set[str]) -> bool:
    """Tell whether a claim stands for many happenings, so that an open interval ("since October 40 have been killed") may date it.

    names   what speaks for that interval; "the attacks" are those told of before, if a claim in the same words has it
    """
    what = claim.what[0]
    is_told_again = what.words.endswith("s") and _THESE.search(text, max(0, what.start - 40), what.start) is not None
    return claim.count is not None or (is_told_again and "a claim in the same words has it" in names)


@lru_cache(maxsize=2_000)
def _is_ahead(date: str, published: str | None, *, has_occurred: bool, is_to_come: bool) -> bool:
    """Tell whether a date lies ahead of the report, and so dates nothing that it tells as past.

    has_occurred   an act that occurred has the date by its own words: "fired on Friday", written on Thursday on the other side of the world
    is_to_come     something planned, possible or demanded has it: where the report's day is not known, that alone tells that it lies ahead
    """
    reported = None if published is None else (edtf.days(published) or (None, None))[1]
    if reported is None:
        return is_to_come and not has_occurred
    first, last = edtf.days(date) or (None, None)
    if (first is None and last is None) or (last is not None and last <= reported):
        return False
    return not has_occurred or (first is not None and (first - reported).days > _ZONES)


@lru_cache(maxsize=2_000)  # asked again for each claim of a report
def _by_form(date: str, published: str | None) -> frozenset[str]:
    """Name what a date's own form, and where it lies, speak for."""
    names = ["it is no day"] if len(date) < 10 else []
    names += ["it is an interval"] if "/" in date else []
    return frozenset([*names, "an act that occurred has it, the day after the report"] if _is_after(date, published) else names)


def date_from_like(one: Told, dated: Sequence[Told]) -> ClaimTime | None:
    """Date what is planned or goes on from a claim of the same type, status and words that has a date."""
    like = [other for other in dated if other.claim.type == one.claim.type and other.claim.status == one.claim.status and other.words & one.words]
    if not like:
        return None
    nearest = min(like, key=lambda other: abs(other.claim.what[0].start - one.claim.what[0].start))
    source = nearest.own.source if nearest.own is not None else ()
    return ClaimTime(
        date=nearest.date,
        certainty=Certainty.INFERRED,
        rule="from a like claim",
        reason=f"{lacking(one.claim)}: as {nearest.claim.what[0].words!r}",
        source=source,
    )


def lacking(claim: Claim) -> str:
    """Say what a claim's own words lack."""
    return "no day in its time words" if claim.time else "no time words"


def _is_after(date: str, published: str | None) -> bool:
    if published is None:
        return False
    one, other = edtf.days(date), edtf.days(published)
    return one is not None and other is not None and one[0] is not None and other[1] is not None and one[0] > other[1]


class SentenceNumbers:
    """The number of the sentence that a span stands in; -1 between sentences."""

    def __init__(self, text: str) -> None:
        self._sentences = sentences(text)

    def of(self, span: Span) -> int:
        """Give the number of the sentence that holds the span's first character."""
        number = bisect_right(self._sentences, span.start, key=lambda sentence: sentence[0]) - 1
        return number if number >= 0 and span.start < self._sentences[number][1] else -1


def tell_claim(report: Report, claim: Claim, times: Sequence[TimeExpression], numbers: SentenceNumbers) -> Told:
    """Take from a claim what its story is compared by."""
    own = date_from_own_words(report, claim, times)
    first = claim.account.links[0].source if claim.account.links else None
    return Told(
        claim,
        numbers.of(claim.what[0]),
        _stems(claim.what),
        _stems([party.span for party in (*claim.actor, *claim.recipient)]),
        _stems([first] if first is not None else []),
        own if own is not None and own.date is not None else None,
    )


def _stems(spans: Sequence[Span]) -> frozenset[str]:
    return frozenset(stem for span in spans for stem in stems_of(span.words))


@lru_cache(maxsize=10_000)  # phrases recur within a report, and among reports
def stems_of(words: str) -> frozenset[str]:
    """Cut words to what their forms share, words without meaning of their own left out."""
    return frozenset(_stem(word) for word in _WORD.findall(words.lower()) if word not in _STOP)


def _stem(word: str) -> str:
    """Cut a word to what its forms share, roughly: "shelled", "shelling" and "shells" to "shell"."""
    word = _IRREGULAR.get(word, word)
    if not word.endswith(_ENDINGS):
        return word
    ending = next((ending for ending in _ENDINGS if word.endswith(ending) and len(word) - len(ending) >= 3), "")
    return word[: len(word) - len(ending)]
