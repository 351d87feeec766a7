"""How soon members of one room hear of each other, on their own process and on another."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from time import monotonic

from rooms.protocol import PostChat
from tests.faults.crowds import Crowd
from tests.faults.records import Record
from tests.waiting import until

CONVERGE_SECONDS = 2.5
"""Two, and a half for a busy machine."""


def lags(records: list[Record], home: Mapping[str, str]) -> tuple[list[float], list[float]]:
    """How long after its first sight an event was seen: by others on that process, and by those on the other."""
    seen: defaultdict[int, list[Record]] = defaultdict(list)
    for record in records:
        if record.what == "received":
            seen[record.seq].append(record)
    own: list[float] = []
    other: list[float] = []
    for first, *rest in seen.values():
        for record in rest:
            (own if home[record.client] == home[first.client] else other).append(record.t - first.t)
    return own, other


async def hears_again(crowd: Crowd) -> None:
    """Wait until a word from one process reaches the other much sooner than by asking PostgreSQL."""
    here, there = crowd.people[0][:2]

    async def quick() -> bool:
        began = monotonic()
        seq = await here.write(PostChat, text=f"Can you hear me? {here.op()}")
        assert isinstance(seq, int)
        await until("it is heard", lambda: there.room is not None and there.room.seq >= seq, 5)
        return monotonic() - began < 0.3

    async with asyncio.timeout(20):
        quickly = 0
        while quickly < 3:
            quickly = quickly + 1 if await quick() else 0
