"""Root and an ordinary user, each with what the other cannot do. As an ordinary user all other launch tests speak."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.machine.embedded import SHARED_DATA, EmbeddedPostgres
from server.machine.wheels import SHARED_PROGRAMS
from tests.launch.running import ROOT, running

AS_ROOT = os.geteuid() == 0
SOMEBODY = pwd.getpwnam("nobody").pw_uid
"""Has a name, which initdb asks for, and nothing else: no home, no rights."""


def link_or_copy(source: str, target: str) -> str:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target


@pytest.fixture
def everybodys() -> Iterator[Path]:
    """A Python, its packages and our own, where every account can read them: those of root may lie below /root."""
    with tempfile.TemporaryDirectory(prefix="roundtale-test-") as folder:
        place = Path(folder)
        place.chmod(0o755)
        base = Path(sys.base_prefix)
        library = Path(sysconfig.get_path("stdlib")).relative_to(base)
        unneeded = shutil.ignore_patterns("site-packages", "dist-packages", "test", "__pycache__")
        shutil.copytree(base / library, place / library, copy_function=link_or_copy, ignore=unneeded)
        for program in base.glob("lib/libpython*.so*"):
            link_or_copy(str(program), str(place / "lib" / program.name))
        (place / "bin").mkdir()
        link_or_copy(str(Path(sys.executable).resolve()), str(place / "bin" / "python3"))
        shutil.copytree(sysconfig.get_path("purelib"), place / "packages", copy_function=link_or_copy)
        ours = shutil.ignore_patterns("node_modules", "__pycache__")
        for name in ("engine", "migrations", "rooms", "server", "workers", "web"):
            shutil.copytree(ROOT / name, place / "roundtale" / name, ignore=ours)
        yield place


@pytest.mark.parametrize("user", [SOMEBODY] if AS_ROOT else [None])
def test_an_ordinary_user_runs_everything(everybodys: Path, user: int | None) -> None:
    data = everybodys / "data"
    data.mkdir(mode=0o700)
    if user is not None:
        os.chown(data, user, user)
    with running(
        data,
        python=[everybodys / "bin" / "python3"],
        folder=everybodys / "roundtale",
        user=user,
        PYTHONPATH=str(everybodys / "packages"),
        PYTHONHOME=str(everybodys),
        LD_LIBRARY_PATH=str(everybodys / "lib"),
        HOME="/nonexistent",
    ) as run:
        run.wait_until_ready()
        expected = user if user is not None else os.geteuid()
        assert {process.uids().effective for process in run.family()} == {expected}
        assert run.end(signal.SIGTERM) == 0


@pytest.mark.parametrize("hidden", [True, False] if AS_ROOT else [False])
def test_data_that_nobodys_account_cannot_reach_lies_beside(data: Path, hidden: bool) -> None:
    data.chmod(0o700 if hidden else 0o711)
    postgres = EmbeddedPostgres(data)
    try:
        with postgres:
            assert postgres.home.is_relative_to(SHARED_DATA if hidden else data)
            assert postgres.alive()
    finally:
        shutil.rmtree(postgres.home)


@pytest.mark.parametrize("private", [True, False] if AS_ROOT else [False])
def test_programs_that_nobodys_account_cannot_reach_are_copied(
    data: Path, everybodys: Path, private: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybodys.chmod(0o700 if private else 0o755)
    monkeypatch.setattr(sys, "path", [str(everybodys / "packages")])
    with EmbeddedPostgres(data) as postgres:
        assert postgres.process is not None
        program = Path(str(postgres.process.args[0])) if isinstance(postgres.process.args, list) else Path()
        assert program.is_relative_to(SHARED_PROGRAMS if private else everybodys)
