"""A disk that is full: a small one is mounted for it, which takes root (see ``conftest.py``)."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic

import asyncpg
import pytest

from server.machine.embedded import EmbeddedPostgres
from tests.databases import released
from tests.faults.crowds import Crowd
from tests.faults.findings import Findings, scaled
from tests.faults.processes import running
from tests.waiting import until

MEGABYTE = 2**20
DISK_MEGABYTES = 192
TIMES = scaled(1, 3, 10)


@pytest.fixture
def disk(folder: Path) -> Iterator[Path]:
    place = folder / "disk"
    place.mkdir()
    options = f"size={DISK_MEGABYTES}m,mode=711"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], check=True)
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


@pytest.mark.whole
@pytest.mark.timeout(300)
async def test_the_disk_is_full(disk: Path, redis_url: str, tmp_path: Path, findings: Findings) -> None:
    """F-95: with PostgreSQL's disk full what cannot be kept is answered busy and nothing is acknowledged that is not
    kept; when there is room again everybody writes on without help.
    """
    again: list[float] = []
    with EmbeddedPostgres(disk) as postgres:
        settings = await released(postgres.url, redis_url, "faults")
        async with running(settings, tmp_path, 2) as webs, Crowd([web.address for web in webs], 14) as crowd:
            for _ in range(4):
                await crowd.open("free", 4)
            await crowd.all_in()
            crowd.write()
            for _ in range(TIMES):
                enough, busy = crowd.acked + 50, crowd.put_off
                await until("writes go on", lambda enough=enough: crowd.acked >= enough, 20)  # type: ignore[misc]
                ballast = fill(disk)
                await until("commands are answered busy", lambda busy=busy: crowd.put_off > busy, 60)  # type: ignore[misc]
                ballast.unlink()
                free = monotonic()
                before = {client: client.acked for client in crowd.everybody}
                await until("all write again", lambda before=before: all(c.acked > n for c, n in before.items()), 20)  # type: ignore[misc]
                again.append(monotonic() - free)
            assert postgres.alive()
            owner = await asyncpg.connect(settings.database_url)
            figures = await crowd.judged(owner)
            await owner.close()
    findings.add("T13", "PostgreSQL's disk full", TIMES, figures, f"all wrote again after {max(again):.1f} s")


def fill(disk: Path) -> Path:
    """Take all that is left."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (MEGABYTE, 4096):
            with suppress(OSError):
                while True:
                    file.write(bytes(size))
    return ballast
