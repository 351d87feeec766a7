"""Better sentences: single changes to one's own draft, found in the browser, each to accept or to leave."""

from __future__ import annotations

import re

from playwright.async_api import Locator, Request, Route, expect

from server.page import BUILT
from tests.browser.axe import complaints
from tests.browser.guests import PHONE, Guests, Touching, Typing
from tests.browser.house import House
from tests.browser.person import OFFLINE, REFUSED, Person
from tests.browser.test_offline import CONTROLLED, cut, mend
from tests.browser.words import FRENCH
from tests.waiting import until_asked

CHECKER = "/assets/checker/"
MISTAKES = "The dragonn sleeped on it's gold. She go to the harbour evry day, very cold , and could of run."
KEPT = """async () => {
  const kept = await (await caches.open('later')).keys();
  return kept.filter(one => one.url.endsWith('.wasm') || one.url.endsWith('.js')).length;
}"""


def panel(person: Person, name: str = "Better sentences") -> Locator:
    return person.page.get_by_role("region", name=name)


def offers(person: Person, name: str = "Better sentences") -> Locator:
    return panel(person, name).get_by_role("listitem")


def offer(person: Person, word: str) -> Locator:
    return offers(person).filter(has=person.page.locator("del", has_text=re.compile(f"^{re.escape(word)}$")))


async def ask(person: Person) -> None:
    await person.press(person.button("Better sentences"))
    await expect(panel(person).get_by_role("status").first).to_have_text(re.compile(r"to look at|It reads well"))


async def marked(person: Person) -> list[str]:
    return await offers(person).locator("del").all_inner_texts()


async def test_a_draft_gets_better_one_change_at_a_time(guests: Guests) -> None:
    """B190: changes to a draft are offered one by one; what is accepted is changed, what is left is not, nothing
    changes by itself, and Ctrl+Z takes an accepted change back.
    """
    amina = await guests.arrive("Amina")
    await amina.start()
    await amina.draft(MISTAKES)
    await ask(amina)
    assert await marked(amina) == ["dragonn", "sleeped", "it's", "go", "evry", "cold ,", "could of"]
    await expect(amina.composer).to_have_value(MISTAKES)
    await amina.press(offer(amina, "it's").get_by_role("button", name="Accept"))
    better = MISTAKES.replace("it's", "its")
    await expect(amina.composer).to_have_value(better)
    await expect(offers(amina)).to_have_count(6)
    await amina.press(offer(amina, "sleeped").get_by_role("button", name="Leave"))
    await expect(offers(amina)).to_have_count(5)
    await expect(amina.composer).to_have_value(better)
    await amina.press(offer(amina, "evry").get_by_role("button", name="or “very”"))
    await expect(amina.composer).to_have_value(better.replace("evry", "very"))
    await amina.composer.press("Control+z")
    await expect(amina.composer).to_have_value(better)
    await amina.composer.press("Control+z")
    await expect(amina.composer).to_have_value(MISTAKES)
    await expect(offer(amina, "it's")).to_have_count(1)
    await expect(offer(amina, "sleeped")).to_have_count(0)
    await amina.picture("better-sentences")
    assert await complaints(amina.page) == []
    await amina.page.reload()
    await expect(amina.composer).to_have_value(MISTAKES)


async def test_the_names_of_a_story_are_right(guests: Guests) -> None:
    """B191: who sits here, and who was named in the story, is no mistake; a word that one calls a name is none in this
    story on this device from then on.
    """
    amina, marek = await guests.arrive("Amina"), await guests.arrive("Xquorl")
    card = await amina.start()
    await marek.join(card["code"])
    await marek.write("They all waited for Ysoldra at the gate.")
    await amina.reads("They all waited for Ysoldra at the gate.")
    await amina.draft("Ysoldra’s lamp went out, Xquorl laughed, and Grumbolt slept.")
    await ask(amina)
    assert await marked(amina) == ["Grumbolt"]
    await amina.press(offer(amina, "Grumbolt").get_by_role("button", name="It is a name"))
    await expect(panel(amina).get_by_role("status")).to_have_text("Nothing stands out. It reads well.")
    await amina.page.reload()
    await amina.draft("Then Grumbolt woke up, and saw a dragonn.")
    await ask(amina)
    assert await marked(amina) == ["dragonn"]


async def test_a_checker_comes_when_it_is_asked_for(guests: Guests) -> None:
    """B192: nothing of a checker is fetched before somebody asks for it; then it is fetched from the house alone, and
    packed; what reads the draft may reach no network, and the page itself may still not compile WebAssembly.
    """
    amina = await guests.arrive("Amina")
    fetched: list[Request] = []
    amina.page.on("request", lambda request: fetched.append(request))
    await amina.start()
    await amina.draft(MISTAKES)
    await amina.comes_to(CONTROLLED)
    assert [request.url for request in fetched if CHECKER in request.url or "Better" in request.url] == []
    kept = await amina.page.evaluate(
        "async () => (await Promise.all((await caches.keys()).map(async name => "
        "(await (await caches.open(name)).keys()).map(one => one.url)))).flat()"
    )
    assert kept
    assert [url for url in kept if CHECKER in url] == []
    sent = len(fetched)
    await ask(amina)
    later = [request for request in fetched[sent:] if CHECKER in request.url]
    worker = next(request.url for request in later if request.url.endswith(".js"))
    assert any(request.url.endswith(".wasm") for request in later)
    assert {request.method for request in fetched[sent:]} == {"GET"}
    policies = [
        (await amina.context.request.get(url)).headers["content-security-policy"] for url in (worker, amina.page.url)
    ]
    assert policies[0] == "default-src 'none'; script-src 'wasm-unsafe-eval'; connect-src blob:"
    assert "unsafe" not in policies[1]
    engine = next(request.url for request in later if request.url.endswith(".wasm"))
    packed = BUILT / f"{engine.removeprefix(f'{amina.address}/')}.gz"
    headers = (await amina.context.request.get(engine)).headers
    assert (headers["content-encoding"], int(headers["content-length"])) == ("gzip", packed.stat().st_size)
    assert headers["content-type"] == "application/wasm"
    assert "immutable" in headers["cache-control"]


async def test_drafts_get_better_without_a_network(house: House, guests: Guests) -> None:
    """B193: who asked once can ask without a network too: the checker is kept on this device."""
    amina = await guests.arrive("Amina", address=house.cable.address)
    amina.forgiven += [OFFLINE, REFUSED]
    await amina.start()
    await amina.comes_to(CONTROLLED)
    await amina.draft("The dragonn slept.")
    await ask(amina)
    await amina.comes_to(f"async () => (await ({KEPT})()) === 2")
    await amina.press(panel(amina).get_by_role("button", name="Close"))
    await cut(house, amina)
    await amina.draft("The dragonn sleeped.")
    await ask(amina)
    assert await marked(amina) == ["dragonn", "sleeped"]
    await mend(house, amina)


async def test_french_drafts_are_spelled(guests: Guests) -> None:
    """B194: in a French story the spelling is checked, and the page says that it is only that."""
    amelie = await guests.arrive("Amélie", PHONE, FRENCH, Touching)
    await amelie.start("Une lampe qui ne veut pas s’allumer.", language="fr")
    await amelie.draft("Le chateau d’Amélie brûlait, et qelqu’un s’enfuit : « Aujourd’hui, dit-il, tout est perdu ! »")
    title = "Améliorer mes phrases"
    await amelie.press(amelie.button(title))
    await expect(panel(amelie, title).get_by_role("status")).to_have_text("2 points à regarder")
    assert await offers(amelie, title).locator("del").all_inner_texts() == ["chateau", "qelqu’un"]
    await expect(panel(amelie, title)).to_contain_text("En français, seule l’orthographe est vérifiée.")
    await amelie.picture("better-sentences")
    assert await complaints(amelie.page) == []
    await amelie.press(offers(amelie, title).first.get_by_role("button", name="Accepter"))
    await expect(amelie.composer).to_have_value(re.compile("^Le château d’Amélie"))


async def test_the_keyboard_is_enough(guests: Guests) -> None:
    """B195: by keyboard alone one asks, accepts, stands at the next offer, leaves it, and Escape leads back to the
    draft.
    """
    amina = await guests.arrive("Amina", kind=Typing)
    await amina.start()
    await amina.draft("The dragonn sleeped. She go home.")
    await ask(amina)
    await amina.press(offer(amina, "dragonn").get_by_role("button", name="Accept"))
    await expect(amina.composer).to_have_value("The dragon sleeped. She go home.")
    await expect(offer(amina, "sleeped").get_by_role("button", name="Accept")).to_be_focused()
    await amina.page.keyboard.press("Tab")
    await expect(offer(amina, "sleeped").get_by_role("button", name="Leave")).to_be_focused()
    await amina.page.keyboard.press("Enter")
    await expect(offer(amina, "go").get_by_role("button", name="Accept")).to_be_focused()
    await amina.page.keyboard.press("Enter")
    await expect(amina.composer).to_have_value("The dragon sleeped. She goes home.")
    await expect(panel(amina).get_by_role("button", name="Close")).to_be_focused()
    await amina.page.keyboard.press("Escape")
    await expect(panel(amina)).to_have_count(0)
    await expect(amina.composer).to_be_focused()


async def test_only_plain_misspellings_are_accepted_together(guests: Guests) -> None:
    """B196: all at once are accepted only misspellings that are one letter off; the others wait for an answer each."""
    amina = await guests.arrive("Amina", PHONE, kind=Touching)
    await amina.start()
    await amina.draft("The dragonn lived in Parris, evry day of it's life.")
    await ask(amina)
    await offers(amina).first.scroll_into_view_if_needed()
    await amina.picture("better-sentences")
    await amina.press(amina.button("Accept all 2 spellings"))
    await expect(amina.composer).to_have_value("The dragon lived in Parris, every day of it's life.")
    await expect(offers(amina)).to_have_count(2)
    await amina.page.evaluate("scrollTo(0, 0)")
    assert await complaints(amina.page) == []


async def test_a_checker_that_does_not_come(guests: Guests) -> None:
    """B197: a checker that cannot be fetched is said to be missing, the draft stays, and one can ask again."""
    amina = await guests.arrive("Amina", service_workers="block")
    amina.forgiven += [OFFLINE, "Service Worker registration blocked"]
    await amina.start()
    await amina.draft("The dragonn slept.")

    async def drop(route: Route) -> None:
        await route.abort()

    await amina.page.route("**/*.wasm", drop)
    await amina.press(amina.button("Better sentences"))
    await expect(panel(amina).get_by_role("alert")).to_contain_text("The checker did not come.")
    await expect(amina.composer).to_have_value("The dragonn slept.")
    await amina.page.unroute("**/*.wasm")
    await amina.press(amina.button("Try once more"))
    await expect(offers(amina)).to_have_count(1)


async def test_who_writes_on_is_read_again(guests: Guests) -> None:
    """B198: while one writes on, offers stay with their words; after a pause the new words are read too, and a caret in
    the middle of the draft stays at its words when a change is accepted.
    """
    amina = await guests.arrive("Amina")
    await amina.start()
    await amina.draft("The dragonn slept.")
    await ask(amina)
    await amina.composer.press("End")
    await amina.page.keyboard.type(" Evry night.")
    await expect(offers(amina)).to_have_count(2)
    await amina.composer.evaluate("area => area.setSelectionRange(18, 18)")
    await amina.press(offer(amina, "dragonn").get_by_role("button", name="Accept"))
    await expect(amina.composer).to_have_value("The dragon slept. Evry night.")

    async def stands() -> bool:
        at: int = await amina.composer.evaluate("area => area.selectionStart")
        return at == 17

    await until_asked("the caret stands behind its words", stands)


async def test_children_are_shown_little_at_once(guests: Guests) -> None:
    """B199: in a room for the youngest three things are pointed out at once, the next ones after these, in the page's
    own kind words alone, and nothing is offered that the room would withhold.
    """
    amina = await guests.arrive("Amina", PHONE, kind=Touching)
    await amina.start(rules={"age": "6-9"})
    await amina.draft(f"{MISTAKES} A cunf.")
    await ask(amina)
    assert await marked(amina) == ["dragonn", "sleeped", "it's"]
    await expect(panel(amina).get_by_role("status")).to_have_text("3 things to look at, and 3 more after these")
    await expect(offer(amina, "it's")).to_contain_text("These words go together better this way.")
    await expect(offer(amina, "it's")).not_to_contain_text("possessive")
    for word in ("dragonn", "sleeped", "it's"):
        await amina.press(offer(amina, word).get_by_role("button", name="Leave"))
    await expect(offers(amina)).to_have_count(3)
    assert await marked(amina) == ["go", "evry", "cunf"]
    await expect(offer(amina, "cunf")).not_to_contain_text("cunt")
    await expect(offer(amina, "cunf").get_by_role("button", name="Accept")).to_be_visible()
