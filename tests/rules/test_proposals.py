"""Given a room, when a command, then events or a refusal: proposals that the room votes on."""

from __future__ import annotations

from uuid import UUID

import pytest

from rooms.errors import StillProposed, VoteIsOpen
from rooms.protocol import (
    CallVote,
    CastVote,
    ChooseVersion,
    CloseVote,
    EditPassage,
    KickMember,
    LeaveRoom,
    ModeName,
    SetMode,
    SetRules,
    SettleRoom,
    SkipTurn,
)
from rooms.turns import MODES
from tests.worlds import AMINA, JUN, MAREK, World, story

THREE = (AMINA, MAREK, JUN)


def settle(world: World) -> list[str]:
    world.do(None, SettleRoom)
    return world.types


def proposed(*people: UUID, **rules: object) -> World:
    """A room that votes on what these people proposed."""
    world = story(*people, mode="vote")
    if rules:
        world.do(AMINA, SetRules, rules=world.view.rules.model_copy(update=rules))
    for number, person in enumerate(people):
        world.write(person, f"Proposal {number}.")
    return world


def test_the_room_votes_on_proposals() -> None:
    """R-G22: in vote mode each proposes, unseen; then all proposals are the versions of one passage, and the mode asks
    the room which it shall be.
    """
    world = proposed(*THREE)
    assert world.types == ["turn.taken", "passage.added", "leaf.added", "leaf.added", "vote.opened", "turn.began"]
    passage, vote = world.view.passages[-1], world.view.vote
    assert passage.status == "proposed"
    assert passage.authors == THREE
    assert (vote.kind, vote.by, vote.passage, vote.options) == ("version", None, passage.id, passage.versions)
    assert world.view.turn.kind == "vote"
    with pytest.raises(StillProposed):
        world.do(AMINA, EditPassage, passage=passage.id, text="Mine!")


def test_the_winner_lands_and_the_others_stay_as_leaves() -> None:
    """R-G23: most votes win; the passage is then the winner's, and the other proposals stay to be turned to."""
    world = proposed(*THREE)
    vote = world.view.vote
    world.do(AMINA, CastVote, vote=vote.id, option=vote.options[1])
    world.do(MAREK, CastVote, vote=vote.id, option=vote.options[2])
    world.do(JUN, CastVote, vote=vote.id, option=vote.options[1])
    assert world.types == ["vote.cast", "vote.closed", "passage.settled", "turn.began"]
    assert world.told() == [(MAREK, "Proposal 1.")]
    passage = world.view.passages[-1]
    assert (passage.author, passage.status, len(passage.versions)) == (MAREK, "complete", 3)
    assert world.view.turn.speakers == THREE
    world.do(MAREK, ChooseVersion, passage=passage.id, version=vote.options[0])
    assert world.told() == [(AMINA, "Proposal 0.")]
    world.do(MAREK, EditPassage, passage=passage.id, text="Better.")
    assert world.told() == [(MAREK, "Better.")]


def test_nobody_votes() -> None:
    """R-G24: when the time of the vote is over without a vote, what came in first stands, and the room goes on."""
    world = proposed(*THREE, vote_seconds=30)
    assert settle(world.later(29)) == []
    assert settle(world.later(1)) == ["vote.closed", "passage.settled", "turn.began"]
    assert world.told() == [(AMINA, "Proposal 0.")]


def test_one_proposal_needs_no_vote() -> None:
    """R-G25: where only one proposed, that is the passage."""
    world = story(*THREE, mode="vote", timer=60)
    world.write(JUN, "Only mine.")
    settle(world.later(60))
    assert world.types == ["passage.added", "turn.began"]
    assert world.told() == [(JUN, "Only mine.")]


@pytest.mark.parametrize("into", [mode for mode in MODES if mode != "vote"])
@pytest.mark.parametrize("when", ["proposing", "voting"])
def test_switching_away_from_a_vote(into: ModeName, when: str) -> None:
    """R-G26: a switch of the mode while proposals wait, or are voted on, keeps them all as versions of one passage."""
    world = proposed(*THREE)
    if when == "proposing":
        world = story(*THREE, mode="vote")
        world.write(AMINA, "Proposal 0.")
        world.write(MAREK, "Proposal 1.")
    else:
        world.do(JUN, CastVote, vote=world.view.vote.id, option=world.view.vote.options[1])
    world.do(AMINA, SetMode, mode=into)
    passage = world.view.passages[-1]
    assert passage.status == "complete"
    assert len(passage.versions) == (2 if when == "proposing" else 3)
    assert world.told() == [(AMINA, "Proposal 0.") if when == "proposing" else (MAREK, "Proposal 1.")]
    assert world.view.vote is None
    assert world.view.turn.kind in ("open", "people")


def test_the_host_ends_a_vote_of_the_mode() -> None:
    """R-G27: the host's skip, or closing the vote, counts now, and the next turn begins."""
    for kind in ("skip", "close"):
        world = proposed(*THREE)
        vote = world.view.vote
        world.do(MAREK, CastVote, vote=vote.id, option=vote.options[2])
        if kind == "skip":
            world.do(AMINA, SkipTurn, turn=world.view.turn.number)
        else:
            world.do(AMINA, CloseVote, vote=vote.id)
        assert world.types == ["vote.closed", "passage.settled", "turn.began"]
        assert world.told() == [(JUN, "Proposal 2.")]


def test_one_question_at_a_time() -> None:
    """R-G28: while the room votes on something else proposals wait for its end; the host cannot skip over that."""
    world = story(AMINA, MAREK, mode="vote")
    world.do(AMINA, CallVote, kind="end")
    world.write(AMINA, "One.")
    world.write(MAREK, "Two.")
    assert world.types == ["turn.taken"]
    with pytest.raises(VoteIsOpen):
        world.do(AMINA, SkipTurn, turn=1)
    world.do(AMINA, CloseVote, vote=world.view.vote.id)
    settle(world)
    assert world.view.turn.kind == "vote"
    assert len(world.view.passages[-1].versions) == 2


def test_a_kicked_member_s_vote_does_not_count() -> None:
    """R-G29: who was sent away has no vote any more; who left has none either."""
    world = proposed(*THREE)
    vote = world.view.vote
    world.do(JUN, CastVote, vote=vote.id, option=vote.options[2])
    world.do(MAREK, CastVote, vote=vote.id, option=vote.options[2])
    world.do(AMINA, KickMember, member=JUN)
    world.do(MAREK, LeaveRoom)
    world.do(AMINA, CastVote, vote=vote.id, option=vote.options[0])
    assert world.told() == [(AMINA, "Proposal 0.")]
