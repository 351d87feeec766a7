"""People's reads and small writes: sessions that see one tenant, and the count of wrong codes."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.requests import Request

from rooms.tables import GUESTS


def address_of(request: Request, kind: str = "") -> bytes:
    """Who is counted when somebody guesses: an address, hashed; wrong keys apart from wrong codes."""
    return hashlib.sha256((kind + (request.client.host if request.client else "")).encode()).digest()


class People:
    def __init__(self, engine: AsyncEngine, pool: Any) -> None:
        self._sessions = async_sessionmaker(engine, class_=AsyncSession, expire_on_commit=False)
        self._pool = pool

    @asynccontextmanager
    async def session(self, tenant: UUID = GUESTS) -> AsyncIterator[AsyncSession]:
        """One transaction that sees one tenant. The setting ends with it, so the pool carries it to nobody else."""
        async with self._sessions() as session, session.begin():
            connection = await session.connection()
            await connection.execute(text("select set_config('app.tenant', :tenant, true)"), {"tenant": str(tenant)})
            yield session

    async def guesses(self, address: bytes) -> int:
        """Wrong codes from an address in this minute."""
        count: int | None = await self._pool.fetchval(
            "select count from guesses where address = $1 and minute = date_trunc('minute', now())", address
        )
        return count or 0

    async def wrong_guess(self, address: bytes) -> None:
        await self._pool.execute(
            "insert into guesses (address, minute, count) values ($1, date_trunc('minute', now()), 1) "
            "on conflict (address, minute) do update set count = guesses.count + 1",
            address,
        )
