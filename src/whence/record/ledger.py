"""The ledger: one entry after another, each with the hash of the one before it.

An entry's `sha` is the blake2b hash of its other columns and of the sha before it, so that changing, moving or taking out one breaks the chain
at that place. Who can write the file can also write a whole new chain: to prove that none did, keep the last sha elsewhere (`Verification.head`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Connection, insert, select

from whence import __version__
from whence.json_form import dump_line
from whence.record.schema import ledger
from whence.terms import content_hash

GENESIS = ""  # what stands before the first entry
Setting = str | int | float | bool | None


class Kind(StrEnum):
    """What an entry states."""

    RUN = "run"  # a program began to write here, with these settings
    REPORT = "report"  # a text, and what names it
    READING = "reading"  # what one reader found in a report; parent: the report
    PROBLEM = "problem"  # what could not be read
    DECISION = "decision"  # a person's word on which claims tell of one happening


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the ledger.

    seq       1, 2, 3 …, without a gap
    id        of what it states; no two entries share one
    parent    id of the entry that it is about
    payload   JSON object
    text      of a report, else None
    run_id    id of the run entry that it was written under; that entry names itself
    actor     who wrote it: program and version, or the person who decided
    at        UTC, ISO 8601 with milliseconds
    """

    seq: int
    id: str
    kind: str
    parent: str | None
    payload: str
    text: str | None
    prev_sha: str
    sha: str
    run_id: str
    actor: str
    at: str

    def hash(self) -> str:
        """Compute what `sha` has to be."""
        return content_hash(
            self.prev_sha, str(self.seq), self.id, self.kind, self.parent, self.payload, self.text, self.run_id, self.actor, self.at, n_bytes=32
        )


class Writer:
    """Appends entries in one transaction that holds the write lock, under one run; the run's own entry is written before the first.

    run        id of the run; None: it has no entry yet
    settings   of the run, kept in its entry
    """

    def __init__(self, connection: Connection, *, run: str | None, settings: Mapping[str, Setting]) -> None:
        self.connection = connection
        self.run = run
        self._settings = settings
        last = connection.execute(select(ledger.c.seq, ledger.c.sha).order_by(ledger.c.seq.desc()).limit(1)).one_or_none()
        self._last_seq: int = 0 if last is None else last.seq
        self._last_sha: str = GENESIS if last is None else last.sha

    def append(
        self, kind: Kind, *, id: str | None = None, parent: str | None = None, payload: str, text: str | None = None, actor: str | None = None
    ) -> Entry:
        """Write one entry; without an id it is named by the place where it stands, without an actor it is this program's."""
        if self.run is None:
            settings = {"whence": __version__, "sqlite": sqlite3.sqlite_version, "settings": dict(self._settings)}
            self.run = self._append(Kind.RUN, None, None, dump_line(settings), None).id
        return self._append(kind, id, parent, payload, text, actor)

    def _append(self, kind: Kind, id: str | None, parent: str | None, payload: str, text: str | None, actor: str | None = None) -> Entry:
        seq, prev_sha = self._last_seq + 1, self._last_sha
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        id = content_hash(kind, prev_sha, at) if id is None else id
        unsigned = Entry(seq, id, kind.value, parent, payload, text, prev_sha, "", self.run or id, actor or f"whence {__version__}", at)
        entry = replace(unsigned, sha=unsigned.hash())
        self.connection.execute(insert(ledger), asdict(entry))
        self._last_seq, self._last_sha = entry.seq, entry.sha
        return entry


def entries(connection: Connection) -> Iterator[Entry]:
    """Walk the ledger in its order, a batch in memory at a time."""
    for row in connection.execute(select(ledger).order_by(ledger.c.seq).execution_options(yield_per=200)):
        yield Entry(*row)
