from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from rooms.settings import Settings
from tests.databases import released


@pytest.fixture(scope="package")
async def settings(database_url: str, redis_url: str) -> Settings:
    """A house of this level's own, in the session's PostgreSQL and Valkey: for tests that end neither."""
    return await released(database_url, redis_url, "faults")


@pytest.fixture
async def owner(settings: Settings) -> AsyncIterator[asyncpg.Connection[Any]]:
    connection = await asyncpg.connect(settings.database_url)
    yield connection
    await connection.close()
