"""What an event asks for beside being shown: pure answers, which the door and the writer act on after the commit."""

from __future__ import annotations

from uuid import UUID

from rooms.protocol import (
    AnyEvent,
    GenerationEnded,
    GenerationStarted,
    MediaAsked,
    MediaFailed,
    MediaReady,
    MediaRemoved,
    MemberLeft,
    PassageRetracted,
)


def job_kind(event: AnyEvent) -> str | None:
    """The kind of work that an event asks for; its row is written together with the event."""
    match event:
        case GenerationStarted():
            return "narration"
        case MediaAsked():
            return event.media.kind
        case MediaRemoved() | PassageRetracted():
            return "erase"
        case _:
            return None


def job_closed(event: AnyEvent) -> int | None:
    """The seq of the job that has its end in this event."""
    match event:
        case GenerationEnded():
            return event.generation
        case MediaReady() | MediaFailed() | MediaRemoved():
            return event.media
        case _:
            return None


def removed(event: AnyEvent) -> UUID | None:
    """Whose sockets close with this event."""
    return event.member if isinstance(event, MemberLeft) else None
