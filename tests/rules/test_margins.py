"""Given a room, when a command, then events or a refusal: what stands beside a passage."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from rooms.errors import (
    Frozen,
    Muted,
    NoSuchNote,
    NoSuchPassage,
    NothingWritten,
    NotYours,
    NotYourTurn,
    ReadersOnly,
    StillProposed,
    StoryComplete,
    TooLong,
    TooManyNotes,
    TooManyVersions,
)
from rooms.protocol import (
    ChooseVersion,
    CompleteStory,
    ContinueStory,
    EditPassage,
    FinishGeneration,
    FreezeRoom,
    GiveRole,
    MuteMember,
    PostNote,
    React,
    RetractPassage,
    SettleNote,
    SuggestEdit,
)
from tests.worlds import AMINA, JUN, MAREK, World, story


def written(**limits: Any) -> tuple[World, int]:
    """A story with a passage of Amina's."""
    world = story(AMINA, MAREK, JUN, **limits)
    return world, world.write(AMINA, "It rained.")


def passage(world: World) -> Any:
    return world.view.passages[-1]


def suggest(world: World, by: UUID = MAREK, text: str = "It poured.") -> int:
    world.do(by, SuggestEdit, passage=passage(world).id, text=text)
    return int(world.view.seq)


def answer(world: World, note: int, status: str, by: UUID = AMINA) -> None:
    world.do(by, SettleNote, passage=passage(world).id, note=note, status=status)


def test_reactions() -> None:
    """R-N1: a reaction is put and taken away, once for each member and kind; the same again says nothing."""
    world, mine = written()
    world.do(MAREK, React, passage=mine, reaction="heart", on=True)
    world.do(JUN, React, passage=mine, reaction="heart", on=True)
    world.do(MAREK, React, passage=mine, reaction="gasp", on=True)
    world.do(MAREK, React, passage=mine, reaction="heart", on=True)
    assert world.types == []
    assert passage(world).reactions == {"heart": (MAREK, JUN), "gasp": (MAREK,)}
    world.do(MAREK, React, passage=mine, reaction="heart", on=False)
    assert passage(world).reactions["heart"] == (JUN,)
    world.do(MAREK, React, passage=mine, reaction="tear", on=False)
    assert world.types == []


def test_readers_take_part_in_the_margin() -> None:
    """R-N2: who only reads may react and write notes, and suggests nothing."""
    world, mine = written()
    world.do(AMINA, GiveRole, member=JUN, role="reader")
    world.do(JUN, React, passage=mine, reaction="spark", on=True)
    world.do(JUN, PostNote, passage=mine, text="Lovely.")
    with pytest.raises(ReadersOnly):
        suggest(world, JUN)


def test_a_note_is_removed_by_its_writer_or_the_host() -> None:
    """R-N3: a note stays until its writer, or who leads, removes it; it is nothing to accept."""
    world, mine = written()
    world.do(MAREK, PostNote, passage=mine, text=" Which lamp? ")
    assert world.events[0].event.text == "Which lamp?"  # type: ignore[union-attr]
    note = world.view.seq
    assert [(n.id, n.member, n.kind, n.status) for n in passage(world).notes] == [(note, MAREK, "note", "open")]
    with pytest.raises(NotYours):
        answer(world, note, "removed", JUN)
    for status in ("accepted", "declined"):
        with pytest.raises(NoSuchNote):
            answer(world, note, status)
    answer(world, note, "removed", MAREK)
    with pytest.raises(NoSuchNote):
        answer(world, note, "removed")
    world.do(JUN, PostNote, passage=mine, text="Spam.")
    answer(world, world.view.seq, "removed", AMINA)


def test_an_accepted_suggestion_is_a_version() -> None:
    """R-N4: what the author accepts is from then on the version that is read, under the suggestion's own id, with its
    own author; the old one stays.
    """
    world, mine = written()
    note = suggest(world)
    assert world.told() == [(AMINA, "It rained.")]
    answer(world, note, "accepted")
    assert world.types == ["note.settled"]
    assert (passage(world).versions, passage(world).version) == ((mine, note), note)
    assert passage(world).authors == (AMINA, MAREK)
    assert passage(world).author == AMINA
    assert world.told() == [(MAREK, "It poured.")]
    world.do(AMINA, ChooseVersion, passage=mine, version=mine)
    world.do(AMINA, EditPassage, passage=mine, text="It rained on.")
    assert passage(world).authors == (AMINA, MAREK, AMINA)


def test_a_declined_suggestion_changes_nothing() -> None:
    """R-N5: declined or removed, a suggestion is no version and cannot be accepted any more."""
    world, mine = written()
    first, second = suggest(world), suggest(world, JUN)
    answer(world, first, "declined")
    answer(world, second, "removed", JUN)
    for note in (first, second):
        with pytest.raises(NoSuchNote):
            answer(world, note, "accepted")
    assert passage(world).versions == (mine,)


def test_only_the_author_answers_a_suggestion() -> None:
    """R-N6: a suggestion is for the author to answer; one for the co-author's passage, for whoever leads it."""
    world, _ = written()
    note = suggest(world)
    for by in (MAREK, JUN):
        with pytest.raises(NotYours):
            answer(world, note, "accepted", by)
    world.do(AMINA, ContinueStory)
    world.do(None, FinishGeneration, generation=world.view.generation.id, fence=1, outcome="complete", text="A lamp.")
    note = suggest(world, JUN, "The lamp.")
    with pytest.raises(NotYourTurn):
        answer(world, note, "accepted", JUN)
    answer(world, note, "accepted", MAREK)
    assert world.told()[-1] == (JUN, "The lamp.")
    assert passage(world).author is None


def test_margins_are_bounded() -> None:
    """R-N7: a margin holds a bounded number of notes, removed ones aside; versions are bounded however they come."""
    world, mine = written(notes_per_passage=2, versions_per_passage=2)
    first, second = suggest(world), suggest(world)
    with pytest.raises(TooManyNotes):
        world.do(JUN, PostNote, passage=mine, text="Me too.")
    answer(world, first, "accepted")
    with pytest.raises(TooManyVersions):
        answer(world, second, "accepted")
    answer(world, second, "removed")
    world.do(JUN, PostNote, passage=mine, text="Me too.")


def test_what_is_written_in_margins_meets_the_rules() -> None:
    """R-N8: the muted, the empty and the too long are refused in the margin as elsewhere."""
    world, mine = written(chat_chars=10, passage_chars=20)
    with pytest.raises(TooLong):
        world.do(MAREK, PostNote, passage=mine, text="Eleven char")
    suggest(world, text="Eleven char")
    with pytest.raises(TooLong):
        suggest(world, text="x" * 21)
    with pytest.raises(NothingWritten):
        suggest(world, text=" ")
    world.do(AMINA, MuteMember, member=MAREK, muted=True)
    for kind in (PostNote, SuggestEdit):
        with pytest.raises(Muted):
            world.do(MAREK, kind, passage=mine, text="Hm.")
    world.do(MAREK, React, passage=mine, reaction="laugh", on=True)


def test_margins_of_what_is_gone() -> None:
    """R-N9: there is no margin beside a passage that is not there or was taken back."""
    world, mine = written()
    note = suggest(world)
    world.do(AMINA, RetractPassage, passage=mine)
    for number in (mine, 99):
        with pytest.raises(NoSuchPassage):
            world.do(MAREK, React, passage=number, reaction="heart", on=True)
        with pytest.raises(NoSuchPassage):
            world.do(MAREK, PostNote, passage=number, text="Hm.")
        with pytest.raises(NoSuchPassage):
            world.do(AMINA, SettleNote, passage=number, note=note, status="accepted")


def test_no_suggestion_is_accepted_while_the_story_stands_still() -> None:
    """R-N10: in a paused or complete story no suggestion becomes a version; it may be declined."""
    world, _ = written()
    first, second = suggest(world), suggest(world)
    world.do(AMINA, FreezeRoom, frozen=True)
    with pytest.raises(Frozen):
        answer(world, first, "accepted")
    world.do(AMINA, FreezeRoom, frozen=False)
    world.do(AMINA, CompleteStory)
    with pytest.raises(StoryComplete):
        answer(world, first, "accepted")
    answer(world, second, "declined")
    with pytest.raises(StoryComplete):
        suggest(world)
    world.do(MAREK, PostNote, passage=passage(world).id, text="What an end.")


def test_what_is_voted_on_is_not_changed() -> None:
    """R-N11: beside proposals one may react and suggest; a suggestion is answered once it has an author."""
    world = story(AMINA, MAREK, mode="vote")
    world.write(AMINA, "One.")
    world.write(MAREK, "Two.")
    world.do(MAREK, React, passage=passage(world).id, reaction="heart", on=True)
    note = suggest(world)
    with pytest.raises(StillProposed):
        answer(world, note, "accepted")
