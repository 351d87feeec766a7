"""What a host may do, and how it looks to the one it is done to."""

from __future__ import annotations

import re
from typing import Any

from playwright.async_api import expect

from tests.browser.guests import PHONE, Guests, Touching
from tests.browser.person import REFUSED, Person

FIRST = "The lamp went out at nine."


async def two(guests: Guests, **room: Any) -> tuple[Person, Person]:
    amina, marek = await guests.arrive("Amina"), await guests.arrive("Marek", PHONE, kind=Touching)
    card = await amina.start(**room)
    await marek.join(card["code"])
    return amina, marek


async def test_who_is_removed_is_told_kindly_and_may_come_back(guests: Guests) -> None:
    """B30: who is removed is told so kindly, at once, and may come back."""
    amina, marek = await two(guests)
    await marek.write(FIRST)
    await amina.host_does("Marek", "Remove")
    await expect(marek.page.get_by_role("heading", name="The host asked you to leave the story.")).to_be_visible()
    await expect(amina.button("What to do with Marek")).to_have_count(0)
    await marek.press(marek.button("Come back"))
    await marek.take_a_seat()
    await marek.reads(FIRST)


async def test_who_is_closed_out_stays_out_until_the_host_opens_again(guests: Guests) -> None:
    """B31: who is closed out is told so and stays out, until the host lets them come back."""
    amina, marek = await two(guests)
    marek.forgiven.append(REFUSED)
    room = marek.page.url
    await amina.host_does("Marek", "Close the story to them")
    await expect(marek.page.get_by_role("heading", name="The host closed this story to you.")).to_be_visible()
    await marek.page.goto(room)
    await expect(marek.page.get_by_text("The host closed this story to you.")).to_be_visible()
    await expect(marek.story).to_have_count(0)
    await amina.host_does("Marek", "Let them come back", sure=False)
    await expect(amina.page.get_by_text("closed out")).to_have_count(0)
    await marek.page.goto(room)
    await expect(marek.page.get_by_role("heading", level=1)).to_be_visible()


async def test_who_is_asked_to_listen_reads_along_and_is_told_why(guests: Guests) -> None:
    """B32: who is asked to listen is told why they cannot write; their draft is there when they may speak again."""
    amina, marek = await two(guests)
    await marek.draft(FIRST)
    await amina.host_does("Marek", "Ask to listen", sure=False)
    await expect(marek.page.get_by_text("The host has asked you to listen for now.")).to_be_visible()
    await expect(marek.composer).to_have_count(0)
    await amina.host_does("Marek", "Let them speak", sure=False)
    await expect(marek.composer).to_have_value(FIRST)


async def test_a_paused_story_can_be_read_and_not_written(guests: Guests) -> None:
    """B33: a paused story can be read and not written, and goes on where it was."""
    amina, marek = await two(guests)
    await marek.draft(FIRST)
    panel = await amina.open_settings()
    await panel.get_by_text("Pause the story").click()
    await expect(marek.now).to_contain_text("The host has paused the story.")
    await expect(marek.composer).to_have_count(0)
    await panel.get_by_text("Pause the story").click()
    await expect(marek.composer).to_have_value(FIRST)


async def test_a_turn_can_be_passed_by_its_owner_and_passed_on_by_the_host(guests: Guests) -> None:
    """B34: a turn can be passed by whose it is, and passed on by the host and nobody else."""
    amina, marek = await two(guests, mode="round_robin")
    await amina.button("Pass my turn").click()
    await expect(marek.now).to_contain_text("It’s your turn, Marek.")
    await amina.button("Pass the turn on").click()
    await expect(marek.now).to_contain_text("It’s Amina’s turn. Then it’s you.")
    await expect(marek.button("Pass the turn on")).to_have_count(0)


async def test_hosting_can_be_handed_over(guests: Guests) -> None:
    """B35: hosting can be handed over, and the settings go with it."""
    amina, marek = await two(guests)
    await amina.host_does("Marek", "Hand over hosting")
    await expect(amina.button(amina.words.settings)).to_have_count(0)
    await marek.open_people()
    await expect(marek.button(marek.words.settings)).to_be_visible()


async def test_a_story_gets_another_title(guests: Guests) -> None:
    """B36: a new title shows for everybody, on the page and on its tab."""
    amina, marek = await two(guests)
    panel = await amina.open_settings()
    await panel.get_by_label("Title").fill("The Sea Is Out")
    await panel.get_by_role("button", name="Rename").click()
    await expect(marek.page.get_by_role("heading", name="The Sea Is Out")).to_be_visible()
    await expect(marek.page).to_have_title("The Sea Is Out · Roundtale")


async def test_the_time_left_is_seen_and_runs_out(guests: Guests) -> None:
    """B37: the time left is seen; at zero the turn moves on, and an unfinished passage is kept for the next."""
    amina, marek = await two(guests, mode="round_robin", rules={"timer_seconds": 20})
    await amina.draft(FIRST)
    for person in (amina, marek):
        await person.press(person.button("Pass my turn"))
    timer = amina.page.get_by_role("timer")
    await expect(timer).to_have_text(re.compile(r"^0:(1\d|20)$"))
    await expect(timer).to_have_text(re.compile(r"^0:0\d$"))
    await expect(amina.now).to_contain_text("It’s Marek’s turn.")
    await expect(amina.page.get_by_text("Your unfinished passage is kept for your next turn.")).to_be_visible()
    await expect(timer).to_have_text(re.compile(r"^0:(1\d|20)$"))
