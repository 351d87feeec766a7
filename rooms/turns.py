"""Ways to take turns: one entry of ``MODES`` each, three small functions of a room and a moment.

Every mode keeps the same promises (tests/proof): somebody who is here can always act, everybody gets a turn, and
nobody's leaving, muting or absence wedges the room.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol
from uuid import UUID

from rooms.protocol import ModeName
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

    def absent(self, member: UUID, seconds: float | None = None) -> bool:
        """Whether a member has been away longer than ``seconds`` (default: the setting for turns)."""
        if self.here is None or member in self.here:
            return False
        since = (self.gone_since or {}).get(member, self.watched_since)
        grace = self.limits.absent_seconds if seconds is None else seconds
        return since is None or self.at - since >= timedelta(seconds=grace)


@dataclass(frozen=True, slots=True)
class Speakers:
    """Who may write in a turn; the set is fixed when the turn begins."""

    kind: Literal["open", "people", "coauthor", "nobody"]
    members: tuple[UUID, ...] = ()


Why = Literal["written", "passed", "skipped", "expired", "absent"]


@dataclass(frozen=True, slots=True)
class Mode:
    """``speakers``: of the first turn. ``complete``: does a passage end the turn? ``next``: whose turn follows."""

    name: ModeName
    speakers: Callable[[Room, Moment], Speakers]
    complete: Callable[[Room], bool]
    next: Callable[[Room, Moment, Why], Speakers]


def can_write(room: Room, member: UUID, moment: Moment) -> bool:
    """Whether a turn may be given to this member now."""
    seat = room.seated(member)
    return seat is not None and not seat.muted and not moment.absent(member)


def _anyone(room: Room, moment: Moment) -> Speakers:
    return Speakers("open")


def _next_seat(room: Room, moment: Moment) -> Speakers:
    """The next in seat order who can write; whoever lost a turn by being away comes first."""
    for member in room.owed:
        if can_write(room, member, moment):
            return Speakers("people", (member,))
    seats = list(room.view.members)
    start = seats.index(room.last_writer) + 1 if room.last_writer in room.view.members else 0
    for member in seats[start:] + seats[:start]:
        if can_write(room, member, moment):
            return Speakers("people", (member,))
    return Speakers("nobody")


def _first_in_duet(room: Room, moment: Moment) -> Speakers:
    return Speakers("coauthor") if room.view.generation else _next_seat(room, moment)


def _next_in_duet(room: Room, moment: Moment, why: Why) -> Speakers:
    """After a person's passage, or when they pass, the co-author; after the co-author, the next person."""
    turn = room.view.turn
    answered = turn is not None and turn.kind == "people" and why in ("written", "passed")
    if room.view.rules.coauthor and answered and not room.view.frozen:
        return Speakers("coauthor")
    return _next_seat(room, moment)


def _always(room: Room) -> bool:
    return True


def _never(room: Room) -> bool:
    return False


MODES: dict[ModeName, Mode] = {
    mode.name: mode
    for mode in (
        Mode("free", _anyone, _never, lambda room, moment, why: _anyone(room, moment)),
        Mode("round_robin", _next_seat, _always, lambda room, moment, why: _next_seat(room, moment)),
        Mode("duet", _first_in_duet, _always, _next_in_duet),
    )
}
