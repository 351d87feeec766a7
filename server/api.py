"""The HTTP edge: who am I, start a room, find one by its code, get a ticket, read what is older."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TypeVar
from uuid import UUID, uuid5

import segno
import structlog
from pydantic import BaseModel, ValidationError
from sqlalchemy.exc import IntegrityError
from sqlmodel import select
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from rooms import store
from rooms.errors import BadMessage, Banned, Busy, NoSuchRoom, NotHere, Refused, SignedOut, TooManyGuesses
from rooms.live import LiveRoom
from rooms.protocol import (
    CODE_ALPHABET,
    WINDOW,
    AskTicket,
    CreateRoom,
    EventPage,
    Me,
    NameMe,
    NewRoom,
    PassagePage,
    RoomCard,
    Ticket,
)
from rooms.service import RoomService
from rooms.settings import Settings
from rooms.tables import HeadRow, RoomRow
from server.identity import Identity, Person
from server.people import People
from server.reading import problem_in, refusal_of

log = structlog.get_logger()
M = TypeVar("M", bound=BaseModel)
CODE_LENGTH = 8
EVENTS_PER_PAGE = 500
Handler = Callable[[Request], Awaitable[Response]]


def answer(model: BaseModel, status: int = 200) -> Response:
    return Response(
        model.model_dump_json(), status, media_type="application/json", headers={"cache-control": "no-store"}
    )


async def body(request: Request, model: type[M]) -> M:
    """Read a request's body.

    Raises:
        BadMessage: naming the field.
    """
    try:
        return model.model_validate_json(await request.body())
    except ValidationError as error:
        raise problem_in(error) from None
    except ClientDisconnect:
        raise BadMessage(field="body", problem="was cut off") from None


def number(request: Request, name: str, default: int) -> int:
    given = request.query_params.get(name, "")
    if not given:
        return default
    if not given.isascii() or not given.isdigit() or len(given) > 15:
        raise BadMessage(field=name, problem="is not a whole number")
    return int(given)


def typed_code(given: str) -> str:
    """A code as people type it: any case, with or without a dash or blanks."""
    code = given.upper().replace("-", "").replace(" ", "")
    if len(code) != CODE_LENGTH or any(letter not in CODE_ALPHABET for letter in code):
        raise NoSuchRoom
    return code


class Api:
    def __init__(self, settings: Settings, service: RoomService, people: People, identity: Identity) -> None:
        self.settings = settings
        self.service = service
        self.people = people
        self.identity = identity

    def routes(self) -> list[Route]:
        return [
            Route("/api/me", self.me, methods=["GET", "POST"]),
            Route("/api/rooms", self.create, methods=["POST"]),
            Route("/api/codes/{code}", self.by_code),
            Route("/api/rooms/{room:uuid}", self.card),
            Route("/api/rooms/{room:uuid}/ticket", self.ticket, methods=["POST"]),
            Route("/api/rooms/{room:uuid}/events", self.events),
            Route("/api/rooms/{room:uuid}/passages", self.passages),
            Route("/api/rooms/{room:uuid}/qr.svg", self.qr),
        ]

    def person(self, request: Request) -> Person:
        person = self.identity.of(request)
        if person is None:
            raise SignedOut
        return person

    async def me(self, request: Request) -> Response:
        known = self.identity.of(request)
        if request.method != "POST":
            return answer(Me(person=known.id if known else None, name=known.name if known else None))
        person = self.identity.named((await body(request, NameMe)).name, known)
        response = answer(Me(person=person.id, name=person.name))
        self.identity.remember(response, person)
        return response

    async def create(self, request: Request) -> Response:
        """Idempotent by ``op``: the same request answers with the same room."""
        person = self.person(request)
        new = await body(request, NewRoom)
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
        )
        await self.service.handle(room, person.id, command)
        return answer(await self._card(room, person), 201)

    async def _reserve(self, room: UUID, person: Person) -> None:
        """The rows that a room's log begins with. Fails where the same request did it a moment ago."""
        async with self.people.session(person.tenant) as session:
            known = await session.get(RoomRow, room)
            if known is None:
                code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
                session.add(
                    RoomRow(
                        id=room, tenant_id=person.tenant, code=code, created_by=person.id, created_at=datetime.now(UTC)
                    )
                )
                await session.flush()
                session.add(HeadRow(room_id=room, tenant_id=person.tenant, seq=0))

    async def by_code(self, request: Request) -> Response:
        person = self.identity.of(request)
        room = await self._find(request, request.path_params["code"])
        return answer(await self._card(room, person))

    async def _find(self, request: Request, given: str) -> UUID:
        """The room of a code. Wrong ones are counted by address, so that guessing ends before it pays."""
        address = hashlib.sha256((request.client.host if request.client else "").encode()).digest()
        tried = await self.people.guesses(address)
        if tried >= self.settings.guesses_per_minute_address:
            raise TooManyGuesses(seconds=60)
        try:
            code = typed_code(given)
            async with self.people.session() as session:
                found = (await session.exec(select(RoomRow.id).where(RoomRow.code == code))).first()
            if found is None:
                raise NoSuchRoom
        except NoSuchRoom:
            await self.people.wrong_guess(address)
            raise
        return found

    async def _card(self, room: UUID, person: Person | None) -> RoomCard:
        live = await self.service.fresh(room)
        async with self.people.session() as session:
            row = await session.get(RoomRow, room)
        if row is None:
            raise NoSuchRoom
        view = live.room.view
        host = view.members.get(view.host) if view.host else None
        you = view.members.get(person.id) if person else None
        return RoomCard(
            id=room,
            code=row.code,
            title=view.title,
            premise=view.premise,
            language=view.language,
            genre=view.genre,
            mode=view.mode,
            rules=view.rules,
            complete=view.complete,
            host=host.name if host else None,
            members=tuple(m.name for m in view.members.values() if m.status == "in"),
            member=you is not None and you.status == "in",
        )

    async def _member(self, request: Request) -> tuple[LiveRoom, Person]:
        """The room, for somebody with a seat in it; for all others it does not exist."""
        person = self.person(request)
        live = await self.service.fresh(request.path_params["room"])
        if live.room.seated(person.id) is None:
            raise NoSuchRoom
        return live, person

    async def card(self, request: Request) -> Response:
        """Also for who waits in the lobby, and so learns of being let in or turned away."""
        person = self.person(request)
        live = await self.service.fresh(request.path_params["room"])
        you = live.room.view.members.get(person.id)
        if you is None or you.status not in ("in", "waiting"):
            raise NoSuchRoom
        return answer(await self._card(live.id, person))

    async def ticket(self, request: Request) -> Response:
        person = self.person(request)
        room: UUID = request.path_params["room"]
        asked = await body(request, AskTicket)
        live = await self.service.fresh(room)
        known = live.room.view.members.get(person.id)
        if known is None or known.status != "in":
            if asked.code is not None and await self._find(request, asked.code) != room:
                raise NoSuchRoom
            if known is not None and known.status == "banned":
                raise Banned
            if asked.code is None:
                raise NotHere if known else NoSuchRoom
        return answer(Ticket(ticket=self.identity.ticket(person, room)))

    async def events(self, request: Request) -> Response:
        live, _ = await self._member(request)
        after = number(request, "after", 0)
        found = await store.since(self.service.pool, live.id, after, EVENTS_PER_PAGE)
        events = tuple(r.event for r in found if r.event.seq <= live.seq)
        return answer(EventPage(events=events, head=live.seq, epoch=self.service.epoch))

    async def passages(self, request: Request) -> Response:
        live, _ = await self._member(request)
        before = number(request, "before", 2**53)
        older = [p for p in live.room.view.passages if p.id < before]
        page = older[-WINDOW:]
        words = await store.texts(self.service.pool, live.id, [p.id for p in page])
        return answer(PassagePage(passages=tuple(page), texts=words, earlier=len(older) > len(page)))

    async def qr(self, request: Request) -> Response:
        """The join link as a picture that a camera reads."""
        live, person = await self._member(request)
        card = await self._card(live.id, person)
        base = self.settings.public_url or str(request.base_url).rstrip("/")
        picture = segno.make(f"{base}/j/{card.code}", error="m")
        svg = picture.svg_inline(scale=6, border=2, dark="#2b2620", light="#ffffff")
        return Response(
            svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1),
            media_type="image/svg+xml",
            headers={"cache-control": "no-store"},
        )


def _title(premise: str) -> str:
    """A working title: the first clause of the premise, or its first words; the host can give another."""
    words = " ".join(premise.split()).split(" ")
    clause = next((n for n, word in enumerate(words[:9], 1) if n > 1 and word[-1:] in ",;:.!?…"), 0)
    if clause or len(words) <= 6:
        return " ".join(words[: clause or 6]).rstrip(",;:.…")[:60].strip() or "…"
    return " ".join(words[:6])[:60] + "…"


def refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return answer(refusal_of(error), error.status)


def unsaved(request: Request, error: Exception) -> Response:
    """PostgreSQL had a bad moment: that is an answer too, and the page tries again."""
    if not store.lost_connection(error):
        raise error
    log.warning("request.failed", error=type(error).__name__)
    return answer(refusal_of(Busy()), Busy.status)
