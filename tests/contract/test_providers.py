"""What everything that writes for the house must do, whoever wrote it, over the real wire where it has one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass

import pytest

from engine.llm import Brief, Ending, ModelProvider, Piece, Provider, Started, Words
from engine.providers import PROVIDERS, ProviderOptions
from tests.wires.reached import BRIEF
from tests.wires.reached import provider as reached
from tests.wires.server import Exchange, Wire, paced
from tests.wires.speech import RECORD, SPEECHES, whole

TELLING = "“It is only me,” said the lamp, and it turned a little towards the sea, as if it were ashamed of itself."


@dataclass
class Stage:
    """A provider and, where it is a model's, the server that it asks."""

    provider: Provider
    wire: Wire | None

    @property
    def last(self) -> Exchange | None:
        return self.wire.exchanges[-1] if self.wire else None


@dataclass
class Stages:
    name: str
    made: list[Stage]

    async def at(self, words_per_second: float = 5_000) -> Stage:
        stage = Stage(*await self._made(words_per_second))
        self.made.append(stage)
        return stage

    async def _made(self, pace: float) -> tuple[Provider, Wire | None]:
        if self.name not in SPEECHES:
            return PROVIDERS[self.name](ProviderOptions(words_per_second=pace)), None
        said = whole(SPEECHES[self.name], (f"{word} " for word in TELLING.split()))
        wire = await Wire(paced(said, 1 / pace)).__aenter__()
        return reached(self.name, wire.address), wire


@pytest.fixture(params=PROVIDERS)
async def stages(request: pytest.FixtureRequest) -> AsyncIterator[Stages]:
    stages = Stages(str(request.param), [])
    yield stages
    for stage in stages.made:
        if isinstance(stage.provider, ModelProvider):
            await stage.provider.aclose()
        if stage.wire:
            await stage.wire.__aexit__()


async def all_of(one: Provider, brief: Brief = BRIEF) -> list[Piece]:
    return [piece async for piece in one.write(brief)]


async def to_words(pieces: AsyncIterator[Piece]) -> list[Piece]:
    """Up to the first words, with them."""
    heard = []
    async for piece in pieces:
        heard.append(piece)
        if isinstance(piece, Words):
            break
    return heard


async def test_it_bears_the_name_that_it_is_listed_under(stages: Stages) -> None:
    """C120: A provider bears the name that it is listed under, which goes with wording on the page."""
    assert (await stages.at()).provider.name == stages.name


async def test_words_come_in_pieces_and_none_is_empty(stages: Stages) -> None:
    """C121: Words come in pieces as they are said, none is empty, and together they are what was written."""
    words = [piece.text for piece in await all_of((await stages.at()).provider) if isinstance(piece, Words)]
    assert len(words) > 10
    assert all(word.strip() for word in words)
    if stages.name in SPEECHES:
        assert "".join(words).strip() == TELLING


async def test_it_says_once_and_last_why_it_stopped(stages: Stages) -> None:
    """C122: Every provider says once, and last, why it stopped; who takes requests says once, and first, who writes."""
    pieces = await all_of((await stages.at()).provider)
    endings = [at for at, piece in enumerate(pieces) if isinstance(piece, Ending)]
    assert endings == [len(pieces) - 1]
    starts = [at for at, piece in enumerate(pieces) if isinstance(piece, Started)]
    assert starts == ([0] if stages.name in SPEECHES else [])


async def test_the_record_comes_with_the_ending(stages: Stages) -> None:
    """C123: What a model recorded after the prose comes with the ending, as it was sent, with what was used."""
    if stages.name not in SPEECHES:
        return
    ending = (await all_of((await stages.at()).provider))[-1]
    assert isinstance(ending, Ending)
    assert (ending.reason, ending.record) == ("done", RECORD)
    assert ending.usage == SPEECHES[stages.name].used
    assert ending.request


async def test_choices_are_few_short_and_different(stages: Stages) -> None:
    """C124: Choices of a provider that has them at once are few, short and different."""
    ending = (await all_of((await stages.at()).provider))[-1]
    assert isinstance(ending, Ending)
    assert len(ending.choices) == len(set(ending.choices)) <= 4
    assert all(0 < len(choice.strip()) <= 300 and "\n" not in choice for choice in ending.choices)


async def test_leaving_it_stops_it_at_once_and_without_an_ending(stages: Stages) -> None:
    """C125: Leaving a provider stops it without an ending, and within a second at the provider's own side."""
    stage = await stages.at(words_per_second=1)
    pieces = stage.provider.write(BRIEF)
    heard = await to_words(pieces)
    await asyncio.wait_for(pieces.aclose(), timeout=1)
    heard += [piece async for piece in pieces]
    assert [type(piece) for piece in heard if not isinstance(piece, Started)] == [Words]
    if stage.last:
        await asyncio.wait_for(stage.last.left.wait(), timeout=1)


async def test_cancelling_whoever_listens_stops_it(stages: Stages) -> None:
    """C126: Cancelling whoever listens stops the provider, at its own side too."""
    stage = await stages.at(words_per_second=1)
    heard: list[Piece] = []
    began = asyncio.Event()

    async def listen() -> None:
        async with aclosing(stage.provider.write(BRIEF)) as pieces:
            async for piece in pieces:
                heard.append(piece)
                if isinstance(piece, Words):
                    began.set()

    task = asyncio.create_task(listen())
    await asyncio.wait_for(began.wait(), timeout=5)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, timeout=1)
    assert [type(piece) for piece in heard if not isinstance(piece, Started)] == [Words]
    if stage.last:
        await asyncio.wait_for(stage.last.left.wait(), timeout=1)


async def test_two_rooms_at_once_do_not_mix(stages: Stages) -> None:
    """C127: Two rooms at once do not mix."""
    one = (await stages.at()).provider
    for pieces in await asyncio.gather(all_of(one), all_of(one)):
        assert sum(isinstance(piece, Ending) for piece in pieces) == 1
        text = "".join(piece.text for piece in pieces if isinstance(piece, Words))
        if stages.name in SPEECHES:
            assert text.strip() == TELLING


async def test_a_connection_is_used_again(stages: Stages) -> None:
    """C128: Three passages one after the other need one connection: the end of each body was read."""
    stage = await stages.at()
    if stage.wire is None:
        return
    ports = set()
    for _ in range(3):
        await all_of(stage.provider)
        ports.add(stage.wire.exchanges[-1].port)
    assert len(stage.wire.exchanges) == 3
    assert len(ports) == 1


def test_every_model_has_a_wire_here() -> None:
    """C129: A provider that asks models is tested over its wire, or this fails."""
    assert set(PROVIDERS) - {"improv"} == set(SPEECHES)
