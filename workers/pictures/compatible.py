"""Pictures by any endpoint that speaks OpenAI's image API: a model server at home, say.

Only what all of them take is sent. Some answer with an address in the place of a picture; it is asked at that endpoint
or at a public place, never at one of the machine's own network (engine/outside.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import urljoin

import httpx2

from engine.llm import ProviderFault
from engine.outside import Abroad, bound
from rooms.protocol import MediaKind
from workers.answering import MOST_BYTES, answered_within
from workers.making import Fetched
from workers.pictures.painting import SIZES
from workers.pictures.reaching import (
    CONNECT_SECONDS,
    client_of,
    first_of,
    picture_of,
    unpacked,
)


class Compatible:
    name = "compatible"

    def __init__(self, base_url: str, key: str, model: str, seconds: float) -> None:
        self._client = client_of(key, base_url, base_url, seconds)
        self._base_url = base_url
        self._model = model
        self._seconds = seconds
        self._elsewhere = httpx2.AsyncClient(
            transport=Abroad(base_url),
            timeout=httpx2.Timeout(seconds, connect=CONNECT_SECONDS),
            follow_redirects=False,
            **bound(MOST_BYTES),
        )

    def request(self, prompt: str, kind: MediaKind, story_id: str) -> dict[str, Any]:
        asked = {"prompt": prompt, "size": SIZES[kind], "response_format": "b64_json"}
        return asked | ({"model": self._model} if self._model else {})

    def estimate(self, request: Mapping[str, Any]) -> Decimal | None:
        return None

    async def paint(self, request: Mapping[str, Any]) -> Fetched:
        async with answered_within(self._seconds):
            said = await self._client.images.generate(**request)
            one = first_of(said)
            content = await self._fetched(one.url) if one.url and not one.b64_json else unpacked(one.b64_json)
            return Fetched(await picture_of(content), self.name, self._model, None)

    async def _fetched(self, url: str) -> bytes:
        """
        Args:
            url: a stranger's word; some write it without their own host.
        """
        answer = await self._elsewhere.get(urljoin(self._base_url, url))
        if answer.status_code != httpx2.codes.OK:
            raise ProviderFault("broken")
        return answer.content

    async def aclose(self) -> None:
        await self._client.close()
        await self._elsewhere.aclose()
