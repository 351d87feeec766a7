"""Speech by OpenAI, and by whatever speaks its speech API: see ``compatible``."""

from __future__ import annotations

import asyncio
from typing import Any, Literal, Self

from openai import AsyncOpenAI

from engine.llm import ProviderFault
from engine.llm_openai import HOME
from engine.outside import http_client
from rooms.protocol import Voice
from workers.answering import MOST_BYTES, answered_within
from workers.making import Desk, Fetched, Unmade
from workers.voices.asking import Reach, whole
from workers.voices.sound import RATE, of_samples, read, speech
from workers.voices.speaking import Sound, Spoken
from workers.voices.table import Provided

LONGEST = 1200.0
"""Seconds that one request may come to, which is at most 4096 characters."""
SOUND = ("audio/", "application/octet-stream", "binary/octet-stream")


class OpenAI:
    """OpenAI sends bare samples: the header of a streamed WAV file does not know how long it is."""

    name = "openai"
    most = 4096
    beside = 4
    format: Literal["pcm", "wav"] = "pcm"

    def __init__(self, reach: Reach, table: Provided, desk: Desk) -> None:
        self.model = reach.model or table.model
        self._reach = reach
        self._table = table
        self._desk = desk
        self._client = AsyncOpenAI(
            api_key=reach.key or "none",
            base_url=reach.url or HOME,
            max_retries=0,
            http_client=http_client(reach.url, reach.patience, MOST_BYTES),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.close()

    async def speak(self, text: str, voice: Voice, language: str) -> Spoken:
        request = {
            "model": self.model,
            "voice": self._table.voice(voice),
            "input": text,
            "response_format": self.format,
        }

        async def call() -> Fetched:
            async with answered_within(self._reach.seconds):
                return await self._fetched(request)

        asked = {"provider": self.name, "url": self._reach.url, **request}
        answer = await self._desk.once(asked, call, self._table.cost(text))
        return Spoken(await asyncio.to_thread(self._sound, answer.content), RATE)

    async def _fetched(self, request: dict[str, Any]) -> Fetched:
        async with self._client.audio.speech.with_streaming_response.create(**request) as response:
            content = await whole(response.http_response, SOUND)
            name = response.headers.get("x-request-id", "")
        try:
            heard = await asyncio.to_thread(self._sound, content)
        except Unmade:
            raise ProviderFault("broken") from None
        if not speech(heard).any():
            raise ProviderFault("broken")
        return Fetched(content, self.name, self.model, self._table.cost(request["input"]), name)

    def _sound(self, content: bytes) -> Sound:
        return read(content, LONGEST) if self.format == "wav" else of_samples(content)
