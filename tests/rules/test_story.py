"""Given a room, when a command, then events or a refusal: passages and the co-author."""

from __future__ import annotations

import pytest

from rooms.errors import (
    CoauthorOff,
    CoauthorSilent,
    CoauthorWriting,
    NoSuchChoice,
    NoSuchPassage,
    NotPartial,
    NotYours,
    TooLateToRetract,
    TooManyVersions,
)
from rooms.protocol import (
    ChooseVersion,
    ContinueStory,
    DropPartial,
    EditPassage,
    FinishGeneration,
    FreezeRoom,
    KeepPartial,
    PickChoice,
    RestartGeneration,
    RetractPassage,
    RetryStory,
    SettleRoom,
    StopStory,
    SubmitTurn,
)
from tests.worlds import AMINA, JUN, MAREK, NAMES, World, story


def write(world: World, by: object = AMINA, text: str = "It rained.") -> int:
    world.do(by, SubmitTurn, turn=world.view.turn.number, text=text)  # type: ignore[arg-type]
    return int(world.view.passages[-1].id)


def finish(world: World, text: str = "So it did.", outcome: str = "complete", fence: int = 1) -> None:
    choices = ("Go in.", "Go home.") if outcome == "complete" else ()
    generation = world.view.generation
    world.do(
        None, FinishGeneration, generation=generation.id, fence=fence, outcome=outcome, text=text, choices=choices
    )  # fmt: skip


def test_retract_one_s_last_passage() -> None:
    """R-S1: one's own last passage can be taken back within the grace time, and its turn comes back."""
    world = story(AMINA, MAREK)
    mine = write(world)
    with pytest.raises(NotYours):
        world.do(MAREK, RetractPassage, passage=mine)
    world.later(world.settings.retract_seconds).do(AMINA, RetractPassage, passage=mine)
    assert world.view.passages[-1].status == "retracted"
    assert world.view.turn.speakers == (AMINA,)


def test_too_late_to_retract() -> None:
    """R-S2: not after the grace time, and not when somebody wrote on."""
    world = story(AMINA, MAREK)
    mine = write(world)
    world.later(world.settings.retract_seconds + 1)
    with pytest.raises(TooLateToRetract):
        world.do(AMINA, RetractPassage, passage=mine)
    theirs = write(world, MAREK)
    write(world)
    with pytest.raises(TooLateToRetract):
        world.do(MAREK, RetractPassage, passage=theirs)


def test_editing_keeps_the_old_text() -> None:
    """R-S3: an edit is a new version; the old one stays and can be chosen again; only the writer does either."""
    world = story(AMINA, MAREK)
    mine = write(world)
    world.do(AMINA, EditPassage, passage=mine, text="It poured.")
    passage = world.view.passages[-1]
    assert passage.versions == (mine, world.view.seq)
    assert passage.version == world.view.seq
    world.do(AMINA, ChooseVersion, passage=mine, version=mine)
    assert world.view.passages[-1].version == mine
    with pytest.raises(NotYours):
        world.do(MAREK, EditPassage, passage=mine, text="No.")


def test_an_edit_of_the_co_author_s_passage_has_its_own_author() -> None:
    """R-S18: what somebody changes of the co-author's passage is a version by them, and the passage says who wrote
    each; it is led as before, and what the co-author writes anew is its own again.
    """
    world = story(AMINA, MAREK, mode="duet")
    write(world)
    finish(world)
    passage = world.view.passages[-1]
    assert (passage.author, passage.authors) == (None, ())
    for person in (AMINA, AMINA, MAREK):
        world.do(person, EditPassage, passage=passage.id, text=f"{NAMES[person]} says it otherwise.")
    world.do(AMINA, RetryStory, passage=passage.id)
    finish(world, "Another evening.")
    changed = world.view.passages[-1]
    assert (changed.author, changed.authors) == (None, (None, AMINA, AMINA, MAREK, None))
    assert len(changed.versions) == 5
    mine = write(world, MAREK)
    world.do(MAREK, EditPassage, passage=mine, text="Two")
    assert world.view.passages[-1].authors == ()


def test_versions_are_bounded() -> None:
    """R-S4: a passage has a bounded number of versions."""
    world = story(AMINA, versions_per_passage=2)
    mine = write(world)
    world.do(AMINA, EditPassage, passage=mine, text="Two")
    with pytest.raises(TooManyVersions):
        world.do(AMINA, EditPassage, passage=mine, text="Three")


def test_duet() -> None:
    """R-S5: in a duet the co-author answers each person, who are taken in turn."""
    world = story(AMINA, MAREK, mode="duet")
    write(world)
    assert world.types == ["passage.added", "turn.began", "generation.started"]
    finish(world)
    assert world.types == ["passage.added", "choices.offered", "generation.ended", "turn.began"]
    assert world.view.turn.speakers == (MAREK,)


def test_retracting_takes_the_pen_from_the_co_author() -> None:
    """R-S6: taking back the passage that the co-author is answering ends its answer."""
    world = story(AMINA, mode="duet")
    mine = write(world)
    generation = world.view.generation
    world.do(AMINA, RetractPassage, passage=mine)
    assert world.view.generation is None
    with pytest.raises(CoauthorSilent):
        world.do(None, FinishGeneration, generation=generation.id, fence=1, outcome="complete", text="Late.")


def test_one_generation_at_a_time() -> None:
    """R-S7: a second request is refused while the co-author writes; people may go on writing."""
    world = story(AMINA, MAREK, mode="free")
    world.do(AMINA, ContinueStory)
    with pytest.raises(CoauthorWriting):
        world.do(MAREK, ContinueStory)
    write(world, MAREK)
    finish(world)
    assert [p.author for p in world.view.passages] == [MAREK, None]


def test_stopped_is_partial() -> None:
    """R-S8: what a stop leaves is partial, and can be kept, dropped or continued (P6)."""
    world = story(AMINA, mode="free")
    for end in (KeepPartial, DropPartial):
        world.do(AMINA, ContinueStory)
        world.do(AMINA, StopStory, generation=world.view.generation.id)
        assert world.view.generation.stopping
        finish(world, "And then", outcome="stopped")
        passage = world.view.passages[-1]
        assert passage.status == "partial"
        assert world.view.choices is None
        world.do(AMINA, end, passage=passage.id)
        with pytest.raises((NotPartial, NoSuchPassage)):
            world.do(AMINA, end, passage=passage.id)
    assert [p.status for p in world.view.passages] == ["complete", "retracted"]


def test_a_partial_is_continued_in_place() -> None:
    """R-S9: continuing a partial passage makes a complete version of the same passage."""
    world = story(AMINA, mode="free")
    world.do(AMINA, ContinueStory)
    finish(world, "And then", outcome="failed")
    passage = world.view.passages[-1]
    world.do(AMINA, ContinueStory, passage=passage.id)
    finish(world, "And then it rained.")
    assert len(world.view.passages) == 1
    assert world.view.passages[-1].status == "complete"
    assert len(world.view.passages[-1].versions) == 2


def test_failing_without_words_hands_on() -> None:
    """R-S10: a co-author who fails without a word leaves nothing behind, and the room goes on."""
    world = story(AMINA, MAREK, mode="duet")
    write(world)
    finish(world, "", outcome="failed")
    assert world.types == ["generation.ended", "turn.began"]
    assert world.view.turn.speakers == (MAREK,)


def test_retry_keeps_versions() -> None:
    """R-S11: a retry is another version of the same passage; the old ones stay selectable."""
    world = story(AMINA, mode="free")
    world.do(AMINA, ContinueStory)
    finish(world, "One.")
    passage = world.view.passages[-1]
    world.do(AMINA, RetryStory, passage=passage.id)
    finish(world, "Two.")
    assert len(world.view.passages[-1].versions) == 2
    world.do(AMINA, ChooseVersion, passage=passage.id, version=passage.version)
    assert world.view.passages[-1].version == passage.version


def test_a_choice_is_a_passage() -> None:
    """R-S12: picking an offered choice hands it in as one's passage; an old choice is refused."""
    world = story(AMINA, MAREK, mode="duet")
    write(world)
    finish(world)
    offered = world.view.choices
    turn = world.view.turn.number
    world.do(MAREK, PickChoice, turn=turn, passage=offered.passage, option=1)
    assert world.events[0].event.text == "Go home."  # type: ignore[union-attr]
    finish(world, "Fine.")
    with pytest.raises(NoSuchChoice):
        world.do(AMINA, PickChoice, turn=world.view.turn.number, passage=offered.passage, option=0)


def test_the_fencing_number_decides() -> None:
    """R-S13: once another process took over, words under the old number are refused."""
    world = story(AMINA, mode="duet")
    write(world)
    world.do(None, RestartGeneration, generation=world.view.generation.id, fence=2)
    with pytest.raises(CoauthorSilent):
        finish(world, "Old.", fence=1)
    finish(world, "New.", fence=2)
    assert world.view.passages[-1].author is None


def test_co_author_off() -> None:
    """R-S14: switched off it is not asked, and a duet is a round of people."""
    world = story(AMINA, MAREK, mode="duet", coauthor=False)
    write(world)
    assert world.view.turn.speakers == (MAREK,)
    with pytest.raises(CoauthorOff):
        world.do(MAREK, ContinueStory)


def test_freezing_stops_the_co_author() -> None:
    """R-S15: freezing stops it; let go, a duet waits for the next person."""
    world = story(AMINA, MAREK, mode="duet")
    write(world)
    world.do(AMINA, FreezeRoom, frozen=True)
    assert world.view.generation.stopping
    finish(world, "Half", outcome="stopped")
    world.do(AMINA, FreezeRoom, frozen=False)
    assert world.view.turn.speakers == (MAREK,)


def test_an_empty_room_spends_nothing() -> None:
    """R-S16: when the last person is gone the co-author is stopped."""
    world = story(AMINA, mode="duet")
    write(world)
    world.here = set()
    world.do(None, SettleRoom)
    assert world.types == ["generation.stopped"]


def test_the_hint_is_sealed() -> None:
    """R-S17: what the co-author is asked for is in the sealed part, never in the public event."""
    world = story(AMINA, JUN, mode="free")
    world.do(AMINA, ContinueStory, hint="a wet umbrella")
    assert world.events[0].sealed == {"hint": "a wet umbrella"}
    assert "umbrella" not in world.events[0].event.model_dump_json()
    assert world.room is not None
    assert world.room.hint == "a wet umbrella"
