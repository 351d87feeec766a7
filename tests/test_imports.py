"""Arrows point downward (design: the house). A new module of the pure ring is named here, and only here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
RING = (
    "errors", "protocol", "turns", "moderation", "room", "changes", "followups", "decide", "deciding", "story", "seats",
    "gather", "ballots", "votes", "tree", "margins", "adopting", "archive", "cover", "resources", "vetting", "ages",
    "screening", "manner", "weaving", "coauthor", "media",
)  # fmt: skip
PURE = {f"rooms.{name}" for name in RING}
PACKAGES = ("engine", "migrations", "rooms", "server", "workers")
MAY_IMPORT = {
    "rooms": {"rooms"},
    "migrations": {"migrations", "rooms"},
    "workers": {"workers", "engine", "rooms", "migrations"},
    "server": {"server", "engine", "rooms", "migrations"},
}
ENTRIES = {"server.__main__": "workers"}
"""The command line starts every kind of process."""
IO_LIBRARIES = {
    "asyncio",
    "asyncpg",
    "arq",
    "redis",
    "socket",
    "socketio",
    "sqlalchemy",
    "sqlmodel",
    "starlette",
    "obstore",
}


def modules(package: str) -> Iterator[tuple[str, Path]]:
    for path in sorted((ROOT / package).rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        yield name.removesuffix(".__init__"), path


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything imported; ``from rooms import turns`` is rooms.turns."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are absolute here"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def is_pure(name: str) -> bool:
    return any(name == module or name.startswith(f"{module}.") for module in PURE)


def wrong(module: str, imported: str) -> str | None:
    package, top = module.split(".")[0], imported.split(".")[0]
    if is_pure(module) and top in IO_LIBRARIES:
        return "the pure ring does no input or output"
    if top not in PACKAGES:
        return None
    if is_pure(module) or package == "engine":
        own = package == "engine" and top == "engine"
        return None if own or is_pure(imported) else "here only the pure ring of rooms may be imported"
    if top not in MAY_IMPORT[package] and ENTRIES.get(module) != top:
        return f"{package} may not import {top}"
    return None


def test_arrows_point_downward() -> None:
    offences = [
        f"{path.relative_to(ROOT)}:{line}: imports {imported}: {why}"
        for package in PACKAGES
        for module, path in modules(package)
        for line, imported in imports(path)
        if (why := wrong(module, imported))
    ]
    assert offences == []


def test_every_module_of_the_pure_ring_exists() -> None:
    found = {name for name, _ in modules("rooms")}
    assert found >= PURE


def test_the_rule_itself_has_teeth() -> None:
    assert wrong("rooms.decide", "rooms.store.Store")
    assert wrong("rooms.turns", "asyncio")
    assert wrong("engine.llm", "rooms.settings.Settings")
    assert wrong("rooms.service", "server.app")
    assert wrong("workers.main", "server.machine.run")
    assert wrong("server.app", "workers.main")
    assert wrong("server.app", "rooms.service.RoomService") is None
    assert wrong("engine.improv", "rooms.protocol.Genre") is None
    assert wrong("engine.improv", "engine.llm.Provider") is None
