"""Between a web process and PostgreSQL nothing arrives, and nobody is told; or it breaks in the middle of a commit."""

from __future__ import annotations

import asyncio
from pathlib import Path
from time import monotonic
from typing import Any

import asyncpg
import pytest

from rooms.protocol import PassageAdded, PostChat
from rooms.settings import WRITER_ROLE, Settings
from tests.faults.crowds import Crowd
from tests.faults.findings import Findings, scaled
from tests.faults.processes import Web, running
from tests.faults.proxy import BLACKHOLE, HEALTHY, Proxy, proxy, socket_of
from tests.waiting import until, until_asked
from tests.witness import ANSWER_SECONDS, read
from tests.writers import Client

OUTAGE_SECONDS = scaled(4, 20, 60)
AGAIN_SECONDS = 10.0
"""After the line is healed: what hangs in it has to be given up first (command_timeout, 5 s)."""
HURRY = scaled({"ROUNDTALE_COMMAND_SECONDS": "2"}, {}, {})
HASTY = HURRY | {"ROUNDTALE_PROCESS_SECONDS": "3", "ROUNDTALE_ABSENT_SECONDS": "1"}
"""Who is on a silent process is away after four seconds, so that the turn moves on while the line is cut."""

WAITS = (
    "select count(*) from pg_stat_activity "
    "where usename = $1 and datname = current_database() and wait_event_type = 'Lock'"
)


@pytest.mark.whole
async def test_a_blackhole_before_postgresql(
    settings: Settings, owner: Any, tmp_path: Path, findings: Findings
) -> None:
    """F-53: nothing arrives between the house and PostgreSQL, and nobody is told: commands are answered busy, after
    healing all write again without help, no connection is left in a transaction, and the process ends in good order.
    """
    async with proxy(socket_of(settings.database_url)) as line, running(*behind(line, settings, tmp_path)) as [web]:
        async with Crowd([web.address], 11) as crowd:
            for _ in range(3):
                await crowd.open("free", 4)
            await crowd.all_in()
            crowd.write()
            await until("writes go on", lambda: crowd.acked >= 50, 20)
            line.suffer(BLACKHOLE, BLACKHOLE)
            began = monotonic()
            await until("commands are answered busy", lambda: crowd.put_off > 0, ANSWER_SECONDS)
            await asyncio.sleep(began + OUTAGE_SECONDS - monotonic())
            line.suffer()
            took = await all_write_again(crowd.everybody)
            figures = await crowd.judged(owner)
        await until_asked("no transaction is left open", lambda: nothing_hangs(owner), 10)
        web.terminate()
        assert await web.ended(15) == 0, web.last_words()
    assert took < AGAIN_SECONDS
    besides = f"{crowd.put_off} times busy, all wrote again {took:.1f} s after healing"
    findings.add("T11", f"nothing to or from PostgreSQL for {OUTAGE_SECONDS} s", 1, figures, besides)


def behind(line: Proxy, settings: Settings, folder: Path) -> tuple[Settings, Path, int, dict[str, str]]:
    """A process that reaches PostgreSQL by way of this line."""
    url = line.instead(settings.database_url)
    return settings.model_copy(update={"database_url": url}), folder, 1, HURRY


async def all_write_again(people: list[Client]) -> float:
    """Seconds until everybody had another receipt."""
    began = monotonic()
    before = {client: client.acked for client in people}
    await until("all write again", lambda: all(client.acked > n for client, n in before.items()), 30)
    return monotonic() - began


async def nothing_hangs(owner: Any) -> bool:
    return not await owner.fetchval(
        "select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'"
    )


@pytest.mark.whole
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("then", ["the line breaks", "the process dies", "nothing arrives"])
async def test_cut_during_commit(then: str, settings: Settings, owner: Any, tmp_path: Path, findings: Findings) -> None:
    """F-54: a line that is cut after the commit and before its answer: whether it breaks, says nothing or the process
    dies with it, the same op settles what nobody knows to exactly one, and its receipt is where the log has it.
    """
    times = scaled(1, 3, 50)
    async with (
        proxy(socket_of(settings.database_url), 2) as line,
        running(*behind(line, settings, tmp_path)) as [web],
        Crowd([web.address], 12) as crowd,
    ):
        [host, other] = await crowd.open("free", 2)
        await crowd.all_in()
        for _ in range(times):
            writing = await commit_unheard(settings, owner, host, line)
            await interrupt(then, web, line)
            line.suffer()
            assert isinstance(await writing, int)
            assert isinstance(await other.write(PostChat, text=f"I heard. {other.op()}"), int)
        figures = await crowd.judged(owner)
    findings.add("T11", f"PostgreSQL commits, its answer is lost, {then}", times, figures)


async def commit_unheard(settings: Settings, owner: Any, client: Client, line: Proxy) -> asyncio.Task[int | str]:
    """Let something that this client writes be committed, and PostgreSQL's answer be lost.

    The room's head is held until the append waits for it; a moment earlier asyncpg might still ask what its types are.
    """
    holder = await asyncpg.connect(settings.database_url)
    async with holder.transaction():
        before = await holder.fetchval("select seq from heads where room_id = $1 for update", client.room_id)
        writing = asyncio.create_task(client.write(PostChat, text=f"Is this kept? {client.op()}"))
        await until_asked("the append waits", lambda: owner.fetchval(WAITS, WRITER_ROLE))
        line.suffer(HEALTHY, BLACKHOLE)
    await holder.close()

    async def committed() -> bool:
        return bool(await owner.fetchval("select seq from heads where room_id = $1", client.room_id) > before)

    await until_asked("it is committed", committed)
    return writing


async def interrupt(then: str, web: Web, line: Proxy) -> None:
    if then == "the line breaks":
        for connection in list(line.connections.values()):
            connection.reset()
    elif then == "the process dies":
        web.kill()
        line.suffer()
        web.start()
        await web.ready()
    else:
        await asyncio.sleep(OUTAGE_SECONDS / 4)


async def test_one_process_is_cut_off_from_postgresql(
    settings: Settings, owner: Any, tmp_path: Path, folder: Path, findings: Findings
) -> None:
    """F-55: one of two processes is cut off from PostgreSQL: its members are answered busy within 10 s, those of the
    other go on, turns too; nobody takes a turn that is another's, and after healing all hold the same story.
    """
    async with proxy(socket_of(settings.database_url)) as line:
        cut_off, *_ = behind(line, settings, folder)
        async with (
            running(settings, tmp_path, 1, HASTY) as [a],
            running(cut_off, folder, 1, HASTY) as [b],
            Crowd([a.address, b.address], 16) as crowd,
        ):
            await crowd.open("free", 6)
            await crowd.open("round_robin", 6)
            await crowd.all_in()
            here = [client for client in crowd.everybody if client.address == a.address]
            there = [client for client in crowd.everybody if client.address == b.address]
            crowd.write()
            await until("writes go on", lambda: crowd.acked >= 50, 20)
            line.suffer(BLACKHOLE, BLACKHOLE)
            began = monotonic()
            await until("they are answered busy", lambda: busy(crowd, there), ANSWER_SECONDS)
            took = monotonic() - began
            await all_write_again(here)
            turn = turns(here)
            await until("turns go on", lambda: turns(here) > turn + 3, 20)
            await asyncio.sleep(max(0.0, began + OUTAGE_SECONDS - monotonic()))
            line.suffer()
            again = await all_write_again(there)
            figures = await crowd.judged(owner)
            assert await stolen_turns(owner, crowd) == []
    assert not busy(crowd, here)
    besides = f"busy after {took:.1f} s, all wrote again {again:.1f} s after healing, turns went on meanwhile"
    findings.add("T16", "one of two processes cut off from PostgreSQL", 1, figures, besides)


def busy(crowd: Crowd, people: list[Client]) -> bool:
    names = {client.name for client in people}
    return any(r.what == "put_off" and r.code == "busy" and r.client in names for r in crowd.records)


def turns(people: list[Client]) -> int:
    """The number of the turn in the room where they are taken in order."""
    return max(client.view.turn.number for client in people if client.view.turn and client.view.turn.kind != "open")


async def stolen_turns(owner: Any, crowd: Crowd) -> list[PassageAdded]:
    """Passages of people who were no speakers of the turn at that place in the log."""
    stolen = []
    for room in crowd.people:
        log = await read(owner, room[0].room_id)
        for recorded in log.log:
            event = recorded.event
            if isinstance(event, PassageAdded) and event.passage.author is not None:
                turn = log.folds[event.seq - 1].view.turn
                if turn is None or (turn.kind != "open" and event.passage.author not in turn.speakers):
                    stolen.append(event)
    return stolen
