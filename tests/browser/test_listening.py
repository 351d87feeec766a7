"""Listening in the dark, and reading passages aloud oneself."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Locator, expect

from tests.browser.axe import complaints
from tests.browser.booth import Reader, open_booth
from tests.browser.guests import PHONE, Guests, Touching, Typing
from tests.browser.house import House
from tests.browser.person import OFFLINE, Person
from tests.browser.test_sound import FIRST, SECOND, SOUNDS, THIRD, bar, hears, listening
from tests.browser.words import FRENCH

KEYS = """() => {
  window.keys = {};
  const set = MediaSession.prototype.setActionHandler;
  MediaSession.prototype.setActionHandler = function (name, then) {
    window.keys[name] = then;
    return set.call(this, name, then);
  };
}"""
"""What the device would call when its keys are pressed."""
MINUTE_MS = 60_000
SOME_SECONDS = re.compile(r"^0:(0[2-9]|[1-5]\d)$")


@pytest.fixture
async def reader(house: House) -> AsyncIterator[Reader]:
    async with open_booth(house) as reader:
        yield reader


def recorder(person: Person, name: str = "Read it yourself") -> Locator:
    return person.page.get_by_role("dialog", name=name)


async def in_the_dark(person: Person, room: str) -> None:
    await person.page.goto(f"{person.address}/listen/{room}")


async def test_one_listens_in_the_dark(guests: Guests, reader: Reader) -> None:
    """B330: in the listening mode a reader of the room hears the story from a page of large keys, which is dark, begins
    nothing by itself, and knows next time where one was.
    """
    amina, jun = await guests.arrive("Amina"), await listening(guests, "Jun", size=PHONE, kind=Touching)
    card = await amina.start(rules={"newcomers": "reader"})
    for text in (FIRST, SECOND, THIRD):
        await amina.write(text)
    await jun.join(card["code"])
    await in_the_dark(jun, card["id"])
    await expect(jun.button("Begin to listen")).to_be_visible()
    assert await jun.page.evaluate("() => window.plays ?? 0") == 0
    assert await jun.page.evaluate("() => getComputedStyle(document.documentElement).colorScheme") == "dark"
    await jun.press(jun.button("Begin to listen"))
    await jun.comes_to(SOUNDS)
    await expect(jun.page.get_by_text("Passage 1 of 3")).to_be_visible()
    keys = jun.page.get_by_role("group", name="Reading aloud")
    for key in await keys.get_by_role("button").all():
        box = await key.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 64
    await jun.picture("listening")
    await jun.press(jun.button("On a passage"))
    await hears(jun, "boats")
    await jun.press(jun.button("Pause"))
    await jun.page.reload()
    await jun.press(jun.button("Go on at passage 2"))
    await jun.comes_to(SOUNDS)
    await expect(jun.page.get_by_text("Passage 2 of 3")).to_be_visible()
    await jun.press(jun.page.get_by_role("link", name="Back to the story"))
    await expect(jun.now).to_be_visible()
    assert await jun.page.evaluate("() => document.documentElement.dataset.paper") == "system"


async def test_the_sleep_timer(guests: Guests, reader: Reader) -> None:
    """B331: after the time that one chose, or at the end of the passage, it falls silent."""
    amina = await listening(guests, "Amina")
    await amina.page.clock.install()
    card = await amina.start()
    await amina.write(" ".join([FIRST] * 9))
    await amina.write(SECOND)
    await in_the_dark(amina, card["id"])
    await amina.press(amina.button("Begin to listen"))
    await amina.comes_to(SOUNDS)
    timer = amina.page.get_by_role("combobox", name="Sleep timer")
    await timer.select_option("10")
    await expect(timer.locator("option:checked")).to_contain_text("Falls silent at")
    await amina.page.clock.fast_forward(9 * MINUTE_MS)
    await amina.comes_to(SOUNDS)
    await amina.page.clock.fast_forward(MINUTE_MS)
    await amina.comes_to("() => window.sounding.paused")
    await expect(timer).to_have_value("none")
    await amina.press(amina.button("Play"))
    await timer.select_option("passage")
    await amina.page.evaluate("() => { window.sounding.currentTime = window.sounding.duration - 0.5; }")
    await expect(amina.page.get_by_text("Passage 2 of 2")).to_be_visible()
    await amina.comes_to("() => window.sounding.paused")
    await expect(amina.button("Play")).to_be_visible()


async def test_the_keys_of_the_device(guests: Guests, reader: Reader) -> None:
    """B332: the lock screen shows what is read, and its keys play, pause, step and seek."""
    amina = await listening(guests, "Amina")
    await amina.page.add_init_script(f"({KEYS})()")
    card = await amina.start(title="The Sea Is Out")
    await amina.write(f"{FIRST} {SECOND}")
    await amina.write(THIRD)
    await in_the_dark(amina, card["id"])
    await amina.press(amina.button("Begin to listen"))
    await amina.comes_to(SOUNDS)
    shown = await amina.page.evaluate(
        "() => { const { title, artist, album } = navigator.mediaSession.metadata; return [title, artist, album]; }"
    )
    assert shown == ["The Sea Is Out", "Passage by Amina", "quick voice"]
    await amina.page.evaluate("() => window.keys.pause()")
    await amina.comes_to("() => window.sounding.paused && navigator.mediaSession.playbackState === 'paused'")
    for key, word in (("seekto({seekTime: 3.65})", "Nobody"), ("seekforward()", "Under"), ("seekbackward()", "Nobody")):
        await amina.page.evaluate(f"() => window.keys.{key}")
        await amina.comes_to(f"() => window.heard.at(-1).word === '{word}'")
    await amina.page.evaluate("() => window.keys.nexttrack()")
    await amina.page.evaluate("() => window.keys.play()")
    await hears(amina, "drowned")
    await amina.page.evaluate("() => window.keys.stop()")
    await expect(amina.button("Go on at passage 2")).to_be_visible()


async def test_a_recording_is_heard_by_others(guests: Guests, reader: Reader) -> None:
    """B333: one reads a passage into the microphone, listens to it and keeps it; another member chooses that voice,
    hears it with its words lit, and it is remembered.
    """
    amina = await guests.arrive("Amina", permissions=["microphone"])
    marek = await listening(guests, "Marek")
    card = await amina.start()
    await marek.join(card["code"])
    await amina.write(FIRST)
    await amina.press(amina.button("Read it yourself"))
    dialog = recorder(amina)
    await expect(dialog).to_contain_text("The harbour master")
    await amina.press(dialog.get_by_role("button", name="Record"))
    await expect(dialog.get_by_text("Recording", exact=True)).to_be_visible()
    await amina.picture("recorder")
    await expect(dialog.get_by_text(SOME_SECONDS)).to_be_visible()
    await amina.press(dialog.get_by_role("button", name="Pause"))
    await expect(dialog.get_by_text("Paused")).to_be_visible()
    await amina.press(dialog.get_by_role("button", name="Go on"))
    await amina.press(dialog.get_by_role("button", name="I have read it"))
    await amina.press(dialog.get_by_role("button", name="Listen to it"))
    await amina.press(dialog.get_by_role("button", name="Stop listening"))
    await amina.picture("recorder-taken")
    await amina.press(dialog.get_by_role("button", name="Keep it"))
    await expect(dialog.get_by_role("status")).to_contain_text("Kept.")
    await amina.press(dialog.get_by_role("button", name="Close"))
    await marek.press(marek.button("Read aloud"))
    await marek.press(bar(marek).get_by_role("button", name="Voice and pace"))
    voice = marek.page.get_by_role("combobox", name="Voice")
    await expect(voice).to_contain_text("read by Amina")
    await voice.select_option(label="read by Amina")
    await expect(bar(marek)).to_contain_text("Passage by Amina, read by Amina")
    await marek.comes_to("() => window.heard.length > 3")
    await marek.page.reload()
    await marek.press(marek.button("Read aloud"))
    await expect(bar(marek)).to_contain_text("read by Amina")
    assert reader.read == [FIRST]


async def test_no_microphone(guests: Guests, reader: Reader) -> None:
    """B334: where the microphone is closed to the page it says so kindly, with a way on."""
    amina = await guests.arrive("Amina")
    await amina.start()
    await amina.write(FIRST)
    await amina.press(amina.button("Read it yourself"))
    await amina.press(recorder(amina).get_by_role("button", name="Record"))
    await expect(recorder(amina).get_by_role("alert")).to_contain_text("The microphone is closed to this page.")
    await expect(recorder(amina).get_by_role("button", name="Try again")).to_be_visible()


async def test_a_recording_survives_the_network(guests: Guests, reader: Reader, house: House) -> None:
    """B335: a recording that could not be sent is still there, is asked for before it is thrown away, and goes out when
    the line is back.
    """
    amina = await guests.arrive("Amina", kind=Typing, address=house.cable.address, permissions=["microphone"])
    amina.forgiven.append(OFFLINE)
    await amina.start()
    await amina.write(FIRST)
    await amina.press(amina.button("Read it yourself"))
    dialog = recorder(amina)
    await amina.press(dialog.get_by_role("button", name="Record"))
    await expect(dialog.get_by_text(SOME_SECONDS)).to_be_visible()
    await amina.press(dialog.get_by_role("button", name="I have read it"))
    await house.cable.cut()
    await amina.press(dialog.get_by_role("button", name="Keep it"))
    await expect(dialog.get_by_role("alert")).to_contain_text("Your recording is still here.")
    await amina.page.keyboard.press("Escape")
    await amina.press(recorder(amina, "Throw it away").get_by_role("button", name="Cancel"))
    await house.cable.mend()
    await amina.press(dialog.get_by_role("button", name="Send again"))
    await expect(dialog.get_by_role("status")).to_contain_text("Kept.")
    await amina.press(dialog.get_by_role("button", name="Close"))
    await expect(dialog).to_have_count(0)


async def test_where_nobody_may_record(guests: Guests, reader: Reader) -> None:
    """B336: where the host switched recordings off, or readers are young, nobody is offered to record."""
    for rules in ({"media": {"recordings": False}}, {"age": "10-12"}):
        amina = await guests.arrive("Amina")
        await amina.start(rules=rules)
        await amina.write(FIRST)
        await expect(amina.button("Read aloud")).to_be_visible()
        await expect(amina.button("Read it yourself")).to_have_count(0)


async def test_nothing_is_wrong(guests: Guests, reader: Reader) -> None:
    """B337: axe finds nothing in the listening mode and in the recorder; in French all of it is French; and it fits a
    window of 320 px.
    """
    amina = await guests.arrive("Amina", words=FRENCH, permissions=["microphone"])
    card = await amina.start(language="fr")
    await amina.write("Le port s’est vidé dans la nuit. Personne n’a demandé pourquoi.")
    await amina.press(amina.button("Le lire soi-même"))
    dialog = recorder(amina, "Le lire soi-même")
    await amina.press(dialog.get_by_role("button", name="Enregistrer"))
    await expect(dialog.get_by_text("On enregistre")).to_be_visible()
    assert await complaints(amina.page) == []
    await amina.press(dialog.get_by_role("button", name="J’ai tout lu"))
    await amina.press(dialog.get_by_role("button", name="Fermer"))
    await amina.press(amina.button("Le jeter"))
    await in_the_dark(amina, card["id"])
    await amina.press(amina.button("Commencer à écouter"))
    await expect(amina.page.get_by_role("combobox", name="Minuterie")).to_be_visible()
    assert await complaints(amina.page) == []
    await amina.page.set_viewport_size({"width": 320, "height": 640})
    assert await amina.page.evaluate("() => document.documentElement.scrollWidth") <= 320
