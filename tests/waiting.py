"""Waiting for something to become true, with a deadline. Never for time to pass."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable


async def until(what: str, holds: Callable[[], object], seconds: float = 5) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"not within {seconds:g} s: {what}"
        await asyncio.sleep(0.005)


async def until_asked(what: str, ask: Callable[[], Awaitable[object]], seconds: float = 5) -> None:
    """The same for what must be asked for, in PostgreSQL say."""
    deadline = time.monotonic() + seconds
    while not await ask():
        assert time.monotonic() < deadline, f"not within {seconds:g} s: {what}"
        await asyncio.sleep(0.01)
