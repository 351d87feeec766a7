"""Pictures of every main state, at three widths, by day and by night, in both languages: ``make shots``.

They go to build/shots, which git ignores; those that the README shows go to docs/pictures.
"""

from __future__ import annotations

import asyncio
import math
import re
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, Locator, async_playwright, expect

from server.machine.embedded import EmbeddedPostgres, EmbeddedValkey
from tests.browser.axe import SCHEMES, SETTLED
from tests.browser.guests import FLAGS, Guests
from tests.browser.house import House, open_house
from tests.browser.person import OFFLINE, Person
from tests.browser.words import ENGLISH, FRENCH, Words
from tests.conftest import find_chromium
from tests.databases import released

ROOT = Path(__file__).parent.parent.parent
SHOTS = ROOT / "build" / "shots"
PICTURES = ROOT / "docs" / "pictures"
STORIES = Path(__file__).parent / "stories"
SIZES = ({"width": 390, "height": 844}, {"width": 820, "height": 1180}, {"width": 1440, "height": 900})
PACE = 14
LARGEST_KB = 300
MARGIN = 16
"""Of paper below the present moment, where the picture of the README ends."""


@dataclass(frozen=True)
class Story:
    title: str
    premise: str
    passages: tuple[tuple[str, str], ...]

    @classmethod
    def read(cls, language: str) -> Story:
        head, *parts = (STORIES / f"{language}.txt").read_text(encoding="utf-8").split("\n@")
        title, premise = head.strip().removeprefix("# ").splitlines()
        passages = tuple((part.split("\n", 1)[0], part.split("\n", 1)[1].strip()) for part in parts)
        return cls(title, premise, passages)


@dataclass
class Camera:
    person: Person
    language: str
    width: int = 0
    count: int = 0

    async def shoot(self, state: str) -> None:
        for scheme in SCHEMES:
            await self.person.page.emulate_media(color_scheme=scheme)
            await self.person.page.evaluate(SETTLED)
            light = {"light": "day", "dark": "night"}[scheme]
            name = f"{state}-{self.width}-{self.language}-{light}.png"
            await self.person.page.screenshot(path=SHOTS / name)
            self.count += 1


@dataclass
class Studio:
    """A room with a story in it, those who wrote it, and the camera before one of them."""

    house: House
    guests: Guests
    words: Words
    language: str
    story: Story

    async def people(self) -> tuple[Person, Person, Person]:
        amina = await self.guests.arrive("Amina", words=self.words, address=self.house.cable.address)
        amina.forgiven.append(OFFLINE)
        return amina, await self.guests.arrive("Marek"), await self.guests.arrive("Jun")

    async def room(self, host: Person, *others: Person, mode: str = "free", timer: int | None = None) -> str:
        card = await host.start(
            self.story.premise,
            title=self.story.title,
            language=self.language,
            mode=mode,
            rules={"timer_seconds": timer},
        )
        for other in others:
            await other.join(card["code"])
        code: str = card["code"]
        return code

    async def take_all(self) -> int:
        amina, marek, jun = await self.people()
        camera = Camera(amina, self.language)
        for size in SIZES:
            await amina.page.set_viewport_size(size)  # type: ignore[arg-type]
            camera.width = size["width"]
            await self.doors(camera, marek)
            await self.evening(camera, amina, marek, jun)
        return camera.count

    async def doors(self, camera: Camera, marek: Person) -> None:
        amina = camera.person
        await amina.page.goto(amina.address)
        await camera.shoot("start")
        for summary in await amina.page.locator("summary").all():
            await summary.click()
        await camera.shoot("start-more")
        await amina.page.goto(f"{amina.address}/join")
        await camera.shoot("join")
        code = await self.room(marek)
        await amina.page.goto(f"{amina.address}/j/{code}")
        await amina.button(amina.words.join).wait_for()
        await camera.shoot("invited")
        await amina.take_a_seat()
        await camera.shoot("empty")
        await marek.host_does("Amina", "Remove")
        await amina.page.get_by_role("heading", level=1).wait_for()
        await expect(amina.story).to_have_count(0)
        await camera.shoot("removed")

    async def evening(self, camera: Camera, amina: Person, marek: Person, jun: Person) -> None:
        await self.room(amina, marek, jun)
        for person, text in aside(marek, jun):
            await person.page.get_by_label("Say something aside").fill(text)
            await person.page.keyboard.press("Enter")
        by = {"Amina": amina, "Marek": marek, "Jun": jun}
        for name, text in self.story.passages:
            await by[name].write(text)
        await amina.page.evaluate("scrollTo(0, 0)")
        await camera.shoot("top")
        await to_the_end(amina)
        await marek.draft(self.story.passages[1][1][:120])
        await camera.shoot("another-writing")
        await amina.draft(self.story.passages[0][1][:90])
        await to_the_end(amina)
        await camera.shoot("my-draft")
        await amina.draft("")
        await marek.draft("")
        await self.coauthor(camera)
        await self.panels(camera)
        await self.turns(camera)

    async def coauthor(self, camera: Camera) -> None:
        amina = camera.person
        await amina.button(amina.words.ask).click()
        ink = amina.story.locator("article[aria-hidden=true] p")
        await expect(ink).to_contain_text(" ")
        await to_the_end(amina)
        await camera.shoot("coauthor-writing")
        await amina.button(amina.words.stop).click()
        await amina.button(amina.words.keep).wait_for()
        await to_the_end(amina)
        await camera.shoot("unfinished")
        await amina.button(amina.words.go_on).click()
        await amina.ways_on.first.wait_for(timeout=30_000)
        await to_the_end(amina)
        await camera.shoot("ways-on")

    async def panels(self, camera: Camera) -> None:
        amina, page = camera.person, camera.person.page
        for name in ("invite", "look"):
            await page.get_by_role("button", name=getattr(amina.words, name)).click()
            await camera.shoot(name)
            await page.keyboard.press("Escape")
        await amina.open_people()
        await page.get_by_role("button", name=re.compile("(with|avec) Jun$")).click()
        await camera.shoot("people")
        await amina.button(amina.words.settings).click()
        await camera.shoot("settings")

    async def turns(self, camera: Camera) -> None:
        amina = camera.person
        panel = amina.page.get_by_role("dialog", name=amina.words.settings)
        await panel.get_by_text(amina.words.round_robin, exact=True).click()
        await panel.get_by_role("combobox").first.select_option("120")
        await amina.page.reload()
        await amina.page.get_by_role("timer").wait_for()
        await to_the_end(amina)
        await camera.shoot("my-turn")
        await amina.button(amina.words.pass_turn).click()
        await amina.composer.wait_for(state="detached")
        await to_the_end(amina)
        await camera.shoot("not-my-turn")
        await self.house.cable.cut()
        await amina.page.get_by_text(amina.words.away).wait_for()
        await camera.shoot("offline")
        await self.house.cable.mend()

    async def for_the_readme(self) -> None:
        """A short evening, so that its beginning and its present moment fit on one picture."""
        amina, marek, jun = await self.people()
        phone = await self.guests.arrive("Priya", SIZES[0], self.words)
        code = await self.room(amina, marek, jun, mode="round_robin", timer=180)
        by = {"Amina": amina, "Marek": marek, "Jun": jun}
        for name, text in self.story.passages[:3]:
            await by[name].write(text.rsplit("\n", 1)[0] if name == "Jun" else first_lines(text))
        for person, text in aside(marek, jun):
            await person.page.get_by_label("Say something aside").fill(text)
            await person.page.keyboard.press("Enter")
        await amina.button(amina.words.ask).click()
        await amina.ways_on.first.wait_for(timeout=30_000)
        await amina.button(amina.words.pass_turn).click()
        await phone.join(code)
        await marek.draft("“Found,” said the label, and Wren turned it over to see who was thanked, and")
        await amina.sees_draft("“Found,”")
        await phone.sees_draft("“Found,”")
        await understood(amina)
        await understood(phone)
        await amina.page.evaluate("scrollTo(0, 0)")
        moment = await amina.now.bounding_box()
        assert moment is not None
        height = math.ceil(moment["y"] + moment["height"]) + MARGIN
        await amina.page.set_viewport_size({"width": 1440, "height": height})
        await to_the_end(phone)
        for person, name in ((amina, "room-day"), (phone, "room-phone")):
            await person.page.mouse.move(5, 300)
            await person.page.evaluate("document.activeElement.blur()")
            await person.page.evaluate(SETTLED)
            await person.page.screenshot(path=PICTURES / f"{name}.png")


def aside(marek: Person, jun: Person) -> list[tuple[Person, str]]:
    return [(jun, "the notice should say which Thursday"), (marek, "both, surely")]


def first_lines(text: str) -> str:
    return ". ".join(text.split(". ")[:2]) + "."


async def understood(person: Person) -> None:
    await person.button("I see").click()


async def to_the_end(person: Person) -> None:
    """Where one reads along: the present moment in the middle of the screen."""
    await centre(person.now)


async def centre(place: Locator) -> None:
    await place.evaluate("place => place.scrollIntoView({block: 'center', behavior: 'instant'})")


async def take(browser: Browser, house: House) -> int:
    count = 0
    for words, language in ((ENGLISH, "en"), (FRENCH, "fr")):
        guests = Guests(browser, house.address)
        count += await Studio(house, guests, words, language, Story.read(language)).take_all()
        for heard in await guests.leave():
            print(f"  heard: {heard}")
    guests = Guests(browser, house.address)
    await Studio(house, guests, ENGLISH, "en", Story.read("en")).for_the_readme()
    await guests.leave()
    return count


async def main(database_url: str, redis_url: str, data: Path) -> None:
    chromium = find_chromium()
    if chromium is None:
        sys.exit("No Chromium was found. Install one, or name its program with CHROMIUM.")
    began = time.monotonic()
    settings = await released(database_url, redis_url, "shots")
    async with open_house(settings, data / "web.log", PACE) as house, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        count = await take(browser, house)
        await browser.close()
    print(f"{count} pictures in build/shots, {time.monotonic() - began:.0f} s")
    for picture in sorted(PICTURES.glob("*.png")):
        size = picture.stat().st_size / 1024
        print(f"  {picture.relative_to(ROOT)}: {size:.0f} KB" + (" TOO LARGE" if size > LARGEST_KB else ""))


if __name__ == "__main__":
    for folder in (SHOTS, PICTURES):
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="roundtale-shots-") as folder_name:
        place = Path(folder_name)
        place.chmod(0o711)
        with EmbeddedPostgres(place) as postgres, EmbeddedValkey(place) as valkey:
            asyncio.run(main(postgres.url, valkey.url, place))
