"""The house that the browsers of this level open, and a cable to it that can be pulled."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from rooms.settings import Settings
from tests.faults.processes import Web, free_port

CHUNK = 65_536
PACE = 40
"""Words of the co-author in a second: two seconds for a passage."""
LEISURE = 5
"""A quarter of a minute for a passage, so that one can be watched, and stopped."""


class Cable:
    """What lies between one person's browser and the house."""

    def __init__(self, house: int) -> None:
        self.house = house
        self.port = free_port()
        self.deaf = False
        """What the house says is lost on the way; what it is told arrives."""
        self.filtered = False
        """Pages go through, live connections do not."""
        self._server: asyncio.Server | None = None
        self._ends: set[asyncio.StreamWriter] = set()
        self._live: set[asyncio.StreamWriter] = set()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def mend(self) -> None:
        self.deaf = self.filtered = False
        if self._server is None:
            self._server = await asyncio.start_server(self._carry, "127.0.0.1", self.port)

    def pull(self) -> None:
        """The live connections of now fall silent, and neither side is told; others can be made."""
        for end in self._live:
            end.transport.pause_reading()  # type: ignore[attr-defined]

    async def cut(self) -> None:
        """Every connection through it breaks, and no other is made until it is mended."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for end in [*self._ends]:
            end.transport.abort()
        while self._ends:
            await asyncio.sleep(0)

    async def _carry(self, browser: asyncio.StreamReader, to_browser: asyncio.StreamWriter) -> None:
        self._ends.add(to_browser)
        try:
            asked = await browser.read(CHUNK)
            live = b"upgrade: websocket" in asked.lower()
            if live and self.filtered:
                raise ConnectionAbortedError
            house, to_house = await asyncio.open_connection("127.0.0.1", self.house)
        except OSError:
            to_browser.transport.abort()
            self._ends.discard(to_browser)
            return
        self._ends.add(to_house)
        if live:
            self._live |= {to_browser, to_house}
        to_house.write(asked)
        await asyncio.gather(self._pump(browser, to_house), self._pump(house, to_browser, down=True))
        self._ends -= {to_browser, to_house}
        self._live -= {to_browser, to_house}

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, down: bool = False) -> None:
        with suppress(OSError):
            while data := await source.read(CHUNK):
                if not (down and self.deaf):
                    sink.write(data)
                    await sink.drain()
        sink.close()
        with suppress(OSError):
            await sink.wait_closed()


@dataclass
class House:
    web: Web
    cable: Cable
    data: Path
    """Where its files are."""

    @property
    def address(self) -> str:
        return self.web.address


@asynccontextmanager
async def open_house(
    settings: Settings, log: Path, pace: int = PACE, more: Mapping[str, str] | None = None
) -> AsyncIterator[House]:
    """A web process of its own that also believes the page that came through the cable. ``more``: settings."""
    web = Web(settings, log)
    cable = Cable(web.port)
    data = log.parent / "data"
    web.environment = {
        "ROUNDTALE_DATA": str(data),
        "ROUNDTALE_COAUTHOR_WORDS_PER_SECOND": str(pace),
        "ROUNDTALE_ORIGINS": cable.address,
        **(more or {}),
    }
    web.start()
    try:
        await web.ready()
        await cable.mend()
        yield House(web, cable, data)
    finally:
        await cable.cut()
        if web.alive:
            web.kill()
