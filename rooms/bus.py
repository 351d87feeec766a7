"""Redis, which makes things sooner: what one process commits or shows reaches the others at once.

Nothing waits for it. What cannot be sent is dropped: PostgreSQL is asked for the heads of all rooms anyway.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

import structlog
from pydantic import TypeAdapter
from redis.asyncio import Redis
from redis.exceptions import RedisError

from rooms.failpoints import failpoint
from rooms.protocol import SIGNAL, AnyEvent, AnySignal, json_of
from rooms.room import Recorded
from rooms.runtime import cancel

log = structlog.get_logger()
PREFIX = b"roundtale:room:"
HOUSE = b"roundtale:house"
PROBE_SECONDS = 4.0
WAITING = 2000
"""Messages kept for a Redis that is slow; beyond it the newest are dropped."""
COMPANY_SECONDS = 3 * PROBE_SECONDS
LARGEST = 65_536
"""Bytes of one message; a larger one is sent as a mere hint to look."""
ROWS: TypeAdapter[list[tuple[AnyEvent, UUID | None, UUID | None]]] = TypeAdapter(
    list[tuple[AnyEvent, UUID | None, UUID | None]]
)


class Bus:
    """``heard(room, log)`` gets what others committed; an empty log means: look. ``shown(signal)`` likewise."""

    def __init__(
        self,
        process: UUID,
        publisher: Redis,
        make_listener: Callable[[], Redis],
        heard: Callable[[UUID, list[Recorded]], None],
        shown: Callable[[AnySignal], None],
        quiet: bool = False,
    ) -> None:
        """``quiet``: tells the others and hears nothing; nobody tells anything for its sake."""
        self._quiet = quiet
        self._process = process.hex.encode()
        self._publisher = publisher
        self._make_listener = make_listener
        self._heard = heard
        self._shown = shown
        self._out: asyncio.Queue[tuple[bytes, bytes]] = asyncio.Queue(WAITING)
        self._wanted: set[UUID] = set()
        self._pubsub: Any = None
        self._tasks: list[asyncio.Task[None]] = []
        self._ear: asyncio.Task[None] | None = None
        self._heard_at = 0.0
        self._company_at = -COMPANY_SECONDS
        self.dropped = 0
        self.hearing = False

    def start(self) -> None:
        self._tasks = [asyncio.create_task(self._send(), name="bus send")]
        if self._quiet:
            return
        self._tasks += [
            asyncio.create_task(self._listen(), name="bus listen"),
            asyncio.create_task(self._probe(), name="bus probe"),
        ]

    async def stop(self) -> None:
        await cancel(*self._tasks, self._ear)
        await self._publisher.aclose()

    def publish(self, room: UUID, log_events: Sequence[Recorded]) -> bool:
        """What others may apply at once: events, who caused them, and by which op; and whether there are others.

        Sealed parts are never sent, those are read from the log.
        """
        if not self.accompanied:
            return False
        rows = [b"[%b,%b,%b]" % (json_of(r.event), _quoted(r.by), _quoted(r.op)) for r in log_events]
        data = b"l[%b]" % b",".join(rows)
        if len(data) > LARGEST or any(recorded.sealed for recorded in log_events):
            self.hint(room)
        else:
            self._put(room, data)
        return True

    def hint(self, room: UUID) -> None:
        """Let others look."""
        self._put(room, b"l[]")

    def show(self, signal: AnySignal) -> None:
        self._put(signal.room, b"s" + json_of(signal))

    @property
    def accompanied(self) -> bool:
        """Whether another process was heard lately; alone, there is nobody to tell."""
        return self._quiet or asyncio.get_running_loop().time() - self._company_at < COMPANY_SECONDS

    def _put(self, room: UUID | None, data: bytes) -> None:
        if room is not None and not self.accompanied:
            return
        try:
            self._out.put_nowait((channel(room) if room else HOUSE, self._process + data))
        except asyncio.QueueFull:
            self.dropped += 1

    async def _send(self) -> None:
        while True:
            batch = [await self._out.get()]
            while not self._out.empty() and len(batch) < 200:
                batch.append(self._out.get_nowait())
            await failpoint("before_publish")
            try:
                async with asyncio.timeout(1), self._publisher.pipeline(transaction=False) as pipeline:
                    for name, data in batch:
                        pipeline.publish(name, data)
                    await pipeline.execute()
            except (RedisError, OSError, TimeoutError):
                self.dropped += len(batch)

    async def follow(self, room: UUID) -> None:
        """Hear of a room from now on."""
        self._wanted.add(room)
        await self._tell("subscribe", room)

    async def unfollow(self, room: UUID) -> None:
        self._wanted.discard(room)
        await self._tell("unsubscribe", room)

    async def _tell(self, verb: str, room: UUID) -> None:
        """A listener that is not there yet takes up all wanted rooms when it comes."""
        if self.hearing:
            try:
                async with asyncio.timeout(1):
                    await getattr(self._pubsub, verb)(channel(room))
            except (RedisError, OSError, TimeoutError):
                self.hearing, self._heard_at = False, 0.0

    async def _listen(self) -> None:
        pause = 0.1
        while True:
            self._ear = asyncio.create_task(self._hear(), name="bus ear")
            await asyncio.wait({self._ear})
            pause = 0.1 if self.hearing else min(pause * 2, 2.0)
            self.hearing = False
            await asyncio.sleep(pause)

    async def _hear(self) -> None:
        """Listen until the connection breaks, or the probe finds it deaf."""
        listener = self._make_listener()
        self._pubsub = listener.pubsub(ignore_subscribe_messages=True)
        try:
            await self._pubsub.subscribe(HOUSE, *(channel(room) for room in self._wanted))
            self.hearing, self._heard_at = True, asyncio.get_running_loop().time()
            self._put(None, b"?")
            async for message in self._pubsub.listen():
                self._take(message["channel"], message["data"])
        except (RedisError, OSError, TimeoutError) as error:
            log.info("bus.deaf", error=type(error).__name__)
        finally:
            with suppress(RedisError, OSError, TimeoutError):
                async with asyncio.timeout(1):
                    await self._pubsub.aclose()
                    await listener.aclose()

    async def _probe(self) -> None:
        """Say a word to ourselves through Redis. Who does not hear it is deaf, whatever the connection says."""
        while True:
            await asyncio.sleep(PROBE_SECONDS)
            if self._ear and asyncio.get_running_loop().time() - self._heard_at > 3 * PROBE_SECONDS:
                self._ear.cancel()
            self._put(None, b"")

    def _take(self, name: bytes, data: bytes) -> None:
        now = asyncio.get_running_loop().time()
        if data[:32] == self._process:
            if name == HOUSE:
                self._heard_at = now
            return
        self._company_at = now
        if name == HOUSE and data[32:] == b"?":
            self._put(None, b"")
        if not name.startswith(PREFIX):
            return
        try:
            room = UUID(hex=name[len(PREFIX) :].decode())
            if data[32:33] == b"s":
                self._shown(SIGNAL.validate_json(data[33:]))
            else:
                self._heard(
                    room,
                    [Recorded(event, by=by, op=op) for event, by, op in ROWS.validate_json(data[33:], extra="ignore")],
                )
        except (ValueError, TypeError) as error:
            log.warning("bus.bad_message", error=type(error).__name__)


def channel(room: UUID) -> bytes:
    return PREFIX + room.hex.encode()


def _quoted(known: UUID | None) -> bytes:
    return b'"%b"' % str(known).encode() if known else b"null"
