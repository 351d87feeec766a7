"""Lets people in: each with a browser profile of their own, in the size, language and manner that they like."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page, expect

from tests.browser.person import Person, Touching, Typing, Watch
from tests.browser.words import ENGLISH, Words

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
PATIENCE_MS = 30_000
"""A deadline, no promise: what the house promises about time is measured where machines are not shared by browsers."""
expect.set_options(timeout=PATIENCE_MS)
SLOWED = float(os.environ.get("BROWSERS_SLOWED", "1"))
"""By how much every browser's processor is slowed, to see what a slower machine would."""


class Guests:
    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address
        self.all: list[Person] = []

    async def arrive(
        self,
        name: str,
        size: dict[str, int] = DESK,
        words: Words = ENGLISH,
        kind: type[Person] = Person,
        address: str = "",
        **more: Any,
    ) -> Person:
        if kind is Touching:
            more |= {"has_touch": True, "is_mobile": True}
        context = await self.browser.new_context(viewport=size, locale=words.locale, **more)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE_MS)
        page = await self._page(context)
        where = address or self.address
        person = kind(name, context, page, words, where, Watch(page, where))
        self.all.append(person)
        return person

    async def another_tab(self, person: Person) -> Person:
        page = await self._page(person.context)
        same = replace(person, page=page, watch=Watch(page, person.address))
        self.all.append(same)
        return same

    async def photograph(self, folder: Path) -> None:
        for number, person in enumerate(self.all):
            if not person.page.is_closed():
                await person.page.screenshot(path=folder / f"{number}-{person.name}.png")

    async def _page(self, context: BrowserContext) -> Page:
        page = await context.new_page()
        if SLOWED > 1:
            session = await context.new_cdp_session(page)
            await session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        return page

    async def leave(self) -> list[str]:
        """Everybody goes. What went wrong unseen, by whom."""
        for context in {id(person.context): person.context for person in self.all}.values():
            await context.close()
        return [f"{person.name}: {heard}" for person in self.all for heard in person.trouble()]


__all__ = ["DESK", "FLAGS", "PHONE", "Guests", "Touching", "Typing"]
