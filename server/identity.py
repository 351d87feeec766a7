"""Who somebody is: a signed cookie without an account, and one-use tickets that open one socket each."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from itsdangerous import BadSignature, URLSafeTimedSerializer
from pydantic import BaseModel, ValidationError
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.requests import HTTPConnection
from starlette.responses import Response

from rooms.errors import TicketRefused
from rooms.settings import Settings
from rooms.tables import GUESTS, TicketRow

COOKIE = "roundtale"


@dataclass(frozen=True, slots=True)
class Person:
    id: UUID
    tenant: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Admission:
    """What a ticket was good for."""

    person: UUID
    room: UUID


class _Guest(BaseModel):
    p: UUID
    n: str


class Identity:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._serializer = URLSafeTimedSerializer(settings.secret, salt="guest")

    def of(self, connection: HTTPConnection) -> Person | None:
        """The person behind a request, if its cookie is ours and not too old."""
        cookie = connection.cookies.get(COOKIE)
        if not cookie:
            return None
        try:
            said = self._serializer.loads(cookie, max_age=self._settings.guest_days * 86_400)
            guest = _Guest.model_validate(said)
        except (BadSignature, ValidationError):
            return None
        return Person(guest.p, GUESTS, guest.n)

    def named(self, name: str, known: Person | None) -> Person:
        """A guest of this name; a known one keeps their id, so that a new name is the same seat."""
        return Person(known.id if known else uuid4(), GUESTS, name)

    def remember(self, response: Response, person: Person) -> None:
        response.set_cookie(
            COOKIE,
            self._serializer.dumps({"p": person.id.hex, "n": person.name}),
            max_age=self._settings.guest_days * 86_400,
            httponly=True,
            secure=self._settings.secure_cookies,
            samesite="strict",
        )

    async def ticket(self, session: AsyncSession, person: Person, room: UUID) -> str:
        """A new ticket; only its hash is kept."""
        ticket = secrets.token_urlsafe(24)
        session.add(
            TicketRow(
                hash=_hash(ticket),
                tenant_id=person.tenant,
                room_id=room,
                person_id=person.id,
                expires_at=datetime.now(UTC) + timedelta(seconds=self._settings.ticket_seconds),
            )
        )
        return ticket


async def admit(pool: Any, ticket: str) -> Admission:
    """Use a ticket up.

    Raises:
        TicketRefused: it was used, is too old, or never was one.
    """
    row = await pool.fetchrow(
        "delete from tickets where hash = $1 returning person_id, room_id, expires_at > now() as fresh", _hash(ticket)
    )
    if row is None or not row["fresh"]:
        raise TicketRefused
    return Admission(person=row["person_id"], room=row["room_id"])


def _hash(ticket: str) -> bytes:
    return hashlib.sha256(ticket.encode()).digest()
