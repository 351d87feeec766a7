"""Starting a story, from a sentence or from a text that was begun elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid5

import structlog
from sqlalchemy.exc import IntegrityError
from starlette.requests import Request
from starlette.responses import Response

from rooms.errors import NotFitting, PleaseTalk, TooLong, TooManyPassages, TooPrivate
from rooms.protocol import CreateRoom, NewRoom, RoomCard
from rooms.tables import HeadRow, RoomRow
from server.api.endpoints import Endpoint, answer, body
from server.api.rooms import Api, new_code
from server.identity import Person
from server.stories.manuscript import passages_of

log = structlog.get_logger()


class Starting:
    def __init__(self, api: Api) -> None:
        self.api = api

    def endpoints(self) -> list[Endpoint]:
        return [
            Endpoint(
                "POST", "/api/rooms", self.create, RoomCard, asks=NewRoom, status=201,
                refuses=(TooLong, TooManyPassages, NotFitting, TooPrivate, PleaseTalk), who="person",
                most_bytes="start_bytes",
            )
        ]  # fmt: skip

    async def create(self, request: Request) -> Response:
        """Start a story; you are its host. The same `op` answers with the same room. What was written before,
        elsewhere, comes along as `text`.
        """
        person = self.api.person(request)
        new = await body(request, NewRoom)
        passages = self._passages_of(new)
        room = uuid5(person.id, f"room {new.op}")
        try:
            await self._reserve(room, person)
        except IntegrityError:
            log.debug("create.twice", room=room)
        command = CreateRoom(
            op=new.op,
            room=room,
            title=new.title or _title(new.premise),
            premise=new.premise.strip(),
            language=new.language,
            genre=new.genre,
            mode=new.mode,
            rules=new.rules,
            host_name=new.name,
            passages=passages,
        )
        await self.api.service.handle(room, person.id, command)
        return answer(await self.api.told(room, person), 201)

    def _passages_of(self, new: NewRoom) -> tuple[str, ...]:
        """The first passages of a story that was begun elsewhere.

        Raises:
            TooLong: the text is.
            TooManyPassages: it has too many parts.
        """
        length, most, count = len(new.text), self.api.settings.start_chars, self.api.settings.start_passages
        if length > most:
            raise TooLong(length=length, limit=most)
        passages = passages_of(new.text, new.format, self.api.settings.passage_chars)
        if len(passages) > count:
            raise TooManyPassages(count=len(passages), limit=count)
        return tuple(passages)

    async def _reserve(self, room: UUID, person: Person) -> None:
        """The rows that a room's log begins with. Fails where the same request did it a moment ago."""
        now = datetime.now(UTC)
        async with self.api.people.session(person.tenant) as session:
            known = await session.get(RoomRow, room)
            if known is None:
                row = RoomRow(id=room, tenant_id=person.tenant, code=new_code(), created_by=person.id, created_at=now)
                session.add(row)
                await session.flush()
                session.add(HeadRow(room_id=room, tenant_id=person.tenant, seq=0))


def _title(premise: str) -> str:
    """A working title: the first clause of the premise, or its first words; the host can give another."""
    words = " ".join(premise.split()).split(" ")
    clause = next((n for n, word in enumerate(words[:9], 1) if n > 1 and word[-1:] in ",;:.!?…"), 0)
    if clause or len(words) <= 6:
        return " ".join(words[: clause or 6]).rstrip(",;:.…")[:60].strip() or "…"
    return " ".join(words[:6])[:60] + "…"
