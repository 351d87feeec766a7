"""Seats: who comes, waits, goes and is sent away, what they may do here, and whom they play."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from rooms import gather
from rooms.deciding import Deciding, end_turn, hand_on, make_host, present_writer
from rooms.errors import (
    AlreadyNudged,
    Banned,
    CharacterInUse,
    HostOnly,
    NoSuchMember,
    NotToYourself,
    RoomFull,
    RoomLocked,
    TurnIsOver,
)
from rooms.protocol import (
    AdmitMember,
    BanMember,
    CharacterTaken,
    Command,
    GiveRole,
    JoinInvited,
    JoinRoom,
    KickMember,
    LeaveRoom,
    Member,
    MemberJoined,
    MemberKnocked,
    MemberLeft,
    MemberMuted,
    MemberNudged,
    MuteMember,
    NudgeMember,
    PassHost,
    RoleGiven,
    TakeCharacter,
    UnbanMember,
)

COLOURS = 8
"""Author colours of the page that can be told apart; the ninth member shares the first one's."""


def _join(d: Deciding, command: JoinRoom) -> None:
    known = d.view.members.get(d.me)
    if known and known.status == "banned":
        raise Banned
    if known and known.status in ("in", "waiting") and known.name == command.as_name:
        return
    member = _member(d, known, command)
    if known is None or known.status in ("kicked", "waiting", "withdrawn"):
        _newcomer(d, member, invited=isinstance(command, JoinInvited))
    else:
        _room_for(d, known)
        _seat(d, member)


def _member(d: Deciding, known: Member | None, command: JoinRoom) -> Member:
    """Who comes back has their colour, role and character again, and is still muted."""
    if known is not None:
        return known.model_copy(update={"name": command.as_name, "status": "in"})
    role = command.role if isinstance(command, JoinInvited) else d.view.rules.newcomers
    return Member(id=d.me, name=command.as_name, colour=len(d.view.members) % COLOURS, role=role)


def _newcomer(d: Deciding, member: Member, invited: bool) -> None:
    """Where nobody is left, the first to come needs nobody's leave. An invitation passes a lock, not the lobby."""
    rules, empty = d.view.rules, d.view.host is None
    if rules.locked and not (empty or invited):
        raise RoomLocked
    _room_for(d, d.view.members.get(member.id))
    if rules.lobby and not empty:
        d.say(MemberKnocked, member=member.model_copy(update={"status": "waiting"}))
    else:
        _seat(d, member)


def _room_for(d: Deciding, known: Member | None) -> None:
    """Those in the lobby count: a crowd at the door is a crowd."""
    limit = d.moment.limits.members_per_room
    taken = sum(m.status in ("in", "waiting") for m in d.view.members.values())
    if (known is None or known.status not in ("in", "waiting")) and taken >= limit:
        raise RoomFull(limit=limit)


def _seat(d: Deciding, member: Member) -> None:
    d.say(MemberJoined, member=member)
    if d.view.host is None:
        make_host(d, member.id)
    _may_write_again(d, member.id)


def _admit(d: Deciding, command: AdmitMember) -> None:
    known = d.view.members.get(command.member)
    if known is None or known.status != "waiting":
        raise NoSuchMember
    admit(d, known)


def admit(d: Deciding, member: Member) -> None:
    _seat(d, member.model_copy(update={"status": "in"}))


def _leave(d: Deciding, command: LeaveRoom) -> None:
    """Who had no seat yet has none to come back to."""
    _depart(d, d.me, "left" if d.room.seated(d.me) else "withdrawn")


def _depart(d: Deciding, member: UUID, status: str) -> None:
    d.say(MemberLeft, member=member, status=status)
    if d.view.host == member:
        make_host(d, present_writer(d) or next(seated(d), None))
    _leave_turn(d, member)


def _leave_turn(d: Deciding, member: UUID) -> None:
    turn = d.view.turn
    if turn is None or turn.kind != "people" or member not in turn.speakers:
        return
    if gather.gathers(d):
        gather.end_if_complete(d)
    else:
        end_turn(d, member, "skipped")


def seated(d: Deciding) -> Iterator[UUID]:
    return (member.id for member in d.view.members.values() if member.status == "in")


def _other(d: Deciding, member: UUID, waiting: bool = False) -> Member:
    """The member that somebody acts on. Nobody but the host acts on who leads."""
    if member == d.by:
        raise NotToYourself
    seat = d.view.members.get(member)
    if seat is None or seat.status not in (("in", "waiting") if waiting else ("in",)):
        raise NoSuchMember
    if d.by != d.view.host and (seat.id == d.view.host or seat.role == "cohost"):
        raise HostOnly
    return seat


def _kick(d: Deciding, command: KickMember) -> None:
    _send_away(d, _other(d, command.member, waiting=True), "kicked")


def _ban(d: Deciding, command: BanMember) -> None:
    known = d.view.members.get(command.member)
    if known is None or known.status not in ("left", "kicked", "withdrawn"):
        known = _other(d, command.member, waiting=True)
    _send_away(d, known, "banned")


def _send_away(d: Deciding, member: Member, status: str) -> None:
    """Who comes back after that leads no more."""
    if member.role == "cohost":
        d.say(RoleGiven, member=member.id, role="writer")
    _depart(d, member.id, status)


def _unban(d: Deciding, command: UnbanMember) -> None:
    known = d.view.members.get(command.member)
    if known is None or known.status != "banned":
        raise NoSuchMember
    d.say(MemberLeft, member=known.id, status="left")


def _mute(d: Deciding, command: MuteMember) -> None:
    seat = _other(d, command.member)
    if seat.muted == command.muted:
        return
    d.say(MemberMuted, member=seat.id, muted=command.muted)
    if command.muted:
        _leave_turn(d, seat.id)
    else:
        _may_write_again(d, seat.id)


def _may_write_again(d: Deciding, member: UUID) -> None:
    """Wake a turn that nobody could take; let somebody more into one that everybody takes."""
    if not d.view.complete and (d.view.turn is None or d.view.turn.kind == "nobody"):
        hand_on(d, "skipped")
    elif gather.gathers(d):
        gather.let_in(d, member)


def _give_role(d: Deciding, command: GiveRole) -> None:
    seat = _other(d, command.member)
    if command.role == "cohost" and d.by != d.view.host:
        raise HostOnly
    if seat.role == command.role:
        return
    d.say(RoleGiven, member=seat.id, role=command.role)
    if command.role == "reader":
        _leave_turn(d, seat.id)
    else:
        _may_write_again(d, seat.id)


def _pass_host(d: Deciding, command: PassHost) -> None:
    if d.by != d.view.host:
        raise HostOnly
    make_host(d, _other(d, command.member).id)


def _take_character(d: Deciding, command: TakeCharacter) -> None:
    wanted = command.character
    others = (m.character for m in d.view.members.values() if m.id != d.me and m.status == "in")
    if wanted and wanted.casefold() in (taken.casefold() for taken in others if taken):
        raise CharacterInUse(character=wanted)
    if d.view.members[d.me].character != wanted:
        d.say(CharacterTaken, member=d.me, character=wanted)


def _nudge(d: Deciding, command: NudgeMember) -> None:
    turn = d.view.turn
    seat = d.room.seated(command.member)
    if command.member == d.by:
        raise NotToYourself
    if seat is None:
        raise NoSuchMember
    if turn is None:
        raise TurnIsOver
    if seat.id in turn.nudged:
        raise AlreadyNudged
    d.say(MemberNudged, member=seat.id, by=d.me)


HOST_COMMANDS: tuple[type[Command], ...] = (
    AdmitMember, KickMember, BanMember, UnbanMember, MuteMember, GiveRole, PassHost,
)  # fmt: skip
DECIDERS: dict[type[Command], Callable[[Deciding, Any], None]] = {
    JoinRoom: _join,
    JoinInvited: _join,
    LeaveRoom: _leave,
    AdmitMember: _admit,
    KickMember: _kick,
    BanMember: _ban,
    UnbanMember: _unban,
    MuteMember: _mute,
    GiveRole: _give_role,
    PassHost: _pass_host,
    TakeCharacter: _take_character,
    NudgeMember: _nudge,
}
