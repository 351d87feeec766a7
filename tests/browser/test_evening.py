"""The main job: four people in four browsers and a co-author write one story."""

from __future__ import annotations

from asyncio import gather
from dataclasses import dataclass

import pytest
from playwright.async_api import expect

from tests.browser.guests import PHONE, Guests, Touching, Typing
from tests.browser.house import House
from tests.browser.person import OFFLINE, Person
from tests.browser.words import FRENCH

PREMISE = "One morning the sea has left Saltmarsh, and nobody saw it go."
SIGNED = "Odile unlocked the harbour office and found the register of departures already signed."
LEANING = "Out on the sand the boats leaned together, like guests whose dinner has been cancelled."
STEPS = "Wren counted the steps below the last step.\nThere were nine of them, and they were dry."
CRAB = "A crab came up the slip, read the notice through, and went back down to tell the others."
RESTING = "Behind the hills something large and wet sat down to rest."
WHICH = "“Which Thursday?” asked the butcher, and the mayor looked at his shoes."
SHELLS = "“It will come,” said old Bram. “It has left its best shells here.”"
SEVEN = "At seven the clock struck, and far inland something got to its feet."


@dataclass
class Table:
    """Who sits at it, each before a browser of their own."""

    house: House
    amina: Person
    marek: Touching
    jun: Typing
    lea: Person

    @property
    def all(self) -> list[Person]:
        return [self.amina, self.marek, self.jun, self.lea]

    async def all_read(self, text: str) -> None:
        await gather(*(person.reads(text.splitlines()[0]) for person in self.all))

    async def all_count(self, passages: int) -> None:
        await gather(*(person.counts(passages) for person in self.all))


async def sit_down(house: House, guests: Guests) -> Table:
    """Amina starts from the first page; Marek takes the link, Jun types the code, Léa has the page in French."""
    amina = await guests.arrive("Amina")
    marek = await guests.arrive("Marek", PHONE, kind=Touching)
    jun = await guests.arrive("Jun", kind=Typing)
    lea = await guests.arrive("Léa", {"width": 820, "height": 1180}, FRENCH, address=house.cable.address)
    assert isinstance(marek, Touching)
    assert isinstance(jun, Typing)

    await amina.page.goto(house.address)
    await amina.page.get_by_label(amina.words.name).fill("Amina")
    await amina.page.get_by_label(amina.words.premise).fill(PREMISE)
    await amina.button(amina.words.begin).click()
    await amina.page.get_by_role("button", name=amina.words.invite).click()
    link = await amina.page.get_by_label("Link", exact=True).input_value()
    code = link.rsplit("/", 1)[1]
    await amina.page.keyboard.press("Escape")

    await marek.page.goto(link)
    await marek.take_a_seat()
    await jun.page.goto(house.address)
    await jun.enter(jun.page.get_by_label(jun.words.code), code.lower())
    await jun.page.keyboard.press("Enter")
    await jun.take_a_seat()
    await lea.join(code.replace("-", ""))
    return Table(house, amina, marek, jun, lea)


async def anyone_writes(table: Table) -> None:
    """Passages 1 to 4, free: a live draft, a reload in mid-sentence, the co-author, one of its ways on."""
    await table.amina.draft(SIGNED)
    await table.marek.sees_draft(SIGNED)
    await table.amina.press(table.amina.button(table.amina.words.add))
    await table.all_read(SIGNED)

    await table.lea.draft(LEANING)
    await table.lea.page.reload()
    await expect(table.lea.composer).to_have_value(LEANING)
    await table.lea.press(table.lea.button(table.lea.words.add))
    await table.all_read(LEANING)

    await gather(*(person.begin_to_remember() for person in table.all))
    await table.amina.press(table.amina.button(table.amina.words.ask))
    await gather(*(person.remembers(person.words.coauthor_writes) for person in table.all))
    await table.all_count(3)

    way = table.marek.ways_on.first
    chosen = await way.inner_text()
    await table.marek.press(way)
    await table.all_read(chosen)


async def each_in_turn(table: Table) -> None:
    """Passages 5 to 8, round robin: Amina, Marek, Jun by keyboard, and Léa, who loses the line in mid-turn."""
    await table.amina.choose_mode("Round robin")
    await expect(table.jun.now).to_contain_text("It’s Amina’s turn. Then it’s Marek.")
    await expect(table.marek.now).to_contain_text("Then it’s you.")
    await expect(table.marek.composer).to_have_count(0)
    await table.amina.write(RESTING)
    await expect(table.marek.now).to_contain_text("It’s your turn, Marek.")
    await table.marek.write(WHICH)
    await table.jun.draft(STEPS)
    await table.amina.sees_draft(STEPS.splitlines()[1])
    await table.jun.page.keyboard.press("Control+Enter")
    await table.all_read(STEPS)

    await expect(table.lea.now).to_contain_text("C’est à vous, Léa.")
    await table.lea.draft(CRAB)
    await lose_the_line(table)
    await table.lea.press(table.lea.button(table.lea.words.add))
    await expect(table.lea.story.get_by_role("article", name=table.lea.words.sending)).to_contain_text(CRAB)
    await expect(table.lea.page.get_by_text(table.lea.words.away)).to_be_visible()
    await find_the_line(table)
    await table.all_read(CRAB)
    await expect(table.lea.page.get_by_text(CRAB)).to_have_count(1)
    await table.all_count(8)


async def lose_the_line(table: Table) -> None:
    table.lea.forgiven.append(OFFLINE)
    await table.lea.context.set_offline(True)
    await table.house.cable.cut()


async def find_the_line(table: Table) -> None:
    await table.house.cable.mend()
    await table.lea.context.set_offline(False)


async def with_the_coauthor(table: Table) -> None:
    """Passages 9 to 12, duet, begun in Amina's turn: Marek, the co-author, Jun, the co-author."""
    await table.amina.choose_mode("Duet")
    await table.marek.write(SHELLS)
    await table.all_count(10)
    await table.jun.write(SEVEN)
    await table.all_count(12)


@pytest.mark.timeout(300)
async def test_four_people_and_the_coauthor_write_twelve_passages_in_three_modes(house: House, guests: Guests) -> None:
    """B1: four people in four browsers (one on a phone, one with a keyboard only, one in French who reloads and loses
    the line in mid-turn) and the co-author write twelve passages in three modes; all hold the same story at the end,
    also who comes late.
    """
    table = await sit_down(house, guests)
    await anyone_writes(table)
    await each_in_turn(table)
    await with_the_coauthor(table)

    story = await table.amina.text()
    assert len(story) == 12
    written = {0: SIGNED, 1: LEANING, 4: RESTING, 5: WHICH, 6: STEPS, 7: CRAB, 8: SHELLS, 10: SEVEN}
    assert {place: story[place] for place in written} == written
    await gather(*(person.holds(story) for person in table.all))

    sam = await guests.arrive("Sam")
    await sam.page.goto(f"{house.address}/j/{await code_of(table.amina)}")
    await sam.take_a_seat()
    await sam.holds(story)
    await sam.page.get_by_role("button", name=sam.words.look).click()
    await sam.page.get_by_text("Show who wrote what").click()
    await sam.page.keyboard.press("Escape")
    for name in ("Amina", "Léa", "Marek", "Jun", "the co-author"):
        await expect(sam.story.get_by_text(name, exact=True).first).to_be_visible()
    wrote = ["Amina", "Léa", "", "Marek", "Amina", "Marek", "Jun", "Léa", "Marek", "", "Jun", ""]
    for person in [*table.all, sam]:
        assert await person.authors() == [person.words.by(name) for name in wrote]


async def code_of(host: Person) -> str:
    await host.page.get_by_role("button", name=host.words.invite).click()
    link = await host.page.get_by_label("Link", exact=True).input_value()
    await host.page.keyboard.press("Escape")
    return link.rsplit("/", 1)[1]
