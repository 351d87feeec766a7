"""``python -m server run`` as a child of a test."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

ROOT = Path(__file__).parent.parent.parent
OURS = ("DATABASE_URL", "REDIS_URL", "PORT")


@dataclass
class Running:
    process: subprocess.Popen[str]
    data: Path
    said: list[str] = field(default_factory=list)

    def wait_for(self, words: str) -> str:
        """Read on until a line holds ``words``; that line."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line)
            if words in line:
                return line.strip()
        raise AssertionError(f"ended without saying '{words}':\n{''.join(self.said)}")

    def wait_until_ready(self) -> str:
        address = self.wait_for("http://")
        self.wait_for("ready in")
        return address

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def child(self, words: str) -> psutil.Process:
        """The direct child whose command line holds ``words``."""
        children = psutil.Process(self.process.pid).children()
        return next(child for child in children if words in " ".join(child.cmdline()))

    def end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        rest, _ = self.process.communicate()
        self.said.append(rest)
        return self.process.returncode


def environment(data: Path, **settings: str) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("ROUNDTALE_")}
    inherited = {name: value for name, value in inherited.items() if name not in OURS}
    return inherited | {"PORT": "0", "ROUNDTALE_DATA": str(data)} | settings


@contextmanager
def running(
    data: Path,
    *,
    python: Sequence[str | Path] = (sys.executable,),
    folder: Path = ROOT,
    user: int | None = None,
    **settings: str,
) -> Iterator[Running]:
    with subprocess.Popen(
        [*python, "-m", "server", "run"],
        cwd=folder,
        env=environment(data, **settings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        user=user,
        group=user,
        extra_groups=None if user is None else (),
    ) as process:
        try:
            yield Running(process, data)
        finally:
            process.kill()


def ended(process: psutil.Process) -> bool:
    """Whether it ends within ten seconds; a zombie that the container's first process left lying has ended."""
    for _ in range(200):
        try:
            if process.status() == psutil.STATUS_ZOMBIE:
                return True
            process.wait(0.05)
            return True
        except psutil.TimeoutExpired:
            continue
        except psutil.NoSuchProcess:
            return True
    return False
