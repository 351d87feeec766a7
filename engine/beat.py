"""What the co-author records of a beat after its prose: the tool that it calls, and how its record is read.

The record has no power: it names choices, a mood, facts of this story's world. What does not fit is dropped, and a
record that cannot be read leaves the prose as it is.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from engine import world
from engine.leak import leaked
from engine.llm import Brief
from engine.prompt import nonce_of
from engine.recall import SUMMARY_WORDS
from engine.rules import rules_of
from engine.tags import clean_line
from rooms.protocol import Beat, Effect, EffectKind, Mood


def _texts(description: str) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string"}, "description": description}


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    """Strict mode asks for both: every field, and no other."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


RECORD_BEAT: dict[str, Any] = {
    "description": "Record the beat that you have just written. Call it once, after the prose.",
    **_closed(
        {
            "summary": {
                "type": "string",
                "description": "What has happened since your last beat, in at most 40 words.",
            },
            "scene": {"type": "string", "description": "Where and when it plays now, in at most 10 words."},
            "mood": {"type": "string", "enum": list(get_args(Mood))},
            "present": _texts("Names of the characters who are there at the end of the beat."),
            "choices": _texts(
                "Two to four ways on, each a different sort, each one sentence of the story of at most 15 words."
            ),
            "effects": {
                "type": "array",
                "description": "What changed for good, and nothing else; most beats have none to three.",
                "items": _closed(
                    {
                        "op": {"type": "string", "enum": list(get_args(EffectKind))},
                        "name": {"type": "string", "description": "Who, what, or the question that opens or closes."},
                        "value": {
                            "type": "string",
                            "description": "add_*: who or what it is. set_trait: what is true of it now. move: the "
                            "place. give: who has the thing now. open_thread, close_thread: what waits, how it ended.",
                        },
                    }
                ),
            },
            "used": {
                "type": "array",
                "items": {"type": "integer"},
                "description": "The ids of the contributions that this beat took up.",
            },
            "may_end": {"type": "boolean", "description": "Whether the story could end here."},
            "picture": {
                "type": "string",
                "description": "What of this beat is worth a picture, in at most 20 words of what is seen; empty for "
                "most beats.",
            },
        }
    ),
}
"""JSON Schema in the part that strict tools take: bounds are checked in ``read``. The same bytes in every prompt; each
provider wraps it in its own way."""

MOST_CHARS = 20_000
"""Of a record; ours are below 3,000."""
Many = Field(max_length=50)


class _Change(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    op: EffectKind
    name: str
    value: str


class _Record(BaseModel):
    """The record as it must come: every field, no other, no other type."""

    model_config = ConfigDict(extra="forbid", strict=True)

    summary: str
    scene: str
    mood: Mood
    present: Annotated[list[str], Many]
    choices: Annotated[list[str], Many]
    effects: Annotated[list[_Change], Many]
    used: Annotated[list[int], Field(max_length=200)]
    may_end: bool
    picture: str = ""


def read(record: str, brief: Brief) -> Beat | None:
    """The beat that a model recorded. Texts are shortened; names and ids that are not known here are dropped.

    Returns:
        None: it recorded none, or one that is not of this shape, says nothing, or repeats what it was told to keep
        to itself.
    """
    if not record or len(record) > MOST_CHARS:
        return None
    try:
        said = _Record.model_validate(json.loads(record, parse_constant=_refuse))
        if leaked("\n".join(_all_texts(said)), rules_of(brief.age, brief.language), nonce_of(brief)):
            return None
        return Beat(
            choices=_choices(said.choices),
            mood=said.mood,
            scene=clean_line(said.scene, 80),
            present=_names(said.present),
            effects=_effects(said.effects, brief),
            summary=_words(said.summary),
            used=_used(said.used, brief),
            may_end=said.may_end,
            picture=clean_line(said.picture, 160),
        )
    except (ValidationError, ValueError, RecursionError):
        return None


def _all_texts(said: _Record) -> list[str]:
    changes = (text for change in said.effects for text in (change.name, change.value))
    return [said.summary, said.scene, said.picture, *said.present, *said.choices, *changes]


def _refuse(constant: str) -> Literal[0]:
    raise ValueError(f"{constant} is not JSON")


def _choices(given: list[str]) -> tuple[str, ...]:
    """Different ones, and none where only one is left."""
    found = {line.casefold(): line for text in given if (line := clean_line(text, 160))}
    return tuple(found.values())[:4] if len(found) >= 2 else ()


def _names(given: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for text in given if (name := clean_line(text, 40))))[:12]


def _words(summary: str) -> str:
    words = clean_line(summary).split()
    return " ".join(words[:SUMMARY_WORDS]) + (" …" if len(words) > SUMMARY_WORDS else "")


def _used(given: list[int], brief: Brief) -> tuple[int, ...]:
    theirs = {line.id for line in (*brief.lines, *brief.weave) if line.author is not None and line.id}
    return tuple(dict.fromkeys(number for number in given if number in theirs))[:40]


def _effects(given: list[_Change], brief: Brief) -> tuple[Effect, ...]:
    """Those that fit the world as the effects before them left it."""
    played = [Effect(op="add_person", name=role.name, value=role.name) for role in brief.cast]
    now = world.fold([(0, played)], brief.world)
    found: list[Effect] = []
    for change in given:
        name, value = clean_line(change.name, 40), clean_line(change.value, 160)
        if not name or not value or len(found) == 12:
            continue
        effect = Effect(op=change.op, name=name, value=value)
        if world.fits(now, effect):
            now = world.fold([(0, [effect])], now)
            found.append(effect)
    return tuple(found)
