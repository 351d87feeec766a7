"""Coming in and coming back: a delta without a gap, or a reset that says so."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from pydantic import ValidationError

from rooms import store
from rooms.errors import NotHere
from rooms.protocol import BanMember, Delta, EditPassage, JoinRoom, KickMember, LeaveRoom, SetTyping, Snapshot, SyncRoom
from rooms.room import fold, public
from rooms.service import RoomService
from rooms.settings import Settings
from tests.door.scene import Ear, Scene, door
from tests.waiting import until, until_asked


async def test_a_newcomer_gets_the_story_so_far(scene: Scene, service: RoomService) -> None:
    """D20: a newcomer gets the story so far."""
    await scene.begin(service)
    first = await scene.write(service, scene.host, "Once.")
    second = await service.handle(scene.room, scene.host, EditPassage(op=uuid4(), passage=first, text="Once more."))
    await scene.chat(service, scene.host, "Welcome.")

    ear = await scene.enter(service, scene.guest)

    assert isinstance(ear.answer, Snapshot)
    folded = fold(None, await scene.log())
    assert folded is not None
    assert ear.answer.room == public(folded)
    assert ear.answer.seq == folded.seq
    assert [(t.version, t.text) for t in ear.answer.texts] == [(first, "Once."), (second, "Once more.")]
    assert [line.text for line in ear.answer.chat] == ["Welcome."]
    assert (ear.answer.you, set(ear.answer.now.here)) == (scene.guest, {scene.host, scene.guest})


@pytest.mark.parametrize(
    ("behind", "kind", "missed"),
    [
        (0, "delta", 0),
        (1, "delta", 1),
        (4, "delta", 4),
        (5, "snapshot", None),
        (-1, "snapshot", None),
        (-5, "snapshot", None),
        (-(2**52), "snapshot", None),
        (None, "snapshot", None),
        ("all", "snapshot", None),
    ],
)
async def test_coming_back_is_a_gapless_delta_or_a_reset(
    scene: Scene, settings: Settings, behind: Any, kind: str, missed: int | None
) -> None:
    """D21: coming back is a gapless delta or a reset: with what a page last saw, in a room that gives four events at
    most.
    """
    async with door(settings, delta_events=4) as service:
        await scene.begin(service)
        await scene.enter(service, scene.guest)
        for n in range(6):
            seq = await scene.chat(service, scene.guest, f"Line {n}")
        after = {None: None, "all": 0}.get(behind, seq - behind if isinstance(behind, int) else None)

        ear = await scene.enter(service, scene.guest, after=after)
        live = await service.open(scene.room)
        again = None if after is None else await service.answer(live, scene.guest, SyncRoom(op=uuid4(), after=after))

    assert ear.answer is not None
    assert (ear.answer.kind, ear.answer.seq) == (kind, seq)
    if isinstance(ear.answer, Delta):
        assert after is not None
        log = await scene.log()
        assert [e.seq for e in ear.answer.events] == list(range(after + 1, seq + 1))
        assert list(ear.answer.events) == [r.event for r in log[after:]]
        assert len(ear.answer.events) == missed
    if again is not None:
        assert (again.kind, again.seq) == (kind, seq), "room.sync answers as room.join does"


async def test_another_history_is_a_reset(scene: Scene, service: RoomService, settings: Settings) -> None:
    """D30: another history is a reset: after a backup was restored the same seqs are of other events, so a page that
    comes back gets the story anew, and only within one history a delta.
    """
    await scene.begin(service)
    ear = await scene.enter(service, scene.guest)
    assert isinstance(ear.answer, Snapshot)
    before = ear.answer
    await store.new_epoch(scene.owner)
    async with door(settings) as restored:
        live = await restored.open(scene.room)
        told = {
            epoch: await restored.answer(live, scene.guest, SyncRoom(op=uuid4(), after=before.seq, epoch=epoch))
            for epoch in (before.epoch, restored.epoch, None)
        }
    assert isinstance(told[before.epoch], Snapshot)
    assert told[before.epoch].epoch == restored.epoch != before.epoch  # type: ignore[union-attr]
    assert [isinstance(told[epoch], Delta) for epoch in (restored.epoch, None)] == [True, True]


async def test_events_follow_the_answer_without_a_gap(
    scene: Scene, service: RoomService, elsewhere: RoomService
) -> None:
    """D22: events follow the answer without a gap: twenty people come in through two processes while two others go on
    writing.
    """
    await scene.begin(service)

    async def write(place: RoomService) -> None:
        for n in range(30):
            await scene.chat(place, scene.host, f"Line {n}")

    async def come(n: int) -> Ear:
        await asyncio.sleep(0)
        return await scene.enter((service, elsewhere)[n % 2], uuid4(), name=f"Guest {n}")

    results = await asyncio.gather(write(service), write(elsewhere), *(come(n) for n in range(20)))
    ears = [ear for ear in results if ear is not None]
    last = await scene.chat(service, scene.host, "Everybody here?")

    for ear in ears:
        await until("the last line", lambda ear=ear: ear.events and ear.events[-1]["seq"] == last)  # type: ignore[misc]
        ear.assert_gapless()


async def test_what_comes_while_one_joins_waits_behind_the_answer(scene: Scene, service: RoomService) -> None:
    """D23: what comes while one joins waits behind the answer."""
    await scene.begin(service)
    ear = Ear(scene.guest)
    answer = await service.join(ear, scene.room, JoinRoom(op=uuid4(), as_name="Bo"))
    await scene.chat(service, scene.guest)
    assert ear.events == [], "its answer is not written yet"
    service.feed.release(ear)
    ear.answer = answer
    assert ear.types == ["chat.posted"]
    ear.assert_gapless()


@pytest.mark.parametrize("place", ["service", "elsewhere"])
@pytest.mark.parametrize("command", [KickMember, BanMember])
async def test_who_is_removed_sees_that_and_nothing_after(
    scene: Scene, service: RoomService, elsewhere: RoomService, place: str, command: Any
) -> None:
    """D24: who is removed sees that and nothing after: in all their tabs, whichever process these are on."""
    await scene.begin(service)
    door_of_guest = {"service": service, "elsewhere": elsewhere}[place]
    tabs = [await scene.enter(door_of_guest, scene.guest) for _ in range(2)]

    await service.handle(scene.room, scene.host, command(op=uuid4(), member=scene.guest))
    await until("both tabs are closed", lambda: all(tab.closed for tab in tabs), seconds=1)
    last = await scene.chat(service, scene.host, "Among ourselves.")
    await until("the others hear on", lambda: scene.tab.events[-1]["seq"] == last)

    for tab in tabs:
        assert tab.closed == "removed"
        assert (tab.types[-1], tab.events[-1]["member"]) == ("member.left", str(scene.guest))
    with pytest.raises(NotHere):
        await scene.chat(door_of_guest, scene.guest)


async def test_who_leaves_hears_nothing_more(scene: Scene, service: RoomService) -> None:
    """D25: who leaves hears nothing more."""
    await scene.begin(service)
    ear = await scene.enter(service, scene.guest)
    await service.handle(scene.room, scene.guest, LeaveRoom(op=uuid4()))
    assert (ear.closed, ear.types) == ("removed", ["member.left"])
    with pytest.raises(NotHere):
        service.show(service.room(scene.room), ear, SetTyping(op=uuid4(), typing=True))
    assert scene.tab.types[-1] == "member.left"


async def test_a_room_out_of_memory_comes_back_the_same(scene: Scene, settings: Settings) -> None:
    """D26: a room out of memory comes back the same."""
    async with door(settings, rooms_per_process=1) as service:
        await scene.begin(service, "round_robin")
        await scene.write(service, scene.host, "Once.")
        service.leave(scene.tab, scene.room)
        before = (await service.open(scene.room)).room
        others = [Scene(scene.owner, settings) for _ in range(3)]
        for each in others:
            await each.begin(service)
            service.leave(each.tab, each.room)

        await service.tick()

        assert len(service.memory) == 1
        assert (await service.open(scene.room)).room == before
        assert await scene.write(service, scene.host, "Twice.", turn=2) == before.seq + 2


async def test_a_room_with_sockets_is_never_put_out_of_memory(scene: Scene, settings: Settings) -> None:
    """D27: a room with sockets is never put out of memory."""
    async with door(settings, rooms_per_process=1, room_idle_seconds=1) as service:
        await scene.begin(service)
        other = Scene(scene.owner, settings)
        await other.begin(service)
        service.leave(other.tab, other.room)
        await until("the other room is forgotten", lambda: len(service.memory) == 1)
        await service.tick()
        await scene.chat(service, scene.host)
        assert scene.tab.types == ["chat.posted"]


async def test_a_long_room_is_read_from_its_checkpoint(scene: Scene, settings: Settings) -> None:
    """D28: a long room is read from its checkpoint."""
    scene.host, scene.guest = UUID(int=9 << 96), UUID(int=4 << 96)
    async with door(settings, checkpoint_events=10) as service:
        await scene.begin(service, "round_robin")
        await scene.enter(service, scene.guest)
        for n in range(1, 8):
            await scene.write(service, (scene.host, scene.guest)[1 - n % 2], f"Passage {n}.", turn=n)
        checkpoints = "select count(*) from checkpoints where room_id = $1"
        await until_asked("a checkpoint", lambda: scene.owner.fetchval(checkpoints, scene.room))
        before = (await service.open(scene.room)).room
    assert before == fold(None, await scene.log())
    async with door(settings) as fresh:
        after = (await fresh.open(scene.room)).room
        assert after == before
        assert list(after.view.members) == [scene.host, scene.guest]
        assert await scene.write(fresh, scene.guest, "Passage 8.", turn=8) > before.seq


@pytest.mark.parametrize("other", ["shorter", "longer"])
async def test_a_number_of_another_room_brings_this_rooms_story(scene: Scene, service: RoomService, other: str) -> None:
    """D70: a page that comes with the number of another room gets this room's story and no word of the other's."""
    elsewhere = Scene(scene.owner, scene.settings)
    for each, lines in ((scene, 4), (elsewhere, 1 if other == "shorter" else 9)):
        await each.begin(service)
        await each.enter(service, each.guest)
        for n in range(lines):
            last = await each.chat(service, each.host, f"Line {n} of {each.room}")
    ear = await scene.enter(service, scene.guest, after=last)
    log = await scene.log()
    assert ear.answer is not None
    assert (ear.answer.kind, ear.answer.seq) == ("delta" if other == "shorter" else "snapshot", log[-1].event.seq)
    if isinstance(ear.answer, Delta):
        assert list(ear.answer.events) == [r.event for r in log[last:]]
    assert str(elsewhere.room) not in ear.answer.model_dump_json()


@pytest.mark.parametrize("after", [-1, -(2**63), 2**63, "1", 1.5])
def test_what_is_no_number_is_refused(after: Any) -> None:
    """D71: what is no number of an event is refused before the room is asked."""
    with pytest.raises(ValidationError):
        JoinRoom.model_validate_json(json.dumps({"op": str(uuid4()), "as_name": "Bo", "after": after}))
