"""The tables that whence brings along, read with care: countries, overlay, demonyms, abbreviations.

All are plain text with tab-separated columns: a first line that names the columns, then one row a line; lines that start with `#` are comments. A
value may hold several, parted by `|`. Errors name the file and the line.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from whence.errors import GazetteerError
from whence.terms import Feature

DATA = Path(__file__).parent / "data"
OVERLAY_COLUMNS = ("id", "name", "aliases", "kind", "countries", "admin1", "lat", "lon", "uncertainty_km", "note")
COUNTRY_COLUMNS = ("iso2", "iso3", "name", "aliases", "demonyms", "capital", "lat", "lon")
DIVISION_COLUMNS = ("code", "name", "aliases", "lat", "lon")
DEMONYM_COLUMNS = ("word", "place", "note")
ABBREVIATION_COLUMNS = ("short", "place", "where")
_EARTH_KM = 12742.0176  # twice the mean radius


@dataclass(frozen=True, slots=True)
class OverlayRow:
    """One place of an overlay file.

    id        short name, lower case with hyphens, unique in the file
    admin1    GeoNames code of the first-level division ("IQ.01"): of the place itself where it is a region, else of the one that it lies in
    note      where the point comes from and what it stands for
    line      in the file, from 1
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    feature: Feature
    countries: tuple[str, ...]
    admin1: str
    lat: float
    lon: float
    uncertainty_km: float
    note: str
    line: int


@dataclass(frozen=True, slots=True)
class CountryRow:
    """One country or territory; lat, lon is the point by which it is usually listed, never a place of a happening."""

    iso2: str
    iso3: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class DivisionRow:
    """The English name of a first-level division; point None: the middle of its towns serves."""

    code: str
    name: str
    aliases: tuple[str, ...]
    point: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class DemonymRow:
    """A word for people or things of a place ("Gazan"), and the place: `geonames:…`, `whence:…`, or the code of a region ("US.OH")."""

    word: str
    place: str


@dataclass(frozen=True, slots=True)
class AbbreviationRow:
    """A short form as printed ("Ky.", "KY") and its place.

    after_comma   stands for the place only after a comma and a name ("London, KY")
    """

    short: str
    place: str
    after_comma: bool


def great_circle_km(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Distance of two points in km (haversine on a sphere; off by .5 % at most)."""
    phi, phi2 = math.radians(lat), math.radians(lat2)
    h = math.sin((phi2 - phi) / 2) ** 2 + math.cos(phi) * math.cos(phi2) * math.sin(math.radians(lon2 - lon) / 2) ** 2
    return _EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def read_overlay(path: Path) -> list[OverlayRow]:
    """Read an overlay file: places with coordinates and a note on each.

    Raises GazetteerError, naming the line, for an id that stands twice, an unknown kind, impossible coordinates or a missing note.
    """
    rows: list[OverlayRow] = []
    seen: dict[str, int] = {}
    for line, cells in _table(path, OVERLAY_COLUMNS):
        id_, name, aliases, kind, countries, admin1, *numbers, note = cells
        lat, lon, uncertainty = (_number(path, line, column, value) for column, value in zip(OVERLAY_COLUMNS[6:9], numbers, strict=True))
        if kind not in set(Feature):
            raise GazetteerError(f"{path}, line {line}: kind {kind!r} is not known. Possible: {', '.join(Feature)}.")
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise GazetteerError(f"{path}, line {line}: {lat}, {lon} is no point on Earth. Possible: -90 to 90, -180 to 180 degrees.")
        if not 0 < uncertainty <= 12000:
            raise GazetteerError(f"{path}, line {line}: uncertainty_km is {uncertainty:g}. Possible: above 0, 12000 at most.")
        if not id_ or not name or not note:
            raise GazetteerError(f"{path}, line {line}: id, name and note (where the point comes from) must not be empty.")
        if id_ in seen:
            raise GazetteerError(f"{path}, line {line}: id {id_!r} stands in line {seen[id_]} already.")
        seen[id_] = line
        codes = tuple(_parts(countries, ","))
        rows.append(OverlayRow(id_, name, tuple(_parts(aliases)), Feature(kind), codes, admin1, lat, lon, uncertainty, note, line))
    return rows


def read_countries(path: Path = DATA / "countries.tsv") -> list[CountryRow]:
    """Read the table of countries. Raises GazetteerError, naming the line."""
    rows = []
    for line, (iso2, iso3, name, aliases, demonyms, capital, lat, lon) in _table(path, COUNTRY_COLUMNS):
        point = _number(path, line, "lat", lat), _number(path, line, "lon", lon)
        rows.append(CountryRow(iso2, iso3, name, tuple(_parts(aliases)), tuple(_parts(demonyms)), capital, *point))
    return rows


def read_divisions(path: Path = DATA / "divisions.tsv") -> list[DivisionRow]:
    """Read the table of first-level divisions. Raises GazetteerError, naming the line."""
    rows = []
    for line, (code, name, aliases, lat, lon) in _table(path, DIVISION_COLUMNS):
        point = (_number(path, line, "lat", lat), _number(path, line, "lon", lon)) if lat or lon else None
        rows.append(DivisionRow(code, name, tuple(_parts(aliases)), point))
    return rows


def read_demonyms(path: Path = DATA / "demonyms.tsv") -> list[DemonymRow]:
    """Read the table of demonyms of places that are no countries. Raises GazetteerError, naming the line."""
    return [DemonymRow(word, place) for _, (word, place, _note) in _table(path, DEMONYM_COLUMNS)]


def read_abbreviations(path: Path = DATA / "abbreviations.tsv") -> list[AbbreviationRow]:
    """Read the table of short forms. Raises GazetteerError, naming the line."""
    rows = []
    for line, (short, place, where) in _table(path, ABBREVIATION_COLUMNS):
        if where not in ("anywhere", "after comma"):
            raise GazetteerError(f"{path}, line {line}: where is {where!r}. Possible: anywhere, after comma.")
        rows.append(AbbreviationRow(short, place, where == "after comma"))
    return rows


def read_person_names(path: Path = DATA / "person_names.tsv") -> list[tuple[str, str]]:
    """Read the names of persons: folded name, and "given" or "family". Raises GazetteerError, naming the line."""
    return [(name, kind) for _, (name, kind) in _table(path, ("name", "kind"))]


def read_weights(path: Path = DATA / "weights.tsv") -> tuple[dict[str, float], dict[str, float]]:
    """Read the weights of the signs of recognition and of ranking. Raises GazetteerError, naming the line."""
    weights: dict[str, dict[str, float]] = {"recognition": {}, "ranking": {}}
    for line, (use, sign, weight) in _table(path, ("use", "sign", "weight")):
        if use not in weights:
            raise GazetteerError(f"{path}, line {line}: use is {use!r}. Possible: {', '.join(weights)}.")
        weights[use][sign] = _number(path, line, "weight", weight)
    return weights["recognition"], weights["ranking"]


@lru_cache(maxsize=1)
def iso3_codes() -> dict[str, str]:
    """ISO 3166-1: alpha-2 to alpha-3."""
    return {row.iso2: row.iso3 for row in read_countries()}


def _table(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as err:
        raise GazetteerError(f"{path} cannot be read: {err.strerror or err}.") from err
    except UnicodeDecodeError as err:
        line = path.read_bytes()[: err.start].count(b"\n") + 1
        raise GazetteerError(f"{path}, line {line}: not UTF-8. Save the file as UTF-8.") from err
    header_seen = False
    for line, row in enumerate(text.split("\n"), 1):
        row = row.rstrip("\r")
        if not row.strip() or row.startswith("#"):
            continue
        cells = [cell.strip() for cell in row.split("\t")]
        if not header_seen:
            if tuple(cells) != tuple(columns):
                raise GazetteerError(f"{path}, line {line}: the columns are {', '.join(cells)}. Needed: {', '.join(columns)}, parted by tabs.")
            header_seen = True
            continue
        if len(cells) != len(columns):
            raise GazetteerError(f"{path}, line {line}: {len(cells)} columns, {len(columns)} are needed: {', '.join(columns)}, parted by tabs.")
        yield line, cells
    if not header_seen:
        raise GazetteerError(f"{path} holds no table. Its first line names the columns: {', '.join(columns)}, parted by tabs.")


def _parts(value: str, sign: str = "|") -> list[str]:
    return [part for piece in value.split(sign) if (part := piece.strip())]


def _number(path: Path, line: int, column: str, value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        raise GazetteerError(f"{path}, line {line}: {column} is {value!r}, a number is needed.") from None
    if not math.isfinite(number):
        raise GazetteerError(f"{path}, line {line}: {column} is {value!r}, a number is needed.")
    return number
