"""All values of a reading at once: dates, places, parties and sources, each part by itself, so that one that fails leaves the others."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from whence import __version__
from whence.errors import WhenceError
from whence.terms import Account, AccountLink, Claim, Identity, Location, Party, Problem, ProblemKind, Reading, Report, ResolverInfo

if TYPE_CHECKING:
    from whence.resolve.actors import ActorTable, ActorValue
    from whence.resolve.places import ClaimPlace, Gazetteer, Homes

_log = logging.getLogger(__name__)


def load_resolver(*, actors: Sequence[Path | str] = (), data: Path | None = None) -> Resolver:
    """Load what resolving needs: the gazetteer with all that was added to it, and the table of actors.

    actors   a user's own tables of actors, TOML (docs/actors.md), on top of the bundled one
    data     folder of the gazetteers that were added; None: the user's own (docs/places.md)

    Raises ActorsError or GazetteerError, naming file and line, for a table that cannot be read.
    """
    from whence.resolve.actors import load_actors
    from whence.resolve.places import list_sources, open_gazetteer

    tables = [Path(path) for path in actors]
    table = load_actors(tables)
    info = ResolverInfo(
        version=_version(),
        gazetteer=tuple(f"{source.name} {source.added}" for source in list_sources(data=data) if source.added is not None),
        actors=tuple(f"{path.name} {_hash([path])}" for path in tables),
    )
    return Resolver(open_gazetteer(data=data), table, info)


@dataclass(frozen=True, slots=True)
class Resolver:
    """Fills in the values of readings; safe to use from several threads."""

    gazetteer: Gazetteer
    table: ActorTable
    info: ResolverInfo

    def resolve(self, reading: Reading, *, homes: Homes | None = None) -> Reading:
        """Give a reading with its claims' dates, locations, names, identities and kinds of sources, and this resolver as the one that gave them.

        homes   where outlets are at home, if known

        Values that a rule gave are replaced; one without a rule is a person's, and stays. What fails leaves its own values as they were, with a
        Problem that says so.
        """
        resolved = replace(reading, problems=tuple(p for p in reading.problems if p.kind is not ProblemKind.RESOLVER), resolver=self.info)
        parts: tuple[tuple[str, Callable[[Claim], Claim], Callable[[Reading], Reading]], ...] = (
            ("dates", _undated, _date),
            ("places", _unplaced, partial(self._place, homes=homes)),
            ("parties and sources", _unnamed, self._name),
        )
        for part, clear, fill in parts:
            try:
                resolved = fill(replace(resolved, claims=tuple(map(clear, resolved.claims))))
            except Exception as err:  # whatever fails on one text must not lose what was read in it
                _log.info("%s of report %s", part, reading.report.id, exc_info=err)
                resolved = replace(resolved, problems=(*resolved.problems, _not_resolved(reading, part, err)))
        return resolved

    def learn_home(self, homes: Homes, report: Report) -> None:
        """Add what a report names to what tells where its outlet is at home; one that is taken from somebody else, or fails, tells nothing."""
        from whence.resolve.places import find_places

        if report.outlet is None or report.origin is not None:
            return
        try:
            homes.add(report.outlet, report.id, find_places(report.text, gazetteer=self.gazetteer))
        except Exception as err:  # as in resolve: one text must not lose the others
            _log.info("places of report %s", report.id, exc_info=err)

    def _place(self, reading: Reading, *, homes: Homes | None) -> Reading:
        from whence.resolve.places import find_places, resolve_claim_places

        if not any(claim.place and not claim.locations for claim in reading.claims):
            return reading
        report = reading.report
        home = None if homes is None or report.origin is not None else homes.of(report.outlet, leave_out=report.id)
        mentions = find_places(report.text, gazetteer=self.gazetteer, home=home)
        claims = []
        for claim in reading.claims:
            if not claim.locations:
                found = resolve_claim_places(report, claim, mentions, gazetteer=self.gazetteer)
                claim = replace(claim, locations=tuple(map(_location, found)))
            claims.append(claim)
        return replace(reading, claims=tuple(claims))

    def _name(self, reading: Reading) -> Reading:
        from whence.resolve.actors import classify_sources, resolve_actors

        values = resolve_actors(reading.report, reading.claims, table=self.table)
        kinds = classify_sources(reading.claims, values)

        def named(party: Party) -> Party:
            value = values.get(party.span)
            return party if party.name is not None or party.identity is not None or value is None else Party(party.span, value.name, _identity(value))

        def said(link: AccountLink) -> AccountLink:
            value = None if link.source is None else values.get(link.source)
            kind = None if link.source is None else kinds.get(link.source)
            if link.name is not None or link.kind is not None or link.identity is not None or value is None:
                return replace(link, kind=link.kind or kind)
            return replace(link, name=value.name, kind=kind, identity=_identity(value))

        return replace(
            reading,
            claims=tuple(
                replace(
                    claim,
                    actor=tuple(map(named, claim.actor)),
                    recipient=tuple(map(named, claim.recipient)),
                    account=Account(tuple(map(said, claim.account.links))),
                )
                for claim in reading.claims
            ),
        )


def _date(reading: Reading) -> Reading:
    from whence.resolve.times import date_claims

    return date_claims(reading)


def _undated(claim: Claim) -> Claim:
    """Take a date off that a rule gave."""
    return claim if claim.date_reason is None else replace(claim, date=None, date_reason=None, date_certainty=None)


def _unplaced(claim: Claim) -> Claim:
    """Take locations off that a rule gave."""
    return replace(claim, locations=()) if any(location.rule for location in claim.locations) else claim


def _unnamed(claim: Claim) -> Claim:
    """Take names, identities and kinds of sources off that a rule gave."""

    def plain(parties: Iterable[Party]) -> tuple[Party, ...]:
        return tuple(Party(party.span) if _by_rule(party.identity) else party for party in parties)

    links = tuple(AccountLink(link.source, link.cue) if _by_rule(link.identity) else link for link in claim.account.links)
    return replace(claim, actor=plain(claim.actor), recipient=plain(claim.recipient), account=Account(links))


def _by_rule(identity: Identity | None) -> bool:
    return identity is not None and bool(identity.rule)


def _not_resolved(reading: Reading, part: str, err: Exception) -> Problem:
    told = str(err) if isinstance(err, WhenceError) else f"Unexpected {type(err).__name__}: {err or 'no message'}."
    return Problem(
        ProblemKind.RESOLVER,
        reading.report.path or reading.report.id,
        f"Its claims are read; their {part} are not resolved, or stand as they were. {told}",
        None if isinstance(err, WhenceError) else "See where it happened: WHENCE_TRACEBACK=1 before the command.",
    )


def _identity(value: ActorValue) -> Identity:
    return Identity(
        kind=value.kind,
        rule=value.rule,
        reason=value.reason,
        id=value.id,
        country=value.country,
        sector=value.sector,
        secondary=value.secondary,
        told_by=value.antecedent,
    )


def _location(found: ClaimPlace) -> Location:
    place, reason = found.place, found.reason
    if place is None:
        return Location(span=found.span, relation=found.relation, rule=reason.rule, reason=reason.why)
    return Location(
        span=found.span,
        relation=found.relation,
        rule=reason.rule,
        reason=reason.why,
        name=place.name,
        id=place.id,
        feature=place.feature,
        admin1=place.admin1,
        admin2=place.admin2,
        countries=place.countries,
        lat=round(place.lat, 5),
        lon=round(place.lon, 5),
        uncertainty_km=round(place.uncertainty_km, 1),
    )


@lru_cache(maxsize=1)
def _version() -> str:
    """Name this version by its rules and tables, so that a record knows what other rules have resolved."""
    here = Path(__file__).parent
    return f"{__version__}+{_hash(sorted(path for path in here.rglob('*') if path.is_file() and path.suffix != '.pyc'))}"


def _hash(paths: Iterable[Path]) -> str:
    digest = blake2b(digest_size=4)
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()
