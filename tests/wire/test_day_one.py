"""The settings that known faults of these very libraries ask for, read from the running objects."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import Any

import asyncpg
import pytest
from redis.asyncio import Redis
from redis.asyncio.connection import BlockingConnectionPool
from socketio.async_pubsub_manager import AsyncPubSubManager

from rooms.runtime import app_engine, redis_listener, redis_publisher
from rooms.settings import APP_ROLE, WRITER_ROLE, Settings
from server.people import People
from server.wire.websocket import RoundtaleSocket
from tests.wire.client import Wire
from workers.main import house

FLOORS = {
    "uvicorn": (0, 53),
    "python-socketio": (5, 16, 3),
    "python-engineio": (4, 13, 3),
    "websockets": (13,),
    "redis": (5,),
    "sqlalchemy": (2,),
    "asyncpg": (0, 30),
    "starlette": (0, 47),
}


@pytest.mark.parametrize("package", FLOORS)
def test_versions_are_past_their_known_faults(package: str) -> None:
    """W120: versions are past their known faults."""
    numbers = tuple(int(part) for part in version(package).split(".") if part.isdigit())
    assert numbers >= FLOORS[package]


def test_uvicorn_takes_small_frames_and_ends_in_time(wire: Wire) -> None:
    """W121: uvicorn takes small frames and ends in time."""
    config = wire.server.config
    assert config.ws_max_size == 65_536
    assert config.ws_per_message_deflate is False
    assert config.timeout_graceful_shutdown is not None
    assert 0 < config.timeout_graceful_shutdown <= 15
    assert config.limit_concurrency is not None
    assert config.ws_ping_interval is None, "one source of pings"
    assert config.proxy_headers is False, "only our own list of proxies is believed"
    assert issubclass(config.ws_protocol_class, RoundtaleSocket)  # type: ignore[arg-type]


def test_socket_io_is_bounded_ordered_and_particular(wire: Wire) -> None:
    """W122: Socket.IO is bounded ordered and particular."""
    sockets = wire.house.sockets
    assert (sockets.eio.ping_interval, sockets.eio.ping_timeout) == (10, 5)
    assert sockets.eio.transports == ["websocket"]
    assert sockets.eio.max_http_buffer_size == 65_536
    assert sockets.async_handlers is False
    assert sockets.always_connect is False
    origins = sockets.eio.cors_allowed_origins
    assert origins
    assert "*" not in origins
    assert all(origin.startswith("http") for origin in origins)
    assert set(sockets.handlers) == {"/"}
    assert set(sockets.handlers["/"]) == {"connect"}, "nothing that a client sends has a handler of its name"


def test_socket_io_emits_nothing_through_redis(wire: Wire) -> None:
    """W123: Socket.IO emits nothing through Redis: no manager of its own on Redis; whoever can publish there could
    speak to any room.
    """
    assert not isinstance(wire.house.sockets.manager, AsyncPubSubManager)


async def test_redis_is_never_waited_for_and_never_read_with_a_clock(wire: Wire) -> None:
    """W124: Redis is never waited for and never read with a clock."""
    publisher, listener = redis_publisher(wire.settings), redis_listener(wire.settings)
    assert of(publisher)["socket_timeout"] == 1
    assert isinstance(publisher.connection_pool, BlockingConnectionPool)
    assert publisher.connection_pool.timeout == 1
    assert of(listener)["socket_timeout"] is None
    assert of(listener)["health_check_interval"] == 10
    tcp = redis_listener(wire.settings.model_copy(update={"redis_url": "redis://127.0.0.1:1"}))
    assert (of(tcp)["socket_timeout"], of(tcp)["socket_keepalive"]) == (None, True)
    for client in (publisher, listener, tcp):
        await client.aclose()


def of(client: Redis) -> dict[str, Any]:
    return dict(client.connection_pool.connection_kwargs)


async def test_redis_holds_no_code(wire: Wire) -> None:
    """W125: Redis holds no code: jobs are JSON, so that whoever reaches Redis reaches no interpreter."""
    async with house(wire.settings) as worker:
        made = worker.workers[0]
    assert made.job_serializer is not None
    assert made.job_deserializer is not None
    assert json.loads(made.job_serializer({"room": "x"})) == {"room": "x"}
    assert made.job_deserializer(b'{"room": "x"}') == {"room": "x"}
    with pytest.raises(ValueError, match=r"utf-8|JSON|Expecting"):
        made.job_deserializer(b"\x80\x04\x95cposix\nsystem\n.")
    assert 0 < made.job_timeout_s <= 600
    assert made.health_check_interval == 10


async def test_a_bad_moment_of_postgresql_is_short(wire: Wire) -> None:
    """W126: a bad moment of PostgreSQL is short."""
    engine = app_engine(wire.settings)
    pool: Any = engine.sync_engine.pool
    assert pool._pre_ping is True
    assert pool._timeout == 3
    assert engine.sync_engine.hide_parameters is True
    async with People(engine, wire.house.pool).session() as session:
        assert session.sync_session.expire_on_commit is False
    await engine.dispose()


@pytest.mark.parametrize("role", [APP_ROLE, WRITER_ROLE])
async def test_a_role_is_no_owner_and_gives_up_in_time(wire: Wire, role: str) -> None:
    """W127: a role is no owner and gives up in time."""
    connection = await asyncpg.connect(wire.settings.role_url(role))
    shown = {
        name: await connection.fetchval(f"show {name}")
        for name in ("statement_timeout", "idle_in_transaction_session_timeout")
    }
    owned = await connection.fetchval("select count(*) from pg_class where relowner = current_user::regrole")
    await connection.close()
    assert (shown, owned) == ({"statement_timeout": "5s", "idle_in_transaction_session_timeout": "10s"}, 0)


async def test_row_level_security_is_forced(wire: Wire) -> None:
    """W128: row level security is forced."""
    unforced = await wire.owner.fetch(
        "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace "
        "and relrowsecurity and not relforcerowsecurity"
    )
    assert unforced == []


@pytest.mark.parametrize(
    ("bad", "word"),
    [
        ({"origins": ("*",)}, "ORIGINS"),
        ({"secret": "not-a-secret-for-development-only"}, "SECRET"),
        ({"public_url": "http://story.example"}, "PUBLIC_URL"),
        ({"secure_cookies": False}, "SECURE_COOKIES"),
        ({"redis_url": "redis://cache.example:6379"}, "REDIS_URL"),
    ],
)
def test_production_refuses_what_lets_strangers_in(bad: dict[str, Any], word: str) -> None:
    """W129: production refuses what lets strangers in."""
    good: dict[str, Any] = {
        "environment": "production",
        "secret": "x" * 32,
        "public_url": "https://story.example",
        "secure_cookies": True,
        "redis_url": "redis://:secret@cache.example:6379",
    }
    assert Settings(**good).environment == "production"
    with pytest.raises(ValueError, match=word):
        Settings(**(good | bad))
