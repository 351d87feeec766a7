"""The embedded servers: same data and same address after every kind of end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import asyncpg
import psutil
import pytest
import redis

from server.machine.embedded import EmbeddedPostgres, EmbeddedValkey
from tests.launch.running import ended


async def ask(url: str, statement: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


async def test_rows_survive_stop_and_crash(data: Path) -> None:
    with EmbeddedPostgres(data) as postgres:
        address = postgres.url
        await ask(address, "create table kept as select 7 as number")
        postgres.stop()
        assert postgres.start() == address
        postgres.kill()
        assert postgres.start() == address
        assert await ask(address, "select number from kept") == 7


async def test_settings_that_promises_rest_on(database_url: str) -> None:
    for setting, value in {
        "fsync": "on",
        "synchronous_commit": "on",
        "timezone": "UTC",
        "listen_addresses": "",
    }.items():
        assert await ask(database_url, f"show {setting}") == value


async def test_a_stale_pid_file_that_names_a_stranger_is_no_obstacle(data: Path) -> None:
    postgres = EmbeddedPostgres(data)
    postgres.start()
    pid_file = postgres.cluster / "postmaster.pid"
    left = pid_file.read_text().splitlines()
    postgres.kill()
    left[0] = str(os.getpid())
    pid_file.write_text("\n".join(left) + "\n")
    with postgres:
        assert await ask(postgres.url, "select 1") == 1


async def test_a_leftover_server_is_ended_before_the_next_starts(data: Path) -> None:
    first, second = EmbeddedPostgres(data), EmbeddedPostgres(data)
    first.start()
    with second:
        assert not first.alive()
        assert await ask(second.url, "select 1") == 1


async def test_an_interrupted_creation_is_begun_again(data: Path) -> None:
    postgres = EmbeddedPostgres(data)
    half = postgres.home / "cluster.new" / "base"
    half.mkdir(parents=True)
    (postgres.home / "password").write_text("from the interrupted one")
    with postgres:
        assert await ask(postgres.url, "select 1") == 1


async def test_a_wrong_password_stays_outside(database_url: str) -> None:
    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(database_url, password="guess")


def test_only_we_can_enter_the_socket_folders(postgres: EmbeddedPostgres, valkey: EmbeddedValkey) -> None:
    for folder in (postgres.sockets, valkey.sockets):
        assert folder.stat().st_mode & 0o077 == 0


def test_valkey_keeps_nothing_over_a_restart(data: Path) -> None:
    with EmbeddedValkey(data) as valkey:
        client = redis.Redis.from_url(valkey.url)
        client.set("shown", "a moment ago")
        client.close()
        valkey.kill()
        valkey.start()
        assert client.get("shown") is None
        client.close()


def test_a_frozen_valkey_answers_again_when_thawed(data: Path) -> None:
    with EmbeddedValkey(data) as valkey:
        with redis.Redis.from_url(valkey.url, socket_timeout=0.2) as impatient:
            valkey.freeze()
            with pytest.raises(redis.TimeoutError):
                impatient.ping()
        valkey.thaw()
        with redis.Redis.from_url(valkey.url) as client:
            assert client.ping()


def test_servers_end_with_a_parent_that_was_killed(data: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from server.machine.embedded import EmbeddedPostgres, EmbeddedValkey\n"
        "servers = [EmbeddedPostgres(Path(sys.argv[1])), EmbeddedValkey(Path(sys.argv[1]))]\n"
        "for server in servers: server.start()\n"
        "print(*(server.pid for server in servers), flush=True); sys.stdin.read()"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program, str(data)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    servers = [psutil.Process(int(pid)) for pid in parent.stdout.readline().split()]
    assert len(servers) == 2
    parent.send_signal(signal.SIGKILL)
    parent.communicate()
    if sys.platform != "linux":  # only Linux ends them at once; elsewhere the next start does
        with EmbeddedPostgres(data), EmbeddedValkey(data):
            pass
    for server in servers:
        assert ended(server)
