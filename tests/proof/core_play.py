"""Seeded random play on the pure core: people, their pages, a lossy line between them, and the invariants."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from uuid import UUID, uuid5

from rooms.decide import decide
from rooms.errors import Refused
from rooms.protocol import (
    Command,
    CreateRoom,
    FinishGeneration,
    JoinRoom,
    LeafAdded,
    LeaveRoom,
    MemberLeft,
    ModeName,
    PassageAdded,
    PickChoice,
    RestartGeneration,
    Rules,
    SettleRoom,
    SubmitTurn,
    VoteClosed,
)
from rooms.room import Recorded, Room, apply, public
from rooms.settings import Settings
from rooms.turns import MODES, Moment, writes
from tests.proof.actions import PEOPLE, any_command, any_manner, new_op
from tests.proof.media_play import MediaPlay
from tests.proof.promises import Folds, Promises, goes_on, must, public_fold
from tests.worlds import BEAT, NAMES, START

ROOM = UUID(int=42)
LIMITS = Settings(
    retract_seconds=30, versions_per_passage=4, notes_per_passage=3, branches_per_room=4, media_per_passage=5
)


@dataclass
class Page:
    """What one member's browser holds: a folded view, or nothing yet."""

    person: UUID
    room: Room | None = None
    online: bool = False
    line: list[Recorded] = field(default_factory=list)
    """Sent and not yet arrived; lost when the line is cut."""
    unanswered: list[Command] = field(default_factory=list)
    removed: bool = False

    def receive(self) -> None:
        recorded = self.line.pop(0)
        assert self.room is not None
        must(recorded.event.seq == self.room.seq + 1, "P1: no page applies n+1 before n")
        self.room = apply(self.room, Recorded(recorded.event))
        event = recorded.event
        self.removed = isinstance(event, MemberLeft) and event.member == self.person


class CorePlay:
    """``home``: the mode that the host prefers, and comes back to. ``resume_skips`` breaks the house on purpose: a
    returning page misses one event. ``media``: pictures and voices are made beside the story.
    """

    def __init__(
        self, seed: int, home: ModeName | None = None, resume_skips: bool = False, media: bool = False
    ) -> None:
        self.random = Random(seed)
        self.home = home
        self.resume_skips = resume_skips
        self.promises = Promises()
        self.media = MediaPlay(Random(f"media {seed}")) if media else None
        self.checked: tuple[object, object] = (None, None)
        """The room that was checked last, and who was here then."""
        self.counted: Recorded | None = None
        """The event up to which the log was looked through."""
        self.settings = LIMITS.model_copy(update={"members_per_room": self.random.choice((7, 8))})
        self.at = START
        self.log: list[Recorded] = []
        self.room: Room | None = None
        self.told = Folds()
        """What a process that restarted last made of the log, from where the next goes on."""
        self.pages = {person: Page(person) for person in PEOPLE}
        self.flaky = frozenset(self.random.sample(PEOPLE, self.random.choice((0, 0, 1, 2))))
        """Who often loses the turn by being away, and comes back at once."""
        self.gone_since = dict.fromkeys(PEOPLE, START)
        self.answers: dict[tuple[UUID | None, UUID], int] = {}
        mode: ModeName = self.random.choice(list(MODES)) if home is None else home
        rules = Rules(
            timer_seconds=self.random.choice((None, 30)),
            lobby=self.random.random() < 0.1,
            manner=any_manner(self.random),
        )
        self.give(
            PEOPLE[0],
            CreateRoom(
                op=new_op(self.random), room=ROOM, title="A", premise="B", language="en", genre="mystery", mode=mode,
                rules=rules, host_name="Amina",
            ),
        )  # fmt: skip

    @property
    def moment(self) -> Moment:
        here = {p.person for p in self.pages.values() if p.online}
        return Moment(self.at, self.settings, here if self.room else None, self.gone_since)

    def give(self, by: UUID | None, command: Command) -> bool:
        """Decide, as the door would: a known op is answered from the log. True when it was taken."""
        if (by, command.op) in self.answers:
            before = self.room
            known = self.room.answered(by, command.op) if self.room else None
            must(known == self.answers[by, command.op], "P3: a resend is answered as the first time")
            must(self.room is before, "P3: a resend changes nothing")
            return True
        moment = self.moment
        try:
            decision = decide(self.room, by, command, moment)
        except Refused:
            return False
        self.check_writes(command, by, decision.events)
        self.promises.follow(self.room, command, decision.events, moment)
        self.room = decision.after
        if decision.events:
            self.answers[by, command.op] = decision.events[-1].event.seq
        for recorded in decision.events:
            self.log.append(recorded)
            self.send(recorded)
        return True

    def send(self, recorded: Recorded) -> None:
        assert self.room is not None
        for page in self.pages.values():
            if page.online and page.room is not None:
                page.line.append(recorded)
                event = recorded.event
                if isinstance(event, MemberLeft) and event.member == page.person:
                    self.hang_up(page, keep_line=True)

    def check_writes(self, command: Command, by: UUID | None, events: tuple[Recorded, ...]) -> None:
        """P5: a passage is by a speaker of its turn, in their own words; or the room voted for an offered choice."""
        room = self.room
        if room is None:
            return
        turn, voted = room.view.turn, any(isinstance(r.event, VoteClosed) for r in events)
        for recorded in events:
            event = recorded.event
            if not isinstance(event, PassageAdded | LeafAdded):
                continue
            author = event.author if isinstance(event, LeafAdded) else event.passage.author
            if voted and isinstance(event, PassageAdded) and event.passage.asked_by is not None:
                offered = room.view.choices.options if room.view.choices else ()
                must(event.text in offered, "P5: what the room picks was offered")
                continue
            if author is None:
                continue
            must(writes(turn, author), "P5: only a speaker writes")
            if author in room.lines and not (by == author and isinstance(command, SubmitTurn | PickChoice)):
                must(event.text == room.lines[author], "P5: a line lands as it was handed in")
            else:
                must(by == author or event.text == room.lines.get(author), "P5: one writes as oneself")

    def hang_up(self, page: Page, keep_line: bool = False) -> None:
        """The line is cut; what was on its way is lost."""
        page.online = False
        self.gone_since[page.person] = self.at
        if not keep_line:
            page.line.clear()
        while page.line:
            page.receive()

    def call(self, page: Page) -> None:
        """Connect: join, and receive a snapshot, or everything after what the page has."""
        page.online = True
        join = JoinRoom(op=new_op(self.random), as_name=NAMES[page.person])
        taken = self.give(page.person, join)
        assert self.room is not None
        if not taken or self.room.seated(page.person) is None:
            self.hang_up(page)
            if join.op.int % 4 == 0:  # not another throw: the seeds that failed once play on as they did
                self.give(page.person, LeaveRoom(op=uuid5(join.op, "leave")))
            return
        if page.room is None or page.removed or self.random.random() < 0.2:
            page.room, page.removed, page.line = Room(view=public(self.room), at=self.at, ops={}), False, []
        else:
            after = page.room.seq + (1 if self.resume_skips and page.room.seq < self.room.seq else 0)
            page.line = list(self.log[after:])
        for command in page.unanswered:
            self.give(page.person, command)
        page.unanswered.clear()

    def step(self) -> None:
        assert self.room is not None
        page = self.pages[self.random.choice(PEOPLE)]
        roll = self.random.random()
        if not page.online:
            if roll < 0.5:
                self.call(page)
        elif roll < 0.04:
            self.hang_up(page)
        elif roll < 0.12:
            self.at += timedelta(seconds=self.random.choice((1, 5, 20, 40, 400)))
            self.give(None, SettleRoom(op=new_op(self.random)))
        elif roll < 0.15:
            self.restart()
        elif roll < 0.35 and self.room.view.generation:
            self.coauthor()
        elif roll < 0.5 and page.line:
            page.receive()
        else:
            self.act(self.actor(page))
        self.flake()
        if self.media is not None:
            self.give(*self.media.next(self.room.view))
        self.check()

    def flake(self) -> None:
        assert self.room is not None
        turn = self.room.view.turn
        for page in (self.pages[person] for person in (turn.speakers if turn else ()) if person in self.flaky):
            if page.online and self.random.random() < 0.5:
                self.hang_up(page)
                self.at += timedelta(seconds=self.settings.absent_seconds)
                self.give(None, SettleRoom(op=new_op(self.random)))
                self.call(page)

    def actor(self, page: Page) -> Page:
        """Often whoever can do something: the speaker of the turn, or the host."""
        assert self.room is not None
        view = self.room.view
        speakers = view.turn.speakers if view.turn else ()
        chosen = self.random.choice((page.person, *speakers, view.host or page.person))
        return self.pages[chosen] if self.pages[chosen].online else page

    def act(self, page: Page) -> None:
        if page.room is None or page.removed:
            return
        behind = self.random.random() < 0.15
        while page.line and not (behind and self.random.random() < 0.3):
            page.receive()
        command = any_command(self.random, page.room.view, page.person, self.home)
        self.give(page.person, command)
        if self.random.random() < 0.3:
            page.unanswered.append(command)
        if self.random.random() < 0.2:
            self.give(page.person, command)

    def coauthor(self) -> None:
        assert self.room is not None
        generation = self.room.view.generation
        if generation is None:
            return
        op = new_op(self.random)
        if self.random.random() < 0.2:
            self.give(None, RestartGeneration(op=op, generation=generation.id, fence=generation.fence + 1))
            return
        stopped = generation.stopping or self.random.random() < 0.2
        command = FinishGeneration(
            op=op,
            generation=generation.id,
            fence=generation.fence - self.random.choice((0, 0, 0, 1)),
            outcome="stopped" if stopped else self.random.choice(("complete", "complete", "failed")),
            text=self.random.choice(("The clock struck.", "The clock struck.", "")),
            choices=("Go in.", "Go home."),
            beat=BEAT,
            provider="improv",
        )
        self.give(None, command)

    def restart(self) -> None:
        """A new process folds the log: the room must come out the same. A fold is of values, so that it goes on from
        where the last one ended; at the end of the play it begins anew.
        """
        self.told = self.told.on(self.log)
        must(self.told.house == self.room, "the fold of the log is the room")
        public_fold(self.told)
        self.room = self.told.house

    def check(self) -> None:
        assert self.room is not None
        moment = self.moment
        if self.checked == (now := (self.room.seq, moment.here)):
            return
        self.checked = now
        view = self.room.view
        self.count()
        seated = [m for m in view.members.values() if m.status == "in"]
        must(bool(seated) == (self.room.seated(view.host) is not None), "a host sits in every room that has people")
        turn = view.turn
        must(turn is not None, "there is always a turn")
        if turn is not None and turn.kind == "people" and MODES[view.mode].gather == "one":
            must(all(self.room.seated(m) for m in turn.speakers), "a speaker has a seat")
        if turn is not None and turn.kind == "vote":
            must(view.vote is not None and view.vote.by is None, "a turn that waits for a vote has one")
        must(all(m in (turn.taken if turn else ()) for m in self.room.lines), "every line that waits is seen to wait")
        must(len({passage.id for passage in view.passages}) == len(view.passages), "no passage is there twice")
        goes_on(self.room, moment)

    def count(self) -> None:
        """Look through the events that are new: the log only grows."""
        assert self.room is not None
        must(len(self.log) == self.room.seq, "seq counts without a hole")
        for recorded in self.log[self.counted.event.seq if self.counted else 0 :]:
            before, self.counted = self.counted, recorded
            must(recorded.event.seq == (before.event.seq if before else 0) + 1, "seq counts without a hole")
            must(before is None or before.event.at <= recorded.event.at, "at never runs back")

    def finish(self) -> None:
        """Everybody comes back; all pages must hold what the house holds."""
        assert self.room is not None
        for page in self.pages.values():
            if not page.online:
                self.call(page)
        for page in self.pages.values():
            while page.line:
                page.receive()
            if page.online and page.room is not None and not page.removed:
                must(public(page.room) == public(self.room), "every page holds the same room")
        self.told, self.counted = Folds(), None
        self.restart()
        self.count()


def play(
    seed: int, steps: int = 120, home: ModeName | None = None, resume_skips: bool = False, media: bool = False
) -> CorePlay:
    game = CorePlay(seed, home, resume_skips, media)
    for _ in range(steps):
        game.step()
    game.finish()
    return game
