"""How a provider of speech is spoken to: what all have in common."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx2

from engine.faults import fault_of
from engine.llm import ProviderFault
from engine.outside import Patience
from workers.making import Unmade

MOST_BYTES = 40 * 2**20
"""Of an answer: fourteen minutes of 16-bit samples."""
AGAIN_SECONDS = 1.0
"""Before another attempt, where a provider names no time."""
LONGEST_WAIT = 120.0
"""Whoever wants more than this is away."""
AGAIN = {"unreachable", "stalled", "busy", "broken"}
REFUSED = {"rejected", "too_long", "unspoken"}


@dataclass(frozen=True, slots=True)
class Reach:
    """How a provider is reached. Its key is in no repr.

    ``seconds``: for a whole answer, also for one that comes in drops; half of it without a byte, since speech may be
    made whole before any of it is sent.
    """

    key: str = ""
    url: str = ""
    model: str = ""
    seconds: float = 120

    def __repr__(self) -> str:
        return f"Reach({self.url or 'the default address'})"

    @property
    def patience(self) -> Patience:
        return Patience(first_word=self.seconds / 2, gap=self.seconds / 2)


@asynccontextmanager
async def answered(reach: Reach) -> AsyncIterator[None]:
    """Whatever goes wrong inside is an ``Unmade``. What was raised is not chained: its message may quote the story."""
    try:
        async with asyncio.timeout(reach.seconds):
            yield
    except Unmade:
        raise
    except TimeoutError:
        raise unmade(ProviderFault("stalled")) from None
    except Exception as error:
        raise unmade(error if isinstance(error, ProviderFault) else fault_of(error)) from None


def unmade(fault: ProviderFault) -> Unmade:
    if fault.family in REFUSED:
        return Unmade("refused")
    wait = AGAIN_SECONDS if fault.wait is None else fault.wait
    return Unmade("unreachable", wait if fault.family in AGAIN and wait <= LONGEST_WAIT else None)


async def whole(response: httpx2.Response, types: tuple[str, ...]) -> bytes:
    """A body, if it is what was asked for; a page of HTML with status 200 is none.

    Raises:
        ProviderFault: it is something else.
    """
    type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not type.startswith(types):
        raise ProviderFault("broken")
    content = b"".join([part async for part in response.aiter_bytes()])
    if not content or content.lstrip()[:1] == b"<":
        raise ProviderFault("broken")
    return content
