"""Events: a person's decisions, and what linking found.

Frozen: a later change of the schema is a later module.
"""

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Integer, LargeBinary, Text, UniqueConstraint

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables, empty."""
    op.create_table(
        "decisions",
        Column("seq", Integer, ForeignKey("ledger.seq"), primary_key=True, autoincrement=False),
        Column("id", Text, nullable=False),
        Column("verb", Text, nullable=False),
        Column("one", Text, nullable=False),
        Column("other", Text, nullable=False),
        Column("undoes", Text),
        Column("because", Text, nullable=False),
        Column("who", Text, nullable=False),
        Column("at", Text, nullable=False),
        UniqueConstraint("id"),
    )
    op.create_table(
        "linking",
        Column("name", Text, primary_key=True),
        Column("value", Text, nullable=False),
    )
    op.create_table(
        "link_states",
        Column("name", Text, primary_key=True),
        Column("state", LargeBinary, nullable=False),
    )
    op.create_table(
        "origins",
        Column("report", Text, primary_key=True),
        Column("key", Text, nullable=False),
        Column("name", Text, nullable=False),
        Column("why", Text, nullable=False),
        Column("root", Text, nullable=False),
    )
    op.create_index("origins_key", "origins", ["key"])
    op.create_table(
        "copies",
        Column("copy", Text, primary_key=True),
        Column("of", Text, primary_key=True),
        Column("kind", Text, nullable=False),
        Column("directed", Boolean, nullable=False),
        Column("why", Text, nullable=False),
        Column("share_of_copy", Float, nullable=False),
        Column("share_of_original", Float, nullable=False),
        Column("shown", Text, nullable=False),
    )
    op.create_table(
        "events",
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
    op.create_table(
        "event_claims",
        Column("claim", Text, primary_key=True),
        Column("event", Text, ForeignKey("events.id"), primary_key=True),
        Column("role", Text, nullable=False),
        Column("origin", Text, nullable=False),
        Column("origin_name", Text, nullable=False),
    )
    op.create_index("event_claims_event", "event_claims", ["event"])
    op.create_table(
        "pairs",
        Column("a", Text, primary_key=True),
        Column("b", Text, primary_key=True),
        Column("rule", Text, nullable=False),
        Column("centibits", Integer, nullable=False),
        Column("outcome", Text, nullable=False),
    )
    op.create_index("pairs_b", "pairs", ["b"])
    op.create_table(
        "lone",
        Column("claim", Text, primary_key=True),
        Column("reason", Text, nullable=False),
    )
    op.create_table(
        "uncompared",
        Column("position", Integer, primary_key=True, autoincrement=False),
        Column("what", Text, nullable=False),
        Column("size", Integer, nullable=False),
        Column("n_pairs", BigInteger, nullable=False),
        Column("why", Text, nullable=False),
    )
