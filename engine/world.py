"""What is true in a story, folded from the effects of its beats: replayed over a branch, so undo needs no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from rooms.protocol import Effect

KINDS: Mapping[str, Literal["person", "place", "thing"]] = {
    "add_person": "person",
    "add_place": "place",
    "add_thing": "thing",
}
MOST_TRAITS = 6
"""Of one entity; the oldest goes."""


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody, some place or something. ``since``: the passage that brought it."""

    name: str
    kind: Literal["person", "place", "thing"]
    what: str
    since: int = 0
    traits: tuple[str, ...] = ()
    place: str = ""
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """A question that waits for its answer."""

    name: str
    what: str
    since: int = 0


@dataclass(frozen=True, slots=True)
class World:
    """By name, case folded; in the order in which they came."""

    entities: Mapping[str, Entity] = field(default_factory=dict)
    threads: Mapping[str, Thread] = field(default_factory=dict)


NOTHING = World()


def fold(beats: Iterable[tuple[int, Iterable[Effect]]], world: World = NOTHING) -> World:
    """The world after some beats: each the passage that it is of, and its effects, in the order of the story.

    What ``fits`` was judged when a beat was recorded: here an effect on somebody unknown makes them known.
    """
    entities, threads = dict(world.entities), dict(world.threads)
    for passage, effects in beats:
        for effect in effects:
            _take(entities, threads, effect, passage)
    return World(entities, threads)


def _take(entities: dict[str, Entity], threads: dict[str, Thread], effect: Effect, passage: int) -> None:
    name = effect.name.casefold()
    if effect.op == "open_thread":
        threads[name] = Thread(effect.name, effect.value, passage)
    elif effect.op == "close_thread":
        threads.pop(name, None)
    elif effect.op in KINDS:
        entities.setdefault(name, Entity(effect.name, KINDS[effect.op], effect.value, passage))
    else:
        unknown = Entity(effect.name, "thing" if effect.op == "give" else "person", "", passage)
        entities[name] = _changed(entities.get(name, unknown), effect)


def _changed(entity: Entity, effect: Effect) -> Entity:
    match effect.op:
        case "move":
            return replace(entity, place=effect.value, holder="")
        case "give":
            return replace(entity, holder=effect.value, place="")
        case _:
            others = tuple(trait for trait in entity.traits if trait != effect.value)
            return replace(entity, traits=(*others, effect.value)[-MOST_TRAITS:])


def fits(world: World, effect: Effect) -> bool:
    """Whether an effect names only what is there, and each as what it is."""
    entity = world.entities.get(effect.name.casefold())
    value = world.entities.get(effect.value.casefold())
    match effect.op:
        case "open_thread" | "add_person" | "add_place" | "add_thing":
            return True
        case "close_thread":
            return effect.name.casefold() in world.threads
        case "set_trait":
            return entity is not None
        case "move":
            return entity is not None and entity.kind != "place" and value is not None and value.kind == "place"
        case "give":
            return entity is not None and entity.kind == "thing" and value is not None and value.kind == "person"
