"""Speech by ElevenLabs, which says of every character when it is heard."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Self
from urllib.parse import quote

from pydantic import BaseModel

from engine.llm import ProviderFault
from engine.outside import http_client
from rooms.protocol import Voice
from workers.answering import MOST_BYTES, answered_within
from workers.making import Desk, Fetched
from workers.voices.asking import Reach, whole
from workers.voices.sound import RATE, of_samples
from workers.voices.speaking import Spoken
from workers.voices.table import Provided
from workers.voices.timings import from_characters

HOME = "https://api.elevenlabs.io"
FORMAT = "pcm_24000"


class Alignment(BaseModel):
    """Of each character the beginning and the end, in seconds."""

    characters: list[str]
    character_start_times_seconds: list[float]
    character_end_times_seconds: list[float]


class Answer(BaseModel):
    audio_base64: str
    alignment: Alignment | None = None


class ElevenLabs:
    name = "elevenlabs"
    most = 5000
    beside = 2  # what its smallest plan allows

    def __init__(self, reach: Reach, table: Provided, desk: Desk) -> None:
        self.model = reach.model or table.model
        self._reach = reach
        self._table = table
        self._desk = desk
        self._client = http_client(reach.url, reach.patience, MOST_BYTES)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def speak(self, text: str, voice: Voice, language: str) -> Spoken:
        request = {"voice": self._table.voice(voice), "text": text, "model_id": self.model, "format": FORMAT}

        async def call() -> Fetched:
            async with answered_within(self._reach.seconds):
                return await self._fetched(request)

        asked = {"provider": self.name, "url": self._reach.url, **request}
        answer = await self._desk.once(asked, call, self._table.cost(text))
        sound = of_samples(answer.content)
        begins, ends = answer.notes.get("begins"), answer.notes.get("ends")
        if not isinstance(begins, list) or not isinstance(ends, list):
            return Spoken(sound, RATE)
        return Spoken(sound, RATE, from_characters(text, begins, ends))

    async def _fetched(self, request: dict[str, str]) -> Fetched:
        voice = quote(request["voice"], safe="")
        url = f"{(self._reach.url or HOME).rstrip('/')}/v1/text-to-speech/{voice}/with-timestamps"
        async with self._client.stream(
            "POST",
            url,
            params={"output_format": request["format"]},
            headers={"xi-api-key": self._reach.key},
            json={"text": request["text"], "model_id": request["model_id"]},
        ) as response:
            response.raise_for_status()
            said = Answer.model_validate(json.loads(await whole(response, ("application/json",))))
            content = await asyncio.to_thread(base64.b64decode, said.audio_base64, validate=True)
            if len(content) < 2 or len(content) % 2:
                raise ProviderFault("broken")
            name = response.headers.get("request-id", "")
        notes = _notes(said.alignment, request["text"], len(content) / 2 / RATE)
        return Fetched(content, self.name, self.model, self._table.cost(request["text"]), name, notes)


def _notes(alignment: Alignment | None, text: str, seconds: float) -> dict[str, object]:
    """When each character is heard; nothing where that is not told of these very characters, or cannot be."""
    if alignment is None or "".join(alignment.characters) != text or len(alignment.characters) != len(text):
        return {}
    begins, ends = alignment.character_start_times_seconds, alignment.character_end_times_seconds
    if len(begins) != len(text) or len(ends) != len(text) or not all(0 <= at <= seconds + 1 for at in begins + ends):
        return {}
    return {"begins": begins, "ends": ends}
