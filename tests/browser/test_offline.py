"""Without a network: the page itself, one's own stories, and a line that waits."""

from __future__ import annotations

from typing import Any

from playwright.async_api import expect

from tests.browser.axe import complaints
from tests.browser.grown import begun, bring, texts, write
from tests.browser.guests import Guests
from tests.browser.house import House
from tests.browser.person import OFFLINE, REFUSED, Person

CONTROLLED = "() => navigator.serviceWorker.controller !== null"
COPIES = """async () => (await (await caches.open('stories')).keys())
  .map(one => new URL(one.url).pathname).filter(path => path.endsWith('/story'))"""
EVERYTHING_KEPT = """async () => {
  const urls = [];
  for (const name of await caches.keys()) {
    for (const one of await (await caches.open(name)).keys()) urls.push(one.method + ' ' + one.url);
  }
  return urls;
}"""


async def reader(house: House, guests: Guests, name: str = "Amina") -> Person:
    """Somebody whose line to the house can be cut, and whose browser has its service worker."""
    person = await guests.arrive(name, address=house.cable.address)
    person.forgiven += [OFFLINE, REFUSED]
    await person.call("/api/me", {"name": name})
    await person.page.goto(f"{person.address}/stories")
    await person.comes_to(CONTROLLED)
    return person


async def cut(house: House, person: Person) -> None:
    await house.cable.cut()
    await person.context.set_offline(True)


async def mend(house: House, person: Person) -> None:
    await house.cable.mend()
    await person.context.set_offline(False)


async def story(person: Person, passages: int = 5) -> str:
    world = begun()
    write(world, passages, texts())
    room: str = (await bring(person, world))["id"]
    return room


async def read(person: Person, room: str, passages: int = 5) -> None:
    await person.page.goto(f"{person.address}/read/{room}")
    await expect(person.page.locator("article")).to_have_count(passages)


async def test_the_page_can_be_installed(house: House, guests: Guests) -> None:
    """B148: a browser finds nothing that keeps it from installing the page: manifest, icons, service worker."""
    amina = await reader(house, guests)
    session = await amina.context.new_cdp_session(amina.page)
    told: dict[str, Any] = await session.send("Page.getInstallabilityErrors")
    errors = [one["errorId"] for one in told["installabilityErrors"]]
    assert set(errors) <= {"in-incognito"}, errors
    manifest = await (await amina.context.request.get(f"{amina.address}/manifest.webmanifest")).json()
    for icon in manifest["icons"]:
        answer = await amina.context.request.get(f"{amina.address}{icon['src']}")
        assert answer.headers["content-type"] == icon["type"]


async def test_a_story_that_was_opened_once_is_read_offline(house: House, guests: Guests) -> None:
    """B149: offline the page opens, says what it is, and shows the stories that were read here, and only those."""
    amina = await reader(house, guests)
    room, unread = await story(amina), await story(amina)
    await read(amina, room)
    await amina.page.goto(f"{amina.address}/stories")
    await expect(amina.page.get_by_text("Readable offline")).to_have_count(1)
    await cut(house, amina)
    await read(amina, room)
    await expect(amina.page.get_by_text("You are offline: this is the copy on this device.")).to_be_visible()
    await amina.picture("offline-reading")
    assert await complaints(amina.page) == []
    await amina.page.goto(f"{amina.address}/stories")
    await expect(amina.page.get_by_text("You are offline. These can be read here")).to_be_visible()
    await expect(amina.page.get_by_text("Readable offline")).to_have_count(1)
    await amina.page.goto(f"{amina.address}/read/{unread}")
    await expect(amina.page.get_by_role("alert")).to_be_visible()


async def test_a_line_waits_through_a_page_that_was_opened_offline(house: House, guests: Guests) -> None:
    """B150: a line that could not be sent waits through a page opened offline, which says so, and lands when back."""
    amina, marek = await reader(house, guests), await guests.arrive("Marek")
    card = await amina.start()
    await marek.join(card["code"])
    await amina.write("The lamp went out at nine.")
    await amina.comes_to(f"async () => (await ({COPIES})()).length > 0")
    await cut(house, amina)
    await amina.draft("It came back at ten.")
    await amina.button(amina.words.add).click()
    await expect(amina.story.get_by_role("article", name=amina.words.sending)).to_be_visible()
    await amina.page.goto(f"{amina.address}/r/{card['id']}")
    await expect(amina.page.get_by_text("1 line waits to be sent")).to_be_visible()
    await amina.picture("offline-room")
    assert await complaints(amina.page) == []
    await amina.button("Read your copy").click()
    await expect(amina.page.locator("article")).to_contain_text("The lamp went out at nine.")
    await amina.page.go_back()
    await expect(amina.page.get_by_text("1 line waits to be sent")).to_be_visible()
    await mend(house, amina)
    await amina.holds(["The lamp went out at nine.", "It came back at ten."])
    await marek.holds(["The lamp went out at nine.", "It came back at ten."])


async def test_one_visit_is_enough_to_read_offline(house: House, guests: Guests) -> None:
    """B153: whoever was in a room once, and nowhere else, finds it offline: on the shelf, and to be read."""
    amina = await guests.arrive("Amina", address=house.cable.address)
    amina.forgiven += [OFFLINE, REFUSED]
    card = await amina.start()
    await amina.write("The lamp went out at nine.")
    await amina.comes_to(f"async () => (await ({COPIES})()).length > 0")
    await cut(house, amina)
    await amina.page.goto(f"{amina.address}/stories")
    await expect(amina.page.get_by_text("You are offline. These can be read here")).to_be_visible()
    await expect(amina.page.get_by_text("Readable offline")).to_have_count(1)
    await read(amina, card["id"], 1)


async def test_who_may_not_read_has_no_copy(house: House, guests: Guests) -> None:
    """B151: access that ends takes the copy with it, and so does another person at the same browser."""
    amina, marek = await guests.arrive("Amina"), await reader(house, guests, "Marek")
    card = await amina.start()
    await amina.write("The lamp went out at nine.")
    await marek.join(card["code"])
    await read(marek, card["id"], 1)
    kept = [f"/api/rooms/{card['id']}/story"]
    assert await marek.page.evaluate(COPIES) == kept
    await marek.page.goto(f"{marek.address}/r/{card['id']}")
    await marek.reads("The lamp went out at nine.")
    await amina.host_does("Marek", "Close the story to them")
    await expect(marek.page.get_by_role("heading", name="The host closed this story to you.")).to_be_visible()
    await marek.comes_to(f"async () => (await ({COPIES})()).length === 0")
    own = await story(marek)
    await read(marek, own)
    await marek.context.clear_cookies()
    await marek.call("/api/me", {"name": "Otto"})
    await marek.page.goto(f"{marek.address}/")
    await marek.comes_to(f"async () => (await ({COPIES})()).length === 0")


async def test_nothing_that_opens_a_door_is_kept(house: House, guests: Guests) -> None:
    """B152: kept for offline are the page's files, one's name, shelf, books and trees: no ticket, code or link."""
    amina = await reader(house, guests)
    room = await story(amina)
    for path in (f"/r/{room}", f"/keep/{room}", f"/tree/{room}", f"/replay/{room}", f"/read/{room}", "/stories"):
        await amina.page.goto(f"{amina.address}{path}")
        await expect(amina.page.get_by_role("heading", level=1)).to_be_attached()
    await amina.comes_to(f"async () => (await ({COPIES})()).length > 0")
    for url in await amina.page.evaluate(EVERYTHING_KEPT):
        method, path = url.split(" ", 1)
        path = path.removeprefix(amina.address).split("?", 1)[0]
        assert method == "GET"
        known = path in ("/", "/icon.svg", "/manifest.webmanifest", "/api/me", "/api/stories")
        assert known or path.startswith("/assets/") or path in (f"/api/rooms/{room}/story", f"/api/rooms/{room}/tree")
