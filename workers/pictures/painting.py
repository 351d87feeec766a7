"""What a provider of pictures is to the maker. A new one is one file, and one line in ``PAINTERS`` (maker.py)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Protocol

from rooms.protocol import MediaKind
from workers.making import Fetched

SIZES: Mapping[MediaKind, str] = {"plate": "1536x1024", "cover": "1024x1536", "portrait": "1024x1024"}
"""Those that all models of OpenAI's take, and most others."""


class Painter(Protocol):
    @property
    def name(self) -> str: ...

    def request(self, prompt: str, kind: MediaKind, story_id: str) -> dict[str, Any]:
        """Everything that the picture depends on, as JSON."""

    def estimate(self, request: Mapping[str, Any]) -> Decimal | None:
        """Dollars that it will cost at most. None: nobody knows."""

    async def paint(self, request: Mapping[str, Any]) -> Fetched:
        """
        Raises:
            Unmade: there is no picture, whatever the reason.
        """

    async def aclose(self) -> None: ...


class Judge(Protocol):
    """Says whether a picture may be shown to minors."""

    @property
    def model(self) -> str: ...

    async def judge(self, webp: bytes) -> Fetched:
        """Its verdict, as ``fit`` reads it.

        Raises:
            Unmade: nobody knows.
        """

    def fit(self, verdict: bytes, thresholds: Mapping[str, float]) -> bool:
        """
        Args:
            thresholds: of the readers' band (rooms/ages.py).
        """

    async def aclose(self) -> None: ...
