"""House rules that a machine can watch: sizes, addresses in files, and that every dependency has its reason."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import make
from tests import spec

ROOT = Path(__file__).parent.parent
OUR_PYTHON = ("engine", "migrations", "rooms", "server", "workers")
LONGEST_MODULE, LONGEST_FUNCTION = 350, 40
LONGER_FOR_A_REASON = {
    "rooms/protocol.py": "one file defines every message",
    "rooms/errors.py": "one file defines every refusal",
    "rooms/changes.py:change": "one case for each event, and mypy sees that none is missing",
    "engine/improv/*_en.py": "lists of words",
    "engine/improv/*_fr.py": "lists of words",
}
ADDRESS = r"[\"']?\s*[:=]?\s*[\"']?https?:"
ELSEWHERE = {
    "a registry's address": rf"(?:\"resolved|\bregistry|index-url){ADDRESS}",
    "a path of one machine": r"(?<![\w.~/])/(?:root|work|home|Users)/\w",
}


def tracked() -> list[str]:
    """What is committed or about to be: not ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def our_modules() -> list[Path]:
    return [ROOT / "make.py", *(path for package in OUR_PYTHON for path in sorted((ROOT / package).rglob("*.py")))]


def requirement_name(line: str) -> str:
    found = re.match(r"[\w.-]+", line)
    assert found, f"not a requirement: {line}"
    return found[0].lower().replace("_", "-")


def locked(name: str) -> set[str]:
    return set(re.findall(r"^[\w.-]+==\S+", (ROOT / f"{name}.lock").read_text(), re.MULTILINE))


def test_no_file_knows_a_registry_or_a_machine() -> None:
    own_source = str(Path(__file__).relative_to(ROOT))
    offences = []
    for name in tracked():
        try:
            text = (ROOT / name).read_text()
        except UnicodeDecodeError:
            continue
        for what, pattern in ELSEWHERE.items():
            if name != own_source and (found := re.search(pattern, text)):
                offences.append(f"{name}: {what}: {found[0]}")
    assert offences == []


def test_lock_files_hold_no_address() -> None:
    for lock in ROOT.glob("*.lock"):
        assert "://" not in lock.read_text(), lock.name


def too_long(lengths: dict[str, int], limit: int) -> dict[str, int]:
    return {
        name: length
        for name, length in lengths.items()
        if length > limit and not any(fnmatch(name, pattern) for pattern in LONGER_FOR_A_REASON)
    }


def test_modules_fit_on_a_few_screens() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in our_modules()}
    assert too_long(lengths, LONGEST_MODULE) == {}


def test_functions_fit_on_one_screen() -> None:
    lengths = {
        f"{path.relative_to(ROOT)}:{node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path in our_modules()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert lengths
    assert too_long(lengths, LONGEST_FUNCTION) == {}


def test_every_direct_dependency_has_its_reason_in_the_documents() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = [*project["project"]["dependencies"]]
    for group in project["dependency-groups"].values():
        asked += group
    document = (ROOT / "docs" / "dependencies.md").read_text()
    named = set(re.findall(r"^\| `([\w.-]+)`", document, re.MULTILINE))
    assert {requirement_name(line) for line in asked} - named == set()


def test_every_direct_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    held = {pin.split("==")[0] for pin in locked("requirements")}
    assert {requirement_name(line) for line in project["project"]["dependencies"]} <= held
    held = {pin.split("==")[0] for pin in locked("requirements-dev")}
    assert {requirement_name(line) for line in project["dependency-groups"]["dev"]} <= held


def test_what_is_installed_on_demand_has_a_lock_of_its_own() -> None:
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]
    assert {f"requirements-{group}" for group in groups if group != "dev"} == set(make.EXTRA_LOCKS)
    for group in groups:
        held = {pin.split("==")[0] for pin in locked(f"requirements-{group}")}
        assert {requirement_name(line) for line in groups[group]} <= held


def test_the_development_lock_holds_the_whole_other_lock() -> None:
    """make.py rests on it: whoever installed the one needs no look at the other."""
    assert locked("requirements") <= locked("requirements-dev")


def test_the_makefile_offers_what_make_py_offers() -> None:
    targets = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert targets is not None
    assert set(targets[1].split()) == set(make.TARGETS)


def test_the_sentences_of_the_tests_are_written_down_once() -> None:
    assert spec.PAGE.read_text(encoding="utf-8") == spec.page(), "run `make generate`"
    numbers = [number for level in spec.LEVELS for number, _, _ in spec.sentences(level)]
    twice = {number for number in numbers if numbers.count(number) > 1}
    assert not twice, "two tests carry the same number"
