"""Somebody asks a model about their own draft: POST /api/rooms/{room}/better.

The draft goes to the model with the last passages of the story, and is kept nowhere.
"""

from __future__ import annotations

import secrets
from uuid import uuid4, uuid5

from starlette.requests import Request
from starlette.responses import Response

from engine.better import VOICE_CHARS, Draft, kinds_for, question_of, read
from engine.coauthor import Coauthor
from rooms import store
from rooms.errors import (
    BudgetSpent,
    CoauthorOff,
    Frozen,
    Muted,
    NoProviderHere,
    NotChecked,
    NotFitting,
    NothingWritten,
    PleaseTalk,
    ReadersOnly,
    StoryComplete,
    TooFast,
    TooLong,
    TooPrivate,
)
from rooms.live import LiveRoom
from rooms.moderation import check
from rooms.protocol import RoomView, SubmitTurn
from rooms.resources import AskBetter, Better, BetterChange, BetterKind
from rooms.room import told
from server.api.endpoints import RATES, Endpoint, answer, body
from server.api.rooms import Api
from server.coauthor.ledger import Ledger, Work
from server.identity import Person
from server.wire.buckets import Buckets

SAID_NO = (
    ReadersOnly, Muted, StoryComplete, Frozen, NothingWritten, TooLong, NotFitting, TooPrivate, PleaseTalk, NotChecked,
    CoauthorOff, NoProviderHere, BudgetSpent,
)  # fmt: skip
NOT_YET = ("pace", "word count")
"""Rules of a passage that a draft need not keep yet."""
VOICES = 3
"""Passages that are given for their voice."""


class BetterDrafts:
    def __init__(self, api: Api, ledger: Ledger, coauthor: Coauthor) -> None:
        self.api = api
        self.ledger = ledger
        self.coauthor = coauthor
        self._rate = Buckets(api.settings.better_per_minute_person / 60, burst=60)

    def endpoints(self) -> list[Endpoint]:
        at = "/api/rooms/{room:uuid}/better"
        return [Endpoint("POST", at, self.better, Better, asks=AskBetter, refuses=SAID_NO)]

    async def better(self, request: Request) -> Response:
        """Ask a model for single changes to a draft of yours: style, vocabulary, the story's voice, grammar. It is sent
        to the model's provider with the last passages, and kept nowhere; nothing changes until you change it. How many
        and which kinds goes by the age that the room is for.
        """
        live, person = await self.api.member(request)
        asked = await body(request, AskBetter)
        view = live.room.view
        sent = SubmitTurn(op=uuid4(), turn=0, text=asked.text)
        check(live.room, view.members[person.id], sent, self.api.service.presence.moment(live.id), but=NOT_YET)
        if not view.rules.coauthor:
            raise CoauthorOff
        if self.coauthor.model_first() is None:
            raise NoProviderHere
        request.scope[RATES] = {"better-person": (self._rate, person.id)}
        if wait := self._rate.take(person.id):
            raise TooFast(seconds=wait)
        await self._insist(view, sent)
        kinds = tuple(kind for kind in kinds_for(view.rules.age) if kind in asked.kinds)
        changes = await self._ask(live, person, await self._draft(live, asked.text, kinds)) if kinds else ()
        return answer(Better(changes=changes))

    async def _draft(self, live: LiveRoom, text: str, kinds: tuple[BetterKind, ...]) -> Draft:
        view = live.room.view
        versions = [passage.version for passage in told(view, view.branch)[-VOICES:]]
        words = await store.words(self.api.service.pool, live.id, versions, VOICE_CHARS)
        return Draft(
            text=text,
            age=view.rules.age,
            language=view.language,
            nonce=secrets.token_hex(4),
            kinds=kinds,
            voice=tuple(words[version] for version in versions if version in words),
            story_id=uuid5(view.id, "better").hex,
        )

    async def _ask(self, live: LiveRoom, person: Person, draft: Draft) -> tuple[BetterChange, ...]:
        """Within the budgets; the request is in the ledger before it is made."""
        question, model = question_of(draft), self.coauthor.model_first()
        if model is None:
            raise NoProviderHere
        name, chars = model.model(question.role), len(question.rules) + len(question.text)
        work = Work(live.id, 0, 0, person.id, live.seq, "better")
        estimate = self.ledger.estimate(name, chars, question.most_tokens)
        if await self.ledger.open(work, model.name, name, estimate) == "hard":
            raise BudgetSpent
        try:
            found = await self.coauthor.ask(work.purpose, question, work.hear)
        finally:
            await self.ledger.close(work)
        if found is None:
            raise NoProviderHere
        return await self._suiting(live.room.view, read(found, draft))

    async def _suiting(self, view: RoomView, changes: tuple[BetterChange, ...]) -> tuple[BetterChange, ...]:
        """None of them where one does not suit young readers: which it is nobody says."""
        words = "\n".join(f"{change.instead}\n{change.why}" for change in changes)
        try:
            await self._insist(view, SubmitTurn(op=uuid4(), turn=0, text=words))
        except NotFitting:
            return ()
        return changes

    async def _insist(self, view: RoomView, sent: SubmitTurn) -> None:
        """A provider's moderation, where there is one and minors read."""
        moderation = self.api.service.moderation
        if moderation is not None and moderation.asks(view.rules.age, sent):
            await moderation.insist(view.rules.age, sent)
