"""Stories in a language that the page does not speak itself, in a house whose co-author speaks two."""

from __future__ import annotations

from playwright.async_api import expect

from tests.browser.axe import complaints
from tests.browser.guests import PHONE, Guests, Touching
from tests.browser.person import REFUSED
from tests.browser.words import FRENCH

LINE = "Der Leuchtturm summt, und niemand schläft."
OTHER = "Another language"
WHICH = "Which language"
SILENT = "does not write in German"


async def test_a_story_in_german_from_its_beginning(guests: Guests) -> None:
    """B220: whoever begins a story chooses another language from a short list and reads at once that the co-author of
    this house will be silent in it; the story is marked as German for readers and screen readers, no checker is offered
    for it, and when the co-author is asked the page says kindly why it has no words.
    """
    amina, marek = await guests.arrive("Amina"), await guests.arrive("Marek", PHONE, kind=Touching)
    await amina.page.goto(amina.address)
    await amina.enter(amina.page.get_by_label(amina.words.name), "Amina")
    await amina.page.get_by_text("Language, genre and turns", exact=True).click()
    await amina.page.get_by_text(OTHER, exact=True).click()
    await expect(amina.page.get_by_text(SILENT)).to_have_count(0)
    await amina.page.get_by_label(WHICH).select_option(label="German")
    await expect(amina.page.get_by_role("status").filter(has_text=SILENT)).to_be_visible()
    await expect(amina.page.get_by_text("or take one of these")).to_have_count(0)
    assert await complaints(amina.page) == []
    await amina.picture("start-in-german")
    await amina.enter(amina.page.get_by_label(amina.words.premise), "Das Meer ist fort.")
    await amina.press(amina.button(amina.words.begin))
    await expect(amina.now).to_be_visible()
    room = amina.page.url.rpartition("/")[2]
    card = await (await amina.context.request.get(f"{amina.address}/api/rooms/{room}")).json()
    await marek.page.goto(f"{marek.address}/j/{card['code']}")
    await expect(marek.page.get_by_text("Fantasy · German")).to_be_visible()
    await marek.take_a_seat()
    await amina.write(LINE)
    await marek.reads(LINE)
    await expect(marek.story).to_have_attribute("lang", "de")
    await expect(marek.composer).to_have_attribute("lang", "de")
    await expect(marek.button("Better sentences")).to_have_count(0)
    await amina.press(amina.button(amina.words.ask))
    told = amina.page.get_by_role("status").filter(has_text="does not speak the language of this story")
    await expect(told).to_be_visible()
    await expect(amina.button("With a softer hint")).to_have_count(0)
    await amina.picture("nobody-speaks-it")


async def test_a_host_changes_the_language(guests: Guests) -> None:
    """B221: in a running story a French host finds the others by their French names; nothing changes before one is
    chosen, then everybody's page follows, and the checker of the language that was is put away.
    """
    amina = await guests.arrive("Amina", words=FRENCH)
    marek = await guests.arrive("Marek")
    card = await amina.start(language="fr")
    await marek.join(card["code"])
    await marek.draft("Le phare chante.")
    await expect(marek.button("Better sentences")).to_be_visible()
    await amina.press(amina.button(FRENCH.settings))
    dialog = amina.page.get_by_role("dialog")
    await dialog.get_by_text("Autres règles", exact=True).click()
    await dialog.get_by_text("Une autre langue", exact=True).click()
    await expect(marek.story).to_have_attribute("lang", "fr")
    await dialog.get_by_label("Quelle langue").select_option(label="arabe")
    await expect(dialog.get_by_role("status").filter(has_text="n’écrit pas en arabe")).to_be_visible()
    assert await complaints(amina.page) == []
    await expect(marek.story).to_have_attribute("lang", "ar")
    await expect(marek.button("Better sentences")).to_have_count(0)
    await marek.write("كان البحر بعيدا.")
    passage = marek.page.get_by_text("كان البحر بعيدا.")
    await expect(passage.first).to_have_css("unicode-bidi", "plaintext")
    await marek.picture("from-right-to-left")


async def test_for_children_the_way_out_is_said(guests: Guests) -> None:
    """B222: a story for children in a language that nobody here can check does not begin; the page says why, and which
    ways there are; one of them leads in.
    """
    amina = await guests.arrive("Amina")
    amina.forgiven.append(REFUSED)
    await amina.page.goto(amina.address)
    await amina.enter(amina.page.get_by_label(amina.words.name), "Amina")
    await amina.enter(amina.page.get_by_label(amina.words.premise), "Das Meer ist fort.")
    await amina.page.get_by_text("Language, genre and turns", exact=True).click()
    await amina.page.get_by_text(OTHER, exact=True).click()
    await amina.page.get_by_label(WHICH).select_option(label="German")
    await amina.page.get_by_text("House rules", exact=True).click()
    await amina.page.get_by_label("Who this story is for").select_option(label="Ages 6 to 9")
    await amina.press(amina.button(amina.words.begin))
    alert = amina.page.get_by_role("alert").filter(has_text="Nobody here can check that language")
    await expect(alert).to_contain_text("Choose adults as readers, or English or French.")
    await amina.page.get_by_label("Who this story is for").select_option(label="Adults")
    await amina.press(amina.button(amina.words.begin))
    await expect(amina.now).to_be_visible()
