"""A story for children: chosen where it begins, told at the door, and how a refusal by the check looks."""

from __future__ import annotations

import re

from playwright.async_api import expect

from tests.browser.axe import complaints
from tests.browser.guests import PHONE, Guests, Touching
from tests.browser.person import REFUSED
from tests.waiting import until_asked

UNFIT = "Damn it, the lamp went out."
FIT = "Oh no, the lamp went out."
FOR = "Who this story is for"


async def test_a_story_for_children_from_its_beginning(guests: Guests) -> None:
    """B181: a teacher chooses the age where a story begins; whoever comes reads it before joining, and nobody sees what
    does not fit: its writer is told which words, keeps them, and says it another way.
    """
    amina, marek = await guests.arrive("Amina"), await guests.arrive("Marek", PHONE, kind=Touching)
    await amina.page.goto(amina.address)
    await amina.enter(amina.page.get_by_label(amina.words.name), "Amina")
    await amina.enter(amina.page.get_by_label(amina.words.premise), "The lamp by the sea sings.")
    await amina.page.get_by_text("House rules", exact=True).click()
    choice = amina.page.get_by_label(FOR)
    await expect(choice).to_have_value("adult")
    await choice.select_option(label="Ages 6 to 9")
    await expect(amina.page.get_by_text("does not replace a grown-up who reads along")).to_be_visible()
    assert await complaints(amina.page) == []
    await amina.picture("start-for-children")
    await amina.press(amina.button(amina.words.begin))
    await expect(amina.now).to_be_visible()
    room = amina.page.url.rpartition("/")[2]
    card = await (await amina.context.request.get(f"{amina.address}/api/rooms/{room}")).json()
    await marek.page.goto(f"{marek.address}/j/{card['code']}")
    await expect(marek.page.get_by_text("Ages 6 to 9: every text is checked first.")).to_be_visible()
    await marek.take_a_seat()
    await marek.draft(UNFIT)
    await marek.press(marek.button(marek.words.add))
    alert = marek.page.get_by_role("alert").filter(has_text="“Damn”")
    await expect(alert).to_contain_text("Find another way to say it.")
    await marek.picture("refused-kindly")
    await expect(marek.composer).to_have_value(UNFIT)
    await marek.write(FIT)
    await amina.reads(FIT)
    await expect(amina.page.get_by_text("Damn")).to_have_count(0)


async def test_a_name_that_does_not_fit_is_said_at_the_door(guests: Guests) -> None:
    """B182: under an unfit name nobody comes in; the page says that it is the name, and another one opens the door."""
    amina, marek = await guests.arrive("Amina"), await guests.arrive("Marek")
    marek.forgiven.append(REFUSED)
    card = await amina.start(rules={"age": "10-12"})
    await marek.page.goto(f"{marek.address}/j/{card['code']}")
    await marek.enter(marek.page.get_by_label(marek.words.name), "Damn Marek")
    await marek.press(marek.button(marek.words.join))
    await expect(marek.page.get_by_text("(a name) does not suit")).to_be_visible()
    await expect(amina.page.get_by_text("Damn Marek")).to_have_count(0)
    await marek.press(marek.button("Choose another name"))
    await marek.take_a_seat()


async def test_the_host_makes_an_age_stricter(guests: Guests) -> None:
    """B183: once others are there only stricter ages are offered; where something was said that does not fit the host
    is told so, and the age stays. Style and words to learn are house rules too.
    """
    amina, marek = await guests.arrive("Amina"), await guests.arrive("Marek")
    card = await amina.start(rules={"age": "13-15"})
    await marek.join(card["code"])
    await marek.write("He was decapitated, the poor snowman.")
    panel = await amina.open_settings()
    choice = panel.get_by_label(FOR)
    await expect(choice.locator("option")).to_have_text(["Ages 6 to 9", "Ages 10 to 12", "Ages 13 to 15"])
    await choice.select_option("10-12")
    told = amina.page.get_by_text(re.compile("“decapitated” was written here before"))
    await expect(told.first).to_be_visible()
    await expect(choice).to_have_value("13-15")
    await panel.get_by_text("More house rules").click()
    style = panel.get_by_label("How the co-author tells")
    await style.select_option(label="Like a fable")
    await expect(style).to_have_value("fable")
    learn = panel.get_by_label("Words to learn")
    await learn.fill("lantern, low tide; lantern")
    await learn.blur()

    async def taken() -> bool:
        shown = await (await amina.context.request.get(f"{amina.address}/api/rooms/{card['id']}")).json()
        told: dict[str, object] = shown["rules"]
        return (told["style"], told["words_to_learn"]) == ("fable", ["lantern", "low tide"])

    await until_asked("style and words to learn are house rules", taken)
