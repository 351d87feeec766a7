"""What everything that writes for the house must do, whoever wrote it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

import pytest

from engine.llm import Brief, Ending, Line, Piece, Provider, Words
from engine.providers import PROVIDERS, ProviderOptions

BRIEF = Brief(
    title="The lighthouse",
    premise="A lighthouse keeper finds that the lamp answers back.",
    language="en",
    genre="mystery",
    lines=(Line("Ana", "“Who is there?” asked Wilhelmina."),),
    people=("Ana", "Ben"),
    seed=11,
)


@pytest.fixture(params=PROVIDERS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def provider(name: str, words_per_second: float = 5_000) -> Provider:
    return PROVIDERS[name](ProviderOptions(words_per_second=words_per_second))


def stream(one: Provider, brief: Brief = BRIEF) -> AsyncGenerator[Piece, None]:
    return one.write(brief)


async def all_of(one: Provider, brief: Brief = BRIEF) -> list[Piece]:
    return [piece async for piece in stream(one, brief)]


def test_it_bears_the_name_that_it_is_listed_under(name: str) -> None:
    assert provider(name).name == name


def test_words_come_in_pieces_and_none_is_empty(name: str) -> None:
    words = [piece.text for piece in asyncio.run(all_of(provider(name))) if isinstance(piece, Words)]
    assert len(words) > 10
    assert all(word.strip() for word in words)


def test_it_says_once_and_last_why_it_stopped(name: str) -> None:
    pieces = asyncio.run(all_of(provider(name)))
    endings = [at for at, piece in enumerate(pieces) if isinstance(piece, Ending)]
    assert endings == [len(pieces) - 1]


def test_choices_are_few_short_and_different(name: str) -> None:
    ending = asyncio.run(all_of(provider(name)))[-1]
    assert isinstance(ending, Ending)
    assert len(ending.choices) == len(set(ending.choices)) <= 4
    assert all(0 < len(choice.strip()) <= 300 and "\n" not in choice for choice in ending.choices)


def test_leaving_it_stops_it_at_once_and_without_an_ending(name: str) -> None:
    async def leave() -> list[Piece]:
        pieces = stream(provider(name, words_per_second=1))
        heard = [await anext(pieces)]
        await asyncio.wait_for(pieces.aclose(), timeout=1)
        return heard + [piece async for piece in pieces]

    heard = asyncio.run(leave())
    assert [type(piece) for piece in heard] == [Words]


def test_cancelling_whoever_listens_stops_it(name: str) -> None:
    async def cancel() -> list[Piece]:
        heard: list[Piece] = []
        began = asyncio.Event()

        async def listen() -> None:
            async for piece in stream(provider(name, words_per_second=1)):
                heard.append(piece)
                began.set()

        task = asyncio.create_task(listen())
        await asyncio.wait_for(began.wait(), timeout=5)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(task, timeout=1)
        return heard

    assert [type(piece) for piece in asyncio.run(cancel())] == [Words]


def test_two_rooms_at_once_do_not_mix(name: str) -> None:
    async def both() -> tuple[list[Piece], list[Piece]]:
        one = provider(name)
        return await asyncio.gather(all_of(one), all_of(one))

    first, second = asyncio.run(both())
    for pieces in (first, second):
        assert sum(isinstance(piece, Ending) for piece in pieces) == 1
