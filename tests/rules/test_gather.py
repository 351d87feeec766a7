"""Given a room, when a command, then events or a refusal: turns in which several write, and the host's picks."""

from __future__ import annotations

from uuid import UUID

import pytest

from rooms.errors import NoSuchMember, OneSpeakerOnly, TurnIsOver, TurnIsTaken
from rooms.protocol import (
    CloseVote,
    FreezeRoom,
    GiveRole,
    GiveTurn,
    JoinRoom,
    KickMember,
    LeaveRoom,
    ModeName,
    MuteMember,
    PassTurn,
    RetractPassage,
    SetMode,
    SetRules,
    SettleRoom,
    SkipTurn,
)
from rooms.turns import MODES
from tests.worlds import AMINA, JUN, MAREK, PRIYA, World, story

THREE = (AMINA, MAREK, JUN)
HIDDEN: tuple[ModeName, ...] = ("round", "vote")


def lines(world: World) -> dict[UUID, str]:
    assert world.room is not None
    return dict(world.room.lines)


def settle(world: World) -> list[str]:
    world.do(None, SettleRoom)
    return world.types


# Host picks.


def test_the_host_writes_or_gives_the_turn_away() -> None:
    """R-G1: the host writes, or lets a member write, and after every passage it is the host's turn again."""
    world = story(*THREE, mode="host_picks")
    world.write(AMINA)
    assert world.view.turn.speakers == (AMINA,)
    world.do(AMINA, GiveTurn, turn=world.view.turn.number, member=JUN)
    world.write(JUN)
    assert world.view.turn.speakers == (AMINA,)


def test_a_turn_is_given_to_who_can_take_it() -> None:
    """R-G2: a turn is given to somebody who can write, once, and not where several have it."""
    world = story(*THREE, mode="host_picks")
    world.do(AMINA, MuteMember, member=MAREK, muted=True)
    with pytest.raises(NoSuchMember):
        world.do(AMINA, GiveTurn, turn=1, member=MAREK)
    with pytest.raises(TurnIsOver):
        world.do(AMINA, GiveTurn, turn=2, member=JUN)
    world.do(AMINA, GiveTurn, turn=1, member=AMINA)
    assert world.types == [], "it is hers already"
    for mode in ("free", "relay", "round", "vote"):
        world.do(AMINA, SetMode, mode=mode)
        with pytest.raises(OneSpeakerOnly):
            world.do(AMINA, GiveTurn, turn=world.view.turn.number, member=JUN)


@pytest.mark.parametrize("how", ["passing", "time", "absence"])
def test_a_host_who_lets_the_turn_go(how: str) -> None:
    """R-G3: when the host passes, lets time run out or is away, the next seat writes; then it is the host's again."""
    world = story(*THREE, mode="host_picks", timer=60)
    if how == "passing":
        world.do(AMINA, PassTurn, turn=1)
    elif how == "time":
        settle(world.later(60))
    else:
        world.leaves(AMINA)
        settle(world.later(world.settings.absent_seconds))
        world.comes(AMINA)
    assert world.view.turn.speakers == (MAREK,)
    world.write(MAREK)
    assert world.view.turn.speakers == (AMINA,)


def test_when_the_host_cannot_write() -> None:
    """R-G4: while the host is away the seats take turns; who hosts next picks next."""
    world = story(*THREE, mode="host_picks")
    world.leaves(AMINA)
    settle(world.later(world.settings.absent_seconds))
    for person in (MAREK, JUN, MAREK):
        assert world.view.turn.speakers == (person,)
        world.write(person)
    world.do(AMINA, LeaveRoom)
    world.write(world.view.turn.speakers[0])
    assert world.view.host == MAREK
    assert world.view.turn.speakers == (MAREK,)


# Relay.


def test_relay_takes_one_passage_of_each() -> None:
    """R-G5: in a relay everybody writes once, in any order and seen at once; then the story is open to all again."""
    world = story(*THREE, mode="relay")
    assert world.view.turn.speakers == THREE
    world.write(JUN, "Three.")
    assert world.types == ["passage.added", "turn.taken"]
    with pytest.raises(TurnIsTaken):
        world.write(JUN)
    world.write(AMINA, "One.")
    world.write(MAREK, "Two.")
    assert world.types == ["passage.added", "turn.taken", "turn.began"]
    assert [text for _, text in world.told()] == ["Three.", "One.", "Two."]
    assert world.view.turn.taken == ()


def test_a_relay_s_clock_runs_for_each_passage() -> None:
    """R-G6: every passage of a relay gives the next the full time; when nobody writes in it, all may write again."""
    world = story(*THREE, mode="relay", timer=60)
    world.later(50).write(AMINA)
    assert (world.view.turn.deadline - world.at).total_seconds() == 60
    assert world.view.turn.taken == (AMINA,)
    settle(world.later(59))
    assert world.types == []
    settle(world.later(1))
    assert world.types == ["turn.began"]
    assert world.view.turn.taken == ()
    world.later(59).write(AMINA)
    world.write(MAREK)
    world.write(JUN)
    assert world.types.count("turn.began") == 1, "the last passage begins a turn, and no clock of the one that ended"


def test_a_relay_s_last_passage_can_be_taken_back() -> None:
    """R-G7: who takes back the passage of this relay has theirs to write again; of the one before, not."""
    world = story(*THREE, mode="relay")
    mine = world.write(AMINA)
    world.do(AMINA, RetractPassage, passage=mine)
    assert world.view.turn.taken == ()
    for person in THREE:
        last = world.write(person)
    world.do(JUN, RetractPassage, passage=last)
    assert world.types == ["passage.retracted"]


# Round.


def test_a_round_lands_together() -> None:
    """R-G8: in a round everybody writes at the same time; the lines land when the last is in, as they came in."""
    world = story(*THREE, mode="round")
    world.write(MAREK, "Marek was first.")
    world.write(JUN, "Then Jun.")
    assert world.types == ["turn.taken"]
    assert world.told() == []
    world.write(AMINA, "And Amina.")
    assert world.types == ["turn.taken", "passage.added", "passage.added", "passage.added", "turn.began"]
    assert world.told() == [(MAREK, "Marek was first."), (JUN, "Then Jun."), (AMINA, "And Amina.")]
    assert lines(world) == {}
    assert len({passage.at for passage in world.view.passages}) == 1


@pytest.mark.parametrize("mode", HIDDEN)
def test_a_hidden_line_is_sealed(mode: ModeName) -> None:
    """R-G9: that a line is in is public, its words are sealed: they are in no event before they land."""
    world = story(*THREE, mode=mode)
    world.write(MAREK, "A lamp sings.")
    assert [(r.event.type, r.sealed) for r in world.events] == [("turn.taken", {"line": "A lamp sings."})]
    assert all("lamp" not in r.event.model_dump_json() for r in world.log)
    assert "lamp" not in world.view.model_dump_json()
    assert world.view.turn.taken == (MAREK,)


@pytest.mark.parametrize("mode", HIDDEN)
def test_a_hidden_line_can_be_replaced(mode: ModeName) -> None:
    """R-G10: until it lands one's line can be handed in anew; only the last one counts."""
    world = story(AMINA, MAREK, mode=mode)
    world.write(MAREK, "A lamp sings.")
    world.write(MAREK, "A lamp is silent.")
    assert lines(world) == {MAREK: "A lamp is silent."}
    world.do(AMINA, PassTurn, turn=1)
    assert world.told() == [(MAREK, "A lamp is silent.")]


@pytest.mark.parametrize("mode", HIDDEN)
def test_a_hidden_line_can_be_taken_back(mode: ModeName) -> None:
    """R-G11: passing takes back one's line; while the turn goes on one may still hand in another."""
    world = story(*THREE, mode=mode)
    world.write(MAREK, "A lamp sings.")
    world.do(MAREK, PassTurn, turn=1)
    assert lines(world) == {}
    with pytest.raises(TurnIsTaken):
        world.do(MAREK, PassTurn, turn=1)
    world.write(MAREK, "It is silent.")
    world.do(AMINA, PassTurn, turn=1)
    world.do(JUN, PassTurn, turn=1)
    assert world.told() == [(MAREK, "It is silent.")]


def test_a_round_ends_with_its_time() -> None:
    """R-G12: when time is up the lines that are in land; without any the turn passes, and a new one begins."""
    world = story(*THREE, mode="round", timer=60)
    world.write(MAREK, "I made it.")
    assert settle(world.later(60)) == ["passage.added", "turn.began"]
    assert world.told() == [(MAREK, "I made it.")]
    assert settle(world.later(60)) == ["turn.passed", "turn.began"]
    assert world.view.turn.speakers == THREE


@pytest.mark.parametrize("mode", ["relay", "round", "vote"])
def test_the_absent_do_not_keep_a_turn_waiting(mode: ModeName) -> None:
    """R-G13: who is away is not waited for; who comes back in time has their say."""
    world = story(*THREE, mode=mode)
    world.leaves(JUN)
    world.write(AMINA, "One.")
    world.write(MAREK, "Two.")
    assert world.view.turn.kind == "people"
    assert world.view.turn.number == 1, "a reload is no absence"
    settle(world.later(world.settings.absent_seconds))
    assert world.view.turn.number == 2
    assert len(world.view.passages[-1].versions if mode == "vote" else world.told()) == 2


@pytest.mark.parametrize("mode", HIDDEN)
def test_who_leaves_leaves_their_line(mode: ModeName) -> None:
    """R-G14: leaving in mid-turn takes no line back and keeps nobody waiting."""
    world = story(*THREE, mode=mode)
    world.write(JUN, "I must go.")
    world.do(JUN, LeaveRoom)
    assert lines(world) == {JUN: "I must go."}
    world.do(MAREK, LeaveRoom)
    world.do(AMINA, PassTurn, turn=1)
    assert world.told() == [(JUN, "I must go.")]


@pytest.mark.parametrize("mode", HIDDEN)
def test_a_kick_takes_the_line_along(mode: ModeName) -> None:
    """R-G15: the hidden line of somebody who is sent away goes with them, and the turn ends if it waited for them."""
    world = story(*THREE, mode=mode)
    world.write(JUN, "Spam.")
    world.do(AMINA, KickMember, member=JUN)
    assert lines(world) == {}
    world.do(JUN, JoinRoom, as_name="Jun")
    assert lines(world) == {}
    world.write(AMINA, "A lamp sings.")
    world.do(AMINA, KickMember, member=MAREK)
    assert world.told() == [(AMINA, "A lamp sings.")]


@pytest.mark.parametrize("how", ["mute", "reader"])
@pytest.mark.parametrize("mode", HIDDEN)
def test_who_may_no_longer_write_is_not_waited_for(mode: ModeName, how: str) -> None:
    """R-G16: muting somebody, or making them a reader, keeps their line and ends a turn that waited for them."""
    world = story(*THREE, mode=mode)
    world.write(MAREK, "Before.")
    world.write(AMINA, "Mine.")
    for person in (MAREK, JUN):
        if how == "mute":
            world.do(AMINA, MuteMember, member=person, muted=True)
        else:
            world.do(AMINA, GiveRole, member=person, role="reader")
    if mode == "vote":
        world.do(AMINA, CloseVote, vote=world.view.vote.id)
        assert world.told() == [(MAREK, "Before.")]
    else:
        assert world.told() == [(MAREK, "Before."), (AMINA, "Mine.")]
    assert world.view.turn.speakers == (AMINA,)


@pytest.mark.parametrize("into", [mode for mode in MODES if mode != "round"])
def test_switching_keeps_everybody_s_words(into: ModeName) -> None:
    """R-G17: a switch of the mode in mid-round lands what is in, and everybody can go on at once."""
    world = story(*THREE, mode="round")
    world.write(JUN, "One.")
    world.write(AMINA, "Two.")
    world.do(AMINA, SetMode, mode=into)
    assert world.told() == [(JUN, "One."), (AMINA, "Two.")]
    assert lines(world) == {}
    assert world.view.turn.kind in ("open", "people")


def test_a_frozen_round_waits() -> None:
    """R-G18: frozen, lines stay where they are and no time runs; let go, the others have the full time again."""
    world = story(*THREE, mode="round", timer=60)
    world.write(MAREK, "One.")
    world.do(AMINA, FreezeRoom, frozen=True)
    assert settle(world.later(3600)) == []
    assert lines(world) == {MAREK: "One."}
    world.do(AMINA, FreezeRoom, frozen=False)
    assert world.view.turn.taken == (MAREK,)
    assert (world.view.turn.deadline - world.at).total_seconds() == 60
    world.write(JUN, "Two.")
    world.write(AMINA, "Three.")
    assert len(world.told()) == 3


def test_the_host_ends_a_round() -> None:
    """R-G19: the host's skip ends a round as if time were up: what is in lands."""
    world = story(*THREE, mode="round")
    world.write(MAREK, "One.")
    world.do(AMINA, SkipTurn, turn=1)
    assert world.told() == [(MAREK, "One.")]
    world.do(AMINA, SkipTurn, turn=2)
    assert world.types == ["turn.passed", "turn.began"]


def test_who_comes_later_writes_from_the_next_turn_on() -> None:
    """R-G20: a turn that everybody takes waits for those who came before the first had theirs; who comes after that, or
    may only read, is not in it.
    """
    world = story(AMINA, mode="round")
    world.here = None
    world.do(MAREK, JoinRoom, as_name="Marek")
    assert world.types == ["member.joined", "turn.began"]
    assert (world.view.turn.number, world.view.turn.speakers) == (1, (AMINA, MAREK)), "the host does not begin alone"
    world.write(AMINA)
    world.do(PRIYA, JoinRoom, as_name="Priya")
    assert world.types == ["member.joined"]
    world.write(MAREK)
    assert world.view.turn.speakers == (AMINA, MAREK, PRIYA)
    world.do(AMINA, SetRules, rules=world.view.rules.model_copy(update={"newcomers": "reader"}))
    world.do(JUN, JoinRoom, as_name="Jun")
    assert world.types == ["member.joined"]
    world.do(AMINA, GiveRole, member=JUN, role="writer")
    assert world.view.turn.speakers == (AMINA, MAREK, PRIYA, JUN)


def test_a_landed_line_can_be_taken_back() -> None:
    """R-G21: the last line of a round that landed can be taken back like any passage; the new round stays as it is."""
    world = story(AMINA, MAREK, mode="round")
    world.write(AMINA)
    last = world.write(MAREK)
    world.do(MAREK, RetractPassage, passage=last)
    assert world.types == ["passage.retracted"]
    assert world.view.turn.taken == ()
