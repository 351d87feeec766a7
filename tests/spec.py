"""Writes tests/SPEC.md: the numbered sentences of all tests, from their docstrings. ``python -m tests.spec``."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parent
PAGE = TESTS / "SPEC.md"
NUMBERED = re.compile(r"^([A-Z]+-?[A-Z]*\d+)(?:[a-z]\b)?[:,.] (.+)", re.DOTALL)
LEVELS = {
    "rules": "given a room, when a command, then events or a refusal; no I/O",
    "proof": "seeded random play",
    "contract": "one suite over every store and provider, and the schema",
    "door": "the service on real PostgreSQL and Valkey",
    "wire": "real Socket.IO frames and HTTP",
    "faults": "processes killed and frozen; every run ends in the witness",
    "operating": "behind a proxy, from a backup, watched, in containers",
    "launch": "the two commands",
    "bench": "the arithmetic of `make bench`; what it measures is in docs/performance.md",
    "browser": "real Chromium",
}


def sentences(level: str) -> Iterator[tuple[str, str, str]]:
    """(number, sentence, file) of each numbered test of a level."""
    for path in sorted((TESTS / level).glob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                found = NUMBERED.match(ast.get_docstring(node) or "")
                if found:
                    yield found[1], " ".join(found[2].split()), path.name


def _order(row: tuple[str, str, str]) -> tuple[str, int]:
    letters, digits = re.match(r"([A-Z-]+)(\d+)", row[0]).groups()  # type: ignore[union-attr]
    return letters, int(digits)


def page() -> str:
    parts = [
        "# What Roundtale does, as its tests say it\n",
        "Made by `make generate` from the tests' own docstrings: a test carries its number and its sentence.\n",
    ]
    for level, what in LEVELS.items():
        rows = sorted(sentences(level), key=_order)
        parts.append(f"\n## {level}: {what}\n")
        parts += [f"- **{number}** {sentence} (`{file}`)" for number, sentence, file in rows]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
