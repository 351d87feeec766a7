"""What lies on the outside of a story, so that a shelf of stories can be shown without opening one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from rooms.protocol import (
    HostPassed,
    MemberJoined,
    MemberLeft,
    ModeSet,
    PassageAdded,
    PassageRetracted,
    RoomCreated,
    RoomView,
    StoryCompleted,
    StoryDescribed,
    StoryRenamed,
    StoryReopened,
)
from rooms.room import Recorded

NAMES = 6
"""Members named on a cover; the others are counted. More would make a cover grow with its room."""
SHOWN = (
    RoomCreated, StoryRenamed, StoryDescribed, ModeSet, StoryCompleted, StoryReopened, HostPassed, MemberJoined,
    MemberLeft,
)  # fmt: skip
"""Events that change a cover."""


@dataclass(frozen=True, slots=True)
class Cover:
    title: str
    premise: str
    language: str
    genre: str
    mode: str
    host: str | None
    names: tuple[str, ...]
    """The first of those who are in the room."""
    members: int
    complete: bool


def cover_of(view: RoomView) -> Cover:
    seated = [member.name for member in view.members.values() if member.status == "in"]
    host = view.members.get(view.host) if view.host else None
    return Cover(
        title=view.title,
        premise=view.premise,
        language=view.language,
        genre=view.genre,
        mode=view.mode,
        host=host.name if host else None,
        names=tuple(seated[:NAMES]),
        members=len(seated),
        complete=view.complete,
    )


def changed_cover(log: Iterable[Recorded], after: RoomView) -> Cover | None:
    """The new cover, where these events, which lead to ``after``, change it."""
    return cover_of(after) if any(isinstance(recorded.event, SHOWN) for recorded in log) else None


def grown(log: Iterable[Recorded]) -> int:
    """How many passages there are more, in all branches."""
    count = 0
    for recorded in log:
        if isinstance(recorded.event, PassageAdded):
            count += 1
        elif isinstance(recorded.event, PassageRetracted):
            count -= 1
    return count


def seats(log: Iterable[Recorded]) -> dict[UUID, bool]:
    """Who took a seat (True), or has none any more (False)."""
    taken: dict[UUID, bool] = {}
    for event in (recorded.event for recorded in log):
        if isinstance(event, MemberJoined):
            taken[event.member.id] = True
        elif isinstance(event, MemberLeft):
            taken[event.member] = False
    return taken
