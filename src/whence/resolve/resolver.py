"""All values of a reading at once: dates, places, parties and sources, each part by itself, so that one that fails leaves the others."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from whence import __version__
from whence.terms import Account, AccountLink, Claim, Identity, Location, Party, Problem, ProblemKind, Reading, ResolverInfo

if TYPE_CHECKING:
    from whence.resolve.actors import ActorTable, ActorValue
    from whence.resolve.places import ClaimPlace, Gazetteer

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
    info = ResolverInfo(
        version=_version(),
        gazetteer=tuple(f"{source.name} {source.added}" for source in list_sources(data=data) if source.added is not None),
        actors=tuple(f"{path.name} {_hash([path])}" for path in tables),
    )
    table = load_actors(tables)
    return Resolver(open_gazetteer(data=data), table, info)


@dataclass(frozen=True, slots=True)
class Resolver:
    """Fills in the values of readings; safe to use from several threads."""

    gazetteer: Gazetteer
    table: ActorTable
    info: ResolverInfo

    def resolve(self, reading: Reading) -> Reading:
        """Give a reading with its claims' dates, locations, names, identities and kinds of sources, and this resolver as the one that gave them.

        Values of another resolver are replaced; a date or name without a resolver is a person's, and stays. What fails leaves its own values out,
        with a Problem that says so.
        """
        resolved = replace(reading, claims=tuple(map(_as_read, reading.claims))) if reading.resolver is not None else reading
        resolved = replace(resolved, problems=tuple(p for p in resolved.problems if p.kind is not ProblemKind.RESOLVER), resolver=self.info)
        parts: tuple[tuple[str, Callable[[Reading], Reading]], ...] = (("dates", _date), ("places", self._place), ("parties and sources", self._name))
        for part, fill in parts:
            try:
                resolved = fill(resolved)
            except Exception as err:  # whatever fails on one text must not lose what was read in it
                _log.info("%s of report %s", part, reading.report.id, exc_info=err)
                reason = f"Its claims are read; their {part} are not resolved. Unexpected {type(err).__name__}: {err or 'no message'}."
                where = reading.report.path or reading.report.id
                problem = Problem(ProblemKind.RESOLVER, where, reason, "See where it happened: WHENCE_TRACEBACK=1 before the command.")
                resolved = replace(resolved, problems=(*resolved.problems, problem))
        return resolved

    def _place(self, reading: Reading) -> Reading:
        from whence.resolve.places import find_places, resolve_claim_places

        if not any(claim.place for claim in reading.claims):
            return reading
        mentions = find_places(reading.report.text, gazetteer=self.gazetteer)
        claims = []
        for claim in reading.claims:
            found = resolve_claim_places(reading.report, claim, mentions, gazetteer=self.gazetteer)
            claims.append(replace(claim, locations=tuple(map(_location, found))))
        return replace(reading, claims=tuple(claims))

    def _name(self, reading: Reading) -> Reading:
        from whence.resolve.actors import classify_sources, resolve_actors

        values = resolve_actors(reading.report, reading.claims, table=self.table)
        kinds = classify_sources(reading.claims, values)

        def named(party: Party) -> Party:
            value = values.get(party.span)
            return party if party.name is not None or value is None else Party(party.span, value.name, _identity(value))

        def said(link: AccountLink) -> AccountLink:
            value = None if link.source is None else values.get(link.source)
            kind = None if link.source is None else kinds.get(link.source)
            if link.name is not None or value is None:
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


def _as_read(claim: Claim) -> Claim:
    """Take the values off that a resolver gave."""

    def plain(parties: Iterable[Party]) -> tuple[Party, ...]:
        return tuple(Party(party.span) if party.identity is not None else party for party in parties)

    links = tuple(AccountLink(link.source, link.cue) if link.identity is not None or link.name is None else link for link in claim.account.links)
    dated_by_rule = claim.date_reason is not None
    return replace(
        claim,
        actor=plain(claim.actor),
        recipient=plain(claim.recipient),
        account=Account(links),
        locations=(),
        date=None if dated_by_rule else claim.date,
        date_reason=None,
        date_certainty=None,
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
