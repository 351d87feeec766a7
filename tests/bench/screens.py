"""Pages that watch a co-author write: from a provider's word to the frames of every member.

``python -m tests.bench.screens``; orders come as to the generator, of which this is a kind.
"""

from __future__ import annotations

import asyncio
import gc
import json
import time
from typing import Any, ClassVar
from uuid import uuid4

import uvloop
from picows import WSFrame, WSTransport

from tests.bench.crowd import Client
from tests.bench.generator import Generator, obey
from tests.bench.streams import percentile


class Watcher(Client):
    """Times are ms from a word's sending, which is the word itself, to the frame that has it."""

    first: ClassVar[list[float]] = []
    all: ClassVar[list[float]] = []
    wrong: ClassVar[int] = 0

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.end = 0
        self.ended = asyncio.Event()

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        data = frame.get_payload_as_bytes()
        if data.startswith(b'42["signal"') and b'"generation.delta"' in data:
            self._shown(json.loads(data[2:])[1])
        elif data.startswith(b'42["event"') and b'"generation.ended"' in data:
            self.ended.set()
        else:
            self._other(data)

    def _shown(self, signal: dict[str, Any]) -> None:
        now, text = time.monotonic_ns(), signal["text"]
        if signal["offset"] not in (0, self.end):
            Watcher.wrong += 1
        self.end = signal["offset"] + len(text)
        took = [(now - int(word)) / 1e6 for word in text.split()]
        if signal["offset"] == 0:
            Watcher.first.append(took[0])
        Watcher.all.extend(took)


class Screens(Generator):
    async def load(self, **how: Any) -> dict[str, Any]:
        """Let the co-author write in every room again and again, for so many ``seconds``; rooms begin ``apart``."""
        Watcher.first, Watcher.all, Watcher.wrong = [], [], 0
        gc.collect()
        began = time.monotonic()
        rooms = [[one for one in room.members if isinstance(one, Watcher)] for room in self.rooms]
        passages = await asyncio.gather(
            *(
                self._evening(room, began + how["seconds"], how["apart"] * at / len(rooms))
                for at, room in enumerate(rooms)
            )
        )
        figures = {"first": Watcher.first, "all": Watcher.all}
        return {
            "words": len(Watcher.all),
            "passages": sum(passages),
            "firsts": len(Watcher.first),
            "wrong": Watcher.wrong,
            "seconds": time.monotonic() - began,
            "began": began,
            **{f"{name}_p{part}": percentile(of, part / 100) for name, of in figures.items() for part in (50, 99)},
        }

    async def _evening(self, room: list[Watcher], until: float, after: float) -> int:
        """How many passages; rooms begin apart."""
        await asyncio.sleep(after)
        written = 0
        while time.monotonic() < until:
            for one in room:
                one.ended.clear()
            self.serial += 1
            answer = await room[0].ask(self.serial, b'["story.continue",{"op":"%b"}]' % str(uuid4()).encode())
            if b"true" not in answer:
                raise ConnectionError(f"not asked: {answer[:200]!r}")
            async with asyncio.timeout(60):
                await asyncio.gather(*(one.ended.wait() for one in room))
            written += 1
        return written


if __name__ == "__main__":
    gc.set_threshold(200_000, 50, 100)
    uvloop.run(obey(Screens(Watcher, coauthor=True)))
