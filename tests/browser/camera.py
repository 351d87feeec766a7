"""Takes pictures of what one person sees, at three widths, by day and by night."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Locator

from rooms.protocol import OwnLanguage
from tests.browser.axe import SCHEMES, SETTLED
from tests.browser.person import Person

SHOTS = Path(__file__).parent.parent.parent / "build" / "shots"
SIZES = ({"width": 390, "height": 844}, {"width": 820, "height": 1180}, {"width": 1440, "height": 900})
LIGHTS = {"light": "day", "dark": "night"}


@dataclass
class Camera:
    person: Person
    language: OwnLanguage
    count: int = 0

    async def shoot(
        self, state: str, at: Locator | None = None, before: Callable[[], Awaitable[object]] | None = None
    ) -> None:
        """``at``: what stands in the middle; ``before``: what has to be done again at each width."""
        page = self.person.page
        for size in SIZES:
            await page.set_viewport_size(size)  # type: ignore[arg-type]
            if before is not None:
                await before()
            for scheme in SCHEMES:
                await page.emulate_media(color_scheme=scheme)
                await page.evaluate(SETTLED)
                if at is not None:
                    await centre(at)
                name = f"{state}-{size['width']}-{self.language}-{LIGHTS[scheme]}.png"
                await page.screenshot(path=SHOTS / name)
                self.count += 1


async def centre(place: Locator) -> None:
    await place.evaluate("place => place.scrollIntoView({block: 'center', behavior: 'instant'})")
