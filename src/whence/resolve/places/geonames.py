"""GeoNames' own files into gazetteers of the user: allCountries.txt, country files, cities500.txt, alternate names, admin codes, or zips of these.

Each file becomes one source, one SQLite file in the user's data folder. Rows are first appended to a `.part` file, together with how far the file
has been read, so that a killed load goes on where it stopped; at the end they are sorted into a file that is put in place whole.
"""

from __future__ import annotations

import re
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import IO

from whence.errors import GazetteerError
from whence.resolve.places.default import data_folder, loose_names
from whence.resolve.places.layer import TABLES, AdminRow, Layer, NameKind, NameRow, PlaceRow, connect, new_meta, settlement_km, weight_of
from whence.resolve.places.names import make_key
from whence.resolve.places.sources import Source, check_name, check_no_folder, on_disk, source_of
from whence.terms import Feature

BATCH = 50_000  # lines between two commits: one to two seconds of work that a kill can cost
CACHE_KIB = 262_144  # memory that SQLite may take to sort
_PLACE_COLUMNS, _ALTERNATE_COLUMNS, _ADMIN_COLUMNS = 19, 10, 4
# "Languages" of alternateNamesV2 that are no names.
_NO_NAMES = frozenset("link wkdt post iata icao faac tcid unlc phon piny abbr fr_1793 uicn".split())
_CODE = re.compile(r"[A-Z]{2}\.")
_STAGING = """
CREATE TABLE IF NOT EXISTS meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS place_in(id, ref, name, feature, code, countries, admin1, admin2, lat, lon, uncertainty, population);
CREATE TABLE IF NOT EXISTS admin_in(code, name);
CREATE TABLE IF NOT EXISTS name_in(key, weight, id, kind);
"""
# How far a feature reaches by its kind, km, where the dump tells nothing of it: the order of magnitude, from a look at fifty of each.
_EXTENTS = {
    **{
        "PCLI": 500.0,
        "ADM1": 120.0,
        "ADM2": 35.0,
        "ADM3": 12.0,
        "ADM4": 6.0,
        "ADMD": 20.0,
        "RGN": 100.0,
        "AREA": 20.0,
        "CONT": 4000.0,
        "RGNE": 100.0,
    },
    **{"STM": 50.0, "LK": 10.0, "RSV": 10.0, "SEA": 400.0, "OCN": 3000.0, "GULF": 150.0, "STRT": 30.0, "CHN": 10.0, "PRK": 15.0, "OILF": 8.0},
    **{"MTS": 60.0, "DSRT": 150.0, "ISL": 10.0, "ISLS": 50.0, "PEN": 60.0, "VAL": 15.0, "RD": 20.0, "RR": 20.0},
}
_CLASS_EXTENTS = {"A": 20.0, "H": 5.0, "L": 10.0, "P": 1.0, "R": 10.0, "S": 0.5, "T": 5.0, "U": 100.0, "V": 10.0}
_FEATURES = {
    **dict.fromkeys("PCLI PCLD PCLF PCLS PCLIX PCL PCLH TERR".split(), Feature.COUNTRY),
    **dict.fromkeys("ADM1 ADM1H".split(), Feature.REGION),
    "CONT": Feature.CONTINENT,
    "PPLX": Feature.QUARTER,
    **dict.fromkeys("ISL ISLS ISLET ISLF ISLM ISLT ISLX ATOL".split(), Feature.ISLAND),
    **dict.fromkeys("AIRP AIRF AIRH AIRS AIRT".split(), Feature.AIRPORT),
    **dict.fromkeys("AIRB MILB NVB INSM FT RNGA".split(), Feature.BASE),
    **dict.fromkeys("CMP CMPRF CMPMN CMPLA CMPO".split(), Feature.CAMP),
    **dict.fromkeys("PSTB CSTM".split(), Feature.CROSSING),
    **dict.fromkeys("DAM DAMQ DAMSB BRR".split(), Feature.DAM),
    **dict.fromkeys("OILF OILR OILW OILT OILJ GASF PS PSH PSN OILP".split(), Feature.ENERGY),
    **dict.fromkeys("PRT HBR ANCH MAR".split(), Feature.PORT),
    **dict.fromkeys("PRK MALL SQR CMTY".split(), Feature.SITE),
}
_CLASSES = {
    **{"A": Feature.DISTRICT, "H": Feature.WATER, "L": Feature.AREA, "P": Feature.SETTLEMENT, "R": Feature.ROAD, "S": Feature.SITE},
    **{"T": Feature.MOUNTAIN, "U": Feature.WATER, "V": Feature.AREA},
}


@dataclass(frozen=True, slots=True)
class LoadProgress:
    """How far a load has come.

    step      "reading" or "sorting"
    n_bytes, n_bytes_total   of the text, unpacked
    n_rows    lines read
    """

    source: str
    step: str
    n_bytes: int
    n_bytes_total: int
    n_rows: int


def add_geonames(
    path: Path | str,
    *,
    name: str | None = None,
    classes: Collection[str] | None = None,
    progress: Callable[[LoadProgress], None] | None = None,
    data: Path | None = None,
) -> Source:
    """Take one of GeoNames' files, or a zip of it, into a gazetteer of its own. A load that was killed goes on where it stopped.

    path      allCountries.txt, XX.txt, cities*.txt, alternateNamesV2.txt, admin1CodesASCII.txt or admin2Codes.txt; told by its columns, not its name
    name      of the source; None: the file's name without its end
    classes   GeoNames feature classes to take ("P", "A" …); None: all
    progress  called after every batch of lines
    data      folder of added gazetteers; None: `data_folder()`

    A source of this name that is finished is replaced once the new one is. Of a file that is refused nothing is kept.
    Raises GazetteerError, naming file and line, for a file that is cut off, damaged or of another kind, and where the folder cannot be written.
    """
    path = Path(path)
    check_no_folder(path)
    name = name or path.name.removesuffix(".zip").removesuffix(".txt")
    check_name(name)
    if classes is not None and (unknown := set(classes) - set(_CLASSES)):
        raise GazetteerError(f"GeoNames has no feature class {', '.join(sorted(unknown))}. Possible: {', '.join(_CLASSES)}.")
    folder = (data or data_folder()) / "gazetteer"
    final, part = folder / f"{name}.db", folder / f"{name}.part"
    with on_disk(f"The gazetteer {final} cannot be written"):
        folder.mkdir(parents=True, exist_ok=True)
        with _GeoNamesFile(path) as file:
            kind = file.kind()
            fingerprint = f"{kind} {file.fingerprint()} {','.join(sorted(classes or ()))}"
            try:
                with closing(_open_part(part, name)) as db:
                    _start_anew_unless(db, fingerprint)
                    meta = {"kind_of_rows": kind, "fingerprint": fingerprint, "file": str(path.resolve())}
                    _read(db, file, kind, meta, name=name, classes=classes, progress=progress)
                    if progress is not None:
                        progress(LoadProgress(name, "sorting", file.n_bytes, file.n_bytes, file.line))
                    _finish(db, final, name=name, kind=kind, file=path)
            except _WrongFileError:
                _remove_part(part)
                raise
        _remove_part(part)
    return source_of(final, name)


def _remove_part(part: Path) -> None:
    for leftover in (part, part.with_suffix(".part-journal")):
        leftover.unlink(missing_ok=True)


# --- reading ---


class _WrongFileError(GazetteerError):
    """The text of the file itself cannot be taken: reading on would stop at the same line again."""


class _GeoNamesFile:
    """A GeoNames file or the one text in a zip, as lines with their number and the bytes read so far."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.line = 0
        self.offset = 0
        self._zip: zipfile.ZipFile | None = None
        try:
            if zipfile.is_zipfile(path):
                self._zip = zipfile.ZipFile(path)
                inner = _one_text(self._zip, path)
                self.n_bytes = inner.file_size
                self._stream: IO[bytes] = self._zip.open(inner)
            else:
                self.n_bytes = path.stat().st_size
                if path.suffix == ".zip" and path.is_file():
                    raise GazetteerError(f"{path} ends in .zip and is none, or was cut off while it was fetched. Get it again.")
                self._stream = path.open("rb", buffering=1 << 20)
        except FileNotFoundError as err:
            raise GazetteerError(f"There is no file {path}. Give the path of one of GeoNames' files, or of a zip of it.") from err
        except OSError as err:
            raise GazetteerError(f"{path} cannot be read: {err.strerror or err}.") from err
        except zipfile.BadZipFile as err:
            raise GazetteerError(f"{path} is a damaged zip: {err}. Get it again.") from err

    def __enter__(self) -> _GeoNamesFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()
        if self._zip is not None:
            self._zip.close()

    def fingerprint(self) -> str:
        """Tell the file from others and from later versions of it: its size and the hash of its beginning."""
        head = self._stream.read(65_536)
        self._stream.seek(0)
        return f"{self.n_bytes} {blake2b(head, digest_size=8).hexdigest()}"

    def kind(self) -> str:
        """Tell what the file holds by the columns of its first line."""
        first = self._stream.readline(100_000)
        self._stream.seek(0)
        columns = first.decode("utf-8", "replace").rstrip("\r\n").split("\t")
        if len(columns) == _PLACE_COLUMNS and columns[0].isdigit():
            return "places"
        if len(columns) in (8, _ALTERNATE_COLUMNS) and columns[0].isdigit() and columns[1].isdigit():
            return "names"
        if len(columns) == _ADMIN_COLUMNS and _CODE.match(columns[0]) and columns[3].isdigit():
            return "divisions"
        shown = first[:60].decode("utf-8", "replace").strip()
        raise GazetteerError(
            f"{self.path}, line 1: {len(columns)} columns, beginning {shown!r}: no file of GeoNames that is known.\n"
            f"Possible: allCountries.txt, a country's file or cities500.txt ({_PLACE_COLUMNS} columns), alternateNamesV2.txt ({_ALTERNATE_COLUMNS}),"
            f" admin1CodesASCII.txt or admin2Codes.txt ({_ADMIN_COLUMNS})."
        )

    def go_to(self, offset: int, line: int) -> None:
        """Go on behind a line read before."""
        self._stream.seek(offset)
        self.offset, self.line = offset, line

    def rows(self) -> Iterator[list[str]]:
        """Yield the columns of each line. Raises GazetteerError, naming the line, where the text is damaged or cut off."""
        while True:
            try:
                raw = self._stream.readline()
            except (OSError, EOFError, zipfile.BadZipFile, zlib.error) as err:
                raise _WrongFileError(f"{self.path}, after line {self.line}: the file is damaged: {err}. Get it again.") from err
            if not raw:
                return
            self.line += 1
            self.offset += len(raw)
            try:
                text = raw.decode("utf-8")
            except UnicodeDecodeError as err:
                raise _WrongFileError(f"{self.path}, line {self.line}: not UTF-8 at byte {err.start}. GeoNames' files are; get it again.") from err
            yield text.rstrip("\r\n").split("\t")

    def wrong(self, what: str) -> GazetteerError:
        """Make the error of the line read last."""
        last = " It is the last line: the file was cut off while it was fetched. Get it again." if self.offset >= self.n_bytes else ""
        return _WrongFileError(f"{self.path}, line {self.line}: {what}.{last}")


def _one_text(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    texts = [info for info in archive.infolist() if info.filename.endswith(".txt") and "readme" not in info.filename.lower()]
    big = [info for info in texts if "languagecodes" not in info.filename.lower()]
    if len(big) != 1:
        raise GazetteerError(f"{path} holds {len(big)} texts; one of GeoNames' files is needed. Unpack it and give the file.")
    return big[0]


def _open_part(part: Path, name: str) -> sqlite3.Connection:
    db = connect(str(part))
    try:
        db.execute("PRAGMA locking_mode=EXCLUSIVE")
        db.execute("PRAGMA journal_mode=TRUNCATE")  # a killed process rolls back to the last commit
        db.execute("PRAGMA synchronous=OFF")  # a machine that loses power may lose the part; the file is still there to be read again
        db.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
        db.executescript("BEGIN EXCLUSIVE;" + _STAGING + "COMMIT;")
    except sqlite3.OperationalError as err:
        db.close()
        if "locked" in str(err):
            raise GazetteerError(f"Another process is adding {name!r} just now. Wait for it, or stop it.") from err
        raise
    return db


def _start_anew_unless(db: sqlite3.Connection, fingerprint: str) -> None:
    """Empty a part that was begun from another file, or from this one with other classes."""
    begun = dict(db.execute("SELECT key, value FROM meta")).get("fingerprint")
    if begun not in (None, fingerprint):
        db.executescript("BEGIN; DROP TABLE meta; DROP TABLE place_in; DROP TABLE admin_in; DROP TABLE name_in;" + _STAGING + "COMMIT;")


def _read(
    db: sqlite3.Connection,
    file: _GeoNamesFile,
    kind: str,
    meta: dict[str, str],
    *,
    name: str,
    classes: Collection[str] | None,
    progress: Callable[[LoadProgress], None] | None,
) -> None:
    """Append the file's rows to the part, from where the last commit left off."""
    known = dict(db.execute("SELECT key, value FROM meta"))
    file.go_to(int(known.get("offset", 0)), int(known.get("line", 0)))
    rows = file.rows()
    parse = {"places": _parse_place, "names": _parse_name, "divisions": _parse_division}[kind]
    while True:
        places: list[PlaceRow] = []
        admins: list[AdminRow] = []
        names: list[NameRow] = []
        n = 0
        for columns in rows:
            parse(file, columns, classes, places, admins, names)
            n += 1
            if n == BATCH:
                break
        if n == 0:
            return
        db.execute("BEGIN")
        db.executemany("INSERT INTO place_in VALUES(?,?,?,?,?,?,?,?,?,?,?,?)", places)
        db.executemany("INSERT INTO admin_in VALUES(?,?)", admins)
        db.executemany("INSERT INTO name_in VALUES(?,?,?,?)", names)
        state = meta | new_meta(name) | {"offset": str(file.offset), "line": str(file.line), "format": "part"}
        db.executemany("INSERT OR REPLACE INTO meta VALUES(?,?)", state.items())
        db.execute("COMMIT")
        if progress is not None:
            progress(LoadProgress(name, "reading", file.offset, file.n_bytes, file.line))


def _parse_place(
    file: _GeoNamesFile, columns: list[str], classes: Collection[str] | None, places: list[PlaceRow], admins: list[AdminRow], names: list[NameRow]
) -> None:
    if len(columns) != _PLACE_COLUMNS:
        raise file.wrong(f"{len(columns)} columns, {_PLACE_COLUMNS} are needed")
    id_, name, ascii_name, others, lat, lon, class_, code, country, _, admin1, admin2, _, _, population, *_ = columns
    if classes is not None and class_ not in classes:
        return
    try:
        number, latitude, longitude, people = int(id_), float(lat), float(lon), int(population or 0)
    except ValueError:
        raise file.wrong(f"number {id_!r}, point {lat!r}, {lon!r}, population {population!r}: not all are numbers") from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise file.wrong(f"{lat}, {lon} is no point on Earth")
    feature = _FEATURES.get(code) or _CLASSES.get(class_, Feature.AREA)
    extent = settlement_km(people) if class_ == "P" else _EXTENTS.get(code) or _CLASS_EXTENTS.get(class_, 10.0)
    places.append((number, None, name, feature.value, code, country, admin1 if admin1 != "00" else "", admin2, latitude, longitude, extent, people))
    weight = weight_of(feature, people)
    key = make_key(name)
    seen = {key: None}
    names.append((key, weight, number, 0))
    for other in chain((ascii_name,), others.split(",") if others else ()):
        if not other or not (other_key := _latin_key(other)) or other_key in seen:
            continue
        seen[other_key] = None
        short = other.isupper() and len(other) <= 4
        names.append((other_key, weight, number, NameKind.ABBREVIATION if short else NameKind.ALIAS))
    names.extend((loose, weight, number, NameKind.LOOSE) for loose in loose_names(seen, country))


def _latin_key(name: str) -> str:
    """Make the key of a name that an English text can print; empty for other scripts."""
    key = make_key(name)
    return key if key.isascii() and len(key) > 1 else ""


def _parse_name(
    file: _GeoNamesFile, columns: list[str], classes: Collection[str] | None, places: list[PlaceRow], admins: list[AdminRow], names: list[NameRow]
) -> None:
    if len(columns) not in (8, _ALTERNATE_COLUMNS):
        raise file.wrong(f"{len(columns)} columns, {_ALTERNATE_COLUMNS} are needed")
    _, id_, language, name, *_ = columns
    if language in _NO_NAMES or not (key := _latin_key(name)):
        return
    if not id_.isdigit():
        raise file.wrong(f"the number of the place is {id_!r}")
    kind = NameKind.NAME if language == "en" and columns[4] == "1" else NameKind.ALIAS
    names.append((key, 150, int(id_), kind))


def _parse_division(
    file: _GeoNamesFile, columns: list[str], classes: Collection[str] | None, places: list[PlaceRow], admins: list[AdminRow], names: list[NameRow]
) -> None:
    if len(columns) != _ADMIN_COLUMNS:
        raise file.wrong(f"{len(columns)} columns, {_ADMIN_COLUMNS} are needed")
    code, name, ascii_name, id_ = columns
    if not id_.isdigit():
        raise file.wrong(f"the number of the division is {id_!r}")
    admins.append((code, name))
    names.extend((key, 60, int(id_), int(NameKind.ALIAS)) for key in {make_key(name), make_key(ascii_name)} if key)


def _finish(db: sqlite3.Connection, final: Path, *, name: str, kind: str, file: Path) -> None:
    """Sort the part into a file of its own and put it in place."""
    new = final.with_suffix(".db.new")
    new.unlink(missing_ok=True)
    with closing(connect(str(new))) as made:
        made.executescript("PRAGMA page_size=8192; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + TABLES)
    db.execute("PRAGMA locking_mode=NORMAL")
    db.execute("ATTACH DATABASE ? AS made", (str(new),))
    db.execute("PRAGMA made.journal_mode=OFF")
    db.execute("PRAGMA made.synchronous=OFF")
    db.execute("BEGIN")
    db.execute("INSERT OR REPLACE INTO made.place SELECT * FROM place_in ORDER BY id")
    db.execute("INSERT OR REPLACE INTO made.admin SELECT code, name FROM admin_in ORDER BY code")
    db.execute("INSERT INTO made.name SELECT key, weight, id, kind FROM name_in WHERE true ORDER BY key, weight, id, kind ON CONFLICT DO NOTHING")
    counts = {f"n_{table}s": str(db.execute(f"SELECT count(*) FROM made.{table}").fetchone()[0]) for table in ("place", "name")}
    added = datetime.now(UTC).isoformat(timespec="seconds")
    meta = new_meta(name) | counts | {"kind_of_rows": kind, "file": str(file.resolve()), "added": added}
    db.executemany("INSERT INTO made.meta VALUES(?,?)", meta.items())
    db.execute("COMMIT")
    db.execute("DETACH DATABASE made")
    Layer.open(new).close()
    new.replace(final)
