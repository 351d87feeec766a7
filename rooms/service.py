"""The one door. Sockets, HTTP, the clock and the co-author all change a room through ``RoomService.handle``.

Decide, append, commit; then answer, deliver and start what follows. Never the other way round.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import structlog

from rooms import answers, jobs, rereading, store
from rooms.bus import Bus
from rooms.clock import Clock
from rooms.errors import InTheLobby, NotHere, Refused
from rooms.failpoints import reached
from rooms.feed import Feed, Subscriber
from rooms.live import LiveRoom, Moderating
from rooms.memory import Memory
from rooms.presence import Presence
from rooms.protocol import (
    AnyEvent,
    AnySignal,
    Command,
    CreateRoom,
    Delta,
    JoinRoom,
    Now,
    SetTyping,
    ShowDraft,
    Snapshot,
    SyncRoom,
)  # fmt: skip
from rooms.room import Recorded, Room
from rooms.runtime import cancel
from rooms.settings import Settings
from rooms.shown import Shown
from rooms.writer import Writer

log = structlog.get_logger()
STOP_SECONDS = 2.0
"""For the last commits and a goodbye; the edge has waited for its own commands before."""


class RoomService:
    """Each of ``follow_ups`` is told of every event that this process committed or heard of, after its delivery."""

    def __init__(self, settings: Settings, pool: Any, make_bus: Callable[..., Bus]) -> None:
        self.settings = settings
        self.pool = pool
        self.process = uuid4()
        self.epoch = self.process
        self.resets = 0
        self.writer = Writer(pool)
        self.bus = make_bus(self.process, heard=self._heard, shown=self._shown)
        self.feed = Feed()
        self.presence = Presence(self.process, settings, self._presence_changed)
        self.follow_ups: list[Callable[[LiveRoom, AnyEvent], None]] = []
        self.memory = Memory(pool, self._make)
        self._background: set[asyncio.Task[Any]] = set()
        self._ticker: asyncio.Task[None] | None = None
        self.shown = Shown(settings, self.presence, self.feed, self.bus)
        self.clock = Clock(self.feed, self.presence)
        self._untold: set[UUID] = set()
        self._telling = False
        self._looking: set[UUID] = set()
        self.moderation: Moderating | None = None

    async def start(self) -> None:
        self.epoch = await store.epoch(self.pool)
        await self.presence.beat(self.pool)
        self.writer.start()
        self.bus.start()
        self._ticker = asyncio.create_task(self._tick_for_ever(), name="tick")

    async def stop(self) -> None:
        """Finish what was accepted, say goodbye, let go. Without PostgreSQL it lets go all the same."""
        await cancel(self._ticker)
        self.clock.stop()
        try:
            async with asyncio.timeout(STOP_SECONDS):
                while not self.writer.idle or any(live.waiting for live in self.memory):
                    await asyncio.sleep(0.02)
                await self.presence.end(self.pool)
        except Exception as error:
            log.warning("service.stopped_short", error=type(error).__name__)
        at_work = [task for live in self.memory for task in (live.recovering, *live.asking)]
        await cancel(*self._background, *at_work)
        await self.writer.stop()
        await self.bus.stop()

    def spawn(self, work: Coroutine[Any, Any, object], name: str) -> None:
        """Run something beside; its failure is logged, never lost."""
        task = asyncio.create_task(work, name=name)
        self._background.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._background.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None and not isinstance(error, Refused):
            log.warning("background.failed", what=task.get_name(), error=type(error).__name__)

    # The door.

    async def handle(self, room: UUID, by: UUID | None, command: Command) -> int:
        """Let a command take effect.

        Args:
            room: which room.
            by: the person, already known to be who they say; None for the house.
            command: what they ask.

        Returns:
            The seq up to which the room shows its effect.

        Raises:
            Refused: with the code and words for the sender.
        """
        live = await self.open(room, create=isinstance(command, CreateRoom))
        return await rereading.give(live, by, command)

    async def open(self, room: UUID, create: bool = False) -> LiveRoom:
        """The room in memory, folded from the log when it is not there yet.

        Raises:
            NoSuchRoom: its log is empty.
            Busy: PostgreSQL does not answer.
        """
        return await self.memory.open(room, create)

    def room(self, room: UUID) -> LiveRoom:
        """A room that is in memory because a socket here is in it.

        Raises:
            NotHere: it is not.
        """
        live = self.memory.get(room)
        if live is None:
            raise NotHere
        return live

    def _make(self, room: UUID, confirmed: Room | None) -> LiveRoom:
        moment, patience = self.presence.moment, self.settings.command_seconds
        told = (lambda live, log: self.bus.publish(live.id, log), self._deliver)
        quota = partial(jobs.allow, self.pool, self.settings)
        return LiveRoom(room, confirmed, self.writer, self.pool, moment, *told, patience, self.moderation, quota)

    async def fresh(self, room: UUID) -> LiveRoom:
        """The room as the log has it now, also where no socket here keeps it up to date."""
        live = await self.open(room)
        if not self.feed.serves(room):
            await live.catch_up()
        return live

    # Joining and reading.

    async def join(self, subscriber: Subscriber, room: UUID, command: JoinRoom) -> Snapshot | Delta:
        """Seat a person, and answer with the story so far; events from then on follow without a gap.

        The subscriber stays held: the caller writes the answer and then releases it.
        """
        member = subscriber.member
        await (await self.open(room)).catch_up()
        await self.handle(room, member, command)
        first = not self.feed.serves(room)
        live = await self.open(room)
        if live.room.seated(member) is None:
            known = live.room.view.members.get(member)
            raise InTheLobby if known and known.status == "waiting" else NotHere
        subscriber.held, subscriber.seq = [], live.seq
        self.feed.subscribe(room, subscriber)
        self.presence.enter(room, member)
        if first:
            self.spawn(self.bus.follow(room), "follow")
            self.spawn(self._look(live), "look")
        else:
            self.clock.settle_if_due(live)
        self.clock.watch(live)
        try:
            return await self.answer(live, member, command)
        except BaseException:
            self.leave(subscriber, room)
            raise

    def leave(self, subscriber: Subscriber, room: UUID) -> None:
        """A socket is gone."""
        self.feed.unsubscribe(room, subscriber)
        self.presence.leave(room, subscriber.member)
        self._rest(room)

    def keep(self, live: LiveRoom) -> None:
        """Hear of a room until ``let_go``, also when nobody is in it through this process."""
        if not self.feed.serves(live.id):
            self.spawn(self.bus.follow(live.id), "follow")
            self.spawn(self._look(live), "look")
        self.feed.kept.add(live.id)

    def let_go(self, live: LiveRoom) -> None:
        self.feed.kept.discard(live.id)
        self._rest(live.id)

    def _rest(self, room: UUID) -> None:
        if not self.feed.serves(room):
            self.spawn(self.bus.unfollow(room), "unfollow")
            if live := self.memory.get(room):
                live.rest()

    async def answer(self, live: LiveRoom, member: UUID, asked: JoinRoom | SyncRoom) -> Snapshot | Delta:
        """What a page lacks, as of the room's present seq, and what it needs to show this moment."""
        room, recent = live.room, tuple(live.recent)
        generation = room.view.generation
        if generation and not live.ink:
            saved = await store.progress(self.pool, live.id, generation.id)
            live.ink = live.ink or saved

        def now() -> Now:
            return Now(
                at=self.presence.now(),
                here=tuple(self.presence.here(live.id)),
                generation_text=live.ink if generation else "",
                line=room.lines.get(member, ""),
                ballot=room.ballots.get(member),
            )

        if asked.after is not None and asked.epoch in (None, self.epoch):
            most = self.settings.delta_events
            delta = await answers.delta(self.pool, room, asked.after, recent, most, now)
            if delta is not None:
                return delta
        self.resets += asked.after is not None
        return await answers.snapshot(self.pool, room, self.epoch, member, now)

    # What is shown and not kept.

    def show(self, live: LiveRoom, subscriber: Subscriber, command: SetTyping | ShowDraft) -> int:
        """Show typing or a draft to the others, where the room allows it.

        Raises:
            Refused: the member may not speak now.
        """
        self.shown.show(live, subscriber, command)
        return live.seq

    def _presence_changed(self, room: UUID, here: set[UUID], gone: set[UUID]) -> None:
        live = self.memory.get(room)
        if live is not None:
            self.shown.presence(live, here, gone)
        self._untold.add(room)
        if not self._telling:
            self._telling = True
            self.spawn(self._tell_presence(), "presence")

    async def _tell_presence(self) -> None:
        """Write down who came and went, and let the other processes look. Who comes meanwhile is in the next write."""
        try:
            while self._untold:
                told, self._untold = self._untold, set()
                await self.presence.write(self.pool)
                for room in told:
                    self.bus.hint(room)
        finally:
            self._telling = False

    # What comes from other processes.

    def _heard(self, room: UUID, log_events: list[Recorded]) -> None:
        """Another process committed something; an empty log says: look."""
        live = self.memory.get(room)
        if live is None or not self.feed.serves(room):
            return
        live.advance(log_events)
        if (not log_events or log_events[-1].event.seq > live.seq) and room not in self._looking:
            self._looking.add(room)
            self.spawn(self._look(live), "look")

    async def _look(self, live: LiveRoom) -> None:
        self._looking.discard(live.id)
        await self.presence.look_at_others(self.pool, [live.id])
        await live.catch_up()
        self.clock.settle_if_due(live)

    def _shown(self, signal: AnySignal) -> None:
        """Another process shows something. Who is behind the sender reads first: membership may have changed."""
        live = self.memory.get(signal.room)
        if live is None:
            return
        if signal.seq > live.seq:
            self.spawn(self._look_and_pass_on(live, signal), "signal")
        else:
            self.shown.pass_on(live, signal)

    async def _look_and_pass_on(self, live: LiveRoom, signal: AnySignal) -> None:
        await live.catch_up()
        self.shown.pass_on(live, signal)

    # After a commit.

    def _deliver(self, live: LiveRoom, log_events: Sequence[Recorded]) -> None:
        for recorded in log_events:
            self.shown.follow(live, recorded.event)
        if self.feed.serves(live.id):
            live.recent.extend(recorded.event for recorded in log_events)
        else:
            live.recent.clear()
        self.feed.deliver(live, log_events)
        reached("before_follow_up")
        for recorded in log_events:
            for follow_up in self.follow_ups:
                follow_up(live, recorded.event)
        self.clock.watch(live)
        if live.seq - live.checkpointed >= self.settings.checkpoint_events:
            live.checkpointed = live.seq
            self.spawn(store.checkpoint(self.pool, live.room), "checkpoint")

    # The clock.

    async def _tick_for_ever(self) -> None:
        while True:
            await asyncio.sleep(self.settings.heads_seconds)
            try:
                await self.tick()
            except Exception as error:
                log.warning("tick.failed", error=type(error).__name__)

    async def tick(self) -> None:
        """Ask for news of every room served here, and let absences and clocks take effect."""
        served = self.feed.rooms()
        async with asyncio.timeout(5):
            await self.presence.beat(self.pool)
            await self.presence.write(self.pool)
            if served:
                await self.presence.look_at_others(self.pool, served)
                for room, head in (await store.heads(self.pool, served)).items():
                    live = self.memory.get(room)
                    if live is not None and head > live.seq:
                        await live.catch_up()
        for room in served:
            live = self.memory.get(room)
            if live is not None and not live.waiting:
                self.clock.settle_if_due(live)
        idle, most = self.settings.room_idle_seconds, self.settings.rooms_per_process
        for room in self.memory.forget_idle(self.feed.serves, idle, most):
            self.presence.forget(room)
