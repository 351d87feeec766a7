"""One database and one server as shipped for the level; tests of limits start their own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import asyncpg
import pytest

from rooms import logs
from rooms.settings import Settings
from tests.databases import released
from tests.wire.client import Wire, serving


@pytest.fixture(scope="package")
async def settings(database_url: str, redis_url: str) -> Settings:
    """As shipped. The one proxy that is believed is the test itself, so that everybody has an address of their own; and
    improv, which paces itself for readers, is done in a second.
    """
    made = await released(database_url, redis_url, "wire")
    hurried = {"heads_seconds": 0.3, "drain_seconds": 3, "coauthor_words_per_second": 100}
    made = made.model_copy(update={"trusted_proxies": "127.0.0.1", **hurried})
    logs.configure(made)
    return made


@pytest.fixture(scope="package")
async def owner(settings: Settings) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(settings.database_url)
    yield connection
    await connection.close()


@pytest.fixture(scope="package")
async def wire(settings: Settings, owner: Any) -> AsyncIterator[Wire]:
    async with serving(settings, owner) as made:
        yield made


@pytest.fixture(autouse=True)
def nothing_went_wrong_unseen(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Every test of this level ends with a log that has no error in it."""
    yield
    wrong = [record.getMessage() for record in caplog.get_records("call") if record.levelname in ("ERROR", "CRITICAL")]
    assert [words for words in wrong if "further occurrences of this error" not in words] == []
