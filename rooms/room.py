"""A story room as a value, and how an event changes it.

``apply`` holds no rule: an event says what came of a command (who is next, until when), never why. That is what lets
the page mirror it in a few lines, and lets new code read the events of old rooms.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Annotated, Any, assert_never
from uuid import UUID

from pydantic import BeforeValidator

from rooms.protocol import (
    WINDOW,
    AnyEvent,
    ChatPosted,
    ChoicesOffered,
    GenerationEnded,
    GenerationRestarted,
    GenerationStarted,
    GenerationStopped,
    HostPassed,
    Member,
    MemberJoined,
    MemberLeft,
    MemberMuted,
    ModeSet,
    Passage,
    PassageAdded,
    PassageChosen,
    PassageKept,
    PassageRetracted,
    PassageRevised,
    RoomCreated,
    RoomFrozen,
    RoomView,
    RulesSet,
    StoryRenamed,
    TurnBegan,
    TurnPassed,
)

RULES_VERSION = 2
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
    """Who had the last turn of one person: the seat order goes on from there."""
    owed: tuple[UUID, ...] = ()
    """Who lost a turn by being away, oldest first."""
    hint: str = ""
    """What the co-author was asked for, which the others do not see."""

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
        return next((p for p in reversed(self.view.passages) if p.status != "retracted"), None)

    def seated(self, member: UUID | None) -> Member | None:
        """The member, if they are in the room now."""
        found = self.view.members.get(member) if member else None
        return found if found and found.status == "in" else None


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
        return Room(view=_created(event), at=event.at, ops=_remember({}, recorded))
    if event.seq != room.seq + 1:
        raise ValueError(f"event {event.seq} does not follow {room.seq}")
    view = room.view.model_copy(update={"seq": event.seq, **_change(room.view, event)})
    ops = _remember(room.ops, recorded)
    after = Room(view, event.at, ops, last_writer=room.last_writer, owed=room.owed, hint=room.hint)
    return _aside(after, recorded)


def _created(event: RoomCreated) -> RoomView:
    return RoomView(
        id=event.room,
        seq=event.seq,
        title=event.title,
        premise=event.text,
        language=event.language,
        genre=event.genre,
        mode=event.mode,
        rules=event.rules,
        host=None,
        members={},
    )


def _change(view: RoomView, event: AnyEvent) -> dict[str, Any]:
    """The fields of the view that an event changes."""
    match event:
        case MemberJoined():
            return {"members": {**view.members, event.member.id: event.member}}
        case MemberLeft():
            return _member(view, event.member, status=event.status)
        case MemberMuted():
            return _member(view, event.member, muted=event.muted)
        case HostPassed():
            return {"host": event.member}
        case StoryRenamed():
            return {"title": event.title}
        case ModeSet():
            return {"mode": event.mode}
        case RulesSet():
            return {"rules": event.rules}
        case RoomFrozen():
            return {"frozen": event.frozen}
        case TurnBegan():
            return {"turn": event.turn}
        case PassageAdded():
            return {"passages": (*view.passages, event.passage), "choices": None}
        case PassageRevised():
            return _passage(view, event.passage, add=event.seq, version=event.seq, status=event.status)
        case PassageChosen():
            return _passage(view, event.passage, version=event.version)
        case PassageKept():
            return _passage(view, event.passage, status="complete")
        case PassageRetracted():
            return {**_passage(view, event.passage, status="retracted"), "choices": None}
        case ChoicesOffered():
            return {"choices": event.choices}
        case GenerationStarted():
            return {"generation": event.generation}
        case GenerationRestarted():
            return _generation(view, fence=event.fence)
        case GenerationStopped():
            return _generation(view, stopping=True)
        case GenerationEnded():
            return {"generation": None}
        case ChatPosted() | TurnPassed() | RoomCreated():
            return {}
        case _:
            assert_never(event)


def _member(view: RoomView, member: UUID, **changes: object) -> dict[str, Any]:
    return {"members": {**view.members, member: view.members[member].model_copy(update=changes)}}


def _generation(view: RoomView, **changes: object) -> dict[str, Any]:
    return {"generation": view.generation and view.generation.model_copy(update=changes)}


def _passage(view: RoomView, passage_id: int, add: int | None = None, **changes: object) -> dict[str, Any]:
    passages = list(view.passages)
    for index in range(len(passages) - 1, -1, -1):
        if passages[index].id == passage_id:
            if add is not None:
                changes["versions"] = (*passages[index].versions, add)
            passages[index] = passages[index].model_copy(update=changes)
            break
    return {"passages": tuple(passages)}


def _remember(ops: Mapping[str, int], recorded: Recorded) -> Mapping[str, int]:
    if recorded.op is None:
        return ops
    kept = ops if len(ops) < 2 * RECENT_OPS else dict(islice(ops.items(), RECENT_OPS, None))
    return {**kept, f"{recorded.by}/{recorded.op}": recorded.event.seq}


def remember(room: Room, recorded: Recorded) -> Room:
    """The room, knowing the op of a command whose events were applied already."""
    ops = _remember(room.ops, recorded)
    return Room(room.view, room.at, ops, last_writer=room.last_writer, owed=room.owed, hint=room.hint)


def _aside(room: Room, recorded: Recorded) -> Room:
    """What deciding remembers beside the view."""
    match recorded.event:
        case TurnPassed(why="absent", member=UUID() as member) if member not in room.owed:
            return replace(room, owed=(*room.owed, member))
        case TurnBegan(turn=turn) if turn.kind == "people":
            return replace(
                room, last_writer=turn.speakers[0], owed=tuple(m for m in room.owed if m not in turn.speakers)
            )
        case GenerationStarted():
            return replace(room, hint=(recorded.sealed or {}).get("hint", ""))
        case _:
            return room
