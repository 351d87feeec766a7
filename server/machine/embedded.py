"""PostgreSQL and Valkey of our own, for ``make run`` and for the tests.

Only the programs of the two wheels are used; starting, watching and ending them is ours (why: docs/dependencies.md).
Both listen on a private unix socket whose address stays the same over restarts of the same data folder.
Start them from the main thread (see ``children.launch``).
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Self
from urllib.parse import quote

from server.machine import children
from server.machine.children import Account
from server.machine.wheels import EmbeddedFailed, postgres_programs, valkey_program

SHARED_DATA = Path("/var/lib/roundtale")
POSTGRES_PORT = "5432"
LONGEST_SOCKET_PATH = 100
"""Linux allows 107 bytes, macOS 103."""
POSTGRES_SETTINGS = {
    "listen_addresses": "",
    "port": POSTGRES_PORT,
    "shared_buffers": "64MB",
    "max_connections": "200",
    "fsync": "on",
    "synchronous_commit": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # DETAIL lines quote whole rows: story text stays out of logs.
    "log_error_verbosity": "terse",
}


class Embedded:
    """What both servers have in common: one process of ours that can be stopped, killed and frozen."""

    name: str
    stop_signal = signal.SIGINT
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> str:
        """Start on the same data and the same address as before, and return the address."""
        raise NotImplementedError

    @property
    def pid(self) -> int:
        if self.process is None:
            raise EmbeddedFailed(f"{self.name} was not started")
        return self.process.pid

    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        """End it in good order."""
        if self.process is not None:
            self.process.send_signal(self.stop_signal)
            children.wait_for_end(self.process, seconds=15)

    def kill(self) -> None:
        """Crash it: kill -9."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def freeze(self) -> None:
        """Let it hang: SIGSTOP to it and everything it started."""
        children.freeze(self.pid)

    def thaw(self) -> None:
        children.thaw(self.pid)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _wait_until_ready(self, seconds: float, log: Path) -> None:
        deadline = time.monotonic() + seconds
        while not self._ready():
            if not self.alive() or time.monotonic() > deadline:
                what = "did not get ready in time" if self.alive() else "ended at once"
                self.kill()
                raise EmbeddedFailed(f"{self.name} {what}. Its last words ({log}):\n{last_lines(log)}")
            time.sleep(0.01)

    def _ready(self) -> bool:
        raise NotImplementedError


class EmbeddedPostgres(Embedded):
    """A PostgreSQL cluster in ``data/postgres``; under /var/lib where root's data is out of nobody's reach."""

    name = "PostgreSQL"

    def __init__(self, data: Path) -> None:
        data = data.resolve()
        self.account = children.account_for_servers()
        shared = self.account is not None and not children.reachable(data)
        self.home = SHARED_DATA / _digest(data) if shared else data / "postgres"
        self.cluster = self.home / "cluster"
        self.log = self.home / "log"
        self.mark = f"roundtale-postgres-{_digest(data)}"
        self.sockets = _socket_folder(self.mark)

    @property
    def url(self) -> str:
        """Its address, also where another process of ours runs it."""
        password = (self.home / "password").read_text()
        return f"postgresql://roundtale:{password}@/postgres?host={quote(str(self.sockets))}&port={POSTGRES_PORT}"

    def start(self) -> str:
        children.end_leftovers(self.mark)
        programs = postgres_programs(self.account)
        _make_home(self.home, passable=self.account is not None)
        if not self.cluster.exists():
            self._create(programs)
        # Nobody of this cluster runs any more, whatever now has the number that a crash left in here.
        (self.cluster / "postmaster.pid").unlink(missing_ok=True)
        _make_private(self.sockets, self.account)
        settings = [f"--{key}={value}" for key, value in POSTGRES_SETTINGS.items()]
        settings += [f"--cluster_name={self.mark}", f"--unix_socket_directories={self.sockets}"]
        command: list[str | Path] = [programs / "postgres", "-D", self.cluster, *settings]
        with self.log.open("ab") as log:
            self.process = children.launch(
                command, death=signal.SIGINT, account=self.account, env=_POSTGRES_ENV, output=log
            )
        self._wait_until_ready(60, self.log)
        return self.url

    def stop(self) -> None:
        super().stop()
        shutil.rmtree(self.sockets, ignore_errors=True)

    def _create(self, programs: Path) -> None:
        """Make the cluster beside its place and move it there whole, so that an interrupted start leaves no half."""
        password, fresh = self.home / "password", self.home / "cluster.new"
        shutil.rmtree(fresh, ignore_errors=True)
        _make_private(fresh, self.account)
        password.unlink(missing_ok=True)
        with open(os.open(password, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(24))
        if self.account:
            os.chown(password, self.account.uid, self.account.gid)
        rules = "--auth=scram-sha-256 --encoding=UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8"
        owner = ["-U", "roundtale", f"--pwfile={password}"]
        command: list[str | Path] = [programs / "initdb", "-D", fresh, *owner, *rules.split()]
        with self.log.open("ab") as log:
            made = children.launch(command, account=self.account, env=_POSTGRES_ENV, output=log)
        if made.wait() != 0:
            raise EmbeddedFailed(f"PostgreSQL could not make {fresh}. Its last words:\n{last_lines(self.log)}")
        fresh.rename(self.cluster)

    def _ready(self) -> bool:
        try:
            lines = (self.cluster / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return len(lines) > 7 and lines[7].strip() == "ready"


class EmbeddedValkey(Embedded):
    """A Valkey that keeps nothing: everything in it can be lost (design.md section 4, P9)."""

    name = "Valkey"
    stop_signal = signal.SIGTERM

    def __init__(self, data: Path) -> None:
        data = data.resolve()
        self.log = data / "valkey.log"
        self.mark = f"roundtale-valkey-{_digest(data)}"
        self.sockets = _socket_folder(self.mark)
        self.socket = self.sockets / "valkey.sock"
        self.url = f"unix://{self.socket}"

    def start(self) -> str:
        children.end_leftovers(self.mark)
        _make_private(self.sockets, None)
        command: list[str | Path] = [valkey_program(), "--port", "0", "--unixsocket", self.socket]
        command += ["--unixsocketperm", "700", "--dir", self.sockets]
        command += ["--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction"]
        with self.log.open("wb") as log:
            self.process = children.launch(command, output=log)
        self._wait_until_ready(30, self.log)
        return self.url

    def stop(self) -> None:
        super().stop()
        shutil.rmtree(self.sockets, ignore_errors=True)

    def _ready(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as client:
                client.settimeout(1)
                client.connect(str(self.socket))
                client.sendall(b"PING\r\n")
                return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False


_POSTGRES_ENV = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
"""Nothing of ours: a stray PGPORT or LC_ALL would change the server."""


def last_lines(log: Path, count: int = 8) -> str:
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    return "\n".join(f"    {line}" for line in lines[-count:])


def _digest(folder: Path) -> str:
    return hashlib.sha256(f"{os.geteuid()}:{folder}".encode()).hexdigest()[:12]


def _socket_folder(name: str) -> Path:
    """A short path, the same for the same data: a socket's address has room for about a hundred characters."""
    own = Path(tempfile.gettempdir())
    short = len(str(own / name / f".s.PGSQL.{POSTGRES_PORT}")) <= LONGEST_SOCKET_PATH
    usable = short and (os.geteuid() != 0 or children.reachable(own))
    return (own if usable else Path("/tmp")) / name


def _make_home(home: Path, *, passable: bool) -> None:
    """Ours, so that nothing in it can be replaced behind our back; passable where the cluster in it is nobody's."""
    home.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    home.mkdir(exist_ok=True)
    home.chmod(0o711 if passable else 0o700)


def _make_private(folder: Path, account: Account | None) -> None:
    """A new empty folder that only ``account`` (or we) can enter. In a shared /tmp a foreign one is refused."""
    if folder.is_symlink() or (folder.exists() and not _ours(folder, account)):
        raise EmbeddedFailed(f"{folder} belongs to somebody else. Remove it, or set TMPDIR to a folder of your own.")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    if account:
        os.chown(folder, account.uid, account.gid)


def _ours(folder: Path, account: Account | None) -> bool:
    owners = {os.geteuid()} | ({account.uid} if account else set())
    return folder.stat().st_uid in owners
