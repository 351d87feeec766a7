"""The tree at the door: what the co-author is given in a branch."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from uuid import uuid4

import pytest

from engine.coauthor import Coauthor
from engine.llm import Brief, Ending, Piece, Words
from rooms.protocol import ContinueStory, ForkStory, Rules, SwitchBranch
from rooms.service import RoomService
from rooms.settings import Settings
from server.coauthor.narration import Narration
from server.metrics import Metrics
from tests.door.scene import Scene, door, ledger
from tests.waiting import until


class Listening:
    """A provider that remembers what it was given."""

    name = "listening"

    def __init__(self) -> None:
        self.briefs: list[Brief] = []

    async def write(self, brief: Brief) -> AsyncGenerator[Piece, None]:
        self.briefs.append(brief)
        yield Words(f"Answer {len(self.briefs)}.")
        yield Ending("done")


@pytest.fixture
async def listening(settings: Settings) -> AsyncIterator[tuple[RoomService, Listening]]:
    provider = Listening()
    async with door(settings) as service:
        narration = Narration(settings, service, Coauthor([provider]), ledger(settings, service.pool), Metrics())
        narration.start()
        yield service, provider
        await narration.stop()


async def test_the_co_author_reads_the_branch_that_it_writes_in(
    scene: Scene, listening: tuple[RoomService, Listening]
) -> None:
    """D87: in a branch the co-author is given the story as that branch reads, and nothing of the others."""
    service, provider = listening
    await scene.begin(service, rules=Rules())
    first = await scene.write(service, scene.host, "One.")
    await scene.write(service, scene.host, "Two.")
    await service.handle(scene.room, scene.host, ForkStory(op=uuid4(), after=first, branch_name="Inland", go=True))
    turn = (await service.open(scene.room)).room.view.turn
    assert turn is not None
    await scene.write(service, scene.host, "Inland two.", turn.number)
    await service.handle(scene.room, scene.host, ContinueStory(op=uuid4()))
    await scene.tab.hears("generation.ended")
    await service.handle(scene.room, scene.host, SwitchBranch(op=uuid4(), branch=0))
    await service.handle(scene.room, scene.host, ContinueStory(op=uuid4()))
    await until("the second answer", lambda: scene.tab.types.count("generation.ended") == 2)
    assert [[line.text for line in brief.lines] for brief in provider.briefs] == [
        ["One.", "Inland two."],
        ["One.", "Two."],
    ]
