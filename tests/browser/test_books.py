"""Stories as books: read, printed, given to others to read, and watched being written."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from tests.browser.axe import SETTLED, complaints
from tests.browser.grown import begun, bring, fork, texts, tree, write
from tests.browser.guests import DESK, PHONE, Guests
from tests.browser.person import REFUSED, Person
from tests.browser.words import FRENCH

CHAPTERS = 4


async def book(person: Person, passages: int = 20) -> str:
    """A story in chapters that one may read. Its room."""
    world = begun()
    write(world, passages, texts(chapters=CHAPTERS))
    room: str = (await bring(person, world))["id"]
    return room


async def open_book(person: Person, room: str, passages: int = 20) -> None:
    await person.page.goto(f"{person.address}/read/{room}")
    await expect(person.page.locator("article")).to_have_count(passages)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1440", "390"])
async def test_a_story_is_read_as_a_book(guests: Guests, size: dict[str, int]) -> None:
    """B135: the reading page has a title, a drop cap, chapters and contents that lead to them, and opens no socket."""
    amina = await guests.arrive("Amina", size)
    room = await book(amina)
    sockets: list[str] = []
    amina.page.on("websocket", lambda socket: sockets.append(socket.url))
    await open_book(amina, room)
    page = amina.page
    await expect(page.get_by_role("heading", level=1)).to_have_text("The Sea Is Out")
    await expect(page.get_by_role("heading", level=2, name=re.compile("^Chapter"))).to_have_count(5)
    cap = page.locator(".book-cap").first
    assert await cap.evaluate("one => getComputedStyle(one, '::first-letter').color !== getComputedStyle(one).color")
    if size is PHONE:
        await page.get_by_text("Contents", exact=True).click()
    await page.get_by_role("link", name="Chapter 4").click()
    await expect(page.get_by_role("heading", name="Chapter 4")).to_be_in_viewport()
    await amina.picture("reading")
    assert await complaints(page) == []
    await page.get_by_role("button", name=amina.words.look).click()
    await page.get_by_text("Show who wrote what").click()
    await page.keyboard.press("Escape")
    await expect(page.locator(".book-author", has_text="Marek").first).to_be_attached()
    assert sockets == []


async def test_the_place_where_one_stopped_is_found_again(guests: Guests) -> None:
    """B136: whoever comes back to a book finds the passage that they stopped at, on this device."""
    amina = await guests.arrive("Amina")
    room = await book(amina)
    await open_book(amina, room)
    stopped = amina.page.locator("article").nth(11)
    await stopped.evaluate("one => one.scrollIntoView({behavior: 'instant'})")
    await amina.comes_to("Object.keys(localStorage).some(key => key.startsWith('roundtale:read:'))")
    await amina.page.goto(f"{amina.address}/stories")
    await open_book(amina, room)
    await expect(stopped).to_be_in_viewport()
    assert await amina.page.evaluate("scrollY") > 1000


async def test_a_book_is_printed_on_pages_without_the_page_around_it(guests: Guests) -> None:
    """B137: printed there are a title page, chapters that begin on pages of their own, and nothing to press."""
    amina = await guests.arrive("Amina")
    await open_book(amina, await book(amina))
    await amina.page.emulate_media(media="print")
    assert await amina.page.locator("header button, header a, aside").locator("visible=true").count() == 0
    printed = await amina.page.pdf(format="A5", prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) > 5 + 1


async def test_a_link_to_read_needs_no_seat_until_it_is_taken_back(guests: Guests) -> None:
    """B138: whoever has a link reads the story, not the room; taken back, it opens nothing any more."""
    amina, stranger = await guests.arrive("Amina"), await guests.arrive("Otto")
    stranger.forgiven.append(REFUSED)
    room = await book(amina)
    await amina.page.goto(f"{amina.address}/keep/{room}")
    await amina.button("Make a link to read").click()
    address = await amina.page.get_by_role("textbox", name="To read").input_value()
    await stranger.page.goto(address)
    await expect(stranger.page.get_by_role("heading", level=1)).to_have_text("The Sea Is Out")
    await expect(stranger.page.locator("article")).to_have_count(20)
    await expect(stranger.page.get_by_role("link", name="Tree")).to_have_count(0)
    await stranger.page.goto(f"{stranger.address}/read/{room}")
    await expect(stranger.page.get_by_role("alert")).to_be_visible()
    await amina.button("Take back").click()
    await expect(amina.page.get_by_text("No link yet.").first).to_be_visible()
    await stranger.page.goto(address)
    await expect(stranger.page.get_by_role("alert")).to_contain_text("This link does not open a story.")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1440", "390"])
async def test_how_it_was_written_is_seen_at_any_moment(guests: Guests, size: dict[str, int]) -> None:
    """B139: by scrubbing and by keys one comes to any moment, with who and when; at the end stands what is read now."""
    amina = await guests.arrive("Amina", size)
    world, told = begun(), texts()
    ids = write(world, 12, told)
    fork(world, ids[5], "Only a dream")
    write(world, 3, told)
    room = (await bring(amina, world))["id"]
    page = amina.page
    await page.goto(f"{amina.address}/replay/{room}")
    slider = page.get_by_role("slider")
    await expect(page.get_by_text("The story was begun.", exact=True).first).to_be_visible()
    await expect(page.locator("article")).to_have_count(0)
    for number in range(1, 4):
        await page.keyboard.press("ArrowRight")
        await expect(page.locator("article")).to_have_count(number)
    await expect(slider).to_have_attribute("aria-valuetext", "Jun wrote a passage.")
    await page.keyboard.press("ArrowLeft")
    await expect(page.locator("article")).to_have_count(2)
    await expect(page.locator("time")).to_contain_text("Nov")
    await slider.fill(str(ids[-1]))
    await expect(page.get_by_text("… and", exact=False)).to_have_count(0)
    await expect(page.locator("article")).to_have_count(12)
    await amina.picture("replay")
    assert await complaints(page) == []
    await slider.press("End")
    await page.keyboard.press("ArrowRight")
    last = await page.locator("article .prose").last.inner_text()
    await open_book(amina, room, 9)
    await expect(page.locator("article").last).to_have_text(last, use_inner_text=True)


async def test_a_replay_plays_to_its_end_and_begins_again(guests: Guests) -> None:
    """B140: space plays and pauses; it comes to its end by itself, where it can be begun again; faster is offered."""
    amina = await guests.arrive("Amina")
    world = begun()
    write(world, 6, texts())
    room = (await bring(amina, world))["id"]
    await amina.page.goto(f"{amina.address}/replay/{room}")
    await expect(amina.button("Play")).to_be_visible()
    await amina.page.get_by_label("Pace").select_option(label="60 ×")
    await amina.page.locator("main").click()
    await amina.page.keyboard.press(" ")
    await expect(amina.page.locator("article")).to_have_count(6)
    await expect(amina.button("From the beginning")).to_be_visible()
    await amina.button("From the beginning").click()
    await expect(amina.page.locator("article")).to_have_count(6)


async def test_the_pages_around_a_room_are_french_too(guests: Guests) -> None:
    """B141: tree, reading, replay, stories and keeping are in French for who reads French, and axe finds nothing."""
    lea = await guests.arrive("Léa", words=FRENCH)
    room = (await bring(lea, tree(60, "fr")))["id"]
    for path, words in {
        f"/tree/{room}": "L’arbre de cette histoire",
        f"/read/{room}": "Arbre",
        f"/replay/{room}": "L’histoire commence.",
        f"/keep/{room}": "Garder et partager",
        "/stories": "Mes histoires",
    }.items():
        await lea.page.goto(f"{lea.address}{path}")
        await expect(lea.page.get_by_text(words, exact=True).first).to_be_visible()
        await lea.page.evaluate(SETTLED)
        await lea.picture(path.split("/")[1])
        assert await complaints(lea.page) == [], path


async def test_no_page_around_a_room_scrolls_sideways(guests: Guests) -> None:
    """B142: at 320 px nothing scrolls sideways but the map within its frame, also with the largest text."""
    amina = await guests.arrive("Amina", {"width": 320, "height": 640})
    room = (await bring(amina, tree(60)))["id"]
    await amina.page.goto(f"{amina.address}/stories")
    await amina.page.get_by_role("button", name=amina.words.look).click()
    for _ in range(3):
        await amina.button("Larger text").click()
    for path in (f"/tree/{room}", f"/read/{room}", f"/replay/{room}", f"/keep/{room}", "/stories", "/"):
        await amina.page.goto(f"{amina.address}{path}")
        await expect(amina.page.get_by_role("heading", level=1)).to_be_attached()
        await amina.page.evaluate(SETTLED)
        wide = await amina.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, path
