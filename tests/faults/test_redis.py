"""Redis that loses what it holds, throws its listeners out or hears and speaks one way only: it costs moments."""

from __future__ import annotations

import asyncio
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from redis.asyncio import Redis

from rooms.bus import HOUSE, channel
from rooms.settings import Settings
from server.machine.embedded import EmbeddedValkey
from tests.faults.crowds import Crowd
from tests.faults.findings import Findings, scaled
from tests.faults.hearing import CONVERGE_SECONDS, deaf, hears_again, lags
from tests.faults.processes import running
from tests.faults.proxy import BLACKHOLE, HEALTHY, proxy, socket_of
from tests.waiting import until
from tests.witness import answer_times

DEAF_SECONDS = 15
"""The menu's bound: the probe of three times four seconds, and the way back."""
EVERY_SECONDS = scaled(1, 3, 3)
ROUNDS = scaled(2, 8, 20)
OUTAGE_SECONDS = scaled(3, 15, 60)
LARGE = b"x" * 33_000_000
"""More than Valkey keeps for a listener (client-output-buffer-limit pubsub, 32 MB): it throws it out."""


async def test_valkey_is_emptied(
    on_own_valkey: Settings, own_valkey: EmbeddedValkey, owner: Any, tmp_path: Path, findings: Findings
) -> None:
    """F-57: Valkey emptied, its listeners thrown out every 3 s, and 33 MB published to them: no process stays deaf for
    15 s, nobody waits, and hearing is quick again without help.
    """
    async with running(on_own_valkey, tmp_path, 2) as webs, Crowd([web.address for web in webs], 9) as crowd:
        people = await crowd.open("free", 6)
        await crowd.all_in()
        crowd.pace = (0.1, 0.3)
        crowd.write(*people[::2])
        await until("writes go on", lambda: crowd.acked >= 20, 20)
        began = monotonic()
        async with Redis.from_url(own_valkey.url) as valkey:
            for _ in range(ROUNDS):
                await valkey.flushall()
                await valkey.execute_command("CLIENT", "KILL", "TYPE", "pubsub")
                await asyncio.sleep(EVERY_SECONDS)
            for name in (HOUSE, channel(people[0].room_id)):
                assert await valkey.publish(name, LARGE) == len(webs)
                await asyncio.sleep(EVERY_SECONDS)
        ended = monotonic()
        await hears_again(*people[:2])
        again = monotonic() - ended
        figures = await crowd.judged(owner)
    during = [record for record in crowd.records if began < record.t < ended]
    home = {client.name: client.address for client in people}
    own, other = lags(during, home)
    longest = max(deaf(during, home, webs[1].address), again)
    assert figures.connections == len(people), "nobody lost a connection"
    assert max(answer_times(during)) < 1
    assert max(own) < 1
    assert max(other) < CONVERGE_SECONDS
    assert longest < DEAF_SECONDS
    besides = f"on the other process within {max(other):.2f} s, deaf for {longest:.1f} s at most"
    findings.add("T09", "Valkey emptied, listeners killed, 33 MB published", ROUNDS, figures, besides)


@pytest.mark.parametrize("direction", ["to", "from"])
async def test_one_process_is_cut_off_from_redis(
    direction: str, settings: Settings, redis_url: str, owner: Any, tmp_path: Path, folder: Path, findings: Findings
) -> None:
    """F-56: one of two processes is cut off from Redis, in one direction at a time and without being told: its own
    members notice nothing, the others hear within 2 s, and hearing is quick again without help.
    """
    async with proxy(socket_of(redis_url)) as line:
        cut_off = settings.model_copy(update={"redis_url": line.instead(redis_url)})
        async with (
            running(settings, tmp_path) as [a],
            running(cut_off, folder) as [b],
            Crowd([a.address, b.address], 17) as crowd,
        ):
            people = await crowd.open("free", 8)
            await crowd.all_in()
            crowd.pace = (0.1, 0.3)
            speaker, listener = people[1::-1] if direction == "to" else people[:2]
            # One side alone writes: a process that writes itself hears of the others by losing to them.
            crowd.write(*(client for client in people if client.address == speaker.address))
            await until("writes go on", lambda: crowd.acked >= 30, 20)
            began = monotonic()
            line.suffer(up=BLACKHOLE) if direction == "to" else line.suffer(HEALTHY, BLACKHOLE)
            await asyncio.sleep(OUTAGE_SECONDS)
            line.suffer()
            ended = monotonic()
            await hears_again(speaker, listener)
            again = monotonic() - ended
            figures = await crowd.judged(owner)
    during = [record for record in crowd.records if began < record.t < ended]
    own, other = lags(during, {client.name: client.address for client in people})
    assert figures.connections == len(people), "nobody lost a connection"
    assert max(answer_times(during)) < 1
    assert max(own) < 1
    assert 0.5 < max(other) < CONVERGE_SECONDS, "Redis was of no help, and PostgreSQL was"
    assert again < DEAF_SECONDS
    besides = f"heard within {max(own):.2f} s, on the other process {max(other):.2f} s, quick again after {again:.1f} s"
    findings.add("T17", f"nothing {direction} Redis for {OUTAGE_SECONDS} s", 1, figures, besides)
