"""Where minors read and a provider judges texts: people's words wait for its verdict."""

from __future__ import annotations

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from rooms.errors import LanguageNotChecked, NotChecked, NotFitting
from rooms.protocol import CreateRoom, PostChat, Rules
from rooms.service import RoomService
from rooms.settings import Settings
from server.coauthor.moderation import Moderation
from server.coauthor.reaching import coauthor_of
from tests.databases import found_room
from tests.door.scene import Scene, door
from tests.wires.server import Status, Wire


def judged(violence: float) -> list[Status]:
    scores = {"violence": violence, "hate": 0.0, "sexual": 0.0}
    result = {"flagged": False, "categories": {}, "category_scores": scores, "category_applied_input_types": {}}
    return [Status(200, {"id": "modr_1", "model": "omni-moderation-latest", "results": [result]})]


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with Wire(judged(0.0)) as wire:
        yield wire


@pytest.fixture
async def service(settings: Settings, wire: Wire) -> AsyncIterator[RoomService]:
    key = Settings.model_validate({"openai_key": "sk-none"}).openai_key
    given = {"coauthor": ("openai", "improv"), "openai_url": f"{wire.address}/v1", "openai_key": key}
    coauthor = coauthor_of(settings.model_copy(update=given))
    async with door(settings) as service:
        service.moderation = Moderation(coauthor)
        yield service
        await coauthor.aclose()


async def test_what_children_would_read_is_judged_first(scene: Scene, service: RoomService, wire: Wire) -> None:
    """D120: in a minors' room words wait for the provider's verdict, the premise too; what it finds too strong is
    refused, and so is what it says nothing about.
    """
    await scene.begin(service, rules=Rules(age="10-12"))
    await scene.write(service, scene.host, "The lamp hummed.")
    assert [exchange.path for exchange in wire.exchanges] == ["/v1/moderations"] * 2
    assert "It sings." in wire.exchanges[0].body["input"]
    assert "The lamp hummed." in wire.exchanges[1].body["input"]
    wire.usual = judged(0.99)
    with pytest.raises(NotFitting):
        await service.handle(scene.room, scene.host, PostChat(op=uuid4(), text="The lamp bit."))
    wire.usual = [Status(500, {"error": {"message": "down"}})]
    with pytest.raises(NotChecked):
        await service.handle(scene.room, scene.host, PostChat(op=uuid4(), text="The lamp sang."))
    assert scene.tab.types.count("chat.posted") == 0


async def test_adults_do_not_wait_for_it(scene: Scene, service: RoomService, wire: Wire) -> None:
    """D121: among adults nobody's words go to a provider's moderation."""
    await scene.begin(service, rules=Rules())
    await scene.write(service, scene.host, "The lamp hummed.")
    assert wire.exchanges == []


async def test_with_a_judge_children_write_in_any_language(scene: Scene, service: RoomService, wire: Wire) -> None:
    """D128: where a provider judges, a story for children begins in a language without a list, once its premise was
    judged; without a provider it does not.
    """
    begin = CreateRoom(
        op=uuid4(), room=await found_room(scene.owner), title="Das Meer", premise="Das Meer ist fort.", language="de",
        genre="fantasy", rules=Rules(age="10-12"), mode="free", host_name="Amina",
    )  # fmt: skip
    wire.usual = judged(0.99)
    with pytest.raises(NotFitting):
        await service.handle(begin.room, scene.host, begin)
    wire.usual = judged(0.0)
    assert await service.handle(begin.room, scene.host, begin)
    assert "Das Meer ist fort." in wire.exchanges[-1].body["input"]
    async with door(scene.settings) as plain:
        assert plain.moderation is None
        other = begin.model_copy(update={"op": uuid4(), "room": await found_room(scene.owner)})
        with pytest.raises(LanguageNotChecked):
            await plain.handle(other.room, scene.host, other)
