"""Erasing what was taken back, and what nobody refers to, over real logs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from rooms import store
from rooms.decide import decide
from rooms.objects import RAW, Objects, key_of, place_of, prefix_of
from rooms.protocol import (
    AddRecording,
    AskMedia,
    BeginMedia,
    Command,
    CreateRoom,
    FailMedia,
    FinishMedia,
    Made,
    MediaFile,
    RemoveMedia,
    RetractPassage,
    Rules,
    SubmitTurn,
)
from rooms.room import Room
from rooms.settings import Settings
from rooms.tables import GUESTS
from rooms.turns import Moment
from tests.databases import found_room
from workers.erasing import erase, orphans, tidy, tidy_after

WEBP = "image/webp"


class Story:
    """A room in its log, told without a house."""

    def __init__(self, pool: Any, objects: Objects, room: UUID, settings: Settings) -> None:
        self.pool = pool
        self.objects = objects
        self.id = room
        self.settings = settings
        self.host = uuid4()
        self.room: Room | None = None

    async def say(self, command: Command, by: UUID | None = None) -> int:
        moment = Moment(at=datetime.now(UTC), limits=self.settings, here=frozenset({self.host}))
        decision = decide(self.room, by, command, moment)
        seq = self.room.seq if self.room else 0
        await store.append(self.pool, [store.Append(self.id, seq, decision.events)])
        self.room = decision.after
        assert self.room is not None
        return self.room.seq

    async def begin(self) -> None:
        new: dict[str, Any] = {"op": uuid4(), "room": self.id, "title": "A lamp", "premise": "A.", "host_name": "Amina"}
        new |= {"mode": "free", "rules": Rules(coauthor=False), "language": "en", "genre": "fantasy"}
        await self.say(CreateRoom.model_validate(new), self.host)

    async def write(self) -> int:
        assert self.room is not None
        assert self.room.view.turn is not None
        await self.say(SubmitTurn(op=uuid4(), turn=self.room.view.turn.number, text="Once."), self.host)
        return self.room.view.passages[-1].id

    async def ask(self, kind: str, passage: int | None = None, **more: Any) -> int:
        asking = {"op": uuid4(), "kind": kind, "passage": passage, "another": True, **more}
        media = await self.say(AskMedia.model_validate(asking), self.host)
        await self.say(BeginMedia(op=uuid4(), media=media, attempt=1))
        return media

    async def keep(self, place: str, type: str = WEBP, file: UUID | None = None) -> MediaFile:
        kept = MediaFile.model_validate({"id": file or uuid4(), "type": "image/webp", "bytes": 1})
        await self.objects.put(key_of(GUESTS, self.id, place, kept.id, type), b"x")
        return kept

    async def fetch(self, passage: int, media: int) -> UUID:
        """What a provider answered, with its row."""
        raw = (await self.keep(f"p{passage}", RAW)).id
        await self.pool.execute(
            "insert into fetched (room_id, request, tenant_id, place, seq, calls, file) "
            "values ($1, $2, $3, $4, $5, 1, $6)",
            self.id, raw.bytes, GUESTS, f"p{passage}", media, raw,
        )  # fmt: skip
        return raw

    async def finish(self, media: int, *files: MediaFile) -> None:
        made = Made(files=files, provider="hands")
        await self.say(FinishMedia(op=uuid4(), media=media, attempt=1, made=made))

    async def made(self, kind: str, passage: int | None = None, **more: Any) -> tuple[int, MediaFile]:
        media = await self.ask(kind, passage, **more)
        file = await self.keep(place_of(kind, passage, more.get("character")))  # type: ignore[arg-type]
        await self.finish(media, file)
        return media, file

    async def files(self) -> set[UUID]:
        return {UUID(Path(each.key).stem) async for each in self.objects.list(prefix_of(GUESTS, self.id))}


@pytest.fixture
async def story(pool: Any, owner: Any, settings: Settings, tmp_path: Path) -> Story:
    objects = Objects(settings.model_copy(update={"storage_url": "", "data": tmp_path}))
    made = Story(pool, objects, await found_room(owner), settings)
    await made.begin()
    return made


async def test_a_passage_that_was_taken_back(story: Story) -> None:
    """C314: with a passage go all its files, also raw ones and those that nobody told of; what is beside it stays; and
    doing it again changes nothing.
    """
    first = await story.write()
    _, stays = await story.made("plate", first)
    _, cover = await story.made("cover")
    second = await story.write()
    await story.made("plate", second)
    await story.made("voice", second)
    await story.keep(f"p{second}")
    await story.ask("plate", second, wish="a fox")
    raw, _ = await story.fetch(first, 1), await story.fetch(second, 1)
    await story.say(RetractPassage(op=uuid4(), passage=second), story.host)
    assert len(await story.files()) == 7
    log = await store.since(story.pool, story.id, 0)
    retracted = next(told.event.seq for told in log if told.event.type == "passage.retracted")
    for _ in range(2):
        await erase(story.pool, story.objects, story.id, retracted)
        assert await story.files() == {stays.id, cover.id, raw}
    places = await story.pool.fetch("select place from fetched where room_id = $1", story.id)
    assert [row["place"] for row in places] == [f"p{first}"]


@pytest.mark.parametrize(
    ("kind", "more"), [("plate", {}), ("cover", {}), ("portrait", {"character": "The Lamp"}), ("voice", {})]
)
async def test_a_picture_that_was_taken_away(story: Story, kind: str, more: dict[str, Any]) -> None:
    """C315: with a picture or a voice that was taken away go its files and what was left at its place; others of the
    same place stay, and so does a file that another one shares.
    """
    passage = await story.write() if kind in ("plate", "voice") else None
    _, stays = await story.made(kind, passage, **more)
    media = await story.ask(kind, passage, **more)
    place = place_of(kind, passage, more.get("character"))  # type: ignore[arg-type]
    mine = await story.keep(place)
    await story.keep(place, RAW)
    await story.finish(media, mine, stays)
    seq = await story.say(RemoveMedia(op=uuid4(), media=media), story.host)
    assert len(await story.files()) == 3
    for _ in range(2):
        await erase(story.pool, story.objects, story.id, seq)
        assert await story.files() == {stays.id}


async def test_beside_somebody_at_work(story: Story) -> None:
    """C316: while somebody is at work at the same place only the files of what was taken away go, and theirs stay."""
    passage = await story.write()
    media, _ = await story.made("plate", passage)
    working = await story.ask("voice", passage)
    theirs, raw = await story.keep(f"p{passage}"), await story.fetch(passage, working)
    await story.fetch(passage, media)
    seq = await story.say(RemoveMedia(op=uuid4(), media=media), story.host)
    await erase(story.pool, story.objects, story.id, seq)
    assert await story.files() == {theirs.id, raw}
    await story.finish(working, theirs)
    await tidy(story.pool, story.objects, story.id, f"p{passage}")
    assert await story.files() == {theirs.id}


async def test_a_recording_goes_with_what_it_was_made_of(story: Story) -> None:
    """C317: the recording as it came in stays while it is needed, also where working on it failed, and goes with it."""
    passage, source = await story.write(), uuid4()
    await story.keep(f"p{passage}", RAW, source)
    adding = AddRecording(op=uuid4(), passage=passage, version=passage, source=source)
    media = await story.say(adding, story.host)
    await story.say(BeginMedia(op=uuid4(), media=media, attempt=1))
    await story.say(FailMedia(op=uuid4(), media=media, attempt=1, why="unreadable"))
    await tidy(story.pool, story.objects, story.id, f"p{passage}")
    assert await story.files() == {source}
    seq = await story.say(RemoveMedia(op=uuid4(), media=media), story.host)
    await erase(story.pool, story.objects, story.id, seq)
    assert await story.files() == set()


async def test_events_that_take_nothing_back(story: Story) -> None:
    """C318: an event that takes nothing back, one that never was and a room that never was erase nothing."""
    passage = await story.write()
    _, file = await story.made("plate", passage)
    for seq in (1, passage, 999):
        await erase(story.pool, story.objects, story.id, seq)
    await erase(story.pool, story.objects, uuid4(), 1)
    assert await story.files() == {file.id}


async def test_what_nobody_refers_to_goes_after_a_day(story: Story) -> None:
    """C319: what nobody refers to goes when it is a day old, once; what stands, what somebody works on, another house's
    room and what is no file of ours stay.
    """
    first, second = await story.write(), await story.write()
    _, stays = await story.made("plate", first)
    await story.keep(f"p{first}")
    await story.keep("cover", RAW)
    await story.ask("plate", second)
    theirs = await story.keep(f"p{second}")
    stranger = uuid4()
    others = [key_of(GUESTS, stranger, "cover", uuid4(), WEBP), "elsewhere/notes/x.raw", "loose.raw"]
    others.append(f"{prefix_of(GUESTS, story.id, 'cover')}/notes.txt")
    for key in others:
        await story.objects.put(key, b"x")
    now = datetime.now(UTC)
    assert await orphans(story.pool, story.objects, now + timedelta(hours=23)) == 0
    later = now + timedelta(hours=25)
    assert await orphans(story.pool, story.objects, later) == 2
    assert await orphans(story.pool, story.objects, later) == 0
    left = {each.key async for each in story.objects.list()}
    kept = ((first, stays), (second, theirs))
    assert left == {key_of(GUESTS, story.id, f"p{of}", file.id, WEBP) for of, file in kept} | set(others)


async def test_what_a_cancelled_attempt_left(story: Story) -> None:
    """C320: what an attempt keeps after its passage was taken back and erased goes when it ends; what another attempt
    at a job that goes on has kept stays.
    """
    first, second = await story.write(), await story.write()
    going, taken = await story.ask("plate", first), await story.ask("plate", second)
    await story.say(RetractPassage(op=uuid4(), passage=second), story.host)
    theirs, _ = await story.keep(f"p{first}"), await story.keep(f"p{second}")
    for media in (going, taken, 1):
        await tidy_after(story.pool, story.objects, story.id, media)
    assert await story.files() == {theirs.id}


async def test_a_recording_as_it_came_in_is_not_kept(story: Story) -> None:
    """C432: once what is heard was made of it, a recording as it came in goes after a day; what is heard stays."""
    passage, source = await story.write(), uuid4()
    await story.keep(f"p{passage}", RAW, source)
    adding = AddRecording(op=uuid4(), passage=passage, version=passage, source=source)
    media = await story.say(adding, story.host)
    await story.say(BeginMedia(op=uuid4(), media=media, attempt=1))
    later = datetime.now(UTC) + timedelta(hours=25)
    assert await orphans(story.pool, story.objects, later) == 0
    heard = await story.keep(f"p{passage}")
    await story.finish(media, heard)
    assert await orphans(story.pool, story.objects, later) == 1
    assert await story.files() == {heard.id}
