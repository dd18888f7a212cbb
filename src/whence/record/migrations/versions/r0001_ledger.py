"""The ledger, its projection, and the words of the reports.

Frozen: a later change of the schema is a later module. A batch_alter_table on the ledger would drop its triggers in silence.
"""

from alembic import op
from sqlalchemy import BigInteger, Column, Float, ForeignKey, ForeignKeyConstraint, Integer, Text, UniqueConstraint

revision = "0001"
down_revision = None

_SQLITE = (
    "CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: no UPDATE'); END",
    "CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: no DELETE'); END",
    "CREATE TRIGGER ledger_no_replace BEFORE INSERT ON ledger WHEN EXISTS (SELECT 1 FROM ledger WHERE seq = NEW.seq OR id = NEW.id) "
    "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: this key stands'); END",
    "CREATE VIRTUAL TABLE report_words USING fts5(text, content = 'report_texts', content_rowid = 'seq', tokenize = 'unicode61 remove_diacritics 2')",
    f"PRAGMA application_id = {0x77686E63}",
)


def upgrade() -> None:
    """Make everything, in an empty database."""
    op.create_table(
        "ledger",
        Column("seq", Integer, primary_key=True),
        Column("id", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("parent", Text),
        Column("payload", Text, nullable=False),
        Column("text", Text),
        Column("prev_sha", Text, nullable=False),
        Column("sha", Text, nullable=False),
        Column("run_id", Text, nullable=False),
        Column("actor", Text, nullable=False),
        Column("at", Text, nullable=False),
        UniqueConstraint("id"),
    )
    op.create_table(
        "reports",
        Column("id", Text, primary_key=True),
        Column("seq", Integer, ForeignKey("ledger.seq"), nullable=False),
        Column("reading", Integer, nullable=False),
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
        UniqueConstraint("seq"),
    )
    op.create_table(
        "readings",
        Column("seq", Integer, ForeignKey("ledger.seq"), primary_key=True, autoincrement=False),
        Column("id", Text, nullable=False),
        Column("report", Text, ForeignKey("reports.id"), nullable=False),
        Column("reader", Text),
        Column("reader_name", Text),
        Column("model", Text),
        Column("runtime", Text),
        Column("cpu", Text),
        Column("settings", Text),
        Column("n_claims", Integer, nullable=False),
        Column("n_attributions", Integer, nullable=False),
        Column("path", Text),
        Column("run_id", Text, nullable=False),
        Column("at", Text, nullable=False),
        UniqueConstraint("id"),
    )
    op.create_index("readings_report", "readings", ["report", "reader"])
    op.create_index("readings_path", "readings", ["path"])
    op.create_table(
        "claims",
        Column("reading", Integer, ForeignKey("readings.seq"), primary_key=True, autoincrement=False),
        Column("claim", Integer, primary_key=True, autoincrement=False),
        Column("id", Text, nullable=False),
        Column("type", Text, nullable=False),
        Column("mode", Text),
        Column("status", Text, nullable=False),
        Column("date", Text),
        Column("n_links", Integer, nullable=False),
        Column("confidence", Float),
        Column("note", Text),
    )
    op.create_index("claims_id", "claims", ["id"])
    op.create_table(
        "fields",
        Column("reading", Integer, primary_key=True, autoincrement=False),
        Column("claim", Integer, primary_key=True, autoincrement=False),
        Column("field", Text, primary_key=True),
        Column("position", Integer, primary_key=True, autoincrement=False),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        Column("words", Text, nullable=False),
        Column("name", Text),
        Column("harm", Text),
        Column("low", BigInteger),
        Column("high", BigInteger),
        ForeignKeyConstraint(["reading", "claim"], ["claims.reading", "claims.claim"]),
    )
    op.create_table(
        "attributions",
        Column("reading", Integer, ForeignKey("readings.seq"), primary_key=True, autoincrement=False),
        Column("attribution", Integer, primary_key=True, autoincrement=False),
        Column("field", Text, primary_key=True),
        Column("position", Integer, primary_key=True, autoincrement=False),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        Column("words", Text, nullable=False),
    )
    op.create_table(
        "problems",
        Column("seq", Integer, ForeignKey("ledger.seq"), primary_key=True, autoincrement=False),
        Column("position", Integer, primary_key=True, autoincrement=False),
        Column("kind", Text, nullable=False),
        Column("where", Text, nullable=False),
        Column("reason", Text, nullable=False),
        Column("remedy", Text),
        Column("report", Text),
        Column("run_id", Text, nullable=False),
    )
    op.create_index("problems_where", "problems", ["where"])
    op.execute("CREATE VIEW report_texts AS SELECT seq, id, text FROM ledger WHERE kind = 'report'")
    if op.get_bind().dialect.name == "sqlite":  # another database words these in its own way
        for statement in _SQLITE:
            op.execute(statement)
