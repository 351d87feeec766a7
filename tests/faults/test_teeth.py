"""Teeth: a house that breaks a promise is found out by the same witness, and an honest one passes the same scene."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from rooms.protocol import KickMember, PostChat
from rooms.settings import WRITER_ROLE, Settings
from tests.faults.crowds import Crowd
from tests.faults.processes import Web
from tests.waiting import until, until_asked
from tests.witness import Figures, Violation

PROCESS = ("-m", "tests.faults.tampered")


@asynccontextmanager
async def scene(settings: Settings, folder: Path, fault: str) -> AsyncIterator[tuple[Web, Crowd]]:
    """A room of two on a process with this fault."""
    web = Web(settings, folder / "web.log", {"ROUNDTALE_COMMAND_SECONDS": "1"}, command=(*PROCESS, fault))
    try:
        web.start()
        async with Crowd([web.address], 1) as crowd:
            await crowd.open("free", 2)
            await crowd.all_in()
            crowd.patience = 2
            yield web, crowd
    finally:
        if web.alive:
            web.kill()


async def killed_before_the_commit(settings: Settings, owner: Any, folder: Path, fault: str) -> Figures:
    """A word is said while the room's head is locked, so that it cannot be saved; then the process dies."""
    async with scene(settings, folder, fault) as (web, crowd):
        host, other = crowd.people[0]
        locker = await asyncpg.connect(settings.database_url)
        async with locker.transaction():
            await locker.fetch("select 1 from heads where room_id = $1 for update", host.room_id)
            speaking = asyncio.create_task(host.write(PostChat, text="Is this kept?"))
            await until("an answer", lambda: any(record.what in ("acked", "put_off") for record in crowd.records), 10)
            web.kill()
            await until_asked("its connections are gone", lambda: break_connections(owner))
        await locker.close()
        web.command = (*PROCESS, "none")
        before = crowd.connections()
        web.start()
        await crowd.all_back(before)
        await speaking
        await other.write(PostChat, text=f"Back. {other.op()}")
        return await crowd.judged(owner)


async def break_connections(owner: Any) -> bool:
    """PostgreSQL goes on with what a dead process had asked for; here that must not save it."""
    ours = "from pg_stat_activity where usename = $1 and datname = current_database()"
    await owner.execute(f"select pg_terminate_backend(pid) {ours}", WRITER_ROLE)
    return not await owner.fetchval(f"select count(*) {ours}", WRITER_ROLE)


async def come_back_by_delta(settings: Settings, owner: Any, folder: Path, fault: str) -> Figures:
    """One member is away while the other says three things."""
    async with scene(settings, folder, fault) as (_, crowd):
        host, other = crowd.people[0]
        await other.close()
        for _ in range(3):
            await host.write(PostChat, text=f"Without you. {host.op()}")
        other.enter()
        await until("back", lambda: other.joined, 10)
        return await crowd.judged(owner)


async def removed(settings: Settings, owner: Any, folder: Path, fault: str) -> Figures:
    """The host removes the other and goes on talking."""
    async with scene(settings, folder, fault) as (_, crowd):
        host, other = crowd.people[0]
        await host.write(KickMember, member=other.person)
        await host.write(PostChat, text=f"Now that we are alone. {host.op()}")
        await until("they were told", lambda: other.removed, 10)
        return await crowd.judged(owner)


@pytest.mark.parametrize(
    ("play", "fault", "words"),
    [
        (killed_before_the_commit, "tells_before_commit", "P2: acknowledged, and lost"),
        (come_back_by_delta, "resumes_one_late", "P1: a gap"),
        (removed, "keeps_the_removed", "P10: heard of .* without a seat"),
    ],
)
async def test_teeth(play: Any, fault: str, words: str, settings: Settings, owner: Any, tmp_path: Path) -> None:
    """F-30: a process that tells before the commit, one whose delta begins one event late and one that lets the
    removed go on hearing are each found out; without the fault the same scene passes.
    """
    with pytest.raises(Violation, match=words):
        await play(settings, owner, tmp_path, fault)
    assert (await play(settings, owner, tmp_path, "none")).acked > 0
