"""Pictures on the page: asked for, waited for, there, tried again, taken away; in two windows, and nothing moves."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Locator, expect

from tests.browser.guests import Guests
from tests.browser.house import House
from tests.browser.person import Person
from tests.browser.studio import Easel, open_studio

PREMISE = "One morning the sea has left Saltmarsh, and nobody saw it go."
FIRST = "The harbour master locked his office and put the key where the water had been."


@pytest.fixture
async def easel(house: House) -> AsyncIterator[Easel]:
    async with open_studio(house) as easel:
        yield easel


def plate(person: Person) -> Locator:
    return person.page.locator("figure.plate")


async def two(guests: Guests, **room: object) -> tuple[Person, Person]:
    amina = await guests.arrive("Amina")
    marek = await guests.arrive("Marek")
    code = (await amina.start(PREMISE, **room))["code"]
    await marek.join(code)
    await amina.write(FIRST)
    await marek.reads(FIRST)
    return amina, marek


async def illustrate(person: Person, wish: str = "") -> None:
    await person.press(person.button("Illustrate"))
    dialog = person.page.get_by_role("dialog", name="Illustrate")
    if wish:
        await person.enter(dialog.get_by_role("textbox"), wish)
    await person.press(dialog.get_by_role("button", name="Make the picture"))
    await expect(dialog).to_have_count(0)


async def there(place: Locator) -> None:
    """The picture itself is on the screen."""
    await expect(place.locator('.picture[data-state="there"] img')).to_be_visible()


async def test_a_picture_comes_in_both_windows(guests: Guests, easel: Easel) -> None:
    """B300: one asks for a picture of a passage, and both see that it is being made, and then the picture, its
    description and who made it, in the place that was kept for it.
    """
    amina, marek = await two(guests)
    easel.hold()
    await illustrate(amina, "The key in the mud")
    for person in (amina, marek):
        await expect(plate(person)).to_contain_text("A picture is being made · 40 %")
    kept = await plate(marek).bounding_box()
    easel.let_go()
    for person in (amina, marek):
        await there(plate(person))
        await expect(plate(person).get_by_role("img", name="The key in the mud")).to_be_visible()
        await expect(plate(person)).to_contain_text("Drawn by the house")
    assert await plate(marek).bounding_box() == kept
