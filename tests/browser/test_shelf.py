"""One's own stories: the shelf, what is taken away from it, and what is brought."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.axe import complaints
from tests.browser.grown import begun, bring, texts, tree, write
from tests.browser.guests import DESK, PHONE, Guests
from tests.browser.house import open_house
from tests.browser.person import REFUSED, Person
from tests.databases import released


async def download(person: Person, name: str, to: Path) -> Path:
    async with person.page.expect_download() as coming:
        await person.page.get_by_role("link", name=name).click()
    file = to / (await coming.value).suggested_filename
    await (await coming.value).save_as(file)
    return file


async def bring_file(person: Person, file: Path) -> str:
    """Through the first page. The room it became."""
    await person.page.goto(person.address)
    await person.page.locator("input[type=file]").set_input_files(file)
    await person.page.get_by_label(person.words.name).last.fill(person.name)
    await person.button("Open it").click()
    await expect(person.now).to_be_visible()
    return person.page.url.rsplit("/", 1)[1]


HELD = """() => {
  const fetch = window.fetch;
  window.fetch = async (asked, ...more) => {
    const answer = await fetch(asked, ...more);
    if (String(asked).includes('state=open')) window.came = true;
    if (String(asked).includes('state=archived')) await new Promise(go => { window.letGo = go; });
    return answer;
  };
}"""
"""The answer to one choice comes when it is let go."""
LET_GO = """async () => {
  window.letGo();
  for (let n = 0; n < 10; n++) await new Promise(done => requestAnimationFrame(done));
}"""


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1440", "390"])
async def test_my_stories_are_found_put_away_and_left(guests: Guests, size: dict[str, int]) -> None:
    """B143: the shelf is searched and sorted; stories are put away, taken out, left; an empty one says what to do."""
    amina = await guests.arrive("Amina", size)
    page = amina.page
    await amina.call("/api/me", {"name": amina.name})
    await page.goto(f"{amina.address}/stories")
    await expect(page.get_by_text("Your shelf is empty.")).to_be_visible()
    await amina.picture("shelf-empty")
    await amina.start("A lamp that will not light.", title="The Lamp")
    await amina.write("It was dark, and it stayed dark.")
    await amina.start("The sea has left.", title="A Sea")
    await page.goto(f"{amina.address}/stories")
    titles = page.get_by_role("list", name="My stories").locator("span.italic")
    await expect(titles).to_have_text(["A Sea", "The Lamp"])
    await page.get_by_label("Order").select_option(label="Title")
    await expect(titles).to_have_text(["A Sea", "The Lamp"])
    await page.get_by_label("Find a story").fill("will not")
    await expect(titles).to_have_text(["The Lamp"])
    await expect(page.get_by_text("1 passage")).to_be_visible()
    await amina.picture("shelf")
    assert await complaints(page) == []
    await amina.button("More for “The Lamp”").click()
    await amina.button("Put away").click()
    await expect(page.get_by_text("No story of yours is like that.")).to_be_visible()
    await page.keyboard.press("Escape")
    await page.get_by_label("Find a story").fill("")
    await page.get_by_role("radio", name="Put away").check(force=True)
    await expect(titles).to_have_text(["The Lamp"])
    await amina.button("More for “The Lamp”").click()
    await amina.button("Take out again").click()
    await page.keyboard.press("Escape")
    await page.get_by_role("radio", name="Being written").check(force=True)
    await amina.button("More for “A Sea”").click()
    await amina.button("Leave").click()
    await page.get_by_role("dialog", name="Leave").get_by_role("button", name="Leave").click()
    await expect(titles).to_have_text(["The Lamp"])
    await titles.first.click()
    await amina.reads("It was dark, and it stayed dark.")


async def test_the_shelf_shows_what_is_chosen_now(guests: Guests) -> None:
    """B129: an answer that comes late, to what was chosen before, does not take the place of what is chosen now."""
    amina = await guests.arrive("Amina")
    await amina.start("A lamp that will not light.", title="The Lamp")
    await amina.page.goto(f"{amina.address}/stories")
    titles = amina.page.get_by_role("list", name="My stories").locator("span.italic")
    await expect(titles).to_have_text(["The Lamp"])
    await amina.page.evaluate(HELD)
    await amina.page.get_by_role("radio", name="Put away").check(force=True)
    await amina.comes_to("'letGo' in window")
    await amina.page.get_by_role("radio", name="Being written").check(force=True)
    await amina.comes_to("window.came === true")
    await expect(titles).to_have_text(["The Lamp"])
    await amina.page.evaluate(LET_GO)
    assert await titles.all_text_contents() == ["The Lamp"]


async def test_a_whole_story_moves_to_an_empty_house(
    guests: Guests, database_url: str, redis_url: str, tmp_path: Path
) -> None:
    """B144: exported on the page and brought to an empty server, a story has the same id, tree, replay and hash."""
    amina = await guests.arrive("Amina")
    room = (await bring(amina, tree(60)))["id"]
    await amina.page.goto(f"{amina.address}/keep/{room}")
    file = await download(amina, "The whole story as a file", tmp_path)
    assert file.name == "The Sea Is Out.roundtale"
    header = json.loads(file.read_bytes().split(b"\n", 1)[0])
    empty = await released(database_url, redis_url, "empty")
    async with open_house(empty, tmp_path / "web.log") as house:
        marek = await guests.arrive("Marek", address=house.address)
        assert await bring_file(marek, file) == room
        await marek.page.goto(f"{marek.address}/keep/{room}")
        again = await download(marek, "The whole story as a file", tmp_path / "again")
        before, after = (one.read_bytes().splitlines()[1:] for one in (file, again))
        assert after[: header["events"]] == before
        trees = [
            await (await person.context.request.get(f"{person.address}/api/rooms/{room}/tree")).json()
            for person in (amina, marek)
        ]
        assert trees[0]["passages"] == trees[1]["passages"]
        await marek.page.goto(f"{marek.address}/replay/{room}")
        await marek.page.get_by_role("slider").fill(str(header["events"]))
        await expect(marek.page.get_by_text(f"Moment {header['events']} of")).to_be_visible()
        await marek.page.goto("about:blank")


@pytest.mark.parametrize(
    ("name", "text", "passages"),
    [
        ("The_Lamp.md", "# Dark\n\nIt was *dark*.\n\n# Light\n\nAnd then it was not.", 2),
        ("notes.txt", "It was dark.\r\n\r\nAnd then it was not.", 1),
    ],
    ids=["Markdown", "text"],
)
async def test_a_text_becomes_the_beginning_of_a_story(
    guests: Guests, tmp_path: Path, name: str, text: str, passages: int
) -> None:
    """B145: text and Markdown that one brings are the first passages of a new story, headings its chapters."""
    amina = await guests.arrive("Amina")
    file = tmp_path / name
    file.write_bytes(text.encode())
    room = await bring_file(amina, file)
    await amina.counts(passages)
    await amina.page.goto(f"{amina.address}/read/{room}")
    await expect(amina.page.locator("article").last).to_contain_text("And then it was not.")
    assert await amina.page.locator(".book-chapter").count() == text.count("# ")


async def test_what_is_no_story_is_refused_in_words(guests: Guests, tmp_path: Path) -> None:
    """B146: a file of another kind is not sent, one that was changed is refused with where, and nothing is made."""
    amina = await guests.arrive("Amina")
    amina.forgiven.append(REFUSED)
    page, file = amina.page, tmp_path / "picture.png"
    file.write_bytes(b"\x89PNG")
    await page.goto(amina.address)
    await page.locator("input[type=file]").set_input_files(file)
    await expect(page.get_by_text("This is neither a .roundtale file nor text.")).to_be_visible()
    file = tmp_path / "broken.roundtale"
    file.write_bytes(b'{"format":"roundtale"}\n')
    await page.locator("input[type=file]").set_input_files(file)
    await page.get_by_label(amina.words.name).last.fill("Amina")
    await amina.button("Open it").click()
    await expect(page.get_by_role("alert")).to_contain_text("line 1")
    await page.goto(f"{amina.address}/stories")
    await expect(page.get_by_text("Your shelf is empty.")).to_be_visible()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1440", "390"])
async def test_links_and_the_code_let_in_until_they_are_changed(guests: Guests, size: dict[str, int]) -> None:
    """B147: an invitation seats a reader without the code; a new code makes the old one unknown."""
    amina, otto = await guests.arrive("Amina", size), await guests.arrive("Otto")
    otto.forgiven.append(REFUSED)
    world = begun()
    write(world, 3, texts())
    told = await bring(amina, world)
    page = amina.page
    await page.goto(f"{amina.address}/keep/{told['id']}")
    await amina.button("Make a link for readers").click()
    await otto.page.goto(await page.get_by_role("textbox", name="For readers").input_value())
    await otto.take_a_seat()
    await otto.counts(3)
    await expect(otto.composer).to_have_count(0)
    await amina.picture("keep")
    assert await complaints(page) == []
    old = await page.locator("output").text_content()
    await amina.button("Make a new code").click()
    await page.get_by_role("dialog").get_by_role("button", name="Make a new code").click()
    await expect(page.locator("output")).not_to_have_text(old or "")
    priya = await guests.arrive("Priya")
    priya.forgiven.append(REFUSED)
    await priya.page.goto(f"{priya.address}/j/{old}")
    await expect(priya.page.get_by_role("alert")).to_be_visible()
    await otto.page.goto(f"{otto.address}/keep/{told['id']}")
    await expect(otto.page.get_by_text("The host can export the whole story")).to_be_visible()
    await expect(otto.page.get_by_role("link", name="Markdown")).to_be_visible()
