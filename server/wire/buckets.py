"""Token buckets in process memory: how fast a socket, a person or an address may go."""

from __future__ import annotations

import math
import time
from collections.abc import Hashable


class Buckets:
    """One bucket per key. A bucket holds ``burst`` seconds' worth and refills at ``per_second``.

    A full bucket need not be remembered, so those kept are of the last ``burst`` seconds.
    """

    def __init__(self, per_second: float, burst: float = 3.0) -> None:
        self._rate = per_second
        self._size = max(1.0, per_second * burst)
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
        self._forget(at)
        return 0 if taken else max(1, math.ceil((1 - level) / self._rate))

    def left(self, key: Hashable, now: float | None = None) -> tuple[int, int]:
        """How many may follow at once, and in how many seconds the bucket is full again."""
        at = time.monotonic() if now is None else now
        level, since = self._level.get(key, (self._size, at))
        level = min(self._size, level + (at - since) * self._rate)
        return int(level), math.ceil((self._size - level) / self._rate)

    @property
    def policy(self) -> tuple[int, int]:
        """How many may come at once, and in how many seconds an empty bucket is full."""
        return int(self._size), math.ceil(self._size / self._rate)

    def drop(self, key: Hashable) -> None:
        """The key will not come again."""
        self._level.pop(key, None)

    def _forget(self, at: float) -> None:
        """Forget two of the longest unused that are full: more than a take can add."""
        for _ in range(2):
            key, (level, since) = next(iter(self._level.items()))
            if level + (at - since) * self._rate < self._size:
                break
            del self._level[key]
