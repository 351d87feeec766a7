"""What migrations leave behind: the tables that the code believes in, and roles that cannot reach past them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, String, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel import AutoString, SQLModel, select

from migrations.release import release
from rooms.runtime import app_engine, sqlalchemy_url
from rooms.settings import APP_ROLE, WRITER_ROLE, Settings
from rooms.tables import GUESTS, EpochRow, GuessRow, ProcessRow, RoomRow, TicketRow
from server.people import People
from tests.databases import found_room

BACKEND = text("select pg_backend_pid()")
OTHERS = UUID("00000000-0000-4000-8000-0000000000ff")
HOUSE_TABLES = {*(str(row.__tablename__) for row in (ProcessRow, GuessRow, EpochRow)), "alembic_version"}
"""They belong to no tenant."""


@pytest.fixture(scope="module")
async def engine(settings: Settings) -> AsyncIterator[AsyncEngine]:
    made = app_engine(settings)
    yield made
    await made.dispose()


@pytest.fixture
def people(engine: AsyncEngine, pool: Any) -> People:
    return People(engine, pool)


async def tables(owner: Any) -> dict[str, Any]:
    rows = await owner.fetch(
        "select relname, relrowsecurity, relforcerowsecurity, pg_get_userbyid(relowner) as owner "
        "from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"
    )
    return {row["relname"]: row for row in rows}


def unlike(context: object, inspected: object, column: object, found: Any, meant: Any) -> bool | None:
    """PostgreSQL knows no difference between text and varchar; all else alembic decides."""
    return False if isinstance(found, String) and isinstance(meant, AutoString) else None


def differences(connection: Connection) -> list[Any]:
    """As alembic sees them. Indexes are the migration's own: SQLModel classes here are read through, not created."""
    context = MigrationContext.configure(connection, opts={"compare_type": unlike})
    found = compare_metadata(context, SQLModel.metadata)
    return [change for change in found if not str(change[0]).endswith(("_index", "_constraint", "_fk"))]


async def test_the_classes_say_what_the_tables_are(settings: Settings) -> None:
    """C20: the classes say what the tables are."""
    engine = create_async_engine(sqlalchemy_url(settings.database_url))
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
        await connection.execute(text("alter table rooms add column stray int"))
        await connection.execute(text("alter table heads alter column seq type int"))
        assert len(await connection.run_sync(differences)) == 2, "the comparison itself sees a difference"
        await connection.rollback()
    await engine.dispose()


async def test_releasing_again_changes_nothing(settings: Settings, owner: Any) -> None:
    """C21: releasing again changes nothing."""
    room = await found_room(owner)
    await asyncio.gather(*(asyncio.to_thread(release, settings) for _ in range(2)))
    assert await owner.fetchval("select count(*) from rooms where id = $1", room) == 1


@pytest.mark.parametrize("role", [APP_ROLE, WRITER_ROLE])
async def test_a_role_owns_nothing_and_cannot_pass_its_policies(owner: Any, role: str) -> None:
    """C22: a role owns nothing and cannot pass its policies."""
    row = await owner.fetchrow(
        "select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication, "
        "(select count(*) from pg_auth_members where member = r.oid) as memberships, "
        "(select count(*) from pg_class where relowner = r.oid) as owned from pg_roles r where rolname = $1",
        role,
    )
    assert {name: bool(value) for name, value in row.items()} == dict.fromkeys(row.keys(), False)


async def test_every_tenant_table_is_behind_forced_policies(owner: Any) -> None:
    """C23: every tenant table is behind forced policies."""
    found = await tables(owner)
    behind = {name for name, row in found.items() if row["relrowsecurity"] and row["relforcerowsecurity"]}
    with_tenant = {
        row["table_name"]
        for row in await owner.fetch(
            "select table_name from information_schema.columns "
            "where column_name = 'tenant_id' and table_schema = 'public'"
        )
    }
    assert behind == with_tenant
    assert found.keys() - behind == HOUSE_TABLES


@pytest.mark.parametrize("role", [APP_ROLE, WRITER_ROLE])
async def test_a_role_gives_up_after_a_short_while(settings: Settings, role: str) -> None:
    """C24: a role gives up after a short while: statement_timeout, idle_in_transaction_session_timeout and
    lock_timeout come with the login.
    """
    connection = await asyncpg.connect(settings.role_url(role))
    shown = [
        await connection.fetchval(f"show {name}")
        for name in ("statement_timeout", "idle_in_transaction_session_timeout", "lock_timeout")
    ]
    await connection.close()
    assert shown == ["5s", "10s", "500ms"]


async def test_without_a_tenant_no_row_is_seen(owner: Any, engine: AsyncEngine) -> None:
    """C25: without a tenant no row is seen."""
    await found_room(owner)
    async with engine.connect() as connection:
        for name in ("rooms", "heads", "events", "texts"):
            assert (await connection.execute(text(f"select count(*) from {name}"))).scalar_one() == 0


async def test_a_tenant_sees_and_makes_its_own_rows_only(owner: Any, people: People) -> None:
    """C26: a tenant sees and makes its own rows only."""
    mine, theirs = await found_room(owner), await found_room(owner, OTHERS)
    async with people.session() as session:
        seen = set(await session.exec(select(RoomRow.id)))
        assert mine in seen
        assert theirs not in seen
        assert await session.get(RoomRow, theirs) is None
    with pytest.raises(DBAPIError, match="row-level security"):
        async with people.session() as session:
            await (await session.connection()).execute(
                text("insert into heads (room_id, tenant_id, seq) values (:room, :tenant, 0)"),
                {"room": uuid4(), "tenant": OTHERS},
            )


async def test_a_tenant_does_not_stay_on_its_connection(owner: Any, settings: Settings, pool: Any) -> None:
    """C27: a tenant does not stay on its connection: the next checkout of the very same connection is nobody, also
    after an error.
    """
    await found_room(owner)
    engine = app_engine(settings.model_copy(update={"pool_size": 1}))
    people, pids = People(engine, pool), set()
    for fail in (False, True):
        try:
            async with people.session() as session:
                pids.add((await (await session.connection()).execute(BACKEND)).scalar_one())
                assert list(await session.exec(select(RoomRow.id)))
                if fail:
                    await (await session.connection()).execute(text("select 1 / 0"))
        except DBAPIError:
            assert fail
        async with engine.connect() as connection:
            pids.add((await connection.execute(BACKEND)).scalar_one())
            assert (await connection.execute(text("select count(*) from rooms"))).scalar_one() == 0
    await engine.dispose()
    assert len(pids) == 1


@pytest.mark.parametrize(
    ("role", "statement"),
    [
        (WRITER_ROLE, "delete from events"),
        (WRITER_ROLE, "update events set op = null"),
        (WRITER_ROLE, "delete from texts"),
        (WRITER_ROLE, "update texts set text = ''"),
        (WRITER_ROLE, "delete from heads"),
        (WRITER_ROLE, "delete from rooms"),
        (WRITER_ROLE, "update rooms set code = 'X'"),
        (WRITER_ROLE, "delete from checkpoints"),
        (WRITER_ROLE, "truncate events"),
        (WRITER_ROLE, "create table mine (id int)"),
        (APP_ROLE, "insert into events select * from events"),
        (APP_ROLE, "update heads set seq = 0"),
        (APP_ROLE, "delete from texts"),
        (APP_ROLE, "select * from tickets"),
        (APP_ROLE, "select * from jobs"),
        (APP_ROLE, "select * from presence"),
        (APP_ROLE, "select * from checkpoints"),
        (APP_ROLE, "select * from processes"),
        (APP_ROLE, "select * from guesses"),
        (APP_ROLE, "update rooms set created_by = id"),
        (APP_ROLE, "update covers set title = ''"),
        (APP_ROLE, "update shelves set seated = true"),
        (APP_ROLE, "insert into shelves select * from shelves"),
        (APP_ROLE, "update links set kind = 'invite'"),
        (WRITER_ROLE, "select * from links"),
        (APP_ROLE, "create table mine (id int)"),
    ],
)
async def test_a_role_may_do_its_own_work_and_nothing_else(settings: Settings, role: str, statement: str) -> None:
    """C28: a role may do its own work and nothing else."""
    connection = await asyncpg.connect(settings.role_url(role))
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connection.execute(statement)
    await connection.close()


async def test_only_the_hash_of_a_ticket_is_a_column(owner: Any) -> None:
    """C29: only the hash of a ticket is a column."""
    columns = await owner.fetch("select column_name from information_schema.columns where table_name = 'tickets'")
    assert {row["column_name"] for row in columns} == set(TicketRow.model_fields)
    assert "ticket" not in TicketRow.model_fields
    assert GUESTS != OTHERS
