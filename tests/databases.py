"""A database of its own for each level: made by the real release step, in the session's PostgreSQL."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID, uuid4

import asyncpg

from migrations.release import release
from rooms.settings import MEMORY, Settings
from rooms.tables import GUESTS


async def released(database_url: str, redis_url: str, name: str) -> Settings:
    """Settings of a house whose database is new and at the newest migration."""
    owner = await asyncpg.connect(database_url)
    try:
        await owner.execute(f"drop database if exists {name} with (force)")
        await owner.execute(f"create database {name}")
    finally:
        await owner.close()
    url = urlunsplit(urlsplit(database_url)._replace(path=f"/{name}"))
    settings = Settings(database_url=url, redis_url=redis_url, storage_url=MEMORY)
    await asyncio.to_thread(release, settings)
    return settings


async def found_room(owner: Any, tenant: UUID = GUESTS, room: UUID | None = None) -> UUID:
    """The rows that must be there before a room's first event."""
    made = room or uuid4()
    await owner.execute(
        "insert into rooms (id, tenant_id, code, created_by, created_at) values ($1, $2, $3, $4, now())",
        made, tenant, made.hex[:16], uuid4(),
    )  # fmt: skip
    await owner.execute("insert into heads (room_id, tenant_id, seq) values ($1, $2, 0)", made, tenant)
    return made
