"""The schema changed under the hands of those who write: an upgrade without stopping begins with this."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from migrations.release import release
from rooms.settings import Settings
from tests.databases import released
from tests.faults.crowds import Crowd
from tests.faults.findings import Findings, scaled
from tests.faults.processes import running
from tests.waiting import until

ROOMS, MEMBERS = scaled((5, 4), (10, 5), (10, 5))
MIGRATIONS = scaled(1, 5, 20)
HELD_SECONDS = scaled(1, 3, 3)
EXPAND = """
alter table rooms add column note_{n} text;
alter table heads add column note_{n} bigint not null default 0;
alter table events add column note_{n} uuid;
alter table texts add column note_{n} text;
alter table jobs add column note_{n} int not null default 0;
alter table tickets add column note_{n} int;
alter table presence add column note_{n} int
"""
"""As a release before the code that uses it: every column new, and none without a default that was asked for."""
ALTER = """
alter table rooms alter column code type {text};
alter table texts alter column text type {text};
alter table jobs alter column progress type {text};
alter table events alter column at type timestamptz({precision})
"""
"""Columns of another type: what a connection has prepared does not fit any more."""


@pytest.fixture
async def own_settings(database_url: str, redis_url: str) -> Settings:
    """A database of its own: its schema is not the others'."""
    return await released(database_url, redis_url, "migrating")


@pytest.fixture
async def own_owner(own_settings: Settings) -> AsyncIterator[asyncpg.Connection[Any]]:
    connection = await asyncpg.connect(own_settings.database_url)
    yield connection
    await connection.close()


@pytest.mark.timeout(300)
async def test_a_migration_under_load(
    own_settings: Settings, own_owner: Any, tmp_path: Path, findings: Findings
) -> None:
    """F-75: columns are added, and others get another type, while everybody writes, comes and goes: nobody is refused,
    no write needs more than one retry, and no request fails.
    """
    async with running(own_settings, tmp_path, 2) as webs, Crowd([web.address for web in webs], 6) as crowd:
        for _ in range(ROOMS):
            await crowd.open("free", MEMBERS)
        await crowd.all_in()
        crowd.write()
        for number in range(MIGRATIONS):
            await writes_go_on(crowd)
            await migrate(own_owner, EXPAND.format(n=number))
            await come_back(crowd)
            text = "text" if number % 2 else "varchar"
            await migrate(own_owner, ALTER.format(text=text, precision=6 - number % 2))
            await come_back(crowd)
            await asyncio.to_thread(release, own_settings)
        await writes_go_on(crowd)
        figures = await crowd.judged(own_owner)
        assert webs[0].complaints() + webs[1].complaints() == []
    again = Counter(record.op for record in crowd.records if record.what == "put_off")
    assert figures.refused == 0
    assert max(again.values(), default=0) <= 1, again
    besides = f"{sum(again.values())} writes tried again"
    findings.add("T12", "columns added and altered under load", 2 * MIGRATIONS, figures, besides)


async def migrate(owner: Any, statements: str) -> None:
    """In one transaction that does not wait long for its locks, as the release step does it."""
    async with owner.transaction():
        await owner.execute("set local lock_timeout = '5s'")
        for statement in statements.split(";"):
            await owner.execute(statement)


async def writes_go_on(crowd: Crowd) -> None:
    enough = crowd.acked + 100
    await until("writes go on", lambda: crowd.acked >= enough, 20)


async def come_back(crowd: Crowd) -> None:
    """Some read their page anew, some come back with a delta, some are new: every kind of request is made."""
    some = crowd.random.sample(crowd.everybody, len(crowd.everybody) // 2)
    before = {client: client.connection for client in some}
    for number, client in enumerate(some):
        client.forget() if number % 2 else client.drop()
    await crowd.all_back(before)
    await crowd.open("free", 2)
    await crowd.all_in()


@pytest.mark.timeout(300)
async def test_a_migration_that_must_wait(
    own_settings: Settings, own_owner: Any, tmp_path: Path, findings: Findings
) -> None:
    """F-76: a migration that waits behind a long read makes everybody wait behind it, as long and no longer, and
    nobody is refused.
    """
    reader = await asyncpg.connect(own_settings.database_url)
    async with running(own_settings, tmp_path, 2) as webs, Crowd([web.address for web in webs], 7) as crowd:
        for _ in range(ROOMS):
            await crowd.open("free", MEMBERS)
        await crowd.all_in()
        crowd.write()
        await writes_go_on(crowd)
        async with reader.transaction():
            await reader.fetch("select 1 from texts limit 1")
            migrating = asyncio.create_task(migrate(own_owner, "alter table texts add column waited int"))
            for client in crowd.random.sample(crowd.everybody, 5):
                client.drop()  # requests meet the lock as well
            await asyncio.sleep(HELD_SECONDS)
            assert not migrating.done()
        await migrating
        await writes_go_on(crowd)
        figures = await crowd.judged(own_owner)
    await reader.close()
    assert figures.refused == 0
    assert figures.slowest_answer < HELD_SECONDS + 2
    besides = f"held for {HELD_SECONDS} s"
    findings.add("T12", "a migration waits for its lock", 1, figures, besides)
