"""The file of a record: finding it, opening it, making it, and telling in plain words what went wrong with it."""

from __future__ import annotations

import os
import shlex
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError

from whence import __version__
from whence.errors import RecordError
from whence.record.projection import project_all
from whence.record.schema import APPLICATION_ID, REVISIONS

MAX_WAIT_S = 10.0  # for another process that writes; its transactions take milliseconds, an upgrade less than a second
MIGRATIONS = Path(__file__).parent / "migrations"
WRITE = "whence_write"  # execution option of a connection whose transaction will write


def open_engine(path: Path, *, create: bool, read_only: bool) -> Engine:
    """Open the record's file, make it or bring it up where that is asked for, and hand back its engine.

    Raises RecordError, always with what to do: no such file or folder, no SQLite file, another program's, a newer or older whence's, not
    writable, in use.
    """
    try:
        _look_at(path, create=create and not read_only)
    except OSError as err:
        raise RecordError(f"Record {path}, opening it: {err.strerror}. See who may: ls -ld {typed(path.parent)}") from err
    engine = _engine(path, create=create, read_only=read_only)
    try:
        _make_ready(engine, path, create=create, read_only=read_only)
    except (DBAPIError, sqlite3.Error) as err:
        engine.dispose()
        raise explain(err, path, "opening it") from err
    except BaseException:
        engine.dispose()
        raise
    return engine


def explain(err: DBAPIError | sqlite3.Error, path: Path, doing: str) -> RecordError:
    """Tell an SQL error as one that a person can act on, with the file and with what was being done ("keeping report 4f…")."""
    said = err.orig if isinstance(err, DBAPIError) else err
    code = getattr(said, "sqlite_errorcode", 0) & 0xFF  # the low byte: the kind of error, without its variants
    tell = _TELL.get(code, "the database answered: {said}. Look at it whole: whence verify {path}")
    return RecordError(f"Record {path}, {doing}: " + tell.format(path=typed(path), said=said))


def typed(path: Path) -> str:
    """Write a path as it has to be typed in a command: in quotation marks where it holds a space."""
    return shlex.quote(str(path))


_TELL = {
    sqlite3.SQLITE_FULL: "the disk is full. Nothing of this step is kept, all that was kept before stands. Free some space and run it again.",
    sqlite3.SQLITE_READONLY: "the file or its folder cannot be written. Copy the record to a folder that can be, or only read it: whence show {path}",
    sqlite3.SQLITE_BUSY: f"another program has been writing to it for more than {MAX_WAIT_S:.0f} s. Wait until that one is done and run it again.",
    sqlite3.SQLITE_LOCKED: "another program holds it. Wait until that one is done and run it again.",
    sqlite3.SQLITE_CANTOPEN: "the file or its folder cannot be opened. See who may: ls -l {path}*    Or copy {path}* into a folder of your own.",
    sqlite3.SQLITE_NOTADB: "this is no record: the file is not an SQLite database. Name another file.",
    sqlite3.SQLITE_CORRUPT: "the file is damaged ({said}). Take it from a backup, or save what can be read: sqlite3 {path} .recover",
    sqlite3.SQLITE_IOERR: "the disk failed ({said}). What was kept before stands. Check the disk and run it again.",
}


def _look_at(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise RecordError(f"{path} is a folder; a record is one file. Name the file: {path / 'record.db'}")
    if not path.exists() and not create:
        raise RecordError(f"No record at {path}. Make one: whence read REPORTS --into {typed(path)}")
    if path.parent.exists() and not path.parent.is_dir():
        raise RecordError(f"{path.parent} is no folder, so {path} cannot be made. Name another file: record.db")
    if not path.parent.is_dir():
        raise RecordError(f"No folder {path.parent} to keep the record {path.name} in. Make it: mkdir -p {typed(path.parent)}")
    if path.exists() and not path.is_file():
        raise RecordError(f"{path} is no ordinary file; a record is one. Name another: record.db")


def _engine(path: Path, *, create: bool, read_only: bool) -> Engine:
    options = f"mode={_mode(path, create=create, read_only=read_only)}"
    uri = f"file:{quote(os.fsencode(path.absolute()))}?{options}"
    engine = create_engine("sqlite+pysqlite://", creator=_connector(uri, read_only=read_only), poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes its lock at the start: one that began by reading could not be let through to write, however long it waits.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(WRITE) else "BEGIN")

    return engine


def _mode(path: Path, *, create: bool, read_only: bool) -> str:
    if not read_only:
        return "rwc" if create else "rw"
    # A reader of a write-ahead log needs a small file beside the record, and takes in what a killed writer left in the log. Where the folder
    # cannot be written, a record without a log can still be read, as a file that nobody changes.
    if all(os.access(p, os.W_OK, effective_ids=os.access in os.supports_effective_ids) for p in (path, path.parent)):
        return "rw"
    log = path.with_name(path.name + "-wal")
    return "ro" if log.exists() and log.stat().st_size else "ro&immutable=1"


def _connector(uri: str, *, read_only: bool) -> Callable[[], Any]:
    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(uri, uri=True, timeout=MAX_WAIT_S, isolation_level=None, check_same_thread=False)
        # NORMAL: a commit is handed to the system without waiting for the disk. A killed process loses nothing by that, since the system has
        # it; a power cut can lose the last commits, never tear one.
        for pragma in ("foreign_keys = ON", "recursive_triggers = ON", "synchronous = NORMAL", f"query_only = {'ON' if read_only else 'OFF'}"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    return connect


def _make_ready(engine: Engine, path: Path, *, create: bool, read_only: bool) -> None:
    with engine.connect() as connection:
        revision = _revision(connection, path)
        if revision is None and (read_only or not create):
            raise RecordError(f"{path} is an empty file, no record yet. Fill it: whence read REPORTS --into {typed(path)}")
        if revision == REVISIONS[-1] and read_only:
            return
        if revision is not None and revision not in REVISIONS:
            raise RecordError(
                f"{path} was made by a newer whence (schema {revision}); this one, {__version__}, knows up to schema {REVISIONS[-1]}. "
                "Get the newer one: pip install --upgrade whence"
            )
        if read_only:
            raise RecordError(
                f"{path} was made by an older whence (schema {revision}); this one, {__version__}, reads schema {REVISIONS[-1]}. "
                f"Bring it up, which needs writing: whence read REPORTS --into {typed(path)}"
            )
    if revision is None:
        with engine.connect() as connection:  # out of any transaction: SQLite changes its journal nowhere else
            connection.connection.cursor().execute("PRAGMA journal_mode = WAL")
    with engine.connect().execution_options(**{WRITE: True}) as connection, connection.begin() as transaction:
        if revision != REVISIONS[-1]:
            _upgrade(connection)
            if revision is not None:
                project_all(connection)
        else:  # try whether it can be written, before somebody reads for an hour
            connection.exec_driver_sql("PRAGMA user_version = 0")
            transaction.rollback()


def _revision(connection: Connection, path: Path) -> str | None:
    """Read a record's schema revision; None for a database with nothing in it, as a `kill -9` while making one leaves it."""
    names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").scalars().all()
    mark = connection.exec_driver_sql("PRAGMA application_id").scalar()
    if not names and mark == 0:
        return None
    if mark != APPLICATION_ID or "alembic_version" not in names:
        raise RecordError(f"{path} is an SQLite database of another program (tables: {', '.join(names[:5]) or 'none'}). Name another file.")
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def _upgrade(connection: Connection) -> None:
    from alembic import command  # a third of a second that only a new or an older record needs
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
