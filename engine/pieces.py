"""From a provider's server-sent events to pieces; the same for all three APIs.

The SDKs build and check the request, sign it, send it and say what a refused one means. Of a stream they would also
make objects, event by event; that is 13 us (anthropic) to 65 us (openai) for each, and 39 to 150 us with their helpers
that gather as they go, against 5 to 6 us read here: at 3,000 events/s a fifth of a core against a fiftieth
(`make bench ARGS=goal13`). So the body is read with httpx2's own reader, and each API's ``Reading`` says what an
event means.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AbstractAsyncContextManager, aclosing
from dataclasses import dataclass
from typing import Any, Protocol

import httpx2

from engine.faults import told_as_ours
from engine.llm import Answer, Ending, Piece, Prompt, ProviderFault, Recording, Started, Usage, Words
from engine.models import Models
from engine.outside import Patience

CHARS_PER_TOKEN = 3.6
"""Where a provider has not said yet what a prompt used; English and French prose (research note, 5.4)."""
DRAIN_SECONDS = 0.1
"""For the end of a body whose last word is known, so that the connection can be used again."""
RECORD = "record_beat"
DONE = {"type": "done"}
"""The last line of Chat Completions, which alone is no JSON."""


@dataclass(frozen=True, slots=True)
class Access:
    """How one provider is reached. Its key is in no repr."""

    models: Models
    patience: Patience
    key: str = ""
    base_url: str = ""

    def __repr__(self) -> str:
        return f"Access({self.base_url or 'the default address'})"


class Response(Protocol):
    """What both SDKs return where they leave the body alone."""

    @property
    def http_response(self) -> httpx2.Response: ...


class Reading(Protocol):
    """What the events of one stream come to."""

    request: str
    """The provider's name of the request; empty until it said it."""
    usage: Usage | None
    """What was used, as far as known."""
    over: bool
    """Nothing more is expected."""

    def take(self, event: dict[str, Any]) -> Words | Recording | None:
        """What one event means.

        Raises:
            ProviderFault: it is an error.
        """

    def ending(self) -> Ending | None:
        """None: the provider did not say why it stopped (P6)."""


async def pieces(
    provider: str, model: str, request: AbstractAsyncContextManager[Response], reading: Reading
) -> AsyncGenerator[Piece, None]:
    """Everything that comes of one request; leaving it closes the connection.

    Raises:
        ProviderFault: whatever went wrong, also where the stream just ends.
    """
    space, started = "", False
    with told_as_ours():
        async with request as response, aclosing(_events(response.http_response)) as events:
            async for event in events:
                piece = reading.take(event)
                if reading.request and not started:
                    started = True
                    yield Started(provider, model, reading.request, reading.usage)
                if isinstance(piece, Words):
                    text, space = space + piece.text, ""
                    if text.isspace():
                        space = text
                    else:
                        yield Words(text)
                elif piece is not None:
                    yield piece
                if reading.over:
                    await _drain(events)
                    break
        ending = reading.ending()
        if ending is None:
            raise ProviderFault("broken")
        yield ending


async def _events(response: httpx2.Response) -> AsyncGenerator[dict[str, Any], None]:
    async for event in httpx2.EventSource(response):
        if event.data:
            found = DONE if event.data == "[DONE]" else json.loads(event.data)
            if not isinstance(found, dict):
                raise ValueError("an event that is no object")
            yield found


async def _drain(events: AsyncIterator[object]) -> None:
    try:
        async with asyncio.timeout(DRAIN_SECONDS):
            async for _ in events:
                pass
    except (TimeoutError, httpx2.HTTPError, ValueError):
        return


def answer(text: str, complete: bool, usage: Usage, request: str) -> Answer:
    """A small answer, or the fault that it is none."""
    if not complete:
        raise ProviderFault("broken", usage=usage)
    return Answer(text, usage, request)


def stranger(story_id: str) -> str:
    """A name for a story's people that says nothing about them; providers ask for one to find abuse by."""
    return hashlib.sha256(f"roundtale:{story_id}".encode()).hexdigest()[:32]


def guessed(prompt: Prompt) -> Usage:
    """What reading a prompt will have used, where the provider has not said."""
    texts = (prompt.rules, prompt.story, *prompt.before, *(said.text for said in prompt.told), prompt.now)
    return Usage(fresh=round(sum(map(len, texts)) / CHARS_PER_TOKEN), source="estimated")


def number(of: Any, *path: str) -> int:
    """A count somewhere in what a provider sent; 0 where it is not."""
    for name in path:
        of = of.get(name) if isinstance(of, dict) else None
    return of if isinstance(of, int) else 0
