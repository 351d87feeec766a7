"""Where in a setting somebody can stand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stage:
    """``floor``: where feet are; ``tall``: how tall an adult is there; ``water``: where a boat may be, 0 for nowhere;
    all in units of the paper."""

    floor: float
    tall: float
    water: float = 0.0
    afloat: bool = False
    """Whether there is no ground, and people swim or hover."""
    bubbles: bool = False
    """Whether people wear a glass around the head."""
    dark: bool = False
    """Whether it is lit from within, whatever the hour."""
