"""The quick voice: eSpeak NG in a process of its own (``quick_child``), one for each passage."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self

from rooms.protocol import Voice
from workers.making import Unmade
from workers.voices.sound import of_samples
from workers.voices.speaking import Spoken
from workers.voices.table import QuickVoices
from workers.voices.timings import from_marks

COMMAND = (sys.executable, "-m", "workers.voices.quick_child")
ROOT = Path(__file__).resolve().parents[2]
GIVEN = ("PATH", "PYTHONPATH", "PYTHONPYCACHEPREFIX", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TMPDIR")
"""Of our environment: nothing of what is secret."""
SECONDS = 30.0
"""For one text; the child gives up by itself before that."""
MOST_SOUND = 200_000_000
DIED = (ConnectionError, EOFError, TimeoutError, ValueError)


def installed() -> bool:
    """Whether the extra ``voice`` is there."""
    return find_spec("espeakng_loader") is not None


class Quick:
    name, model, most, beside = "quick", "eSpeak NG", 2000, 1

    def __init__(self, table: QuickVoices, command: tuple[str, ...] = COMMAND, seconds: float = SECONDS) -> None:
        self._table = table
        self._command = command
        self._seconds = seconds
        self._languages: Mapping[str, str] = {}
        self._child: Process | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._end()

    async def speak(self, text: str, voice: Voice, language: str) -> Spoken:
        """A child that dies at it is replaced once."""
        for last in (False, True):
            try:
                async with asyncio.timeout(self._seconds):
                    return await self._spoken(text, voice, language)
            except DIED:
                await self._end()
                if last:
                    raise Unmade("broken") from None
            except BaseException:
                await self._end()
                raise
        raise AssertionError("unreachable")

    async def _spoken(self, text: str, voice: Voice, language: str) -> Spoken:
        child = await self._running()
        file = file_of(language, self._languages, self._table.languages)
        if file is None:
            raise Unmade("unavailable")
        how = self._table.voices.get(voice) or self._table.voices["even"]
        request = {"text": text, "voice": f"{file}+{how.variant}"} | how.model_dump(include={"rate", "pitch", "range"})
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(json.dumps(request).encode() + b"\n")
        await child.stdin.drain()
        told = await _told(child)
        if "error" in told or not 0 <= told["bytes"] <= MOST_SOUND:
            raise Unmade("broken")
        samples = await child.stdout.readexactly(told["bytes"])
        sound = of_samples(samples)
        marks = [(kind, at, ms) for kind, at, _, ms in told["marks"]]
        return Spoken(sound, told["rate"], from_marks(text, marks, round(len(sound) * 1000 / told["rate"])))

    async def _running(self) -> Process:
        if self._child is None:
            self._child = await asyncio.create_subprocess_exec(
                *self._command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=2**22, cwd=ROOT, env=_few()
            )
            self._languages = (await _told(self._child))["languages"]
        return self._child

    async def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        if child.returncode is None:
            child.kill()
        await child.communicate()


def _few() -> dict[str, str]:
    return {name: os.environ[name] for name in GIVEN if name in os.environ}


async def _told(child: Process) -> dict[str, Any]:
    assert child.stdout is not None
    line = await child.stdout.readline()
    if not line:
        raise EOFError
    told: dict[str, Any] = json.loads(line)
    return told


def file_of(language: str, known: Mapping[str, str], ours: Mapping[str, str]) -> str | None:
    """The engine's file for a language: by its whole tag, then by less and less of it. None: it speaks it not."""
    parts = language.lower().split("-")
    while parts:
        tag = "-".join(parts)
        if found := ours.get(tag) or known.get(tag):
            return found
        parts.pop()
    return None
