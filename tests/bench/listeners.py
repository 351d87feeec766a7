"""Who listens to a provider, and the provider, each a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import ExitStack
from typing import Any

from tests.bench.crowd import Load
from tests.bench.figures import Sample
from tests.bench.probed import lags
from tests.bench.servers import Backs, cpu_seconds, serve
from tests.bench.speaker import RATE
from tests.bench.streams import percentile
from tests.faults.processes import ROOT
from tests.wires.reached import KEY, base_url

WARM = Load(4, 1)


class Listener:
    """The product's way to a provider (``ours``), or the bare SDK's (``sdk``). ``Load.senders`` is streams at once."""

    def __init__(self, whose: str, provider: str, words: int, stack: ExitStack) -> None:
        self.name, self.apart = f"{whose} {provider}", words / RATE
        self.process = _python(stack, "tests.bench.streams", whose, provider, str(_speaker(stack, words)[provider]))
        _line(self.process)
        self.load(WARM)

    def load(self, load: Load) -> Sample:
        """CPU is the listener's alone; ``ack`` times are those of all words, ``p`` those of first words."""
        assert self.process.stdin is not None
        before = cpu_seconds([self.process.pid])
        print(load.senders, load.seconds, self.apart, file=self.process.stdin, flush=True)
        said: dict[str, Any] = json.loads(_line(self.process))
        return Sample(
            turns=said["words"],
            deliveries=said["words"],
            seconds=said["seconds"],
            cpu=cpu_seconds([self.process.pid]) - before,
            p50=said["first_p50"],
            p99=said["first_p99"],
            ack_p50=said["all_p50"],
            ack_p99=said["all_p99"],
            lag_p99=said["lag_p99"],
            faults="" if said["passages"] and said["words"] % said["passages"] == 0 else "words were lost",
        )


class Screens:
    """The whole product: a web process with a provider, and the pages of everybody in its rooms."""

    def __init__(self, name: str, backs: Backs, rooms: int, members: int, words: int, stack: ExitStack) -> None:
        self.name, self.rooms, self.members, self.words = name, rooms, members, words
        provider = name.split()[-1]
        url = base_url(provider, f"http://127.0.0.1:{_speaker(stack, words)[provider]}")
        told = {"COAUTHOR": provider, f"{provider.upper()}_URL": url, f"{provider.upper()}_KEY": KEY}
        unbound = {f"BUDGET_{of}_DAY": "0" for of in ("ROOM", "PERSON", "TENANT")}
        more = {f"ROUNDTALE_{setting}": value for setting, value in (told | unbound).items()}
        self.lags = backs.folder / "lags.txt"
        self.web = serve(backs, stack, "tests.bench.probed", str(self.lags), **more)
        self.process = _python(stack, "tests.bench.screens")
        self._order("enter", addresses=[self.web.address], rooms=rooms, members=members, ours=True)
        self.load(WARM)

    def load(self, load: Load) -> Sample:
        """As ``Listener.load``; CPU is the web process's alone, and a delivery is a word on one screen."""
        before = cpu_seconds([self.web.pid])
        said = self._order("load", seconds=load.seconds, apart=self.words / RATE)
        cpu = cpu_seconds([self.web.pid]) - before
        lost = said["passages"] * self.members * self.words - said["words"] or said["wrong"]
        late = lags(self.lags, said["began"], said["began"] + said["seconds"])
        return Sample(
            turns=said["words"] // self.members,
            deliveries=said["words"],
            seconds=said["seconds"],
            cpu=cpu,
            p50=said["first_p50"],
            p99=said["first_p99"],
            ack_p50=said["all_p50"],
            ack_p99=said["all_p99"],
            lag_p99=percentile(late, 0.99),
            faults=f"{lost} words were lost" if lost else "",
        )

    def _order(self, do: str, **how: Any) -> dict[str, Any]:
        print(json.dumps({"do": do, **how}), file=self.process.stdin, flush=True)
        said: dict[str, Any] = json.loads(_line(self.process))
        if "error" in said:
            raise RuntimeError(f"{self.name}: {said['error']}")
        return said


def _speaker(stack: ExitStack, words: int) -> dict[str, int]:
    """The ports of a provider that says so many words."""
    ports: dict[str, int] = json.loads(_line(_python(stack, "tests.bench.speaker", str(words))))
    return ports


def _python(stack: ExitStack, *module: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", *module]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    stack.callback(_end, process)
    return process


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise RuntimeError(f"{process.args!r} ended")
    return line


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    process.wait(10)
