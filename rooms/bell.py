"""The bell of the workers: a job is rung in Redis, and whoever waits for it wakes at once.

Ringing may fail, or be heard twice: the job is a row in PostgreSQL, which a lease gives to one, and a sweep finds.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any
from uuid import UUID

import structlog
from arq.connections import ArqRedis, RedisSettings, create_pool
from redis.exceptions import RedisError

from rooms.jobs import QUEUES
from rooms.settings import Settings

log = structlog.get_logger()
MAKE = "make"
"""The one function of a worker: do the job of this room and seq."""
PATIENCE_SECONDS = 1.0
UNHEARD_SECONDS = 60


def queue_name(queue: str) -> str:
    return f"roundtale:{queue}"


def wake_key(queue: str) -> str:
    return f"roundtale:wake:{queue}"


def to_json(value: Any) -> bytes:
    """JSON, and no pickle: whoever can write to Redis runs no code in a worker."""
    return json.dumps(value).encode()


def redis_settings(settings: Settings) -> RedisSettings:
    reached = RedisSettings.from_dsn(settings.redis_url)
    reached.conn_timeout = int(PATIENCE_SECONDS)
    reached.conn_retries = 0
    return reached


class Bell:
    def __init__(self, settings: Settings) -> None:
        self._settings = redis_settings(settings)
        self._arq: ArqRedis | None = None
        self._reaching = asyncio.Lock()

    async def ring(self, kind: str, room: UUID, seq: int, again: str = "") -> None:
        """Tell the workers of a job. Never raises; what is not heard, the sweep finds.

        Args:
            kind: of the job.
            room: where it was asked for.
            seq: of the event that asked.
            again: another name for the same ring, because arq takes each name once.
        """
        queue = QUEUES[kind]
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                async with self._reaching:
                    arq = self._arq = self._arq or await create_pool(self._settings, job_serializer=to_json)
                name = f"{room.hex}:{seq}:{again}"
                await arq.enqueue_job(MAKE, str(room), seq, _job_id=name, _queue_name=queue_name(queue))
                async with arq.pipeline(transaction=False) as pipe:
                    pipe.lpush(wake_key(queue), b"1")
                    pipe.ltrim(wake_key(queue), 0, 99)
                    pipe.expire(wake_key(queue), UNHEARD_SECONDS)
                    await pipe.execute()
        except (RedisError, OSError, TimeoutError) as error:
            log.info("bell.not_rung", kind=kind, error=type(error).__name__)
            await self.aclose()

    async def aclose(self) -> None:
        arq, self._arq = self._arq, None
        if arq is not None:
            try:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    await arq.aclose()
            except (RedisError, OSError, TimeoutError):
                pass
