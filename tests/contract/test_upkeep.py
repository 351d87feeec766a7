"""What the worker sweeps, on real PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from rooms.settings import Settings
from rooms.tables import GUESTS
from tests.databases import found_room, released
from workers.upkeep import sweep

DAY = timedelta(days=1, minutes=1)


@pytest.fixture
async def pool(database_url: str, redis_url: str) -> AsyncIterator[Any]:
    settings: Settings = await released(database_url, redis_url, "upkeep")
    pool = await asyncpg.create_pool(settings.database_url, min_size=1, max_size=2)
    yield pool
    await pool.close()


@pytest.mark.parametrize(
    ("beat", "left", "stays"),
    [
        (timedelta(), None, True),
        (timedelta(), timedelta(hours=1), True),
        (timedelta(), DAY, False),
        (DAY, None, False),
        (DAY, timedelta(hours=1), False),
    ],
)
async def test_who_left_a_day_ago_is_forgotten(pool: Any, beat: timedelta, left: timedelta | None, stays: bool) -> None:
    """C30: a presence row goes a day after its member left, or after its process fell silent, and no sooner."""
    room, process = await found_room(pool), uuid4()
    await pool.execute("insert into processes (id, beat_at) values ($1, now() - $2::interval)", process, beat)
    await pool.execute(
        "insert into presence (room_id, member_id, process_id, tenant_id, left_at) "
        "values ($1, $2, $3, $4, now() - $5::interval)",
        room, uuid4(), process, GUESTS, left,
    )  # fmt: skip
    await sweep({"pool": pool})
    assert bool(await pool.fetchval("select count(*) from presence where room_id = $1", room)) is stays


async def test_answers_of_providers_are_forgotten(pool: Any) -> None:
    """C430: what a provider answered is known for two days, longer than any work takes; its file goes after one."""
    room = await found_room(pool)
    for request, age in ((b"old", timedelta(days=2, minutes=1)), (b"new", timedelta(days=1))):
        await pool.execute(
            "insert into fetched (room_id, request, tenant_id, place, seq, at) "
            "values ($1, $2, $3, 'cover', 1, now() - $4::interval)",
            room, request, GUESTS, age,
        )  # fmt: skip
    await sweep({"pool": pool})
    assert await pool.fetchval("select array_agg(request) from fetched where room_id = $1", room) == [b"new"]
