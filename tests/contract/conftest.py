"""A database for each module of the level, what reaches into it, and a wire that a provider is asked over."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from rooms.runtime import writer_pool
from rooms.settings import Settings
from tests.databases import released
from tests.wires.server import Wire
from tests.wires.speech import SPEECHES, Speech


@pytest.fixture(scope="module")
async def settings(request: pytest.FixtureRequest, database_url: str, redis_url: str) -> Settings:
    return await released(database_url, redis_url, request.node.path.stem.replace("test", "contract"))


@pytest.fixture(scope="module")
async def owner(settings: Settings) -> AsyncIterator[Any]:
    """A superuser, whom no policy holds back."""
    connection = await asyncpg.connect(settings.database_url)
    yield connection
    await connection.close()


@pytest.fixture(scope="module")
async def pool(settings: Settings) -> AsyncIterator[Any]:
    made = await writer_pool(settings)
    yield made
    await made.close()


@pytest.fixture(params=SPEECHES)
def speech(request: pytest.FixtureRequest) -> Speech:
    return SPEECHES[str(request.param)]


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with Wire() as wire:
        yield wire
