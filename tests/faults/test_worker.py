"""The worker, and everything at once: what is not PostgreSQL may die together and begins again from the log."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any
from uuid import uuid4

import pytest
import redis.asyncio as redis

from rooms.runtime import cancel
from rooms.settings import Settings
from rooms.tables import GUESTS
from server.machine.embedded import EmbeddedValkey
from server.machine.supervisor import OwnProcess, Watched
from tests.databases import found_room
from tests.faults.crowds import BACK_SECONDS, Crowd
from tests.faults.findings import FULL, LONG, Findings, scaled
from tests.faults.processes import Web, running
from tests.waiting import until, until_asked

DEATHS = scaled(1, 5, 20)
OUTAGE_SECONDS = scaled(2, 10, 10)
SWEPT_SECONDS = 30
"""The worker sweeps when it starts; PostgreSQL, a Valkey and a new process take their time."""


@pytest.mark.timeout(300)
async def test_everything_dies_at_once(
    on_own_valkey: Settings, own_valkey: EmbeddedValkey, owner: Any, tmp_path: Path, findings: Findings
) -> None:
    """F-71: both web processes, the worker and Valkey are killed at the same moment, while the co-author writes too:
    nothing acknowledged is lost or doubled, all are back within 5 s of readiness, and upkeep goes on.
    """
    random = Random(8)
    back: list[float] = []
    worker = Web(on_own_valkey, tmp_path / "worker.log", command=("-m", "server", "worker"))
    async with running(on_own_valkey, tmp_path, 2) as webs, Crowd([web.address for web in webs], 8) as crowd:
        everything: list[Web | EmbeddedValkey] = [own_valkey, *webs, worker]
        try:
            worker.start()
            for number in range(8):
                await crowd.open("duet" if number % 4 == 0 else "free", 5 if number % 4 else 2)
            await crowd.all_in()
            crowd.write()
            for _ in range(DEATHS):
                enough = crowd.acked + random.randrange(50, 200)
                await until("writes go on", lambda enough=enough: crowd.acked >= enough, 30)  # type: ignore[misc]
                before = crowd.connections()
                for each in everything:
                    each.kill()
                await expire_a_ticket(owner)
                for each in everything:
                    each.start()
                for web in webs:
                    await web.ready()
                ready = monotonic()
                await crowd.all_back(before)
                back.append(monotonic() - ready)
                await until_asked("it is swept", lambda: swept(owner), SWEPT_SECONDS)
            figures = await crowd.judged(owner)
        finally:
            worker.kill()
    assert max(back) < BACK_SECONDS, back
    unfinished = "select count(*) from jobs where not done and room_id = any($1)"
    assert await owner.fetchval(unfinished, [room[0].room_id for room in crowd.people]) == 0
    besides = f"all back within {max(back):.1f} s of readiness"
    findings.add("T03", "kill -9 of both webs, the worker and Valkey together", DEATHS, figures, besides)


@pytest.mark.whole
@pytest.mark.timeout(200)
async def test_valkey_dies_under_the_worker(
    on_own_valkey: Settings, own_valkey: EmbeddedValkey, owner: Any, tmp_path: Path, findings: Findings
) -> None:
    """F-72: Valkey is killed under the worker, comes back empty, and (in a longer run) is emptied: the supervisor
    starts the worker again as often as it takes, and its work is done; people write on meanwhile.
    """
    own = {"DATABASE_URL": on_own_valkey.database_url, "REDIS_URL": on_own_valkey.redis_url}
    service = OwnProcess("worker", {**os.environ, **own, "ROUNDTALE_SECRET": on_own_valkey.secret}, 5)
    async with running(on_own_valkey, tmp_path) as [web], Crowd([web.address], 9) as crowd:
        service.start()
        watching = asyncio.create_task(watch(Watched(service, monotonic())))
        try:
            await crowd.open("free", 4)
            await crowd.all_in()
            crowd.write()
            await sweeps(owner)
            first = service.process
            own_valkey.kill()
            await asyncio.sleep(OUTAGE_SECONDS)
            own_valkey.start()
            again = await sweeps(owner)
            assert service.process is not first, "it ended with its Valkey"
            if FULL or LONG:
                async with redis.Redis.from_url(on_own_valkey.redis_url) as client:
                    await client.flushall()
                await sweeps(owner, 90)
            figures = await crowd.judged(owner)
        finally:
            await cancel(watching)
            service.stop()
    assert figures.connections == 4, "nobody lost a connection"
    findings.add(
        "T08", f"Valkey killed for {OUTAGE_SECONDS} s under the worker", 1, figures, f"swept {again:.1f} s later"
    )


async def watch(watched: Watched) -> None:
    """What the supervisor does, beside the members."""
    while True:
        watched.look(monotonic())
        await asyncio.sleep(0.2)


async def expire_a_ticket(owner: Any) -> None:
    """Work for the worker: what it sweeps when it starts."""
    room = await found_room(owner)
    await owner.execute(
        "insert into tickets values ($1, $2, $3, $4, now() - interval '1 hour')", os.urandom(32), GUESTS, room, uuid4()
    )


async def swept(owner: Any) -> bool:
    return not await owner.fetchval("select count(*) from tickets where expires_at < now() - interval '30 minutes'")


async def sweeps(owner: Any, seconds: float = SWEPT_SECONDS) -> float:
    """Wait until the worker has done its work once more (every minute, and when it starts): how long that took."""
    began = monotonic()
    await expire_a_ticket(owner)
    await until_asked("it is swept", lambda: swept(owner), seconds)
    return monotonic() - began
