"""What a command does to a room: ``decide`` turns it into events, or raises the refusal that its sender is shown.

Commands about the story itself are in rooms/story.py; here are the frame, the members and the host.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from rooms import moderation, story
from rooms.deciding import Deciding, draw, end_turn, hand_on, present_writer, set_clock
from rooms.errors import Banned, HostOnly, NoSuchMember, NoSuchRoom, NotHere, NotToYourself, RoomFull
from rooms.protocol import (
    BanMember,
    ChatPosted,
    Command,
    CreateRoom,
    FreezeRoom,
    HostPassed,
    JoinRoom,
    KickMember,
    LeaveRoom,
    Member,
    MemberJoined,
    MemberLeft,
    MemberMuted,
    ModeSet,
    MuteMember,
    PassHost,
    PostChat,
    RenameStory,
    RoomCreated,
    RoomFrozen,
    RulesSet,
    SetMode,
    SetRules,
    SettleRoom,
    StoryRenamed,
    UnbanMember,
)
from rooms.room import Recorded, Room, apply, remember
from rooms.turns import MODES, Moment

COLOURS = 8
"""Author colours of the page that can be told apart; the ninth member shares the first one's."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a command leads to. No events: there was nothing to do."""

    events: tuple[Recorded, ...]
    after: Room | None


def decide(room: Room | None, by: UUID | None, command: Command, moment: Moment) -> Decision:
    """Decide one command.

    Args:
        room: the room as all earlier commands leave it; None before it is created.
        by: the person; None for the house itself.
        moment: the clock, the limits and who is here.

    Raises:
        Refused: it cannot be done; the room is unchanged.
    """
    if isinstance(command, CreateRoom) and by is not None:
        return _created(by, command, moment) if room is None else Decision((), room)
    if room is None:
        raise NoSuchRoom
    d = Deciding(room, by, command.op, moment)
    if not isinstance(command, (JoinRoom, *HOUSE)):
        seat = room.seated(by)
        if seat is None:
            raise NotHere
        moderation.check(room, seat, command, moment.limits)
    if isinstance(command, HOST_COMMANDS) and room.view.host != by:
        raise HostOnly
    DECIDERS[type(command)](d, command)
    return _sealed(d, command.op)


def settle(room: Room, moment: Moment) -> bool:
    """Whether the clock, or who is here, asks for a change of this room."""
    d = Deciding(room, None, room.view.id, moment)
    _settle(d)
    return bool(d.events)


def _sealed(d: Deciding, op: UUID) -> Decision:
    if not d.events:
        return Decision((), d.room)
    last = d.events[-1]
    last = Recorded(last.event, by=last.by, op=op, sealed=last.sealed)
    return Decision((*d.events[:-1], last), remember(d.room, last))


def _created(by: UUID, command: CreateRoom, moment: Moment) -> Decision:
    first = Recorded(
        RoomCreated(
            room=command.room,
            seq=1,
            at=moment.at,
            title=command.title,
            language=command.language,
            genre=command.genre,
            mode=command.mode,
            rules=command.rules,
            text=command.premise,
        ),
        by=by,
    )
    d = Deciding(apply(None, first), by, command.op, moment, events=[first])
    d.say(MemberJoined, member=Member(id=by, name=command.host_name, colour=0))
    d.say(HostPassed, member=by)
    draw(d, MODES[command.mode].speakers(d.room, moment))
    return _sealed(d, command.op)


def _join(d: Deciding, command: JoinRoom) -> None:
    assert d.by is not None
    known = d.view.members.get(d.by)
    if known and known.status == "banned":
        raise Banned
    if known and known.status == "in" and known.name == command.as_name:
        return
    taken = sum(m.status == "in" for m in d.view.members.values())
    if (known is None or known.status != "in") and taken >= d.moment.limits.members_per_room:
        raise RoomFull(limit=d.moment.limits.members_per_room)
    colour = known.colour if known else len(d.view.members) % COLOURS
    muted = known.muted if known else False
    d.say(MemberJoined, member=Member(id=d.by, name=command.as_name, colour=colour, muted=muted))
    if d.view.host is None:
        d.say(HostPassed, member=d.by)
    if d.view.turn is None or d.view.turn.kind == "nobody":
        hand_on(d, "skipped")


def _depart(d: Deciding, member: UUID, status: str) -> None:
    d.say(MemberLeft, member=member, status=status)
    if d.view.host == member:
        d.say(HostPassed, member=present_writer(d) or next(_seated(d), None))
    _leave_turn(d, member)


def _leave_turn(d: Deciding, member: UUID) -> None:
    turn = d.view.turn
    if turn and turn.kind == "people" and member in turn.speakers:
        end_turn(d, member, "skipped")


def _seated(d: Deciding) -> Iterator[UUID]:
    return (member.id for member in d.view.members.values() if member.status == "in")


def _other(d: Deciding, member: UUID) -> Member:
    """The member a host acts on."""
    if member == d.by:
        raise NotToYourself
    seat = d.room.seated(member)
    if seat is None:
        raise NoSuchMember
    return seat


def _kick(d: Deciding, command: KickMember) -> None:
    _depart(d, _other(d, command.member).id, "kicked")


def _ban(d: Deciding, command: BanMember) -> None:
    known = d.view.members.get(command.member)
    if known is not None and known.status in ("left", "kicked"):
        d.say(MemberLeft, member=known.id, status="banned")
    else:
        _depart(d, _other(d, command.member).id, "banned")


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
    elif d.view.turn is None or d.view.turn.kind == "nobody":
        hand_on(d, "skipped")


def _pass_host(d: Deciding, command: PassHost) -> None:
    d.say(HostPassed, member=_other(d, command.member).id)


def _rename(d: Deciding, command: RenameStory) -> None:
    if command.title != d.view.title:
        d.say(StoryRenamed, title=command.title)


def _set_mode(d: Deciding, command: SetMode) -> None:
    if command.mode == d.view.mode:
        return
    d.say(ModeSet, mode=command.mode)
    draw(d, MODES[command.mode].speakers(d.room, d.moment))


def _set_rules(d: Deciding, command: SetRules) -> None:
    before = d.view.rules
    if command.rules == before:
        return
    d.say(RulesSet, rules=command.rules)
    if before.coauthor and not command.rules.coauthor:
        story.stop_writing(d)
    if before.timer_seconds != command.rules.timer_seconds:
        set_clock(d)


def _freeze(d: Deciding, command: FreezeRoom) -> None:
    if command.frozen == d.view.frozen:
        return
    d.say(RoomFrozen, frozen=command.frozen)
    if command.frozen:
        story.stop_writing(d)
    set_clock(d)


def _post_chat(d: Deciding, command: PostChat) -> None:
    d.say(ChatPosted, member=d.by, text=command.text.strip())


def _settle(d: Deciding, command: SettleRoom | None = None) -> None:
    """Let the clock and absences take effect. A room with nobody present rests: no timer, no co-author."""
    if d.moment.here is not None and not any(m in d.moment.here for m in _seated(d)):
        story.stop_writing(d)
        return
    _settle_host(d)
    turn = d.view.turn
    if d.view.frozen or turn is None:
        return
    if turn.kind == "nobody":
        hand_on(d, "skipped")
    elif turn.kind == "coauthor" and d.view.generation is None:
        story.begin_writing(d) if d.view.rules.coauthor else hand_on(d, "skipped")
    elif turn.kind == "people" and all(d.moment.absent(m) for m in turn.speakers):
        end_turn(d, turn.speakers[0], "absent")
    elif turn.deadline is not None and d.moment.at >= turn.deadline:
        end_turn(d, turn.speakers[0], "expired")


def _settle_host(d: Deciding) -> None:
    host = d.view.host
    if host is None or d.moment.absent(host, d.moment.limits.host_absent_seconds):
        heir = present_writer(d)
        if heir is not None and heir != host:
            d.say(HostPassed, member=heir)


HOUSE: tuple[type[Command], ...] = (*story.HOUSE_COMMANDS, SettleRoom)
HOST_COMMANDS: tuple[type[Command], ...] = (
    PassHost, KickMember, BanMember, UnbanMember, MuteMember, FreezeRoom, SetMode, SetRules, RenameStory,
    *story.HOST_COMMANDS,
)  # fmt: skip
DECIDERS: dict[type[Command], Callable[[Deciding, Any], None]] = {
    JoinRoom: _join,
    LeaveRoom: lambda d, command: _depart(d, d.me, "left"),
    KickMember: _kick,
    BanMember: _ban,
    UnbanMember: _unban,
    MuteMember: _mute,
    PassHost: _pass_host,
    RenameStory: _rename,
    SetMode: _set_mode,
    SetRules: _set_rules,
    FreezeRoom: _freeze,
    PostChat: _post_chat,
    SettleRoom: _settle,
    **story.DECIDERS,
}
