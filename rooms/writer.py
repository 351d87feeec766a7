"""The process's single writer: whatever waits, of all rooms, goes into one statement and one commit.

A batch that fails is split by room. A room that loses to another process leaves the writer and is settled under its
lock (LiveRoom.lost), so that the slower process is not starved.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import structlog

from rooms import store
from rooms.failpoints import failpoint
from rooms.runtime import cancel

if TYPE_CHECKING:
    from rooms.live import LiveRoom, Waiting

log = structlog.get_logger()
BATCH_EVENTS = 2000
"""Enough to fill a commit; more would make the first in the batch wait for the last."""

TURNS_AHEAD = 6
"""Turns of the event loop in which the word to other processes leaves before a thousand sockets here are written to:
those would otherwise make its readers wait twice."""


class Writer:
    def __init__(self, pool: Any) -> None:
        self._pool = pool
        self._wake = asyncio.Event()
        self._dirty: dict[LiveRoom, None] = {}
        self._task: asyncio.Task[None] | None = None
        self.batches = 0
        self.appended = 0

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="writer")

    async def stop(self) -> None:
        await cancel(self._task)

    @property
    def idle(self) -> bool:
        return not self._dirty

    def put(self, live: LiveRoom) -> None:
        """Tell the writer that a room has something waiting."""
        self._dirty[live] = None
        self._wake.set()

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._dirty:
                batch = self._take()
                try:
                    if batch:
                        await self._append(batch)
                except Exception:
                    log.exception("writer.failed", rooms=len(batch))

    def _take(self) -> dict[LiveRoom, list[Waiting]]:
        """What waits, room by room in the order it came, up to a batch."""
        batch: dict[LiveRoom, list[Waiting]] = {}
        events = 0
        while self._dirty and events < BATCH_EVENTS:
            live = next(iter(self._dirty))
            del self._dirty[live]
            waiting = live.ready()
            if waiting:
                batch[live] = waiting
                events += sum(len(w.events) for w in waiting)
        return batch

    async def _append(self, batch: dict[LiveRoom, list[Waiting]]) -> None:
        try:
            await failpoint("before_commit")
            async with self._pool.acquire(timeout=3) as connection:
                taken = await store.append(connection, (live.append_of(waiting) for live, waiting in batch.items()))
            await failpoint("after_commit")
        except Exception as error:
            await self._split(batch, error)
            return
        self.batches += 1
        told = [_told(live, waiting) for live, waiting in batch.items() if live.id in taken]
        if any(told):
            for _ in range(TURNS_AHEAD):
                await asyncio.sleep(0)
        for live, waiting in batch.items():
            if live.id in taken:
                self.appended += len(waiting)
                _committed(live, waiting)
            else:
                live.lost("behind")

    async def _split(self, batch: dict[LiveRoom, list[Waiting]], error: Exception) -> None:
        """Find the room that cannot be appended to; its commands are then settled one by one under its lock."""
        if len(batch) == 1 or store.lost_connection(error):
            for live in batch:
                live.lost(type(error).__name__)
            return
        for live, waiting in batch.items():
            await self._append({live: waiting})


def _told(live: LiveRoom, waiting: list[Waiting]) -> bool:
    try:
        return live.tell_others(waiting)
    except Exception:
        log.exception("room.not_told", room=live.id)
        return False


def _committed(live: LiveRoom, waiting: list[Waiting]) -> None:
    """What goes wrong in one room is not the others'."""
    try:
        live.committed(waiting)
    except Exception:
        log.exception("room.failed", room=live.id)
