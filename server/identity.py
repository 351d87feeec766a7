"""Who somebody is: a signed cookie without an account, and signed tickets that open one socket each, once."""

from __future__ import annotations

import hashlib
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID, uuid4

from itsdangerous import BadSignature, Signer, URLSafeTimedSerializer
from pydantic import BaseModel, ValidationError
from starlette.requests import HTTPConnection
from starlette.responses import Response

from rooms.errors import TicketRefused
from rooms.settings import Settings
from rooms.tables import GUESTS

COOKIE = "roundtale"
Invited = Literal["writer", "reader"] | None
"""The role of an invitation that a ticket was given for."""
INVITED: tuple[Invited, ...] = (None, "writer", "reader")
"""By byte 48 of a ticket; one without it was made before there were invitations. A key's id may follow."""
USE = """
insert into tickets (hash, tenant_id, room_id, person_id, expires_at)
select $1, tenant_id, id, $3, now() + $4 * interval '1 second' from rooms where id = $2
    and ($5::uuid is null or exists (select from api_keys where id = $5 and revoked_at is null))
on conflict do nothing returning 1
"""


@dataclass(frozen=True, slots=True)
class Person:
    id: UUID
    tenant: UUID
    name: str
    key: UUID | None = None
    """The personal key that was shown; None: a cookie."""


@dataclass(frozen=True, slots=True)
class Admission:
    """What a ticket was good for. ``key``: the one that it was asked for with."""

    person: UUID
    room: UUID
    invited: Invited = None
    key: UUID | None = None


class _Guest(BaseModel):
    p: UUID
    n: str


class Identity:
    """``now`` is the house's time. Clocks differ a little all the same: what was signed in the future is not old."""

    def __init__(self, settings: Settings, now: Callable[[], datetime]) -> None:
        self._settings = settings
        self._now = now
        self._serializer = URLSafeTimedSerializer(settings.secret, salt="guest")
        self._signer = Signer(settings.secret, salt="ticket")

    def of(self, connection: HTTPConnection) -> Person | None:
        """The person behind a request: by the key it showed (server/api/keys.py), or by a cookie of ours."""
        by_key: Person | None = connection.scope.get("person")
        if by_key is not None:
            return by_key
        cookie = connection.cookies.get(COOKIE)
        if not cookie:
            return None
        try:
            said, at = self._serializer.loads(cookie, return_timestamp=True)
            guest = _Guest.model_validate(said)
        except (BadSignature, ValidationError):
            return None
        if self._now() - at > timedelta(days=self._settings.guest_days):
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

    def ticket(self, person: Person, room: UUID, invited: Invited = None) -> str:
        """A new ticket: signed, so that nothing need be written until it is used."""
        at = int(self._now().timestamp()).to_bytes(8, "big")
        key = person.key.bytes if person.key else b""
        said = person.id.bytes + room.bytes + at + secrets.token_bytes(8) + bytes([INVITED.index(invited)]) + key
        return self._signer.sign(urlsafe_b64encode(said)).decode()

    async def admit(self, pool: Any, ticket: str) -> Admission:
        """Use a ticket up.

        Raises:
            TicketRefused: it was used, is too old, never was one, or the key that it was asked for with is revoked.
        """
        seconds = self._settings.ticket_seconds
        try:
            said = urlsafe_b64decode(self._signer.unsign(ticket))
        except (BadSignature, ValueError):
            raise TicketRefused from None
        if abs(self._now().timestamp() - int.from_bytes(said[32:40], "big")) > seconds:
            raise TicketRefused
        invited = INVITED[said[48]] if len(said) > 48 else None
        key = UUID(bytes=said[49:65]) if len(said) > 49 else None
        admission = Admission(person=UUID(bytes=said[:16]), room=UUID(bytes=said[16:32]), invited=invited, key=key)
        hashed = hashlib.sha256(said).digest()  # not of how it is written: base64 can be written in several ways
        if await pool.fetchval(USE, hashed, admission.room, admission.person, 2 * seconds, key) is None:
            raise TicketRefused
        return admission
