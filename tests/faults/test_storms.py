"""Many at once: requests and sockets torn in the middle, and a whole house of pages that come back together."""

from __future__ import annotations

import asyncio
import json
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any
from uuid import uuid4

import aiohttp
import pytest

from rooms import logs
from rooms.protocol import PROTOCOL_VERSION
from rooms.settings import Settings
from server.machine.embedded import EmbeddedPostgres
from tests.faults.crowds import Crowd
from tests.faults.findings import Findings, scaled
from tests.faults.processes import running
from tests.waiting import until, until_asked
from tests.wire.client import Wire, serving
from tests.writers import Client

CANCELLED = scaled(200, 2000, 10_000)
SOCKETS = scaled(100, 1000, 1000)
BACK_SECONDS = 30
STATEMENT = re.compile(r"LOG:  (?:statement|execute [^:]*): (.*)")
STATEMENTS = 2.5
"""Two for each page that returns, from its ticket to its answer; the rest is what the house asks regularly."""
OPEN = {f"commands_per_second_{of}": 10_000 for of in ("socket", "person", "address")}
OPEN |= {"requests_per_second_address": 10_000, "halfopen_per_address": 1000, "sockets_per_address": 2000}
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.4, 6.0
"""As the page has them (web/src/room/connection.ts)."""


# Torn in the middle.


@pytest.mark.timeout(200)
async def test_a_storm_of_cancelled_requests(settings: Settings, owner: Any, findings: Findings) -> None:
    """F-85: requests and sockets torn at any moment leave nothing behind: every connection is back in its pool, none
    sits in a transaction, no row is there without the others that belong to it.
    """
    logs.configure(settings.model_copy(update={"log_level": "error"}))
    async with serving(settings, owner, **OPEN) as wire, Crowd([wire.base], 11) as crowd:
        for _ in range(4):
            await crowd.open("free", 3)
        await crowd.all_in()
        crowd.write()
        outcomes: Counter[str] = Counter()
        while outcomes["cut"] < CANCELLED:
            outcomes.update(await asyncio.gather(*(torn(crowd) for _ in range(50))))
            crowd.random.choice(crowd.everybody).drop()
        figures = await crowd.judged(owner)
        await until_asked("nothing is in use", lambda: nothing_in_use(wire, owner), 15)
    assert await owner.fetch(HALVES) == []
    besides = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()))
    findings.add("T24", "requests and sockets cancelled at random moments", outcomes["cut"], figures, besides)


HALVES = """
with words as (select room_id, seq from texts), work as (select room_id, seq from jobs)
select h.room_id from heads h left join (select room_id, max(seq) as seq, count(*) from events group by room_id) e
using (room_id) where h.seq <> coalesce(e.seq, 0) or e.count <> e.seq
union all select room_id from (table words union all table work) part
    where not exists (select 1 from events e where (e.room_id, e.seq) = (part.room_id, part.seq))
union all select id from rooms where id not in (select room_id from heads)
"""
"""Rooms of which a part is missing."""


async def torn(crowd: Crowd) -> str:
    """Something asked, and cut at a random moment unless it was quicker."""
    client = crowd.random.choice(crowd.everybody)
    asking = asyncio.ensure_future(crowd.random.choice(ASKED)(client))
    done, _ = await asyncio.wait({asking}, timeout=crowd.random.expovariate(1 / 0.1))
    if done:
        return asking.result()
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    return "cut"


async def ask(client: Client, method: str, path: str, body: dict[str, Any] | None = None) -> str:
    assert client.http is not None
    async with client.http.request(method, client.address + path, json=body) as answer:
        assert answer.status < 500, await answer.text()
        await answer.read()
        return "answered"


async def begin(client: Client) -> str:
    new = {"op": str(client.op()), "name": client.name, "premise": "Begun in a storm."}
    return await ask(client, "POST", "/api/rooms", new)


async def another_tab(client: Client) -> str:
    """A second socket, which joins and says nothing."""
    assert client.http is not None
    page = Page(client.http, client.address, str(client.room_id), client.code, client.random)
    await page.come()
    await page.drop()
    return "joined"


ASKED: list[Callable[[Client], Awaitable[str]]] = [
    begin,
    another_tab,
    another_tab,
    lambda client: ask(client, "POST", f"/api/rooms/{client.room_id}/ticket", {"code": client.code}),
    lambda client: ask(client, "GET", f"/api/rooms/{client.room_id}"),
    lambda client: ask(client, "GET", f"/api/rooms/{client.room_id}/events?after=0"),
    lambda client: ask(client, "GET", f"/api/rooms/{client.room_id}/passages"),
    lambda client: ask(client, "GET", f"/api/codes/{client.code}"),
]


async def nothing_in_use(wire: Wire, owner: Any) -> bool:
    pool, bus = wire.house.pool, wire.house.service.bus
    stuck = "select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in%'"
    return (
        pool.get_size() == pool.get_idle_size()
        and wire.house.engine.pool.checkedout() == 0  # type: ignore[attr-defined]
        and len(bus._publisher.connection_pool._in_use_connections) == 0
        and await owner.fetchval(stuck) == 0
    )


# All at once.


class Page:
    """A socket that joins and listens, as lean as it can be: it folds nothing."""

    def __init__(self, http: aiohttp.ClientSession, address: str, room: str, code: str, random: Random) -> None:
        self.http, self.address, self.room, self.code, self.random = http, address, room, code, random
        self.seq: int | None = None
        self.refused = 0
        self._socket: aiohttp.ClientWebSocketResponse | None = None

    async def come(self) -> None:
        """A ticket, a socket, and the answer to a join."""
        async with self.http.post(f"{self.address}/api/rooms/{self.room}/ticket", json={"code": self.code}) as answer:
            answer.raise_for_status()
            ticket = (await answer.json())["ticket"]
        url = f"{self.address}/socket.io/?EIO=4&transport=websocket"
        self._socket = await self.http.ws_connect(url, headers={"Origin": self.address}, max_msg_size=0)
        await self._said("0")
        await self._socket.send_str("40" + json.dumps({"protocol": PROTOCOL_VERSION, "ticket": ticket}))
        await self._said("40")
        command = {"op": str(uuid4()), "as_name": "Page", "after": self.seq}
        await self._socket.send_str("420" + json.dumps(["room.join", command]))
        [answered] = json.loads((await self._said("430"))[3:])
        if not answered["ok"]:
            raise aiohttp.ClientError(answered["code"])
        self.seq = answered["seq"]

    async def come_back(self) -> None:
        """Again and again, with the pauses of the page."""
        pause = FIRST_PAUSE_SECONDS
        while True:
            await asyncio.sleep(pause * self.random.uniform(0.5, 1.5))
            try:
                return await self.come()
            except (aiohttp.ClientError, OSError):
                self.refused += 1
                await self.drop()
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    async def drop(self) -> None:
        if self._socket is not None:
            transport = self._socket._writer.transport
            if transport is not None:
                transport.abort()
            await self._socket.close()

    async def _said(self, kind: str) -> str:
        assert self._socket is not None
        async for message in self._socket:
            if message.type is aiohttp.WSMsgType.TEXT and message.data.startswith(kind):
                return str(message.data)
        raise aiohttp.ClientError("closed")


@pytest.mark.whole
@pytest.mark.timeout(300)
async def test_a_storm_of_reconnects(
    settings: Settings, owner: Any, postgres: EmbeddedPostgres, tmp_path: Path, findings: Findings
) -> None:
    """F-86: a thousand pages that lose their sockets at the same moment are all back within 30 s, with few statements
    each, and everybody goes on.
    """
    environment = {f"ROUNDTALE_{name.upper()}": str(value) for name, value in OPEN.items()}
    database = await owner.fetchval("select current_database()")
    await owner.execute(f"alter database {database} set log_statement = 'all'")
    async with (
        running(settings, tmp_path, 1, environment) as [web],
        Crowd([web.address], 12) as crowd,
        AsyncExitStack() as sessions,
    ):
        await owner.execute(f"alter database {database} reset log_statement")
        for _ in range(SOCKETS // 50):
            await crowd.open("free", 1)
        await crowd.all_in()
        pages = await asyncio.gather(*(arrived(crowd, number, sessions) for number in range(SOCKETS)))
        before, count, began = crowd.connections(), len(statements(postgres)), monotonic()
        for client in crowd.everybody:
            client.drop()
        await asyncio.gather(*(page.drop() for page in pages))
        await asyncio.gather(*(page.come_back() for page in pages))
        await crowd.all_back(before)
        took = monotonic() - began
        asked = Counter(statements(postgres)[count:])
        crowd.write()
        await until("all go on", lambda: all(client.acked for client in crowd.everybody), 30)
        figures = await crowd.judged(owner)
        await asyncio.gather(*(page.drop() for page in pages))
    each = sum(asked.values()) / (SOCKETS + len(crowd.everybody))
    besides = f"all back after {took:.1f} s, {each:.1f} statements each, {sum(page.refused for page in pages)} refusals"
    assert took < BACK_SECONDS, besides
    assert each <= STATEMENTS, asked.most_common(20)
    findings.add("T25", f"{SOCKETS} sockets dropped at once", 1, figures, besides)


async def arrived(crowd: Crowd, number: int, sessions: AsyncExitStack) -> Page:
    """A guest of their own, in one of the rooms."""
    host = crowd.everybody[number % len(crowd.everybody)]
    jar = aiohttp.CookieJar(unsafe=True)
    http = await sessions.enter_async_context(aiohttp.ClientSession(cookie_jar=jar))
    page = Page(http, host.address, str(host.room_id), host.code, Random(crowd.random.getrandbits(64)))
    async with http.post(f"{page.address}/api/me", json={"name": "Page"}) as answer:
        answer.raise_for_status()
    await page.come_back()
    return page


def statements(postgres: EmbeddedPostgres) -> list[str]:
    """What PostgreSQL was asked to do, by its own log: the beginning of each statement."""
    lines = postgres.log.read_text(errors="replace").splitlines()
    return [found[1][:60] for line in lines if (found := STATEMENT.search(line))]
