"""The states of the page that are worth a picture, each set up by people in their own windows.

The one before the camera reads the language that is photographed; the others act, in English.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from playwright.async_api import expect

from tests.browser.camera import Camera
from tests.browser.grown import Story, begun, bring, texts, tree, write
from tests.browser.house import House
from tests.browser.person import Person
from tests.browser.words import Words

STRICT = {
    "words": 200, "timer_seconds": 180, "lobby": True, "characters": "own", "live_drafts": False,
    "tone": "Gentle, a little absurd, nobody dies", "secret_votes": True, "slow_seconds": 60,
}  # fmt: skip
CONTROLLED = "() => navigator.serviceWorker.controller !== null"


@dataclass
class Stage:
    house: House
    camera: Camera
    story: Story
    amina: Person
    marek: Person
    jun: Person

    @property
    def words(self) -> Words:
        return self.amina.words

    @property
    def others(self) -> tuple[Person, Person]:
        return self.marek, self.jun

    async def room(self, host: Person, *others: Person, passages: int = 0, **more: Any) -> dict[str, Any]:
        """A room with the first passages of the story in it, which its host brings."""
        language = self.camera.language
        card = await host.start(self.story.premise, title=self.story.title, language=language, **more)
        for other in others:
            await other.join(card["code"])
        for number, (_, text) in enumerate(self.story.passages[:passages]):
            await (host, *others)[number % (1 + len(others))].write(text)
        return card

    def line(self, number: int) -> str:
        """A sentence or two of the story, from its end."""
        text = self.story.passages[-number][1].splitlines()[0]
        return ". ".join(text.split(". ")[:2]).rstrip(".") + "."

    async def visit(self, path: str, see: str) -> None:
        await self.amina.page.goto(f"{self.amina.address}{path}")
        await self.amina.page.locator(see).first.wait_for(state="attached")


async def doors(stage: Stage) -> None:
    amina, shoot = stage.amina, stage.camera.shoot
    await stage.visit("/", "form")
    await shoot("start")
    for summary in await amina.page.locator("summary").all():
        await summary.click()
    await shoot("start-rules", amina.page.locator("summary").last)
    await amina.page.goto(f"{amina.address}/join")
    await shoot("join")
    card = await stage.room(stage.marek, passages=1, rules=STRICT)
    await amina.page.goto(f"{amina.address}/j/{card['code']}")
    await amina.button(amina.words.join).wait_for()
    await shoot("invited")
    await amina.enter(amina.page.get_by_label(amina.words.name), amina.name)
    await amina.button(amina.words.join).click()
    await stage.marek.button("Let in: Amina").wait_for()
    await shoot("lobby")
    await stage.marek.button("Let in: Amina").click()
    await amina.now.wait_for()
    await shoot("strict", amina.composer)
    await stage.marek.host_does("Amina", "Remove")
    await expect(amina.story).to_have_count(0)
    await shoot("removed")


async def knocking(stage: Stage) -> None:
    card = await stage.room(stage.amina, passages=2, rules={"lobby": True})
    for person in stage.others:
        await person.page.goto(f"{person.address}/j/{card['code']}")
        await person.enter(person.page.get_by_label(person.words.name), person.name)
        await person.button(person.words.join).click()
    await stage.amina.page.locator("[aria-label$=Jun]").first.wait_for(state="attached")
    await stage.camera.shoot("knocking")


async def empty(stage: Stage) -> None:
    await stage.room(stage.amina, *stage.others)
    await stage.camera.shoot("empty")


async def evening(stage: Stage) -> None:
    amina, (marek, jun), shoot = stage.amina, stage.others, stage.camera.shoot
    await stage.room(amina, marek, jun)
    by = {"Amina": amina, "Marek": marek, "Jun": jun}
    for name, text in stage.story.passages:
        await by[name].write(text)
    await amina.page.evaluate("scrollTo(0, 0)")
    await shoot("top")
    await marek.draft(stage.story.passages[1][1][:120])
    await amina.draft(stage.story.passages[0][1][:90])
    await shoot("writing", amina.now)
    for person in (amina, marek):
        await person.draft("")
    await amina.button(amina.words.ask).click()
    await expect(amina.story.locator("article[aria-hidden=true] p")).to_contain_text(" ")
    await amina.button(amina.words.stop).click()
    await amina.button(amina.words.keep).wait_for()
    await shoot("unfinished", amina.now)
    await amina.button(amina.words.go_on).click()
    await amina.ways_on.first.wait_for(timeout=30_000)
    await shoot("ways-on", amina.now)


async def panels(stage: Stage) -> None:
    amina, page, shoot = stage.amina, stage.amina.page, stage.camera.shoot
    await stage.room(amina, *stage.others, passages=3)
    for person, text in ((stage.jun, "the notice should say which Thursday"), (stage.marek, "both, surely")):
        await person.page.get_by_label("Say something aside").fill(text)
        await person.page.keyboard.press("Enter")
    for name in ("invite", "look"):
        await page.get_by_role("button", name=getattr(amina.words, name)).click()
        await shoot(name)
        await page.keyboard.press("Escape")

    async def people() -> None:
        await page.keyboard.press("Escape")
        await page.keyboard.press("Escape")
        await amina.open_people()
        await page.get_by_role("button", name=re.compile("(with|avec) Jun$")).click()

    async def settings() -> None:
        await people()
        await amina.button(amina.words.settings).click()
        await page.locator("dialog summary").last.click()

    await shoot("people", before=people)
    await shoot("settings", before=settings)


async def turns(stage: Stage) -> None:
    amina, shoot = stage.amina, stage.camera.shoot
    await stage.room(amina, *stage.others, passages=3, mode="round_robin", rules={"timer_seconds": 600})
    await shoot("my-turn", amina.now)
    await amina.button(amina.words.pass_turn).click()
    await amina.composer.wait_for(state="detached")
    await shoot("not-my-turn", amina.now)
    await stage.house.cable.cut()
    await amina.page.get_by_text(amina.words.away).wait_for()
    await shoot("cut-off", amina.now)
    await stage.house.cable.mend()


async def round_of_lines(stage: Stage) -> None:
    amina, marek, shoot = stage.amina, stage.marek, stage.camera.shoot
    await stage.room(amina, *stage.others, mode="round", rules={"timer_seconds": 900})
    await shoot("round-empty")
    await hand_in(marek, stage.line(1))
    await amina.draft(stage.line(2))
    await shoot("round", amina.now)
    await amina.page.keyboard.press("Control+Enter")
    await amina.composer.wait_for(state="detached")
    await shoot("round-mine-is-in", amina.now)


async def vote_on_lines(stage: Stage) -> None:
    amina, (marek, jun), shoot = stage.amina, stage.others, stage.camera.shoot
    await stage.room(amina, *stage.others, mode="vote", rules={"vote_seconds": 3600})
    await hand_in(marek, stage.line(1))
    await amina.draft(stage.line(2))
    await shoot("vote-gathering", amina.now)
    await amina.page.keyboard.press("Control+Enter")
    await amina.composer.wait_for(state="detached")
    await jun.draft(stage.line(3))
    await jun.button("Hand in").click()
    await marek.page.keyboard.press("Escape")
    card = marek.page.get_by_role("region", name="Which line does the story take?")
    await card.get_by_role("listitem").nth(0).get_by_role("button").click()
    await jun.page.get_by_role("region", name="Which line").get_by_role("button").nth(0).click()
    await expect(amina.page.locator("section[aria-labelledby=vote] li").first).to_contain_text("2")
    await shoot("vote", amina.page.locator("section[aria-labelledby=vote]"))
    await amina.page.locator("section[aria-labelledby=vote] li button").first.click()
    await amina.story.locator("article").first.wait_for()
    await shoot("vote-decided", amina.now)
    await shoot("leaves", amina.story.locator("article").first)


async def relay(stage: Stage) -> None:
    await stage.room(stage.amina, *stage.others, mode="relay")
    await stage.amina.write(stage.line(1))
    await stage.marek.write(stage.line(2))
    await stage.camera.shoot("relay", stage.amina.now)


async def host_picks(stage: Stage) -> None:
    amina = stage.amina
    await stage.room(amina, *stage.others, passages=1, mode="host_picks")
    await stage.camera.shoot("host-picks", amina.now)

    async def give() -> None:
        await amina.page.keyboard.press("Escape")
        await amina.page.keyboard.press("Escape")
        await amina.open_people()
        await amina.page.get_by_role("button", name=re.compile("(with|avec) Jun$")).click()

    await stage.camera.shoot("host-picks-whom", before=give)


async def reading_along(stage: Stage) -> None:
    card = await stage.room(stage.marek, passages=2, rules={"newcomers": "reader"})
    await stage.amina.join(card["code"])
    await stage.camera.shoot("reading-along", stage.amina.now)


async def margin(stage: Stage) -> None:
    amina, (marek, jun), page = stage.amina, stage.others, stage.amina.page
    await stage.room(amina, *stage.others, passages=4)
    first = amina.story.locator("article").first
    for person, reaction in ((marek, "Tears"), (jun, "Brilliant")):
        passage = person.passages.first
        await passage.focus()
        await passage.get_by_role("button", name="React").click()
        await person.button(reaction).click()
    await marek.passages.first.focus()
    await marek.passages.first.get_by_role("button", name="Margin", exact=True).click()
    await marek.page.get_by_role("textbox", name="A note in the margin").fill(stage.line(2))
    await marek.button("Write it down").click()
    await marek.button("Suggest other words").click()
    words = marek.page.get_by_role("textbox", name="The passage in your words")
    text = await words.input_value()
    await words.fill(text.replace(". ", "; ", 1))
    await marek.button("Suggest it").click()
    await marek.button("Close").click()
    mark = first.locator("button", has=page.locator(".sr-only"), has_text=re.compile("marge|margin")).last
    await mark.wait_for()
    await page.keyboard.press("Escape")
    await stage.camera.shoot("margin-marks", first)
    await mark.click()
    await page.locator("ins").first.wait_for()
    await stage.camera.shoot("margin-sheet")


async def since(stage: Stage) -> None:
    amina, (marek, jun) = stage.amina, stage.others
    card = await stage.room(amina, *stage.others, passages=2)
    await amina.comes_to("""() => JSON.parse(localStorage.getItem(
        Object.keys(localStorage).find(key => key.endsWith(':seen'))) ?? '{}').seq >= 5""")
    await amina.page.goto(f"{amina.address}/stories")
    for person, number in ((marek, 1), (jun, 2), (marek, 3)):
        await person.write(stage.line(number))
    await amina.page.goto(f"{amina.address}/r/{card['id']}")
    await amina.now.wait_for()
    await stage.camera.shoot("since", amina.now)


async def asking(stage: Stage) -> None:
    amina, (marek, jun), shoot = stage.amina, stage.others, stage.camera.shoot
    await stage.room(amina, *stage.others, passages=2, rules={"vote_seconds": 3600})
    menu = amina.page.get_by_role("button", name=re.compile("^(Ask the room|Demander à tous)$"))
    await menu.click()
    await shoot("ask-the-room")
    await amina.page.keyboard.press("Escape")
    for person, number in ((marek, 1), (jun, 2)):
        await person.button("Ask the room").click()
        await person.button("Offer a way on").click()
        await person.page.get_by_label("How could it go on?").fill(stage.line(number)[:290])
        await person.button("Offer it").click()
    await amina.ways_on.nth(1).wait_for()
    await shoot("ways-of-people", amina.now)
    await marek.button("Ask the room").click()
    await marek.button("Is the story told?").click()
    await jun.button(re.compile("^Yes")).click()
    await expect(amina.page.locator("section[aria-labelledby=vote] li").first).to_contain_text("1")
    await shoot("vote-on-the-end", amina.now)
    await marek.button(re.compile("^Yes")).click()
    await amina.page.locator("section[aria-labelledby=vote] li button").first.click()
    await amina.page.get_by_text(re.compile("^(The end|Fin)$")).wait_for()
    await shoot("the-end", amina.now)


async def pages(stage: Stage) -> None:
    """The pages around a room, of a story that took long to write."""
    amina, shoot, language = stage.amina, stage.camera.shoot, stage.camera.language
    grown = (await bring(amina, tree(300, language)))["id"]
    world = begun(language)
    write(world, 20, texts(language, chapters=4))
    book = (await bring(amina, world))["id"]
    branches = (await (await amina.context.request.get(f"{amina.address}/api/rooms/{grown}/tree")).json())["branches"]
    one, other = (branch["id"] for branch in branches[-2:])
    chapter = re.compile("^(Chapter|Chapitre) 4$")

    async def contents() -> None:
        await stage.visit(f"/read/{book}", "article")
        summary = amina.page.get_by_text(re.compile("^(Contents|Sommaire)$"))
        if await summary.evaluate("one => one.tagName === 'SUMMARY'"):
            await summary.click()

    async def within() -> None:
        await contents()
        await amina.page.get_by_role("link", name=chapter).first.click()

    async def moment() -> None:
        await stage.visit(f"/replay/{grown}", "input[type=range]")
        await amina.page.get_by_role("slider").fill("260")
        await amina.page.locator("article").first.wait_for()

    async def chosen() -> None:
        await stage.visit(f"/tree/{grown}", "[data-stop]")
        await amina.page.get_by_role("button", name=re.compile(r"^Marek ?: ")).nth(2).click()

    for state, path, see in (
        ("map", f"/tree/{grown}", "[data-stop]"),
        ("compare", f"/tree/{grown}?compare={one},{other}", "h2"),
        ("read", f"/read/{book}", "article"),
        ("keep", f"/keep/{book}", "output"),
        ("stories", "/stories", "li"),
    ):
        await shoot(state, before=lambda path=path, see=see: stage.visit(path, see))  # type: ignore[misc]
    for state, before in (("map-chosen", chosen), ("contents", contents), ("chapter", within), ("replay", moment)):
        await shoot(state, before=before)
    await stage.visit(f"/keep/{book}", "output")
    await amina.page.get_by_role("button", name=re.compile("(link to read|lien de lecture|lien pour lire)")).click()
    link = await amina.page.locator("input[readonly]").first.input_value()
    await shoot("keep-link", amina.page.locator("input[readonly]").first)
    await shoot("shared", before=lambda: stage.visit(link.removeprefix(amina.address), "article"))
    await amina.page.goto(amina.address)
    await amina.page.locator("input[type=file]").set_input_files(
        {"name": "The lamp.md", "mimeType": "text/markdown", "buffer": b"# One\n\nIt was dark."}
    )
    await shoot("bring", amina.page.locator("form").last)


async def offline(stage: Stage) -> None:
    amina = stage.amina
    card = await stage.room(amina, passages=3)
    await amina.comes_to(CONTROLLED)
    for path, see in ((f"/read/{card['id']}", "article"), ("/stories", "li"), (f"/r/{card['id']}", "article")):
        await stage.visit(path, see)
    await stage.house.cable.cut()
    await amina.context.set_offline(True)
    await amina.draft(stage.line(1))
    await amina.page.keyboard.press("Control+Enter")
    for state, path, see in (
        ("offline-room", f"/r/{card['id']}", "main button"),
        ("offline-read", f"/read/{card['id']}", "article"),
        ("offline-stories", "/stories", "li"),
    ):
        await stage.camera.shoot(state, before=lambda path=path, see=see: stage.visit(path, see))  # type: ignore[misc]
    await amina.context.set_offline(False)
    await stage.house.cable.mend()


async def hand_in(person: Person, line: str) -> None:
    await person.draft(line)
    await person.button("Hand in").click()
    await expect(person.page.get_by_role("region", name="Your line")).to_contain_text(line[:40])


SCENES: tuple[Callable[[Stage], Awaitable[None]], ...] = (
    doors, knocking, empty, evening, panels, turns, round_of_lines, vote_on_lines, relay, host_picks, reading_along,
    margin, since, asking, pages, offline,
)  # fmt: skip
