"""The HTTP edge: who am I, start a room, find one by its code, get a ticket, read what is older."""

from __future__ import annotations

import secrets
from uuid import UUID, uuid4

import segno
import structlog
from sqlmodel import select
from starlette.requests import Request
from starlette.responses import Response

from rooms import store
from rooms.errors import (
    BadMessage,
    Banned,
    HostOnly,
    NoSuchBranch,
    NoSuchLink,
    NoSuchRoom,
    NotHere,
    OnlyByCookie,
    SignedOut,
    TooManyGuesses,
)
from rooms.live import LiveRoom
from rooms.protocol import (
    CODE_ALPHABET,
    AskTicket,
    ChatPage,
    ChatQuery,
    EventPage,
    EventQuery,
    JoinRoom,
    Me,
    NameMe,
    PassagePage,
    PassageQuery,
    RoomCard,
    Snapshot,
    Ticket,
)
from rooms.room import on_branch
from rooms.service import RoomService
from rooms.settings import Settings
from rooms.tables import RoomRow
from server.api.endpoints import Endpoint, answer, body, query
from server.api.keys import key_of
from server.doors import Doors
from server.identity import Identity, Invited, Person
from server.people import People, address_of

log = structlog.get_logger()
CODE_LENGTH = 8


def typed_code(given: str) -> str:
    """A code as people type it: any case, with or without a dash or blanks."""
    code = given.upper().replace("-", "").replace(" ", "")
    if len(code) != CODE_LENGTH or any(letter not in CODE_ALPHABET for letter in code):
        raise NoSuchRoom
    return code


def new_code() -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


class Api:
    def __init__(self, settings: Settings, service: RoomService, people: People, identity: Identity) -> None:
        self.settings = settings
        self.service = service
        self.people = people
        self.identity = identity
        self.doors = Doors(people)

    def endpoints(self) -> list[Endpoint]:
        at, enter = "/api/rooms/{room:uuid}", (BadMessage, Banned, NotHere, NoSuchLink, TooManyGuesses)
        return [
            Endpoint("GET", "/api/me", self.me, Me, who="anybody"),
            Endpoint("POST", "/api/me", self.name_me, Me, asks=NameMe, refuses=(OnlyByCookie,), who="anybody"),
            Endpoint("GET", "/api/codes/{code}", self.by_code, RoomCard, refuses=(NoSuchRoom,), who="anybody"),
            Endpoint("GET", at, self.card, RoomCard),
            Endpoint("POST", f"{at}/ticket", self.ticket, Ticket, asks=AskTicket, refuses=enter),
            Endpoint("GET", f"{at}/view", self.view, Snapshot),
            Endpoint("GET", f"{at}/events", self.events, EventPage, query=EventQuery),
            Endpoint("GET", f"{at}/passages", self.passages, PassagePage, query=PassageQuery, refuses=(NoSuchBranch,)),
            Endpoint("GET", f"{at}/chat", self.chat, ChatPage, query=ChatQuery),
            Endpoint("GET", f"{at}/qr.svg", self.qr, "image/svg+xml"),
        ]

    def person(self, request: Request) -> Person:
        person = self.identity.of(request)
        if person is None:
            raise SignedOut
        return person

    async def me(self, request: Request) -> Response:
        """Who you are, by the cookie or the key that you show; nobody yet where you show none."""
        known = self.identity.of(request)
        return answer(Me(person=known.id if known else None, name=known.name if known else None))

    async def name_me(self, request: Request) -> Response:
        """Say what name to write under. No account: the answer sets a cookie that says who you are from now on. With a
        cookie it is another name for the same person.
        """
        if key_of(request.scope) is not None:
            raise OnlyByCookie
        person = self.identity.named((await body(request, NameMe)).name, self.identity.of(request))
        response = answer(Me(person=person.id, name=person.name))
        self.identity.remember(response, person)
        return response

    async def by_code(self, request: Request) -> Response:
        """What is told of a room to whoever has its code. Codes are read as people type them."""
        person = self.identity.of(request)
        room = await self._find(request, request.path_params["code"])
        return answer(await self.told(room, person))

    async def _find(self, request: Request, given: str) -> UUID:
        """The room of a code. Wrong ones are counted by address, so that guessing ends before it pays."""
        address = address_of(request)
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

    async def told(self, room: UUID, person: Person | None) -> RoomCard:
        """What is told of a room before joining."""
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

    async def known(self, request: Request) -> tuple[LiveRoom, Person]:
        """The room as it is now, for somebody who said who they are."""
        person = self.person(request)
        return await self.service.fresh(request.path_params["room"]), person

    async def member(self, request: Request) -> tuple[LiveRoom, Person]:
        """The same for somebody with a seat in it; for all others it does not exist."""
        live, person = await self.known(request)
        if live.room.seated(person.id) is None:
            raise NoSuchRoom
        return live, person

    async def leader(self, request: Request) -> tuple[LiveRoom, Person]:
        """The same for its host and co-hosts.

        Raises:
            HostOnly: it is another member.
        """
        live, person = await self.member(request)
        if person.id != live.room.view.host and live.room.view.members[person.id].role != "cohost":
            raise HostOnly
        return live, person

    async def card(self, request: Request) -> Response:
        """What is told of a room before joining; also to who waits in the lobby, and so learns of being let in."""
        live, person = await self.known(request)
        you = live.room.view.members.get(person.id)
        if you is None or you.status not in ("in", "waiting"):
            raise NoSuchRoom
        return answer(await self.told(live.id, person))

    async def ticket(self, request: Request) -> Response:
        """Ask for a ticket, which opens one socket to the room. Whoever has no seat yet shows the code, or an
        invitation.
        """
        person = self.person(request)
        invited = await self.admit(request, person, await body(request, AskTicket))
        return answer(Ticket(ticket=self.identity.ticket(person, request.path_params["room"], invited)))

    async def admit(self, request: Request, person: Person, asked: AskTicket) -> Invited:
        """Let in who has a seat, and who shows what opens the room.

        Returns:
            The role of the invitation they came by, if they came by one.

        Raises:
            Refused: they may not come in.
        """
        room: UUID = request.path_params["room"]
        live = await self.service.fresh(room)
        known = live.room.view.members.get(person.id)
        if known is not None and known.status == "in":
            return None
        link = None if asked.invite is None else await self.doors.open(asked.invite, "invite")
        if link is not None and link.room_id != room:
            raise NoSuchLink
        if link is None and asked.code is not None and await self._find(request, asked.code) != room:
            raise NoSuchRoom
        if known is not None and known.status == "banned":
            raise Banned
        if link is None and asked.code is None:
            raise NotHere if known else NoSuchRoom
        return await self.doors.used(link) if link else None

    async def view(self, request: Request) -> Response:
        """The room as a page that opens it is sent it: its state, the last passages with their words, the last words
        said aside, and your own line or ballot that nobody else sees.
        """
        live, person = await self.member(request)
        told = await self.service.answer(live, person.id, JoinRoom(op=uuid4(), as_name=person.name))
        here = await self.service.presence.everywhere(self.service.pool, live.id)
        now = told.now.model_copy(update={"here": tuple(here)})
        return answer(told.model_copy(update={"now": now}))

    async def events(self, request: Request) -> Response:
        """Everything that happened after `after`, oldest first: the whole log from the beginning on."""
        live, _ = await self.member(request)
        asked = query(request, EventQuery)
        found = await store.since(self.service.pool, live.id, asked.after, asked.limit)
        events = tuple(r.event for r in found if r.event.seq <= live.seq)
        more = bool(events) and events[-1].seq < live.seq
        page = EventPage(events=events, head=live.seq, epoch=self.service.epoch, next=events[-1].seq if more else None)
        return answer(page)

    async def passages(self, request: Request) -> Response:
        """Passages before `before`, oldest first, with the words of all their versions and of the notes beside them."""
        live, _ = await self.member(request)
        asked, view = query(request, PassageQuery), live.room.view
        if asked.branch and asked.branch not in (fork.id for fork in view.branches):
            raise NoSuchBranch
        told = on_branch(view, asked.branch) if asked.branch is not None else lambda passage: True
        older = [passage for passage in view.passages if passage.id < asked.before and told(passage)]
        page = older[-asked.limit :]
        words = await store.texts(self.service.pool, live.id, [passage.id for passage in page])
        earlier = len(older) > len(page)
        return answer(
            PassagePage(passages=tuple(page), texts=words, earlier=earlier, next=page[0].id if earlier else None)
        )

    async def chat(self, request: Request) -> Response:
        """What was said aside before `before`, oldest first."""
        live, _ = await self.member(request)
        asked = query(request, ChatQuery)
        before = min(asked.before - 1, live.seq)
        _, found = await store.window(self.service.pool, live.id, before, (), asked.limit + 1)
        page = found[-asked.limit :]
        return answer(ChatPage(chat=page, next=page[0].id if len(found) > asked.limit else None))

    async def qr(self, request: Request) -> Response:
        """The join link as a picture that a camera reads."""
        live, person = await self.member(request)
        card = await self.told(live.id, person)
        base = self.settings.public_url or str(request.base_url).rstrip("/")
        picture = segno.make(f"{base}/j/{card.code}", error="m")
        svg = picture.svg_inline(scale=6, border=2, dark="#2b2620", light="#ffffff")
        return Response(
            svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1),
            media_type="image/svg+xml",
            headers={"cache-control": "no-store"},
        )
