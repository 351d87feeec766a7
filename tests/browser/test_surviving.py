"""What happens to one's words when the house, the line or the page goes away."""

from __future__ import annotations

import os
import re
import signal

from playwright.async_api import expect

from tests.browser.guests import PHONE, Guests
from tests.browser.house import House
from tests.browser.person import OFFLINE

FIRST = "The lamp went out at nine."
SECOND = "It came back at ten, and it was not alone."


async def test_a_passage_whose_answer_was_lost_is_there_once(house: House, guests: Guests) -> None:
    """B40: a passage that the house took, but whose answer was lost with the line, is there once."""
    amina = await guests.arrive("Amina", address=house.cable.address)
    marek = await guests.arrive("Marek")
    amina.forgiven.append(OFFLINE)
    card = await amina.start()
    await marek.join(card["code"])
    await amina.draft(FIRST)
    house.cable.deaf = True
    await amina.button(amina.words.add).click()
    await marek.reads(FIRST)
    await expect(amina.story.get_by_role("article", name=amina.words.sending)).to_contain_text(FIRST)
    await house.cable.cut()
    await house.cable.mend()
    await amina.reads(FIRST)
    await expect(amina.story.get_by_role("article", name=amina.words.sending)).to_have_count(0)
    await amina.write(SECOND)
    assert await amina.text() == await marek.text() == [FIRST, SECOND]


async def test_a_passage_survives_the_death_of_the_house(house: House, guests: Guests) -> None:
    """B41: a passage in the hands of a house that is killed is there once when it is back, and drafts are kept."""
    amina, marek = await guests.arrive("Amina"), await guests.arrive("Marek", PHONE)
    for person in (amina, marek):
        person.forgiven.append(OFFLINE)
    card = await amina.start()
    await marek.join(card["code"])
    await marek.draft(SECOND)
    await amina.draft(FIRST)
    os.kill(house.web.pid, signal.SIGSTOP)
    await amina.button(amina.words.add).click()
    await expect(amina.story.get_by_role("article", name=amina.words.sending)).to_contain_text(FIRST)
    house.web.kill()
    await expect(marek.page.get_by_text(marek.words.away)).to_be_visible()
    house.web.start()
    await house.web.ready()
    await marek.reads(FIRST)
    await amina.reads(FIRST)
    await expect(marek.composer).to_have_value(SECOND)
    await marek.button(marek.words.add).click()
    await amina.reads(SECOND)
    assert await amina.text() == await marek.text() == [FIRST, SECOND]


async def test_an_unsent_passage_survives_a_reload(house: House, guests: Guests) -> None:
    """B42: a passage handed in without a line survives the page being closed, and is sent by the next."""
    amina = await guests.arrive("Amina", address=house.cable.address)
    marek = await guests.arrive("Marek")
    amina.forgiven.append(OFFLINE)
    card = await amina.start()
    await marek.join(card["code"])
    await amina.draft(FIRST)
    house.cable.deaf = True
    await house.cable.cut()
    await amina.button(amina.words.add).click()
    await expect(amina.story.get_by_role("article", name=amina.words.sending)).to_contain_text(FIRST)
    await amina.page.close()
    await house.cable.mend()
    again = await guests.another_tab(amina)
    await again.page.goto(f"{house.cable.address}/r/{card['id']}")
    await again.reads(FIRST)
    await marek.reads(FIRST)
    assert await again.text() == await marek.text() == [FIRST]


async def test_two_tabs_are_one_person(guests: Guests) -> None:
    """B43: two tabs are one person with one seat, and closing one of them is no leaving."""
    amina, marek = await guests.arrive("Amina"), await guests.arrive("Marek", PHONE)
    card = await amina.start()
    await marek.join(card["code"])
    second = await guests.another_tab(amina)
    await second.page.goto(amina.page.url)
    await expect(second.now).to_be_visible()
    await expect(marek.page.get_by_role("button", name="Who is here: 2")).to_be_visible()
    await second.write(FIRST)
    await amina.reads(FIRST)
    await second.page.close()
    await amina.write(SECOND)
    await marek.reads(SECOND)
    await expect(marek.page.get_by_role("button", name="Who is here: 2")).to_be_visible()
    await expect(amina.page.get_by_role("listitem").filter(has_text=re.compile("Amina"))).to_have_count(1)


async def test_who_closes_the_page_is_seen_to_be_away(guests: Guests) -> None:
    """B44: who closes the page is seen to be away within two seconds, and keeps their seat."""
    amina, marek = await guests.arrive("Amina"), await guests.arrive("Marek")
    card = await amina.start()
    await marek.join(card["code"])
    row = amina.page.get_by_role("listitem").filter(has_text="Marek")
    await expect(row).not_to_contain_text("away")
    await marek.page.close()
    await expect(row).to_contain_text("away", timeout=2_000)


async def test_reading_goes_on_where_live_connections_are_blocked(house: House, guests: Guests) -> None:
    """B45: where live connections are filtered the page says so, and the story still arrives."""
    amina, marek = await guests.arrive("Amina"), await guests.arrive("Marek", address=house.cable.address)
    marek.forgiven.append(OFFLINE)
    card = await amina.start()
    await marek.join(card["code"])
    await amina.write(FIRST)
    house.cable.filtered = True
    await marek.page.reload()
    await expect(marek.page.get_by_text("you are reading along")).to_be_visible()
    await marek.reads(FIRST)
    await amina.write(SECOND)
    await marek.reads(SECOND)
