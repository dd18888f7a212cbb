"""One layer of a gazetteer: a SQLite file of places and the keys of their names. Only this module knows the tables."""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any
from urllib.parse import quote

from whence.errors import GazetteerError
from whence.resolve.places.names import FOLDING
from whence.resolve.places.place import Place, PlaceId
from whence.terms import Feature

FORMAT = 1  # of the tables below
MAPPED = 1 << 32  # bytes of a file that SQLite may look at in place: a full GeoNames file's look-ups take half the time
_KIND = "whence gazetteer"

TABLES = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place(
    id INTEGER PRIMARY KEY,            -- GeoNames' number; below zero: a place that GeoNames does not have, named by ref
    ref TEXT,
    name TEXT NOT NULL,
    feature TEXT NOT NULL,
    code TEXT NOT NULL,
    countries TEXT NOT NULL,           -- ISO codes, parted by commas
    admin1 TEXT NOT NULL,              -- code without the country
    admin2 TEXT NOT NULL,              -- code, or the name itself where no admin row has the code
    lat REAL NOT NULL,
    lon REAL NOT NULL,
    uncertainty REAL NOT NULL,
    population INTEGER NOT NULL
);
CREATE TABLE admin(code TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE name(key TEXT, weight INTEGER, id INTEGER, kind INTEGER NOT NULL, PRIMARY KEY(key, weight, id)) WITHOUT ROWID;
"""


_HAS = "SELECT k.value FROM json_each(?) AS k WHERE EXISTS (SELECT 1 FROM name WHERE key = k.value)"


class NameKind(IntEnum):
    """How a name belongs to a place."""

    NAME = 0
    ALIAS = 1
    SHORT = 2  # a part of the name ("Lexington" for Lexington County)
    ABBREVIATION = 3  # counts in capitals only ("US")
    DEMONYM = 4
    LOOSE = 5  # found by the loose key


_NAME_KINDS = tuple(NameKind)  # by number
_FEATURES = {feature.value: feature for feature in Feature}
PlaceRow = tuple[int, str | None, str, str, str, str, str, str, float, float, float, int]
NameRow = tuple[str, int, int, int]
AdminRow = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Hit:
    """A place found under a name, and how the name belongs to it."""

    place: Place
    kind: NameKind


def weight_of(feature: str, population: int) -> int:
    """How far down a list of namesakes a place stands: 0 first, 255 last. Countries, regions and large towns come first."""
    if feature in (Feature.COUNTRY, Feature.CONTINENT):
        return 0
    if feature in (Feature.REGION, Feature.AREA):
        return 40
    if population > 0:
        return max(10, 200 - 20 * (len(str(population)) - 1))
    return 100 if feature not in (Feature.SETTLEMENT, Feature.SITE, Feature.ROAD) else 200


def settlement_km(population: int) -> float:
    """Radius of a town of so many people: 1 km for a village, about 20 km for seven million."""
    return round(max(1.0, 0.008 * math.sqrt(population)), 1)


class Layer:
    """A gazetteer file opened for looking up. Safe to use from several threads.

    Raises GazetteerError where the file is no gazetteer, damaged, unfinished or of another version.
    """

    def __init__(self, connection: sqlite3.Connection, *, where: str) -> None:
        self._db = connection
        self._where = where
        meta = self.ask("SELECT key, value FROM meta")
        self.meta: dict[str, str] = dict(meta)
        if self.meta.get("kind") != _KIND:
            raise GazetteerError(f"{where} is no gazetteer of whence.")
        if self.meta.get("format") != str(FORMAT) or self.meta.get("folding") != str(FOLDING):
            raise GazetteerError(
                f"{where} was made by another version of whence (format {self.meta.get('format')}.{self.meta.get('folding')}; "
                f"this one reads {FORMAT}.{FOLDING}).\nMake it again: whence gazetteer add FILE"
            )
        self.name = self.meta.get("source", where)

    @classmethod
    def open(cls, path: Path) -> Layer:
        """Open a finished gazetteer file; it is never written to."""
        try:
            db = sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            db.execute(f"PRAGMA mmap_size={MAPPED}")
        except sqlite3.Error as err:
            raise GazetteerError(f"The gazetteer {path} cannot be opened: {err}.") from err
        return cls(db, where=str(path))

    def ask(self, statement: str, values: tuple[object, ...] = ()) -> list[Any]:
        """Run one SELECT. Raises GazetteerError where the file is damaged."""
        try:
            return self._db.execute(statement, values).fetchall()
        except sqlite3.Error as err:
            raise GazetteerError(
                f"The gazetteer {self._where} cannot be read: {err}.\nRemove it and make it again: whence gazetteer add FILE"
            ) from err

    def find(self, key: str, limit: int) -> list[tuple[int, NameKind, PlaceRow | None]]:
        """Find what has this key: number, kind of name, and the place where this layer has it; weightiest first."""
        rows = self.ask(
            "SELECT n.id, n.kind, p.* FROM name n LEFT JOIN place p ON p.id = n.id WHERE n.key = ? ORDER BY n.weight, n.id LIMIT ?", (key, limit)
        )
        return [(row[0], _NAME_KINDS[row[1]], None if row[2] is None else row[2:]) for row in rows]

    def has(self, keys: Iterable[str]) -> set[str]:
        """Tell which of the keys are names here; one question for all."""
        return {key for (key,) in self.ask(_HAS, (json.dumps(list(keys)),))}

    def place_row(self, id_: int) -> PlaceRow | None:
        """Get a place by its number."""
        rows = self.ask("SELECT * FROM place WHERE id = ?", (id_,))
        return rows[0] if rows else None

    def place_row_of(self, ref: str) -> PlaceRow | None:
        """Get a place that GeoNames does not have by its name in the file."""
        rows = self.ask("SELECT * FROM place WHERE id < 0 AND ref = ?", (ref,))
        return rows[0] if rows else None

    def admin_name(self, code: str) -> str | None:
        """Get the name of a division by its code ("US.LA", "US.LA.079")."""
        rows = self.ask("SELECT name FROM admin WHERE code = ?", (code,))
        return rows[0][0] if rows else None

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def place_from_row(row: PlaceRow, admin_name: Callable[[str], str | None]) -> Place:
    """Make a place from its row, with the names of its divisions."""
    id_, ref, name, feature, code, countries, admin1, admin2, lat, lon, uncertainty, population = row
    codes = (countries,) if len(countries) == 2 else tuple(countries.split(",")) if countries else ()
    first = f"{codes[0]}.{admin1}" if codes and admin1 else ""
    region = admin_name(first) if first and feature not in (Feature.COUNTRY, Feature.REGION) else None
    district = (admin_name(f"{first}.{admin2}") or (admin2 if not admin2.isdigit() else None)) if admin2 and feature != Feature.DISTRICT else None
    return Place(
        id=PlaceId(ref or f"geonames:{id_}"),
        name=name,
        feature=_FEATURES[feature],
        code=code,
        admin1=region,
        admin2=district,
        countries=codes,
        lat=lat,
        lon=lon,
        uncertainty_km=uncertainty,
        population=population,
    )


def write_layer(
    db: sqlite3.Connection, *, source: str, places: Iterable[PlaceRow], admins: Iterable[AdminRow], names: Iterable[NameRow], **meta: str
) -> None:
    """Fill an empty database in one go; names in order of their key are written fastest."""
    db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=8192;" + TABLES)
    with db:
        db.execute("BEGIN")
        db.executemany("INSERT INTO place VALUES(?,?,?,?,?,?,?,?,?,?,?,?)", places)
        db.executemany("INSERT OR IGNORE INTO admin VALUES(?,?)", admins)
        db.executemany("INSERT INTO name VALUES(?,?,?,?) ON CONFLICT DO UPDATE SET kind = min(kind, excluded.kind)", names)
        db.executemany("INSERT INTO meta VALUES(?,?)", (new_meta(source) | meta).items())


def new_meta(source: str) -> dict[str, str]:
    """Make what every gazetteer file says of itself."""
    return {"kind": _KIND, "format": str(FORMAT), "folding": str(FOLDING), "source": source}


def connect(path: str) -> sqlite3.Connection:
    """Open a database for writing, transactions by hand."""
    return sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=1)


def file_meta(path: Path) -> dict[str, str]:
    """Read what a gazetteer file says of itself, finished or not; empty where it is none, or where a process is at work on it."""
    mode = "ro" if path.suffix == ".db" else "rw"  # a load that was killed is rolled back to its last commit, which writes
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{quote(str(path))}?mode={mode}", uri=True, timeout=1)) as db:
        return dict(db.execute("SELECT key, value FROM meta"))
    return {}
