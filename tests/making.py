"""What becomes of jobs, read from a log: each takes effect once, in one end, and nothing on what was taken back."""

from __future__ import annotations

from dataclasses import dataclass, field

from rooms.media import every_media
from rooms.protocol import (
    Media,
    MediaAsked,
    MediaBegun,
    MediaFailed,
    MediaProgressed,
    MediaReady,
    MediaRemoved,
    PassageRetracted,
    RoomView,
)
from rooms.room import Recorded


@dataclass
class Work:
    """One job, as its events tell it."""

    media: Media
    state: str = "waiting"
    attempt: int = 0
    percent: int = 0


@dataclass
class Works:
    """Follows a log, event by event."""

    shown: dict[int, Work] = field(default_factory=dict)
    """What is there or at work."""
    ended: dict[int, str] = field(default_factory=dict)
    """How each ended: ready or failed, once, and whether it was taken away before or after."""
    gone: set[int] = field(default_factory=set)
    """Passages that were taken back."""

    def follow(self, recorded: Recorded) -> str | None:
        """What is wrong with the next event; None: nothing."""
        event = recorded.event
        match event:
            case MediaAsked(media=media):
                wrong = media.id != event.seq or media.state != "waiting" or media.passage in self.gone
                self.shown[media.id] = Work(media)
                return f"{media.kind} {media.id} is asked for under another id, or of what is gone" if wrong else None
            case PassageRetracted(passage=passage):
                self.gone.add(passage)
                self.shown = {at: work for at, work in self.shown.items() if work.media.passage != passage}
            case MediaBegun() | MediaProgressed() | MediaReady() | MediaFailed() | MediaRemoved():
                return self._goes_on(event)
            case _:
                pass
        return None

    def _goes_on(self, event: MediaBegun | MediaProgressed | MediaReady | MediaFailed | MediaRemoved) -> str | None:
        work = self.shown.get(event.media)
        if work is None or work.media.passage != event.passage:
            return f"{event.type} of {event.media}, which is not there"
        match event:
            case MediaRemoved():
                del self.shown[event.media]
                return None
            case MediaBegun():
                wrong = work.state not in ("waiting", "working") or event.attempt <= work.attempt
                work.state, work.attempt, work.percent = "working", event.attempt, 0
            case MediaProgressed():
                wrong = work.state != "working" or event.percent <= work.percent
                work.percent = event.percent
            case MediaReady() | MediaFailed():
                wrong = work.state != "working" or event.media in self.ended
                work.state = self.ended[event.media] = "ready" if isinstance(event, MediaReady) else "failed"
        return f"{event.type} of {event.media} again, or by a dead attempt" if wrong else None

    def differ(self, view: RoomView) -> str | None:
        """What a room shows that its events do not; None: nothing."""
        shown = {m.id: (m.state, m.attempt, m.made is not None) for m in every_media(view)}
        told = {at: (work.state, work.attempt, work.state == "ready") for at, work in self.shown.items()}
        return None if shown == told else f"the room shows {shown}, its events {told}"
