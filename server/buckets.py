"""Token buckets in process memory: how fast a socket, a person or an address may go."""

from __future__ import annotations

import math
import time
from collections.abc import Hashable


class Buckets:
    """One bucket per key. A bucket holds ``burst`` seconds' worth and refills at ``per_second``."""

    def __init__(self, per_second: float, burst: float = 3.0, most: int = 50_000) -> None:
        self._rate = per_second
        self._size = per_second * burst
        self._most = most
        self._level: dict[Hashable, tuple[float, float]] = {}

    def take(self, key: Hashable, now: float | None = None) -> int:
        """Take one token.

        Returns:
            0 when there was one; else the seconds to wait, at least 1.
        """
        at = time.monotonic() if now is None else now
        level, since = self._level.pop(key, (self._size, at))
        level = min(self._size, level + (at - since) * self._rate)
        taken = level >= 1
        self._level[key] = (level - 1 if taken else level, at)
        if len(self._level) > self._most:
            self._forget(at)
        return 0 if taken else max(1, math.ceil((1 - level) / self._rate))

    def drop(self, key: Hashable) -> None:
        """The key will not come again."""
        self._level.pop(key, None)

    def _forget(self, at: float) -> None:
        """Full buckets need no remembering; should all be in use, the oldest go."""
        full = [key for key, (level, since) in self._level.items() if level + (at - since) * self._rate >= self._size]
        for key in full or list(self._level)[: self._most // 10]:
            del self._level[key]
