"""The prose gate: what the co-author writes goes through it on its way to the room.

Where minors read, sentence by sentence: each is checked before it is let through, while the next is already being
written; what could not be checked is not shown. Elsewhere at once. In both the whole is checked at the end.
The table of rules is always asked; ``check`` is asked too, where there is a provider's moderation.
"""

from __future__ import annotations

import asyncio
import re
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import replace
from typing import Literal

from engine.llm import Ending, Piece, ProviderFault, Words
from rooms.ages import BANDS
from rooms.protocol import Age, own_language
from rooms.screening import verdict

Check = Callable[[str], Awaitable[bool]]
"""Whether a text may be shown; whatever it raises means that nobody knows."""
State = Literal["open", "passed", "unchecked", "withheld"]
"""``unchecked``: the table passed it, ``check`` gave no answer, and only adults read it."""

END = re.compile(r"[.!?…]+(?:[ \u00a0\u202f]?»|[\"”’')\]])*(?=\s)|\n+")
"""The end of a sentence, with what closes a quotation after it, also the French one after its space."""
LONGEST = 320
"""Characters without an end, after which a sentence is cut between two words; at twice as many, anywhere."""
BEFORE = 160
"""Characters of what was let through that are read again with the next sentence: a phrase may begin in one and end in
the other."""


class Withheld(Exception):
    """The words did not pass. Those that were let through before are to be withdrawn.

    Args:
        why: the table's reason; "check" where it was ``check``'s, "silence" where that gave no answer.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Gate:
    """For one passage.

    Args:
        age: the room's band.
        language: of the story.
        check: asked besides the table: once for the whole, where minors read also for each sentence.
        seconds: that it may take.
    """

    def __init__(self, age: Age, language: str, check: Check | None = None, seconds: float = 4.0) -> None:
        self.sentence_wise = BANDS[age].minors
        self.state: State = "open"
        self._age = age
        self._language = language
        self._check = check
        self._seconds = seconds
        self._shown = ""

    async def through(self, pieces: AsyncGenerator[Piece, None]) -> AsyncGenerator[Piece, None]:
        """The same pieces, as far as they pass; of an ending, the choices that pass.

        Closing it closes ``pieces``.

        Raises:
            Withheld: they do not pass. Nothing follows.
        """
        passing = self._by_sentence(pieces) if self.sentence_wise else pieces
        async with aclosing(pieces), aclosing(passing):
            try:
                async for piece in passing:
                    if isinstance(piece, Ending):
                        await self._pass_whole()
                        yield await self._ended(piece)
                    else:
                        self._shown += piece.text if isinstance(piece, Words) else ""
                        yield piece
            except ProviderFault:
                await self._pass_whole()
                raise
        await self._pass_whole()

    async def fits(self, text: str, before: str = "") -> bool:
        """Whether a text by itself may be shown, such as a choice.

        Args:
            before: what is read just before it.
        """
        return await self._why_not(text, before) is None

    # Sentence by sentence.

    async def _by_sentence(self, pieces: AsyncGenerator[Piece, None]) -> AsyncGenerator[Piece, None]:
        """Read on while sentences are being checked, and let them through in their order."""
        waiting: deque[tuple[Piece, asyncio.Task[str | None] | None]] = deque()
        coming = _sentences(pieces)
        reading: asyncio.Task[Piece | None] | None = _read(coming)
        failure: BaseException | None = None
        told = ""
        try:
            while reading or waiting:
                first = waiting[0][1] if waiting else None
                if waiting and (first is None or first.done()):
                    piece, asked = waiting.popleft()
                    self._insist(asked.result() if asked else None)
                    yield piece
                    continue
                await asyncio.wait({task for task in (reading, first) if task}, return_when=asyncio.FIRST_COMPLETED)
                if reading is None or not reading.done():
                    continue
                failure = reading.exception()
                found = None if failure else reading.result()
                reading = _read(coming) if found else None
                if isinstance(found, Words):
                    waiting.append((found, asyncio.create_task(self._why_not(found.text, told))))
                    told = _last(told + found.text)
                elif found is not None:
                    waiting.append((found, None))
        finally:
            await _cancel(reading, *(asked for _, asked in waiting))
            await coming.aclose()
        if failure is not None:
            raise failure

    def _insist(self, why: str | None) -> None:
        if why is not None:
            self.state = "withheld"
            raise Withheld(why)

    # The whole.

    async def _pass_whole(self) -> None:
        """What no sentence says may be said by all of them."""
        if self._shown:
            self._insist(await self._why_not(self._shown))
            self._shown = ""
        if self.state == "open":
            self.state = "passed"

    async def _ended(self, ending: Ending) -> Ending:
        fitting = await asyncio.gather(*(self.fits(choice) for choice in ending.choices))
        kept = tuple(choice for choice, fits in zip(ending.choices, fitting, strict=True) if fits)
        return ending if kept == ending.choices else replace(ending, choices=kept)

    async def _why_not(self, text: str, before: str = "") -> str | None:
        """What speaks against showing a text; None: nothing."""
        found = verdict(before + text, self._age, self._language)
        if not found.ok:
            return found.why or "table"
        if not text.strip():
            return None
        if self._check is None:
            return "silence" if self.sentence_wise and own_language(self._language) is None else None
        try:
            async with asyncio.timeout(self._seconds):
                return None if await self._check(text) else "check"
        except Exception:
            if self.sentence_wise:
                return "silence"
            self.state = "unchecked"
            return None


def _read(coming: AsyncGenerator[Piece, None]) -> asyncio.Task[Piece | None]:
    async def one() -> Piece | None:
        return await anext(coming, None)

    return asyncio.create_task(one())


async def _cancel(*tasks: asyncio.Task[Piece | None] | asyncio.Task[str | None] | None) -> None:
    """Let go of what is under way, and wait until it is gone: a stream that is being read cannot be closed."""
    open_tasks = [task for task in tasks if task is not None]
    for task in open_tasks:
        task.cancel()
    await asyncio.gather(*open_tasks, return_exceptions=True)


async def _sentences(pieces: AsyncGenerator[Piece, None]) -> AsyncGenerator[Piece, None]:
    """The same words, cut after each sentence; what has no end yet comes before the ending, or before a failure."""
    held = ""
    failure: Exception | None = None
    try:
        async for piece in pieces:
            if isinstance(piece, Words):
                held += piece.text
                while cut := _cut(held):
                    yield Words(held[:cut])
                    held = held[cut:]
                continue
            if held:
                yield Words(held)
                held = ""
            yield piece
    except Exception as error:
        failure = error
    if held:
        yield Words(held)
    if failure is not None:
        raise failure


def _last(told: str) -> str:
    """The end of what was told, beginning with a whole word."""
    if len(told) <= BEFORE:
        return told
    end = told[-BEFORE:]
    return end[end.find(" ") + 1 :]


def _cut(held: str) -> int:
    """Where the first sentence ends; 0: it may go on."""
    found = END.search(held)
    if found is not None and found.end() <= LONGEST:
        return found.end()
    if len(held) <= LONGEST:
        return 0
    between = held.rfind(" ", 1, LONGEST)
    if between > 0:
        return between
    return 2 * LONGEST if len(held) >= 2 * LONGEST else 0
