"""Web processes that die, at any moment and at every named one; and that are asked to go."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any
from uuid import UUID

import pytest

from rooms.failpoints import DOOR
from rooms.protocol import (
    AnyEvent,
    CastVote,
    GenerationDelta,
    HostPassed,
    KickMember,
    PassageAdded,
    PostChat,
    SubmitTurn,
    TurnPassed,
)
from rooms.settings import Settings
from rooms.turns import MODES
from tests.faults.crowds import BACK_SECONDS, Crowd
from tests.faults.findings import Findings, scaled
from tests.faults.processes import Web, running
from tests.waiting import until, until_asked
from tests.witness import read
from tests.writers import Client

ROOMS, MEMBERS = 10, 5
SEED = int(os.environ.get("SEED", "1"))
VISITS = scaled((25,), (12, 25, 80), (12, 25, 40, 80, 160))
REACHED_SECONDS = 2.0
KILLS = int(os.environ.get("KILLS") or scaled(6, 60, 200))
"""Which visit of a failpoint is the last."""


@pytest.mark.timeout(600)
async def test_kill_at_random_moments(settings: Settings, owner: Any, tmp_path: Path, findings: Findings) -> None:
    """F-1: kill -9 again and again while ten rooms of five write: nothing acknowledged is lost, nothing is doubled,
    everybody is back within 5 s of the server, and nobody loses a turn or the hosting by it.
    """
    random = Random(SEED)
    back: list[float] = []
    async with running(settings, tmp_path) as [web], Crowd([web.address], SEED) as crowd:
        for number in range(ROOMS):
            await crowd.open("round_robin" if number % 4 == 3 else "free", MEMBERS)
        await crowd.all_in()
        crowd.write()
        host, *_, unwanted = crowd.people[0]
        kicking = asyncio.create_task(host.write(KickMember, member=unwanted.person))
        for _ in range(KILLS):
            enough = crowd.acked + random.randrange(50, 200)
            await until("writes go on", lambda enough=enough: crowd.acked >= enough, 20)  # type: ignore[misc]
            await asyncio.sleep(random.uniform(0, 0.05))
            some_reload(crowd, random)
            before = crowd.connections()
            web.kill()
            web.start()
            await web.ready()
            ready = monotonic()
            await crowd.all_back(before)
            back.append(monotonic() - ready)
        assert isinstance(await kicking, int)
        figures = await crowd.judged(owner)
        assert await turns_taken(owner, crowd) == []
    assert max(back) < BACK_SECONDS, back
    assert figures.connections >= (ROOMS * MEMBERS - 1) * (KILLS + 1)
    findings.add("T01", "kill -9 at random moments", KILLS, figures, f"all back within {max(back):.1f} s of readiness")


def some_reload(crowd: Crowd, random: Random) -> None:
    """A tenth of all pages come back from nothing, and get a reset; the others a delta."""
    for client in random.sample(crowd.everybody, len(crowd.everybody) // 10):
        client.forget()


async def turns_taken(owner: Any, crowd: Crowd) -> list[AnyEvent]:
    """Turns and hosting that went from people who were only thrown out by a restart."""
    log = [recorded.event for room in crowd.people for recorded in (await read(owner, room[0].room_id)).log]
    lost = [event for event in log if isinstance(event, TurnPassed)]
    return [*lost, *(event for event in log if isinstance(event, HostPassed) and event.seq > 3)]


async def test_a_restart_is_nobodys_absence(settings: Settings, owner: Any, tmp_path: Path) -> None:
    """F-2: who is back first after a restart takes neither turn nor hosting from who comes a moment later."""
    async with running(settings, tmp_path) as [web], Crowd([web.address], SEED) as crowd:
        host, other = await crowd.open("round_robin", 2)
        await crowd.all_in()
        assert host.view.turn is not None
        assert (host.view.host, host.view.turn.speakers) == (host.person, (host.person,))
        await host.close()
        web.kill()
        web.start()
        seq = await other.write(PostChat, text="I am back, and the settling of my return is before this.")
        events = [recorded.event for recorded in (await read(owner, host.room_id)).log]
        taken = [event for event in events if isinstance(event, TurnPassed)]
        assert seq == events[-1].seq
        assert taken == []
        assert [event.member for event in events if isinstance(event, HostPassed)] == [host.person]


async def test_a_long_outage_is_nobodys_absence(settings: Settings, owner: Any, tmp_path: Path) -> None:
    """F-3: nor after an hour without a house: being away begins to count when one could be here."""
    quick = {"ROUNDTALE_HEADS_SECONDS": "0.2"}
    async with running(settings, tmp_path, environment=quick) as [web], Crowd([web.address], SEED) as crowd:
        host, other = await crowd.open("round_robin", 2)
        await crowd.all_in()
        await host.close()
        web.kill()
        await owner.execute("update processes set beat_at = beat_at - interval '1 hour'")
        web.start()
        await other.write(PostChat, text="I am back first.")
        for _ in range(3):
            await a_beat(owner)
        assert [event for event in other.heard if isinstance(event, TurnPassed | HostPassed)] == []


async def a_beat(owner: Any) -> None:
    """Wait until the process has asked PostgreSQL for news once more, and with it who is here."""
    newest = "select max(beat_at) from processes"
    before = await owner.fetchval(newest)

    async def beaten() -> bool:
        return bool(await owner.fetchval(newest) > before)

    await until_asked("a beat", beaten)


# Lines and hands that wait.


async def test_kill_in_mid_round_and_mid_vote(
    settings: Settings, owner: Any, tmp_path: Path, findings: Findings
) -> None:
    """F-111: kill -9 while a round waits for its last line and a vote for its last hand: no line that was acknowledged
    is lost, each comes back to its writer alone, the round and the vote end, and every line lands once.
    """
    async with running(settings, tmp_path) as [web], Crowd([web.address], SEED) as crowd:
        round_of = await crowd.open("round", 3)
        vote_of = await crowd.open("vote", 3)
        await crowd.all_in()
        await until("all may write", lambda: all(len(takers(room[0])) == 3 for room in crowd.people))
        last = round_of[2]
        for client in (*round_of[:2], *vote_of):
            await client.write(SubmitTurn, turn=1, text=f"{client.name} wrote {client.op()}.")
        await until("proposals are voted on", lambda: all(c.view.vote is not None for c in vote_of))
        for client in vote_of[:2]:
            await cast(client, 1)
        before = crowd.connections()
        web.kill()
        web.start()
        await web.ready()
        await crowd.all_back(before)
        assert [client.name in client.line for client in round_of] == [True, True, False]
        await cast(vote_of[2], 0)
        await last.write(SubmitTurn, turn=1, text=f"{last.name} wrote {last.op()}.")
        await until("both go on", lambda: all(c.view.turn and len(c.view.turn.taken) == 0 for c in crowd.everybody))
        figures = await crowd.judged(owner)
        lines = [(await read(owner, room[0].room_id)).lines for room in crowd.people]
    assert [(len(held.landed), held.unlanded) for held in lines] == [(3, []), (3, [])]
    assert [passage.author for passage in last.view.passages] == [client.person for client in round_of]
    assert [passage.author for passage in vote_of[0].view.passages] == [vote_of[1].person]
    findings.add("T01", "kill -9 in mid-round and mid-vote", 1, figures, "6 lines landed once each")


def takers(client: Client) -> tuple[UUID, ...]:
    turn = client.view.turn
    return turn.speakers if turn else ()


async def cast(client: Client, option: int) -> None:
    vote = client.view.vote
    assert vote is not None
    assert isinstance(await client.write(CastVote, vote=vote.id, option=vote.options[option]), int)


def newest(client: Client) -> int:
    """The last passage of the room, as this page shows it."""
    return client.view.passages[-1].id if client.room and client.view.passages else 0


@pytest.mark.whole
@pytest.mark.timeout(900)
async def test_kill_in_every_mode(settings: Settings, owner: Any, tmp_path: Path, findings: Findings) -> None:
    """F-112: kill -9 of either of two processes, again and again, while a room of five writes in every mode, one of
    them with secret votes: every room goes on, no line is lost, doubled or seen before its time.
    """
    random, kills = Random(SEED), int(os.environ.get("KILLS") or scaled(4, 12, 60))
    async with running(settings, tmp_path, 2) as webs, Crowd([web.address for web in webs], SEED) as crowd:
        for mode in MODES:
            await crowd.open(mode, MEMBERS)
        await crowd.open("vote", MEMBERS, secret_votes=True, vote_seconds=15)
        crowd.pace = (0.1, 0.7)  # eight rooms: the process that starts again needs the machine too
        await crowd.all_in()
        crowd.write()
        for _ in range(kills):
            enough = crowd.acked + random.randrange(100, 300)
            await until("writes go on", lambda enough=enough: crowd.acked >= enough, 60)  # type: ignore[misc]
            some_reload(crowd, random)
            web = random.choice(webs)
            web.kill()
            web.start()
            await web.ready()
            await crowd.all_in()
        reached = {room[0]: newest(room[0]) for room in crowd.people}
        await until("every room goes on", lambda: all(newest(c) > seq for c, seq in reached.items()), 60)
        figures = await crowd.judged(owner)
        lines = [(await read(owner, room[0].room_id)).lines for room in crowd.people]
    landed, unlanded = (sum(len(getattr(held, what)) for held in lines) for what in ("landed", "unlanded"))
    assert landed > 20 * kills
    besides = f"{landed} hidden lines landed once, {unlanded} waited or were given up"
    findings.add("T01", "kill -9 in every mode", kills, figures, besides)


# Named moments.


@pytest.mark.parametrize("visit", VISITS)
@pytest.mark.parametrize("name", DOOR)
async def test_kill_at_a_failpoint(
    name: str, visit: int, settings: Settings, owner: Any, tmp_path: Path, findings: Findings
) -> None:
    """F-4: killed at any failpoint: what was committed before it reaches everybody within 2 s of readiness, its job is
    there, and every generation that was begun ends exactly once.
    """
    async with Crowd([], SEED + visit) as crowd, company(settings, tmp_path, name == "before_publish"):
        web = Web(settings, tmp_path / "web.log", {"ROUNDTALE_LEASE_SECONDS": "2"})
        crowd.addresses, crowd.pace = [web.address], (0.02, 0.15)
        try:
            web.start(ROUNDTALE_FAILPOINT=f"{name}:kill:{visit}")
            for _ in range(3):
                await crowd.open("duet", 3)
            crowd.write()
            assert await web.ended(30) == -9
            heads = await committed(owner)
            web.start()
            await web.ready()
            ready = monotonic()
            await crowd.all_in()
            await until("it reached all", lambda: all(c.view.seq >= heads[c.room_id] for c in crowd.everybody))
            back = monotonic() - ready
            await until("the co-author wrote in every room", lambda: all(map(has_coauthor, crowd.people)), 30)
            figures = await crowd.judged(owner)
            await no_work_is_left(owner, crowd)
        finally:
            if web.alive:
                web.kill()
    assert back < REACHED_SECONDS
    findings.add("T02", f"kill -9 at {name}, visit {visit}", 1, figures, f"all had everything after {back:.1f} s")


@asynccontextmanager
async def company(settings: Settings, folder: Path, wanted: bool) -> AsyncIterator[None]:
    """Another process: one that is alone has nobody to publish to."""
    async with running(settings, folder, int(wanted)):
        yield


async def committed(owner: Any) -> dict[UUID, int]:
    """The head of each room; and every generation that was begun has its job."""
    rows = await owner.fetch(
        "select room_id, seq, event from events e where event ->> 'type' = 'generation.started' "
        "and not exists (select 1 from jobs j where (j.room_id, j.seq) = (e.room_id, e.seq))"
    )
    assert rows == []
    return {row["room_id"]: row["seq"] for row in await owner.fetch("select room_id, seq from heads")}


def has_coauthor(room: list[Client]) -> bool:
    return room[0].room is not None and any(passage.author is None for passage in room[0].view.passages)


async def no_work_is_left(owner: Any, crowd: Crowd) -> None:
    """Every generation that was begun has ended, once."""
    for room in crowd.people:
        events = [recorded.event for recorded in (await read(owner, room[0].room_id)).log]
        started = [event.generation.id for event in events if event.type == "generation.started"]
        assert started != []
        assert started == [event.generation for event in events if event.type == "generation.ended"]


# The co-author changes hands.


async def test_sigterm_under_load(settings: Settings, owner: Any, tmp_path: Path, findings: Findings) -> None:
    """F-5: SIGTERM under load: every client of the process is told, what was acknowledged is kept, the exit code is 0
    within 15 s, and the clients write on at another process.
    """
    async with running(settings, tmp_path, 2) as webs, Crowd([web.address for web in webs], SEED) as crowd:
        for number in range(5):
            await crowd.open("round_robin" if number == 4 else "free", 6)
        await crowd.all_in()
        crowd.write()
        await until("writes go on", lambda: crowd.acked >= 100, 20)
        there = [client for client in crowd.everybody if client.joined and client.address == webs[0].address]
        before = crowd.connections()
        began = monotonic()
        webs[0].terminate()
        code = await webs[0].ended(15)
        took = monotonic() - began
        await crowd.all_back({client: before[client] for client in there})
        enough = crowd.acked + 100
        await until("writes go on elsewhere", lambda: crowd.acked >= enough, 20)
        figures = await crowd.judged(owner)
    told = {record.client for record in crowd.records if record.what == "restarting"}
    assert code == 0, webs[0].last_words()
    assert {client.name for client in there} <= told
    findings.add("T04", "SIGTERM under load", 1, figures, f"ended in {took:.1f} s, {len(told)} told")


@pytest.mark.parametrize("how", ["asked to go", "killed"])
async def test_the_pen_changes_hands(
    how: str, settings: Settings, owner: Any, tmp_path: Path, findings: Findings
) -> None:
    """F-6: when the process that writes for the co-author goes or is killed another goes on within 12 s, exactly one
    passage comes of it, and its job is closed.
    """
    slow = {"ROUNDTALE_COAUTHOR_WORDS_PER_SECOND": "15"}
    async with running(settings, tmp_path, 2, slow) as webs, Crowd([web.address for web in webs], SEED) as crowd:
        first = (await crowd.open("duet", 1))[0]
        await crowd.all_in()
        assert first.view.turn is not None
        assert isinstance(await first.write(SubmitTurn, turn=first.view.turn.number, text="The lamp goes out."), int)
        second = crowd.client("second", 1)
        await second.arrive()
        second.enter(first)
        crowd.people[0].append(second)
        await until(
            "it writes", lambda: second.joined and any(isinstance(s, GenerationDelta) for s in second.signals), 5
        )
        assert second.view.generation is not None
        began = monotonic()
        webs[0].kill() if how == "killed" else webs[0].terminate()
        await until("another process goes on", lambda: goes_on(second), 13)
        took = monotonic() - began
        figures = await crowd.judged(owner)
        log = [recorded.event for recorded in (await read(owner, first.room_id)).log]
        await job_is_closed(owner, first)
    assert took < 12
    assert len([e for e in log if isinstance(e, PassageAdded) and e.passage.author is None]) == 1
    if how == "asked to go":
        assert await webs[0].ended(15) == 0
    findings.add("T04", f"{how} while the co-author writes", 1, figures, f"another went on after {took:.1f} s")


async def job_is_closed(owner: Any, client: Client) -> None:
    async def closed() -> bool:
        return not await owner.fetchval("select count(*) from jobs where not done and room_id = $1", client.room_id)

    await until_asked("the job is closed", closed)


def goes_on(client: Client) -> bool:
    """Another attempt is announced and writes, or the passage is there."""
    kinds: list[AnyEvent] = [e for e in client.heard if e.type in ("generation.restarted", "generation.ended")]
    return bool(kinds)
