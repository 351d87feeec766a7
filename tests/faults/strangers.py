"""Hostile clients in a process of their own, so that what they do to themselves is not measured on the others.

``python -m tests.faults.strangers`` reads what to do as JSON and answers with what came of it.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import zlib
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Any
from uuid import uuid4

import aiohttp

from rooms.protocol import PROTOCOL_VERSION
from tests.faults.processes import ROOT
from tests.wire.bad_frames import attack
from tests.wire.client import RawSocket, masked

PATIENCE_SECONDS = 20
"""For the house to end a socket; the tests ask for less."""
BOMB = zlib.compress(b"4" + b"x" * 16_000_000, wbits=-15)


@dataclass
class Stranger:
    """Somebody with an address of their own, and perhaps a room to go to."""

    base: str
    number: int
    room: str = ""
    code: str = ""
    cookie: str = ""

    @property
    def headers(self) -> dict[str, str]:
        address = f"10.66.{self.number >> 8 & 255}.{self.number & 255}"
        return {"Origin": self.base, "X-Forwarded-For": address} | ({"Cookie": self.cookie} if self.cookie else {})

    async def arrive(self) -> None:
        async with (
            aiohttp.ClientSession() as http,
            http.post(f"{self.base}/api/me", json={"name": f"Mallory {self.number}"}, headers=self.headers) as answer,
        ):
            self.cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in answer.cookies.items())

    async def ticket(self) -> str:
        path = f"{self.base}/api/rooms/{self.room}/ticket"
        async with (
            aiohttp.ClientSession() as http,
            http.post(path, json={"code": self.code}, headers=self.headers) as answer,
        ):
            return str((await answer.json())["ticket"])

    async def socket(self, shows_ticket: bool) -> RawSocket:
        raw = RawSocket(self.base, self.headers)
        assert b" 101 " in await raw.open()
        if shows_ticket:
            shown = json.dumps({"protocol": PROTOCOL_VERSION, "ticket": await self.ticket()})
            await raw.say(masked(f"40{shown}".encode()))
            await raw.hears(b"40{")
        return raw

    async def join(self) -> RawSocket:
        raw = await self.socket(True)
        join = json.dumps(["room.join", {"op": str(uuid4()), "as_name": f"Mallory {self.number}"}])
        await raw.say(masked(f"420{join}".encode()))
        await raw.hears(b"430[")
        return raw


async def ended(raw: RawSocket, began: float) -> float:
    """Seconds until the house ended it."""
    with suppress(ConnectionError):
        await raw.ends(PATIENCE_SECONDS)
    await raw.close()
    return monotonic() - began


async def bad_frames(people: Sequence[Stranger], frames: int, seconds: float) -> dict[str, Any]:
    """``frames`` in all, spread over ``seconds``. Every second stranger has a seat in the room to begin with, and is a
    ghost as soon as their first bad frame has ended its socket.
    """
    each = frames // len(people)

    async def one(person: Stranger) -> int:
        ticket = None
        if person.number % 2:
            await person.arrive()
            await (await person.join()).close()
            ticket = await person.ticket()
        began, sent = monotonic(), 0
        while sent < each:
            sent += await attack(person.base, person.headers, ticket, 1_000 * person.number + sent, min(5, each - sent))
            ticket = None
            await asyncio.sleep(max(0.0, began + seconds * sent / each - monotonic()))
        return sent

    return {"sent": sum(await asyncio.gather(*map(one, people)))}


def heavy(kind: str) -> tuple[bool, list[bytes]]:
    """Whether it is sent by somebody who showed a ticket; and what is sent."""
    match kind:
        case "a deflate bomb":
            return True, [masked(BOMB, rsv=0x40)]
        case "a frame of 16 MB":
            return True, [masked(b"x" * 16_000_000)]
        case "fragments of one byte":
            return True, [masked(b"4", fin=False), *[masked(b"2", 0, fin=False)] * 70_000]
        case "fragments of nothing":
            return True, [masked(b"4", fin=False), *[masked(b"", 0, fin=False)] * 1_000_000]
        case _:
            raise ValueError(kind)


async def too_much(people: Sequence[Stranger], kind: str) -> dict[str, Any]:
    """Each sends the same that is too much, and waits for the end."""
    shows_ticket, frames = heavy(kind)
    data = b"".join(frames)

    async def one(person: Stranger) -> float:
        await person.arrive()
        raw = await person.socket(shows_ticket)
        began = monotonic()
        await raw.say(data)
        return await ended(raw, began)

    return {"slowest": max(await asyncio.gather(*map(one, people)))}


async def half_open(people: Sequence[Stranger], each: int) -> dict[str, Any]:
    """Sockets that are opened and say nothing: ``each`` from every address."""

    async def one(person: Stranger) -> float:
        raw = await person.socket(False)
        return await ended(raw, monotonic())

    took = await asyncio.gather(*(one(person) for person in people for _ in range(each)))
    return {"slowest": max(took), "sockets": len(took)}


async def dripping(people: Sequence[Stranger]) -> dict[str, Any]:
    """Requests for a socket whose head never ends, a byte at a time."""

    async def one(person: Stranger) -> float:
        host, port = person.base.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        began = monotonic()
        writer.write(f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {host}\r\nX-Slow: ".encode())
        while not reader.at_eof() and monotonic() - began < PATIENCE_SECONDS:
            writer.write(b"x")
            with suppress(TimeoutError, ConnectionError):
                await asyncio.wait_for(reader.read(1), 0.1)
        took = monotonic() - began
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
        return took

    return {"slowest": max(await asyncio.gather(*map(one, people)))}


async def flood(
    people: Sequence[Stranger], command: str, fields: dict[str, Any], per_second: int, seconds: float
) -> Any:
    """Members send ``per_second`` commands each, and come back whenever they are cut off."""
    codes: Counter[str] = Counter()
    until = monotonic() + seconds

    async def listen(raw: RawSocket) -> None:
        """Count the receipts and the codes of refusals, in whatever pieces they come."""
        rest = b""
        while chunk := await raw.reader.read(65_536):
            *whole, rest = (rest + chunk).split(b'"kind":')
            rest = b'"kind":' + rest
            for part in whole[1:]:
                _count(part, codes)
        _count(rest.removeprefix(b'"kind":'), codes)

    async def one(person: Stranger) -> None:
        await person.arrive()
        while monotonic() < until:
            raw = await person.join()
            codes["joined"] += 1
            listening = asyncio.create_task(listen(raw))
            tick, number = monotonic(), 0
            while monotonic() < until and not listening.done():
                due = int((monotonic() - tick) * per_second) - number
                sent = [json.dumps([command, {"op": str(uuid4()), **fields}]) for _ in range(due)]
                await raw.say(*(masked(f"42{number + n}{text}".encode()) for n, text in enumerate(sent, 1)))
                number += due
                codes["sent"] += due
                await asyncio.sleep(0.01)
            await raw.close()
            with suppress(ConnectionError):
                await listening

    await asyncio.gather(*map(one, people))
    return dict(codes)


def _count(part: bytes, codes: Counter[str]) -> None:
    if part.startswith(b'"receipt"'):
        codes["receipt"] += 1
    elif part.startswith(b'"refusal","code":"'):
        codes[part.split(b'"', 6)[5].decode()] += 1


DO: dict[str, Callable[..., Awaitable[dict[str, Any]]]] = {
    "bad_frames": bad_frames, "too_much": too_much, "half_open": half_open, "dripping": dripping, "flood": flood,
}  # fmt: skip


async def strangers(do: str, base: str, count: int, room: str = "", code: str = "", **more: Any) -> dict[str, Any]:
    """Let ``count`` strangers do something of DO in another process: what came of it."""
    people = [{"base": base, "number": number, "room": room, "code": code} for number in range(count)]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.faults.strangers",
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        said, _ = await process.communicate(json.dumps({"do": do, "people": people, "more": more}).encode())
    except BaseException:
        process.kill()
        await process.wait()
        raise
    assert process.returncode == 0, f"the strangers failed: {do}"
    return dict(json.loads(said))


def many_files() -> None:
    """Let this process, and those it starts, have as many sockets as the system allows."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


if __name__ == "__main__":
    many_files()
    told = json.load(sys.stdin)
    done = DO[told["do"]]([Stranger(**person) for person in told["people"]], **told["more"])
    print(json.dumps(asyncio.run(done)))  # type: ignore[arg-type]
