"""The store on real PostgreSQL: one statement appends, and what is read folds to the same room."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from rooms import store
from rooms.decide import decide
from rooms.protocol import (
    Command,
    ContinueStory,
    CreateRoom,
    EditPassage,
    FinishGeneration,
    JoinRoom,
    ModeName,
    PassageAdded,
    PassTurn,
    PostChat,
    Rules,
    SubmitTurn,
)
from rooms.room import RULES_VERSION, Recorded, Room, fold
from rooms.settings import Settings
from rooms.turns import Moment
from tests.databases import found_room

HOST, GUEST, THIRD = UUID(int=3 << 96), UUID(int=1 << 96), UUID(int=2 << 96)
"""Seats that are taken in another order than their ids sort in."""


class Story:
    """A room on its way into the log: what was decided, and how far it is."""

    def __init__(self, room: UUID, settings: Settings) -> None:
        self.id = room
        self.log: list[Recorded] = []
        self.value: Room | None = None
        self.moment = Moment(datetime.now(UTC), settings)

    def say(self, by: UUID | None, command: Command) -> list[Recorded]:
        decision = decide(self.value, by, command, self.moment)
        self.value = decision.after
        self.log += decision.events
        self.moment = replace(self.moment, at=self.moment.at + timedelta(seconds=1))
        return list(decision.events)

    def begin(self, mode: ModeName = "free") -> Story:
        self.say(
            HOST,
            CreateRoom(
                op=uuid4(), room=self.id, title="A lamp", premise="A lamp that sings.", language="en", genre="fantasy",
                mode=mode, rules=Rules(), host_name="Amina",
            ),
        )  # fmt: skip
        return self

    def write(self, text: str, by: UUID = HOST, op: UUID | None = None) -> list[Recorded]:
        assert self.value is not None
        assert self.value.view.turn is not None
        return self.say(by, SubmitTurn(op=op or uuid4(), turn=self.value.view.turn.number, text=text))

    def batch(self, events: Sequence[Recorded]) -> store.Append:
        return store.Append(self.id, events[0].event.seq - 1, events)


@pytest.fixture
async def story(owner: Any, settings: Settings) -> Story:
    return Story(await found_room(owner), settings)


async def test_what_is_appended_is_read_again(story: Story, pool: Any) -> None:
    """C1: what is appended is read again."""
    story.begin().write("She went out, “quietly” \\ \u2028 and 🕯 into the rain.")
    story.say(GUEST, JoinRoom(op=uuid4(), as_name="Bo"))
    story.say(HOST, ContinueStory(op=uuid4(), hint="darker"))

    assert await store.append(pool, [story.batch(story.log)]) == {story.id}

    assert await store.since(pool, story.id, 0) == story.log
    assert await store.since(pool, story.id, 3) == story.log[3:]
    assert await store.since(pool, story.id, 3, limit=2) == story.log[3:5]
    assert await store.heads(pool, [story.id, uuid4()]) == {story.id: len(story.log)}
    assert await store.load(pool, story.id) == story.value == fold(None, story.log)
    assert await store.load(pool, uuid4()) is None


async def test_a_checkpoint_and_what_came_after_fold_to_the_same_room(story: Story, pool: Any) -> None:
    """C2: a checkpoint and what came after fold to the same room."""
    story.begin("round_robin")
    story.say(GUEST, JoinRoom(op=uuid4(), as_name="Bo"))
    story.say(THIRD, JoinRoom(op=uuid4(), as_name="Chidi"))
    story.write("Once.")
    await store.append(pool, [story.batch(story.log)])
    assert story.value is not None
    before = len(story.log)

    await store.checkpoint(pool, story.value)
    await store.checkpoint(pool, story.value)
    loaded = await store.load(pool, story.id)

    assert loaded == fold(None, story.log)
    assert loaded is not None
    assert list(loaded.view.members) == [HOST, GUEST, THIRD], "the seat order is part of the room"
    assert list(loaded.ops) == list(story.value.ops), "the oldest op is forgotten first"
    story.write("Twice.", by=GUEST)
    await store.append(pool, [story.batch(story.log[before:])])
    assert await store.load(pool, story.id) == fold(None, story.log) == story.value


async def test_the_beginning_of_a_story_is_read_in_its_order(story: Story, pool: Any) -> None:
    """C350: the words of versions come in the order that they are asked for, no more of them than asked."""
    story.begin()
    told = [
        next(e.event.seq for e in story.write(text) if e.event.type == "passage.added") for text in ("One.", "Two.")
    ]
    await store.append(pool, [story.batch(story.log)])

    assert await store.opening(pool, story.id, told, 100) == "One.\n\nTwo."
    assert await store.opening(pool, story.id, told[::-1], 100) == "Two.\n\nOne."
    assert await store.opening(pool, story.id, told, 3) == "One"
    assert await store.opening(pool, uuid4(), told, 100) == ""


async def test_a_checkpoint_of_other_rules_is_not_used(story: Story, pool: Any, owner: Any) -> None:
    """C3: a checkpoint of other rules is not used."""
    story.begin()
    await store.append(pool, [story.batch(story.log)])
    assert story.value is not None
    await store.checkpoint(pool, story.value)

    await owner.execute(
        "update checkpoints set rules = $2, room = '{}' where room_id = $1", story.id, RULES_VERSION + 1
    )

    assert await store.load(pool, story.id) == story.value


async def test_a_room_that_moved_on_takes_nothing(story: Story, pool: Any, owner: Any, settings: Settings) -> None:
    """C4: a room that moved on takes nothing."""
    story.begin()
    await store.append(pool, [story.batch(story.log)])
    late = fold(None, story.log)
    other = Story(await found_room(owner), settings).begin()
    first = story.write("Mine was first.")
    await store.append(pool, [story.batch(first)])

    second = decide(late, HOST, SubmitTurn(op=uuid4(), turn=1, text="Mine was late."), story.moment).events
    taken = await store.append(pool, [story.batch(list(second)), other.batch(other.log)])

    assert taken == {other.id}, "the other rooms of a batch are appended all the same"
    assert await store.since(pool, story.id, 0) == story.log
    assert await store.load(pool, other.id) == other.value


async def test_two_processes_append_side_by_side_and_one_wins(story: Story, pool: Any) -> None:
    """C5: two processes append side by side and one wins."""
    story.begin()
    await store.append(pool, [story.batch(story.log)])
    rivals = [
        decide(story.value, HOST, SubmitTurn(op=uuid4(), turn=1, text=f"Draft {n}."), story.moment).events
        for n in range(4)
    ]

    taken = await asyncio.gather(*(store.append(pool, [story.batch(list(events))]) for events in rivals))

    assert sorted(map(len, taken)) == [0, 0, 0, 1]
    assert len(await store.since(pool, story.id, 0)) == len(story.log) + 1


async def test_an_op_is_in_the_log_once(story: Story, pool: Any) -> None:
    """C6: an op is in the log once."""
    op, bed = uuid4(), uuid4()
    story.begin()
    events = story.write("Once only.", op=op)
    await store.append(pool, [story.batch(story.log)])

    again = story.write("Once only.", op=op)
    with pytest.raises(asyncpg.UniqueViolationError):
        await store.append(pool, [story.batch(again)])

    assert await store.answered(pool, story.id, HOST, op) == events[-1].event.seq
    assert await store.answered(pool, story.id, GUEST, op) is None, "somebody else's op of the same number is another"
    assert await store.answered(pool, story.id, HOST, bed) is None
    assert await store.heads(pool, [story.id]) == {story.id: events[-1].event.seq}, "a refused append moves nothing"


async def test_an_op_of_the_house_is_unique_too(story: Story, pool: Any) -> None:
    """C14: an op of the house is unique too: the house has no person, and two nulls are no licence to say it twice."""
    story.begin()
    op = uuid4()
    housed = [replace(recorded, by=None, op=op) for recorded in story.log[-1:]]
    await store.append(pool, [story.batch([*story.log[:-1], *housed])])
    following = story.write("More.")
    with pytest.raises(asyncpg.UniqueViolationError):
        await store.append(pool, [story.batch([replace(following[-1], by=None, op=op)])])
    assert await store.answered(pool, story.id, None, op) == len(story.log) - 1


async def test_words_are_kept_apart_from_events(story: Story, pool: Any, owner: Any) -> None:
    """C7: words are kept apart from events."""
    story.begin()
    passage = story.write("A canary sang.")[0].event
    story.say(HOST, EditPassage(op=uuid4(), passage=passage.seq, text="Another canary sang."))
    story.say(HOST, PostChat(op=uuid4(), text="A canary aside."))
    story.say(HOST, ContinueStory(op=uuid4(), hint="a canary hint"))
    await store.append(pool, [story.batch(story.log)])

    rows = await owner.fetch("select event::text, sealed::text from events where room_id = $1", story.id)
    versions = await store.texts(pool, story.id, [passage.seq])
    _, lines = await store.window(pool, story.id, 1000, [], 50)

    assert not any("canary" in row["event"] for row in rows)
    assert [row["sealed"] for row in rows if row["sealed"]] == ['{"hint": "a canary hint"}']
    assert [(v.passage, v.text) for v in versions] == [(5, "A canary sang."), (5, "Another canary sang.")]
    assert [v.version for v in versions] == [5, 6]
    said = [r.event for r in story.log if r.event.type == "chat.posted"]
    assert [(line.id, line.member, line.at, line.text) for line in lines] == [
        (e.seq, e.member, e.at, e.text) for e in said
    ]


async def test_blanking_a_text_keeps_the_log_whole(story: Story, pool: Any, owner: Any) -> None:
    """C8: blanking a text keeps the log whole."""
    story.begin()
    story.write("To be forgotten.")
    await store.append(pool, [story.batch(story.log)])

    await owner.execute("update texts set text = '' where room_id = $1 and passage is not null", story.id)

    read = await store.since(pool, story.id, 0)
    assert [r.event.seq for r in read] == [r.event.seq for r in story.log]
    assert [r.event.text for r in read if isinstance(r.event, PassageAdded)] == [""]
    assert fold(None, read) == story.value


async def test_chat_lines_come_oldest_first_and_no_later_than_asked(story: Story, pool: Any) -> None:
    """C9: chat lines come oldest first and no later than asked."""
    story.begin()
    for n in range(5):
        story.say(HOST, PostChat(op=uuid4(), text=f"Line {n}"))
    await store.append(pool, [story.batch(story.log)])
    last = story.log[-1].event.seq

    _, lines = await store.window(pool, story.id, last - 1, [], 3)

    assert [line.text for line in lines] == ["Line 1", "Line 2", "Line 3"]


async def begun_generation(story: Story, pool: Any) -> int:
    story.begin("duet").say(HOST, PassTurn(op=uuid4(), turn=1))
    await store.append(pool, [story.batch(story.log)])
    assert story.value is not None
    assert story.value.view.generation is not None
    return story.value.view.generation.id


async def test_a_lease_has_one_holder_and_a_growing_number(story: Story, pool: Any) -> None:
    """C10: a lease has one holder and a growing number."""
    job, first, second = await begun_generation(story, pool), uuid4(), uuid4()

    taken = await asyncio.gather(*(store.lease(pool, story.id, job, who, 60) for who in (first, second)))

    assert sorted(taken, key=str) == [(1, ""), None]
    holder, rival = (first, second) if taken[0] else (second, first)
    assert await store.renew(pool, story.id, job, 1, 60, "The lamp ")
    assert await store.progress(pool, story.id, job) == "The lamp "
    assert await store.lease(pool, story.id, job, rival, 60) is None
    await store.release(pool, story.id, job, holder, "The lamp went")
    assert await store.lease(pool, story.id, job, rival, 60) == (2, "The lamp went")
    assert not await store.renew(pool, story.id, job, 1, 60, "late words"), "the old number has lost it"
    assert await store.progress(pool, story.id, job) == "The lamp went"


async def test_a_silent_holder_loses_its_lease(story: Story, pool: Any) -> None:
    """C11: a silent holder loses its lease."""
    job, silent, other = await begun_generation(story, pool), uuid4(), uuid4()
    assert await store.lease(pool, story.id, job, silent, -1) == (1, "")
    assert await store.lease(pool, story.id, job, other, 60) == (2, "")
    await store.release(pool, story.id, job, silent, "not mine any more")
    assert await store.lease(pool, story.id, job, silent, 60) is None, "only the holder gives a lease back"


async def test_a_finished_job_is_taken_by_nobody(story: Story, pool: Any) -> None:
    """C12: a job is finished by the event that ends it, in the same statement; then nobody can take it."""
    job, who = await begun_generation(story, pool), uuid4()
    await store.lease(pool, story.id, job, who, -1)
    end = story.say(None, FinishGeneration(op=uuid4(), generation=job, fence=1, outcome="failed", text=""))
    assert await store.append(pool, [story.batch(end)]) == {story.id}
    assert await store.lease(pool, story.id, job, who, 60) is None
    assert not await store.renew(pool, story.id, job, 1, 60, "more")


async def test_a_held_head_makes_others_wait_no_longer_than_half_a_second(story: Story, pool: Any) -> None:
    """C13: a held head makes others wait no longer than half a second."""
    story.begin()
    async with store.locked(pool, story.id) as connection:
        began = asyncio.get_running_loop().time()
        with pytest.raises(asyncpg.LockNotAvailableError) as refused:
            await store.append(pool, [story.batch(story.log)])
        assert asyncio.get_running_loop().time() - began < 2
        assert store.lost_connection(refused.value), "it says nothing of the work: try again"
        assert await store.append(connection, [story.batch(story.log)]) == {story.id}
    assert await store.load(pool, story.id) == story.value
