"""An event as a view on its claims: nothing in it is kept, all of it can be computed again from the claims and their origins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from whence.link.views.contested import Difference, Disagreement, Field, Kind, disagreements
from whence.link.views.dates import When, dates_of, part_in_date, when
from whence.link.views.derived import DerivedFigures, derive
from whence.link.views.figures import Figure, figures_of
from whence.link.views.grade import Graded, grade
from whence.link.views.keys import folded
from whence.link.views.parties import PartyView, part_in, parties_of
from whence.link.views.places import BestPlace, PlaceTold, best_place, part_in_place, places_of
from whence.link.views.rows import AccountRow, rows_of
from whence.link.views.settled import settled
from whence.link.views.told import Supported, Told, backing, independent_origins
from whence.link.views.totals import Total, part_in_toll, totals_of
from whence.terms import EventType, Mode, Status

Value = TypeVar("Value", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """What the accounts of one event say, side by side.

    members     the event's claims, by time of publication; foretold: planned, possible and demanded claims that foretell it
    type, mode  told by most independent origins; mode None: no account tells it. types, modes, statuses: all that are told
    place       the best point; None: no place is resolved. places: all that are told
    figures     every figure of the toll as told; totals: what each origin gives in the end, by day; derived: by the rules of others
    contested   where accounts part, field by field
    n_outlets   known by name; n_unnamed: reports whose outlet is not known
    n_origins   independent ones (`independent_origins`)
    """

    members: tuple[Told, ...]
    foretold: tuple[Told, ...]
    type: EventType
    types: tuple[Supported[EventType], ...]
    mode: Mode | None
    modes: tuple[Supported[Mode], ...]
    statuses: tuple[Supported[Status], ...]
    actors: tuple[PartyView, ...]
    recipients: tuple[PartyView, ...]
    place: BestPlace | None
    places: tuple[PlaceTold, ...]
    when: When
    figures: tuple[Figure, ...]
    totals: tuple[Total, ...]
    derived: DerivedFigures
    contested: tuple[Disagreement, ...]
    grade: Graded
    n_reports: int
    n_outlets: int
    n_unnamed: int
    n_origins: int

    @property
    def n_contradictions(self) -> int:
        """Count the fields in which accounts contradict each other; each harm of a toll is a field."""
        return sum(parted.kind is Kind.CONTRADICTION for parted in self.contested)


def view_event(members: Iterable[Told], *, foretold: Iterable[Told] = ()) -> EventView:
    """View an event through its claims.

    members    its claims, in any order: the order never changes the view
    foretold   planned, possible and demanded claims that foretell it; they are listed, and count for nothing else

    Nothing is left out for having few sources. Raises ValueError where there is no member.
    """
    tellings = settled(members)
    if not tellings:
        raise ValueError("An event has at least one claim; none was given.")
    types = _supported(tellings, EventType, lambda told: told.claim.type)
    modes = _supported([told for told in tellings if told.claim.mode is not None], Mode, lambda told: told.claim.mode)
    statuses = _supported(tellings, Status, lambda told: told.claim.status)
    actors, recipients = parties_of(tellings, "actor"), parties_of(tellings, "recipient")
    places = places_of(tellings)
    dates, inferred = dates_of(tellings)
    figures = figures_of(tellings)
    totals = totals_of(figures, tellings)
    reports = {told.report.id: told.report for told in tellings}
    return EventView(
        members=tellings,
        foretold=settled(foretold),
        type=types[0].value,
        types=types,
        mode=modes[0].value if modes else None,
        modes=modes,
        statuses=statuses,
        actors=actors,
        recipients=recipients,
        place=best_place(places, tellings),
        places=places,
        when=when(dates, tellings, inferred=inferred),
        figures=figures,
        totals=totals,
        derived=derive(figures, totals, tellings),
        contested=(
            *_part_in_status(statuses, tellings),
            *part_in(Field.ACTOR, actors, tellings, type=types[0].value),
            *part_in(Field.RECIPIENT, recipients, tellings, type=types[0].value),
            *part_in_place(places, tellings),
            *part_in_date(dates, tellings),
            *part_in_toll(totals, tellings),
        ),
        grade=grade(tellings, actors, recipients, type=types[0].value),
        n_reports=len(reports),
        n_outlets=len({folded(report.outlet) for report in reports.values() if report.outlet}),
        n_unnamed=sum(not report.outlet for report in reports.values()),
        n_origins=len(independent_origins(tellings)),
    )


def account_rows(view: EventView) -> tuple[AccountRow, ...]:
    """Give the who-says-what table of an event: one row an account."""
    return rows_of(view.members, view.figures)


def foretelling_rows(view: EventView) -> tuple[AccountRow, ...]:
    """Give the accounts that foretell the event, one row each."""
    return rows_of(view.foretold, figures_of(view.foretold))


def _supported(tellings: Sequence[Told], values: type[Value], value_of: Callable[[Told], Value | None]) -> tuple[Supported[Value], ...]:
    """Give the values of a field by support: most independent origins, most reports, most claims, then the order of the values' own list."""
    found = []
    for value in values:
        same = [told for told in tellings if value_of(told) is value]
        if same:
            found.append(Supported(value, backing(same)))
    return tuple(sorted(found, key=lambda held: (-len(held.backing.origins), -len(held.backing.reports), -len(held.backing.claims))))


def _part_in_status(statuses: Sequence[Supported[Status]], tellings: Sequence[Told]) -> tuple[Disagreement, ...]:
    def differ(i: int, j: int) -> Difference | None:
        pair = {statuses[i].value, statuses[j].value}
        if Status.DID_NOT_OCCUR in pair and pair & {Status.OCCURRED, Status.ONGOING}:
            return Difference(Kind.CONTRADICTION, "Some accounts say that it happened, others that it did not, or not so.")
        if pair == {Status.OCCURRED, Status.ONGOING}:
            return Difference(Kind.AS_OF, "Some accounts tell it while it goes on, others after it.")
        return Difference(Kind.WORDING, "Some accounts tell it as a fact or deny it, others tell it as planned, possible or demanded.")

    return disagreements(Field.STATUS, [(held.value.value, held.backing.claims) for held in statuses], tellings, differ)
