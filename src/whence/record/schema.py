"""The tables of a record, as they are in its newest schema revision. The migrations make them; a test holds the two against each other.

`ledger` is what was written, row after row, never changed. All other tables are the projection: computed from the ledger, and rebuilt from it.
docs/record.md tells every column.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, ForeignKeyConstraint, Index, Integer, MetaData, Table, Text, column, table

REVISIONS: tuple[str, ...] = ("0001", "0002")  # oldest first; the last is the one that this whence writes
APPLICATION_ID = 0x77686E63  # "whnc": how SQLite, `file` and we know the file from another program's

metadata = MetaData()

ledger = Table(
    "ledger",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("parent", Text),
    Column("payload", Text, nullable=False),
    Column("text", Text),
    Column("prev_sha", Text, nullable=False),
    Column("sha", Text, nullable=False),
    Column("run_id", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", Text, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("id", Text, primary_key=True),
    Column("seq", Integer, ForeignKey("ledger.seq"), nullable=False, unique=True),
    Column("reading", Integer, nullable=False),  # the newest; no foreign key, since readings point here
    Column("title", Text),
    Column("outlet", Text),
    Column("author", Text),
    Column("url", Text),
    Column("language", Text),
    Column("published", Text),
    Column("published_from", Text, nullable=False),
    Column("dateline", Text),
    Column("origin", Text),
    Column("path", Text),
)

readings = Table(
    "readings",
    metadata,
    Column("seq", Integer, ForeignKey("ledger.seq"), primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("report", Text, ForeignKey("reports.id"), nullable=False),
    Column("reader", Text),
    Column("reader_name", Text),
    Column("model", Text),
    Column("runtime", Text),
    Column("cpu", Text),
    Column("settings", Text),
    Column("resolver", Text),
    Column("n_claims", Integer, nullable=False),
    Column("n_attributions", Integer, nullable=False),
    Column("path", Text),
    Column("run_id", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("readings_report", "report", "reader"),
    Index("readings_path", "path"),
)

claims = Table(
    "claims",
    metadata,
    Column("reading", Integer, ForeignKey("readings.seq"), primary_key=True, autoincrement=False),
    Column("claim", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("status", Text, nullable=False),
    Column("date", Text),
    Column("first_day", Text),
    Column("last_day", Text),
    Column("date_certainty", Text),
    Column("date_reason", Text),
    Column("n_links", Integer, nullable=False),
    Column("confidence", Float),
    Column("note", Text),
    Index("claims_id", "id"),
)

fields = Table(
    "fields",
    metadata,
    Column("reading", Integer, primary_key=True, autoincrement=False),
    Column("claim", Integer, primary_key=True, autoincrement=False),
    Column("field", Text, primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("name", Text),
    Column("identity", Text),
    Column("kind", Text),
    Column("country", Text),
    Column("sector", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("uncertainty_km", Float),
    Column("rule", Text),
    Column("reason", Text),
    Column("harm", Text),
    Column("low", BigInteger),
    Column("high", BigInteger),
    ForeignKeyConstraint(["reading", "claim"], ["claims.reading", "claims.claim"]),
)

attributions = Table(
    "attributions",
    metadata,
    Column("reading", Integer, ForeignKey("readings.seq"), primary_key=True, autoincrement=False),
    Column("attribution", Integer, primary_key=True, autoincrement=False),
    Column("field", Text, primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", Text, nullable=False),
)

problems = Table(
    "problems",
    metadata,
    Column("seq", Integer, ForeignKey("ledger.seq"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("where", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("remedy", Text),
    Column("report", Text),  # whose reading met the problem; null where there is no report
    Column("run_id", Text, nullable=False),
    Index("problems_where", "where"),
)

PROJECTION: tuple[Table, ...] = (reports, readings, claims, fields, attributions, problems)  # each after those that it points to

# The words of all reports, an FTS5 table over the view report_texts; made by its own statement in the migration.
report_words = table("report_words", column("rowid", Integer), column("report_words", Text), column("rank", Float))

# `verify` compares these with what the file holds, letter by letter. recursive_triggers and the third one stop REPLACE, which is a delete without
# a DELETE statement.
TRIGGERS: dict[str, str] = {
    "ledger_no_update": (
        "CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: no UPDATE'); END"
    ),
    "ledger_no_delete": (
        "CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: no DELETE'); END"
    ),
    "ledger_no_replace": (
        "CREATE TRIGGER ledger_no_replace BEFORE INSERT ON ledger WHEN EXISTS (SELECT 1 FROM ledger WHERE seq = NEW.seq OR id = NEW.id) "
        "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: this key stands'); END"
    ),
}
