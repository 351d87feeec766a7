"""Frames that are none: whoever sends them is alone with it (T33)."""

from __future__ import annotations

import asyncio
import gc
import time
from typing import Any

import aiohttp
import pytest

from tests.waiting import until
from tests.wire.bad_frames import attack
from tests.wire.client import RawSocket, Tab, Wire, masked

FRAMES, SOCKETS = 2_000, 20


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
            attack(wire.base, person.headers(), ticket, seed, FRAMES // SOCKETS)
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
        raw = RawSocket(wire.base, person.headers())
        await raw.open()
        await raw.say(frame)
        await raw.close()
    head = {"Upgrade": "websocket", "Origin": wire.base}  # but no "Connection: Upgrade": that stays HTTP
    url = f"{wire.base}/socket.io/?EIO=4&transport=websocket"
    async with aiohttp.ClientSession() as http, http.get(url, headers=head) as answer:
        assert answer.status == 400
    await until("their sockets are forgotten", lambda: len(eio.sockets) <= before)
    await until("their surroundings too", lambda: set(wire.house.sockets.environ) <= set(eio.sockets))
