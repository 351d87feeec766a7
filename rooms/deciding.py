"""The pieces that deciding is made of: events said one after the other, passages added, and turns handed on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from rooms import manner
from rooms.errors import NoSuchPassage, NotYourTurn, StillProposed, TooManyVersions
from rooms.protocol import (
    AnyEvent,
    BeatRecorded,
    FinishGeneration,
    Generation,
    GenerationStarted,
    GenerationStopped,
    HostPassed,
    MemberMuted,
    Passage,
    PassageAdded,
    RoleGiven,
    RoomView,
    Turn,
    TurnBegan,
    TurnPassed,
)
from rooms.room import Recorded, Room, apply
from rooms.turns import MODES, Moment, Speakers, Why, can_write, writes


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

    @property
    def at(self) -> datetime:
        """Now; never earlier than what happened last."""
        return max(self.moment.at, self.room.at)

    @property
    def leads(self) -> bool:
        """Whether this is the host, or a co-host."""
        seat = self.room.seated(self.by)
        return seat is not None and (seat.id == self.view.host or seat.role == "cohost")

    def say(self, kind: type[AnyEvent], sealed: dict[str, str] | None = None, **fields: Any) -> int:
        """Add the next event and return its seq."""
        event = kind(room=self.view.id, seq=self.room.seq + 1, at=self.at, **fields)
        recorded = Recorded(event, by=self.by, sealed=sealed)
        self.room = apply(self.room, recorded)
        self.events.append(recorded)
        return event.seq


def passage_of(d: Deciding, passage_id: int) -> Passage:
    """Raises:
    NoSuchPassage: there is none, or it was taken back.
    """
    passage = d.room.passage(passage_id)
    if passage is None or passage.status == "retracted":
        raise NoSuchPassage
    return passage


def settled(d: Deciding, passage_id: int) -> Passage:
    """Raises:
    NoSuchPassage: there is none, or it was taken back.
    StillProposed: the room is voting on it.
    """
    passage = passage_of(d, passage_id)
    if passage.status == "proposed":
        raise StillProposed
    return passage


def room_for_version(d: Deciding, passage: Passage) -> None:
    """Raises:
    TooManyVersions: there are as many as one can leaf through.
    """
    if len(passage.versions) >= d.moment.limits.versions_per_passage:
        raise TooManyVersions(limit=d.moment.limits.versions_per_passage)


def may_steer(d: Deciding, passage: Passage | None = None) -> None:
    """Who leads the co-author: the host, the speakers of this turn, and whoever asked for the passage.

    Raises:
        NotYourTurn: it is none of them.
    """
    if not (writes(d.view.turn, d.me) or d.leads or (passage and passage.asked_by == d.by)):
        raise NotYourTurn


def add_passage(d: Deciding, text: str, author: UUID | None, status: str = "complete", **fields: Any) -> int:
    """A passage's id and first version are the seq of the event that brings it."""
    seq = d.room.seq + 1
    passage = Passage(
        id=seq,
        turn=d.view.turn.number if d.view.turn else 0,
        author=author,
        at=d.at,
        versions=(seq,),
        version=seq,
        status=status,  # type: ignore[arg-type]
        **{"branch": d.view.branch, **fields},
    )
    return d.say(PassageAdded, passage=passage, text=text)


def note_beat(d: Deciding, passage: int, command: FinishGeneration) -> None:
    """Keep what the co-author noted of the version that it has just written."""
    if command.beat is not None:
        by = {"provider": command.provider, "model": command.model}
        d.say(BeatRecorded, None, passage=passage, version=d.room.seq, beat=command.beat, **by)


def draw(d: Deciding, speakers: Speakers) -> None:
    """Begin a new turn."""
    number = d.view.turn.number + 1 if d.view.turn else 1
    turn = Turn(
        number=number,
        kind=speakers.kind,
        speakers=speakers.members,
        began_at=d.at,
        deadline=_deadline(d, speakers.kind),
    )
    d.say(TurnBegan, turn=turn)
    if speakers.kind == "coauthor" and d.view.generation is None:
        write(d)


def write(d: Deciding, hint: str = "", **work: Any) -> None:
    """Let the co-author begin."""
    generation = Generation(id=d.room.seq + 1, by=d.by, began_at=d.at, **{"branch": d.view.branch, **work})
    d.say(GenerationStarted, generation=generation, sealed={"hint": hint} if hint else None)


def stop_writing(d: Deciding) -> None:
    """Ask whichever process holds the pen to put it down."""
    generation = d.view.generation
    if generation is not None and not generation.stopping:
        d.say(GenerationStopped, generation=generation.id, by=d.by)


def set_clock(d: Deciding) -> None:
    """Give the turn a full clock under the present rules, or none."""
    turn = d.view.turn
    deadline = _deadline(d, turn.kind) if turn else None
    if turn and deadline != turn.deadline:
        d.say(TurnBegan, turn=turn.model_copy(update={"began_at": d.at, "deadline": deadline}))


def _deadline(d: Deciding, kind: str) -> datetime | None:
    seconds = d.view.rules.timer_seconds
    return None if kind != "people" or seconds is None or d.view.frozen else d.at + timedelta(seconds=seconds)


def due_at(room: Room) -> datetime | None:
    """When the clock next asks for a look at this room."""
    turn, vote = room.view.turn, room.view.vote
    times = (turn.deadline if turn else None, vote.closes_at if vote else None, manner.silence_ends(room))
    return min((time for time in times if time is not None), default=None)


def hand_on(d: Deciding, why: Why) -> None:
    """Begin the turn that follows in this mode, unless nothing would change. Where the host chose so, the co-author
    has one in between.
    """
    speakers = MODES[d.view.mode].next(d.room, d.moment, why)
    turn = d.view.turn
    if turn and turn.kind == speakers.kind == "nobody":
        return
    if why == "written" and turn and turn.kind in ("people", "vote"):
        absent = manner.stands_in_for(d.room, d.moment, speakers)
        if absent is not None:
            write(d, stands_for=absent)
        if absent is not None or manner.speaks_up(d.room):
            speakers = Speakers("coauthor")
    draw(d, speakers)


def end_turn(d: Deciding, member: UUID | None, why: Why) -> None:
    """End a turn without a passage, and hand on."""
    assert d.view.turn is not None
    d.say(TurnPassed, turn=d.view.turn.number, member=member, why=why)
    hand_on(d, why)


def present_writer(d: Deciding) -> UUID | None:
    """The first in seat order who is here and may speak."""
    return next((m for m in d.view.members if can_write(d.room, m, d.moment)), None)


def make_host(d: Deciding, member: UUID | None) -> None:
    """A host can always write: somebody must be able to."""
    d.say(HostPassed, member=member)
    if member is not None and d.view.members[member].role == "reader":
        d.say(RoleGiven, member=member, role="writer")
    if member is not None and d.view.members[member].muted:
        d.say(MemberMuted, member=member, muted=False)
