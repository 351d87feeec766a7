"""placeholder"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workers.voices.casting import Person


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters ``start`` to ``end`` of a passage, and whose words they are; None: the narrator's."""

    start: int
    end: int
    speaker: str | None = None


def segments(text: str, language: str, people: Sequence[Person] = ()) -> tuple[Segment, ...]:
    return (Segment(0, len(text)),)
