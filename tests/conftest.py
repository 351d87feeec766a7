"""What every level shares: one PostgreSQL and one Valkey for the session, a Chromium, and no silent skips."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from server.machine.embedded import EmbeddedPostgres, EmbeddedValkey

TESTS = Path(__file__).parent


@pytest.fixture(scope="session")
def data_dir() -> Iterator[Path]:
    """A Roundtale data folder that, under root, nobody's account can reach too (pytest's own tmp_path is private)."""
    with tempfile.TemporaryDirectory(prefix="roundtale-test-") as folder:
        data = Path(folder)
        data.chmod(0o711)
        yield data


@pytest.fixture(scope="session")
def postgres(data_dir: Path) -> Iterator[EmbeddedPostgres]:
    with EmbeddedPostgres(data_dir) as server:
        yield server


@pytest.fixture(scope="session")
def valkey(data_dir: Path) -> Iterator[EmbeddedValkey]:
    with EmbeddedValkey(data_dir) as server:
        yield server


@pytest.fixture(scope="session")
def database_url(postgres: EmbeddedPostgres) -> str:
    """As the owner, who may also make further databases; nothing is migrated yet."""
    return postgres.url


@pytest.fixture(scope="session")
def redis_url(valkey: EmbeddedValkey) -> str:
    return valkey.url


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program, to be given to Playwright as executable_path."""
    found = find_chromium()
    assert found is not None, "the browser level is not collected without a Chromium"
    return found


def find_chromium() -> str | None:
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if name and (path := shutil.which(name))), None)


def find_nginx() -> str | None:
    """Where accounts do not look for programs too: Debian puts it there."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', os.defpath)}{os.pathsep}/usr/sbin")


NEEDS = {
    TESTS / "browser": (
        "THE BROWSER LEVEL",
        "a Chromium: install one, or name its program with CHROMIUM",
        find_chromium,
    ),
    TESTS / "operating" / "test_proxy.py": ("THE PROXY", "nginx: install it (apt-get install nginx)", find_nginx),
}
"""What is not in a wheel. Without it the rest can be tested, but not in silence."""


LONGEST = (TESTS / "wire" / "test_openapi.py", TESTS / "proof" / "test_core.py")
"""A minute each. Pytests side by side take files in this order: with these first, none is left alone at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path not in LONGEST)


NOT_RUN = "not run"


def told(variable: str) -> bool:
    return os.environ.get(variable, "").lower() in ("1", "true", "yes")


class NothingSilent:
    """Says which tests did not run, and why; where all must run (CI=true) that is a failure."""

    def __init__(self) -> None:
        self.skipped: list[str] = []
        self.not_run: list[tuple[str, str]] = []

    def pytest_ignore_collect(self, collection_path: Path) -> bool | None:
        if collection_path not in NEEDS:
            return None
        what, needed, find = NEEDS[collection_path]
        if find():
            return None
        if told("CI") or told("REQUIRE_ALL"):
            raise pytest.UsageError(f"{what} needs {needed}.")
        self.not_run.append((what, needed))
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            self.skipped.append(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self.skipped.append(report.nodeid)

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        if self.skipped and told("CI") and exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput[NOT_RUN] = self.not_run

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """One of several processes ended (pytest-xdist). Only they collect; what they skipped is reported here too."""
        told_there: list[tuple[str, str]] = getattr(node, "workeroutput", {}).get(NOT_RUN, [])
        self.not_run += [told for told in told_there if told not in self.not_run]

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for what, needed in self.not_run:
            terminalreporter.section(f"{what} WAS NOT TESTED", red=True)
            terminalreporter.line(f"That needs {needed}.")
        if self.skipped and told("CI"):
            terminalreporter.section("SKIPPED, WHICH FAILS UNDER CI", red=True)
            for test in self.skipped:
                terminalreporter.line(test)


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(NothingSilent(), "nothing-silent")
