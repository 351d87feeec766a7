"""Who may do what to a room they are not, or no longer, or not wholly in: every route and every command (S6)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest

from rooms.decide import HOST_COMMANDS
from rooms.moderation import SPEAKING
from rooms.protocol import COMMANDS
from server.api.openapi import every_endpoint
from tests.wire.client import Person, Tab, Wire
from tests.wire.test_commands import MINIMAL

CANARY = "canary"
OUTSIDERS = ("anonymous", "stranger", "left", "kicked", "banned")
ROOM_ROUTES = {(each.method, each.path): each for each in every_endpoint() if "{room:uuid}" in each.path}
OTHER_ROUTES = {
    "/api/me", "/api/rooms", "/api/rooms/import", "/api/stories", "/api/codes/{code}", "/api/keys",
    "/api/keys/{key:uuid}", "/api/links/{token}", "/api/read/{token}/story", "/api/read/{token}/story.md",
    "/api/read/{token}/story.txt", "/api/read/{token}/media/{file:uuid}",
}  # fmt: skip
DOORS = ("/ticket", "/commands/room.join")
"""Where those who know the room are told why they may not come in."""


@dataclass
class Stage:
    wire: Wire
    room: dict[str, Any]
    host: Tab
    people: dict[str, Person] = field(default_factory=dict)
    tabs: dict[str, Tab] = field(default_factory=dict)
    """Sockets that were opened while their person was still welcome."""


@pytest.fixture(scope="module")
async def stage(wire: Wire) -> AsyncIterator[Stage]:
    host = await wire.person()
    room = await host.begin(premise=f"A {CANARY} that sings.")
    tab = await host.enter(room)
    await tab.write(f"The {CANARY} sang.")
    made = Stage(wire, room, tab)
    made.people["anonymous"] = await wire.person(None)
    for kind in ("stranger", "left", "kicked", "banned", "muted", "waiting"):
        made.people[kind] = person = await wire.person(kind)
        if kind == "waiting":
            made.tabs[kind] = await person.connect(room)
        elif kind != "stranger":
            made.tabs[kind] = await person.enter(room)
    await made.tabs["left"].call("room.leave")
    await tab.call("member.kick", member=str(made.people["kicked"].id))
    await tab.call("member.ban", member=str(made.people["banned"].id))
    await tab.call("member.mute", member=str(made.people["muted"].id), muted=True)
    yield made
    for each in (tab, *made.tabs.values()):
        await each.leave()


def test_every_route_and_command_is_in_the_matrix() -> None:
    """W60: every route and command is in the matrix."""
    assert {each.path for each in every_endpoint() if "{room:uuid}" not in each.path} == OTHER_ROUTES
    assert {each.who for each in ROOM_ROUTES.values()} <= {"member", "leader"}
    assert MINIMAL.keys() == COMMANDS.keys()


@pytest.mark.parametrize("who", OUTSIDERS)
@pytest.mark.parametrize("route", ROOM_ROUTES, ids=" ".join)
async def test_a_room_does_not_exist_for_who_is_not_in_it(stage: Stage, who: str, route: tuple[str, str]) -> None:
    """W61: a room does not exist for who is not in it: the answer is the one that a room gets which was never made,
    but for those who know it.
    """
    method, path = route
    body = {"op": str(uuid4()), "as_name": who} if path.endswith("room.join") else {}
    head = await stage.wire.head(stage.room["id"])

    async def ask(room: str) -> tuple[int, Any]:
        status, answer, _ = await stage.people[who].ask(method, path.replace("{room:uuid}", room), json=body)
        return status, answer

    (status, answer), (never, unknown) = await ask(stage.room["id"]), await ask(str(uuid4()))
    assert status in (401, 403, 404), answer
    assert CANARY not in str(answer)
    if who in ("anonymous", "stranger") or not path.endswith(DOORS):
        assert (status, answer) == (never, unknown)
    else:
        assert answer["code"] in ("not_here", "banned")
    assert await stage.wire.head(stage.room["id"]) == head


async def test_the_code_lets_in_whom_it_may(stage: Stage) -> None:
    """W62: the code lets in whom it may: strangers and those who went, not the banned, not who has no name, and not
    with another room's code; of who has a seat none is asked.
    """
    other = await stage.host.person.begin()
    expected = {"anonymous": 401, "stranger": 200, "left": 200, "kicked": 200, "banned": 403, "muted": 200}
    for who, status in expected.items():
        person = stage.people[who]
        path = f"/api/rooms/{stage.room['id']}/ticket"
        assert (await person.post(path, {"code": stage.room["code"]}))[0] == status, who
        wrong = (await person.post(path, {"code": other["code"]}))[0]
        assert wrong == 200 if who == "muted" else wrong in (401, 404), who


@pytest.mark.parametrize("name", COMMANDS)
async def test_a_command_from_outside_changes_nothing(stage: Stage, name: str) -> None:
    """W63: a command from outside changes nothing: over a socket that was open before its person went, or that has not
    joined.
    """
    head, heard = await stage.wire.head(stage.room["id"]), {}
    for who, tab in stage.tabs.items():
        if who == "muted":
            continue
        before = len(tab.frames)
        payload = {"op": str(uuid4())} | {k: 5 if v == "own" else v for k, v in MINIMAL[name][0].items()}
        if tab.closed:
            assert who != "waiting"
            continue
        if name != "room.join":
            assert (await tab.call_raw([name, payload]))["code"] == "not_here"
        heard[who] = tab.frames[before:]
    assert not any(CANARY in frame for frames in heard.values() for frame in frames)
    assert await stage.wire.head(stage.room["id"]) == head
    assert all(stage.tabs[who].closed for who in ("left", "kicked", "banned"))


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - {"room.leave"}))
async def test_who_is_muted_listens(stage: Stage, name: str) -> None:
    """W64: who is muted listens: they read, come and go, and have a hand in votes and reactions; words of theirs that
    others would hear or read are refused.
    """
    head = await stage.wire.head(stage.room["id"])
    tab = stage.tabs["muted"]
    payload = {"op": str(uuid4())} | {k: 5 if v == "own" else v for k, v in MINIMAL[name][0].items()}
    if name == "room.join":
        payload["as_name"] = "muted"
    answer = await tab.call_raw([name, payload])
    if COMMANDS[name] in SPEAKING:
        assert answer["code"] == "muted"
    elif name in ("vote.call", "reaction.set"):
        assert answer["ok"]
        head = answer["seq"]
    else:
        assert answer.get("code", answer["kind"]) in (
            "snapshot", "delta", "host_only", "not_your_turn", "not_yours", "no_such_passage", "coauthor_silent",
            "not_partial", "no_such_member", "no_such_note", "no_such_vote", "no_such_media",
        )  # fmt: skip
    assert await stage.wire.head(stage.room["id"]) == head


async def test_a_member_is_no_host(wire: Wire) -> None:
    """W65: a member is no host."""
    host, guest = await wire.person(), await wire.person("Bo")
    room = await host.begin()
    tab, other = await host.enter(room), await guest.enter(room)
    head = await wire.head(room["id"])
    for name in COMMANDS:
        if issubclass(COMMANDS[name], HOST_COMMANDS):
            answer = await other.call(name, **MINIMAL[name][0])
            assert answer["code"] == "host_only", name
    assert await wire.head(room["id"]) == head
    await tab.leave()
    await other.leave()


async def test_another_persons_passage_is_not_mine(wire: Wire) -> None:
    """W66: another person's passage is not mine."""
    host, guest = await wire.person(), await wire.person("Bo")
    room = await host.begin()
    tab, other = await host.enter(room), await guest.enter(room)
    passage = (await tab.write("Mine."))["seq"]
    for name, more in (("edit", {"text": "Theirs."}), ("retract", {}), ("choose", {"version": passage})):
        assert (await other.call(f"passage.{name}", passage=passage, **more))["code"] == "not_yours"
    await tab.leave()
    await other.leave()


async def test_events_of_a_room_reach_nobody_else(wire: Wire) -> None:
    """W67: events of a room reach nobody else."""
    host, guest = await wire.person(), await wire.person("Bo")
    mine, theirs = await host.begin(), await guest.begin()
    tab, other = await host.enter(mine), await guest.enter(theirs)
    waiting = await guest.connect(mine)
    await tab.write(f"The {CANARY} sang.")
    await other.write("Quiet here.")
    for each in (other, waiting):
        assert not any(CANARY in frame for frame in each.frames)
    assert {event["room"] for event in other.events} == {theirs["id"]}
    for each in (tab, other, waiting):
        await each.leave()
