"""How providers of pictures are spoken to: what all that go by OpenAI's SDK have in common."""

from __future__ import annotations

import asyncio
import base64
from typing import Any

from openai import AsyncOpenAI

from engine.llm import ProviderFault
from engine.outside import Patience, http_client
from workers.answering import MOST_BYTES
from workers.pictures.encode import NoPicture, checked

CONNECT_SECONDS = 5


def client_of(key: str, base_url: str, home: str, seconds: float) -> AsyncOpenAI:
    """
    Args:
        home: the address where the operator wrote none.
        seconds: the longest silence.
    """
    patience = Patience(connect=CONNECT_SECONDS, first_word=seconds, gap=seconds)
    return AsyncOpenAI(
        api_key=key or "none",
        base_url=base_url or home,
        max_retries=0,
        http_client=http_client(base_url, patience, MOST_BYTES),
    )


async def picture_of(content: bytes) -> bytes:
    """The same, if it is a picture that will be kept: what is not shall not count as an answer.

    Raises:
        ProviderFault: it is something else.
    """
    try:
        await asyncio.to_thread(checked, content)
    except NoPicture:
        raise ProviderFault("broken") from None
    return content


def unpacked(encoded: object) -> bytes:
    """
    Raises:
        ValueError: it is no base64.
    """
    if not isinstance(encoded, str):
        raise ValueError("no picture in the answer")
    return base64.b64decode(encoded)


def first_of(said: Any) -> Any:
    """The one picture of an answer, whatever it is."""
    return said.data[0]
