"""Keeps services running: whatever dies is started again, after a pause that grows while it keeps dying."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass
from typing import NoReturn, Protocol

from server.machine import children
from server.machine.wheels import EmbeddedFailed

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 10.0
STEADY_SECONDS = 30
"""Who lived this long has recovered: its next pause is the first one again."""


class Service(Protocol):
    name: str

    def start(self) -> object: ...
    def alive(self) -> bool: ...
    def stop(self) -> None: ...


class OwnProcess:
    """``web`` or ``worker`` as a child."""

    process: subprocess.Popen[bytes] | None = None
    asked_to_stop = False

    def __init__(self, name: str, env: dict[str, str], drain_seconds: float) -> None:
        self.name, self.env, self.drain_seconds = name, env, drain_seconds

    def start(self) -> object:
        self.process = children.launch([sys.executable, "-m", "server", self.name], env=self.env)
        return self.process

    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def ask_to_stop(self) -> None:
        """Once only: a second SIGTERM means at once."""
        if self.alive() and self.process is not None and not self.asked_to_stop:
            self.process.terminate()
        self.asked_to_stop = True

    def stop(self) -> None:
        self.ask_to_stop()
        if self.process is not None:
            children.wait_for_end(self.process, self.drain_seconds)


@dataclass
class Watched:
    """A service, and when it may be started again."""

    service: Service
    started: float
    pause: float = FIRST_PAUSE
    again_at: float | None = None

    def look(self, now: float) -> None:
        if self.service.alive():
            return
        if self.again_at is None:
            self.pause = FIRST_PAUSE if now - self.started > STEADY_SECONDS else self.pause
            self.again_at = now + self.pause
            say(f"{self.service.name} ended unexpectedly; it starts again in {self.pause:g} s")
        elif now >= self.again_at:
            self.started, self.again_at = now, None
            self.pause = min(self.pause * 2, LONGEST_PAUSE)
            try:
                self.service.start()
                say(f"{self.service.name} was started again")
            except EmbeddedFailed as failure:
                say(str(failure))


class Supervisor:
    def __init__(self) -> None:
        self.watched: list[Watched] = []

    def start(self, service: Service) -> None:
        self.watched.append(Watched(service, time.monotonic()))
        service.start()

    def watch(self) -> NoReturn:
        while True:
            time.sleep(0.2)
            for one in self.watched:
                one.look(time.monotonic())

    def stop(self) -> None:
        for one in self.watched:
            if isinstance(one.service, OwnProcess):
                one.service.ask_to_stop()
        for one in reversed(self.watched):
            one.service.stop()


def say(words: str) -> None:
    print(f"  {words}", flush=True)
