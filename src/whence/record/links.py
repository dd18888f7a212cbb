"""What linking found, as a record keeps it: copies, origins, events with their claims, pairs with their bits, and what was not compared.

All of it is computed from the newest readings and the decisions, and replaced as a whole: a run of linking that is killed leaves what was there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, delete, func, insert, select

from whence import __version__
from whence.json_form import dump_line
from whence.record.schema import LINKS, copies, event_claims, events, ledger, link_states, linking, lone, origins, pairs, reports, uncompared
from whence.terms import ClaimId, EventId, ReportId

T = TypeVar("T")

_BATCH = 5000  # rows of one statement


class ClaimRole(StrEnum):
    """How a claim belongs to an event."""

    MEMBER = "member"  # it tells of it
    FORETELLS = "foretells"  # it plans, demands or thinks possible what then happened


@dataclass(frozen=True, slots=True)
class OriginRow:
    """Where a report's text comes from in the end; root: the report nearest to it."""

    report: ReportId
    key: str
    name: str
    why: str
    root: ReportId


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One report whose text comes from another. shown: JSON, what shows it."""

    copy: ReportId
    of: ReportId
    kind: str
    directed: bool
    why: str
    share_of_copy: float
    share_of_original: float
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """An event in a list: what most accounts say, how many carry it, and how much they differ."""

    id: EventId
    type: str
    mode: str | None
    first_day: str | None
    last_day: str | None
    place: str | None
    lat: float | None
    lon: float | None
    uncertainty_km: float | None
    killed_low: int | None
    killed_high: int | None
    n_claims: int
    n_reports: int
    n_outlets: int
    n_origins: int
    n_contradictions: int
    grade: str


@dataclass(frozen=True, slots=True)
class EventClaimRow:
    """One claim of an event, and who it comes from in the end."""

    claim: ClaimId
    event: EventId
    role: ClaimRole
    origin: str
    origin_name: str


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two claims that were compared: by which rule they met, the bits for their being of one happening (in hundredths), and what came of it."""

    a: ClaimId
    b: ClaimId
    rule: str
    centibits: int
    outcome: str


@dataclass(frozen=True, slots=True)
class UncomparedRow:
    """Claims or reports that shared something, too many for all their pairs to be compared."""

    what: str
    size: int
    n_pairs: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """All that a run of linking found.

    facts   of the run, name to value: versions, counts of pairs by rule
    states  from which the next run goes on
    lone    claims that were compared with none, and why
    """

    facts: Mapping[str, str | int] = field(default_factory=dict)
    states: Mapping[str, bytes] = field(default_factory=dict)
    origins: Sequence[OriginRow] = ()
    copies: Sequence[CopyRow] = ()
    events: Sequence[EventRow] = ()
    claims: Sequence[EventClaimRow] = ()
    pairs: Iterable[PairRow] = ()
    lone: Mapping[ClaimId, str] = field(default_factory=dict)
    uncompared: Sequence[UncomparedRow] = ()


@dataclass(frozen=True, slots=True)
class Linked:
    """When a record was linked.

    upto     seq of the last ledger entry that was taken in
    at       UTC, ISO 8601
    whence   version of the program
    facts    of that run
    n_later  reports that were read, or read anew, since
    """

    upto: int
    at: str
    whence: str
    facts: Mapping[str, str | int]
    n_later: int


def write_links(connection: Connection, links: Links, *, upto: int) -> None:
    """Put what a run of linking found in the place of what an earlier run found. upto: seq of the last ledger entry that it took in."""
    for table in reversed(LINKS):
        connection.execute(delete(table))
    about = {
        "upto": str(upto),
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "whence": __version__,
        "facts": dump_line(dict(links.facts)),
    }
    rows: tuple[tuple[Table, Iterable[dict[str, Any]]], ...] = (
        (linking, ({"name": name, "value": value} for name, value in about.items())),
        (link_states, ({"name": name, "state": state} for name, state in links.states.items())),
        (origins, map(asdict, links.origins)),
        (copies, map(asdict, links.copies)),
        (events, map(asdict, links.events)),
        (event_claims, (asdict(row) | {"role": row.role.value} for row in links.claims)),
        (pairs, map(asdict, links.pairs)),
        (lone, ({"claim": claim, "reason": reason} for claim, reason in links.lone.items())),
        (uncompared, ({"position": n} | asdict(row) for n, row in enumerate(links.uncompared))),
    )
    for table, found in rows:
        for some in _batches(found, _BATCH):
            connection.execute(insert(table), some)


def read_linked(connection: Connection) -> Linked | None:
    """Tell when a record was linked; None: never."""
    about = {row.name: row.value for row in connection.execute(select(linking.c.name, linking.c.value))}
    if not about:
        return None
    upto = int(about["upto"])
    later = connection.execute(select(reports.c.id).where(reports.c.reading > upto)).all()
    return Linked(upto, about["at"], about["whence"], json.loads(about["facts"]), len(later))


def read_state(connection: Connection, name: str) -> bytes | None:
    """Give a state that a run of linking left; None: there is none."""
    return connection.execute(select(link_states.c.state).where(link_states.c.name == name)).scalar()


def read_events(connection: Connection) -> Iterator[EventRow]:
    """List the events: those carried by most origins first, then by most reports, then the most contradicted; alike, by date, then by id."""
    most = (events.c.n_origins.desc(), events.c.n_reports.desc(), events.c.n_contradictions.desc())
    day = func.coalesce(events.c.first_day, events.c.last_day)
    order = (*most, day.is_(None), day, events.c.last_day, events.c.id)
    for row in connection.execute(select(events).order_by(*order)).mappings():
        yield EventRow(**row)


def read_event_claims(connection: Connection, event: str) -> list[EventClaimRow]:
    """List the claims of an event, by id."""
    rows = connection.execute(select(event_claims).where(event_claims.c.event == event).order_by(event_claims.c.claim)).mappings()
    return [EventClaimRow(**{**row, "role": ClaimRole(row["role"])}) for row in rows]


def read_event_claim(connection: Connection, claim: str) -> EventClaimRow | None:
    """Tell of which event a claim is, as a member or as one that foretells it; None: of none."""
    row = connection.execute(select(event_claims).where(event_claims.c.claim == claim).order_by(event_claims.c.event)).mappings().first()
    return None if row is None else EventClaimRow(**{**row, "role": ClaimRole(row["role"])})


def read_roots(connection: Connection, of: Iterable[str]) -> dict[ReportId, ReportId]:
    """Give the report nearest to the origin for each of some reports."""
    found: dict[ReportId, ReportId] = {}
    for some in _batches(of, 500):
        rows = connection.execute(select(origins.c.report, origins.c.root).where(origins.c.report.in_(some)))
        found |= {ReportId(report): ReportId(root) for report, root in rows}
    return found


def read_copies(connection: Connection) -> list[CopyRow]:
    """List the links of copies, by copy, then by original."""
    return [CopyRow(**row) for row in connection.execute(select(copies).order_by(copies.c.copy, copies.c.of)).mappings()]


def read_pairs(connection: Connection, claim: str) -> list[PairRow]:
    """List the pairs of a claim that were compared, most bits first."""
    query = select(pairs).where((pairs.c.a == claim) | (pairs.c.b == claim)).order_by(pairs.c.centibits.desc(), pairs.c.a, pairs.c.b)
    return [PairRow(**row) for row in connection.execute(query).mappings()]


def read_lone(connection: Connection, claim: str) -> str | None:
    """Tell why a claim stands alone; None: it was compared."""
    return connection.execute(select(lone.c.reason).where(lone.c.claim == claim)).scalar()


def last_entry(connection: Connection) -> int:
    """Give the seq of the last ledger entry; 0: there is none."""
    return connection.execute(select(ledger.c.seq).order_by(ledger.c.seq.desc()).limit(1)).scalar() or 0


def _batches(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    left = iter(rows)
    while some := list(islice(left, size)):
        yield some
