"""Which of its own voices each provider has for each of the house's. The data: voices.toml."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from pydantic import Field

from engine.models import MILLION, Table, read_table
from rooms.protocol import Voice

OURS = Path(__file__).with_name("voices.toml")


class Provided(Table):
    """The voices of a provider. Without an ``even`` one it is not asked."""

    model: str
    dollars: Annotated[Decimal, Field(ge=0)] | None = None
    """For a million characters."""
    voices: Mapping[Voice, str] = {}

    def voice(self, voice: Voice) -> str:
        return self.voices.get(voice) or self.voices.get("even", "")

    def cost(self, text: str) -> Decimal | None:
        return None if self.dollars is None else self.dollars * len(text) / MILLION


class Quick(Table):
    """One of the quick voice's: a variant of the engine's, its pitch, how much that moves, and words a minute."""

    variant: str
    pitch: Annotated[int, Field(ge=0, le=99)] = 50
    range: Annotated[int, Field(ge=0, le=99)] = 50
    rate: Annotated[int, Field(ge=80, le=450)] = 160


class QuickVoices(Table):
    voices: Mapping[Voice, Quick]
    languages: Mapping[str, str] = {}


class Voices(Table):
    """The whole file."""

    openai: Provided
    elevenlabs: Provided
    compatible: Provided
    quick: QuickVoices


def read_voices(path: Path | None = None) -> Voices:
    """The operator's file, or ours.

    Raises:
        ValueError: what is wrong with it, in words.
    """
    return read_table(path or OURS, Voices)
