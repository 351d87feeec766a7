"""Pictures on the page: asked for, waited for, there, tried again, taken away; in two windows, and nothing moves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.axe import SETTLED, complaints
from tests.browser.guests import PHONE, Guests, Touching, Typing
from tests.browser.house import House
from tests.browser.person import REFUSED, Person
from tests.browser.studio import Easel, open_studio
from tests.browser.words import FRENCH

PREMISE = "One morning the sea has left Saltmarsh, and nobody saw it go."
FIRST = "The harbour master locked his office and put the key where the water had been."
LONG = "\n".join(f"The tide table for day {n} says that the water comes back, and it does not. " * 4 for n in range(9))
BEFORE_IT_TURNS = 9
"""Passages until a story of improv's takes a turn, which it finds worth a picture."""
SHIFTS = """words => {
  const line = [...document.querySelectorAll("p")].find(one => one.textContent.includes(words));
  const began = line.getBoundingClientRect().top;
  window.moved = window.shifted = 0;
  requestAnimationFrame(function look() {
    window.moved = Math.max(window.moved, Math.abs(line.getBoundingClientRect().top - began));
    requestAnimationFrame(look);
  });
  new PerformanceObserver(list => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted += one.value;
  }).observe({type: "layout-shift"});
}"""
"""In no frame a line moves by more than it says; and what the browser counts, to which a scroll that keeps the lines in
their place is a shift where parts of the page are laid out apart.
"""


@pytest.fixture
async def easel(house: House) -> AsyncIterator[Easel]:
    async with open_studio(house) as easel:
        yield easel


def plate(person: Person) -> Locator:
    return person.page.locator("figure.plate")


async def two(guests: Guests, **room: Any) -> tuple[Person, Person]:
    amina = await guests.arrive("Amina")
    marek = await guests.arrive("Marek")
    code = (await amina.start(PREMISE, **room))["code"]
    await marek.join(code)
    await amina.write(FIRST)
    await marek.reads(FIRST)
    return amina, marek


async def illustrate(person: Person, wish: str = "", passage: int = -1) -> None:
    of = person.passages.nth(passage)
    await of.focus()
    await person.press(of.get_by_role("button", name="Illustrate"))
    dialog = person.page.get_by_role("dialog", name="Illustrate")
    if wish:
        await person.enter(dialog.get_by_role("textbox"), wish)
    await person.press(dialog.get_by_role("button", name="Make the picture"))
    await expect(dialog).to_have_count(0)


async def there(place: Locator, count: int = 1) -> None:
    """The picture itself is on the screen."""
    await expect(place.locator('.picture[data-state="there"] img')).to_have_count(count)


async def offset(page: Page, words: str) -> float:
    """Where on the screen somebody reads."""
    top: float = await page.get_by_text(words).first.evaluate("one => one.getBoundingClientRect().top")
    return top


async def test_a_picture_comes_in_both_windows(guests: Guests, easel: Easel) -> None:
    """B300: one asks for a picture of a passage, and both see that it is being made, and then the picture, its
    description and who made it, in the place that was kept for it.
    """
    amina, marek = await two(guests)
    easel.hold()
    await illustrate(amina, "The key in the mud")
    for person in (amina, marek):
        await expect(plate(person)).to_contain_text("A picture is being made · 40 %")
    kept = await plate(marek).bounding_box()
    easel.let_go()
    for person in (amina, marek):
        await there(plate(person))
        await expect(plate(person).get_by_role("img", name="The key in the mud")).to_be_visible()
        await expect(plate(person)).to_contain_text("Drawn by the house")
        await expect(person.page.get_by_text("A picture has arrived: The key in the mud")).to_have_count(1)
    assert await plate(marek).bounding_box() == kept


@pytest.mark.parametrize("where", ["above", "below"])
async def test_nothing_that_one_reads_moves(guests: Guests, easel: Easel, where: str) -> None:
    """B301: while one reads, somebody else asks for a picture out of sight, above or below; it is made, comes, and is
    taken away: in no frame do the lines that are read move, and nothing shifts when the picture is there.
    """
    amina, marek = await two(guests)
    reading = "Here somebody reads."
    for text in (f"At first. {LONG}", f"{reading} {LONG}", f"At last. {LONG}"):
        await amina.write(text)
    await marek.page.get_by_text(reading).first.evaluate(
        "p => p.scrollIntoView({block: 'center', behavior: 'instant'})"
    )
    await marek.page.evaluate(SETTLED)
    await marek.page.evaluate(SHIFTS, reading)
    easel.hold()
    await illustrate(amina, passage=0 if where == "above" else -1)
    await expect(plate(marek)).to_contain_text("40 %")
    await marek.page.evaluate(SETTLED)
    before = await marek.page.evaluate("window.shifted")
    easel.let_go()
    await there(plate(amina))
    await expect(plate(marek).locator(".picture")).to_have_count(1)
    await marek.page.evaluate(SETTLED)
    assert await marek.page.evaluate("window.shifted") == before
    assert where == "above" or before == 0
    await plate(amina).get_by_role("button").click()
    await amina.button("Take it away").click()
    await amina.page.get_by_role("dialog", name="Take it away").get_by_role("button", name="Take it away").click()
    await expect(plate(marek)).to_have_count(0)
    await marek.page.evaluate(SETTLED)
    assert await marek.page.evaluate("window.moved") <= 1


async def test_who_reads_the_end_keeps_the_words_and_who_writes_the_composer(guests: Guests, easel: Easel) -> None:
    """B302: at the end of the page a picture of the last passage leaves the words in their place for whoever reads,
    and the composer for whoever writes.
    """
    amina, marek = await two(guests)
    await amina.write(LONG)
    last = f"And then there was a knock. {FIRST}"
    await amina.write(last)
    for person in (amina, marek):
        await person.reads(last)
        await person.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    await marek.draft("Marek is in the middle of a sentence")
    await amina.page.evaluate("document.activeElement.blur()")
    await amina.page.evaluate(SETTLED)
    written = await marek.composer.bounding_box()
    read = await offset(amina.page, "And then there was a knock.")
    easel.hold()
    jun = await guests.arrive("Jun")
    card = await (await amina.context.request.get(amina.page.url.replace("/r/", "/api/rooms/"))).json()
    await jun.join(card["code"])
    await illustrate(jun)
    for person in (amina, marek):
        await expect(plate(person)).to_contain_text("40 %")
    easel.let_go()
    await there(plate(marek))
    now = await marek.composer.bounding_box()
    assert now is not None
    assert written is not None
    assert abs(now["y"] - written["y"]) <= 1
    assert abs(await offset(amina.page, "And then there was a knock.") - read) <= 1


async def test_another_take_is_a_leaf_to_turn(guests: Guests, easel: Easel) -> None:
    """B303: the large picture has its description and who wished for what; another one is asked for there, comes to
    everybody beside the first, and each turns the leaves for themselves.
    """
    amina, marek = await two(guests)
    await illustrate(amina, "A lamp")
    await there(plate(marek))
    await plate(marek).get_by_role("button").click()
    large = marek.page.get_by_role("dialog", name="Picture", exact=True)
    await expect(large).to_contain_text("Amina wished for: A lamp")
    easel.hold()
    await large.get_by_role("button", name="Another one").click()
    await expect(plate(amina)).to_contain_text("Another one is being made · 40 %")
    await there(plate(amina))
    easel.let_go()
    for person in (amina, marek):
        await expect(plate(person)).to_contain_text("2 of 2")
    await amina.button("Picture before").click()
    await expect(plate(amina)).to_contain_text("1 of 2")
    await expect(plate(marek)).to_contain_text("2 of 2")
    await plate(amina).get_by_role("button", name="Show it large").click()
    await there(amina.page.get_by_role("dialog", name="Picture", exact=True))
    await amina.page.keyboard.press("ArrowRight")
    await expect(amina.button("Next picture")).to_have_attribute("aria-disabled", "true")
    await amina.page.keyboard.press("Escape")
    await expect(amina.page.get_by_role("dialog")).to_have_count(0)


async def test_what_failed_is_tried_again(guests: Guests, easel: Easel) -> None:
    """B304: what could not be made says why in a sentence, to both; one tries again, and the picture comes."""
    amina, marek = await two(guests)
    easel.fails.append("refused")
    await illustrate(amina)
    for person in (amina, marek):
        await expect(plate(person)).to_contain_text("The model would not make this.")
    await expect(plate(marek).get_by_role("button", name="Take it away")).to_have_count(0)
    await plate(marek).get_by_role("button", name="Try again").click()
    await there(plate(amina))
    await there(plate(marek))


async def test_cancelled_while_it_is_made(guests: Guests, easel: Easel) -> None:
    """B305: whoever asked cancels while it is being made; its place closes for everybody, and nothing comes later."""
    amina, marek = await two(guests)
    easel.hold()
    await illustrate(marek)
    await expect(plate(amina)).to_contain_text("40 %")
    await plate(marek).get_by_role("button", name="Cancel").click()
    for person in (amina, marek):
        await expect(plate(person)).to_have_count(0)
    easel.let_go()
    await illustrate(amina)
    await there(plate(marek))
    await expect(plate(marek)).to_have_count(1)


async def test_taken_away_it_is_gone_for_everybody(guests: Guests, easel: Easel) -> None:
    """B306: a picture that is taken away goes from both windows, and its file is not found any more."""
    amina, marek = await two(guests)
    await illustrate(marek)
    await there(plate(amina))
    source = await plate(amina).locator("img").get_attribute("src")
    assert source
    assert (await amina.context.request.get(f"{amina.address}{source}")).status == 200
    await plate(amina).get_by_role("button").click()
    await amina.button("Take it away").click()
    sure = amina.page.get_by_role("dialog", name="Take it away")
    await sure.get_by_role("button", name="Take it away").click()
    for person in (amina, marek):
        await expect(plate(person)).to_have_count(0)
        await expect(person.page.get_by_role("dialog")).to_have_count(0)
    assert (await marek.context.request.get(f"{marek.address}{source}")).status == 404


async def test_a_file_that_is_missing_is_said(guests: Guests, easel: Easel) -> None:
    """B307: where a file is gone, its colours stay with a sentence in the place of a broken picture."""
    amina, marek = await two(guests)
    marek.forgiven.append(REFUSED)
    await marek.page.route("**/api/rooms/*/media/*", lambda route: route.fulfill(status=404))
    await illustrate(amina)
    await expect(plate(marek)).to_contain_text("This picture is not here any more")
    await expect(plate(marek).locator("img")).to_have_count(0)
    await expect(plate(marek).locator("canvas")).to_be_visible()


async def test_the_host_switches_pictures_off(guests: Guests, easel: Easel) -> None:
    """B308: what the host switches off is offered to nobody any more, and newcomers read it before they join; with a
    picture there, its style is held.
    """
    amina, marek = await two(guests)
    await illustrate(marek)
    await there(plate(amina))
    panel = await amina.open_settings()
    await panel.get_by_text("Pictures and voices").click()
    await expect(panel.get_by_role("radio", name="Woodcut")).to_be_disabled()
    await panel.get_by_text("Pictures of passages").click()
    await panel.get_by_role("button", name="Close").click()
    for person in (amina, marek):
        await person.passages.first.focus()
        await expect(person.button("Margin").first).to_be_visible()
        await expect(person.button("Illustrate")).to_have_count(0)
    await there(plate(marek))
    jun = await guests.arrive("Jun")
    card = await (await amina.context.request.get(amina.page.url.replace("/r/", "/api/rooms/"))).json()
    await jun.page.goto(f"{jun.address}/j/{card['code']}")
    await expect(jun.page.get_by_text("Not made here: pictures.")).to_be_visible()


async def test_a_picture_after_every_passages(guests: Guests, easel: Easel) -> None:
    """B309: where the host wants a picture after every two passages, it comes without anybody asking."""
    amina, marek = await two(guests, rules={"media": {"plates_when": "every", "plates_every": 2}})
    await expect(plate(amina)).to_have_count(0)
    await marek.write("Behind the hills something large and wet sat down to rest.")
    for person in (amina, marek):
        await there(plate(person))
    await amina.write("Nobody heard it, because of the bells.")
    await expect(plate(amina)).to_have_count(1)


async def test_the_cover_and_a_portrait(guests: Guests, easel: Easel) -> None:
    """B310: one asks for a cover and a portrait, says how a character looks before it and cannot after it, and gives
    a voice; the others see it, and the book begins with the cover, whose title is words.
    """
    amina, marek = await two(guests, title="The Sea Is Out")
    await marek.button("Cover and cast").click()
    sheet = marek.page.get_by_role("dialog", name="Cover and cast")
    await sheet.get_by_role("button", name="Make a cover").click()
    await there(sheet)
    await sheet.get_by_label("Somebody else").fill("Wren")
    await sheet.get_by_role("button", name="Add").click()
    await sheet.get_by_label("How Wren looks").fill("A red cap")
    await sheet.get_by_label("The voice of Wren").select_option("young")
    await sheet.get_by_role("button", name="Make a portrait of Wren").click()
    await there(sheet, 2)
    await expect(sheet.get_by_label("How Wren looks")).to_have_count(0)
    await expect(sheet).to_contain_text("A red cap")
    await amina.button("Cover and cast").click()
    seen = amina.page.get_by_role("dialog", name="Cover and cast")
    await there(seen, 2)
    await expect(seen.get_by_label("The voice of Wren")).to_have_value("young")
    await seen.get_by_role("button", name="Portrait of Wren").click()
    await expect(amina.page.get_by_role("dialog", name="Picture", exact=True)).to_contain_text("A low sun")
    await illustrate_by_command(marek)
    await marek.page.goto(marek.page.url.replace("/r/", "/read/"))
    await there(marek.page.locator(".book-cover"))
    await expect(marek.page.locator(".book-cover .cover-title")).to_have_text("The Sea Is Out")
    await there(plate(marek))


async def illustrate_by_command(person: Person) -> None:
    await person.page.keyboard.press("Escape")
    await illustrate(person)
    await there(plate(person))


async def test_a_link_to_read_shows_the_pictures(guests: Guests, easel: Easel) -> None:
    """B311: whoever has a link to read sees the plates and the cover, without a seat."""
    amina, _ = await two(guests)
    await illustrate(amina)
    await there(plate(amina))
    room = amina.page.url.rsplit("/", 1)[1]
    link = await amina.call(f"/api/rooms/{room}/links", {"kind": "read"})
    jun = await guests.arrive("Jun")
    await jun.page.goto(f"{jun.address}/s/{link['token']}")
    await there(plate(jun))
    await expect(plate(jun)).to_contain_text("Drawn by the house")


async def test_by_keyboard_alone(guests: Guests, easel: Easel) -> None:
    """B312: by keyboard alone one asks for a picture with a wish, opens it, asks for another, and takes one away;
    focus comes back to where one was.
    """
    amina = await guests.arrive("Amina", kind=Typing)
    await amina.start(PREMISE)
    await amina.write(FIRST)
    await illustrate(amina, "The key")
    await there(plate(amina))
    await amina.press(plate(amina).get_by_role("button"))
    large = amina.page.get_by_role("dialog", name="Picture", exact=True)
    await expect(large.get_by_role("button", name="Close")).to_be_focused()
    await amina.press(large.get_by_role("button", name="Another one"))
    await expect(plate(amina).get_by_role("button", name="Show it large")).to_be_focused()
    await expect(plate(amina)).to_contain_text("2 of 2")
    await amina.press(plate(amina).get_by_role("button", name="Show it large"))
    await amina.press(large.get_by_role("button", name="Take it away"))
    sure = amina.page.get_by_role("dialog", name="Take it away")
    await amina.press(sure.get_by_role("button", name="Take it away"))
    await amina.page.keyboard.press("Escape")
    await expect(large).to_have_count(0)
    await there(plate(amina))


async def test_on_a_phone(guests: Guests, easel: Easel) -> None:
    """B313: with a finger on a phone one asks for a picture, sees it as wide as the words, and opens it."""
    amina = await guests.arrive("Amina", PHONE, kind=Touching)
    await amina.start(PREMISE)
    await amina.write(FIRST)
    await illustrate(amina)
    await there(plate(amina))
    words, frame = await amina.passages.first.bounding_box(), await plate(amina).bounding_box()
    assert words is not None
    assert frame is not None
    assert (words["x"], words["width"]) == (frame["x"], frame["width"])
    await amina.press(plate(amina).get_by_role("button"))
    large = amina.page.get_by_role("dialog", name="Picture", exact=True)
    await there(large)
    assert await amina.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await amina.press(large.get_by_role("button", name="Close"))
    await expect(large).to_have_count(0)


async def test_in_french(guests: Guests, easel: Easel) -> None:
    """B314: in French everything about pictures is said in French, up to why one could not be made."""
    lea = await guests.arrive("Léa", words=FRENCH)
    await lea.start("Un matin, la mer est partie.", language="fr")
    await lea.write("Le capitaine du port ferma son bureau et mit la clé là où l’eau avait été.")
    easel.fails.append("quota")
    await lea.button("Illustrer").click()
    await lea.button("Faire l’image").click()
    await expect(plate(lea)).to_contain_text("Assez pour aujourd’hui.")
    await plate(lea).get_by_role("button", name="Réessayer").click()
    await there(plate(lea))
    await expect(plate(lea)).to_contain_text("Dessiné par la maison")
    await lea.button("Couverture et personnages").click()
    await expect(lea.page.get_by_role("dialog", name="Couverture et personnages")).to_contain_text("Qui est dans")


@pytest.mark.parametrize("size", [PHONE, {"width": 1440, "height": 900}], ids=["phone", "desk"])
async def test_axe_finds_nothing(guests: Guests, easel: Easel, size: dict[str, int]) -> None:
    """B315: axe finds nothing wrong with a plate that is waited for, failed or there, the large picture, the cast and
    the host's rules about pictures, by day and by night.
    """
    amina = await guests.arrive("Amina", size)
    await amina.start(PREMISE)
    await amina.write(FIRST)
    easel.hold()
    await illustrate(amina)
    await expect(plate(amina)).to_contain_text("40 %")
    assert await complaints(amina.page) == []
    easel.fails.append("unreachable")
    easel.let_go()
    await expect(plate(amina)).to_contain_text("could not be reached")
    assert await complaints(amina.page) == []
    await plate(amina).get_by_role("button", name="Try again").click()
    await there(plate(amina))
    assert await complaints(amina.page) == []
    await plate(amina).get_by_role("button", name="Show it large").click()
    await there(amina.page.get_by_role("dialog", name="Picture", exact=True))
    assert await complaints(amina.page) == []
    await amina.page.keyboard.press("Escape")
    await amina.open_people()
    await amina.button("Cover and cast").click()
    sheet = amina.page.get_by_role("dialog", name="Cover and cast")
    await sheet.get_by_role("button", name="Make a cover").click()
    await there(sheet)
    assert await complaints(amina.page) == []
    await amina.page.keyboard.press("Escape")
    await amina.button("Settings of the story").click()
    await amina.page.get_by_text("Pictures and voices").click()
    assert await complaints(amina.page) == []


async def test_what_the_co_author_finds_worth_a_picture(guests: Guests, easel: Easel) -> None:
    """B316: below the co-author's last passage stands what it finds worth a picture; one press asks for it, and the
    line goes when the picture is asked for.
    """
    amina, marek = await two(guests)
    for number in range(BEFORE_IT_TURNS):
        await amina.write(f"On day {number} the crabs held a meeting in the chapel, and Odile took the minutes.")
    await amina.press(amina.button(amina.words.ask))
    worth = amina.page.get_by_text("Worth a picture:")
    await expect(worth).to_be_visible()
    wish = (await worth.inner_text()).removeprefix("Worth a picture: ")
    await amina.press(amina.button("Make it"))
    await there(plate(marek))
    await expect(plate(marek).get_by_role("img", name=wish)).to_be_visible()
    for person in (amina, marek):
        await expect(person.page.get_by_text("Worth a picture:")).to_have_count(0)


async def test_whoever_reads_along_sees_and_asks_for_nothing(guests: Guests, easel: Easel) -> None:
    """B317: a reader sees the pictures, large too, and the cast, and is offered nothing that would be refused."""
    amina = await guests.arrive("Amina")
    code = (await amina.start(PREMISE, rules={"newcomers": "reader"}))["code"]
    jun = await guests.arrive("Jun")
    await jun.join(code)
    await amina.write(FIRST)
    await illustrate(amina)
    await there(plate(jun))
    await jun.passages.first.focus()
    await expect(jun.button("Margin").first).to_be_visible()
    await expect(jun.button("Illustrate")).to_have_count(0)
    await plate(jun).get_by_role("button").click()
    large = jun.page.get_by_role("dialog", name="Picture", exact=True)
    await there(large)
    await expect(large.get_by_role("link", name="For printing")).to_be_visible()
    for name in ("Another one", "Take it away"):
        await expect(large.get_by_role("button", name=name)).to_have_count(0)
    await large.get_by_role("button", name="Close").click()
    await jun.button("Cover and cast").click()
    sheet = jun.page.get_by_role("dialog", name="Cover and cast")
    await expect(sheet).to_contain_text("No cover yet.")
    await expect(sheet.get_by_role("button", name="Make a cover")).to_have_count(0)
    await expect(sheet.get_by_role("textbox")).to_have_count(0)


async def test_a_page_opened_anew_finds_what_is_being_made(guests: Guests, easel: Easel) -> None:
    """B318: who reloads while a picture is being made finds it being made, and it comes; a second picture that fails
    leaves the first in its place, with a line about the other.
    """
    amina, _ = await two(guests)
    easel.hold()
    await illustrate(amina)
    await expect(plate(amina)).to_contain_text("40 %")
    await amina.page.reload()
    await expect(plate(amina)).to_contain_text("A picture is being made · 40 %")
    easel.let_go()
    await there(plate(amina))
    easel.fails.append("withheld")
    await illustrate(amina)
    await expect(plate(amina)).to_contain_text("Another one could not be made. What came of it did not suit")
    await there(plate(amina))
    await plate(amina).get_by_role("button", name="Try again").click()
    await expect(plate(amina)).to_contain_text("2 of 2")


async def test_a_picture_that_comes_takes_nothing_from_whoever_writes(guests: Guests, easel: Easel) -> None:
    """B319: while one writes, somebody else's picture comes: focus, words and caret stay; for whoever wants no motion
    it is there at once.
    """
    amina, marek = await two(guests)
    jun = await guests.arrive("Jun", reduced_motion="reduce")
    card = await (await amina.context.request.get(amina.page.url.replace("/r/", "/api/rooms/"))).json()
    await jun.join(card["code"])
    await jun.draft("Jun is in the middle of a word")
    await jun.page.keyboard.press("ArrowLeft")
    caret = "() => [document.activeElement.tagName, document.activeElement.selectionStart]"
    before = await jun.page.evaluate(caret)
    await illustrate(marek)
    await there(plate(jun))
    assert before == ["TEXTAREA", 29]
    assert await jun.page.evaluate(caret) == before
    await expect(jun.composer).to_have_value("Jun is in the middle of a word")
    shown = await plate(jun).locator("img").evaluate("one => [getComputedStyle(one).transitionDuration]")
    assert shown == ["0s"]
