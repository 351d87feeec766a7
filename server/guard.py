"""Before anything else: how fast an address may ask, how many half-open sockets it may hold, and a log line each."""

from __future__ import annotations

import time
from collections import Counter
from uuid import uuid4

import structlog
from starlette.datastructures import URL, Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rooms.errors import BadMessage, Refused, TooFast
from rooms.settings import Settings
from server.api.endpoints import RATES, limits, refused
from server.api.keys import key_of
from server.wire import websocket
from server.wire.buckets import Buckets
from server.wire.websocket import RoundtaleSocket

log = structlog.get_logger()
CLIENT_PACKETS = ("1", "3", "40", "41", "42")
"""Engine.IO's close and pong; Socket.IO's connect, disconnect and event. Binary would collect without a bound."""
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


class Guard:
    def __init__(self, app: ASGIApp, settings: Settings, origins: list[str]) -> None:
        self.app = app
        self.settings = settings
        self.origins = origins
        self._rate = Buckets(settings.requests_per_second_address, burst=10)
        self._halfopen: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        elif scope["type"] == "http":
            await self._request(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A socket must name its origin and show its ticket soon; a failing one ends alone and quietly."""
        address = _address(scope)
        origin = Headers(scope=scope).get("origin")
        if self._halfopen[address] >= self.settings.halfopen_per_address or (
            origin not in self.origins and "*" not in self.origins
        ):
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        self._halfopen[address] += 1
        socket: RoundtaleSocket | None = scope.get(websocket.SCOPE_KEY)
        released = False

        def release() -> None:
            nonlocal released
            if not released:
                released = True
                self._halfopen -= Counter((address,))

        async def read() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive" and not (message.get("text") or "").startswith(CLIENT_PACKETS):
                raise ValueError("no packet that a client may send")
            return message

        if socket is not None:
            socket.on_admitted = release
        try:
            await self.app(scope, read, send)
        except Exception as error:
            log.info("socket.failed", error=type(error).__name__)
            if socket is not None:
                socket.end(websocket.BAD_FRAME, "that was no Engine.IO packet")
        finally:
            release()

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = time.perf_counter()
        status = 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                if scope["path"].startswith("/api/"):
                    rates = {"requests": (self._rate, _address(scope)), **scope.get(RATES, {})}
                    MutableHeaders(scope=message).update(limits(rates))
            await send(message)

        request_id = uuid4().hex
        with structlog.contextvars.bound_contextvars(request=request_id):
            refusal = self._refuse(scope)
            if refusal is None:
                await self.app(scope, receive, watched)
            else:
                await refused(refusal)(scope, receive, watched)
            log.debug(
                "request",
                method=scope["method"],
                path=_shape(scope),
                status=status,
                ms=round((time.perf_counter() - started) * 1000, 1),
            )

    def _refuse(self, scope: Scope) -> Refused | None:
        """Too fast, or a write that another site sent in this person's name. No page sends a key by itself."""
        wait = self._rate.take(_address(scope))
        if wait:
            return TooFast(seconds=wait)
        origin = Headers(scope=scope).get("origin")
        foreign = origin is not None and origin not in (*self.origins, _own(scope))
        if scope["method"] not in SAFE_METHODS and foreign and key_of(scope) is None:
            return BadMessage(field="origin", problem="this page may not act here")
        return None


def _own(scope: Scope) -> str:
    url = URL(scope=scope)
    return f"{url.scheme}://{url.netloc}"


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return client[0] if client else "unknown"


def _shape(scope: Scope) -> str:
    """The route, not the path: a path may hold a code."""
    route = scope.get("route")
    return getattr(route, "path", "-")
