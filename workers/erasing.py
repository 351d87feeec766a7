"""Erasing the files of what was taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from rooms.objects import Objects


async def erase(pool: Any, objects: Objects, room: UUID, seq: int) -> None:
    """Delete what the event ``seq`` of a room took back."""
