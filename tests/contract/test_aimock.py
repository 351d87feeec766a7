"""The co-author against aimock: a third idea of the three wires, paced like a model, with chaos of its own."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from engine.coauthor import Attempt, Coauthor
from engine.llm import Ending, Piece, ProviderFault, Words
from engine.outside import Patience
from tests.wires.reached import BRIEF, provider, text_of

PROGRAM = Path(__file__).parents[2] / "web" / "node_modules" / ".bin" / "aimock"
NAMES = ("anthropic", "openai", "compatible")
RECORD = {"choices": ["Knock", "Wait"], "summary": "No."}
PROSE = {"type": "text", "text": "The lamp turned away. " * 5}
BEAT = [PROSE, {"type": "toolCall", "name": "record_beat", "arguments": json.dumps(RECORD)}]
LISTENS = re.compile(r"listening on (http://\S+)")


@asynccontextmanager
async def aimock(folder: Path, response: dict[str, Any], **more: Any) -> AsyncIterator[str]:
    """A server that answers everything so; its address."""
    (folder / "fixtures.json").write_text(json.dumps({"fixtures": [{"match": {}, "response": response, **more}]}))
    (folder / "config.json").write_text(json.dumps({"llm": {"fixtures": "./fixtures.json"}}))
    pipes = {"stdout": asyncio.subprocess.PIPE, "stderr": asyncio.subprocess.STDOUT}
    child = await asyncio.create_subprocess_exec(PROGRAM, "-c", "config.json", "-p", "0", cwd=folder, **pipes)  # type: ignore[arg-type]
    assert child.stdout is not None
    try:
        found = None
        while found is None:
            line = (await asyncio.wait_for(child.stdout.readline(), 60)).decode()
            assert line, "aimock ended before it listened"
            found = LISTENS.search(line)
        yield found[1]
    finally:
        child.kill()
        await child.wait()


async def heard_of(name: str, address: str) -> tuple[list[Piece], ProviderFault | None, list[Attempt]]:
    told: list[Attempt] = []
    patience = Patience(first_word=20, gap=10, pause=0.02)
    coauthor = Coauthor([provider(name, address, patience)], patience, told.append)
    heard: list[Piece] = []
    try:
        async for piece in coauthor.write(BRIEF):
            heard.append(piece)
    except ProviderFault as fault:
        return heard, fault, told
    finally:
        await coauthor.aclose()
    return heard, None, told


@pytest.mark.parametrize("name", NAMES)
async def test_prose_then_one_record(tmp_path: Path, name: str) -> None:
    """C230: as a third server speaks the three wires, paced like a model: prose word by word, then the record."""
    async with aimock(tmp_path, {"blocks": BEAT}, streamingProfile={"ttft": 50, "tps": 200}) as address:
        heard, fault, told = await heard_of(name, address)
    ending = heard[-1]
    assert fault is None
    assert isinstance(ending, Ending)
    assert (ending.reason, json.loads(ending.record)) == ("done", RECORD)
    assert text_of(heard) == PROSE["text"]
    assert sum(isinstance(piece, Words) for piece in heard) > 1
    assert [attempt.outcome for attempt in told] == ["done"]


@pytest.mark.parametrize("name", NAMES)
async def test_what_it_refuses_is_of_a_family(tmp_path: Path, name: str) -> None:
    """C231: its errors are of our families: too many requests are tried again and are then *busy*."""
    error = {"error": {"message": "Slow down", "type": "rate_limit_error"}, "status": 429}
    async with aimock(tmp_path, error) as address:
        heard, fault, told = await heard_of(name, address)
    assert fault is not None
    assert (heard, fault.family) == ([], "busy")
    assert [attempt.outcome for attempt in told] == ["busy"] * 3
