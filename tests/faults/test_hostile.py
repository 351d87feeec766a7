"""Frames that are too large and half-open sockets against a process in which people write."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from rooms.settings import Settings
from tests.faults.crowds import Crowd
from tests.faults.findings import Findings, scaled
from tests.faults.processes import running
from tests.faults.strangers import many_files, strangers
from tests.faults.watching import BEHIND, watching
from tests.waiting import until

GROWTH_MEGABYTES = 50
CUT_SECONDS = 5
TIMER_SECONDS = 6.5
"""The handshake's five, the second that a goodbye may take, and a half for a busy machine."""
ADDRESSES, EACH = scaled((5, 40), (50, 40), (50, 40))


@pytest.mark.whole
@pytest.mark.timeout(300)
@pytest.mark.parametrize("kind", ["a deflate bomb", "a frame of 16 MB"])
async def test_too_much_at_once(kind: str, settings: Settings, owner: Any, tmp_path: Path, findings: Findings) -> None:
    """F-101: who sends too much at once, is cut off within 5 s; the memory grows
    by 50 MB at most, and people write on.
    """
    count = scaled(5, 20, 100)
    async with running(settings, tmp_path, environment=BEHIND) as [web], Crowd([web.address], 34) as crowd:
        host, *_ = await crowd.open("free", 10)
        await crowd.all_in()
        crowd.write()
        await until("writes go on", lambda: crowd.acked >= 20, 20)
        async with watching(web) as watched:
            done = await strangers("too_much", web.address, count, str(host.room_id), host.code, kind=kind)
        figures = await crowd.judged(owner)
    assert done["slowest"] <= CUT_SECONDS
    assert watched.growth <= GROWTH_MEGABYTES
    assert figures.connections == 10
    besides = f"cut off within {done['slowest']:.1f} s, memory +{watched.growth:.0f} MB"
    findings.add("T34", f"{kind} from {count} sockets at once", count, figures, besides)


@pytest.mark.whole
@pytest.mark.timeout(300)
async def test_half_open(settings: Settings, owner: Any, tmp_path: Path, findings: Findings) -> None:
    """F-102: thousands of sockets that show no ticket, and requests whose head drips in, are closed when the handshake
    should be over; the memory grows by 50 MB at most, and people write on.
    """
    many_files()
    async with running(settings, tmp_path, environment=BEHIND) as [web], Crowd([web.address], 35) as crowd:
        await crowd.open("free", 10)
        await crowd.all_in()
        crowd.write()
        await until("writes go on", lambda: crowd.acked >= 20, 20)
        async with watching(web) as watched:
            half, drips = await asyncio.gather(
                strangers("half_open", web.address, ADDRESSES, each=EACH), strangers("dripping", web.address, 50)
            )
        figures = await crowd.judged(owner)
    slowest = max(half["slowest"], drips["slowest"])
    assert slowest <= TIMER_SECONDS
    assert watched.growth <= GROWTH_MEGABYTES
    assert figures.connections == 10
    besides = f"closed within {slowest:.1f} s, memory +{watched.growth:.0f} MB"
    findings.add("T34", "half-open sockets and dripping heads", half["sockets"] + 50, figures, besides)
