"""The one seam below Socket.IO: uvicorn's WebSocket protocol, which here also takes finished frames.

python-socketio sends each packet through a task and a queue per client, without a bound (measured 8 to 10 times the
cost at 1,000 members). Events of a room are encoded once and written to the transport as they are.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from random import random
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame
from websockets.http11 import Request
from websockets.protocol import State

from rooms.settings import Settings

SCOPE_KEY = "roundtale.socket"
SLOW, REMOVED, BAD_FRAME, TOO_FAST, HANDSHAKE, SILENT = 4001, 4002, 4003, 4004, 4005, 4006
"""Close codes of ours. The page's way on is the same after each: reconnect (but not after ``REMOVED``)."""

PING, PONG = b"\x81\x012", b"3"
"""Engine.IO's heartbeat (2) as a finished frame, and its answer as it is read."""
SMALL = 65_536
"""Bytes that any empty outbox takes (``outbox_bytes`` is at least as large)."""
LINGER_SECONDS = 1.0
"""For a reader to take what is on its way to it after the end; one that does not read is cut off."""

FRAGMENTS = 1_024
"""Of one message. Empty ones would never reach the limit in bytes."""


class RoundtaleSocket(WebSocketsSansIOProtocol):
    """Bounded, quick to close, and silent after its end."""

    settings: Settings
    on_lost: Callable[[], None] | None = None
    on_admitted: Callable[[], None] | None = None
    on_slow: Callable[[], None] | None = None
    on_text: Callable[[bytes], bool] | None = None
    """Sees a whole text frame first; False hands it on to Socket.IO."""
    _handshake: asyncio.TimerHandle | None = None
    _pinged = _heard = 0.0
    """On the loop's clock: the last ping, and the last word."""

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self.allowed = self.settings.outbox_bytes
        self.close_timeout = LINGER_SECONDS
        self._handshake = self.loop.call_later(
            self.settings.handshake_seconds, self.end, HANDSHAKE, "no ticket was shown in time"
        )

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if hasattr(self, "scope"):
            self.scope[SCOPE_KEY] = self  # type: ignore[literal-required]

    def send_receive_event_to_app(self) -> None:
        """A frame that is no UTF-8 ends the socket in quiet: uvicorn would log a traceback for each."""
        if self._taken():
            self.frames = []
            return
        try:
            if self.curr_msg_data_type == "text":
                b"".join(self.frames).decode()
        except UnicodeDecodeError:
            self.frames = []
            self.end(BAD_FRAME, "that was no text")
        else:
            super().send_receive_event_to_app()

    def _taken(self) -> bool:
        """Whether somebody took this frame. Not while earlier ones wait: the order stays."""
        if self.on_text is None or self.curr_msg_data_type != "text" or len(self.frames) != 1 or self.close_sent:
            return False
        self._heard = self.loop.time()
        return self.frames[0] == PONG or (self.queue.empty() and self.on_text(self.frames[0]))

    def beat(self, now: float) -> None:
        """Ping who was not pinged for ``ping_seconds``; end who was, and said nothing for ``pong_seconds``."""
        if self._heard >= self._pinged:
            if now - self._pinged >= self.settings.ping_seconds:
                self._pinged = now
                self.write_frames(PING)
        elif now - self._pinged > self.settings.pong_seconds:
            self.end(SILENT, "no answer to a ping")

    def handle_cont(self, event: Frame) -> None:
        if len(self.frames) >= FRAGMENTS:
            self.frames = []
            self.end(1009, "too many fragments")
        super().handle_cont(event)

    def handle_ping(self) -> None:
        """Who asks and does not read is dropped like any slow reader."""
        super().handle_ping()
        if self.waiting_bytes > self.allowed:
            self.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self.admitted()
        super().connection_lost(exc)
        # Two circles that only the collector would find.
        self.conn.parser.close()
        if hasattr(self, "scope"):
            self.scope.pop(SCOPE_KEY, None)  # type: ignore[misc]
        if self.on_lost is not None:
            self.on_lost()
            self.on_lost = self.on_text = None

    def admitted(self) -> None:
        """A ticket was shown: the handshake timer has no more to do."""
        spread = random() * self.settings.ping_seconds
        self._heard = self._pinged = self.loop.time() - spread  # a thousand who came at once are not pinged at once
        if self._handshake is not None:
            self._handshake.cancel()
            self._handshake = None
        if self.on_admitted is not None:
            self.on_admitted()

    @property
    def open(self) -> bool:
        return self.handshake_complete and not (self.disconnected or self.close_sent or self.transport.is_closing())

    @property
    def waiting_bytes(self) -> int:
        return self.transport.get_write_buffer_size()

    def write_frames(self, data: bytes, asked_for: bool = False) -> bool:
        """Write finished frames at once, or not at all. What the reader asked for is never too large by itself.

        Returns:
            False when the socket is closed, or is dropped now because its reader is too slow.
        """
        transport = self.transport
        if self.close_sent or not self.handshake_complete or transport.is_closing():
            return False
        waiting = transport.get_write_buffer_size()
        if asked_for:
            still = self.allowed if waiting else 0
            self.allowed = max(still, self.settings.outbox_bytes + len(data))
        if waiting + len(data) > self.allowed:
            if self.on_slow is not None:
                self.on_slow()
            transport.abort()
            return False
        transport.write(data)
        return True

    def end(self, code: int, reason: str) -> None:
        """Close with a reason, without waiting for the other side."""
        self.loop.call_later(LINGER_SECONDS, self.transport.abort)
        if self.close_sent or self.disconnected or self.transport.is_closing():
            return
        if self.handshake_complete and self.conn.state is State.OPEN:
            self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
            self.conn.send_close(code, reason)
            self.transport.write(b"".join(self.conn.data_to_send()))
            self.close_sent = True
        self.transport.close()


def socket_class(settings: Settings) -> type[RoundtaleSocket]:
    """uvicorn takes a class, so the settings ride on one."""
    return type("RoundtaleSocket", (RoundtaleSocket,), {"settings": settings})
