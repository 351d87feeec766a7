"""A story that is read aloud, before the camera."""

from __future__ import annotations

import re

from playwright.async_api import Locator, expect

from tests.browser.booth import open_booth
from tests.browser.person import Person
from tests.browser.scenes import Stage

SLOWLY = """() => {
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    window.sounding = this;
    return play.call(this);
  };
}"""
LISTEN = re.compile("Read the story aloud|Lire l’histoire à voix haute")
SILENCE = "Silence"
BEGIN = re.compile("^(Begin to listen|Commencer à écouter)$")
RECORD = re.compile("^(Record|Enregistrer)$")
READ_IT = re.compile("Read it yourself|Le lire soi-même")
STOP = re.compile("I have read it|J’ai tout lu")
MORE = re.compile("Voice and pace|Voix et allure")
ON = re.compile("^(On a passage|Un passage plus loin)$")
TRY_AGAIN = re.compile("Try again|Réessayer")


async def read_aloud(stage: Stage) -> None:
    """The player in a room, in the dark, when a voice fails; and the recorder at its work."""
    amina, (marek, jun), shoot = stage.amina, stage.others, stage.camera.shoot
    await amina.context.grant_permissions(["microphone"])
    await amina.page.add_init_script(f"({SLOWLY})()")
    async with open_booth(stage.house) as reader:
        card = await stage.room(amina, marek, jun, passages=4)
        await amina.page.evaluate("scrollTo(0, 0)")
        reader.hold()
        await amina.button(LISTEN).click()
        await expect(player(amina).get_by_role("status")).to_contain_text("40")
        await shoot("player-waits")
        reader.let_go()
        await slowly(amina, 6)
        await shoot("player")
        await shoot("player-choices", before=lambda: choices(amina))
        await amina.page.keyboard.press("Escape")
        await amina.button(SILENCE).click()
        await amina.passages.last.get_by_role("button", name=READ_IT).click()
        await shoot("recorder-first")
        await amina.button(RECORD).click()
        await expect(amina.page.get_by_role("dialog").get_by_text(re.compile(r"^0:0[1-9]"))).to_be_visible()
        await shoot("recorder")
        await amina.button(STOP).click()
        await shoot("recorder-taken")
        await stage.visit(f"/listen/{card['id']}", "main button")
        await shoot("listening-door")
        await amina.button(BEGIN).or_(amina.page.locator("main button").first).first.click()
        await slowly(amina, 4)
        await shoot("listening")
        reader.fails = ["unavailable", "unavailable"]
        await marek.write(stage.line(1))
        await amina.page.get_by_role("button", name=re.compile("^(On a passage|Un passage plus loin)$")).click(
            click_count=4
        )
        await expect(amina.button(TRY_AGAIN)).to_be_visible()
        await shoot("listening-trouble")


def player(person: Person) -> Locator:
    return person.page.locator("section.player")


async def slowly(person: Person, second: float) -> None:
    """So that the same word is on all pictures."""
    await person.comes_to("() => window.sounding !== undefined && window.sounding.currentTime > 0")
    await person.page.evaluate(
        f"() => {{ window.sounding.playbackRate = 0.0625; window.sounding.currentTime = {second}; }}"
    )


async def choices(person: Person) -> None:
    await person.page.keyboard.press("Escape")
    await person.button(MORE).click()
