"""A provider that says 30 words a second to whoever asks, each the moment at which it was sent.

``python -m tests.bench.speaker``; it prints its ports, one for each wire format.
"""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import AsyncExitStack

import uvloop

from tests.wires.server import Fresh, Pause, Script, Wire
from tests.wires.speech import SPEECHES, Speech

WORDS, RATE = 45, 30
"""A second and a half: a short passage, so that a short load has many first words."""


def passage(speech: Speech) -> Script:
    def word() -> bytes:
        return speech.words(f"{time.monotonic_ns()} ")

    said = [part for _ in range(WORDS) for part in (Fresh(word), Pause(1 / RATE))]
    return [speech.begin(), *said, speech.end("done")]


async def serve() -> None:
    async with AsyncExitStack() as stack:
        wires = {name: await stack.enter_async_context(Wire(passage(speech))) for name, speech in SPEECHES.items()}
        for wire in wires.values():
            wire.remembers = False
        print(json.dumps({name: wire.port for name, wire in wires.items()}), flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(serve())
