"""A story read aloud: the player, words that light, the listening mode, and recordings of one's own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Locator, expect

from tests.browser.booth import Reader, open_booth
from tests.browser.guests import Guests
from tests.browser.house import House
from tests.browser.person import Person

FIRST = "The harbour master locked his office and put the key where the water had been. Nobody asked why."
SECOND = "Under the boats lay forty years of lost things. Wren found her grandmother’s spoon."
THIRD = "Then the bell of the drowned church began to ring."
HEAR = """() => {
  window.heard = [];
  const add = Highlight.prototype.add;
  const note = what => window.heard.push({...what, at: performance.now(), ms: window.sounding?.currentTime * 1000});
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    window.sounding = this;
    window.plays = (window.plays ?? 0) + 1;
    return play.call(this);
  };
  const set = HighlightRegistry.prototype.set;
  HighlightRegistry.prototype.set = function (name, light) {
    if (name === 'spoken') note({word: [...light][0].toString()});
    return set.call(this, name, light);
  };
}"""
"""Notes each word that is lit, with the moment of the sound."""
SOUNDS = "() => window.sounding !== undefined && !window.sounding.paused && window.sounding.currentTime > 0.2"


@pytest.fixture
async def reader(house: House) -> AsyncIterator[Reader]:
    async with open_booth(house) as reader:
        yield reader


def bar(person: Person) -> Locator:
    return person.page.get_by_role("region", name="Reading aloud")


async def listening(guests: Guests, name: str, **more: Any) -> Person:
    person = await guests.arrive(name, **more)
    await person.page.add_init_script(f"({HEAR})()")
    return person


async def test_a_story_is_read_aloud(guests: Guests, reader: Reader) -> None:
    """B320: nothing sounds before it is asked for; then the story is read passage after passage, with the voice of the
    next one asked for ahead, and one button silences all.
    """
    amina = await listening(guests, "Amina")
    await amina.start()
    for text in (FIRST, SECOND):
        await amina.write(text)
    assert await amina.page.evaluate("() => window.plays ?? 0") == 0
    reader.hold()
    await amina.press(amina.button("Read the story aloud"))
    await expect(bar(amina).get_by_role("status")).to_contain_text("learning to read")
    reader.let_go()
    await amina.comes_to(SOUNDS)
    await amina.picture("player")
    await amina.press(bar(amina).get_by_role("button", name="On a passage"))
    await amina.comes_to("() => window.heard.at(-1)?.word === 'Wren'")
    await amina.press(amina.button("Silence"))
    await expect(bar(amina)).to_have_count(0)
    assert await amina.page.evaluate("() => window.sounding.paused && !window.sounding.hasAttribute('src')")
