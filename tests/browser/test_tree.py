"""The tree of a story: its map, another way on, two ways side by side."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Locator, expect

from tests.browser.axe import complaints
from tests.browser.grown import BRANCHES, begun, bring, texts, tree, write
from tests.browser.guests import DESK, PHONE, Guests
from tests.browser.person import Person

MOST_STOPS = 60


def stops(person: Person) -> Locator:
    return person.page.locator("[data-stop]")


def stop(person: Person, words: str) -> Locator:
    """By what a screen reader says of it."""
    return person.page.get_by_role("button", name=re.compile(words))


async def open_tree(person: Person, room: str) -> None:
    await person.page.goto(f"{person.address}/tree/{room}")
    await expect(stops(person).first).to_be_attached()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1440", "390"])
async def test_a_tree_of_300_passages_stays_readable(guests: Guests, size: dict[str, int]) -> None:
    """B130: of 300 passages the map shows forks, ends and named branches; runs are numbers that open; axe agrees."""
    amina = await guests.arrive("Amina", size)
    told = await bring(amina, tree(300))
    assert told["passages"] == 300
    await open_tree(amina, told["id"])
    assert 20 < await stops(amina).count() < MOST_STOPS
    named = " ".join(await amina.page.locator(".tree-name").all_text_contents())
    for name in BRANCHES:
        assert name[:12] in named
    widest = await amina.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert widest <= 0
    run = stop(amina, "^29 passages without a fork").first
    await run.click()
    await expect(amina.button("Fold runs again")).to_be_visible()
    assert await stops(amina).count() > MOST_STOPS - 10
    await amina.button("Fold runs again").click()
    await expect(run).to_be_visible()
    await amina.button("All of it").click()
    await amina.picture("tree")
    assert await complaints(amina.page) == []


async def test_the_map_is_walked_with_arrows(guests: Guests) -> None:
    """B131: Tab leads to the map once, arrows along and across it, Enter to what is there, to be read."""
    amina = await guests.arrive("Amina")
    told = await bring(amina, tree(60))
    await open_tree(amina, told["id"])
    assert await amina.page.locator("[data-stop][tabindex='0']").count() == 1
    await amina.page.locator("[data-stop][tabindex='0']").focus()
    await amina.page.keyboard.press("Home")
    focused = amina.page.locator("[data-stop]:focus")
    await expect(focused).to_have_accessible_name("The beginning")
    await amina.page.keyboard.press("ArrowRight")
    await expect(focused).to_have_accessible_name(re.compile("^Amina: .*The trunk"))
    await amina.page.keyboard.press("ArrowDown")
    await expect(focused).not_to_have_accessible_name(re.compile("The trunk"))
    await amina.page.keyboard.press("ArrowUp")
    await amina.page.keyboard.press("Home")
    await amina.page.keyboard.press("ArrowRight")
    await amina.page.keyboard.press("Enter")
    await expect(focused).to_have_attribute("aria-pressed", "true")
    await amina.page.get_by_role("link", name="Read from here").click()
    await expect(amina.page.get_by_role("heading", level=1)).to_have_text(told["title"])


async def test_another_way_on_is_begun_on_the_map(guests: Guests) -> None:
    """B132: a fork is begun, named, renamed, gone to and voted on from the map; who is in the room follows."""
    amina, marek = await guests.arrive("Amina"), await guests.arrive("Marek")
    card = await amina.start()
    for number in range(3):
        await amina.write(f"The lamp went out, and it was the {number}. time.")
    await marek.join(card["code"])
    await open_tree(amina, card["id"])
    await stop(amina, "the 1. time").click()
    await amina.page.get_by_text("Begin a branch here").click()
    await amina.page.get_by_label("Its name").first.fill("The lamp stays lit")
    await amina.page.get_by_text("The room goes there at once").click()
    await amina.button("Begin the branch").click()
    await expect(stop(amina, "Nothing written yet in “The lamp stays lit”.*being written")).to_be_visible()
    await marek.counts(2)
    await marek.write("But this time the lamp stayed lit.")
    await amina.page.reload()
    await stop(amina, "the lamp stayed lit").click()
    await amina.page.get_by_text("Rename this branch").click()
    await amina.page.get_by_label("Its name").last.fill("Light")
    await amina.button("Rename").click()
    await expect(stop(amina, r"the lamp stayed lit.*\(Light")).to_be_visible()
    await stop(amina, "the 2. time").click()
    await amina.button("Write on here").click()
    await amina.page.get_by_role("dialog").get_by_role("button", name="Write on here").click()
    await expect(stop(amina, "the 2. time.*being written")).to_be_visible()
    await marek.counts(3)
    await amina.button("Ask the room where to go on").click()
    await expect(amina.page.get_by_text("The room is asked.")).to_be_visible()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1440", "390"])
async def test_two_branches_are_read_side_by_side(guests: Guests, size: dict[str, int]) -> None:
    """B133: two branches are read from where they part, beside each other where it is wide, else in a row."""
    amina = await guests.arrive("Amina", size)
    told = await bring(amina, tree(60))
    await open_tree(amina, told["id"])
    await stop(amina, "^Marek: .*The river wins, being written|^(Amina|Jun): .*The river wins").first.click()
    await amina.page.get_by_label("Compare with").select_option(label="The trunk")
    await amina.button("Compare").click()
    await expect(amina.page.get_by_text(re.compile(r"They share \d+ passages"))).to_be_visible()
    sides = [amina.page.get_by_role("region", name=name) for name in ("The river wins", "The trunk")]
    one, other = [await side.bounding_box() for side in sides]
    assert one is not None
    assert other is not None
    assert (one["y"] == other["y"]) == (size is DESK)
    await amina.picture("compare")
    assert await complaints(amina.page) == []


async def test_a_tree_of_one_branch_says_what_it_could_be(guests: Guests) -> None:
    """B134: a story without a fork, or without a word, has a map that says how a tree grows."""
    amina = await guests.arrive("Amina")
    empty = await bring(amina, begun())
    await open_tree(amina, empty["id"])
    await expect(amina.page.get_by_text("Nothing is written yet.")).to_be_visible()
    world = begun()
    write(world, 3, texts())
    await open_tree(amina, (await bring(amina, world))["id"])
    await expect(amina.page.get_by_text("This story has one branch.")).to_be_visible()
