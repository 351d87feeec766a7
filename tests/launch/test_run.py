"""``make run`` from its start to every kind of end."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import sys
from pathlib import Path
from urllib.parse import urlsplit

from server.machine.embedded import EmbeddedPostgres, EmbeddedValkey
from tests.launch.running import ended, running


def status(address: str, path: str) -> int:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def test_it_serves_and_ctrl_c_leaves_nothing_running(data: Path) -> None:
    with running(data) as run:
        address = run.wait_until_ready()
        assert status(address, "/readyz") == 200
        assert status(address, "/healthz") == 200
        family = run.family()
        assert {"postgres", "valkey-server"} <= {process.name() for process in family}
        assert run.end(signal.SIGINT) == 0
    assert all(ended(process) for process in family)
    assert "stopped" in run.said[-1]


def test_its_secret_and_its_stories_outlive_it(data: Path) -> None:
    with running(data) as run:
        run.wait_until_ready()
        secret, made = (data / "secret").read_text(), (data / "postgres" / "password").stat()
        assert (data / "secret").stat().st_mode & 0o077 == 0
        assert made.st_mode & 0o077 == 0
        assert run.end(signal.SIGTERM) == 0
    with running(data) as run:
        run.wait_until_ready()
        assert (data / "secret").read_text() == secret
        assert (data / "postgres" / "password").stat().st_mtime == made.st_mtime


def test_a_second_run_on_the_same_folder_says_where_the_first_is(data: Path) -> None:
    with running(data) as first:
        address = first.wait_until_ready()
        with running(data) as second:
            line = second.wait_for("already running")
            assert address in line
            assert str(first.process.pid) in line
            assert second.process.wait() == 1
        assert status(address, "/readyz") == 200


def test_nothing_outlives_a_parent_that_was_killed(data: Path) -> None:
    with running(data) as run:
        run.wait_until_ready()
        family = run.family()
        assert len(family) > 4
        run.end(signal.SIGKILL)
    if sys.platform != "linux":  # only Linux ends them at once; elsewhere the next start does
        with EmbeddedPostgres(data), EmbeddedValkey(data):
            pass
    assert all(ended(process) for process in family)


def test_it_starts_again_after_a_parent_that_was_killed(data: Path) -> None:
    with running(data) as run:
        run.wait_until_ready()
        run.end(signal.SIGKILL)
    with running(data) as run:
        assert status(run.wait_until_ready(), "/readyz") == 200


def test_whatever_dies_is_started_again(data: Path) -> None:
    with running(data) as run:
        run.wait_until_ready()
        for name in ("server web", "server worker", "valkey-server", "postgres"):
            died = run.child(name)
            died.kill()
            run.wait_for("ended unexpectedly")
            run.wait_for("was started again")
            assert run.child(name).pid != died.pid
        assert run.end(signal.SIGTERM) == 0


def test_a_taken_port_is_named_when_it_was_asked_for(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with running(data, PORT=str(port)) as run:
            assert f"Port {port}" in run.wait_for("did not start")
            assert run.process.wait() == 1


def test_a_database_that_does_not_answer_is_named(data: Path, redis_url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        closed = probe.getsockname()[1]
    with running(data, DATABASE_URL=f"postgresql://me:secret@127.0.0.1:{closed}/story", REDIS_URL=redis_url) as run:
        run.wait_for("no connection to the database of DATABASE_URL")
        assert "'tables'" in run.wait_for("did not start")
        assert run.process.wait() == 1
    assert "secret" not in "".join(run.said)


def test_servers_of_ones_own_are_used_and_left_alone(data: Path, database_url: str, redis_url: str) -> None:
    with running(data, DATABASE_URL=database_url, REDIS_URL=redis_url) as run:
        assert status(run.wait_until_ready(), "/readyz") == 200
        assert {process.name() for process in run.family()}.isdisjoint({"postgres", "valkey-server"})
        assert run.end(signal.SIGTERM) == 0
    assert not (data / "postgres").exists()


def test_a_dangerous_setting_is_refused_in_words(data: Path) -> None:
    with running(data, ROUNDTALE_ENVIRONMENT="production") as run:
        run.wait_for("ROUNDTALE_SECRET")
        assert run.process.wait() == 2


def test_a_data_folder_that_cannot_be_used_is_named(data: Path) -> None:
    file = data / "a-file"
    file.touch()
    with running(file / "below") as run:
        assert str(file) in run.wait_for("did not start")
        assert run.process.wait() == 1
    assert os.listdir(data) == ["a-file"]
