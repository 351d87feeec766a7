"""Given a room, when people write or fall silent, then the co-author takes its part as the host chose."""

from __future__ import annotations

from typing import Any

import pytest

from rooms.deciding import due_at
from rooms.errors import NoSuchMember, NoSuchOption, NothingToVoteOn, StillHere, StillProposed, VoteIsOpen
from rooms.protocol import (
    AskCoauthor,
    CallVote,
    CastVote,
    ContinueStory,
    EditPassage,
    FinishGeneration,
    Generation,
    Manner,
    ModeName,
    Passage,
    RetractPassage,
    SetMode,
    SettleRoom,
    TakeCharacter,
    Thread,
    Vote,
)
from rooms.room import told
from tests.worlds import AMINA, JUN, MAREK, World, story

THREE = (AMINA, MAREK, JUN)
YES, NO = 1, 0


def room(mode: ModeName = "round_robin", **manner: Any) -> World:
    return story(*THREE, mode=mode, manner=Manner(**manner))


def generation(world: World) -> Generation:
    found: Generation | None = world.view.generation
    assert found is not None
    return found


def finish(world: World, text: str = "The bell rang.", outcome: str = "complete", **fields: Any) -> None:
    now = generation(world)
    world.do(None, FinishGeneration, generation=now.id, fence=now.fence, outcome=outcome, text=text, **fields)


def kind(world: World) -> str:
    return str(world.view.turn.kind)


def last(world: World) -> Passage:
    found: Passage = world.view.passages[-1]
    return found


def vote(world: World) -> Vote:
    found: Vote | None = world.view.vote
    assert found is not None
    return found


def read(world: World) -> list[int]:
    return [passage.id for passage in told(world.view, world.view.branch)]


# After so many turns.


def test_it_takes_a_turn_after_so_many() -> None:
    """R-Q1: where the host chose so, the co-author has a turn after every so many turns of people."""
    world = room(speaks="turns", every=2)
    world.write(AMINA)
    assert kind(world) == "people"
    world.write(MAREK)
    assert kind(world) == "coauthor"
    finish(world)
    assert (kind(world), world.view.turn.speakers) == ("people", (JUN,))
    world.write(JUN)
    assert kind(world) == "people"


def test_in_a_round_everybodys_lines_are_one_turn() -> None:
    """R-Q2: where all write at the same time, a turn is what all of them wrote."""
    world = room("round", speaks="turns", every=2)
    for _ in range(2):
        assert kind(world) == "people"
        for member in THREE:
            world.write(member)
    assert kind(world) == "coauthor"


def test_where_nobody_has_turns_it_writes_along() -> None:
    """R-Q3: in a free room it begins after so many passages, and nobody has to wait for it."""
    world = room("free", speaks="turns", every=2)
    world.write(AMINA)
    world.write(AMINA)
    assert kind(world) == "open"
    generation(world)
    world.write(MAREK)
    finish(world)
    assert last(world).author is None
    world.write(MAREK)
    assert world.view.generation is None, "its own passage starts the count again"


@pytest.mark.parametrize(("coauthor", "manner"), [(False, Manner(speaks="turns")), (True, Manner())])
def test_it_does_not_speak_unasked_where_it_must_not(coauthor: bool, manner: Manner) -> None:
    """R-Q4: without a co-author, or when it speaks only on request, no turn is its own."""
    world = story(*THREE, coauthor=coauthor, manner=manner)
    for member in (*THREE, *THREE):
        world.write(member)
    assert world.view.generation is None


# In a silence.


def test_it_breaks_a_silence_once() -> None:
    """R-Q5: after so long without a passage it writes one, in nobody's turn, and then waits for people again."""
    world = room(speaks="silence", silence_seconds=30)
    assert world.room is not None
    assert due_at(world.room) is None, "an empty page is not a silence"
    world.write(AMINA)
    assert due_at(world.room) is not None
    world.later(29).do(None, SettleRoom)
    assert world.view.generation is None
    world.later(2).do(None, SettleRoom)
    finish(world)
    assert (kind(world), world.view.turn.speakers) == ("people", (MAREK,))
    world.later(300).do(None, SettleRoom)
    assert world.view.generation is None, "it does not answer itself"


def test_typing_is_no_silence() -> None:
    """R-Q6: while somebody types the silence has not begun."""
    world = room(speaks="silence", silence_seconds=30)
    world.write(AMINA)
    world.later(25)
    world.quiet_since = world.at
    world.later(10).do(None, SettleRoom)
    assert world.view.generation is None
    world.later(20).do(None, SettleRoom)
    generation(world)


# Weaving.


def woven(**manner: Any) -> World:
    """A round whose lines were woven, and wait for objections."""
    world = room("round", weave=True, **manner)
    for number, member in enumerate(THREE):
        world.write(member, f"Line {number}.")
    lines = generation(world).woven
    threads = tuple(Thread(start=8 * n, end=8 * n + 7, passage=line) for n, line in enumerate(lines))
    finish(world, "Line 0. Line 1. Line 2.", threads=threads)
    return world


def test_the_lines_of_a_round_are_woven() -> None:
    """R-Q7: the lines land first, so that nothing is lost; then the co-author weaves them, and says which is whose."""
    world = room("round", weave=True)
    for member in THREE:
        world.write(member)
    assert [p.author for p in world.view.passages] == list(THREE)
    assert (generation(world).kind, kind(world)) == ("weave", "coauthor")
    assert generation(world).woven == tuple(p.id for p in world.view.passages)


def test_nobody_objects_and_it_stands() -> None:
    """R-Q8: it waits for objections; when all have said that it is fine, it is read in place of its lines."""
    world = woven()
    assert (last(world).status, kind(world), vote(world).kind) == ("proposed", "vote", "weave")
    assert read(world) == list(last(world).woven), "until then the lines are read"
    for member in THREE:
        world.do(member, CastVote, vote=vote(world).id, option=YES)
    assert (last(world).status, read(world)) == ("complete", [last(world).id])
    assert [t.passage for t in last(world).threads] == list(last(world).woven)
    assert kind(world) == "people"


def test_silence_is_consent() -> None:
    """R-Q9: when the time for objections is over it stands."""
    world = woven()
    world.later(61).do(None, SettleRoom)
    assert last(world).status == "complete"


def test_one_objection_is_enough() -> None:
    """R-Q10: one objection, and it is written once more; after a second one the lines stand as they were."""
    world = woven()
    lines = last(world).woven
    world.do(AMINA, CastVote, vote=vote(world).id, option=YES)
    world.do(MAREK, CastVote, vote=vote(world).id, option=NO)
    world.do(JUN, CastVote, vote=vote(world).id, option=YES)
    assert (generation(world).kind, generation(world).passage, kind(world)) == ("retry", last(world).id, "coauthor")
    finish(world, "Another way.")
    assert (last(world).status, len(last(world).versions)) == ("proposed", 2)
    world.do(MAREK, CastVote, vote=vote(world).id, option=NO)
    world.later(61).do(None, SettleRoom)
    assert (last(world).status, read(world), kind(world)) == ("retracted", list(lines), "people")


def test_only_they_object_whose_lines_are_in_it() -> None:
    """R-Q11: it is for those to object whose lines are in it, and nobody can ask for such a vote."""
    world = room("round", weave=True)
    world.write(AMINA)
    world.write(MAREK)
    world.later(1)
    world.leaves(JUN)
    world.later(20).do(None, SettleRoom)
    with pytest.raises(VoteIsOpen):
        world.do(AMINA, CallVote, kind="end")
    finish(world)
    world.comes(JUN)
    with pytest.raises(NoSuchOption):
        world.do(JUN, CastVote, vote=vote(world).id, option=NO)
    with pytest.raises(StillProposed):
        world.do(AMINA, EditPassage, passage=last(world).id, text="Mine.")
    world.do(AMINA, CastVote, vote=vote(world).id, option=YES)
    world.do(MAREK, CastVote, vote=vote(world).id, option=YES)
    with pytest.raises(NothingToVoteOn):
        world.do(AMINA, CallVote, kind="weave")


@pytest.mark.parametrize(("text", "outcome"), [("Half a", "stopped"), ("", "complete"), ("Half a", "failed")])
def test_what_is_not_whole_is_not_offered(text: str, outcome: str) -> None:
    """R-Q12: half a weaving is dropped, and the lines stand."""
    world = room("round", weave=True)
    for member in THREE:
        world.write(member)
    finish(world, text, outcome)
    assert (len(world.view.passages), kind(world)) == (3, "people")


def test_another_mode_in_the_middle_leaves_the_lines() -> None:
    """R-Q13: a switch while it waits for objections lets it stand; a switch while it is rewritten, the lines."""
    world = woven()
    world.do(AMINA, SetMode, mode="free")
    assert last(world).status == "complete"
    world = woven()
    for member in THREE:
        world.do(member, CastVote, vote=vote(world).id, option=NO)
    world.do(AMINA, SetMode, mode="free")
    assert last(world).status == "retracted"
    finish(world)
    assert last(world).status == "retracted"


def test_one_line_is_not_woven() -> None:
    """R-Q14: one line alone lands as it is."""
    world = room("round", weave=True)
    world.write(AMINA)
    world.leaves(MAREK)
    world.leaves(JUN)
    world.later(20).do(None, SettleRoom)
    assert (world.view.generation, len(world.view.passages)) == (None, 1)


# In somebody's place.


def test_it_plays_who_is_away() -> None:
    """R-Q15: when somebody's turn would come and they are away, it plays their character, marked; then it goes on."""
    world = room(understudy=True)
    world.do(MAREK, TakeCharacter, character="The ferryman")
    world.leaves(MAREK)
    world.later(20).write(AMINA)
    assert (generation(world).stands_for, kind(world)) == (MAREK, "coauthor")
    finish(world)
    assert (last(world).author, last(world).stands_for) == (None, MAREK)
    assert world.view.turn.speakers == (JUN,)
    world.write(JUN)
    assert world.view.turn.speakers == (AMINA,)


def test_who_comes_back_may_undo_it() -> None:
    """R-Q16: what was written in one's place one takes back whenever one likes, and only oneself."""
    world = room("free")
    world.do(MAREK, TakeCharacter, character="The ferryman")
    with pytest.raises(StillHere):
        world.do(AMINA, ContinueStory, stands_for=MAREK)
    world.leaves(MAREK)
    world.leaves(JUN)
    world.later(20)
    with pytest.raises(NoSuchMember):
        world.do(AMINA, ContinueStory, stands_for=JUN)
    world.do(AMINA, ContinueStory, stands_for=MAREK)
    finish(world)
    played = last(world).id
    world.write(AMINA)
    world.comes(MAREK)
    world.later(5000).do(MAREK, RetractPassage, passage=played)
    assert world.view.passages[-2].status == "retracted"
    assert (last(world).status, last(world).author) == ("complete", AMINA)


# Beside the story.


def test_what_if_is_no_story() -> None:
    """R-Q17: a question beside the story is answered aside: nobody's turn changes and no passage comes of it."""
    world = room()
    world.write(AMINA)
    world.do(MAREK, AskCoauthor, text="What if the ferry sank?")
    assert world.types == ["generation.started", "chat.posted"]
    finish(world, "Then they would swim.")
    said = world.events[0].event
    assert (said.type, said.model_dump()["member"], said.model_dump()["aside"]) == ("chat.posted", None, True)
    assert (len(world.view.passages), world.view.turn.speakers) == (1, (MAREK,))


def test_an_aside_does_not_cost_the_coauthor_its_turn() -> None:
    """R-Q18: where it is answering aside when its turn comes, it has its turn after."""
    world = room(speaks="turns")
    world.do(MAREK, AskCoauthor, text="What if?")
    world.write(AMINA)
    assert kind(world) == "people", "one generation at a time"
    finish(world, "Then that.")
    world.write(MAREK)
    assert (kind(world), generation(world).kind) == ("coauthor", "new")
