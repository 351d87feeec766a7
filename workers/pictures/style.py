"""How the pictures of one story look: its style and palette, the same for all of them, whoever makes them."""

from __future__ import annotations

from collections.abc import Mapping

from rooms.protocol import Genre, PictureStyle, RoomView

OF_GENRE: Mapping[Genre, PictureStyle] = {
    "fairy_tale": "watercolour",
    "fantasy": "artistic",
    "mystery": "night",
    "science_fiction": "realistic",
    "adventure": "artistic",
    "everyday": "cartoon",
}
"""Where the host chose none."""


def style_of(view: RoomView) -> PictureStyle:
    """The host's choice, or what suits the genre."""
    return view.rules.media.style or OF_GENRE[view.genre]
