"""What the co-author is given of a room: this room's story, and nothing else."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from engine import world
from engine.llm import Brief, Line, Role
from engine.recall import BLOCK, MOST_BLOCKS, forgotten, sealed, summaries
from rooms import store
from rooms.beats import Made, beats, made
from rooms.live import LiveRoom
from rooms.protocol import BeatRecorded, Generation, Passage, RoomView
from rooms.room import on_branch
from rooms.settings import Settings

MOST_BEATS = BLOCK * MOST_BLOCKS
"""Read of the log: as far as summaries reach."""
GIST_CHARS = 400
"""Read of a passage that nobody summed up."""
FRESH = 6
"""Passages after which the scene of a beat is no longer sure."""


@dataclass(frozen=True, slots=True)
class Story:
    """One branch of a room: its passages, how their versions were made, and the beats of those that still stand."""

    view: RoomView
    passages: Sequence[Passage]
    made: Mapping[int, Made]
    beats: Mapping[tuple[int, int], BeatRecorded]

    def beat(self, passage: Passage) -> BeatRecorded | None:
        return self.beats.get((passage.id, passage.version))

    def author(self, passage: Passage) -> UUID | None:
        """Who wrote the words as they stand. What a person made of the co-author's passage is a person's text."""
        if passage.authors:
            return passage.authors[passage.versions.index(passage.version)]
        known = self.made.get(passage.version)
        return passage.author or (known.by if known else None)

    def line(self, passage: Passage, text: str) -> Line:
        author = self.author(passage)
        seats = list(self.view.members)
        seat = seats.index(author) + 1 if author in self.view.members else 0
        name = self.view.members[author].name if seat and author else "?"
        return Line(name if author else None, text, passage.id, seat)


async def brief_of(pool: Any, live: LiveRoom, generation: Generation, settings: Settings) -> tuple[Brief, str]:
    """The brief, and the text of the passage that it goes on from."""
    room, view = live.room, live.room.view
    read = on_branch(view, generation.branch)
    passages = [p for p in view.passages if p.status in ("complete", "partial") and read(p)]
    again = next((p for p in passages if p.id == generation.passage), None)
    told = [p for p in passages if p is not again]
    how = await made(pool, live.id, [p.version for p in told])
    story = Story(view, told, how, await beats(pool, live.id, MOST_BEATS))
    first = sealed([how[p.version].chars if p.version in how else 0 for p in told], settings.coauthor_told_chars)
    words = await store.words(
        pool, live.id, [p.version for p in told[first:]] + list(again.versions if again is not None else ())
    )
    partial = words.get(again.version, "") if again is not None and generation.kind == "continue" else ""
    last = next((beat for p in reversed(told[-FRESH:]) if (beat := story.beat(p))), None)
    return Brief(
        title=view.title,
        premise=view.premise,
        language=view.language,
        genre=view.genre,
        lines=tuple(story.line(p, words.get(p.version, "")) for p in told[first:]),
        people=tuple(m.name for m in view.members.values()),
        hint=room.hint,
        partial=partial,
        versions=tuple(words.get(v, "") for v in again.versions) if again and generation.kind == "retry" else (),
        seed=secrets.randbits(62),
        story_id=uuid5(live.id, f"story {generation.branch}").hex,
        age=view.rules.age,
        tone=view.rules.tone or "",
        cast=_cast(view),
        earlier=first,
        before=await _before(pool, live.id, story, first),
        world=world.fold((p.id, beat.beat.effects) for p in told if (beat := story.beat(p))),
        mood=last.beat.mood if last else None,
        scene=last.beat.scene if last else "",
        present=last.beat.present if last else (),
    ), partial


def _cast(view: RoomView) -> tuple[Role, ...]:
    """Whom people play, by seat; of a character that several play the first counts."""
    played: dict[str, Role] = {}
    for seat, member in enumerate(view.members.values(), 1):
        if member.character and member.status not in ("kicked", "banned"):
            played.setdefault(member.character.casefold(), Role(member.character, seat))
    return tuple(played.values())


async def _before(pool: Any, room: UUID, story: Story, first: int) -> tuple[tuple[str, ...], ...]:
    """The summaries of what is sealed."""
    past = story.passages[forgotten(first) : first]
    beats = {p.id: beat.beat for p in story.passages if (beat := story.beat(p))}
    unsummed = [p.version for p in past if p.id not in beats]
    begins = await store.words(pool, room, unsummed, GIST_CHARS) if unsummed else {}
    return summaries([(p.id, begins.get(p.version, "")) for p in past], beats)
