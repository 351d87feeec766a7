"""Given a room for an age, when something is said in it, then it is checked at the door: nothing unfit is an event."""

from __future__ import annotations

import json
from typing import Any, cast
from uuid import uuid5

import pytest

from rooms.errors import (
    AgeIsPromised,
    Busy,
    CoauthorWriting,
    NotFitting,
    PleaseTalk,
    Refused,
    StoryNotFitting,
    TooPrivate,
)
from rooms.moderation import screen, screen_again, so_far
from rooms.protocol import (
    COMMANDS,
    AdoptRoom,
    Age,
    Beat,
    Command,
    ContinueStory,
    CreateRoom,
    Effect,
    FinishGeneration,
    ForkStory,
    JoinRoom,
    OfferChoice,
    PostChat,
    PostNote,
    RenameStory,
    Rules,
    SetRules,
    SubmitTurn,
    SuggestEdit,
    TakeCharacter,
    TightenRules,
)
from tests.worlds import AMINA, JUN, MAREK, SPACE, World, story

UNFIT = "Damn it, where is the notice?"


def _young(*people: Any, mode: str = "free", age: Age = "6-9") -> World:
    """A story for an age, from its beginning."""
    world = World()
    world.do(
        AMINA, CreateRoom, room=uuid5(SPACE, "young"), title="The Sea Is Out", premise="The sea has left a notice.",
        language="en", genre="fantasy", mode=mode, rules=Rules(age=age), host_name="Amina",
    )  # fmt: skip
    for person in people:
        world.do(person, JoinRoom, as_name="Marek" if person == MAREK else "Jun")
    world.here = {AMINA, *people}
    return world


def test_every_word_that_others_read_is_checked() -> None:
    """R-A25: passages, chat, notes, choices, names, characters, titles, rules and wishes: refused, and the room is as
    before; the same with fit words takes effect.
    """
    tried: dict[str, tuple[type[Any], dict[str, Any], str]] = {
        "passage": (SubmitTurn, {"turn": 1}, "text"),
        "chat": (PostChat, {}, "text"),
        "note": (PostNote, {"passage": 6}, "text"),
        "suggestion": (SuggestEdit, {"passage": 6}, "text"),
        "choice": (OfferChoice, {"passage": 6}, "text"),
        "branch": (ForkStory, {"after": 6}, "branch_name"),
        "character": (TakeCharacter, {}, "character"),
        "title": (RenameStory, {}, "title"),
        "wish": (ContinueStory, {}, "hint"),
    }
    for kind, fields, words in tried.values():
        world = _young(MAREK)
        world.write(AMINA)
        assert world.view.passages[-1].id == 6
        before = world.room
        with pytest.raises(NotFitting) as refused:
            world.do(AMINA, kind, **fields, **{words: UNFIT})
        assert refused.value.args_for_page == {"found": "Damn", "field": "name" if words == "branch_name" else words}
        assert world.room is before
        world.do(AMINA, kind, **fields, **{words: "A fine tide"})
        assert world.events


def test_no_field_of_a_command_is_forgotten() -> None:
    """R-A26: whatever command takes words, also one that is made tomorrow, has them all checked."""
    wordy = 0
    kinds: tuple[type[Command], ...] = (*COMMANDS.values(), CreateRoom, AdoptRoom)
    for kind in kinds:
        for name, info in kind.model_fields.items():
            if "str" in str(info.annotation) and "Literal" not in str(info.annotation):
                wordy += 1
                with pytest.raises(NotFitting):
                    screen(cast(Any, kind).model_construct(**{name: UNFIT}), "6-9", "en")
    assert wordy > 15


def test_who_comes_and_what_a_story_begins_with_is_checked() -> None:
    """R-A27: names at the door, the premise, the title, what was written before, words to learn: refused with the name
    of the field; an adults' room takes them.
    """
    world = _young()
    with pytest.raises(NotFitting) as refused:
        world.do(MAREK, JoinRoom, as_name="Damn Marek")
    assert refused.value.args_for_page["field"] == "name"
    with pytest.raises(TooPrivate):
        world.do(MAREK, JoinRoom, as_name="marek_2014@example.org")
    fine: dict[str, Any] = {
        "room": uuid5(SPACE, "other"), "title": "Out", "premise": "The sea.", "language": "en", "genre": "fantasy",
        "mode": "free", "rules": Rules(age="10-12"), "host_name": "Amina",
    }  # fmt: skip
    for change in (
        {"title": UNFIT}, {"premise": UNFIT}, {"host_name": "Damn"}, {"passages": ("Fine.", UNFIT)},
        {"rules": Rules(age="10-12", tone=UNFIT)}, {"rules": Rules(age="10-12", words_to_learn=("tide", "damn"))},
    ):  # fmt: skip
        with pytest.raises(NotFitting):
            World().do(AMINA, CreateRoom, **(fine | change))
    World().do(AMINA, CreateRoom, **(fine | {"rules": Rules(), "premise": UNFIT}))
    with pytest.raises(PleaseTalk):
        world.do(AMINA, PostChat, text="I want to die")
    with pytest.raises(Refused):
        story(AMINA).do(AMINA, PostChat, text="heil hitler")


def test_an_age_becomes_stricter_and_is_never_taken_back() -> None:
    """R-A28: alone one may choose any; once somebody else came it only becomes stricter, and only when everything up to
    this moment was read and the co-author is not writing.
    """
    world = _young(age="10-12")
    world.do(AMINA, SetRules, rules=Rules(age="16-17"))
    world.do(MAREK, JoinRoom, as_name="Marek")
    with pytest.raises(AgeIsPromised):
        world.do(AMINA, SetRules, rules=Rules(age="adult"))
    for command in ({"kind": SetRules}, {"kind": TightenRules, "read": world.view.seq - 1}):
        kind = command.pop("kind")
        with pytest.raises(Busy):
            world.do(AMINA, kind, rules=Rules(age="13-15"), **command)
    world.do(AMINA, ContinueStory)
    with pytest.raises(CoauthorWriting):
        world.do(AMINA, TightenRules, rules=Rules(age="13-15"), read=world.view.seq)
    generation = world.view.generation
    world.do(None, FinishGeneration, generation=generation.id, fence=1, outcome="complete", text="The tide rose.")
    world.do(AMINA, TightenRules, rules=Rules(age="13-15"), read=world.view.seq)
    assert world.view.rules.age == "13-15"
    older = story(AMINA, MAREK, mode="round")
    older.do(MAREK, SubmitTurn, turn=older.view.turn.number, text=UNFIT)
    *before, hidden = older.log
    for recorded in before:
        screen_again(recorded, "6-9", "en")
    with pytest.raises(StoryNotFitting):
        screen_again(hidden, "6-9", "en")


def test_what_the_coauthor_wrote_is_checked_once_more_at_the_door() -> None:
    """R-A29: unfit words of the co-author do not land, in no kind of writing, and unfit choices are left out; the room
    goes on.
    """
    for outcome in ("complete", "stopped"):
        world = _young(mode="duet")
        world.write(AMINA, "Once.")
        generation = world.view.generation
        finish = {"generation": generation.id, "fence": 1, "outcome": outcome}
        world.do(None, FinishGeneration, **finish, text=f"The tide rose. {UNFIT}", choices=("Go.", "Stay."))
        assert world.types[0] == "generation.ended"
        assert json.loads(world.events[0].event.model_dump_json())["outcome"] == "withheld"
        assert len(world.view.passages) == 1
        assert world.view.turn.kind == "people"
    world = _young(mode="duet")
    world.write(AMINA, "Once.")
    finish = {"generation": world.view.generation.id, "fence": 1, "outcome": "complete"}
    world.do(None, FinishGeneration, **finish, text="The tide rose.", choices=("Go.", UNFIT, "Stay."))
    assert world.view.choices.options == ("Go.", "Stay.")


@pytest.mark.parametrize("place", ["summary", "scene", "present", "choices", "effects"])
def test_what_the_coauthor_noted_is_checked_too(place: str) -> None:
    """R-A31: what the co-author notes of a passage reaches every member's socket: unfit words in it, wherever they
    stand, leave the passage without its notes.
    """
    fine = Beat(mood="calm", scene="The quay", summary="The tide rose.", choices=("Go.", "Stay."))
    unfit = {
        "summary": UNFIT, "scene": UNFIT, "present": ("Damn it",), "choices": ("Go.", UNFIT),
        "effects": (Effect(op="set_trait", name="The notice", value=UNFIT),),
    }  # fmt: skip
    for beat, noted in ((fine, True), (fine.model_copy(update={place: unfit[place]}), False)):
        world = _young(mode="duet")
        world.write(AMINA, "Once.")
        finish = {"generation": world.view.generation.id, "fence": 1, "outcome": "complete"}
        world.do(None, FinishGeneration, **finish, text="The tide rose.", beat=beat)
        assert len(world.view.passages) == 2
        assert ("beat.recorded" in world.types) == noted


def test_of_a_draft_only_what_is_whole_is_shown_to_minors() -> None:
    """R-A30: the word and the number that are being typed are held back; adults see every letter."""
    young, old = _young().room, story(AMINA, JUN).room
    assert young is not None
    assert old is not None
    for typed, shown in (
        ("The tide ros", "The tide"),
        ("The tide rose ", "The tide rose "),
        ("call 06 12 34 ", "call"),
        ("call +33 6 12", "call"),
        ("It was 7 o", "It was"),
        ("It was 7 o'clock when", "It was 7 o'clock"),
        ("word", ""),
        ("", ""),
    ):
        assert so_far(typed, young) == shown
        assert so_far(typed, old) == typed
