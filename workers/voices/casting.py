"""Who is in the story, and which of the house's voices each of them has."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args
from uuid import UUID

from engine.world import World
from rooms.protocol import Beat, Cast, RoomView, Voice

VOICES: tuple[Voice, ...] = get_args(Voice)
NARRATOR: Voice = "even"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the story. ``what``: who they are, as far as it was noted."""

    name: str
    what: str = ""


def people_of(view: RoomView, world: World, beat: Beat | None) -> tuple[Person, ...]:
    """Everybody who may speak: of the cast, whom members play, of the world, and who is there; each once, in this
    order."""
    known = {entity.name.casefold(): entity.what for entity in world.entities.values()}
    looks = {cast.character.casefold(): cast.look for cast in view.cast if cast.character}
    names = [cast.character for cast in view.cast]
    names += [member.character for member in view.members.values()]
    names += [entity.name for entity in world.entities.values() if entity.kind == "person"]
    names += beat.present if beat else ()
    found: dict[str, Person] = {}
    for name in filter(None, names):
        key = name.casefold()
        found.setdefault(key, Person(name, f"{known.get(key, '')} {looks.get(key, '')}".strip()))
    return tuple(found.values())


def voices_of(room: UUID, cast: Sequence[Cast], people: Sequence[Person]) -> Mapping[str | None, Voice]:
    """A voice for the narrator (None) and for everybody by name.

    The cast's word holds. Others have the first voice of a row that is shuffled by the room and their name, which
    neither the narrator nor anybody before them has; when all are taken, the one that fewest have.
    """
    given = {entry.character.casefold() if entry.character else None: entry.voice for entry in cast if entry.voice}
    narrator = given.get(None, NARRATOR)
    taken = Counter(voice for name, voice in given.items() if name is not None)
    found: dict[str | None, Voice] = {None: narrator}
    for person in people:
        if told := given.get(person.name.casefold()):
            found[person.name] = told
            continue
        row = [voice for voice in _shuffled(room, person.name) if voice != narrator]
        found[person.name] = min(row, key=lambda voice: taken[voice])
        taken[found[person.name]] += 1
    return found


def _shuffled(room: UUID, name: str) -> list[Voice]:
    def by_lot(voice: Voice) -> bytes:
        return hashlib.sha256(f"{room}\0{name.casefold()}\0{voice}".encode()).digest()

    return sorted(VOICES, key=by_lot)
