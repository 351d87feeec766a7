"""When the co-author takes part without being asked: after some turns, in a silence, in place of who is away."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from rooms.protocol import RoomView
from rooms.room import Room, on_branch
from rooms.turns import MODES, Moment, Speakers


def able(view: RoomView) -> bool:
    """Whether it may begin something now."""
    return view.rules.coauthor and view.generation is None and not view.frozen and not view.complete


def speaks_up(room: Room) -> bool:
    """Whether so many turns of people have passed that it is the co-author's. Where there are no turns, passages."""
    view, manner = room.view, room.view.rules.manner
    if manner.speaks != "turns" or not able(view):
        return False
    gathers, told = MODES[view.mode].gather != "one", on_branch(view, view.branch)
    since: set[int] = set()
    for passage in reversed(view.passages):
        if passage.status == "retracted" or not told(passage):
            continue
        if passage.author is None:
            return False
        since.add(passage.turn if gathers else passage.id)
        if len(since) >= manner.every:
            return True
    return False


def silence_ends(room: Room, quiet_since: datetime | None = None) -> datetime | None:
    """When the co-author breaks a silence: so long after somebody wrote that it would speak into its own echo else."""
    view, manner = room.view, room.view.rules.manner
    turn = view.turn
    listening = turn is not None and turn.kind in ("open", "people") and MODES[view.mode].gather == "one"
    if manner.speaks != "silence" or not listening or view.vote is not None or not able(view):
        return None
    last = room.last_passage()
    if turn is None or last is None or last.author is None:
        return None
    return max(last.at, turn.began_at, quiet_since or last.at) + timedelta(seconds=manner.silence_seconds)


def away(room: Room, moment: Moment, member: UUID) -> bool:
    """Whether the co-author may play this member's character: they keep their seat, and are not here."""
    seat = room.seated(member)
    return seat is not None and seat.character is not None and seat.role != "reader" and moment.absent(member)


def stands_in_for(room: Room, moment: Moment, following: Speakers) -> UUID | None:
    """Whose turn would have come, in seat order, before that of those who follow."""
    view, seats = room.view, list(room.view.members)
    turn = view.turn
    in_order = MODES[view.mode].gather == "one" and turn is not None and turn.kind == following.kind == "people"
    if not (view.rules.manner.understudy and in_order and able(view)) or room.last_writer not in view.members:
        return None
    after = seats.index(room.last_writer) + 1
    for member in seats[after:] + seats[:after]:
        if member in following.members:
            return None
        if away(room, moment, member):
            return member
    return None
