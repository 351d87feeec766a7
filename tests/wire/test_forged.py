"""What a hostile client can say in good frames: other names, other places, other shapes (T31)."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.waiting import until
from tests.wire.client import Person, Tab, Wire

FORGED = {"asgi.scope": {"client": ["6.6.6.6", 1]}, "HTTP_X_FORWARDED_FOR": "6.6.6.6"}
NAMES = [
    "connect", "disconnect", "connect_error", "message", "error", "*", "", " ", "room.join ", "ROOM.JOIN", "room",
    "room.create", "room.settle", "generation.restart", "generation.finish", "event", "signal", "__class__", "__init__",
    "__proto__", "constructor", "toString", "_connect", "_handle_connect", "on_connect", "emit", "shutdown", "\ud800",
    "room.join\x00", "x" * 5000,
]  # fmt: skip
SHAPES: list[Any] = [
    [], {}, "chat.post", None, [None], [7], [True], [["chat.post"]], [{"name": "chat.post"}],
    ["chat.post"], ["chat.post", {"text": "a"}, {"text": "b"}], ["chat.post", {"text": "a"}, "disconnect"],
]  # fmt: skip


@dataclass
class Stage:
    wire: Wire
    room: dict[str, Any]
    watcher: Tab
    guest: Person
    tab: Tab

    async def unchanged(self) -> bool:
        """Nobody came or went, nothing was written, and the watcher saw nothing."""
        view = (await self.wire.house.service.open(UUID(self.room["id"]))).room.view
        everybody = {str(self.watcher.person.id), str(self.guest.id)}
        seated = {str(m.id) for m in view.members.values() if m.status == "in"}
        return self.watcher.here() == everybody == seated and self.watcher.types[-1:] == ["member.joined"]


@pytest.fixture
async def stage(wire: Wire) -> AsyncIterator[Stage]:
    host, guest = await wire.person(), await wire.person("Bo")
    room = await host.begin()
    watcher = await host.enter(room)
    tab = await guest.enter(room)
    await watcher.hears("member.joined")
    await until("both are seen", lambda: len(watcher.here()) == 2)
    yield Stage(wire, room, watcher, guest, tab)
    await tab.leave()
    await watcher.leave()


async def test_names_that_are_no_commands_are_refused(stage: Stage) -> None:
    """W10: names that are no commands are refused: with an answer each, and nothing happens."""
    for name in NAMES:
        for payload in ({}, FORGED, "client namespace disconnect"):
            answer = await stage.tab.call_raw([name, payload])
            assert answer["code"] in ("unknown_command", "too_fast"), name
        if answer["code"] == "too_fast":
            break
    assert not stage.tab.closed
    assert await stage.unchanged()


@pytest.mark.parametrize("name", ["connect", "disconnect"])
async def test_forged_coming_and_going_changes_nothing(stage: Stage, name: str) -> None:
    """W11: forged coming and going changes nothing: the socket stays where it is, is still seen, and still hears."""
    assert (await stage.tab.call_raw([name, FORGED, {"ticket": "x"}]))["code"] == "unknown_command"
    assert (await stage.tab.call_raw([name, "transport close"]))["code"] == "unknown_command"
    assert await stage.unchanged()
    await stage.watcher.call("chat.post", text="Still here?")
    assert (await stage.tab.hears("chat.posted"))["text"] == "Still here?"


async def test_events_of_another_shape_are_refused(stage: Stage) -> None:
    """W12: events of another shape are refused: too many arguments, too few, no name; answered, or the socket ends.
    Never silence.
    """
    for shape in SHAPES:
        tab = await stage.guest.enter(stage.room)
        answer = await tab.ask(shape)
        await until(f"an answer to {shape}", lambda tab=tab, answer=answer: answer.done() or tab.closed)  # type: ignore[misc]
        if answer.done():
            assert answer.result()["code"] in ("bad_message", "unknown_command"), shape
        await tab.leave()
    await until("nothing has changed", lambda: len(stage.watcher.here()) == 2)
    assert await stage.unchanged()


async def test_other_namespaces_lead_nowhere(stage: Stage) -> None:
    """W13: other namespaces lead nowhere."""
    for frame in ("40/admin,{}", f"40/admin,{json.dumps({'ticket': 'x'})}"):
        await stage.tab.send(frame)
    post = ["chat.post", {"op": str(uuid4()), "text": "From elsewhere."}]
    assert (await stage.tab.call_raw(post, namespace="/admin,"))["code"] == "unknown_command"
    await stage.tab.send("41/admin,")
    assert await stage.unchanged()


@pytest.mark.parametrize(
    "frames",
    [
        ['451-["chat.post",{"_placeholder":true,"num":0}]'],
        ['451-["chat.post",{"_placeholder":true,"num":0}]', b"\x01\x02"],
        ['4599999999-["chat.post"]'],
        ['461-7["x"]', b"\x01"],
        [b"\x04binary"],
        ["bAQID"],
        ['44{"message":"x"}'],
        ["47"],
        ["9"],
    ],
    ids=lambda frames: ascii(frames[0])[:12],
)
async def test_binary_and_unknown_packets_end_their_own_socket_only(stage: Stage, frames: list[str | bytes]) -> None:
    """W14: binary and unknown packets end their own socket only."""
    tab = await stage.guest.enter(stage.room)
    for frame in frames:
        await (tab.send(frame) if isinstance(frame, str) else tab.socket.send_bytes(frame))
    await tab.is_closed()
    assert not stage.tab.closed
    assert await stage.unchanged()


async def test_a_socket_is_let_in_once(stage: Stage) -> None:
    """W15: a socket is let in once: showing a second ticket on the same socket, for another room too, leaves no ghost
    in the first.
    """
    other = await stage.guest.begin()
    for room in (stage.room, other):
        tab = await stage.guest.enter(stage.room)
        ticket = await stage.guest.ticket(room)
        await tab.send("40" + json.dumps({"protocol": 1, "ticket": ticket}))
        await until("an answer or an end", lambda tab=tab: tab.closed or tab.refusal)  # type: ignore[misc]
        await tab.leave()
    await stage.tab.leave()
    await until("the guest is gone", lambda: stage.watcher.here() == {str(stage.watcher.person.id)})
    peers = [peer for peer in stage.wire.house.sockets.peers.values() if peer.member == stage.guest.id]
    assert peers == []
    assert stage.wire.house.sockets._per_person[stage.guest.id] == 0
