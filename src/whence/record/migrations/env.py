"""What Alembic runs for every upgrade: the steps, on the connection and in the transaction that the caller has open."""

from alembic import context

from whence.record.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
