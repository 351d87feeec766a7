"""Whoever ends a passage, and however: the provider is let go at once, and the ledger says so."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from rooms.protocol import Command, CompleteStory, ContinueStory, FreezeRoom, Rules, SetRules, StopStory
from rooms.settings import Settings
from tests.door.models import SPEECH, WORDS, Told, hanging, left, outcomes_of, rows_of, spend, told_by_a_model
from tests.door.scene import Ear, Scene, door
from tests.waiting import until, until_asked
from tests.wires.server import Exchange, Wire
from tests.wires.speech import whole

STOPPED = [("anthropic", "beat", "stopped")]


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with Wire(hanging(*WORDS[:2])) as wire:
        yield wire


@pytest.fixture
async def told(settings: Settings, wire: Wire) -> AsyncIterator[Told]:
    """A rule of the house for its own absences, shorter than as shipped."""
    quick = {"absent_seconds": 1, "lease_seconds": 1.0}
    async with told_by_a_model(settings, wire, **quick) as told:
        yield told


async def in_mid_stream(told: Told, scene: Scene, wire: Wire) -> tuple[int, Exchange]:
    """A passage whose first words are on the screen, and no more come."""
    await scene.begin(told.service, rules=Rules())
    await scene.write(told.service, scene.host, "“Who is there?”")
    generation = await told.service.handle(scene.room, scene.host, ContinueStory(op=uuid4()))
    await until("its words are shown", lambda: shown(scene.tab) == "".join(WORDS[:2]))
    [exchange] = wire.exchanges
    return generation, exchange


def shown(ear: Ear) -> str:
    return "".join(signal["text"] for signal in ear.signals if signal["type"] == "generation.delta")


async def until_outcomes(owner: Any, scene: Scene, *expected: tuple[str, str, str]) -> None:
    async def as_expected() -> bool:
        return await outcomes_of(owner, scene.room) == list(expected)

    await until_asked("the ledger is complete", as_expected)


def landed(scene: Scene) -> list[tuple[str, str]]:
    """The co-author's passages as the host's tab heard them."""
    added = [event for event in scene.tab.events if event["type"] == "passage.added"]
    return [(event["passage"]["status"], event["text"]) for event in added if event["passage"]["author"] is None]


PARTIAL = [("partial", "".join(WORDS[:2]).strip())]
ENDS: dict[str, Callable[[int], Command]] = {
    "the host stops it": lambda generation: StopStory(op=uuid4(), generation=generation),
    "the co-author is switched off": lambda generation: SetRules(op=uuid4(), rules=Rules(coauthor=False)),
    "the room is frozen": lambda generation: FreezeRoom(op=uuid4(), frozen=True),
    "the story is complete": lambda generation: CompleteStory(op=uuid4()),
}


@pytest.mark.parametrize("end", ENDS)
async def test_whoever_ends_it(end: str, scene: Scene, owner: Any, wire: Wire, told: Told) -> None:
    """D110: the host stops it, switches the co-author off, freezes the room or ends the story: within a second the
    provider is not listened to any more, the words so far are a partial passage, and the ledger has what they cost.
    """
    generation, exchange = await in_mid_stream(told, scene, wire)
    await told.service.handle(scene.room, scene.host, ENDS[end](generation))
    await left(exchange)
    await scene.tab.hears("generation.ended")
    assert landed(scene) == PARTIAL
    await until_outcomes(owner, scene, *STOPPED)
    [row] = await rows_of(owner, scene.room)
    assert row["cost"] > 0
    assert row["usage_source"] == "partial"


async def test_who_ends_it_elsewhere(scene: Scene, owner: Any, wire: Wire, told: Told, settings: Settings) -> None:
    """D111: it is stopped from another process, also when nobody is left at the one that writes: the provider is let
    go as soon.
    """
    async with door(settings) as elsewhere:
        generation, exchange = await in_mid_stream(told, scene, wire)
        there = await scene.enter(elsewhere, scene.guest)
        host = await scene.enter(elsewhere, scene.host)
        told.service.leave(scene.tab, scene.room)
        await elsewhere.handle(scene.room, scene.host, StopStory(op=uuid4(), generation=generation))
        await left(exchange)
        ended = await there.hears("generation.ended")
        assert ended["outcome"] == "partial"
        await until_outcomes(owner, scene, *STOPPED)
        elsewhere.leave(host, scene.room)


async def test_the_requester_leaves(scene: Scene, owner: Any, wire: Wire, told: Told) -> None:
    """D112: who asked for it leaves, and the others read on; when the last of them leaves too the room rests, and the
    provider is let go within the time after which somebody is absent.
    """
    _, exchange = await in_mid_stream(told, scene, wire)
    guest = await scene.enter(told.service, scene.guest)
    told.service.leave(scene.tab, scene.room)
    for _ in range(8):
        renewed = await owner.fetchval("select lease_until from jobs where room_id = $1", scene.room)

        async def again(before: Any = renewed) -> bool:
            return bool(await owner.fetchval("select lease_until from jobs where room_id = $1", scene.room) > before)

        await until_asked("the lease is kept", again)
    assert not exchange.left.is_set()
    told.service.leave(guest, scene.room)
    bound = told.service.settings.absent_seconds + 2 * told.service.settings.lease_seconds / 4
    await left(exchange, bound + 1)
    await until_outcomes(owner, scene, *STOPPED)

    async def over() -> bool:
        return any(recorded.event.type == "generation.ended" for recorded in await scene.log())

    await until_asked("the generation is over", over)


async def test_a_process_that_goes(scene: Scene, owner: Any, wire: Wire, told: Told, settings: Settings) -> None:
    """D113: a process that goes lets go of the provider and closes its row; another begins anew at once, and one
    passage comes of it.
    """
    _, exchange = await in_mid_stream(told, scene, wire)
    wire.usual = whole(SPEECH, WORDS)
    async with told_by_a_model(settings, wire) as other:
        there = await scene.enter(other.service, scene.guest)
        await told.narration.stop()
        await left(exchange)
        assert STOPPED[0] in await outcomes_of(owner, scene.room)
        await there.hears("generation.ended")
        added = [e for e in there.events if e["type"] == "passage.added" and e["passage"]["author"] is None]
        assert [event["text"] for event in added] == ["".join(WORDS)]
        await until_outcomes(owner, scene, *STOPPED, ("anthropic", "beat", "done"), ("anthropic", "repair", "broken"))


async def test_a_pen_that_was_taken(scene: Scene, owner: Any, wire: Wire, told: Told) -> None:
    """D114: a process that finds its lease taken lets go of the provider; what its request came to stands in the place
    of what whoever took over had called lost.
    """
    generation, exchange = await in_mid_stream(told, scene, wire)
    await told.narration.ledger.lose(scene.room, generation, 2)
    assert await outcomes_of(owner, scene.room) == [("anthropic", "beat", "lost")]
    await owner.execute("update jobs set attempt = 2, lease_until = now() + interval '1 hour'")
    await left(exchange, told.service.settings.lease_seconds / 4 + 1)
    await until_outcomes(owner, scene, *STOPPED)


async def test_who_waits_for_the_first_word(scene: Scene, owner: Any, wire: Wire, told: Told) -> None:
    """D115: stopped before the first word the request is left all the same; nobody knows what it cost, so it counts as
    what was reserved for it.
    """
    wire.usual = hanging()[1:]
    await scene.begin(told.service, rules=Rules())
    await scene.write(told.service, scene.host, "“Who is there?”")
    generation = await told.service.handle(scene.room, scene.host, ContinueStory(op=uuid4()))
    await until("it asks", lambda: wire.exchanges)
    [row] = await rows_of(owner, scene.room)
    assert row["reserved"] > 0
    await told.service.handle(scene.room, scene.host, StopStory(op=uuid4(), generation=generation))
    await left(wire.exchanges[0])
    await scene.tab.hears("generation.ended")
    assert landed(scene) == []
    await until_outcomes(owner, scene, *STOPPED)
    [after] = await rows_of(owner, scene.room)
    assert (after["cost"], after["usage_source"]) == (row["reserved"], "estimated")


async def test_budgets(scene: Scene, owner: Any, wire: Wire, settings: Settings) -> None:
    """D116: beyond the soft share the cheaper model is asked; beyond the budget none is, and improv writes on; where
    there is no improv the co-author says nothing, and people go on.
    """
    wire.usual = whole(SPEECH, WORDS)
    budget = {"budget_room_day": Decimal("0.5"), "budget_tenant_day": Decimal()}
    expected = [("claude-sonnet-5-5", "complete"), ("claude-haiku-5-5", "complete"), ("", "complete")]
    async with told_by_a_model(settings, wire, **budget) as told:
        await scene.begin(told.service, rules=Rules())
        for spent, (model, outcome) in zip(("0.01", "0.4", "0.2"), expected, strict=True):
            await spend(owner, scene.room, spent)
            assert await continued(told, scene) == outcome
            assert [row["model"] for row in await rows_of(owner, scene.room) if row["purpose"] == "beat"][-1] == model
    async with told_by_a_model(settings, wire, **budget, coauthor=("anthropic",)) as told:
        scene.tab = await scene.enter(told.service, scene.host)
        asked = len(wire.exchanges)
        assert await continued(told, scene) == "failed"
        assert len(wire.exchanges) == asked
        await scene.write(told.service, scene.host, "We go on without it.")


async def continued(told: Told, scene: Scene) -> str:
    """Ask for a passage; how it ended."""
    scene.tab.events.clear()
    await told.service.handle(scene.room, scene.host, ContinueStory(op=uuid4()))
    ended = await scene.tab.hears("generation.ended")
    await until("the ledger is written", lambda: not told.narration._closing)
    return str(ended["outcome"])
