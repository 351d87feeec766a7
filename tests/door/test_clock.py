"""What happens by itself: turns that end, absences that are noticed, hosting that passes."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from rooms.decide import settle
from rooms.protocol import FreezeRoom, Rules
from rooms.service import RoomService
from rooms.settings import Settings
from tests.door.scene import Scene, door
from tests.waiting import until

TIMED = Rules(coauthor=False, timer_seconds=15)


async def test_a_turn_ends_at_its_deadline(scene: Scene, service: RoomService) -> None:
    """D60: a turn ends at its deadline: not before, and within half a second after."""
    await scene.begin(service, "round_robin", TIMED)
    guest = await scene.enter(service, scene.guest)
    await scene.set_deadline(service, 0.6)
    deadline = (await guest.hears("turn.began"))["turn"]["deadline"]

    passed = await guest.hears("turn.passed")

    assert (passed["member"], passed["why"], passed["turn"]) == (str(scene.host), "expired", 1)
    late = datetime.fromisoformat(passed["at"]) - datetime.fromisoformat(deadline)
    assert 0 <= late.total_seconds() < 0.5
    began = await guest.hears("turn.began")
    assert (began["turn"]["number"], began["turn"]["speakers"]) == (2, [str(scene.guest)])
    assert began["turn"]["deadline"] is not None, "the next turn has its own clock"


async def test_a_turn_ends_once_though_every_process_watches_the_clock(
    scene: Scene, service: RoomService, elsewhere: RoomService
) -> None:
    """D61: a turn ends once though every process watches the clock."""
    await scene.begin(service, "round_robin", TIMED)
    far = await scene.enter(elsewhere, scene.guest)
    await scene.set_deadline(service, 0.3)
    await far.hears("turn.passed")
    await asyncio.gather(service.tick(), elsewhere.tick())
    await asyncio.gather(*(scene.chat(place, scene.host) for place in (service, elsewhere)))
    assert [r.event.type for r in await scene.log()].count("turn.passed") == 1
    assert [r.event.type for r in await scene.log()].count("turn.began") == 3


async def test_a_frozen_room_has_no_clock(scene: Scene, service: RoomService) -> None:
    """D62: a frozen room has no clock."""
    await scene.begin(service, "round_robin", TIMED)
    guest = await scene.enter(service, scene.guest)
    await scene.set_deadline(service, 0.3)
    await guest.hears("turn.began")
    await service.handle(scene.room, scene.host, FreezeRoom(op=uuid4(), frozen=True))
    frozen = (await guest.hears("turn.began"))["turn"]
    assert (frozen["number"], frozen["deadline"]) == (1, None)
    await service.tick()
    assert "turn.passed" not in guest.types


async def test_an_absent_speaker_is_skipped_and_gets_a_turn_back(scene: Scene, settings: Settings) -> None:
    """D63: an absent speaker is skipped and gets a turn back."""
    async with door(settings, absent_seconds=1) as service:
        await scene.begin(service, "round_robin")
        guest = await scene.enter(service, scene.guest)
        third = await scene.enter(service, scene.third, name="Chidi")
        await service.tick()
        service.leave(scene.tab, scene.room)
        assert "turn.passed" not in guest.types, "a reload is not an absence"

        passed = await guest.hears("turn.passed")
        assert (passed["member"], passed["why"]) == (str(scene.host), "absent")
        assert (await guest.hears("turn.began"))["turn"]["speakers"] == [str(scene.guest)]
        assert (await service.open(scene.room)).room.owed == (scene.host,)

        await scene.enter(service, scene.host)
        await scene.write(service, scene.guest, "Meanwhile.", turn=2)
        turn = (await third.hears("turn.began"))["turn"]
        assert (turn["number"], turn["speakers"]) == (3, [str(scene.host)]), "theirs, before the next in order"


async def test_a_reload_is_no_absence(scene: Scene, settings: Settings) -> None:
    """D64: a reload is no absence."""
    async with door(settings, absent_seconds=1) as service:
        await scene.begin(service, "round_robin")
        guest = await scene.enter(service, scene.guest)
        service.leave(scene.tab, scene.room)
        await service.tick()
        await scene.enter(service, scene.host)
        moment = service.presence.moment(scene.room)
        later = replace(moment, at=moment.at + timedelta(hours=1))
        assert not settle((await service.open(scene.room)).room, later)
        assert "turn.passed" not in guest.types


async def test_hosting_passes_when_the_host_is_gone_for_long(scene: Scene, settings: Settings) -> None:
    """D65: hosting passes when the host is gone for long."""
    async with door(settings, host_absent_seconds=1, absent_seconds=1) as service:
        await scene.begin(service)
        guest = await scene.enter(service, scene.guest)
        await service.tick()
        service.leave(scene.tab, scene.room)
        began = asyncio.get_running_loop().time()
        passed = await guest.hears("host.passed")
        assert passed["member"] == str(scene.guest)
        assert 0.9 < asyncio.get_running_loop().time() - began < 2


async def test_a_room_with_nobody_in_it_rests(scene: Scene, settings: Settings) -> None:
    """D66: a room with nobody in it rests: no clock runs, and the turn is still there on return."""
    async with door(settings, absent_seconds=0) as service:
        await scene.begin(service, "round_robin", TIMED)
        await scene.set_deadline(service, 2)  # far enough that the host is gone before it, on a busy machine too
        deadline = (await scene.tab.hears("turn.began"))["turn"]["deadline"]
        service.leave(scene.tab, scene.room)
        before = len(await scene.log())
        await until("the deadline is over", lambda: datetime.now(UTC) > datetime.fromisoformat(deadline))
        await service.tick()
        assert len(await scene.log()) == before

        again = await scene.enter(service, scene.host)
        await until("the clock goes on", lambda: "turn.passed" in again.types)
        assert (await again.hears("turn.began"))["turn"]["speakers"] == [str(scene.host)]
