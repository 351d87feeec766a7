"""Jobs, from the request to the page that sees them done; beside plain arq on the same Valkey, which keeps nothing.

``python -m tests.bench.jobs ours`` is a worker whose maker does nothing, ``python -m tests.bench.jobs arq 0.5`` one of
arq's own with that ``poll_delay``. CLOCK_MONOTONIC is one for all processes of a machine.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from random import Random
from time import monotonic
from typing import Any
from uuid import UUID

from arq import func
from arq.connections import ArqRedis
from arq.worker import Worker
from redis import Redis
from redis.asyncio import ConnectionPool

import workers.main
from rooms.media import KINDS
from rooms.protocol import AnyEvent, AskMedia, Made, MediaFile, MediaKind, MediaReady, SubmitTurn
from rooms.settings import Settings
from server.machine import children
from tests.bench.servers import PATIENCE_SECONDS, Backs, cpu_seconds, serve
from tests.bench.streams import percentile
from tests.faults.processes import Web
from tests.faults.records import What
from tests.waiting import until
from tests.writers import Client
from workers.making import Desk, Maker, Order

EACH = 20
"""Jobs of one passage."""
ONE_BY_ONE = 200
AT_ONCE = 400
IDLE_SECONDS = 20
BEGAN = "bench:began"
NOTHING = MediaFile(id=UUID(int=1), type="image/webp", bytes=1, width=480, height=320)
ROOMY = {
    "ROUNDTALE_MEDIA_PER_PASSAGE": "1000",
    **{f"ROUNDTALE_MEDIA_{of}_DAY": "0" for of in ("ROOM", "PERSON", "TENANT")},
}


class Nothing:
    """Makes nothing, and says when."""

    async def make(self, order: Order, desk: Desk) -> Made:
        began = monotonic()
        return Made(files=(NOTHING,), provider="nothing", model=f"{began} {monotonic()}")


def nothing(settings: Settings) -> Mapping[MediaKind, Maker]:
    return dict.fromkeys(KINDS, Nothing())


@dataclass
class Figures:
    """In ms, jobs a second, and % of a core."""

    start: list[float] = field(default_factory=list)
    seen: list[float] = field(default_factory=list)
    rate: float = 0
    share: float = 0

    def quantities(self) -> dict[str, float]:
        spread = {
            f"{name}_p{at}": percentile(times, at / 100)
            for name, times in (("start", self.start), ("seen", self.seen))
            for at in (50, 99)
            if times
        }
        return {**spread, "rate": self.rate, "share": self.share}


class Member(Client):
    """Somebody who looks at the clock when something is there."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.ready: dict[int, tuple[float, MediaReady]] = {}

    def _hear(self, event: AnyEvent, how: What) -> None:
        if isinstance(event, MediaReady):
            self.ready[event.media] = monotonic(), event
        super()._hear(event, how)


class Ours:
    """A web process, a worker, and one member."""

    def __init__(self, backs: Backs, stack: ExitStack) -> None:
        self.web = serve(backs, stack, "server", **ROOMY)
        self.worker = Web(backs.settings, backs.folder / "jobs.log", ROOMY, command=("-m", "tests.bench.jobs", "ours"))
        self.worker.start()
        stack.callback(self.worker.kill)

    def measure(self, shorter: float) -> Figures:
        return asyncio.run(self._measure(shorter))

    async def _measure(self, shorter: float) -> Figures:
        figures, member = Figures(), Member("Ada", [self.web.address], [], Random(19))
        await member.arrive()
        try:
            await member.create(mode="free")
            member.enter()
            await until("in", lambda: member.joined, PATIENCE_SECONDS)
            await self._ask(member, 3)
            figures.share = await idle(self.worker.pid, shorter)
            for _ in range(round(ONE_BY_ONE / shorter / EACH)):
                for asked, answered in await self._ask(member, EACH):
                    seen, event = member.ready[asked]
                    began, ended = map(float, event.made.model.split())
                    figures.start.append((began - answered) * 1000)
                    figures.seen.append((seen - ended) * 1000)
            figures.rate = await self._at_once(member, round(AT_ONCE / shorter))
        finally:
            await member.leave()
        return figures

    async def _ask(self, member: Member, count: int) -> list[tuple[int, float]]:
        """One after another, each when the last is seen: when each was answered."""
        passage, asked = await write(member), []
        for _ in range(count):
            seq = await member.write(AskMedia, kind="plate", passage=passage, another=True)
            assert isinstance(seq, int), seq
            asked.append((seq, monotonic()))
            await until("seen", lambda seq=seq: seq in member.ready, PATIENCE_SECONDS)  # type: ignore[misc]
        return asked

    async def _at_once(self, member: Member, count: int) -> float:
        passages = [await write(member) for _ in range(count // EACH)]
        began, had = monotonic(), len(member.ready)
        asking = (member.write(AskMedia, kind="plate", passage=at, another=True) for at in passages * EACH)
        asked = await asyncio.gather(*asking)
        assert all(isinstance(seq, int) for seq in asked), asked
        await until("all seen", lambda: len(member.ready) == had + len(asked), PATIENCE_SECONDS)
        return len(asked) / (monotonic() - began)


class Arq:
    """Plain arq, as its documentation has it, with one ``poll_delay``."""

    def __init__(self, backs: Backs, delay: str, stack: ExitStack) -> None:
        self.url, self.queue = backs.settings.redis_url, f"bench {delay}"
        command = [sys.executable, "-m", "tests.bench.jobs", "arq", delay]
        with (backs.folder / "arq.log").open("ab") as log:
            self.process = children.launch(command, env=os.environ | {"REDIS_URL": self.url}, output=log)
        stack.callback(self._end)

    def _end(self) -> None:
        self.process.kill()
        self.process.wait()

    def measure(self, shorter: float) -> Figures:
        with Redis.from_url(self.url) as valkey:
            valkey.delete(BEGAN)
            return asyncio.run(self._measure(valkey, shorter))

    async def _measure(self, valkey: Redis, shorter: float) -> Figures:
        figures = Figures()
        arq = ArqRedis(ConnectionPool.from_url(self.url), default_queue_name=self.queue)
        try:
            await self._one(arq, valkey)
            figures.share = await idle(self.process.pid, shorter)
            random = Random(19)
            for _ in range(round(ONE_BY_ONE / shorter)):
                figures.start.append(await self._one(arq, valkey))
                await asyncio.sleep(random.random() / 20)  # not in step with its polls
            count = round(AT_ONCE / shorter)
            began = monotonic()
            await asyncio.gather(*(arq.enqueue_job("nothing_at_all") for _ in range(count)))
            await until("all began", lambda: valkey.llen(BEGAN) == count, PATIENCE_SECONDS)
            figures.rate = count / (monotonic() - began)
            valkey.delete(BEGAN)
        finally:
            await arq.aclose(close_connection_pool=True)
        return figures

    async def _one(self, arq: ArqRedis, valkey: Redis) -> float:
        await arq.enqueue_job("nothing_at_all")
        answered = monotonic()
        await until("it began", lambda: valkey.llen(BEGAN), PATIENCE_SECONDS)
        began: Any = valkey.lpop(BEGAN)
        return (float(began) - answered) * 1000


async def write(member: Member) -> int:
    turn = member.view.turn
    assert turn is not None
    seq = await member.write(SubmitTurn, turn=turn.number, text=f"{member.name} wrote {member.op()}.")
    assert isinstance(seq, int), seq
    await until("it is there", lambda: member.view.seq >= seq, PATIENCE_SECONDS)
    return member.view.passages[-1].id


async def idle(pid: int, shorter: float) -> float:
    """% of a core that a process takes when there is nothing to do."""
    await asyncio.sleep(1)
    before, began = cpu_seconds([pid]), monotonic()
    await asyncio.sleep(IDLE_SECONDS / shorter)
    return (cpu_seconds([pid]) - before) / (monotonic() - began) * 100


async def nothing_at_all(ctx: dict[Any, Any]) -> None:
    began = monotonic()
    await ctx["redis"].rpush(BEGAN, str(began))


async def plain(delay: float) -> None:
    pool = ArqRedis(ConnectionPool.from_url(os.environ["REDIS_URL"]))
    told: Any = func(nothing_at_all, name="nothing_at_all")
    await Worker([told], redis_pool=pool, queue_name=f"bench {delay}", poll_delay=delay, handle_signals=False).main()


if __name__ == "__main__":
    if sys.argv[1] == "ours":
        workers.main.makers_of = nothing  # type: ignore[attr-defined]
        workers.main.work(Settings())
    else:
        asyncio.run(plain(float(sys.argv[2])))
