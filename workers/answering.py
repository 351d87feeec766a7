"""What becomes of a provider's answer that is none: one reason for the room, and whether to try again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from engine.faults import fault_of
from engine.llm import Family, ProviderFault
from rooms.protocol import MediaFault
from workers.making import Unmade

MOST_BYTES = 40 * 2**20
"""Of an answer: the largest picture in base64, fourteen minutes of sound, and a reserve."""
AGAIN_SECONDS = 2.0
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
    except Exception as error:
        raise unmade(error if isinstance(error, ProviderFault) else fault_of(error)) from None


def unmade(fault: ProviderFault) -> Unmade:
    why, again = FAULTS[fault.family]
    wait = AGAIN_SECONDS if fault.wait is None else fault.wait
    return Unmade(why, wait if again and wait <= LONGEST_WAIT else None)
