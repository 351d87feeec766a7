"""Reading, on any screen."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, Response, expect

from tests.browser.axe import SETTLED
from tests.browser.guests import PHONE, Guests, Touching
from tests.browser.person import Person

SCRIPT_KB = 150
PARAGRAPH = "The river had been patient for thirty years, and thirty years is nothing to a river. " * 6
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung" * 3
SIDEWAYS = """() => [document.documentElement, ...document.querySelectorAll('dialog, [role=dialog]')]
  .filter(box => box.scrollWidth > box.clientWidth + 1).map(box => box.tagName + ' ' + box.scrollWidth)"""


async def fill_pages(person: Person, passages: int = 4) -> None:
    for number in range(passages):
        await person.write(f"Part {number}. {PARAGRAPH}")


async def test_the_place_of_a_reader_is_never_stolen(guests: Guests) -> None:
    """B50: who reads above stays there and is told of new lines; who is at the end stays at the end."""
    amina, marek = await guests.arrive("Amina"), await guests.arrive("Marek")
    card = await amina.start()
    await fill_pages(amina)
    await marek.join(card["code"])
    assert await marek.page.evaluate("scrollY") == 0
    pill = marek.page.get_by_role("button", name="New lines below")
    await expect(pill).to_have_count(0)
    await amina.write(f"The last. {PARAGRAPH}")
    await expect(pill).to_be_visible()
    assert await marek.page.evaluate("scrollY") == 0
    await pill.click()
    await expect(marek.composer).to_be_in_viewport()
    await expect(pill).to_have_count(0)
    await amina.write(f"The very last. {PARAGRAPH}")
    await marek.reads("The very last.")
    await expect(marek.composer).to_be_in_viewport()
    await expect(pill).to_have_count(0)


async def test_a_long_story_begins_with_its_end_and_gives_the_rest_without_a_jump(guests: Guests) -> None:
    """B51: of a long story the newest fifty passages come at once and earlier ones on demand, without a jump."""
    amina = await guests.arrive("Amina")
    card = await amina.start()
    for number in range(53):
        await amina.draft(f"Passage number {number} of many.")
        await amina.page.keyboard.press("Control+Enter")
    await amina.counts(53)
    marek = await guests.arrive("Marek")
    await marek.join(card["code"])
    await marek.counts(50)
    first = marek.passage("Passage number 3 of many.")
    before = await first.bounding_box()
    await marek.button("Earlier passages").click()
    await marek.counts(53)
    await expect(marek.button("Earlier passages")).to_have_count(0)
    await marek.page.evaluate(SETTLED)
    after = await first.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(after["y"] - before["y"]) < 40
    await marek.holds([f"Passage number {number} of many." for number in range(53)])


async def sideways(page: Page) -> list[str]:
    found: list[str] = await page.evaluate(SIDEWAYS)
    return found


@pytest.mark.parametrize(
    ("width", "height"), [(320, 640), (360, 780), (720, 450)], ids=["320 px", "360 px", "1440 px at 200 %"]
)
async def test_nothing_scrolls_sideways(guests: Guests, width: int, height: int) -> None:
    """B52: nothing scrolls sideways on any screen, with endless words, the longest names and the largest text."""
    amina = await guests.arrive("A" * 40, {"width": width, "height": height})
    amina.forgiven.append("status of 404")
    page = amina.page
    for path in ("/", "/join", "/j/2222-2222"):
        await page.goto(f"{amina.address}{path}")
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert await sideways(page) == [], path
    await amina.start(LONG_WORD, mode="round_robin", rules={"timer_seconds": 3600})
    await amina.write(LONG_WORD)
    await page.get_by_role("button", name=amina.words.look).click()
    for _ in range(3):
        await amina.button("Larger text").click()
    assert await sideways(page) == [], "look"
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name=amina.words.invite).click()
    await expect(page.get_by_label("Link", exact=True)).to_be_visible()
    assert await sideways(page) == [], "invite"
    await page.keyboard.press("Escape")
    assert await sideways(page) == [], "room"
    panel = await amina.open_settings()
    await expect(panel).to_be_visible()
    assert await sideways(page) == [], "settings"


async def test_reduced_motion_is_obeyed(guests: Guests) -> None:
    """B53: where reduced motion is asked for nothing moves, not even a caret; elsewhere it does."""
    moving = "() => document.getAnimations().filter(one => one.playState === 'running').length"
    amina = await guests.arrive("Amina")
    still = await guests.arrive("Marek", reduced_motion="reduce")
    card = await amina.start()
    await still.join(card["code"])
    writer = await guests.arrive("Jun", PHONE)
    await writer.join(card["code"])
    await writer.draft("A draft has a caret.")
    await amina.sees_draft("A draft has a caret.")
    await still.sees_draft("A draft has a caret.")
    assert await amina.page.evaluate(moving) > 0
    assert await still.page.evaluate(moving) == 0


async def test_the_three_ways_in_are_shown(guests: Guests) -> None:
    """B54: an invitation shows a code to say, a link to send, and a QR code that really loads."""
    amina = await guests.arrive("Amina", PHONE, kind=Touching)
    card = await amina.start()
    await amina.press(amina.page.get_by_role("button", name=amina.words.invite))
    shown = f"{card['code'][:4]}-{card['code'][4:]}"
    await expect(amina.page.get_by_text(shown, exact=True).last).to_be_visible()
    await expect(amina.page.get_by_label("Link", exact=True)).to_have_value(f"{amina.address}/j/{shown}")
    qr = amina.page.get_by_role("img", name="QR code of the link to this story")
    await expect(qr).to_be_visible()
    await expect(qr).to_have_js_property("complete", True)
    assert await qr.evaluate("image => image.naturalWidth") > 0


async def test_a_wrong_code_is_said_to_be_wrong(guests: Guests) -> None:
    """B55: what cannot be a code is said at once, what is none after asking, each with a way on."""
    marek = await guests.arrive("Marek")
    marek.forgiven.append("status of 404")
    await marek.page.goto(f"{marek.address}/join")
    await marek.page.get_by_label(marek.words.code).fill("0OI1-ZZZZ")
    await marek.button("Open").click()
    await expect(marek.page.get_by_role("alert")).to_contain_text("A code has eight letters and digits.")
    await marek.page.get_by_label(marek.words.code).fill("2222-2222")
    await marek.button("Open").click()
    await expect(marek.page.get_by_role("alert")).to_contain_text("No open story answers to that.")
    await marek.page.get_by_role("link", name="Another code").click()
    await expect(marek.page.get_by_label(marek.words.code)).to_be_visible()


async def test_the_script_of_a_room_is_small_on_the_wire(guests: Guests) -> None:
    """B56: the script of a room's first load is at most 150 KB as it is transferred."""
    amina = await guests.arrive("Amina")
    scripts: list[Response] = []
    amina.page.on("response", lambda got: scripts.append(got) if got.request.resource_type == "script" else None)
    await amina.start()
    sizes = [(await script.request.sizes())["responseBodySize"] for script in scripts]
    assert sizes
    print(f"{sum(sizes) / 1024:.1f} KB")
    assert 0 < sum(sizes) <= SCRIPT_KB * 1024


async def test_larger_text_is_no_news(guests: Guests) -> None:
    """B57: what readers change on their own page grows it, and does not claim that there are new lines."""
    amina = await guests.arrive("Amina", PHONE)
    await amina.start()
    await fill_pages(amina)
    await expect(amina.button("Take back")).to_be_visible()
    await amina.page.evaluate("scrollTo(0, 0)")
    await expect(amina.composer).not_to_be_in_viewport()
    await amina.page.get_by_role("button", name=amina.words.look).click()
    await amina.page.get_by_text("Show who wrote what").click()
    await amina.button("Larger text").click()
    await amina.page.keyboard.press("Escape")
    await expect(amina.story.get_by_text("Amina", exact=True).last).to_be_visible()
    await expect(amina.page.get_by_role("button", name="New lines below")).to_have_count(0)


async def test_who_sees_that_it_is_their_turn_is_not_called(guests: Guests) -> None:
    """B58: one is called to one's turn while it is out of sight; where it is in sight, nothing covers the page."""
    amina = await guests.arrive("Amina", PHONE)
    await amina.start(mode="round_robin")
    await fill_pages(amina, 2)
    await amina.button(amina.words.ask).click()
    await amina.ways_on.first.wait_for()
    call = amina.page.get_by_role("button", name="Your turn is waiting below")
    await amina.page.evaluate("scrollTo(0, 0)")
    await expect(call).to_be_visible()
    await amina.now.evaluate("moment => moment.scrollIntoView({block: 'center'})")
    await expect(amina.now).to_be_in_viewport(ratio=1)
    await expect(call).to_have_count(0)
