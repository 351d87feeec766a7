"""What a real process says of a conversation at its most talkative: ids, sizes, codes and times (S19)."""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

import aiohttp
import pytest

from rooms.settings import Settings
from server.machine import children
from tests.waiting import until, until_asked
from tests.wire.client import Person, Tab, Wire

ROOT = Path(__file__).parent.parent.parent
CANARY = "zebrafinch"
"""In everything that people say, in many forms."""


@dataclass
class Said:
    lines: str = ""
    metrics: str = ""
    secrets: set[str] = field(default_factory=set)
    """Cookies, tickets and codes of the conversation."""
    ops: dict[str, str] = field(default_factory=dict)
    room: str = ""


@pytest.fixture(scope="module")
async def said(settings: Settings, owner: Any, tmp_path_factory: pytest.TempPathFactory) -> Said:
    """One conversation with a web process of its own, and everything that it wrote."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    env: dict[str, str] = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", ""))),
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": str(settings.redis_url),
        "PORT": str(port),
        "ROUNDTALE_LOG_LEVEL": "debug",
        "ROUNDTALE_LOG_FORMAT": "json",
        "ROUNDTALE_COAUTHOR_WORDS_PER_SECOND": "400",
    }
    log = tmp_path_factory.mktemp("logs") / "web.log"
    made = Said()
    with log.open("wb") as output:
        process = children.launch([sys.executable, "-m", "server", "web"], env=env, output=output)
    try:
        wire = Wire(f"http://127.0.0.1:{port}", cast(Any, None), cast(Any, None), settings, owner)
        await until_asked(f"web is up: {log.read_text()}", lambda: is_up(wire), seconds=20)
        await converse(wire, made)
        process.send_signal(signal.SIGTERM)
        await until("web has ended", lambda: process.poll() is not None, seconds=15)
    finally:
        process.kill()
        process.wait()
    made.lines = log.read_text()
    return made


async def is_up(wire: Wire) -> bool:
    try:
        return (await Person(wire, "10.0.0.1").get("/readyz"))[0] == 200
    except aiohttp.ClientError:
        return False


async def converse(wire: Wire, said: Said) -> None:
    """Everything that carries words or secrets, done well and done wrong."""
    host, guest = await wire.person(f"Host {CANARY}"), await wire.person(f"Guest {CANARY}")
    room = await host.begin(premise=f"A {CANARY} that sings.", title=f"The {CANARY}", mode="duet")
    said.room = room["id"]
    tab, other = await host.enter(room), await guest.enter(room)
    spoken: dict[str, dict[str, Any]] = {
        "turn.submit": {"turn": 1, "text": f"The {CANARY} sang."},
        "chat.post": {"text": f"Aside: {CANARY}."},
        "story.rename": {"title": f"Another {CANARY}"},
        "typing.set": {"typing": True},
        "turn.pass": {"turn": 99},
        "member.kick": {"member": str(guest.id), CANARY: CANARY},
    }
    for name, payload in spoken.items():
        said.ops[name] = str(uuid4())
        await tab.call_raw([name, {"op": said.ops[name], **payload}])
    await tab.hears("generation.ended", seconds=20)
    turn = (await tab.hears("turn.began"))["turn"]["number"]
    await tab.call("draft.show", turn=turn, text=f"Perhaps a {CANARY}")
    await tab.call("story.continue", hint=f"more {CANARY}")
    await tab.call_raw([CANARY, {CANARY: CANARY}])
    await tab.call_raw(["chat.post", CANARY])
    await host.get(f"/api/rooms/{room['id']}/passages?before=7&{CANARY}={CANARY}")
    await host.get(f"/{CANARY}")
    await host.get(f"/api/codes/{CANARY}")
    await guest.get(f"/api/codes/{room['code']}")
    await host.ask(
        "POST", "/api/rooms", data=json.dumps({"name": CANARY, "premise": 7}), headers={"User-Agent": CANARY}
    )
    _, made = await host.post("/api/keys", {"name": f"Key {CANARY}"})
    for key in (made["key"], f"rt_{CANARY}"):
        await Person(wire, "10.0.0.2").ask("GET", "/api/me", headers={"Authorization": f"Bearer {key}"})
    path = f"/api/rooms/{room['id']}/commands/chat.post"
    await host.ask("POST", path, json={"text": f"Posted: {CANARY}"}, headers={"Idempotency-Key": str(uuid4())})
    ticket = await guest.ticket(room)
    for shown in (ticket, ticket, CANARY):
        again = Tab(guest, shown)
        await again.open()
        await again.send(f'42["{CANARY}",')
        await again.is_closed()
    said.secrets |= {
        room["code"],
        ticket,
        made["key"].removeprefix("rt_"),
        *host.cookies.values(),
        *guest.cookies.values(),
    }
    said.secrets |= {str(each.ticket) for each in (tab, other)}
    said.metrics = str((await host.get("/metrics"))[1])
    for each in (tab, other):
        await each.leave()


def lines(said: Said) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said.lines.splitlines() if line.startswith("{")]


def test_the_log_says_what_happened(said: Said) -> None:
    """W160: the log says what happened: every command and every request, so that the next tests look at something."""
    found = lines(said)
    commands = [line for line in found if line["event"] == "command"]
    assert {line["command"] for line in commands} >= said.ops.keys()
    assert {line["path"] for line in found if line["event"] == "request"} >= {
        "/api/me",
        "/api/rooms",
        "/api/codes/{code}",
    }
    assert any(line["event"] == "socket.bad_frame" for line in found)
    assert "Traceback" not in said.lines


def test_no_word_of_anybody_is_in_the_log(said: Said) -> None:
    """W161: no word of anybody is in the log."""
    found = [line for line in said.lines.splitlines() if CANARY in line.lower()]
    assert found == []
    assert CANARY not in said.metrics


def test_no_secret_is_in_the_log(said: Said) -> None:
    """W162: no secret is in the log: no cookie, no key, no ticket, no code, whole or in part."""
    assert len(said.secrets) >= 6
    parts = {part for secret in said.secrets for part in secret.split(".") if len(part) >= 8}
    for part in parts:
        assert part not in said.lines
        assert part not in said.metrics


async def test_one_number_leads_from_the_log_to_the_database(said: Said, owner: Any) -> None:
    """W163: one number leads from the log to the database: the op of a command's line is the op of its event."""
    by_op = {line["op"]: line for line in lines(said) if line["event"] == "command" and "op" in line}
    rows = await owner.fetch("select op, seq, event ->> 'type' as type from events where room_id = $1", UUID(said.room))
    kept = {str(row["op"]): row for row in rows if row["op"]}
    for name in ("turn.submit", "chat.post", "story.rename"):
        line = by_op[said.ops[name]]
        assert (line["command"], line["outcome"], line["room"]) == (name, "ok", said.room)
        assert line["seq"] == kept[said.ops[name]]["seq"]
    assert by_op[said.ops["turn.pass"]]["outcome"] == "turn_is_over"
    assert said.ops["turn.pass"] not in kept


def test_every_request_has_a_number_of_its_own(said: Said) -> None:
    """W164: every request has a number of its own."""
    numbers = [line["request"] for line in lines(said) if line["event"] == "request"]
    assert len(numbers) > 10
    assert len(set(numbers)) == len(numbers)
