"""A worker process: one arq worker for each duration class, woken by the bell, and the sweep behind it.

arq rings and runs, and is never the ledger: what must not be lost is a row in PostgreSQL.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager, suppress
from time import time
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

import structlog
from arq import cron, func
from arq.connections import ArqRedis
from arq.worker import Worker
from redis.exceptions import RedisError

from rooms import jobs, logs
from rooms.bell import MAKE, Bell, queue_name, reach, to_json, wake_key
from rooms.bus import Bus
from rooms.jobs import QUEUES
from rooms.media import KINDS
from rooms.objects import Objects
from rooms.runtime import cancel, redis_listener, redis_publisher, writer_pool
from rooms.service import RoomService
from rooms.settings import Settings
from workers.erasing import orphans
from workers.makers import makers_of
from workers.running import Crew
from workers.upkeep import sweep

if TYPE_CHECKING:
    from arq.typing import WorkerCoroutine

log = structlog.get_logger()
WAIT_SECONDS = 1
"""As long as a worker waits to be woken before it looks by itself: at arq's own times, and for rings that were lost."""
SILENT_SECONDS = 30
"""A Redis that says nothing for so long is gone, though nobody was told."""
AGAIN_SECONDS = 30
"""A job is rung for once in this time and attempt, by however many workers: where many wait, the queue stays short."""
NICE = 5
GOODBYE_SECONDS = 5
ROOMS_KEPT = 20
"""Rooms in a worker's memory between two jobs; each job looks into the log all the same."""


class WokenWorker(Worker):
    """arq's worker, which waits for the bell, or for one of its own jobs to end, where arq asks twice a second."""

    def __init__(self, queue: str, **more: Any) -> None:
        super().__init__(queue_name=queue_name(queue), after_job_end=self._ended, **more)
        self._wake = wake_key(queue)
        self._free = asyncio.Event()

    async def _ended(self, ctx: dict[Any, Any]) -> None:
        self._free.set()

    async def main(self) -> None:
        """
        Raises:
            RedisError, OSError: Redis went away.
        """
        self.main_task, self.ctx["redis"] = asyncio.current_task(), self.pool
        while True:
            self._free.clear()
            await self._poll_iteration()
            await self._until_woken()

    async def _bell(self) -> None:
        await cast("Awaitable[Any]", self.pool.blpop([self._wake], timeout=WAIT_SECONDS))

    async def _until_woken(self) -> None:
        """A full worker waits for an end alone: what rings meanwhile stays for others, or for later."""
        free = asyncio.create_task(self._free.wait())
        woken: list[asyncio.Task[Any]] = [free]
        if self.job_counter < self.max_jobs:
            woken.append(asyncio.create_task(self._bell()))
        try:
            done, _ = await asyncio.wait(woken, timeout=2 * WAIT_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            await cancel(*woken)
            for task in woken:
                if not task.cancelled():
                    task.exception()  # Redis went away: the next look says so


class House:
    """A worker process's parts, all built here."""

    def __init__(self, settings: Settings, pool: Any, arq: ArqRedis) -> None:
        self.settings = settings
        self.pool = pool
        self.arq = arq
        self.service = RoomService(settings, pool, self._bus)
        self.bell = Bell(settings)
        self.crew = Crew(settings, pool, self.service, Objects(settings), makers_of(settings))
        self.workers = [self._worker(queue) for queue in dict.fromkeys(QUEUES.values())]

    def _bus(self, process: UUID, heard: Any, shown: Any) -> Bus:
        listener = lambda: redis_listener(self.settings)  # noqa: E731
        return Bus(process, redis_publisher(self.settings), listener, heard, shown, quiet=True)

    def _worker(self, queue: str) -> WokenWorker:
        seconds = max([kind.seconds for kind in KINDS.values() if kind.queue == queue])
        upkeep = cron(cast("WorkerCoroutine", sweep), second=7, unique=True, run_at_startup=True, timeout=30)
        tidying = cron(cast("WorkerCoroutine", self._tidy), hour=4, minute=23, unique=True, timeout=3600)
        return WokenWorker(
            queue,
            functions=[func(cast("WorkerCoroutine", self._do), name=MAKE)],
            cron_jobs={"quick": [upkeep], "slow": [tidying]}[queue],
            redis_pool=self.arq,
            ctx={"settings": self.settings, "pool": self.pool},
            handle_signals=False,
            job_serializer=to_json,
            job_deserializer=json.loads,
            retry_jobs=True,
            job_timeout=seconds + 30,
            max_jobs=self.settings.worker_jobs,
            keep_result=0,
            health_check_interval=10,
            poll_delay=WAIT_SECONDS,
            log_results=False,
        )

    async def _do(self, ctx: dict[Any, Any], room: str, seq: int) -> None:
        await self.crew.do(UUID(room), seq)
        self.service.memory.forget_idle(lambda room: False, 60, ROOMS_KEPT)

    async def _tidy(self, ctx: dict[Any, Any]) -> None:
        await orphans(self.pool, self.crew.objects)

    async def _sweep(self) -> None:
        """Ring again for jobs that nobody works on."""
        while True:
            try:
                for kind, room, seq, attempt in await jobs.due(self.pool):
                    await self.bell.ring(kind, room, seq, f"{attempt} {time() // AGAIN_SECONDS:.0f}")
            except Exception as error:
                log.info("sweep.failed", error=type(error).__name__)
            await asyncio.sleep(self.settings.media_sweep_seconds)

    async def run(self) -> None:
        """Work until told to stop, or until Redis goes away: whoever keeps this process running starts it again."""
        self.service.writer.start()
        self.service.bus.start()
        sweeping = asyncio.create_task(self._sweep(), name="sweep")
        mains = [asyncio.create_task(worker.main(), name=worker.queue_name) for worker in self.workers]
        log.info("worker.ready", queues=[worker.queue_name for worker in self.workers])
        try:
            await asyncio.gather(*mains)
        finally:
            at_work = [task for worker in self.workers for task in worker.tasks.values()]
            await cancel(sweeping, *mains)
            await self._give_back(at_work)
            await self.bell.aclose()
            await self.service.writer.stop()
            await self.service.bus.stop()

    async def _give_back(self, at_work: list[asyncio.Task[Any]]) -> None:
        """Jobs in hand (workers/running.py). Asked once: arq, asked again, would leave its own last words half said."""
        for task in at_work:
            task.cancel()
        if at_work:
            await asyncio.wait(at_work, timeout=GOODBYE_SECONDS)
        await cancel(*at_work)


@asynccontextmanager
async def house(settings: Settings) -> AsyncIterator[House]:
    """Build a worker process."""
    pool = await writer_pool(settings)
    arq = reach(settings, SILENT_SECONDS)
    try:
        yield House(settings, pool, arq)
    finally:
        with suppress(RedisError, OSError):
            await arq.aclose(close_connection_pool=True)
        await pool.close()


async def _work(settings: Settings) -> None:
    async with house(settings) as built:
        running = asyncio.create_task(built.run(), name="worker")
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, running.cancel)
        with suppress(asyncio.CancelledError):
            await running


def work(settings: Settings) -> None:
    """Run a worker until it is told to stop. Drawing takes a core for a second: whoever writes goes first."""
    logs.configure(settings)
    os.nice(NICE)
    try:
        asyncio.run(_work(settings))
    except (RedisError, OSError) as error:
        log.warning("worker.ended", error=type(error).__name__)
        raise SystemExit(1) from None
