"""How soon members of one room hear of each other, on their own process and on another."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise
from time import monotonic

from rooms.protocol import PostChat
from tests.faults.records import Record
from tests.waiting import until
from tests.writers import Client

CONVERGE_SECONDS = 2.5
"""Two, and a half for a busy machine."""
QUICK_SECONDS = 0.3
"""Much sooner than by asking PostgreSQL."""


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


def deaf(records: list[Record], home: Mapping[str, str], process: str) -> float:
    """The longest time in which a process heard nothing quickly that was said on others, in seconds."""
    first: dict[int, Record] = {}
    heard = [records[0].t]
    for record in records:
        if record.what == "received":
            said = first.setdefault(record.seq, record)
            if home[record.client] == process != home[said.client] and record.t - said.t < QUICK_SECONDS:
                heard.append(record.t)
    return max(after - before for before, after in pairwise([*heard, records[-1].t]))


async def hears_again(here: Client, there: Client) -> None:
    """Wait until what one says reaches the other, on another process, quickly again and again."""

    async def quick() -> bool:
        began = monotonic()
        seq = await here.write(PostChat, text=f"Can you hear me? {here.op()}")
        assert isinstance(seq, int)
        await until("it is heard", lambda: there.room is not None and there.room.seq >= seq, 5)
        return monotonic() - began < QUICK_SECONDS

    async with asyncio.timeout(20):
        quickly = 0
        while quickly < 3:
            quickly = quickly + 1 if await quick() else 0
