"""The rooms that a process has in memory: folded from the log when somebody asks, forgotten when nobody does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from rooms import store
from rooms.errors import Busy, NoSuchRoom
from rooms.live import LiveRoom
from rooms.room import Room


class Memory:
    """``make(id, room)`` makes a live room of what the log says; None when it says nothing yet."""

    def __init__(self, pool: Any, make: Callable[[UUID, Room | None], LiveRoom]) -> None:
        self._pool = pool
        self._make = make
        self._rooms: dict[UUID, LiveRoom] = {}
        self._opening: dict[UUID, asyncio.Task[LiveRoom]] = {}

    def __len__(self) -> int:
        return len(self._rooms)

    def __iter__(self) -> Iterator[LiveRoom]:
        return iter(self._rooms.values())

    def get(self, room: UUID) -> LiveRoom | None:
        """A room if it is here, and was made already."""
        live = self._rooms.get(room)
        return live if live is not None and live.confirmed is not None else None

    async def open(self, room: UUID, create: bool = False) -> LiveRoom:
        """A room, folded from the log when it is not here yet.

        Raises:
            NoSuchRoom: its log is empty.
            Busy: PostgreSQL does not answer.
        """
        live = self._rooms.get(room)
        if live is None:
            opening = self._opening.get(room)
            if opening is None:
                opening = self._opening[room] = asyncio.create_task(self._load(room, create))
                opening.add_done_callback(lambda _: self._opening.pop(room, None))
            try:
                live = await asyncio.shield(opening)
            except Exception as error:
                if store.lost_connection(error):
                    raise Busy from error
                raise
        if live.confirmed is None and not create and not live.waiting:
            raise NoSuchRoom
        live.used_at = asyncio.get_running_loop().time()
        return live

    async def _load(self, room: UUID, create: bool) -> LiveRoom:
        async with self._pool.acquire(timeout=3) as connection:
            live = self._make(room, await store.load(connection, room))
        if live.confirmed is not None or create:
            self._rooms[room] = live
        return live

    def forget_idle(self, serves: Callable[[UUID], bool], seconds: float, most: int) -> list[UUID]:
        """Forget rooms that nobody has used for ``seconds``; beyond ``most`` rooms, the longest unused first.

        Args:
            serves: whether a socket is in a room; those stay.

        Returns:
            Which were forgotten.
        """
        now = asyncio.get_running_loop().time()
        idle = sorted(
            (live.used_at, room)
            for room, live in self._rooms.items()
            if not serves(room) and not live.waiting and live.recovering is None
        )
        beyond = len(self._rooms) - most
        forgotten = [room for index, (used, room) in enumerate(idle) if now - used > seconds or index < beyond]
        for room in forgotten:
            del self._rooms[room]
        return forgotten
