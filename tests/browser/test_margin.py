"""What stands beside the story: reactions, notes, suggestions, ways on by people, and what one missed."""

from __future__ import annotations

import re
from typing import Any

from playwright.async_api import expect

from tests.browser.guests import DESK, PHONE, Guests, Touching
from tests.browser.person import Person

FIRST = "The lamp went out at nine."
BETTER = "The lamp went out at ten, quite slowly."


async def two(guests: Guests, **room: Any) -> tuple[Person, Person]:
    amina, marek = await guests.arrive("Amina", DESK), await guests.arrive("Marek", PHONE, kind=Touching)
    card = await amina.start(**room)
    await marek.join(card["code"])
    return amina, marek


async def test_a_suggestion_is_seen_word_by_word_and_taken_over(guests: Guests) -> None:
    """B111: a suggestion shows what it changes word by word; taken over by the author, it is a leaf of its writer."""
    amina, marek = await two(guests)
    await amina.write(FIRST)
    await marek.press(marek.button("Margin"))
    await marek.press(marek.button("Suggest other words"))
    await marek.enter(marek.page.get_by_role("textbox", name="The passage in your words"), BETTER)
    await marek.press(marek.button("Suggest it"))
    await expect(marek.page.locator("ins")).to_have_text(["ten, quite slowly"])
    await amina.button("In the margin. 1 note").click()
    await expect(amina.page.locator("del")).to_have_text(["nine"])
    await amina.button("Take it over").click()
    for person in (amina, marek):
        await person.reads(BETTER)
    await expect(amina.page.get_by_text("taken over")).to_be_visible()
    await amina.button("Close").click()
    await expect(amina.passage(BETTER)).to_contain_text("2 of 2")
    await expect(amina.story.get_by_role("article", name="Passage by Marek")).to_have_count(1)
    await amina.button("Previous version").click()
    await marek.reads(FIRST)


async def test_a_suggestion_can_be_declined_and_a_note_removed(guests: Guests) -> None:
    """B112: an author declines a suggestion and reads on; whoever wrote a note removes it, and the mark goes."""
    amina, marek = await two(guests)
    await amina.write(FIRST)
    await marek.press(marek.button("Margin"))
    await marek.enter(marek.page.get_by_role("textbox", name="A note in the margin"), "at nine? it was ten")
    await marek.press(marek.button("Write it down"))
    await marek.press(marek.button("Suggest other words"))
    await marek.enter(marek.page.get_by_role("textbox", name="The passage in your words"), BETTER)
    await marek.press(marek.button("Suggest it"))
    await amina.button("In the margin. 2 notes").click()
    await expect(amina.page.get_by_text("at nine? it was ten")).to_be_visible()
    await amina.button("Decline").click()
    await expect(marek.page.get_by_text("declined")).to_be_visible()
    await marek.press(marek.button("Remove"))
    await expect(amina.page.get_by_text("at nine? it was ten")).to_have_count(0)
    await amina.reads(FIRST)


async def test_reactions_are_counted_in_the_margin(guests: Guests) -> None:
    """B113: reactions are counted in the margin with who gave them, and taken away by a second press."""
    amina, marek = await two(guests)
    await amina.write(FIRST)
    for person, reaction in ((marek, "Tears"), (amina, "Brilliant")):
        await person.press(person.button("React"))
        await person.press(person.button(reaction))
    mark = amina.button("In the margin. Tears: Marek. Brilliant: Amina")
    await expect(mark).to_contain_text("Amina2")
    await mark.focus()
    await expect(amina.page.get_by_text("Tears: Marek", exact=True)).to_be_visible()
    await marek.press(marek.button("React"))
    await marek.press(marek.button("Tears"))
    await expect(amina.button("In the margin. Brilliant: Amina")).to_contain_text("Amina1")


async def test_people_offer_ways_on_and_the_room_picks_one(guests: Guests) -> None:
    """B114: people offer ways on, which bear their names; the one with most hands is the next passage."""
    amina, marek = await two(guests)
    await amina.write(FIRST)
    for person, way in ((amina, "The river rises."), (marek, "Somebody knocks at the lamp.")):
        await person.press(person.button("Ask the room"))
        await person.press(person.button("Offer a way on"))
        await person.enter(person.page.get_by_label("How could it go on?"), way)
        await person.press(person.button("Offer it"))
    await expect(amina.button("Go on with: Somebody knocks at the lamp. by Marek")).to_be_visible()
    await amina.button("Ask the room").click()
    await amina.button("Which way on?").click()
    await marek.press(marek.button(re.compile("Somebody knocks")))
    await expect(amina.page.get_by_role("region", name="How does it go on?")).to_contain_text("1 hand: Marek")
    await amina.button(re.compile("Somebody knocks")).click()
    for person in (amina, marek):
        await person.holds([FIRST, "Somebody knocks at the lamp."])
        await expect(person.story.get_by_role("article", name="Passage by Marek")).to_have_count(1)


async def test_who_comes_back_is_told_what_happened(guests: Guests) -> None:
    """B115: who comes back after some passages reads how many by whom, what was decided, and where they begin."""
    amina, marek = await two(guests)
    await amina.write(FIRST)
    await marek.reads(FIRST)
    await marek.page.wait_for_function("""() => JSON.parse(localStorage.getItem(
        Object.keys(localStorage).find(key => key.endsWith(':seen'))))?.seq >= 5""")
    room = marek.page.url
    await marek.page.goto(f"{marek.address}/join")
    for number in range(3):
        await amina.write(f"Part {number}.")
    await amina.choose_mode("Round robin")
    await marek.page.goto(room)
    note = marek.page.get_by_role("complementary", name="Since you left")
    await expect(note).to_contain_text("3 passages by Amina.")
    await expect(note).to_contain_text("Turns are taken otherwise now: Round robin.")
    await expect(marek.page.get_by_text("new since you left")).to_be_visible()
    await marek.press(note.get_by_role("button", name="Close"))
    await expect(note).to_have_count(0)
    await expect(marek.page.get_by_text("new since you left")).to_have_count(0)
