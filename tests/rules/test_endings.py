"""Given a room, when a command, then events or a refusal: choices that people offer, and the end of a story."""

from __future__ import annotations

from typing import Any

import pytest

from rooms.decide import decide
from rooms.errors import (
    HostOnly,
    NoSuchPassage,
    NotYourTurn,
    ReadersOnly,
    StoryComplete,
    StoryNotComplete,
    TooManyChoices,
)
from rooms.protocol import (
    Command,
    CompleteStory,
    ContinueStory,
    CreateRoom,
    EditPassage,
    FinishGeneration,
    FreezeRoom,
    GiveRole,
    JoinRoom,
    LeaveRoom,
    ModeName,
    OfferChoice,
    PassTurn,
    PickChoice,
    PostChat,
    ReopenStory,
    RetractPassage,
    Rules,
    SetMode,
    SettleRoom,
    SkipTurn,
)
from rooms.story import MOST_CHOICES
from rooms.turns import MODES
from tests.worlds import AMINA, JUN, MAREK, NAMES, World, story


def offer(world: World, by: Any, text: str) -> None:
    world.do(by, OfferChoice, passage=world.view.passages[-1].id, text=text)


# Choices by people.


def test_people_offer_choices_beside_the_co_author_s() -> None:
    """R-S40: a way on that somebody offers stands beside the co-author's, with its giver; the same twice is once."""
    world = story(AMINA, MAREK, mode="free")
    world.do(AMINA, ContinueStory)
    world.do(
        None, FinishGeneration, generation=world.view.generation.id, fence=1, outcome="complete", text="A door.",
        choices=("Go in.", "Go home."),
    )  # fmt: skip
    offer(world, MAREK, "Knock.")
    offer(world, AMINA, "Knock.")
    assert world.types == []
    assert world.view.choices.options == ("Go in.", "Go home.", "Knock.")
    assert world.view.choices.by == (None, None, MAREK)
    world.do(AMINA, PickChoice, turn=1, passage=world.view.choices.passage, option=2)
    assert world.told()[-1] == (AMINA, "Knock."), "who picks it writes it"
    assert world.view.choices is None


def test_choices_follow_the_last_passage() -> None:
    """R-S41: choices are offered after the last passage when it is whole, by who writes here, and are not many."""
    world = story(AMINA, MAREK, mode="free")
    with pytest.raises(NoSuchPassage):
        world.do(AMINA, OfferChoice, passage=1, text="Go in.")
    first = world.write(AMINA)
    world.write(AMINA)
    with pytest.raises(NoSuchPassage):
        world.do(AMINA, OfferChoice, passage=first, text="Go in.")
    for number in range(MOST_CHOICES):
        offer(world, MAREK, f"Way {number}")
    with pytest.raises(TooManyChoices):
        offer(world, MAREK, "One more.")
    world.do(AMINA, GiveRole, member=MAREK, role="reader")
    with pytest.raises(ReadersOnly):
        offer(world, MAREK, "Way 0")
    world.do(AMINA, RetractPassage, passage=world.view.passages[-1].id)
    assert world.view.choices is None


def test_a_choice_can_be_a_hidden_line() -> None:
    """R-S42: in a round a picked choice is one's hidden line, which lands with the others."""
    world = story(AMINA, MAREK, mode="round")
    world.write(AMINA)
    world.write(MAREK)
    offer(world, MAREK, "Knock.")
    choices = world.view.choices
    world.do(AMINA, PickChoice, turn=2, passage=choices.passage, option=0)
    assert world.types == ["turn.taken"]
    assert world.view.choices == choices
    world.write(MAREK, "Nobody answered.")
    assert [text for _, text in world.told()][-2:] == ["Knock.", "Nobody answered."]


# Complete and reopen.


@pytest.mark.parametrize("mode", list(MODES))
def test_a_complete_story_rests(mode: ModeName) -> None:
    """R-S43: a complete story has no turn, whatever the mode: what waited landed first, no clock runs, nothing is
    written; chat goes on. Opened again somebody can write at once.
    """
    world = story(AMINA, MAREK, mode=mode, timer=60)
    number = world.view.turn.number
    world.write(AMINA, "The last line.")
    with pytest.raises(HostOnly):
        world.do(MAREK, CompleteStory)
    with pytest.raises(StoryNotComplete):
        world.do(AMINA, ReopenStory)
    world.do(AMINA, CompleteStory)
    assert world.told() == [(AMINA, "The last line.")]
    assert (world.view.complete, world.view.turn.kind) == (True, "nobody")
    world.later(3600).do(None, SettleRoom)
    assert world.types == []
    closed: list[tuple[type[Command], dict[str, Any]]] = [
        (EditPassage, {"passage": world.view.passages[-1].id, "text": "No."}), (PassTurn, {"turn": number}),
        (SkipTurn, {"turn": number}), (SetMode, {"mode": "free"}), (ContinueStory, {}),
    ]  # fmt: skip
    for kind, fields in closed:
        with pytest.raises(StoryComplete):
            world.do(AMINA, kind, **fields)
    world.do(MAREK, PostChat, text="What an end!")
    if generation := world.view.generation:
        world.do(None, FinishGeneration, generation=generation.id, fence=1, outcome="stopped", text="")
    world.do(AMINA, ReopenStory)
    assert world.view.turn.kind in ("open", "people")
    assert not world.view.complete


def test_completing_twice_says_nothing() -> None:
    """R-S44: a story is completed once; coming and going wakes no turn in it."""
    world = story(AMINA, MAREK)
    world.do(AMINA, CompleteStory)
    world.do(AMINA, CompleteStory)
    assert world.types == []
    world.do(JUN, JoinRoom, as_name=NAMES[JUN])
    world.do(MAREK, LeaveRoom)
    world.do(AMINA, FreezeRoom, frozen=True)
    assert world.view.turn.kind == "nobody"


def test_the_co_author_s_last_words() -> None:
    """R-S45: completing asks the co-author to stop; what it has written by then still lands."""
    world = story(AMINA, mode="free")
    world.do(AMINA, ContinueStory)
    world.do(AMINA, CompleteStory)
    assert world.view.generation.stopping
    world.do(
        None, FinishGeneration, generation=world.view.generation.id, fence=1, outcome="stopped", text="And so",
        choices=(),
    )  # fmt: skip
    assert world.types == ["passage.added", "generation.ended"]


def test_a_story_begins_with_what_was_written_before() -> None:
    """R-S46: a room made from an older text has its passages, by who brought them; turns begin after them."""
    world = World()
    command = CreateRoom(
        op=world.op(), room=story().view.id, title="Old", premise="From a drawer.", language="fr", genre="mystery",
        mode="round_robin", rules=Rules(), host_name="Amina", passages=("Un.", "Deux."),
    )  # fmt: skip
    decision = decide(None, AMINA, command, world.moment)
    world.room, world.log = decision.after, list(decision.events)
    assert world.told() == [(AMINA, "Un."), (AMINA, "Deux.")]
    assert world.view.turn.speakers == (AMINA,)
    world.do(MAREK, JoinRoom, as_name="Marek")
    with pytest.raises(NotYourTurn):
        world.write(MAREK)
