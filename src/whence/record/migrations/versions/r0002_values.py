"""Values of the words: columns for dates, identities and locations, and for the resolver that gave them.

Frozen: a later change of the schema is a later module. The tables are made anew, since they are computed from the ledger; `connection.py` fills them.
"""

from alembic import op
from sqlalchemy import BigInteger, Column, Float, ForeignKey, ForeignKeyConstraint, Integer, Text, UniqueConstraint

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the three tables anew that hold values; they are left empty."""
    for table in ("attributions", "fields", "claims", "readings"):
        op.execute(f"DELETE FROM {table}")
    for table in ("fields", "claims", "readings"):
        op.drop_table(table)
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
        Column("resolver", Text),
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
        Column("first_day", Text),
        Column("last_day", Text),
        Column("date_certainty", Text),
        Column("date_reason", Text),
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
