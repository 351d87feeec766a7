"""A beat on its way: recorded by whatever wrote it, read with suspicion, and kept in the log beside its passage."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any, get_args

import pytest

from engine.beat import MOST_CHARS, RECORD_BEAT, read
from engine.llm import Brief, Character, Ending, Line, Words
from engine.llm_improv import Improv
from engine.prompt import nonce_of
from engine.rules import rules_of
from rooms.errors import CoauthorSilent
from rooms.protocol import (
    Beat,
    BeatRecorded,
    ContinueStory,
    FinishGeneration,
    Mood,
    PassageAdded,
    PassageRevised,
    RetryStory,
)
from rooms.vetting import Unfit, vet
from tests.worlds import AMINA, BEAT, START, World, story

BRIEF = Brief(
    title="The lighthouse",
    premise="A lamp answers back.",
    language="en",
    genre="mystery",
    lines=(Line("Ana", "“Who is there?” asked Mira.", 12, 1), Line(None, "The lamp hummed.", 14)),
    cast=(Character("Mira", 1),),
)
RECORD: dict[str, Any] = {
    "summary": "Mira asks who is there, and the lamp hums.",
    "scene": "The lamp room, at dusk",
    "mood": "eerie",
    "present": ["Mira"],
    "choices": ["The lamp goes out.", "Mira hums back."],
    "effects": [],
    "used": [12],
    "may_end": False,
}


def record(**changes: Any) -> str:
    return json.dumps({**RECORD, **changes})


def finish(world: World, text: str = "A bell rang.", outcome: str = "complete", **more: Any) -> None:
    fields = {"beat": BEAT, "provider": "improv", "model": "none", "fence": 1, **more}
    world.do(None, FinishGeneration, generation=world.view.generation.id, outcome=outcome, text=text, **fields)


def asked() -> World:
    world = story(AMINA, mode="free")
    world.do(AMINA, ContinueStory)
    return world


def test_it_is_recorded_with_its_passage() -> None:
    """R-P16: a beat is recorded in the same commit as its passage, after it, with who wrote it."""
    world = asked()
    finish(world)
    added, recorded = (one.event for one in world.events[:2])
    assert isinstance(added, PassageAdded)
    assert isinstance(recorded, BeatRecorded)
    assert (recorded.passage, recorded.version) == (added.passage.id, added.passage.version)
    assert (recorded.beat, recorded.provider, recorded.model) == (BEAT, "improv", "none")
    assert world.view.choices.options == BEAT.choices
    assert world.types[2:] == ["choices.offered", "generation.ended"]


def test_choices_that_are_given_go_before_those_of_the_beat() -> None:
    """R-P17: the house may give other choices than the beat has, and there may be none at all."""
    world = asked()
    finish(world, choices=("One.", "Two."))
    assert world.view.choices.options == ("One.", "Two.")
    world = asked()
    finish(world, beat=BEAT.model_copy(update={"choices": ()}))
    assert world.view.choices is None


def test_without_a_beat_the_prose_lands() -> None:
    """R-P18: a passage without a beat is a passage: losing the tail never loses the story."""
    world = asked()
    finish(world, beat=None)
    assert world.types == ["passage.added", "generation.ended"]


def test_a_beat_is_of_one_version() -> None:
    """R-P19: written again, or gone on with, a passage has a beat for each version."""
    world = asked()
    finish(world, outcome="stopped")
    passage = world.view.passages[-1].id
    assert world.view.choices is None
    world.do(AMINA, ContinueStory, passage=passage)
    finish(world, "A bell rang. Nobody came.")
    world.do(AMINA, RetryStory, passage=passage)
    finish(world, "It snowed.", fence=world.view.generation.fence)
    beats = [one.event for one in world.log if isinstance(one.event, BeatRecorded)]
    revised = [one.event.seq for one in world.log if isinstance(one.event, PassageRevised)]
    assert [beat.passage for beat in beats] == [passage] * 3
    assert [beat.version for beat in beats] == [passage, *revised]


def test_no_passage_no_beat() -> None:
    """R-P20: where nothing landed nothing is recorded, and an old pen records nothing."""
    world = asked()
    with pytest.raises(CoauthorSilent):
        finish(world, fence=0)
    finish(world, "", outcome="failed")
    assert "beat.recorded" not in [one.event.type for one in world.log]


def test_a_page_sees_nothing_of_it() -> None:
    """R-P21: beats change nothing of the view that pages hold."""
    world = asked()
    before = world.room
    assert before is not None
    finish(world, choices=("One.", "Two."))
    with_beat = world.view
    bare = World(room=before)
    bare.do(
        None, FinishGeneration, generation=bare.view.generation.id, fence=1, outcome="complete", text="A bell rang."
    )
    assert with_beat.passages == bare.view.passages


def test_a_file_cannot_bring_any_beat() -> None:
    """R-P22: a beat that comes in with a file belongs to a version of a passage that is there."""
    world = asked()
    finish(world)
    assert world.room is not None
    passage = world.view.passages[-1].id
    more = {"room": world.view.id, "seq": world.room.seq + 1, "at": world.room.at, "beat": BEAT}
    now = START + timedelta(days=1)
    vet(world.room, BeatRecorded(passage=passage, version=passage, **more), world.settings, now)
    for wrong in ({"passage": passage + 1, "version": passage}, {"passage": passage, "version": passage + 1}):
        with pytest.raises(Unfit):
            vet(world.room, BeatRecorded(**wrong, **more), world.settings, now)


# Reading what a model recorded.


def test_a_record_becomes_a_beat() -> None:
    """R-P23: a record of the right shape is read as it stands."""
    expected = Beat(
        choices=("The lamp goes out.", "Mira hums back."), mood="eerie", scene="The lamp room, at dusk",
        present=("Mira",), summary="Mira asks who is there, and the lamp hums.", used=(12,),
    )  # fmt: skip
    assert read(record(), BRIEF) == expected


@pytest.mark.parametrize(
    "wrong",
    [
        "", "{", "null", "[]", "3", '"x"', "NaN", record()[:-2], record() + "}", record() * 2,
        record(mood="hungry"), record(mood=None), record(summary=3), record(summary=""), record(summary=" \u200b "),
        record(scene=""), record(choices="Go."), record(choices=[1, 2]), record(used=["12"]), record(used=[1.5]),
        record(may_end="no"), record(may_end=1), record(extra=1), record(effects=[{}]), record(effects=["move"]),
        record(effects=[{"op": "delete_room", "name": "Mira", "value": "x"}]), record(present=[["Mira"]]),
        record(choices=["x"] * 51), record(summary="x" * MOST_CHARS), "[" * 10_000,
        '{"summary": NaN}', json.dumps({key: value for key, value in RECORD.items() if key != "mood"}),
    ],
)  # fmt: skip
def test_what_is_no_record_is_none(wrong: str) -> None:
    """R-P24: what is cut off, of another shape, too large, empty or not JSON is no beat, and no error either."""
    assert read(wrong, BRIEF) is None


def test_texts_are_shortened() -> None:
    """R-P25: long texts are cut, doubles and what cannot be seen are dropped, one choice is none, and five are four."""
    beat = read(record(summary="word " * 60, scene="s" * 100, choices=["Go.", "go.", "Stay.", "A", "B", "C"]), BRIEF)
    assert beat is not None
    assert len(beat.summary.split()) == 41
    assert beat.summary.endswith(" …")
    assert len(beat.scene) == 80
    assert beat.choices == ("go.", "Stay.", "A", "B")
    beat = read(record(choices=["Go\u202e.", "Go.\u200b"], present=["Mira\u200b", "Mira", " "]), BRIEF)
    assert beat is not None
    assert (beat.choices, beat.present) == ((), ("Mira",))


def test_unknown_names_are_dropped() -> None:
    """R-P26: an effect on somebody or something that is not there is dropped, the others stand; what an effect before
    it brought, and whoever is played, is there."""
    changes = [
        {"op": "give", "name": "the key", "value": "Mira"},
        {"op": "add_thing", "name": "the key", "value": "of brass"},
        {"op": "give", "name": "the key", "value": "mira"},
        {"op": "give", "name": "Mira", "value": "the key"},
        {"op": "give", "name": "the key", "value": "Zorblax"},
        {"op": "move", "name": "Mira", "value": "the cellar"},
        {"op": "add_place", "name": "the cellar", "value": "dark"},
        {"op": "move", "name": "Mira", "value": "the cellar"},
        {"op": "set_trait", "name": "Zorblax", "value": "tall"},
        {"op": "set_trait", "name": "Mira", "value": ""},
        {"op": "close_thread", "name": "who is there", "value": "the lamp"},
        {"op": "open_thread", "name": "who is there", "value": "in the dark"},
        {"op": "close_thread", "name": "who is there", "value": "the lamp"},
    ]
    beat = read(record(effects=changes), BRIEF)
    assert beat is not None
    kept = [(effect.op, effect.value) for effect in beat.effects]
    assert kept == [
        ("add_thing", "of brass"), ("give", "mira"), ("add_place", "dark"), ("move", "the cellar"),
        ("open_thread", "in the dark"), ("close_thread", "the lamp"),
    ]  # fmt: skip


def test_used_are_passages_by_people() -> None:
    """R-P27: only contributions that it was given can have been used, those that it wove among them."""
    woven = replace(BRIEF, weave=(Line("Ben", "It snows.", 30, 2),))
    assert read(record(used=[12, 12, 14, 30, 99, -1, 2**60]), woven) == read(record(used=[12, 30]), woven)
    beat = read(record(used=[30, 12]), BRIEF)
    assert beat is not None
    assert beat.used == (12,)


def test_a_record_that_tells_the_rules_is_none() -> None:
    """R-P28: a record that repeats the rules or the marks of its prompt is not read, in whichever of its texts."""
    sentence = rules_of("adult", "en").splitlines()[0][:150]
    for leak in (sentence, sentence.upper(), f"<note-{nonce_of(BRIEF)}>", "</contribution>", nonce_of(BRIEF)):
        for field in ("summary", "scene"):
            assert read(record(**{field: leak}), BRIEF) is None
        assert read(record(choices=["Go.", leak]), BRIEF) is None
        assert read(record(effects=[{"op": "add_thing", "name": "x", "value": leak}]), BRIEF) is None


def closed(schema: dict[str, Any]) -> bool:
    """Whether strict tools take it: every object closed, every field asked for."""
    if schema["type"] == "object":
        fields = schema["properties"]
        whole = schema["additionalProperties"] is False and schema["required"] == list(fields)
        return whole and all(closed(field) for field in fields.values())
    return closed(schema["items"]) if schema["type"] == "array" else True


def test_the_tool() -> None:
    """R-P29: the tool's schema is closed everywhere, so that strict modes take it, and asks for what a beat holds."""
    assert closed(RECORD_BEAT)
    assert set(RECORD_BEAT["properties"]) == set(Beat.model_fields)
    assert RECORD_BEAT["properties"]["mood"]["enum"] == list(get_args(Mood))


def test_improv_notes_its_beats() -> None:
    """R-P30: improv records what it composed: a place and people of its words, choices as offered, what it took up."""

    async def play() -> tuple[str, Ending]:
        pieces = [piece async for piece in Improv(100_000).write(BRIEF)]
        ending = pieces.pop()
        assert isinstance(ending, Ending)
        return "".join(piece.text for piece in pieces if isinstance(piece, Words)), ending

    text, ending = asyncio.run(play())
    beat = read(ending.record, BRIEF)
    assert beat is not None
    assert beat.choices == ending.choices
    assert all(name in text for name in beat.present)
    assert beat.effects == ()
    assert set(beat.used) <= {12}
