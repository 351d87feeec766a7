"""A long run: people come and go, something fails every few minutes, and nothing may grow. ``make soak``.

Two web processes, a worker, PostgreSQL and Valkey of its own. The first web process is never ended, so that its line
is as long as the run; faults that end a web process end the second.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from itertools import cycle
from pathlib import Path
from time import monotonic
from typing import Any

import aiohttp
import asyncpg
import psutil
from prometheus_client.parser import text_string_to_metric_families
from redis.asyncio import Redis

from server.machine import children
from server.machine.embedded import EmbeddedPostgres, EmbeddedValkey
from tests.databases import released
from tests.faults.churn import Churn
from tests.faults.processes import ROOT, Web, crash, keeping
from tests.faults.samples import LOAD, SAMPLE_SECONDS, Life, Sample, write_samples
from tests.faults.soak_page import Run, draw, write_page
from tests.waiting import until

FOLDER = ROOT / "build" / "soak"
DOCS = ROOT / "docs"
PUBLISHED_MINUTES = 60.0
"""A run of this length or longer is the one that docs/soak.md shows."""
IDLE_SECONDS = 30
"""Instead of five minutes, so that rooms are forgotten all the time."""
OUTAGE_SECONDS = 5.0
MOST_BETWEEN_FAULTS = 180.0
START_SECONDS = 90.0
"""For a process to serve: beside other work a start may take long, and that is not what is judged here."""
AGAIN_SECONDS = 40.0
"""For every room to have a write acknowledged after a fault: a co-author's lease, a turn's absence and a thought."""
REST_SECONDS = IDLE_SECONDS + 30.0
MEGABYTE = 1_000_000
NUMBERS = {"roundtale_tasks": "tasks", "roundtale_sockets": "sockets", "roundtale_rooms": "rooms"}
HELD = """
select (select count(*) from pg_stat_activity where datname = current_database()) as connections,
    (select count(*) from presence where left_at is null and process_id in
        (select id from processes where beat_at > now() - interval '12 seconds')) as present,
    (select count(*) from presence) as presence_rows
"""
LEFT = {
    "co-author's work without an end": "select count(*) from jobs where not done",
    "tickets that nobody swept": "select count(*) from tickets where expires_at < now() - interval '150 seconds'",
}


class Soak:
    """The servers, what is known of each of their processes, and the people."""

    def __init__(self, webs: list[Web], worker: Web, postgres: Any, valkey: Any, churn: Churn, keep: Any) -> None:
        self.webs = webs
        self.worker = worker
        self.postgres = postgres
        self.valkey = valkey
        self.churn = churn
        self.keep = keep
        self.began = monotonic()
        self.lives: list[Life] = []
        self.faults: list[tuple[float, str, float]] = []
        """When, what, and after how many seconds everybody wrote again."""
        self.worker_ended = 0
        self.resting = False
        self._known: dict[int, psutil.Process] = {}

    @property
    def now(self) -> float:
        return monotonic() - self.began

    # What they hold.

    async def look(self) -> None:
        """Sample every process that runs."""
        named = {"web 0": self.webs[0].pid, "web 1": self.webs[1].pid, "worker": self.worker.pid, LOAD: os.getpid()}
        told = dict(zip(named, await asyncio.gather(*map(told_by, self.webs)), strict=False))
        told[LOAD] = {"sockets": float(len(self.churn.pages))}
        for name, pid in named.items():
            values = self._held_by(pid)
            if values and (told.get(name) or name not in told):
                self._note(name, pid, values | told.get(name, {}))
        await self._look_at_postgres()

    async def _look_at_postgres(self) -> None:
        try:
            row = await self.churn.owner.fetchrow(HELD, timeout=5)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError):
            return
        spent = [process.cpu_times() for process in children.family(self.postgres.pid)]
        held = {name: float(value) for name, value in row.items()}
        held["cpu"] = sum(time.user + time.system for time in spent) + spent[0].children_user + spent[0].children_system
        self._note("PostgreSQL", self.postgres.pid, held)

    def _held_by(self, pid: int) -> dict[str, float]:
        try:
            process = self._known.setdefault(pid, psutil.Process(pid))
            with process.oneshot():
                spent = process.cpu_times()
                memory, descriptors = process.memory_info().rss / MEGABYTE, process.num_fds()
        except psutil.Error:
            return {}
        return {"memory": memory, "descriptors": descriptors, "cpu": spent.user + spent.system}

    def _note(self, name: str, pid: int, values: dict[str, float]) -> None:
        lives = [life for life in self.lives if life.process == name]
        if not lives or lives[-1].pid != pid:
            kind = name.rstrip(" 01")
            first = next((life for life in self.lives if life.process.startswith(kind)), None)
            lives.append(Life(name, len(lives) + 1, pid, rest=first.rest if first else None))
            self.lives.append(lives[-1])
        sample = Sample(self.now, values)
        if self.resting:
            lives[-1].after = sample
        else:
            lives[-1].samples.append(sample)
        lives[-1].rest = lives[-1].rest or sample

    @property
    def running(self) -> list[Life]:
        return list({life.process: life for life in self.lives}.values())

    # What is done to them.

    async def sample_on(self) -> None:
        """Look every ten seconds, and say so.

        Raises:
            AssertionError: a process holds more than its load explains.
        """
        terminal, looks = sys.stdout.isatty(), 0
        while True:
            await asyncio.sleep(SAMPLE_SECONDS)
            await self.look()
            write_samples(self.lives, FOLDER / "samples.csv")
            looks += 1
            if terminal or looks % 6 == 0:
                print(self.line(), flush=True)
            unexplained = [line for life in self.running for line in life.unexplained()]
            assert not unexplained, "; ".join(unexplained)

    def line(self) -> str:
        parts = [f"{self.now / 60:5.1f} min"]
        for life in self.running[:2]:
            held = life.samples[-1].values
            parts.append(
                f"{life.process}: {held['memory']:.1f} MB, {held['tasks']:.0f} tasks, "
                f"{held['descriptors']:.0f} descriptors, {held['sockets']:.0f} sockets, {held['rooms']:.0f} rooms"
            )
        last = f", last {self.faults[-1][1]}" if self.faults else ""
        parts.append(f"{self.churn.judged} rooms judged, {self.churn.total.acked} acknowledged, 0 violations{last}")
        return " | ".join(parts)

    async def tend(self) -> None:
        """Start the worker again when it ended, as the supervisor of a house does. No other may end by itself."""
        while True:
            await asyncio.sleep(0.5)
            assert self.webs[0].alive, self.webs[0].last_words()
            if not self.worker.alive:
                self.worker_ended += 1
                self.worker.start()

    async def fail_on(self, seconds: float) -> None:
        """One fault after the other, evenly spread over ``seconds``; the last leaves time to see what comes of it."""
        pause = min(MOST_BETWEEN_FAULTS, seconds / (len(FAULTS) + 1))
        for number, (name, fault) in enumerate(cycle(FAULTS.items()), 1):
            if (number + 0.5) * pause > seconds:
                return
            await asyncio.sleep(max(0.0, number * pause - self.now))
            at = self.now
            try:
                await fault(self)
                ended = self.now
                await self._all_write_again()
            except (AssertionError, OSError) as error:
                raise AssertionError(f"{name}: {str(error) or type(error).__name__}") from error
            self.faults.append((at, name, self.now - ended))

    async def _all_write_again(self) -> None:
        before = {number: crowd.acked for number, crowd in self.churn.open.items()}

        def again() -> bool:
            still = {number: crowd.acked for number, crowd in self.churn.open.items() if number in before}
            return all(acked > before[number] for number, acked in still.items())

        await until("every room writes again", again, AGAIN_SECONDS)

    # How it ends.

    async def at_rest(self) -> list[str]:
        """Wait until everybody is forgotten. Returns what is still held then."""

        async def left_over() -> list[str]:
            await self.look()
            return [line for life in self.running for line in life.left_over()]

        self.resting = True
        try:
            async with asyncio.timeout(REST_SECONDS):
                while found := await left_over():
                    await asyncio.sleep(1)
        except TimeoutError:
            return found
        for what, query in LEFT.items():
            found += [f"{left} {what}"] if (left := await self.churn.owner.fetchval(query)) else []
        return found + [line for web in self.webs for line in web.complaints()]


async def told_by(web: Web) -> dict[str, float]:
    """What only the process itself knows; nothing where it does not answer."""
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as http,
            http.get(f"{web.address}/metrics") as answer,
        ):
            families = list(text_string_to_metric_families(await answer.text()))
    except (aiohttp.ClientError, OSError, TimeoutError):
        return {}
    return {NUMBERS[family.name]: family.samples[0].value for family in families if family.name in NUMBERS}


# The faults.


async def ask_to_go(soak: Soak) -> None:
    web = soak.webs[1]
    web.terminate()
    assert await web.ended(15) == 0, web.last_words()
    web.start()
    await web.ready(START_SECONDS)


async def kill(soak: Soak) -> None:
    web = soak.webs[1]
    web.kill()
    web.start()
    await web.ready(START_SECONDS)


async def kill_valkey(soak: Soak) -> None:
    soak.valkey.kill()
    await asyncio.sleep(OUTAGE_SECONDS)
    await soak.keep(soak.valkey.start)


async def cut_listeners(soak: Soak) -> None:
    async with Redis.from_url(soak.valkey.url) as redis:
        assert await redis.execute_command("CLIENT", "KILL", "TYPE", "pubsub") >= len(soak.webs)


async def crash_postgres(soak: Soak) -> None:
    async with soak.churn.truth:
        crash(soak.postgres)
        await asyncio.sleep(OUTAGE_SECONDS)
        await soak.keep(soak.postgres.start)
        await soak.churn.owner.expire_connections()


async def tear_a_third(soak: Soak) -> None:
    pages = soak.churn.pages
    for client in soak.churn.random.sample(pages, len(pages) // 3):
        client.drop()


async def stop_reading(soak: Soak) -> None:
    """Somebody comes in and reads nothing more: they are given up, and come again."""
    number, crowd = max(soak.churn.open.items())
    reader = crowd.client("slow reader")
    await reader.arrive()
    reader.enter(crowd.everybody[0])
    crowd.people[0].append(reader)
    await until("the slow reader is in", lambda: reader.joined or number not in soak.churn.open, AGAIN_SECONDS)
    first = reader.connection
    reader.stop_reading()
    await until(
        "the slow reader is back",
        lambda: number not in soak.churn.open or (reader.joined and reader.connection > first),
        AGAIN_SECONDS,
    )


FAULTS: dict[str, Callable[[Soak], Awaitable[None]]] = {
    "a web process asked to go": ask_to_go,
    "Valkey killed": kill_valkey,
    "a third of all sockets torn": tear_a_third,
    "a web process killed": kill,
    "listeners of Valkey cut": cut_listeners,
    "PostgreSQL killed": crash_postgres,
    "a reader who does not read": stop_reading,
}


# The run.


@contextmanager
def data_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="roundtale-soak-") as name:
        Path(name).chmod(0o711)  # PostgreSQL does not run as root
        yield Path(name)


@asynccontextmanager
async def servers(seed: int) -> AsyncIterator[Soak]:
    """Everything, started, with nobody there yet; all of it is ended with the run."""
    with data_folder() as data:
        async with keeping() as keep:
            postgres, valkey = EmbeddedPostgres(data), EmbeddedValkey(data)
            processes: list[Web] = []
            try:
                await keep(postgres.start)
                await keep(valkey.start)
                settings = await released(postgres.url, valkey.url, "soak")
                idle = {"ROUNDTALE_ROOM_IDLE_SECONDS": str(IDLE_SECONDS)}
                webs = [Web(settings, FOLDER / f"web-{number}.log", idle) for number in range(2)]
                worker = Web(settings, FOLDER / "worker.log", command=("-m", "server", "worker"))
                processes = [*webs, worker]
                for process in processes:
                    process.start()
                for web in webs:
                    await web.ready(START_SECONDS)
                async with asyncpg.create_pool(settings.database_url, min_size=0, max_size=3) as owner:
                    churn = Churn([web.address for web in webs], owner, FOLDER, seed)
                    yield Soak(webs, worker, postgres, valkey, churn, keep)
            finally:
                for process in processes:
                    if process.alive:
                        process.kill()
                await keep(valkey.stop)
                await keep(postgres.stop)


async def live(soak: Soak, seconds: float) -> None:
    """Let everything happen for ``seconds``, and everybody go home.

    Raises:
        ExceptionGroup: the first violation.
    """
    async with asyncio.TaskGroup() as group:
        beside = [group.create_task(work) for work in (soak.sample_on(), soak.tend())]
        people = group.create_task(soak.churn.run())
        failing = group.create_task(soak.fail_on(seconds))
        await asyncio.sleep(seconds)
        await failing
        soak.churn.over = True
        await people
        for task in beside:
            task.cancel()


async def run(minutes: float, seed: int) -> list[str]:
    """One soak. Returns what was wrong; the page and the picture lie in the folder, and in docs when nothing was."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    async with servers(seed) as soak:
        await soak.look()
        try:
            await live(soak, minutes * 60)
            wrong = await soak.at_rest()
            wrong += [line for life in soak.lives for line in life.grows()]
        except ExceptionGroup as group:
            wrong = [f"{type(error).__name__}: {error}" for error in leaves(group)]
        write_samples(soak.lives, FOLDER / "samples.csv")
        told = Run(
            minutes, seed, soak.lives, soak.faults, soak.churn.judged, soak.churn.total, soak.worker_ended, wrong
        )
    for folder in [FOLDER, DOCS] if minutes >= PUBLISHED_MINUTES and not wrong else [FOLDER]:
        draw(told, folder / "pictures" / "soak.svg")
        write_page(told, folder / "soak.md")
    return wrong


def leaves(group: BaseExceptionGroup[BaseException]) -> list[BaseException]:
    nested = [leaves(error) if isinstance(error, BaseExceptionGroup) else [error] for error in group.exceptions]
    return [error for errors in nested for error in errors]


def main() -> int:
    minutes, seed = float(os.environ.get("MINUTES", "60")), int(os.environ.get("SEED", "1"))
    print(f"{minutes:g} minutes, seed {seed}; what is found lies in {FOLDER.relative_to(ROOT)}", flush=True)
    wrong = asyncio.run(run(minutes, seed))
    print((FOLDER / "soak.md").read_text(encoding="utf-8"))
    for line in wrong:
        print(f"WRONG: {line}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
