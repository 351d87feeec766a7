"""A socket that showed a ticket: one tab of one person in one room."""

from __future__ import annotations

import asyncio

from rooms.feed import frame
from rooms.protocol import Answer, Command, JoinRoom, by_invitation, json_of
from server.identity import Admission
from server.wire import websocket
from server.wire.websocket import RoundtaleSocket


class Peer:
    """One socket of one person in one room: a Subscriber of the feed."""

    __slots__ = (
        "__weakref__", "_transport", "address", "draining", "held", "inbox", "invited", "joined", "key", "member",
        "room", "seq", "socket", "unanswered",
    )  # fmt: skip

    def __init__(self, socket: RoundtaleSocket, admission: Admission, address: str) -> None:
        self.socket = socket
        self._transport = socket.transport
        self.member = admission.person
        self.room = admission.room
        self.invited = admission.invited
        self.key = admission.key
        self.address = address
        self.seq = 0
        self.held: list[tuple[int, bytes]] | None = None
        self.joined = False
        self.unanswered = 0
        self.inbox: list[tuple[Command, int | None]] = []
        self.draining: asyncio.Task[None] | None = None

    def joining(self, command: JoinRoom) -> JoinRoom:
        """Its join, by the invitation that its ticket was given for."""
        return by_invitation(command, self.invited)

    def write(self, data: bytes) -> None:
        """Nearly always there is nothing to consider; this is where a thousand readers are written to."""
        transport = self._transport
        if transport.is_closing() or transport.get_write_buffer_size() or len(data) > websocket.SMALL:
            self.socket.write_frames(data)
        else:
            transport.write(data)

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
