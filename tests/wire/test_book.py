"""Reading a story: page by page, by a link, as a file, and as a map of its branches."""

from __future__ import annotations

import io
import json
from typing import Any
from uuid import UUID

from server.stories import book
from server.stories.manuscript import passages_of
from tests.wire.client import Person, Tab, Wire
from tests.wire.test_keeping import made_link


async def read(person: Person, path: str) -> dict[str, Any]:
    status, page = await person.get(path)
    assert status == 200, page
    return dict(page)


def texts(page: dict[str, Any]) -> list[str]:
    return [passage["text"] for passage in page["passages"]]


async def wrote(tab: Tab, text: str) -> int:
    answer = await tab.write(text)
    assert answer["ok"], answer
    return int(answer["seq"])


async def test_a_branch_is_read_as_it_stands(wire: Wire) -> None:
    """W230: a branch is read as it stands: shown versions in their order, without what was taken back, told by whom,
    and without anybody's id.
    """
    host, guest = await wire.person(), await wire.person("Bo")
    room = await host.begin(title="The Lamp")
    tab, other = await host.enter(room), await guest.enter(room)
    path = f"/api/rooms/{room['id']}/story"
    first = await wrote(tab, "One.")
    await wrote(other, "Two.")
    gone = await wrote(tab, "Gone.")
    await tab.call("passage.retract", passage=gone)
    await tab.call("passage.edit", passage=first, text="One, and a half.")
    fork = await tab.call("branch.fork", after=first, branch_name="Elsewhere", go=True)
    await wrote_on(tab, "Three.")

    page = await read(guest, path)
    assert texts(page) == ["One, and a half.", "Three."]
    assert [author["name"] for author in page["authors"]] == ["Amina"]
    assert (page["title"], page["coauthor"], page["next"], page["contents"]) == ("The Lamp", False, None, [])
    trunk = await read(guest, f"{path}?branch=0")
    assert texts(trunk) == ["One, and a half.", "Two."]
    assert [trunk["authors"][p["author"]]["name"] for p in trunk["passages"]] == ["Amina", "Bo"]
    assert str(host.id) not in str(trunk)
    assert (await guest.get(f"{path}?branch=999"))[1]["code"] == "no_such_branch"
    assert fork["ok"]
    for each in (tab, other):
        await each.leave()


async def wrote_on(tab: Tab, text: str) -> int:
    """In the turn that is now."""
    turn = next(event["turn"] for event in reversed(tab.events) if event["type"] == "turn.began")
    answer = await tab.write(text, turn["number"])
    assert answer["ok"], answer
    return int(answer["seq"])


async def test_what_the_room_votes_on_is_not_read_yet(wire: Wire) -> None:
    """W231: what waits to land or is voted on is not read yet, not by a link and not in a file."""
    host, guest = await wire.person(), await wire.person("Bo")
    room = await host.begin("vote")
    tab, other = await host.enter(room), await guest.enter(room)
    await tab.call("turn.skip", turn=1)
    await tab.hears("turn.began")
    link = await made_link(host, room, kind="read")
    reader = await wire.person(None)
    await wrote_on(tab, "A hidden canary.")
    paths = (f"/api/rooms/{room['id']}/story", f"/api/read/{link['token']}/story")
    for path in (*paths, *(f"{path}.{form}" for path in paths for form in ("md", "txt"))):
        status, page = await (reader if "read" in path else host).get(path)
        assert status == 200
        assert "canary" not in str(page)
    await wrote_on(other, "Another canary.")
    await tab.hears("vote.opened")
    for path in paths:
        assert texts(await read(reader if "read" in path else host, path)) == []
    tree = await read(guest, f"/api/rooms/{room['id']}/tree")
    assert [leaf["status"] for leaf in tree["passages"]] == ["proposed"]
    for each in (tab, other):
        await each.leave()


async def test_a_long_story_comes_in_pages_with_contents(wire: Wire) -> None:
    """W232: a long story comes in pages, and its first page tells the contents: chapters where it has some, else every
    tenth passage.
    """
    host = await wire.person()
    parts = [f"# Chapter {n}\n\nIt was the day {n}." for n in range(120)]
    room = await host.begin(text="\n\n".join(parts), format="markdown")
    path = f"/api/rooms/{room['id']}/story"
    page = await read(host, path)
    rest = await read(host, f"{path}?cursor={page['next']}")
    assert (len(page["passages"]), len(rest["passages"]), rest["next"]) == (100, 20, None)
    assert texts(page) + texts(rest) == parts
    assert rest["contents"] == []
    assert [chapter["title"] for chapter in page["contents"]] == [f"Chapter {n}" for n in range(120)]
    assert page["contents"][7]["passage"] == page["passages"][7]["id"]
    plain = await host.begin(text="\n\n".join("word " * 150 + f"end {n}." for n in range(25)))
    contents = (await read(host, f"/api/rooms/{plain['id']}/story"))["contents"]
    assert len(contents) == 3
    for wrong in ("x", "-1", "1e3", "٣"):
        assert (await host.get(f"{path}?cursor={wrong}"))[0] == 422


async def test_an_unchanged_page_is_not_sent_again(wire: Wire) -> None:
    """W233: an unchanged page is not sent again, a changed one is; each branch has its own."""
    host = await wire.person()
    room = await host.begin()
    tab = await host.enter(room)
    path = f"/api/rooms/{room['id']}/story"
    first = await wrote(tab, "One.")
    _, _, headers = await host.ask("GET", path)
    again = {"If-None-Match": headers["etag"]}
    status, nothing, _ = await host.ask("GET", path, headers=again)
    assert (status, nothing) == (304, "")
    await tab.call("branch.fork", after=0, branch_name="Empty")
    await tab.call("passage.edit", passage=first, text="One again.")
    status, page, headers = await host.ask("GET", path, headers=again)
    assert (status, texts(page)) == (200, ["One again."])
    status, page, other = await host.ask("GET", f"{path}?branch={tab.events[-2]['seq']}")
    assert (status, texts(page)) == (200, [])
    assert other["etag"] != headers["etag"]
    assert "no-store" not in headers["cache-control"]
    assert "private" in headers["cache-control"]
    await tab.leave()


async def test_a_read_link_shows_the_story_and_nothing_else(wire: Wire) -> None:
    """W234: a read link shows the story as it goes on and nothing else of its room: to somebody without a name, without
    a seat, and no longer once it is revoked; who begins to read is counted.
    """
    host, reader = await wire.person(), await wire.person(None)
    room = await host.begin()
    tab = await host.enter(room)
    await wrote(tab, "One.")
    await tab.call("chat.post", text="a canary aside")
    link = await made_link(host, room, kind="read")
    path = f"/api/read/{link['token']}/story"
    page = await read(reader, path)
    await wrote(tab, "Two.")
    page = await read(reader, path)
    assert texts(page) == ["One.", "Two."]
    assert not any(secret in str(page) for secret in ("canary", room["code"], room["id"], str(host.id)))
    assert (await reader.get(f"/api/rooms/{room['id']}/story"))[0] == 401
    assert (await host.get(f"/api/rooms/{room['id']}/links"))[1]["links"][0]["uses"] == 2
    await host.ask("DELETE", f"/api/rooms/{room['id']}/links/{link['id']}")
    for form in ("", ".md", ".txt"):
        assert (await reader.get(path + form))[1]["code"] == "no_such_link"
    await tab.leave()


async def test_a_story_leaves_as_a_file_of_text(wire: Wire) -> None:
    """W235: a story leaves as Markdown or plain text, with title, authors and language, the same bytes each time; what
    people wrote is no markup in it.
    """
    host = await wire.person('Ami "na"')
    room = await host.begin(title='The "Lamp"', premise="A *lamp*.")
    tab = await host.enter(room)
    await wrote(tab, "# One\n\nShe *said*:\n- <b>no</b>\n1. yes & [so](on)")
    await wrote(tab, "***\n\nTwo.")
    path = f"/api/rooms/{room['id']}/story"
    status, text, headers = await host.ask("GET", f"{path}.md")
    assert status == 200
    assert text == (
        '---\ntitle: "The \\"Lamp\\""\nauthor:\n  - "Ami \\"na\\""\nlang: en\n---\n\n# The "Lamp"\n\nA \\*lamp\\*.\n'
        "\n## One\n\nShe \\*said\\*:\\\n\\- \\<b\\>no\\</b\\>\\\n1\\. yes \\& \\[so\\](on)\n\n***\n\nTwo.\n"
    )
    assert headers["content-type"] == "text/markdown; charset=utf-8"
    assert headers["content-language"] == "en"
    assert "attachment" in headers["content-disposition"]
    assert (await host.ask("GET", f"{path}.md"))[1] == text
    _, plain, _ = await host.ask("GET", f"{path}.txt")
    assert plain.startswith('The "Lamp"\nAmi "na" (en)\n\nA *lamp*.\n\n# One\n')
    await tab.leave()


async def test_a_map_has_every_passage_of_every_branch(wire: Wire) -> None:
    """W236: a map has every passage of every branch with its first words, and none of what was taken back."""
    host, guest = await wire.person(), await wire.person("Bo")
    room = await host.begin()
    tab, other = await host.enter(room), await guest.enter(room)
    first = await wrote(tab, "One " * 100)
    gone = await wrote(tab, "A canary.")
    await tab.call("passage.retract", passage=gone)
    await other.call("reaction.set", passage=first, reaction="heart", on=True)
    await other.call("note.post", passage=first, text="Why?")
    await tab.call("branch.fork", after=first, branch_name="Elsewhere", go=True)
    second = await wrote_on(tab, "Two.")
    tree = await read(guest, f"/api/rooms/{room['id']}/tree")
    assert [(leaf["id"], leaf["status"], leaf["reactions"], leaf["notes"]) for leaf in tree["passages"]] == [
        (first, "complete", 1, 1), (gone, "retracted", 0, 0), (second, "complete", 0, 0),
    ]  # fmt: skip
    openings = [leaf["opening"] for leaf in tree["passages"]]
    assert openings == [" ".join(["One"] * 20), "", "Two."]
    fork = tree["branches"][0]
    assert (tree["branch"], tree["passages"][2]["branch"], fork["name"]) == (fork["id"], fork["id"], "Elsewhere")
    assert UUID(fork["by"]) == host.id
    for each in (tab, other):
        await each.leave()


async def test_notes_come_with_their_passages(wire: Wire) -> None:
    """W237: the words of notes come with the passages that they stand beside, on joining and when one leafs back."""
    host = await wire.person()
    room = await host.begin()
    tab = await host.enter(room)
    first = await wrote(tab, "One.")
    await tab.call("note.post", passage=first, text="A word beside.")
    again = await host.enter(room)
    assert [text["text"] for text in again.joined["texts"]] == ["One.", "A word beside."]
    page = await read(host, f"/api/rooms/{room['id']}/passages")
    assert [text["text"] for text in page["texts"]] == ["One.", "A word beside."]
    for each in (tab, again):
        await each.leave()


def split(text: str, form: str = "plain", most: int = 4000) -> list[str]:
    return passages_of(text, form, most)  # type: ignore[arg-type]


def test_a_text_becomes_passages() -> None:
    """W238: a text becomes passages of whole paragraphs, some two hundred words each, whatever ends its lines."""
    paragraphs = [f"{n} " + "word " * 79 + "end." for n in range(7)]
    for gap in ("\n\n", "\r\n\r\n", "\n \t\n\n", "\r\r"):
        made = split("\ufeff" + gap.join(paragraphs))
        assert made == ["\n\n".join(paragraphs[n : n + 2]) for n in range(0, 7, 2)]
    assert split("") == split(" \n\n\t") == []
    assert split("a\nb\n\n\n\nc") == ["a\nb\n\nc"]


def test_a_paragraph_that_is_too_long_ends_at_a_sentence() -> None:
    """W239: a paragraph that is too long is cut at the ends of sentences, else at words, else where it must; nothing of
    it is lost.
    """
    sentences = "She went. He stayed! Why? “Nobody knows.” " * 40
    for text, most in ((sentences, 100), ("word " * 300, 64), ("x" * 1000, 64), (sentences + "y" * 500, 50)):
        made = split(text, most=most)
        assert max(map(len, made)) <= most
        assert "".join("".join(made).split()) == "".join(text.split())
    assert {piece[-1] for piece in split(sentences, most=100)} <= set(".!?”")


def test_markdown_headings_begin_chapters() -> None:
    """W240: in Markdown headings of both forms and rules begin chapters; inline marks stay as they stand."""
    text = "Before *all*.\n\nOne\n===\nShe.\n\n## Two ##\nHe [said](x).\n\nMore.\n\n* * *\n\nThree.\n\n---\nFour\n"
    assert split(text, "markdown") == [
        "Before *all*.",
        "# One\n\nShe.",
        "## Two\n\nHe [said](x).\n\nMore.",
        "***\n\nThree.",
        "***\n\nFour",
    ]
    assert len(split(text)) == 1, "in plain text they are words"


async def test_a_text_to_start_from_has_limits_that_are_said(wire: Wire) -> None:
    """W241: a text to start from has limits, and the refusal says which; what is within them is there at once."""
    host = await wire.person()
    new = {"op": "9b2f4b3e-7f0a-4f0e-9d43-111111111111", "name": "Amina", "premise": "A lamp."}
    long = {"text": "x" * (wire.settings.start_chars + 1)}
    status, answer = await host.post("/api/rooms", new | long)
    assert (status, answer["code"], answer["args"]["limit"]) == (422, "too_long", wire.settings.start_chars)
    many = {"text": "# a\n" * 1001, "format": "markdown"}
    status, answer = await host.post("/api/rooms", new | many)
    assert (status, answer["code"]) == (422, "too_many_passages")
    assert (await host.post("/api/rooms", new | {"text": "a\u0000b"}))[0] == 422
    huge = io.BytesIO(json.dumps(new | {"text": "x" * 3_000_000}).encode())
    assert (await host.ask("POST", "/api/rooms", data=huge))[0] == 413
    story = "\n\n".join(f"{n} " + "é" * 700 for n in range(120))
    status, card = await host.post("/api/rooms", new | {"text": story})
    assert status == 201, card
    page = await read(host, f"/api/rooms/{card['id']}/story")
    assert page["next"] is None or len(page["passages"]) == book.PER_PAGE
    assert page["passages"][0]["text"].startswith("0 éé")
