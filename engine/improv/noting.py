"""What improv records of its own passage: what it put in, and nothing that it would have to understand first."""

from __future__ import annotations

import json

from engine.improv.grammar import Scene
from engine.improv.names import mentions
from engine.improv.reading import Reading
from engine.improv.things import things_in
from engine.improv.tongue import Tongue
from engine.llm import Brief, Line
from engine.recall import SUMMARY_WORDS, extract
from rooms.protocol import Mood

PICTURE_WORDS = 20
MOODS: dict[str, Mood] = {"OPENING": "wondrous", "RISING": "tense", "TURNING": "eerie", "QUIET": "calm"}
"""What the fragments of a stage were written for."""


def record_of(
    brief: Brief, reading: Reading, scene: Scene, tongue: Tongue, stage: str, text: str, choices: tuple[str, ...]
) -> str:
    """A record as engine/beat.py reads it. It knows of no effects: improv remembers by reading the story again."""
    taken = _taken_up(brief, reading, tongue, text)
    share = SUMMARY_WORDS // (len(taken) + 1)
    people = {one.text: one for one in (scene.focus, scene.other, *reading.people) if one.kind == "person"}
    return json.dumps(
        {
            "summary": " ".join(extract(told, share) for told in (*(line.text for line in taken), text)),
            "scene": scene.place.text,
            "mood": MOODS[stage],
            "present": [
                name for name, one in people.items() if name[0].isupper() and len(name) > 1 and one.core in text
            ],
            "choices": list(choices),
            "effects": [],
            "used": [line.id for line in taken],
            "may_end": stage == "QUIET",
            "picture": extract(text, PICTURE_WORDS) if stage == "TURNING" else "",
        },
        ensure_ascii=False,
    )


def _taken_up(brief: Brief, reading: Reading, tongue: Tongue, text: str) -> list[Line]:
    """People's passages since its own last one that gave it a name, a thing, or the line that it answers."""
    if brief.weave:
        return list(brief.weave)
    newest: list[Line] = []
    for line in reversed(brief.lines):
        if line.author is None:
            break
        newest.insert(0, line)
    answered = newest[-1:] if (reading.asked or reading.aloud) and not brief.partial else []
    folded = text.casefold()
    return [line for line in newest if line in answered or _left_a_trace(line, tongue, folded)]


def _left_a_trace(line: Line, tongue: Tongue, folded: str) -> bool:
    names = (word for mention in mentions(line.text, tongue) for word in mention.name.split())
    things = (thing.core for thing in things_in(line.text, tongue))
    return any(word.casefold() in folded for word in (*names, *things))
