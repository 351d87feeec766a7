"""Pictures of every main state, at three widths, by day and by night, in both languages: ``make shots``.

They go to build/shots, which git ignores; those that the README shows go to docs/pictures. Names of scenes
(tests/browser/scenes.py) after the command take only those, and ``en`` or ``fr`` only that language.
"""

from __future__ import annotations

import asyncio
import math
import sys
import tempfile
import time
from pathlib import Path

from playwright.async_api import Browser, async_playwright
from playwright.async_api import Error as PlaywrightError

from rooms.protocol import OwnLanguage
from server.machine.embedded import EmbeddedPostgres, EmbeddedValkey
from tests.browser.axe import SETTLED
from tests.browser.camera import SHOTS, SIZES, Camera, centre
from tests.browser.grown import Story
from tests.browser.guests import FLAGS, Guests
from tests.browser.house import House, open_house
from tests.browser.person import OFFLINE, Person
from tests.browser.scene_pictures import illustrated
from tests.browser.scene_sound import read_aloud
from tests.browser.scenes import SCENES, Stage
from tests.browser.words import ENGLISH, FRENCH, Words
from tests.conftest import find_chromium
from tests.databases import released

ROOT = Path(__file__).parent.parent.parent
PICTURES = ROOT / "docs" / "pictures"
LANGUAGES: dict[OwnLanguage, Words] = {"en": ENGLISH, "fr": FRENCH}
PACE = 14
LARGEST_KB = 300
MARGIN = 16
"""Of paper below the present moment, where the picture of the README ends."""


async def for_the_readme(stage: Stage, phone: Person) -> None:
    """A short evening, so that its beginning and its present moment fit on one picture."""
    amina, (marek, jun) = stage.amina, stage.others
    card = await stage.room(amina, marek, jun, mode="round_robin", rules={"timer_seconds": 180})
    by = {"Amina": amina, "Marek": marek, "Jun": jun}
    for name, text in stage.story.passages[:3]:
        await by[name].write(text.rsplit("\n", 1)[0] if name == "Jun" else first_lines(text))
    for person, text in ((jun, "the notice should say which Thursday"), (marek, "both, surely")):
        await person.page.get_by_label("Say something aside").fill(text)
        await person.page.keyboard.press("Enter")
    await amina.button(amina.words.ask).click()
    await amina.ways_on.first.wait_for(timeout=30_000)
    await amina.button(amina.words.pass_turn).click()
    await phone.join(card["code"])
    await marek.draft("“Found,” said the label, and Wren turned it over to see who was thanked, and")
    for person in (amina, phone):
        await person.sees_draft("“Found,”")
        await person.button("I see").click()
    await amina.page.evaluate("scrollTo(0, 0)")
    moment = await amina.now.bounding_box()
    assert moment is not None
    height = math.ceil(moment["y"] + moment["height"]) + MARGIN
    await amina.page.set_viewport_size({"width": 1440, "height": height})
    await centre(phone.now)
    for person, name in ((amina, "room-day"), (phone, "room-phone")):
        await person.page.mouse.move(5, 300)
        await person.page.evaluate("document.activeElement.blur()")
        await person.page.evaluate(SETTLED)
        await person.page.screenshot(path=PICTURES / f"{name}.png")


def first_lines(text: str) -> str:
    return ". ".join(text.split(". ")[:2]) + "."


async def set_up(house: House, guests: Guests, language: OwnLanguage) -> Stage:
    amina = await guests.arrive("Amina", words=LANGUAGES[language], address=house.cable.address)
    amina.forgiven.append(OFFLINE)
    people = [await guests.arrive(name) for name in ("Marek", "Jun")]
    return Stage(house, Camera(amina, language), Story.read(language), amina, *people)


async def take(browser: Browser, house: House, wanted: set[str]) -> int:
    count = 0
    names = wanted - LANGUAGES.keys()
    for language in LANGUAGES:
        if wanted & LANGUAGES.keys() and language not in wanted:
            continue
        for scene in (*SCENES, illustrated, read_aloud):
            if names and scene.__name__ not in names:
                continue
            guests = Guests(browser, house.address)
            stage = await set_up(house, guests, language)
            try:
                await scene(stage)
            except (PlaywrightError, AssertionError) as error:
                print(f"  {scene.__name__} ({language}) broke off: {error}")
                await guests.photograph(SHOTS)
                await house.cable.mend()
            count += stage.camera.count
            for heard in await guests.leave():
                print(f"  {scene.__name__}: {heard}")
    if not names or "readme" in names:
        guests = Guests(browser, house.address)
        phone = await guests.arrive("Priya", SIZES[0])
        await for_the_readme(await set_up(house, guests, "en"), phone)
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
        count = await take(browser, house, set(sys.argv[1:]))
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
