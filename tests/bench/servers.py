"""The servers under test, each a process of its own, the crowd that is connected to one, and what both cost."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

import psutil

from rooms.settings import Settings
from server.machine import children
from server.machine.embedded import EmbeddedPostgres, EmbeddedValkey, last_lines
from tests.bench.crowd import Load
from tests.bench.figures import Sample
from tests.databases import released
from tests.faults.processes import ROOT, Web, free_port

PLENTY = "1000000"
UNLIMITED = {
    f"ROUNDTALE_{name}": PLENTY
    for name in (
        "SOCKETS_PER_PERSON",
        "SOCKETS_PER_ADDRESS",
        "HALFOPEN_PER_ADDRESS",
        "COMMANDS_PER_SECOND_SOCKET",
        "COMMANDS_PER_SECOND_PERSON",
        "COMMANDS_PER_SECOND_ADDRESS",
        "REQUESTS_PER_SECOND_ADDRESS",
        "GUESSES_PER_MINUTE_ADDRESS",
    )
}
"""A thousand people behind one address."""
PATIENCE_SECONDS = 120
"""For a server to start, also on a machine that has ten other things to do."""
NODE = Path(__file__).parent / "node" / "server.js"


def cpu_seconds(pids: Sequence[int]) -> float:
    """User and system time of processes and all they started, to the nanosecond (/proc/PID/task/*/schedstat)."""
    total = 0
    for pid in pids:
        for process in children.family(pid):
            for task in Path(f"/proc/{process.pid}/task").glob("*/schedstat"):
                try:
                    total += int(task.read_text().split()[0])
                except OSError:
                    continue
    return total / 1e9


def memory_kilobytes(pids: Sequence[int]) -> float:
    """Resident memory of the processes alone."""
    return sum(psutil.Process(pid).memory_info().rss for pid in pids) / 1024


@dataclass
class Backs:
    """What the servers stand on: PostgreSQL and Valkey of our own, and a database for each that stores."""

    folder: Path
    postgres: EmbeddedPostgres
    valkey: EmbeddedValkey
    settings: Settings
    frame: int = 0
    """Bytes of the product's frame for a written line; the others send as many."""

    @property
    def pids(self) -> list[int]:
        return [self.postgres.pid, self.valkey.pid]


@contextmanager
def backs(folder: Path) -> Iterator[Backs]:
    with EmbeddedPostgres(folder) as postgres, EmbeddedValkey(folder) as valkey:
        settings = asyncio.run(released(postgres.url, valkey.url, "bench"))
        yield Backs(folder, postgres, valkey, settings)


@dataclass
class Served:
    """A running server: where it is, which processes are its own, and which work for it."""

    addresses: list[str]
    pids: list[int]
    helpers: list[int] = field(default_factory=list)
    ours: bool = False

    def cpu(self) -> float:
        return cpu_seconds([*self.pids, *self.helpers])


def start(kind: str, backs: Backs, stack: ExitStack) -> Served:
    """Start ``ours``, ``two`` (processes of ours), ``raw``, ``plain`` or ``node``; it ends with the stack."""
    if kind in ("ours", "two"):
        return _ours(2 if kind == "two" else 1, backs, stack)
    port = free_port()
    commands = {
        "raw": [sys.executable, "-m", "tests.bench.raw"],
        "plain": [sys.executable, "-m", "tests.bench.plain"],
        "node": ["node", str(NODE)],
    }
    command = [*commands[kind], str(port), str(backs.frame)]
    if kind == "plain":
        command.append(backs.settings.database_url)
    log = stack.enter_context((backs.folder / f"{kind}.log").open("ab"))
    process = children.launch(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, output=log)
    stack.callback(_end, process)
    address = f"http://127.0.0.1:{port}"
    asyncio.run(_reachable(address, process, Path(log.name)))
    return Served([address], [process.pid], [backs.postgres.pid] if kind == "plain" else [])


def _ours(count: int, backs: Backs, stack: ExitStack) -> Served:
    """``PROFILE=file``: under cProfile, whose account is written to the file when the server ends."""
    webs = [Web(backs.settings, backs.folder / f"web{number}.log", UNLIMITED) for number in range(count)]
    profile = os.environ.get("PROFILE", "")
    for web in webs:
        if profile:
            web.command = ("-m", "cProfile", "-o", profile, *web.command)
        web.start()
        stack.callback(_end_web, web)
    for web in webs:
        asyncio.run(web.ready(PATIENCE_SECONDS))
    return Served([web.address for web in webs], [web.pid for web in webs], backs.pids, ours=True)


def serve(backs: Backs, stack: ExitStack, *module: str, **environment: str) -> Web:
    """One web process of ours, as a module says, under further settings."""
    profile = os.environ.get("PROFILE", "")
    command = ("-m", *(("cProfile", "-o", profile, "-m") if profile else ()), *module, "web")
    web = Web(backs.settings, backs.folder / "web.log", UNLIMITED | environment, command=command)
    web.start()
    stack.callback(_end_web, web)
    asyncio.run(web.ready(PATIENCE_SECONDS))
    return web


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    children.wait_for_end(process, 5)


def _end_web(web: Web) -> None:
    web.terminate()
    assert web.process is not None
    children.wait_for_end(web.process, 20)
    complaints = web.complaints()
    assert not complaints, "\n".join(complaints[:20])


async def _reachable(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", int(address.rpartition(":")[2]))
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"not there: {last_lines(log)}") from None
            await asyncio.sleep(0.05)
        else:
            writer.close()
            return


class Crowd:
    """A server and the members connected to it, who live in a generator process of their own."""

    def __init__(
        self, name: str, served: Served, rooms: int, members: int, stack: ExitStack, stalls: bool = False
    ) -> None:
        """``stalls``: the last member to enter reads nothing."""
        self.name = name
        self.served = served
        self.rooms, self.each, self.stalls = rooms, members, stalls
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.generator"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        stack.callback(self._end)
        before = memory_kilobytes(served.pids)
        self.enter()
        self.kilobytes = (memory_kilobytes(served.pids) - before) / (rooms * members)
        """That each connection took."""

    def enter(self) -> None:
        """Everybody into new rooms."""
        self.order("enter", addresses=self.served.addresses, rooms=self.rooms, members=self.each, ours=self.served.ours)
        if self.stalls:
            self.order("stall")

    def order(self, do: str, **how: Any) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"do": do, **how}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        said: dict[str, Any] = json.loads(line) if line else {"error": "the generator ended"}
        if "error" in said:
            raise RuntimeError(f"{self.name}: {said['error']}")
        return said

    def load(self, load: Load) -> Sample:
        """One load; everything the server spent is in the sample, and so is everything it delivered."""
        before = self.served.cpu()
        said = self.order("load", **asdict(load))
        return Sample.of(said, cpu=self.served.cpu() - before)

    def _end(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(30)


class Commits:
    """Bare asyncpg in the place of a crowd: a 'turn' is a committed row."""

    name = "commits"

    def __init__(self, backs: Backs, connections: int, stack: ExitStack) -> None:
        command = [sys.executable, "-m", "tests.bench.commits", backs.settings.database_url, str(connections)]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.pids = [self.process.pid, backs.postgres.pid]
        stack.callback(self._end)
        self._read()

    def load(self, load: Load) -> Sample:
        before = cpu_seconds(self.pids)
        print(load.seconds, file=self._in, flush=True)
        done, took = self._read().split()
        return Sample(turns=int(done), deliveries=int(done), seconds=float(took), cpu=cpu_seconds(self.pids) - before)

    @property
    def _in(self) -> IO[str]:
        assert self.process.stdin is not None
        return self.process.stdin

    def _read(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def _end(self) -> None:
        self._in.close()
        self.process.wait(30)
