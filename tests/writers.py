"""Simulated members: a lean browser each, over HTTP and real Socket.IO frames, that keeps a record of everything.

What a client does here is what web/src/room does: it folds events, sends an unanswered op again after a reconnect
under the same op, and comes back by itself with a growing, spread pause. Fifty of them fit beside the server.
"""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass, field
from time import monotonic
from typing import Annotated, Any
from uuid import UUID

import aiohttp
from pydantic import Field, TypeAdapter

from rooms.protocol import (
    EVENT,
    PROTOCOL_VERSION,
    SIGNAL,
    Answer,
    AnyEvent,
    AnySignal,
    Command,
    Delta,
    JoinRoom,
    MemberLeft,
    Presence,
    Receipt,
    Refusal,
    RoomView,
    ServerRestarting,
    Snapshot,
    text_of,
)
from rooms.room import Recorded, Room, apply
from rooms.runtime import cancel
from server.wire.websocket import REMOVED
from tests.faults.records import Record, What, digest
from tests.visitors import AGAIN, Visitor

ANSWER: TypeAdapter[Answer] = TypeAdapter(Annotated[Answer, Field(discriminator="kind")])
TOLD = re.compile(r"wrote ([0-9a-f-]{36})")
"""How everything ends that the crowd writes (tests/faults/crowds.py), each with an id of its own."""
SILENT_SECONDS = 16
"""The server pings every 10 s; a socket that is silent for longer is dead."""


@dataclass(eq=False)
class Unanswered:
    """A write until its answer is final."""

    command: Command
    future: asyncio.Future[int | str]
    connection: int = 0
    put_off: bool = False
    """It will be sent again in a moment."""


@dataclass(eq=False)
class Client(Visitor):
    """A visitor who opens a room and stays."""

    room: Room | None = None
    epoch: UUID | None = None
    texts: dict[int, str] = field(default_factory=dict)
    """The words of every event and version that this page holds, by their seq."""
    signals: list[AnySignal] = field(default_factory=list)
    heard: list[AnyEvent] = field(default_factory=list)
    """Every event as it came, live or in a delta."""
    here: set[UUID] = field(default_factory=set)
    """Who is here, as this page shows it."""
    line: str = ""
    """One's own hidden line, as the answer to the last join had it."""
    saw: dict[str, int] = field(default_factory=dict)
    """Words that can be told again, and the seq of the frame that first had them."""
    voted: set[int] = field(default_factory=set)
    joined: bool = False
    removed: bool = False
    connection: int = 0
    acked: int = 0
    """Writes with a receipt."""
    pings: int = 0
    _acks: dict[int, UUID] = field(default_factory=dict)
    _asked: int = 0
    _unanswered: dict[UUID, Unanswered] = field(default_factory=dict)
    _later: set[asyncio.Task[None]] = field(default_factory=set)
    _socket: aiohttp.ClientWebSocketResponse | None = None
    _life: asyncio.Task[None] | None = None

    @property
    def view(self) -> RoomView:
        assert self.room is not None
        return self.room.view

    @property
    def unanswered(self) -> list[UUID]:
        """Ops of writes that have no final answer yet."""
        return list(self._unanswered)

    # Coming and going.

    def enter(self, host: Client | None = None) -> None:
        """Open the page of a story, and stay on it through everything, until ``leave``."""
        if host is not None:
            self.room_id, self.code = host.room_id, host.code
        self._life = asyncio.create_task(self._live_on(), name=self.name)

    async def close(self) -> None:
        """Close the page; ``enter`` opens it again with what it held."""
        if self._life is not None and self._life.done():
            self._life.result()
        await cancel(self._life, *self._later)
        self._life = None

    async def leave(self) -> None:
        await self.close()
        if self.http is not None:
            await self.http.close()

    def drop(self) -> None:
        """Tear the socket as a tunnel does: at once, and without a goodbye."""
        if line := self._line():
            line.abort()

    def stop_reading(self) -> None:
        """Read nothing more on this connection, as a laptop does whose lid is closed."""
        if line := self._line():
            line.pause_reading()

    def _line(self) -> asyncio.Transport | None:
        return self._socket._writer.transport if self._socket and not self._socket.closed else None

    @property
    def port(self) -> int:
        """Of its end of the socket, by which a proxy knows it."""
        assert self._socket is not None
        return int(self._socket.get_extra_info("sockname")[1])

    def cut(self) -> None:
        """Note that nothing reaches this socket any more, which only the test can know."""
        self._note("cut")

    def forget(self) -> None:
        """Reload the page: what it held is gone, except what it has not been answered."""
        self.room = None
        self.drop()

    def change_place(self) -> None:
        """Lose the socket, and come back by the next address."""
        self._at += 1
        self.drop()

    async def _live_on(self) -> None:
        while not self.removed:
            try:
                await self._connect()
            except (aiohttp.ClientError, OSError, TimeoutError):
                self._at += 1
            finally:
                if self._socket is not None:
                    self._note("lost")
                self.joined, self._socket = False, None
            await self._wait()
        for unanswered in self._unanswered.values():
            unanswered.future.set_result("removed")
        self._unanswered = {}

    async def _connect(self) -> None:
        assert self.http is not None
        ticket = await self.ticket()
        async with self.http.ws_connect(
            f"{self.address}/socket.io/?EIO=4&transport=websocket",
            headers={"Origin": self.address},
            max_msg_size=0,
            timeout=aiohttp.ClientWSTimeout(ws_receive=SILENT_SECONDS, ws_close=1),
        ) as socket:
            self._socket = socket
            self.connection += 1
            self._acks = {}
            self._note("opened")
            async for message in socket:
                if message.type is aiohttp.WSMsgType.TEXT and not await self._take(message.data, ticket):
                    break
            self.removed = self.removed or socket.close_code == REMOVED

    async def _take(self, frame: str, ticket: str) -> bool:
        """One Engine.IO packet. False: this connection has no more to say."""
        if frame.startswith('42["event",'):
            event = EVENT.validate_json(frame[11:-1])
            self._search(frame, event.seq)
            self._hear(event, "received")
        elif frame.startswith('42["signal",'):
            signal = SIGNAL.validate_json(frame[12:-1])
            self._search(frame, signal.seq)
            self._see(signal)
        elif frame.startswith("43"):
            start = frame.index("[")
            answer = ANSWER.validate_json(frame[start + 1 : -1])
            self._search(frame, answer.seq if isinstance(answer, Snapshot | Delta) else 0)
            await self._answered(int(frame[2:start]), answer)
        elif frame.startswith("0"):
            await self._say(f"40{json.dumps({'protocol': PROTOCOL_VERSION, 'ticket': ticket})}")
        elif frame.startswith("40"):
            await self._join()
        elif frame == "2":
            self.pings += 1
            await self._say("3")
        return not frame.startswith(("1", "41", "44"))

    def _search(self, frame: str, seq: int) -> None:
        """Note which of the crowd's words a frame has, wherever in it."""
        for told in TOLD.findall(frame) if "wrote" in frame else ():
            self.saw.setdefault(told, seq)

    async def _say(self, frame: str) -> None:
        """Send; what a dying socket does not take is sent again on the next one."""
        if self._socket is not None and not self._socket.closed:
            try:
                await self._socket.send_str(frame)
            except (aiohttp.ClientError, OSError):
                return

    # What the house says.

    async def _join(self) -> None:
        after = self.room.seq if self.room else None
        command = JoinRoom(op=self.op(), as_name=self.name, after=after, epoch=self.epoch)
        self._note("asked", op=command.op)
        await self._ask(command)

    async def _answered(self, ack: int, answer: Answer) -> None:
        """A command that arrives twice is answered twice: a join's second answer is no news, a write's is on record."""
        op = self._acks[ack]
        match answer:
            case Snapshot() | Delta():
                if not self.joined:
                    self._note("told", op=op, seq=answer.seq)
                    await self._seated(answer)
            case Receipt():
                self.acked += op in self._unanswered
                self._settle(op, "acked", answer.seq)
            case Refusal(code=code) if not self.joined:
                self._note("told", op=op, code=code)
                self.drop()
            case Refusal(code=code) if code in AGAIN:
                self._note("put_off", op=op, code=code)
                if op in self._unanswered and not self._unanswered[op].put_off:
                    self._unanswered[op].put_off = True
                    self._soon(self._send_later(self._unanswered[op]))
            case Refusal(code=code):
                self._settle(op, "refused", code=code)

    async def _seated(self, answer: Snapshot | Delta) -> None:
        if isinstance(answer, Snapshot):
            self._note("reset", seq=answer.seq)
            self.epoch = answer.epoch
            self.room = Room(view=answer.room, at=answer.now.at, ops={})
            self.texts = {text.version: text.text for text in answer.texts}
            self.texts |= {line.id: line.text for line in answer.chat}
        else:
            assert self.room is not None
            self._note("resumed", seq=self.room.seq)
            for event in answer.events:
                self._hear(event, "caught_up")
        self.here, self.line = set(answer.now.here), answer.now.line
        self.joined, self._pause = True, 0.05
        for unanswered in list(self._unanswered.values()):
            await self._send(unanswered)

    def _hear(self, event: AnyEvent, how: What) -> None:
        """Fold the next event. Any other is only recorded: the witness will ask about it."""
        self._note(how, seq=event.seq)
        self.heard.append(event)
        if self.room is not None and event.seq == self.room.seq + 1:
            self.room = apply(self.room, Recorded(event))
            text = text_of(event)
            if text is not None:
                self.texts[event.seq] = text
        if isinstance(event, MemberLeft) and event.member == self.person:
            self.removed = True

    def _see(self, signal: AnySignal) -> None:
        self.signals.append(signal)
        if isinstance(signal, ServerRestarting):
            self._note("restarting")
            self._soon(self._move_on(signal.delay_ms / 1000))
        elif isinstance(signal, Presence):
            self.here = (self.here | set(signal.here)) - set(signal.gone)

    async def _move_on(self, seconds: float) -> None:
        """Leave a server that goes, when it asked to be left."""
        connection = self.connection
        await asyncio.sleep(seconds)
        if connection == self.connection:
            self.drop()

    # What the member says.

    async def write(self, kind: type[Command], /, **fields: Any) -> int | str:
        """Give a command that leaves an event, as often as it takes: its seq, or the code of its final refusal."""
        if self.removed:
            return "removed"
        command = kind(op=self.op(), **fields)
        unanswered = Unanswered(command, asyncio.get_running_loop().create_future())
        self._unanswered[command.op] = unanswered
        if self.joined:
            await self._send(unanswered)
        return await unanswered.future

    async def show(self, command: Command) -> None:
        """Give a command that leaves no event, and want no answer."""
        await self._say(f'42["{command.name}",{command.model_dump_json()}]')

    async def _send(self, unanswered: Unanswered) -> None:
        command = unanswered.command
        unanswered.connection, unanswered.put_off = self.connection, False
        text = getattr(command, "text", None)
        self._note("sent", op=command.op, hash=digest(text) if text else "")
        await self._ask(command)

    async def _send_later(self, unanswered: Unanswered) -> None:
        await asyncio.sleep(self.random.uniform(0.1, 0.4))
        if self.joined and unanswered.connection == self.connection and unanswered.command.op in self._unanswered:
            await self._send(unanswered)

    async def _ask(self, command: Command) -> None:
        self._asked += 1
        self._acks[self._asked] = command.op
        await self._say(f'42{self._asked}["{command.name}",{command.model_dump_json()}]')

    def _settle(self, op: UUID, what: What, seq: int = 0, code: str = "") -> None:
        self._note(what, op=op, seq=seq, code=code)
        unanswered = self._unanswered.pop(op, None)
        if unanswered is not None and not unanswered.future.done():
            unanswered.future.set_result(code or seq)

    def _soon(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._later.add(task)
        task.add_done_callback(self._later.discard)

    def _note(self, what: What, **details: Any) -> None:
        self.records.append(Record(monotonic(), self.name, self.connection, what, **details))
