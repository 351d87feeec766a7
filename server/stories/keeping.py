"""My stories: one's own shelf, what is put away, and a new code for a room."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text, update
from starlette.requests import Request
from starlette.responses import Response

from rooms.errors import BadMessage, NoSuchRoom
from rooms.protocol import UNSTORABLE
from rooms.resources import Archived, NewCode, Stories, StoriesQuery, StoryCard
from rooms.tables import RoomRow
from server.api.endpoints import Endpoint, answer, query
from server.api.rooms import Api, new_code

PER_PAGE = 30
SORTS = {"recent": ("changed_at", "desc"), "begun": ("begun_at", "desc"), "title": ("lower(title)", "asc")}
STATES = {
    "open": "not complete and archived_at is null",
    "complete": "complete and archived_at is null",
    "archived": "archived_at is not null",
    "all": "true",
}
SHELF = """
with mine as (
    select r.id, r.created_at as begun_at, e.at as changed_at, h.seq, h.passages,
        s.archived_at, c.title, c.premise, c.language, c.genre, c.mode, c.host, c.names, c.members, c.complete
    from shelves s join rooms r on r.id = s.room_id join heads h using (room_id) join covers c using (room_id)
        join events e on e.room_id = h.room_id and e.seq = h.seq
    where s.person_id = :person and s.seated)
select *, {key} as key from mine
where {state} and (:search = '' or title ilike :search or premise ilike :search)
    {beyond}
order by {key} {order}, id {order} limit :limit
"""
WAITING = """
select r.id from unnest(cast(:rooms as uuid[])) as r (id), lateral (
    select e.seq, e.event -> 'turn' as turn from events e join heads h using (room_id)
    where e.room_id = r.id and e.seq > h.seq - 64 and e.event ->> 'type' = 'turn.began'
    order by e.seq desc limit 1) as t
where t.turn ->> 'kind' = 'people' and t.turn -> 'speakers' ? :person and not t.turn -> 'taken' ? :person
    and not exists (
        select from events e where e.room_id = r.id and e.seq > t.seq
        and e.event ->> 'type' in ('turn.taken', 'turn.passed') and e.event ->> 'member' = :person)
"""
"""Whose turn it is stands in the last event that began one; far back it is looked for no longer."""


class Keeping:
    def __init__(self, api: Api) -> None:
        self.api = api

    def endpoints(self) -> list[Endpoint]:
        shelf = "/api/stories/{room:uuid}"
        return [
            Endpoint("GET", "/api/stories", self.list_stories, Stories, query=StoriesQuery, who="person"),
            Endpoint("POST", f"{shelf}/archive", self.archive_story, Archived, who="member"),
            Endpoint("POST", f"{shelf}/unarchive", self.unarchive_story, Archived, who="member"),
            Endpoint("POST", "/api/rooms/{room:uuid}/code", self.rotate_code, NewCode, who="leader"),
        ]

    async def list_stories(self, request: Request) -> Response:
        """The stories in which you have a seat. Leaving a room takes it from the shelf; what you wrote stays in it."""
        person = self.api.person(request)
        asked = query(request, StoriesQuery)
        key, order = SORTS[asked.sort]
        given: dict[str, Any] = {"person": person.id, "search": _like(asked.search), "limit": PER_PAGE + 1}
        beyond = ""
        if asked.cursor:
            beyond = f"and ({key}, id) {'<' if order == 'desc' else '>'} (:after, :last)"
            given["after"], given["last"] = _place(asked)
        statement = SHELF.format(key=key, order=order, beyond=beyond, state=STATES[asked.state])
        async with self.api.people.session(person.tenant) as session:
            connection = await session.connection()
            rows = (await connection.execute(text(statement), given)).mappings().all()
            page = rows[:PER_PAGE]
            ids = {"rooms": [row["id"] for row in page], "person": str(person.id)}
            waiting = set((await connection.execute(text(WAITING), ids)).scalars())
        return answer(
            Stories(
                stories=tuple(_card(row, row["id"] in waiting) for row in page),
                next=_cursor(asked, page[-1]) if len(rows) > PER_PAGE else None,
            )
        )

    async def archive_story(self, request: Request) -> Response:
        """Put a story away on your own shelf. Nobody else notices."""
        return await self._put_away(request, datetime.now(UTC))

    async def unarchive_story(self, request: Request) -> Response:
        """Take a story out again."""
        return await self._put_away(request, None)

    async def _put_away(self, request: Request, at: datetime | None) -> Response:
        person = self.api.person(request)
        room: UUID = request.path_params["room"]
        statement = "update shelves set archived_at = :at where person_id = :person and room_id = :room and seated"
        async with self.api.people.session(person.tenant) as session:
            connection = await session.connection()
            done = await connection.execute(text(statement), {"at": at, "person": person.id, "room": room})
        if done.rowcount == 0:
            raise NoSuchRoom
        return answer(Archived(id=room, archived=at is not None))

    async def rotate_code(self, request: Request) -> Response:
        """Give the room another code. The old one is unknown from now on; who has a seat keeps it."""
        live, person = await self.api.leader(request)
        code = new_code()
        async with self.api.people.session(person.tenant) as session:
            await (await session.connection()).execute(update(RoomRow).where(RoomRow.id == live.id).values(code=code))  # type: ignore[arg-type]
        return answer(NewCode(code=code))


def _card(row: Any, waits: bool) -> StoryCard:
    fields = {name: row[name] for name in StoryCard.model_fields if name in row} | {"names": tuple(row["names"])}
    return StoryCard(**fields, archived=row["archived_at"] is not None, your_turn=waits)


def _like(search: str) -> str:
    """As a pattern in which every character stands for itself."""
    words = " ".join(search.split())
    escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%" if escaped else ""


def _cursor(asked: StoriesQuery, row: Any) -> str:
    key = row["key"] if asked.sort == "title" else row["key"].isoformat()
    return urlsafe_b64encode(json.dumps([asked.sort, key, str(row["id"])]).encode()).decode().rstrip("=")


def _place(asked: StoriesQuery) -> tuple[str | datetime, UUID]:
    """Raises:
    BadMessage: the cursor is none of ours, or of another order.
    """
    try:
        sort, key, last = json.loads(urlsafe_b64decode(asked.cursor + "=" * (-len(asked.cursor) % 4)))
        if sort != asked.sort or UNSTORABLE.search(key):
            raise ValueError
        return key if sort == "title" else datetime.fromisoformat(key), UUID(last)
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise BadMessage(field="cursor", problem="is not one of this list") from None
