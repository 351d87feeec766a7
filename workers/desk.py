"""A maker's desk: files that are kept where their room finds them, and providers that are asked at most twice."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from time import monotonic
from typing import Any
from uuid import UUID, uuid4

from rooms import spending
from rooms.failpoints import failpoint
from rooms.jobs import Job
from rooms.objects import RAW, FileMissing, Objects, file_id, key_of
from rooms.protocol import MediaFile
from rooms.settings import Settings
from workers.making import Fetched, FileType, Unmade

MOST_CALLS = 2
"""Of one request of a job, whoever makes them: the second for an answer that was lost with its worker, or a bad moment.
"""
STEP_PERCENT = 20
STEP_SECONDS = 1.0
"""The room hears of progress in such steps: each is an event that stays."""

ANSWERED = "select file, provider, model, cost, notes from fetched where room_id = $1 and request = $2"
CLAIM = """
insert into fetched as f (room_id, request, tenant_id, place, seq, calls) values ($1, $2, $3, $4, $5, 1)
on conflict (room_id, request) do update
    set seq = $5, place = $4, at = now(), calls = case when f.seq = $5 then f.calls else 0 end + 1
where f.seq <> $5 or f.calls < $6 returning calls
"""
ANSWER = """
update fetched set file = $3, provider = $4, model = $5, cost = $6, notes = $7 where room_id = $1 and request = $2
"""
OPEN = """
insert into attempts (
    id, tenant_id, room_id, generation, fence, person_id, as_of, at, purpose, provider, model, outcome, request,
    reserved)
values ($1, $2, $3, $4, $5, $6, $4, now(), $7, '', '', 'open', '', $8)
"""
SETTLE = """
update attempts set provider = $2, model = $3, outcome = $4, request = $5, total_ms = $6, cost = $7,
    usage_source = $8 where id = $1
"""


@dataclass(eq=False)
class HouseDesk:
    """The desk of one attempt. ``tell`` says to the room how far it is."""

    settings: Settings
    pool: Any
    objects: Objects
    job: Job
    place: str
    tell: Callable[[int], Awaitable[None]]
    told: int = 0
    told_at: float = 0.0

    async def progress(self, percent: int) -> None:
        if percent >= self.told + STEP_PERCENT and monotonic() >= self.told_at + STEP_SECONDS:
            self.told, self.told_at = percent, monotonic()
            await self.tell(percent)

    async def keep(self, content: bytes, type: FileType, width: int = 0, height: int = 0) -> MediaFile:
        """Named by what it holds and by its job: another attempt of the job finds it, and when one media is erased, no
        other loses an equal file.
        """
        file = file_id(content, f"{self.job.seq} {type}")
        await self.objects.put(self._key(file, type), content)
        await failpoint("after_keep")
        return MediaFile(id=file, type=type, bytes=len(content), width=width, height=height)

    async def source(self, file: UUID) -> bytes:
        try:
            return await self.objects.get(self._key(file, RAW))
        except FileMissing:
            raise Unmade("unreadable") from None

    async def once(
        self, request: Mapping[str, object], call: Callable[[], Awaitable[Fetched]], estimate: Decimal | None = None
    ) -> Fetched:
        asked = hashlib.sha256(json.dumps(request, sort_keys=True, ensure_ascii=False).encode()).digest()
        known = await self._answered(asked)
        if known is not None:
            return known
        spent = await spending.today(self.pool, self.job.room, self.job.person)
        if estimate != 0 and spending.level(self.settings, spent, estimate or Decimal()) == "hard":
            raise Unmade("budget")
        row = self.job.room, asked, self.job.tenant, self.place, self.job.seq, MOST_CALLS
        if await self.pool.fetchval(CLAIM, *row) is None:
            raise Unmade("unreachable")
        await failpoint("before_fetch")
        answer = await self._call(call, estimate)
        await failpoint("after_fetch")
        file = file_id(asked)
        await self.objects.put(self._key(file, RAW), answer.content)
        notes = json.dumps(dict(answer.notes))
        more = file, answer.provider, answer.model, answer.cost, notes
        await self.pool.execute(ANSWER, self.job.room, asked, *more)
        return answer

    async def _answered(self, asked: bytes) -> Fetched | None:
        row = await self.pool.fetchrow(ANSWERED, self.job.room, asked)
        if row is None or row["file"] is None:
            return None
        try:
            content = await self.objects.get(self._key(row["file"], RAW))
        except FileMissing:
            return None
        return Fetched(content, row["provider"], row["model"], row["cost"], "", json.loads(row["notes"]))

    async def _call(self, call: Callable[[], Awaitable[Fetched]], estimate: Decimal | None) -> Fetched:
        """Ask, with a row in the ledger from before the request until after its answer. What was stopped on the way is
        counted as if it had been answered: providers charge for it, and nobody asks and cancels beyond a budget.
        """
        row, began = uuid4(), monotonic()
        job = self.job
        await self.pool.execute(OPEN, row, job.tenant, job.room, job.seq, job.attempt, job.person, job.kind, estimate)
        outcome, answer = "stopped", Fetched(b"", "", "", None)
        try:
            answer = await call()
            outcome = "complete"
        except Unmade as unmade:
            outcome = unmade.why
            raise
        finally:
            milliseconds = round(1000 * (monotonic() - began))
            cost, source = answer.cost, "reported" if answer.cost is not None else None
            if outcome == "stopped" and estimate is not None:
                cost, source = estimate, "estimated"
            told = answer.provider, answer.model, outcome, answer.request, milliseconds, cost, source
            await asyncio.shield(self._settle(row, told, cost))
        return answer

    async def _settle(self, row: UUID, told: tuple[object, ...], cost: Decimal | None) -> None:
        await self.pool.execute(SETTLE, row, *told)
        if cost is not None:
            await self.pool.execute(
                "update jobs set cost = coalesce(cost, 0) + $3 where room_id = $1 and seq = $2",
                self.job.room, self.job.seq, cost,
            )  # fmt: skip

    def _key(self, file: UUID, type: str) -> str:
        return key_of(self.job.tenant, self.job.room, self.place, file, type)
