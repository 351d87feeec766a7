"""Who listens to a provider, and the provider, each a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import ExitStack
from typing import Any

from tests.bench.crowd import Load
from tests.bench.figures import Sample
from tests.bench.servers import cpu_seconds
from tests.faults.processes import ROOT

WARM = Load(4, 1)


class Listener:
    """The product's way to a provider (``ours``), or the bare SDK's (``sdk``). ``Load.senders`` is streams at once."""

    def __init__(self, whose: str, provider: str, stack: ExitStack) -> None:
        self.name = f"{whose} {provider}"
        speaker = _python(stack, "tests.bench.speaker")
        ports = json.loads(_line(speaker))
        self.process = _python(stack, "tests.bench.streams", whose, provider, str(ports[provider]))
        _line(self.process)
        self.load(WARM)

    def load(self, load: Load) -> Sample:
        """CPU is the listener's alone; ``ack`` times are those of all words, ``p`` those of first words."""
        assert self.process.stdin is not None
        before = cpu_seconds([self.process.pid])
        print(load.senders, load.seconds, file=self.process.stdin, flush=True)
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
