"""The log in PostgreSQL: the one statement that appends, and the reads that fold it again.

Everything here runs as the writer role, which may append and read rooms and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from rooms.cover import Cover, grown, seats
from rooms.followups import job_closed, job_kind
from rooms.protocol import EVENT, ChatLine, PassageText, text_of
from rooms.room import RULES_VERSION, Recorded, Room, fold

ROOM: TypeAdapter[Room] = TypeAdapter(Room)
TRANSIENT = (
    OSError, TimeoutError, asyncpg.InterfaceError, asyncpg.InternalClientError, asyncpg.PostgresConnectionError,
    asyncpg.InvalidCachedStatementError, PoolTimeout,
)  # fmt: skip
"""``InternalClientError``: what asyncpg makes of a connection that is ended between preparing and executing."""

APPEND = """
with want as (
    select * from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::int[]) as w (room_id, expected, head, grown)),
held as (
    select h.room_id from heads h join want w using (room_id) where h.seq = w.expected
    order by h.room_id for update of h),
moved as (
    update heads h set seq = w.head, passages = h.passages + w.grown from want w join held using (room_id)
    where h.room_id = w.room_id returning h.room_id, h.tenant_id),
said as (
    select m.tenant_id, e.* from moved m join unnest(
        $5::uuid[], $6::bigint[], $7::timestamptz[], $8::uuid[], $9::uuid[], $10::text[], $11::text[],
        $12::text[], $13::bigint[], $14::text[], $15::bigint[]
    ) as e (room_id, seq, at, actor, op, event, sealed, body, passage, job, closes) using (room_id)),
kept as (
    insert into events (tenant_id, room_id, seq, at, actor, op, event, sealed)
    select tenant_id, room_id, seq, at, actor, op, event::jsonb, sealed::jsonb from said),
worded as (
    insert into texts (tenant_id, room_id, seq, passage, text)
    select tenant_id, room_id, seq, passage, body from said where body is not null){more}
select room_id from moved
"""
JOBS = """,
asked as (
    insert into jobs (tenant_id, room_id, seq, kind, person_id)
    select tenant_id, room_id, seq, job, (event::jsonb #>> '{{media,by}}')::uuid from said where job is not null),
ended as (
    update jobs j set done = true, ended_at = now(), outcome = s.event::jsonb ->> 'type'
    from said s where j.room_id = s.room_id and j.seq = s.closes)"""
COVERS = """,
covered as (
    insert into covers (
        room_id, tenant_id, title, premise, language, genre, mode, host, names, members, complete)
    select m.room_id, m.tenant_id, title, premise, language, genre, mode, host, names, members, complete
    from moved m join jsonb_to_recordset($16::jsonb) as c (
        room_id uuid, title text, premise text, language text, genre text, mode text, host text, names text[],
        members int, complete boolean) using (room_id)
    on conflict (room_id) do update set title = excluded.title, premise = excluded.premise,
        language = excluded.language, genre = excluded.genre, mode = excluded.mode, host = excluded.host,
        names = excluded.names, members = excluded.members, complete = excluded.complete),
shelved as (
    insert into shelves (person_id, room_id, tenant_id, seated)
    select person_id, room_id, m.tenant_id, seated from moved m join unnest($17::uuid[], $18::uuid[], $19::boolean[])
        as s (room_id, person_id, seated) using (room_id)
    on conflict (person_id, room_id) do update set seated = excluded.seated)"""
APPENDS = {
    (jobs, covers): APPEND.format(more=(JOBS if jobs else "") + (COVERS if covers else ""))
    for jobs in (True, False)
    for covers in (True, False)
}
"""Appends to every room whose head is where the caller believes it to be; returns those rooms. Most batches ask for no
job and end none, and change no cover and no seat: they are spared half of the work."""

FOLDED_AT_ONCE = 500
"""Events between two looks at what else there is to do: some 20 ms."""

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
    cover: Cover | None = None
    """What it is now, where the events change it."""
    history: bool = False
    """Told again: what these asked for was done long ago, elsewhere."""


async def append(connection: Any, batch: Iterable[Append]) -> set[UUID]:
    """Append in one statement, and so in one commit.

    Returns:
        The rooms that took it. The others had moved on: another process was faster.
    """
    appends = list(batch)
    rows = [_row(append, recorded) for append in appends for recorded in append.events]
    with_jobs = any(job is not None or closes is not None for *_, job, closes in rows)
    covers = [{"room_id": str(a.room), **asdict(a.cover)} for a in appends if a.cover]
    moved = await connection.fetch(
        APPENDS[with_jobs, bool(covers)],
        [a.room for a in appends],
        [a.expected for a in appends],
        [a.events[-1].event.seq for a in appends],
        [grown(a.events) for a in appends],
        *(list(column) for column in zip(*rows, strict=True)),
        *((json.dumps(covers), *_seats(appends)) if covers else ()),
    )
    return {row["room_id"] for row in moved}


def _seats(appends: list[Append]) -> list[list[Any]]:
    """Rooms, persons, and whether they have a seat now. Who comes or goes changes the cover."""
    moves = [(a.room, person, seated) for a in appends if a.cover for person, seated in seats(a.events).items()]
    return [[move[column] for move in moves] for column in range(3)]


def _row(append: Append, recorded: Recorded) -> tuple[Any, ...]:
    event = recorded.event
    body = text_of(event)
    version_of = getattr(event, "passage", None)
    return (
        append.room,
        event.seq,
        event.at,
        recorded.by,
        recorded.op,
        event.model_dump_json(exclude={"text"}),
        json.dumps(dict(recorded.sealed)) if recorded.sealed else None,
        body,
        None if body is None else getattr(version_of, "id", version_of),
        None if append.history else job_kind(event),
        None if append.history else job_closed(event),
    )


async def since(connection: Any, room: UUID, seq: int, limit: int = 1_000_000) -> list[Recorded]:
    """Events after ``seq``, with their words. Fields that a newer release wrote are passed over."""
    return [
        Recorded(
            EVENT.validate_json(row["event"], extra="ignore"),
            by=row["actor"],
            op=row["op"],
            sealed=json.loads(row["sealed"]) if row["sealed"] else None,
        )
        for row in await connection.fetch(SINCE, room, seq, limit)
    ]


async def load(connection: Any, room: UUID) -> Room | None:
    """The fold of a room: its newest usable checkpoint, and what came after. Others have their turn meanwhile."""
    row = await connection.fetchrow(
        "select room from checkpoints where room_id = $1 and rules = $2 order by seq desc limit 1", room, RULES_VERSION
    )
    folded = ROOM.validate_json(row["room"]) if row else None
    begun = folded.seq if folded else 0
    while news := await since(connection, room, folded.seq if folded else 0, FOLDED_AT_ONCE):
        folded = fold(folded, news)
        if len(news) < FOLDED_AT_ONCE:
            break
    if folded and folded.seq - begun >= 2 * FOLDED_AT_ONCE:
        with suppress(asyncpg.PostgresError):  # it only makes the next load faster
            await checkpoint(connection, folded)
    return folded


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
    """All versions of some passages, and the notes in their margins."""
    rows = await connection.fetch(
        "select passage, seq, text from texts where room_id = $1 and passage = any($2) order by seq", room, passages
    )
    return tuple(PassageText(passage=row["passage"], version=row["seq"], text=row["text"]) for row in rows)


async def words(connection: Any, room: UUID, versions: Sequence[int], first: int | None = None) -> dict[int, str]:
    """The words of some versions, or the ``first`` characters of them."""
    rows = await connection.fetch(
        "select seq, left(text, coalesce($3, length(text))) as text from texts where room_id = $1 and seq = any($2)",
        room, versions, first,
    )  # fmt: skip
    return {row["seq"]: row["text"] for row in rows}


OPENING = """
select text from (
    select n, text, sum(length(text)) over (order by n) - length(text) as before
    from unnest($2::bigint[]) with ordinality as told (seq, n) join texts using (seq) where room_id = $1) as story
where before < $3 order by n
"""


async def opening(connection: Any, room: UUID, versions: Sequence[int], most: int) -> str:
    """The words of some versions in their order, a blank line between two, ``most`` characters of them at most."""
    rows = await connection.fetch(OPENING, room, versions, most)
    return "\n\n".join(row["text"] for row in rows)[:most]


WINDOW_OF = """
select passage, seq, text, null::timestamptz as at, null::jsonb as event from texts
where room_id = $1 and seq <= $2 and passage = any($3)
union all (
    select null, seq, t.text, e.at, e.event from texts t join events e using (room_id, seq)
    where room_id = $1 and seq <= $2 and seq > 1 and passage is null order by seq desc limit $4)
order by seq
"""


async def window(
    connection: Any, room: UUID, seq: int, passages: Sequence[int], lines: int
) -> tuple[tuple[PassageText, ...], tuple[ChatLine, ...]]:
    """In one query what a page shows first: the words of ``passages``, and the last ``lines`` said aside, oldest first.

    Args:
        connection: of the writer.
        room: which room.
        seq: nothing later than this.
        passages: their ids.
        lines: how many of them.
    """
    words: list[PassageText] = []
    aside: list[ChatLine] = []
    for row in await connection.fetch(WINDOW_OF, room, seq, passages, lines):
        if row["passage"] is None:
            said = json.loads(row["event"])
            line = {"id": row["seq"], "at": row["at"], "text": row["text"], "aside": said.get("aside", False)}
            aside.append(ChatLine(member=UUID(said["member"]) if said["member"] else None, **line))
        else:
            words.append(PassageText(passage=row["passage"], version=row["seq"], text=row["text"]))
    return tuple(words), tuple(aside)


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
