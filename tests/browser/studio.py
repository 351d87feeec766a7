"""A worker in this process, whose pictures are made when a test lets them: queue, leases, storage and door are real."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from PIL import Image, ImageDraw

from rooms.protocol import Made, MediaFault, MediaKind
from rooms.runtime import cancel
from tests.browser.house import House
from workers.main import house as worker_house
from workers.making import Desk, Maker, Order, Unmade

SIZES: dict[MediaKind, tuple[int, int]] = {"plate": (3, 2), "cover": (2, 3), "portrait": (4, 5)}
WIDTHS = (480, 960)
GRID = (6, 4)
SKIES = ((28, 40, 66), (150, 74, 42), (47, 111, 115), (107, 74, 138))


@dataclass
class Easel:
    """Draws a sun over a sea. ``hold`` it, and whoever waits sees how far it is; ``fails``: what goes wrong next."""

    fails: list[MediaFault] = field(default_factory=list)
    drawn: int = 0
    house: Maker | None = None
    """Draws in the place of this one, which only lets it."""
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
        if self.fails:
            raise Unmade(self.fails.pop(0))
        self.drawn += 1
        if self.house is not None:
            return await self.house.make(order, desk)
        across, down = SIZES[order.media.kind]
        picture = _sea(WIDTHS[-1], WIDTHS[-1] * down // across, self.drawn)
        files = []
        for width in WIDTHS:
            size = (width, width * down // across)
            content = io.BytesIO()
            picture.resize(size).save(content, "WEBP")
            files.append(await desk.keep(content.getvalue(), "image/webp", *size))
        small = picture.resize(GRID)
        colours = [small.getpixel((x, y)) for y in range(GRID[1]) for x in range(GRID[0])]
        return Made(
            files=tuple(files),
            alt=order.media.wish or f"A low sun over an empty harbour, drawing {self.drawn}",
            colours=tuple((c[0] << 16) + (c[1] << 8) + c[2] for c in colours if isinstance(c, tuple)),
            provider="drawn",
        )


def _sea(width: int, height: int, number: int) -> Image.Image:
    sky = SKIES[number % len(SKIES)]
    picture = Image.new("RGB", (width, height), sky)
    pen = ImageDraw.Draw(picture)
    for row in range(height * 2 // 3):
        share = row / height
        pen.line((0, row, width, row), tuple(min(255, int(c + 190 * share)) for c in sky))
    pen.rectangle((0, height * 2 // 3, width, height), tuple(c // 2 for c in sky))
    middle, radius = (width * (2 + number % 5) // 8, height * 2 // 3), height // 9
    pen.circle(middle, radius, (250, 226, 170))
    pen.rectangle((0, height * 2 // 3, width, height), tuple(c // 2 for c in sky))
    return picture


@asynccontextmanager
async def open_studio(house: House, drawn: bool = False) -> AsyncIterator[Easel]:
    """A worker for a house of this level. ``drawn``: the pictures are what the house itself draws."""
    easel = Easel()
    async with worker_house(house.web.settings.model_copy(update={"data": house.data, "storage_url": ""})) as built:
        if drawn:
            easel.house = built.crew.makers["plate"]
        built.crew.makers = {"plate": easel, "cover": easel, "portrait": easel}
        running = asyncio.create_task(built.run(), name="worker")
        try:
            yield easel
        finally:
            easel.let_go()
            await cancel(running)
