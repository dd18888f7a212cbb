"""The nouns of places: what a toponym resolves to, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from whence.terms import Feature, Relation, Span

PlaceId = NewType("PlaceId", str)  # "geonames:98182", "whence:rafah-crossing", "icao:ORBI", or source and number of what a user added


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of the world, as a gazetteer has it.

    code             GeoNames feature code ("PPLC", "ADM1"); empty where the gazetteer has none
    admin1, admin2   names of the first- and second-level division that it lies in; None: not known, or it is one itself
    countries        ISO 3166-1 alpha-2 codes of the countries that it lies in, or that dispute it; empty for the high seas
    lat, lon         WGS84 degrees
    uncertainty_km   distance from the point within which the place lies: its own extent for a country, region or river
    population       0: not known
    """

    id: PlaceId
    name: str
    feature: Feature
    code: str = ""
    admin1: str | None = None
    admin2: str | None = None
    countries: tuple[str, ...] = ()
    lat: float
    lon: float
    uncertainty_km: float
    population: int = 0

    @property
    def country(self) -> str | None:
        """ISO 3166-1 alpha-2 code; None where it lies in no country or in several."""
        return self.countries[0] if len(self.countries) == 1 else None

    @property
    def by_hand(self) -> bool:
        """Whether somebody put it into a table of places because the news names it; such a place counts although it has no people."""
        return not self.code and self.id.partition(":")[0] not in ("geonames", "icao")

    @property
    def country3(self) -> str | None:
        """ISO 3166-1 alpha-3 code; None where `country` is."""
        from whence.resolve.places.tables import iso3_codes

        return None if self.country is None else iso3_codes().get(self.country)


@dataclass(frozen=True, slots=True)
class Alternative:
    """A place that the words could have meant, with its score: larger is likelier, comparable within one reason only."""

    place: Place
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceReason:
    """Why these words stand for this place, or for none that can be told.

    rule           short name of what decided, stable across versions ("contained", "only one", "ranked", "not in gazetteer" …)
    why            one sentence for a reader
    alternatives   what else was considered, best first, at most five
    """

    rule: str
    why: str
    alternatives: tuple[Alternative, ...] = ()


class MentionKind(StrEnum):
    """How a toponym is used."""

    PLACE = "place"
    DEMONYM = "demonym"  # "Turkish police", "the Israelis"
    METONYM = "metonym"  # "Baghdad said": the government, not the city
    ORGANISATION = "organisation"  # part of an organisation's name or title: "Berea Police Department"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """A toponym of a text.

    span         the words of the name, without article, feature word or possessive that is not part of it
    kind         only PLACE can be where something happens
    place        None where it cannot be told; the reason says why
    confidence   that these words are a toponym, in [0, 1]
    """

    span: Span
    kind: MentionKind
    place: Place | None
    reason: PlaceReason
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPlace:
    """Where one `place` span of a claim lies.

    mentions   the toponyms inside the span that led to the place, in order; empty where the words only point back ("the city")
    place      None where it cannot be told. Its point and uncertainty are widened or moved by the relation.
    """

    span: Span
    relation: Relation
    mentions: tuple[PlaceMention, ...]
    place: Place | None
    reason: PlaceReason
