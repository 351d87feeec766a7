"""Whole rooms going out as a file and coming in from one: into an empty house, and from the hands of strangers."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import io
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from starlette.responses import Response

from rooms import archive, store
from rooms.cover import cover_of
from rooms.room import fold
from rooms.settings import Settings
from rooms.tables import GUESTS
from server.identity import Person as Known
from tests.databases import found_room, released
from tests.proof.core_play import play
from tests.wire.client import Person, Wire, serving
from tests.wire.test_keeping import shelf

NOTHING = "select (select count(*) from rooms) + (select count(*) from heads) + (select count(*) from events)"


@pytest.fixture(scope="module")
async def empty(database_url: str, redis_url: str, settings: Settings) -> AsyncIterator[Wire]:
    """Another house, with a database of its own."""
    other = await released(database_url, redis_url, "wire_empty")
    other = settings.model_copy(update={"database_url": other.database_url, "import_events": 5000})
    owner = await asyncpg.connect(other.database_url)
    async with serving(other, owner) as made:
        yield made
    await owner.close()


async def as_member(wire: Wire, member: UUID, name: str) -> Person:
    """The browser of somebody whose id is known."""
    person = await wire.person(None)
    response = Response()
    wire.house.sockets.identity.remember(response, Known(member, GUESTS, name))
    cookie = response.headers["set-cookie"].split(";")[0].partition("=")
    person.cookies, person.id, person.name = {cookie[0]: cookie[2]}, member, name
    return person


async def played(wire: Wire, seed: int) -> tuple[str, Person]:
    """A room that random play made, hidden things and all, and whoever leads it."""
    game = play(seed)
    room = await found_room(wire.owner)
    log = [replace(r, event=r.event.model_copy(update={"room": room})) for r in game.log]
    made = fold(None, log)
    assert made is not None
    assert made.view.host is not None
    await store.append(wire.house.pool, [store.Append(room, 0, log, cover_of(made.view), history=True)])
    return str(room), await as_member(wire, made.view.host, "Host")


async def exported(person: Person, room: str) -> bytes:
    status, text, headers = await person.ask("GET", f"/api/rooms/{room}/export")
    assert status == 200, text
    assert headers["content-type"] == "application/x-ndjson"
    return str(text).encode()


async def sent(person: Person, file: bytes, op: UUID | None = None) -> tuple[int, Any]:
    status, answer, _ = await person.ask("POST", f"/api/rooms/import?op={op or uuid4()}", data=io.BytesIO(file))
    return status, answer


def sealed_again(lines: list[bytes], **header: Any) -> bytes:
    """A file of these event lines, with a first line that fits them."""
    body = b"".join(lines)
    told: dict[str, Any] = {"format": "roundtale", "version": 1, "room": str(uuid4()), "events": len(lines)}
    told |= {"sha256": hashlib.sha256(body).hexdigest()} | header
    return json.dumps(told).encode() + b"\n" + body


async def test_a_room_is_the_same_in_an_empty_house(wire: Wire, empty: Wire) -> None:
    """W242: a room that goes out and comes into an empty house is the same there: the same hash, the same events in
    public, the same words; and goes out again as the same lines.
    """
    for seed in (1, 3, 5):
        room, host = await played(wire, seed)
        file = await exported(host, room)
        header, *lines = file.splitlines(keepends=True)
        assert json.loads(header)["sha256"] == hashlib.sha256(b"".join(lines)).hexdigest()
        importer = await empty.person("Iman")
        status, told = await sent(importer, file)
        assert (status, told["id"], told["same_id"], told["events"]) == (201, room, True, len(lines)), told

        again = await exported(importer, room)
        assert again.splitlines(keepends=True)[1 : len(lines) + 1] == lines
        there = await store.since(empty.house.pool, UUID(room), 0)
        here = await store.since(wire.house.pool, UUID(room), 0)
        assert archive.story_hash(there[: len(lines)]) == json.loads(header)["sha256"] == told["sha256"]
        assert [r.event for r in there[: len(lines)]] == [r.event for r in here]
        assert not any(r.sealed for r in there)
        loaded = await store.load(empty.house.pool, UUID(room))
        assert loaded == fold(None, there)
        assert loaded is not None
        assert [m.id for m in loaded.view.members.values() if m.status == "in"] == [importer.id]
        assert [(room, "Iman")] == [(s["id"], s["host"]) for s in await shelf(importer, state="all")]


async def test_whoever_brings_a_room_in_can_go_on_writing(wire: Wire, empty: Wire) -> None:
    """W243: whoever brings a room in hosts it and can go on writing, also where it was left in the middle of a vote."""
    host, guest = await wire.person(), await wire.person("Bo")
    room = await host.begin("vote", rules={"secret_votes": True})
    tab, other = await host.enter(room), await guest.enter(room)
    await tab.call("turn.skip", turn=1)
    turn = (await tab.hears("turn.began"))["turn"]["number"]
    assert (await tab.write("A canary one.", turn))["ok"]
    waiting = await exported(host, room["id"])
    assert b"canary" not in waiting, "a hidden line is not in the file"
    assert (await other.write("Canary two.", turn))["ok"]
    await tab.hears("vote.opened")
    vote = next(event["vote"] for event in tab.events if event["type"] == "vote.opened")
    assert (await tab.call("vote.cast", vote=vote["id"], option=vote["options"][1]))["ok"]

    importer = await empty.person("Iman")
    status, told = await sent(importer, await exported(host, room["id"]))
    assert status == 201, told
    there = await importer.enter(told)
    view = there.joined["room"]
    assert (view["host"], view["vote"], view["turn"]["kind"]) == (str(importer.id), None, "people")
    assert [p["status"] for p in view["passages"]] == ["complete"]
    assert (await there.write("And on.", view["turn"]["number"]))["ok"]
    status, told = await sent(importer, waiting)
    assert (status, told["same_id"]) == (201, False), "its id is taken by now"
    for each in (tab, other, there):
        await each.leave()


async def test_a_file_comes_in_once(wire: Wire, empty: Wire) -> None:
    """W244: a file comes in once under the same op, plain or gzipped; under another op it is another room."""
    room, host = await played(wire, 7)
    file = await exported(host, room)
    importer, op = await empty.person("Iman"), uuid4()
    answers = await asyncio.gather(*(sent(importer, file, op) for _ in range(3)))
    status, first = answers[0]
    assert status == 201
    assert all(answer == (201, first) for answer in answers)
    status, again = await sent(importer, gzip.compress(file), op)
    assert (status, again) == (201, first)
    status, other = await sent(importer, gzip.compress(file))
    assert status == 201
    assert other["id"] != room
    assert other["code"] != first["code"]
    assert other["sha256"] == first["sha256"]


async def test_a_file_comes_in_once_by_whichever_process(wire: Wire, empty: Wire) -> None:
    """W266: the same file under the same op at two processes at once is one room: who comes second is told of it, or is
    told to try again and then told of it.
    """
    room, host = await played(wire, 11)
    file, importer, op = await exported(host, room), await empty.person("Iman"), uuid4()
    async with serving(empty.settings, empty.owner) as other:
        there = await empty.owner.fetchval("select count(*) from rooms")
        doors = [importer, replace(importer, wire=other)] * 2
        first = await asyncio.gather(*(sent(door, file, op) for door in doors))
        assert {status for status, _ in first} <= {201, 503}
        answers = [
            await sent(door, file, op) if said[0] == 503 else said for door, said in zip(doors, first, strict=True)
        ]
        assert answers[0][0] == 201
        assert answers == [answers[0]] * 4
        assert await empty.owner.fetchval("select count(*) from rooms") == there + 1


async def test_a_file_comes_in_once_under_its_key(wire: Wire, empty: Wire) -> None:
    """W265: an Idempotency-Key may stand in the place of the op beside a file too, and the same file comes in once by
    either; without both, with two that differ, or with what is no UUID nothing comes in.
    """
    room, host = await played(wire, 7)
    file, importer, op = await exported(host, room), await empty.person("Iman"), str(uuid4())

    async def keyed(query: str, key: str | None) -> tuple[int, Any]:
        headers = {} if key is None else {"Idempotency-Key": key}
        status, answer, _ = await importer.ask(
            "POST", f"/api/rooms/import{query}", data=io.BytesIO(file), headers=headers
        )
        return status, answer

    there = await empty.owner.fetchval(NOTHING)
    for query, key in (("", None), (f"?op={op}", str(uuid4())), ("", "x"), (f"?op={op}", ""), ("?op=x", op)):
        status, answer = await keyed(query, key)
        assert (status, answer["code"]) == (422, "bad_message"), (query, key)
    assert await empty.owner.fetchval(NOTHING) == there
    first, *others = [await keyed(*given) for given in (("", op), (f"?op={op}", None), (f"?op={op}", f'"{op}"'))]
    assert first[0] == 201
    assert others == [first] * 2


async def test_a_file_gives_no_rights_to_its_writer(empty: Wire) -> None:
    """W245: a file gives its writer no rights: not over a room that is here, whose id it claims; and it seats nobody,
    puts nothing on a shelf but the importer's own.
    """
    victim, mallory = await empty.person("Victim"), await empty.person("Mallory")
    room = await victim.begin(title="Mine")
    tab = await victim.enter(room)
    head = await empty.head(room["id"])
    lines = (await exported(victim, room["id"])).splitlines(keepends=True)[1:]
    forged = [line.replace(b"Mine", b"Mallory's") for line in lines]
    status, told = await sent(mallory, sealed_again(forged, room=room["id"]))
    assert status == 201, told
    assert told["id"] != room["id"]
    assert not told["same_id"]
    assert await empty.head(room["id"]) == head
    assert [story["title"] for story in await shelf(victim)] == ["Mine"]
    assert (await mallory.get(f"/api/rooms/{room['id']}/view"))[0] == 404
    assert (await victim.get(f"/api/rooms/{told['id']}/view"))[0] == 404, "nobody is seated by a file"
    assert (await victim.post(f"/api/rooms/{told['id']}/ticket", {"code": told["code"]}))[0] == 200
    await tab.leave()


async def test_what_is_wrong_with_a_file_is_said(wire: Wire, empty: Wire) -> None:
    """W246: what is wrong with a file is said, by line and field, and nothing of it comes in."""
    room, host = await played(wire, 2)
    file = await exported(host, room)
    header, *lines = file.splitlines(keepends=True)
    ten = lines[:10]
    number = next(n for n, line in enumerate(lines) if b'"op"' in line)
    hostile: dict[str, tuple[bytes, int]] = {
        "nothing": (b"", 1),
        "no file of ours": (b"PK\x03\x04" * 100, 1),
        "another format": (sealed_again(ten, format="word"), 1),
        "a newer version": (sealed_again(ten, version=2), 1),
        "a million events": (sealed_again(ten, events=1_000_000), 1),
        "more events than numbers": (sealed_again(ten, events=10**40), 1),
        "cut off": (header + b"".join(lines[:-1]), len(lines)),
        "cut in a line": (file[:-20], len(lines) + 1),
        "changed": (header + b"".join([lines[0].replace(b'"A"', b'"C"'), *lines[1:]]), len(lines) + 1),
        "more than it says": (sealed_again(ten, events=9), 11),
        "a gap": (sealed_again([*lines[:4], *lines[5:9]]), 6),
        "in another order": (sealed_again([lines[0], lines[2], lines[1]]), 3),
        "an empty line": (sealed_again([lines[0], b"\n", *lines[1:4]]), 3),
        "an unknown type": (sealed_again([*ten, b'{"type":"room.exploded","seq":11}\n']), 12),
        "a field with a long name": (sealed_again([*ten, b'{"type":"story.completed","%b":1}\n' % (b"x" * 9000)]), 12),
        "an op twice": (sealed_again(_op_twice(lines, number)), number + 3),
        "a long line": (sealed_again([*ten, b'"' + b"x" * 200_000 + b'"\n']), 12),
        "a bomb in a line": (gzip.compress(sealed_again(ten) + b"[" * 30_000_000), 12),
        "not wholly packed": (gzip.compress(file)[:-30], 0),
    }
    importer = await empty.person("Mallory")
    before = await empty.owner.fetchval(NOTHING)
    for what, (body, line) in hostile.items():
        status, answer = await sent(importer, body)
        assert (status, answer.get("code")) == (422, "bad_story_file"), (what, answer)
        assert line in (0, answer["args"]["line"]), (what, answer)
        assert len(answer["message"]) < 300
    assert await empty.owner.fetchval(NOTHING) == before
    assert await shelf(importer, state="all") == []


def _op_twice(lines: list[bytes], number: int) -> list[bytes]:
    """The event at ``number`` has an op; the next one claims it too."""
    first, second = json.loads(lines[number]), json.loads(lines[number + 1])
    second |= {name: first[name] for name in ("op", "actor") if name in first}
    return [*lines[: number + 1], archive.canonical(second) + b"\n"]


async def test_a_file_has_an_end(settings: Settings, owner: Any, wire: Wire) -> None:
    """W247: a file has an end, packed or not: more than the limit is refused, and nothing comes in."""
    room, host = await played(wire, 4)
    file = await exported(host, room)
    async with serving(settings, owner, import_bytes=20_000) as small:
        importer = await small.person("Iman")
        before = await owner.fetchval(NOTHING)
        big = sealed_again(file.splitlines(keepends=True)[1:] * 50)
        for body in (big, gzip.compress(big)):
            status, answer = await sent(importer, body)
            assert status in (413, 422), answer
            assert answer["code"] in ("too_large", "bad_story_file")
        packed = gzip.compress(sealed_again([b'{"seq":1}' + b" " * 60_000 + b"\n"] * 200))
        assert len(packed) < 20_000
        assert (await sent(importer, packed))[0] in (413, 422)
        assert await owner.fetchval(NOTHING) == before


async def test_an_op_of_the_file_is_no_op_of_ours(wire: Wire, empty: Wire) -> None:
    """W248: an op that the file has used already in the importer's name is refused in words."""
    room, host = await played(wire, 1)
    file = await exported(host, room)
    line = next(json.loads(line) for line in file.splitlines() if b'"op"' in line and b'"actor"' in line)
    importer = await as_member(empty, UUID(line["actor"]), "Mallory")
    status, answer = await sent(importer, sealed_again(file.splitlines(keepends=True)[1:]), UUID(line["op"]))
    assert (status, answer["code"]) == (422, "bad_message"), answer


async def test_only_who_leads_takes_a_room_out(wire: Wire) -> None:
    """W249: only who leads takes a whole room out; only who said a name brings one in."""
    host, guest, nobody = await wire.person(), await wire.person("Bo"), await wire.person(None)
    room = await host.begin()
    tab = await guest.enter(room)
    assert (await guest.get(f"/api/rooms/{room['id']}/export"))[0] == 403
    assert (await nobody.get(f"/api/rooms/{room['id']}/export"))[0] == 401
    assert (await sent(nobody, b""))[0] == 401
    assert (await host.ask("POST", "/api/rooms/import", data=b""))[1]["code"] == "bad_message"
    await tab.leave()
