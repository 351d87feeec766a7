"""A model at the door: from the settings to the passage, over a provider's wire."""

from __future__ import annotations

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from engine.coauthor import Attempt
from rooms.protocol import ContinueStory, Rules
from rooms.service import RoomService
from rooms.settings import Settings
from tests.door.models import SPEECH, WORDS, told_by_a_model
from tests.door.scene import Scene
from tests.waiting import until
from tests.wires.server import Break, Wire
from tests.wires.speech import whole


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with Wire(whole(SPEECH, WORDS)) as wire:
        yield wire


@pytest.fixture
async def told(settings: Settings, wire: Wire) -> AsyncIterator[tuple[RoomService, list[Attempt]]]:
    async with told_by_a_model(settings, wire) as told:
        yield told.service, told.attempts


def written(scene: Scene) -> list[tuple[str, str]]:
    """The co-author's passages as the first tab heard them."""
    added = [event for event in scene.tab.events if event["type"] == "passage.added"]
    return [(event["passage"]["status"], event["text"]) for event in added if event["passage"]["author"] is None]


async def test_a_model_writes_a_passage(scene: Scene, wire: Wire, told: tuple[RoomService, list[Attempt]]) -> None:
    """D100: with a key and an address in the settings a model writes the passage, and improv where it is down."""
    service, attempts = told
    await scene.begin(service, rules=Rules())
    await scene.write(service, scene.host, "“Who is there?”")
    await service.handle(scene.room, scene.host, ContinueStory(op=uuid4()))
    await scene.tab.hears("generation.ended")
    assert written(scene) == [("complete", "".join(WORDS))]
    wire.usual = [SPEECH.refuse(401, "authentication_error")]
    await service.handle(scene.room, scene.host, ContinueStory(op=uuid4()))
    await until("the second answer", lambda: scene.tab.types.count("generation.ended") == 2)
    assert [(a.provider, a.outcome) for a in attempts if a.purpose == "beat"] == [
        ("anthropic", "done"), ("anthropic", "denied"), ("improv", "done"),
    ]  # fmt: skip


async def test_half_a_stream_is_half_a_passage(
    scene: Scene, wire: Wire, told: tuple[RoomService, list[Attempt]]
) -> None:
    """D101: a model's stream that breaks off is a partial passage with its words, and the room can go on."""
    service, attempts = told
    await scene.begin(service, rules=Rules())
    await scene.write(service, scene.host, "“Who is there?”")
    wire.next([SPEECH.begin(), SPEECH.words(WORDS[0]), SPEECH.words(WORDS[1]), Break()])
    await service.handle(scene.room, scene.host, ContinueStory(op=uuid4()))
    await scene.tab.hears("generation.ended")
    assert written(scene) == [("partial", (WORDS[0] + WORDS[1]).strip())]
    assert [attempt.outcome for attempt in attempts] == ["unreachable"]
