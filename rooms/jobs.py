"""The jobs of workers as rows, which are the truth of them: leases, heartbeats, and what the sweep finds.

A job is written with the event that asked for it, and closed by the event that ends it (rooms/store.py). ``attempt`` is
the fencing number of its lease; the room itself refuses what comes under an older one (rooms/media.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from rooms.errors import EnoughForToday
from rooms.media import KINDS
from rooms.settings import Settings

ERASE = "erase"
QUEUES: dict[str, str] = {**{str(name): kind.queue for name, kind in KINDS.items()}, ERASE: "quick"}
"""Which queue does what, by kind of job."""
MOST_DEATHS = 3
"""Workers that may die of one job."""
BELL_SECONDS = 2.0
"""A job that nobody took by then was not heard of."""
MOST_DUE = 50
"""Of one kind, so that no kind waits behind another."""

TAKE = """
update jobs set attempt = attempt + 1, owner = $3, lease_until = now() + $4 * interval '1 second', not_before = null
where room_id = $1 and seq = $2 and not done and kind = any($5)
    and (lease_until is null or lease_until < now()) and (not_before is null or not_before <= now())
returning room_id, seq, tenant_id, kind, person_id, attempt, let_go
"""
DUE = """
select room_id, seq, kind, attempt from (
    select room_id, seq, kind, attempt, row_number() over (partition by kind order by asked_at) as place from jobs
    where not done and kind = any($1) and coalesce(lease_until, asked_at + $2 * interval '1 second') < now()
        and (not_before is null or not_before <= now())
) as waiting where place <= $3
"""
OF_GONE = """
update jobs j set done = true, ended_at = now(), outcome = 'gone' from events gone, events asked
where gone.room_id = $1 and gone.seq = $2 and gone.event ->> 'type' = 'passage.retracted'
    and j.room_id = $1 and not j.done and j.kind = any($3) and asked.room_id = $1 and asked.seq = j.seq
    and asked.event -> 'media' ->> 'passage' = gone.event ->> 'passage'
"""
TODAY = """
select count(*) filter (where room_id = $1) as room, count(*) filter (where person_id = $2) as person,
    count(*) as tenant from jobs
where tenant_id = (select tenant_id from heads where room_id = $1) and kind = any($3)
    and asked_at >= date_trunc('day', now(), 'UTC')
    and ($4::bigint is null or (asked_at, seq) <= (select asked_at, seq from jobs where room_id = $1 and seq = $4))
"""
STATE = """
select kind, count(*) filter (where not done and (lease_until is null or lease_until < now())) as waiting,
    count(*) filter (where not done and lease_until >= now()) as working,
    coalesce(extract(epoch from now() - min(asked_at) filter (where not done)), 0)::float8 as oldest,
    count(*) filter (where outcome = 'media.ready') as ready,
    count(*) filter (where outcome = 'media.failed') as failed
from jobs where kind = any($1) and (not done or ended_at > now() - interval '1 hour') group by kind
"""


@dataclass(frozen=True, slots=True)
class Job:
    """A job in somebody's hands."""

    room: UUID
    seq: int
    tenant: UUID
    kind: str
    person: UUID | None
    attempt: int
    deaths: int
    """Attempts before this one that ended without a word."""


async def take(connection: Any, room: UUID, seq: int, owner: UUID, seconds: float) -> Job | None:
    """Take a job's lease, unless somebody holds it, it is done, or it is to wait."""
    row = await connection.fetchrow(TAKE, room, seq, owner, seconds, list(QUEUES))
    if row is None:
        return None
    deaths = row["attempt"] - 1 - row["let_go"]
    return Job(room, seq, row["tenant_id"], row["kind"], row["person_id"], row["attempt"], deaths)


async def beat(connection: Any, job: Job, seconds: float) -> bool:
    """Keep the lease. False: it is another's, or the job is done with."""
    status: str = await connection.execute(
        "update jobs set lease_until = now() + $4 * interval '1 second' "
        "where room_id = $1 and seq = $2 and attempt = $3 and not done",
        job.room, job.seq, job.attempt, seconds,
    )  # fmt: skip
    return status == "UPDATE 1"


async def let_go(connection: Any, job: Job, seconds: float = 0) -> None:
    """Give the lease back unfinished; nobody takes the job before ``seconds`` are over."""
    await connection.execute(
        "update jobs set lease_until = now(), let_go = let_go + 1, not_before = now() + $4 * interval '1 second' "
        "where room_id = $1 and seq = $2 and attempt = $3 and not done",
        job.room, job.seq, job.attempt, seconds,
    )  # fmt: skip


async def close(connection: Any, job: Job, outcome: str) -> None:
    """End a job of which the room needs to hear nothing."""
    await connection.execute(
        "update jobs set done = true, ended_at = now(), outcome = $4 "
        "where room_id = $1 and seq = $2 and attempt = $3 and not done",
        job.room, job.seq, job.attempt, outcome,
    )  # fmt: skip


async def close_gone(connection: Any, room: UUID, seq: int) -> None:
    """End all jobs of a passage that the event ``seq`` took back; who is at one hears of it at the next heartbeat."""
    await connection.execute(OF_GONE, room, seq, list(KINDS))


async def due(connection: Any) -> list[tuple[str, UUID, int, int]]:
    """Jobs that nobody works on, and should: their bell was not heard, or whoever had them fell silent. The oldest of
    each kind, as kind, room, seq and the number of attempts.
    """
    rows = await connection.fetch(DUE, list(QUEUES), BELL_SECONDS, MOST_DUE)
    return [(row["kind"], row["room_id"], row["seq"], row["attempt"]) for row in rows]


async def allow(connection: Any, settings: Settings, room: UUID, person: UUID | None, job: int | None = None) -> None:
    """Whether a day has room for one more. At the door it is asked before the job is written, and many may ask at the
    same moment; so it is asked again, of the job, before anybody works on it.

    Args:
        connection: of the writer.
        settings: the quotas.
        room: for which room.
        person: who asks; None: the room's rules.
        job: the one that is written already: what was asked for after it is no matter. None: it is not written yet.

    Raises:
        EnoughForToday: the room, the person or the tenant had as many as a day allows.
    """
    had = await connection.fetchrow(TODAY, room, person, list(KINDS), job)
    more = 1 if job is None else 0
    quotas = {
        "room": settings.media_room_day,
        "person": settings.media_person_day if person else 0,
        "tenant": settings.media_tenant_day,
    }
    for of, quota in quotas.items():
        if quota and had[of] + more > quota:
            raise EnoughForToday(limit=quota)


async def state(connection: Any) -> dict[str, Mapping[str, float]]:
    """By kind: how many wait and are worked on, the age of the oldest in seconds, and how the last hour's ended."""
    rows = await connection.fetch(STATE, list(QUEUES))
    return {row["kind"]: {name: row[name] for name in row.keys() if name != "kind"} for row in rows}  # noqa: SIM118
