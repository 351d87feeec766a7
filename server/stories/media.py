"""Pictures and voices of a story for those who may read it, and recordings that people send in."""

from __future__ import annotations

import tempfile
from typing import IO
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rooms import store
from rooms.decide import decide
from rooms.errors import BadMessage, Busy, NoSuchLink, NoSuchMedia, Refused, TooFast, TooLarge
from rooms.live import LiveRoom
from rooms.media import every_media
from rooms.objects import RAW, StorageFailed, file_id, key_of, place_of
from rooms.protocol import AddRecording, Receipt
from rooms.resources import RecordingQuery
from server.api.commands import SAID_NO, Commands
from server.api.endpoints import RATES, Endpoint, answer, query
from server.api.rooms import Api
from server.files import Files
from server.identity import Person
from server.stories.porting import receive
from server.wire.buckets import Buckets

IN_MEMORY = 262_144
HEAD = 12
SOUND = "audio/wav"
TENANT = "select tenant_id from heads where room_id = $1"


class MediaRoutes:
    def __init__(self, api: Api, commands: Commands, files: Files) -> None:
        self.api = api
        self.commands = commands
        self.service = api.service
        self.files = files
        self.objects = files.objects
        self._rate = Buckets(api.settings.recordings_per_minute_person / 60, burst=60)

    def endpoints(self) -> list[Endpoint]:
        room, gone = "/api/rooms/{room:uuid}", (NoSuchMedia,)
        return [
            Endpoint("GET", f"{room}/media/{{file:uuid}}", self.media_file, "", status=302, refuses=gone),
            Endpoint(
                "GET", "/api/read/{token}/media/{file:uuid}", self.media_file_by_link, "", status=302,
                refuses=(*gone, NoSuchLink), who="anybody",
            ),
            Endpoint(
                "POST", f"{room}/passages/{{passage:int}}/recordings", self.record, Receipt, query=RecordingQuery,
                takes=SOUND, status=201, refuses=(*SAID_NO, TooLarge), most_bytes="recording_bytes",
            ),
        ]  # fmt: skip

    # Out.

    async def media_file(self, request: Request) -> Response:
        """A file of a picture or a voice of the story, by its id. The answer leads to where it is for some minutes."""
        live, _ = await self.api.member(request)
        return await self._lead(request, live)

    async def media_file_by_link(self, request: Request) -> Response:
        """The same, for whoever has a link to read."""
        link = await self.api.doors.open(request.path_params["token"], "read")
        return await self._lead(request, await self.service.fresh(link.room_id))

    async def _lead(self, request: Request, live: LiveRoom) -> Response:
        """Only to what stands in the story now: what was taken back has no way to it any more."""
        asked: UUID = request.path_params["file"]
        for media in every_media(live.room.view):
            for file in media.made.files if media.made else ():
                if file.id == asked:
                    place = place_of(media.kind, media.passage, media.character)
                    key = key_of(await self._tenant(live), live.id, place, file.id, file.type)
                    path, seconds = self.files.link(key)
                    headers = {"cache-control": f"private, max-age={seconds}", "vary": "Cookie, Authorization"}
                    return RedirectResponse(path, 302, headers)
        raise NoSuchMedia

    async def _tenant(self, live: LiveRoom) -> UUID:
        tenant: UUID = await self.service.pool.fetchval(TENANT, live.id)
        return tenant

    # In.

    async def record(self, request: Request) -> Response:
        """Add a recording of yourself reading a passage aloud, which is the body: WAV, Ogg, FLAC or MP3. What the room
        keeps is made of it, and then the passage has it.
        """
        with self.commands.counted(request, AddRecording) as told:
            live, person = await self.api.member(request)
            asked, passage = query(request, RecordingQuery), request.path_params["passage"]
            source = file_id({"op": str(asked.op), "by": str(person.id)}, "recording")
            command = AddRecording(op=asked.op, passage=passage, version=asked.version, source=source)
            known = await store.answered(self.service.pool, live.id, person.id, asked.op)
            if known is not None:
                return answer(Receipt(seq=known), 201)
            request.scope[RATES] = {"recordings-person": (self._rate, person.id)}
            decide(live.room, person.id, command, self.service.presence.moment(live.id))
            if wait := self._rate.take(person.id):
                raise TooFast(seconds=wait)
            with tempfile.SpooledTemporaryFile(IN_MEMORY) as body:
                await receive(request, body)
                return await self._keep(request, live, person, command, told, body)

    async def _keep(
        self, request: Request, live: LiveRoom, person: Person, command: AddRecording, told: dict[str, object],
        body: IO[bytes],
    ) -> Response:  # fmt: skip
        """First the file, then the word of it; a file of which nothing was said goes again."""
        if not is_recording(body.read(HEAD)):
            raise BadMessage(field="body", problem="is no recording that can be read: WAV, Ogg, FLAC or MP3")
        body.seek(0)
        key = key_of(await self._tenant(live), live.id, place_of("recording", command.passage), command.source, RAW)
        try:
            await self.objects.put(key, body)
            try:
                return await self.commands.handle(request, person, command, told, 201)
            except Busy:
                raise
            except Refused:
                if await store.answered(self.service.pool, live.id, person.id, command.op) is None:
                    await self.objects.delete(key)
                raise
        except StorageFailed:
            raise Busy from None


def is_recording(head: bytes) -> bool:
    """Whether a file begins as one of those that are read: whether it is one is found out by who reads it."""
    if head[:4] == b"RIFF":
        return head[8:12] == b"WAVE"
    mp3 = len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0 and head[1] & 0x06 != 0
    return head[:4] in (b"OggS", b"fLaC") or head[:3] == b"ID3" or mp3
