"""What happens to one's words when the house, the line or the page goes away."""

from __future__ import annotations

import os
import signal

import pytest
from playwright.async_api import Locator, expect

from tests.browser.guests import PHONE, Guests
from tests.browser.house import House
from tests.browser.person import OFFLINE, Person
from tests.browser.words import ENGLISH, FRENCH, Words

FIRST = "The lamp went out at nine."
SECOND = "It came back at ten, and it was not alone."


async def two(house: House, guests: Guests, *, clock: bool = False) -> tuple[Person, Person]:
    """Amina behind the cable, with a clock that can be stopped if it is to be, and Marek, in a room of hers."""
    amina = await guests.arrive("Amina", address=house.cable.address)
    marek = await guests.arrive("Marek")
    amina.forgiven.append(OFFLINE)
    if clock:
        await amina.page.clock.install()
    card = await amina.start()
    await marek.join(card["code"])
    return amina, marek


async def hand_in(person: Person, text: str) -> None:
    """A passage that does not arrive, or whose answer does not."""
    await person.draft(text)
    await person.button(person.words.add).click()
    await expect(on_its_way(person)).to_contain_text(text)


def on_its_way(person: Person) -> Locator:
    return person.story.get_by_role("article", name=person.words.sending)


async def all_hold(story: list[str], *people: Person) -> None:
    for person in people:
        await person.holds(story)
        await expect(on_its_way(person)).to_have_count(0)


def seat(of: Person, seen_by: Person) -> Locator:
    return seen_by.page.get_by_role("listitem").filter(has_text=of.name)


async def has_one_seat(person: Person, seen_by: Person) -> None:
    await expect(seat(person, seen_by)).to_have_count(1)
    await expect(seat(person, seen_by)).not_to_contain_text("away")


async def stop_the_clock(person: Person) -> None:
    await person.page.clock.pause_at(await person.page.evaluate("Date.now()") / 1_000 + 5)


async def test_a_passage_whose_answer_was_lost_is_there_once(house: House, guests: Guests) -> None:
    """B40: a passage that the house took, but whose answer was lost with the line, is there once."""
    amina, marek = await two(house, guests)
    house.cable.deaf = True
    await hand_in(amina, FIRST)
    await marek.reads(FIRST)
    await house.cable.cut()
    await house.cable.mend()
    await all_hold([FIRST], amina, marek)
    await amina.write(SECOND)
    await all_hold([FIRST, SECOND], amina, marek)


async def test_a_passage_survives_the_death_of_the_house(house: House, guests: Guests) -> None:
    """B41: a passage in the hands of a house that is killed is there once when it is back, and drafts are kept."""
    amina, marek = await guests.arrive("Amina"), await guests.arrive("Marek", PHONE)
    for person in (amina, marek):
        person.forgiven.append(OFFLINE)
    card = await amina.start()
    await marek.join(card["code"])
    await marek.draft(SECOND)
    os.kill(house.web.pid, signal.SIGSTOP)
    await hand_in(amina, FIRST)
    house.web.kill()
    await expect(marek.page.get_by_text(marek.words.away)).to_be_visible()
    house.web.start()
    await house.web.ready()
    await marek.reads(FIRST)
    await amina.reads(FIRST)
    await expect(marek.composer).to_have_value(SECOND)
    await marek.button(marek.words.add).click()
    await all_hold([FIRST, SECOND], amina, marek)


async def test_an_unsent_passage_survives_a_reload(house: House, guests: Guests) -> None:
    """B42: a passage handed in without a line survives the page being closed, and is sent by the next."""
    amina, marek = await two(house, guests)
    await house.cable.cut()
    await hand_in(amina, FIRST)
    await amina.page.close()
    await house.cable.mend()
    again = await guests.another_tab(amina)
    await again.page.goto(amina.page.url)
    await all_hold([FIRST], again, marek)


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
    await has_one_seat(amina, seen_by=amina)


async def test_who_closes_the_page_is_seen_to_be_away(guests: Guests) -> None:
    """B44: who closes the page is seen to be away within two seconds, and keeps their seat."""
    amina, marek = await guests.arrive("Amina"), await guests.arrive("Marek")
    card = await amina.start()
    await marek.join(card["code"])
    await has_one_seat(marek, seen_by=amina)
    await marek.page.close()
    await expect(seat(marek, seen_by=amina)).to_contain_text("away", timeout=2_000)


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


async def test_a_passage_on_its_way_survives_a_reload(house: House, guests: Guests) -> None:
    """B67: a passage whose answer is not there yet survives a reload, and so does the draft; nothing is there twice."""
    amina, marek = await two(house, guests)
    house.cable.deaf = True
    await hand_in(amina, FIRST)
    await marek.reads(FIRST)
    await amina.draft(SECOND)
    await house.cable.cut()
    await house.cable.mend()
    await amina.page.reload()
    await expect(amina.composer).to_have_value(SECOND)
    await all_hold([FIRST], amina, marek)
    await has_one_seat(amina, seen_by=marek)


async def test_what_two_tabs_have_not_sent_is_sent_by_the_next(house: House, guests: Guests) -> None:
    """B68: passages handed in without a line in two tabs, which are then closed, are both sent by the next page."""
    amina, marek = await two(house, guests)
    second = await guests.another_tab(amina)
    await second.page.goto(amina.page.url)
    await expect(second.now).to_be_visible()
    await house.cable.cut()
    for tab, text in ((amina, FIRST), (second, SECOND)):
        await hand_in(tab, text)
    for tab in (amina, second):
        await tab.page.close()
    await house.cable.mend()
    again = await guests.another_tab(amina)
    await again.page.goto(amina.page.url)
    await all_hold([FIRST, SECOND], again, marek)
    await has_one_seat(again, seen_by=marek)


async def test_a_laptop_that_slept_goes_on_where_it_was(house: House, guests: Guests) -> None:
    """B69: after ten minutes of sleep, timers frozen and the line dead unnoticed, a laptop sends what it had not sent,
    brings what was written meanwhile, and keeps the draft; while it slept its owner was seen to be away.
    """
    amina, marek = await two(house, guests, clock=True)
    house.cable.pull()
    await hand_in(amina, FIRST)
    await amina.draft("A draft that waits.")
    await stop_the_clock(amina)
    await expect(seat(amina, seen_by=marek)).to_contain_text("away")
    await marek.write(SECOND)
    await amina.page.clock.fast_forward("10:00")
    await amina.page.clock.resume()
    await all_hold([SECOND, FIRST], amina, marek)
    await expect(amina.composer).to_have_value("A draft that waits.")
    await has_one_seat(amina, seen_by=marek)


async def test_a_hidden_tab_is_there_as_soon_as_it_is_looked_at(house: House, guests: Guests) -> None:
    """B70: a tab that lost the line while it was hidden and its timers stood still comes back when it is looked at."""
    amina, marek = await two(house, guests, clock=True)
    await amina.draft(FIRST)
    await stop_the_clock(amina)
    house.cable.pull()
    await marek.write(SECOND)
    await amina.page.clock.fast_forward("10:00")
    await amina.counts(0)
    await amina.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await all_hold([SECOND], amina, marek)
    await expect(amina.composer).to_have_value(FIRST)
    await has_one_seat(amina, seen_by=marek)


async def test_going_away_and_back_again_loses_nothing(house: House, guests: Guests) -> None:
    """B71: who leaves the page and comes back by the browser's button has the draft, one seat and what was written
    meanwhile, and a passage that was not sent is sent. (The browsers of this level keep pages for such a return.)
    """
    amina, marek = await two(house, guests)
    await house.cable.cut()
    await hand_in(amina, FIRST)
    await amina.draft("A draft that waits.")
    await house.cable.mend()
    await amina.page.goto(f"{house.cable.address}/join")
    await expect(amina.page.get_by_label(amina.words.code)).to_be_visible()
    await marek.write(SECOND)
    await amina.page.go_back(wait_until="commit")
    await amina.reads(SECOND)
    await amina.reads(FIRST)
    await all_hold(await amina.text(), amina, marek)
    await expect(amina.composer).to_have_value("A draft that waits.")
    await has_one_seat(amina, seen_by=marek)


@pytest.mark.parametrize(
    ("words", "said", "again", "home"),
    [
        (ENGLISH, "This page did not open.", "Try again", "To the start"),
        (FRENCH, "Cette page ne s’est pas ouverte.", "Réessayer", "Au début"),
    ],
    ids=["English", "French"],
)
async def test_a_page_that_cannot_be_fetched_has_a_way_on(
    guests: Guests, words: Words, said: str, again: str, home: str
) -> None:
    """B174: where the script of a page does not arrive there is a kind sentence, and two ways on: again, and home."""
    amina = await guests.arrive("Amina", words=words, service_workers="block")
    amina.forgiven += [OFFLINE, "Failed to fetch dynamically imported module"]
    await amina.call("/api/me", {"name": "Amina"})
    stories = "**/assets/Stories-*.js"
    await amina.page.route(stories, lambda route: route.abort())
    await amina.page.goto(f"{amina.address}/stories")
    await expect(amina.page.get_by_role("heading", name=said)).to_be_visible()
    await expect(amina.page.get_by_role("link", name=home)).to_be_visible()
    await amina.page.unroute(stories)
    await amina.button(again).click()
    await expect(amina.page.get_by_role("heading", name=said)).to_have_count(0)
    await expect(amina.page.get_by_role("heading", level=1)).to_be_visible()
    await amina.page.route(stories, lambda route: route.abort())
    await amina.page.reload()
    await amina.page.get_by_role("link", name=home).click()
    await expect(amina.page.get_by_label(words.premise)).to_be_visible()
