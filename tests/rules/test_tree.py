"""Given a room, when a command, then events or a refusal: the tree of a story."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from rooms.errors import HostOnly, NoSuchBranch, NoSuchPassage, ReadersOnly, TooLateToRetract, TooManyBranches
from rooms.protocol import (
    CompleteStory,
    ContinueStory,
    FinishGeneration,
    ForkStory,
    GiveRole,
    ModeName,
    RenameBranch,
    ReopenStory,
    RetractPassage,
    SwitchBranch,
)
from rooms.room import on_branch
from tests.worlds import AMINA, JUN, MAREK, World, story


def words(world: World) -> list[str]:
    return [text for _, text in world.told()]


def fork(world: World, after: int, by: UUID = AMINA, go: bool = True, name: str = "Inland") -> int:
    world.do(by, ForkStory, after=after, branch_name=name, go=go)
    return int(world.view.branches[-1].id)


def finish(world: World, text: str, **fields: Any) -> None:
    fields = {"outcome": "complete", **fields}
    world.do(None, FinishGeneration, generation=world.view.generation.id, fence=1, text=text, **fields)


def test_a_fork_leaves_the_story_after_a_passage() -> None:
    """R-B1: a branch reads like the story up to where it left, and then its own passages; the trunk keeps its own."""
    world = story(AMINA, mode="free")
    first = world.write(AMINA, "One.")
    world.write(AMINA, "Two.")
    inland = fork(world, first)
    assert world.types == ["branch.forked", "branch.switched", "turn.began"]
    world.write(AMINA, "Another two.")
    assert words(world) == ["One.", "Another two."]
    world.do(AMINA, SwitchBranch, branch=0)
    assert words(world) == ["One.", "Two."]
    world.do(AMINA, SwitchBranch, branch=inland)
    assert words(world) == ["One.", "Another two."]
    assert len(world.view.passages) == 3


def test_a_story_can_begin_anew() -> None:
    """R-B2: a branch from the very beginning has nothing of the trunk."""
    world = story(AMINA, mode="free")
    world.write(AMINA, "One.")
    fork(world, 0)
    assert words(world) == []
    world.write(AMINA, "Another one.")
    assert words(world) == ["Another one."]


def test_branches_have_branches() -> None:
    """R-B3: a fork of a fork reads along all of them; after a passage of the trunk it leaves that."""
    world = story(AMINA, mode="free")
    one = world.write(AMINA, "1")
    world.write(AMINA, "2")
    first = fork(world, one, name="First")
    two = world.write(AMINA, "1-2")
    world.write(AMINA, "1-3")
    second = fork(world, two, name="Second")
    world.write(AMINA, "1-2-3")
    assert words(world) == ["1", "1-2", "1-2-3"]
    world.do(AMINA, SwitchBranch, branch=first)
    third = fork(world, one, name="Third")
    assert [(branch.id, branch.parent) for branch in world.view.branches] == [(first, 0), (second, first), (third, 0)]
    assert words(world) == ["1"]
    read = on_branch(world.view, second)
    assert [passage.id for passage in world.view.passages if read(passage)][:2] == [one, two]


def test_who_may_do_what_with_branches() -> None:
    """R-B4: everybody who writes may fork and rename their own; the host leads the room there and renames any."""
    world = story(AMINA, MAREK, JUN, mode="free")
    first = world.write(AMINA)
    with pytest.raises(HostOnly):
        fork(world, first, MAREK)
    mine = fork(world, first, MAREK, go=False)
    assert world.view.branch == 0
    with pytest.raises(HostOnly):
        world.do(MAREK, SwitchBranch, branch=mine)
    world.do(MAREK, RenameBranch, branch=mine, branch_name="Out to sea")
    world.do(AMINA, RenameBranch, branch=mine, branch_name="Away")
    with pytest.raises(HostOnly):
        world.do(JUN, RenameBranch, branch=mine, branch_name="Mine")
    world.do(AMINA, GiveRole, member=JUN, role="reader")
    with pytest.raises(ReadersOnly):
        fork(world, first, JUN, go=False)


def test_the_trunk_has_a_name_when_it_is_given_one() -> None:
    """R-B5: the trunk appears among the branches with its first name, and reads as before."""
    world = story(AMINA, MAREK, mode="free")
    first = world.write(AMINA, "One.")
    with pytest.raises(HostOnly):
        world.do(MAREK, RenameBranch, branch=0, branch_name="Home")
    fork(world, first)
    for name in ("Home", "The sea"):
        world.do(AMINA, RenameBranch, branch=0, branch_name=name)
    world.do(AMINA, RenameBranch, branch=0, branch_name="The sea")
    assert world.types == [], "it is called that"
    trunk = world.view.branches[0]
    assert (trunk.id, trunk.name) == (0, "The sea")
    assert words(world) == ["One."]
    world.do(AMINA, SwitchBranch, branch=0)
    assert words(world) == ["One."]


def test_branches_are_there_and_bounded() -> None:
    """R-B6: one forks from a passage that is there and goes to a branch that is there; their number is bounded."""
    world = story(AMINA, mode="free", branches_per_room=1)
    with pytest.raises(NoSuchPassage):
        fork(world, 99)
    with pytest.raises(NoSuchBranch):
        world.do(AMINA, SwitchBranch, branch=99)
    with pytest.raises(NoSuchBranch):
        world.do(AMINA, RenameBranch, branch=99, branch_name="Away")
    fork(world, 0)
    world.do(AMINA, RenameBranch, branch=0, branch_name="The trunk does not count")
    with pytest.raises(TooManyBranches):
        fork(world, 0)
    world.do(AMINA, SwitchBranch, branch=world.view.branch)
    assert world.types == [], "the room is there already"


@pytest.mark.parametrize("mode", ["round", "vote"])
def test_what_waits_lands_before_the_room_goes(mode: ModeName) -> None:
    """R-B7: a switch in mid-turn lands the hidden lines in the branch for which they were written."""
    world = story(AMINA, MAREK, JUN, mode=mode)
    world.write(MAREK, "One.")
    world.write(JUN, "Two.")
    inland = fork(world, 0)
    assert words(world) == []
    assert world.view.turn.taken == ()
    assert world.view.turn.speakers == (AMINA, MAREK, JUN)
    assert all(passage.branch == 0 for passage in world.view.passages)
    world.do(AMINA, SwitchBranch, branch=0)
    assert words(world) == (["One.", "Two."] if mode == "round" else ["One."])
    assert inland in [branch.id for branch in world.view.branches]


def test_a_switch_while_the_room_votes_on_proposals() -> None:
    """R-B8: a switch while proposals are voted on counts now; the winner is in the branch that was left."""
    world = story(AMINA, MAREK, mode="vote")
    world.write(AMINA, "One.")
    world.write(MAREK, "Two.")
    fork(world, 0)
    assert world.types == ["branch.forked", "vote.closed", "passage.settled", "branch.switched", "turn.began"]
    world.do(AMINA, SwitchBranch, branch=0)
    assert words(world) == ["One."]


def test_the_last_passage_is_the_branch_s() -> None:
    """R-B9: what can be taken back is the last passage of the branch that is being written."""
    world = story(AMINA, MAREK, mode="free")
    first = world.write(AMINA, "One.")
    second = world.write(MAREK, "Two.")
    fork(world, first)
    with pytest.raises(TooLateToRetract):
        world.do(MAREK, RetractPassage, passage=second)
    assert world.room is not None
    last = world.room.last_passage()
    assert last is not None
    assert last.id == first
    mine = world.write(MAREK, "Another two.")
    world.do(MAREK, RetractPassage, passage=mine)
    assert words(world) == ["One."]


def test_the_co_author_writes_where_it_began() -> None:
    """R-B10: the co-author's passage lands in the branch where it was asked, wherever the room has gone meanwhile; it
    is asked to stop, and its choices are not offered elsewhere.
    """
    world = story(AMINA, mode="free")
    world.write(AMINA, "One.")
    world.do(AMINA, ContinueStory)
    fork(world, 0)
    assert world.view.generation.stopping
    finish(world, "And it rained.", outcome="stopped")
    assert words(world) == []
    assert world.view.passages[-1].branch == 0
    world.do(AMINA, ContinueStory)
    finish(world, "Elsewhere.", choices=("Go in.", "Go home."))
    assert words(world) == ["Elsewhere."]
    assert world.view.choices is not None
    world.do(AMINA, SwitchBranch, branch=0)
    assert world.view.choices is None
    assert words(world) == ["One.", "And it rained."]


def test_a_partial_of_another_branch_is_continued_there() -> None:
    """R-B11: continuing a partial passage of another branch is writing in that branch."""
    world = story(AMINA, mode="free")
    world.do(AMINA, ContinueStory)
    finish(world, "And then", outcome="stopped")
    partial = world.view.passages[-1]
    fork(world, 0)
    world.do(AMINA, ContinueStory, passage=partial.id)
    assert world.view.generation.branch == 0


def test_a_duet_goes_on_in_a_branch() -> None:
    """R-B12: a duet that is switched while the co-author writes goes on with a person when that is over."""
    world = story(AMINA, MAREK, mode="duet")
    first = world.write(AMINA, "One.")
    fork(world, first)
    finish(world, "Two.", outcome="stopped")
    assert world.view.turn.speakers == (MAREK,)
    assert words(world) == ["One."]


def test_a_complete_story_can_be_read_in_its_branches() -> None:
    """R-B13: a complete story may be forked and gone through; nobody has the turn until it is opened again."""
    world = story(AMINA, mode="free")
    first = world.write(AMINA, "One.")
    world.do(AMINA, CompleteStory)
    fork(world, first)
    assert world.types == ["branch.forked", "branch.switched"]
    world.do(AMINA, ReopenStory)
    world.write(AMINA, "Two.")
    assert world.view.passages[-1].branch == world.view.branch
