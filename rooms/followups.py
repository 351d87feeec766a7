"""What an event asks for beside being shown: pure answers, which the door and the writer act on after the commit."""

from __future__ import annotations

from uuid import UUID

from rooms.protocol import AnyEvent, GenerationEnded, GenerationStarted, MemberLeft


def job_kind(event: AnyEvent) -> str | None:
    """The kind of work that an event asks for; its row is written together with the event."""
    return "narration" if isinstance(event, GenerationStarted) else None


def job_closed(event: AnyEvent) -> int | None:
    """The seq of the job that has its end in this event."""
    return event.generation if isinstance(event, GenerationEnded) else None


def removed(event: AnyEvent) -> UUID | None:
    """Whose sockets close with this event."""
    return event.member if isinstance(event, MemberLeft) else None
