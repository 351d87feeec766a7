"""What the co-author is given of a room: this room's story, and nothing else."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from engine import world
from engine.llm import Brief, Character, Line
from engine.recall import BLOCK, MOST_BLOCKS, forgotten, sealed, summaries
from rooms import store
from rooms.beats import beats, lengths
from rooms.protocol import Beat, Generation, Passage, RoomView
from rooms.room import Room, told
from rooms.settings import Settings

MOST_BEATS = BLOCK * MOST_BLOCKS
"""Read of the log: as far as summaries reach."""
GIST_CHARS = 400
"""Read of a passage that nobody summed up."""
FRESH = 6
"""Passages after which the scene of a beat is no longer sure."""


@dataclass(frozen=True, slots=True)
class Story:
    """What one generation goes by: the passages before it, and the beats of those that stand as they were written."""

    view: RoomView
    passages: Sequence[Passage]
    again: Passage | None
    """The one that is gone on with, or written again."""
    weave: Sequence[Passage]
    beats: Mapping[int, Beat]
    first: int
    """Of the passages, the first that is told word for word."""
    words: Mapping[int, str]

    def line(self, passage: Passage) -> Line:
        """A passage as it stands. What a person made of the co-author's passage is that person's text."""
        by = passage.authors or (passage.author,) * len(passage.versions)
        return self._said(by[passage.versions.index(passage.version)], self.words.get(passage.version, ""), passage.id)

    def margin(self) -> tuple[Line, ...]:
        notes = self.again.notes if self.again else ()
        return tuple(self._said(n.member, self.words.get(n.id, ""), n.id) for n in notes if n.status == "open")

    def _said(self, author: UUID | None, text: str, number: int) -> Line:
        if author is None:
            return Line(None, text, number)
        seats = list(self.view.members)
        seat = seats.index(author) + 1 if author in self.view.members else 0
        return Line(self.view.members[author].name if seat else "?", text, number, seat)


async def brief_of(pool: Any, room: Room, generation: Generation, settings: Settings) -> tuple[Brief, str]:
    """The brief, and the text of the passage that it goes on from. Of the same room it is the same to the letter."""
    view, hint = room.view, room.hint
    story = await _story_of(pool, room, generation, settings)
    again = story.again
    partial = story.words.get(again.version, "") if again and generation.kind == "continue" else ""
    versions = again.versions if again and generation.kind == "retry" else ()
    last = next((story.beats[p.id] for p in reversed(story.passages[-FRESH:]) if p.id in story.beats), None)
    manner, aside = view.rules.manner, generation.kind == "aside"
    return Brief(
        title=view.title,
        premise=view.premise,
        language=view.language,
        genre=view.genre,
        lines=tuple(story.line(p) for p in story.passages[story.first :]),
        people=tuple(m.name for m in view.members.values()),
        hint="" if aside else hint,
        partial=partial,
        versions=tuple(story.words.get(version, "") for version in versions),
        seed=_seed(settings, f"{view.id} {generation.id} {generation.fence}"),
        story_id=uuid5(view.id, f"story {generation.branch}").hex,
        age=view.rules.age,
        tone=view.rules.tone or "",
        style=view.rules.style,
        length=manner.length,
        learning=view.rules.words_to_learn,
        cast=_cast(view),
        before=await _before(pool, view.id, story),
        earlier=story.first,
        world=world.fold((p.id, story.beats[p.id].effects) for p in story.passages if p.id in story.beats),
        mood=last.mood if last else None,
        scene=last.scene if last else "",
        present=last.present if last else (),
        note=manner.note,
        character=_played(view, generation),
        weave=tuple(story.line(p) for p in story.weave),
        margin=story.margin() if generation.kind == "retry" else (),
        aside=hint if aside else "",
    ), partial


def _seed(settings: Settings, what: str) -> int:
    """Always the same for the same attempt; members, who know its numbers, cannot tell the mark of its prompt."""
    return int.from_bytes(hmac.digest(settings.secret.encode(), f"seed:{what}".encode(), "sha256")[:7])


async def _story_of(pool: Any, room: Room, generation: Generation, settings: Settings) -> Story:
    view = room.view
    again = room.passage(generation.passage) if generation.passage else None
    woven = generation.woven or (again.woven if again else ())
    weave = [p for p in view.passages if p.id in woven]
    passages = [p for p in told(view, generation.branch) if p is not again and p not in weave]
    chars = await lengths(pool, view.id, [p.version for p in passages])
    first = sealed([chars.get(p.version, 0) for p in passages], settings.coauthor_told_chars)
    others = [*again.versions, *(note.id for note in again.notes)] if again else []
    needed = [p.version for p in (*passages[first:], *weave)] + others
    noted = await beats(pool, view.id, view.seq, MOST_BEATS)
    standing = {p.id: noted[p.id, p.version].beat for p in passages if (p.id, p.version) in noted}
    return Story(view, passages, again, weave, standing, first, await store.words(pool, view.id, needed))


def _cast(view: RoomView) -> tuple[Character, ...]:
    """Whom people play, by seat; of a character that several play the first counts."""
    played: dict[str, Character] = {}
    for seat, member in enumerate(view.members.values(), 1):
        if member.character and member.status not in ("kicked", "banned"):
            played.setdefault(member.character.casefold(), Character(member.character, seat))
    return tuple(played.values())


def _played(view: RoomView, generation: Generation) -> str:
    """As whom the co-author speaks."""
    away = view.members.get(generation.stands_for) if generation.stands_for else None
    return (away.character if away else view.rules.manner.plays) or ""


async def _before(pool: Any, room: UUID, story: Story) -> tuple[tuple[str, ...], ...]:
    """The summaries of what is sealed."""
    past = story.passages[forgotten(story.first) : story.first]
    begins = await _begins(pool, room, (p for p in past if p.id not in story.beats))
    return summaries([(p.id, begins.get(p.version, "")) for p in past], story.beats)


async def _begins(pool: Any, room: UUID, passages: Iterable[Passage]) -> dict[int, str]:
    versions = [p.version for p in passages]
    return await store.words(pool, room, versions, GIST_CHARS) if versions else {}
