"""What a command does to a room: ``decide`` turns it into events, or raises the refusal that its sender is shown.

Here are the frame, the clock, and what the host chooses for the room; the other nouns have a module each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from rooms import adopting, coauthor, gather, manner, margins, media, moderation, seats, story, tree, votes
from rooms.ages import looser
from rooms.deciding import Deciding, add_passage, draw, end_turn, hand_on, make_host, present_writer, set_clock
from rooms.deciding import stop_writing as stop_coauthor
from rooms.errors import AgeIsPromised, Busy, CoauthorWriting, HostOnly, LanguageNotChecked, NoSuchRoom, NotHere
from rooms.protocol import (
    AdoptRoom,
    ChatPosted,
    Command,
    CreateRoom,
    DescribeStory,
    FreezeRoom,
    HostPassed,
    JoinRoom,
    Member,
    MemberJoined,
    ModeSet,
    PostChat,
    RenameStory,
    RoomCreated,
    RoomFrozen,
    RulesSet,
    SetMode,
    SetRules,
    SettleRoom,
    StoryDescribed,
    StoryRenamed,
    TightenRules,
    own_language,
)
from rooms.room import Recorded, Room, apply, remember
from rooms.turns import MODES, Moment


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
    if isinstance(command, JoinRoom | AdoptRoom):
        moderation.screen(command, room.view.rules.age, room.view.language)
    elif not isinstance(command, HOUSE):
        seat = room.hears(by, type(command))
        if seat is None:
            raise NotHere
        moderation.check(room, seat, command, moment)
    if isinstance(command, HOST_COMMANDS) and not d.leads:
        raise HostOnly
    DECIDERS[type(command)](d, command)
    media.follow(d, room)
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
    moderation.check_language(command.rules.age, command.language, moment)
    moderation.screen(command, command.rules.age, command.language)
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
    for text in command.passages:
        add_passage(d, text, by)
    draw(d, MODES[command.mode].speakers(d.room, moment))
    return _sealed(d, command.op)


def _rename(d: Deciding, command: RenameStory) -> None:
    if command.title != d.view.title:
        d.say(StoryRenamed, title=command.title)


def _describe(d: Deciding, command: DescribeStory) -> None:
    if (command.language, command.genre) != (d.view.language, d.view.genre):
        d.say(StoryDescribed, language=command.language, genre=command.genre)


def _set_mode(d: Deciding, command: SetMode) -> None:
    """What waits lands first; what is still being written stays in its writers' drafts."""
    if command.mode == d.view.mode:
        return
    gather.land(d)
    d.say(ModeSet, mode=command.mode)
    draw(d, MODES[command.mode].speakers(d.room, d.moment))


def _set_rules(d: Deciding, command: SetRules) -> None:
    before = d.view.rules
    if command.rules == before:
        return
    _set_age(d, command)
    media.keep_style(d.view, command.rules.media)
    d.say(RulesSet, rules=command.rules)
    if looser(before.age, than=command.rules.age):
        media.keep_to_age(d)
    if before.coauthor and not command.rules.coauthor:
        stop_coauthor(d)
    if before.timer_seconds != command.rules.timer_seconds:
        set_clock(d)
    if before.lobby and not command.rules.lobby:
        for member in [m for m in d.view.members.values() if m.status == "waiting"]:
            seats.admit(d, member)


def _set_age(d: Deciding, command: SetRules) -> None:
    """Who came was promised this age, so it never becomes looser; what is written must fit one that is stricter, and
    only the table reads it again.
    """
    before, age = d.view.rules.age, command.rules.age
    if looser(age, than=before) and len(d.view.members) > 1:
        raise AgeIsPromised
    if looser(before, than=age):
        if own_language(d.view.language) is None:
            raise LanguageNotChecked
        if d.view.generation is not None:
            raise CoauthorWriting
        if not isinstance(command, TightenRules) or command.read != d.room.seq:
            raise Busy


def _freeze(d: Deciding, command: FreezeRoom) -> None:
    if command.frozen == d.view.frozen:
        return
    d.say(RoomFrozen, frozen=command.frozen)
    if command.frozen:
        stop_coauthor(d)
    set_clock(d)


def _post_chat(d: Deciding, command: PostChat) -> None:
    d.say(ChatPosted, member=d.by, text=command.text.strip())


def _settle(d: Deciding, command: SettleRoom | None = None) -> None:
    """Let the clock and absences take effect. A room with nobody present rests: no timer, no co-author."""
    if d.moment.here is not None and not any(m in d.moment.here for m in seats.seated(d)):
        stop_coauthor(d)
        return
    _settle_host(d)
    if d.view.frozen:
        return
    votes.settle(d)
    if not d.view.complete:
        _settle_turn(d)
        _settle_silence(d)


def _settle_turn(d: Deciding) -> None:
    turn = d.view.turn
    assert turn is not None
    late = turn.deadline is not None and d.moment.at >= turn.deadline
    if turn.kind == "nobody":
        hand_on(d, "skipped")
    elif turn.kind == "coauthor" and d.view.generation is None:
        coauthor.begin_writing(d) if d.view.rules.coauthor else hand_on(d, "skipped")
    elif gather.gathers(d):
        if late or MODES[d.view.mode].complete(d.room, d.moment):
            gather.end_gathering(d, "expired" if late else "absent")
    elif turn.kind == "people" and all(d.moment.absent(m) for m in turn.speakers):
        end_turn(d, turn.speakers[0], "absent")
    elif late:
        end_turn(d, turn.speakers[0], "expired")


def _settle_silence(d: Deciding) -> None:
    ends = manner.silence_ends(d.room, d.moment.quiet_since)
    if ends is not None and d.moment.at >= ends:
        coauthor.begin_writing(d)


def _settle_host(d: Deciding) -> None:
    host = d.view.host
    if host is None or d.moment.absent(host, d.moment.limits.host_absent_seconds):
        heir = present_writer(d)
        if heir is not None and heir != host:
            make_host(d, heir)


HOUSE: tuple[type[Command], ...] = (*coauthor.HOUSE_COMMANDS, *media.HOUSE_COMMANDS, SettleRoom, AdoptRoom)
HOST_COMMANDS: tuple[type[Command], ...] = (
    FreezeRoom, SetMode, SetRules, RenameStory, DescribeStory,
    *seats.HOST_COMMANDS, *story.HOST_COMMANDS, *tree.HOST_COMMANDS,
)  # fmt: skip
DECIDERS: dict[type[Command], Callable[[Deciding, Any], None]] = {
    RenameStory: _rename,
    DescribeStory: _describe,
    SetMode: _set_mode,
    SetRules: _set_rules,
    TightenRules: _set_rules,
    FreezeRoom: _freeze,
    PostChat: _post_chat,
    SettleRoom: _settle,
    AdoptRoom: adopting.adopt,
    **seats.DECIDERS,
    **story.DECIDERS,
    **coauthor.DECIDERS,
    **votes.DECIDERS,
    **tree.DECIDERS,
    **margins.DECIDERS,
    **media.DECIDERS,
}
