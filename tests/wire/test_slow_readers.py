"""Readers who do not read, and who is no longer there: the others wait for nobody (T27)."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from typing import Any
from uuid import uuid4

import pytest

from rooms.settings import Settings
from server.wire.peer import Peer
from tests.waiting import until
from tests.wire.client import Person, RawSocket, Wire, masked, serving

FAST = {"commands_per_second_socket": 500, "commands_per_second_person": 500, "passage_chars": 16_000}
PAGE = "words " * 2_600


async def join_and_stop_reading(wire: Wire, person: Person, room: dict[str, Any]) -> RawSocket:
    ticket = await person.ticket(room)
    raw = RawSocket(wire.base, person.headers())
    await raw.open(receive_buffer=4096)
    await raw.say(masked(f'40{{"protocol":1,"ticket":"{ticket}"}}'.encode()))
    join = json.dumps(["room.join", {"op": str(uuid4()), "as_name": person.name}])
    await raw.say(masked(f"420{join}".encode()))
    await until("they are in", lambda: any(p.joined for p in peers_of(wire, person)))
    raw.writer.transport.pause_reading()  # type: ignore[attr-defined]
    for peer in peers_of(wire, person):
        peer.socket.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    return raw


def peers_of(wire: Wire, person: Person) -> list[Peer]:
    return [peer for peer in wire.house.sockets.peers.values() if peer.member == person.id]


async def test_who_does_not_read_is_dropped_and_converges_later(settings: Settings, owner: Any) -> None:
    """W31: who does not read is dropped and converges later: the others wait for nobody."""
    async with serving(settings, owner, **FAST) as wire:
        host, slow = await wire.person(), await wire.person("Bo")
        room = await host.begin()
        tab = await host.enter(room)
        raw = await join_and_stop_reading(wire, slow, room)

        waits: list[float] = []
        while peers_of(wire, slow):
            assert len(waits) < 300, "they were never dropped"
            began = time.perf_counter()
            assert (await tab.write(PAGE))["ok"]
            waits.append(time.perf_counter() - began)
        assert max(waits) < 2
        assert b"roundtale_slow_readers_total 1.0" in wire.house.metrics.text()
        await raw.close()

        again = await slow.enter(room, after=2)
        last = (await tab.write("The end."))["seq"]
        await again.hears_up_to(last)
        again.assert_gapless()
        assert again.joined["seq"] == last - 1
        assert [e["seq"] for e in again.joined.get("events", [])] in ([], list(range(3, last)))
        await asyncio.gather(tab.leave(), again.leave())


@pytest.mark.parametrize(("after", "kind"), [(2, "delta"), (None, "snapshot")])
async def test_a_story_larger_than_an_outbox_can_be_joined(
    settings: Settings, owner: Any, after: int | None, kind: str
) -> None:
    """W32: a story larger than an outbox can be joined: what is asked for is never too much for a reader who reads."""
    async with serving(settings, owner, outbox_bytes=65_536, **FAST) as wire:
        host, late = await wire.person(), await wire.person("Bo")
        room = await host.begin()
        tab = await host.enter(room)
        await (await late.enter(room)).leave()
        for _ in range(20):
            last = (await tab.write(PAGE))["seq"]
        again = await late.enter(room, after=after)
        assert (again.joined["kind"], again.joined["seq"]) == (kind, last)
        assert sum(map(len, again.frames)) > 300_000
        await asyncio.gather(tab.leave(), again.leave())


async def test_who_is_removed_and_does_not_read_is_gone_all_the_same(settings: Settings, owner: Any) -> None:
    """W33: who is removed and does not read is gone all the same: a full socket keeps nobody in the room."""
    async with serving(settings, owner, outbox_bytes=16_000_000, **FAST) as wire:
        host, slow = await wire.person(), await wire.person("Bo")
        room = await host.begin()
        tab = await host.enter(room)
        raw = await join_and_stop_reading(wire, slow, room)
        while peers_of(wire, slow)[0].socket.waiting_bytes == 0:
            assert (await tab.write(PAGE))["ok"]

        assert (await tab.call("member.kick", member=str(slow.id)))["ok"]

        await until("they are gone", lambda: tab.here() == {str(host.id)} and not peers_of(wire, slow), seconds=3)
        await raw.close()
        await tab.leave()


@pytest.mark.parametrize("full", [False, True])
async def test_who_answers_no_ping_is_gone_soon(settings: Settings, owner: Any, full: bool) -> None:
    """W34: who answers no ping is gone soon: a pulled cable (P8), with and without words on their way to it; here with
    hastier pings.
    """
    async with serving(settings, owner, outbox_bytes=16_000_000, ping_seconds=0.4, pong_seconds=1.5, **FAST) as wire:
        host, gone = await wire.person(), await wire.person("Bo")
        room = await host.begin()
        tab = await host.enter(room)
        raw = await join_and_stop_reading(wire, gone, room)
        while full and peers_of(wire, gone) and peers_of(wire, gone)[0].socket.waiting_bytes == 0:
            await tab.write(PAGE)
        await until("they are gone", lambda: tab.here() == {str(host.id)} and not peers_of(wire, gone), seconds=10)
        await raw.close()
        await tab.leave()


async def test_who_asks_for_pongs_and_reads_none_is_dropped(settings: Settings, owner: Any) -> None:
    """W175: who asks for pongs and reads none is dropped: what waits for them has the same end as any outbox."""
    async with serving(settings, owner, outbox_bytes=65_536, ping_seconds=60) as wire:
        host, slow = await wire.person(), await wire.person("Bo")
        room = await host.begin()
        tab = await host.enter(room)
        raw = await join_and_stop_reading(wire, slow, room)
        pings = masked(b"p" * 125, 9) * 100
        sent = 0
        while peers_of(wire, slow):
            assert sent < 20_000_000, "they were never dropped"
            sent += len(pings)
            await raw.say(pings)
        await until("they are gone", lambda: tab.here() == {str(host.id)})
        await raw.close()
        await tab.leave()
