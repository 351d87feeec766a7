"""Personal API keys: ``Authorization: Bearer rt_...`` acts as the person who made it, until they revoke it.

Of a key its hash is kept. A key cannot make keys or cookies, so revoking it ends what it can do.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import structlog
from sqlalchemy import func
from sqlmodel import col, select
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from rooms import store
from rooms.errors import Busy, KeyRefused, NoSuchKey, OnlyByCookie, Refused, SignedOut, TooManyGuesses, TooManyKeys
from rooms.protocol import ApiKey, ApiKeys, NameKey, NewKey
from rooms.settings import Settings
from rooms.tables import ApiKeyRow
from server.api.endpoints import Endpoint, answer, body, refused
from server.identity import Identity, Person
from server.people import People, address_of
from server.wire.sockets import Sockets

PREFIX = "rt_"
SHOWN = 8
"""Letters of a key by which its owner knows it again: five of 43 say nothing to a guesser."""
USE = """
with found as (
    select id, tenant_id, person_id, person_name from api_keys
    where hash = $1 and revoked_at is null and greatest(created_at::date, used_on) > current_date - $2::int),
used as (
    update api_keys k set used_on = current_date from found
    where k.id = found.id and k.used_on is distinct from current_date)
select * from found
"""
REVOKED = "select id from api_keys where id = any($1) and revoked_at is not null"
REVOKED_SECONDS = 0.4
"""How often a process that has sockets of keys asks which of them are revoked: such a socket is closed within 1 s."""
log = structlog.get_logger()


def key_of(scope: Scope) -> str | None:
    """The key that a request shows. Whoever shows one is nobody else: the cookie then does not count."""
    scheme, _, key = Headers(scope=scope).get("authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else None


def _hash(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()


class ByKey:
    """Plain ASGI: who shows a good key is its person; who shows another is refused, whatever they asked for."""

    def __init__(self, app: ASGIApp, settings: Settings, people: People, pool: Any) -> None:
        self.app = app
        self.settings = settings
        self.people = people
        self.pool = pool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        key = key_of(scope) if scope["type"] == "http" else None
        if key is not None:
            try:
                scope["person"] = await self._person(key, Request(scope))
            except Refused as refusal:
                await refused(refusal)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    async def _person(self, key: str, request: Request) -> Person:
        """Wrong ones are counted by address. A right one is heard also where a neighbour guesses: no number of tries
        that an address has finds one of 2^256.
        """
        try:
            row = await self.pool.fetchrow(USE, _hash(key), self.settings.guest_days)
            if row is not None:
                return Person(row["person_id"], row["tenant_id"], row["person_name"], row["id"])
            address = address_of(request, "key")
            if await self.people.guesses(address) >= self.settings.guesses_per_minute_address:
                raise TooManyGuesses(seconds=60)
            await self.people.wrong_guess(address)
        except Exception as error:
            if store.lost_connection(error):
                raise Busy from None
            raise
        raise KeyRefused


async def end_revoked(sockets: Sockets) -> None:
    """Close the sockets of keys that were revoked, by whichever process. PostgreSQL is asked each time anew: there is
    no message that could be lost.
    """
    shown = {peer.key for peer in sockets.peers.values() if peer.key}
    if not shown:
        return
    async with asyncio.timeout(5):
        rows = await sockets.service.pool.fetch(REVOKED, list(shown))
    gone = {row["id"] for row in rows}
    for peer in [peer for peer in sockets.peers.values() if peer.key in gone]:
        peer.close("its key was revoked")


async def end_revoked_for_ever(sockets: Sockets) -> None:
    while True:
        await asyncio.sleep(REVOKED_SECONDS)
        try:
            await end_revoked(sockets)
        except Exception as error:
            log.warning("keys.not_asked", error=type(error).__name__)


class Keys:
    """Making, listing and revoking one's own."""

    def __init__(self, settings: Settings, people: People, identity: Identity) -> None:
        self.settings = settings
        self.people = people
        self.identity = identity

    def endpoints(self) -> list[Endpoint]:
        return [
            Endpoint("GET", "/api/keys", self.list_keys, ApiKeys, refuses=(OnlyByCookie,), who="person"),
            Endpoint(
                "POST", "/api/keys", self.make_key, NewKey, asks=NameKey, status=201,
                refuses=(OnlyByCookie, TooManyKeys), who="person",
            ),
            Endpoint(
                "DELETE", "/api/keys/{key:uuid}", self.revoke_key, ApiKey,
                refuses=(OnlyByCookie, NoSuchKey), who="person",
            ),
        ]  # fmt: skip

    def _person(self, request: Request) -> Person:
        if key_of(request.scope) is not None:
            raise OnlyByCookie
        person = self.identity.of(request)
        if person is None:
            raise SignedOut
        return person

    async def list_keys(self, request: Request) -> Response:
        """Your keys, newest first, without their secrets. Revoked ones stay in the list."""
        person = self._person(request)
        async with self.people.session(person.tenant) as session:
            mine = select(ApiKeyRow).where(ApiKeyRow.person_id == person.id)
            rows = (await session.exec(mine.order_by(col(ApiKeyRow.created_at).desc()))).all()
        return answer(ApiKeys(keys=tuple(_told(row) for row in rows)))

    async def make_key(self, request: Request) -> Response:
        """Make a key that acts as you. It is told in this answer and never again; a key that was not used for 90 days
        (`ROUNDTALE_GUEST_DAYS`) is no longer known.
        """
        person = self._person(request)
        wanted = await body(request, NameKey)
        key = PREFIX + secrets.token_urlsafe(32)
        row = ApiKeyRow(
            id=uuid4(), tenant_id=person.tenant, person_id=person.id, person_name=person.name, name=wanted.name,
            begins=key[:SHOWN], hash=_hash(key), created_at=datetime.now(UTC),
        )  # fmt: skip
        async with self.people.session(person.tenant) as session:
            mine = select(func.count()).where(ApiKeyRow.person_id == person.id, col(ApiKeyRow.revoked_at).is_(None))
            if (await session.exec(mine)).one() >= self.settings.keys_per_person:
                raise TooManyKeys(limit=self.settings.keys_per_person)
            session.add(row)
        return answer(NewKey(**_told(row).model_dump(), key=key), 201)

    async def revoke_key(self, request: Request) -> Response:
        """End a key: from now on it is refused, and within a second the sockets that it opened are closed."""
        person = self._person(request)
        asked: UUID = request.path_params["key"]
        async with self.people.session(person.tenant) as session:
            row = await session.get(ApiKeyRow, asked)
            if row is None or row.person_id != person.id:
                raise NoSuchKey
            row.revoked_at = row.revoked_at or datetime.now(UTC)
            session.add(row)
        return answer(_told(row))


def _told(row: ApiKeyRow) -> ApiKey:
    return ApiKey(
        id=row.id,
        name=row.name,
        begins=row.begins,
        created_at=row.created_at,
        used_on=row.used_on,
        revoked=row.revoked_at is not None,
    )
