"""The who-says-what table: one row an account, with the outlets that carry it; a reprint stands in the row of what it reprints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from whence.link.views.cues import Scope
from whence.link.views.figures import Figure, Role
from whence.link.views.keys import chain_key, described, folded, party_key, speaker_of
from whence.link.views.people import People
from whence.link.views.places import place_name
from whence.link.views.told import Standing, Told, first_day, independent_origins
from whence.terms import AccountLink, Certainty, Claim, ClaimId, Count, Harm, Party, ReportId, SourceKind, Status


@dataclass(frozen=True, slots=True)
class Carrier:
    """A report that carries an account; copy_of: the report that it copies, None: of none that is known."""

    report: ReportId
    outlet: str | None
    title: str | None
    published: str | None
    copy_of: ReportId | None


@dataclass(frozen=True, slots=True)
class Named:
    """A party or place as an account tells it: its words, and for whom or what they stand (None: the words are all that is known)."""

    words: tuple[str, ...]
    name: str | None


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as an account tells it: EDTF (None: not resolved), its words ("": none), and whether it is inferred, no word of the account."""

    edtf: str | None
    words: str
    inferred: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """One account of an event: what one origin says by one chain of sources, with one standing to it.

    chain       the sources, outermost first; empty: the report's own voice
    kind        of the innermost source; None: not told, or the report's own voice
    echo        whether it has it from a source that the same report names, and so counts as no origin of its own
    counts_as   the origin as which it counts: of an echo that of its source, else its own
    carriers    reports that carry it, by time of publication
    figures     of the toll, without repetitions
    words       of the happening, one entry a wording
    """

    origin: str
    origin_name: str
    chain: tuple[Named, ...]
    kind: SourceKind | None
    echo: bool
    counts_as: str
    standing: Standing
    statuses: tuple[Status, ...]
    actors: tuple[Named, ...]
    recipients: tuple[Named, ...]
    places: tuple[Named, ...]
    dates: tuple[Dated, ...]
    figures: tuple[Figure, ...]
    counts: tuple[Count, ...]
    words: tuple[str, ...]
    carriers: tuple[Carrier, ...]
    claims: tuple[ClaimId, ...]


def rows_of(tellings: Sequence[Told], figures: Sequence[Figure]) -> tuple[AccountRow, ...]:
    """Gather the accounts of an event.

    tellings   in the order of `in_order`

    An account that tells a thing and denies another has a row for each. Rows stand in order of the number of independent origins that take the same
    standing, echoes behind the others, then by first publication, report and place in its text.
    """
    held: dict[tuple[str, tuple[str, ...], Standing], list[Told]] = {}
    for told in tellings:
        held.setdefault((told.origin, _chain(told), told.standing), []).append(told)
    by_claim: dict[ClaimId, list[Figure]] = {}
    for figure in figures:
        by_claim.setdefault(figure.claim, []).append(figure)
    n_origins = {standing: len(independent_origins(t for t in tellings if t.standing is standing)) for standing in Standing}
    rows = [_row(same, by_claim) for same in held.values()]
    standings = list(Standing)
    return tuple(sorted(rows, key=lambda row: (-n_origins[row.standing], standings.index(row.standing), row.echo)))


def _row(same: Sequence[Told], by_claim: Mapping[ClaimId, Sequence[Figure]]) -> AccountRow:
    first = same[0]
    claims = [told.claim for told in same]
    figures = {_as_told(figure): figure for told in reversed(same) for figure in reversed(by_claim.get(told.claim.id, ()))}
    harms = list(Harm)
    echo = all(told.echo_of is not None for told in same)
    return AccountRow(
        origin=first.origin,
        origin_name=first.origin_name,
        chain=tuple(_link([claim.account.links[i] for claim in claims]) for i in range(len(first.claim.account.links))),
        kind=next((speaker.kind for claim in claims if (speaker := speaker_of(claim)) is not None and speaker.kind is not None), None),
        echo=echo,
        counts_as=first.counts_as if echo else first.origin,
        standing=first.standing,
        statuses=tuple(status for status in Status if any(claim.status is status for claim in claims)),
        actors=_parties([party for claim in claims for party in claim.actor]),
        recipients=_parties([party for claim in claims for party in claim.recipient]),
        places=_places(claims),
        dates=_dates(claims),
        figures=tuple(
            sorted(figures.values(), key=lambda f: (harms.index(f.harm), first_day(f.as_of) or date.min, list(Role).index(f.role), -f.low))
        ),
        counts=tuple({(claim.count.low, claim.count.high): claim.count for claim in reversed(claims) if claim.count is not None}.values()),
        words=_distinct(" … ".join(" ".join(span.words.split()) for span in claim.what) for claim in claims),
        carriers=tuple({told.report.id: _carrier(told) for told in same}.values()),
        claims=tuple(claim.id for claim in claims),
    )


def _chain(told: Told) -> tuple[str, ...]:
    """Give the key of a telling's sources; a sentence that is printed again stands with its first printing, whoever its "it" was taken for."""
    if told.first is not None and len(told.first.claim.account.links) == len(told.claim.account.links):
        return chain_key(told.first.claim)
    return chain_key(told.claim)


def _link(links: Sequence[AccountLink]) -> Named:
    """Gather one link of an account over its claims: all its words, and whom they stand for."""
    words = _distinct(link.source.words for link in links if link.source is not None)
    if not words:
        words = tuple(f"“{cue}”" for cue in _distinct(link.cue.words for link in links if link.cue is not None)) or ("unnamed",)
    return Named(words, next((link.name for link in links if link.name is not None), None))


def _parties(parties: Sequence[Party]) -> tuple[Named, ...]:
    """Gather parties by whom they stand for; a pronoun stands for itself where nobody was found for it."""
    held: dict[str, list[Party]] = {}
    for party in parties:
        held.setdefault(party_key(party) or f"words:{folded(party.span.words)}", []).append(party)
    names = [next((party.name for party in same if party.name is not None and described(party) is not None), None) for same in held.values()]
    return tuple(Named(_distinct(party.span.words for party in same), name) for name, same in zip(names, held.values(), strict=True))


def _places(claims: Sequence[Claim]) -> tuple[Named, ...]:
    held: dict[str, tuple[list[str], str | None]] = {}
    for claim in claims:
        locations = claim.locations or (None,) * len(claim.place)
        for span, location in zip(claim.place, locations, strict=False):
            name = place_name(location) if location is not None and location.name is not None else None
            held.setdefault(name or f"words:{folded(span.words)}", ([], name))[0].append(span.words)
    return tuple(Named(_distinct(words), name) for words, name in held.values())


def _dates(claims: Sequence[Claim]) -> tuple[Dated, ...]:
    """Gather the dates of claims; words without a date are left out where the same words have one in another claim of the account."""
    found: dict[tuple[str | None, bool, str], Dated] = {}
    for claim in claims:
        words = "; ".join(_distinct(span.words for span in claim.time))
        inferred = claim.date_certainty is Certainty.INFERRED
        if claim.date is not None or words:
            found.setdefault((claim.date, inferred, folded(words)), Dated(claim.date, words, inferred))
    told = {folded(dated.words) for dated in found.values() if dated.edtf is not None}
    worded = {dated.edtf for dated in found.values() if dated.words}
    kept = [d for d in found.values() if (folded(d.words) not in told if d.edtf is None else d.words or d.edtf not in worded)]
    return tuple(sorted(kept, key=lambda dated: (dated.edtf is None, dated.inferred, dated.edtf or "", dated.words)))


def _as_told(figure: Figure) -> tuple[Harm, int, int | None, People, Role, Scope]:
    return (figure.harm, figure.low, figure.high, figure.people, figure.role, figure.scope)


def _carrier(told: Told) -> Carrier:
    report = told.report
    return Carrier(report.id, report.outlet, report.title, report.published, told.copy_of)


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    """Give each wording once, in its first spelling."""
    found: dict[str, str] = {}
    for wording in words:
        found.setdefault(folded(wording), " ".join(wording.split()))
    return tuple(found.values())
