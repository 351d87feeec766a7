"""A story of 2,000 passages and 20,000 events: opened and joined in a handful of queries."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from rooms import store
from rooms.protocol import JoinRoom, PostChat, React, Snapshot
from rooms.room import fold
from rooms.service import RoomService
from rooms.settings import Settings
from tests.contract.test_store import GUEST, HOST, Story
from tests.databases import found_room
from tests.houses import Listener, make_service

PASSAGES, EVENTS = 2_000, 20_000
ASKING = ("fetch", "fetchrow", "fetchval", "execute", "executemany")


@dataclass
class Counting:
    """A pool, or one of its connections, that writes down what it is asked."""

    inner: Any
    asked: list[str] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.inner, name)
        if name not in ASKING:
            return found

        async def ask(statement: str, *args: Any, **more: Any) -> Any:
            self.asked.append(" ".join(statement.split()))
            return await found(statement, *args, **more)

        return ask

    @asynccontextmanager
    async def acquire(self, **more: Any) -> AsyncIterator[Any]:
        async with self.inner.acquire(**more) as connection:
            yield Counting(connection, self.asked)


def long_story(room: UUID, settings: Settings) -> Story:
    """Each passage with a few words aside and reactions, and somebody who leaves for good."""
    story = Story(room, settings).begin()
    story.say(GUEST, JoinRoom(op=uuid4(), as_name="Bo"))
    for number in range(PASSAGES):
        passage = story.write(f"Passage {number}. " + "And so on. " * 20)[0].event.seq
        for aside in range(4):
            story.say(GUEST, PostChat(op=uuid4(), text=f"Aside {aside} of {number}."))
        for on in (True, False, True, False):
            story.say(GUEST, React(op=uuid4(), passage=passage, reaction="heart", on=on))
    while len(story.log) < EVENTS:
        story.say(HOST, PostChat(op=uuid4(), text="So far."))
    return story


@pytest.fixture(scope="module")
async def large(settings: Settings, pool: Any) -> Story:
    """As it is in the log, without a checkpoint."""
    owner = await asyncpg.connect(settings.database_url)
    story = long_story(await found_room(owner), settings)
    await owner.close()
    for start in range(0, len(story.log), 1000):
        events = story.log[start : start + 1000]
        assert await store.append(pool, [store.Append(story.id, start, events)]) == {story.id}
    return story


@pytest.fixture
async def service(settings: Settings, pool: Any) -> AsyncIterator[RoomService]:
    made = make_service(settings.model_copy(update={"heads_seconds": 60}), Counting(pool))
    await made.start()
    yield made
    await made.stop()


async def join(service: RoomService, room: UUID, member: UUID, name: str) -> tuple[Snapshot, Listener]:
    listener = Listener(member)
    answer = await service.join(listener, room, JoinRoom(op=uuid4(), as_name=name))
    assert isinstance(answer, Snapshot)
    listener.held = None
    return answer, listener


async def test_a_fold_without_a_checkpoint_is_made_once(large: Story, pool: Any) -> None:
    """C110: what takes a long fold to open has a checkpoint afterwards, and then opens in two queries."""
    assert len(large.log) == EVENTS
    counted = Counting(pool)
    assert await store.load(counted, large.id) == large.value
    first, counted.asked[:] = len(counted.asked), []
    assert await store.load(counted, large.id) == large.value == fold(None, large.log)
    assert (first > 40, len(counted.asked)) == (True, 2), counted.asked


async def test_a_join_asks_twice_at_most(large: Story, service: RoomService) -> None:
    """C111: joining a large room that is in memory waits for two queries at most: what is new, and the words to show.
    Who is here is noted behind its back, together for all who come.
    """
    await join(service, large.id, HOST, "Amina")
    while service._background:
        for task in list(service._background):
            await task
    service.pool.asked.clear()
    answer, listener = await join(service, large.id, GUEST, "Bo")
    asked = [statement for statement in service.pool.asked if "presence" not in statement]
    assert len(asked) <= 2, asked
    assert answer.seq == EVENTS
    assert answer.earlier
    assert len(answer.room.passages) == len(answer.texts) == len(answer.chat) == 50
    assert answer.texts[-1].text.startswith(f"Passage {PASSAGES - 1}.")
    service.leave(listener, large.id)
