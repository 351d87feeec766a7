"""Time in a room: the moment a turn ends, and the regular look at who is away.

There is no table of timers: whoever has a socket in a room has its turn in memory, and a room without sockets rests.
"""

from __future__ import annotations

import asyncio
from uuid import UUID, uuid5

from rooms.decide import settle
from rooms.deciding import due_at
from rooms.feed import Feed
from rooms.live import LiveRoom
from rooms.presence import Presence
from rooms.protocol import SettleRoom

LATE_SECONDS = 2.0
"""Where the speaker's socket is on another process, that one settles the turn; this one only when it did not."""


class Clock:
    def __init__(self, feed: Feed, presence: Presence) -> None:
        self._feed = feed
        self._presence = presence
        self._timers: dict[UUID, asyncio.TimerHandle] = {}

    def stop(self) -> None:
        for timer in self._timers.values():
            timer.cancel()

    def watch(self, live: LiveRoom) -> None:
        """Be there at the moment that the turn, or a vote, ends."""
        timer = self._timers.pop(live.id, None)
        if timer is not None:
            timer.cancel()
        view = live.confirmed.view if live.confirmed else None
        due = due_at(live.confirmed) if live.confirmed else None
        if view and due and self._feed.serves(live.id):
            speakers = view.turn.speakers if view.turn else ()
            local = any(self._presence.local(live.id, member) for member in speakers or view.members)
            seconds = (due - self._presence.now()).total_seconds() + (0 if local else LATE_SECONDS)
            loop = asyncio.get_running_loop()
            self._timers[live.id] = loop.call_later(max(0.0, seconds), self.settle_if_due, live)

    def settle_if_due(self, live: LiveRoom) -> None:
        """Let the clock and absences take effect, if they would change anything."""
        if self._feed.serves(live.id) and settle(live.room, self._presence.moment(live.id)):
            live.put(None, SettleRoom(op=uuid5(live.id, f"settle {live.seq}")), lambda outcome: None)
