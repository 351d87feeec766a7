"""A web process with a fault built in, for the witness to find: ``python -m tests.faults.tampered <fault>``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any
from uuid import UUID

from rooms.errors import Refused
from rooms.feed import Feed
from rooms.live import LiveRoom
from rooms.protocol import Command, Delta, JoinRoom, PostChat, Snapshot, SyncRoom
from rooms.service import RoomService
from rooms.settings import Settings
from server.app import serve


def tells_before_commit() -> None:
    """The receipt of a word aside leaves when it is decided, not when it is saved."""
    honest = LiveRoom.put

    def put(self: LiveRoom, by: UUID | None, command: Command, done: Callable[[int | Refused], None]) -> None:
        if not isinstance(command, PostChat):
            honest(self, by, command, done)
            return
        honest(self, by, command, lambda outcome: None)
        assert self.ahead is not None
        done(self.ahead.seq)

    LiveRoom.put = put  # type: ignore[method-assign]


def resumes_one_late() -> None:
    """A delta begins one event after where it should."""
    honest = RoomService.answer

    async def answer(self: RoomService, live: LiveRoom, member: UUID, asked: JoinRoom | SyncRoom) -> Snapshot | Delta:
        found = await honest(self, live, member, asked)
        return found.model_copy(update={"events": found.events[1:]}) if isinstance(found, Delta) else found

    RoomService.answer = answer  # type: ignore[method-assign]


def keeps_the_removed() -> None:
    """Who was removed goes on hearing."""

    def remove(self: Feed, room: UUID, member: UUID) -> None:
        return

    Feed._remove = remove  # type: ignore[method-assign]


FAULTS: dict[str, Any] = {
    "none": lambda: None,
    **{fault.__name__: fault for fault in (tells_before_commit, resumes_one_late, keeps_the_removed)},
}

if __name__ == "__main__":
    FAULTS[sys.argv[1]]()
    serve(Settings())
