"""The command line: ``python -m server run|web|worker|release``."""

from __future__ import annotations

import argparse
import sys

from pydantic import ValidationError

from rooms.settings import Settings

COMMANDS = {
    "run": "everything on this machine: PostgreSQL and Valkey of our own, release, worker and web",
    "web": "the page, the HTTP API and the sockets (needs DATABASE_URL and REDIS_URL)",
    "worker": "pictures, voices, books and upkeep (needs DATABASE_URL and REDIS_URL)",
    "release": "bring the tables up to date, as the owner of DATABASE_URL; safe to repeat",
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m server", description="Roundtale's server.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, what in COMMANDS.items():
        commands.add_parser(
            name, help=what, description=what, epilog="Settings are environment variables: docs/settings.md."
        )
    command = parser.parse_args().command
    try:
        settings = Settings()
    except ValidationError as error:
        return complain([f"{'.'.join(map(str, line['loc']))}: {line['msg']}".lstrip(": ") for line in error.errors()])
    if command == "run":
        return run(settings)
    missing = [name for name in ("DATABASE_URL", "REDIS_URL") if not getattr(settings, name.lower())]
    if command == "release":
        missing = [name for name in missing if name == "DATABASE_URL"]
    if missing:
        return complain([f"{name} is not set. Set it, or let `run` start a server of our own." for name in missing])
    {"web": web, "worker": worker, "release": release}[command](settings)
    return 0


def run(settings: Settings) -> int:
    from server.run import run

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


def complain(lines: list[str]) -> int:
    for line in lines:
        print(f"settings: {line}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
