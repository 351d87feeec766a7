"""A web process seen from outside while something is done to it: its memory, its tasks, and how long people wait."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
import psutil

from rooms.runtime import cancel
from tests.faults.processes import Web
from tests.faults.records import Record
from tests.witness import answer_times

BEHIND = {"ROUNDTALE_TRUSTED_PROXIES": "127.0.0.1"}
"""X-Forwarded-For is believed, so that strangers have addresses of their own."""
MEGABYTE = 2**20
UNNOTICED_SECONDS = 0.25
"""An answer that is quicker disturbs nobody; below it the p99 of a few hundred answers is the machine's noise."""


def memory(web: Web) -> float:
    """Resident, in megabytes."""
    return float(psutil.Process(web.pid).memory_info().rss) / MEGABYTE


async def gauges(web: Web) -> dict[str, float]:
    """Its numbers without labels."""
    async with aiohttp.ClientSession() as http, http.get(f"{web.address}/metrics") as answer:
        return {name: float(value) for name, value in re.findall(r"^(\w+) (\S+)$", await answer.text(), re.MULTILINE)}


@dataclass
class Watched:
    """What was seen: memory in megabytes, and (sockets, tasks) at the same moments."""

    before: float
    most: float
    tasks: list[tuple[int, int]] = field(default_factory=list)

    @property
    def growth(self) -> float:
        return self.most - self.before


@asynccontextmanager
async def watching(web: Web) -> AsyncIterator[Watched]:
    """Look again and again while the body runs."""
    watched = Watched(memory(web), memory(web))

    async def look() -> None:
        while True:
            watched.most = max(watched.most, memory(web))
            seen = await gauges(web)
            watched.tasks.append((int(seen["roundtale_sockets"]), int(seen["roundtale_tasks"])))
            await asyncio.sleep(0.1)

    looking = asyncio.create_task(look())
    try:
        yield watched
        assert not looking.done(), looking.exception()
        assert watched.tasks
    finally:
        await cancel(looking)


def unharmed(quiet: Iterable[Record], beside: Iterable[Record], times: float = 2) -> str:
    """Check that people beside an attack waited at most ``times`` as long as in quiet: both p99, in words."""
    before, then = p99(quiet), p99(beside)
    words = f"p99 {then * 1000:.0f} ms, in quiet {before * 1000:.0f} ms"
    assert then <= max(times * before, UNNOTICED_SECONDS), words
    return words


def p99(records: Iterable[Record]) -> float:
    """Of the answers, in seconds."""
    times = sorted(answer_times(records))
    return times[len(times) * 99 // 100]
