"""Bad frames, too large ones and half-open sockets against a process in which people write."""

from __future__ import annotations

import asyncio
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from rooms.settings import Settings
from tests.faults.crowds import Crowd
from tests.faults.findings import Findings, scaled
from tests.faults.processes import running
from tests.faults.records import Record
from tests.faults.strangers import many_files, strangers
from tests.faults.watching import BEHIND, memory, unharmed, watching
from tests.waiting import until, until_asked

FRAMES = scaled(500, 10_000, 50_000)
FRAMES_PER_SECOND = 250
QUIET_SECONDS = scaled(1.5, 10, 30)
CLASS = 30
GHOST_SECONDS = 20
GROWTH_MEGABYTES = 50
CUT_SECONDS = 5
TIMER_SECONDS = 6.5
"""The handshake's five, the second that a goodbye may take, and a half for a busy machine."""
ADDRESSES, EACH = scaled((5, 40), (50, 40), (50, 40))


@pytest.mark.whole
@pytest.mark.timeout(600)
async def test_bad_frames_during_a_class(settings: Settings, owner: Any, tmp_path: Path, findings: Findings) -> None:
    """F-100: thousands of bad frames on 50 sockets during a class of thirty: its p99 at most doubles beside the
    same class in quiet (or is unnoticed: under a quarter of a second), nothing is unhandled, the ghosts are gone
    within 20 s, and the memory is back within a tenth.
    """
    quiet: list[Record] = []
    attacked: list[Record] = []
    sent = 0
    async with running(settings, tmp_path, environment=BEHIND) as [web], Crowd([web.address], 33) as crowd:
        host, *_ = await crowd.open("free", CLASS)
        await crowd.all_in()
        crowd.pace = (1, 3)
        crowd.write()
        await until("the class writes", lambda: crowd.acked >= CLASS, 20)
        before = memory(web)
        for _ in range(2):
            start = len(crowd.records)
            await asyncio.sleep(QUIET_SECONDS)
            quiet += crowd.records[start:]
            start = len(crowd.records)
            frames = FRAMES // 2
            told = {"frames": frames, "seconds": frames / FRAMES_PER_SECOND}
            done = await strangers("bad_frames", web.address, 50, str(host.room_id), host.code, **told)
            attacked += crowd.records[start:]
            sent += done["sent"]
        over = monotonic()
        await until_asked("no ghosts", lambda: only(owner, crowd), GHOST_SECONDS)
        ghosts = monotonic() - over
        await until("the memory is back", lambda: memory(web) <= 1.1 * before, GHOST_SECONDS)
        figures = await crowd.judged(owner)
    assert sent >= FRAMES
    assert figures.connections == CLASS, "nobody of the class lost a connection"
    besides = f"{unharmed(quiet, attacked)}; no ghosts after {ghosts:.1f} s"
    findings.add("T33", "bad frames on 50 sockets during a class", sent, figures, besides)


async def only(owner: Any, crowd: Crowd) -> bool:
    """Whether the crowd is all that is there."""
    rows = await owner.fetch(
        "select distinct member_id from presence where room_id = $1 and left_at is null", crowd.people[0][0].room_id
    )
    return {row["member_id"] for row in rows} == {client.person for client in crowd.everybody}


@pytest.mark.whole
@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "kind", ["a deflate bomb", "a frame of 16 MB", "fragments of one byte", "fragments of nothing"]
)
async def test_too_much_at_once(kind: str, settings: Settings, owner: Any, tmp_path: Path, findings: Findings) -> None:
    """F-101: who sends too much at once, in one frame or in countless pieces, is cut off within 5 s; the memory grows
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
