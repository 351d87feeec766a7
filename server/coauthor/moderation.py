"""A provider's moderation of what people say where minors read, before the room decides. The table comes besides."""

from __future__ import annotations

import asyncio

from engine.coauthor import Coauthor
from rooms.ages import BANDS
from rooms.errors import NotChecked, NotFitting
from rooms.moderation import said
from rooms.protocol import Age, Command, JoinRoom, SetTyping, ShowDraft

SECONDS = 4.0


class Moderation:
    def __init__(self, coauthor: Coauthor) -> None:
        self._coauthor = coauthor

    @property
    def able(self) -> bool:
        return self._coauthor.moderates

    def asks(self, age: Age, command: Command) -> bool:
        """Whether a command waits for it. Drafts and names are for the table alone: those are shown word by word, and
        nobody is kept out because a provider is down.
        """
        if not BANDS[age].minors or isinstance(command, JoinRoom | SetTyping | ShowDraft):
            return False
        return self.able and bool(said(command))

    async def insist(self, age: Age, command: Command) -> None:
        """
        Raises:
            NotFitting: the words do not suit the readers.
            NotChecked: nobody could say so in time.
        """
        suits = self._coauthor.check(age)
        assert suits is not None
        try:
            async with asyncio.timeout(SECONDS):
                fine = await suits(said(command))
        except Exception:
            raise NotChecked from None
        if not fine:
            raise NotFitting(found="…", field="text")
