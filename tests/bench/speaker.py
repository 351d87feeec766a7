"""A provider that says 30 words a second to whoever asks, each the moment at which it was sent.

``python -m tests.bench.speaker [WORDS]``; it prints its ports, one for each wire format.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from contextlib import AsyncExitStack

import uvloop

from tests.wires.server import Fresh, Pause, Script, Wire
from tests.wires.speech import SPEECHES, Speech

WORDS, RATE = 15, 30
"""Half a second: many first words in a short load."""
BEAT = {
    "summary": "The lamp counts.", "scene": "The lamp room", "mood": "calm", "present": [], "effects": [], "used": [],
    "choices": ["Listen.", "Count."], "may_end": False,
}  # fmt: skip


def passage(speech: Speech, words: int) -> Script:
    def word() -> bytes:
        return speech.words(f"{time.monotonic_ns()} ")

    said = [part for _ in range(words) for part in (Fresh(word), Pause(1 / RATE))]
    return [speech.begin(), *said, speech.record(json.dumps(BEAT)), speech.end("called")]


async def serve(words: int) -> None:
    async with AsyncExitStack() as stack:
        wires = {
            name: await stack.enter_async_context(Wire(passage(speech, words))) for name, speech in SPEECHES.items()
        }
        for wire in wires.values():
            wire.remembers = False
        print(json.dumps({name: wire.port for name, wire in wires.items()}), flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1]) if len(sys.argv) > 1 else WORDS))
