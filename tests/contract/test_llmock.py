"""The co-author against llmock: another's idea of the three wires, its faults, and its verdict on us as a client."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from llmock.pytest_plugin import LLMock
from llmock.verdict import judge

from engine.coauthor import Attempt, Coauthor
from engine.llm import Ending, Piece, ProviderFault, Words
from engine.outside import Patience
from tests.wires.reached import BRIEF, provider

MOUNTS = {"anthropic": "/anthropic", "openai": "", "compatible": ""}
PASSAGES, FAULTS = 20, 2
FAULTY: tuple[Callable[[LLMock], LLMock], ...] = (
    lambda mock: mock.rate_limit(retry_after=0.1),
    lambda mock: mock.fail(500),
    lambda mock: mock.fail(503),
    lambda mock: mock.disconnect(),
    lambda mock: mock.truncate(),
    lambda mock: mock.corrupt(),
)
"""All strike before the first word: those after it are ours to show, not to hide, which llmock calls giving up."""


def coauthor_at(mock: LLMock, name: str, told: list[Attempt]) -> Coauthor:
    patience = Patience(first_word=8, pause=0.02)
    return Coauthor([provider(name, mock.url + MOUNTS[name], patience)], patience, told.append)


async def written(coauthor: Coauthor, title: str) -> list[Piece]:
    return [piece async for piece in coauthor.write(replace(BRIEF, title=title))]


@pytest.mark.parametrize("name", MOUNTS)
async def test_prose_then_one_record(llmock: LLMock, name: str) -> None:
    """C220: As another server speaks the three wires: prose, then the record, with what was used."""
    llmock.call_tool("record_beat", {"choices": ["Knock", "Wait"], "summary": "No."}, text="The lamp turned away.")
    told: list[Attempt] = []
    coauthor = coauthor_at(llmock, name, told)
    heard = await written(coauthor, "One")
    ending = heard[-1]
    assert isinstance(ending, Ending)
    assert "".join(piece.text for piece in heard if isinstance(piece, Words)) == "The lamp turned away."
    assert ending.record.replace(" ", "") == '{"choices":["Knock","Wait"],"summary":"No."}'
    assert ending.usage is not None
    assert ending.usage.out > 0
    await coauthor.aclose()


@pytest.mark.parametrize("name", MOUNTS)
async def test_the_verdict_after_chaos(llmock: LLMock, name: str) -> None:
    """C221: Through random faults before the first word every passage is written, and llmock finds no fault with us."""
    llmock.tool_mode("off")
    chance, told = random.Random(name), list[Attempt]()
    coauthor = coauthor_at(llmock, name, told)
    for number in range(PASSAGES):
        strikes = chance.choices(FAULTY, k=chance.randint(0, FAULTS))
        for strike in strikes:
            strike(llmock)
        heard = await written(coauthor, f"Passage {number}")
        assert isinstance(heard[-1], Ending)
        assert heard[-1].reason == "done"
    await coauthor.aclose()
    assert len(told) > PASSAGES
    assert {attempt.outcome for attempt in told} == {"done", "busy", "broken", "unreachable"}
    verdict = judge(llmock.requests)
    assert not verdict.errors, verdict.render()
    assert verdict.faults == len(told) - PASSAGES


@pytest.mark.parametrize("name", MOUNTS)
@pytest.mark.parametrize("kind", ["disconnect", "truncate", "corrupt"])
async def test_a_fault_after_words(llmock: LLMock, name: str, kind: str) -> None:
    """C222: A stream that llmock breaks after some words is a fault here, and no passage that only looks complete."""
    llmock.tool_mode("off").reply("one two three four five six seven eight nine ten " * 4)
    getattr(llmock, kind)(after_chunks=8)
    coauthor = coauthor_at(llmock, name, [])
    heard: list[Piece] = []

    async def listen() -> None:
        async for piece in coauthor.write(BRIEF):
            heard.append(piece)

    with pytest.raises(ProviderFault):
        await listen()
    assert any(isinstance(piece, Words) for piece in heard)
    assert not any(isinstance(piece, Ending) for piece in heard)
    await coauthor.aclose()


@pytest.mark.parametrize("name", MOUNTS)
async def test_many_at_once(llmock: LLMock, name: str) -> None:
    """C223: Thirty passages at once are thirty answers, none of which holds another's words."""
    llmock.tool_mode("off")
    coauthor = coauthor_at(llmock, name, [])
    all_heard = await asyncio.gather(*(written(coauthor, f"Passage {number}") for number in range(30)))
    assert all(isinstance(heard[-1], Ending) for heard in all_heard)
    await coauthor.aclose()
