"""The co-author at work: in a web process, because it streams and must stop at a tap, and under a lease.

The lease is the job's row. Whoever holds it renews it with the words so far; when it stays silent another process
takes over with the next fencing number, and words of the old holder are refused by the room itself.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

import structlog

from engine.beat import RECORD_BEAT
from engine.coauthor import Coauthor
from engine.llm import Brief, ModelProvider
from engine.prompt import prompt_of
from engine.telling import Outcome, Telling
from rooms import store
from rooms.errors import Refused
from rooms.live import LiveRoom
from rooms.protocol import (
    AnyEvent,
    FinishGeneration,
    Generation,
    GenerationDelta,
    GenerationEnded,
    GenerationStarted,
    GenerationStopped,
    RestartGeneration,
    SettleRoom,
)
from rooms.runtime import cancel
from rooms.service import RoomService
from rooms.settings import Settings
from server.coauthor.briefing import brief_of
from server.coauthor.ledger import Ledger, Work
from server.metrics import Metrics

log = structlog.get_logger()
SCHEMA_BYTES = len(json.dumps(RECORD_BEAT))
STEP_SECONDS = 0.06
"""Words leave for the screens this often."""
TYPING_SECONDS = 4.0
"""Who was seen typing this long ago is still at it."""
POLITE_SECONDS = 15.0
"""As long as it waits for somebody to finish."""


@dataclass(eq=False)
class Pen:
    """One generation in this process's hands."""

    live: LiveRoom
    generation: Generation
    before: str = ""
    """The text of the passage that is continued."""
    text: str = ""
    shown: int = 0
    telling: Telling | None = None
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    task: asyncio.Task[None] | None = None
    landing: bool = False
    """It ends its generation itself, and has only its job to close."""


class Narration:
    def __init__(
        self, settings: Settings, service: RoomService, coauthor: Coauthor, ledger: Ledger, metrics: Metrics
    ) -> None:
        self.settings = settings
        self.service = service
        self.coauthor = coauthor
        self.ledger = ledger
        self.metrics = metrics
        self._pens: dict[UUID, Pen] = {}
        self._closing: set[asyncio.Task[None]] = set()
        """Rows of the ledger that are being written."""
        self._watcher: asyncio.Task[None] | None = None
        self._stopping = False
        service.follow_ups.append(self.follow_up)

    def start(self) -> None:
        self._watcher = asyncio.create_task(self._watch(), name="leases")

    async def stop(self) -> None:
        """Put all pens down. Their leases end now, so that another process goes on at once."""
        self._stopping = True
        await cancel(self._watcher, *(pen.task for pen in self._pens.values()))
        for pen in self._pens.values():
            try:
                await store.release(self.service.pool, pen.live.id, pen.generation.id, self.service.process, pen.text)
            except Exception as error:
                log.info("lease.not_released", error=type(error).__name__)
        if self._closing:
            await asyncio.wait(self._closing)

    def follow_up(self, live: LiveRoom, event: AnyEvent) -> None:
        """Take up the pen where one is asked for, put it down where one is stopped."""
        pen = self._pens.get(live.id)
        match event:
            case GenerationStarted():
                self.service.spawn(self._take(live, event.generation), "narration")
            case GenerationStopped() if pen and pen.generation.id == event.generation:
                pen.stopping.set()
            case GenerationEnded() if pen and pen.generation.id == event.generation and pen.task:
                if not pen.landing:
                    pen.task.cancel()
            case _:
                pass

    async def _watch(self) -> None:
        """Look for generations of rooms served here that nobody holds."""
        while True:
            await asyncio.sleep(self.settings.heads_seconds)
            for room in self.service.feed.rooms():
                try:
                    live = await self.service.open(room)
                    generation = live.room.view.generation
                    if generation is not None and room not in self._pens:
                        await self._take(live, generation)
                except Exception as error:
                    log.info("lease.look_failed", error=type(error).__name__)

    async def _take(self, live: LiveRoom, generation: Generation) -> None:
        """Take the lease if it is free. A later attempt than the room knows of is announced first."""
        if live.id in self._pens:
            return
        lease = await store.lease(
            self.service.pool, live.id, generation.id, self.service.process, self.settings.lease_seconds
        )
        if lease is None:
            return
        attempt, progress = lease
        if attempt > generation.fence:
            self.metrics.takeovers.inc()
            await self.ledger.lose(live.id, generation.id, attempt)
            op = uuid5(live.id, f"restart {generation.id} {attempt}")
            command = RestartGeneration(op=op, generation=generation.id, fence=attempt)
            await self.service.handle(live.id, None, command)
            generation = generation.model_copy(update={"fence": attempt})
        pen = Pen(live, generation)
        if live.room.view.generation and live.room.view.generation.stopping:
            pen.text = progress
            pen.stopping.set()
        self._pens[live.id] = pen
        self.service.keep(live)
        pen.task = asyncio.create_task(self._write(pen), name="pen")

    async def _write(self, pen: Pen) -> None:
        renewing = asyncio.create_task(self._renew(pen), name="lease")
        try:
            outcome = await self._stream(pen)
            await self._finish(pen, outcome)
        except asyncio.CancelledError:
            raise
        except Refused as refused:
            log.info("narration.refused", code=refused.code(), generation=pen.generation.id)
        except Exception as error:
            log.warning("narration.failed", error=type(error).__name__)
        finally:
            await cancel(renewing)
            self.service.let_go(pen.live)
            if not self._stopping:
                self._pens.pop(pen.live.id, None)

    async def _stream(self, pen: Pen) -> Outcome:
        """Write until the provider says why it stopped (P6), somebody stops it, or it fails."""
        showing = asyncio.create_task(self._show_steadily(pen), name="ink")
        stop = asyncio.create_task(pen.stopping.wait())
        try:
            await self._wait_politely(pen, stop)
            if stop.done():
                return "stopped"
            room = pen.live.room
            brief, pen.before = await brief_of(self.service.pool, room, pen.generation, self.settings)
            return await self._tell(pen, brief, room.seq, stop)
        finally:
            await cancel(showing, stop)
            self._show(pen)

    async def _wait_politely(self, pen: Pen, stop: asyncio.Task[bool]) -> None:
        """Let whoever else may write now, and is at it, finish."""
        turn, presence = pen.live.room.view.turn, self.service.presence
        end = presence.now() + timedelta(seconds=POLITE_SECONDS)
        while turn is not None and turn.kind in ("open", "people") and not stop.done():
            typed = presence.typing(pen.live.id, besides=pen.generation.by)
            until = min(end, typed + timedelta(seconds=TYPING_SECONDS)) if typed else end
            if typed is None or (seconds := (until - presence.now()).total_seconds()) <= 0:
                return
            await asyncio.wait((stop,), timeout=seconds)

    async def _tell(self, pen: Pen, brief: Brief, as_of: int, stop: asyncio.Task[bool]) -> Outcome:
        """Write within the budgets. Every request is in the ledger before it is made."""
        generation = pen.generation
        work = Work(pen.live.id, generation.id, generation.fence, generation.by, as_of)
        writing: asyncio.Task[Outcome] | None = None
        try:
            level = await self.ledger.open(work, *self._asked(brief))
            if level == "soft":
                brief = replace(brief, role="utility")
            check = self.coauthor.check(brief.age)
            pen.telling = Telling(self.coauthor, brief, check, work.hear, paid=level != "hard")
            writing = asyncio.create_task(self._take_down(pen, pen.telling), name="words")
            await asyncio.wait((writing, stop), return_when=asyncio.FIRST_COMPLETED)
            return writing.result() if writing.done() else "stopped"
        finally:
            await cancel(writing)
            work.checked = pen.telling.checked if pen.telling else work.checked
            self._settle(work)

    def _settle(self, work: Work) -> None:
        """Beside the landing: a slow database keeps no passage waiting."""
        closing = asyncio.create_task(self.ledger.close(work), name="ledger")
        self._closing.add(closing)
        closing.add_done_callback(self._settled)

    def _settled(self, closing: asyncio.Task[None]) -> None:
        self._closing.discard(closing)
        error = None if closing.cancelled() else closing.exception()
        if error is not None:  # the sweep calls it lost
            log.warning("ledger.not_closed", error=type(error).__name__)

    def _asked(self, brief: Brief) -> tuple[str, str, Decimal | None]:
        """Who would be asked, and for how much at most."""
        first = self.coauthor.asked_first(brief.language)
        if not isinstance(first, ModelProvider):
            return first.name if first else "", "", Decimal()
        prompt, model = prompt_of(brief), first.model(brief.role)
        return first.name, model, self.ledger.estimate(model, prompt.size + SCHEMA_BYTES, prompt.most_tokens)

    async def _take_down(self, pen: Pen, telling: Telling) -> Outcome:
        async with aclosing(telling.words()) as words:
            async for text in words:
                pen.text += text
                if not pen.shown:
                    self._show(pen)
        return telling.outcome

    async def _show_steadily(self, pen: Pen) -> None:
        while True:
            await asyncio.sleep(STEP_SECONDS)
            self._show(pen)

    def _show(self, pen: Pen) -> None:
        if pen.shown < len(pen.text):
            delta = _words(pen, pen.shown, len(pen.text))
            pen.shown = len(pen.text)
            self.service.shown.words(pen.live, delta)

    async def _renew(self, pen: Pen) -> None:
        """Keep the lease. Losing it, or finding the room empty, ends the writing."""
        empty = 0
        while True:
            await asyncio.sleep(self.settings.lease_seconds / 4)
            try:
                held = await store.renew(
                    self.service.pool,
                    pen.live.id,
                    pen.generation.id,
                    pen.generation.fence,
                    self.settings.lease_seconds,
                    pen.text,
                )
            except Exception as error:  # tried again at the next beat; whoever took over meanwhile fenced this pen off
                log.warning("lease.not_renewed", error=type(error).__name__)
                continue
            if not held and pen.task:
                log.info("lease.lost", generation=pen.generation.id)
                self.metrics.leases_lost.inc()
                pen.task.cancel()
                return
            if pen.shown:
                self.service.bus.show(_words(pen, 0, pen.shown))  # for processes that missed some
            empty = 0 if self.service.presence.here(pen.live.id) else empty + 1
            if empty > self.settings.absent_seconds / (self.settings.lease_seconds / 4):
                op = uuid5(pen.live.id, f"settle {pen.live.seq}")
                self.service.spawn(self.service.handle(pen.live.id, None, SettleRoom(op=op)), "settle")

    async def _finish(self, pen: Pen, outcome: Outcome) -> None:
        text, told = pen.before + pen.text if pen.text.strip() or outcome != "complete" else "", pen.telling
        op = uuid5(pen.live.id, f"finish {pen.generation.id} {pen.generation.fence}")
        command = FinishGeneration(
            op=op,
            generation=pen.generation.id,
            fence=pen.generation.fence,
            outcome=outcome,
            text=text[: self.settings.passage_chars * 2],
            **_noted(told) if told and outcome == "complete" else {},
        )
        self.metrics.generations.labels(outcome).inc()
        pen.landing = True
        await self.service.handle(pen.live.id, None, command)


def _words(pen: Pen, start: int, end: int) -> GenerationDelta:
    return GenerationDelta(
        room=pen.live.id,
        seq=pen.live.seq,
        generation=pen.generation.id,
        fence=pen.generation.fence,
        offset=start,
        text=pen.text[start:end],
    )


def _noted(told: Telling) -> dict[str, Any]:
    return {
        "choices": told.choices,
        "beat": told.beat,
        "provider": told.provider,
        "model": told.model,
        "threads": told.threads,
    }
