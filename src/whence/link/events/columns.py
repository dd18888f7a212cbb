"""Many tellings as columns: numbers for strings, ragged rows in one array each, a few hundred bytes a claim, to bytes and back without copying.

Numbers of strings are given in order of arrival and compared for equality alone: nothing may be decided by which of two is greater.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from hashlib import blake2b
from itertools import islice
from math import ceil, cos, radians, sin
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whence.link.events.telling import PartyTold, PlaceTold, Telling, TollTold
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
MOST_PEOPLE = 1 << 30  # of a toll: a figure in the billions is kept as this, for there are no wider numbers here
LONGEST_KM = 13_000  # twice the radius: the longest chord

TYPES, MODES, STATUSES, HARMS, CERTAINTIES = tuple(EventType), tuple(Mode), tuple(Status), tuple(Harm), tuple(Certainty)
_TYPE, _MODE, _STATUS = ({value: i for i, value in enumerate(values)} for values in (TYPES, MODES, STATUSES))
_HARM = {value: i for i, value in enumerate(HARMS)}
_CERTAINTY = {value: i for i, value in enumerate(CERTAINTIES)}
STATE, PERSON, OTHER = 0, 1, 2


class Strings:
    """Strings by number, in order of arrival."""

    def __init__(self, values: Sequence[str] = ()) -> None:
        self._values = list(values)
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return max(len(self._values), len(self._numbers))

    def __getitem__(self, number: int) -> str:
        return self.values[number]

    @property
    def values(self) -> list[str]:
        """All strings, in order of their numbers."""
        if len(self._values) < len(self._numbers):
            self._values.extend(islice(self._numbers, len(self._values), None))
        return self._values

    @property
    def table(self) -> dict[str, int]:
        """The number of each string. A new one is given a number with `table.setdefault(string, len(table))`."""
        if len(self._numbers) < len(self._values):
            self._numbers = {value: i for i, value in enumerate(self._values)}
        return self._numbers


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
    empty: dict[str, Any] = {name: np.zeros(0, np.int32) for name in SCALARS}
    ragged: dict[str, Any] = {name: Ragged(np.zeros(1, np.int64), np.zeros((0, _WIDTH.get(name, 1)), np.int32)) for name in RAGGED}
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


def _toll(toll: TollTold) -> tuple[int, int, int]:
    return _HARM[toll.harm], min(toll.low, MOST_PEOPLE), NONE if toll.high is None else min(toll.high, MOST_PEOPLE)


class _Builder:
    """Rows being made, in compact arrays: a list of numbers takes nine times the room."""

    def __init__(self, columns: Columns) -> None:
        self.given = columns
        self.names, self.words = columns.names.table, columns.words_of.table
        self.scalars = array("i")
        self.lengths = {name: array("i") for name in RAGGED}
        self.values = {name: array("i") for name in RAGGED}
        self.claims: list[str] = []
        self.keys: list[int] = []
        self.vectors: list[bytes] = []
        self.seen: set[int] = set()
        self.known = np.sort(columns.key)
        self.points: dict[PlaceTold, tuple[int, ...]] = {}
        self.story: tuple[tuple[str, ...], list[int]] = ((), [])

    def add(self, telling: Telling) -> None:
        key = claim_key(telling.claim)
        if key in self.seen or self._is_known(key):
            return
        self.seen.add(key)
        self.keys.append(key)
        self.claims.append(telling.claim)
        self.vectors.append(telling.vector)
        self.scalars.extend(self._scalars(telling))
        if telling.story != self.story[0]:  # claims of one report come one after the other
            self.story = telling.story, self._words(telling.story)
        put, words = self._put, self._words
        put("places", [part for place in telling.places for part in self._point(place)])
        put("countries", [self._name(code) for code in dict.fromkeys(code for place in telling.places for code in place.countries)])
        put("place_words", words(telling.place_words))
        put("actors", [part for party in telling.actors for part in self._party(party)])
        put("actor_words", words(telling.actor_words))
        put("recipients", [part for party in telling.recipients for part in self._party(party)])
        put("recipient_words", words(telling.recipient_words))
        put("tolls", [part for toll in telling.tolls for part in _toll(toll)])
        put("means", words(telling.means))
        put("what", words(telling.what))
        put("families", words(telling.families))
        put("words", words(telling.words))
        put("story", self.story[1])

    def _put(self, column: str, row: list[int]) -> None:
        self.lengths[column].append(len(row))
        if row:
            self.values[column].extend(row)

    def _is_known(self, key: int) -> bool:
        if not len(self.known):
            return False
        spot = int(np.searchsorted(self.known, np.uint64(key)))
        return spot < len(self.known) and int(self.known[spot]) == key

    def _words(self, stems: tuple[str, ...]) -> list[int]:
        table = self.words
        return [table.setdefault(stem, len(table)) for stem in stems]

    def _name(self, name: str | None) -> int:
        return NONE if name is None else self.names.setdefault(name, len(self.names))

    def _scalars(self, telling: Telling) -> tuple[int, ...]:
        dated = telling.certainty is not None
        return (
            self._name(telling.report),
            self._name(telling.origin),
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

    def _point(self, place: PlaceTold) -> tuple[int, ...]:
        found = self.points.get(place)
        if found is None:
            lat, lon, radius = radians(place.lat), radians(place.lon), EARTH_KM * UNITS_A_KM
            point = (cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat))
            km = min(LONGEST_KM, ceil(place.uncertainty_km))
            found = self.points[place] = (self._name(place.id), *(round(radius * part) for part in point), km)
        return found

    def _party(self, party: PartyTold) -> tuple[int, ...]:
        return self._name(party.id), self._name(party.name), self._name(party.country), STATE if party.state else PERSON if party.person else OTHER

    def columns(self) -> Columns:
        given = self.given
        rows = np.frombuffer(self.scalars, np.int32).reshape(-1, len(SCALARS))
        scalars: dict[str, Any] = {name: np.concatenate([getattr(given, name), rows[:, i]]) for i, name in enumerate(SCALARS)}
        ragged: dict[str, Any] = {}
        for name in RAGGED:
            before: Ragged = getattr(given, name)
            width = before.values.shape[1]
            ends = before.starts[-1] + np.cumsum(np.frombuffer(self.lengths[name], np.int32) // width, dtype=np.int64)
            values = np.frombuffer(self.values[name], np.int32).reshape(-1, width)
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
