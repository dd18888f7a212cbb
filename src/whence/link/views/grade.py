"""A grade after the one that Airwars gives to allegations of civilian harm, by written rules over the accounts: the first rule that fits fires.

The rules ask who says it, what the party said to have done it answers, and how many independent origins there are. They ask nothing about the world:
a grade says how a happening is told, never whether it is true.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations

from whence.link.views.contested import Field, Kind
from whence.link.views.keys import folded, is_kin, party_key, speaker_of
from whence.link.views.parties import PartyView, difference
from whence.link.views.people import of_one_state
from whence.link.views.told import Backing, Standing, Told, backing, first_day, independent_origins
from whence.terms import AccountLink, EventType, Party, SourceKind


class Grade(StrEnum):
    """How well a happening is told."""

    CONFIRMED = "confirmed"
    FAIR = "fair"
    WEAK = "weak"
    CONTESTED = "contested"
    DISCOUNTED = "discounted"


class Rule(StrEnum):
    """The rules, in the order in which they are tried."""

    ALL_DENY = "all who speak of it deny it"
    WITHDRAWN = "every origin that told it has withdrawn it"
    NOT_A_FACT = "nobody tells it as a fact"
    ACCUSED_DENIES = "denied by the party said to have done it"
    OTHERS_DENY = "denied by others"
    SEVERAL_ACCUSED = "different parties are said to have done it"
    OTHER_TARGET = "accepted, but for another target"
    ACCEPTED = "accepted by the party said to have done it"
    INDEPENDENT = "independent origins, one of them no party to it"
    ONE_ORIGIN = "one origin"
    NO_OUTSIDER = "only parties to it and unnamed sources tell it"


_OPENING_ARTICLE = re.compile(r"^(?:An?|The) (?=[^(]*\b[a-z])")  # of a description; a name keeps it as it is: "The Hague Post"
_GRADES = {
    Rule.ALL_DENY: Grade.DISCOUNTED,
    Rule.WITHDRAWN: Grade.DISCOUNTED,
    Rule.NOT_A_FACT: Grade.WEAK,
    Rule.ACCUSED_DENIES: Grade.CONTESTED,
    Rule.OTHERS_DENY: Grade.CONTESTED,
    Rule.SEVERAL_ACCUSED: Grade.CONTESTED,
    Rule.OTHER_TARGET: Grade.CONTESTED,
    Rule.ACCEPTED: Grade.CONFIRMED,
    Rule.INDEPENDENT: Grade.FAIR,
    Rule.ONE_ORIGIN: Grade.WEAK,
    Rule.NO_OUTSIDER: Grade.WEAK,
}


@dataclass(frozen=True, slots=True)
class Graded:
    """A grade with the rule that fired, one sentence on what made it fire, and the claims that did."""

    grade: Grade
    rule: Rule
    why: str
    backing: Backing


def grade(tellings: Sequence[Told], actors: Sequence[PartyView], recipients: Sequence[PartyView], *, type: EventType) -> Graded:
    """Grade an event by its claims, in the order of `in_order`, its parties and its type."""
    return _Case(tellings, actors, recipients, type).graded()


class _Case:
    def __init__(self, tellings: Sequence[Told], actors: Sequence[PartyView], recipients: Sequence[PartyView], type: EventType) -> None:
        self.type = type
        self.parties = {Field.ACTOR: actors, Field.RECIPIENT: recipients}
        self.told = [t for t in tellings if t.standing is Standing.TOLD]
        self.denied = [t for t in tellings if t.standing is Standing.DENIED]
        self.all = tellings
        self.accused = _distinct(party for t in self.told for party in t.claim.actor)
        self.harmed = _distinct(party for t in self.told for party in t.claim.recipient)

    def graded(self) -> Graded:
        return self._denied_by_all() or self._contested() or self._accepted() or self._by_origins()

    def _denied_by_all(self) -> Graded | None:
        if not self.told:
            if self.denied:
                return _graded(Rule.ALL_DENY, f"It is denied by {_joined(_listed(self.denied))}; no account tells it as a fact.", self.denied)
            return _graded(Rule.NOT_A_FACT, "It is announced, feared or asked for, and not told to have happened.", self.all)
        by_voice: dict[tuple[str, str], list[Told]] = {}
        for telling in self.told:
            by_voice.setdefault(telling.voice, []).append(telling)
        taken_back = [denial for denial in self.denied if _withdraws(denial, by_voice.get(denial.voice, ()))]
        if taken_back and {t.voice for t in self.told if t.echo_of is None} <= {t.voice for t in taken_back}:
            return _graded(Rule.WITHDRAWN, "Whoever told it says later that it did not happen.", taken_back)
        return None

    def _contested(self) -> Graded | None:
        by_accused = [t for t in self.denied if _speaks_for(t, (*self.accused, *t.claim.actor))]
        if by_accused:
            return _graded(Rule.ACCUSED_DENIES, _not_so(by_accused), by_accused)
        if self.denied:
            return _graded(Rule.OTHERS_DENY, _not_so(self.denied), self.denied)
        rivals = self._rivals(Field.ACTOR, (self.told, self.told))
        if rivals:
            a, b, claims = rivals
            return _graded(Rule.SEVERAL_ACCUSED, f"Some accounts name {a.name}, others {b.name}.", claims)
        return None

    def _accepted(self) -> Graded | None:
        accepting = [t for t in self.told if _speaks_for(t, t.claim.actor)]
        voices = {t.voice for t in accepting}
        others = [t for t in self.told if t.voice not in voices and t.echo_of is None]
        if not accepting or not others:
            return None
        who = f"Accepted by {_joined(_listed(accepting))}"
        elsewhere = self._rivals(Field.RECIPIENT, (accepting, others))
        if elsewhere:
            a, b, claims = elsewhere
            return _graded(Rule.OTHER_TARGET, f"{who}, but as done to “{a.name}”; others tell of “{b.name}”.", claims)
        return _graded(Rule.ACCEPTED, f"{who}; told by {_origins(others)} beside it.", accepting)

    def _by_origins(self) -> Graded:
        origins = independent_origins(self.told)
        if len(origins) < 2:
            names = _listed([t for t in self.told if t.echo_of is None] or self.told)
            why = f"It is told by {names[0]} alone." if len(names) == 1 else f"It is told by {_joined(names)}, which count as one."
            return _graded(Rule.ONE_ORIGIN, why, self.told)
        counted = [t for t in self.told if t.echo_of is None and not _is_anonymous(t)]
        outside = [t for t in counted if not _is_kin(t) and not _speaks_for(t, (*self.accused, *self.harmed))]
        if len({t.origin for t in counted}) >= 2 and outside:
            why = f"{_origins(counted)} that are not anonymous tell it; no party to it: {_names(outside)}."
            return _graded(Rule.INDEPENDENT, why, counted)
        why = f"{_origins(self.told)} tell it, but there are no two that are not anonymous with one that is no party to it."
        return _graded(Rule.NO_OUTSIDER, why, self.told)

    def _rivals(self, field: Field, between: tuple[Sequence[Told], Sequence[Told]]) -> tuple[PartyView, PartyView, list[Told]] | None:
        """Find two parties that exclude each other and that no voice names together, one named by the first accounts, the other by the second."""
        voices = {t.claim.id: t.voice for t in self.told}
        first, second = ({t.claim.id for t in side} for side in between)
        named = [(party, set(party.told.claims)) for party in self.parties[field]]
        for (a, by_a), (b, by_b) in permutations(named, 2):
            if not (by_a & first and by_b & second) or {voices[c] for c in by_a} & {voices[c] for c in by_b}:
                continue
            if difference(a, b, field=field, type=self.type).kind is Kind.CONTRADICTION:
                return a, b, [t for t in self.told if t.claim.id in by_a | by_b]
        return None


def _graded(rule: Rule, why: str, tellings: Iterable[Told]) -> Graded:
    return Graded(_GRADES[rule], rule, why, backing(list(tellings)))


def _withdraws(denial: Told, same: Sequence[Told]) -> bool:
    """Tell whether a voice denies what it told before (`same`); reprints of the first telling may come later still."""
    days = [first_day(t.report.published) for t in same if t.copy_of is None] or [first_day(t.report.published) for t in same]
    denied = first_day(denial.report.published)
    return bool(days) and denied is not None and all(day is not None and day < denied for day in days)


def _speaks_for(told: Told, parties: Iterable[Party]) -> bool:
    """Tell whether the source of an account is one of the parties, or an organ of the same state."""
    speaker = speaker_of(told.claim)
    if speaker is None:
        return False
    return any(_same(speaker, party) for party in parties)


def _distinct(parties: Iterable[Party]) -> list[Party]:
    return list({(party.name, party.span.words, party.identity): party for party in parties}.values())


def _same(speaker: AccountLink, party: Party) -> bool:
    if of_one_state(speaker.identity, party.identity):
        return True
    if speaker.identity is not None and party.identity is not None and speaker.identity.id is not None and party.identity.id is not None:
        return speaker.identity.id == party.identity.id
    if speaker.name is not None and party.name is not None:
        return folded(speaker.name) == folded(party.name)
    if speaker.source is None:
        return False
    key = party_key(Party(speaker.source, speaker.name, speaker.identity))
    return key is not None and key == party_key(party)


def _is_anonymous(told: Told) -> bool:
    """Tell whether a telling has a source, but one that nobody could name."""
    return not told.own_voice and all(link.kind is SourceKind.ANONYMOUS or link.source is None for link in told.claim.account.links)


def _is_kin(told: Told) -> bool:
    """Tell whether the family of somebody speaks: it is no outsider to what was done by, or to, one of its own."""
    speaker = speaker_of(told.claim)
    return speaker is not None and is_kin(speaker)


def _listed(tellings: Sequence[Told]) -> list[str]:
    """Name the voices as they stand within a sentence: "an army spokesman" for "An army spokesman"."""
    return list(dict.fromkeys(_OPENING_ARTICLE.sub(lambda article: article[0].lower(), t.voice_name) for t in tellings))


def _joined(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def _names(tellings: Sequence[Told]) -> str:
    return "; ".join(_listed(tellings))


def _not_so(tellings: Sequence[Told]) -> str:
    """Name the voices of denials, without a verb of theirs: a single voice can be "lawyers"."""
    return f"According to {_joined(_listed(tellings))} it did not happen, or not so."


def _origins(tellings: Sequence[Told]) -> str:
    n = len(independent_origins(tellings))
    return f"{n} origin{'' if n == 1 else 's'}"
