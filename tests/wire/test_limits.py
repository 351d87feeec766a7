"""Limits of a frame, a socket, a person and an address: beyond them one is refused in words, or cut off (T34, T35)."""

from __future__ import annotations

import asyncio
import time
from typing import Any
from uuid import UUID, uuid4

import pytest

from rooms.settings import Settings
from server.wire import websocket
from server.wire.buckets import Buckets
from tests.waiting import until
from tests.wire.client import RawSocket, Tab, Wire, masked, serving


@pytest.mark.parametrize("size", [65_537, 1_000_000])
async def test_a_frame_beyond_the_limit_ends_the_socket(wire: Wire, size: int) -> None:
    """W22: a frame beyond the limit ends the socket: 1009, before it was taken in whole."""
    host = await wire.person()
    tab = await host.enter(await host.begin())
    await tab.send("42" + "x" * (size - 2))
    assert await tab.is_closed() == 1009


async def test_the_longest_passage_passes(wire: Wire) -> None:
    """W23: the longest passage passes."""
    host = await wire.person()
    tab = await host.enter(await host.begin())
    assert (await tab.write("🕯" * wire.settings.passage_chars))["ok"]
    refused = await tab.write("x" * (wire.settings.passage_chars + 1))
    assert (refused["code"], refused["args"]) == ("too_long", {"length": 4001, "limit": 4000})
    await tab.leave()


async def test_many_small_fragments_do_not_pass_the_limit(wire: Wire) -> None:
    """W24: many small fragments do not pass the limit."""
    person = await wire.person()
    raw = RawSocket(wire.base, person.headers())
    await raw.open()
    await raw.say(masked(b"4", fin=False), *(masked(b"x" * 1_000, 0, fin=False) for _ in range(100)))
    assert (1009).to_bytes(2, "big") in await raw.ends()
    await raw.close()


async def test_fragments_of_a_message_are_counted(wire: Wire) -> None:
    """W174: fragments of a message are counted: empty ones too, which would never reach the limit of a frame."""
    person = await wire.person()
    raw = RawSocket(wire.base, person.headers())
    await raw.open()
    await raw.say(masked(b"4", fin=False), *(masked(b"", 0, fin=False) for _ in range(5_000)))
    assert (1009).to_bytes(2, "big") in await raw.ends(2)
    await raw.close()


async def test_compression_is_not_agreed_on(wire: Wire) -> None:
    """W25: compression is not agreed on: a bomb of 16 MB in 16 KB finds no unpacker."""
    person = await wire.person()
    raw = RawSocket(
        wire.base, person.headers() | {"Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits"}
    )
    assert b"extensions" not in (await raw.open()).lower()
    await raw.say(masked(b"\x00" * 100, rsv=0x40))
    assert (1002).to_bytes(2, "big") in await raw.ends()
    await raw.close()


async def test_a_socket_that_shows_no_ticket_is_closed(settings: Settings, owner: Any) -> None:
    """W26: a socket that shows no ticket is closed: whatever else it says; one that showed a ticket stays."""
    async with serving(settings, owner, handshake_seconds=1) as wire:
        host = await wire.person()
        tab = await host.enter(await host.begin())
        people = [await wire.person() for _ in range(3)]
        silent, busy, refused = (Tab(person, None) for person in people)
        for half_open in (silent, busy, refused):
            await half_open.open_socket()
        await busy.send('42["chat.post",{}]')
        await refused.send('40{"protocol":1,"ticket":"x"}')
        codes = [await half_open.is_closed() for half_open in (silent, busy, refused)]
        assert codes == [websocket.HANDSHAKE] * 3
        assert refused.refusal["data"]["code"] == "ticket_refused"
        assert (await tab.call("chat.post", text="I stay."))["ok"]
        await tab.leave()


async def test_half_open_sockets_of_an_address_are_counted(settings: Settings, owner: Any) -> None:
    """W27: half open sockets of an address are counted: beyond the limit no further one, elsewhere yes, and again when
    they are gone.
    """
    async with serving(settings, owner, halfopen_per_address=3, handshake_seconds=1) as wire:
        person, other = await wire.person(), await wire.person("Bo")
        room = await person.begin()
        raws = [RawSocket(wire.base, person.headers()) for _ in range(4)]
        assert [b" 101 " in await raw.open() for raw in raws] == [True, True, True, False]
        tab = await other.enter(room)
        for raw in raws:
            await raw.ends()
            await raw.close()
        again = await person.enter(room)
        await asyncio.gather(tab.leave(), again.leave())


async def test_sockets_of_a_person_and_of_an_address_are_counted(settings: Settings, owner: Any) -> None:
    """W28: sockets of a person and of an address are counted: refused in words, and free again when one closes."""
    async with serving(settings, owner, sockets_per_person=2, sockets_per_address=3) as wire:
        person = await wire.person(address="10.9.9.9")
        neighbour = await wire.person("Bo", address="10.9.9.9")
        room = await person.begin()
        tabs = [await person.enter(room), await person.enter(room), await neighbour.enter(room)]
        for refused in (await person.connect(room), await neighbour.connect(room)):
            assert refused.refusal["data"]["code"] == "too_fast"
            await refused.leave()
        await tabs.pop().leave()
        await until("there is room again", lambda: len(wire.house.sockets.peers) == 2)
        tabs.append(await neighbour.enter(room))
        await asyncio.gather(*(tab.leave() for tab in tabs))


async def test_a_flood_is_refused_in_words(wire: Wire) -> None:
    """W29: a flood is refused in words: within the bucket all is done, beyond it each is answered too_fast, and the
    others notice nothing.
    """
    host, guest = await wire.person(), await wire.person("Bo")
    room = await host.begin()
    calm, hasty = await host.enter(room), await guest.enter(room)
    tasks_before = len(asyncio.all_tasks())

    answers, began = [], time.monotonic()
    for burst in range(40):
        answers += [await hasty.ask(["typing.set", {"op": str(uuid4()), "typing": bool(n % 2)}]) for n in range(5)]
        if burst % 10 == 0:
            assert (await calm.call("chat.post", text="Calmly."))["ok"]
            assert len(asyncio.all_tasks()) < tasks_before + 20
    await until("all are answered, or it is cut off", lambda: hasty.closed or all(a.done() for a in answers))

    codes = [a.result().get("code", "ok") for a in answers if a.done()]
    assert set(codes) == {"ok", "too_fast"}
    per_second = wire.settings.commands_per_second_socket
    assert 55 <= codes.count("ok") <= (3 + time.monotonic() - began) * per_second + 1
    if not hasty.closed:
        refused = next(a.result() for a in answers if a.result().get("code") == "too_fast")
        assert refused["args"]["seconds"] >= 1
        await hasty.leave()
    await calm.leave()


async def test_the_inbox_has_an_end(settings: Settings, owner: Any) -> None:
    """W30: the inbox has an end: commands that wait behind a stuck one are bounded; then the socket is closed and says
    why.
    """
    async with serving(settings, owner, inbox_commands=8, command_seconds=2) as wire:
        host, guest = await wire.person(), await wire.person("Bo")
        room = await host.begin()
        tab, watcher = await host.enter(room), await guest.enter(room)
        async with owner.transaction():
            await owner.execute("select seq from heads where room_id = $1 for update", UUID(room["id"]))
            answers = [await tab.ask(["chat.post", {"op": str(uuid4()), "text": f"{n}"}]) for n in range(10)]
            assert await tab.is_closed() == websocket.TOO_FAST
        done = [a.result() for a in answers if a.done()]
        assert [a["code"] for a in done] == ["too_fast"]
        assert not watcher.closed
        await watcher.leave()


def test_a_bucket_is_kept_while_it_says_something() -> None:
    """W187: a bucket is kept while it says something: it gives its burst and then its rate, and one that is full again
    is forgotten, so that memory follows those who came lately and not all who ever came.
    """
    buckets = Buckets(per_second=2, burst=3)
    assert [buckets.take("fast", now=0) for _ in range(8)] == [0] * 6 + [1, 1]
    assert buckets.take("fast", now=0.5) == 0
    for number in range(1000):
        assert buckets.take(number, now=1 + number / 100) == 0
    assert len(buckets._level) < 100
    assert buckets.take("fast", now=11) == 0
