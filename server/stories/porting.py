"""Whole rooms going out as a file, and coming in from one."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import IO, Any
from urllib.parse import quote
from uuid import UUID, uuid5

import asyncpg
from pydantic import ValidationError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse

from rooms import archive, store
from rooms.ages import BANDS
from rooms.cover import cover_of
from rooms.decide import decide
from rooms.errors import BadMessage, BadStoryFile, NotFitting, StoryNotFitting, TooLarge, TooPrivate
from rooms.live import LiveRoom
from rooms.protocol import AdoptRoom, own_language
from rooms.rereading import read_again
from rooms.resources import Imported, ImportQuery
from rooms.room import Recorded, Room, apply
from rooms.settings import Settings
from rooms.vetting import Unfit, vet
from server.api.endpoints import Endpoint, answer, query
from server.api.rooms import Api, new_code
from server.identity import Person
from server.wire.reading import problem_in

NDJSON = "application/x-ndjson"
AT_ONCE = 250
"""Events read, checked and written between two looks at what else there is to do: some 20 ms."""
LINE_BYTES = 131_072
"""The longest line: the words of a passage, escaped, and a full vote beside."""
IN_MEMORY = 1_048_576
FOUND = """
select r.code, c.title, h.passages, r.id from rooms r join heads h on h.room_id = r.id join covers c on c.room_id = r.id
where r.id = $1
"""


class Porting:
    def __init__(self, api: Api) -> None:
        self.api = api
        self.settings = api.settings
        self.service = api.service
        self._one = asyncio.Lock()
        """A file that comes in is work for seconds: one after the other."""

    def endpoints(self) -> list[Endpoint]:
        return [
            Endpoint("GET", "/api/rooms/{room:uuid}/export", self.export_room, NDJSON, who="leader"),
            Endpoint(
                "POST", "/api/rooms/import", self.import_room, Imported, query=ImportQuery, takes=NDJSON, status=201,
                refuses=(BadStoryFile, TooLarge, NotFitting, TooPrivate), who="person", most_bytes="import_bytes",
            ),
        ]  # fmt: skip

    # Out.

    async def export_room(self, request: Request) -> Response:
        """The whole room as one `.roundtale` file: every event with its words, in the format of docs/format.md.
        Hidden lines and secret votes are not in it.
        """
        live, _ = await self.api.leader(request)
        room = live.room
        whole = hashlib.sha256()
        async for lines in self._lines(live, room.seq):
            whole.update(lines)
        header = archive.Header(
            format="roundtale", version=1, room=live.id, epoch=self.service.epoch, events=room.seq,
            sha256=whole.hexdigest(),
        )  # fmt: skip

        async def told() -> AsyncIterator[bytes]:
            yield archive.canonical(header.model_dump(mode="json")) + b"\n"
            async for lines in self._lines(live, room.seq):
                yield lines

        name = quote(f"{room.view.title.replace('/', '-')}.roundtale", safe="")
        headers = {"cache-control": "no-store", "content-disposition": f"attachment; filename*=UTF-8''{name}"}
        return StreamingResponse(told(), media_type=NDJSON, headers=headers)

    async def _lines(self, live: LiveRoom, end: int) -> AsyncIterator[bytes]:
        """The events up to ``end``, which never change."""
        seq = 0
        while seq < end:
            log = await store.since(self.service.pool, live.id, seq, min(AT_ONCE, end - seq))
            yield b"".join(archive.line_of(recorded) for recorded in log)
            seq = log[-1].event.seq

    # In.

    async def import_room(self, request: Request) -> Response:
        """Make a room of a `.roundtale` file, plain or gzipped, which is the body. You become its host; nobody else of
        the file has a seat. It keeps its id when that is free here. Either all of it comes in, or nothing does.
        """
        person = self.api.person(request)
        asked = query(request, ImportQuery)
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as body:
            await receive(request, body)
            async with self._one:
                return answer(await self._take_in(person, asked.op, body), 201)

    async def _take_in(self, person: Person, op: UUID, body: IO[bytes]) -> Imported:
        reading = Reading(self.settings, _unpacked(body, self.settings.import_bytes))
        header = reading.header()
        candidates = (header.room, uuid5(person.id, f"import {op}"))
        async with self.service.pool.acquire(timeout=3) as connection:
            try:
                async with connection.transaction():
                    room, known = await _reserve(connection, candidates, person, op)
                    if not known:
                        after = await self._copy(connection, reading, room)
                        await _fits_its_age(connection, after)
                        await self._adopt(connection, after, person, op)
            except asyncpg.UniqueViolationError:
                raise BadMessage(field="op", problem="is in the file already") from None
            return await self._told(connection, room, header)

    async def _copy(self, connection: Any, reading: Reading, room: UUID) -> Room:
        """Append what the file tells, as it was."""
        seq = 0
        for log in reading.events(room, self.service.presence.now()):
            await store.append(connection, [store.Append(room, seq, log, history=True)])
            seq += len(log)
            await asyncio.sleep(0)
        assert reading.room is not None
        return reading.room

    async def _adopt(self, connection: Any, room: Room, person: Person, op: UUID) -> None:
        command = AdoptRoom(op=op, host_name=person.name)
        decision = decide(room, person.id, command, self.service.presence.moment(room.view.id))
        assert decision.after is not None
        cover = cover_of(decision.after.view)
        await store.append(connection, [store.Append(room.view.id, room.seq, decision.events, cover)])
        await store.checkpoint(connection, decision.after)

    async def _told(self, connection: Any, room: UUID, header: archive.Header) -> Imported:
        row = await connection.fetchrow(FOUND, room)
        return Imported(
            id=room, code=row["code"], title=row["title"], passages=row["passages"], events=header.events,
            sha256=header.sha256, same_id=room == header.room,
        )  # fmt: skip


async def _fits_its_age(connection: Any, room: Room) -> None:
    """What comes in for minors is read before anybody joins.

    Raises:
        BadStoryFile: it is not for them.
    """
    view = room.view
    if BANDS[view.rules.age].minors:
        if own_language(view.language) is None:
            problem = f"stories in it cannot be read for ages {view.rules.age} here"
            raise BadStoryFile(line=0, field="language", problem=problem)
        try:
            await read_again(connection, view.id, 0, view.rules.age, view.language)
        except StoryNotFitting as found:
            problem = f"“{found.args_for_page['found']}” does not fit ages {view.rules.age}"
            raise BadStoryFile(line=0, field=str(found.args_for_page["field"]), problem=problem) from None


async def receive(request: Request, body: IO[bytes]) -> None:
    """Write a request's body into a file as it comes, and go back to its beginning.

    Raises:
        BadMessage: it does not come whole.
    """
    try:
        async for chunk in request.stream():
            body.write(chunk)
    except ClientDisconnect:
        raise BadMessage(field="body", problem="was cut off") from None
    body.seek(0)


def _unpacked(body: IO[bytes], most: int) -> Iterator[bytes]:
    """Line by line, and never more than ``most`` bytes, however small they were packed.

    Raises:
        BadStoryFile: a line is too long, or it cannot be unpacked.
        TooLarge: it is more.
    """
    packed = body.read(2) == b"\x1f\x8b"
    body.seek(0)
    lines: Any = gzip.GzipFile(fileobj=body, mode="rb") if packed else body
    total = number = 0
    while True:
        number += 1
        try:
            line: bytes = lines.readline(LINE_BYTES + 1)
        except (OSError, EOFError, ValueError):
            raise BadStoryFile(line=number, field="file", problem="cannot be unpacked") from None
        if not line:
            return
        total += len(line)
        if total > most:
            raise TooLarge
        if len(line) > LINE_BYTES:
            raise BadStoryFile(line=number, field="line", problem="is too long")
        yield line


async def _reserve(connection: Any, candidates: tuple[UUID, ...], person: Person, op: UUID) -> tuple[UUID, bool]:
    """Make the first rows of the room, under the first id that is free. Another process that takes in the same file is
    waited for.

    Returns:
        Its id, and whether this op has made it already.
    """
    for room in candidates:
        made = await connection.fetchval(
            "insert into rooms (id, tenant_id, code, created_by) values ($1, $2, $3, $4) on conflict do nothing "
            "returning id",
            room, person.tenant, new_code(), person.id,
        )  # fmt: skip
        if made is not None:
            await connection.execute(
                "insert into heads (room_id, tenant_id, seq) values ($1, $2, 0)", room, person.tenant
            )
            return room, False
        if await store.answered(connection, room, person.id, op) is not None:
            return room, True
    raise BadMessage(field="op", problem="was used for something else")


@dataclass
class Reading:
    """A file on its way in. ``room`` is what it tells, as far as it was read."""

    settings: Settings
    lines: Iterator[bytes]
    room: Room | None = None
    _expected: archive.Header | None = None

    def header(self) -> archive.Header:
        """The first line.

        Raises:
            BadStoryFile: it is none of ours.
        """
        try:
            header = archive.Header.model_validate_json(next(self.lines, b""))
        except ValidationError as error:
            raise _wrong(1, error) from None
        if header.events > self.settings.import_events:
            raise BadStoryFile(line=1, field="events", problem=f"{self.settings.import_events} is the most")
        self._expected = header
        return header

    def events(self, room: UUID, now: Any) -> Iterator[list[Recorded]]:
        """What follows, checked and folded, some at a time.

        Raises:
            BadStoryFile: a line is no event, or does not follow from those before; or it is not all that was written.
        """
        assert self._expected is not None
        whole, chunk, number = hashlib.sha256(), [], 1
        seen: set[tuple[UUID | None, UUID]] = set()
        for number, line in enumerate(self.lines, 2):
            if number - 1 > self._expected.events:
                raise BadStoryFile(line=number, field="file", problem="has more events than its first line says")
            recorded = self._next(number, line, room, now)
            if recorded.op is not None and (recorded.by, recorded.op) in seen:
                raise BadStoryFile(line=number, field="op", problem="is there twice")
            if recorded.op is not None:
                seen.add((recorded.by, recorded.op))
            whole.update(archive.line_of(recorded))
            chunk.append(recorded)
            if len(chunk) == AT_ONCE:
                yield chunk
                chunk = []
        if number - 1 != self._expected.events or whole.hexdigest() != self._expected.sha256:
            raise BadStoryFile(line=number, field="file", problem="is not all that was written, or was changed")
        if chunk:
            yield chunk

    def _next(self, number: int, line: bytes, room: UUID, now: Any) -> Recorded:
        try:
            recorded = archive.recorded_of(line, room)
            vet(self.room, recorded.event, self.settings, now)
            self.room = apply(self.room, recorded)
        except ValidationError as error:
            raise _wrong(number, error) from None
        except Unfit as unfit:
            raise BadStoryFile(line=number, field=unfit.field, problem=unfit.problem) from None
        except (ValueError, KeyError, IndexError, RecursionError):
            raise BadStoryFile(line=number, field="event", problem="does not follow from those before") from None
        return recorded


def _wrong(line: int, error: ValidationError) -> BadStoryFile:
    """Cut short: a field that is not known has whatever name the file gives it."""
    found = problem_in(error).args_for_page
    return BadStoryFile(line=line, field=str(found["field"])[:80], problem=str(found["problem"])[:120])
