"""What a mood does to a face."""

from __future__ import annotations

FEELINGS: dict[str, tuple[float, float, float]] = {
    "calm": (0.45, 0.0, 0.0),
    "joyful": (1.0, -0.4, 0.5),
    "funny": (0.9, -0.5, 0.35),
    "tender": (0.6, -0.3, 0.0),
    "wondrous": (0.5, -0.6, 0.45),
    "eerie": (-0.35, -0.8, 0.35),
    "tense": (-0.2, 0.5, 0.0),
    "sad": (-0.8, -0.9, 0.0),
    "angry": (-0.7, 1.1, 0.0),
    "triumphant": (1.0, 0.2, 0.6),
}
"""By mood: how the mouth bends (1 up), how the brows do (1 frowns, -1 worries), how wide the mouth is open."""
