"""The bell of the workers: a job is rung in Redis, and whoever waits for it wakes at once.

Ringing may fail, or be heard twice: the job is a row in PostgreSQL, which a lease gives to one, and a sweep finds.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any
from uuid import UUID

import structlog
from arq.connections import ArqRedis
from arq.constants import health_check_key_suffix
from redis.asyncio import ConnectionPool
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


def reach(settings: Settings, seconds: float) -> ArqRedis:
    """Redis as arq wants it, at the same address as everybody's: arq's own way there would lose half of its options.

    Args:
        settings: where it is.
        seconds: for an answer.
    """
    pool = ConnectionPool.from_url(settings.redis_url, socket_timeout=seconds)
    return ArqRedis(pool, job_serializer=to_json, job_deserializer=json.loads)


class Bell:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._arq: ArqRedis | None = None

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
                arq = self._arq = self._arq or reach(self._settings, PATIENCE_SECONDS)
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

    async def alive(self) -> dict[str, bool]:
        """Whether a worker serves each queue, or did ten seconds ago; nothing where Redis does not say."""
        queues = list(dict.fromkeys(QUEUES.values()))
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                arq = self._arq = self._arq or reach(self._settings, PATIENCE_SECONDS)
                said = await arq.mget([queue_name(queue) + health_check_key_suffix for queue in queues])
        except (RedisError, OSError, TimeoutError):
            await self.aclose()
            return {}
        return {queue: bool(word) for queue, word in zip(queues, said, strict=True)}

    async def aclose(self) -> None:
        arq, self._arq = self._arq, None
        if arq is not None:
            try:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    await arq.aclose(close_connection_pool=True)
            except (RedisError, OSError, TimeoutError):
                pass
