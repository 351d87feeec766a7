"""What the check says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Why = Literal["abuse", "hate", "sexual", "crude", "insult", "harm", "drugs", "gore", "private"]
"""``abuse``: sexual content about children. ``harm``: self-harm. ``private``: what tells who or where somebody is."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """``found``: what it stumbled over, as it was written where that can be told; for its writer alone."""

    ok: bool
    why: Why | None = None
    found: str = ""


PASSED = Verdict(ok=True)
