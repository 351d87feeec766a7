"""The lines that fail are tried out themselves, on an echo, before a house is put behind them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

import pytest

from rooms.protocol import PostChat
from rooms.runtime import cancel
from rooms.settings import Settings
from tests.faults.crowds import Crowd
from tests.faults.processes import running
from tests.faults.proxy import BLACKHOLE, Faults, Pipe, Proxy, Streams, proxy
from tests.faults.relay import HONEST, Mischief, Relay, relay
from tests.waiting import until
from tests.witness import Figures, Violation

WORDS = bytes(range(256)) * 400


@asynccontextmanager
async def echo(folder: Path, seed: int = 1) -> AsyncIterator[tuple[Proxy, Streams]]:
    """A client, a line, and a server on a unix socket that says everything back."""
    ends: list[asyncio.StreamWriter] = []

    async def say_back(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ends.append(writer)
        try:
            while data := await reader.read(65_536):
                writer.write(data)
                await writer.drain()
        except ConnectionError:
            pass
        writer.close()

    path = folder / "echo.sock"
    server = await asyncio.start_unix_server(say_back, path)
    async with proxy(path, seed) as line:
        reader, writer = await asyncio.open_connection("127.0.0.1", line.port)
        await until("the line is open", lambda: line.connections)
        try:
            yield line, (reader, writer)
        finally:
            writer.transport.abort()
    for end in ends:
        end.transport.abort()
    server.close()
    await server.wait_closed()


async def said_back(client: Streams, words: bytes = WORDS) -> float:
    """Seconds until all of it came back, in order."""
    began = monotonic()
    client[1].write(words)
    assert await client[0].readexactly(len(words)) == words
    return monotonic() - began


@pytest.mark.parametrize(
    ("faults", "least"),
    [
        (Faults(), 0.0),
        (Faults(latency=0.2), 0.2),
        (Faults(latency=0.2, jitter=0.1), 0.1),
        (Faults(bandwidth=300_000), 0.3),
        (Faults(piece=500), 0.0),
    ],
    ids=["healthy", "latency", "jitter", "bandwidth", "slices"],
)
async def test_a_slow_line(faults: Faults, least: float, tmp_path: Path) -> None:
    """F-40: a slow line brings the same bytes in the same order, later; a healed one brings them at once."""
    async with echo(tmp_path) as (line, client):
        line.suffer(up=faults)
        assert await said_back(client) >= least
        line.suffer()
        assert await said_back(client) < 0.2


@pytest.mark.parametrize("direction", ["up", "down"])
async def test_a_blackhole(direction: str, tmp_path: Path) -> None:
    """F-41: in a blackhole nothing arrives and nobody is told, the other direction goes on, and healing brings it."""
    async with echo(tmp_path) as (line, client):
        [connection] = line.connections.values()
        line.suffer(**{direction: BLACKHOLE})
        client[1].write(b"Is anybody there?")
        client[1].write_eof()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await client[0].read(1)
        other = connection.down if direction == "up" else connection.up
        assert not other.faults.blackhole
        assert line.connections, "nobody hung up"
        line.suffer()
        assert await client[0].read() == b"Is anybody there?"


async def test_an_end(tmp_path: Path) -> None:
    """F-42: a reset is an error to the client; a cut lets exactly its bytes through and then ends in good order."""
    async with echo(tmp_path) as (line, client):
        [connection] = line.connections.values()
        await said_back(client)
        connection.reset()
        with pytest.raises(ConnectionResetError):
            await client[0].read(1)
    async with echo(tmp_path) as (line, client):
        line.suffer(down=Faults(limit=1234))
        client[1].write(WORDS)
        assert await client[0].read() == WORDS[:1234]
        await until("the connection is gone", lambda: not line.connections)


def test_a_seed_decides() -> None:
    """F-43: the same seed gives the same delays, the same pieces and the same fate of each message; another others."""

    def fate(seed: int) -> list[Any]:
        pipe = Pipe(None, None, Random(seed))  # type: ignore[arg-type]
        pipe.suffer(Faults(latency=1, jitter=1, piece=100))
        random, mischief = Random(seed), Mischief(drop=0.3, copies=3, window=0.5)
        return [
            [pipe.delay() for _ in range(20)],
            list(pipe.pieces(WORDS)),
            [mischief.moments(random) for _ in range(20)],
        ]

    assert fate(1) == fate(1)
    assert all(ours != theirs for ours, theirs in zip(fate(1), fate(2), strict=True))


@pytest.mark.parametrize(
    ("mischief", "words"),
    [
        (Mischief(drop=0.5), "P1: a gap"),
        (Mischief(copies=2), "P1: a repeat"),
        (Mischief(window=0.3), "P1: (a gap|an inversion)"),
    ],
    ids=["lost", "doubled", "mixed up"],
)
async def test_a_bad_line_is_found_out(
    mischief: Mischief, words: str, settings: Settings, owner: Any, tmp_path: Path
) -> None:
    """F-44: events lost, doubled or mixed up on their way to a page are found out by the witness; through the same
    relay without mischief nothing is.
    """
    async with relay() as line, running(settings, tmp_path, 1, {"ROUNDTALE_ORIGINS": line.address}) as [web]:
        line.target = web.address
        assert (await twenty_lines(line, owner, Mischief())).acked == 20
        with pytest.raises(Violation, match=words):
            await twenty_lines(line, owner, mischief)


async def twenty_lines(line: Relay, owner: Any, down: Mischief) -> Figures:
    """One member says twenty lines, and what the server says suffers ``down``."""
    line.down = HONEST
    async with Crowd([line.address], 1) as crowd:
        [host, listener] = await crowd.open("free", 2)
        await crowd.all_in()
        crowd.patience = 1
        line.down = down
        saying = [asyncio.create_task(host.write(PostChat, text=f"Line {n}. {host.op()}")) for n in range(20)]
        await until("some came", lambda: len(listener.heard) > 2)
        await asyncio.wait(saying, timeout=0.5)
        try:
            return await crowd.judged(owner)
        finally:
            await cancel(*saying)
