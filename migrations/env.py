"""Alembic's entry: runs the migrations on the connection that migrations/release.py hands over."""

from alembic import context
from sqlmodel import SQLModel

import rooms.tables  # noqa: F401  (fills the metadata)

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=SQLModel.metadata, compare_type=True)
with context.begin_transaction():
    context.run_migrations()
