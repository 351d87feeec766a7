"""What every mode promises, one by one, checked after every command of random play."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from uuid import UUID

from rooms.decide import decide, settle
from rooms.protocol import (
    AnyEvent,
    BranchForked,
    BranchRenamed,
    BranchSwitched,
    Command,
    FailMedia,
    FinishMedia,
    GiveTurn,
    MediaFailed,
    MediaProgressed,
    MediaReady,
    ProgressMedia,
    RetractPassage,
    RoomView,
    SetMode,
    SettleRoom,
    SwitchBranch,
    Turn,
    TurnBegan,
    VoteCast,
)
from rooms.room import Recorded, Room, apply, fold, on_branch, public
from rooms.turns import MODES, Moment, can_write
from tests.lines import Lines
from tests.making import Works
from tests.proof.actions import PEOPLE, new_op

IN_ORDER = ("round_robin", "duet")
PATIENCE = 2 * len(PEOPLE) + 1
"""Turns of others until one's own: everybody else's, and after each at most one that somebody was owed."""
LED = (GiveTurn, SetMode, RetractPassage, SwitchBranch)
"""Commands by which somebody has a turn out of order."""


class Violation(AssertionError):
    """A promise was broken."""


def must(kept: bool, promise: str) -> None:
    if not kept:
        raise Violation(promise)


@dataclass
class Promises:
    lines: Lines = field(default_factory=Lines)
    works: Works = field(default_factory=Works)
    passed_over: Counter[UUID] = field(default_factory=Counter)
    modes: Counter[str] = field(default_factory=Counter)
    """How many turns began in each."""

    def follow(self, before: Room | None, command: Command, events: Sequence[Recorded], moment: Moment) -> None:
        """Check what a command led to."""
        room = before
        if isinstance(command, LED):
            self.passed_over.clear()
        for recorded in events:
            event, held = recorded.event, room
            self.made(command, event)
            wrong = self.lines.follow(recorded) or self.works.follow(recorded)
            must(wrong is None, wrong or "")
            room = apply(room, recorded)
            if isinstance(event, TurnBegan):
                self.begun(held, room, event.turn, moment)
            elif isinstance(event, VoteCast):
                ballot_is_sealed(room, recorded)
            elif isinstance(event, BranchForked | BranchSwitched | BranchRenamed) and held is not None:
                branches_are_kept(held.view, room.view)
        if room is not None:
            nothing_hidden_is_shown(room, self.lines)
            wrong = self.works.differ(room.view)
            must(wrong is None, wrong or "")

    def made(self, command: Command, event: AnyEvent) -> None:
        """A job ends by the word of its newest attempt, and of nobody else."""
        if isinstance(event, MediaProgressed | MediaReady | MediaFailed):
            assert isinstance(command, ProgressMedia | FinishMedia | FailMedia)
            newest = self.works.shown[event.media].attempt
            must(command.attempt == newest, f"the word of attempt {command.attempt} counts beside {newest}")

    def begun(self, before: Room | None, room: Room, turn: Turn, moment: Moment) -> None:
        """Everybody gets a turn: where all write, all have it; in seat order nobody is passed over for ever."""
        if turn.kind != "people" or (before and before.view.turn and before.view.turn.number == turn.number):
            return
        mode = MODES[room.view.mode]
        self.modes[mode.name] += 1
        able = {member for member in room.view.members if can_write(room, member, moment)}
        if mode.gather != "one":
            must(set(turn.speakers) == able, "a turn that everybody takes is everybody's")
        if mode.name in IN_ORDER:
            for member in PEOPLE:
                waits = member in able and member not in turn.speakers
                self.passed_over[member] = self.passed_over[member] + 1 if waits else 0
            must(max(self.passed_over.values()) <= PATIENCE, "nobody who is here is passed over for ever")


def ballot_is_sealed(room: Room, recorded: Recorded) -> None:
    event, vote = recorded.event, room.view.vote
    assert isinstance(event, VoteCast)
    assert vote is not None
    must((event.option is None) == vote.secret == bool(recorded.sealed), "a secret ballot is sealed, another is seen")
    must(not (vote.secret and vote.hands), "the hands of a secret vote are not seen")
    must(event.member in room.ballots, "a ballot counts")


def branches_are_kept(before: RoomView, after: RoomView) -> None:
    """A branch's passages are never lost by forking, naming or switching."""
    for branch in (0, *(fork.id for fork in before.branches)):
        must(reading(before, branch) == reading(after, branch), f"branch {branch} reads as before")
    for fork in after.branches[len(before.branches) :]:
        if fork.id:
            told = [passage for passage in reading(after, fork.parent) if passage <= fork.after]
            must(reading(after, fork.id)[: len(told)] == told, "a fork begins with what was told before it")


def reading(view: RoomView, branch: int) -> list[int]:
    read = on_branch(view, branch)
    return [passage.id for passage in view.passages if read(passage) and passage.status != "retracted"]


def nothing_hidden_is_shown(room: Room, lines: Lines) -> None:
    """What everybody holds has no hidden line in it, and the house remembers each as it was handed in."""
    must(dict(room.lines) == lines.waiting, "what waits is what was handed in")
    if lines.hidden:
        shown = public(room).model_dump_json()
        must(all(line not in shown for line in lines.hidden), "no hidden line in what everybody holds")


@dataclass(frozen=True)
class Folds:
    """The fold of a log, and of what of it is public."""

    house: Room | None = None
    known: Room | None = None

    def on(self, log: Sequence[Recorded]) -> Folds:
        """With the events that came since."""
        new = log[self.house.seq if self.house else 0 :]
        return Folds(fold(self.house, new), fold(self.known, [Recorded(recorded.event) for recorded in new]))


def public_fold(told: Folds) -> None:
    """Who knows the public events alone holds what the house holds."""
    house, known = told.house, told.known
    must(bool(house and known and known.view == house.view), "the fold of public events is the public room")


def goes_on(room: Room, moment: Moment) -> None:
    """Somebody who is here can always act: at the latest when absences and clocks have taken effect."""
    later = Moment(moment.at + timedelta(hours=1), moment.limits, moment.here, moment.gone_since)
    if room.view.frozen or room.view.complete or not any(can_write(room, m, later) for m in room.view.members):
        return
    while settle(room, later):
        after = decide(room, None, SettleRoom(op=new_op(Random(0))), later).after
        assert after is not None
        room = after
        if room.view.complete or (room.view.turn and room.view.turn.deadline):
            break
    turn = room.view.turn
    assert turn is not None
    pending = [m for m in turn.speakers if m not in turn.taken]
    can = turn.kind in ("open", "coauthor", "vote") or any(can_write(room, m, later) for m in pending)
    must(can or room.view.vote is not None or room.view.complete, f"somebody who is here can act (turn {turn.kind})")
