"""Jobs as rows: what the migration leaves behind, who gets a lease, what a day allows, and what operators see."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from alembic import command
from alembic.config import Config
from redis.asyncio import Redis
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from migrations.release import alembic_config
from rooms import jobs, spending
from rooms.bell import Bell, queue_name
from rooms.errors import EnoughForToday
from rooms.jobs import MOST_DUE, QUEUES, Job
from rooms.objects import Objects
from rooms.runtime import cancel, sqlalchemy_url
from rooms.settings import APP_ROLE, MEMORY, Settings
from rooms.tables import GUESTS
from server.jobs import table
from tests.databases import found_room, released
from workers.desk import HouseDesk
from workers.making import Fetched

ME, OTHER = uuid4(), uuid4()
LONG = 60.0


@pytest.fixture(autouse=True)
async def nothing_left(owner: Any) -> AsyncIterator[None]:
    yield
    await owner.execute("delete from jobs")


async def asked(owner: Any, room: UUID, seq: int = 1, kind: str = "plate", age: float = 0, by: UUID | None = ME) -> int:
    """A job as the door writes it, ``age`` seconds ago."""
    await owner.execute(
        "insert into jobs (tenant_id, room_id, seq, kind, person_id, asked_at) "
        "values ($1, $2, $3, $4, $5, now() - $6 * interval '1 second')",
        GUESTS, room, seq, kind, by, float(age),
    )  # fmt: skip
    return seq


async def take(pool: Any, room: UUID, seq: int = 1, seconds: float = LONG) -> Job:
    job = await jobs.take(pool, room, seq, uuid4(), seconds)
    assert job is not None
    return job


async def test_one_worker_gets_a_job(owner: Any, pool: Any) -> None:
    """C400: of many workers who reach for a job at once one gets it; nobody does while it is held, is to wait, or is
    done, and each lease has a number above the last one's.
    """
    room = await found_room(owner)
    await asked(owner, room)
    reached = await asyncio.gather(*(jobs.take(pool, room, 1, uuid4(), LONG) for _ in range(8)))
    [first] = [job for job in reached if job is not None]
    assert (first.attempt, first.deaths, first.person, first.tenant) == (1, 0, ME, GUESTS)
    await jobs.let_go(pool, first, LONG)
    assert await jobs.take(pool, room, 1, uuid4(), LONG) is None, "it is to wait"
    await owner.execute("update jobs set not_before = now()")
    second = await take(pool, room)
    assert (second.attempt, second.deaths) == (2, 0)
    assert await jobs.beat(pool, second, LONG)
    assert not await jobs.beat(pool, first, LONG)
    await jobs.close(pool, first, "gone")
    await jobs.let_go(pool, first)
    assert await jobs.take(pool, room, 1, uuid4(), LONG) is None, "the first has no say any more"
    await jobs.close(pool, second, "gone")
    assert await jobs.take(pool, room, 1, uuid4(), LONG) is None
    assert not await jobs.beat(pool, second, LONG)


async def test_deaths_are_counted(owner: Any, pool: Any) -> None:
    """C401: who falls silent has died of the job; who gave it back has not."""
    room = await found_room(owner)
    await asked(owner, room)
    await take(pool, room, seconds=-1)
    await jobs.let_go(pool, await take(pool, room))
    await take(pool, room, seconds=-1)
    assert (await take(pool, room)).deaths == 2


async def test_what_is_due(owner: Any, pool: Any) -> None:
    """C402: the sweep finds what nobody took in two seconds, or whose worker fell silent, and no more of a kind than a
    worker can ring for, so that nothing waits behind many of another.
    """
    room = await found_room(owner)
    await asked(owner, room, 1, age=1)
    await asked(owner, room, 2, age=3)
    for seq, seconds in ((3, LONG), (4, -1)):
        await asked(owner, room, seq, age=9)
        await take(pool, room, seq, seconds)
    await asked(owner, room, 5, age=9)
    await jobs.let_go(pool, await take(pool, room, 5), LONG)
    await asked(owner, room, 6, kind="narration", age=9)
    assert sorted(await jobs.due(pool)) == [("plate", room, 2, 0), ("plate", room, 4, 1)]
    for seq in range(100, 100 + 2 * MOST_DUE):
        await asked(owner, room, seq, kind="voice", age=99)
    await asked(owner, room, 7, kind="erase", age=3)
    due = await jobs.due(pool)
    assert ("erase", room, 7, 0) in due
    assert len([kind for kind, *_ in due if kind == "voice"]) == MOST_DUE


async def test_what_a_day_allows(owner: Any, pool: Any, settings: Settings) -> None:
    """C403: a room, a person and a tenant have so much each day of UTC; 0 is without end, erasing and yesterday do not
    count, and what the room's rules asked for counts for nobody.
    """
    room, elsewhere = await found_room(owner), await found_room(owner)
    for seq in (1, 2):
        await asked(owner, room, seq)
    await asked(owner, room, 3, by=None)
    await asked(owner, room, 4, kind="erase")
    await asked(owner, elsewhere, 1, age=86_400)

    async def refused(of: str, quota: int, where: UUID = room, by: UUID | None = ME) -> bool:
        free = {f"media_{each}_day": 0 for each in ("room", "person", "tenant")}
        try:
            await jobs.allow(pool, settings.model_copy(update=free | {f"media_{of}_day": quota}), where, by)
        except EnoughForToday as refusal:
            return refusal.args_for_page == {"limit": quota}
        return False

    assert [await refused("room", quota) for quota in (0, 3, 4)] == [False, True, False]
    assert [await refused("person", quota) for quota in (0, 2, 3)] == [False, True, False]
    assert [await refused("tenant", quota) for quota in (0, 3, 4)] == [False, True, False]
    assert not await refused("person", 1, by=OTHER)
    assert await refused("person", 2, where=elsewhere), "wherever they ask"
    assert not await refused("person", 1, by=None)
    assert not await refused("room", 1, where=elsewhere)


async def test_what_operators_see(owner: Any, pool: Any) -> None:
    """C404: by kind what waits, is worked on, how old the oldest is, and how the last hour's ended; as a table too."""
    room = await found_room(owner)
    await asked(owner, room, 1, age=40)
    await asked(owner, room, 2)
    await take(pool, room, 2)
    for seq, outcome, minutes in ((3, "media.ready", 1), (4, "media.failed", 1), (5, "media.ready", 61)):
        await asked(owner, room, seq)
        await owner.execute(
            "update jobs set done = true, outcome = $2, ended_at = now() - $3 * interval '1 minute' where seq = $1",
            seq, outcome, float(minutes),
        )  # fmt: skip
    state = await jobs.state(pool)
    assert set(state) == {"plate"}
    seen = dict(state["plate"])
    assert 40 <= seen.pop("oldest") < 60
    assert seen == {"waiting": 1, "working": 1, "ready": 1, "failed": 1}
    head, *rows = table(state).splitlines()
    assert head.split() == ["kind", "queue", "waiting", "working", "oldest", "ready", "failed"]
    assert [row.split()[:2] for row in rows] == [[kind, queue] for kind, queue in QUEUES.items()]
    assert rows[0].split()[2:4] == ["1", "1"]


async def test_the_command(owner: Any, settings: Settings) -> None:
    """C405: ``python -m server jobs`` prints the table and whether workers are there, and with ``--again`` rings for
    what waits; where nothing answers it says so in a line.
    """
    room = await found_room(owner)
    await asked(owner, room, 1, kind="voice", age=9)
    async with Redis.from_url(settings.redis_url) as valkey:
        await valkey.delete(queue_name("slow"))
        await valkey.set(queue_name("slow") + ":health-check", "there", ex=60)
        shown = await run(settings, "jobs")
        assert "voice      slow           1        0" in shown.stdout
        assert "workers: slow: there, quick: none" in shown.stdout
        assert not await valkey.exists(queue_name("slow"))
        again = await run(settings, "jobs", "--again")
        assert again.stdout.endswith("rung again: 1\n")
        assert await valkey.zcard(queue_name("slow")) == 1
        await valkey.delete(queue_name("slow"), queue_name("slow") + ":health-check")
    gone = settings.model_copy(update={"database_url": "postgresql://nobody@127.0.0.1:1/none"})
    failed = await run(gone, "jobs", code=1)
    assert failed.stderr.startswith("jobs: ")
    assert len(failed.stderr.splitlines()) == 1


async def run(settings: Settings, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    own = {"DATABASE_URL": settings.database_url, "REDIS_URL": settings.redis_url, "ROUNDTALE_SECRET": settings.secret}
    said = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-m", "server", *words],
        env=os.environ | own, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert said.returncode == code, said.stderr
    return said


async def test_nobody_is_there(settings: Settings) -> None:
    """C406: a bell that reaches no Redis rings in vain and raises nothing; neither does asking who is there."""
    bell = Bell(settings.model_copy(update={"redis_url": "redis://127.0.0.1:1"}))
    await bell.ring("plate", uuid4(), 1)
    assert await bell.alive() == {}
    await bell.aclose()


async def test_a_ring_is_heard_once(settings: Settings) -> None:
    """C407: a job is in its queue once, however often it is rung for by one name, and again by another."""
    bell, room = Bell(settings), uuid4()
    async with Redis.from_url(settings.redis_url) as valkey:
        await valkey.delete(queue_name("slow"))
        for again in ("", "", "1", "1"):
            await bell.ring("plate", room, 1, again)
        assert await valkey.zcard(queue_name("slow")) == 2
        await valkey.delete(queue_name("slow"))
    await bell.aclose()


async def test_who_reaches_what(owner: Any, settings: Settings) -> None:
    """C408: answers of providers are the writers' alone: whoever reads for people reaches none."""
    connection = await asyncpg.connect(settings.role_url(APP_ROLE))
    try:
        for statement in ("select * from fetched", "delete from fetched", "update jobs set done = true"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement)
    finally:
        await connection.close()


async def test_there_and_back(database_url: str, redis_url: str) -> None:
    """C409: the migration goes back and forth over jobs that are there, and its rows are as before."""
    settings = await released(database_url, redis_url, "contract_back_and_forth")
    owner = await asyncpg.connect(settings.database_url)
    try:
        room = await found_room(owner)
        await asked(owner, room)
        before = await columns(owner)
        await move(settings, command.downgrade, "0006")
        assert not await owner.fetchval("select to_regclass('fetched')")
        assert await owner.fetchval("select count(*) from jobs") == 1
        await move(settings, command.upgrade, "head")
        assert await columns(owner) == before
        assert await owner.fetchval("select asked_at from jobs") is not None
    finally:
        await owner.close()


async def move(settings: Settings, way: Callable[[Config, str], None], version: str) -> None:
    engine = create_async_engine(sqlalchemy_url(settings.database_url), poolclass=NullPool)

    def go(connection: Connection) -> None:
        config = alembic_config()
        config.attributes["connection"] = connection
        way(config, version)

    async with engine.begin() as connection:
        await connection.run_sync(go)
    await engine.dispose()


async def columns(owner: Any) -> list[tuple[str, str, str]]:
    rows = await owner.fetch(
        "select table_name, column_name, data_type from information_schema.columns "
        "where table_name in ('jobs', 'fetched') order by 1, 2"
    )
    return [tuple(row) for row in rows]


async def test_what_was_stopped_is_counted(owner: Any, pool: Any, settings: Settings) -> None:
    """C431: a request that is taken back while its provider works costs the budget what was reserved for it."""
    room = await found_room(owner)
    await asked(owner, room)
    job, began = await take(pool, room), asyncio.Event()

    async def tell(percent: int) -> None: ...

    async def call() -> Fetched:
        began.set()
        await asyncio.Event().wait()
        raise AssertionError

    objects = Objects(settings.model_copy(update={"storage_url": MEMORY}))
    desk = HouseDesk(settings, pool, objects, job, "p1", tell)
    asking = asyncio.create_task(desk.once({"prompt": "a fox"}, call, Decimal("0.25")))
    await began.wait()
    await cancel(asking)
    assert await spending.today(pool, room, ME) == dict.fromkeys(("room", "person", "tenant"), Decimal("0.25"))
    assert await owner.fetchval("select cost from jobs where room_id = $1", room) == Decimal("0.25")
    await owner.execute("delete from attempts")
