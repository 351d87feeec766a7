"""Covers and shelves: written with the events that change them, and made for rooms of before."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import asdict, replace
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from alembic import command
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from migrations.release import alembic_config, release
from rooms import store
from rooms.cover import changed_cover, cover_of, grown, seats
from rooms.protocol import BanMember, JoinRoom, LeaveRoom, RenameStory, RetractPassage
from rooms.room import Recorded, fold
from rooms.runtime import sqlalchemy_url
from rooms.settings import Settings
from tests.contract.test_store import GUEST, HOST, THIRD, Story
from tests.databases import found_room, released
from tests.proof.core_play import play

COVER = "select title, premise, language, genre, mode, host, names, members, complete from covers where room_id = $1"
SHELF = "select person_id, seated from shelves where room_id = $1"
EARLIER = "0002"
"""The release before there were covers."""


async def outside(owner: Any, room: UUID) -> tuple[dict[str, Any], dict[UUID, bool], int]:
    cover = dict(await owner.fetchrow(COVER, room))
    shelf = {row["person_id"]: row["seated"] for row in await owner.fetch(SHELF, room)}
    passages: int = await owner.fetchval("select passages from heads where room_id = $1", room)
    return cover | {"names": tuple(cover["names"])}, shelf, passages


async def test_a_cover_is_what_the_room_is(owner: Any, pool: Any, settings: Settings) -> None:
    """C106: a cover and its shelves are written together with the events that change them, and are what the room is."""
    story = Story(await found_room(owner), settings).begin()
    written = 0

    async def keep() -> None:
        nonlocal written
        assert story.value is not None
        news, written = story.log[written:], len(story.log)
        cover = changed_cover(news, story.value.view)
        append = store.Append(story.id, news[0].event.seq - 1, news, cover)
        assert await store.append(pool, [append]) == {story.id}

    await keep()
    for member, name in ((GUEST, "Bo"), (THIRD, "Cy")):
        story.say(member, JoinRoom(op=uuid4(), as_name=name))
    story.say(GUEST, LeaveRoom(op=uuid4()))
    story.say(GUEST, JoinRoom(op=uuid4(), as_name="Bob"))
    await keep()
    assert story.value is not None
    cover, shelf, _ = await outside(owner, story.id)
    assert cover == asdict(cover_of(story.value.view))
    assert cover["names"] == ("Amina", "Bob", "Cy")
    assert shelf == {HOST: True, GUEST: True, THIRD: True}, "what came last counts"

    passage = story.write("Once.")[0].event.seq
    story.write("Twice.")
    await keep()
    story.say(HOST, BanMember(op=uuid4(), member=THIRD))
    story.say(HOST, RenameStory(op=uuid4(), title='The "Lantern"'))
    story.say(HOST, RetractPassage(op=uuid4(), passage=passage + 1))
    await keep()
    cover, shelf, passages = await outside(owner, story.id)
    assert cover == asdict(cover_of(story.value.view))
    assert (cover["title"], cover["members"], passages) == ('The "Lantern"', 2, 1)
    assert shelf == {HOST: True, GUEST: True, THIRD: False}


async def test_a_room_that_moved_on_keeps_its_cover(owner: Any, pool: Any, settings: Settings) -> None:
    """C107: an append that comes too late changes no cover and no shelf either."""
    story = Story(await found_room(owner), settings).begin()
    assert story.value is not None
    await store.append(pool, [store.Append(story.id, 0, story.log, cover_of(story.value.view))])
    before = await outside(owner, story.id)
    late = story.say(GUEST, JoinRoom(op=uuid4(), as_name="Bo"))
    assert await store.append(pool, [store.Append(story.id, 0, late, cover_of(story.value.view))]) == set()
    assert await outside(owner, story.id) == before


def test_the_shape_of_a_cover_does_not_grow_with_its_room() -> None:
    """C108: a cover names a few and counts all; passages are counted as they come and go."""
    for seed in range(12):
        game = play(seed)
        assert game.room is not None
        view = game.room.view
        cover = cover_of(view)
        assert len(cover.names) == min(6, cover.members)
        assert grown(game.log) == sum(p.status != "retracted" for p in view.passages)
        assert {m for m, seated in seats(game.log).items() if seated} == {
            m.id for m in view.members.values() if m.status == "in"
        }


@pytest.fixture
async def earlier(database_url: str, redis_url: str) -> AsyncIterator[tuple[Settings, Any]]:
    """A database as the release before left it."""
    made = await released(database_url, redis_url, "contract_earlier")
    await at_revision(made, EARLIER)
    connection = await asyncpg.connect(made.database_url)
    yield made, connection
    await connection.close()


async def at_revision(settings: Settings, revision: str) -> None:
    def go(connection: Connection) -> None:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.downgrade(config, revision)

    engine = create_async_engine(sqlalchemy_url(settings.database_url))
    async with engine.begin() as connection:
        await connection.run_sync(go)
    await engine.dispose()


async def test_rooms_of_before_are_on_their_shelves(earlier: tuple[Settings, Any]) -> None:
    """C109: rooms that were written before there were shelves have their covers, seats and counts after the release;
    and a step back leaves the log as it was.
    """
    settings, owner = earlier
    games = {await found_room(owner): play(seed) for seed in range(8)}
    for room, game in games.items():
        log = [replace(r, event=r.event.model_copy(update={"room": room})) for r in game.log]
        await as_before(owner, room, log)
    await found_room(owner)

    await asyncio.to_thread(release, settings)
    for room, game in games.items():
        assert game.room is not None
        cover, shelf, passages = await outside(owner, room)
        expected = asdict(cover_of(game.room.view))
        assert cover == expected
        assert {m for m, seated in shelf.items() if seated} == {m for m, seated in seats(game.log).items() if seated}
        assert passages == grown(game.log)
    assert await owner.fetchval("select count(*) from covers") == len(games), "a room without a log has none"

    await at_revision(settings, EARLIER)
    tables = {row["tablename"] for row in await owner.fetch("select tablename from pg_tables")}
    assert not {"covers", "shelves", "links", "api_keys"} & tables
    for room, game in games.items():
        found = await store.since(owner, room, 0)
        assert fold(None, found) is not None
        assert len(found) == len(game.log)


async def as_before(owner: Any, room: UUID, log: list[Recorded]) -> None:
    """Rows as the release before wrote them."""
    head = store.Append(room, 0, log)
    for _, seq, at, actor, op, event, sealed, body, passage, _, _ in (store._row(head, recorded) for recorded in log):
        await owner.execute(
            "insert into events (tenant_id, room_id, seq, at, actor, op, event, sealed) "
            "select tenant_id, $1, $2, $3, $4, $5, $6::text::jsonb, $7::text::jsonb from rooms where id = $1",
            room, seq, at, actor, op, event, sealed,
        )  # fmt: skip
        if body is not None:
            await owner.execute(
                "insert into texts (tenant_id, room_id, seq, passage, text) "
                "select tenant_id, $1, $2, $3, $4 from rooms where id = $1",
                room, seq, passage, body,
            )  # fmt: skip
    await owner.execute("update heads set seq = $2 where room_id = $1", room, len(log))
