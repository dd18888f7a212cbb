"""A telling: what linking needs of one claim, taken from a reading whose values are resolved."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from whence.edtf import days
from whence.link.events.words import GENERAL, content_words, families, rarity
from whence.terms import ActorKind, Certainty, Claim, ClaimId, EventType, Feature, Harm, Location, Mode, Party, Reading, Report, ReportId, Status
from whence.text import fold

MAKING = frozenset((Status.OCCURRED, Status.ONGOING, Status.DID_NOT_OCCUR))
"""Statuses whose claims make events; claims of the others are attached to the event that they foretell."""
STORY_WORDS = 12  # of a report; 8 and 16 gave the same within noise
_TITLE_COUNTS = 3  # a word of the headline counts as so many in the body
_BEHIND = re.compile(r"(?:,? (?:in|of) |, | \()(?:the )?")  # between a place and what holds it


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyTold:
    """Whom a party stands for, as far as it is resolved.

    id        in a table of actors; name: plain name, folded; country: as in `whence.terms.Identity`; each None where not told
    state     it is a state
    person    it is a person
    """

    id: str | None = None
    name: str | None = None
    country: str | None = None
    sector: str | None = None
    state: bool = False
    person: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTold:
    """A point with its uncertainty (WGS84 degrees, km), its id in a gazetteer, and the countries (ISO alpha-2) that it lies in."""

    id: str
    lat: float
    lon: float
    uncertainty_km: float
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TollTold:
    """People harmed, low to high (None: no upper end)."""

    harm: Harm
    low: int
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One claim as linking sees it.

    claim, report     their ids; origin: who it comes from in the end, a key as `whence.link.copies` gives it
    published         day of the report's publication, proleptic Gregorian ordinal; None: not known
    first, last       the days that its date covers, ordinals; None: an open end, or no date
    certainty         of the date; None: no date
    actor_words …     stems of the content words of the phrases
    what              stems of the words that name the happening; families: of happenings that these belong to
    general           one of these words can name a happening of any kind ("incident", "act")
    words             stems of the content words of its sentence, the rarest first
    story             stems of the rare words of its report, at most STORY_WORDS
    at                offset of its sentence in the report: claims of one report with the same offset stand in one sentence
    series            it stands for several happenings
    vector            of its `what` words, int8, any one length throughout a collection; empty: none
    """

    claim: ClaimId
    report: ReportId
    origin: str
    type: EventType
    status: Status
    mode: Mode | None = None
    published: int | None = None
    first: int | None = None
    last: int | None = None
    certainty: Certainty | None = None
    places: tuple[PlaceTold, ...] = ()
    place_words: tuple[str, ...] = ()
    actors: tuple[PartyTold, ...] = ()
    actor_words: tuple[str, ...] = ()
    recipients: tuple[PartyTold, ...] = ()
    recipient_words: tuple[str, ...] = ()
    tolls: tuple[TollTold, ...] = ()
    means: tuple[str, ...] = ()
    what: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    general: bool = False
    words: tuple[str, ...] = ()
    story: tuple[str, ...] = ()
    at: int = 0
    series: bool = False
    vector: bytes = b""

    @property
    def makes_events(self) -> bool:
        """Tell whether the claim can be a member of an event."""
        return self.status in MAKING


def tellings_of(reading: Reading, origins: Mapping[ClaimId, str] | None = None) -> tuple[Telling, ...]:
    """Take what linking needs of each claim of a reading, in their order.

    reading   with resolved values; what is not resolved counts as not told
    origins   who each claim comes from in the end; a claim that is not in it comes from its report
    """
    report = reading.report
    published = None if report.published is None else _days(report.published)[0]
    story = story_words(report)
    known = origins or {}
    return tuple(_telling(claim, report, published, story, known.get(claim.id, report.id)) for claim in reading.claims)


def story_words(report: Report) -> tuple[str, ...]:
    """Give the words that tell what a report is about: its rare stems, by how often they stand in it, rare ones first among equals."""
    count = Counter(dict.fromkeys(content_words(report.title or ""), _TITLE_COUNTS))
    for line in report.text.split("\n"):
        count.update(content_words(line))
    weighed = {word: n * rarity(word) for word, n in count.items()}
    return tuple(sorted((word for word in weighed if weighed[word]), key=lambda word: (-weighed[word], word))[:STORY_WORDS])


def _telling(claim: Claim, report: Report, published: int | None, story: tuple[str, ...], origin: str) -> Telling:
    first, last = (None, None) if claim.date is None else _days(claim.date)
    dated = first is not None or last is not None
    what = _stems(span.words for span in claim.what)
    kinds = families(what)
    words = content_words(claim.sentence.words) if claim.sentence is not None else what
    return Telling(
        claim=claim.id,
        report=report.id,
        origin=origin,
        type=claim.type,
        status=claim.status,
        mode=claim.mode,
        published=published,
        first=first,
        last=last,
        certainty=(claim.date_certainty or Certainty.EXACT) if dated else None,
        places=tuple(place for location in _without_holders(claim.locations, report.text) if (place := _place(location)) is not None),
        place_words=_stems(span.words for span in claim.place),
        actors=_parties(claim.actor),
        actor_words=_stems(party.span.words for party in claim.actor),
        recipients=_parties(claim.recipient),
        recipient_words=_stems(party.span.words for party in claim.recipient),
        tolls=tuple(TollTold(toll.harm, toll.low, toll.high) for toll in claim.toll),
        means=_stems(span.words for span in claim.means),
        what=what or tuple(dict.fromkeys(fold(span.words) for span in claim.what)),
        families=tuple(kind for kind in kinds if kind != GENERAL),
        general=GENERAL in kinds,
        words=tuple(sorted(words, key=rarity, reverse=True)),
        story=story,
        at=claim.sentence.start if claim.sentence is not None else claim.what[0].start,
        series=claim.count is not None,
    )


def _days(edtf: str) -> tuple[int | None, int | None]:
    found = days(edtf)
    if found is None:
        return None, None
    first, last = found
    return (None if first is None else first.toordinal()), (None if last is None else last.toordinal())


def _stems(phrases: Iterable[str]) -> tuple[str, ...]:
    return content_words(" ".join(phrases))


def _without_holders(locations: Sequence[Location], text: str) -> Iterator[Location]:
    """Leave out what only tells where the place before it lies: "Lebanon" in "Tripoli, Lebanon", but not in "Tripoli and all Lebanon"."""
    before: Location | None = None
    end = 0
    for location in locations:
        behind = before is not None and _BEHIND.fullmatch(text, end, location.span.start) is not None
        end = location.span.end
        if not (behind and before is not None and _holds(location, before)):
            before = location
            yield location


def _holds(whole: Location, part: Location) -> bool:
    """Tell whether a country or division holds a place."""
    if not set(whole.countries) & set(part.countries) or part.feature is whole.feature:
        return False
    if whole.feature is Feature.REGION:
        return part.admin1 == whole.name
    if whole.feature is Feature.DISTRICT:
        return part.admin2 == whole.name and part.admin1 == whole.admin1
    return whole.feature is Feature.COUNTRY


def _place(location: Location) -> PlaceTold | None:
    if location.lat is None or location.lon is None:
        return None
    return PlaceTold(
        id=location.id or fold(location.name or location.span.words),
        lat=location.lat,
        lon=location.lon,
        uncertainty_km=location.uncertainty_km or 0.0,
        countries=location.countries,
    )


def _parties(parties: tuple[Party, ...]) -> tuple[PartyTold, ...]:
    return tuple(dict.fromkeys(told for party in parties if (told := _party(party)) is not None))


def _party(party: Party) -> PartyTold | None:
    identity = party.identity
    name = fold(party.name) if party.name else None
    if identity is None:
        return None if name is None else PartyTold(name=name)
    if name is None and identity.id is None and identity.country is None:
        return None
    return PartyTold(
        id=identity.id,
        name=name,
        country=identity.country,
        sector=identity.sector,
        state=identity.kind is ActorKind.STATE,
        person=identity.kind is ActorKind.PERSON,
    )
