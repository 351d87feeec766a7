"""Frames that are none, floods, and readers who do not read: whoever sends them is alone with it (T33 to T35)."""

from __future__ import annotations

import asyncio
import gc
import json
import random
import socket
import time
from typing import Any
from uuid import UUID, uuid4

import pytest

from rooms.settings import Settings
from server import websocket
from server.sockets import Peer
from tests.waiting import until
from tests.wire.client import Person, RawSocket, Tab, Wire, masked, serving

FRAMES, SOCKETS = 2_000, 20
DEEP = 30_000
CORPUS: list[bytes] = [
    # no Engine.IO
    masked(b"zzz"), masked(b""), masked(b"9"), masked(b"2probe"), masked(b"5"), masked(b"6"), masked(b"-1"),
    masked(b"\x00"),
    masked("٣".encode()), masked(b"b" + b"A" * 99), masked(b"\xf0\x9f"),
    # no Socket.IO
    masked(b"4"), masked(b"42"), masked(b"4x"), masked(b"49"), masked(b"43"), masked(b"44"), masked(b"45-"),
    masked(b"4599999999-[]"), masked(b"40"), masked(b"40{"), masked(b"40[[["), masked(b"40null"), masked(b"40\"x\""),
    masked(b'40{"protocol":1,"ticket":"x"}'), masked(b'40{"protocol":"1","ticket":[]}'), masked(b"41"),
    masked(b"41/x,"),
    masked(b"42/x"), masked(b"42/x,"), masked(b"42" + b"9" * 200 + b'["x"]'), masked(b'42-1["x"]'),
    # no JSON, or too much of it
    masked(b"42["), masked(b'42["chat.post",{]'), masked(b'42["chat.post",{"op":NaN}]'), masked(b'421["x",Infinity]'),
    masked(b"421[" + b"[" * DEEP), masked(b"421[" + b"[" * DEEP + b"]" * DEEP + b"]"),
    masked(b'421["x",' + b'{"a":' * (DEEP // 6) + b"1" + b"}" * (DEEP // 6) + b"]"),
    masked(b'421["chat.post",' + b"9" * 5_000 + b"]"), masked(b'421["turn.submit",{"turn":1' + b"0" * 4_000 + b"}]"),
    masked(b'421["\\ud800",{"text":"\\udfff"}]'), masked(b'421["chat.post",{"text":"\\u0000"}]'), masked(b'421[1e999]'),
    # no WebSocket
    masked(b"\xff\xfe"), masked(b"\xed\xa0\x80"), masked(b"42\xc3"), masked(b"\x00\x01\x02", 2), masked(b"", 2),
    masked(b"x", 3), masked(b"x", 7), masked(b"x", 0xB), masked(b"half", fin=False), masked(b"rest", 0),
    masked(b"half", fin=False) + masked(b"new one", fin=False), masked(b"42[", fin=False) + masked(b"\xff", 0),
    masked(b"x", rsv=0x40), masked(b"x", rsv=0x70), masked(b"42[]", mask=False), masked(b"p" * 126, 9),
    masked(b"p", 9, fin=False),
    masked(b"\x03", 8), masked(b"\x00\x01", 8), masked(b"\x03\xe8\xff", 8), masked(b"", 8), b"\x81\xff" + b"\xff" * 8,
    b"\x81\xfe\x00\x01" + b"mask!", b"GET / HTTP/1.1\r\n\r\n", b"\x81", b"\x00" * 64,
]  # fmt: skip


async def attack(person: Person, ticket: str | None, seed: int, frames: int) -> int:
    """Send bad frames, and come back whenever one has ended the socket. Returns how many were sent."""
    luck, sent = random.Random(seed), 0
    while sent < frames:
        raw = RawSocket(person.wire, person.headers())
        assert b" 101 " in await raw.open()
        if ticket is not None:
            await raw.say(masked(f'40{{"protocol":1,"ticket":"{ticket}"}}'.encode()))
            ticket = None
        for _ in range(5):
            sent += 1
            if not await raw.say(luck.choice(CORPUS)):
                break
        await raw.close()
    return sent


async def converse(tabs: list[Tab], until_done: asyncio.Future[Any]) -> list[float]:
    """People write by turns until the others are done. Returns how long each had to wait for a receipt."""
    waits: list[float] = []
    while not until_done.done() or len(waits) < 20:
        began = time.perf_counter()
        answer = await tabs[len(waits) % len(tabs)].write(f"Passage {len(waits)}.")
        assert answer["ok"], answer
        waits.append(time.perf_counter() - began)
        await asyncio.sleep(0.02)
    return waits


async def test_two_thousand_bad_frames_disturb_nobody(wire: Wire, caplog: pytest.LogCaptureFixture) -> None:
    """W20: two thousand bad frames disturb nobody: a conversation goes on, nothing unhandled is logged, and no ghost
    stays.
    """
    host, guest = await wire.person(), await wire.person("Bo")
    room = await host.begin()
    tabs = [await host.enter(room), await guest.enter(room)]
    attackers = [await wire.person(f"Mallory {n}") for n in range(SOCKETS)]
    tickets = [await person.ticket(room) if n % 2 else None for n, person in enumerate(attackers)]

    attacks = asyncio.gather(
        *(
            attack(person, ticket, seed, FRAMES // SOCKETS)
            for seed, (person, ticket) in enumerate(zip(attackers, tickets, strict=True))
        )
    )
    waits = await converse(tabs, attacks)

    assert sum(await attacks) >= FRAMES
    assert max(waits) < 2
    last = (await tabs[0].write("Still here."))["seq"]
    for tab in tabs:
        await tab.hears_up_to(last)
        tab.assert_gapless()
    mallory = {person.id for person in attackers}
    await until("no ghosts", lambda: not mallory & {peer.member for peer in wire.house.sockets.peers.values()})
    assert tabs[0].here() == {str(host.id), str(guest.id)}
    gc.collect()  # a task whose failure nobody looked at says so now
    assert [r.getMessage() for r in caplog.records if r.exc_info or r.levelname in ("ERROR", "CRITICAL")] == []
    await asyncio.gather(*(tab.leave() for tab in tabs))


async def test_engine_io_keeps_nothing_of_sockets_that_are_gone(wire: Wire) -> None:
    """W21: Engine.IO keeps nothing of sockets that are gone: also after bad frames."""
    eio = wire.house.sockets.eio
    before = len(eio.sockets)
    person = await wire.person()
    for frame in (masked(b"zzz"), masked(b"", 2), masked(b"4x"), b"\x81"):
        raw = RawSocket(wire, person.headers())
        await raw.open()
        await raw.say(frame)
        await raw.close()
    await until("their sockets are forgotten", lambda: len(eio.sockets) <= before)
    await until("their surroundings too", lambda: set(wire.house.sockets.environ) <= set(eio.sockets))


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
    raw = RawSocket(wire, person.headers())
    await raw.open()
    await raw.say(masked(b"4", fin=False), *(masked(b"x" * 1_000, 0, fin=False) for _ in range(100)))
    assert (1009).to_bytes(2, "big") in await raw.ends()
    await raw.close()


async def test_compression_is_not_agreed_on(wire: Wire) -> None:
    """W25: compression is not agreed on: a bomb of 16 MB in 16 KB finds no unpacker."""
    person = await wire.person()
    raw = RawSocket(wire, person.headers() | {"Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits"})
    assert b"extensions" not in (await raw.open()).lower()
    await raw.say(masked(b"\x00" * 100, rsv=0x40))
    assert (1002).to_bytes(2, "big") in await raw.ends()
    await raw.close()


async def test_a_socket_that_shows_no_ticket_is_closed(settings: Settings, owner: Any) -> None:
    """W26: a socket that shows no ticket is closed: whatever else it says; one that showed a ticket stays."""
    async with serving(settings, owner, handshake_seconds=0.5) as wire:
        host = await wire.person()
        tab = await host.enter(await host.begin())
        people = [await wire.person() for _ in range(3)]
        silent, busy, refused = (Tab(person, None) for person in people)
        for half_open in (silent, busy, refused):
            await half_open.open_socket()
        await busy.send('42["chat.post",{}]')
        await refused.send('40{"protocol":1,"ticket":"x"}')
        codes = [await half_open.is_closed(2) for half_open in (silent, busy, refused)]
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
        raws = [RawSocket(wire, person.headers()) for _ in range(4)]
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

    answers = []
    for burst in range(40):
        answers += [await hasty.ask(["typing.set", {"op": str(uuid4()), "typing": bool(n % 2)}]) for n in range(5)]
        if burst % 10 == 0:
            assert (await calm.call("chat.post", 2, text="Calmly."))["ok"]
            assert len(asyncio.all_tasks()) < tasks_before + 20
    await until("all are answered, or it is cut off", lambda: hasty.closed or all(a.done() for a in answers))

    codes = [a.result().get("code", "ok") for a in answers if a.done()]
    assert set(codes) == {"ok", "too_fast"}
    assert 55 <= codes.count("ok") <= 100
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


FAST = {"commands_per_second_socket": 500, "commands_per_second_person": 500, "passage_chars": 16_000}
PAGE = "words " * 2_600


async def join_and_stop_reading(wire: Wire, person: Person, room: dict[str, Any]) -> RawSocket:
    ticket = await person.ticket(room)
    raw = RawSocket(wire, person.headers())
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
        wire.house.sockets.eio.ping_interval = 60  # it is the full outbox that counts here
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
    async with serving(settings, owner, outbox_bytes=16_000_000, **FAST) as wire:
        wire.house.sockets.eio.ping_interval, wire.house.sockets.eio.ping_timeout = 0.4, 0.4
        host, gone = await wire.person(), await wire.person("Bo")
        room = await host.begin()
        tab = await host.enter(room)
        raw = await join_and_stop_reading(wire, gone, room)
        while full and peers_of(wire, gone) and peers_of(wire, gone)[0].socket.waiting_bytes == 0:
            await tab.write(PAGE)
        await until("they are gone", lambda: tab.here() == {str(host.id)} and not peers_of(wire, gone), seconds=5)
        await raw.close()
        await tab.leave()
