"""A provider's server that does what a script says: words, pauses, silence, half a body, a connection that is reset.

llmock, beside it, knows what a well-behaved client does; it has no resets, no error in mid-stream, no refusals of
OpenAI, no used cache and no pings.
"""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

FOREVER = 3600.0


@dataclass(frozen=True)
class Pause:
    """Nothing for some seconds, or until the client leaves."""

    seconds: float = FOREVER


@dataclass(frozen=True)
class Every:
    """The same again and again, until the client leaves."""

    what: bytes
    seconds: float


@dataclass(frozen=True)
class Fresh:
    """Made when it is sent: the moment, say."""

    make: Callable[[], bytes]


@dataclass(frozen=True)
class Break:
    """The connection ends in the middle of the body: in order, or reset."""

    reset: bool = False


@dataclass(frozen=True)
class Status:
    """An answer that is no stream: JSON, or bytes as they are."""

    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Kind:
    """What a stream says it is; it comes first."""

    type: str


Step = bytes | Pause | Every | Fresh | Break | Status | Kind
Script = Sequence[Step]
Answering = Callable[["Exchange"], Script]
"""A script that depends on what was asked."""


@dataclass
class Exchange:
    """One request, and what became of it."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    port: int = 0
    """The client's: which connection it came on."""
    left: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the client closed the connection before the script was over."""
    over: asyncio.Event = field(default_factory=asyncio.Event)


class Wire:
    """``async with Wire(script) as wire``; ``wire.next(...)`` goes before the script that all others get."""

    def __init__(self, usual: Script | Answering = ()) -> None:
        self.usual = usual
        self.exchanges: list[Exchange] = []
        self.remembers = True
        self._next: deque[Script] = deque()
        self._handlers: set[asyncio.Task[Any]] = set()

    def next(self, *scripts: Script) -> None:
        self._next.extend(scripts)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for handler in self._handlers:
            handler.cancel()
        await asyncio.gather(*self._handlers, return_exceptions=True)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._handlers.add(task)
        task.add_done_callback(self._handlers.discard)
        try:
            begun: bytes | None = b""
            while begun is not None and (exchange := await _heard(reader, begun)) is not None:
                exchange.port = writer.get_extra_info("peername")[1]
                if self.remembers:
                    self.exchanges.append(exchange)
                script = self._next.popleft() if self._next else self.usual
                script = script(exchange) if callable(script) else script
                begun = await _play(script, exchange, reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            return
        finally:
            writer.close()


async def _heard(reader: asyncio.StreamReader, begun: bytes) -> Exchange | None:
    """``begun``: what was read of it already."""
    try:
        head = (begun + await reader.readuntil(b"\r\n\r\n")).decode()
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.strip().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Exchange(first.split(" ")[1], headers, json.loads(body or b"{}"))


async def _play(
    script: Script, exchange: Exchange, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> bytes | None:
    """What came of the next request meanwhile: nothing, or its first byte. None: the connection is over."""
    playing = asyncio.ensure_future(_steps(script, writer))
    leaving = asyncio.ensure_future(reader.read(1))
    try:
        await asyncio.wait((playing, leaving), return_when=asyncio.FIRST_COMPLETED)
        if not playing.done():
            exchange.left.set()
            return None
        if not playing.result():
            return None
        return (leaving.result() or None) if leaving.done() else b""
    finally:
        exchange.over.set()
        for task in (playing, leaving):
            task.cancel()
        await asyncio.gather(playing, leaving, return_exceptions=True)


async def _steps(script: Script, writer: asyncio.StreamWriter) -> bool:
    begun, kind = False, "text/event-stream; charset=utf-8"
    for step in script:
        if isinstance(step, Kind):
            kind = step.type
            continue
        if isinstance(step, Status):
            body = step.body if isinstance(step.body, bytes) else json.dumps(step.body).encode()
            head = {"content-type": "application/json", "content-length": str(len(body)), **step.headers}
            writer.write(_head(step.status, head) + body)
            await writer.drain()
            return True
        if not begun and not isinstance(step, Pause):
            begun = True
            head = {"content-type": kind, "transfer-encoding": "chunked"}
            writer.write(_head(200, head | {"request-id": "req_1", "x-request-id": "req_1"}))
        if not await _step(step, writer):
            return False
    writer.write(b"0\r\n\r\n")
    await writer.drain()
    return True


async def _step(step: Step, writer: asyncio.StreamWriter) -> bool:
    match step:
        case bytes():
            _chunk(writer, step)
            await writer.drain()
        case Fresh(make=make):
            _chunk(writer, make())
        case Pause(seconds=seconds):
            await asyncio.sleep(seconds)
        case Every(what=what, seconds=seconds):
            while True:
                _chunk(writer, what)
                await writer.drain()
                await asyncio.sleep(seconds)
        case Break(reset=reset):
            if reset:
                told: socket.socket = writer.get_extra_info("socket")
                told.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort() if reset else writer.close()
            return False
        case Status() | Kind():
            raise AssertionError("it comes first")
    return True


def _chunk(writer: asyncio.StreamWriter, data: bytes) -> None:
    writer.write(b"%x\r\n%s\r\n" % (len(data), data))


def _head(status: int, headers: dict[str, str]) -> bytes:
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status} Said\r\n{lines}\r\n".encode()


def paced(steps: Iterable[bytes], seconds: float) -> list[Step]:
    """With a pause after each."""
    return [part for step in steps for part in (step, Pause(seconds))]
