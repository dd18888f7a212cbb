"""Gazetteers of the user: which there are, taking one away, and taking in a table of places of one's own."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from whence.errors import GazetteerError
from whence.resolve.places.default import data_folder, loose_names
from whence.resolve.places.layer import AdminRow, NameKind, NameRow, PlaceRow, connect, file_meta, weight_of, write_layer
from whence.resolve.places.names import make_key
from whence.resolve.places.tables import read_overlay

_SOURCE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A gazetteer at hand.

    kind      "places", "names" or "divisions" of GeoNames, or "overlay": a table of the user's own
    file      that it was made from; None for the default one
    added     ISO date and time, UTC; None: not finished, run the same load again to go on
    n_bytes   on the disk
    """

    name: str
    kind: str
    n_places: int
    n_names: int
    file: str | None
    added: str | None
    n_bytes: int


def add_overlay(path: Path | str, *, name: str | None = None, data: Path | None = None) -> Source:
    """Take a table of places of one's own into a gazetteer: the columns of the overlay, see docs/places.md.

    path   tab-separated text
    name   of the source; None: the file's name without its end
    data   folder of added gazetteers; None: `data_folder()`

    A source of this name is replaced. Raises GazetteerError, naming the line, for a wrong table, and where the folder cannot be written.
    """
    path = Path(path)
    check_no_folder(path)
    name = name or path.stem
    check_name(name)
    rows = read_overlay(path)
    places: list[PlaceRow] = []
    names: dict[NameRow, None] = {}
    for number, row in enumerate(rows, 1):
        country, _, admin1 = row.admin1.partition(".")
        lies_in = admin1 if row.countries[:1] == (country,) else ""
        codes = ",".join(row.countries)
        places.append((-number, f"{name}:{row.id}", row.name, row.feature, "", codes, lies_in, "", row.lat, row.lon, row.uncertainty_km, 0))
        weight = weight_of(row.feature, 0)
        keys = [key for other in (row.name, *row.aliases) if (key := make_key(other))]
        names |= dict.fromkeys((key, weight, -number, int(NameKind.NAME)) for key in keys)
        names |= dict.fromkeys((loose, weight, -number, int(NameKind.LOOSE)) for loose in loose_names(keys, codes[:2]))
    folder = (data or data_folder()) / "gazetteer"
    final, new = folder / f"{name}.db", folder / f"{name}.db.new"
    with on_disk(f"The gazetteer {final} cannot be written"):
        folder.mkdir(parents=True, exist_ok=True)
        new.unlink(missing_ok=True)
        admins: list[AdminRow] = []
        about = {"kind_of_rows": "overlay", "file": str(path.resolve()), "added": datetime.now(UTC).isoformat(timespec="seconds")}
        with closing(connect(str(new))) as db:
            write_layer(db, source=name, places=places, admins=admins, names=names, n_places=str(len(places)), n_names=str(len(names)), **about)
        new.replace(final)
    return source_of(final, name)


def list_sources(*, data: Path | None = None) -> list[Source]:
    """List the gazetteers that were added, unfinished ones too, by name."""
    folder = (data or data_folder()) / "gazetteer"
    return [source_of(path, path.stem) for path in (*sorted(folder.glob("*.db")), *sorted(folder.glob("*.part")))]


def remove_source(name: str, *, data: Path | None = None) -> None:
    """Remove a gazetteer that was added, finished or not. Raises GazetteerError where there is none of that name."""
    folder = (data or data_folder()) / "gazetteer"
    known = sorted({path.stem for path in (*folder.glob("*.db"), *folder.glob("*.part"))})
    if name not in known:
        possible = f"Possible: {', '.join(known)}." if known else "None was added."
        raise GazetteerError(f"There is no added gazetteer {name!r}. {possible}")
    with on_disk(f"The gazetteer {name} cannot be removed"):
        for ending in (".db", ".part", ".part-journal", ".db.new", ".db.new-journal"):
            (folder / f"{name}{ending}").unlink(missing_ok=True)


def source_of(path: Path, name: str) -> Source:
    """Read what a gazetteer file says of itself."""
    meta = file_meta(path)
    return Source(
        name=name,
        kind=meta.get("kind_of_rows", "places"),
        n_places=int(meta.get("n_places", 0)),
        n_names=int(meta.get("n_names", 0)),
        file=meta.get("file"),
        added=meta.get("added"),
        n_bytes=path.stat().st_size,
    )


@contextmanager
def on_disk(what: str) -> Iterator[None]:
    """Wrap what the disk or SQLite refuses."""
    try:
        yield
    except (OSError, sqlite3.Error) as err:
        reason = err.strerror if isinstance(err, OSError) and err.strerror else err
        raise GazetteerError(f"{what}: {reason}. Set another folder: WHENCE_DATA_DIR") from err


def check_no_folder(path: Path) -> None:
    """Refuse a folder where a file is needed. Raises GazetteerError."""
    if path.is_dir():
        raise GazetteerError(
            f"{path} is a folder; one file is needed. Give one of GeoNames' dumps, such as {path / 'IQ.zip'}, or, with --table, a table of your own."
        )


def check_name(name: str) -> None:
    """Refuse a name that cannot be a source's. Raises GazetteerError."""
    if not _SOURCE_NAME.fullmatch(name):
        possible = "Possible: letters, digits, dot, hyphen and underscore, 64 at most."
        raise GazetteerError(f"{name!r} cannot name a gazetteer. {possible} Give one: --name NAME")
    if name in ("default", "geonames", "whence", "icao"):
        raise GazetteerError(f"The name {name!r} is taken by what whence brings along. Give another: --name NAME")
