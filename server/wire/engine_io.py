"""Engine.IO sessions without a queue, a timer and four tasks for each: one task reads, and packets are written at once.

python-engineio keeps the handshake. Its own sessions cost 3.5 % of a core per thousand in heartbeats alone, and as
much memory again as everything else of a connection; here one look a second serves all sockets (``Sockets``), and what
ends a session is the end of its transport.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import engineio
import socketio
from engineio.async_socket import AsyncSocket
from engineio.exceptions import EngineIOError
from engineio.packet import OPEN, Packet
from starlette.datastructures import Headers
from starlette.types import Receive, Scope, Send

KEPT = {"asgi.scope", "asgi.receive", "asgi.send"}
"""Of a request's surroundings; the rest weighs kilobytes for each socket, and nobody asks for it again."""


class Session(AsyncSocket):  # type: ignore[misc]
    """A WebSocket session from its first packet."""

    queue: Any
    _transport: Any = None

    async def send(self, pkt: Packet) -> None:
        """Write a packet; what is sent before the transport is there waits for it."""
        if self.closed:
            return
        if self._transport is None:
            await self.queue.put(pkt)
        else:
            with suppress(OSError, RuntimeError):  # it ended: its reader will hear of that
                await self._transport.send(pkt.encode())

    def schedule_ping(self) -> None:
        """Heartbeats are the process's."""

    async def close(self, wait: bool = True, abort: bool = False, reason: str | None = None) -> None:
        await super().close(wait=False, abort=abort, reason=reason)
        if self._transport is not None and not abort:
            await self._transport.close()

    async def _websocket_handler(self, ws: Any) -> None:
        self.connected = self.upgraded = True
        self._transport = ws
        try:
            while not self.queue.empty():
                await ws.send(self.queue.get_nowait().encode())
            self.queue = None  # nothing waits any more
            while not self.closed and (data := await ws.wait()):
                await self.receive(Packet(encoded_packet=data))
        except (OSError, EngineIOError):
            pass  # its transport ended
        finally:
            await self.close(abort=True, reason=self.server.reason.TRANSPORT_CLOSE)
            self._transport = None  # which holds this method


class Manager(socketio.AsyncManager):  # type: ignore[misc]
    """python-socketio's book of who is connected, without a room of their own for everybody.

    Those rooms weigh a kilobyte each, and looking through all of them for who leaves is a million looks when a thousand
    go. ``emit(to=sid)`` finds its one reader without them.
    """

    def basic_enter_room(self, sid: str, namespace: str, room: Any, eio_sid: str | None = None) -> None:
        if room != sid:
            super().basic_enter_room(sid, namespace, room, eio_sid=eio_sid)

    def get_participants(self, namespace: str, room: Any) -> Iterator[tuple[str, str]]:
        everybody = self.rooms.get(namespace, {}).get(None, {})
        if isinstance(room, str) and room in everybody:
            return iter([(room, everybody[room])])
        found: Iterator[tuple[str, str]] = super().get_participants(namespace, room)
        return found

    def basic_disconnect(self, sid: str, namespace: str, **kwargs: Any) -> None:
        self.basic_leave_room(sid, namespace, None)
        self.callbacks.pop(sid, None)
        for pending in (self.pending_connect, self.pending_disconnect):
            if sid in pending.get(namespace, ()):
                pending[namespace].remove(sid)


async def environ_of(scope: Scope, receive: Receive, send: Send) -> dict[str, Any]:
    """What python-engineio asks of a request, as it asks for it. Its own way to it makes a class for each request."""
    if (await receive())["type"] not in ("http.request", "websocket.connect"):
        return {}
    headers = Headers(scope=scope)
    return {
        **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()},
        "REQUEST_METHOD": scope.get("method", "GET"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "wsgi.url_scheme": headers.get("x-forwarded-proto", "http"),
        "asgi.receive": receive,
        "asgi.send": send,
        "asgi.scope": scope,
    }


class Engine(engineio.AsyncServer):  # type: ignore[misc]
    """Makes our sessions. Only the WebSocket transport is allowed (``Sockets``)."""

    _async: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._async = {**self._async, "translate_request": environ_of}

    async def _handle_connect(self, environ: Any, transport: str, jsonp_index: int | None = None) -> Any:
        if environ["asgi.scope"]["type"] != "websocket":
            return self._bad_request("only WebSocket is spoken here")
        for name in environ.keys() - KEPT:
            del environ[name]
        environ["asgi.scope"]["headers"] = []
        sid = self.generate_id()
        session = self.sockets[sid] = Session(self, sid)
        said = {
            "sid": sid,
            "upgrades": [],
            "pingInterval": int(self.ping_interval * 1000),
            "pingTimeout": int(self.ping_timeout * 1000),
            "maxPayload": self.max_http_buffer_size,
        }
        await session.send(Packet(OPEN, said))
        try:
            await self._trigger_event("connect", sid, environ, run_async=False)
            return await self._async["websocket"](session._websocket_handler, self)(environ)
        finally:
            await session.close(abort=True)
            self.sockets.pop(sid, None)
