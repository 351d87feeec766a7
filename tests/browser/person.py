"""Somebody at a browser of their own: what they do with the page, what they see of it, and what went wrong unseen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from playwright.async_api import BrowserContext, ConsoleMessage, Locator, Page, WebSocket, expect

from tests.browser.axe import SCHEMES, SETTLED
from tests.browser.words import Words
from tests.waiting import until_asked

PICTURES = Path(__file__).parent.parent.parent / "test-results"

OFFLINE = (
    r"WebSocket connection to .* failed|Failed to load resource: net::ERR_"
    r"|An unknown error occurred when fetching the script"
)
"""What a browser says of its own accord when the house is out of reach."""
REFUSED = r"Failed to load resource: the server responded with a status of 4\d\d"

REMEMBER = """now => {
  window.said = [now.textContent];
  new MutationObserver(() => window.said.push(now.textContent))
    .observe(now, {subtree: true, childList: true, characterData: true});
}"""


class Watch:
    """Hears every error, every violation of the page's policy, and every request to a stranger."""

    def __init__(self, page: Page, address: str) -> None:
        self.address = address
        self.heard: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.heard.append(f"error: {error}"))
        page.on("request", lambda request: self._goes_to(request.url))
        page.on("websocket", self._opens)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.heard.append(
                f"{message.type}: {message.text} {message.location['url'].removeprefix(self.address)}".rstrip()
            )

    def _opens(self, socket: WebSocket) -> None:
        self._goes_to(socket.url.replace("ws://", "http://", 1))

    def _goes_to(self, url: str) -> None:
        if not url.startswith((f"{self.address}/", f"blob:{self.address}/", "data:", "about:")):
            self.heard.append(f"a request to a stranger: {url}")


@dataclass
class Person:
    """With a mouse. The others of this file do the same by other means."""

    name: str
    context: BrowserContext
    page: Page
    words: Words
    address: str
    watch: Watch
    forgiven: list[str] = field(default_factory=list)

    # Doing.

    async def press(self, target: Locator) -> None:
        await target.click()

    async def enter(self, target: Locator, text: str) -> None:
        await target.fill(text)

    async def start(self, premise: str = "A lamp that will not light.", **more: Any) -> dict[str, Any]:
        """Start a story without the first page, which has a test of its own."""
        await self.call("/api/me", {"name": self.name})
        card = await self.call("/api/rooms", {"op": str(uuid4()), "name": self.name, "premise": premise, **more})
        await self.page.goto(f"{self.address}/r/{card['id']}")
        await expect(self.now).to_be_visible()
        return card

    async def join(self, code: str) -> None:
        """By the link."""
        await self.page.goto(f"{self.address}/j/{code}")
        await self.take_a_seat()

    async def take_a_seat(self) -> None:
        await self.enter(self.page.get_by_label(self.words.name), self.name)
        await self.press(self.button(self.words.join))
        await expect(self.now).to_be_visible()

    async def picture(self, name: str) -> None:
        """What the page looks like now, by day and by night, for people to look at."""
        folder = PICTURES / "pages"
        folder.mkdir(parents=True, exist_ok=True)
        width = (self.page.viewport_size or {"width": 0})["width"]
        for scheme in SCHEMES:
            await self.page.emulate_media(color_scheme=scheme)
            await self.page.evaluate(SETTLED)
            await self.page.screenshot(path=folder / f"{name}-{width}-{self.words.locale[:2]}-{scheme}.png")

    async def call(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = await self.context.request.post(f"{self.address}{path}", data=body)
        assert answer.ok, await answer.text()
        told: dict[str, Any] = await answer.json()
        return told

    async def draft(self, text: str) -> None:
        await self.enter(self.composer, text)

    async def write(self, text: str) -> None:
        await self.draft(text)
        await self.press(self.button(self.words.add))
        await self.reads(text.splitlines()[0])

    async def open_people(self) -> None:
        """Beside the page where it is wide, else a drawer."""
        drawer = self.page.get_by_role("button", name=self.words.people)
        if await drawer.is_visible():
            await self.press(drawer)

    async def host_does(self, whom: str, what: str, sure: bool = True) -> None:
        await self.open_people()
        await self.press(self.button(f"What to do with {whom}"))
        await self.press(self.button(what))
        if sure:
            await self.press(self.page.get_by_role("dialog", name=what).get_by_role("button", name=what))

    async def open_settings(self) -> Locator:
        await self.open_people()
        await self.press(self.button(self.words.settings))
        return self.page.get_by_role("dialog", name=self.words.settings)

    async def choose_mode(self, mode: str) -> None:
        panel = await self.open_settings()
        await self.press(panel.get_by_text(mode, exact=True))
        await expect(panel.get_by_role("radio", name=mode, exact=True)).to_be_checked()
        await self.press(panel.get_by_role("button", name=self.words.close))

    # Seeing.

    def button(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("button", name=name, exact=isinstance(name, str))

    @property
    def composer(self) -> Locator:
        return self.page.get_by_role("textbox", name=self.words.passage, exact=True)

    @property
    def now(self) -> Locator:
        return self.page.get_by_role("region", name=self.words.moment)

    @property
    def story(self) -> Locator:
        return self.page.get_by_role("region", name=self.words.story, exact=True)

    @property
    def passages(self) -> Locator:
        """Those of the story; ink that is still wet is none."""
        return self.story.get_by_role("article", name=re.compile(r"^Passage "))

    @property
    def ways_on(self) -> Locator:
        return self.page.get_by_role("button", name=re.compile(f"^{self.words.way_on}"))

    def passage(self, text: str) -> Locator:
        return self.passages.filter(has_text=text)

    async def reads(self, text: str) -> None:
        await expect(self.passage(text)).to_have_count(1)

    async def sees_draft(self, text: str) -> None:
        await expect(self.story.locator("article[aria-hidden=true]").filter(has_text=text)).to_be_visible()

    async def counts(self, passages: int) -> None:
        await expect(self.passages).to_have_count(passages)

    async def holds(self, story: list[str]) -> None:
        """These passages, in this order, and no others."""
        await expect(self.passages.locator(".prose")).to_have_text(story, use_inner_text=True)

    async def begin_to_remember(self) -> None:
        """From now on whatever the present moment says is remembered, however shortly it is there."""
        await self.now.evaluate(REMEMBER)

    async def remembers(self, words: str) -> None:
        async def does() -> bool:
            said: bool = await self.page.evaluate("words => window.said.some(one => one.includes(words))", words)
            return said

        await until_asked(f"the present moment says to {self.name}: {words}", does, seconds=30)

    async def comes_to(self, script: str) -> None:
        """Something becomes true in the page, whose policy forbids what Playwright has for this."""

        async def is_so() -> bool:
            said: bool = await self.page.evaluate(script)
            return said

        await until_asked(f"for {self.name}: {script}", is_so, seconds=30)

    async def text(self) -> list[str]:
        """The story's passages in their order, paragraphs on lines of their own."""
        told: list[str] = await self.passages.evaluate_all(
            "all => all.map(one => [...one.querySelectorAll('.prose p')].map(p => p.textContent).join('\\n'))"
        )
        return told

    async def authors(self) -> list[str]:
        labels: list[str] = await self.passages.evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
        return labels

    def trouble(self) -> list[str]:
        """What was heard and is not forgiven."""
        return [heard for heard in self.watch.heard if not any(re.search(known, heard) for known in self.forgiven)]


class Touching(Person):
    """With a finger."""

    async def press(self, target: Locator) -> None:
        await target.tap()


class Typing(Person):
    """With a keyboard and nothing else."""

    MOST_STOPS = 80

    async def reach(self, target: Locator) -> None:
        await target.wait_for()
        for _ in range(self.MOST_STOPS):
            if await target.evaluate("element => element === document.activeElement"):
                return
            await self.page.keyboard.press("Tab")
        raise AssertionError(f"{self.MOST_STOPS} times Tab did not lead to {target}")

    async def press(self, target: Locator) -> None:
        await self.reach(target)
        await self.page.keyboard.press("Enter")

    async def enter(self, target: Locator, text: str) -> None:
        await self.reach(target)
        await self.page.keyboard.press("Control+A")
        await self.page.keyboard.type(text)
