"""The date of a claim: from its own time words, else from where its story stands."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from whence import edtf
from whence.resolve.times.anchors import published_point
from whence.resolve.times.claim_words import date_from_own_words
from whence.resolve.times.expressions import ClaimTime, TimeExpression
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
    "it lies after the report": 0.6,
    "it is the report's day": -0.7,
    "it is no day": -1.25,
    "it is an interval": -1.6,
}
_OF_THE_REPORT = frozenset(name for name in _WEIGHTS if "the report's day" in name)  # alone they make the report's day a bound, not the claim's date
_SHARE = 1.05  # times the share of the report's dated claims that have it
_ENOUGH = 0.5  # least share of the odds for a date to be taken; in cross-validation a third of those at .5-.7 were right, above .85 .78
_LEAST = 2.0  # least log odds for a date to be taken; swept 0-4 on train: against 0, strict .701 (.713) and lenient .898 (.884)
_SPEECH = frozenset(
    (EventType.ACCUSE, EventType.REQUEST, EventType.REJECT, EventType.THREATEN, EventType.SUPPORT, EventType.AGREE, EventType.CONCEDE)
)
_WITHOUT_A_DAY = frozenset(
    ("clock", "noon", "midnight", "clock of four digits", "part of the day told of")
)  # a time of day alone: the day is the story's
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
class _Told:
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


def resolve_claim_time(report: Report, claim: Claim, times: Sequence[TimeExpression], *, others: Sequence[Claim] = ()) -> ClaimTime:
    """Date one claim of a report.

    times    all expressions of the report's text, from `find_times(report.text, published=report.published)`
    others   the report's claims (this one among them or not): without time words of its own a claim takes its date from those that tell of the same
    """
    all_claims = [*others] if any(other is claim or other.id == claim.id for other in others) else [*others, claim]
    number = next(n for n, other in enumerate(all_claims) if other is claim or other.id == claim.id)
    return resolve_claim_times(report, all_claims, times)[number]


def resolve_claim_times(report: Report, claims: Sequence[Claim], times: Sequence[TimeExpression]) -> list[ClaimTime]:
    """Date all claims of a report, in the order given.

    First come the claim's own time words; then, marked as INFERRED, a date that the story tells of the same happening; else the report's day as a
    bound: an act that occurred lies up to it, a planned one from it on. What is only possible or demanded stays undated, and so does all that
    nothing dates in a report without a date.
    """
    numbers = _SentenceNumbers(report.text)
    told = [_told(report, claim, times, numbers) for claim in claims]
    dated = sorted((one for one in told if one.own is not None), key=lambda one: one.claim.what[0].start)
    stated = [(numbers.of(expression.span), expression.edtf) for expression in times if expression.edtf is not None]
    return [_date(report, one, dated, stated) for one in told]


def _date(report: Report, one: _Told, dated: Sequence[_Told], stated: Sequence[tuple[int, str]]) -> ClaimTime:
    if one.own is not None and one.own.rule not in _WITHOUT_A_DAY:
        return one.own
    if one.claim.status in (Status.POSSIBLE, Status.DEMANDED):
        return one.own or _undated(f"{_lacking(one.claim)}; what is only possible or demanded has no date")
    others = [other for other in dated if other is not one]
    inferred = _from_story(report, one, others, stated) if one.claim.status in (Status.OCCURRED, Status.DID_NOT_OCCUR) else _from_like(one, others)
    return inferred or one.own or _bound(report, one.claim)


def _from_story(report: Report, one: _Told, dated: Sequence[_Told], stated: Sequence[tuple[int, str]]) -> ClaimTime | None:
    """Choose among the dates that the story tells, and the report's day, the one that most speaks for."""
    reasons = _reasons(report, one, dated, stated)
    if not reasons:
        return None
    shares = Counter(other.date for other in dated)
    scores = {date: sum(_WEIGHTS[name] for name in names) + _SHARE * shares[date] / max(len(dated), 1) for date, names in reasons.items()}
    best = max(scores, key=lambda date: (round(scores[date], 6), date))
    odds = 1 / sum(math.exp(score - scores[best]) for score in scores.values())
    if odds < _ENOUGH or (scores[best] < _LEAST and best != report.published) or reasons[best] <= _OF_THE_REPORT:
        return None
    source = tuple(span for other in dated if other.date == best and other.own is not None for span in other.own.source)[:1]
    why = sorted(reasons[best], key=lambda name: -_WEIGHTS[name])
    positive = [name for name in why if _WEIGHTS[name] > 0][:3] or ["nothing speaks for another"]
    return ClaimTime(
        date=best, certainty=Certainty.INFERRED, rule="from the story", reason=f"{_lacking(one.claim)}: {', '.join(positive)}", source=source
    )


def _reasons(report: Report, one: _Told, dated: Sequence[_Told], stated: Sequence[tuple[int, str]]) -> dict[str, set[str]]:
    """Name, for each date that may be the claim's, what speaks for and against it."""
    found: dict[str, set[str]] = defaultdict(set)
    here = one.claim.what[0].start
    before = [other for other in dated if other.claim.what[0].start < here]
    same_type = [other for other in dated if other.claim.type == one.claim.type]
    if dated:
        found[dated[0].date].add("the report opens with it")
    if before:
        found[before[-1].date].add("the last claim before it has it")
    for other in [other for other in same_type if other.claim.what[0].start < here][-1:]:
        found[other.date].add("the last claim of its type has it")
    for other in [other for other in same_type if other.claim.what[0].start > here][:1]:
        found[other.date].add("the next claim of its type has it")
    for other in dated:
        names = found[other.date]
        names.update(["a claim of its type has it"] if other.claim.type == one.claim.type else [])
        names.update(["a claim in the same words has it"] if other.words & one.words else [])
        names.update(["a claim with the same parties has it"] if other.parties & one.parties else [])
        names.update(["a claim by the same source has it"] if other.source & one.source else [])
    for sentence, date in stated:
        if sentence in (one.sentence, one.sentence - 1):
            found[date].update(["the sentence before has it"] if sentence == one.sentence - 1 else [])
    if report.published is not None and published_point(report.published) is not None:
        names = found[report.published]
        names.add("it is the report's day")
        names.update(["it is a speech act, and the report's day"] if one.claim.type in _SPEECH else [])
        names.update(["it stands in the headline or lead, and the report's day"] if one.sentence <= 1 else [])
    for date, names in found.items():
        names.update(["it is no day"] if len(date) < 10 else [])
        names.update(["it is an interval"] if "/" in date else [])
        names.update(["it lies after the report"] if _is_after(date, report.published) else [])
    return found


def _from_like(one: _Told, dated: Sequence[_Told]) -> ClaimTime | None:
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
        reason=f"{_lacking(one.claim)}: as {nearest.claim.what[0].words!r}",
        source=source,
    )


def _bound(report: Report, claim: Claim) -> ClaimTime:
    """Tell the report's day as a bound: nothing is told of that lies on the other side."""
    published = report.published
    if published is None or published_point(published) is None:
        return _undated(f"{_lacking(claim)}, and the report's date is not known")
    if claim.status == Status.PLANNED:
        return _inferred(f"{published}/..", "from the report on", f"{_lacking(claim)}: planned as of the report")
    if claim.status == Status.ONGOING:
        return _inferred(published, "as of the report", f"{_lacking(claim)}: going on as of the report")
    return _inferred(f"../{published}", "up to the report", f"{_lacking(claim)}: the report's date is the latest that it can be")


def _lacking(claim: Claim) -> str:
    return "no day in its time words" if claim.time else "no time words"


def _inferred(date: str, rule: str, reason: str) -> ClaimTime:
    return ClaimTime(date=date, certainty=Certainty.INFERRED, rule=rule, reason=reason)


def _undated(reason: str) -> ClaimTime:
    return ClaimTime(date=None, certainty=Certainty.UNRESOLVED, rule="none", reason=reason)


def _is_after(date: str, published: str | None) -> bool:
    if published is None:
        return False
    one, other = edtf.days(date), edtf.days(published)
    return one is not None and other is not None and one[0] is not None and other[1] is not None and one[0] > other[1]


class _SentenceNumbers:
    """The number of the sentence that a span stands in; -1 between sentences."""

    def __init__(self, text: str) -> None:
        self._number = {}
        for number, (start, end) in enumerate(sentences(text)):
            self._number.update(dict.fromkeys(range(start, end), number))

    def of(self, span: Span) -> int:
        """Give the number of the sentence that holds the span's first character."""
        return self._number.get(span.start, -1)


def _told(report: Report, claim: Claim, times: Sequence[TimeExpression], numbers: _SentenceNumbers) -> _Told:
    own = date_from_own_words(report, claim, times)
    first = claim.account.links[0].source if claim.account.links else None
    return _Told(
        claim,
        numbers.of(claim.what[0]),
        _stems(claim.what),
        _stems([party.span for party in (*claim.actor, *claim.recipient)]),
        _stems([first] if first is not None else []),
        own if own is not None and own.date is not None else None,
    )


def _stems(spans: Sequence[Span]) -> frozenset[str]:
    return frozenset(_stem(word) for span in spans for word in re.findall(r"\w+", span.words.lower()) if word not in _STOP)


def _stem(word: str) -> str:
    """Cut a word to what its forms share, roughly: "shelled", "shelling" and "shells" to "shell"."""
    word = _IRREGULAR.get(word, word)
    ending = next((ending for ending in _ENDINGS if word.endswith(ending) and len(word) - len(ending) >= 3), "")
    return word[: len(word) - len(ending)]
