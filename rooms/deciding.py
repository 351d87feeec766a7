"""The pieces that deciding is made of: events said one after the other, and turns handed on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from rooms.protocol import AnyEvent, Generation, GenerationStarted, RoomView, Turn, TurnBegan, TurnPassed
from rooms.room import Recorded, Room, apply
from rooms.turns import MODES, Moment, Speakers, Why, can_write


class Deciding:
    """The events of one command so far, and the room as they leave it."""

    def __init__(
        self, room: Room, by: UUID | None, op: UUID, moment: Moment, events: list[Recorded] | None = None
    ) -> None:
        self.room = room
        self.by = by
        self.op = op
        self.moment = moment
        self.events: list[Recorded] = events or []

    @property
    def view(self) -> RoomView:
        return self.room.view

    @property
    def me(self) -> UUID:
        assert self.by is not None, "a person's command"
        return self.by

    def say(self, kind: type[AnyEvent], sealed: dict[str, str] | None = None, **fields: Any) -> int:
        """Add the next event and return its seq."""
        at = max(self.moment.at, self.room.at)
        event = kind(room=self.view.id, seq=self.room.seq + 1, at=at, **fields)
        recorded = Recorded(event, by=self.by, sealed=sealed)
        self.room = apply(self.room, recorded)
        self.events.append(recorded)
        return event.seq


def draw(d: Deciding, speakers: Speakers) -> None:
    """Begin a new turn."""
    number = d.view.turn.number + 1 if d.view.turn else 1
    turn = Turn(
        number=number,
        kind=speakers.kind,
        speakers=speakers.members,
        began_at=max(d.moment.at, d.room.at),
        deadline=_deadline(d, speakers.kind),
    )
    d.say(TurnBegan, turn=turn)
    if speakers.kind == "coauthor" and d.view.generation is None:
        write(d)


def write(d: Deciding, hint: str = "", **work: Any) -> None:
    """Let the co-author begin."""
    generation = Generation(id=d.room.seq + 1, by=d.by, began_at=max(d.moment.at, d.room.at), **work)
    d.say(GenerationStarted, generation=generation, sealed={"hint": hint} if hint else None)


def set_clock(d: Deciding) -> None:
    """Give the turn a full clock under the present rules, or none."""
    turn = d.view.turn
    deadline = _deadline(d, turn.kind) if turn else None
    if turn and deadline != turn.deadline:
        began_at = max(d.moment.at, d.room.at)
        d.say(TurnBegan, turn=turn.model_copy(update={"began_at": began_at, "deadline": deadline}))


def _deadline(d: Deciding, kind: str) -> Any:
    seconds = d.view.rules.timer_seconds
    if kind != "people" or seconds is None or d.view.frozen:
        return None
    return max(d.moment.at, d.room.at) + timedelta(seconds=seconds)


def hand_on(d: Deciding, why: Why) -> None:
    """Begin the turn that follows in this mode, unless nothing would change."""
    speakers = MODES[d.view.mode].next(d.room, d.moment, why)
    turn = d.view.turn
    if not (turn and turn.kind == speakers.kind == "nobody"):
        draw(d, speakers)


def end_turn(d: Deciding, member: UUID | None, why: Why) -> None:
    """End a turn without a passage, and hand on."""
    assert d.view.turn is not None
    d.say(TurnPassed, turn=d.view.turn.number, member=member, why=why)
    hand_on(d, why)


def present_writer(d: Deciding) -> UUID | None:
    """The first in seat order who is here and may speak."""
    return next((m for m in d.view.members if can_write(d.room, m, d.moment)), None)
