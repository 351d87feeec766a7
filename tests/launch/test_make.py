"""``make.py`` and the rule that nothing is skipped in silence."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import make
from tests.launch.running import ROOT


def test_help_names_every_target() -> None:
    told = subprocess.run([sys.executable, "make.py", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert all(f"make {name}" in told.stdout for name in make.TARGETS)


def test_a_stage_that_fails_says_which_why_and_what_to_do() -> None:
    with pytest.raises(make.Failed) as failure:
        make.stage("Paint", [sys.executable, "-c", "raise SystemExit('no brush')"], "Buy a brush.")
    words = str(failure.value)
    assert words.index("Paint") < words.index("no brush") < words.index("Buy a brush.")


def test_all_jobs_run_also_after_one_failed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    touch = [sys.executable, "-c", f"open({str(tmp_path / 'ran')!r}, 'w').close()"]
    assert make.run_all({"first": [sys.executable, "-c", "raise SystemExit(3)"], "second": touch}) == 1
    assert (tmp_path / "ran").exists()
    summary = capfd.readouterr().out
    assert "FAILED  first" in summary
    assert "passed  second" in summary


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """A small test suite under our rules, with a skipped test and a browser level."""
    (tmp_path / "browser").mkdir()
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "browser" / "test_page.py").write_text("def test_page() -> None: ...\n")
    skipped = "import pytest\n@pytest.mark.skip(reason='later')\ndef test_later() -> None: ...\n"
    (tmp_path / "test_skipped.py").write_text(skipped)
    return tmp_path


def pytest_on(suite: Path, *more: str, **variables: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if name not in ("CI", "REQUIRE_ALL")}
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(suite), str(suite)]
    command += more
    env = {**inherited, "PYTHONPATH": str(ROOT), "CHROMIUM": sys.executable, **variables}
    return subprocess.run(command, cwd=suite, env=env, capture_output=True, text=True, check=False)


def test_a_skipped_test_fails_under_ci_and_only_there(suite: Path) -> None:
    assert pytest_on(suite).returncode == pytest.ExitCode.OK
    failed = pytest_on(suite, CI="true")
    assert failed.returncode == pytest.ExitCode.TESTS_FAILED
    assert "test_skipped.py::test_later" in failed.stdout


WITHOUT = {"PATH": "/nowhere", "CHROMIUM": ""}


def test_a_missing_chromium_fails_where_it_is_required_and_is_loud_elsewhere(suite: Path) -> None:
    passed = pytest_on(suite, **WITHOUT)
    assert passed.returncode == pytest.ExitCode.OK
    assert "THE BROWSER LEVEL WAS NOT TESTED" in passed.stdout
    failed = pytest_on(suite, **WITHOUT, REQUIRE_ALL="1")
    assert failed.returncode == pytest.ExitCode.INTERRUPTED
    assert "needs a Chromium" in failed.stdout


def test_nothing_is_silent_where_two_processes_test(suite: Path) -> None:
    """Only they collect, and only what they report is seen."""
    (suite / "test_module.py").write_text("import pytest\npytest.skip('later', allow_module_level=True)\n")
    two = make.SIDE_BY_SIDE
    passed = pytest_on(suite, *two, **WITHOUT)
    assert passed.returncode == pytest.ExitCode.OK
    assert passed.stdout.count("THE BROWSER LEVEL WAS NOT TESTED") == 1
    failed = pytest_on(suite, *two, CI="true")
    assert failed.returncode == pytest.ExitCode.TESTS_FAILED
    skipped = failed.stdout.partition("SKIPPED, WHICH FAILS UNDER CI")[2].splitlines()
    assert {"test_module.py", "test_skipped.py::test_later"} <= {*skipped}
    failed = pytest_on(suite, *two, **WITHOUT, REQUIRE_ALL="1")
    assert failed.returncode not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
    assert "needs a Chromium" in failed.stdout + failed.stderr
    (suite / "test_warns.py").write_text("import warnings\ndef test_it() -> None: warnings.warn('old')\n")
    assert "UserWarning: old" in pytest_on(suite, *two).stdout
