"""A database for the level, and one scene for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from rooms.service import RoomService
from rooms.settings import Settings
from tests.databases import released
from tests.door.scene import Scene, door


@pytest.fixture(scope="package")
async def settings(database_url: str, redis_url: str) -> Settings:
    """As shipped, but looking around often, so that no test waits for the clock."""
    made = await released(database_url, redis_url, "door")
    return made.model_copy(update={"heads_seconds": 0.1})


@pytest.fixture(scope="package")
async def owner(settings: Settings) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(settings.database_url)
    yield connection
    await connection.close()


@pytest.fixture(scope="package")
async def service(settings: Settings) -> AsyncIterator[RoomService]:
    async with door(settings) as made:
        yield made


@pytest.fixture(scope="package")
async def elsewhere(settings: Settings) -> AsyncIterator[RoomService]:
    """A second process on the same PostgreSQL and Valkey."""
    async with door(settings) as made:
        yield made


@pytest.fixture
def scene(owner: Any, settings: Settings) -> Scene:
    return Scene(owner, settings)
