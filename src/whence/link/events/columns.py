"""Many tellings as columns: numbers for strings, ragged rows in one array each, a few hundred bytes a claim, to bytes and back without copying.

Numbers of strings are given in order of arrival and compared for equality alone: nothing may be decided by which of two is greater.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from hashlib import blake2b
from math import ceil, cos, radians, sin
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whence.link.events.telling import PartyTold, PlaceTold, Telling
from whence.link.events.words import rarity
from whence.terms import Certainty, EventType, Harm, Mode, Status

I8 = NDArray[np.int8]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]
U64 = NDArray[np.uint64]
Array = NDArray[Any]

NONE = -1
"""No value, in every column of numbers of strings, codes and days (the ordinals of days begin at 1)."""
OPEN_START, OPEN_END = 0, 4_000_000
"""Days that stand for the open ends of an interval."""
UNITS_A_KM = 100
"""Points are stored as whole numbers of 10 m from the middle of the Earth along three axes, so that distances compare exactly on every machine."""
EARTH_KM = 6371.0
LONGEST_KM = 13_000  # twice the radius: the longest chord

TYPES, MODES, STATUSES, HARMS, CERTAINTIES = tuple(EventType), tuple(Mode), tuple(Status), tuple(Harm), tuple(Certainty)
_TYPE, _MODE, _STATUS = ({value: i for i, value in enumerate(values)} for values in (TYPES, MODES, STATUSES))
_HARM = {value: i for i, value in enumerate(HARMS)}
_CERTAINTY = {value: i for i, value in enumerate(CERTAINTIES)}
STATE, PERSON, OTHER = 0, 1, 2


class Strings:
    """Strings by number, in order of arrival."""

    def __init__(self, values: Iterable[str] = ()) -> None:
        self.values = list(values)
        self._number: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, number: int) -> str:
        return self.values[number]

    def number(self, value: str | None) -> int:
        """Give a string's number, a new one where it has none; NONE for None."""
        if value is None:
            return NONE
        found = self._known().get(value)
        if found is None:
            found = self._number[value] = len(self.values)
            self.values.append(value)
        return found

    def numbers(self, values: Iterable[str]) -> list[int]:
        """Give the numbers of some strings."""
        known = self._known()
        try:
            return [known[value] for value in values]
        except KeyError:
            return [self.number(value) for value in values]

    def _known(self) -> dict[str, int]:
        if len(self._number) < len(self.values):
            self._number = {known: i for i, known in enumerate(self.values)}
        return self._number


@dataclass(frozen=True, slots=True)
class Ragged:
    """Rows of different length. starts [n + 1] int64, values [n_values, width] int32; row i is values[starts[i]:starts[i + 1]]."""

    starts: I64
    values: I32

    def row(self, i: int) -> I32:
        """Give one row, [length, width]."""
        return self.values[self.starts[i] : self.starts[i + 1]]

    def lengths(self, rows: I64) -> I64:
        """Give the lengths of some rows."""
        return self.starts[rows + 1] - self.starts[rows]

    def padded(self, rows: I64, most: int, fill: int) -> I32:
        """Give some rows side by side, [n_rows, longest of them but at most `most`, width]; what is missing is `fill`."""
        first = self.starts[rows]
        lengths = self.starts[rows + 1] - first
        n = min(most, int(lengths.max(initial=0)))
        if n == 0:
            return np.full((len(rows), 0, self.values.shape[1]), fill, np.int32)
        offsets = np.arange(n)
        there = offsets < lengths[:, None]
        found = self.values[np.where(there, first[:, None] + offsets, 0)]
        found[~there] = fill
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Tellings in order of arrival, one row each.

    names, words   the strings behind numbers: ids of reports, origins, parties, places, names and countries; stems
    rarity         [n_words] int8, class of rarity of each word
    claims         [n] names of the claims
    key            [n] uint64, hash of the claim's id: order among claims of one day, and look-up
    scalars        [n] int32 each; days as ordinals
    places         rows of (id, x, y, z, uncertainty in km)
    actors, recipients   rows of (id, name, country, sort)
    tolls          rows of (harm, low, high)
    others         rows of one number of a string
    vector         [n, d] int8; d 0: none
    """

    names: Strings
    words_of: Strings
    rarity: I8
    claims: Strings
    key: U64
    report: I32
    origin: I32
    type: I32
    mode: I32
    status: I32
    published: I32
    first: I32
    last: I32
    certainty: I32
    at: I32
    series: I32
    general: I32
    places: Ragged
    countries: Ragged
    place_words: Ragged
    actors: Ragged
    actor_words: Ragged
    recipients: Ragged
    recipient_words: Ragged
    tolls: Ragged
    means: Ragged
    what: Ragged
    families: Ragged
    words: Ragged
    story: Ragged
    vector: I8

    def __len__(self) -> int:
        return len(self.key)

    def row_of(self, claim: str) -> int | None:
        """Find the row of a claim."""
        found = np.flatnonzero(self.key == np.uint64(claim_key(claim)))
        return int(found[0]) if len(found) else None


SCALARS = ("report", "origin", "type", "mode", "status", "published", "first", "last", "certainty", "at", "series", "general")
RAGGED = tuple(field.name for field in fields(Columns) if field.type == "Ragged")
_WIDTH = {"places": 5, "actors": 4, "recipients": 4, "tolls": 3}


def no_columns() -> Columns:
    """Make columns without rows."""
    empty = {name: np.zeros(0, np.int32) for name in SCALARS}
    ragged = {name: Ragged(np.zeros(1, np.int64), np.zeros((0, _WIDTH.get(name, 1)), np.int32)) for name in RAGGED}
    return Columns(
        names=Strings(),
        words_of=Strings(),
        rarity=np.zeros(0, np.int8),
        claims=Strings(),
        key=np.zeros(0, np.uint64),
        vector=np.zeros((0, 0), np.int8),
        **empty,
        **ragged,
    )


def claim_key(claim: str) -> int:
    """Hash a claim's id to 64 bits."""
    return int.from_bytes(blake2b(claim.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def with_tellings(columns: Columns, tellings: Iterable[Telling]) -> Columns:
    """Append tellings as rows; one whose claim is there already, or comes twice, is left out. The columns given stay as they are, though
    both share the tables of names and words.

    Raises ValueError where vectors differ in length.
    """
    builder = _Builder(columns)
    for telling in tellings:
        builder.add(telling)
    return builder.columns()


class _Builder:
    """Rows being made; lists until the end."""

    def __init__(self, columns: Columns) -> None:
        self.given = columns
        self.scalars: list[tuple[int, ...]] = []
        self.lengths: dict[str, list[int]] = {name: [] for name in RAGGED}
        self.values: dict[str, list[Any]] = {name: [] for name in RAGGED}
        self.claims: list[str] = []
        self.keys: list[int] = []
        self.vectors: list[bytes] = []
        self.seen: set[int] = set()
        self.known = np.sort(columns.key)
        self.points: dict[PlaceTold, tuple[int, ...]] = {}
        self.stories: dict[tuple[str, ...], list[int]] = {}

    def add(self, telling: Telling) -> None:
        key = claim_key(telling.claim)
        if key in self.seen:
            return
        spot = np.searchsorted(self.known, np.uint64(key)) if len(self.known) else 0
        if spot < len(self.known) and int(self.known[spot]) == key:
            return
        self.seen.add(key)
        self.keys.append(key)
        self.claims.append(telling.claim)
        self.vectors.append(telling.vector)
        name, words = self.given.names.number, self.given.words_of.numbers
        dated = telling.certainty is not None
        self.scalars.append(
            (
                name(telling.report),
                name(telling.origin),
                _TYPE[telling.type],
                NONE if telling.mode is None else _MODE[telling.mode],
                _STATUS[telling.status],
                NONE if telling.published is None else telling.published,
                NONE if not dated else OPEN_START if telling.first is None else telling.first,
                NONE if not dated else OPEN_END if telling.last is None else telling.last,
                NONE if telling.certainty is None else _CERTAINTY[telling.certainty],
                telling.at,
                int(telling.series),
                int(telling.general),
            )
        )
        story = self.stories.get(telling.story)
        if story is None:
            self.stories.clear()  # reports come one after the other: the last one's is enough
            story = self.stories[telling.story] = words(telling.story)
        for column, values in (
            ("places", [self._point(place) for place in telling.places]),
            ("countries", self.given.names.numbers(dict.fromkeys(code for place in telling.places for code in place.countries))),
            ("actors", [self._party(party) for party in telling.actors]),
            ("recipients", [self._party(party) for party in telling.recipients]),
            ("tolls", [(_HARM[toll.harm], toll.low, NONE if toll.high is None else toll.high) for toll in telling.tolls]),
            ("families", words(telling.families)),
            ("place_words", words(telling.place_words)),
            ("actor_words", words(telling.actor_words)),
            ("recipient_words", words(telling.recipient_words)),
            ("means", words(telling.means)),
            ("what", words(telling.what)),
            ("words", words(telling.words)),
            ("story", story),
        ):
            self.lengths[column].append(len(values))
            if values:
                self.values[column] += values

    def _point(self, place: PlaceTold) -> tuple[int, ...]:
        found = self.points.get(place)
        if found is None:
            lat, lon, radius = radians(place.lat), radians(place.lon), EARTH_KM * UNITS_A_KM
            point = (cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat))
            km = min(LONGEST_KM, ceil(place.uncertainty_km))
            found = self.points[place] = (self.given.names.number(place.id), *(round(radius * part) for part in point), km)
        return found

    def _party(self, party: PartyTold) -> tuple[int, ...]:
        name = self.given.names.number
        return name(party.id), name(party.name), name(party.country), STATE if party.state else PERSON if party.person else OTHER

    def columns(self) -> Columns:
        given = self.given
        rows = np.array(self.scalars, np.int32).reshape(-1, len(SCALARS))
        scalars = {name: np.concatenate([getattr(given, name), rows[:, i]]) for i, name in enumerate(SCALARS)}
        ragged = {}
        for name in RAGGED:
            before: Ragged = getattr(given, name)
            ends = before.starts[-1] + np.cumsum(np.array(self.lengths[name], np.int64))
            values = np.array(self.values[name], np.int32).reshape(-1, before.values.shape[1])
            ragged[name] = Ragged(np.concatenate([before.starts, ends]), np.concatenate([before.values, values]))
        rarities = np.array([rarity(word) for word in given.words_of.values[len(given.rarity) :]], np.int8)
        return replace(
            given,
            claims=Strings([*given.claims.values, *self.claims]),
            key=np.concatenate([given.key, np.array(self.keys, np.uint64)]),
            rarity=np.concatenate([given.rarity, rarities]),
            vector=self._vectors(),
            **scalars,
            **ragged,
        )

    def _vectors(self) -> I8:
        lengths = {len(vector) for vector in self.vectors} | ({self.given.vector.shape[1]} if len(self.given) else set())
        d = max(lengths, default=0)
        if lengths - {0, d}:
            raise ValueError(f"The vectors of one collection need one length; these have {sorted(lengths)}.")
        new = np.frombuffer(b"".join(vector or bytes(d) for vector in self.vectors), np.int8).reshape(len(self.vectors), d)
        old = self.given.vector if self.given.vector.shape[1] == d else np.zeros((len(self.given), d), np.int8)
        return np.concatenate([old, new])
