"""Connections, made in one place with the settings that keep a bad moment short."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import asyncpg
from redis.asyncio import Redis
from redis.asyncio.connection import BlockingConnectionPool, ConnectionPool
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from rooms.settings import APP_ROLE, WRITER_ROLE, Settings


def sqlalchemy_url(url: str) -> str:
    """The same address for SQLAlchemy's asyncpg driver."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(scheme="postgresql+asyncpg", query=urlencode(parse_qsl(parts.query))))


async def writer_pool(settings: Settings) -> Any:
    """Connections of the writer role: one for the writer, the others for folding, leases and presence."""
    return await asyncpg.create_pool(
        settings.role_url(WRITER_ROLE),
        min_size=2,
        max_size=settings.pool_size,
        command_timeout=5,
        timeout=3,
        max_inactive_connection_lifetime=0,
        server_settings={"application_name": "roundtale-writer"},
        reset=_nothing_to_reset,
    )


async def _nothing_to_reset(connection: Any) -> None:
    """No session state is ever set on these connections; asyncpg's reset would be one more round trip each time."""


def app_engine(settings: Settings) -> AsyncEngine:
    """People's reads, as a role that sees one tenant at a time."""
    return create_async_engine(
        sqlalchemy_url(settings.role_url(APP_ROLE)),
        pool_pre_ping=True,
        hide_parameters=True,  # a failed statement is logged, what people wrote is not
        pool_size=settings.pool_size,
        max_overflow=0,
        pool_timeout=3,
        pool_recycle=1800,
        connect_args={"command_timeout": 5, "timeout": 3},
    )


def redis_publisher(settings: Settings) -> Redis:
    """Never waited for on a path that somebody waits on."""
    pool = BlockingConnectionPool.from_url(settings.redis_url, max_connections=4, timeout=1, socket_timeout=1)
    return Redis.from_pool(pool)


def redis_listener(settings: Settings) -> Redis:
    """No read timeout: an idle channel is not an error, and a timeout would lose what comes meanwhile."""
    tcp = {} if settings.redis_url.startswith("unix") else {"socket_keepalive": True, "socket_connect_timeout": 1}
    pool = ConnectionPool.from_url(settings.redis_url, socket_timeout=None, health_check_interval=10, **tcp)
    return Redis.from_pool(pool)


async def cancel(*tasks: asyncio.Task[Any] | None) -> None:
    """End background tasks and wait for their end. Asked again and again: a library may swallow a cancellation."""
    alive = {task for task in tasks if task is not None and not task.done()}
    while alive:
        for task in alive:
            task.cancel()
        _, alive = await asyncio.wait(alive, timeout=0.5)
