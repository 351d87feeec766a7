"""The co-author at the table: its words arrive as words, and people hold the reins."""

from __future__ import annotations

from itertools import pairwise

from playwright.async_api import expect

from tests.browser.guests import Guests
from tests.browser.house import House
from tests.browser.person import Person

FIRST = "Maud kept the lighthouse, and the lighthouse kept Maud."
LENGTHS = """article => {
  window.lengths = [];
  new MutationObserver(() => window.lengths.push(article.innerText.length))
    .observe(article, {subtree: true, childList: true, characterData: true});
}"""


async def ask(person: Person) -> None:
    await person.write(FIRST)
    await person.button(person.words.ask).click()


async def stop_midway(person: Person) -> str:
    """Stop the co-author after its first words; the words that stay."""
    await ask(person)
    await expect(person.story.locator("article[aria-hidden=true] p")).to_contain_text(" ")
    await person.button("Stop").click()
    await person.counts(2)
    await expect(person.page.get_by_text("Unfinished", exact=True)).to_be_visible()
    return (await person.text())[1]


async def test_words_arrive_as_words(slow_house: House, guests: Guests) -> None:
    """B20: the co-author's passage grows by a few words at a time before everybody, and it says what it is."""
    amina, marek = [await guests.arrive(name, address=slow_house.address) for name in ("Amina", "Marek")]
    card = await amina.start()
    await marek.join(card["code"])
    await ask(amina)
    ink = marek.story.locator("article[aria-hidden=true]")
    await ink.wait_for()
    await ink.evaluate(LENGTHS)
    await marek.counts(2)
    lengths: list[int] = await marek.page.evaluate("window.lengths")
    grown = [after - before for before, after in pairwise(lengths) if after > before]
    assert len(grown) >= 10
    assert max(grown) < 60
    await amina.holds(await marek.text())
    await expect(marek.page.get_by_text("an offline improviser: no AI model").first).to_be_visible()


async def test_a_stopped_passage_may_be_kept(slow_house: House, guests: Guests) -> None:
    """B21: a co-author who is stopped leaves an unfinished passage, which may be kept as it is."""
    amina = await guests.arrive("Amina", address=slow_house.address)
    await amina.start()
    so_far = await stop_midway(amina)
    await amina.button("Keep as it is").click()
    await expect(amina.page.get_by_text("Unfinished", exact=True)).to_have_count(0)
    await amina.holds([FIRST, so_far])


async def test_a_stopped_passage_may_be_dropped(slow_house: House, guests: Guests) -> None:
    """B22: an unfinished passage may be dropped, and then it was never there."""
    amina = await guests.arrive("Amina", address=slow_house.address)
    await amina.start()
    await stop_midway(amina)
    await amina.button("Drop it").click()
    await amina.counts(1)


async def test_a_stopped_passage_may_be_finished(slow_house: House, guests: Guests) -> None:
    """B23: an unfinished passage may be gone on with, and the words before stay."""
    amina = await guests.arrive("Amina", address=slow_house.address)
    await amina.start()
    so_far = await stop_midway(amina)
    await amina.button("Go on from here").click()
    await expect(amina.page.get_by_text("Unfinished", exact=True)).to_have_count(0)
    await expect(amina.button(amina.words.ask)).to_be_visible()
    first, whole = await amina.text()
    assert first == FIRST
    assert whole.startswith(so_far)
    assert len(whole) > len(so_far)


async def test_another_version_leaves_the_old_one_to_return_to(guests: Guests) -> None:
    """B24: another version of a passage leaves the old one, to which one can turn back for everybody."""
    amina, marek = await guests.arrive("Amina"), await guests.arrive("Marek")
    card = await amina.start()
    await marek.join(card["code"])
    await ask(amina)
    await amina.counts(2)
    first = (await amina.text())[1]
    await amina.button("Another version").click()
    await expect(amina.page.get_by_text("2 of 2")).to_be_visible()
    second = (await amina.text())[1]
    assert second != first
    await marek.reads(second.splitlines()[0])
    await amina.button("Previous version").click()
    await marek.reads(first.splitlines()[0])
