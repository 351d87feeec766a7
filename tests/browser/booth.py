"""A worker in this process that reads aloud when a test lets it, and whose every word sounds at a known moment."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import numpy as np

from rooms.protocol import Made, MediaFault
from rooms.runtime import cancel
from tests.browser.house import House
from workers.main import house as worker_house
from workers.making import Desk, Maker, Order, Unmade
from workers.voices.maker import Recordings, kept
from workers.voices.sound import RATE

WORD_MS, APART_MS = 160, 220
LEAD_MS = 300
PITCH = 330


@dataclass
class Reader:
    """Says a tone for each word. ``hold`` it, and whoever waits sees how far it is; ``fails``: what goes wrong next."""

    fails: list[MediaFault] = field(default_factory=list)
    fails_at: str = ""
    """How the passage begins with which it goes wrong: two are read side by side."""
    read: list[str] = field(default_factory=list)
    by: Maker | None = None
    """Who reads in its place."""
    _free: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self._free.set()

    def hold(self) -> None:
        self._free.clear()

    def let_go(self) -> None:
        self._free.set()

    async def make(self, order: Order, desk: Desk) -> Made:
        await desk.progress(40)
        await self._free.wait()
        if self.fails and order.text.startswith(self.fails_at):
            raise Unmade(self.fails.pop(0))
        self.read.append(order.text)
        if self.by is not None:
            return await self.by.make(order, desk)
        words = [match.span() for match in re.finditer(r"\S+", order.text)]
        times = tuple(
            (start, end, LEAD_MS + number * APART_MS, LEAD_MS + number * APART_MS + WORD_MS)
            for number, (start, end) in enumerate(words)
        )
        sound = np.zeros((2 * LEAD_MS + len(words) * APART_MS) * RATE // 1000, dtype=np.float32)
        tone = (0.2 * np.sin(2 * np.pi * PITCH * np.arange(WORD_MS * RATE // 1000) / RATE)).astype(np.float32)
        for _, _, begins, _ in times:
            at = begins * RATE // 1000
            sound[at : at + len(tone)] = tone
        return await kept(desk, sound, times, False, "quick", "")


@asynccontextmanager
async def open_booth(house: House) -> AsyncIterator[Reader]:
    """A worker for a house of this level. What people record is made by the maker itself."""
    reader = Reader()
    settings = house.web.settings.model_copy(update={"data": house.data, "storage_url": ""})
    async with worker_house(settings) as built:
        built.crew.makers = {"voice": reader, "recording": Recordings(settings)}
        running = asyncio.create_task(built.run(), name="worker")
        try:
            yield reader
        finally:
            reader.let_go()
            await cancel(running)
