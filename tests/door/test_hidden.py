"""What is not for everybody: hidden lines, secret ballots, and a story that one waits to be let into."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest

from rooms import store
from rooms.errors import InTheLobby, NotHere
from rooms.protocol import (
    AdmitMember,
    CallVote,
    CastVote,
    JoinRoom,
    KickMember,
    PassTurn,
    PostChat,
    Rules,
    SyncRoom,
)
from rooms.service import RoomService
from tests.door.scene import Ear, Scene
from tests.waiting import until

SECRET = "The lamp was lying."


def told(ear: Ear) -> str:
    """Everything that a tab was ever sent."""
    assert ear.answer is not None
    return ear.answer.model_dump_json() + json.dumps([*ear.events, *ear.signals])


async def texts(scene: Scene) -> set[str]:
    rows = await scene.owner.fetch("select text from texts where room_id = $1", scene.room)
    return {row["text"] for row in rows}


async def round_of_two(scene: Scene, service: RoomService) -> tuple[Ear, Ear]:
    await scene.begin(service, mode="round")
    return scene.tab, await scene.enter(service, scene.guest)


async def test_a_hidden_line_is_in_nobody_s_frames(scene: Scene, service: RoomService, elsewhere: RoomService) -> None:
    """D80: before its time a hidden line is in no frame and no answer of any process but to its writer alone, who gets
    it back by coming in and by asking.
    """
    host, guest = await round_of_two(scene, service)
    seq = await scene.write(service, scene.guest, SECRET)
    assert (await host.hears("turn.taken"))["member"] == str(scene.guest)
    others = [
        await scene.enter(at, scene.host, after=after) for at in (service, elsewhere) for after in (None, seq - 1)
    ]
    again = await scene.enter(elsewhere, scene.guest)
    assert again.answer is not None
    assert again.answer.now.line == SECRET
    assert SECRET not in again.answer.model_dump_json(exclude={"now"})
    live = await service.open(scene.room)
    asked = await service.answer(live, scene.guest, SyncRoom(op=uuid4(), after=seq))
    assert (asked.now.line, asked.now.ballot) == (SECRET, None)
    assert all(SECRET not in told(ear) for ear in (host, guest, *others))
    await scene.write(service, scene.host, "It was not.")
    await until("it landed for all", lambda: all(SECRET in told(ear) for ear in (host, guest, *others)))
    assert (await scene.enter(service, scene.guest)).answer.now.line == ""  # type: ignore[union-attr]


async def test_the_words_are_in_the_sealed_part(scene: Scene, service: RoomService) -> None:
    """D81: what is acknowledged is kept: the sealed part of its row has the line, which a fresh fold and a checkpoint
    have too; the public part and the texts do not.
    """
    await round_of_two(scene, service)
    seq = await scene.write(service, scene.guest, SECRET)
    row = await scene.owner.fetchrow(
        "select event::text, sealed::text from events where room_id = $1 and seq = $2", scene.room, seq
    )
    assert SECRET in row["sealed"]
    assert SECRET not in row["event"]
    assert not await scene.owner.fetchval(
        "select count(*) from texts where room_id = $1 and text = $2", scene.room, SECRET
    )
    await store.checkpoint(scene.owner, (await service.open(scene.room)).room)
    loaded = await store.load(scene.owner, scene.room)
    assert loaded is not None
    assert dict(loaded.lines) == {scene.guest: SECRET}


async def test_a_line_that_was_given_up_is_gone(scene: Scene, service: RoomService) -> None:
    """D82: a line that was taken back, or whose writer was sent away, comes back to nobody and lands nowhere."""
    await round_of_two(scene, service)
    third = await scene.enter(service, scene.third, name="Cy")
    await scene.write(service, scene.guest, SECRET)
    await service.handle(scene.room, scene.guest, PassTurn(op=uuid4(), turn=1))
    assert (await scene.enter(service, scene.guest)).answer.now.line == ""  # type: ignore[union-attr]
    await scene.write(service, scene.third, "Spam of the third.")
    await service.handle(scene.room, scene.host, KickMember(op=uuid4(), member=scene.third))
    await until("they were put out", lambda: third.closed is not None)
    assert (await scene.enter(service, scene.third, name="Cy")).answer.now.line == ""  # type: ignore[union-attr]
    await scene.write(service, scene.host, "Alone at last.")
    assert not await texts(scene) & {SECRET, "Spam of the third."}


async def test_a_round_ends_across_processes(scene: Scene, service: RoomService, elsewhere: RoomService) -> None:
    """D83: members of one round on two processes: the last line, wherever it comes in, lands all of them everywhere."""
    host, _ = await round_of_two(scene, service)
    away = await scene.enter(elsewhere, scene.guest)
    await scene.write(service, scene.host, "From here.")
    await scene.write(elsewhere, scene.guest, "From there.")
    for ear in (host, away):
        await until("both", lambda ear=ear: ear.types.count("passage.added") == 2)  # type: ignore[misc]
        assert [e["text"] for e in ear.events if e["type"] == "passage.added"] == ["From here.", "From there."]
        ear.assert_gapless()


async def test_time_ends_a_round(scene: Scene, service: RoomService) -> None:
    """D84: at its deadline a round lands what is in, without anybody asking."""
    host, _ = await round_of_two(scene, service)
    await scene.write(service, scene.guest, "Just in time.")
    await scene.set_deadline(service, 0.3)
    assert (await host.hears("passage.added"))["text"] == "Just in time."


async def test_a_secret_ballot_is_nobody_s(scene: Scene, service: RoomService, elsewhere: RoomService) -> None:
    """D85: in a secret vote nobody is told a ballot but its giver; the last hand counts it, on whichever process."""
    await scene.begin(service, rules=Rules(coauthor=False, secret_votes=True))
    guest = await scene.enter(elsewhere, scene.guest)
    vote = await service.handle(scene.room, scene.host, CallVote(op=uuid4(), kind="end"))
    await service.handle(scene.room, scene.host, CastVote(op=uuid4(), vote=vote, option=1))
    assert (await guest.hears("vote.cast"))["option"] is None
    assert (await scene.enter(service, scene.host)).answer.now.ballot == 1  # type: ignore[union-attr]
    other = await scene.enter(elsewhere, scene.guest)
    assert other.answer is not None
    assert other.answer.now.ballot is None
    await elsewhere.handle(scene.room, scene.guest, CastVote(op=uuid4(), vote=vote, option=0))
    closed = await scene.tab.hears("vote.closed")
    assert (closed["counts"], closed["option"]) == ([1, 1], 0)
    hands = [event for ear in (scene.tab, guest) for event in ear.events if event["type"] == "vote.cast"]
    assert {event["option"] for event in hands} == {None}


async def test_who_waits_in_the_lobby_hears_nothing(scene: Scene, service: RoomService, elsewhere: RoomService) -> None:
    """D86: who knocks is told to wait, again and again, sees and hears nothing of the story, and comes in once
    admitted, by whichever process.
    """
    await scene.begin(service, rules=Rules(coauthor=False, lobby=True))
    ear = Ear(scene.guest)
    for at in (service, elsewhere, service):
        with pytest.raises(InTheLobby):
            await at.join(ear, scene.room, JoinRoom(op=uuid4(), as_name="Bo"))
    assert (await scene.tab.hears("member.knocked"))["member"]["name"] == "Bo"
    await scene.chat(service, scene.host, "Whom shall we let in?")
    with pytest.raises(NotHere):
        await service.handle(scene.room, scene.guest, PostChat(op=uuid4(), text="Me!"))
    assert (ear.events, ear.signals, ear.answer) == ([], [], None)
    assert str(scene.guest) not in scene.tab.here()
    await service.handle(scene.room, scene.host, AdmitMember(op=uuid4(), member=scene.guest))
    inside = await scene.enter(elsewhere, scene.guest)
    assert inside.answer is not None
    assert inside.answer.seq >= 6
    assert len([r for r in await scene.log() if r.event.type == "member.knocked"]) == 1
