"""A small client of the HTTP API, typed by the protocol's own models.

    async with Roundtale("https://story.example", key) as tale:
        room = await tale.create("A lamp that sings.", as_name="Amina")
        await tale.command(room.id, SubmitTurn(op=uuid4(), turn=1, text="Once."))
        async for event in tale.events(room.id): ...

``docs/api.md`` tells how to come by a key. For what happens as it happens, open a socket: ``docs/sockets.md``.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from types import TracebackType
from typing import Any, Self, TypeVar
from uuid import UUID, uuid4

import httpx2
from pydantic import BaseModel, ValidationError

from rooms.errors import REFUSALS, Broken, Refused
from rooms.protocol import (
    AnyEvent,
    ChatLine,
    ChatPage,
    Command,
    EventPage,
    Me,
    ModeName,
    NewRoom,
    Passage,
    PassagePage,
    Receipt,
    Refusal,
    RoomCard,
    Rules,
    Snapshot,
    TakeSeat,
    Ticket,
)

M = TypeVar("M", bound=BaseModel)
TRIES = 5
"""A busy server is asked this often, with a growing pause: about six seconds."""
PAUSE_SECONDS = 0.4


class Roundtale:
    """The house at ``base``, as the person whose key is shown.

    Every method raises ``Refused`` (of the class that the house named, with its args), and ``httpx2.HTTPError`` where
    the house cannot be reached. What changes something carries an ``op``, so that trying again repeats nothing.
    """

    def __init__(self, base: str, key: str, transport: httpx2.AsyncBaseTransport | None = None) -> None:
        headers = {"authorization": f"Bearer {key}"}
        self._http = httpx2.AsyncClient(base_url=base, headers=headers, timeout=15, transport=transport)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def me(self) -> Me:
        return await self._get(Me, "/api/me")

    async def create(
        self, premise: str, as_name: str, mode: ModeName = "free", rules: Rules | None = None, **more: Any
    ) -> RoomCard:
        """Start a story. ``more``: the other fields of ``NewRoom``."""
        new = NewRoom(op=uuid4(), name=as_name, premise=premise, mode=mode, rules=rules or Rules(), **more)
        return await self._post(RoomCard, "/api/rooms", new)

    async def find(self, code: str) -> RoomCard:
        """What is told of a room to whoever has its code."""
        return await self._get(RoomCard, f"/api/codes/{code}")

    async def join(self, room: UUID, as_name: str, code: str | None = None) -> Receipt:
        """Take a seat, or come back to one's own."""
        asked = TakeSeat(op=uuid4(), as_name=as_name, code=code)
        return await self._post(Receipt, f"/api/rooms/{room}/commands/room.join", asked)

    async def command(self, room: UUID, command: Command) -> Receipt:
        """Give any command of ``rooms.protocol.COMMANDS`` that needs no socket."""
        return await self._post(Receipt, f"/api/rooms/{room}/commands/{command.name}", command)

    async def view(self, room: UUID) -> Snapshot:
        """The room as it is now."""
        return await self._get(Snapshot, f"/api/rooms/{room}/view")

    async def ticket(self, room: UUID) -> Ticket:
        """What opens one socket."""
        return await self._send(Ticket, "POST", f"/api/rooms/{room}/ticket", b"{}")

    async def events(self, room: UUID, after: int = 0) -> AsyncIterator[AnyEvent]:
        """Everything that happened after ``after`` until now, oldest first."""
        following: int | None = after
        while following is not None:
            page = await self._get(EventPage, f"/api/rooms/{room}/events", after=following)
            for event in page.events:
                yield event
            following = page.next

    async def passages(self, room: UUID, branch: int | None = None) -> list[tuple[Passage, dict[int, str]]]:
        """The whole story, oldest first: each passage with the words of its versions and notes, by their ids."""
        told: list[tuple[Passage, dict[int, str]]] = []
        asked: dict[str, int] = {} if branch is None else {"branch": branch}
        while True:
            page = await self._get(PassagePage, f"/api/rooms/{room}/passages", **asked)
            words: dict[int, dict[int, str]] = {}
            for text in page.texts:
                words.setdefault(text.passage, {})[text.version] = text.text
            told = [(passage, words.get(passage.id, {})) for passage in page.passages] + told
            if page.next is None:
                return told
            asked["before"] = page.next

    async def chat(self, room: UUID) -> list[ChatLine]:
        """Everything said aside, oldest first."""
        page = await self._get(ChatPage, f"/api/rooms/{room}/chat")
        lines = page.chat
        while page.next is not None:
            page = await self._get(ChatPage, f"/api/rooms/{room}/chat", before=page.next)
            lines = page.chat + lines
        return list(lines)

    async def record(self, room: UUID, passage: int, version: int, recording: bytes) -> Receipt:
        """Add a recording of yourself reading a version of a passage aloud: WAV, Ogg, FLAC or MP3."""
        path = f"/api/rooms/{room}/passages/{passage}/recordings?op={uuid4()}&version={version}"
        return Receipt.model_validate_json((await self._ask("POST", path, recording, type="audio/wav")).content)

    async def media(self, room: UUID, file: UUID) -> bytes:
        """A file of a picture or a voice, by its id in ``Made.files``."""
        return (await self._ask("GET", f"/api/rooms/{room}/media/{file}")).content

    async def _get(self, answers: type[M], path: str, **query: int) -> M:
        return await self._send(answers, "GET", path, params=query)

    async def _post(self, answers: type[M], path: str, asked: BaseModel) -> M:
        return await self._send(answers, "POST", path, asked.model_dump_json().encode())

    async def _send(
        self, answers: type[M], method: str, path: str, body: bytes | None = None, params: dict[str, int] | None = None
    ) -> M:
        return answers.model_validate_json((await self._ask(method, path, body, params)).content)

    async def _ask(
        self, method: str, path: str, body: bytes | None = None, params: dict[str, int] | None = None,
        type: str = "application/json",
    ) -> httpx2.Response:  # fmt: skip
        more: dict[str, Any] = {"params": params} if params else {}
        headers = {"content-type": type} if body is not None else {}
        for tried in range(TRIES):
            response = await self._http.request(
                method, path, content=body, headers=headers, follow_redirects=True, **more
            )
            if response.status_code != 503 or tried == TRIES - 1:
                break
            await asyncio.sleep(PAUSE_SECONDS * 2**tried)
        if response.is_success:
            return response
        raise _refused(response)


def _refused(response: httpx2.Response) -> Refused:
    """The house's no, as the class it is."""
    try:
        said = Refusal.model_validate_json(response.content)
        return REFUSALS[said.code](**said.args)
    except (ValidationError, KeyError):
        response.raise_for_status()
        return Broken()
