"""The load generator, a process of its own: orders come as JSON lines, each is answered with one.

``python -m tests.bench.generator``; the orders are the methods of ``Generator``.
"""

from __future__ import annotations

import asyncio
import gc
import json
import random
import sys
import time
from array import array
from typing import Any
from uuid import uuid4

import aiohttp
import uvloop
from picows import WSError

from rooms.protocol import PROTOCOL_VERSION
from tests.bench.crowd import MARK, Client, Load, Room, Run, spread, submit

AT_ONCE = 32
"""Clients that come in at the same time."""
QUIET_SECONDS = 0.5


class Generator:
    """``coauthor``: whether there is one in its rooms; ``member``: who comes into them."""

    def __init__(self, member: type[Client] = Client, coauthor: bool = False) -> None:
        self.member, self.coauthor = member, coauthor
        self.rooms: list[Room] = []
        self.addresses: list[str] = []
        self.latencies: list[array[float]] = []
        self.codes: dict[int, dict[str, Any]] = {}
        self.ours = False
        self.serial = 0
        self.again = 0
        self.head = 0
        self.http: aiohttp.ClientSession

    @property
    def members(self) -> list[Client]:
        return [client for room in self.rooms for client in room.members]

    async def enter(self, addresses: list[str], rooms: int, members: int, ours: bool) -> dict[str, Any]:
        """``members`` into each of ``rooms``, spread over ``addresses``. Who is known already keeps their name."""
        known = self.members
        self.leave_now()
        self.addresses, self.ours = addresses, ours
        self.latencies = [array("d") for _ in addresses]
        self.rooms = [Room(lambda mark: None) for _ in range(rooms)]
        for index in range(rooms * members):
            place = index % members % len(addresses)
            client = self.member(self.rooms[index // members], self.latencies[place])
            client.address, client.name = addresses[place], f"Writer {index}"
            client.cookie = known[index].cookie if index < len(known) else ""
            client.room.members.append(client)
        if ours:
            for room in self.rooms:
                await self._found(room)
        await self._all(self._insist)
        await self._quiet()
        return {"members": len(self.members)}

    async def load(self, **how: Any) -> dict[str, Any]:
        """Write, and say what everybody saw. Times in ms, ``cpu`` is this process's own, in seconds."""
        for latencies in self.latencies:
            del latencies[:]
        run = Run(self.rooms, Load(**how), self.serial)
        gc.collect()
        cpu = time.process_time()
        took = await run.go()
        cpu = time.process_time() - cpu
        self.serial = run.serial
        written = len(run.intended) - run.refused
        seen = sum(client.seen for client in self.members if not client.stalled)
        everybody = sum(len(room.order) * room.reading for room in self.rooms)
        by_nobody = written - sum(len(room.order) for room in self.rooms)
        frame = next((client.frame for client in self.members if client.frame), b"")
        return {
            "turns": written,
            "deliveries": seen,
            "seconds": took,
            "lost": everybody - seen + by_nobody,
            "wrong": sum(room.wrong for room in self.rooms),
            "refused": run.refused,
            "refusal": run.refusal,
            "cpu": cpu,
            "frame": len(frame),
            "all": spread(array("d", [value for some in self.latencies for value in some])),
            "near": spread(self.latencies[0]),
            "far": spread(self.latencies[-1]),
            "ack": spread(run.acks),
        }

    async def away(self, missed: int) -> dict[str, Any]:
        """Everybody but the first leaves, and the first writes on."""
        first, *others = self.members
        self.head = await self._sync(first)
        for client in others:
            client.close()
        for _ in range(missed):
            self.serial += 1
            number, _, event = submit(self.serial)[2:].partition(b"[")
            await first.ask(int(number), b"[" + event)
        await self._quiet()
        return {"head": self.head}

    async def come_back(self, seconds: float, missed: int) -> dict[str, Any]:
        """As the page does: each at a moment of its own, with a new ticket, from the last seq it saw."""
        wanted = [b"%08d" % (self.serial - missed + 1 + index) for index in range(missed)]
        complete, resets, odd = 0, 0, ""

        async def back(client: Client) -> None:
            nonlocal complete, resets, odd
            await asyncio.sleep(random.random() * seconds)
            answer = await self._insist(client, self.head)
            brought, reset = MARK.findall(answer), b'"kind":"snapshot"' in answer
            whole = brought[-missed:] == wanted if reset else brought == wanted
            complete, resets = complete + whole, resets + reset
            odd = odd if whole else f"{len(brought)} lines in {answer[:60].decode(errors='replace')}"

        began, self.again = time.perf_counter(), 0
        others = self.members[1:]
        await asyncio.gather(*(back(client) for client in others))
        await self._quiet()
        took = time.perf_counter() - began
        counts = {"returned": len(others), "complete": complete, "resets": resets, "again": self.again}
        return {**counts, "odd": odd, "seconds": took}

    async def stall(self) -> dict[str, Any]:
        """The last member stops reading."""
        client = self.members[-1]
        client.stalled = True
        assert client.transport is not None
        client.transport.underlying_transport.pause_reading()
        return {}

    async def stay(self, seconds: float) -> dict[str, Any]:
        """Only answer pings."""
        await asyncio.sleep(seconds)
        return {}

    def leave_now(self) -> None:
        for client in self.members:
            client.close()

    async def _sync(self, client: Client) -> int:
        self.serial += 1
        answer = await client.ask(self.serial, b'["room.sync",{"op":"%b","after":0}]' % str(uuid4()).encode())
        seq: int = json.loads(b"[" + answer)[0]["seq"]
        return seq

    async def _all(self, what: Any) -> None:
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(client: Client) -> None:
            async with gate:
                await what(client)

        await asyncio.gather(*(one(client) for client in self.members))

    async def _insist(self, client: Client, after: int | None = None) -> bytes:
        """As the page does: who is turned away tries again, a little later each time."""
        for pause in (0.3, 0.6, 1.2, 2.4, 4.8, None):
            try:
                return await self._come_in(client, after)
            except (ConnectionError, TimeoutError, aiohttp.ClientError, WSError):
                if pause is None:
                    raise
                self.again += 1
                client.close()
                await asyncio.sleep(pause * (0.5 + random.random()))
        raise AssertionError("unreachable")

    async def _come_in(self, client: Client, after: int | None = None) -> bytes:
        """Returns the answer to the join."""
        if not self.ours:
            await client.open()
            return b""
        card = self.codes[id(client.room)]
        if not client.cookie:
            await self._introduce(client)
        said = await self._post(client, f"/api/rooms/{card['id']}/ticket", {"code": card["code"]})
        await client.open(json.dumps({"protocol": PROTOCOL_VERSION, "ticket": said["ticket"]}).encode())
        self.serial += 1
        join = json.dumps(["room.join", {"op": str(uuid4()), "as_name": client.name, "after": after}])
        answer = await client.ask(self.serial, join.encode())
        if b'"ok":true' not in answer:
            raise ConnectionError(f"not seated: {answer[:200]!r}")
        return answer

    async def _found(self, room: Room) -> None:
        host = room.members[0]
        if not host.cookie:
            await self._introduce(host)
        rules = {"coauthor": self.coauthor}
        new = {"op": str(uuid4()), "name": host.name, "premise": "A lamp that sings.", "mode": "free", "rules": rules}
        self.codes[id(room)] = await self._post(host, "/api/rooms", new)

    async def _introduce(self, client: Client) -> None:
        await self._post(client, "/api/me", {"name": client.name})

    async def _post(self, client: Client, path: str, body: dict[str, Any]) -> dict[str, Any]:
        headers = {"Origin": client.address, "Cookie": client.cookie}
        async with self.http.post(client.address + path, json=body, headers=headers) as answer:
            said: dict[str, Any] = await answer.json()
            if answer.status >= 300:
                raise ConnectionError(f"{path}: {said}")
            for name, morsel in answer.cookies.items():
                client.cookie = f"{name}={morsel.value}"
            return said

    async def _quiet(self) -> None:
        """Until nothing has arrived for a while: everybody has heard of everybody."""
        before, since = -1, time.monotonic()
        while time.monotonic() - since < QUIET_SECONDS:
            await asyncio.sleep(0.1)
            heard = sum(client.heard + client.seen for client in self.members)
            if heard != before:
                before, since = heard, time.monotonic()


async def obey(generator: Generator) -> None:
    """Until there are no more orders."""
    loop = asyncio.get_running_loop()
    connector = aiohttp.TCPConnector(force_close=True, limit=0)  # every browser is a connection of its own
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar(), connector=connector) as generator.http:
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            order = json.loads(line)
            try:
                said = await getattr(generator, order.pop("do"))(**order)
            except Exception as error:
                said = {"error": f"{type(error).__name__}: {error}"}
            print(json.dumps(said), flush=True)
        generator.leave_now()


if __name__ == "__main__":
    gc.set_threshold(200_000, 50, 100)
    uvloop.run(obey(Generator()))
