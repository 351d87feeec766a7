"""Better sentences with a model: asked for, told where the draft goes, and single changes like all others."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Locator, expect

from rooms.settings import Settings
from tests.browser.axe import complaints
from tests.browser.guests import PHONE, Guests, Touching, Typing
from tests.browser.house import House, open_house
from tests.browser.person import REFUSED, Person
from tests.browser.test_better import ask, marked, offer, offers, panel
from tests.browser.words import FRENCH
from tests.door.models import SPEECH
from tests.wires.reached import KEY
from tests.wires.server import Status, Wire

DRAFT = "The dragonn was very, very big. Mira ran up the stair, and the dragon ran to the lamp."
GO = "Ask for style and voice"
TITLE = "Améliorer mes phrases"


def change(find: str, instead: str, kind: str = "style", why: str = "It says more.", nth: int = 1) -> dict[str, Any]:
    return {"find": find, "nth": nth, "instead": instead, "kind": kind, "why": why}


IDEAS = (
    change("very, very big", "as big as the barn"),
    change("ran", "hurried", "vocabulary"),
    change("to the lamp", "for the lamp", "voice"),
)


def said(*changes: dict[str, Any]) -> Status:
    return SPEECH.answer(json.dumps({"changes": changes}))


@pytest.fixture(scope="module")
async def provider() -> AsyncIterator[Wire]:
    async with Wire() as provider:
        yield provider


@pytest.fixture(scope="module")
async def modelled(
    settings: Settings, provider: Wire, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[House]:
    """A house with a model that is asked about drafts; improv writes."""
    environment = {
        "ROUNDTALE_COAUTHOR": "improv,anthropic",
        "ROUNDTALE_ANTHROPIC_KEY": KEY,
        "ROUNDTALE_ANTHROPIC_URL": provider.address,
        "ROUNDTALE_BETTER_PER_MINUTE_PERSON": "3",
    }
    async with open_house(settings, tmp_path_factory.mktemp("ideas") / "web.log", more=environment) as house:
        yield house
        assert house.web.complaints() == []


@pytest.fixture(autouse=True)
def usual(provider: Wire) -> None:
    provider.exchanges.clear()
    provider.usual = [said(*IDEAS)]


def told(person: Person, title: str = "Better sentences") -> Locator:
    """What is said of the model."""
    return panel(person, title).get_by_role("status").last


async def test_a_model_is_asked_about_a_draft(modelled: House, guests: Guests, provider: Wire) -> None:
    """B225: the page says by name where the draft would go; only when one asks it is sent, and the ideas join the list,
    marked as a model's, in the order of the draft; nothing changes before one accepts, Ctrl+Z takes it back, and what
    is written meanwhile moves the others.
    """
    amina = await guests.arrive("Amina", address=modelled.address)
    await amina.start()
    await amina.draft(DRAFT)
    await ask(amina)
    await expect(panel(amina)).to_contain_text("are sent to an AI model (Anthropic)")
    assert await marked(amina) == ["dragonn"]
    assert provider.exchanges == []
    await amina.press(amina.button(GO))
    await expect(told(amina)).to_have_text("3 ideas of the model joined the list.")
    assert await marked(amina) == ["dragonn", "very, very big", "ran", "to the lamp"]
    await expect(amina.composer).to_have_value(DRAFT)
    for reason in ("An AI model’s idea. Perhaps a word that says more.", "It says more."):
        await expect(offer(amina, "ran").get_by_text(reason, exact=True)).to_be_visible()
    await expect(offer(amina, "dragonn")).not_to_contain_text("AI model")
    await amina.picture("better-ideas")
    assert await complaints(amina.page) == []
    await amina.press(offer(amina, "dragonn").get_by_role("button", name="Accept"))
    await amina.press(offer(amina, "to the lamp").get_by_role("button", name="Accept"))
    better = DRAFT.replace("dragonn", "dragon").replace("to the lamp", "for the lamp")
    await expect(amina.composer).to_have_value(better)
    await amina.composer.press("Control+z")
    await expect(amina.composer).to_have_value(DRAFT.replace("dragonn", "dragon"))
    await amina.press(offer(amina, "very, very big").get_by_role("button", name="Leave"))
    await amina.composer.press("Control+Home")
    await amina.page.keyboard.type("Look! ")
    await amina.press(offer(amina, "ran").get_by_role("button", name="Accept"))
    await expect(amina.composer).to_have_value(
        "Look! " + DRAFT.replace("dragonn", "dragon").replace("ran", "hurried", 1)
    )
    await expect(offers(amina)).to_have_count(0)
    assert len(provider.exchanges) == 1
    assert DRAFT in provider.exchanges[0].body["messages"][0]["content"]


async def test_by_keyboard_and_by_refusals(modelled: House, guests: Guests, provider: Wire) -> None:
    """B226: by keyboard alone one asks a model and accepts; where it has no idea, where none answers and where one asks
    too often the page says so, and the draft stays as it is.
    """
    amina = await guests.arrive("Amina", kind=Typing, address=modelled.address)
    amina.forgiven.append(REFUSED)
    await amina.start()
    await amina.draft("Mira ran up the stair to the lamp.")
    await ask(amina)
    provider.usual = [said(change("ran", "hurried", "vocabulary"))]
    await amina.press(amina.button(GO))
    await expect(told(amina)).to_have_text("1 idea of the model joined the list.")
    await amina.press(offer(amina, "ran").get_by_role("button", name="Accept"))
    await expect(amina.composer).to_have_value("Mira hurried up the stair to the lamp.")
    provider.usual = [said()]
    await amina.press(amina.button(GO))
    await expect(told(amina)).to_have_text("The model would leave it as it is.")
    provider.usual = [SPEECH.refuse(401, "authentication_error")]
    await amina.press(amina.button(GO))
    await expect(panel(amina).get_by_role("alert")).to_have_text(
        "No AI model answers just now. Your draft is as it was."
    )
    await amina.press(amina.button(GO))
    await expect(panel(amina).get_by_role("alert")).to_contain_text("That was quick. Try again in")
    await expect(amina.composer).to_have_value("Mira hurried up the stair to the lamp.")


async def test_without_a_model_nothing_is_offered(guests: Guests, modelled: House) -> None:
    """B227: in a house without a model, and in a story whose host turned the co-author off, there is nothing to ask."""
    for address, rules in ((guests.address, {}), (modelled.address, {"coauthor": False})):
        amina = await guests.arrive("Amina", address=address)
        await amina.start(rules=rules)
        await amina.draft(DRAFT)
        await ask(amina)
        await expect(panel(amina)).to_contain_text("sent nowhere")
        await expect(amina.button(GO)).to_have_count(0)
        await expect(panel(amina)).not_to_contain_text("AI model")


async def test_the_youngest_get_few_and_plain_ideas(modelled: House, guests: Guests, provider: Wire) -> None:
    """B228: in a room for the youngest, on a phone, one asks for other words, sees at most three things at once,
    mistakes first, and reads the page's own reasons alone.
    """
    amina = await guests.arrive("Amina", PHONE, kind=Touching, address=modelled.address)
    await amina.start(rules={"age": "6-9"})
    await amina.draft(DRAFT)
    await ask(amina)
    provider.usual = [said(IDEAS[0], *(change(f, f"{f} then", "vocabulary") for f in ("Mira", "stair", "lamp")))]
    await amina.press(amina.button("Ask for other words"))
    await expect(told(amina)).to_have_text("3 ideas of the model joined the list.")
    await expect(panel(amina).get_by_role("status").first).to_have_text("3 things to look at, and 1 more after these")
    assert await marked(amina) == ["dragonn", "Mira", "stair"]
    await expect(offer(amina, "stair")).to_contain_text("Perhaps a word that says more.")
    await expect(panel(amina)).not_to_contain_text("It says more.")
    await told(amina).scroll_into_view_if_needed()
    await amina.picture("better-ideas")
    await amina.page.evaluate("scrollTo(0, 0)")
    assert await complaints(amina.page) == []


async def test_a_french_draft_on_a_phone(modelled: House, guests: Guests, provider: Wire) -> None:
    """B229: in French, on a phone, a model is asked about style where the browser itself knows spelling alone; all of
    it is in French, and one draft with an idea between other changes is what is accepted.
    """
    amelie = await guests.arrive("Amélie", PHONE, FRENCH, Touching, address=modelled.address)
    await amelie.start("Une lampe qui ne veut pas s’allumer.", language="fr")
    await amelie.draft("Le chateau était très très sombre, et Mira courait vers la lampe.")
    await amelie.press(amelie.button(TITLE))
    await expect(offers(amelie, TITLE)).to_have_count(1)
    provider.usual = [said(change("très très sombre", "noir comme l’ardoise", why="L’image dit plus."))]
    await expect(panel(amelie, TITLE)).to_contain_text("sont envoyés à un modèle d’IA (Anthropic)")
    await amelie.press(amelie.button("Demander pour le style et la voix"))
    await expect(told(amelie, TITLE)).to_have_text("Une idée du modèle a rejoint la liste.")
    await expect(offers(amelie, TITLE).last).to_contain_text("Idée d’un modèle d’IA.")
    await offers(amelie, TITLE).first.scroll_into_view_if_needed()
    await amelie.picture("better-ideas")
    await amelie.press(offers(amelie, TITLE).last.get_by_role("button", name="Accepter"))
    await expect(amelie.composer).to_have_value("Le chateau était noir comme l’ardoise, et Mira courait vers la lampe.")
    await amelie.page.evaluate("scrollTo(0, 0)")
    assert await complaints(amelie.page) == []
