"""The default gazetteer: what whence brings along, compiled on first use into the user's cache.

Towns of 500 people and more, their regions and districts, countries (GeoNames, CC BY 4.0), airports (airportsdata, MIT), and the tables written for
whence: countries, divisions, overlay, demonyms. See docs/places.md for the sources.
"""

from __future__ import annotations

import gc
import lzma
import os
import re
import sqlite3
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from operator import itemgetter
from pathlib import Path

from whence.errors import GazetteerError
from whence.resolve.places.layer import FORMAT, Layer, NameKind, NameRow, PlaceRow, connect, settlement_km, weight_of, write_layer
from whence.resolve.places.names import FOLDING, fold_name, loosen, make_loose
from whence.resolve.places.tables import DATA, great_circle_km, read_countries, read_demonyms, read_divisions, read_overlay
from whence.terms import Feature

FILES = ("towns.tsv.xz", "regions.tsv.xz", "airports.tsv.xz", "countries.tsv", "divisions.tsv", "overlay.tsv", "demonyms.tsv")
# Countries whose names reach English through several transliterations: only their places get loose keys.
LOOSE_COUNTRIES = frozenset(
    "AE AF AM AZ BD BF BH BY CF CM DJ DZ EG EH ER ET GE IL IN IQ IR JO KG KW KZ LB LK LY MA ML MM MR NE NG NP OM PK PS QA RU SA SD SN SO SS SY"
    " TD TJ TM TN TR UA UZ YE".split()
)
STALE_S = 30 * 86400  # seconds; compiled gazetteers of other versions go when they are older
SAME_TOWN_KM = 20.0  # an overlay settlement this near to a town of its name is that town; not one of unknown size, which nothing shows to be known
SHORTEST_LOOSE = 5  # letters of a loose key; shorter ones meet by chance ("Xyzzy", "Gaza")
_GENERIC = re.compile(
    r"\s+(?:Governorate|Province|Oblast|Krai|Region|State|Territory|County|Parish|Borough|District|Department|Prefecture|Municipality|Division|Voivodeship|Canton)$"
)
TOWN_IN_DISTRICT = 0.8  # of a district's people: a town of so many, and of another name, is known by its own
_MILITARY = re.compile(r"\b(?:Air ?[Bb]ase|AFB|Air Force|RAF|Naval|Army|Military)\b")
_AIRPORT_FILLER = re.compile(r"\s+(?:International|Domestic|Regional|Municipal|Civil)(?=\s+Airport$)")


@dataclass
class _Rows:
    """What is being collected for the tables."""

    places: list[PlaceRow] = field(default_factory=list)
    names: list[NameRow] = field(default_factory=list)
    admins: dict[str, str] = field(default_factory=dict)
    last_id: int = 0

    def add(
        self,
        name: str,
        feature: Feature,
        code: str,
        countries: str,
        point: tuple[float, float],
        uncertainty: float,
        *,
        id_: int | None = None,
        ref: str | None = None,
        admin: tuple[str, str] = ("", ""),
        population: int = 0,
        aliases: tuple[str, ...] = (),
        more_names: tuple[str, ...] = (),
        shorts: tuple[str, ...] = (),
    ) -> int:
        if id_ is None:
            self.last_id -= 1
            id_ = self.last_id
        self.places.append((id_, ref, name, feature, code, countries, *admin, *point, uncertainty, population))
        weight = weight_of(feature, population)
        loose = countries[:2] in LOOSE_COUNTRIES
        for kind, others in ((NameKind.NAME, (name, *more_names)), (NameKind.ALIAS, aliases), (NameKind.SHORT, shorts)):
            for other in others:
                self.name(other, id_, kind, weight, loose=loose)
        return id_

    def name(self, name: str, id_: int, kind: NameKind, weight: int, *, loose: bool = False) -> None:
        key = fold_name(name)
        if not key:
            return
        if kind <= NameKind.ALIAS and name.replace(".", "").isupper() and len(key) <= 4:
            kind = NameKind.ABBREVIATION
        self.names.append((key, weight, id_, kind))
        if loose and len(loose_key := loosen(key)) >= SHORTEST_LOOSE:
            self.names.append(("~" + loose_key, weight, id_, NameKind.LOOSE))


def open_default(cache: Path | None) -> Layer:
    """Open the default gazetteer, compiling it into `cache` where it is not there yet.

    Several processes may do so at once: each compiles a file of its own and puts it in place whole. Where the folder cannot be written, or cache is
    None, the gazetteer is compiled into memory, anew in each process.
    Raises GazetteerError where whence's own data are missing or damaged.
    """
    if cache is not None:
        path = cache / f"places-{_fingerprint()}.db"
        if path.exists():
            with suppress(GazetteerError):
                return Layer.open(path)
        try:
            _compile_file(path)
            return Layer.open(path)
        except (OSError, sqlite3.Error):
            pass  # read-only, full or forbidden: memory serves as well
    db = connect(":memory:")
    _compile(db)
    return Layer(db, where="the default gazetteer (in memory)")


def _compile_file(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f"{path.stem}-", suffix=".part", dir=path.parent)
    os.close(handle)
    part = Path(name)
    try:
        with closing(connect(name)) as db:
            _compile(db)
        part.replace(path)
        _clear_stale(path)
    finally:
        part.unlink(missing_ok=True)


def _clear_stale(path: Path) -> None:
    """Remove what earlier versions compiled; one in use still works on most systems, and is compiled again on others."""
    for other in path.parent.glob("places-*.db"):
        with suppress(OSError):
            if other != path and time.time() - other.stat().st_mtime > STALE_S:
                other.unlink()


@lru_cache(maxsize=1)
def _fingerprint() -> str:
    digest = blake2b(f"{FORMAT}.{FOLDING}.{sqlite3.sqlite_version}".encode(), digest_size=8)
    for name in (*FILES, "../default.py", "../names.py"):
        digest.update((DATA / name).read_bytes())
    return digest.hexdigest()


def cache_folder() -> Path:
    """Where the compiled gazetteer is kept: $WHENCE_CACHE_DIR, else the user's cache folder of this system. It can be deleted at any time."""
    if given := os.environ.get("WHENCE_CACHE_DIR"):
        return Path(given)
    return _user_folder("XDG_CACHE_HOME", ".cache", "Library/Caches") / "whence"


def data_folder() -> Path:
    """Where added gazetteers are kept: $WHENCE_DATA_DIR, else the user's data folder of this system."""
    if given := os.environ.get("WHENCE_DATA_DIR"):
        return Path(given)
    return _user_folder("XDG_DATA_HOME", ".local/share", "Library/Application Support") / "whence"


def _user_folder(variable: str, unix: str, mac: str) -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local")
    if sys.platform == "darwin":
        return Path.home() / mac
    given = os.environ.get(variable, "")
    return Path(given) if Path(given).is_absolute() else Path.home() / unix


def _compile(db: sqlite3.Connection) -> None:
    collecting = gc.isenabled()
    gc.disable()  # a million short tuples and no cycle: looking for one takes a sixth of the time
    try:
        _fill(db)
    finally:
        if collecting:
            gc.enable()


def _fill(db: sqlite3.Connection) -> None:
    rows = _Rows()
    towns = list(_rows_of("towns.tsv.xz"))
    by_code = _add_divisions(rows, towns)
    capitals = _add_towns(rows, towns)
    by_code |= _add_countries(rows)
    for icao, iata, name, _city, country, lat, lon in _rows_of("airports.tsv.xz"):
        military = bool(_MILITARY.search(name))
        plain = _AIRPORT_FILLER.sub("", name)
        feature, code = (Feature.BASE, "AIRB") if military else (Feature.AIRPORT, "AIRP")
        aliases = (plain,) if plain != name else ()
        rows.add(name, feature, code, country, (float(lat), float(lon)), 3.0, ref=f"icao:{icao or iata}", aliases=aliases)
    by_ref = _add_overlay(rows)
    for demonym in read_demonyms():
        if (found := by_ref.get(demonym.place, by_code.get(demonym.place))) is None:
            found = int(demonym.place.removeprefix("geonames:"))
        _add_demonym(rows, demonym.word, found)
    for i, row_ in enumerate(rows.places):
        if row_[0] in capitals:
            rows.places[i] = (*row_[:4], "PPLC", *row_[5:])
    write_layer(db, source="default", places=rows.places, admins=sorted(rows.admins.items()), names=sorted(rows.names, key=itemgetter(0)))


def _add_towns(rows: _Rows, towns: Iterable[Sequence[str]]) -> set[int]:
    """Add the towns, whose keys were made with the data; returns the numbers of the capitals."""
    wanted = {(row.iso2, fold_name(row.capital)) for row in read_countries() if row.capital}
    capitals: dict[tuple[str, str], tuple[int, int]] = {}
    places, names = rows.places, rows.names
    for id_, name, country, admin1, district, lat, lon, population, keys in towns:
        number, people = int(id_), int(population)
        places.append((number, None, name, "settlement", "PPL", country, admin1, district, float(lat), float(lon), settlement_km(people), people))
        weight = weight_of("settlement", people)
        key, *others = keys.split("|")
        names.append((key, weight, number, 0))
        for other in others:
            names.append((other, weight, number, 5 if other[0] == "~" else 1))
        if (country, key) in wanted and people >= capitals.get((country, key), (0, 0))[0]:
            capitals[country, key] = (people, number)
    return {number for _, number in capitals.values()}


def _add_overlay(rows: _Rows) -> dict[str, int]:
    """Add the overlay; a settlement that is among the towns already lends it its names. Returns numbers by reference ("whence:donbas")."""
    overlay = read_overlay(DATA / "overlay.tsv")
    wanted = {
        (country, fold_name(name))
        for row in overlay
        if row.feature is Feature.SETTLEMENT
        for country in row.countries
        for name in (row.name, *row.aliases)
    }
    keys = {country_key[1] for country_key in wanted}
    ids: dict[str, list[int]] = defaultdict(list)
    for key, _, id_, _ in rows.names:
        if key in keys:
            ids[key].append(id_)
    towns = {row[0]: row for row in rows.places if row[3] == Feature.SETTLEMENT} if ids else {}
    by_ref: dict[str, int] = {}
    for row in overlay:
        ref = f"whence:{row.id}"
        if row.feature is Feature.SETTLEMENT:
            near = [
                town
                for name in (row.name, *row.aliases)
                for id_ in ids[fold_name(name)]
                if (town := towns.get(id_))
                and town[11]
                and town[5] in row.countries
                and great_circle_km(row.lat, row.lon, *town[8:10]) < SAME_TOWN_KM
            ]
            if near:
                same = max(near, key=lambda town: town[11])
                for name in (row.name, *row.aliases):
                    rows.name(name, same[0], NameKind.NAME, weight_of(same[3], same[11]), loose=True)
                by_ref[ref] = same[0]
                continue
        country, _, admin1 = row.admin1.partition(".")
        by_ref[ref] = rows.add(
            row.name,
            row.feature,
            "",
            ",".join(row.countries),
            (row.lat, row.lon),
            row.uncertainty_km,
            ref=ref,
            admin=(admin1 if row.countries[:1] == (country,) else "", ""),
            more_names=row.aliases,
        )
    return by_ref


def _add_divisions(rows: _Rows, towns: Iterable[Sequence[str]]) -> dict[str, int]:
    """Add regions and districts; returns the numbers of regions by their code ("IQ.01")."""
    own = {row.code: row for row in read_divisions()}
    by_code: dict[str, int] = {}
    largest_in: dict[tuple[str, str, str], tuple[int, str]] = {}  # a district: people and keys of its largest town
    for _, _, country, admin1, district, _, _, people_, keys in towns:
        place = (country, admin1, district)
        largest_in[place] = max((int(people_), keys), largest_in.get(place, (0, "")))
    serial: dict[str, int] = defaultdict(int)
    for level, id_, country, code, name, _parent, lat, lon, radius, population, *_ in _rows_of("regions.tsv.xz"):
        if level == "0":
            continue
        full = f"{country}.{code}"
        point, uncertainty = (float(lat), float(lon)), max(5.0, float(radius))
        aliases: tuple[str, ...] = ()
        more: tuple[str, ...] = ()
        short = _GENERIC.sub("", name)
        if level == "1":
            if (better := own.pop(full, None)) is not None and code:
                uncertainty += 0 if better.point is None else great_circle_km(*point, *better.point)
                aliases, more = (name, short), better.aliases
                name, point = better.name, better.point or point
            elif short != name and not re.search(r"^(?:North|South|East|West|Centr)", short):
                aliases = (name,)
                name = short
            ref = None if id_ else f"whence:division-{country}-{code or fold_name(name).replace(' ', '-')}"
            number = rows.add(
                name,
                Feature.REGION,
                "ADM1",
                country,
                point,
                round(uncertainty),
                id_=int(id_) if id_ else None,
                ref=ref,
                admin=(code, ""),
                population=int(population),
                aliases=aliases,
                more_names=more,
            )
            if code:
                by_code[full] = number
                rows.admins[full] = name
        else:
            serial[full] += 1
            largest, keys = largest_in.get((country, code, name), (0, ""))
            people = int(population)
            if largest > TOWN_IN_DISTRICT * people and set(fold_name(name).split()).isdisjoint(re.split(r"[ |]", keys)):
                people = max(people - largest, 0)  # Perth lies in Cambridge: its people make that name no better known
            rows.add(
                name,
                Feature.DISTRICT,
                "ADM2",
                country,
                point,
                round(uncertainty),
                ref=f"whence:district-{country}-{code}-{serial[full]}-{fold_name(name).replace(' ', '-')}",
                admin=(code, name),
                population=people,
                shorts=(short,) if short != name else (),
            )
    for code, division in own.items():  # divisions younger than the towns' data
        country, _, admin1 = code.partition(".")
        if division.point is None:
            continue
        ref = f"whence:division-{country}-{admin1}"
        by_code[code] = rows.add(
            division.name, Feature.REGION, "ADM1", country, division.point, 100.0, ref=ref, admin=(admin1, ""), more_names=division.aliases
        )
        rows.admins.setdefault(code, division.name)
    return by_code


def _add_countries(rows: _Rows) -> dict[str, int]:
    extents = {row[2]: row for row in _rows_of("regions.tsv.xz") if row[0] == "0"}
    numbers = {}
    for country in read_countries():
        extent = extents.get(country.iso2)
        point = country.lat, country.lon
        radius = 500.0 if extent is None else float(extent[8]) + great_circle_km(*point, float(extent[6]), float(extent[7]))
        population = 0 if extent is None else int(extent[9])
        id_ = int(extent[1]) if extent is not None and extent[1] else None
        ref = None if id_ else f"whence:country-{country.iso2}"
        number = rows.add(
            country.name,
            Feature.COUNTRY,
            "PCLI",
            country.iso2,
            point,
            max(5.0, round(radius)),
            id_=id_,
            ref=ref,
            population=population,
            more_names=country.aliases,
        )
        numbers[country.iso2] = number
        for word in country.demonyms:
            _add_demonym(rows, word, number)
    return numbers


def loose_names(keys: Iterable[str], country: str) -> list[str]:
    """Make the loose keys of a place's plain keys, marked as the tables have them; none for countries of one spelling."""
    if country not in LOOSE_COUNTRIES:
        return []
    return [f"~{loose}" for loose in dict.fromkeys(map(make_loose, keys)) if len(loose) >= SHORTEST_LOOSE]


def _add_demonym(rows: _Rows, word: str, id_: int) -> None:
    rows.name(word, id_, NameKind.DEMONYM, 5)
    if not word.endswith(("s", "ese", "ish", "ch", "men")):
        rows.name(word + "s", id_, NameKind.DEMONYM, 5)


def _rows_of(name: str) -> Iterator[list[str]]:
    try:
        text = lzma.decompress((DATA / name).read_bytes()).decode()
    except (OSError, lzma.LZMAError, UnicodeDecodeError) as err:
        raise GazetteerError(f"{DATA / name}, a part of whence, is missing or damaged: {err}. Install whence again.") from err
    for line in text.split("\n"):
        if line:
            yield line.split("\t")
