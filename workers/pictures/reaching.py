"""How providers of pictures are spoken to: what all that go by OpenAI's SDK have in common."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from openai import AsyncOpenAI

from engine.faults import fault_of
from engine.llm import Family, ProviderFault
from engine.outside import Patience, http_client
from rooms.protocol import MediaFault
from workers.making import Unmade
from workers.pictures.encode import NoPicture, checked

MOST_BYTES = 40 * 2**20
"""Of an answer: the largest picture, in base64, and a reserve."""
CONNECT_SECONDS = 5
AGAIN_SECONDS = 5.0
"""Before the second asking, where a provider names no time."""
LONGEST_WAIT = 60.0
"""Whoever wants more than this is away: people wait for their picture."""
FAULTS: Mapping[Family, tuple[MediaFault, bool]] = {
    "unreachable": ("unreachable", True),
    "stalled": ("unreachable", False),
    "busy": ("unreachable", True),
    "broken": ("unreachable", True),
    "denied": ("unavailable", False),
    "unpaid": ("unavailable", False),
    "rejected": ("refused", False),
    "too_long": ("refused", False),
    "unspoken": ("refused", False),
}
"""What a provider's fault is for the room, and whether another attempt may go better."""


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


@asynccontextmanager
async def answered_within(seconds: float) -> AsyncIterator[None]:
    """Whatever goes wrong inside is an ``Unmade``. What was raised is not chained: its message may quote the story.

    Args:
        seconds: for all of it, also for a body that comes in drops.
    """
    try:
        async with asyncio.timeout(seconds):
            yield
    except Unmade:
        raise
    except TimeoutError:
        raise unmade(ProviderFault("stalled")) from None
    except (NoPicture, ValueError):
        raise unmade(ProviderFault("broken")) from None
    except Exception as error:
        raise unmade(error if isinstance(error, ProviderFault) else fault_of(error)) from None


def unmade(fault: ProviderFault) -> Unmade:
    why, again = FAULTS[fault.family]
    wait = AGAIN_SECONDS if fault.wait is None else fault.wait
    return Unmade(why, wait if again and wait <= LONGEST_WAIT else None)


async def picture_of(content: bytes) -> bytes:
    """The same, if it is a picture that will be kept: what is not shall not count as an answer.

    Raises:
        NoPicture: it is something else.
    """
    await asyncio.to_thread(checked, content)
    return content


def unpacked(encoded: object) -> bytes:
    """
    Raises:
        ValueError: it is no base64, or not all of it.
    """
    if not isinstance(encoded, str):
        raise ValueError("no picture in the answer")
    return base64.b64decode(encoded, validate=True)


def first_of(said: Any) -> Any:
    """The one picture of an answer, whatever it is."""
    return said.data[0]
