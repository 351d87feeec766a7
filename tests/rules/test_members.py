"""Given a room, when a command, then events or a refusal: members, the host, resends, and the table of rules."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from rooms.decide import DECIDERS
from rooms.errors import (
    REFUSALS,
    Banned,
    Frozen,
    HostOnly,
    LineIsHidden,
    Muted,
    NoSuchMember,
    NotFitting,
    NotHere,
    NothingWritten,
    NotToYourself,
    ReadersOnly,
    RoomFull,
    SlowDown,
    StoryComplete,
    TooLong,
    TooManyWords,
)
from rooms.moderation import RULES, check
from rooms.protocol import (
    COMMANDS,
    BanMember,
    CallVote,
    Command,
    CompleteStory,
    FreezeRoom,
    GiveRole,
    JoinRoom,
    KickMember,
    LeaveRoom,
    MuteMember,
    PassHost,
    PassTurn,
    PostChat,
    RenameStory,
    Rules,
    SetMode,
    SetRules,
    ShowDraft,
    SubmitTurn,
    TightenRules,
    UnbanMember,
)
from tests.worlds import AMINA, JUN, MAREK, World, someone, story


def test_kick_may_return_ban_may_not() -> None:
    """R-M1: the kicked may come back to their seat, the banned may not until they are let."""
    world = story(AMINA, MAREK, JUN)
    colour = world.view.members[MAREK].colour
    world.do(AMINA, KickMember, member=MAREK)
    with pytest.raises(NotHere):
        world.do(MAREK, PostChat, text="hello")
    world.do(MAREK, JoinRoom, as_name="Marek")
    assert world.view.members[MAREK].colour == colour
    world.do(AMINA, BanMember, member=MAREK)
    with pytest.raises(Banned):
        world.do(MAREK, JoinRoom, as_name="Marek again")
    world.do(AMINA, UnbanMember, member=MAREK)
    world.do(MAREK, JoinRoom, as_name="Marek")
    assert world.view.members[MAREK].status == "in"


def test_who_left_can_be_banned() -> None:
    """R-M2: leaving first is no way around a ban."""
    world = story(AMINA, MAREK)
    world.do(MAREK, LeaveRoom)
    world.do(AMINA, BanMember, member=MAREK)
    with pytest.raises(Banned):
        world.do(MAREK, JoinRoom, as_name="Marek")


def test_the_host_s_powers_are_the_host_s() -> None:
    """R-M3: a member cannot act on others; a host cannot act on themselves or on strangers."""
    world = story(AMINA, MAREK, JUN)
    for kind in (KickMember, BanMember, PassHost):
        with pytest.raises(HostOnly):
            world.do(MAREK, kind, member=JUN)
        with pytest.raises(NotToYourself):
            world.do(AMINA, kind, member=AMINA)
        with pytest.raises(NoSuchMember):
            world.do(AMINA, kind, member=someone("Nobody"))


def test_a_muted_member_keeps_the_mute_over_a_return() -> None:
    """R-M4: leaving and coming back does not lift a mute."""
    world = story(AMINA, MAREK)
    world.do(AMINA, MuteMember, member=MAREK, muted=True)
    world.do(MAREK, LeaveRoom)
    world.do(MAREK, JoinRoom, as_name="Marek")
    with pytest.raises(Muted):
        world.do(MAREK, PostChat, text="hello")


def test_a_full_room() -> None:
    """R-M5: a room has a bounded number of seats; who has one can always come back."""
    world = story(AMINA, MAREK, members_per_room=2)
    with pytest.raises(RoomFull):
        world.do(JUN, JoinRoom, as_name="Jun")
    world.do(MAREK, JoinRoom, as_name="Marek W.")
    assert world.view.members[MAREK].name == "Marek W."


def test_a_resend_changes_nothing() -> None:
    """R-M6: the same op again is answered with the same seq by the door, because the fold remembers it (P3)."""
    world = story(AMINA, mode="free")
    op = world.op()
    world.do(AMINA, SubmitTurn, op=op, turn=1, text="Once.")
    assert world.room is not None
    assert world.room.answered(AMINA, op) == world.view.seq


def test_joining_again_says_nothing() -> None:
    """R-M7: a reload of somebody with a seat leads to no event."""
    world = story(AMINA, MAREK)
    world.do(MAREK, JoinRoom, as_name="Marek")
    assert world.types == []


def test_time_never_runs_backwards() -> None:
    """R-M8: a clock that was set back does not make an event older than the one before."""
    world = story(AMINA, mode="free")
    before = world.log[-1].event.at
    world.later(-3600).do(AMINA, RenameStory, title="Earlier")
    assert world.events[0].event.at == before


def test_every_command_has_a_decider_or_is_shown() -> None:
    """R-M9: no command of the registry is without an effect."""
    unkept = {"room.sync", "typing.set", "draft.show"}
    assert {kind.name for kind in DECIDERS} | unkept >= set(COMMANDS)


def test_every_refusal_has_words() -> None:
    """R-M10: each refusal has a code of its own and a sentence that its arguments fit into."""
    for code, kind in REFUSALS.items():
        assert kind.code() == code
        assert kind.__doc__


EXAMPLES: dict[str, tuple[tuple[type[Command], dict[str, Any]], type[Exception]]] = {
    "reader": ((CallVote, {"kind": "end"}), ReadersOnly),
    "muted": ((PostChat, {"text": "hello"}), Muted),
    "complete": ((PassTurn, {"turn": 1}), StoryComplete),
    "frozen": ((PassTurn, {"turn": 1}), Frozen),
    "hidden": ((ShowDraft, {"turn": 1, "text": "hel"}), LineIsHidden),
    "words": ((PostChat, {"text": " \n "}), NothingWritten),
    "length": ((PostChat, {"text": "x" * 501}), TooLong),
    "word count": ((SubmitTurn, {"turn": 1, "text": "One two three four five six."}), TooManyWords),
    "fitting": ((PostChat, {"text": "Damn it, where is the notice?"}), NotFitting),
    "pace": ((SubmitTurn, {"turn": 1, "text": "And again."}), SlowDown),
}


@pytest.mark.parametrize("rule", [rule.name for rule in RULES])
def test_every_rule_has_a_caught_and_a_passed_example(rule: str) -> None:
    """R-M11: a rule of the table that has no example here fails."""
    (kind, fields), refusal = EXAMPLES[rule]
    caught = _under(rule, story(AMINA, MAREK, mode="round_robin"))
    by = MAREK if rule in ("muted", "reader") else AMINA
    with pytest.raises(refusal):
        _give(caught, by, kind(op=caught.op(), **fields))
    passed = story(AMINA, MAREK, mode="round_robin")
    _give(passed, by, kind(op=passed.op(), **{**fields, **({"text": "hello"} if "text" in fields else {})}))


def _give(world: World, by: UUID, command: Command) -> None:
    """What takes effect does so; a draft, which is shown and not kept, only meets the table."""
    assert world.room is not None
    check(world.room, world.view.members[by], command, world.moment)
    if type(command) in DECIDERS:
        world.do(by, type(command), **dict(command))
        assert world.events


def _under(rule: str, world: World) -> World:
    match rule:
        case "reader":
            world.do(AMINA, GiveRole, member=MAREK, role="reader")
        case "muted":
            world.do(AMINA, MuteMember, member=MAREK, muted=True)
        case "complete":
            world.do(AMINA, CompleteStory)
        case "frozen":
            world.do(AMINA, FreezeRoom, frozen=True)
        case "hidden":
            world.do(AMINA, SetMode, mode="round")
        case "word count":
            world.do(AMINA, SetRules, rules=Rules(words=5))
        case "fitting":
            world.do(AMINA, TightenRules, rules=Rules(age="6-9"), read=world.view.seq)
        case "pace":
            world.do(AMINA, SetRules, rules=Rules(slow_seconds=30))
            world.write(AMINA)
        case _:
            pass
    return world
