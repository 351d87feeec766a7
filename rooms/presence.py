"""Who is here. Sockets of this process are known at once, those of others from one row per member and process.

A process that stops beating takes its people with it after ``process_seconds``. Unknown is never taken for absent.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any
from uuid import UUID

from rooms.settings import Settings
from rooms.turns import Moment

BEAT = """
insert into processes (id, beat_at) values ($1, now())
on conflict (id) do update set beat_at = now() returning clock_timestamp()
"""
OTHERS = """
select p.room_id, p.member_id,
    bool_or(p.left_at is null and q.beat_at > now() - $3 * interval '1 second') as here,
    max(least(coalesce(p.left_at, q.beat_at), q.beat_at)) as seen
from presence p join processes q on q.id = p.process_id
where p.room_id = any($1) and p.process_id <> $2
group by p.room_id, p.member_id
"""


WRITE = """
insert into presence (room_id, member_id, process_id, tenant_id, left_at)
select $1, $2, $3, tenant_id, $4::timestamptz from heads where room_id = $1
on conflict (room_id, member_id, process_id) do update set left_at = excluded.left_at
"""
UNSURE_SECONDS = 0.1
"""An answer takes its time: a smaller difference is no news of the time."""


class Presence:
    """``changed(room, here, gone)`` is called when somebody comes or goes, whichever process they are on."""

    def __init__(
        self, process: UUID, settings: Settings, changed: Callable[[UUID, set[UUID], set[UUID]], None]
    ) -> None:
        self.process = process
        self.settings = settings
        self._changed = changed
        self._tabs: dict[UUID, Counter[UUID]] = {}
        self._others: dict[UUID, set[UUID]] = {}
        self._here: dict[UUID, set[UUID]] = {}
        self._gone_since: dict[UUID, dict[UUID, datetime]] = {}
        self._watched_since: dict[UUID, datetime] = {}
        self._typed_at: dict[UUID, datetime] = {}
        self._typing: dict[UUID, dict[UUID, datetime]] = {}
        self._unwritten: dict[tuple[UUID, UUID], None] = {}
        self._writing = asyncio.Lock()
        self._began = datetime.now(UTC) - timedelta(seconds=monotonic())

    def now(self) -> datetime:
        """PostgreSQL's time, asked for with each beat and carried on by this machine's steady clock: the same for all
        processes, and untouched when somebody sets the clock of a machine.
        """
        return self._began + timedelta(seconds=monotonic())

    def enter(self, room: UUID, member: UUID) -> None:
        """A tab opened."""
        tabs = self._tabs.setdefault(room, Counter())
        if not tabs:
            self._others.pop(room, None)  # what was known of other processes is old
        tabs[member] += 1
        if tabs[member] == 1:
            self._unwritten[room, member] = None
            self._look(room, {member})

    def leave(self, room: UUID, member: UUID) -> None:
        """A tab closed, or its socket died."""
        tabs = self._tabs.get(room)
        if tabs is None or tabs[member] == 0:
            return
        tabs[member] -= 1
        if tabs[member] == 0:
            del tabs[member]
            self._unwritten[room, member] = None
            self._look(room, {member})

    def forget(self, room: UUID) -> None:
        """The room is no longer served here."""
        for known in (self._tabs, self._others, self._here, self._gone_since, self._watched_since):
            known.pop(room, None)
        self._typed_at.pop(room, None)
        self._typing.pop(room, None)

    def typed(self, room: UUID, member: UUID, typing: bool) -> None:
        """Somebody is seen typing, on whichever process, or has stopped, or has sent what they typed."""
        if typing:
            self._typed_at[room] = self._typing.setdefault(room, {})[member] = self.now()
        else:
            self._typing.get(room, {}).pop(member, None)

    def typing(self, room: UUID, besides: UUID | None) -> datetime | None:
        """When somebody else was last seen at it who has not stopped."""
        return max((at for member, at in self._typing.get(room, {}).items() if member != besides), default=None)

    def here(self, room: UUID) -> set[UUID]:
        return self._here.get(room, set())

    async def everywhere(self, pool: Any, room: UUID) -> set[UUID]:
        """Who is here, also in a room that this process does not serve."""
        if room in self._others:
            return self.here(room)
        rows = await pool.fetch(OTHERS, [room], self.process, self.settings.process_seconds)
        return {row["member_id"] for row in rows if row["here"]} | self.here(room)

    def local(self, room: UUID, member: UUID) -> bool:
        return member in self._tabs.get(room, ())

    def moment(self, room: UUID) -> Moment:
        """This moment, as deciding sees it. Who is here is not known before other processes' people are."""
        here = self._here.get(room) if room in self._others else None
        gone, watched = self._gone_since.get(room), self._watched_since.get(room)
        return Moment(self.now(), self.settings, here, gone, watched, self._typed_at.get(room))

    def _look(self, room: UUID, members: set[UUID] | None = None) -> None:
        """Work out which of these members (default: all) are here now, and tell what changed."""
        here = self._here.setdefault(room, set())
        tabs, others = self._tabs.get(room, Counter()), self._others.get(room, set())
        asked = here | set(tabs) | others if members is None else members
        now_here = {member for member in asked if member in tabs or member in others}
        came, went = now_here - here, (asked & here) - now_here
        here |= came
        here -= went
        gone_since = self._gone_since.setdefault(room, {})
        now = self.now()
        self._watched_since.setdefault(room, now)
        for member in came:
            gone_since.pop(member, None)
        for member in went:
            gone_since[member] = now
        if came or went:
            self._changed(room, came, went)

    async def write(self, pool: Any) -> None:
        """Bring this process's rows up to date, one write after the other: who goes during one is in the next. What
        could not be written is written next time.
        """
        async with self._writing:
            pending, self._unwritten = self._unwritten, {}
            rows = [
                (room, member, self.process, None if member in self._tabs.get(room, ()) else self.now())
                for room, member in pending
            ]
            try:
                if rows:
                    await pool.executemany(WRITE, rows)
            except BaseException:
                self._unwritten = pending | self._unwritten
                raise

    async def beat(self, pool: Any) -> None:
        asked = monotonic()
        told: datetime = await pool.fetchval(BEAT, self.process)
        began = told - timedelta(seconds=(asked + monotonic()) / 2)
        if abs(began - self._began) > timedelta(seconds=UNSURE_SECONDS):
            self._began = began

    async def look_at_others(self, pool: Any, rooms: Iterable[UUID]) -> None:
        """Read who is in these rooms through other processes."""
        asked = list(rooms)
        found: dict[UUID, set[UUID]] = {room: set() for room in asked}
        seconds = timedelta(seconds=self.settings.process_seconds).total_seconds()
        for row in await pool.fetch(OTHERS, asked, self.process, seconds):
            room, member = row["room_id"], row["member_id"]
            if row["here"]:
                found[room].add(member)
            elif room in self._here and member not in self._here[room]:
                since = row["seen"] if room in self._others else self.now()
                self._gone_since.setdefault(room, {}).setdefault(member, since)
        for room, members in found.items():
            if room in self._here:
                self._others[room] = members
                self._look(room)

    async def end(self, pool: Any) -> None:
        """A clean goodbye: nobody is here through this process any more."""
        await pool.execute(
            "update presence set left_at = now() where process_id = $1 and left_at is null", self.process
        )
        await pool.execute("update processes set beat_at = now() where id = $1", self.process)
