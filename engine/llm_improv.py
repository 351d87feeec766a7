"""The co-author without a key and without a model: it plays by the rules of improvised theatre.

It takes what the others brought in, agrees, adds something and leaves the next line open (engine/improv).
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator

from engine.improv.passage import compose
from engine.llm import Brief, Ending, Piece, Words
from rooms.protocol import LANGUAGES

PIECE = re.compile(r"\s*\S+")


class Improv:
    name = "improv"
    speaks = frozenset(LANGUAGES)

    def __init__(self, words_per_second: float) -> None:
        if not words_per_second > 0:
            raise ValueError("words_per_second must be above 0")
        self._pause = 1 / words_per_second

    async def write(self, brief: Brief) -> AsyncGenerator[Piece, None]:
        passage = compose(brief)
        for number, piece in enumerate(PIECE.findall(passage.text)):
            if number:
                await asyncio.sleep(self._pause)
            yield Words(piece)
        yield Ending("done", passage.choices, passage.record)
