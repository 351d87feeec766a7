"""A line between two programs that fails as lines do: a TCP proxy whose faults are set, and taken away, while it runs.

Its words are Toxiproxy's, whose server is not to be had here (research: reliability.md, 4.0).
"""

from __future__ import annotations

import asyncio
import math
import socket
import struct
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import monotonic
from urllib.parse import parse_qs, urlsplit, urlunsplit

from rooms.runtime import cancel

CHUNK = 16_384
UNDER_WAY = 4
"""Chunks that a direction holds between its two ends."""
INTERNET_SEGMENT = 1460
"""Bytes; on loopback segments are so large that a sender's kernel takes megabytes that nobody has read."""
BLINK = 0.01
"""How soon a line notices that it was healed, in seconds."""
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True)
class Faults:
    """What one direction suffers.

    ``latency`` and ``jitter`` are seconds, ``bandwidth`` bytes a second, ``piece`` the largest number of bytes that
    are passed on at once. After ``limit`` bytes the connection is cut, with a FIN to both. In a ``blackhole`` bytes
    and endings wait and nobody is told, as where every packet is lost: healed, they arrive.
    """

    latency: float = 0.0
    jitter: float = 0.0
    bandwidth: float = math.inf
    piece: int = CHUNK
    limit: float = math.inf
    blackhole: bool = False


HEALTHY = Faults()
BLACKHOLE = Faults(blackhole=True)


class Cut(Exception):
    """The limit of a direction was reached."""


class Pipe:
    """One direction of a connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, random: Random) -> None:
        self._reader = reader
        self._writer = writer
        self._random = random
        self._under_way: asyncio.Queue[tuple[float, bytes | None]] = asyncio.Queue(UNDER_WAY)
        self.suffer(HEALTHY)

    def suffer(self, faults: Faults) -> None:
        self.faults = faults
        self._left = faults.limit

    async def take(self) -> None:
        """Note what comes and when; nothing at the end, None where the other side reset."""
        data: bytes | None = b"..."
        while data:
            try:
                data = await self._reader.read(CHUNK)
            except OSError:
                data = None
            await self._under_way.put((monotonic(), data))

    async def give(self) -> None:
        """Pass it on, until its end.

        Raises:
            ConnectionResetError: the sender reset.
            Cut: that was the limit.
        """
        while True:
            came, data = await self._under_way.get()
            await asyncio.sleep(max(0.0, came + self.delay() - monotonic()))
            for piece in self.pieces(data or b""):
                await self._pass(piece)
            await self._open()
            if data is None:
                raise ConnectionResetError
            if not data:
                with suppress(OSError):
                    self._writer.write_eof()
                return

    def delay(self) -> float:
        """Seconds for the next chunk, as the seed has it."""
        return self.faults.latency + self._random.uniform(-1, 1) * self.faults.jitter

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """The same bytes, cut as the seed has it; a tenth of a second's worth at most, so that healing is noticed."""
        while data:
            most = max(1, int(min(self.faults.piece, self.faults.bandwidth / 10)))
            size = most if most == CHUNK else self._random.randint((most + 1) // 2, most)
            yield data[:size]
            data = data[size:]

    async def _pass(self, piece: bytes) -> None:
        await self._open()
        piece, whole = piece[: int(min(self._left, len(piece)))], len(piece)
        self._left -= len(piece)
        with suppress(OSError):  # the other direction tells that nobody listens any more
            self._writer.write(piece)
            await self._writer.drain()
        if len(piece) < whole:
            raise Cut
        if self.faults.bandwidth < math.inf:
            await asyncio.sleep(whole / self.faults.bandwidth)

    async def _open(self) -> None:
        while self.faults.blackhole:
            await asyncio.sleep(BLINK)


class Connection:
    """``up`` goes to the server, ``down`` to the client."""

    def __init__(self, client: Streams, server: Streams, random: Random) -> None:
        self.up = Pipe(client[0], server[1], random)
        self.down = Pipe(server[0], client[1], random)
        self._writers = (client[1], server[1])
        self._tasks: list[asyncio.Task[None]] = []

    async def carry(self) -> None:
        """Until both directions ended, or one of them ended the other."""
        takes = [asyncio.create_task(pipe.take(), name="take") for pipe in (self.up, self.down)]
        gives = [asyncio.create_task(pipe.give(), name="give") for pipe in (self.up, self.down)]
        self._tasks = [*takes, *gives]
        try:
            await asyncio.gather(*gives)
        except ConnectionResetError:
            self.reset()
        except (Cut, asyncio.CancelledError):
            pass  # closed below
        finally:
            await cancel(*self._tasks)
            for writer in self._writers:
                writer.close()

    def suffer(self, up: Faults = HEALTHY, down: Faults = HEALTHY) -> None:
        self.up.suffer(up)
        self.down.suffer(down)

    def reset(self) -> None:
        """RST to both, and what was under way is gone."""
        for writer in self._writers:
            with suppress(OSError):  # that one is closed
                writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
        self.close()

    def close(self) -> None:
        """FIN to both."""
        for task in self._tasks:
            task.cancel()


class Proxy:
    """In front of ``target``: a port of this machine or a unix socket. ``connections`` are those by clients' ports."""

    def __init__(self, target: int | Path, seed: int, window: int | None) -> None:
        self.target = target
        self.port = 0
        self.connections: dict[int, Connection] = {}
        self._seed = seed
        self._window = window
        self._faults = (HEALTHY, HEALTHY)
        self._opened = 0
        self._carrying: set[asyncio.Task[None]] = set()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def instead(self, url: str) -> str:
        """The address of a database or Redis, by way of this proxy."""
        parts = urlsplit(url)
        scheme = "redis" if parts.scheme == "unix" else parts.scheme
        path = "" if parts.scheme == "unix" else parts.path
        user, at, _ = parts.netloc.rpartition("@")
        return urlunsplit((scheme, f"{user}{at}127.0.0.1:{self.port}", path, "", ""))

    def suffer(self, up: Faults = HEALTHY, down: Faults = HEALTHY) -> None:
        """Let every connection, and those to come, suffer this; by default nothing."""
        self._faults = (up, down)
        for connection in self.connections.values():
            connection.suffer(up, down)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection."""
        task = asyncio.current_task()
        assert task is not None
        self._carrying.add(task)
        self._opened += 1
        random = Random(f"{self._seed} {self._opened}")
        port = writer.get_extra_info("peername")[1]
        try:
            connection = Connection((reader, writer), await self._reach(), random)
            connection.suffer(*self._faults)
            self.connections[port] = connection
            await connection.carry()
        except OSError:
            writer.transport.abort()
        finally:
            self.connections.pop(port, None)
            self._carrying.discard(task)

    async def _reach(self) -> Streams:
        if isinstance(self.target, Path):
            return await asyncio.open_unix_connection(self.target, limit=CHUNK)
        endpoint = socket.socket()
        if self._window:
            endpoint.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, self._window)
            endpoint.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, INTERNET_SEGMENT)
        endpoint.setblocking(False)
        await asyncio.get_running_loop().sock_connect(endpoint, ("127.0.0.1", self.target))
        return await asyncio.open_connection(sock=endpoint, limit=CHUNK)

    async def end(self) -> None:
        for connection in self.connections.values():
            connection.close()
        await asyncio.gather(*self._carrying, return_exceptions=True)


@asynccontextmanager
async def proxy(target: int | Path = 0, seed: int = 1, window: int | None = None) -> AsyncIterator[Proxy]:
    """Listen on a port of its own. A small ``window`` (bytes) lets the server feel at once that nobody reads."""
    made = Proxy(target, seed, window)
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0, limit=CHUNK)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        server.close()
        await made.end()
        await server.wait_closed()


def socket_of(url: str) -> Path:
    """The unix socket that an embedded PostgreSQL or Valkey listens on."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return Path(parts.path)
    query = parse_qs(parts.query)
    return Path(query["host"][0]) / f".s.PGSQL.{query['port'][0]}"
