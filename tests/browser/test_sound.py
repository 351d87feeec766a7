"""A story read aloud: the player, words that light, the listening mode, and recordings of one's own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Locator, Response, expect

from tests.browser.axe import complaints
from tests.browser.booth import APART_MS, LEAD_MS, Reader, open_booth
from tests.browser.guests import PHONE, Guests, Touching, Typing
from tests.browser.house import House
from tests.browser.person import Person
from tests.browser.words import FRENCH
from tests.waiting import until
from workers.voices.maker import Voices
from workers.voices.quick import installed

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


async def hears(person: Person, word: str) -> None:
    """A word is lit that was not before."""
    await person.comes_to(f"() => window.heard.some(one => one.word === '{word}')")


async def steps(person: Person, key: Locator, word: str) -> None:
    """From where it was paused, to a word, which stays lit."""
    await person.press(key)
    await person.comes_to(f"() => window.heard.at(-1).word === '{word}'")


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
    await until("the next passage is read ahead", lambda: sorted(reader.read) == sorted([FIRST, SECOND]))
    await amina.picture("player")
    await amina.press(bar(amina).get_by_role("button", name="On a passage"))
    await hears(amina, "Wren")
    await amina.press(amina.button("Silence"))
    await expect(bar(amina)).to_have_count(0)
    assert await amina.page.evaluate("() => window.sounding.paused && !window.sounding.hasAttribute('src')")


async def test_words_light_as_they_are_read(guests: Guests, reader: Reader) -> None:
    """B321: each word of a passage is lit within 100 ms of the moment in which it is heard, in the order of the text,
    over paragraphs, but for the drop cap.
    """
    amina = await listening(guests, "Amina")
    await amina.start()
    text = f"{FIRST} {SECOND}\n\n{THIRD}"
    await amina.write(text)
    await amina.press(amina.button("Read aloud"))
    await expect(bar(amina).get_by_role("status")).to_contain_text("That is all so far")
    heard: list[dict[str, Any]] = await amina.page.evaluate("() => window.heard")
    assert [one["word"] for one in heard] == ["he", *text.split()[1:]]
    late = [one["ms"] - LEAD_MS - number * APART_MS for number, one in enumerate(heard)]
    assert min(late) >= 0, late
    assert max(late) <= 100, late


@pytest.mark.skipif(not installed(), reason="installed with WITHOUT_VOICE=1")
async def test_the_quick_voice_is_lit_too(guests: Guests, house: House, reader: Reader) -> None:
    """B322: so it is with the quick voice of the house, whose words take as long as they take."""
    reader.by = Voices(house.web.settings.model_copy(update={"voices": ("quick",)}))
    amina = await listening(guests, "Amina")
    told: list[list[list[int]]] = []

    async def note(answer: Response) -> None:
        if answer.status == 200 and answer.url.endswith(".json"):
            told.append((await answer.json())["words"])

    amina.page.on("response", note)
    await amina.start()
    text = f"{FIRST} {SECOND}"
    await amina.write(text)
    await amina.press(amina.button("Read aloud"))
    await expect(bar(amina).get_by_role("status")).to_contain_text("That is all so far")
    heard: list[dict[str, Any]] = await amina.page.evaluate("() => window.heard")
    words = told[0]
    assert len(words) >= len(text.split())
    begins = {text[start:end]: begin for start, end, begin, _ in words}
    late = [one["ms"] - begins[one["word"]] for one in heard if text.count(one["word"]) == 1]
    assert len(late) > 15
    assert min(late) >= 0, late
    assert max(late) <= 100, late


async def test_what_is_added_is_read_too(guests: Guests, reader: Reader) -> None:
    """B323: at the end of the story the player waits for what others add, and reads it; words that were changed are
    read as they are now.
    """
    amina, marek = await listening(guests, "Amina"), await guests.arrive("Marek")
    card = await amina.start()
    await marek.join(card["code"])
    await amina.write(THIRD)
    await amina.press(amina.button("Read aloud"))
    await expect(bar(amina).get_by_role("status")).to_contain_text("That is all so far")
    await marek.write(SECOND)
    await hears(amina, "Wren")
    await amina.press(bar(amina).get_by_role("button", name="Back a passage"))
    await amina.press(bar(amina).get_by_role("button", name="Back a passage"))
    await marek.press(marek.button("Change"))
    box = marek.page.get_by_role("textbox", name="Your passage, to be changed")
    await marek.enter(box, "Under the boats lay nothing at all.")
    await marek.press(marek.button("Save"))
    await hears(amina, "all.")
    assert reader.read[-1] == "Under the boats lay nothing at all."


async def test_what_cannot_be_read_is_passed_over(guests: Guests, reader: Reader) -> None:
    """B324: a passage that no voice could read is told in one kind sentence, the next one follows, and "Try again"
    reads it after all.
    """
    amina = await listening(guests, "Amina")
    await amina.start()
    await amina.write(FIRST)
    await amina.write(SECOND)
    reader.fails, reader.fails_at = ["unavailable"], FIRST
    await amina.press(amina.button("Read the story aloud"))
    alert = bar(amina).get_by_role("alert")
    await expect(alert).to_contain_text("The house has no voice that can read this. The next passage follows.")
    await hears(amina, "Wren")
    await amina.picture("player-trouble")
    await amina.press(alert.get_by_role("button", name="Try again"))
    await hears(amina, "office")
    await expect(alert).to_be_empty()


async def test_by_keyboard_alone(guests: Guests, reader: Reader) -> None:
    """B325: by keyboard alone one listens, pauses, steps by sentence and passage, chooses a pace, which is remembered,
    and closes the player.
    """
    amina = await listening(guests, "Amina", kind=Typing)
    await amina.start()
    await amina.write(FIRST)
    await amina.write(SECOND)
    await amina.reach(amina.passage(FIRST))  # type: ignore[attr-defined]
    await amina.press(amina.button("Listen from here"))
    await hears(amina, "The")
    await amina.press(bar(amina).get_by_role("button", name="Pause"))
    await amina.comes_to("() => window.sounding.paused")
    await amina.page.evaluate("() => { window.sounding.currentTime = 1; }")
    await steps(amina, bar(amina).get_by_role("button", name="On a sentence"), "Nobody")
    await steps(amina, bar(amina).get_by_role("button", name="Back a sentence"), "The")
    await amina.press(bar(amina).get_by_role("button", name="Voice and pace"))
    pace = amina.page.get_by_role("combobox", name="Pace")
    await amina.reach(pace)  # type: ignore[attr-defined]
    await amina.page.keyboard.press("ArrowDown")
    await amina.page.keyboard.press("ArrowDown")
    await expect(pace).to_have_value("1.25")
    await amina.page.keyboard.press("Escape")
    await amina.press(bar(amina).get_by_role("button", name="On a passage"))
    await amina.press(bar(amina).get_by_role("button", name="Play"))
    await hears(amina, "Under")
    assert await amina.page.evaluate("() => window.sounding.playbackRate") == 1.25
    await amina.press(bar(amina).get_by_role("button", name="Stop and close"))
    await expect(bar(amina)).to_have_count(0)
    await amina.press(amina.button("Read the story aloud"))
    await amina.comes_to("() => window.sounding.playbackRate === 1.25 && !window.sounding.paused")


AT_THE_END = """() => {
    scrollTo(0, document.documentElement.scrollHeight);
    const foot = document.querySelector('[aria-label="Reading aloud"]').getBoundingClientRect();
    return document.querySelector('textarea').getBoundingClientRect().bottom <= foot.top;
}"""


async def test_on_a_phone(guests: Guests, reader: Reader) -> None:
    """B326: on a phone the player has its own place below everything, its keys are large enough, and a word that is
    touched is heard.
    """
    amina = await listening(guests, "Amina", size=PHONE, kind=Touching)
    await amina.start()
    await amina.write(f"{FIRST} {SECOND}")
    await amina.press(amina.button("Read aloud"))
    await amina.comes_to(SOUNDS)
    for key in await bar(amina).get_by_role("button").all():
        box = await key.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
    await amina.comes_to(AT_THE_END)
    now, foot = await amina.now.bounding_box(), await bar(amina).bounding_box()
    composer = await amina.composer.bounding_box()
    assert now is not None
    assert foot is not None
    assert composer is not None
    assert max(now["y"] + now["height"], composer["y"] + composer["height"]) <= foot["y"]
    assert foot["y"] + foot["height"] <= PHONE["height"] + 1
    await amina.page.evaluate("scrollTo(0, 0)")
    await amina.picture("player")
    x, y = await amina.page.evaluate(
        "() => { const node = document.querySelector('[data-spoken] .prose p').firstChild; const range = new Range();"
        "const at = node.data.indexOf('grandmother'); range.setStart(node, at); range.setEnd(node, at + 5);"
        "const box = range.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; }"
    )
    await amina.page.touchscreen.tap(x, y)
    await hears(amina, "grandmother’s")


LONG = "\n\n".join(f"{number}. {FIRST} {SECOND}" for number in range(1, 15))


async def test_the_page_follows_unless_one_looks_elsewhere(guests: Guests, reader: Reader) -> None:
    """B327: the page follows the words; who scrolls away is left alone and has a way back."""
    amina = await listening(guests, "Amina", reduced_motion="reduce")
    await amina.start()
    await amina.write(LONG)
    await amina.page.evaluate("scrollTo(0, 0)")
    await amina.press(amina.button("Read the story aloud"))
    await amina.comes_to(SOUNDS)
    await amina.page.evaluate("() => { window.sounding.currentTime = 60; }")
    await amina.comes_to("() => scrollY > 300")
    await amina.page.mouse.wheel(0, -3000)
    back = amina.button("Back to what is read")
    await expect(back).to_be_visible()
    await amina.page.evaluate("() => { window.sounding.currentTime = 75; }")
    await amina.comes_to("() => window.sounding.currentTime > 76")
    assert await amina.page.evaluate("() => scrollY") == 0
    await amina.press(back)
    await amina.comes_to("() => scrollY > 300")
    await expect(back).to_have_count(0)


async def test_without_highlights_the_passage_is_marked(guests: Guests, reader: Reader) -> None:
    """B328: a browser that cannot light words marks the passage that is read."""
    amina = await guests.arrive("Amina")
    await amina.page.add_init_script("delete CSS.highlights; delete Object.getPrototypeOf(CSS).highlights")
    await amina.start()
    await amina.write(FIRST)
    await amina.press(amina.button("Read aloud"))
    await expect(amina.page.locator("[data-spoken=passage]")).to_have_count(1)
    await amina.press(amina.button("Silence"))
    await expect(amina.page.locator("[data-spoken]")).to_have_count(0)


async def test_nothing_is_wrong_and_all_is_french(guests: Guests, reader: Reader) -> None:
    """B329: axe finds nothing in a room in which one listens, by day and night; in French all of it is French."""
    amina = await guests.arrive("Amina", words=FRENCH)
    await amina.start(language="fr")
    await amina.write("Le port s’est vidé dans la nuit.")
    await amina.press(amina.button("Lire l’histoire à voix haute"))
    player = amina.page.get_by_role("region", name="Lecture à voix haute")
    await expect(player).to_contain_text("Passage d’Amina, voix rapide")
    await amina.press(player.get_by_role("button", name="Voix et allure"))
    await expect(amina.page.get_by_role("combobox", name="Allure")).to_contain_text("1,25")
    assert await complaints(amina.page) == []
    await amina.picture("player-choices")
