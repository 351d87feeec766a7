"""The command line: ``python -m server run|web|worker|release|jobs|backup|restore|restored``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pydantic import ValidationError

from rooms.settings import Settings
from server.coauthor.reaching import first_of

COMMANDS = {
    "run": "everything on this machine: PostgreSQL and Valkey of our own, release, worker and web",
    "web": "the page, the HTTP API and the sockets (needs DATABASE_URL and REDIS_URL)",
    "worker": "pictures, voices, books and upkeep (needs DATABASE_URL and REDIS_URL)",
    "release": "bring the tables up to date, as the owner of DATABASE_URL; safe to repeat",
    "jobs": "what the workers have to do, and how the last hour's work ended",
    "backup": "keep the whole database in one file, while people write on",
    "restore": "put the database of a backup in the place of this one; web and worker must not run",
    "restored": "to be said after the database was put back by other means: a snapshot, a point in time",
}
NEEDS = {"web": ("DATABASE_URL", "REDIS_URL"), "worker": ("DATABASE_URL", "REDIS_URL"), "release": ("DATABASE_URL",)}
"""The others take the embedded database where none is named."""


def main() -> int:
    told = _parser().parse_args()
    command = told.command
    try:
        settings = Settings()
    except ValidationError as error:
        return complain([f"{'.'.join(map(str, line['loc']))}: {line['msg']}".lstrip(": ") for line in error.errors()])
    missing = [name for name in NEEDS.get(command, ()) if not getattr(settings, name.lower())]
    if missing:
        return complain([f"{name} is not set. Set it, or let `run` start a server of our own." for name in missing])
    try:
        if command in ("run", "web"):
            first_of(settings)
        if command in ("run", "worker"):
            from workers.makers import makers_of

            makers_of(settings)
    except ValueError as error:
        return complain([str(error)])
    if command == "run":
        return run(settings)
    if command in ("jobs", "backup", "restore", "restored"):
        return keep(settings, told)
    {"web": web, "worker": worker, "release": release}[command](settings)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m server", description="Roundtale's server.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, what in COMMANDS.items():
        one = commands.add_parser(
            name, help=what, description=what, epilog="Settings are environment variables: docs/settings.md."
        )
        if name in ("backup", "restore"):
            one.add_argument("file", type=Path)
        if name == "jobs":
            one.add_argument("--again", action="store_true", help="ring for what waits, and nobody works on")
        if name == "restore":
            one.add_argument("--replace", action="store_true", help="although there are rooms, which are lost by it")
    return parser


def run(settings: Settings) -> int:
    from server.machine.run import run

    return run(settings, settings.data)


def web(settings: Settings) -> None:
    from server.app import serve

    serve(settings)


def worker(settings: Settings) -> None:
    from workers.main import work

    work(settings)


def release(settings: Settings) -> None:
    import asyncio

    import asyncpg

    from migrations.release import release

    async def reach_database() -> None:
        await (await asyncpg.connect(settings.database_url, timeout=10)).close()

    try:
        asyncio.run(reach_database())
    except (OSError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise SystemExit(
            f"release: no connection to the database of DATABASE_URL: {type(error).__name__}: {error}\n"
            "Is PostgreSQL running there, and are the name of its user and the password right?"
        ) from error
    release(settings)


def keep(settings: Settings, told: argparse.Namespace) -> int:
    from server import jobs
    from server.machine import backup

    try:
        if told.command == "jobs":
            jobs.show(settings, told.again)
        elif told.command == "backup":
            backup.backup(settings, told.file)
        elif told.command == "restore":
            backup.restore(settings, told.file, told.replace)
        else:
            backup.restored(settings)
    except backup.PROBLEMS as problem:
        print(f"{told.command}: {problem}", file=sys.stderr)
        return 1
    return 0


def complain(lines: list[str]) -> int:
    for line in lines:
        print(f"settings: {line}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
