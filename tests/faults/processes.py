"""Web processes as a deployment runs them, to be killed, and the ports and patience that this takes."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import aiohttp

from rooms.settings import Settings
from server.machine import children
from server.machine.embedded import EmbeddedPostgres
from tests.waiting import until

ROOT = Path(__file__).parent.parent.parent
READY_SECONDS = 60
"""A deadline for machines that do much else, no promise."""
HURRIED = {
    "ROUNDTALE_REQUESTS_PER_SECOND_ADDRESS": "1000",
    "ROUNDTALE_COAUTHOR_WORDS_PER_SECOND": "200",
    "ROUNDTALE_HAND_OVER_SECONDS": "2",
}
"""Fifty members behind one address, a co-author who is quick, and a process that goes soon."""


def free_port() -> int:
    """Below the ports that clients are given: such a client could connect to itself while no server listens. Pytests
    side by side take theirs from parts of the range: a port is free again while its process is killed.
    """
    random = Random(os.urandom(8))
    part = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    ports = 10_000 // int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    while True:
        port = 20_000 + part * ports + random.randrange(ports)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


@dataclass
class Web:
    """``python -m server web`` on one port for ever, however often it is killed."""

    settings: Settings
    log: Path
    environment: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    command: tuple[str, ...] = ("-m", "server", "web")
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def start(self, **environment: str) -> None:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("ROUNDTALE_")}
        own = {
            "DATABASE_URL": self.settings.database_url,
            "REDIS_URL": self.settings.redis_url,
            "PORT": str(self.port),
            "ROUNDTALE_SECRET": self.settings.secret,
            "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), inherited.get("PYTHONPATH", "")))),
        }
        with self.log.open("ab") as output:
            self.process = children.launch(
                [sys.executable, *self.command],
                env=inherited | own | HURRIED | self.environment | environment,
                output=output,
            )

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def terminate(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)

    def freeze(self) -> None:
        children.freeze(self.pid)

    def thaw(self) -> None:
        children.thaw(self.pid)

    async def ended(self, seconds: float) -> int:
        """Its exit code, within ``seconds``."""
        await until("the process ends", lambda: not self.alive, seconds)
        assert self.process is not None
        return self.process.returncode

    async def ready(self, seconds: float = READY_SECONDS) -> None:
        """Wait until it serves."""
        async with aiohttp.ClientSession() as http, asyncio.timeout(seconds):
            while not await self._answers(http):
                assert self.alive, f"the process ended:\n{self.last_words()}"
                await asyncio.sleep(0.05)

    async def _answers(self, http: aiohttp.ClientSession) -> bool:
        try:
            async with http.get(f"{self.address}/readyz") as answer:
                return answer.status == 200
        except (aiohttp.ClientError, OSError):
            return False

    def last_words(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-30:])

    def complaints(self) -> list[str]:
        """What it logged as an error of ours: the faults of others are survived without one."""
        return [line for line in self.log.read_text(errors="replace").splitlines() if "[error" in line]


@asynccontextmanager
async def running(
    settings: Settings, folder: Path, count: int = 1, environment: dict[str, str] | None = None
) -> AsyncIterator[list[Web]]:
    """Some web processes on one database, ready to serve; none of them may complain."""
    webs = [Web(settings, folder / f"web{number}.log", environment or {}) for number in range(count)]
    try:
        for web in webs:
            web.start()
        for web in webs:
            await web.ready()
        yield webs
        complaints = [line for web in webs for line in web.complaints()]
        assert not complaints, "\n".join([*complaints, *(web.last_words() for web in webs)])
    finally:
        for web in webs:
            if web.alive:
                web.kill()


@asynccontextmanager
async def keeping() -> AsyncIterator[Callable[..., Any]]:
    """One thread that starts servers while the members go on.

    It lives as long as they do: Linux ends a child with the thread that started it.
    """
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(1) as thread:
        yield lambda work: loop.run_in_executor(thread, work)


def crash(server: EmbeddedPostgres) -> None:
    """kill -9 of every process of it, as when the machine loses its power."""
    for process in children.family(server.pid):
        process.kill()
    server.kill()
