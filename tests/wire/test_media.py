"""Files of a story over HTTP: who is led to one, what a link opens and for how long, and recordings that come in."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import aiohttp
import pytest

import server.stories.media
from rooms.errors import NoSuchMedia, NoSuchVersion
from rooms.objects import RAW, StorageFailed, key_of, place_of, prefix_of
from rooms.protocol import AskMedia, BeginMedia, FinishMedia, Made, MediaFile
from rooms.tables import GUESTS
from server.api.client import Roundtale
from server.files import Files
from tests.wire.client import Person, Tab, Wire, serving
from tests.wire.test_keeping import made_link

PLATE = bytes(range(256)) * 5
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(2000)


@dataclass
class Stage:
    wire: Wire
    host: Person
    room: dict[str, Any]
    tab: Tab
    passage: int
    made: dict[str, MediaFile] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)

    @property
    def id(self) -> UUID:
        return UUID(self.room["id"])

    async def make(self, kind: str, type: str, content: bytes, passage: int | None = None, **ask: Any) -> MediaFile:
        """What a worker does, without one."""
        service = self.wire.house.service
        asking = AskMedia.model_validate({"op": uuid4(), "kind": kind, "passage": passage, **ask})
        await service.handle(self.id, self.host.id, asking)
        live = await service.fresh(self.id)
        shelf = live.room.passage(passage).media if passage else live.room.view.media  # type: ignore[union-attr]
        media = shelf[-1]
        file = MediaFile.model_validate({"id": uuid4(), "type": type, "bytes": len(content)})
        place = place_of(media.kind, media.passage, media.character)
        await self.wire.house.files.objects.put(key_of(GUESTS, self.id, place, file.id, type), content)
        await service.handle(self.id, None, BeginMedia(op=uuid4(), media=media.id, attempt=1))
        made = Made(files=(file,), provider="hands")
        await service.handle(self.id, None, FinishMedia(op=uuid4(), media=media.id, attempt=1, made=made))
        self.made[kind], self.ids[kind] = file, media.id
        return file

    def path(self, file: UUID) -> str:
        return f"/api/rooms/{self.room['id']}/media/{file}"

    async def link(self, file: MediaFile, person: Person | None = None) -> str:
        status, _, headers = await (person or self.host).ask("GET", self.path(file.id))
        assert status == 302
        return headers["location"]

    async def stored(self, place: str) -> list[str]:
        objects = self.wire.house.files.objects
        return [each.key async for each in objects.list(prefix_of(GUESTS, self.id, place))]


async def begun(wire: Wire, **more: Any) -> Stage:
    host = await wire.person()
    room = await host.begin(**more)
    tab = await host.enter(room)
    passage = (await tab.write("She opened the lamp."))["seq"]
    return Stage(wire, host, room, tab, passage)


@pytest.fixture
async def stage(wire: Wire) -> AsyncIterator[Stage]:
    made = await begun(wire)
    yield made
    await made.tab.leave()


async def fetched(wire: Wire, path: str, method: str = "GET", **headers: str) -> tuple[int, bytes, Mapping[str, str]]:
    """By somebody without a cookie, as bytes and as they come."""
    anybody = await wire.person(None)
    async with (
        aiohttp.ClientSession(auto_decompress=False) as session,
        session.request(method, wire.base + path, headers=anybody.headers() | headers) as answer,
    ):
        return answer.status, await answer.read(), answer.headers.copy()


async def test_a_member_is_led_to_a_file(stage: Stage) -> None:
    """D215: whoever has a seat is led to each file of the story, of passages, of characters and the cover; the way is
    the same for minutes, and the file comes with headers that keep it what it is.
    """
    for kind, of in (("plate", {"passage": stage.passage}), ("cover", {}), ("portrait", {"character": "The Lamp"})):
        file = await stage.make(kind, "image/webp", kind.encode(), **of)
        link = await stage.link(file)
        assert link == await stage.link(file)
        status, body, headers = await fetched(stage.wire, link)
        assert (status, body, headers["content-type"]) == (200, kind.encode(), "image/webp")
        assert headers["etag"] == f'"{file.id}"'
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["cache-control"] == "private, max-age=31536000, immutable"
        assert headers["content-disposition"] == f'inline; filename="{file.id}.webp"'
        status, body, _ = await fetched(stage.wire, link, **{"if-none-match": f'"{file.id}"'})
        assert (status, body) == (304, b"")
    _, _, headers = await stage.host.ask("GET", stage.path(file.id))
    kept = int(headers["cache-control"].removeprefix("private, max-age="))
    assert 0 < kept <= stage.wire.settings.media_link_seconds / 2
    assert "Cookie" in headers["vary"]


async def test_who_is_not_in_the_room_is_led_nowhere(stage: Stage) -> None:
    """D216: strangers, those who left and those who have no name are led nowhere, and learn nothing of the room; nor
    does a room lead to the files of another.
    """
    file = await stage.make("plate", "image/webp", PLATE, stage.passage)
    gone = await stage.wire.person("Gone")
    tab = await gone.enter(stage.room)
    assert (await gone.get(stage.path(file.id)))[0] == 302
    await tab.call("room.leave")
    stranger, nobody = await stage.wire.person("Stranger"), await stage.wire.person(None)
    expected = ((gone, (404, "no_such_room")), (stranger, (404, "no_such_room")), (nobody, (401, "signed_out")))
    for person, said in expected:
        status, answer = await person.get(stage.path(file.id))
        assert (status, answer["code"]) == said
    theirs = await stranger.begin()
    status, answer = await stranger.get(f"/api/rooms/{theirs['id']}/media/{file.id}")
    assert (status, answer["code"]) == (404, "no_such_media")
    await tab.leave()


async def test_a_key_leads_as_its_person_does(stage: Stage) -> None:
    """D217: an API key leads where its person may go."""
    file = await stage.make("voice", "audio/ogg", b"OggS and more", stage.passage)
    _, made = await stage.host.post("/api/keys", {"name": "player"})
    nobody = await stage.wire.person(None)
    status, _, headers = await nobody.ask(
        "GET", stage.path(file.id), headers={"Authorization": f"Bearer {made['key']}"}
    )
    assert status == 302
    status, body, headers = await fetched(stage.wire, headers["location"])
    assert (status, body, headers["content-type"]) == (200, b"OggS and more", "audio/ogg")


async def test_a_reading_link_leads_to_what_is_read(stage: Stage) -> None:
    """D218: a reading link leads to the files of its story until it is revoked, and to no others; an invitation to
    none.
    """
    file = await stage.make("plate", "image/webp", PLATE, stage.passage)
    reading = await made_link(stage.host, stage.room, kind="read")
    inviting = await made_link(stage.host, stage.room, kind="invite", role="writer")
    nobody = await stage.wire.person(None)
    path = f"/api/read/{reading['token']}/media"
    status, _, headers = await nobody.ask("GET", f"{path}/{file.id}")
    assert status == 302
    assert (await fetched(stage.wire, headers["location"]))[:2] == (200, PLATE)
    assert (await nobody.get(f"{path}/{uuid4()}"))[1]["code"] == "no_such_media"
    assert (await nobody.get(f"/api/read/{inviting['token']}/media/{file.id}"))[1]["code"] == "no_such_link"
    other = await begun(stage.wire)
    theirs = await made_link(other.host, other.room, kind="read")
    assert (await nobody.get(f"/api/read/{theirs['token']}/media/{file.id}"))[1]["code"] == "no_such_media"
    await stage.host.ask("DELETE", f"/api/rooms/{stage.room['id']}/links/{reading['id']}")
    assert (await nobody.get(f"{path}/{file.id}"))[1]["code"] == "no_such_link"
    await other.tab.leave()


async def test_a_link_opens_one_file_for_some_minutes(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """D219: a link opens one file for some minutes: changed in any of its parts, or too old, it opens nothing."""
    file = await stage.make("plate", "image/webp", PLATE, stage.passage)
    link = await stage.link(file)
    _, _, until, signature, tenant, room, place, name = link.split("/")
    parts = ["", "media", until, signature, tenant, room, place, name]
    wrong = {
        2: [str(int(until) + 1), "0", "x", "", "9" * 13, "٣", f"{until} ", f"+{until}"],
        3: [signature[:-1] + ("0" if signature[-1] != "0" else "1"), signature[:-1], "", "é", signature.upper()],
        4: [str(uuid4()), ""],
        5: [str(uuid4()), room.upper()],
        6: ["p1", "cover", "..", f"{place}/x"],
        7: [f"{uuid4()}.webp", name.replace("webp", "json"), name.replace("webp", "raw"), "", f"..%2f{name}"],
    }
    for place_in, values in wrong.items():
        for value in values:
            changed = "/".join([*parts[:place_in], value, *parts[place_in + 1 :]])
            status, body, _ = await fetched(stage.wire, changed)
            assert status == 404, changed
            assert PLATE not in body
    files = stage.wire.house.files
    now = files._now
    seconds = stage.wire.settings.media_link_seconds
    monkeypatch.setattr(files, "_now", lambda: now() + timedelta(seconds=seconds / 2 - 1))
    assert (await fetched(stage.wire, link))[0] == 200
    monkeypatch.setattr(files, "_now", lambda: now() + timedelta(seconds=seconds + 1))
    status, body, _ = await fetched(stage.wire, link)
    assert (status, b"no_such_link" in body) == (404, True)
    assert (await fetched(stage.wire, await stage.link(file)))[0] == 200


async def test_another_secret_signs_nothing_here(stage: Stage) -> None:
    """D220: a link of a house with another secret opens nothing, and what came in raw is not shown by any link."""
    file = await stage.make("plate", "image/webp", PLATE, stage.passage)
    key = (await stage.link(file)).split("/", 4)[4]
    other = Files(
        stage.wire.settings.model_copy(update={"secret": "another secret of 32 letters"}), stage.wire.house.files._now
    )
    assert (await fetched(stage.wire, other.link(key)[0]))[0] == 404
    assert (await fetched(stage.wire, stage.wire.house.files.link(key)[0]))[0] == 200
    raw = key_of(GUESTS, stage.id, "p1", uuid4(), RAW)
    await stage.wire.house.files.objects.put(raw, b"canary")
    status, body, _ = await fetched(stage.wire, stage.wire.house.files.link(raw)[0])
    assert (status, b"canary" in body) == (404, False)


@pytest.mark.parametrize(
    ("asked", "status", "start", "end"),
    [
        ("bytes=0-0", 206, 0, 1),
        ("bytes=100-199", 206, 100, 200),
        ("bytes=1200-", 206, 1200, 1280),
        ("bytes=1270-99999", 206, 1270, 1280),
        ("bytes=-80", 206, 1200, 1280),
        ("bytes=0-", 206, 0, 1280),
        ("bytes=-99999", 206, 0, 1280),
        ("bytes=5-2", 200, 0, 1280),
        ("bytes=0-1,5-6", 200, 0, 1280),
        ("bytes=-", 200, 0, 1280),
        ("chapters=1-2", 200, 0, 1280),
        ("bytes=" + "9" * 40 + "-", 200, 0, 1280),
    ],
)
async def test_parts_of_a_file(stage: Stage, asked: str, status: int, start: int, end: int) -> None:
    """D221: one range of bytes is answered with just these; what is no such range with the whole file; nothing is
    packed again on its way.
    """
    file = await stage.make("voice", "audio/ogg", PLATE, stage.passage)
    link = await stage.link(file)
    got, body, headers = await fetched(stage.wire, link, range=asked, **{"accept-encoding": "gzip"})
    assert (got, body) == (status, PLATE[start:end])
    assert headers["accept-ranges"] == "bytes"
    assert headers["content-length"] == str(end - start)
    assert "content-encoding" not in headers
    assert headers.get("content-range") == (f"bytes {start}-{end - 1}/1280" if status == 206 else None)


async def test_parts_that_are_not_there(stage: Stage) -> None:
    """D222: a part behind the end is refused with the size; a part of what has changed is answered with all of it; and
    a head comes without a body.
    """
    file = await stage.make("voice", "audio/mpeg", PLATE, stage.passage)
    link = await stage.link(file)
    for asked in ("bytes=1280-", "bytes=5000-6000", "bytes=-0"):
        status, body, headers = await fetched(stage.wire, link, range=asked)
        assert (status, body, headers["content-range"]) == (416, b"", "bytes */1280")
    status, body, _ = await fetched(stage.wire, link, range="bytes=0-9", **{"if-range": f'"{file.id}"'})
    assert (status, body) == (206, PLATE[:10])
    status, body, _ = await fetched(stage.wire, link, range="bytes=0-9", **{"if-range": '"other"'})
    assert (status, body) == (200, PLATE)
    status, body, headers = await fetched(stage.wire, link, "HEAD")
    assert (status, body, headers["content-length"], headers["content-type"]) == (200, b"", "1280", "audio/mpeg")
    assert (await fetched(stage.wire, link, "POST"))[0] == 405


async def test_a_file_of_many_pieces_comes_whole(stage: Stage) -> None:
    """D223: a file of many pieces comes whole, and any part of it."""
    content = bytes(range(251)) * 5000
    file = await stage.make("voice", "audio/ogg", content, stage.passage)
    link = await stage.link(file)
    assert (await fetched(stage.wire, link))[1] == content
    assert (await fetched(stage.wire, link, range="bytes=262143-524289"))[1] == content[262143:524290]


async def test_storage_that_fails(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """W347: where storage fails before a file began the answer says so, and nothing keeps that; where it fails on the
    way the connection breaks off, so that nobody takes half a file for the whole.
    """
    file = await stage.make("voice", "audio/ogg", PLATE, stage.passage)
    link, objects = await stage.link(file), stage.wire.house.files.objects

    async def fails(*asked: object) -> int:
        raise StorageFailed

    async def half(key: str, start: int, end: int) -> AsyncIterator[bytes]:
        yield PLATE[:100]
        raise StorageFailed

    monkeypatch.setattr(objects, "stream", half)
    with pytest.raises(aiohttp.ClientPayloadError):
        await fetched(stage.wire, link)
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == [
        "ASGI callable returned without completing response."
    ]
    caplog.clear()
    monkeypatch.setattr(objects, "size", fails)
    status, body, headers = await fetched(stage.wire, link)
    assert (status, b'"busy"' in body, headers["cache-control"]) == (503, True, "no-store")
    monkeypatch.setattr(objects, "put", fails)
    assert (await sent(stage))[1]["code"] == "busy"
    assert await recordings(stage) == []


async def test_what_was_taken_back_is_gone(stage: Stage) -> None:
    """D224: what was taken back is led to no longer, whether it or its passage was; a link from before opens nothing
    once its file is erased, nor does one to a file that never came along.
    """
    files, objects = {}, stage.wire.house.files.objects
    for kind in ("plate", "voice"):
        files[kind] = await stage.make(kind, "image/webp" if kind == "plate" else "audio/ogg", PLATE, stage.passage)
    links = {kind: await stage.link(file) for kind, file in files.items()}
    await stage.tab.call("media.remove", media=stage.ids["plate"])
    assert (await stage.host.get(stage.path(files["plate"].id)))[1]["code"] == "no_such_media"
    assert (await stage.host.get(stage.path(files["voice"].id)))[0] == 302
    assert (await stage.tab.call("passage.retract", passage=stage.passage))["ok"]
    assert (await stage.host.get(stage.path(files["voice"].id)))[1]["code"] == "no_such_media"
    await objects.delete_prefix(prefix_of(GUESTS, stage.id))
    for link in links.values():
        status, body, headers = await fetched(stage.wire, link)
        assert (status, b"no_such_media" in body) == (404, True)
        assert "immutable" not in headers["cache-control"]


async def test_a_file_of_a_room_names_no_other_rooms_files(stage: Stage) -> None:
    """W345: a room that comes in as a file shows what it names as missing, without any fault, also where it names files
    that another room of the house has.
    """
    file = await stage.make("plate", "image/webp", PLATE, stage.passage)
    _, text, _ = await stage.host.ask("GET", f"/api/rooms/{stage.room['id']}/export")
    thief = await stage.wire.person("Thief")
    path = f"/api/rooms/import?op={uuid4()}"
    status, made, _ = await thief.ask("POST", path, data=io.BytesIO(str(text).encode()))
    assert (status, made["same_id"]) == (201, False), made
    _, view = await thief.get(f"/api/rooms/{made['id']}/view")
    media = view["room"]["passages"][0]["media"][0]
    assert (media["state"], media["made"]["files"][0]["id"]) == ("ready", str(file.id))
    status, _, headers = await thief.ask("GET", f"/api/rooms/{made['id']}/media/{file.id}")
    assert status == 302
    status, body, _ = await fetched(stage.wire, headers["location"])
    assert (status, b"no_such_media" in body) == (404, True)
    assert (await thief.get(stage.path(file.id)))[1]["code"] == "no_such_room"


async def test_the_typed_client_hears_and_is_heard(stage: Stage) -> None:
    """W346: the typed client fetches a file, and adds a recording; what the house refuses it raises."""
    file = await stage.make("plate", "image/webp", PLATE, stage.passage)
    _, made = await stage.host.post("/api/keys", {"name": "player"})
    async with Roundtale(stage.wire.base, made["key"]) as tale:
        assert await tale.media(stage.id, file.id) == PLATE
        receipt = await tale.record(stage.id, stage.passage, stage.passage, WAV)
        assert [media.id for media in await recordings(stage)] == [receipt.seq]
        with pytest.raises(NoSuchMedia):
            await tale.media(stage.id, uuid4())
        with pytest.raises(NoSuchVersion):
            await tale.record(stage.id, stage.passage, 999, WAV)


# Recordings.


async def sent(
    stage: Stage, content: bytes = WAV, person: Person | None = None, passage: int | None = None, **changed: Any
) -> tuple[int, Any]:
    asked = {"op": str(uuid4()), "version": stage.passage} | changed
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    path = f"/api/rooms/{stage.room['id']}/passages/{passage or stage.passage}/recordings?{query}"
    headers = {"Content-Type": "audio/wav"}
    status, answer, _ = await (person or stage.host).ask("POST", path, data=io.BytesIO(content), headers=headers)
    return status, answer


async def recordings(stage: Stage) -> list[Any]:
    passage = (await stage.wire.house.service.fresh(stage.id)).room.passage(stage.passage)
    assert passage is not None
    return [media for media in passage.media if media.kind == "recording"]


async def test_a_recording_comes_in_once(stage: Stage) -> None:
    """D225: a recording comes in, is kept as it came, and is asked to be worked on; sent again with the same op it is
    the same one.
    """
    op = str(uuid4())
    status, answer = await sent(stage, op=op)
    assert status == 201, answer
    assert (await stage.tab.hears("media.asked"))["seq"] == answer["seq"]
    media = (await recordings(stage))[0]
    key = key_of(GUESTS, stage.id, f"p{stage.passage}", media.source, RAW)
    assert await stage.wire.house.files.objects.get(key) == WAV
    assert (media.by, media.version, media.state) == (stage.host.id, stage.passage, "waiting")
    assert await sent(stage, op=op) == (201, answer)
    assert await sent(stage, b"RIFFsomething else", op=op) == (201, answer)
    assert len(await recordings(stage)) == 1
    assert await stage.wire.house.files.objects.get(key) == WAV
    assert (await sent(stage))[0] == 201
    assert len(await recordings(stage)) == len(await stage.stored(f"p{stage.passage}")) == 2


@pytest.mark.parametrize(
    "content",
    [WAV, b"OggS" + bytes(90), b"fLaC" + bytes(90), b"ID3\x04" + bytes(90), b"\xff\xfb\x90\x00" + bytes(90)],
    ids=["wav", "ogg", "flac", "tagged mp3", "mp3"],
)
async def test_the_types_that_are_read(stage: Stage, content: bytes) -> None:
    """D226: WAV, Ogg, FLAC and MP3 come in."""
    assert (await sent(stage, content))[0] == 201


@pytest.mark.parametrize(
    "content",
    [b"", b"R", b"RIFF\x24\x00\x00\x00AVI fmt ", b"\x1aE\xdf\xa3webm", b"<html>", b"\x00\x00\x00\x18ftypM4A ",
     b"PK\x03\x04", b"\xff\xd8\xff\xe0 a picture"],
)  # fmt: skip
async def test_what_is_no_recording(stage: Stage, content: bytes) -> None:
    """D227: anything else is refused in words, and nothing of it is kept."""
    status, answer = await sent(stage, content)
    assert (status, answer["code"], answer["args"]["field"]) == (422, "bad_message", "body")
    assert await stage.stored(f"p{stage.passage}") == []
    assert await recordings(stage) == []


async def test_recordings_that_the_room_refuses(stage: Stage) -> None:
    """D228: too large, of a version that is not there, of no passage, where it is switched off, by somebody outside, or
    where minors read: refused in words, before anything is kept.
    """
    huge = WAV + bytes(stage.wire.settings.recording_bytes)
    assert (await sent(stage, huge))[1]["code"] == "too_large"
    assert (await sent(stage, version=999))[1]["code"] == "no_such_version"
    assert (await sent(stage, passage=999))[1]["code"] == "no_such_passage"
    assert (await sent(stage, op="x"))[0] == 422
    stranger = await stage.wire.person("Stranger")
    assert (await sent(stage, person=stranger))[1]["code"] == "no_such_room"
    off = {"rules": {"coauthor": False, "media": {"recordings": False}}}
    assert (await stage.tab.call("rules.set", **off))["ok"]
    status, answer = await sent(stage)
    assert (status, answer["code"]) == (409, "media_off")
    assert await stage.stored(f"p{stage.passage}") == []
    young = await begun(stage.wire, rules={"coauthor": False, "age": "6-9"})
    assert (await sent(young))[1]["code"] == "recordings_not_checked"
    assert await young.stored(f"p{young.passage}") == []
    await young.tab.leave()


async def test_recordings_come_slowly(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """D229: nobody sends many in a minute; who only reads sends none; what the door refuses at last
    leaves nothing behind.
    """
    guest = await stage.wire.person("Bo")
    tab = await guest.enter(stage.room)
    statuses = [(await sent(stage, person=guest))[0] for _ in range(8)]
    assert statuses == [201] * 6 + [429] * 2
    kept = await stage.stored(f"p{stage.passage}")
    assert len(kept) == 6
    reader = await stage.wire.person("Cy")
    other = await reader.enter(stage.room)
    assert (await stage.tab.call("role.give", member=str(reader.id), role="reader"))["ok"]
    assert (await sent(stage, person=reader))[1]["code"] == "readers_only"
    monkeypatch.setattr(server.stories.media, "decide", lambda *asked: None)
    assert (await stage.tab.call("rules.set", rules={"coauthor": False, "media": {"recordings": False}}))["ok"]
    assert (await sent(stage))[1]["code"] == "media_off"
    assert len(await stage.stored(f"p{stage.passage}")) == len(kept)
    for each in (tab, other):
        await each.leave()


async def test_enough_for_today(stage: Stage) -> None:
    """W350: over HTTP too whoever asks for more than a day allows is refused in words, and told when to come again; of
    a recording that came in too late nothing is kept.
    """
    async with serving(stage.wire.settings, stage.wire.owner, media_person_day=1) as strict:
        made = await begun(strict)
        at = f"/api/rooms/{made.room['id']}"
        asking = {"op": str(uuid4()), "kind": "plate", "passage": made.passage}
        assert (await made.host.ask("POST", f"{at}/commands/media.ask", json=asking))[0] == 200
        asking = {"op": str(uuid4()), "kind": "cover"}
        status, said, headers = await made.host.ask("POST", f"{at}/commands/media.ask", json=asking)
        assert (status, said["code"]) == (429, "enough_for_today")
        assert 0 < int(headers["retry-after"]) <= 86_400
        query = f"?op={uuid4()}&version={made.passage}"
        recording = f"{at}/passages/{made.passage}/recordings{query}"
        status, said, _ = await made.host.ask("POST", recording, data=WAV)
        assert (status, said["code"]) == (429, "enough_for_today")
        assert await made.stored(f"p{made.passage}") == []
        await made.tab.leave()
