"""What the co-author costs: a row for each request to a provider, and budgets that are reserved before and settled
after.

A request whose process died stays open, with what it reserved, until whoever takes over, or the sweep, calls it lost.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from engine.coauthor import Attempt
from engine.models import MILLION, Models
from rooms import spending
from rooms.settings import Settings
from rooms.spending import Level

BYTES_PER_TOKEN = 3
LEFT = ("stopped", "stalled")
"""A request that was left before the provider said what it used may have cost as much as was reserved."""
LOCK = "select pg_advisory_xact_lock(hashtextextended('budget', 0))"
OPEN = """
insert into attempts (
    id, tenant_id, room_id, generation, fence, person_id, as_of, at, purpose, provider, model, outcome, request,
    reserved)
select $1, tenant_id, room_id, $3, $4, $5, $6, now(), $7, $8, $9, 'open', '', $10 from heads where room_id = $2
"""
WRITE = """
insert into attempts (
    id, tenant_id, room_id, generation, fence, person_id, as_of, at, purpose, provider, model, outcome, request,
    first_ms, total_ms, fresh, cache_read, cache_write, cache_write_long, out, thought, usage_source, priced_from, cost,
    checked)
select $1, tenant_id, room_id, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
    $22, $23, $24 from heads where room_id = $2
"""
LOST = """
update attempts set outcome = 'lost', cost = reserved, usage_source = 'estimated'
where room_id = $1 and generation = $2 and fence < $3 and outcome = 'open'
"""


@dataclass
class Work:
    """One generation's requests in one process's hands; or, with 0 as its number, of what is no generation.

    ``as_of``: the seq of the room that its brief was made of. ``purpose``: of the request that it is all about.
    """

    room: UUID
    generation: int
    fence: int
    person: UUID | None
    as_of: int
    purpose: str = "beat"
    id: UUID = field(default_factory=uuid4)
    reserved: Decimal | None = None
    attempts: list[tuple[datetime, Attempt]] = field(default_factory=list)
    checked: str = "open"

    def hear(self, attempt: Attempt) -> None:
        self.attempts.append((datetime.now(UTC), attempt))


class Ledger:
    def __init__(self, settings: Settings, pool: Any, models: Models) -> None:
        self._settings = settings
        self._pool = pool
        self._models = models
        self._reserving = asyncio.Lock()
        """Of all that wait here for PostgreSQL's lock, one takes a connection; the writer of rooms needs the others."""

    async def open(self, work: Work, provider: str, model: str, estimate: Decimal | None) -> Level:
        """Reserve what a request may cost, if the budgets of the room, the person and the tenant have it.

        Args:
            work: what for.
            provider: who is asked first.
            model: empty: one that costs nothing.
            estimate: dollars; None: nobody knows the price, and budgets cannot hold it.
        """
        work.reserved = estimate if model else Decimal()
        if not model:
            await self._pool.execute(OPEN, *self._row(work, provider, model, Decimal()))
            return "full"
        async with self._reserving, self._pool.acquire() as connection, connection.transaction():
            await connection.execute(LOCK)
            level = self.level(await self.today(work.room, work.person, connection), estimate or Decimal())
            if level != "hard":
                await connection.execute(OPEN, *self._row(work, provider, model, estimate))
        return level

    async def lose(self, room: UUID, generation: int, fence: int) -> None:
        """Requests of processes that had this pen before are lost; what they reserved counts as spent."""
        await self._pool.execute(LOST, room, generation, fence)

    async def close(self, work: Work) -> None:
        """Write down what became of each request, in the place of what was reserved."""
        async with self._pool.acquire() as connection, connection.transaction():
            await connection.execute("delete from attempts where id = $1", work.id)
            for at, attempt in work.attempts:
                await connection.execute(WRITE, *self._settled(work, at, attempt))

    async def today(self, room: UUID, person: UUID | None, connection: Any = None) -> dict[str, Decimal]:
        """Dollars since midnight UTC, with what is reserved: of the room, the person, and the whole tenant."""
        return await spending.today(connection or self._pool, room, person)

    def level(self, spent: dict[str, Decimal], more: Decimal = Decimal()) -> Level:
        return spending.level(self._settings, spent, more)

    @property
    def budgets(self) -> dict[str, Decimal]:
        return spending.budgets(self._settings)

    def estimate(self, model: str, size: int, tokens: int) -> Decimal | None:
        """Dollars at most for a prompt of ``size`` bytes and an answer of so many tokens; None: unknown.

        In whatever script text seldom has more tokens for its bytes; what is read may also have to go into the cache.
        """
        price = self._models.price(model, _today())
        if price is None:
            return None
        read = max(price.fresh, price.cache_write, price.cache_write_long)
        return (read * size / BYTES_PER_TOKEN + price.out * tokens) / MILLION

    def _row(self, work: Work, provider: str, model: str, reserved: Decimal | None) -> tuple[Any, ...]:
        return (
            work.id, work.room, work.generation, work.fence, work.person, work.as_of, work.purpose, provider, model,
            reserved,
        )  # fmt: skip

    def _settled(self, work: Work, at: datetime, attempt: Attempt) -> tuple[Any, ...]:
        usage, price = attempt.usage, self._models.price(attempt.model, _today()) if attempt.model else None
        cost = Decimal() if not attempt.model else price.of(usage) if price and usage else None
        source = usage.source if usage else None
        if cost is None and price and attempt.purpose == work.purpose and attempt.outcome in LEFT:
            cost, source = work.reserved, "estimated"
        kinds = ("fresh", "cache_read", "cache_write", "cache_write_long", "out", "thought")
        return (
            uuid4(), work.room, work.generation, work.fence, work.person, work.as_of, at, attempt.purpose,
            attempt.provider, attempt.model, attempt.outcome, attempt.request,
            None if attempt.first is None else round(1000 * attempt.first), round(1000 * attempt.seconds),
            *(getattr(usage, kind) if usage else None for kind in kinds), source, price.since if price else None, cost,
            work.checked if attempt.purpose == "beat" else None,
        )  # fmt: skip


def _today() -> date:
    return datetime.now(UTC).date()
