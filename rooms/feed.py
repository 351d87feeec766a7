"""Delivery: each event is encoded once and written to every socket of its room, in the order of its ``seq``.

Other processes hear of it on the room's own Redis channel; that only makes it sooner. Every process asks PostgreSQL
for the heads of its rooms anyway (RoomService.tick), so a lost message costs a moment and never an event.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from rooms.failpoints import reached
from rooms.followups import removed
from rooms.live import LiveRoom
from rooms.protocol import AnySignal, json_of
from rooms.room import Recorded


class Subscriber(Protocol):
    """One socket in one room."""

    member: UUID
    seq: int
    """The last event written to it."""
    held: list[tuple[int, bytes]] | None
    """Events that wait behind the answer to its join; None once that is written."""

    def write(self, data: bytes) -> None:
        """Write finished frames. Never waits and never raises."""

    def write_lossy(self, data: bytes) -> None:
        """The same for signals, which a slow reader goes without."""

    def close(self, reason: str) -> None: ...


def frame(text: bytes) -> bytes:
    """A finished WebSocket text frame, as a server sends it (RFC 6455, 5.2: one fragment, no mask)."""
    size = len(text)
    if size < 126:
        return bytes((0x81, size)) + text
    if size < 65_536:
        return b"\x81\x7e" + size.to_bytes(2, "big") + text
    return b"\x81\x7f" + size.to_bytes(8, "big") + text


def event_frame(event: bytes) -> bytes:
    """An Engine.IO message (4) with a Socket.IO event (2) named ``event``."""
    return frame(b'42["event",' + event + b"]")


def signal_frame(signal: AnySignal) -> bytes:
    return frame(b'42["signal",' + json_of(signal) + b"]")


class Feed:
    """The sockets of this process, by room."""

    def __init__(self) -> None:
        self.kept: set[UUID] = set()
        """Rooms that are heard of also when no socket here is in them: the co-author writes there."""
        self._subscribers: dict[UUID, dict[Subscriber, None]] = {}
        self.delivered = 0

    def subscribe(self, room: UUID, subscriber: Subscriber) -> None:
        self._subscribers.setdefault(room, {})[subscriber] = None

    def unsubscribe(self, room: UUID, subscriber: Subscriber) -> None:
        subscribers = self._subscribers.get(room)
        if subscribers is not None:
            subscribers.pop(subscriber, None)
            if not subscribers:
                del self._subscribers[room]

    def rooms(self) -> list[UUID]:
        """Rooms with a socket here, or kept."""
        return [*self._subscribers, *(room for room in self.kept if room not in self._subscribers)]

    def serves(self, room: UUID) -> bool:
        return room in self._subscribers or room in self.kept

    def deliver(self, live: LiveRoom, log: Sequence[Recorded]) -> None:
        """Write committed events to the sockets of this process. Who is removed sees that, and nothing after."""
        reached("before_deliver")
        subscribers = self._subscribers.get(live.id)
        if subscribers:
            lines = [json_of(recorded.event) for recorded in log]
            start = 0
            for index, recorded in enumerate(log):
                if (gone := removed(recorded.event)) is not None:
                    self._write(subscribers, recorded.event.seq, lines[start : index + 1])
                    self._remove(live.id, gone)
                    start = index + 1
            if start < len(log):
                self._write(subscribers, log[-1].event.seq, lines[start:])

    def _write(self, subscribers: dict[Subscriber, None], last: int, lines: Sequence[bytes]) -> None:
        frames = [event_frame(line) for line in lines]
        first = last - len(frames) + 1
        together = b"".join(frames)
        for subscriber in list(subscribers):
            if subscriber.held is not None:
                subscriber.held.extend(zip(range(first, last + 1), frames, strict=True))
            elif subscriber.seq == first - 1:
                subscriber.seq = last
                subscriber.write(together)
            else:
                self._write_rest(subscriber, first, frames)
        self.delivered += len(frames) * len(subscribers)

    def _write_rest(self, subscriber: Subscriber, first: int, frames: Sequence[bytes]) -> None:
        """For a socket that has some of these already. A gap cannot be: its page would ask for a sync."""
        for seq, data in enumerate(frames, first):
            if seq > subscriber.seq:
                subscriber.seq = seq
                subscriber.write(data)

    def release(self, subscriber: Subscriber) -> None:
        """The answer to its join is written: let the events that came meanwhile follow."""
        held, subscriber.held = subscriber.held or [], None
        for seq, data in held:
            if seq > subscriber.seq:
                subscriber.seq = seq
                subscriber.write(data)

    def _remove(self, room: UUID, member: UUID) -> None:
        for subscriber in list(self._subscribers.get(room, ())):
            if subscriber.member == member:
                self.release(subscriber)
                self.unsubscribe(room, subscriber)
                subscriber.close("removed")

    def signal(self, signal: AnySignal, besides: Subscriber | None = None) -> None:
        """Show something of this moment to the sockets of this process."""
        subscribers = self._subscribers.get(signal.room)
        if subscribers:
            data = signal_frame(signal)
            for subscriber in list(subscribers):
                if subscriber is not besides and subscriber.held is None:
                    subscriber.write_lossy(data)
