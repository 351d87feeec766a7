"""The whole database in one file, and back from it; and the files that it names, beside it.

pg_dump reads one moment of it while people write on. Putting it back is one transaction: afterwards either all of it
is there or nothing has changed. Then comes a new epoch, since pages may hold events that the restored log never had.
"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO
from urllib.parse import unquote, urlsplit, urlunsplit

import asyncpg

from migrations.release import known_versions, release
from rooms import store
from rooms.settings import APP_ROLE, WRITER_ROLE, Settings
from server.machine.embedded import EmbeddedPostgres
from server.machine.files import FilesFailed, beside, keep_files, put_back_files
from server.machine.run import RunFailed, hold, own_secret, prepare
from server.machine.supervisor import say
from server.machine.wheels import EmbeddedFailed, postgres_programs

CHUNK = 1 << 20
EMPTY = b"begin;\ndrop schema public cascade;\ncreate schema public authorization pg_database_owner;\n"
VERSION = re.compile(rb"^COPY public\.alembic_version .*\n(\w+)$", re.MULTILINE)


class BackupFailed(Exception):
    """Why, and what to do."""


PROBLEMS = (
    BackupFailed,
    FilesFailed,
    RunFailed,
    EmbeddedFailed,
    OSError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
)


def backup(settings: Settings, file: Path) -> None:
    """Write the database as it is at one moment into a new file that only its owner may read.

    Raises:
        BackupFailed: the file is there already, or PostgreSQL refused; no half of a file is left.
    """
    for taken in (file, beside(file)):
        if taken.exists():
            raise BackupFailed(f"{taken} is there already. Name another one, or remove it.")
    fresh = file.with_name(f"{file.name}.part")
    with database(settings) as here:
        try:
            with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as output:
                with _program("pg_dump", "--format=custom", "--no-owner", url=here.database_url) as dump:
                    _copy(dump.stdout, output, "kept")
                os.fsync(output.fileno())
            _version(fresh)
            fresh.rename(file)
        finally:
            fresh.unlink(missing_ok=True)
    keep_files(settings, file)
    say(f"{file}: whole, {file.stat().st_size / 1e6:.1f} MB")
    say("keep the secret too (ROUNDTALE_SECRET, or the file `secret` of the data folder): people are known by it")


def restore(settings: Settings, file: Path, replace: bool = False) -> None:
    """Put the database of a backup in the place of this one, and bring its tables up to date.

    Raises:
        BackupFailed: the file is no backup or of a newer version, somebody is at work on the database, or it has
            rooms and ``replace`` is not set. Then nothing was changed.
    """
    if _version(file) not in known_versions():
        raise BackupFailed(f"{file} was made by a newer Roundtale. Restore it with that one.")
    with database(settings, alone=True) as here:
        asyncio.run(_refuse(here.database_url, replace))
        put_back_files(here, file)
        release(here, tables=False)
        _put_back(here.database_url, file)
        _finish(here)
    say(f"{file} was restored; web and worker may start")


def _put_back(url: str, file: Path) -> None:
    """In one transaction, which is ended only when pg_restore has said that its script is whole."""
    quiet = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--set=VERBOSITY=terse", "--output=/dev/null")
    with _program("psql", *quiet, url=url, reads=True) as target:
        assert target.stdin is not None
        target.stdin.write(EMPTY)
        with _program("pg_restore", "--no-owner", "--file=-", str(file)) as source:
            _copy(source.stdout, target.stdin, "put back")
        target.stdin.write(b"commit;\n")


def restored(settings: Settings) -> None:
    """Finish what put the database back by other means: the roles, the newest tables, a new epoch.

    Raises:
        BackupFailed: somebody is at work on the database already.
    """
    with database(settings, alone=True) as here:
        asyncio.run(_refuse(here.database_url, replace=True))
        _finish(here)
    say("done; web and worker may start")


def _finish(settings: Settings) -> None:
    release(settings)

    async def new_epoch() -> None:
        connection = await asyncpg.connect(settings.database_url, timeout=10)
        try:
            await store.new_epoch(connection)
        finally:
            await connection.close()

    asyncio.run(new_epoch())


@contextmanager
def database(settings: Settings, alone: bool = False) -> Iterator[Settings]:
    """Settings that name a database which runs: the one of DATABASE_URL, else that of ``run``, started if need be.

    Raises:
        RunFailed: it has to be ``alone`` and is running.
    """
    if settings.database_url:
        yield settings
        return
    if not alone and not (settings.data.exists() and EmbeddedPostgres(settings.data).cluster.exists()):
        raise BackupFailed(f"There is no database in {settings.data}. Name it: ROUNDTALE_DATA or DATABASE_URL.")
    data = prepare(settings.data)
    postgres = EmbeddedPostgres(data)
    with ExitStack() as ours:
        lock = ours.enter_context((data / "run.lock").open("a+"))
        try:
            hold(lock.fileno(), data)
            ours.enter_context(postgres)
        except RunFailed:
            if alone:
                raise
        secret = settings.secret if "secret" in settings.model_fields_set else own_secret(data)
        yield settings.model_copy(update={"database_url": postgres.url, "secret": secret})


async def _refuse(url: str, replace: bool) -> None:
    connection = await asyncpg.connect(url, timeout=10)
    try:
        at_work = await connection.fetchval(
            "select count(*) from pg_stat_activity where datname = current_database() and usename = any($1)",
            [APP_ROLE, WRITER_ROLE],
        )
        if at_work:
            raise BackupFailed(f"web or worker still use the database ({at_work} connections). Stop them first.")
        if replace or await connection.fetchval("select to_regclass('public.rooms')") is None:
            return
        await connection.execute("set row_security = off")  # an owner who sees nothing must not find it empty
        rooms = await connection.fetchval("select count(*) from public.rooms")
        if rooms:
            raise BackupFailed(
                f"The database has stories, which would be lost (rooms: {rooms}). If they may be: --replace."
            )
    finally:
        await connection.close()


def _version(file: Path) -> str:
    """The version of the tables in a backup.

    Raises:
        BackupFailed: it is no backup of ours.
    """
    try:
        with _program("pg_restore", "--data-only", "--table=alembic_version", "--file=-", str(file)) as source:
            assert source.stdout is not None
            found = VERSION.search(source.stdout.read())
    except BackupFailed as failure:
        raise BackupFailed(f"{file} is no backup: {failure}") from failure
    if found is None:
        raise BackupFailed(f"{file} is no backup of Roundtale: it has no version of our tables.")
    return found[1].decode()


@contextmanager
def _program(name: str, *arguments: str, url: str = "", reads: bool = False) -> Iterator[subprocess.Popen[bytes]]:
    """One of PostgreSQL's programs, which ``reads`` or is read. The password travels where ``ps`` does not show it.

    Raises:
        BackupFailed: it failed; its own words.
    """
    place, password = _without_password(url)
    command = [str(postgres_programs(None) / name), *([f"--dbname={place}"] if url else []), *arguments]
    environment = {**os.environ, "PGPASSWORD": password, "PGOPTIONS": ""}
    pipes = (subprocess.PIPE, None) if reads else (subprocess.DEVNULL, subprocess.PIPE)
    with tempfile.TemporaryFile() as words:
        with subprocess.Popen(command, stdin=pipes[0], stdout=pipes[1], stderr=words, env=environment) as process:
            try:
                yield process
            except BaseException as error:
                if not reads or not isinstance(error, BrokenPipeError):
                    process.kill()
                    raise
            finally:
                if process.stdin is not None:
                    with suppress(BrokenPipeError):  # it ended early, and says why
                        process.stdin.close()
        if process.returncode != 0:
            words.seek(0)
            raise BackupFailed(f"{name}: {words.read().decode(errors='replace').strip()}")


def _without_password(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    who, at, where = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=who.partition(":")[0] + at + where)), unquote(parts.password or "")


def _copy(source: IO[bytes] | None, sink: IO[bytes], what: str) -> None:
    """Copy everything, and show how far it is where somebody looks on."""
    assert source is not None
    began, total, live = time.monotonic(), 0, sys.stdout.isatty()
    while chunk := source.read(CHUNK):
        sink.write(chunk)
        total += len(chunk)
        if live:
            print(f"\r  {what}: {total / 1e6:.1f} MB in {time.monotonic() - began:.0f} s", end="", flush=True)
    print(end="\n" * live)
