"""What the co-author is given of a room: this room's story, and nothing else."""

from __future__ import annotations

import secrets
from typing import Any

from engine.llm import Brief, Line
from rooms import store
from rooms.live import LiveRoom
from rooms.protocol import Generation
from rooms.room import told
from rooms.settings import Settings


async def brief_of(pool: Any, live: LiveRoom, generation: Generation, settings: Settings) -> tuple[Brief, str]:
    """The brief, and the text of the passage that it goes on from."""
    room = live.room
    view = room.view
    recent = told(view, generation.branch)[-settings.coauthor_passages :]
    texts = await store.texts(pool, live.id, [p.id for p in recent])
    words = {(t.passage, t.version): t.text for t in texts}
    again = next((p for p in recent if p.id == generation.passage), None)
    before = words[again.id, again.version] if again is not None and generation.kind == "continue" else ""
    people = {m.id: m.name for m in view.members.values()}
    lines = [
        Line(people.get(p.author, "?") if p.author else None, words[p.id, p.version]) for p in recent if p is not again
    ]
    return Brief(
        title=view.title,
        premise=view.premise,
        language=view.language,
        genre=view.genre,
        lines=tuple(lines),
        people=tuple(people.values()),
        hint=room.hint,
        partial=before,
        versions=tuple(words[again.id, v] for v in again.versions) if again and generation.kind == "retry" else (),
        seed=secrets.randbits(62),
    ), before
