"""Doing a job: its lease, its order, its maker, and its end at the same door as everybody's commands.

Whatever dies on the way is begun again by another attempt; what a dead attempt still says, the room refuses.
"""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Mapping
from contextlib import suppress
from time import monotonic
from typing import Any
from uuid import UUID, uuid4, uuid5

import asyncpg
import structlog

from engine import world
from rooms import jobs, store
from rooms.beats import beats
from rooms.errors import Busy, EnoughForToday, NoSuchMedia, NoSuchRoom, Refused, TooLateForIt
from rooms.failpoints import failpoint
from rooms.jobs import ERASE, MOST_DEATHS, Job
from rooms.media import KINDS, find
from rooms.objects import Objects, StorageFailed, place_of
from rooms.protocol import (
    BeginMedia,
    Command,
    FailMedia,
    FinishMedia,
    Made,
    Media,
    MediaFault,
    MediaKind,
    ProgressMedia,
    RoomView,
)
from rooms.room import told
from rooms.runtime import cancel
from rooms.service import RoomService
from rooms.settings import Settings
from workers.desk import HouseDesk
from workers.erasing import erase, tidy_after
from workers.making import Maker, Order, Unmade

log = structlog.get_logger()
BEFORE = 3
"""Passages before the one that is drawn or read, which a maker sees."""
MOST_BEATS = 400
MOST_STORY = 200_000
"""Characters of the story, from its beginning, that a maker of pictures sees: where people are told of."""
MOST_ATTEMPTS = 8
AGAIN_SECONDS = 2.0
"""After what is the house's own bad moment: its database's, or its storage's."""
MOST_DOUBLINGS = 8
"""Of that pause, for what cannot be given up: files to erase, or a room that cannot be told."""
GONE = (NoSuchMedia, NoSuchRoom, TooLateForIt)


class Crew:
    """Does jobs, several side by side. ``owner`` is who holds their leases."""

    def __init__(
        self, settings: Settings, pool: Any, service: RoomService, objects: Objects, makers: Mapping[MediaKind, Maker]
    ) -> None:
        self.settings = settings
        self.pool = pool
        self.service = service
        self.objects = objects
        self.makers = makers
        self.owner = uuid4()

    async def do(self, room: UUID, seq: int) -> None:
        """Do a job, if it is free. What goes wrong is told to its room, or left to the next attempt."""
        job = await jobs.take(self.pool, room, seq, self.owner, self.settings.media_lease_seconds)
        if job is None:
            return
        await failpoint("job_taken")
        began = monotonic()
        work = asyncio.create_task(self._work(job), name="job")
        heart = asyncio.create_task(self._beat(job, work), name="heartbeat")
        try:
            await asyncio.wait({work})
            if work.cancelled():
                with suppress(StorageFailed, *store.TRANSIENT, asyncpg.PostgresError):
                    await tidy_after(self.pool, self.objects, room, seq)
            elif (error := work.exception()) is not None:
                log.warning("job.put_off", kind=job.kind, attempt=job.attempt, error=type(error).__name__)
                await self._let_go(job, AGAIN_SECONDS * 2 ** min(max(0, job.attempt - MOST_ATTEMPTS), MOST_DOUBLINGS))
            log.info("job.left", kind=job.kind, seq=job.seq, attempt=job.attempt, seconds=round(monotonic() - began, 3))
        except asyncio.CancelledError:  # this worker is told to stop: another goes on at once
            await cancel(work)
            await asyncio.shield(self._let_go(job))
            raise
        finally:
            await cancel(heart, work)

    async def _let_go(self, job: Job, seconds: float = 0) -> None:
        """A lease that cannot be given back ends by itself."""
        with suppress(*store.TRANSIENT, asyncpg.PostgresError):
            await jobs.let_go(self.pool, job, seconds)

    async def _beat(self, job: Job, work: asyncio.Task[None]) -> None:
        """Keep the lease; who lost it, or whose job was taken back, stops working."""
        seconds = self.settings.media_lease_seconds
        while True:
            await asyncio.sleep(seconds / 4)
            try:
                if not await jobs.beat(self.pool, job, seconds):
                    work.cancel()
                    return
            except Exception as error:
                log.info("job.no_heartbeat", kind=job.kind, error=type(error).__name__)

    async def _work(self, job: Job) -> None:
        if job.kind == ERASE:
            await jobs.close_gone(self.pool, job.room, job.seq)
            await erase(self.pool, self.objects, job.room, job.seq)
            await jobs.close(self.pool, job, "erased")
            return
        media = await self._begin(job)
        if media is None:
            await self._gone(job)
            return
        await failpoint("job_begun")
        if job.deaths >= MOST_DEATHS or job.attempt > MOST_ATTEMPTS:
            await self._fail(job, "broken")
            return
        try:
            await jobs.allow(self.pool, self.settings, job.room, job.person, job.seq)
            made = await self._make(job, media)
        except Unmade as unmade:
            if unmade.again is not None:
                await jobs.let_go(self.pool, job, unmade.again)
            else:
                await self._fail(job, unmade.why)
            return
        except EnoughForToday:
            await self._fail(job, "quota")
            return
        except GONE:  # as a maker heard who told how far it was
            await self._gone(job)
            return
        await failpoint("job_made")
        op = uuid5(job.room, f"media.finish {job.seq} {job.attempt}")
        await self._end(job, FinishMedia(op=op, media=job.seq, attempt=job.attempt, made=made))
        await failpoint("job_finished")

    async def _begin(self, job: Job) -> Media | None:
        """Tell the room that this attempt has begun. None: nobody waits for it any more."""
        op = uuid5(job.room, f"media.begin {job.seq} {job.attempt}")
        try:
            await self._handle(job.room, BeginMedia(op=op, media=job.seq, attempt=job.attempt))
            return find(self.service.room(job.room).room.view, job.seq)
        except GONE:
            return None

    async def _make(self, job: Job, media: Media) -> Made:
        maker = self.makers.get(media.kind)
        if maker is None:
            raise Unmade("unavailable")

        async def tell(percent: int) -> None:
            op = uuid5(job.room, f"media.progress {job.seq} {job.attempt} {percent}")
            await self._handle(job.room, ProgressMedia(op=op, media=job.seq, attempt=job.attempt, percent=percent))

        place = place_of(media.kind, media.passage, media.character)
        desk = HouseDesk(self.settings, self.pool, self.objects, job, place, tell)
        order = await self._order(self.service.room(job.room).room.view, media)
        try:
            async with asyncio.timeout(KINDS[media.kind].seconds):
                return await maker.make(order, desk)
        except TimeoutError:
            raise Unmade("broken") from None
        except (Unmade, StorageFailed, Refused):
            raise
        except Exception as error:
            if store.lost_connection(error):
                raise
            where = traceback.format_tb(error.__traceback__)[-1]  # and not what it says: that may be of the story
            log.error("job.broken", kind=job.kind, error=type(error).__name__, where=where.strip())
            raise Unmade("broken") from error

    async def _order(self, view: RoomView, media: Media) -> Order:
        """What a maker goes by: of this room, and nothing else."""
        passage = next((p for p in view.passages if p.id == media.passage), None)
        story = told(view, passage.branch if passage else view.branch)
        read = [p for p in story if passage is None or p.id < passage.id]
        noted = await beats(self.pool, view.id, view.seq, MOST_BEATS)
        standing = {p.id: noted[p.id, p.version].beat for p in story if (p.id, p.version) in noted}
        known = {at: beat for at, beat in standing.items() if passage is None or at <= passage.id}
        version = media.version or 0
        words = await store.words(self.pool, view.id, [version, *(p.version for p in read[-BEFORE:])])
        heard = [p.version for p in read] if KINDS[media.kind].picture else []
        return Order(
            media=media,
            view=view,
            text=words.get(version, "") if passage else view.premise,
            before=tuple(words.get(p.version, "") for p in read[-BEFORE:]),
            beat=known[max(known)] if known else None,
            world=world.fold((at, beat.effects) for at, beat in sorted(known.items())),
            story=await store.opening(self.pool, view.id, heard, MOST_STORY) if heard else "",
        )

    async def _fail(self, job: Job, why: MediaFault) -> None:
        op = uuid5(job.room, f"media.fail {job.seq} {job.attempt}")
        await self._end(job, FailMedia(op=op, media=job.seq, attempt=job.attempt, why=why))

    async def _end(self, job: Job, command: FinishMedia | FailMedia) -> None:
        """The room hears of it once."""
        try:
            await self._handle(job.room, command)
        except GONE:
            await self._gone(job)

    async def _gone(self, job: Job) -> None:
        """It was taken back meanwhile: what was kept for it goes."""
        await tidy_after(self.pool, self.objects, job.room, job.seq)
        await jobs.close(self.pool, job, "gone")

    async def _handle(self, room: UUID, command: Command) -> None:
        """At the room's door, as the log has the room now. PostgreSQL may need a moment."""
        while True:
            try:
                await self.service.fresh(room)
                await self.service.handle(room, None, command)
                return
            except Busy:
                await asyncio.sleep(0.5)
