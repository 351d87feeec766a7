"""Writing, and thinking better of it."""

from __future__ import annotations

import re

from playwright.async_api import expect

from tests.browser.guests import PHONE, Guests, Touching
from tests.browser.house import House
from tests.browser.person import OFFLINE

FIRST = "The lamp went out at nine."
SECOND = "The lamp went out at ten, and stayed out."


async def test_a_passage_can_be_taken_back_while_it_is_the_last(guests: Guests) -> None:
    """B10: one's last passage can be taken back within a time that is seen, and is gone for everybody."""
    amina, marek = await guests.arrive("Amina"), await guests.arrive("Marek", PHONE, kind=Touching)
    card = await amina.start()
    await marek.join(card["code"])
    await marek.write(FIRST)
    await amina.reads(FIRST)
    await expect(marek.page.get_by_text(re.compile(r"^\d+ s left$"))).to_be_visible()
    await expect(amina.button("Take back")).to_have_count(0)
    await marek.press(marek.button("Take back"))
    await amina.counts(0)
    await marek.write(SECOND)
    await amina.reads(SECOND)


async def test_a_passage_can_be_changed_and_its_versions_leafed_through(guests: Guests) -> None:
    """B11: one's passage can be changed; the old words stay, and all read the leaf that its writer turns to."""
    amina, marek = await guests.arrive("Amina"), await guests.arrive("Marek")
    card = await amina.start()
    await marek.join(card["code"])
    await amina.write(FIRST)
    await amina.button("Change").click()
    await amina.page.get_by_role("textbox", name="Your passage, to be changed").fill(SECOND)
    await amina.button("Save").click()
    await marek.reads(SECOND)
    await amina.passage(SECOND).focus()
    await expect(amina.page.get_by_text("2 of 2")).to_be_visible()
    await amina.button("Previous version").click()
    await marek.reads(FIRST)
    await amina.button("Next version").click()
    await marek.reads(SECOND)
    await expect(marek.button("Change")).to_have_count(0)


async def test_a_refused_passage_gives_its_words_back(house: House, guests: Guests) -> None:
    """B12: a passage for a turn that was over is refused in a kind sentence, and its words wait for the next turn."""
    amina = await guests.arrive("Amina")
    marek = await guests.arrive("Marek", address=house.cable.address)
    marek.forgiven.append(OFFLINE)
    card = await amina.start()
    await marek.join(card["code"])
    house.cable.deaf = True
    await amina.choose_mode("Round robin")
    await marek.draft(FIRST)
    await marek.button(marek.words.add).click()
    await expect(marek.story.get_by_role("article", name=marek.words.sending)).to_be_visible()
    await house.cable.cut()
    await house.cable.mend()
    await expect(marek.page.get_by_role("alert")).to_contain_text("Your words are kept")
    await marek.page.get_by_text("Your unfinished passage is kept for your next turn.").click()
    await expect(marek.page.get_by_role("group").filter(has_text=FIRST)).to_be_visible()
    await amina.button("Pass my turn").click()
    await expect(marek.composer).to_have_value(FIRST)
    await amina.counts(0)


async def test_what_is_too_long_is_said_before_it_is_sent(guests: Guests) -> None:
    """B13: a count shows near the limit of a passage, and there is no way to hand in more than is taken."""
    amina = await guests.arrive("Amina")
    await amina.start()
    await amina.draft("a" * 3_600)
    await expect(amina.page.get_by_text("3,600 of 4,000 characters")).to_be_visible()
    await amina.draft("a" * 4_001)
    await expect(amina.page.get_by_text("1 characters too long")).to_be_visible()
    await expect(amina.button(amina.words.add)).to_be_disabled()


async def test_a_private_draft_never_leaves_the_browser(guests: Guests) -> None:
    """B14: where drafts are private the others learn that somebody writes, and no word of it crosses the wire."""
    amina, marek = await guests.arrive("Amina"), await guests.arrive("Marek")
    sent: list[str] = []
    marek.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(str(frame))))
    card = await amina.start(rules={"live_drafts": False})
    await marek.join(card["code"])
    await amina.begin_to_remember()
    await marek.draft("Nobody is to know this yet.")
    await amina.remembers("Marek is writing.")
    await expect(marek.page.get_by_text("Only you see this until you add it.")).to_be_visible()
    assert any("typing.set" in frame for frame in sent)
    assert not [frame for frame in sent if "Nobody is to know" in frame]


async def test_a_note_waits_for_ones_turn_and_is_ones_own(guests: Guests) -> None:
    """B15: while others have the turn one notes an idea; when one's own comes, the note can be put into the passage."""
    amina, marek = await guests.arrive("Amina"), await guests.arrive("Marek")
    card = await amina.start(mode="round_robin")
    await marek.join(card["code"])
    await marek.page.get_by_role("textbox", name=marek.words.note).fill("The river owes him.")
    await amina.write(FIRST)
    await marek.button("Put my note in").click()
    await expect(marek.composer).to_have_value("The river owes him.")
    await marek.button(marek.words.add).click()
    await amina.reads("The river owes him.")


async def test_what_is_said_aside_stays_beside_the_story(guests: Guests) -> None:
    """B16: what is said aside reaches everybody, is counted where the drawer is closed, and is no passage."""
    amina, marek = await guests.arrive("Amina"), await guests.arrive("Marek", PHONE, kind=Touching)
    card = await amina.start()
    await marek.join(card["code"])
    await amina.page.get_by_label("Say something aside").fill("which Thursday, though")
    await amina.page.keyboard.press("Enter")
    drawer = marek.page.get_by_role("button", name="1 new line aside")
    await marek.press(drawer)
    await expect(marek.page.get_by_role("log")).to_contain_text("Amina which Thursday, though")
    await amina.counts(0)
