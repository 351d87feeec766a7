"""Who makes what: one entry for each kind of media."""

from __future__ import annotations

from collections.abc import Mapping

from rooms.protocol import MediaKind
from rooms.settings import Settings
from workers.making import Maker


def makers_of(settings: Settings) -> Mapping[MediaKind, Maker]:
    """The makers of a worker, with the providers that the settings name."""
    return {}
