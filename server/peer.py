"""A socket that showed a ticket: one tab of one person in one room."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from uuid import UUID

from rooms.feed import frame
from rooms.protocol import Answer, Command, json_of
from server import websocket
from server.websocket import RoundtaleSocket


class Peer:
    """One socket of one person in one room: a Subscriber of the feed."""

    def __init__(self, socket: RoundtaleSocket, member: UUID, room: UUID, address: str) -> None:
        self.socket = socket
        self.member = member
        self.room = room
        self.address = address
        self.write: Callable[[bytes], object] = socket.write_frames
        self.seq = 0
        self.held: list[tuple[int, bytes]] | None = None
        self.joined = False
        self.unanswered = 0
        self.inbox: deque[tuple[Command, int | None]] = deque()
        self.draining: asyncio.Task[None] | None = None

    def write_lossy(self, data: bytes) -> None:
        """A reader who is behind goes without."""
        if self.socket.waiting_bytes < self.socket.settings.outbox_bytes // 8:
            self.socket.write_frames(data)

    def close(self, reason: str) -> None:
        """Who leaves is answered first."""
        if self.unanswered:
            self.socket.loop.call_soon(self.socket.end, websocket.REMOVED, reason)
        else:
            self.socket.end(websocket.REMOVED, reason)

    def answer(self, ack: int | None, answer: Answer) -> None:
        """An Engine.IO message (4) with a Socket.IO ack (3)."""
        if ack is not None:
            data = frame(b"43%d[%b]" % (ack, json_of(answer)))
            self.socket.write_frames(data, asked_for=True)
