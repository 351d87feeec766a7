"""Everyone, where several act: what axe says of rounds, votes, the door, the margin and the end; and their French."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from tests.browser.guests import DESK, Guests, Typing
from tests.browser.test_access import SMALL_TARGETS, TALL, Inspection
from tests.browser.test_reading import SIDEWAYS
from tests.browser.words import FRENCH

FIRST = "Maud kept the lighthouse, and the lighthouse kept Maud, and neither of them had asked the other first."
SECOND = "The sea said nothing, as it does when it is listening."
RULES = {"words": 60, "characters": "ask", "tone": "Gentle", "vote_seconds": 600}
SIZES = [*TALL, {"width": 320, "height": 2600}]


class Look(Inspection):
    """Also for what does not fit."""

    async def of(self, state: str) -> None:
        await super().of(state)
        if wide := await self.person.page.evaluate(SIDEWAYS):
            self.found[f"{state}, sideways"] = wide


@pytest.mark.parametrize("size", SIZES, ids=["1440", "390", "320"])
async def test_axe_finds_nothing_where_several_act(guests: Guests, size: dict[str, int]) -> None:
    """B116: axe finds nothing, and all fits: a hidden line, a vote and its outcome, the margin, the rules, the end."""
    amina, marek = await guests.arrive("Amina", size), await guests.arrive("Marek")
    page, axe = amina.page, Look(amina)
    card = await amina.start(rules=RULES)
    await marek.join(card["code"])
    await amina.choose_mode("Vote")
    await page.keyboard.press("Escape")
    await amina.draft(FIRST)
    await axe.of("a line of mine")
    await amina.button("Hand in").click()
    await expect(amina.button("Change it")).to_be_visible()
    await axe.of("handed in")
    await marek.draft(SECOND)
    await marek.button("Hand in").click()
    await marek.button(re.compile("sea said nothing")).click()
    await expect(page.get_by_text("1 hand")).to_be_visible()
    await axe.of("vote")
    assert await page.evaluate(SMALL_TARGETS) == []
    await amina.button(re.compile("sea said nothing")).click()
    await amina.reads(SECOND)
    await axe.of("outcome")
    await amina.button("React").click()
    await axe.of("reactions")
    await amina.button("Love").click()
    await amina.button(re.compile("^In the margin")).click()
    await page.get_by_role("textbox", name="A note in the margin").fill("it does")
    await amina.button("Write it down").click()
    await amina.button("Suggest other words").click()
    await page.get_by_role("textbox", name="The passage in your words").fill("The sea said something.")
    await axe.of("suggesting")
    await amina.button("Suggest it").click()
    await expect(page.locator("ins").first).to_be_visible()
    await axe.of("margin")
    await page.keyboard.press("Escape")
    await amina.button("Ask the room").click()
    await axe.of("ask the room")
    await page.keyboard.press("Escape")
    panel = await amina.open_settings()
    await panel.locator("summary", has_text="More house rules").click()
    await axe.of("house rules")
    assert await page.evaluate(SMALL_TARGETS) == []
    await amina.button("The story is told").click()
    await page.get_by_role("dialog", name="The story is told").get_by_role("button", name="The story is told").click()
    await page.reload()
    await expect(amina.now).to_contain_text("The end")
    await axe.of("the end")
    assert axe.found == {}


@pytest.mark.parametrize("size", SIZES, ids=["1440", "390", "320"])
async def test_axe_finds_nothing_at_the_door(guests: Guests, size: dict[str, int]) -> None:
    """B117: axe finds nothing at an invitation with house rules, in the lobby, at a knock, and at the start."""
    amina, marek = await guests.arrive("Amina", size), await guests.arrive("Marek", size)
    at_home, outside = Look(amina), Look(marek)
    await marek.page.goto(marek.address)
    await marek.page.locator("summary", has_text="House rules").click()
    await marek.page.get_by_text("Let people in one by one").click()
    await marek.page.locator("summary", has_text="More house rules").click()
    await outside.of("start")
    card = await amina.start(rules={**RULES, "lobby": True})
    await marek.page.goto(f"{marek.address}/j/{card['code']}")
    await expect(marek.page.get_by_role("region", name="House rules")).to_be_visible()
    await outside.of("invited")
    await marek.enter(marek.page.get_by_label(marek.words.name), "Marek")
    await marek.press(marek.button(marek.words.join))
    await expect(marek.page.get_by_text("Amina hosts this story")).to_be_visible()
    await outside.of("lobby")
    await expect(amina.button("Let in: Marek")).to_be_visible()
    await at_home.of("knock")
    assert (outside.found, at_home.found) == ({}, {})


async def test_a_round_and_a_vote_in_french(guests: Guests) -> None:
    """B118: whoever reads French writes, hands in and votes in French beside somebody who reads English."""
    lea = await guests.arrive("Léa", {"width": 820, "height": 2600}, FRENCH)
    amina, axe = await guests.arrive("Amina", DESK), Inspection(lea)
    card = await amina.start(rules={"vote_seconds": 600, "characters": "own"})
    await lea.join(card["code"])
    await amina.choose_mode("Vote")
    await expect(lea.now).to_contain_text("Tout le monde propose une ligne. 0 sur 2 est là. On attend encore vos mots.")
    await expect(lea.page.get_by_text("Chacun n’écrit que son personnage.")).to_be_visible()
    await lea.draft(SECOND)
    await lea.button("Remettre").click()
    await expect(lea.page.get_by_text("Votre ligne est remise. On votera quand toutes le seront.")).to_be_visible()
    await axe.of("handed in")
    await amina.draft(FIRST)
    await amina.button("Hand in").click()
    vote = lea.page.get_by_role("region", name="Quelle ligne l’histoire prend-elle\u202f?")
    await expect(vote).to_contain_text("Personne n’a encore voté.")
    await vote.get_by_role("button", name=re.compile("lighthouse")).click()
    await expect(vote).to_contain_text("1 main")
    await axe.of("vote")
    await amina.button(re.compile("lighthouse")).click()
    await lea.reads(FIRST)
    await expect(lea.page.get_by_text("(2 sur 2)").first).to_be_visible()
    await lea.button("Marge").click()
    await axe.of("margin")
    assert axe.found == {}


async def test_a_vote_by_keyboard_alone(guests: Guests) -> None:
    """B119: with a keyboard alone one hands in, votes by arrow and number, reacts, offers a way on, asks the room."""
    amina, jun = await guests.arrive("Amina"), await guests.arrive("Jun", kind=Typing)
    assert isinstance(jun, Typing)
    card = await amina.start(rules={"vote_seconds": 600})
    await jun.join(card["code"])
    await amina.choose_mode("Vote")
    await jun.draft(SECOND)
    await jun.press(jun.button("Hand in"))
    await amina.draft(FIRST)
    await amina.button("Hand in").click()
    await jun.reach(jun.button(re.compile("sea said nothing")))
    await jun.page.keyboard.press("ArrowRight")
    await expect(jun.button(re.compile("lighthouse"))).to_be_focused()
    await jun.page.keyboard.press("Enter")
    await expect(jun.button(re.compile("lighthouse"))).to_have_attribute("aria-pressed", "true")
    await jun.page.keyboard.press("1")
    await expect(jun.button(re.compile("sea said nothing"))).to_have_attribute("aria-pressed", "true")
    await amina.button(re.compile("sea said nothing")).click()
    await jun.reads(SECOND)
    await jun.press(jun.button("React"))
    await jun.press(jun.button("Brilliant"))
    await expect(amina.button("In the margin. Brilliant: Jun")).to_be_visible()
    await jun.press(jun.button("Ask the room"))
    await jun.press(jun.button("Offer a way on"))
    await jun.enter(jun.page.get_by_label("How could it go on?"), "It listens on.")
    await jun.page.keyboard.press("Enter")
    await expect(amina.ways_on).to_have_count(1)
    await jun.press(jun.button("Ask the room"))
    await jun.press(jun.button("Is the story told?"))
    await expect(amina.page.get_by_role("region", name="Is the story told?")).to_contain_text("Jun asks.")
