"""A story with pictures in it, before the camera."""

from __future__ import annotations

import re

from playwright.async_api import Locator, expect

from tests.browser.camera import centre
from tests.browser.person import Person
from tests.browser.scenes import Stage
from tests.browser.studio import open_studio
from tests.waiting import until_asked

THERE = '.picture[data-state="there"] img'


async def illustrated(stage: Stage) -> None:
    """Plates that are there, one that is being made, one that failed, the cover and the cast."""
    amina, (marek, jun), shoot = stage.amina, stage.others, stage.camera.shoot
    async with open_studio(stage.house, drawn=True) as easel:
        card = await stage.room(amina, marek, jun, passages=5)
        for person, character in ((marek, "Old Perrin"), (jun, "Wren")):
            await person.button("Whom you play").click()
            await person.page.get_by_label("Your character").fill(character)
            await person.button("Play them").click()
        await ask(marek, 0)
        await ask(jun, 2)
        await ask(jun, 2)
        await expect(amina.page.locator("figure.plate .picture")).to_have_count(2)
        await expect(amina.page.get_by_text(re.compile(r"^2 (of|sur) 2$"))).to_be_visible()
        easel.hold()
        await ask(marek, 4)
        await expect(amina.page.locator(".making")).to_have_count(1)
        plates = amina.page.locator("figure.plate")
        await amina.page.evaluate("scrollTo(0, 0)")
        await shoot("plates-top")
        await shoot("plate", plates.nth(1), lambda: look_at(plates.nth(1)))
        await shoot("plate-coming", plates.last)
        easel.fails.append("unreachable")
        easel.let_go()
        await expect(amina.page.locator(".making button").first).to_be_visible()
        await shoot("plate-failed", plates.last)
        await shoot("plate-large", before=lambda: large(amina, plates.nth(1)))
        await amina.page.keyboard.press("Escape")
        await shoot("cast-empty", before=lambda: open_cast(amina))
        await marek.button("Cover and cast").click()
        await marek.button("Make a cover").click()
        await marek.button("Make a portrait of Old Perrin").click()
        await marek.page.get_by_label("How Wren looks").fill("Nine years old, a red cap, a pocket full of keys")
        await marek.page.get_by_label("The voice of Wren").select_option("young")
        await expect(marek.page.get_by_role("dialog").locator(THERE)).to_have_count(2)
        easel.hold()
        await marek.button("Make a portrait of Wren").click()
        await shoot("cast", before=lambda: open_cast(amina))
        easel.let_go()
        await shoot("picture-rules", amina.page.locator("fieldset:has(img)"), lambda: rules(amina))
        await shoot("read-with-plates", before=lambda: stage.visit(f"/read/{card['id']}", "article"))


async def ask(person: Person, passage: int) -> None:
    """Ask for a picture, and wait until a worker is at it or through with it."""
    before = await person.page.locator("figure.plate").all_inner_texts()
    await person.passages.nth(passage).focus()
    await person.passages.nth(passage).get_by_role("button", name="Illustrate").click()
    await person.button("Make the picture").click()
    await expect(person.page.get_by_role("dialog", name="Illustrate")).to_have_count(0)

    async def changed() -> bool:
        now = await person.page.locator("figure.plate").all_inner_texts()
        return now != before and not any("will be made" in text for text in now)

    await until_asked("the picture is begun", changed, seconds=60)


async def look_at(plate: Locator) -> None:
    await centre(plate)
    await plate.locator(THERE).wait_for()


async def large(person: Person, plate: Locator) -> None:
    await person.page.keyboard.press("Escape")
    await plate.locator("button.plate-frame").click()
    await expect(person.page.locator("dialog.large").locator(THERE)).to_be_visible()


async def open_cast(person: Person) -> None:
    await person.page.keyboard.press("Escape")
    await person.page.keyboard.press("Escape")
    await person.open_people()
    await person.button(re.compile("^(Cover and cast|Couverture et personnages)$")).click()
    await expect(person.page.get_by_role("dialog").last).to_be_visible()


async def rules(person: Person) -> None:
    await person.page.keyboard.press("Escape")
    await person.page.keyboard.press("Escape")
    panel = await person.open_settings()
    await panel.get_by_text(re.compile("^(Pictures and voices|Images et voix)$")).click()
