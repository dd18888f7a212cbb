"""The tables of a record, as they are in its newest schema revision. The migrations make them; a test holds the two against each other.

`ledger` is what was written, row after row, never changed. The projection is computed from it, and rebuilt from it; the tables of links are computed
from the readings and decisions by a run of linking. docs/record.md tells every column.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    column,
    table,
)

REVISIONS: tuple[str, ...] = ("0001", "0002", "0003")  # oldest first; the last is the one that this whence writes
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

decisions = Table(
    "decisions",
    metadata,
    Column("seq", Integer, ForeignKey("ledger.seq"), primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("verb", Text, nullable=False),
    Column("one", Text, nullable=False),
    Column("other", Text, nullable=False),
    Column("undoes", Text),
    Column("because", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
)

PROJECTION: tuple[Table, ...] = (reports, readings, claims, fields, attributions, problems, decisions)  # each after those that it points to

# What linking found, as of the ledger entry that `linking` names: views on the newest readings, replaced as a whole by every run of linking.

linking = Table(
    "linking",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

link_states = Table(
    "link_states",
    metadata,
    Column("name", Text, primary_key=True),
    Column("state", LargeBinary, nullable=False),
)

origins = Table(
    "origins",
    metadata,
    Column("report", Text, primary_key=True),
    Column("key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("root", Text, nullable=False),
    Index("origins_key", "key"),
)

copies = Table(
    "copies",
    metadata,
    Column("copy", Text, primary_key=True),
    Column("of", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("directed", Boolean, nullable=False),
    Column("why", Text, nullable=False),
    Column("share_of_copy", Float, nullable=False),
    Column("share_of_original", Float, nullable=False),
    Column("shown", Text, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("id", Text, primary_key=True),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("first_day", Text),
    Column("last_day", Text),
    Column("place", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("uncertainty_km", Float),
    Column("killed_low", BigInteger),
    Column("killed_high", BigInteger),
    Column("n_claims", Integer, nullable=False),
    Column("n_reports", Integer, nullable=False),
    Column("n_outlets", Integer, nullable=False),
    Column("n_origins", Integer, nullable=False),
    Column("n_contradictions", Integer, nullable=False),
    Column("grade", Text, nullable=False),
)

event_claims = Table(
    "event_claims",
    metadata,
    Column("claim", Text, primary_key=True),
    Column("event", Text, ForeignKey("events.id"), primary_key=True),
    Column("role", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("origin_name", Text, nullable=False),
    Index("event_claims_event", "event"),
)

pairs = Table(
    "pairs",
    metadata,
    Column("a", Text, primary_key=True),
    Column("b", Text, primary_key=True),
    Column("rule", Text, nullable=False),
    Column("centibits", Integer, nullable=False),
    Column("outcome", Text, nullable=False),
    Index("pairs_b", "b"),
)

lone = Table(
    "lone",
    metadata,
    Column("claim", Text, primary_key=True),
    Column("reason", Text, nullable=False),
)

uncompared = Table(
    "uncompared",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("what", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("n_pairs", BigInteger, nullable=False),
    Column("why", Text, nullable=False),
)

LINKS: tuple[Table, ...] = (linking, link_states, origins, copies, events, event_claims, pairs, lone, uncompared)

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
