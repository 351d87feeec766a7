"""The release step: makes the roles, and brings the schema to the newest version. Safe to run again."""

from __future__ import annotations

import asyncio
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from rooms.runtime import sqlalchemy_url
from rooms.settings import APP_ROLE, WRITER_ROLE, Settings

LOCK = 0x526F756E
"""Advisory lock: two releases at the same time wait for each other."""


def alembic_config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config


def release(settings: Settings, tables: bool = True) -> None:
    """Bring the database of ``settings.database_url`` up to date, connecting as its owner.

    Args:
        settings: where the database is, and the secret that the roles' passwords come from.
        tables: False makes the roles alone, which a backup's tables need to be there.
    """
    asyncio.run(_release(settings, tables))


def known_versions() -> set[str]:
    """Every version of the tables that these migrations lead through."""
    return {script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()}


async def _release(settings: Settings, tables: bool) -> None:
    engine = create_async_engine(sqlalchemy_url(settings.database_url), poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            await connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": LOCK})
            await connection.execute(text("set local lock_timeout = '5s'"))
            for role, given in ((APP_ROLE, settings.app_database_url), (WRITER_ROLE, settings.writer_database_url)):
                await connection.run_sync(_role, role, None if given else settings.role_password(role))
            if tables:
                await connection.run_sync(_upgrade)
    finally:
        await engine.dispose()


def _role(connection: Connection, role: str, password: str | None) -> None:
    """A login role that owns nothing and is held by row-level security. A given address has its own password."""
    known = connection.execute(text("select 1 from pg_roles where rolname = :role"), {"role": role}).first()
    if not known:
        connection.execute(text(f"create role {role} login nosuperuser nobypassrls nocreatedb nocreaterole"))
    if password is not None:
        connection.execute(text(f"alter role {role} login password '{password}'"))
    for setting in (
        "statement_timeout = '5s'",
        "idle_in_transaction_session_timeout = '10s'",
        "lock_timeout = '500ms'",
    ):
        connection.execute(text(f"alter role {role} set {setting}"))


def _upgrade(connection: Connection) -> None:
    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
