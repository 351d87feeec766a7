"""Listens to a provider: as the product does, or with the bare SDK and its own helper for streams.

``python -m tests.bench.streams WHOSE NAME PORT`` (``ours`` or ``sdk``); a line ``STREAMS SECONDS APART`` on its input
is one load, answered with what was heard: times in ms from a word's sending to its being heard.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, suppress
from typing import Any

import uvloop
from anthropic import AsyncAnthropic
from openai import AsyncOpenAI

from engine.coauthor import Coauthor
from engine.llm import Words
from tests.wires.reached import BRIEF, KEY, base_url, provider

Listen = Callable[[], AsyncIterator[str]]
PROBE_SECONDS = 0.01


def ours(name: str, address: str) -> Listen:
    coauthor = Coauthor([provider(name, address)])

    async def listen() -> AsyncIterator[str]:
        async with aclosing(coauthor.write(BRIEF)) as pieces:
            async for piece in pieces:
                if isinstance(piece, Words):
                    yield piece.text

    return listen


def sdk(name: str, address: str) -> Listen:
    """As their READMEs show it."""
    if name == "anthropic":
        anthropic = AsyncAnthropic(api_key=KEY, base_url=address, max_retries=0)

        async def messages() -> AsyncIterator[str]:
            asked: list[Any] = [{"role": "user", "content": "Go on."}]
            async with anthropic.messages.stream(model="m", max_tokens=99, messages=asked) as stream:
                async for text in stream.text_stream:
                    yield text

        return messages
    openai = AsyncOpenAI(api_key=KEY, base_url=base_url(name, address), max_retries=0)

    async def responses() -> AsyncIterator[str]:
        async with openai.responses.stream(model="m", input="Go on.") as stream:
            async for event in stream:
                if event.type == "response.output_text.delta":
                    yield event.delta

    return responses


class Load:
    def __init__(self) -> None:
        self.first: list[float] = []
        self.all: list[float] = []
        self.lag: list[float] = []

    async def run(self, listen: Listen, streams: int, seconds: float, apart: float) -> dict[str, Any]:
        probe = asyncio.create_task(self._probe())
        began = time.monotonic()
        await asyncio.gather(*(self._stream(listen, began + seconds, apart * at / streams) for at in range(streams)))
        took = time.monotonic() - began
        probe.cancel()
        with suppress(asyncio.CancelledError):
            await probe
        names = {"first": self.first, "all": self.all, "lag": self.lag}
        figures = {f"{name}_p{part}": percentile(of, part / 100) for name, of in names.items() for part in (50, 99)}
        return {"words": len(self.all), "passages": len(self.first), "seconds": took, **figures}

    async def _stream(self, listen: Listen, until: float, after: float) -> None:
        """Passages one after the other; the streams begin ``after`` each other, as rooms do."""
        await asyncio.sleep(after)
        while time.monotonic() < until:
            first = True
            async for text in listen():
                took = (time.monotonic_ns() - int(text)) / 1e6
                self.all.append(took)
                if first:
                    self.first.append(took)
                first = False

    async def _probe(self) -> None:
        """How late the event loop is."""
        while True:
            before = time.monotonic()
            await asyncio.sleep(PROBE_SECONDS)
            self.lag.append((time.monotonic() - before - PROBE_SECONDS) * 1e3)


def percentile(values: list[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * part))] if values else 0.0


async def main(whose: str, name: str, port: str) -> None:
    listen = (ours if whose == "ours" else sdk)(name, f"http://127.0.0.1:{port}")
    print("ready", flush=True)
    while line := await asyncio.to_thread(sys.stdin.readline):
        streams, seconds, apart = line.split()
        said = await Load().run(listen, int(streams), float(seconds), float(apart))
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    uvloop.run(main(*sys.argv[1:4]))
