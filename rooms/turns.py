"""Ways to take turns: one entry of ``MODES`` each, three small functions of a room and a moment.

Every mode keeps the same promises (tests/proof): somebody who is here can always act, everybody gets a turn, and
nobody's leaving, muting or absence wedges the room.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Literal, Protocol
from uuid import UUID

from rooms.protocol import ModeName, Turn
from rooms.room import Room


class Limits(Protocol):
    """The settings that rules read; rooms/settings.py holds their values and reasons."""

    @property
    def members_per_room(self) -> int: ...
    @property
    def passage_chars(self) -> int: ...
    @property
    def chat_chars(self) -> int: ...
    @property
    def versions_per_passage(self) -> int: ...
    @property
    def retract_seconds(self) -> int: ...
    @property
    def absent_seconds(self) -> int: ...
    @property
    def host_absent_seconds(self) -> int: ...
    @property
    def notes_per_passage(self) -> int: ...
    @property
    def branches_per_room(self) -> int: ...
    @property
    def media_per_passage(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Moment:
    """What deciding may know of the world outside the room."""

    at: datetime
    limits: Limits
    here: frozenset[UUID] | set[UUID] | None = None
    """Who has a live socket. None: not known, and unknown is not absent."""
    gone_since: Mapping[UUID, datetime] | None = None
    """When those who are not here were last seen, as far as is known."""
    watched_since: datetime | None = None
    """When this process began to look: nobody unknown to it has been away for longer."""
    quiet_since: datetime | None = None
    """When somebody was last seen typing."""
    moderated: bool = False
    """Whether a provider judges what is said where minors read, in whatever language."""

    def absent(self, member: UUID, seconds: float | None = None) -> bool:
        """Whether a member has been away longer than ``seconds`` (default: the setting for turns)."""
        if self.here is None or member in self.here:
            return False
        since = (self.gone_since or {}).get(member, self.watched_since)
        grace = self.limits.absent_seconds if seconds is None else seconds
        return since is None or self.at - since >= timedelta(seconds=grace)


@dataclass(frozen=True, slots=True)
class Speakers:
    """Who may write in a turn. One that everybody takes lets somebody more in until the first had theirs."""

    kind: Literal["open", "people", "coauthor", "vote", "nobody"]
    members: tuple[UUID, ...] = ()


Why = Literal["written", "passed", "skipped", "expired", "absent"]


Gather = Literal["one", "each", "lines", "proposals"]
"""How passages come together in a turn: by one speaker; one from each, shown as they come; one from each, landing
together; or one from each, to be voted on."""


@dataclass(frozen=True, slots=True)
class Mode:
    """``speakers``: of the first turn. ``complete``: does what came in end the turn? ``next``: whose turn follows."""

    name: ModeName
    speakers: Callable[[Room, Moment], Speakers]
    complete: Callable[[Room, Moment], bool]
    next: Callable[[Room, Moment, Why], Speakers]
    gather: Gather = "one"

    @property
    def sealed(self) -> bool:
        """Whether nobody sees a line before its time."""
        return self.gather in ("lines", "proposals")


def can_write(room: Room, member: UUID, moment: Moment) -> bool:
    """Whether a turn may be given to this member now."""
    seat = room.seated(member)
    return seat is not None and not seat.muted and seat.role != "reader" and not moment.absent(member)


def writes(turn: Turn | None, member: UUID) -> bool:
    """Whether a turn is this member's to write in."""
    return turn is not None and (turn.kind == "open" or (turn.kind == "people" and member in turn.speakers))


def _anyone(room: Room, moment: Moment) -> Speakers:
    return Speakers("open")


def _next_seat(room: Room, moment: Moment) -> Speakers:
    """The next in seat order who can write. Whoever lost a turn by being away comes first; between two such there is
    one in order, so that those who come and go do not keep the story among themselves.
    """
    turn, seats = room.view.turn, list(room.view.members)
    start = seats.index(room.last_writer) + 1 if room.last_writer in room.view.members else 0
    owed = (member for member in room.owed if can_write(room, member, moment))
    order = (m for m in seats[start:] + seats[:start] if m not in room.owed and can_write(room, m, moment))
    beside = turn is not None and turn.kind == "people" and turn.speakers[0] != room.last_writer
    member = next(chain(order, owed) if beside else chain(owed, order), None)
    return Speakers("people", (member,)) if member else Speakers("nobody")


def _host_or_next(room: Room, moment: Moment) -> Speakers:
    """The host, who writes or gives the turn away; while the host cannot write, seat order."""
    host = room.view.host
    return Speakers("people", (host,)) if host and can_write(room, host, moment) else _next_seat(room, moment)


def _host_unless_let_go(room: Room, moment: Moment, why: Why) -> Speakers:
    """The host again after every passage; a host who lets the turn go without one leaves it to the next seat."""
    turn = room.view.turn
    if why != "written" and turn is not None and turn.speakers == (room.view.host,):
        return _next_seat(room, moment)
    return _host_or_next(room, moment)


def _first_in_duet(room: Room, moment: Moment) -> Speakers:
    return Speakers("coauthor") if room.view.generation else _next_seat(room, moment)


def _next_in_duet(room: Room, moment: Moment, why: Why) -> Speakers:
    """After a person's passage, or when they pass, the co-author; after the co-author, the next person."""
    turn = room.view.turn
    answered = turn is not None and turn.kind == "people" and why in ("written", "passed")
    if room.view.rules.coauthor and answered and not room.view.frozen:
        return Speakers("coauthor")
    return _next_seat(room, moment)


def _all_writers(room: Room, moment: Moment) -> Speakers:
    """Everybody who can write now."""
    able = tuple(member for member in room.view.members if can_write(room, member, moment))
    return Speakers("people", able) if able else Speakers("nobody")


def _all_in(room: Room, moment: Moment) -> bool:
    """Everybody had theirs, or cannot have it now."""
    turn = room.view.turn
    return turn is not None and all(m in turn.taken or not can_write(room, m, moment) for m in turn.speakers)


def _always(room: Room, moment: Moment) -> bool:
    return True


def _never(room: Room, moment: Moment) -> bool:
    return False


MODES: dict[ModeName, Mode] = {
    mode.name: mode
    for mode in (
        Mode("free", _anyone, _never, lambda room, moment, why: _anyone(room, moment)),
        Mode("round_robin", _next_seat, _always, lambda room, moment, why: _next_seat(room, moment)),
        Mode("duet", _first_in_duet, _always, _next_in_duet),
        Mode("host_picks", _host_or_next, _always, _host_unless_let_go),
        Mode("relay", _all_writers, _all_in, lambda room, moment, why: _all_writers(room, moment), "each"),
        Mode("round", _all_writers, _all_in, lambda room, moment, why: _all_writers(room, moment), "lines"),
        Mode("vote", _all_writers, _all_in, lambda room, moment, why: _all_writers(room, moment), "proposals"),
    )
}
