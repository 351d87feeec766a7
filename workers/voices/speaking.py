"""The seam between a maker of voices and those who speak."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from rooms.protocol import Voice

Sound = NDArray[np.float32]
"""One channel, from -1 to 1."""
Times = tuple[tuple[int, int, int, int], ...]
"""For each word: from and to which character of a text, from and to which millisecond of its sound."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What came of a text. ``times``: of its words, where they are known and not guessed."""

    sound: Sound
    rate: int
    times: Times | None = None


class Speaker(Protocol):
    """A provider, for one passage: ``async with`` opens and closes whatever it needs."""

    name: str
    model: str
    most: int
    """Characters of one request."""
    beside: int
    """How many texts it may be asked for at a time."""

    async def __aenter__(self) -> Self: ...
    async def __aexit__(self, *_: object) -> None: ...
    async def speak(self, text: str, voice: Voice, language: str) -> Spoken:
        """
        Raises:
            Unmade: it was not spoken.
        """
