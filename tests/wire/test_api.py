"""The HTTP API: everything that a room can do, without a socket."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import replace
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from rooms.errors import REFUSALS
from rooms.protocol import COMMANDS, Snapshot
from rooms.settings import Settings
from server.api.endpoints import Endpoint
from server.api.openapi import every_endpoint
from tests.databases import released
from tests.waiting import until_asked
from tests.wire.client import Person, Wire, serving
from tests.wire.test_commands import MINIMAL

SOCKET_ONLY = {"room.sync", "typing.set", "draft.show"}
ENDPOINTS = every_endpoint()


def new_op() -> str:
    return str(uuid4())


async def give(person: Person, room: dict[str, Any], name: str, /, **payload: Any) -> tuple[int, Any]:
    """A command by HTTP, with an op of its own unless one is given."""
    return await person.post(f"/api/rooms/{room['id']}/commands/{name}", {"op": new_op(), **payload})


async def seat(person: Person, room: dict[str, Any], **more: Any) -> tuple[int, Any]:
    return await give(person, room, "room.join", as_name=person.name, code=room["code"], **more)


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda each: f"{each.method} {each.plain_path}")
async def test_the_table_says_who_may_ask(wire: Wire, endpoint: Endpoint) -> None:
    """W100: the table says who may ask: nobody without a name where it says so, and no stranger where a seat is needed;
    each refusal is one that the table names.
    """
    host, stranger, nobody = await wire.person(), await wire.person("Stranger"), await wire.person(None)
    room = await host.begin()
    path = re.sub(r"{\w+:int}", "1", endpoint.path).replace("{room:uuid}", room["id"]).replace("{code}", room["code"])
    path = re.sub(r"{\w+(:\w+)?}", str(uuid4()), path)
    body = {"op": new_op(), "as_name": "X"} if path.endswith("room.join") else {}
    for who, needs in ((nobody, ("person", "member", "leader")), (stranger, ("member", "leader"))):
        status, answer, _ = await who.ask(endpoint.method, path, json=body if endpoint.asks else None)
        if endpoint.who in needs:
            assert status == (401 if who is nobody else 404), answer
        if status >= 400:
            assert REFUSALS[answer["code"]] in endpoint.all_refusals()
        if endpoint.who == "anybody":
            assert status != 401


def test_every_command_that_needs_no_socket_is_in_the_table() -> None:
    """W101: every command that needs no socket is in the table, under its own name."""
    given = {each.name for each in ENDPOINTS if "/commands/" in each.path}
    assert given == (COMMANDS.keys() - SOCKET_ONLY - {"room.join"}) | {"take_seat"}


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - SOCKET_ONLY))
async def test_a_command_is_answered_over_http_as_over_a_socket(wire: Wire, name: str) -> None:
    """W102: a command is answered over HTTP as over a socket: a receipt or the same refusal, with its status; who has a
    socket hears its events before the receipt comes.
    """
    host, guest = await wire.person(), await wire.person("Bo")
    room = await host.begin()
    tab = await guest.enter(room)
    passage = (await give(host, room, "turn.submit", turn=1, text="The first."))[1]["seq"]
    least, expected = MINIMAL[name]
    status, answer = await give(host, room, name, **{k: passage if v == "own" else v for k, v in least.items()})
    if expected in REFUSALS:
        assert (status, answer["code"]) == (REFUSALS[expected].status, expected)
    else:
        assert (status, answer["kind"]) == (200, "receipt")
        await tab.hears_up_to(answer["seq"])
    tab.assert_gapless()
    await tab.leave()


async def test_an_op_is_in_the_body_or_in_the_header(wire: Wire) -> None:
    """W103: an op is in the body or in the header: one of them must be there, both must agree, and either way sending
    it again returns the first answer and changes nothing.
    """
    host = await wire.person()
    room = await host.begin()
    path, op = f"/api/rooms/{room['id']}/commands/chat.post", new_op()

    async def say(body: object, key: str | None) -> tuple[int, Any]:
        headers = {} if key is None else {"Idempotency-Key": key}
        status, answer, _ = await host.ask("POST", path, json=body, headers=headers)
        return status, answer

    words = {"text": "Aside."}
    same = [
        await say(words | {"op": op}, None), await say(words, op), await say(words, f'"{op.upper()}"'),
        await say(words | {"op": op}, op), await say({"text": "Other words."}, op),
    ]  # fmt: skip
    assert same == [same[0]] * 5
    assert same[0][0] == 200
    head = await wire.head(room["id"])
    for body, key in ((words, None), (words | {"op": new_op()}, op), (words, "x"), ([words], op), (words, "")):
        status, answer = await say(body, key)
        assert (status, answer["code"]) == (422, "bad_message"), (body, key)
    assert await wire.head(room["id"]) == head
    new = {"name": "Amina", "premise": "A lamp."}
    cards = [await host.ask("POST", "/api/rooms", json=new, headers={"Idempotency-Key": op}) for _ in range(2)]
    assert cards[0][1]["id"] == cards[1][1]["id"]


async def test_leaving_twice_is_leaving_once(wire: Wire) -> None:
    """W104: leaving twice is leaving once: an op of somebody who has gone by it is answered as the first time, and all
    else of theirs finds no room.
    """
    host, guest = await wire.person(), await wire.person("Bo")
    room = await host.begin()
    await seat(guest, room)
    op = new_op()
    first, again = [await give(guest, room, "room.leave", op=op) for _ in range(2)]
    assert (first[0], first) == (200, again)
    for payload in ({"text": "I am still here."}, {}):
        status, answer = await give(guest, room, "chat.post", **payload)
        assert (status, answer["code"]) == (404, "no_such_room")


async def test_a_seat_is_taken_with_what_opens_the_room(wire: Wire) -> None:
    """W105: a seat is taken with what opens the room: its code, once; not without, not with another room's, not by the
    banned, and in the lobby one waits.
    """
    host, guest = await wire.person(), await wire.person("Bo")
    room, other = await host.begin(), await host.begin()
    for code, status in ((None, 404), (other["code"], 404), ("22222222", 404), (room["code"], 200), (None, 200)):
        found, answer = await give(guest, room, "room.join", as_name="Bo", code=code)
        assert found == status, answer
    await give(host, room, "member.ban", member=str(guest.id))
    assert (await seat(guest, room))[1]["code"] == "banned"
    await give(host, room, "rules.set", rules={"lobby": True})
    late = await wire.person("Cleo")
    assert (await seat(late, room))[1]["code"] == "in_the_lobby"
    assert (await give(late, room, "chat.post", text="Hello?"))[1]["code"] == "no_such_room"
    assert (await late.get(f"/api/rooms/{room['id']}/view"))[0] == 404
    assert (await give(host, room, "member.admit", member=str(late.id)))[0] == 200
    assert (await give(late, room, "chat.post", text="Thank you."))[0] == 200


@pytest.mark.parametrize("by", ["http", "socket"])
async def test_a_knock_is_taken_back(wire: Wire, by: str) -> None:
    """W260: who waits in the lobby takes their knock back, by HTTP or by the socket that was told to wait, once however
    often it is sent; the host sees them go, they hear nothing of the room, and nobody can let them in any more.
    """
    host, guest = await wire.person(), await wire.person("Bo")
    room = await host.begin(rules={"lobby": True})
    tab, waiting = await host.enter(room), await guest.connect(room)
    op = new_op()

    async def withdraw(op: str) -> dict[str, Any]:
        if by == "socket":
            return await waiting.call_raw(["room.leave", {"op": op}])
        return dict((await give(guest, room, "room.leave", op=op))[1])

    assert (await waiting.call("room.join", as_name="Bo"))["code"] == "in_the_lobby"
    assert (await guest.get(f"/api/rooms/{room['id']}"))[0] == 200
    first, again, another = await withdraw(op), await withdraw(op), await withdraw(new_op())
    left = await tab.hears("member.left")
    assert (left["member"], left["status"]) == (str(guest.id), "withdrawn")
    assert (first, again) == ({"ok": True, "kind": "receipt", "seq": left["seq"]},) * 2
    assert another["code"] == ("not_here" if by == "socket" else "no_such_room")
    assert (await guest.get(f"/api/rooms/{room['id']}"))[0] == 404
    assert (await give(host, room, "member.admit", member=str(guest.id)))[1]["code"] == "no_such_member"
    assert (await waiting.call("room.join", as_name="Bo"))["code"] == "in_the_lobby"
    assert tab.types == ["member.knocked", "member.left", "member.knocked"]
    assert (waiting.events, waiting.signals) == ([], [])
    for each in (tab, waiting):
        await each.leave()


async def test_a_knock_is_taken_back_at_another_process(settings: Settings, owner: Any) -> None:
    """W267: a knock can be taken back by a socket to another process than the one that was knocked at, which remembers
    the room as it was before.
    """
    async with serving(settings, owner) as one, serving(settings, owner) as two:
        host, guest = await one.person(), await one.person("Bo")
        room = await host.begin(rules={"lobby": True})
        assert (await replace(host, wire=two).get(f"/api/rooms/{room['id']}"))[0] == 200
        tab = await replace(guest, wire=two).connect(room)
        assert (await seat(guest, room))[1]["code"] == "in_the_lobby"
        answer = await tab.call("room.leave")
        assert (answer["ok"], answer["seq"]) == (True, await one.head(room["id"]))
        assert (await guest.get(f"/api/rooms/{room['id']}"))[0] == 404
        await tab.leave()


async def test_who_is_sent_away_over_http_hears_nothing_more(wire: Wire) -> None:
    """W106: who is sent away over HTTP hears nothing more: their socket ends within a second, and reading too (P10)."""
    host, guest = await wire.person(), await wire.person("Bo")
    room = await host.begin()
    tab = await guest.enter(room)
    await give(host, room, "member.kick", member=str(guest.id))
    await tab.is_closed(1)
    await give(host, room, "chat.post", text="Only us.")
    assert tab.types[-1] == "member.left"
    for path in ("view", "events", "passages", "chat"):
        assert (await guest.get(f"/api/rooms/{room['id']}/{path}"))[0] == 404


async def walked(person: Person, path: str, cursor: str, items: str) -> list[list[Any]]:
    """All pages, by what each says comes next."""
    pages, following = [], ""
    while True:
        status, page = await person.get(f"{path}{following}")
        assert status == 200, page
        pages.append(page[items])
        if page["next"] is None:
            return pages
        following = f"&{cursor}={page['next']}"


async def test_every_list_is_walked_in_one_way(wire: Wire) -> None:
    """W107: every list is walked in one way: a page says what comes next, none is empty, and together they are all
    there is, each once.
    """
    host = await wire.person()
    room = await host.begin()
    at = f"/api/rooms/{room['id']}"
    for n in range(7):
        await give(host, room, "turn.submit", turn=1, text=f"Passage {n}.")
        await give(host, room, "chat.post", text=f"Aside {n}.")
    events = await walked(host, f"{at}/events?limit=4", "after", "events")
    head = await wire.head(room["id"])
    assert [event["seq"] for page in events for event in page] == list(range(1, head + 1))
    passages = await walked(host, f"{at}/passages?limit=3", "before", "passages")
    written = [event["passage"]["id"] for page in events for event in page if event["type"] == "passage.added"]
    assert [passage["id"] for page in reversed(passages) for passage in page] == written
    chat = await walked(host, f"{at}/chat?limit=3", "before", "chat")
    assert [line["text"] for page in reversed(chat) for line in page] == [f"Aside {n}." for n in range(7)]
    for pages, size in ((events, 4), (passages, 3), (chat, 3)):
        assert all(len(page) == size for page in pages[:-1])
        assert pages[-1]


@pytest.mark.parametrize(
    "asked", ["events?limit=0", "events?limit=501", "events?after=", "events?after=1&after=2", "passages?limit=51",
              "passages?branch=x", "chat?before=-1", "chat?x=1", "events?after=1_0", "events?after=%201",
              "chat?limit=1.0"]
)  # fmt: skip
async def test_a_question_that_is_not_understood_is_refused(wire: Wire, asked: str) -> None:
    """W108: a question that is not understood is refused, naming the field."""
    host = await wire.person()
    room = await host.begin()
    status, answer = await host.get(f"/api/rooms/{room['id']}/{asked}")
    assert (status, answer["code"]) == (422, "bad_message")
    assert answer["args"]["field"] in (*asked.partition("?")[2].split("="), "query")


async def test_passages_are_read_by_branch(wire: Wire) -> None:
    """W109: passages are read by branch: its own and those before it left; a branch that is not there is refused."""
    host = await wire.person()
    room = await host.begin()
    ids = [(await give(host, room, "turn.submit", turn=1, text=f"{n}."))[1]["seq"] for n in range(3)]
    forked = (await give(host, room, "branch.fork", after=ids[0], branch_name="Another way", go=True))[1]["seq"]
    view = (await host.get(f"/api/rooms/{room['id']}/view"))[1]["room"]
    branch, turn = view["branch"], view["turn"]["number"]
    assert (view["branches"][-1]["name"], branch > 0, forked >= branch) == ("Another way", True, True)
    other = (await give(host, room, "turn.submit", turn=turn, text="Or so."))[1]["seq"]

    async def read(branch: int) -> list[int]:
        _, page = await host.get(f"/api/rooms/{room['id']}/passages?branch={branch}")
        return [passage["id"] for passage in page["passages"]]

    assert await read(0) == ids
    assert await read(branch) == [ids[0], other]
    status, answer = await host.get(f"/api/rooms/{room['id']}/passages?branch={branch + 1}")
    assert (status, answer["code"]) == (404, "no_such_branch")


async def test_the_room_is_read_as_a_page_is_sent_it(wire: Wire) -> None:
    """W110: the room is read as a page is sent it: the same snapshot as over a socket."""
    host = await wire.person()
    room = await host.begin()
    await give(host, room, "turn.submit", turn=1, text="Once.")
    await give(host, room, "chat.post", text="Aside.")
    tab = await host.enter(room)
    _, seen = await host.get(f"/api/rooms/{room['id']}/view")
    told = tab.joined
    assert {**seen, "now": None} == {**told, "now": None}
    assert [line.text for line in Snapshot.model_validate_json(json.dumps(seen)).chat] == ["Aside."]
    assert seen["now"]["here"] == [str(host.id)]
    await tab.leave()


async def test_a_hidden_line_is_read_by_its_writer_alone(wire: Wire) -> None:
    """W111: a hidden line is read by its writer alone, and so is a secret vote: no address brings it to anybody else
    before its time.
    """
    host, guest = await wire.person(), await wire.person("Bo")
    room = await host.begin(mode="round", rules={"secret_votes": True})
    tabs = [await host.enter(room), await guest.enter(room)]
    assert (await give(host, room, "turn.submit", turn=1, text="Begun before anybody else came."))[0] == 200
    turn = (await host.get(f"/api/rooms/{room['id']}/view"))[1]["room"]["turn"]["number"]
    assert (await give(host, room, "turn.submit", turn=turn, text="The hidden heron."))[0] == 200
    called = await give(host, room, "vote.call", kind="end")
    assert (await give(host, room, "vote.cast", vote=called[1]["seq"], option=1))[0] == 200
    reading = ("", "/view", "/events", "/passages", "/chat", "/story", "/story.md", "/story.txt", "/tree")
    for path in reading:
        _, seen = await guest.get(f"/api/rooms/{room['id']}{path}")
        assert "heron" not in str(seen)
        assert "'ballot': 1" not in str(seen)
    _, own = await host.get(f"/api/rooms/{room['id']}/view")
    assert (own["now"]["line"], own["now"]["ballot"]) == ("The hidden heron.", 1)
    for path in ("events", "export"):
        status, log = await host.get(f"/api/rooms/{room['id']}/{path}")
        assert (status, "heron" in str(log)) == (200, False)
    await asyncio.gather(*(tab.leave() for tab in tabs))


async def test_every_no_has_one_shape(wire: Wire) -> None:
    """W112: every no has one shape: also where there is nothing, where it is asked in another way, and of what is too
    large.
    """
    host = await wire.person()
    room = await host.begin()
    at = f"/api/rooms/{room['id']}"
    for method, path, code, status in (
        ("GET", "/api/nothing", "no_such_address", 404), ("POST", "/api/rooms/x", "no_such_address", 404),
        ("GET", "/api/rooms/x/events", "no_such_address", 404), ("PUT", "/api/me", "wrong_method", 405),
        ("POST", f"{at}/commands/draft.show", "no_such_address", 404), ("GET", f"{at}/ticket", "wrong_method", 405),
        ("OPTIONS", f"{at}/events", "wrong_method", 405), ("POST", f"{at}/events", "wrong_method", 405),
    ):  # fmt: skip
        found, answer, headers = await host.ask(method, path)
        assert (found, answer["kind"], answer["code"]) == (status, "refusal", code), path
        assert (status == 405) == ("allow" in headers)
    assert (await host.ask("PUT", "/api/me"))[2]["allow"] == "GET, HEAD, POST"
    status, answer, headers = await host.ask("POST", f"{at}/commands/chat.post", data=b"x" * 70_000)
    assert (status, answer["code"]) == (413, "too_large")
    assert headers["x-content-type-options"] == "nosniff"


async def test_limits_are_told_in_headers(settings: Settings, owner: Any) -> None:
    """W113: limits are told in headers: what is left of requests and of commands, and after a refusal how long to wait.
    A socket and HTTP draw from the same.
    """
    async with serving(settings, owner, commands_per_second_person=1, requests_per_second_address=2) as wire:
        host = await wire.person()
        room = await host.begin()
        tab = await host.enter(room)
        path = f"/api/rooms/{room['id']}/commands/chat.post"
        said = [await host.ask("POST", path, json={"op": new_op(), "text": f"{n}"}) for n in range(4)]
        first, last = said[0][2], said[-1]
        assert first["ratelimit-policy"].split(", ") == [
            '"requests";q=20;w=10', '"commands-person";q=3;w=3', '"commands-address";q=1800;w=3',
        ]  # fmt: skip
        assert '"commands-person";r=1;t=' in first["ratelimit"]
        assert (last[0], last[1]["code"]) == (429, "too_fast")
        assert last[2]["retry-after"] == str(last[1]["args"]["seconds"])
        assert '"commands-person";r=0;t=3' in last[2]["ratelimit"]
        assert (await tab.call("chat.post", text="By socket."))["code"] == "too_fast"
        _, _, headers = await host.ask("GET", "/")
        assert "ratelimit" not in headers
        status = 200
        while status != 429:
            status, _, headers = await host.ask("GET", "/api/me")
        assert int(headers["retry-after"]) >= 1
        assert '"requests";r=0;t=10' in headers["ratelimit"]
        await tab.leave()


async def test_a_process_that_goes_takes_no_command(settings: Settings, owner: Any) -> None:
    """W114: a process that goes takes no command, and says so with 503; what it took is answered."""
    async with serving(settings, owner) as wire:
        host = await wire.person()
        room = await host.begin()
        wire.house.sockets.draining = True
        status, answer = await give(host, room, "chat.post", text="Too late.")
        assert (status, answer["code"]) == (503, "restarting")


async def sees(person: Person, room: dict[str, Any]) -> bool:
    """Whether they find themselves among those who are here."""
    _, seen = await person.get(f"/api/rooms/{room['id']}/view")
    return bool(seen["now"]["here"] == [str(person.id)])


async def test_a_room_that_another_process_changed_is_read_and_written_as_it_is(settings: Settings, owner: Any) -> None:
    """W115: a room that another process changed is read and written as it is: HTTP may reach any process."""
    async with serving(settings, owner) as one, serving(settings, owner) as two:
        host = await one.person()
        there = Person(two, host.address, host.id, host.name, host.cookies)
        room = await host.begin()
        tab = await host.enter(room)
        await until_asked("they are seen from there", lambda: sees(there, room))
        await tab.leave()
        for n in range(3):
            for person in (host, there):
                status, answer = await give(person, room, "turn.submit", turn=1, text=f"Passage {n}.")
                assert status == 200, answer
                other = there if person is host else host
                _, page = await other.get(f"/api/rooms/{room['id']}/passages?limit=1")
                assert page["passages"][0]["id"] == answer["seq"]
                assert (await other.get(f"/api/rooms/{room['id']}/view"))[1]["seq"] == answer["seq"]


def counted(wire: Wire, outcome: str) -> float:
    """How many words aside had this outcome."""
    told = {"name": "chat.post", "outcome": outcome}
    return wire.house.metrics.registry.get_sample_value("roundtale_commands_total", told) or 0


async def test_commands_over_http_are_counted_and_logged(wire: Wire) -> None:
    """W116: commands over HTTP are counted like any other, by name and outcome."""
    host = await wire.person()
    room = await host.begin()
    before = counted(wire, "ok")
    await give(host, room, "chat.post", text="Aside.")
    assert counted(wire, "ok") == before + 1


@pytest.mark.parametrize("served", [True, False], ids=["a room with a socket", "a room that is read first"])
async def test_without_postgres_a_command_is_counted_as_busy(
    served: bool, settings: Settings, database_url: str, redis_url: str
) -> None:
    """W264: while PostgreSQL lets nobody in, a command over HTTP is answered busy and counted as that, not as a mistake
    of ours, whether the house has the room in mind or must read it; afterwards it is done.
    """
    lost = await released(database_url, redis_url, "wire_lost")
    lost = settings.model_copy(update={"database_url": lost.database_url})
    owner = await asyncpg.connect(database_url)
    async with serving(lost, owner, command_seconds=1) as wire:
        host = await wire.person()
        room = await host.begin()
        tab = await host.enter(room) if served else None
        await owner.execute("alter database wire_lost allow_connections false")
        await owner.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'wire_lost'")
        status, answer = await give(host, room, "chat.post", text="Is anybody there?")
        assert (status, answer["code"]) == (503, "busy")
        assert (counted(wire, "busy"), counted(wire, "broken")) == (1, 0)
        await owner.execute("alter database wire_lost allow_connections true")

        async def heard() -> bool:
            return bool((await give(host, room, "chat.post", text="There is."))[0] == 200)

        await until_asked("it is back", heard)
        assert counted(wire, "broken") == 0
        if tab is not None:
            await tab.leave()
    await owner.close()
