"""The house as strangers meet it: a real uvicorn server, and clients that speak raw frames to it."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import os
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import aiohttp

from rooms.protocol import PROTOCOL_VERSION
from rooms.settings import Settings
from server.app import House, Server, house, uvicorn_config
from tests.waiting import until

ADDRESSES = itertools.count(1)


@dataclass
class Wire:
    """A server on a port of its own."""

    base: str
    house: House
    server: Server
    settings: Settings
    owner: Any

    async def person(self, name: str | None = "Amina", address: str | None = None) -> Person:
        """Somebody new, from an address of their own unless one is given; without a name they are not known yet."""
        number = next(ADDRESSES)
        person = Person(self, address or f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")
        if name is not None:
            status, me = await person.post("/api/me", {"name": name})
            assert status == 200, me
            person.id, person.name = UUID(me["person"]), name
        return person

    async def head(self, room: str) -> int:
        seq: int = await self.owner.fetchval("select seq from heads where room_id = $1", UUID(room))
        return seq


@asynccontextmanager
async def serving(settings: Settings, owner: Any, **changes: object) -> AsyncIterator[Wire]:
    """A whole web process in this one, on a free port."""
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listener:
        port = listener.getsockname()[1]
        settings = settings.model_copy(update={"port": port, "hand_over_seconds": 0, **changes})
        async with house(settings) as built:
            server = Server(uvicorn_config(settings, built.app))
            server.house = built
            running = asyncio.create_task(server.serve(sockets=[listener]))
            await until("the server is up", lambda: server.started)
            try:
                yield Wire(f"http://127.0.0.1:{port}", built, server, settings, owner)
            finally:
                server.should_exit = True
                await running


@dataclass
class Person:
    """A browser: its cookie, its address, and its tabs."""

    wire: Wire
    address: str
    id: UUID = field(default_factory=uuid4)
    name: str = ""
    cookies: dict[str, str] = field(default_factory=dict)

    def headers(self, origin: str | None = "") -> dict[str, str]:
        """As a page of ours sends them, or of another ``origin``; None: no page at all."""
        headers = {"X-Forwarded-For": self.address}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if origin is not None:
            headers["Origin"] = origin or self.wire.base
        return headers

    async def ask(self, method: str, path: str, **more: Any) -> tuple[int, Any, Mapping[str, str]]:
        headers = self.headers() | more.pop("headers", {})
        async with (
            aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session,
            session.request(method, self.wire.base + path, headers=headers, allow_redirects=False, **more) as response,
        ):
            for name, morsel in response.cookies.items():
                self.cookies[name] = morsel.value
            text = await response.text()
            is_json = response.content_type == "application/json"
            return response.status, json.loads(text) if is_json and text else text, response.headers.copy()

    async def get(self, path: str) -> tuple[int, Any]:
        status, answer, _ = await self.ask("GET", path)
        return status, answer

    async def post(self, path: str, body: object) -> tuple[int, Any]:
        status, answer, _ = await self.ask("POST", path, json=body)
        return status, answer

    async def begin(self, mode: str = "free", premise: str = "A lamp that sings.", **more: Any) -> dict[str, Any]:
        """Start a story; returns its card."""
        new = {"op": str(uuid4()), "name": self.name, "premise": premise, "mode": mode, **more}
        status, card = await self.post("/api/rooms", new)
        assert status == 201, card
        return dict(card)

    async def ticket(self, room: dict[str, Any]) -> str:
        status, answer = await self.post(f"/api/rooms/{room['id']}/ticket", {"code": room["code"]})
        assert status == 200, answer
        return str(answer["ticket"])

    async def connect(self, room: dict[str, Any]) -> Tab:
        return await self.opened(await self.ticket(room))

    async def opened(self, ticket: str) -> Tab:
        tab = Tab(self, ticket)
        await tab.open()
        return tab

    async def enter(self, room: dict[str, Any], after: int | None = None) -> Tab:
        """A socket that has joined."""
        tab = await self.connect(room)
        tab.joined = await tab.call("room.join", as_name=self.name, after=after)
        assert tab.joined["ok"], tab.joined
        return tab


class Tab:
    """A Socket.IO client of raw text frames, as small as one can be."""

    def __init__(self, person: Person, ticket: str | None, *, origin: str | None = "") -> None:
        self.person = person
        self.ticket = ticket
        self.origin = origin
        self.joined: dict[str, Any] = {}
        self.events: list[dict[str, Any]] = []
        self.signals: list[dict[str, Any]] = []
        self.frames: list[str] = []
        self.refusal: Any = None
        self.close_code: int | None = None
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._ids = itertools.count()

    async def open(self, **auth: Any) -> None:
        """Open the WebSocket, show the ticket, and be let in or refused."""
        await self.open_socket()
        shown = {"protocol": PROTOCOL_VERSION, "ticket": self.ticket, **auth}
        await self.send("40" + json.dumps(shown))
        await until("let in or refused", lambda: self.admitted or self.refusal or self.closed)

    async def open_socket(self) -> None:
        self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        url = f"{self.person.wire.base}/socket.io/?EIO=4&transport=websocket"
        try:
            self.socket = await self._session.ws_connect(
                url, headers=self.person.headers(self.origin), autoping=False, max_msg_size=0, compress=15
            )
        except BaseException:
            await self._session.close()
            raise
        self._reading = asyncio.create_task(self._read(), name="tab")

    @property
    def admitted(self) -> bool:
        return any(frame.startswith("40") for frame in self.frames)

    @property
    def closed(self) -> bool:
        return self._reading.done()

    async def send(self, frame: str) -> None:
        await self.socket.send_str(frame)

    async def _read(self) -> None:
        async for message in self.socket:
            if message.type is not aiohttp.WSMsgType.TEXT:
                continue
            frame = message.data
            if frame == "2":
                await self.socket.send_str("3")
                continue
            self.frames.append(frame)
            if frame.startswith("42"):
                kind, said = json.loads(frame[2:])
                (self.events if kind == "event" else self.signals).append(said)
            elif frame.startswith("43"):
                number, _, answer = frame[2:].partition("[")
                future = self._answers.pop(int(number), None)
                if future and not future.done():
                    future.set_result(json.loads("[" + answer)[0])
            elif frame.startswith("44"):
                self.refusal = json.loads(frame[2:].partition(",")[2] if frame[2] == "/" else frame[2:])
        self.close_code = self.socket.close_code
        await self._session.close()

    async def call(self, name: str, seconds: float = 10, /, **payload: Any) -> dict[str, Any]:
        """Send a command with an op of its own, and wait for its answer."""
        return await self.call_raw([name, {"op": str(uuid4()), **payload}], seconds)

    async def call_raw(self, data: object, seconds: float = 10, namespace: str = "") -> dict[str, Any]:
        answered = await self.ask(data, namespace)
        async with asyncio.timeout(seconds):
            return dict(await answered)

    async def ask(self, data: object, namespace: str = "") -> asyncio.Future[Any]:
        number = next(self._ids)
        self._answers[number] = asyncio.get_running_loop().create_future()
        await self.send(f"42{namespace}{number}{json.dumps(data)}")
        return self._answers[number]

    async def write(self, text: str, turn: int = 1) -> dict[str, Any]:
        return await self.call("turn.submit", turn=turn, text=text)

    @property
    def types(self) -> list[str]:
        return [event["type"] for event in self.events]

    async def hears(self, kind: str, seconds: float = 5) -> dict[str, Any]:
        await until(f"an event {kind}", lambda: kind in self.types, seconds)
        return next(event for event in reversed(self.events) if event["type"] == kind)

    async def hears_up_to(self, seq: int, seconds: float = 5) -> None:
        await until(f"event {seq}", lambda: self.events and self.events[-1]["seq"] >= seq, seconds)

    def here(self) -> set[str]:
        here = set(self.joined["now"]["here"])
        for signal in self.signals:
            if signal["type"] == "presence":
                here = (here | set(signal["here"])) - set(signal["gone"])
        return here

    def assert_gapless(self) -> None:
        first = self.joined["seq"] + 1
        assert [event["seq"] for event in self.events] == list(range(first, first + len(self.events)))

    async def is_closed(self, seconds: float = 5) -> int | None:
        await until("the socket is closed", lambda: self.closed, seconds)
        return self.close_code

    async def leave(self) -> None:
        await self.socket.close()
        await self._reading


class RawSocket:
    """A TCP connection that speaks WebSocket as badly as it is told to."""

    def __init__(self, base: str, headers: Mapping[str, str]) -> None:
        self.base = base
        self.headers = headers

    async def open(self, receive_buffer: int | None = None) -> bytes:
        """The handshake; returns its answer."""
        endpoint = socket.socket()
        if receive_buffer:
            endpoint.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        endpoint.setblocking(False)
        host, port = self.base.removeprefix("http://").split(":")
        await asyncio.get_running_loop().sock_connect(endpoint, (host, int(port)))
        self.reader, self.writer = await asyncio.open_connection(sock=endpoint, limit=4096 if receive_buffer else 2**16)
        lines = [
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
            f"Host: {host}:{port}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
            *(f"{name}: {value}" for name, value in self.headers.items()),
        ]
        self.writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
        return await self.reader.readuntil(b"\r\n\r\n")

    async def say(self, *frames: bytes) -> bool:
        """Whether the other side still listened."""
        try:
            self.writer.write(b"".join(frames))
            await self.writer.drain()
        except OSError:
            return False
        return not self.reader.at_eof()

    async def hears(self, words: bytes, seconds: float = 5) -> bytes:
        """Everything up to these words."""
        async with asyncio.timeout(seconds):
            return await self.reader.readuntil(words)

    async def ends(self, seconds: float = 5) -> bytes:
        """Everything until the other side hung up."""
        heard = b""
        async with asyncio.timeout(seconds):
            try:
                while chunk := await self.reader.read(65_536):
                    heard += chunk
            except OSError:
                pass
        return heard

    async def close(self) -> None:
        self.writer.close()
        with suppress(OSError):
            await self.writer.wait_closed()


def masked(payload: bytes, opcode: int = 1, *, fin: bool = True, rsv: int = 0, mask: bool = True) -> bytes:
    """A client's frame (RFC 6455, 5.2), right or wrong."""
    head = bytes([(0x80 if fin else 0) | rsv | opcode])
    flag = 0x80 if mask else 0
    if len(payload) < 126:
        head += bytes([flag | len(payload)])
    elif len(payload) < 65_536:
        head += bytes([flag | 126]) + len(payload).to_bytes(2, "big")
    else:
        head += bytes([flag | 127]) + len(payload).to_bytes(8, "big")
    key = os.urandom(4) if mask else b""
    if not mask:
        return head + payload
    stretched = (key * (len(payload) // 4 + 1))[: len(payload)]
    mixed = (int.from_bytes(payload, "big") ^ int.from_bytes(stretched, "big")).to_bytes(len(payload), "big")
    return head + key + mixed
