"""The door under seeded random play, on real PostgreSQL and Valkey."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from random import Random
from uuid import UUID, uuid4

import asyncpg
import pytest

from rooms.errors import Refused
from rooms.live import LiveRoom
from rooms.protocol import Command, PostChat
from rooms.runtime import writer_pool
from rooms.settings import Settings
from tests.houses import crash, make_service, migrated, open_room
from tests.proof.actions import PEOPLE
from tests.proof.door_play import DoorPlay, LossyBus, Service
from tests.proof.promises import Violation

BLOCKS, GAMES, STEPS = 10, 50, 30


@pytest.fixture(scope="module")
async def settings(database_url: str, redis_url: str) -> Settings:
    return await migrated(
        Settings(
            database_url=database_url,
            redis_url=redis_url,
            heads_seconds=0.3,
            absent_seconds=0,
            members_per_room=5,
            versions_per_passage=4,
            checkpoint_events=20,
            delta_events=15,
        )
    )


@pytest.fixture
async def owner(database_url: str) -> AsyncIterator[asyncpg.Pool[asyncpg.Record]]:
    async with asyncpg.create_pool(database_url, min_size=1, max_size=6) as pool:
        yield pool


async def start(settings: Settings) -> Service:
    service = make_service(settings, await writer_pool(settings), LossyBus)
    await service.start()
    return service


async def end(services: list[Service]) -> None:
    for service in services:
        await service.stop()
        await service.pool.close()


@pytest.mark.parametrize("block", range(BLOCKS))
async def test_random_play(block: int, settings: Settings, owner: asyncpg.Pool[asyncpg.Record]) -> None:
    """P-4: 500 runs on two services with crashes, resends, races and lost hints; pages end where the log does, who
    waits in the lobby hears nothing, and a hidden line comes back to its writer alone.
    """
    random = Random(block)
    services = [await start(settings), await start(settings)]
    try:
        await play_block(block, random, services, settings, owner)
    finally:
        await end(services)


async def play_block(
    block: int, random: Random, services: list[Service], settings: Settings, owner: asyncpg.Pool[asyncpg.Record]
) -> None:
    games = [DoorPlay(block * GAMES + n, services, owner) for n in range(GAMES)]
    for game in games:
        await open_room(owner, game.room)
        await game.begin()
    for step in range(STEPS):
        await asyncio.gather(*(game.step() for game in games))
        if step % 10 == 5:
            dead = random.randrange(2)
            await asyncio.gather(*(game.lose_service() for game in games))
            gone, services[dead] = services[dead], await start(settings)
            await crash(gone)
            await until_quiet(owner)
            for game in games:
                game.drop_dead()
    await asyncio.gather(*(finish(game) for game in games))
    assert any(game.lobbied for game in games), "somebody was told to wait"
    assert any(answer.now.line for game in games for _, answer in game.told), "somebody's line waited"


async def until_quiet(owner: asyncpg.Pool[asyncpg.Record]) -> None:
    """PostgreSQL may still finish what a dead process had sent. Nobody reconnects as fast as this loop would."""
    async with asyncio.timeout(10):
        while await owner.fetchval(
            "select count(*) from pg_stat_activity where application_name = 'roundtale-writer' and state = 'active'"
        ):
            await asyncio.sleep(0.002)


async def finish(game: DoorPlay) -> None:
    try:
        await game.finish()
    except Exception as error:
        raise AssertionError(f"room {game.room}: {error!r}") from error


async def test_teeth_answer_before_commit(
    settings: Settings, owner: asyncpg.Pool[asyncpg.Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    """P-5: a door that answers before the commit is caught: a crash between the two loses an acknowledged write."""
    real = LiveRoom.put

    def hasty(self: LiveRoom, by: UUID | None, command: Command, done: Callable[[int | Refused], None]) -> None:
        real(self, by, command, lambda outcome: None)
        done(self.ahead.seq if self.ahead else 0)

    services = [await start(settings)]
    game = DoorPlay(10_001, services, owner)
    await open_room(owner, game.room)
    await game.begin()
    with monkeypatch.context() as patch:
        patch.setattr(LiveRoom, "put", hasty)
        await game.give(PEOPLE[0], PostChat(op=uuid4(), text="Acknowledged."), services[0])
    await crash(services[0])
    with pytest.raises(Violation, match="acknowledged, and lost"):
        await game.witness()
