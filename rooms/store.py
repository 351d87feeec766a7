"""The log in PostgreSQL: the one statement that appends, and the reads that fold it again.

Everything here runs as the writer role, which may append and read rooms and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from rooms.followups import job_closed, job_kind
from rooms.protocol import EVENT, PassageText, text_of
from rooms.room import RULES_VERSION, Recorded, Room, fold

ROOM: TypeAdapter[Room] = TypeAdapter(Room)
TRANSIENT = (
    OSError, TimeoutError, asyncpg.InterfaceError, asyncpg.PostgresConnectionError,
    asyncpg.InvalidCachedStatementError, PoolTimeout,
)  # fmt: skip

APPEND = """
with want as (
    select * from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as w (room_id, expected, head)),
held as (
    select h.room_id from heads h join want w using (room_id) where h.seq = w.expected
    order by h.room_id for update of h),
moved as (
    update heads h set seq = w.head from want w join held using (room_id) where h.room_id = w.room_id
    returning h.room_id, h.tenant_id),
said as (
    select m.tenant_id, e.* from moved m join unnest(
        $4::uuid[], $5::bigint[], $6::timestamptz[], $7::uuid[], $8::uuid[], $9::text[], $10::text[],
        $11::text[], $12::bigint[], $13::text[], $14::bigint[]
    ) as e (room_id, seq, at, actor, op, event, sealed, body, passage, job, closes) using (room_id)),
kept as (
    insert into events (tenant_id, room_id, seq, at, actor, op, event, sealed)
    select tenant_id, room_id, seq, at, actor, op, event::jsonb, sealed::jsonb from said),
worded as (
    insert into texts (tenant_id, room_id, seq, passage, text)
    select tenant_id, room_id, seq, passage, body from said where body is not null){jobs}
select room_id from moved
"""
JOBS = """,
asked as (
    insert into jobs (tenant_id, room_id, seq, kind)
    select tenant_id, room_id, seq, job from said where job is not null),
ended as (
    update jobs j set done = true from said s where j.room_id = s.room_id and j.seq = s.closes)"""
APPENDS = {True: APPEND.format(jobs=JOBS), False: APPEND.format(jobs="")}
"""Appends to every room whose head is where the caller believes it to be; returns those rooms. Most batches ask for no
job and end none, and are spared a third of the work."""

SINCE = """
select e.actor, e.op, e.sealed,
    case when t.text is null then e.event else e.event || jsonb_build_object('text', t.text) end as event
from events e left join texts t using (room_id, seq)
where e.room_id = $1 and e.seq > $2 order by e.seq limit $3
"""


@dataclass(frozen=True, slots=True)
class Append:
    """Events of one room that follow ``expected``."""

    room: UUID
    expected: int
    events: Sequence[Recorded]


async def append(connection: Any, batch: Iterable[Append]) -> set[UUID]:
    """Append in one statement, and so in one commit.

    Returns:
        The rooms that took it. The others had moved on: another process was faster.
    """
    appends = list(batch)
    rows = [_row(append.room, recorded) for append in appends for recorded in append.events]
    with_jobs = any(job is not None or closes is not None for *_, job, closes in rows)
    moved = await connection.fetch(
        APPENDS[with_jobs],
        [a.room for a in appends],
        [a.expected for a in appends],
        [a.events[-1].event.seq for a in appends],
        *(list(column) for column in zip(*rows, strict=True)),
    )
    return {row["room_id"] for row in moved}


def _row(room: UUID, recorded: Recorded) -> tuple[Any, ...]:
    event = recorded.event
    body = text_of(event)
    version_of = getattr(event, "passage", None)
    return (
        room,
        event.seq,
        event.at,
        recorded.by,
        recorded.op,
        event.model_dump_json(exclude={"text"}),
        json.dumps(dict(recorded.sealed)) if recorded.sealed else None,
        body,
        None if body is None else getattr(version_of, "id", version_of),
        job_kind(event),
        job_closed(event),
    )


async def since(connection: Any, room: UUID, seq: int, limit: int = 1_000_000) -> list[Recorded]:
    """Events after ``seq``, with their words."""
    return [
        Recorded(
            EVENT.validate_json(row["event"]),
            by=row["actor"],
            op=row["op"],
            sealed=json.loads(row["sealed"]) if row["sealed"] else None,
        )
        for row in await connection.fetch(SINCE, room, seq, limit)
    ]


async def load(connection: Any, room: UUID) -> Room | None:
    """The fold of a room: its newest usable checkpoint, and what came after."""
    row = await connection.fetchrow(
        "select room from checkpoints where room_id = $1 and rules = $2 order by seq desc limit 1", room, RULES_VERSION
    )
    begun = ROOM.validate_json(row["room"]) if row else None
    return fold(begun, await since(connection, room, begun.seq if begun else 0))


async def checkpoint(connection: Any, room: Room) -> None:
    await connection.execute(
        "insert into checkpoints (room_id, seq, tenant_id, rules, room) "
        "select room_id, $2, tenant_id, $3, $4::json from heads where room_id = $1 on conflict do nothing",
        room.view.id,
        room.seq,
        RULES_VERSION,
        ROOM.dump_json(room).decode(),
    )


async def heads(connection: Any, rooms: Sequence[UUID]) -> dict[UUID, int]:
    """The last seq of each room."""
    rows = await connection.fetch("select room_id, seq from heads where room_id = any($1)", rooms)
    return {row["room_id"]: row["seq"] for row in rows}


async def answered(connection: Any, room: UUID, by: UUID | None, op: UUID) -> int | None:
    """The seq that an op was answered with, however long ago."""
    seq: int | None = await connection.fetchval(
        "select seq from events where room_id = $1 and actor is not distinct from $2 and op = $3", room, by, op
    )
    return seq


async def texts(connection: Any, room: UUID, passages: Sequence[int]) -> tuple[PassageText, ...]:
    """All versions of some passages."""
    rows = await connection.fetch(
        "select passage, seq, text from texts where room_id = $1 and passage = any($2) order by seq", room, passages
    )
    return tuple(PassageText(passage=row["passage"], version=row["seq"], text=row["text"]) for row in rows)


@asynccontextmanager
async def locked(pool: Any, room: UUID) -> AsyncIterator[Any]:
    """A short transaction that holds the head of a room; other processes wait for it (at most ``lock_timeout``)."""
    async with pool.acquire() as connection, connection.transaction():
        await connection.fetchrow("select seq from heads where room_id = $1 for update", room)
        yield connection


def lost_connection(error: BaseException | None) -> bool:
    """Whether an error says nothing of the work itself: try again. A migration may outdate what was prepared."""
    if isinstance(error, DBAPIError) and error.orig is not None:
        error = error.orig.__cause__
    return isinstance(error, TRANSIENT) or (
        isinstance(error, asyncpg.PostgresError) and (error.sqlstate or "")[:2] in ("08", "40", "53", "55", "57")
    )


async def chat(connection: Any, room: UUID, seq: int, limit: int) -> list[Recorded]:
    """The last lines said aside up to ``seq``, oldest first."""
    rows = await connection.fetch(
        "select e.event || jsonb_build_object('text', t.text) as event from events e join texts t using (room_id, seq) "
        "where e.room_id = $1 and e.seq <= $2 and e.event ->> 'type' = 'chat.posted' order by e.seq desc limit $3",
        room, seq, limit,
    )  # fmt: skip
    return [Recorded(EVENT.validate_json(row["event"])) for row in reversed(rows)]


async def progress(connection: Any, room: UUID, seq: int) -> str:
    """What a job has made so far."""
    text: str | None = await connection.fetchval("select progress from jobs where room_id = $1 and seq = $2", room, seq)
    return text or ""


async def lease(connection: Any, room: UUID, seq: int, process: UUID, seconds: float) -> tuple[int, str] | None:
    """Take a job's lease if nobody holds it.

    Returns:
        The attempt, which is the fencing number, and what an earlier attempt had made; None when it is held or done.
    """
    row = await connection.fetchrow(
        "update jobs set attempt = attempt + 1, owner = $3, lease_until = now() + $4 * interval '1 second' "
        "where room_id = $1 and seq = $2 and not done and (lease_until is null or lease_until < now()) "
        "returning attempt, progress",
        room, seq, process, seconds,
    )  # fmt: skip
    return (row["attempt"], row["progress"]) if row else None


async def renew(connection: Any, room: UUID, seq: int, attempt: int, seconds: float, progress: str) -> bool:
    """Keep a lease, and save what was made so far. False: another attempt has it."""
    status: str = await connection.execute(
        "update jobs set lease_until = now() + $4 * interval '1 second', progress = $5 "
        "where room_id = $1 and seq = $2 and attempt = $3 and not done",
        room, seq, attempt, seconds, progress,
    )  # fmt: skip
    return status == "UPDATE 1"


async def release(connection: Any, room: UUID, seq: int, process: UUID, progress: str) -> None:
    """Give a lease back unfinished."""
    await connection.execute(
        "update jobs set lease_until = now() - interval '1 second', progress = $4 "
        "where room_id = $1 and seq = $2 and owner = $3 and not done",
        room, seq, process, progress,
    )  # fmt: skip


async def epoch(connection: Any) -> UUID:
    """Which history this database tells."""
    newest: UUID = await connection.fetchval("select id from epochs order by since desc limit 1")
    return newest


async def new_epoch(connection: Any) -> None:
    """Say that the logs were set back (as their owner): pages that saw more of them begin anew."""
    await connection.execute(
        "insert into epochs select gen_random_uuid(), "
        "greatest(clock_timestamp(), max(since) + interval '1 millisecond') from epochs"
    )
