"""Ringing the workers for what a room was just asked to have made."""

from __future__ import annotations

from rooms.bell import Bell
from rooms.followups import job_kind
from rooms.jobs import QUEUES
from rooms.live import LiveRoom
from rooms.protocol import AnyEvent
from rooms.service import RoomService


class Ringing:
    def __init__(self, service: RoomService, bell: Bell) -> None:
        self._service = service
        self._bell = bell

    def follow_up(self, live: LiveRoom, event: AnyEvent) -> None:
        """After the commit, and beside everything that somebody waits for."""
        kind = job_kind(event)
        if kind in QUEUES:
            self._service.spawn(self._bell.ring(kind, live.id, event.seq), "bell")
