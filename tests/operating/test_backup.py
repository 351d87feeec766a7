"""Backups: taken while people write, put back after everything was destroyed, and refused where they would do harm."""

from __future__ import annotations

import asyncio
import io
import os
import shutil
import signal
import subprocess
import sys
import tarfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import aiohttp
import asyncpg
import pytest

from rooms.objects import Objects, key_of
from rooms.settings import WRITER_ROLE, Settings
from rooms.tables import GUESTS
from server.machine.backup import BackupFailed, backup, restore, restored
from server.machine.embedded import EmbeddedPostgres
from server.machine.files import FilesFailed, beside
from tests.databases import found_room, released
from tests.faults.crowds import Crowd
from tests.faults.processes import running
from tests.houses import migrated, serving
from tests.launch import running as launched
from tests.waiting import until

ROOT = Path(__file__).parent.parent.parent


async def tell(
    environment: dict[str, str], *words: str | Path, program: Sequence[str] = ("-m", "server")
) -> tuple[int, str]:
    """``python -m server WORDS``, while everything else goes on: its exit code and what it complained of."""

    def run() -> tuple[int, str]:
        command = [sys.executable, *program, *words]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stderr

    return await asyncio.to_thread(run)


async def kept(environment: dict[str, str], *words: str | Path) -> None:
    assert await tell(environment, *words) == (0, "")


async def refused(environment: dict[str, str], *words: str | Path, program: Sequence[str] = ("-m", "server")) -> str:
    code, complaint = await tell(environment, *words, program=program)
    assert code == 1
    assert "Traceback" not in complaint
    return complaint


def naming(settings: Settings) -> dict[str, str]:
    return {**os.environ, "DATABASE_URL": settings.database_url, "ROUNDTALE_SECRET": settings.secret}


@pytest.mark.timeout(180)
async def test_everything_is_destroyed_and_restored(folder: Path, redis_url: str) -> None:
    """O10: a backup is taken while people write; then the whole database is destroyed. Restored, every page comes back
    by itself and is reset to the log as it was, its writes are taken, and the witness finds nothing wrong with
    what came after.
    """
    postgres, file = EmbeddedPostgres(folder), folder / "kept"
    postgres.start()
    settings = await released(postgres.url, redis_url, "kept")
    async with running(settings, folder, 2) as webs, Crowd([web.address for web in webs], 1) as crowd:
        for mode in ("free", "round_robin", "duet"):
            await crowd.open(mode, 4)
        await crowd.all_in()
        crowd.write()
        await until("people write", lambda: crowd.acked >= 60, 20)
        await kept(naming(settings), "backup", file)
        before = crowd.acked
        await until("people write on", lambda: crowd.acked >= before + 100, 20)
        for web in webs:
            web.kill()
        seen = {client: client.view.seq for client in crowd.everybody}
        postgres.kill()
        shutil.rmtree(postgres.home)
        postgres.start()
        fresh = await emptied(settings, postgres)
        await kept(naming(fresh), "restore", file)
        crowd.records.clear()
        owner = await asyncpg.connect(fresh.database_url)
        heads = {row["room_id"]: row["seq"] for row in await owner.fetch("select room_id, seq from heads")}
        assert all(heads[client.room_id] < seq for client, seq in seen.items()), "the log is older than the pages"
        for web in webs:
            web.settings = fresh
            web.start()
        await crowd.all_back(crowd.connections())
        after = crowd.acked
        await until("people write again", lambda: crowd.acked >= after + 100, 30)
        await crowd.judged(owner)
        await owner.close()
        resets = {record.client for record in crowd.records if record.what == "reset"}
        assert resets == {client.name for client in crowd.everybody}
    postgres.stop()


async def emptied(settings: Settings, postgres: EmbeddedPostgres) -> Settings:
    """A database of the same name in a cluster that knows of nothing."""
    name = settings.database_url.partition("?")[0].rpartition("/")[2]
    owner = await asyncpg.connect(postgres.url)
    await owner.execute(f"create database {name}")
    await owner.close()
    return settings.model_copy(update={"database_url": postgres.url.replace("/postgres?", f"/{name}?")})


@pytest.mark.timeout(300)  # seven processes, three of them with a new database
async def test_a_backup_of_make_run(folder: Path) -> None:
    """O11: the database of `run` is kept while it runs; nothing is restored while it runs, nor over its rooms unless
    that is said; restored it has the rooms of the backup, and people are known again. Where none was one is made.
    """
    data, file = folder / "data", folder / "kept"
    own = launched.environment(data)
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        with launched.running(data) as run:
            address = await asyncio.to_thread(run.wait_until_ready)
            code = await begin(http, address)
            await kept(own, "backup", file)
            later = await begin(http, address)
            assert "already running" in await refused(own, "restore", file, "--replace")
            await asyncio.to_thread(run.end, signal.SIGTERM)
        assert "rooms: 2" in await refused(own, "restore", file)
        await kept(own, "restore", file, "--replace")
        await kept(launched.environment(folder / "trial"), "restore", file)
        with launched.running(data) as run:
            address = await asyncio.to_thread(run.wait_until_ready)
            assert (await found(http, address, code))["member"]
            assert (await found(http, address, later))["code"] == "no_such_room"
            await asyncio.to_thread(run.end, signal.SIGTERM)


async def begin(http: aiohttp.ClientSession, address: str) -> str:
    """Start a story; its code."""
    async with http.post(f"{address}/api/me", json={"name": "Amina"}) as answer:
        assert answer.status == 200
    new = {"op": str(uuid4()), "name": "Amina", "premise": "A lamp goes out.", "mode": "free"}
    async with http.post(f"{address}/api/rooms", json=new) as answer:
        code: str = (await answer.json())["code"]
    return code


async def found(http: aiohttp.ClientSession, address: str, code: str) -> Any:
    async with http.get(f"{address}/api/codes/{code}") as answer:
        return await answer.json()


async def test_what_would_do_harm_is_refused(settings: Settings, folder: Path, database_url: str) -> None:
    """O12: a file that is there is not overwritten; what is no backup, is cut off, or comes from a newer version is
    not restored, nor anything over a database in use; each is said in a sentence, and the database is as it was.
    """
    target = await released(database_url, settings.redis_url, "target")
    owner = await asyncpg.connect(target.database_url)
    room = await found_room(owner)
    await owner.execute(WORDS, room, GUESTS)
    files = {name: folder / name for name in ("kept", "words", "cut", "newer", "none", "again")}
    await asyncio.to_thread(backup, target, files["kept"])
    assert files["kept"].stat().st_mode & 0o077 == 0
    await fails("is there already", backup, target, files["kept"])
    files["words"].write_text("Once upon a time.")
    files["cut"].write_bytes(files["kept"].read_bytes()[:-20_000])
    await owner.execute("update texts set text = 'after the backup'")
    version = await owner.fetchval("update alembic_version set version_num = '9999' returning old.version_num")
    await asyncio.to_thread(backup, target, files["newer"])
    await owner.execute("update alembic_version set version_num = $1", version)
    for wrong, why in (
        ("words", "no backup"),
        ("cut", "pg_restore"),
        ("newer", "newer Roundtale"),
        ("none", "No such"),
    ):
        await fails(why, restore, target, files[wrong], True)
    web = await asyncpg.connect(target.role_url(WRITER_ROLE))
    await fails("Stop them first", restore, target, files["kept"], True)
    await web.close()
    await fails("rooms: 1", restore, target, files["kept"])
    assert await owner.fetchval(UNTOUCHED) == 0
    await owner.close()
    await asyncio.to_thread(restore, target, files["kept"], True)
    await asyncio.to_thread(backup, target, files["again"])
    await asyncio.to_thread(restore, target, files["again"], True)
    owner = await asyncpg.connect(target.database_url)
    assert await owner.fetchval(UNTOUCHED) == 9000
    await owner.close()
    assert set(os.listdir(folder)) == set(files) - {"none"}


WORDS = "insert into texts select $1, n, $2, n, repeat(md5(n::text), 9) from generate_series(1, 9000) n"
UNTOUCHED = "select count(*) from texts where text <> 'after the backup'"


async def fails(why: str, act: Callable[..., None], *arguments: object) -> None:
    with pytest.raises((BackupFailed, FilesFailed), match=why):
        await asyncio.to_thread(act, *arguments)


async def test_an_owner_who_does_not_see_everything(settings: Settings, folder: Path, database_url: str) -> None:
    """O13: an owner whom row-level security holds cannot take a backup that would lack what they do not see."""
    target = await released(database_url, settings.redis_url, "held")
    owner = await asyncpg.connect(target.database_url)
    await found_room(owner)
    await owner.execute("drop role if exists held_owner")
    await owner.execute("create role held_owner login password 'held' in role pg_read_all_data")
    parts = urlsplit(target.database_url)
    url = urlunsplit(parts._replace(netloc="held_owner:held@"))
    await fails("row-level security", backup, target.model_copy(update={"database_url": url}), folder / "kept")
    assert os.listdir(folder) == []
    await owner.execute("drop role held_owner")
    await owner.close()


async def test_an_owner_who_is_no_superuser(folder: Path, redis_url: str) -> None:
    """O15: an owner who may make roles and sees every row can release, keep and restore; who put the database back by
    other means says so, with nobody at work on it, and begins another history.
    """
    with EmbeddedPostgres(folder) as postgres:
        boss = await asyncpg.connect(postgres.url)
        await boss.execute("create role keeper login createrole bypassrls password 'kept'")
        await boss.execute("create database story owner keeper")
        await boss.close()
        parts = urlsplit(postgres.url)
        url = urlunsplit(parts._replace(netloc="keeper:kept@", path="/story"))
        target = await migrated(Settings(database_url=url, redis_url=redis_url))
        owner = await asyncpg.connect(url)
        await found_room(owner)
        await asyncio.to_thread(backup, target, folder / "kept")
        await fails("rooms: 1", restore, target, folder / "kept")
        await owner.execute("delete from heads")
        await owner.close()
        await asyncio.to_thread(restore, target, folder / "kept", True)
        owner = await asyncpg.connect(url)
        assert await owner.fetchval("select count(*) from heads") == 1
        await owner.close()
        async with serving(target) as service:
            first = service.epoch
            await fails("Stop them first", restored, target)
        await asyncio.to_thread(restored, target)
        async with serving(target) as service:
            assert service.epoch != first


async def test_no_database_is_no_backup(folder: Path) -> None:
    """O14: where there is no database none is made to keep it, by make either; one that does not answer is named."""
    none = launched.environment(folder / "none")
    assert "There is no database" in await refused(none, "backup", folder / "kept")
    by_make = none | {"FILE": str(folder / "kept")}
    assert "There is no database" in await refused(by_make, "backup", program=("make.py",))
    away = launched.environment(folder, DATABASE_URL="postgresql://me:hidden@127.0.0.1:1/none")
    complaint = await refused(away, "backup", folder / "kept")
    assert "127.0.0.1" in complaint
    assert "hidden" not in complaint
    assert os.listdir(folder) == []


async def test_files_are_kept_beside_the_database(settings: Settings, folder: Path, database_url: str) -> None:
    """O16: the files of the data folder are kept beside the database, for their owner alone, and put back with it, as
    they were and for whoever has the folder; nothing else is taken along. Files that are in a bucket are not.
    """
    house = (await released(database_url, settings.redis_url, "files")).model_copy(
        update={"data": folder, "storage_url": ""}
    )
    objects, room = Objects(house), uuid4()
    kept = {key_of(GUESTS, room, place, uuid4(), "audio/ogg"): uuid4().bytes * 999 for place in ("p4", "cover")}
    for key, content in kept.items():
        await objects.put(key, content)
    (folder / "files" / "notes.txt").write_text("none of ours")
    before = {key: int((folder / "files" / key).stat().st_mtime) for key in kept}
    file = folder / "kept"
    await asyncio.to_thread(backup, house, file)
    tar = beside(file)
    assert tar.stat().st_mode & 0o077 == 0
    with tarfile.open(tar) as inside:
        assert set(inside.getnames()) == set(kept)
    await fails("is there already", backup, house, file.rename(folder / "moved").with_name("kept"))
    (folder / "moved").rename(file)
    shutil.rmtree(folder / "files")
    await asyncio.to_thread(restore, house, file)
    assert {stored.key async for stored in objects.list()} == set(kept)
    for key, content in kept.items():
        assert await objects.get(key) == content
        assert int((folder / "files" / key).stat().st_mtime) == before[key]
    assert (folder / "files").stat().st_mode & 0o077 == 0
    away = house.model_copy(update={"storage_url": "s3://stories"})
    await asyncio.to_thread(backup, away, folder / "without")
    assert not beside(folder / "without").exists()
    await asyncio.to_thread(restore, house, folder / "without")


async def test_files_that_would_do_harm_are_refused(settings: Settings, folder: Path, database_url: str) -> None:
    """O17: files beside a backup that are damaged, or none of ours, are refused before the database is touched."""
    house = (await released(database_url, settings.redis_url, "harm")).model_copy(
        update={"data": folder, "storage_url": ""}
    )
    await Objects(house).put(key_of(GUESTS, uuid4(), "p4", uuid4(), "audio/ogg"), bytes(100_000))
    file = folder / "kept"
    await asyncio.to_thread(backup, house, file)
    owner = await asyncpg.connect(house.database_url)
    room = await found_room(owner)
    whole = beside(file).read_bytes()
    beside(file).write_bytes(whole[:60_000])
    await fails("is damaged", restore, house, file, True)
    beside(file).write_bytes(b"no tar at all")
    await fails("is damaged", restore, house, file, True)
    key = key_of(GUESTS, uuid4(), "p4", uuid4(), "audio/ogg")
    file_type, link = tarfile.REGTYPE, tarfile.SYMTYPE
    for name, kind in ((f"../{key}", file_type), (f"/{key}", file_type), ("x.ogg", file_type), (key, link)):
        with tarfile.open(beside(file), "w") as tar:
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            tar.addfile(member, io.BytesIO())
        await fails("none of ours", restore, house, file, True)
    assert await owner.fetchval("select count(*) from rooms where id = $1", room) == 1
    await owner.close()
