"""A line that loses, repeats and mixes up messages: between a page and a server it passes on whole WebSocket messages.

TCP never does this; a client that resends, a browser with two tabs and whoever wishes us ill do.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from random import Random

import aiohttp
from aiohttp import web

from rooms.runtime import cancel

OWN_HEADERS = {"connection", "content-length", "content-encoding", "host", "transfer-encoding"}
"""Of one hop, or made anew by the next."""


@dataclass(frozen=True)
class Mischief:
    """What happens to the messages of one direction: each is lost with the chance ``drop``, else there are ``copies``
    of it, each of which arrives at a moment of its own within ``window`` seconds.
    """

    drop: float = 0.0
    copies: int = 1
    window: float = 0.0

    def moments(self, random: Random) -> list[float]:
        """When each copy of the next message arrives, in seconds from now."""
        if random.random() < self.drop:
            return []
        return [random.uniform(0, self.window) for _ in range(self.copies)]


HONEST = Mischief()


def is_message(packet: str) -> bool:
    """A Socket.IO event or answer; pings and the handshake always pass."""
    return packet.startswith(("42", "43"))


@dataclass
class Relay:
    """In front of the server at ``target``. ``said`` is what each socket's client sent, in order."""

    seed: int
    target: str = ""
    up: Mischief = HONEST
    down: Mischief = HONEST
    said: list[list[str]] = field(default_factory=list)
    port: int = 0
    _http: aiohttp.ClientSession | None = None
    _later: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def pass_on(self, request: web.Request) -> web.StreamResponse:
        headers = {name: value for name, value in request.headers.items() if name.lower() not in OWN_HEADERS}
        if "Upgrade" in request.headers:
            return await self._relay(request, headers)
        assert self._http is not None
        url = f"{self.target}{request.rel_url}"
        async with self._http.request(request.method, url, headers=headers, data=await request.read()) as answer:
            body = await answer.read()
            kept = [(name, value) for name, value in answer.headers.items() if name.lower() not in OWN_HEADERS]
            return web.Response(status=answer.status, body=body, headers=kept)

    async def _relay(self, request: web.Request, headers: dict[str, str]) -> web.WebSocketResponse:
        assert self._http is not None
        kept = {name: value for name, value in headers.items() if name.lower() in ("cookie", "origin")}
        random = Random(f"{self.seed} {len(self.said)}")
        words: list[str] = []
        self.said.append(words)
        client = web.WebSocketResponse(max_msg_size=0)
        async with self._http.ws_connect(f"{self.target}{request.rel_url}", headers=kept, max_msg_size=0) as server:
            await client.prepare(request)
            directions = (
                self._carry(client, server, lambda: self.up, Random(random.random()), words),
                self._carry(server, client, lambda: self.down, Random(random.random())),
            )
            carrying = [asyncio.create_task(direction, name="carry") for direction in directions]
            try:
                await asyncio.wait(carrying, return_when=asyncio.FIRST_COMPLETED)
            finally:
                await cancel(*carrying)
            await client.close(code=server.close_code or 1000)
        return client

    async def _carry(
        self,
        source: aiohttp.ClientWebSocketResponse | web.WebSocketResponse,
        sink: aiohttp.ClientWebSocketResponse | web.WebSocketResponse,
        mischief: Callable[[], Mischief],
        random: Random,
        words: list[str] | None = None,
    ) -> None:
        async for message in source:
            if message.type is not aiohttp.WSMsgType.TEXT:
                return
            packet: str = message.data
            if words is not None:
                words.append(packet)
            if not is_message(packet):
                await _deliver(sink, packet, 0)
                continue
            for moment in mischief().moments(random):
                if moment == 0:
                    await _deliver(sink, packet, 0)
                else:
                    task = asyncio.create_task(_deliver(sink, packet, moment))
                    self._later.add(task)
                    task.add_done_callback(self._later.discard)

    async def start(self) -> web.AppRunner:
        self._http = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=True)
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self.pass_on)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.port = runner.addresses[0][1]
        return runner

    async def end(self, runner: web.AppRunner) -> None:
        await cancel(*self._later)
        await runner.cleanup()
        if self._http is not None:
            await self._http.close()


async def _deliver(sink: aiohttp.ClientWebSocketResponse | web.WebSocketResponse, packet: str, seconds: float) -> None:
    await asyncio.sleep(seconds)
    with suppress(aiohttp.ClientError, OSError):  # a line that is gone takes what was under way
        if not sink.closed:
            await sink.send_str(packet)


@asynccontextmanager
async def relay(seed: int = 1) -> AsyncIterator[Relay]:
    """Listen on a port of its own; ``target`` is named later, since a server is told first who may reach it."""
    made = Relay(seed)
    runner = await made.start()
    try:
        yield made
    finally:
        await made.end(runner)
