"""Given a room, when a command, then events or a refusal: what a room can be asked, and how it answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from rooms.errors import (
    Frozen,
    HostOnly,
    NoSuchMember,
    NoSuchOption,
    NoSuchVote,
    NothingToVoteOn,
    ReadersOnly,
    StoryComplete,
    VoteIsOpen,
)
from rooms.protocol import (
    CallVote,
    CastVote,
    CloseVote,
    CompleteStory,
    ContinueStory,
    EditPassage,
    FinishGeneration,
    ForkStory,
    FreezeRoom,
    GiveRole,
    KickMember,
    ModeName,
    MuteMember,
    OfferChoice,
    PassTurn,
    RetractPassage,
    RetryStory,
    SetRules,
    SettleRoom,
    SwitchBranch,
)
from tests.worlds import AMINA, JUN, MAREK, PRIYA, World, story

FOUR = (AMINA, MAREK, JUN, PRIYA)
YES, NO = 1, 0


def asked(world: World, kind: str, by: UUID = AMINA, **fields: Any) -> Any:
    world.do(by, CallVote, kind=kind, **fields)
    return world.view.vote


def cast(world: World, *hands: tuple[UUID, int]) -> list[str]:
    for person, option in hands:
        world.do(person, CastVote, vote=world.view.vote.id, option=option)
    return world.types


def count(world: World) -> Any:
    """The host has it counted."""
    world.do(AMINA, CloseVote, vote=world.view.vote.id)
    return world.events[0].event


# End, skip: yes or no.


def test_a_vote_ends_the_story() -> None:
    """R-V1: with more than half of the votes for it the story is complete; what waits lands first."""
    world = story(*FOUR[:3], mode="round")
    world.write(MAREK, "And that was that.")
    asked(world, "end", JUN)
    types = cast(world, (JUN, YES), (AMINA, NO), (MAREK, YES))
    assert types == ["vote.cast", "vote.closed", "passage.added", "story.completed", "turn.began"]
    assert world.view.complete
    assert world.told() == [(MAREK, "And that was that.")]


@pytest.mark.parametrize(
    ("hands", "outcome"),
    [((YES,), YES), ((YES, NO), NO), ((YES, NO, YES), YES), ((NO, NO, YES), NO), ((), None)],
    ids=["alone", "a tie is a no", "two of three", "one of three", "nobody"],
)
def test_yes_needs_more_than_half(hands: tuple[int, ...], outcome: int | None) -> None:
    """R-V2: yes needs more than half of the votes that were cast; without any nothing is decided."""
    world = story(*FOUR)
    asked(world, "end")
    cast(world, *zip(FOUR, hands, strict=False))
    closed = count(world)
    assert closed.option == outcome
    assert closed.counts == (hands.count(YES), hands.count(NO))
    assert world.view.complete == (outcome == YES)


@pytest.mark.parametrize("mode", ["round_robin", "duet", "host_picks", "relay", "round", "vote"])
def test_a_vote_skips_somebody(mode: ModeName) -> None:
    """R-V3: the room lets somebody's turn go; where several write it goes on with the others."""
    world = story(*FOUR[:3], mode=mode)
    asked(world, "skip", MAREK, member=AMINA)
    cast(world, (MAREK, YES), (JUN, YES), (AMINA, NO))
    passed = next(r.event for r in world.events if r.event.type == "turn.passed")
    assert (passed.member, passed.why) == (AMINA, "skipped")
    assert (AMINA in world.view.turn.taken) == (mode in ("relay", "round", "vote"))


def test_only_a_speaker_can_be_skipped() -> None:
    """R-V4: there is nobody to skip but who has the turn and has not had theirs yet."""
    world = story(*FOUR[:2])
    with pytest.raises(NoSuchMember):
        asked(world, "skip", member=MAREK)
    relay = story(*FOUR[:3], mode="relay")
    relay.write(MAREK)
    with pytest.raises(NoSuchMember):
        asked(relay, "skip", member=MAREK)
    with pytest.raises(NoSuchMember):
        asked(story(AMINA, mode="free"), "skip", member=AMINA)


# Choices.


def choices(world: World) -> int:
    passage = world.write(AMINA)
    for person, text in ((AMINA, "Go in."), (MAREK, "Go home."), (MAREK, "Wait.")):
        world.do(person, OfferChoice, passage=passage, text=text)
    return passage


def test_a_vote_picks_a_choice() -> None:
    """R-V5: the choice with most votes becomes the next passage, by whoever offered it, and the next one writes."""
    world = story(*FOUR[:3])
    passage = choices(world)
    asked(world, "choice", JUN, passage=passage)
    cast(world, (AMINA, 0), (MAREK, 1), (JUN, 1))
    assert world.told()[-1] == (MAREK, "Go home.")
    assert world.view.turn.speakers == (JUN,), "it was Marek's turn"
    assert world.view.choices is None


@pytest.mark.parametrize(
    ("hands", "option"),
    [
        ({MAREK: 2, JUN: 1, AMINA: 2}, 2),
        ({MAREK: 2, JUN: 1}, 1),
        ({MAREK: 2, JUN: 1, AMINA: 2, PRIYA: 1}, 2),
        ({MAREK: 2, JUN: 1, PRIYA: 0, AMINA: 0}, 0),
        ({MAREK: 2, JUN: 2, PRIYA: 1, AMINA: 0}, 2),
    ],
    ids=["most", "what stands first", "the host's among the first", "one more", "the host's is not among the first"],
)
def test_ties(hands: dict[UUID, int], option: int) -> None:
    """R-V6: most votes win; in a tie what the host voted for, if that is among the first, else what stands first."""
    world = story(*FOUR)
    passage = choices(world)
    asked(world, "choice", passage=passage)
    for person, hand in hands.items():
        types = cast(world, (person, hand))
    closed = world.events[-1].event if "vote.closed" not in types else world.events[1].event
    closed = count(world) if world.view.vote else closed
    assert closed.option == option  # type: ignore[union-attr]


def test_there_must_be_something_to_choose() -> None:
    """R-V7: a choice needs two choices, a version two versions, a branch two branches."""
    world = story(AMINA, MAREK, mode="free")
    passage = world.write(AMINA)
    world.do(AMINA, OfferChoice, passage=passage, text="Go in.")
    for fields in ({"kind": "choice", "passage": passage}, {"kind": "version", "passage": passage}, {"kind": "branch"}):
        with pytest.raises(NothingToVoteOn):
            asked(world, **fields)


# Versions and branches.


def test_a_vote_turns_to_a_version() -> None:
    """R-V8: the room chooses among the versions of a passage."""
    world = story(*FOUR[:3], mode="free")
    passage = world.write(AMINA, "One.")
    world.do(AMINA, EditPassage, passage=passage, text="Two.")
    vote = asked(world, "version", MAREK, passage=passage)
    cast(world, (MAREK, vote.options[0]), (JUN, vote.options[0]), (AMINA, vote.options[1]))
    assert world.told() == [(AMINA, "One.")]
    vote = asked(world, "version", MAREK, passage=passage)
    cast(world, *((person, vote.options[0]) for person in FOUR[:3]))
    assert world.types == ["vote.cast", "vote.closed"], "it is shown already"


def test_a_vote_goes_to_a_branch() -> None:
    """R-V9: the room decides to write on in another branch."""
    world = story(*FOUR[:2])
    passage = world.write(AMINA)
    world.do(MAREK, ForkStory, after=passage, branch_name="Inland")
    fork = world.view.branches[0].id
    assert asked(world, "branch", MAREK).options == (0, fork)
    cast(world, (MAREK, fork), (AMINA, fork))
    assert world.view.branch == fork
    assert world.types == ["vote.cast", "vote.closed", "branch.switched", "turn.began"]


# Votes, hands and the count.


def test_hands_are_seen_and_may_change() -> None:
    """R-V10: hands are seen as they rise; one may vote otherwise until the count, and the same again says nothing."""
    world = story(*FOUR)
    asked(world, "end")
    cast(world, (MAREK, YES), (JUN, NO))
    assert world.view.vote.hands == {MAREK: YES, JUN: NO}
    assert cast(world, (MAREK, NO)) == ["vote.cast"]
    assert cast(world, (MAREK, NO)) == []
    assert world.view.vote.cast == (MAREK, JUN)
    assert count(world).counts == (0, 2)


def test_secret_votes() -> None:
    """R-V11: in a secret vote it is seen who has voted and not for what, before and after the count."""
    world = story(*FOUR[:3])
    world.do(AMINA, SetRules, rules=world.view.rules.model_copy(update={"secret_votes": True}))
    asked(world, "end", MAREK)
    cast(world, (MAREK, YES), (AMINA, NO))
    assert [(r.event.option, r.sealed) for r in world.events] == [(None, {"option": "0"})]  # type: ignore[union-attr]
    assert (world.view.vote.cast, world.view.vote.hands) == ((MAREK, AMINA), {})
    cast(world, (AMINA, YES))
    assert count(world).counts == (2, 0)
    public = [r.event.model_dump() for r in world.log if r.event.type == "vote.cast"]
    assert [event["option"] for event in public] == [None] * 3


def test_it_closes_when_all_have_voted() -> None:
    """R-V12: the vote ends with the last hand of those who are here and write; readers and the absent are not waited
    for, the muted are: they have a vote.
    """
    world = story(*FOUR)
    world.do(AMINA, GiveRole, member=JUN, role="reader")
    world.do(AMINA, MuteMember, member=MAREK, muted=True)
    asked(world, "end")
    with pytest.raises(ReadersOnly):
        cast(world, (JUN, YES))
    world.leaves(PRIYA)
    world.later(world.settings.absent_seconds)
    cast(world, (AMINA, NO))
    assert world.view.vote is not None
    assert "vote.closed" in cast(world, (MAREK, NO))


def test_the_last_who_has_not_voted_goes() -> None:
    """R-V13: when those who are still to vote are away or sent away the vote is counted."""
    world = story(*FOUR[:3])
    asked(world, "end")
    cast(world, (AMINA, NO), (MAREK, NO))
    world.do(AMINA, KickMember, member=JUN)
    world.do(None, SettleRoom)
    assert world.types == ["vote.closed"]


def test_a_vote_has_its_time() -> None:
    """R-V14: when its time is over it is counted; a second too early it is not."""
    world = story(*FOUR)
    vote = asked(world, "end")
    assert (vote.closes_at - world.at).total_seconds() == world.view.rules.vote_seconds
    cast(world, (MAREK, YES))
    world.later(world.view.rules.vote_seconds - 1).do(None, SettleRoom)
    assert world.types == []
    world.later(1).do(None, SettleRoom)
    assert world.types[0] == "vote.closed"
    assert world.view.complete, "one vote of one is more than half"


def test_who_may_close_a_vote() -> None:
    """R-V15: the host has it counted early; who asked may take the question back, which decides nothing."""
    world = story(*FOUR)
    asked(world, "end", MAREK)
    cast(world, (MAREK, YES))
    with pytest.raises(HostOnly):
        world.do(JUN, CloseVote, vote=world.view.vote.id)
    world.do(MAREK, CloseVote, vote=world.view.vote.id)
    assert world.types == ["vote.closed"]
    assert not world.view.complete
    asked(world, "end", MAREK)
    cast(world, (MAREK, YES))
    assert count(world).option == YES


def test_one_vote_at_a_time() -> None:
    """R-V16: there is one vote at a time, which takes its own options alone, while it is open."""
    world = story(*FOUR)
    vote = asked(world, "end")
    with pytest.raises(VoteIsOpen):
        asked(world, "skip", MAREK, member=AMINA)
    with pytest.raises(NoSuchOption):
        cast(world, (AMINA, 2))
    with pytest.raises(NoSuchVote):
        world.do(AMINA, CastVote, vote=vote.id + 1, option=YES)
    count(world)
    with pytest.raises(NoSuchVote):
        world.do(AMINA, CastVote, vote=vote.id, option=YES)
    with pytest.raises(NoSuchVote):
        world.do(AMINA, CloseVote, vote=vote.id)


def test_what_was_asked_has_gone() -> None:
    """R-V17: a vote on what is no longer there is closed without a decision: a turn that is over, choices that were
    passed by, a passage that was taken back.
    """
    world = story(*FOUR[:2])
    asked(world, "skip", MAREK, member=AMINA)
    world.do(AMINA, PassTurn, turn=1)
    world.do(None, SettleRoom)
    assert [(r.event.type, getattr(r.event, "option", None)) for r in world.events] == [("vote.closed", None)]

    world = story(*FOUR[:2], mode="free")
    passage = choices(world)
    asked(world, "choice", passage=passage)
    cast(world, (AMINA, 1))
    other = world.write(MAREK)
    assert "passage.added" not in cast(world, (MAREK, 1)), "the last hand finds nothing to pick"
    world.do(MAREK, EditPassage, passage=other, text="Two.")
    asked(world, "version", passage=other)
    world.do(MAREK, RetractPassage, passage=other)
    world.do(None, SettleRoom)
    assert world.types == ["vote.closed"]


def test_choices_stay_while_they_are_voted_on() -> None:
    """R-V18: what the room votes on is what it gets: the co-author's new choices do not take the place of the old."""
    world = story(AMINA, MAREK, mode="free")
    world.do(AMINA, ContinueStory)
    for kind in ("new", "retry"):
        world.do(
            None, FinishGeneration, generation=world.view.generation.id, fence=1, outcome="complete", text=kind,
            choices=(f"{kind} one", f"{kind} two"),
        )  # fmt: skip
        passage = world.view.passages[-1].id
        if kind == "new":
            world.do(AMINA, OfferChoice, passage=passage, text="Mine.")
            asked(world, "choice", passage=passage)
            world.do(AMINA, RetryStory, passage=passage)
    cast(world, (AMINA, 2), (MAREK, 2))
    assert world.told()[-1] == (AMINA, "Mine.")


def test_a_frozen_room_counts_nothing() -> None:
    """R-V19: while the story is paused hands may rise, and nothing is asked, counted or done."""
    world = story(*FOUR[:2])
    asked(world, "end")
    world.do(AMINA, FreezeRoom, frozen=True)
    cast(world, (AMINA, YES), (MAREK, YES))
    world.later(3600).do(None, SettleRoom)
    assert not world.view.complete
    with pytest.raises(Frozen):
        count(world)
    world.do(AMINA, FreezeRoom, frozen=False)
    world.do(None, SettleRoom)
    assert world.view.complete
    with pytest.raises(StoryComplete):
        asked(world, "end")


def test_completing_closes_the_vote() -> None:
    """R-V20: when the host completes the story, or switches the branch, no vote stays behind that asks for it."""
    world = story(*FOUR[:2])
    asked(world, "end", MAREK)
    world.do(AMINA, CompleteStory)
    assert world.view.vote is None
    world = story(*FOUR[:2], mode="free")
    passage = choices(world)
    world.do(AMINA, ForkStory, after=passage, branch_name="Inland")
    asked(world, "choice", passage=passage)
    world.do(AMINA, SwitchBranch, branch=world.view.branches[0].id)
    world.do(None, SettleRoom)
    assert world.view.vote is None
