"""The door in this process, on real PostgreSQL and Valkey, and an ear for what it says to one socket."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import asyncpg

from rooms import store
from rooms.bus import Bus
from rooms.protocol import (
    CreateRoom,
    Delta,
    JoinRoom,
    ModeName,
    PostChat,
    Rules,
    Snapshot,
    SubmitTurn,
    TurnBegan,
)
from rooms.room import Recorded
from rooms.runtime import redis_listener, redis_publisher, writer_pool
from rooms.service import RoomService
from rooms.settings import Settings
from server.coauthor.ledger import Ledger
from server.coauthor.reaching import models_of
from tests.databases import found_room
from tests.waiting import until, until_asked


def unframed(data: bytes) -> list[str]:
    """The texts of finished WebSocket frames (RFC 6455, 5.2)."""
    texts = []
    while data:
        assert data[0] == 0x81, "one text frame, whole"
        size, start = data[1], 2
        if size >= 126:
            start = 4 if size == 126 else 10
            size = int.from_bytes(data[2:start], "big")
        texts.append(data[start : start + size].decode())
        data = data[start + size :]
    return texts


class Ear:
    """A small Subscriber: one tab of one person, which remembers what it was told."""

    def __init__(self, member: UUID) -> None:
        self.member = member
        self.seq = 0
        self.held: list[tuple[int, bytes]] | None = None
        self.answer: Snapshot | Delta | None = None
        self.events: list[dict[str, Any]] = []
        self.signals: list[dict[str, Any]] = []
        self.closed: str | None = None

    def write(self, data: bytes) -> None:
        assert self.closed is None, "nothing after the end"
        for text in unframed(data):
            kind, said = json.loads(text.removeprefix("42"))
            (self.events if kind == "event" else self.signals).append(said)

    def write_lossy(self, data: bytes) -> None:
        self.write(data)

    def close(self, reason: str) -> None:
        self.closed = reason

    @property
    def types(self) -> list[str]:
        return [event["type"] for event in self.events]

    async def hears(self, kind: str, seconds: float = 5) -> dict[str, Any]:
        """The newest event of a type, once there is one."""
        await until(f"an event {kind}", lambda: kind in self.types, seconds)
        return next(event for event in reversed(self.events) if event["type"] == kind)

    def here(self) -> set[str]:
        """Who is here, as this tab was told: in its answer, and by the signals since."""
        assert self.answer is not None
        here = {str(member) for member in self.answer.now.here}
        for signal in self.signals:
            if signal["type"] == "presence":
                here = (here | set(signal["here"])) - set(signal["gone"])
        return here

    def assert_gapless(self) -> None:
        assert self.answer is not None
        assert [e["seq"] for e in self.events] == list(
            range(self.answer.seq + 1, self.answer.seq + 1 + len(self.events))
        )


@asynccontextmanager
async def door(settings: Settings, **changes: object) -> AsyncIterator[RoomService]:
    """A web process's inner half."""
    settings = settings.model_copy(update=changes)
    pool = await writer_pool(settings)
    service = RoomService(
        settings,
        pool,
        lambda process, heard, shown: Bus(
            process, redis_publisher(settings), partial(redis_listener, settings), heard, shown
        ),
    )
    await service.start()
    try:
        yield service
    finally:
        await service.stop()
        await pool.close()


class Scene:
    """One room, told through the owner's connection and any number of doors."""

    def __init__(self, owner: Any, settings: Settings) -> None:
        self.owner = owner
        self.settings = settings
        self.room = UUID(int=0)
        self.host, self.guest, self.third = uuid4(), uuid4(), uuid4()
        self.tab = Ear(self.host)

    async def begin(self, service: RoomService, mode: ModeName = "free", rules: Rules | None = None) -> UUID:
        """A room with its host in it."""
        self.room = await found_room(self.owner)
        await service.handle(
            self.room,
            self.host,
            CreateRoom(
                op=uuid4(), room=self.room, title="A lamp", premise="It sings.", language="en", genre="fantasy",
                mode=mode, rules=rules or Rules(coauthor=False), host_name="Amina",
            ),
        )  # fmt: skip
        self.tab = await self.enter(service, self.host)
        written = "select 1 from presence where room_id = $1 and member_id = $2"
        await until_asked("the host is seen", lambda: self.owner.fetchval(written, self.room, self.host))
        return self.room

    async def enter(self, service: RoomService, member: UUID, after: int | None = None, name: str = "Bo") -> Ear:
        """What a socket does with room.join."""
        ear = Ear(member)
        name = "Amina" if member == self.host else name
        ear.answer = await service.join(ear, self.room, JoinRoom(op=uuid4(), as_name=name, after=after))
        service.feed.release(ear)
        return ear

    async def write(self, service: RoomService, by: UUID, text: str, turn: int = 1, op: UUID | None = None) -> int:
        return await service.handle(self.room, by, SubmitTurn(op=op or uuid4(), turn=turn, text=text))

    async def chat(self, service: RoomService, by: UUID, text: str = "Aside.", op: UUID | None = None) -> int:
        return await service.handle(self.room, by, PostChat(op=op or uuid4(), text=text))

    async def log(self) -> list[Recorded]:
        return await store.since(self.owner, self.room, 0)

    async def times_in_log(self, op: UUID) -> int:
        count: int = await self.owner.fetchval("select count(*) from events where op = $1", op)
        return count

    async def append(self, events: Sequence[Recorded], connection: Any = None) -> None:
        """What another process would commit."""
        first = events[0].event.seq
        assert await store.append(connection or self.owner, [store.Append(self.room, first - 1, events)])

    async def set_deadline(self, service: RoomService, seconds: float) -> None:
        """The same turn with another deadline, as a host's new rules would bring it."""
        turn = (await service.open(self.room)).room.view.turn
        assert turn is not None
        now = datetime.now(UTC)
        event = TurnBegan(
            room=self.room,
            seq=(await store.heads(self.owner, [self.room]))[self.room] + 1,
            at=now,
            turn=turn.model_copy(update={"deadline": now + timedelta(seconds=seconds)}),
        )
        await self.append([Recorded(event)])

    @asynccontextmanager
    async def head_locked(self) -> AsyncIterator[Any]:
        """PostgreSQL keeps everybody else from appending to the room, in a transaction of another process."""
        connection = await asyncpg.connect(self.settings.database_url)
        try:
            async with connection.transaction():
                await connection.fetchrow("select seq from heads where room_id = $1 for update", self.room)
                yield connection
        finally:
            await connection.close()

    async def somebody_waits_for_a_lock(self) -> None:
        async def waits() -> object:
            return await self.owner.fetchval(
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"
            )

        await until_asked("an append that waits for the lock", waits)


async def settled(*tasks: asyncio.Task[Any]) -> list[Any]:
    return await asyncio.gather(*tasks, return_exceptions=True)


def ledger(settings: Settings, pool: Any) -> Ledger:
    return Ledger(settings, pool, models_of(settings))
