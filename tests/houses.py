"""Doors for tests: a migrated database, and services on it as a web process would build them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any
from uuid import UUID

import asyncpg

from migrations.release import release
from rooms.bus import Bus
from rooms.protocol import EVENT, AnyEvent
from rooms.runtime import cancel, redis_listener, redis_publisher, writer_pool
from rooms.service import RoomService
from rooms.settings import Settings
from rooms.tables import GUESTS


async def migrated(settings: Settings) -> Settings:
    """Bring the database of these settings up to date."""
    await asyncio.to_thread(release, settings)
    return settings


async def open_room(owner: asyncpg.Connection[Any] | asyncpg.Pool[Any], room: UUID) -> None:
    """The rows that the HTTP edge makes before a room's first command."""
    await owner.execute(
        "insert into rooms (id, tenant_id, code, created_by) values ($1, $2, $3, $1)",
        room,
        GUESTS,
        room.hex[-8:].upper(),
    )
    await owner.execute("insert into heads (room_id, tenant_id, seq) values ($1, $2, 0)", room, GUESTS)


def make_service(settings: Settings, pool: Any, bus: type[Bus] = Bus) -> RoomService:
    def make(process: UUID, heard: Any, shown: Any) -> Bus:
        return bus(process, redis_publisher(settings), partial(redis_listener, settings), heard, shown)

    return RoomService(settings, pool, make)


@asynccontextmanager
async def serving(settings: Settings, bus: type[Bus] = Bus) -> AsyncIterator[RoomService]:
    """A started service with connections of its own; ended in good order."""
    pool = await writer_pool(settings)
    service = make_service(settings, pool, bus)
    await service.start()
    try:
        yield service
    finally:
        await service.stop()
        await pool.close()


async def crash(service: RoomService) -> None:
    """End a service as kill -9 would: nothing is finished, nobody is told, its connections break."""
    service.pool.terminate()
    tasks = [service._ticker, service.writer._task, *service.bus._tasks, service.bus._ear, *service._background]
    tasks += [live.recovering for live in service.memory]
    service._untold = {UUID(int=0)}  # it will not tell anybody any more
    service.clock.stop()
    await cancel(*tasks)
    await service.bus._publisher.aclose()


class Listener:
    """A real Subscriber: keeps what is written to it, decoded from the finished frames."""

    def __init__(self, member: UUID, on_event: Callable[[AnyEvent], None] | None = None) -> None:
        self.member = member
        self.seq = 0
        self.held: list[tuple[int, bytes]] | None = None
        self.events: list[AnyEvent] = []
        self.signals: list[dict[str, Any]] = []
        self.closed: str | None = None
        self._on_event = on_event

    def write(self, data: bytes) -> None:
        for name, payload in decode(data):
            if name == "event":
                event = EVENT.validate_json(json.dumps(payload))
                self.events.append(event)
                if self._on_event:
                    self._on_event(event)
            else:
                self.signals.append(payload)

    def write_lossy(self, data: bytes) -> None:
        self.write(data)

    def close(self, reason: str) -> None:
        self.closed = reason


def decode(data: bytes) -> list[tuple[str, dict[str, Any]]]:
    """The Socket.IO events in a run of server frames (unmasked, one fragment each)."""
    found = []
    while data:
        size, start = data[1], 2
        if size == 126:
            size, start = int.from_bytes(data[2:4], "big"), 4
        elif size == 127:
            size, start = int.from_bytes(data[2:10], "big"), 10
        name, payload = json.loads(data[start : start + size].decode()[2:])
        found.append((name, payload))
        data = data[start + size :]
    return found


async def until(condition: Callable[[], bool], seconds: float = 10, what: str = "") -> None:
    """Wait for something to become true, looking at every turn of the loop for a moment and then often."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.005)
