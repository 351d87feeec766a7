"""Who makes what: one entry for each kind of media."""

from __future__ import annotations

from collections.abc import Mapping

from rooms.protocol import MediaKind
from rooms.settings import Settings
from workers.making import Maker
from workers.pictures.drawn.maker import draw
from workers.pictures.maker import pictures_of
from workers.voices.maker import Recordings, Voices


def makers_of(settings: Settings) -> Mapping[MediaKind, Maker]:
    """The makers of a worker, with the providers that the settings name."""
    pictures = pictures_of(settings, draw)
    return {
        "plate": pictures,
        "cover": pictures,
        "portrait": pictures,
        "voice": Voices(settings),
        "recording": Recordings(settings),
    }
