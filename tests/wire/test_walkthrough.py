"""What docs/sockets.md and docs/api.md show is run as it stands, by the clients that they name."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from make import node_tool
from rooms.errors import NoSuchRoom, NotYourTurn, TooLong
from rooms.protocol import COMMANDS, PassTurn, PostChat, SubmitTurn
from rooms.settings import Settings
from server.api.client import Roundtale
from tests.wire.client import Person, Wire, serving

ROOT = Path(__file__).parent.parent.parent
COMMAND: dict[str, tuple[str, Callable[[], str]]] = {
    "python": ("play.py", lambda: sys.executable),
    "javascript": ("play.mjs", lambda: node_tool("node")),
}


def shown(page: str, language: str) -> list[str]:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("language", COMMAND)
async def test_a_stock_client_plays_a_turn_from_the_page_alone(wire: Wire, tmp_path: Path, language: str) -> None:
    """W138: a stock Socket.IO client plays a turn from the page alone, in Python and in JavaScript: from a name to what
    it wrote, which the log then holds.
    """
    (program,) = shown("sockets.md", language)
    name, tool = COMMAND[language]
    (tmp_path / name).write_text(program, encoding="utf-8")
    (tmp_path / "node_modules").symlink_to(ROOT / "web" / "node_modules")
    env = {"PATH": os.environ["PATH"], "ROUNDTALE": wire.base.replace("127.0.0.1", "localhost")}
    running = await asyncio.create_subprocess_exec(
        tool(), name, cwd=tmp_path, env=env, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    said, complaints = (each.decode() for each in await asyncio.wait_for(running.communicate(), 60))
    assert running.returncode == 0, complaints
    *events, story = said.splitlines()
    assert story == "Once there was a lamp."
    assert [line.split()[1] for line in events] == ["passage.added", "turn.began"]
    assert [int(line.split()[0]) for line in events] == [5, 6]


async def key_of(person: Person) -> str:
    _, made = await person.post("/api/keys", {"name": "A program"})
    return str(made["key"])


async def test_the_typed_client_does_what_its_page_shows(wire: Wire) -> None:
    """W139: the typed client does what its page shows: everything comes back as the protocol's own models."""
    (example,) = shown("api.md", "python")
    indented = "\n".join(f"    {line}" for line in example.splitlines())
    names: dict[str, Any] = {
        "Roundtale": Roundtale,
        "SubmitTurn": SubmitTurn,
        "uuid4": uuid4,
        "key": await key_of(await wire.person()),
    }
    printed: list[tuple[object, ...]] = []
    names["print"] = lambda *said: printed.append(said)
    exec(f"async def example():\n{indented}".replace("https://story.example", wire.base), names)
    await names["example"]()
    assert [kind for _, kind in printed][-1] == "passage.added"


async def test_the_typed_client_plays_with_others(wire: Wire) -> None:
    """W146: the typed client plays with others: it starts, finds, joins, writes, reads on page by page, and raises the
    refusal that the house named, with its args.
    """
    host, guest = await wire.person(), await wire.person("Bo")
    async with Roundtale(wire.base, await key_of(host)) as mine, Roundtale(wire.base, await key_of(guest)) as theirs:
        room = await mine.create("A lamp that sings.", as_name="Amina", mode="free", language="fr")
        assert ((await mine.me()).person, room.language, room.member) == (host.id, "fr", True)
        with pytest.raises(NoSuchRoom):
            await theirs.view(room.id)
        found = await theirs.find(room.code)
        assert (found.id, found.member) == (room.id, False)
        await theirs.join(room.id, "Bo", room.code)
        written = []
        for n in range(60):
            tale = mine if n % 2 else theirs
            written.append(await tale.command(room.id, SubmitTurn(op=uuid4(), turn=1, text=f"Passage {n}.")))
        said = PostChat(op=uuid4(), text="Aside.")
        assert await theirs.command(room.id, said) == await theirs.command(room.id, said)
        told = await mine.passages(room.id)
        assert [words[passage.version] for passage, words in told] == [f"Passage {n}." for n in range(60)]
        assert [passage.id for passage, _ in told] == [receipt.seq for receipt in written]
        assert [line.text for line in await mine.chat(room.id)] == ["Aside."]
        head = await wire.head(str(room.id))
        assert [event.seq async for event in mine.events(room.id)] == list(range(1, head + 1))
        assert [event.seq async for event in mine.events(room.id, after=head - 3)] == [head - 2, head - 1, head]
        assert (await mine.view(room.id)).seq == head
        assert (await theirs.ticket(room.id)).ticket
        with pytest.raises(NotYourTurn):
            await mine.command(room.id, PassTurn(op=uuid4(), turn=1))
        with pytest.raises(TooLong) as refused:
            await mine.command(room.id, SubmitTurn(op=uuid4(), turn=1, text="x" * 4_001))
        assert refused.value.args_for_page == {"length": 4_001, "limit": 4_000}


class Unsure(httpx2.AsyncBaseTransport):
    """Sends on what it is given, and says of the first answers that the server was busy."""

    def __init__(self, lost: int) -> None:
        self.lost = lost
        self.real = httpx2.AsyncHTTPTransport()
        self.bodies: list[bytes] = []

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self.bodies.append(request.content)
        response = await self.real.handle_async_request(request)
        if len(self.bodies) <= self.lost:
            await response.aread()
            return httpx2.Response(503, content=b"")
        return response

    async def aclose(self) -> None:
        await self.real.aclose()


async def test_the_typed_client_asks_again_with_the_same_op(settings: Settings, owner: object) -> None:
    """W147: the typed client asks again with the same op where the server was busy: what had happened all the same is
    done once.
    """
    async with serving(settings, owner) as wire:
        host = await wire.person()
        room = UUID((await host.begin())["id"])
        unsure = Unsure(2)
        async with Roundtale(wire.base, await key_of(host), transport=unsure) as tale:
            receipt = await tale.command(room, PostChat(op=uuid4(), text="Aside."))
        assert len(unsure.bodies) == 3
        assert len(set(unsure.bodies)) == 1
        assert await wire.head(str(room)) == receipt.seq
        assert [line["text"] for line in (await host.get(f"/api/rooms/{room}/chat"))[1]["chat"]] == ["Aside."]


def test_the_pages_name_what_there_is() -> None:
    """W148: the pages name what there is: each address in them is of the document, each command of the registry."""
    from server.api.openapi import every_endpoint

    known = {each.plain_path for each in every_endpoint()} | {"/api/openapi.json", "/api/docs", "/api"}
    for page in ("api.md", "sockets.md"):
        text = (ROOT / "docs" / page).read_text(encoding="utf-8")
        for path in re.findall(r"(?:GET|POST|DELETE) (/api[\w/{}.-]*)", text):
            concrete = re.sub(r"/rooms/[0-9a-f]{4}\.\.\.", "/rooms/{room}", path).rstrip(".")
            named = concrete.replace("/commands/{name}", "/commands/turn.submit")
            assert named in known, path
        for name in re.findall(r"`([a-z]+\.[a-z]+)`", text):
            is_file = name.rpartition(".")[2] in ("md", "py", "json")
            assert is_file or name in COMMANDS or name in ("turn.began", "server.restarting"), name
