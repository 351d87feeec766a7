"""Everyone: what axe says of every main state, and what it cannot say."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from playwright.async_api import Locator, expect

from tests.browser.axe import complaints
from tests.browser.guests import DESK, PHONE, Guests, Typing
from tests.browser.house import House
from tests.browser.person import OFFLINE, Person

FIRST = "Maud kept the lighthouse, and the lighthouse kept Maud, and neither of them had asked the other first."
TALL = [{**size, "height": 2600} for size in (DESK, PHONE)]
"""So that no part of a page lies under what floats above it, which axe takes for a fault though one can scroll."""
SMALL_TARGETS = """() => [...document.querySelectorAll('button, a, summary, input, select, textarea')]
  .filter(one => one.offsetParent && !one.closest('[aria-hidden=true], .sr-only') && !one.matches('.sr-only'))
  .map(one => [one.getAttribute('aria-label') || one.textContent || one.type, one.getBoundingClientRect()])
  .filter(([_, box]) => box.width < 43.5 || box.height < 43.5)
  .map(([name, box]) => `${name.slice(0, 30)} ${Math.round(box.width)} x ${Math.round(box.height)}`)"""

FOCUSED = """() => {
  const one = document.activeElement;
  return one === document.body ? '' : one.getAttribute('aria-label') || one.textContent || one.tagName;
}"""


@dataclass
class Inspection:
    """Collects what axe says, state by state, so that one run tells all of it."""

    person: Person
    found: dict[str, list[str]] = field(default_factory=dict)

    async def of(self, state: str) -> None:
        if said := await complaints(self.person.page):
            self.found[state] = said


@pytest.mark.parametrize("size", TALL, ids=["1440", "390"])
async def test_axe_finds_nothing_before_the_room(guests: Guests, size: dict[str, int]) -> None:
    """B60: axe finds nothing, by day and night, wide and narrow: start, join, their errors, invitation, empty room."""
    host = await guests.arrive("Amina")
    card = await host.start(FIRST)
    marek = await guests.arrive("Marek", size)
    page, axe = marek.page, Inspection(marek)
    await page.goto(marek.address)
    await axe.of("start")
    await page.get_by_text("Language, genre and turns").click()
    await marek.button(marek.words.begin).click()
    await expect(page.get_by_role("alert")).to_be_visible()
    await axe.of("start, incomplete")
    await page.goto(f"{marek.address}/join")
    await axe.of("join")
    await page.get_by_label(marek.words.code).fill("0")
    await marek.button(marek.words.open).click()
    await axe.of("join, wrong code")
    await page.goto(f"{marek.address}/j/{card['code']}")
    await expect(marek.button(marek.words.join)).to_be_visible()
    await axe.of("invited")
    await marek.take_a_seat()
    await axe.of("empty room")
    assert axe.found == {}


@pytest.mark.parametrize("size", TALL, ids=["1440", "390"])
async def test_axe_finds_nothing_in_the_room(guests: Guests, size: dict[str, int]) -> None:
    """B61: axe finds nothing in a room: my turn, another's, wet ink, ways on, chat, and each panel open."""
    amina = await guests.arrive("Amina", size)
    marek = await guests.arrive("Marek")
    page, axe = amina.page, Inspection(amina)
    card = await amina.start()
    await marek.join(card["code"])
    await amina.write(FIRST)
    await amina.draft("And then")
    await marek.draft("The sea said nothing.")
    await amina.sees_draft("The sea said nothing.")
    await axe.of("my draft and another's")
    await amina.button(amina.words.ask).click()
    await amina.counts(2)
    await amina.ways_on.first.wait_for()
    await axe.of("ways on")
    await page.get_by_role("button", name=amina.words.invite).click()
    await axe.of("invite")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name=amina.words.look).click()
    await axe.of("look")
    await page.keyboard.press("Escape")
    await marek.page.get_by_label("Say something aside").fill("the sea should answer")
    await marek.page.keyboard.press("Enter")
    await amina.open_people()
    await expect(page.get_by_role("log")).to_contain_text("the sea should answer")
    await amina.button("What to do with Marek").click()
    await axe.of("people and chat")
    await amina.button("Remove").click()
    await axe.of("confirm")
    await amina.button("Cancel").click()
    await amina.button(amina.words.settings).click()
    await axe.of("settings")
    panel = page.get_by_role("dialog", name=amina.words.settings)
    await panel.get_by_text("Round robin").click()
    await panel.get_by_label("Time for a turn").select_option(label="1 minute")
    await page.reload()
    await expect(page.get_by_role("timer")).to_be_visible()
    await axe.of("my turn")
    await amina.button("Pass my turn").click()
    await expect(amina.now).to_contain_text("It’s Marek’s turn.")
    await axe.of("not my turn")
    assert axe.found == {}


ASKED_ONCE_MORE = r"404 \(Not Found\) /api/rooms/[^/]+/(ticket|events\?after=\d+)$"
"""By who is removed while they come back."""


@pytest.mark.parametrize("size", TALL, ids=["1440", "390"])
async def test_axe_finds_nothing_in_rare_moments(slow_house: House, guests: Guests, size: dict[str, int]) -> None:
    """B62: axe finds nothing while the co-author writes, when it was stopped, without a line, and after removal."""
    cable = slow_house.cable
    await cable.mend()
    amina = await guests.arrive("Amina", address=slow_house.address)
    marek = await guests.arrive("Marek", size, address=cable.address)
    marek.forgiven += [OFFLINE, ASKED_ONCE_MORE]
    axe = Inspection(marek)
    card = await amina.start()
    await marek.join(card["code"])
    await marek.write(FIRST)
    await marek.button(marek.words.ask).click()
    await expect(marek.story.locator("article[aria-hidden=true] p")).to_contain_text(" ")
    await expect(marek.button("Stop")).to_be_visible()
    await axe.of("co-author writing")
    cable.deaf = True
    await amina.button("Stop").click()
    await cable.cut()
    await expect(marek.page.get_by_text(marek.words.away)).to_be_visible()
    await axe.of("offline")
    await cable.mend()
    await expect(marek.page.get_by_text("Unfinished", exact=True)).to_be_visible()
    await axe.of("unfinished")
    await amina.host_does("Marek", "Remove")
    await expect(marek.button("Come back")).to_be_visible()
    await axe.of("removed")
    assert axe.found == {}


async def test_fingers_find_every_target(guests: Guests) -> None:
    """B63: nothing to press is smaller than 44 px, at the door, in the room, and in its panels."""
    amina = await guests.arrive("Amina", PHONE)
    page = amina.page
    await page.goto(amina.address)
    await expect(amina.button(amina.words.begin)).to_be_visible()
    small = {"start": await page.evaluate(SMALL_TARGETS)}
    card = await amina.start()
    marek = await guests.arrive("Marek")
    await marek.join(card["code"])
    await amina.write(FIRST)
    await amina.button(amina.words.ask).click()
    await amina.ways_on.first.wait_for()
    small["room"] = await page.evaluate(SMALL_TARGETS)
    await page.get_by_role("button", name=amina.words.look).click()
    small["look"] = await page.evaluate(SMALL_TARGETS)
    await page.keyboard.press("Escape")
    await amina.open_people()
    await amina.button("What to do with Marek").click()
    small["people"] = await page.evaluate(SMALL_TARGETS)
    await amina.button(amina.words.settings).click()
    small["settings"] = await page.evaluate(SMALL_TARGETS)
    assert {place: found for place, found in small.items() if found} == {}


async def test_the_keyboard_always_shows_where_it_is(guests: Guests) -> None:
    """B64: at every stop of a keyboard's walk through a room it is seen where the focus is."""
    jun = await guests.arrive("Jun", kind=Typing, reduced_motion="reduce")
    await jun.start()
    await jun.composer.fill("A draft.")
    await jun.page.reload()
    await expect(jun.composer).to_have_value("A draft.")
    unseen, stops = [], []
    for _ in range(30):
        await jun.page.keyboard.press("Tab")
        name = await jun.page.evaluate(FOCUSED)
        if not name:
            break
        stops.append(name)
        focused = await jun.page.screenshot()
        await jun.page.evaluate("document.activeElement.blur()")
        if focused == await jun.page.screenshot():
            unseen.append(name)
    assert unseen == []
    assert jun.words.passage in stops
    assert jun.words.add in stops


async def test_screen_readers_hear_new_passages_and_whose_turn_it_is(guests: Guests) -> None:
    """B65: screen readers are told politely of others' passages and whose turn it is, not of one's own words."""
    amina, marek = await guests.arrive("Amina"), await guests.arrive("Marek")
    card = await amina.start(mode="round_robin")
    await marek.join(card["code"])

    def heard(who: Person, words: str) -> Locator:
        return who.page.get_by_role("status").filter(has_text=words)

    await expect(heard(marek, "It’s Amina’s turn.")).to_have_count(1)
    await amina.write(FIRST)
    await expect(heard(marek, f"Amina: {FIRST}")).to_have_count(1)
    await expect(heard(marek, "It’s your turn, Marek.")).to_have_count(1)
    await expect(heard(amina, "It’s Marek’s turn.")).to_have_count(1)
    await expect(heard(amina, FIRST)).to_have_count(0)


async def test_the_focus_is_never_out_of_sight_in_a_panel(guests: Guests) -> None:
    """B66: on a low screen a panel scrolls to what has the focus, down to its last switch."""
    jun = await guests.arrive("Jun", {"width": 390, "height": 480}, kind=Typing)
    assert isinstance(jun, Typing)
    await jun.start()
    await jun.press(jun.page.get_by_role("button", name=jun.words.look))
    await jun.reach(jun.page.get_by_role("switch", name="Show who wrote what"))
    await expect(jun.page.get_by_text("Show who wrote what")).to_be_in_viewport(ratio=1)
