"""Stories that took long to write, made by the rules themselves in a moment, as files that a house takes in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from rooms import archive
from rooms.protocol import (
    CreateRoom,
    ForkStory,
    JoinRoom,
    OwnLanguage,
    React,
    Rules,
    SubmitTurn,
    SwitchBranch,
)
from tests.browser.person import Person
from tests.worlds import AMINA, JUN, MAREK, NAMES, World

WRITERS = (AMINA, MAREK, JUN)
BRANCHES = ("What if the lamp had stayed dark", "Marek’s way", "The river wins", "Only a dream", "Twenty years on")
APART_SECONDS = 75
STORIES = Path(__file__).parent / "stories"


@dataclass(frozen=True)
class Story:
    title: str
    premise: str
    passages: tuple[tuple[str, str], ...]

    @classmethod
    def read(cls, language: str) -> Story:
        head, *parts = (STORIES / f"{language}.txt").read_text(encoding="utf-8").split("\n@")
        title, premise = head.strip().removeprefix("# ").splitlines()
        passages = tuple((part.split("\n", 1)[0], part.split("\n", 1)[1].strip()) for part in parts)
        return cls(title, premise, passages)


def begun(language: OwnLanguage = "en", room: UUID | None = None) -> World:
    """Three writers in a free room, and nothing written."""
    story = Story.read(language)
    world = World()
    world.do(
        AMINA, CreateRoom, room=room or uuid4(), title=story.title, premise=story.premise, language=language,
        genre="mystery", mode="free", rules=Rules(), host_name="Amina",
    )  # fmt: skip
    for writer in WRITERS:
        world.do(writer, JoinRoom, as_name=NAMES[writer])
    return world


def texts(language: OwnLanguage = "en", chapters: int = 0) -> Any:
    """The passages of a real story, for ever; every so many of them a chapter begins."""
    told = [text for _, text in Story.read(language).passages]
    for number, text in enumerate(cycle(told)):
        heading = f"# {('Chapter', 'Chapitre')[language == 'fr']} {number // chapters + 1}\n\n" if chapters else ""
        yield heading + text if chapters and number % chapters == 0 else text


def write(world: World, count: int, told: Any) -> list[int]:
    """So many passages more, in turn by each writer, a minute apart. Their ids."""
    before = len(world.log)
    for number in range(count):
        world.later(APART_SECONDS)
        assert world.room is not None
        assert world.room.view.turn is not None
        world.do(WRITERS[number % 3], SubmitTurn, turn=world.room.view.turn.number, text=next(told))
    return [one.event.seq for one in world.log[before:] if one.event.type == "passage.added"]


def fork(world: World, after: int, name: str) -> int:
    """The room goes on in a new branch."""
    world.do(AMINA, ForkStory, after=after, branch_name=name, go=True)
    return next(one.event.branch.id for one in world.log[::-1] if one.event.type == "branch.forked")


def tree(passages: int = 300, language: OwnLanguage = "en") -> World:
    """A story with five branches and so many passages; the room writes in the third."""
    world, told = begun(language), texts(language)
    each = passages // 10
    trunk = write(world, 5 * each, told)
    forks = []
    for name, at in zip(BRANCHES, (0.2, 0.35, 0.5, 0.75, 0.9), strict=True):
        forks.append(fork(world, trunk[int(at * len(trunk))], name))
        ids = write(world, each - (each // 3 if name == BRANCHES[-1] else 0), told)
        if name == BRANCHES[1]:
            fork(world, ids[len(ids) // 2], "A letter in the ledger")
            write(world, each // 3, told)
        world.do(MAREK, React, passage=ids[0], reaction="spark", on=True)
    world.do(AMINA, SwitchBranch, branch=forks[2])
    return world


def file_of(world: World) -> bytes:
    """As the house itself writes it."""
    assert world.room is not None
    lines = b"".join(archive.line_of(recorded) for recorded in world.log)
    header = archive.Header(
        format="roundtale", version=1, room=world.room.view.id, events=len(world.log),
        sha256=hashlib.sha256(lines).hexdigest(),
    )  # fmt: skip
    return archive.canonical(header.model_dump(mode="json")) + b"\n" + lines


async def bring(person: Person, world: World) -> dict[str, Any]:
    """Take it in and open it; whoever brings it is its host."""
    await person.call("/api/me", {"name": person.name})
    answer = await person.context.request.post(
        f"{person.address}/api/rooms/import?op={uuid4()}",
        data=file_of(world),
        headers={"content-type": "application/octet-stream"},
    )
    assert answer.ok, await answer.text()
    told: dict[str, Any] = await answer.json()
    return told
