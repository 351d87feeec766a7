"""The seam between the house and whatever writes for it: a brief goes in, pieces of prose come out.

A provider is one file, ``engine/llm_<name>.py``, and one line in ``PROVIDERS`` (engine/providers.py).
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Literal, Protocol

from rooms.protocol import Genre, Language


@dataclass(frozen=True, slots=True)
class Line:
    """One passage of the story so far. ``author`` is None for the co-author's own."""

    author: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything that the co-author is given; nothing of another room is in it.

    ``people`` are the names of those who write, which are not characters of the story.
    ``partial`` is the passage to go on from in mid-sentence, ``versions`` are what it wrote before when asked again.
    ``seed`` makes a run repeatable; the house passes a new one each time.
    """

    title: str
    premise: str
    language: Language
    genre: Genre
    lines: tuple[Line, ...]
    people: tuple[str, ...]
    hint: str = ""
    partial: str = ""
    versions: tuple[str, ...] = ()
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """The next words, spaces included."""

    text: str


@dataclass(frozen=True, slots=True)
class Ending:
    """The provider said why it stopped. A stream without one is a half story, never a complete one (P6)."""

    reason: Literal["done", "cut"]
    choices: tuple[str, ...] = ()


Piece = Words | Ending


class ProviderFault(Exception):
    """The provider could not write. What it showed so far stays."""


class Provider(Protocol):
    """Closing the generator stops the provider at once."""

    name: str

    def write(self, brief: Brief) -> AsyncGenerator[Piece, None]: ...
