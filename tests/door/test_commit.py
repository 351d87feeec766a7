"""Committed before heard, and each op once, whatever goes wrong between."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from rooms import store
from rooms.decide import decide
from rooms.errors import Busy, NoSuchRoom, NotHere, TurnIsOver
from rooms.protocol import AnyEvent, JoinRoom, KickMember, PassTurn, RenameStory, SkipTurn, StoryRenamed
from rooms.room import RECENT_OPS, Recorded
from rooms.service import RoomService
from rooms.settings import Settings
from tests.door.scene import Scene, door, settled
from tests.waiting import until


async def test_nothing_is_said_before_the_commit(scene: Scene, service: RoomService) -> None:
    """D1: nothing is said before the commit."""
    await scene.begin(service)
    ear = scene.tab
    followed: list[AnyEvent] = []
    service.follow_ups.append(lambda live, event: followed.append(event))

    async with scene.head_locked():
        submitting = asyncio.create_task(scene.write(service, scene.host, "Once."))
        await scene.somebody_waits_for_a_lock()
        assert (submitting.done(), ear.types, followed) == (False, [], [])

    seq = await submitting
    assert [event["seq"] for event in ear.events] == [seq]
    assert ear.events[0]["text"] == "Once."
    assert [event.seq for event in followed] == [seq]
    service.follow_ups.clear()


async def test_a_refusal_waits_for_the_commit_it_rests_on(scene: Scene, service: RoomService) -> None:
    """D2: a refusal waits for the commit it rests on."""
    await scene.begin(service, "round_robin")

    async with scene.head_locked():
        first = asyncio.create_task(scene.write(service, scene.host, "Mine."))
        await scene.somebody_waits_for_a_lock()
        second = asyncio.create_task(scene.write(service, scene.host, "Mine again."))
        await scene.somebody_waits_for_a_lock()
        assert (first.done(), second.done()) == (False, False)

    answers = await settled(first, second)
    assert isinstance(answers[0], int)
    assert isinstance(answers[1], TurnIsOver)


async def test_what_rested_on_a_lost_decision_is_decided_again(scene: Scene, service: RoomService) -> None:
    """D3: what rested on a lost decision is decided again."""
    await scene.begin(service, "round_robin")
    guest = await scene.enter(service, scene.guest)
    live = await service.open(scene.room)

    async with scene.head_locked() as other_process:
        first = asyncio.create_task(scene.write(service, scene.host, "Lost.", turn=1))
        await scene.somebody_waits_for_a_lock()
        second = asyncio.create_task(scene.write(service, scene.guest, "Kept.", turn=2))
        skip = SkipTurn(op=uuid4(), turn=1)
        skipped = decide(live.room, scene.host, skip, service.presence.moment(scene.room)).events
        await scene.append(skipped, other_process)

    answers = await settled(first, second)
    assert isinstance(answers[0], TurnIsOver)
    assert isinstance(answers[1], int)
    await guest.hears("passage.added")
    guest.assert_gapless()
    assert [e["text"] for e in guest.events if e["type"] == "passage.added"] == ["Kept."]


async def test_a_resent_op_gets_its_first_answer(scene: Scene, service: RoomService) -> None:
    """D4: a resent op gets its first answer."""
    await scene.begin(service)
    ear = scene.tab
    op = uuid4()

    first = await scene.write(service, scene.host, "Once.", op=op)
    again = [await scene.write(service, scene.host, "Once.", op=op) for _ in range(3)]

    assert again == [first] * 3
    assert ear.types == ["passage.added"]
    assert await scene.times_in_log(op) == 1


async def test_the_same_op_sent_at_once_takes_effect_once(
    scene: Scene, service: RoomService, elsewhere: RoomService
) -> None:
    """D5: the same op sent at once takes effect once."""
    await scene.begin(service)
    op = uuid4()
    places = [service, elsewhere] * 10
    answers = await asyncio.gather(*(scene.chat(place, scene.host, op=op) for place in places))
    assert len(set(answers)) == 1
    assert await scene.times_in_log(op) == 1


async def much_later(scene: Scene, service: RoomService) -> None:
    """So much happens that the fold no longer knows the ops before it."""
    await asyncio.gather(*(scene.chat(service, scene.host, f"Line {n}") for n in range(2 * RECENT_OPS + 10)))


@pytest.mark.parametrize("mode", ["free", "round_robin"])
async def test_an_op_of_long_ago_gets_its_first_answer(scene: Scene, service: RoomService, mode: str) -> None:
    """D6: an op of long ago gets its first answer: also where the same words would be refused by now."""
    await scene.begin(service, mode)  # type: ignore[arg-type]
    op = uuid4()
    first = await scene.write(service, scene.host, "Once.", op=op)
    await much_later(scene, service)

    assert await scene.write(service, scene.host, "Once.", op=op) == first
    assert await scene.times_in_log(op) == 1


async def test_an_op_of_a_process_that_is_gone_gets_its_first_answer(scene: Scene, settings: Settings) -> None:
    """D7: an op of a process that is gone gets its first answer."""
    op = uuid4()
    async with door(settings) as gone:
        await scene.begin(gone, "round_robin")
        first = await scene.write(gone, scene.host, "Once.", op=op)
    async with door(settings) as fresh:
        assert await scene.write(fresh, scene.host, "Once.", op=op) == first
    assert await scene.times_in_log(op) == 1


async def test_somebody_elses_op_of_the_same_number_is_another(scene: Scene, service: RoomService) -> None:
    """D8: somebody else's op of the same number is another."""
    await scene.begin(service)
    await scene.enter(service, scene.guest)
    op = uuid4()
    answers = [await scene.chat(service, who, op=op) for who in (scene.host, scene.guest)]
    assert answers[0] < answers[1]
    assert await scene.times_in_log(op) == 2


async def test_two_processes_write_one_story_in_one_order(
    scene: Scene, service: RoomService, elsewhere: RoomService
) -> None:
    """D9: two processes write one story in one order."""
    await scene.begin(service)
    here, there = scene.tab, await scene.enter(elsewhere, scene.guest)
    ops = [uuid4() for _ in range(60)]

    answers = await asyncio.gather(
        *(
            scene.chat((service, elsewhere)[n % 2], (scene.host, scene.guest)[n % 2], f"Line {n}", op)
            for n, op in enumerate(ops)
        )
    )

    assert len(set(answers)) == 60
    last = max(answers)
    for ear in (here, there):
        await until("everything heard", lambda ear=ear: ear.events and ear.events[-1]["seq"] == last)  # type: ignore[misc]
        ear.assert_gapless()
    said = [[e for e in ear.events if e["type"] == "chat.posted"] for ear in (here, there)]
    assert said[0] == said[1]
    assert {r.op for r in await scene.log()} >= set(ops)


async def test_a_room_that_cannot_be_saved_is_busy_and_the_op_settles_later(scene: Scene, settings: Settings) -> None:
    """D10: a room that cannot be saved is busy and the op settles later."""
    async with door(settings, command_seconds=0.7) as service:
        await scene.begin(service)
        ear = scene.tab
        op = uuid4()
        async with scene.head_locked():
            began = asyncio.get_running_loop().time()
            with pytest.raises(Busy):
                await scene.chat(service, scene.host, op=op)
            assert 0.6 < asyncio.get_running_loop().time() - began < 1.5
            assert ear.types == []
        seq = await scene.chat(service, scene.host, op=op)
        await until("the line is heard", lambda: ear.events and ear.events[-1]["seq"] == seq)
        assert await scene.times_in_log(op) == 1
        assert (await scene.chat(service, scene.host)) > seq, "the room goes on"


async def test_a_busy_command_takes_effect_once_or_not_at_all(scene: Scene, settings: Settings) -> None:
    """D11: a busy command takes effect once or not at all: nobody sends it again, and others go on."""
    async with door(settings, command_seconds=0.3) as service:
        await scene.begin(service)
        op = uuid4()
        async with scene.head_locked():
            with pytest.raises(Busy):
                await scene.chat(service, scene.host, op=op)
        await until("the room is quiet", lambda: service.writer.idle)
        await scene.chat(service, scene.host)
        assert await scene.times_in_log(op) <= 1


async def test_one_room_that_is_stuck_holds_up_no_other(scene: Scene, service: RoomService, settings: Settings) -> None:
    """D12: one room that is stuck holds up no other."""
    await scene.begin(service)
    other = Scene(scene.owner, settings)
    await other.begin(service)
    async with scene.head_locked():
        stuck = asyncio.create_task(scene.chat(service, scene.host))
        await scene.somebody_waits_for_a_lock()
        began = asyncio.get_running_loop().time()
        await other.chat(service, other.host)
        assert asyncio.get_running_loop().time() - began < 2
        assert not stuck.done()
    assert await stuck > 0


async def test_an_append_that_postgresql_refuses_spoils_no_other_room(
    scene: Scene, service: RoomService, settings: Settings
) -> None:
    """D13: an append that PostgreSQL refuses spoils no other room: one room's op is in the log already, which fails
    the statement that both rooms are in.
    """
    others = [Scene(scene.owner, settings) for _ in range(3)]
    for each in (scene, *others):
        await each.begin(service)
    op = uuid4()
    first = await scene.chat(service, scene.host, op=op)
    await much_later(scene, service)
    answers = await asyncio.gather(
        scene.chat(service, scene.host, op=op), *(each.chat(service, each.host) for each in others)
    )
    assert answers[0] == first
    assert answers[1:] == [5, 5, 5]


async def test_a_room_that_was_never_begun_does_not_exist(scene: Scene, service: RoomService) -> None:
    """D14: a room that was never begun does not exist."""
    for room in (uuid4(), UUID(int=0)):
        with pytest.raises(NoSuchRoom):
            await service.handle(room, scene.host, RenameStory(op=uuid4(), title="Mine"))
        with pytest.raises(NoSuchRoom):
            await service.handle(room, scene.host, JoinRoom(op=uuid4(), as_name="Me"))


async def test_a_stranger_changes_nothing(scene: Scene, service: RoomService) -> None:
    """D15: a stranger changes nothing."""
    await scene.begin(service)
    for command in (
        PassTurn(op=uuid4(), turn=1),
        KickMember(op=uuid4(), member=scene.host),
        RenameStory(op=uuid4(), title="Mine"),
    ):
        with pytest.raises(NotHere):
            await service.handle(scene.room, scene.third, command)
    assert (await store.heads(scene.owner, [scene.room]))[scene.room] == 4


async def test_events_of_another_process_are_folded_from_the_log_when_redis_says_nothing(
    scene: Scene, service: RoomService
) -> None:
    """D16: events of another process are folded from the log when Redis says nothing: the heads are enough."""
    await scene.begin(service)
    ear = scene.tab
    live = await service.open(scene.room)
    renamed = StoryRenamed(room=scene.room, seq=live.seq + 1, at=datetime.now(UTC), title="Another lamp")
    await scene.append([Recorded(renamed)])
    assert (await ear.hears("story.renamed"))["title"] == "Another lamp"
    assert live.room.view.title == "Another lamp"
