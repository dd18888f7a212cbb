"""What each voice gives as the toll: one total a day of telling, the last of them in force.

Of one voice the last word counts: a toll that grows, or is corrected, is no disagreement of the voice with itself. Within one day the largest figure
of a voice is its total, since smaller ones in the same reports are parts of it or were overtaken within the day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from whence.link.views.contested import Difference, Disagreement, Field, Kind, disagreements
from whence.link.views.cues import Scope, has_risen
from whence.link.views.figures import Figure, Role, added_up
from whence.link.views.keys import described_alike, folded, speaker_of
from whence.link.views.people import People
from whence.link.views.told import Backing, Told, backing, first_day
from whence.terms import AccountLink, ClaimId, Harm, ReportId


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A toll by one voice, as of one day.

    low, high, least   as of a Figure
    voice, voice_name  who gives it in the end, as key and for people
    cue                the words that tell the scope
    last               whether it is the voice's last word on these people; no: a later one has replaced it, or the voice calls it an earlier figure
    backing            the claims that give it
    """

    origin: str
    voice: tuple[str, str]
    voice_name: str
    harm: Harm
    people: People
    low: int
    high: int | None
    least: int
    as_of: str | None
    scope: Scope
    cue: str | None
    last: bool
    words: str
    backing: Backing

    @property
    def group(self) -> People:
        """Give the people by which totals are compared: those that count everybody, told apart or not, are of one group."""
        return group_of(self.people)


def group_of(people: People) -> People:
    """Give the people by which figures are compared: figures that count everybody, told apart or not, are of one group."""
    return People.NOT_TOLD if people is People.BOTH else people


def totals_of(figures: Sequence[Figure], tellings: Sequence[Told]) -> tuple[Total, ...]:
    """Give the totals of every voice, in order of harm, day of telling, people, size and voice.

    Figures that are a part of another, that count more than this happening or that are not told as a fact give none; nor does what echoes a source of
    the same text that gives a figure that fits: a headline's "dozen dead" is the "at least 12" of the lead. Victims who are only named make
    the totals of a harm for which no account of the event counts.
    """
    counted = {figure.harm for figure in figures if _can_be_total(figure)}
    figures = [*figures, *(total for total in _named(figures) if total.harm not in counted)]
    told = {telling.claim.id: telling for telling in tellings}
    voices = _voices(tellings)
    sourced: dict[ReportId, list[Figure]] = {telling.root: [] for telling in tellings}
    for figure in figures:
        if _can_be_total(figure) and not told[figure.claim].own_voice:
            sourced[told[figure.claim].root].append(figure)
    held: dict[tuple[tuple[str, str], Harm, People], list[Figure]] = {}
    for figure in figures:
        teller = told[figure.claim]
        if _can_be_total(figure) and not any(teller.echoes(told[other.claim]) and _fits(figure, other) for other in sourced[teller.root]):
            held.setdefault((voices[figure.claim], figure.harm, group_of(figure.people)), []).append(figure)
    totals = [total for (voice, *_), same in held.items() for total in _of_voice(voice, same, told)]
    harms = list(Harm)
    return tuple(
        sorted(
            totals, key=lambda t: (harms.index(t.harm), first_day(t.as_of) or date.min, list(People).index(t.people), t.low, t.voice, t.scope.value)
        )
    )


def _can_be_total(figure: Figure) -> bool:
    return figure.role is Role.TOTAL and figure.scope is not Scope.BEYOND


def _named(figures: Sequence[Figure]) -> list[Figure]:
    """Count the victims whom each claim names."""
    held: dict[tuple[ClaimId, Harm], dict[str, Figure]] = {}
    for figure in figures:
        if figure.role is Role.NAMED and figure.scope is not Scope.BEYOND:
            held.setdefault((figure.claim, figure.harm), {})[folded(figure.words)] = figure
    return [added_up(list(same.values()), "Victims named, not counted.") for same in held.values()]


def _fits(figure: Figure, other: Figure) -> bool:
    """Tell whether a figure leaves room for that of its source: one of the same people, or the same number of people whom it does not tell apart."""
    if figure.harm is not other.harm:
        return False
    if group_of(figure.people) is not group_of(other.people):
        return figure.people is People.NOT_TOLD and (figure.low, figure.high) == (other.low, other.high)
    return (figure.high is None or other.low <= figure.high) and (other.high is None or figure.low <= other.high)


def _voices(tellings: Sequence[Told]) -> Mapping[ClaimId, tuple[str, str]]:
    """Give the voice of each claim; sources of one origin that are described alike ("hospital", "the town's hospital") are one voice, the first."""
    found: dict[ClaimId, tuple[str, str]] = {}
    known: dict[str, dict[tuple[str, str], tuple[AccountLink, tuple[str, str]]]] = {}
    for telling in tellings:
        voice, speaker = telling.voice, speaker_of(telling.claim)
        if speaker is not None:
            before = known.setdefault(telling.origin, {})
            if voice not in before:
                before[voice] = speaker, next((first for link, first in before.values() if described_alike(speaker, link)), voice)
            voice = before[voice][1]
        found[telling.claim.id] = voice
    return found


def _of_voice(voice: tuple[str, str], figures: Sequence[Figure], told: Mapping[ClaimId, Told]) -> list[Total]:
    """Give one total a day; a figure that is told again later stands on the day on which the voice told it first."""
    first: dict[tuple[int, int | None], str | None] = {}
    for figure in figures:
        value = (figure.low, figure.high)
        if value not in first or _on(figure.as_of) < _on(first[value]):
            first[value] = figure.as_of
    days: dict[tuple[bool, date], list[Figure]] = {}
    for figure in figures:
        days.setdefault((figure.scope is Scope.EARLIER, _on(first[figure.low, figure.high])), []).append(figure)
    last = max((day for is_earlier, day in days if not is_earlier), default=None)
    totals: list[Total] = []
    for (is_earlier, day), same in days.items():
        largest = max(same, key=lambda f: (f.low, f.high is None, f.high or 0))
        value = (largest.low, largest.high)
        claims = [told[figure.claim] for figure in same if (figure.low, figure.high) == value]
        least = min(figure.least for figure in same if (figure.low, figure.high) == value)
        totals.append(
            Total(
                origin=largest.origin,
                voice=voice,
                voice_name=told[largest.claim].voice_name,
                harm=largest.harm,
                people=largest.people,
                low=largest.low,
                high=largest.high,
                least=least,
                as_of=first[value],
                scope=largest.scope,
                cue=largest.cue,
                last=not is_earlier and day == last,
                words=largest.words,
                backing=backing(claims),
            )
        )
    return totals


def _on(as_of: str | None) -> date:
    return first_day(as_of) or date.min


@dataclass(frozen=True, slots=True)
class _Figures:
    """Totals of one size, by whomever: one side where accounts part over a toll."""

    totals: tuple[Total, ...]

    @property
    def first(self) -> Total:
        return self.totals[0]

    @property
    def days(self) -> tuple[date | None, ...]:
        return tuple(first_day(total.as_of) for total in self.totals)

    @property
    def voices(self) -> frozenset[tuple[str, str]]:
        return frozenset(total.voice for total in self.totals)


def part_in_toll(totals: Sequence[Total], tellings: Sequence[Told]) -> tuple[Disagreement, ...]:
    """Tell where accounts part over the toll, harm by harm; figures that a voice has replaced since are sides too, so that growth can be seen."""
    found: list[Disagreement] = []
    for harm in Harm:
        held: dict[tuple[int, int | None, People], list[Total]] = {}
        for total in totals:
            if total.harm is harm:
                held.setdefault((total.low, total.high, total.group), []).append(total)
        figures = [_Figures(tuple(same)) for same in held.values()]
        sides = [(_written(figure), {claim for total in figure.totals for claim in total.backing.claims}) for figure in figures]
        found += disagreements(Field.TOLL, sides, tellings, partial(_differ, figures), about=harm.value)
    return tuple(found)


def _differ(figures: Sequence[_Figures], i: int, j: int) -> Difference | None:
    return _difference(figures[i], figures[j])


def written(low: int, high: int | None) -> str:
    """Write a figure or a range: 3, 24+, 5–7."""
    return f"{low}+" if high is None else f"{low}" if high == low else f"{low}–{high}"


def _written(figures: _Figures) -> str:
    notes = [] if figures.first.group is People.NOT_TOLD else [figures.first.group.value]
    if days := sorted({total.as_of for total in figures.totals if total.as_of is not None}):
        notes.append(f"as of {', '.join(days)}")
    return written(figures.first.low, figures.first.high) + (f" ({'; '.join(notes)})" if notes else "")


def _difference(a: _Figures, b: _Figures) -> Difference | None:
    low, high = sorted((a, b), key=lambda figures: (figures.first.low, figures.first.high is None, figures.first.high or 0))
    less, more = written(low.first.low, low.first.high), written(high.first.low, high.first.high)
    if a.first.group is not b.first.group:
        return _difference_of_people(a, b)
    if grows := _grows(low, high):
        return Difference(Kind.AS_OF, f"{less} and {more}: {grows}")
    if low.first.high is None or high.first.low <= low.first.high:
        return Difference(Kind.WORDING, f"{less} and {more} leave room for each other.")
    return Difference(Kind.CONTRADICTION, f"{less} leaves no room for {more}.")


def _difference_of_people(a: _Figures, b: _Figures) -> Difference:
    if People.NOT_TOLD not in (a.first.group, b.first.group):
        return Difference(Kind.GRANULARITY, "One figure counts civilians, the other members of forces.")
    whole, part = (a, b) if a.first.group is People.NOT_TOLD else (b, a)
    some, people = written(part.first.low, part.first.high), part.first.group.value
    if whole.first.high is None or part.first.low <= whole.first.high:
        return Difference(Kind.GRANULARITY, f"One figure counts {people} alone, the other people whom it does not tell apart.")
    all_ = written(whole.first.low, whole.first.high)
    if grows := _grows(whole, part):
        return Difference(Kind.AS_OF, f"{all_} in all and {some} of {people} alone: {grows}")
    return Difference(Kind.CONTRADICTION, f"{some} of {people} alone are more than {all_} in all.")


def _grows(low: _Figures, high: _Figures) -> str | None:
    """Tell what shows that two figures are one toll on two days; None: nothing does.

    A later day alone does not: the figure of another voice may be another count. The same voice has to give both, or the words that a number is
    running, or the lower figure has to be open upwards. A figure that has risen by its words may be of the same day, or of none, as the lower one.
    """
    changed = sorted(low.voices & high.voices)
    if changed:
        first = next(total for figures in (low, high) for total in figures.totals if total.voice == changed[0])
        return f"both are given by {first.voice_name}, one after the other."
    if low.first.low == high.first.low:
        return None
    low_days, high_days = [day for day in low.days if day], [day for day in high.days if day]
    if low_days and high_days and max(low_days) < min(high_days):
        if any(total.scope is Scope.RUNNING for total in (*low.totals, *high.totals)):
            return "the later figure is the higher one, and by its words a running total."
        if low.first.high is None:
            return "the later figure is the higher one, and the earlier is open upwards."
    told_after = low_days and high_days and max(low_days) > max(high_days)
    if not told_after and any(total.scope is Scope.RUNNING and has_risen(total.cue or "") for total in high.totals):
        return "the higher figure has risen by its words."
    return None
