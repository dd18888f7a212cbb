"""Figures of other people's data sets, derived from the totals of the accounts by stated rules.

ACLED: the lowest total of the dead. UCDP: low, best, high of the dead. Airwars: from least to most killed and injured, members of forces apart.
A figure that counts only civilians, or only members of forces, is a bound of the whole: it can raise the highest figure, and it is not taken for
the lowest total while an account gives a total of everybody. Where figures of different people had to be mixed, the figure says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from whence.link.views.cues import Scope
from whence.link.views.figures import Figure, Role
from whence.link.views.people import People
from whence.link.views.told import Told, first_day, independent_origins
from whence.link.views.totals import Total
from whence.terms import ClaimId, Harm


@dataclass(frozen=True, slots=True)
class Range:
    """From least to most; open: an account leaves its figure open upwards ("at least 12")."""

    low: int
    high: int
    open: bool


@dataclass(frozen=True, slots=True)
class HarmRange:
    """What the accounts' last totals give for one harm."""

    harm: Harm
    range: Range


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleRange:
    """What the accounts' last totals give for one group of people alone."""

    harm: Harm
    people: People
    range: Range
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AcledFigure:
    """The ACLED view: `fatalities`, 0 where no account tells of deaths; why: which total gave it."""

    fatalities: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UcdpFigure:
    """The UCDP view: deaths low, best and high; None where no account gives a figure.

    high_open   the highest figure is open upwards
    """

    low: int | None
    best: int | None
    high: int | None
    high_open: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AirwarsFigure:
    """The Airwars view: civilians killed and injured, from least to most, those included of whom no account tells who they were; None: no figure."""

    killed: Range | None
    injured: Range | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedFigures:
    """All derived figures of an event.

    ranges      for each harm that is told: from the lowest to the highest, by the rule of the whole and its parts above
    by_people   for killed and injured: the range of each group that accounts count alone
    note        one sentence where figures of different people stand side by side; None: they count the same
    """

    acled: AcledFigure
    ucdp: UcdpFigure
    airwars: AirwarsFigure
    ranges: tuple[HarmRange, ...]
    by_people: tuple[PeopleRange, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class _Counts:
    """The last totals and the parts of one harm: `whole` can be the lowest, `bounds` can only raise the highest."""

    whole: tuple[Total, ...]
    bounds: tuple[Total | Figure, ...]


def derive(figures: Sequence[Figure], totals: Sequence[Total], tellings: Sequence[Told]) -> DerivedFigures:
    """Derive the figures of an event from all that its claims tell of the toll (`figures_of`, `totals_of`)."""
    parts = [figure for figure in figures if figure.role in (Role.PART, Role.NAMED) and figure.scope is not Scope.BEYOND]
    killed = _counts(Harm.KILLED, totals, parts)
    notes = [note for harm in (Harm.KILLED, Harm.INJURED) if (note := _note(harm, totals))]
    return DerivedFigures(
        acled=_acled(killed),
        ucdp=_ucdp(killed, {told.claim.id: told for told in tellings}),
        airwars=_airwars(totals, parts),
        ranges=tuple(HarmRange(harm, held) for harm in Harm if (held := _range(_counts(harm, totals, parts))) is not None),
        by_people=tuple(_by_people(totals)),
        note=" ".join(notes) or None,
    )


def _counts(harm: Harm, totals: Sequence[Total], parts: Sequence[Figure], *, without: People | None = None) -> _Counts:
    last = [total for total in totals if total.harm is harm and total.last and total.people is not without]
    some = [part for part in parts if part.harm is harm and part.people is not without]
    everybody = [total for total in last if total.group is People.NOT_TOLD]
    if everybody:
        return _Counts(tuple(everybody), (*(total for total in last if total.group is not People.NOT_TOLD), *some))
    return _Counts(tuple(last), tuple(some))


def _range(counts: _Counts) -> Range | None:
    every = (*counts.whole, *counts.bounds)
    if not every:
        return None
    lows = [total.low for total in counts.whole] or [max(bound.low for bound in counts.bounds)]
    high = max(figure.low if figure.high is None else figure.high for figure in every)
    is_open = any(figure.high is None for figure in every) or not counts.whole
    return Range(min(lows), max(high, min(lows)), is_open)


def _acled(counts: _Counts) -> AcledFigure:
    if counts.whole:
        lowest = min(counts.whole, key=lambda total: (total.least, total.low, total.voice))
        n = len(counts.whole)
        by = f"{lowest.voice_name}, “{lowest.words}”"
        why = f"The lowest of {n} totals: {by}." if n > 1 else f"The only total: {by}."
        if lowest.least < lowest.low:
            why += f" Vague words count {lowest.least}."
        return AcledFigure(fatalities=lowest.least, why=why)
    if counts.bounds:
        least = max(bound.least for bound in counts.bounds)
        return AcledFigure(fatalities=least, why="No account gives a total: the largest number of which an account tells as a part.")
    return AcledFigure(fatalities=0, why="No account gives a number of dead; none reported counts as 0.")


def _ucdp(counts: _Counts, tellings: Mapping[ClaimId, Told]) -> UcdpFigure:
    found = _range(counts)
    if found is None:
        return UcdpFigure(low=None, best=None, high=None, high_open=False, why="No account gives a number of dead.")
    if not counts.whole:
        why = "No account gives a total: the largest number of which an account tells as a part."
        return UcdpFigure(low=found.low, best=found.low, high=found.high, high_open=found.open, why=why)
    claims: dict[int, list[Told]] = {}
    latest: dict[int, date] = {}
    for total in counts.whole:
        claims.setdefault(total.low, []).extend(tellings[claim] for claim in total.backing.claims)
        latest[total.low] = max(latest.get(total.low, date.min), first_day(total.as_of) or date.min)
    origins = {low: len(independent_origins(held)) for low, held in claims.items()}
    best = min(origins, key=lambda low: (-origins[low], -latest[low].toordinal(), low))
    rivals = [low for low in origins if low != best and origins[low] == origins[best]]
    if len(origins) == 1:
        why = "Best: all totals agree." if len(counts.whole) > 1 else "Best: the only total."
    elif not rivals:
        why = f"Best: given by most origins ({origins[best]})."
    elif all(latest[low] < latest[best] for low in rivals):
        why = "Best: of those given by as many origins, the one of the latest day."
    else:
        why = "Best: of those given by as many origins on the latest day, the lowest."
    return UcdpFigure(low=found.low, best=best, high=found.high, high_open=found.open, why=why)


def _airwars(totals: Sequence[Total], parts: Sequence[Figure]) -> AirwarsFigure:
    by_harm = {harm: _counts(harm, totals, parts, without=People.FORCES) for harm in (Harm.KILLED, Harm.INJURED)}
    counted = [figure for counts in by_harm.values() for figure in (*counts.whole, *counts.bounds)]
    why = "Civilians, from the lowest to the highest last word of a voice."
    if not counted:
        why = "No account gives a number of civilians, or of people whom it does not tell apart."
    elif any(figure.people is not People.CIVILIANS for figure in counted):
        why = "From the lowest to the highest last word of a voice. Accounts do not all say that these were civilians."
    return AirwarsFigure(killed=_range(by_harm[Harm.KILLED]), injured=_range(by_harm[Harm.INJURED]), why=why)


def _by_people(totals: Sequence[Total]) -> list[PeopleRange]:
    found: list[PeopleRange] = []
    for harm in (Harm.KILLED, Harm.INJURED):
        for people in (People.CIVILIANS, People.FORCES):
            same = tuple(total for total in totals if total.harm is harm and total.last and total.people is people)
            held = _range(_Counts(same, ()))
            if held is not None:
                found.append(PeopleRange(harm=harm, people=people, range=held, origins=tuple(sorted({total.origin for total in same}))))
    return found


def _note(harm: Harm, totals: Sequence[Total]) -> str | None:
    """Say where accounts count different people."""
    last = [total for total in totals if total.harm is harm and total.last]
    groups = {total.group for total in last}
    if len(groups) < 2:
        return None
    if People.NOT_TOLD not in groups:
        return (
            f"{harm.value.capitalize()}: some accounts count civilians, others members of forces, none everybody; they may be "
            "the same people under other names, or others."
        )
    alone = " or ".join(f"{people.value} alone" for people in (People.CIVILIANS, People.FORCES) if people in groups)
    return f"{harm.value.capitalize()}: some accounts count {alone}; such figures can raise the highest, and do not make the lowest."
