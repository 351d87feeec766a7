"""The seam between jobs and makers: what a maker is given, what it may ask for, and how it says that it cannot.

A maker is a pure craftsman: it knows nothing of queues, leases, rooms or tables. Whatever it keeps is named by what it
was made of, so that a second attempt finds what the first one left.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, Protocol
from uuid import UUID

from engine.world import World
from rooms.protocol import Beat, Made, Media, MediaFault, MediaFile, RoomView

FileType = Literal["image/webp", "audio/ogg", "audio/mpeg", "application/json"]


@dataclass(frozen=True, slots=True)
class Order:
    """One piece of work, and what the house knows of its story at the moment it begins."""

    media: Media
    view: RoomView
    text: str = ""
    """The words of the passage's version; of a cover the premise, of a portrait what is known of the character."""
    before: tuple[str, ...] = ()
    """The last passages before it, oldest first."""
    beat: Beat | None = None
    """What the co-author noted of the passage, or of the last one before it that has a note."""
    world: World = field(default_factory=lambda: World({}, {}))
    story: str = ""
    """Of pictures: the words of the story before it, from the beginning, as many as a picture is made by."""

    @property
    def heard(self) -> str:
        """All that was told by now, from the premise on."""
        said = "" if self.text == self.view.premise else self.text
        return "\n".join(filter(None, (self.view.premise, self.story or "\n".join(self.before), said)))


@dataclass(frozen=True, slots=True)
class Fetched:
    """A provider's answer. ``cost``: dollars; None: nobody knows the price."""

    content: bytes
    provider: str
    model: str
    cost: Decimal | None
    request: str = ""
    notes: Mapping[str, object] = field(default_factory=dict)
    """What came with it and is JSON: times of words, say."""


class Desk(Protocol):
    """What the house does for a maker."""

    async def progress(self, percent: int) -> None:
        """Say how far it is; the room sees some of it."""

    async def once(
        self,
        request: Mapping[str, object],
        call: Callable[[], Awaitable[Fetched]],
        estimate: Decimal | None = None,
        part: str = "",
    ) -> Fetched:
        """Ask a provider, unless this very request was answered before: then that answer.

        Args:
            request: everything that the answer depends on, as JSON.
            call: asks; at most twice for one request of a job, however many workers die on the way.
            estimate: dollars that it may cost at most; None: nobody knows, and budgets cannot hold it; 0: it costs
                nothing, and is made beyond every budget.
            part: of the job: also requests that differ, because the story went on between two attempts, are asked at
                most twice for it. Empty: each request is counted by itself.

        Raises:
            Unmade: it was asked twice already, or the budget is spent.
        """

    async def keep(self, content: bytes, type: FileType, width: int = 0, height: int = 0) -> MediaFile:
        """Put a file into storage, where its room finds it."""

    async def source(self, file: UUID) -> bytes:
        """The recording as it came in."""


class Unmade(Exception):
    """It was not made. ``again``: seconds after which another attempt may go better; None: it would not."""

    def __init__(self, why: MediaFault, again: float | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.again = again


class Maker(Protocol):
    async def make(self, order: Order, desk: Desk) -> Made:
        """
        Raises:
            Unmade: it cannot be made.
        """
