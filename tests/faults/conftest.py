from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from rooms.settings import Settings
from server.machine.embedded import EmbeddedPostgres, EmbeddedValkey
from tests.databases import released
from tests.faults.findings import FULL, LONG, Findings, write


def may_mount() -> bool:
    """Whether a small disk can be mounted: that takes root, and a container that lets it."""
    with tempfile.TemporaryDirectory() as place:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", place], capture_output=True, check=False)
        return mounted.returncode == 0 and subprocess.run(["umount", place], check=False).returncode == 0


FAULTS = Path(__file__).parent
ROWS = "faults/rows"
UNTIMED = {f"test_{name}.py" for name in ("document", "failpoints", "migrating", "proxy", "soak", "teeth", "witness")}
collect_ignore = [] if may_mount() else ["test_full_disk.py"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """``make test`` runs a fast selection of the faults, ``make faults`` the whole. Nothing runs beside those that
    promise something about time.
    """
    for item in items:
        if item.path.is_relative_to(FAULTS) and item.path.name not in UNTIMED:
            item.add_marker(pytest.mark.alone)
    left_out = [] if FULL or LONG else [item for item in items if item.get_closest_marker("whole")]
    items[:] = [item for item in items if item not in left_out]
    for item in items if LONG else ():
        item.add_marker(pytest.mark.timeout(7200), append=False)
    config.hook.pytest_deselected(items=left_out)


@pytest.fixture(scope="package")
async def settings(database_url: str, redis_url: str) -> Settings:
    """A house of this level's own, in the session's PostgreSQL and Valkey: for tests that end neither."""
    return await released(database_url, redis_url, "faults")


@pytest.fixture
async def owner(settings: Settings) -> AsyncIterator[asyncpg.Connection[Any]]:
    connection = await asyncpg.connect(settings.database_url)
    yield connection
    await connection.close()


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="roundtale-test-") as name:
        Path(name).chmod(0o711)
        yield Path(name)


@pytest.fixture
def own_valkey(folder: Path) -> Iterator[EmbeddedValkey]:
    with EmbeddedValkey(folder) as server:
        yield server


@pytest.fixture
def own_postgres(folder: Path) -> Iterator[EmbeddedPostgres]:
    with EmbeddedPostgres(folder) as server:
        yield server


@pytest.fixture
async def on_own_valkey(settings: Settings, own_valkey: EmbeddedValkey) -> Settings:
    return settings.model_copy(update={"redis_url": own_valkey.url})


@pytest.fixture(scope="session")
def all_findings(request: pytest.FixtureRequest) -> Iterator[Findings]:
    """Every row of the session; written to where FINDINGS says when nothing failed. With ``--lf`` those of the last
    session stay, so that what failed alone need run again.
    """
    findings = Findings()
    cache: pytest.Cache | None = getattr(request.config, "cache", None)
    yield findings
    before: dict[str, str] = cache.get(ROWS, {}) if cache and request.config.getoption("lf") else {}
    rows = findings.table(before)
    if cache:
        cache.set(ROWS, rows)
    if os.environ.get("FINDINGS") and not request.session.testsfailed:
        write(Path(os.environ["FINDINGS"]), rows, len(findings.rows) if before else 0)


@pytest.fixture
def findings(all_findings: Findings, capsys: pytest.CaptureFixture[str]) -> Iterator[Findings]:
    """Where a test adds its row, which is also printed at once."""
    before = len(all_findings.rows)
    yield all_findings
    with capsys.disabled():
        for finding in all_findings.rows[before:]:
            print(f"\n    {finding.row()}")
