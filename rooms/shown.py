"""What is seen at this moment and not kept: typing, drafts, the co-author's ink."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from uuid import UUID

from rooms import moderation
from rooms.bus import Bus
from rooms.errors import NotHere, NotYourTurn
from rooms.feed import Feed, Subscriber
from rooms.live import LiveRoom
from rooms.presence import Presence
from rooms.protocol import (
    AnyEvent,
    AnySignal,
    Draft,
    GenerationDelta,
    GenerationEnded,
    GenerationRestarted,
    GenerationStarted,
    Passage,
    PassageAdded,
    SetTyping,
    ShowDraft,
    Typing,
)
from rooms.protocol import Presence as PresenceSignal
from rooms.settings import Settings
from rooms.turns import Moment, writes

PRESENCE_SECONDS = 0.25
"""Between two signals of who comes and goes in one room. When a thousand come back at once this is what keeps the
signals from being a million."""


class Shown:
    def __init__(self, settings: Settings, presence: Presence, feed: Feed, bus: Bus) -> None:
        self._settings = settings
        self._presence = presence
        self._feed = feed
        self._bus = bus
        self._coming: dict[UUID, dict[UUID, bool]] = {}

    def show(self, live: LiveRoom, subscriber: Subscriber, command: SetTyping | ShowDraft) -> None:
        """Show a member's typing or draft to the others.

        Raises:
            Refused: the member may not speak now, or the room does not show drafts, or it is not their turn.
        """
        member = subscriber.member
        seat = live.room.seated(member)
        if seat is None:
            raise NotHere
        moderation.check(live.room, seat, command, Moment(live.room.at, self._settings))
        signal: AnySignal
        if isinstance(command, SetTyping):
            signal = Typing(room=live.id, seq=live.seq, member=member, typing=command.typing)
        else:
            turn = live.room.view.turn
            speaking = turn and turn.number == command.turn and member not in turn.taken and writes(turn, member)
            if not live.room.view.rules.live_drafts or not speaking:
                raise NotYourTurn
            text = moderation.so_far(command.text, live.room)
            signal = Draft(room=live.id, seq=live.seq, member=member, turn=command.turn, text=text)
        self._note(signal)
        self._feed.signal(signal, besides=subscriber)
        self._bus.show(signal)

    def presence(self, live: LiveRoom, here: Iterable[UUID], gone: Iterable[UUID]) -> None:
        """Show who came and went: the first at once, those who follow soon after together."""
        first = live.id not in self._coming
        changes = self._coming.setdefault(live.id, {})
        changes |= dict.fromkeys(here, True) | dict.fromkeys(gone, False)
        if first:
            self._tell_presence(live)

    def _tell_presence(self, live: LiveRoom) -> None:
        changes = self._coming.pop(live.id)
        if changes:
            here = tuple(member for member, came in changes.items() if came)
            gone = tuple(member for member, came in changes.items() if not came)
            self._feed.signal(PresenceSignal(room=live.id, seq=live.seq, here=here, gone=gone))
            self._coming[live.id] = {}
            asyncio.get_running_loop().call_later(PRESENCE_SECONDS, self._tell_presence, live)

    def words(self, live: LiveRoom, delta: GenerationDelta) -> None:
        """The co-author's next words, to everybody."""
        _ink(live, delta)
        self._feed.signal(delta)
        self._bus.show(delta)

    def follow(self, live: LiveRoom, event: AnyEvent) -> None:
        """What an event makes of what is seen: no old ink, and nobody typing what they have sent."""
        match event:
            case GenerationStarted() | GenerationRestarted() | GenerationEnded():
                live.ink = ""
            case PassageAdded(passage=Passage(author=UUID() as author)):
                self._presence.typed(live.id, author, typing=False)
            case _:
                pass

    def pass_on(self, live: LiveRoom, signal: AnySignal) -> None:
        """Show here what another process shows. Ink of a pen that the room does not know is dropped."""
        if isinstance(signal, GenerationDelta):
            generation = live.room.view.generation
            if generation is None or (generation.id, generation.fence) != (signal.generation, signal.fence):
                return
            if signal.offset == 0 and live.ink.startswith(signal.text):
                return  # said again for those who missed some
            _ink(live, signal)
        self._note(signal)
        self._feed.signal(signal)

    def _note(self, signal: AnySignal) -> None:
        if isinstance(signal, Draft | Typing):
            self._presence.typed(signal.room, signal.member, isinstance(signal, Draft) or signal.typing)


def _ink(live: LiveRoom, delta: GenerationDelta) -> None:
    if delta.offset <= len(live.ink):
        live.ink = live.ink[: delta.offset] + delta.text
