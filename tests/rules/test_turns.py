"""Given a room, when a command, then events or a refusal: taking turns."""

from __future__ import annotations

import pytest

from rooms.errors import Frozen, HostOnly, Muted, NotYourTurn, TooLong, TurnIsOver
from rooms.protocol import (
    FreezeRoom,
    GiveRole,
    JoinRoom,
    KickMember,
    LeaveRoom,
    MuteMember,
    PassTurn,
    SetMode,
    SetRules,
    SettleRoom,
    SkipTurn,
    SubmitTurn,
)
from rooms.turns import MODES
from tests.worlds import AMINA, JUN, MAREK, PRIYA, World, story


def speaker(world: World) -> object:
    turn = world.view.turn
    return turn.speakers[0] if turn.speakers else turn.kind


def write(world: World, by: object, text: str = "It rained.") -> None:
    world.do(by, SubmitTurn, turn=world.view.turn.number, text=text)  # type: ignore[arg-type]


def test_round_robin_follows_the_seats() -> None:
    """R-T1: in round robin the turn goes round in the order of the seats, and begins again."""
    world = story(AMINA, MAREK, JUN)
    order = []
    for _ in range(4):
        order.append(speaker(world))
        write(world, speaker(world))
    assert order == [AMINA, MAREK, JUN, AMINA]


def test_free_is_one_long_turn() -> None:
    """R-T2: in free mode anyone writes, again and again, in the same turn."""
    world = story(AMINA, MAREK, mode="free")
    for person in (MAREK, MAREK, AMINA):
        write(world, person)
    assert world.view.turn.number == 1
    assert [p.author for p in world.view.passages] == [MAREK, MAREK, AMINA]


def test_a_write_names_its_turn() -> None:
    """R-T3: a passage is taken only for the turn it was written for, and only from a speaker of it."""
    world = story(AMINA, MAREK)
    with pytest.raises(NotYourTurn):
        write(world, MAREK)
    write(world, AMINA)
    with pytest.raises(TurnIsOver):
        world.do(AMINA, SubmitTurn, turn=1, text="Too late.")


def test_passing_hands_on() -> None:
    """R-T4: who passes lets the next one write; nothing is added."""
    world = story(AMINA, MAREK)
    world.do(AMINA, PassTurn, turn=1)
    assert world.types == ["turn.passed", "turn.began"]
    assert speaker(world) == MAREK


def test_time_is_up() -> None:
    """R-T5: at zero the turn moves on; a second too early nothing happens."""
    world = story(AMINA, MAREK, timer=60)
    world.later(59).do(None, SettleRoom)
    assert world.types == []
    world.later(1).do(None, SettleRoom)
    assert world.types == ["turn.passed", "turn.began"]
    assert speaker(world) == MAREK


def test_an_absent_speaker_is_skipped_and_owed_a_turn() -> None:
    """R-T6: the absent lose the turn, keep the seat, and get a turn back when they return."""
    world = story(AMINA, MAREK, JUN)
    world.leaves(AMINA)
    world.later(world.settings.absent_seconds).do(None, SettleRoom)
    assert speaker(world) == MAREK
    write(world, MAREK)
    assert speaker(world) == JUN
    world.comes(AMINA)
    write(world, JUN)
    assert speaker(world) == AMINA
    write(world, AMINA)
    assert speaker(world) == MAREK, "the debt is paid once"


def test_a_short_absence_costs_nothing() -> None:
    """R-T7: a reload is no absence."""
    world = story(AMINA, MAREK)
    world.leaves(AMINA)
    world.later(world.settings.absent_seconds - 1).do(None, SettleRoom)
    assert world.types == []


def test_nobody_here_is_rest() -> None:
    """R-T8: a room with nobody present rests: no timer runs out; the first to return writes."""
    world = story(AMINA, MAREK, timer=60)
    world.here = set()
    world.later(3600).do(None, SettleRoom)
    assert world.types == []
    world.comes(MAREK)
    world.do(None, SettleRoom)
    assert speaker(world) == MAREK


def test_unknown_is_not_absent() -> None:
    """R-T9: while nobody knows who is here, nobody is skipped."""
    world = story(AMINA, MAREK)
    world.here = None
    world.later(3600).do(None, SettleRoom)
    assert world.types == []


def test_leaving_in_mid_turn_hands_on() -> None:
    """R-T10: leaving, a kick and a mute of the speaker each hand the turn on."""
    world = story(AMINA, MAREK, JUN)
    write(world, AMINA)
    world.do(MAREK, LeaveRoom)
    assert speaker(world) == JUN
    world.do(AMINA, MuteMember, member=JUN, muted=True)
    assert speaker(world) == AMINA
    world.do(MAREK, JoinRoom, as_name="Marek")
    write(world, AMINA)
    assert speaker(world) == MAREK
    world.do(AMINA, KickMember, member=MAREK)
    assert speaker(world) == AMINA


def test_when_nobody_can_write_the_turn_waits() -> None:
    """R-T11: with every writer away or muted the turn waits, and begins with the first who may speak again."""
    world = story(AMINA, MAREK)
    world.do(AMINA, MuteMember, member=MAREK, muted=True)
    world.leaves(AMINA)
    world.later(world.settings.absent_seconds).do(None, SettleRoom)
    assert speaker(world) == "nobody"
    world.comes(AMINA)
    world.do(AMINA, MuteMember, member=MAREK, muted=False)
    assert speaker(world) == AMINA, "who lost the turn is first"


def test_a_muted_heir_may_speak() -> None:
    """R-T19: who is left as host may speak, muted or a mere reader before: somebody must be able to."""
    world = story(AMINA, MAREK)
    world.do(AMINA, MuteMember, member=MAREK, muted=True)
    world.do(AMINA, GiveRole, member=MAREK, role="reader")
    world.do(AMINA, LeaveRoom)
    assert world.view.host == MAREK
    world.write(MAREK)


def test_who_comes_and_goes_takes_nobody_s_turn() -> None:
    """R-T20: somebody who loses every turn by being away, and comes back each time, does not keep the rest waiting."""
    world = story(AMINA, MAREK, JUN)
    wrote = []
    for _ in range(6):
        if speaker(world) == AMINA:
            world.leaves(AMINA)
            world.later(world.settings.absent_seconds).do(None, SettleRoom)
            world.comes(AMINA)
        wrote.append(speaker(world))
        write(world, speaker(world))
    assert set(wrote) >= {MAREK, JUN}


@pytest.mark.parametrize("mode", list(MODES))
def test_switching_in_mid_turn(mode: str) -> None:
    """R-T12: the host switches the way of taking turns in mid-story; somebody can write at once."""
    world = story(AMINA, MAREK, mode="free" if mode != "free" else "round_robin")
    write(world, AMINA)
    world.do(AMINA, SetMode, mode=mode)
    assert world.view.mode == mode
    assert world.view.turn.kind in ("open", "people")
    with pytest.raises(HostOnly):
        world.do(MAREK, SetMode, mode="free")


def test_the_host_passes_a_turn_on() -> None:
    """R-T13: the host passes a turn on; nobody else does."""
    world = story(AMINA, MAREK, JUN)
    write(world, AMINA)
    with pytest.raises(HostOnly):
        world.do(JUN, SkipTurn, turn=2)
    world.do(AMINA, SkipTurn, turn=2)
    assert speaker(world) == JUN


def test_hosting_passes_by_itself() -> None:
    """R-T14: a host who has been gone for long is followed by somebody who is here; a short while changes nothing."""
    world = story(AMINA, MAREK, JUN)
    world.leaves(AMINA)
    world.later(world.settings.host_absent_seconds - 1).do(None, SettleRoom)
    assert world.view.host == AMINA
    world.later(1).do(None, SettleRoom)
    assert world.view.host == MAREK


def test_a_leaving_host_is_followed_at_once() -> None:
    """R-T15: a host who leaves hands over at once; of an empty room the next to join is host."""
    world = story(AMINA, MAREK)
    world.do(AMINA, LeaveRoom)
    assert world.view.host == MAREK
    world.do(MAREK, LeaveRoom)
    assert world.view.host is None
    world.do(PRIYA, JoinRoom, as_name="Priya")
    assert world.view.host == PRIYA


def test_a_frozen_story_waits() -> None:
    """R-T16: frozen, nobody writes and no clock runs; let go, the speaker has the full time again."""
    world = story(AMINA, MAREK, timer=60)
    world.later(50).do(AMINA, FreezeRoom, frozen=True)
    assert world.view.turn.deadline is None
    with pytest.raises(Frozen):
        write(world, AMINA)
    world.later(100).do(None, SettleRoom)
    assert world.types == []
    world.do(AMINA, FreezeRoom, frozen=False)
    assert world.view.turn.deadline is not None
    assert (world.view.turn.deadline - world.at).total_seconds() == 60
    assert speaker(world) == AMINA


def test_the_timer_can_be_changed() -> None:
    """R-T17: a new timer counts from now, for the same turn."""
    world = story(AMINA, MAREK, timer=600)
    rules = world.view.rules.model_copy(update={"timer_seconds": 30})
    world.later(5).do(AMINA, SetRules, rules=rules)
    assert world.view.turn.number == 1
    assert (world.view.turn.deadline - world.at).total_seconds() == 30


def test_rules_of_speaking() -> None:
    """R-T18: the muted are refused, and so is what is longer than the limit."""
    world = story(AMINA, MAREK, mode="free", passage_chars=10)
    world.do(AMINA, MuteMember, member=MAREK, muted=True)
    with pytest.raises(Muted):
        write(world, MAREK, "Hello")
    with pytest.raises(TooLong) as refused:
        write(world, AMINA, "Eleven chars")
    assert refused.value.args_for_page == {"length": 12, "limit": 10}
