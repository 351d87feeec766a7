"""Readers who are slow or stop reading: it is their loss alone, and a small one."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from time import monotonic
from typing import Any
from uuid import UUID

import aiohttp
import psutil
import pytest

from rooms.protocol import ContinueStory, SubmitTurn
from rooms.runtime import cancel
from rooms.settings import Settings
from tests.faults.crowds import Crowd
from tests.faults.findings import Findings
from tests.faults.processes import Web, running
from tests.faults.proxy import BLACKHOLE, HEALTHY, Faults, proxy
from tests.faults.records import Record
from tests.waiting import until, until_asked
from tests.writers import Client

MB = 1_048_576
SHARED = 1.5
"""Two processes that do the same on a shared machine differ by as much. Who waited for a slow reader would wait for
seconds: what each of them is behind is eaten at 1 KB/s.
"""
NOISE_SECONDS = 0.05
WINDOW = 65_536
"""Bytes that the line takes from the server ahead of its reader: the server feels at once who does not read."""
PAGE = "語" * 3900
"""A long passage, of 12 KB."""


@dataclass(frozen=True)
class Readers:
    """``count`` of thirty read as ``faults`` has it; the house may grow by ``growth`` bytes for all of them."""

    count: int
    faults: Faults
    growth: int


SLOW = Readers(3, Faults(bandwidth=1000), 5 * MB)
STOPPED = Readers(10, BLACKHOLE, 10 * MB)


@pytest.mark.whole
@pytest.mark.timeout(600)
@pytest.mark.parametrize("readers", [SLOW, STOPPED], ids=["slow", "stopped"])
async def test_who_does_not_keep_up(
    readers: Readers, settings: Settings, owner: Any, tmp_path: Path, findings: Findings
) -> None:
    """F-60: three of thirty read 1 KB/s, or ten do not read at all, while people write and the co-author streams: the
    others hear as soon as thirty who all read, at the same moments on a process of their own; who is slow is dropped
    (by a full outbox, or a ping without an answer) and later holds the same story; the house grows by 5 MB at most
    for the three, by 1 MiB for each of the ten.
    """
    async with (
        proxy(seed=27, window=WINDOW) as line,
        running(settings, tmp_path, 2, {"ROUNDTALE_ORIGINS": line.address}) as [web, other],
        Crowd([other.address], 27) as crowd,
    ):
        line.target = web.port
        compared = await crowd.open("free", 30)
        crowd.addresses = [web.address]
        people = list(await crowd.open("free", 30 - readers.count))
        slow = await crowd.join(people[0], [line.address], readers.count)
        await crowd.all_in()
        async with busy_room(people), busy_room(compared):
            await until("all are at it", lambda: crowd.acked >= 40, 20)
            began = monotonic()
            grown = await growth(web, lambda: line.suffer(HEALTHY, readers.faults), len(people))
            took = monotonic() - began
            line.suffer()
            await crowd.all_back(dict.fromkeys(slow, 1))
        figures = await crowd.judged(owner)
    p99, usual = (
        percentile(waits(crowd.records, some, began, began + took)) for some in (people, compared[: len(people)])
    )
    assert p99 <= SHARED * usual + NOISE_SECONDS
    assert grown <= readers.growth
    assert all(client.connection > 1 for client in slow)
    assert all(client.connection == 1 for client in (*people, *compared))
    besides = f"p99 of the others {p99 * 1000:.0f} ms, of thirty who all read {usual * 1000:.0f} ms"
    besides += f"; dropped after {took:.1f} s; the house grew by {grown / MB:.1f} MB"
    what = f"{readers.count} of 30 read {'nothing' if readers is STOPPED else '1 KB/s'}"
    findings.add("T27", what, readers.count, figures, besides)


@asynccontextmanager
async def busy_room(people: Sequence[Client]) -> AsyncIterator[None]:
    """Two write long passages, and the co-author is asked again whenever it has ended."""

    async def write(client: Client) -> None:
        while True:
            await asyncio.sleep(client.random.uniform(0.1, 0.15))
            turn = client.view.turn
            assert turn is not None
            await client.write(SubmitTurn, turn=turn.number, text=f"{client.op()} {PAGE}")

    async def ask(client: Client) -> None:
        while True:
            await asyncio.sleep(0.1)
            if client.view.generation is None:
                await client.write(ContinueStory)

    tasks = [asyncio.create_task(write(client)) for client in people[:2]]
    tasks.append(asyncio.create_task(ask(people[2])))
    try:
        yield
    finally:
        await cancel(*tasks)


async def growth(web: Web, begin: Any, left: int) -> int:
    """Bytes that a process grew by until nobody but ``left`` has a socket there any more."""
    process = psutil.Process(web.pid)
    sizes = [process.memory_info().rss]
    begin()
    async with aiohttp.ClientSession() as http:

        async def dropped() -> bool:
            sizes.append(process.memory_info().rss)
            async with http.get(f"{web.address}/metrics") as answer:
                sockets = re.search(r"^roundtale_sockets ([\d.]+)$", await answer.text(), re.MULTILINE)
            assert sockets is not None
            return float(sockets[1]) <= left

        await until_asked("the slow are dropped", dropped, 60)
    return max(sizes) - sizes[0]


def waits(records: Sequence[Record], people: Sequence[Client], begin: float, end: float) -> list[float]:
    """Seconds from a write to its sight by each of these people of one room, of what was written in this time."""
    names = {client.name for client in people}
    sent: dict[UUID | None, float] = {}
    said: dict[int, float] = {}
    for record in records:
        if record.what == "sent" and record.client in names:
            sent.setdefault(record.op, record.t)
        elif record.what == "acked" and begin < sent.get(record.op, 0) < end:
            said[record.seq] = sent[record.op]
    return [r.t - said[r.seq] for r in records if r.what == "received" and r.seq in said and r.client in names]


def percentile(values: Sequence[float]) -> float:
    """The 99th."""
    return quantiles(values, n=100)[-1]
