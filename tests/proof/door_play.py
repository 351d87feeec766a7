"""Seeded random play on the door: two processes' worth of services on one database, crashes, lossy hints, races."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID

from rooms import store
from rooms.bus import Bus
from rooms.errors import Busy, InTheLobby, Refused
from rooms.protocol import (
    AnyEvent,
    Command,
    CreateRoom,
    Delta,
    EditPassage,
    FinishGeneration,
    JoinRoom,
    LeaveRoom,
    MemberKnocked,
    PickChoice,
    PostChat,
    Rules,
    Snapshot,
    SubmitTurn,
    text_of,
)
from rooms.room import Recorded, Room, apply, public
from rooms.runtime import cancel
from rooms.service import RoomService
from rooms.store import ROOM
from rooms.turns import MODES
from tests.houses import Listener, until
from tests.lines import Lines
from tests.proof.actions import PEOPLE, any_command, new_op
from tests.proof.promises import must
from tests.worlds import BEAT, NAMES

Service = RoomService
WRITES = (CreateRoom, SubmitTurn, PickChoice, PostChat, EditPassage, LeaveRoom)
"""Commands that never succeed without an event."""


class LossyBus(Bus):
    """Every third message to the other process is lost."""

    random = Random(3)

    def _put(self, room: UUID | None, data: bytes) -> None:
        if self.random.random() > 0.33:
            super()._put(room, data)


@dataclass
class Page:
    """One member's browser, on one of the services or on none."""

    person: UUID
    room: Room | None = None
    texts: dict[int, str] = field(default_factory=dict)
    listener: Listener | None = None
    service: Service | None = None
    member: bool = True
    unsure: list[Command] = field(default_factory=list)
    """Given without waiting for the answer: sent again after the next connect."""

    def hear(self, event: AnyEvent) -> None:
        """An event that was written to the open socket."""
        must(self.member, "P10: nothing after one's own removal")
        self.fold(event)

    def fold(self, event: AnyEvent) -> None:
        assert self.room is not None
        must(event.seq == self.room.seq + 1, f"P1: {event.seq} after {self.room.seq}")
        self.room = apply(self.room, Recorded(event))
        text = text_of(event)
        if text is not None:
            self.texts[event.seq] = text
        self.member = self.room.seated(self.person) is not None


class DoorPlay:
    """One room's game. ``services`` is shared by all games of a block, which replaces a crashed one in place."""

    def __init__(self, seed: int, services: list[Service], pool: Any) -> None:
        self.random = Random(seed)
        self.services = services
        self.pool = pool
        self.room = UUID(int=self.random.getrandbits(128), version=4)
        self.pages = {person: Page(person) for person in PEOPLE}
        self.answers: list[tuple[UUID | None, Command, int | str]] = []
        self.told: list[tuple[UUID, Snapshot | Delta]] = []
        """What each was answered who came in."""
        self.lobbied: set[UUID] = set()
        self.running: set[asyncio.Task[None]] = set()

    async def begin(self) -> None:
        rules = Rules(timer_seconds=self.random.choice((None, 15)), lobby=self.random.random() < 0.15)
        command = CreateRoom(
            op=new_op(self.random), room=self.room, title="A", premise="B", language="fr", genre="mystery",
            mode=self.random.choice(list(MODES)), rules=rules, host_name="Amina",
        )  # fmt: skip
        await self.give(PEOPLE[0], command, self.services[0])

    async def give(self, by: UUID | None, command: Command, service: Service) -> None:
        """Give a command, and keep its answer for the witness. What took effect before is answered as it was then."""
        known = await store.answered(self.pool, self.room, by, command.op)
        try:
            answer: int | str = await service.handle(self.room, by, command)
        except Busy:
            return
        except Refused as refused:
            answer = refused.code()
        must(known in (None, answer), f"P3: {command.name} took effect at {known} and was answered {answer}")
        self.answers.append((by, command, answer))

    async def call(self, page: Page) -> None:
        """Connect to either service; with what one has, or from the beginning."""
        service = self.random.choice(self.services)
        again = page.room is not None and page.member and self.random.random() < 0.8
        after = page.room.seq if again and page.room else None
        page.member = True
        if not again:
            page.room = None
        page.listener = listener = Listener(page.person, page.hear)
        join = JoinRoom(op=new_op(self.random), as_name=NAMES[page.person], after=after)
        try:
            answer = await service.join(listener, self.room, join)
        except Refused as refused:
            must(listener.events == [] and listener.signals == [], "who is not let in hears nothing")
            self.lobbied |= {page.person} if isinstance(refused, InTheLobby) else set()
            page.listener = None
            if isinstance(refused, InTheLobby) and join.op.int % 4 == 0:
                await self.give(page.person, LeaveRoom(op=new_op(self.random)), service)
            return
        self.told.append((page.person, answer))
        page.service = service
        if isinstance(answer, Snapshot):
            page.room = Room(view=answer.room, at=answer.now.at, ops={})
            page.texts = {text.version: text.text for text in answer.texts}
        else:
            must(again, "a delta only to whoever has something")
            for event in answer.events:
                page.fold(event)
        must(page.member, "who joins is a member")
        service.feed.release(listener)
        unsure, page.unsure = page.unsure, []
        for command in unsure:
            await self.give(page.person, command, service)

    def hang_up(self, page: Page) -> None:
        if page.listener is not None and page.service is not None and page.service in self.services:
            page.service.leave(page.listener, self.room)
        page.listener = page.service = None

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self.running.add(task)
        task.add_done_callback(self.running.discard)

    async def step(self) -> None:
        page = self.pages[self.random.choice(PEOPLE)]
        roll = self.random.random()
        if page.listener is not None and page.listener.closed:
            self.hang_up(page)
        if page.listener is None:
            await self.call(page)
        elif roll < 0.08:
            self.hang_up(page)
        elif roll < 0.2:
            self.spawn(self.coauthor(page))
        elif page.room is not None:
            await self.act(page, page.room)

    async def act(self, page: Page, room: Room) -> None:
        """One command, often racing others: sent twice, or without waiting for its answer."""
        assert page.service is not None
        command = any_command(self.random, room.view, page.person)
        roll = self.random.random()
        if roll < 0.25:
            page.unsure.append(command)
            await asyncio.gather(*(self.give(page.person, command, page.service) for _ in range(2)))
        elif roll < 0.6:
            page.unsure.append(command)
            self.spawn(self.give(page.person, command, page.service))
        else:
            await self.give(page.person, command, page.service)

    async def coauthor(self, page: Page) -> None:
        generation = page.room.view.generation if page.room else None
        if generation is not None and page.service is not None:
            command = FinishGeneration(
                op=new_op(self.random), generation=generation.id, fence=generation.fence, outcome="complete",
                text="Et l’horloge sonna.", choices=("Entrer.", "Rentrer."), beat=BEAT,
            )  # fmt: skip
            await self.give(None, command, page.service)

    async def lose_service(self) -> None:
        """The service is crashing: what was under way gets no answer."""
        await cancel(*self.running)

    def drop_dead(self) -> None:
        for page in self.pages.values():
            if page.service is not None and page.service not in self.services:
                page.listener = page.service = None

    async def finish(self) -> None:
        """Everybody comes back and resends what was unsure; then all must agree with the log."""
        await asyncio.gather(*self.running)
        for page in self.pages.values():
            self.hang_up(page)
            await self.call(page)
        log = await store.since(self.pool, self.room, 0)
        head = log[-1].event.seq

        def agreed() -> bool:
            return all(
                p.listener is None or not p.member or (p.room and p.room.seq >= head) for p in self.pages.values()
            )

        await until(agreed, what="all pages reach the head")
        await self.witness()
        for page in self.pages.values():
            self.hang_up(page)

    async def witness(self) -> None:
        checkpointed = await store.load(self.pool, self.room)
        log = await store.since(self.pool, self.room, 0)
        must([r.event.seq for r in log] == list(range(1, len(log) + 1)), "the log has no hole")
        room: Room | None = None
        seen: dict[int, Room] = {}
        lines = Lines()
        for recorded in log:
            room = seen[recorded.event.seq] = apply(room, recorded)
            wrong = lines.follow(recorded)
            must(wrong is None, wrong or "")
            if recorded.op is not None:
                must(dict(room.lines) == lines.waiting, "what waits is what was handed in")
        self.hidden_from_others(seen)
        ops = [(r.by, r.op) for r in log if r.op is not None]
        must(len(ops) == len(set(ops)), "P3: no op took effect twice")
        by_op = {(r.by, r.op): r.event.seq for r in log if r.op is not None}
        for by, command, answer in self.answers:
            known = by_op.get((by, command.op))
            if isinstance(command, WRITES) and isinstance(answer, int):
                must(known is not None, "P2: acknowledged, and lost")
                must(known == answer, f"P3: answered {answer}, took effect at {known}")
        texts = {r.event.seq: t for r in log if (t := text_of(r.event)) is not None}
        for page in self.pages.values():
            if page.room is not None and page.listener is not None and page.member:
                must(public(page.room) == public(seen[page.room.seq]), "every page holds the room of its seq")
                must(all(texts[seq] == text for seq, text in page.texts.items()), "and its words")
        knocked = {r.event.member.id for r in log if isinstance(r.event, MemberKnocked)}
        must(self.lobbied <= knocked, "who is told to wait has knocked")
        assert checkpointed is not None
        must(
            ROOM.dump_json(seen[checkpointed.seq]) == ROOM.dump_json(checkpointed),
            "a fold from a checkpoint is a fold from the beginning",
        )

    def hidden_from_others(self, seen: dict[int, Room]) -> None:
        """Who comes in is told their own hidden line and ballot, and nobody else's line."""
        for person, answer in self.told:
            room = seen[answer.seq]
            must(room.seated(person) is not None, "only who has a seat is let in")
            must(answer.now.line == room.lines.get(person, ""), "one's own line comes back")
            must(answer.now.ballot == room.ballots.get(person), "one's own ballot comes back")
            offered = room.view.choices.options if room.view.choices else ()
            others = [line for who, line in room.lines.items() if who != person and line not in offered]
            told = answer.model_dump_json() if others else ""
            must(all(line not in told for line in others), "nobody is told another's hidden line")
