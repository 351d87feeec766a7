"""The arq worker. Its first work is upkeep; media come as further jobs.

arq is the doorbell and the runner, never the ledger: what must not be lost is a row in PostgreSQL.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

import structlog
from arq import cron
from arq.connections import RedisSettings
from arq.worker import Worker
from redis.exceptions import RedisError

from rooms import logs
from rooms.runtime import writer_pool
from rooms.settings import Settings
from workers.upkeep import sweep

if TYPE_CHECKING:
    from arq.typing import WorkerCoroutine

log = structlog.get_logger()
QUEUE = "roundtale:quick"


async def _start(ctx: dict[Any, Any]) -> None:
    ctx["pool"] = await writer_pool(ctx["settings"])


async def _end(ctx: dict[Any, Any]) -> None:
    await ctx["pool"].close()


def worker(settings: Settings) -> Worker:
    """A worker of quick jobs: JSON only, so that access to Redis is not code execution."""
    return Worker(
        functions=[],
        cron_jobs=[cron(cast("WorkerCoroutine", sweep), second=7, unique=True, run_at_startup=True, timeout=30)],
        queue_name=QUEUE,
        redis_settings=RedisSettings.from_dsn(settings.redis_url),
        on_startup=_start,
        on_shutdown=_end,
        ctx={"settings": settings},
        job_serializer=lambda value: json.dumps(value).encode(),
        job_deserializer=json.loads,
        job_timeout=60,
        health_check_interval=10,
        poll_delay=0.5,
    )


def work(settings: Settings) -> None:
    """Run a worker until it is told to stop. It ends when Redis goes away: whoever keeps it running starts it again."""
    logs.configure(settings)
    try:
        worker(settings).run()
    except (RedisError, OSError) as error:
        log.warning("worker.ended", error=type(error).__name__)
        raise SystemExit(1) from None
