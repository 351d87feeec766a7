"""A provider's moderation of what people say where minors read, before the room decides. The table comes besides."""

from __future__ import annotations

import asyncio

from engine.coauthor import Coauthor
from rooms.ages import BANDS
from rooms.errors import NotChecked, NotFitting
from rooms.moderation import said
from rooms.protocol import Command, JoinRoom, RoomView, SetTyping, ShowDraft

SECONDS = 4.0


class Moderation:
    def __init__(self, coauthor: Coauthor) -> None:
        self._coauthor = coauthor

    def asks(self, view: RoomView, command: Command) -> bool:
        """Whether a command waits for it. Drafts and names are for the table alone: those are shown word by word, and
        nobody is kept out because a provider is down.
        """
        if not BANDS[view.rules.age].minors or isinstance(command, JoinRoom | SetTyping | ShowDraft):
            return False
        return self._coauthor.check(view.rules.age) is not None and bool(said(command))

    async def insist(self, view: RoomView, command: Command) -> None:
        """
        Raises:
            NotFitting: the words do not suit the readers.
            NotChecked: nobody could say so in time.
        """
        suits = self._coauthor.check(view.rules.age)
        assert suits is not None
        try:
            async with asyncio.timeout(SECONDS):
                fine = await suits(said(command))
        except Exception:
            raise NotChecked from None
        if not fine:
            raise NotFitting(found="…", field="text")
