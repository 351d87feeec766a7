"""Who is here: right at once in one process, soon across processes, and unknown is never absent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from rooms.errors import NotYourTurn
from rooms.presence import Presence
from rooms.protocol import Rules, SetRules, SetTyping, ShowDraft
from rooms.runtime import writer_pool
from rooms.service import RoomService
from rooms.settings import Settings
from tests.door.scene import Scene, door
from tests.waiting import until


@pytest.fixture(scope="module")
async def pool(settings: Settings) -> AsyncIterator[Any]:
    made = await writer_pool(settings)
    yield made
    await made.close()


def names(*members: UUID) -> set[str]:
    return {str(member) for member in members}


async def test_several_tabs_are_one_person(scene: Scene, service: RoomService) -> None:
    """D40: several tabs are one person."""
    await scene.begin(service)
    first, second = await scene.enter(service, scene.guest), await scene.enter(service, scene.guest)
    assert service.presence.here(scene.room) == {scene.host, scene.guest}
    service.leave(first, scene.room)
    await until("the guest is seen", lambda: scene.tab.here() == names(scene.host, scene.guest), seconds=2)

    service.leave(second, scene.room)
    service.leave(second, scene.room)
    await until("their leaving is seen", lambda: scene.tab.here() == names(scene.host), seconds=2)
    told = [(signal["here"], signal["gone"]) for signal in scene.tab.signals if signal["type"] == "presence"]
    assert told == [([str(scene.guest)], []), ([], [str(scene.guest)])]


async def test_a_clean_leave_is_seen_at_once_everywhere(
    scene: Scene, service: RoomService, elsewhere: RoomService
) -> None:
    """D41: a clean leave is seen at once everywhere: within two seconds, on every process (P8)."""
    await scene.begin(service)
    guest = await scene.enter(elsewhere, scene.guest)
    await until("both see both", lambda: scene.tab.here() == guest.here() == names(scene.host, scene.guest), seconds=2)

    elsewhere.leave(guest, scene.room)

    await until("the host sees it", lambda: scene.tab.here() == names(scene.host), seconds=2)


async def test_a_process_that_ends_says_goodbye_for_its_people(
    scene: Scene, service: RoomService, settings: Settings
) -> None:
    """D42: a process that ends says goodbye for its people."""
    await scene.begin(service)
    async with door(settings) as ending:
        await scene.enter(ending, scene.guest)
        await until("the guest is seen", lambda: scene.tab.here() == names(scene.host, scene.guest))
    await until("their leave is seen", lambda: scene.tab.here() == names(scene.host), seconds=2)


async def test_people_of_a_silent_process_are_forgotten_in_time_and_no_sooner(
    scene: Scene, settings: Settings, pool: Any
) -> None:
    """D43: people of a silent process are forgotten in time and no sooner: one that beat once and no more."""
    async with door(settings, process_seconds=0.8) as service:
        await scene.begin(service)
        await scene.enter(service, scene.guest)
        silent = Presence(uuid4(), settings, lambda room, here, gone: None)
        silent.enter(scene.room, scene.third)
        began = asyncio.get_running_loop().time()
        await silent.beat(pool)
        await silent.write(pool)

        await until("they are seen", lambda: str(scene.third) in scene.tab.here())
        await until("they are forgotten", lambda: str(scene.third) not in scene.tab.here())

        assert asyncio.get_running_loop().time() - began >= 0.8


async def test_who_is_on_another_process_loses_no_turn_and_no_hosting(
    scene: Scene, service: RoomService, settings: Settings
) -> None:
    """D44: who is on another process loses no turn and no hosting: to a process that has just been asked for the room,
    they are unknown, and unknown is not absent.
    """
    await scene.begin(service, "round_robin")
    async with door(settings, absent_seconds=0, host_absent_seconds=1, heads_seconds=0.05) as fresh:
        guest = await scene.enter(fresh, scene.guest)
        await until("the other process is known", lambda: guest.here() == names(scene.host, scene.guest))
        await fresh.tick()
        view = (await fresh.open(scene.room)).room.view
    assert view.host == scene.host
    assert view.turn is not None
    assert view.turn.speakers == (scene.host,)


async def test_after_a_restart_everybody_has_time_to_come_back(scene: Scene, settings: Settings) -> None:
    """D45: after a restart everybody has time to come back: who reconnects first takes neither the turn nor the
    hosting from the others.
    """
    async with door(settings) as before:
        await scene.begin(before, "round_robin")
        await scene.enter(before, scene.guest)
    async with door(settings) as after:
        await scene.enter(after, scene.guest)
        await after.tick()
        await after.tick()
        view = (await after.open(scene.room)).room.view
        moment = after.presence.moment(scene.room)
    assert moment.here == {scene.guest}
    assert view.host == scene.host
    assert view.turn is not None
    assert view.turn.speakers == (scene.host,)


async def test_typing_and_drafts_are_shown_to_the_others_only(
    scene: Scene, service: RoomService, elsewhere: RoomService
) -> None:
    """D46: typing and drafts are shown to the others only: on every process, where the room shows drafts; none of it
    is kept.
    """
    await scene.begin(service)
    near, far = await scene.enter(service, scene.guest), await scene.enter(elsewhere, scene.third)
    await until("everybody is in", lambda: far.here() == names(scene.host, scene.guest, scene.third))
    scene.tab.signals.clear()
    before = len(await scene.log())

    service.show(service.room(scene.room), scene.tab, SetTyping(op=uuid4(), typing=True))
    service.show(service.room(scene.room), scene.tab, ShowDraft(op=uuid4(), turn=1, text="Perhaps"))

    for ear in (near, far):
        await until("the draft", lambda ear=ear: any(s["type"] == "draft" for s in ear.signals))  # type: ignore[misc]
        shown = [s for s in ear.signals if s["type"] in ("typing", "draft")]
        assert [(s["type"], s.get("text")) for s in shown] == [("typing", None), ("draft", "Perhaps")]
    assert [s for s in scene.tab.signals if s["type"] != "presence"] == []
    assert len(await scene.log()) == before


async def test_drafts_stay_private_where_the_room_says_so(scene: Scene, service: RoomService) -> None:
    """D47: drafts stay private where the room says so: and nobody shows a draft of a turn that is not theirs."""
    await scene.begin(service, "round_robin")
    guest = await scene.enter(service, scene.guest)
    with pytest.raises(NotYourTurn):
        service.show(service.room(scene.room), guest, ShowDraft(op=uuid4(), turn=1, text="Not mine"))
    await service.handle(scene.room, scene.host, SetRules(op=uuid4(), rules=Rules(coauthor=False, live_drafts=False)))
    with pytest.raises(NotYourTurn):
        service.show(service.room(scene.room), scene.tab, ShowDraft(op=uuid4(), turn=1, text="Private"))
    assert not any(s["type"] == "draft" for s in guest.signals + scene.tab.signals)


class Slow:
    """A pool that lets something happen while a write is on its way."""

    def __init__(self, pool: Any, meanwhile: Callable[[], object]) -> None:
        self.pool, self.meanwhile = pool, meanwhile

    async def executemany(self, *asked: Any) -> None:
        await self.pool.executemany(*asked)
        self.meanwhile()


async def test_who_leaves_during_a_write_is_in_the_next(
    scene: Scene, service: RoomService, settings: Settings, pool: Any
) -> None:
    """D48: who leaves while their coming is being written down is written down as gone with the next write."""
    await scene.begin(service)
    presence = Presence(uuid4(), settings, lambda room, here, gone: None)
    await presence.beat(pool)
    presence.enter(scene.room, scene.guest)
    await presence.write(Slow(pool, lambda: presence.leave(scene.room, scene.guest)))
    await presence.write(pool)
    left = "select left_at is not null from presence where room_id = $1 and member_id = $2 and process_id = $3"
    assert await pool.fetchval(left, scene.room, scene.guest, presence.process)
