"""Stories in any language over the real wire, in a house whose co-author is improv and speaks two."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from tests.wire.client import Wire
from tests.wire.test_keeping import shelf
from tests.wire.test_porting import exported, sealed_again, sent


async def test_a_story_in_portuguese(wire: Wire) -> None:
    """W315: a story in any language begins, its tag tidied, and the card, the shelf, the socket, the book and the file
    say it; the co-author, which does not speak it, is done at once without a word, and people write on.
    """
    host = await wire.person("Amina")
    room = await host.begin(language="pt-br", premise="O mar saiu.")
    assert room["language"] == "pt-BR"
    tab = await host.enter(room)
    assert tab.joined["room"]["language"] == "pt-BR"
    assert [story["language"] for story in await shelf(host)] == ["pt-BR"]
    await tab.write("O farol cantava.")
    assert (await tab.call("story.continue"))["ok"]
    assert (await tab.hears("generation.ended"))["outcome"] == "failed"
    await tab.write("E o mar respondeu.")
    passages = [e["passage"]["author"] for e in tab.events if e["type"] == "passage.added"]
    assert passages == [str(host.id)] * 2
    status, book, headers = await host.ask("GET", f"/api/rooms/{room['id']}/story.md")
    assert (status, headers["content-language"]) == (200, "pt-BR")
    assert "lang: pt-BR" in book
    assert b'"language":"pt-BR"' in await exported(host, room["id"])
    await tab.leave()


@pytest.mark.parametrize("tag", ["german", "de_DE", "x-elvish", "zh-Hans-CN-valencia", "", None, 7])
async def test_what_is_no_tag_is_refused(wire: Wire, tag: Any) -> None:
    """W316: what is no short tag of a language is refused with the name of the field, over HTTP and over the socket."""
    host = await wire.person("Amina")
    new = {"op": str(uuid4()), "name": "Amina", "premise": "The sea.", "language": tag}
    status, answer = await host.post("/api/rooms", new)
    assert (status, answer["code"], answer["args"]["field"]) == (422, "bad_message", "language")
    tab = await host.enter(await host.begin())
    refused = await tab.call("story.describe", language=tag, genre="mystery")
    assert (refused["code"], refused["args"]["field"]) == ("bad_message", "language")
    await tab.leave()


async def test_children_need_a_language_that_is_checked(wire: Wire) -> None:
    """W317: without a provider's moderation a story for children neither begins in a language without a list, nor goes
    over to one, nor comes in one as a file; the host may choose another language of the lists.
    """
    host = await wire.person("Amina")
    new = {"op": str(uuid4()), "name": "Amina", "premise": "Das Meer ist fort.", "language": "de"}
    status, answer = await host.post("/api/rooms", {**new, "rules": {"age": "6-9"}})
    assert (status, answer["code"]) == (409, "language_not_checked")
    room = await host.begin(rules={"age": "6-9"})
    tab = await host.enter(room)
    assert (await tab.call("story.describe", language="de", genre="fantasy"))["code"] == "language_not_checked"
    assert (await tab.call("story.describe", language="fr-ca", genre="fantasy"))["ok"]
    described = await tab.hears("story.described")
    assert described["language"] == "fr-CA"
    grown_up = await host.begin(language="de")
    other = await host.enter(grown_up)
    refused = await other.call("rules.set", rules={"age": "16-17"})
    assert refused["code"] == "language_not_checked"

    _, *lines = (await exported(host, room["id"])).splitlines(keepends=True)
    german = [line.replace(b'"language":"fr-CA"', b'"language":"de"') for line in lines]
    assert german != lines
    status, answer = await sent(host, sealed_again(german))
    assert (status, answer["code"], answer["args"]["field"]) == (422, "bad_story_file", "language")
    await tab.leave()
    await other.leave()
