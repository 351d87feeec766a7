"""Two web processes on one PostgreSQL and one Valkey, and what happens when either of those fails."""

from __future__ import annotations

import asyncio
from pathlib import Path
from time import monotonic
from typing import Any

import asyncpg
import pytest

from rooms.runtime import cancel
from rooms.settings import Settings
from server.machine.embedded import EmbeddedPostgres, EmbeddedValkey
from tests.databases import released
from tests.faults.crowds import Crowd
from tests.faults.findings import Findings, scaled
from tests.faults.hearing import CONVERGE_SECONDS, hears_again, lags
from tests.faults.processes import Web, crash, keeping, running
from tests.waiting import until
from tests.witness import answer_times
from tests.writers import Client

OUTAGE_SECONDS = scaled(5, 10, 60)
FAIR_SECONDS = 0.5
MANY = scaled(24, 64, 64)
WRITES = scaled(400, 3000, 60_000)
STEP_SECONDS = 0.03
"""A slow process stands still as long, and then runs as long."""
FAST = {f"ROUNDTALE_COMMANDS_PER_SECOND_{of}": "10000" for of in ("SOCKET", "PERSON", "ADDRESS")}


async def one_room(crowd: Crowd, members: int) -> list[Client]:
    """A room whose members sit on both processes in turn."""
    people = await crowd.open("free", members)
    await crowd.all_in()
    return people


@pytest.mark.parametrize(("rooms", "members", "pace"), [(1, 8, 0), (MANY, 2, 0.5)], ids=["a hot room", "many rooms"])
async def test_two_processes_are_fair(
    rooms: int, members: int, pace: float, settings: Settings, owner: Any, tmp_path: Path, findings: Findings
) -> None:
    """F-10: two processes write to one room without a pause, or to 64 rooms with members on both : each gets at least
    40 % through, and nobody waits half a second.
    """
    async with running(settings, tmp_path, 2, FAST) as webs, Crowd([web.address for web in webs], 1) as crowd:
        for _ in range(rooms):
            await crowd.open("free", members)
        await crowd.all_in()
        noise = await busy(crowd, pace)
        figures = await crowd.judged(owner)
        by_process = shares(crowd, webs)
    assert min(by_process) >= 0.4 * sum(by_process), by_process
    assert figures.slowest_answer < FAIR_SECONDS + 2 * noise, noise
    besides = f"{by_process} commands by process, noise {noise:.2f} s"
    findings.add("C", f"{rooms} busy room(s) on two processes", 1, figures, besides)


@pytest.mark.whole
@pytest.mark.parametrize(("rooms", "members"), [(1, 8), (MANY, 2)], ids=["a hot room", "many rooms"])
async def test_a_slow_process_is_not_starved(
    rooms: int, members: int, settings: Settings, owner: Any, tmp_path: Path, findings: Findings
) -> None:
    """F-80: a process that stands still half of the time writes beside a quick one, to one room or to 64: it gets at
    least 40 % of all through, and nobody waits half a second.
    """
    async with running(settings, tmp_path, 2, FAST) as webs, Crowd([web.address for web in webs], 1) as crowd:
        for _ in range(rooms):
            await crowd.open("free", members)
        await crowd.all_in()
        limping = asyncio.create_task(limp(webs[1]))
        noise = await busy(crowd, members * rooms / 100)
        await cancel(limping)
        figures = await crowd.judged(owner)
        by_process = shares(crowd, webs)
    assert min(by_process) >= 0.4 * sum(by_process), by_process
    assert figures.slowest_answer < FAIR_SECONDS + 2 * noise, noise
    besides = f"{by_process} commands by process, noise {noise:.2f} s"
    findings.add("C", f"{rooms} busy room(s), one process at half speed", 1, figures, besides)


async def busy(crowd: Crowd, pace: float) -> float:
    """All write, a thought of about ``pace`` seconds apart.

    Returns:
        For how long the machine kept this process itself waiting at most: the house waited as long, at both ends.
    """
    crowd.pace = (pace * 0.5, pace * 1.5)
    crowd.write()
    noise, last, end = 0.0, monotonic(), monotonic() + 120
    while crowd.acked < WRITES:
        assert monotonic() < end, crowd.acked
        await asyncio.sleep(0.01)
        noise, last = max(noise, monotonic() - last - 0.01), monotonic()
    await crowd.enough()
    return noise


async def limp(web: Web) -> None:
    """Let a process run and stand still in turn."""
    try:
        while True:
            web.freeze()
            await asyncio.sleep(STEP_SECONDS)
            web.thaw()
            await asyncio.sleep(STEP_SECONDS)
    finally:
        web.thaw()


def shares(crowd: Crowd, webs: list[Web]) -> list[int]:
    return [sum(client.acked for client in crowd.everybody if client.address == web.address) for web in webs]


@pytest.mark.parametrize("how", ["killed", "frozen"])
async def test_valkey_fails(
    how: str, on_own_valkey: Settings, own_valkey: EmbeddedValkey, owner: Any, tmp_path: Path, findings: Findings
) -> None:
    """F-11: Valkey killed or frozen: members of one process notice nothing, those of the other hear within 2 s,
    nobody loses a connection, nothing is missing afterwards, and hearing is quick again without help.
    """
    async with running(on_own_valkey, tmp_path, 2) as webs, Crowd([web.address for web in webs], 2) as crowd:
        people = await one_room(crowd, 6)
        crowd.pace = (0.1, 0.3)
        crowd.write(*people[::2])  # a process that writes itself hears of the others by losing to them
        await until("writes go on", lambda: crowd.acked >= 30, 20)
        began = monotonic()
        own_valkey.kill() if how == "killed" else own_valkey.freeze()
        await asyncio.sleep(OUTAGE_SECONDS)
        own_valkey.start() if how == "killed" else own_valkey.thaw()
        ended = monotonic()
        await hears_again(*people[:2])
        again = monotonic() - ended
        figures = await crowd.judged(owner)
    during = [record for record in crowd.records if began < record.t < ended]
    home = {client.name: client.address for client in people}
    own, other = lags(during, home)
    assert figures.connections == len(people), "nobody lost a connection"
    assert max(answer_times(during)) < 1
    assert max(own) < 1
    assert max(other) < CONVERGE_SECONDS
    besides = f"heard within {max(own):.2f} s, on the other process {max(other):.2f} s, quick again after {again:.1f} s"
    menu = "T06" if how == "killed" else "T07"
    findings.add(menu, f"Valkey {how} for {OUTAGE_SECONDS} s", 1, figures, besides)


async def test_postgresql_crashes(
    own_postgres: EmbeddedPostgres, redis_url: str, tmp_path: Path, findings: Findings
) -> None:
    """F-12: PostgreSQL killed with all it started and started again: commands are answered (busy), then all goes on
    without help, and what was acknowledged is there.
    """
    settings = await released(own_postgres.url, redis_url, "faults")
    async with keeping() as keep, running(settings, tmp_path, 2) as webs:
        async with Crowd([web.address for web in webs], 3) as crowd:
            for _ in range(4):
                await crowd.open("free", 5)
            await crowd.all_in()
            crowd.write()
            await until("writes go on", lambda: crowd.acked >= 100, 20)
            crash(own_postgres)
            began = monotonic()
            await until("commands are answered busy", lambda: crowd.put_off > 0, 15)
            refused = monotonic() - began
            await keep(own_postgres.start)
            back = monotonic()
            before = {client: client.acked for client in crowd.everybody}
            await until("all write again", lambda: all(client.acked > n for client, n in before.items()), 15)
            took = monotonic() - back
            owner = await asyncpg.connect(settings.database_url)
            figures = await crowd.judged(owner)
            await owner.close()
        assert all(web.alive for web in webs)
        await keep(own_postgres.stop)
    besides = f"busy after {refused:.1f} s, all wrote again {took:.1f} s after it was back"
    findings.add("T10", "PostgreSQL killed with all it started", 1, figures, besides)
