"""A story room as a value, and how an event changes it.

``apply`` holds no rule: an event says what came of a command (who is next, until when), never why. That is what lets
the page mirror it in a few lines, and lets new code read the events of old rooms.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator

from rooms.changes import change, created
from rooms.protocol import (
    WINDOW,
    AnyEvent,
    BeatRecorded,
    Command,
    GenerationStarted,
    LeaveRoom,
    Member,
    MemberLeft,
    Passage,
    RoomCreated,
    RoomView,
    Turn,
    TurnBegan,
    TurnPassed,
    TurnTaken,
    VoteCast,
    VoteClosed,
    VoteOpened,
)

RULES_VERSION = 5
"""Grows when a fold of the same events would come out different; older checkpoints are then not used."""
RECENT_OPS = 256
"""Ops remembered in the fold, at least; at twice as many the older half goes, which is cheaper than one each time. A
resend that is older meets the unique index of the log."""


def _op_key(key: object) -> object:
    """JSON has only strings for keys; those of a checkpoint are read back."""
    return tuple(None if part == "None" else part for part in key.split(",")) if isinstance(key, str) else key


OpKey = Annotated[tuple[UUID | None, UUID], BeforeValidator(_op_key)]


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as it is kept: with who caused it, by which op, and what is not shown to everybody."""

    event: AnyEvent
    by: UUID | None = None
    op: UUID | None = None
    """Only on the last event of a command, whose seq is the command's answer."""
    sealed: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """``view`` is public; the rest is what deciding needs beside it."""

    view: RoomView
    at: datetime
    """When the last event happened. Time never runs backwards in a room."""
    ops: Mapping[str, int]
    """Recent ops and the seq that each was answered with."""
    last_writer: UUID | None = None
    """Who had the last turn in seat order, which goes on from there."""
    owed: tuple[UUID, ...] = ()
    """Who lost a turn by being away, oldest first."""
    hint: str = ""
    """What the co-author was asked for, which the others do not see."""
    lines: Mapping[UUID, str] = field(default_factory=dict)
    """Lines of this turn that wait to land together."""
    ballots: Mapping[UUID, int] = field(default_factory=dict)
    """Votes of the open vote, secret or not."""
    scene: str = ""
    """Where the story was when the co-author last noted it."""

    @property
    def seq(self) -> int:
        return self.view.seq

    def answered(self, by: UUID | None, op: UUID) -> int | None:
        """The seq that an op was answered with, if it is recent."""
        return self.ops.get(f"{by}/{op}")

    def passage(self, passage_id: int) -> Passage | None:
        """Searched from the end: what people act on is nearly always recent."""
        return next((p for p in reversed(self.view.passages) if p.id == passage_id), None)

    def last_passage(self) -> Passage | None:
        """The last one of the branch that is being written."""
        told = on_branch(self.view, self.view.branch)
        return next((p for p in reversed(self.view.passages) if p.status != "retracted" and told(p)), None)

    def seated(self, member: UUID | None) -> Member | None:
        """The member, if they are in the room now."""
        found = self.view.members.get(member) if member else None
        return found if found and found.status == "in" else None

    def hears(self, member: UUID | None, kind: type[Command]) -> Member | None:
        """The member, if such a command of theirs is heard: who waits in the lobby may go, and nothing else."""
        found = self.view.members.get(member) if member else None
        allowed = ("in", "waiting") if issubclass(kind, LeaveRoom) else ("in",)
        return found if found and found.status in allowed else None


def on_branch(view: RoomView, branch: int) -> Callable[[Passage], bool]:
    """Whether a passage is read in a branch: it is the branch's own, or came before the branch left its parent."""
    if not view.branches:
        return lambda passage: True
    forks = {fork.id: fork for fork in view.branches}
    ends: dict[int, float] = {branch: math.inf}
    while (fork := forks.get(branch)) is not None and fork.id != 0:
        branch = fork.parent
        ends[branch] = min(fork.after, ends.get(branch, math.inf))
    return lambda passage: passage.id <= ends.get(passage.branch, 0)


def told(view: RoomView, branch: int) -> list[Passage]:
    """What is read of a branch: without what was taken back or waits, and a woven passage in place of its lines."""
    read = on_branch(view, branch)
    story = [p for p in view.passages if p.status in ("complete", "partial") and read(p)]
    woven = {line for passage in story for line in passage.woven}
    return [p for p in story if p.id not in woven] if woven else story


def public(room: Room) -> RoomView:
    """What a page holds: the view with the last passages of it."""
    return room.view.model_copy(update={"passages": room.view.passages[-WINDOW:]})


def fold(room: Room | None, log: Iterable[Recorded]) -> Room | None:
    for recorded in log:
        room = apply(room, recorded)
    return room


def apply(room: Room | None, recorded: Recorded) -> Room:
    """The room after one event.

    Raises:
        ValueError: the event is not the next one of this room.
    """
    event = recorded.event
    if room is None:
        if not isinstance(event, RoomCreated) or event.seq != 1:
            raise ValueError(f"a room begins with room.created at seq 1, not with {event.type} at {event.seq}")
        return Room(view=created(event), at=event.at, ops=_remember({}, recorded))
    if event.seq != room.seq + 1:
        raise ValueError(f"event {event.seq} does not follow {room.seq}")
    view = room.view.model_copy(update={"seq": event.seq, **change(room.view, event)})
    ops = _remember(room.ops, recorded)
    after = Room(view, event.at, ops, room.last_writer, room.owed, room.hint, room.lines, room.ballots, room.scene)
    return after if _goes_on(room.view.turn, event) else _aside(after, recorded)


def _goes_on(turn: Turn | None, event: AnyEvent) -> bool:
    """Whether this is the present turn again, with another clock or more who take it."""
    return isinstance(event, TurnBegan) and turn is not None and turn.number == event.turn.number


def _remember(ops: Mapping[str, int], recorded: Recorded) -> Mapping[str, int]:
    if recorded.op is None:
        return ops
    kept = ops if len(ops) < 2 * RECENT_OPS else dict(islice(ops.items(), RECENT_OPS, None))
    return {**kept, f"{recorded.by}/{recorded.op}": recorded.event.seq}


def remember(room: Room, recorded: Recorded) -> Room:
    """The room, knowing the op of a command whose events were applied already."""
    return replace(room, ops=_remember(room.ops, recorded))


def _aside(room: Room, recorded: Recorded) -> Room:
    """What deciding remembers beside the view."""
    match recorded.event:
        case TurnPassed(why="absent", member=UUID() as member) if member not in room.owed:
            return replace(room, owed=(*room.owed, member))
        case TurnPassed(member=UUID() as member) if member in room.lines:
            return replace(room, lines={who: line for who, line in room.lines.items() if who != member})
        case TurnTaken(member=member) if recorded.sealed:
            return replace(room, lines={**room.lines, member: recorded.sealed["line"]})
        case TurnBegan(turn=turn):
            return _begun(room, turn)
        case MemberLeft(member=member, status="kicked" | "banned") if member in room.lines:
            return replace(room, lines={who: line for who, line in room.lines.items() if who != member})
        case GenerationStarted():
            return replace(room, hint=(recorded.sealed or {}).get("hint", ""))
        case BeatRecorded(beat=beat):
            return replace(room, scene=beat.scene)
        case VoteOpened() | VoteClosed():
            return replace(room, ballots={})
        case VoteCast(member=member, option=option):
            ballot = int((recorded.sealed or {}).get("option", -1)) if option is None else option
            return replace(room, ballots={**room.ballots, member: ballot})
        case _:
            return room


def _begun(room: Room, turn: Turn) -> Room:
    """The lines of a turn are its own: the next one begins without any."""
    lines = {who: line for who, line in room.lines.items() if who in turn.taken}
    if turn.kind != "people":
        return replace(room, lines=lines) if room.lines else room
    owed = tuple(m for m in room.owed if m not in turn.speakers)
    return replace(room, last_writer=_goes_on_from(room, turn.speakers[0]), owed=owed, lines=lines)


def _goes_on_from(room: Room, speaker: UUID) -> UUID:
    """Whose seat the order goes on from. A turn that was owed is taken beside the order, which waits: else who loses
    every turn by being away, and comes back each time, would share the story with the next seat alone.
    """
    last, seats = room.last_writer, list(room.view.members)
    if last is None or speaker not in room.owed or seats.index(speaker) == (seats.index(last) + 1) % len(seats):
        return speaker
    return last
