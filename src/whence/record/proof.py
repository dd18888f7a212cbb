"""Proving a record: nothing was changed since it was written, and everything that it shows stands in the words of its reports."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table, exists, func, select
from sqlalchemy.exc import DBAPIError

from whence.errors import FormError
from whence.record.ledger import GENESIS, Entry, Kind, entries
from whence.record.projection import (
    Row,
    decision_row,
    load_decision,
    load_object,
    load_problem,
    load_reading,
    problem_row,
    reading_rows,
    report_row,
    text_of_parent,
)
from whence.record.schema import (
    PROJECTION,
    TRIGGERS,
    attributions,
    claims,
    copies,
    decisions,
    event_claims,
    events,
    fields,
    ledger,
    linking,
    lone,
    origins,
    pairs,
    problems,
    reports,
)
from whence.terms import report_id

# Columns of the tables of links that name a row of another table, beside those that are foreign keys: claims have no key of their own.
_NAMED = (
    *((column, claims.c.id) for column in (event_claims.c.claim, pairs.c.a, pairs.c.b, lone.c.claim)),
    *((column, reports.c.id) for column in (origins.c.report, origins.c.root, copies.c.copy, copies.c.of)),
    (events.c.id, event_claims.c.event),
)

CONTENT_ID = re.compile(r"[0-9a-f]{32}")  # the form of `terms.report_id`; a gold file's own id has another


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing in a record that is not as it was written.

    where    "ledger entry 7", "table fields, reading 9", "trigger ledger_no_update", "file"
    reason   one sentence: what was found, and what had to be there
    """

    where: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What `Record.verify` looked at, and what it found.

    n_spans    rows of words held against `text[start:end]`, over all readings
    head       sha of the last ledger entry (empty: no entry). It stands for everything before it: kept elsewhere, it proves later that no one wrote
               the whole ledger anew, or cut off its end
    findings   empty: the record is sound
    """

    n_entries: int
    n_reports: int
    n_readings: int
    n_claims: int
    n_spans: int
    head: str
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """True where nothing was found."""
        return not self.findings


def verify_record(connection: Connection) -> Verification:
    """Check a record from the file's pages up to the last span; the connection's transaction keeps it still meanwhile.

    Checked: SQLite's own integrity; triggers; the chain of hashes; content ids; every row of the projection against the ledger, and so every
    span's words against its text; the number of rows of every table and of the texts in the search; that the tables of links name nothing that is
    not there (whether the links are right, a run of linking tells).
    Where a table cannot be read at all, that is a finding, and the check that needed it ends there.
    """
    proof = _Proof(connection)
    for check in (proof.check_file, proof.check_triggers, proof.check_ledger, proof.check_counts, proof.check_links):
        try:
            check()
        except DBAPIError as err:
            proof.find("file", f"SQLite cannot read it: {err.orig}.")
    return Verification(
        n_entries=proof.n_entries,
        n_reports=proof.n_rows[reports.name],
        n_readings=proof.n_readings,
        n_claims=proof.n_rows["claims"],
        n_spans=proof.n_rows[fields.name] + proof.n_rows[attributions.name],
        head=proof.head,
        findings=tuple(proof.findings),
    )


class _Proof:
    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.findings: list[Finding] = []
        self.n_entries = 0
        self.n_readings = 0
        self.n_rows: Counter[str] = Counter()  # what the ledger says that each table holds
        self.head = GENESIS

    def find(self, where: str, reason: str) -> None:
        self.findings.append(Finding(where, reason))

    def check_file(self) -> None:
        for message in self.connection.exec_driver_sql("PRAGMA integrity_check").scalars():
            if message != "ok":
                self.find("file", f"SQLite finds damage: {message}.")
        lost = Counter((row[0], row[2]) for row in self.connection.exec_driver_sql("PRAGMA foreign_key_check"))
        for (table, parent), n_rows in lost.items():
            self.find(f"table {table}", f"{_many(n_rows, 'row points', 'rows point')} to rows of {parent} that are not there.")

    def check_triggers(self) -> None:
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger'"
        there = {row.name: row.sql for row in self.connection.exec_driver_sql(query)}
        for name, sql in TRIGGERS.items():
            if name not in there:
                self.find(f"trigger {name}", "It is gone; the ledger could have been changed since.")
            elif there[name] != sql:
                self.find(f"trigger {name}", "It is not the one that whence made; the ledger could have been changed since.")
        for name in there.keys() - TRIGGERS.keys():
            self.find(f"trigger {name}", "whence did not make it; it can change what is written.")

    def check_ledger(self) -> None:
        newest = set(
            self.connection.execute(select(func.max(ledger.c.seq)).where(ledger.c.kind == Kind.READING.value).group_by(ledger.c.parent)).scalars()
        )
        before = 0
        for entry in entries(self.connection):
            where = f"ledger entry {entry.seq}"
            if entry.seq != before + 1:
                self.find(where, f"Before it stands entry {before}; {_many(entry.seq - before - 1, 'entry is', 'entries are')} missing.")
            elif entry.prev_sha != self.head:
                self.find(where, f"It follows {entry.prev_sha[:12] or 'nothing'}…, but the entry before it is {self.head[:12] or 'nothing'}….")
            if entry.hash() != entry.sha:
                self.find(
                    where, f"The {entry.kind} {entry.id} was changed after it was written: its hash is {entry.hash()[:12]}…, not {entry.sha[:12]}…."
                )
            try:
                self._check_entry(entry, newest=entry.seq in newest)
            except (FormError, AttributeError, TypeError) as err:  # the last two: what a forged payload can make of loading it
                self.find(where, f"The {entry.kind} {entry.id} cannot be read: {err}")
            before, self.head = entry.seq, entry.sha
            self.n_entries += 1

    def _check_entry(self, entry: Entry, *, newest: bool) -> None:
        if entry.kind == Kind.REPORT:
            named = load_object(entry.payload)
            due = report_id(entry.text or "", outlet=named.get("outlet"), url=named.get("url"))
            if CONTENT_ID.fullmatch(entry.id) and entry.id != due:
                self.find(f"report {entry.id}", f"Its text, outlet and address have the id {due}; they are not those that it was named by.")
        elif entry.kind == Kind.READING:
            reading = load_reading(entry.payload, text_of_parent(self.connection, entry))
            self.n_readings += 1
            for table, rows in reading_rows(entry, reading).items():
                self._check_rows(table, rows, f"reading {entry.seq}, report {entry.parent}", of=("seq" if "seq" in table.c else "reading", entry.seq))
            if newest:
                seq = self.connection.execute(select(ledger.c.seq).where(ledger.c.id == entry.parent)).scalar_one()
                row = report_row(seq, entry.seq, reading.report)
                self._check_rows(reports, [row], f"report {entry.parent}", of=("id", entry.parent))
        elif entry.kind == Kind.PROBLEM:
            self._check_rows(problems, [problem_row(entry, load_problem(entry.payload))], f"problem {entry.seq}", of=("seq", entry.seq))
        elif entry.kind == Kind.DECISION:
            self._check_rows(decisions, [decision_row(entry, load_decision(entry))], f"decision {entry.seq}", of=("seq", entry.seq))

    def _check_rows(self, table: Table, due: Sequence[Row], what: str, *, of: tuple[str, object]) -> None:
        self.n_rows[table.name] += len(due)
        column, value = of
        query = select(table).where(table.c[column] == value).order_by(*table.primary_key.columns)
        there = [dict(row) for row in self.connection.execute(query).mappings()]
        if there == due:
            return
        where = f"table {table.name}, {what}"
        if len(there) != len(due):
            self.find(where, f"It has {_many(len(there), 'row', 'rows')}; the ledger gives {len(due)}.")
        differing = [(row, right) for row, right in zip(there, due, strict=False) if row != right]
        if differing:
            row, right = differing[0]
            key = ", ".join(f"{column.name} {row[column.name]}" for column in table.primary_key)
            cells = "; ".join(f"{name} is {row[name]!r}, must be {right[name]!r}" for name in row if row[name] != right[name])
            self.find(where, f"{_many(len(differing), 'row differs', 'rows differ')} from text and ledger, the first at {key}: {cells}.")

    def check_counts(self) -> None:
        for table in PROJECTION:
            n_rows = self.connection.execute(select(func.count()).select_from(table)).scalar_one()
            if n_rows != self.n_rows[table.name]:
                self.find(f"table {table.name}", f"It has {_many(n_rows, 'row', 'rows')}; the ledger gives {self.n_rows[table.name]}.")
        n_texts = self.connection.exec_driver_sql("SELECT count(*) FROM report_words_docsize").scalar_one()
        if n_texts != self.n_rows[reports.name]:
            self.find(
                "search", f"It knows {_many(n_texts, 'text', 'texts')}; the ledger gives {self.n_rows[reports.name]}. Make it anew: Record.rebuild()"
            )

    def check_links(self) -> None:
        for column, named in _NAMED:
            query = select(func.count(), func.min(column)).where(~exists(select(named).where(named == column)))
            n_rows, first = self.connection.execute(query).one()
            if n_rows:
                told = f"{_many(n_rows, 'row names', 'rows name')} in `{column.name}` what `{named}` does not hold, the first {first}."
                self.find(f"table {column.table.name}", f"{told} Make events anew: whence link")
        upto = self.connection.execute(select(linking.c.value).where(linking.c.name == "upto")).scalar()
        if upto is not None and not (upto.isdecimal() and int(upto) <= self.n_entries):
            self.find("table linking", f"It was made upto entry {upto}; the ledger has {self.n_entries}. Make events anew: whence link")


def _many(n: int, one: str, several: str) -> str:
    return f"{n} {one if n == 1 else several}"
