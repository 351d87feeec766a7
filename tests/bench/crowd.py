"""Simulated members that cost several times less than any server here: no JSON per delivery, no task per client.

A written line carries a mark, ``~00000017~``. A delivery is found by the mark, compared with the order in which the
room's first reader saw the marks, and timed; that is all. So every reader is held to one order, without gap or repeat.
"""

from __future__ import annotations

import asyncio
import re
import time
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

MARK = re.compile(rb"~(\d{8})~")
TEXT_LENGTH = 120
"""Of a written line: a sentence."""
OPEN_SECONDS = 30
DRAIN_SECONDS = 30
"""For what is on its way when a load ends; the plain stack needs seconds for 16 lines to 1,000."""


class Room:
    """What was written in one room during one load, in the order that its first reader saw."""

    def __init__(self, told: Callable[[bytes], None]) -> None:
        self.members: list[Client] = []
        self.told = told
        self.begin({})

    def begin(self, intended: dict[bytes, float]) -> None:
        """Forget the last load. ``intended`` is when each mark of this one was to be sent."""
        self.intended = intended
        self.order: list[bytes] = []
        self.sent: list[float] = []
        self.left: list[int] = []
        self.wrong = 0
        self.reading = sum(not client.stalled for client in self.members)
        for client in self.members:
            client.seen = 0

    def first_seen(self, mark: bytes) -> None:
        self.order.append(mark)
        self.sent.append(self.intended.get(mark, 0.0))
        self.left.append(self.reading)


class Client(WSListener):
    """One socket. ``latencies`` is shared by all that are served by the same process."""

    def __init__(self, room: Room, latencies: array[float]) -> None:
        self.room = room
        self.latencies = latencies
        self.seen = 0
        self.stalled = False
        self.cookie = ""
        self.name = ""
        self.address = ""
        self.transport: WSTransport | None = None
        self.heard = 0
        self.frame = b""
        self.answers: dict[int, Callable[[bytes], None]] = {}
        self.admitted: asyncio.Future[bytes] | None = None

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        data = frame.get_payload_as_bytes()
        at = data.find(b"~")
        if at < 0 or data[1] != 50:  # "42" is an event, "43" an answer
            self._other(data)
            return
        mark, room, place = data[at + 1 : at + 9], self.room, self.seen
        if place == len(room.order):
            room.first_seen(mark)
            self.frame = data
        elif room.order[place] != mark:
            room.wrong += 1
            return
        self.seen = place + 1
        self.latencies.append(time.perf_counter() - room.sent[place])
        room.left[place] -= 1
        if not room.left[place]:
            room.told(mark)

    def _other(self, data: bytes) -> None:
        if data == b"2":
            self.send(b"3")
            return
        self.heard += 1
        if data.startswith(b"43"):
            number, _, answer = data[2:].partition(b"[")
            tell = self.answers.pop(int(number), None)
            if tell is not None:
                tell(answer)
        elif data.startswith((b"40", b"44")) and self.admitted is not None and not self.admitted.done():
            self.admitted.set_result(data)

    def send(self, data: bytes) -> None:
        if self.transport is not None:
            self.transport.send(WSMsgType.TEXT, data)

    async def open(self, auth: bytes = b"") -> None:
        """Connect, and be let in."""
        self.admitted = asyncio.get_running_loop().create_future()
        url = self.address.replace("http:", "ws:") + "/socket.io/?EIO=4&transport=websocket"
        self.transport, _ = await ws_connect(
            lambda: self, url, extra_headers={"Origin": self.address}, websocket_handshake_timeout=OPEN_SECONDS
        )
        self.send(b"40" + auth)
        async with asyncio.timeout(OPEN_SECONDS):
            said = await self.admitted
        if said.startswith(b"44"):
            raise ConnectionError(f"not let in: {said[:200]!r}")

    async def ask(self, number: int, event: bytes) -> bytes:
        answered: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self.answers[number] = answered.set_result
        self.send(b"42%d%b" % (number, event))
        async with asyncio.timeout(OPEN_SECONDS):
            return await answered

    def close(self) -> None:
        if self.transport is not None:
            self.transport.disconnect(False)


@dataclass
class Load:
    """``rate`` lines a second for all rooms together, or as fast as ``senders``, each with one line on its way, can.
    ``length`` of each line in characters."""

    senders: int
    seconds: float
    rate: float = 0
    length: int = TEXT_LENGTH


@dataclass
class Run:
    """One load on all rooms: a line is on its way until it is answered and everybody in the room has it."""

    rooms: list[Room]
    load: Load
    serial: int
    acks: array[float] = field(default_factory=lambda: array("d"))
    refused: int = 0
    refusal: str = ""
    intended: dict[bytes, float] = field(default_factory=dict)
    _open: dict[bytes, tuple[Client, int]] = field(default_factory=dict)
    _idle: asyncio.Event = field(default_factory=asyncio.Event)
    _ends: float = 0

    async def go(self) -> float:
        """Returns how long it took, seconds."""
        for room in self.rooms:
            room.begin(self.intended)
            room.told = self._one_part
        senders = self._senders()
        began = time.perf_counter()
        self._ends = began + self.load.seconds
        if self.load.rate:
            await self._steadily(senders, began)
        else:
            for sender in senders:
                self._write(sender, time.perf_counter())
        if self._open:
            try:
                async with asyncio.timeout(self.load.seconds + DRAIN_SECONDS):
                    await self._idle.wait()
            except TimeoutError:
                pass
        return time.perf_counter() - began

    def _senders(self) -> list[Client]:
        """Spread over the rooms, and inside a room over its members; all of them at the first server."""
        each = max(1, self.load.senders // len(self.rooms))
        found = []
        for room in self.rooms:
            able = [m for m in room.members if m.latencies is room.members[0].latencies and not m.stalled]
            found += [able[index * len(able) // each] for index in range(each)]
        return found

    async def _steadily(self, senders: list[Client], began: float) -> None:
        for index in range(int(self.load.rate * self.load.seconds)):
            due = began + index / self.load.rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            self._write(senders[index % len(senders)], due)

    def _write(self, sender: Client, due: float) -> None:
        self.serial += 1
        mark = b"%08d" % self.serial
        self.intended[mark] = due
        self._open[mark] = (sender, 2)
        self._idle.clear()
        sender.answers[self.serial] = lambda answer: self._answered(mark, due, answer)
        sender.send(submit(self.serial, self.load.length))

    def _answered(self, mark: bytes, due: float, answer: bytes) -> None:
        self.acks.append(time.perf_counter() - due)
        if b"true" not in answer:
            self.refused += 1
            self.refusal = answer[:200].decode(errors="replace")
            self._one_part(mark)
        self._one_part(mark)

    def _one_part(self, mark: bytes) -> None:
        """Answered, or seen by all."""
        open_ = self._open.get(mark)
        if open_ is None:
            return
        sender, parts = open_
        if parts > 1:
            self._open[mark] = (sender, parts - 1)
            return
        del self._open[mark]
        now = time.perf_counter()
        if not self.load.rate and now < self._ends:
            self._write(sender, now)
        elif not self._open:
            self._idle.set()


def submit(serial: int, length: int = TEXT_LENGTH) -> bytes:
    """The command that writes a marked line."""
    text = (b"~%08d~ " % serial).ljust(length, b".")
    return b'42%d["turn.submit",{"op":"%b","turn":1,"text":"%b"}]' % (serial, str(uuid4()).encode(), text)


def spread(latencies: array[float]) -> dict[str, Any]:
    """p50 and p99 in ms."""
    ordered = sorted(latencies)
    if not ordered:
        return {"p50": 0.0, "p99": 0.0}
    return {f"p{percent}": ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] * 1e3 for percent in (50, 99)}
