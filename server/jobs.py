"""Jobs as operators see them: ``python -m server jobs``, and numbers at /metrics."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from time import monotonic, time
from typing import Any

import asyncpg
import structlog
from prometheus_client import CollectorRegistry, Gauge

from rooms import jobs, store
from rooms.bell import Bell
from rooms.jobs import QUEUES
from rooms.settings import WRITER_ROLE, Settings
from server.machine.backup import database
from server.machine.embedded import EmbeddedValkey

log = structlog.get_logger()
STATES = ("waiting", "working", "ready", "failed")
EVERY_SECONDS = 10.0
"""Between two looks into the table of jobs, however often /metrics is asked for."""
PATIENCE_SECONDS = 2.0
HEAD = ("kind", "queue", "waiting", "working", "oldest", "ready", "failed")


class JobNumbers:
    """What workers have to do, as the table has it, and whether there are any."""

    def __init__(self, registry: CollectorRegistry, pool: Any, bell: Bell) -> None:
        self._pool, self._bell = pool, bell
        self._read_at = -EVERY_SECONDS
        self._jobs = Gauge(
            "roundtale_jobs",
            "Jobs of workers; ready and failed: of the last hour.",
            ["kind", "state"],
            registry=registry,
        )
        self._oldest = Gauge(
            "roundtale_jobs_oldest_seconds", "Age of the oldest job that is not done.", ["kind"], registry=registry
        )
        self._alive = Gauge("roundtale_workers_alive", "1 while a worker serves a queue.", ["queue"], registry=registry)

    async def read(self) -> None:
        """Look again, if the last look is old. What cannot be read stays as it was."""
        if monotonic() < self._read_at + EVERY_SECONDS:
            return
        self._read_at = monotonic()
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                self._set(await jobs.state(self._pool))
        except (*store.TRANSIENT, asyncpg.PostgresError) as error:
            log.info("jobs.not_read", error=type(error).__name__)
        for queue, alive in (await self._bell.alive()).items():
            self._alive.labels(queue).set(alive)

    def _set(self, state: Mapping[str, Mapping[str, float]]) -> None:
        for kind in QUEUES:
            of = state.get(kind, {})
            for name in STATES:
                self._jobs.labels(kind, name).set(of.get(name, 0))
            self._oldest.labels(kind).set(of.get("oldest", 0))


def show(settings: Settings, again: bool) -> None:
    """Print what workers have to do.

    Args:
        settings: the database, and Redis for ``again``; without them those of ``run``.
        again: ring for all that waits for nobody.

    Raises:
        BackupFailed, RunFailed, OSError, asyncpg.PostgresError: there is no database, or it does not answer.
    """
    with database(settings) as here:
        redis = here.redis_url or EmbeddedValkey(settings.data).url
        asyncio.run(_show(here.model_copy(update={"redis_url": redis}), again))


async def _show(settings: Settings, again: bool) -> None:
    connection = await asyncpg.connect(settings.role_url(WRITER_ROLE), timeout=10)
    bell = Bell(settings)
    try:
        print(table(await jobs.state(connection)))
        alive = await bell.alive()
        said = ", ".join(f"{queue}: {'there' if alive[queue] else 'none'}" for queue in alive)
        print(f"\nworkers: {said or 'Redis does not say'}")
        if again:
            due = await jobs.due(connection)
            for kind, room, seq, _ in due:
                await bell.ring(kind, room, seq, f"again {time()}")
            print(f"rung again: {len(due)}")
    finally:
        await bell.aclose()
        await connection.close()


def table(state: Mapping[str, Mapping[str, float]]) -> str:
    """In columns; ``oldest``: seconds, ``ready`` and ``failed``: of the last hour."""
    rows: list[tuple[str, ...]] = [HEAD]
    for kind, queue in QUEUES.items():
        of = state.get(kind, {})
        rows.append((kind, queue, *(f"{of.get(name, 0):.0f}" for name in HEAD[2:])))
    return "\n".join("".join((f"{row[0]:<11}{row[1]:<7}", *(f"{cell:>9}" for cell in row[2:]))) for row in rows)
