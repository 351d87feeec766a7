"""A room in memory: decided ahead of the log, answered behind it.

``confirmed`` is what the log says; ``ahead`` is that plus what was decided and is being written. Everything here runs
on one event loop without waiting between reading and changing a value, so one command at a time is decided.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol
from uuid import UUID

import structlog

from rooms import store
from rooms.cover import changed_cover
from rooms.decide import decide
from rooms.errors import Broken, Busy, Refused
from rooms.protocol import Age, AnyEvent, Command
from rooms.room import RECENT_OPS, Recorded, Room, fold
from rooms.turns import Moment
from rooms.writer import Writer

log = structlog.get_logger()
RECENT_EVENTS = 128
"""Some seconds of the busiest room; who was away for longer is answered from PostgreSQL."""


@dataclass(eq=False, slots=True)
class Waiting:
    """A command between decision and answer. ``after`` is the room as it leaves it."""

    by: UUID | None
    command: Command
    done: Callable[[int | Refused], None]
    since: float
    events: tuple[Recorded, ...] = ()
    after: Room | None = None
    refusal: Refused | None = None
    seq: int = 0
    told: bool = False

    def answer(self, outcome: int | Refused) -> None:
        """Tell the sender, once. What goes wrong there is not the room's."""
        self.told = True
        try:
            self.done(outcome)
        except Exception:
            log.exception("answer.failed", command=self.command.name, op=self.command.op)


class Moderating(Protocol):
    """What is asked of words before a room decides, where a provider judges them."""

    @property
    def able(self) -> bool:
        """Whether there is such a provider."""

    def asks(self, age: Age, command: Command) -> bool:
        """Whether a command waits for its verdict, where readers are of this age."""

    async def insist(self, age: Age, command: Command) -> None:
        """Raises:
        Refused: the words may not be said here, or nobody can tell now.
        """


@dataclass(eq=False)
class LiveRoom:
    id: UUID
    confirmed: Room | None
    writer: Writer
    pool: Any
    moment: Callable[[UUID], Moment]
    announce: Callable[[LiveRoom, Sequence[Recorded]], bool]
    """Called with what this process committed: tells the others, and whether there are any."""
    deliver: Callable[[LiveRoom, Sequence[Recorded]], None]
    """Called with committed events, in order."""
    patience: float = 8.0
    """Seconds until a command that has no answer is told ``busy``."""
    moderation: Moderating | None = None
    quota: Callable[[UUID, UUID], Awaitable[None]] | None = None
    """Raises the refusal of a person who asks for more than a day allows."""
    ahead: Room | None = None
    waiting: deque[Waiting] = field(default_factory=deque)
    recovering: asyncio.Task[None] | None = None
    used_at: float = 0
    ink: str = ""
    """What the co-author has written so far, as far as this process saw it."""
    checkpointed: int = 0
    recent: deque[AnyEvent] = field(default_factory=lambda: deque(maxlen=RECENT_EVENTS))
    """The last events, for those who come back to a room with people in it."""
    asking: set[asyncio.Task[None]] = field(default_factory=set)
    """Looks into the log for ops of long ago."""
    _impatience: asyncio.TimerHandle | None = None
    _looking: asyncio.Lock = field(default_factory=asyncio.Lock)
    _looks: int = 0
    _seen: int = 0

    def __post_init__(self) -> None:
        self.ahead = self.confirmed
        self.checkpointed = self.seq

    @property
    def room(self) -> Room:
        """The confirmed room, for reading."""
        assert self.confirmed is not None
        return self.confirmed

    @property
    def seq(self) -> int:
        return self.confirmed.seq if self.confirmed else 0

    async def submit(self, by: UUID | None, command: Command) -> int:
        """The same as ``put``, for who waits.

        Returns:
            The seq of its last event; with none, of the room it was decided on.

        Raises:
            Refused: also ``Busy``, when ``patience`` runs out; the command may still take effect, and its op tells.
        """
        future: asyncio.Future[int | Refused] = asyncio.get_running_loop().create_future()
        self.put(by, command, lambda outcome: None if future.done() else future.set_result(outcome))
        outcome = await future
        if isinstance(outcome, Refused):
            raise outcome
        return outcome

    def put(self, by: UUID | None, command: Command, done: Callable[[int | Refused], None]) -> None:
        """Decide a command now, and call ``done`` once: after the commit that its answer rests on."""
        loop = asyncio.get_running_loop()
        entry = Waiting(by, command, done, loop.time())
        self.waiting.append(entry)
        if not self.recovering:
            self._decide(entry)
            if entry.events:
                self.writer.put(self)
            else:
                self._answer_settled()
        if self._impatience is None and self.waiting:
            self._impatience = loop.call_later(self.patience, self._give_up)

    def _give_up(self) -> None:
        """Tell ``busy`` to who has waited long enough, and look again when the next one has."""
        loop = asyncio.get_running_loop()
        for entry in self.waiting:
            if not entry.told and entry.since + self.patience <= loop.time() + 0.01:
                entry.answer(Busy())
        oldest = next((entry.since for entry in self.waiting if not entry.told), None)
        self._impatience = None if oldest is None else loop.call_at(oldest + self.patience, self._give_up)

    def _answer(self, entry: Waiting) -> None:
        if entry.told:
            return
        if entry.refusal and self.confirmed and len(self.confirmed.ops) >= RECENT_OPS:
            entry.told = True
            task = asyncio.create_task(self._as_before(entry, entry.refusal))
            self.asking.add(task)
            task.add_done_callback(self.asking.discard)
        else:
            entry.answer(entry.refusal or entry.seq)

    async def _as_before(self, entry: Waiting, refusal: Refused) -> None:
        """A resend of something so old that the fold forgot it is answered as the first time, not refused."""
        try:
            async with asyncio.timeout_at(entry.since + self.patience):
                seq = await store.answered(self.pool, self.id, entry.by, entry.command.op)
        except Exception:
            entry.answer(Busy())
        else:
            entry.answer(refusal if seq is None else seq)

    def ready(self) -> list[Waiting]:
        """What the writer may append now. Also those whose sender was told ``busy``: later ones rest on them."""
        return [] if self.recovering else [entry for entry in self.waiting if entry.events]

    def tell_others(self, waiting: Sequence[Waiting]) -> bool:
        """Announce what was just appended, before anybody here is written to."""
        return self.announce(self, [recorded for entry in waiting for recorded in entry.events])

    def append_of(self, waiting: Sequence[Waiting]) -> store.Append:
        events = [recorded for entry in waiting for recorded in entry.events]
        after = waiting[-1].after
        assert after is not None
        return store.Append(self.id, events[0].event.seq - 1, events, changed_cover(events, after.view))

    def committed(self, waiting: Sequence[Waiting]) -> None:
        """The writer's word that these are in the log: fold, deliver, answer. A sender hears it before the receipt."""
        events = [recorded for entry in waiting for recorded in entry.events]
        done = set(waiting)
        self.confirmed = waiting[-1].after
        settled = []
        while self.waiting and (self.waiting[0] in done or not self.waiting[0].events):
            settled.append(self.waiting.popleft())
        try:
            self.deliver(self, events)
        finally:
            for entry in settled:
                self._answer(entry)
            if any(entry.events for entry in self.waiting):
                self.writer.put(self)

    def advance(self, log_events: Sequence[Recorded]) -> None:
        """Fold events that another process committed. With own work in flight, losing it brings them instead."""
        if self.waiting or self.recovering:
            return
        news = [r for r in log_events if r.event.seq > self.seq]
        if news and news[0].event.seq == self.seq + 1:
            self.confirmed = self.ahead = fold(self.confirmed, news)
            self.deliver(self, news)

    async def catch_up(self) -> None:
        """Read what this process missed. Many who ask at once share the first look that begins after they asked."""
        before = self._looks
        async with self._looking:
            if self._seen <= before:
                self._looks += 1
                self.advance(await store.since(self.pool, self.id, self.seq))
                self._seen = self._looks

    def rest(self) -> None:
        """Nobody is in the room through this process any more."""
        self.recent.clear()
        self.used_at = asyncio.get_running_loop().time()

    def lost(self, why: str) -> None:
        """What was decided ahead does not hold, or nobody knows: start again under the room's lock."""
        if self.recovering is None:
            log.debug("room.lost", room=self.id, why=why)
            self.recovering = asyncio.create_task(self._recover(), name=f"recover {self.id}")

    def _decide(self, entry: Waiting) -> None:
        """Decide on ``ahead``. A known op is answered as it was the first time."""
        entry.events, entry.refusal = (), None
        known = self.ahead.answered(entry.by, entry.command.op) if self.ahead else None
        if known is not None:
            entry.seq = known
            return
        try:
            moment = replace(self.moment(self.id), moderated=self.moderation is not None and self.moderation.able)
            decision = decide(self.ahead, entry.by, entry.command, moment)
        except Refused as refusal:
            entry.refusal = refusal
            return
        except Exception:
            log.exception("decide.failed", room=self.id, command=entry.command.name, op=entry.command.op)
            entry.refusal = Broken()
            return
        entry.events, entry.after = decision.events, decision.after
        self.ahead = decision.after
        entry.seq = decision.after.seq if decision.after else 0

    def _answer_settled(self) -> None:
        """Answer what rests on nothing unwritten."""
        while self.waiting and not self.waiting[0].events:
            self._answer(self.waiting.popleft())

    async def _recover(self) -> None:
        pause = 0.05
        while self.waiting:
            try:
                await self._settle_under_lock()
                pause = 0.05
            except Exception as error:
                if not store.lost_connection(error):
                    log.warning("room.recover_failed", room=self.id, error=type(error).__name__)
                self.waiting = deque(entry for entry in self.waiting if not entry.told)
                await asyncio.sleep(pause)
                pause = min(pause * 2, 1.0)
        self.recovering = None
        self.ahead = self.confirmed

    async def _settle_under_lock(self) -> None:
        """Read, decide and append while no other process can: what waits takes effect, or is refused, exactly once."""
        async with store.locked(self.pool, self.id) as connection:
            news = await store.since(connection, self.id, self.seq)
            self.ahead = fold(self.confirmed, news)
            batch = [entry for entry in self.waiting if not entry.told]
            for entry in batch:
                await self._decide_again(connection, entry)
            events = [recorded for entry in batch for recorded in entry.events]
            if events:
                taken = await store.append(connection, [self.append_of([e for e in batch if e.events])])
                if not taken:
                    raise OSError("the head moved under its lock")
            after = self.ahead
        self.confirmed = after
        done = set(batch)
        self.waiting = deque(entry for entry in self.waiting if entry not in done and not entry.told)
        try:
            self.deliver(self, news)
            if events:
                self.announce(self, events)
                self.deliver(self, events)
        finally:
            for entry in batch:
                self._answer(entry)

    async def _decide_again(self, connection: Any, entry: Waiting) -> None:
        seq = await store.answered(connection, self.id, entry.by, entry.command.op)
        if seq is None:
            self._decide(entry)
        else:
            entry.events, entry.refusal, entry.seq = (), None, seq
