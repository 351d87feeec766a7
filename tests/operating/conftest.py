from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from rooms.settings import Settings
from tests.databases import released


@pytest.fixture
def folder() -> Iterator[Path]:
    """One that other accounts can pass through: nginx and PostgreSQL have theirs."""
    with tempfile.TemporaryDirectory(prefix="roundtale-test-") as name:
        Path(name).chmod(0o711)
        yield Path(name)


@pytest.fixture(scope="package")
async def settings(database_url: str, redis_url: str) -> Settings:
    return await released(database_url, redis_url, "operating")


@pytest.fixture
async def owner(settings: Settings) -> AsyncIterator[asyncpg.Connection[Any]]:
    connection = await asyncpg.connect(settings.database_url)
    yield connection
    await connection.close()
