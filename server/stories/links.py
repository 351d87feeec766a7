"""Links that open a room: to read along without a seat, or to take one without the code. Revocable at once."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.requests import Request
from starlette.responses import Response

from rooms.errors import NoSuchLink, TooManyLinks
from rooms.live import LiveRoom
from rooms.resources import Link, Links, MakeLink, NewLink, Opened
from rooms.tables import LinkRow
from server.api.endpoints import Endpoint, answer, body
from server.api.rooms import Api
from server.doors import good_links, hash_of


class LinkRoutes:
    def __init__(self, api: Api) -> None:
        self.api = api

    def endpoints(self) -> list[Endpoint]:
        links = "/api/rooms/{room:uuid}/links"
        return [
            Endpoint("GET", links, self.list_links, Links, who="leader"),
            Endpoint(
                "POST", links, self.make_link, NewLink, asks=MakeLink, status=201, refuses=(TooManyLinks,), who="leader"
            ),
            Endpoint("DELETE", f"{links}/{{link:uuid}}", self.revoke_link, Link, refuses=(NoSuchLink,), who="leader"),
            Endpoint("GET", "/api/links/{token}", self.open_link, Opened, refuses=(NoSuchLink,), who="anybody"),
        ]

    async def list_links(self, request: Request) -> Response:
        """The links of a room that are good now, newest first, without their secrets."""
        live, person = await self.api.leader(request)
        async with self.api.people.session(person.tenant) as session:
            rows = await self._of(session, live)
        return answer(Links(links=tuple(_told(row) for row in rows)))

    async def make_link(self, request: Request) -> Response:
        """Make a link. A *read* link shows the story as it is now and later, without a seat. An *invite* gives a seat
        without the code, also in a room that is closed to newcomers, but not to the banned. Its token is told once.
        """
        live, person = await self.api.leader(request)
        asked = await body(request, MakeLink)
        token, now, most = secrets.token_urlsafe(24), datetime.now(UTC), self.api.settings.links_per_room
        row = LinkRow(
            id=uuid4(),
            tenant_id=person.tenant,
            room_id=live.id,
            hash=hash_of(token),
            kind=asked.kind,
            role=asked.role,
            created_by=person.id,
            created_at=now,
            expires_at=now + timedelta(hours=asked.hours) if asked.hours else None,
        )
        over = delete(LinkRow).where(col(LinkRow.room_id) == live.id, col(LinkRow.expires_at) <= now)
        async with self.api.people.session(person.tenant) as session:
            await (await session.connection()).execute(over)
            if len(await self._of(session, live)) >= most:
                raise TooManyLinks(limit=most)
            session.add(row)
        return answer(NewLink(**_told(row).model_dump(), token=token), 201)

    async def revoke_link(self, request: Request) -> Response:
        """End a link: from now on it opens nothing. Who came by it keeps their seat."""
        live, person = await self.api.leader(request)
        asked: UUID = request.path_params["link"]
        async with self.api.people.session(person.tenant) as session:
            row = await session.get(LinkRow, asked)
            if row is None or row.room_id != live.id:
                raise NoSuchLink
            await session.delete(row)
        return answer(_told(row))

    async def _of(self, session: AsyncSession, live: LiveRoom) -> Sequence[LinkRow]:
        mine = good_links().where(LinkRow.room_id == live.id).order_by(col(LinkRow.created_at).desc())
        return list((await session.exec(mine)).all())

    async def open_link(self, request: Request) -> Response:
        """What a link opens, told before one goes in."""
        row = await self.api.doors.open(request.path_params["token"])
        view = (await self.api.service.fresh(row.room_id)).room.view
        host = view.members.get(view.host) if view.host else None
        return answer(
            Opened(
                kind=row.kind,  # type: ignore[arg-type]
                role=row.role,  # type: ignore[arg-type]
                room=view.id if row.kind == "invite" else None,
                title=view.title,
                premise=view.premise,
                language=view.language,
                genre=view.genre,
                mode=view.mode,
                age=view.rules.age,
                rules=view.rules,
                host=host.name if host else None,
                members=tuple(m.name for m in view.members.values() if m.status == "in"),
                complete=view.complete,
            )
        )


def _told(row: LinkRow) -> Link:
    return Link(
        id=row.id,
        kind=row.kind,  # type: ignore[arg-type]
        role=row.role,  # type: ignore[arg-type]
        created_at=row.created_at,
        expires_at=row.expires_at,
        uses=row.uses,
    )
