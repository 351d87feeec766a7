"""``python -m server run``: the whole product on one machine, leaving nothing behind.

Started in order: Valkey, PostgreSQL, release, worker, web. Stopped in reverse: web and worker finish what they
accepted, Valkey is last. One run per data folder, held by a lock that dies with its owner.
"""

from __future__ import annotations

import fcntl
import http.client
import json
import os
import secrets
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from rooms.settings import Settings
from server.machine import children
from server.machine.addresses import on_this_network
from server.machine.embedded import EmbeddedPostgres, EmbeddedValkey
from server.machine.supervisor import OwnProcess, Supervisor, say
from server.machine.wheels import EmbeddedFailed

READY_SECONDS = 60
PORTS_TRIED = 50


class RunFailed(Exception):
    """A stage of the start failed: which, why, and what to do."""


class StopAsked(Exception):
    """Ctrl-C, or the machine wants to stop."""


def run(settings: Settings, data: Path) -> int:
    """Start, serve until asked to stop, stop. Returns the exit code."""
    supervisor = Supervisor()
    on_signals(_raise_stop)
    try:
        data = prepare(data)
        with (data / "run.lock").open("a+") as lock:
            hold(lock.fileno(), data)
            try:
                start(settings, data, supervisor)
                supervisor.watch()
            except StopAsked:
                say("stopping: accepted work is finished first")
                raise
            finally:
                on_signals(signal.SIG_IGN)
                supervisor.stop()
    except StopAsked:
        say("stopped")
        return 0
    except (RunFailed, EmbeddedFailed, OSError) as failure:
        print(f"\nRoundtale did not start. {failure}", file=sys.stderr)
        return 1


def start(settings: Settings, data: Path, supervisor: Supervisor) -> None:
    began = time.monotonic()
    host, port = settings.host, free_port(settings)
    env = {**os.environ, "PORT": str(port), "ROUNDTALE_DATA": str(data)}
    if "secret" not in settings.model_fields_set:
        env["ROUNDTALE_SECRET"] = own_secret(data)
    env.setdefault("ROUNDTALE_HAND_OVER_SECONDS", "0")  # there is no other process
    env["REDIS_URL"] = reach_redis(settings.redis_url) if settings.redis_url else embedded_valkey(data, supervisor)
    env["DATABASE_URL"] = settings.database_url or embedded_postgres(data, supervisor)
    with stage("tables"):
        if children.launch([sys.executable, "-m", "server", "release"], env=env).wait() != 0:
            raise RunFailed("The stage 'tables' (python -m server release) failed; its own words are above.")
    with stage("web and worker"):
        supervisor.start(OwnProcess("worker", env, settings.drain_seconds + 5))
        web = OwnProcess("web", env, settings.drain_seconds + 5)
        supervisor.start(web)
        wait_until_ready(host, port, web)
    address = settings.public_url or f"http://{local(host)}:{port}"
    (data / "run.lock").write_text(json.dumps({"pid": os.getpid(), "address": address}))
    print(f"\n  {address}\n", flush=True)
    for other in on_this_network() if host == "0.0.0.0" else []:
        say(f"for others on this network: http://{other}:{port}")
    say(f"ready in {time.monotonic() - began:.1f} s; Ctrl-C stops everything; stories are in {data}")


def embedded_valkey(data: Path, supervisor: Supervisor) -> str:
    valkey = EmbeddedValkey(data)
    with stage("Valkey"):
        supervisor.start(valkey)
    return valkey.url


def embedded_postgres(data: Path, supervisor: Supervisor) -> str:
    postgres = EmbeddedPostgres(data)
    with stage("PostgreSQL"):
        supervisor.start(postgres)
    if not postgres.home.is_relative_to(data):
        say(f"stories are in {postgres.home}: PostgreSQL does not run as root and cannot enter {data}")
    return postgres.url


def reach_redis(url: str) -> str:
    with stage("Redis"):
        try:
            with redis.Redis.from_url(url, socket_timeout=5, socket_connect_timeout=5) as client:
                client.ping()
        except (redis.RedisError, OSError, ValueError) as error:
            raise RunFailed(
                f"The server of REDIS_URL does not answer: {error}. Start it, or unset REDIS_URL."
            ) from error
    return url


def prepare(data: Path) -> Path:
    """The data folder. Root's can be passed by other accounts: PostgreSQL lives in it under another one."""
    data = data.resolve()
    try:
        if not data.exists():
            data.mkdir(parents=True)
            data.chmod(0o711 if os.geteuid() == 0 else 0o700)
        (data / "run.lock").touch(0o600)
    except OSError as error:
        raise RunFailed(f"The data folder cannot be used: {error}. Name another one with ROUNDTALE_DATA.") from error
    return data


def hold(lock: int, data: Path) -> None:
    """Keep the data folder to ourselves. The kernel lets go when we end, however we end."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        told = (data / "run.lock").read_text()
        other = json.loads(told) if told else {"address": "an address it will soon print", "pid": "still starting"}
        raise RunFailed(f"It is already running at {other['address']} (process {other['pid']}), with {data}.") from None
    os.truncate(lock, 0)


def own_secret(data: Path) -> str:
    """Made once; without it everybody is signed out."""
    file = data / "secret"
    if not file.exists():
        fresh = data / "secret.new"
        fresh.unlink(missing_ok=True)
        fresh.touch(0o600)
        fresh.write_text(secrets.token_urlsafe(32))
        fresh.rename(file)
    return file.read_text()


def free_port(settings: Settings) -> int:
    """The port that was asked for; where none was, the next one that is free."""
    if settings.port == 0:
        with socket.create_server((settings.host, 0)) as probe:
            return int(probe.getsockname()[1])
    tried = 1 if "port" in settings.model_fields_set else PORTS_TRIED
    for port in range(settings.port, min(settings.port + tried, 65536)):
        try:
            with socket.create_server((settings.host, port)):
                return port
        except OSError:
            continue
    raise RunFailed(
        f"Port {settings.port} of {settings.host} is taken. Stop what uses it, or choose another: PORT=8080."
    )


def wait_until_ready(host: str, port: int, web: OwnProcess) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not _ready(local(host), port):
        if not web.alive():
            raise RunFailed("The stage 'web' failed; its own words are above.")
        if time.monotonic() > deadline:
            raise RunFailed(
                f"web did not get ready within {READY_SECONDS} s: http://{local(host)}:{port}/readyz says why."
            )
        time.sleep(0.05)


def _ready(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def local(host: str) -> str:
    """How to reach ourselves where we listen on every address."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)


@contextmanager
def stage(name: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    say(f"{name}: {time.monotonic() - began:.1f} s")


def on_signals(act: Callable[..., None] | signal.Handlers) -> None:
    """What ends us: Ctrl-C, the system, or a terminal that closes, unless nohup asked to outlive it."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, act)
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        signal.signal(signal.SIGHUP, act)


def _raise_stop(*_: object) -> None:
    raise StopAsked
