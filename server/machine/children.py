"""Children that cannot outlive us: how the house starts, freezes and ends the processes it owns."""

from __future__ import annotations

import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil

PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Account:
    """Another user that a child runs as."""

    uid: int
    gid: int


def account_for_servers() -> Account | None:
    """PostgreSQL refuses to run as root, so root lends it nobody's account."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


def reachable(path: Path) -> bool:
    """Whether any account may pass through every folder on the way to ``path``, and into it."""
    path = path.resolve()
    return all(folder.stat().st_mode & 0o001 for folder in (path, *path.parents))


def launch(
    command: Sequence[str | Path],
    *,
    death: signal.Signals = signal.SIGKILL,
    account: Account | None = None,
    env: Mapping[str, str] | None = None,
    output: IO[bytes] | int | None = None,
) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own that gets ``death`` when we end, however we end.

    Call it from the main thread: Linux takes the end of the thread that started a child for the end of its parent.
    Elsewhere there is no such signal; there the next start ends what was left (see ``end_leftovers``).
    """
    parent = os.getpid()
    prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None

    def before_exec() -> None:
        if prctl is not None:
            prctl(PR_SET_PDEATHSIG, death)
            if os.getppid() != parent:
                os._exit(1)

    return subprocess.Popen(
        command,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=None if output is None else subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=before_exec,  # prctl must run between fork and exec, as the child
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=() if account else None,
    )


def end_leftovers(mark: str, seconds: float = 10) -> None:
    """End what a crash left running: every process whose command line shows ``mark``. Politely, then not."""
    left = [process for process in psutil.process_iter(["cmdline"]) if mark in " ".join(process.info["cmdline"] or ())]
    left = [process for process in left if process.pid != os.getpid()]
    for number in (signal.SIGINT, signal.SIGKILL):
        _signal_all(left, number)
        deadline = time.monotonic() + seconds
        while left and time.monotonic() < deadline:
            time.sleep(0.01)
            left = [process for process in left if _runs(process)]


def family(pid: int) -> list[psutil.Process]:
    """A process and everything that it started."""
    try:
        head = psutil.Process(pid)
        return [head, *head.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def freeze(pid: int) -> None:
    _signal_all(family(pid), signal.SIGSTOP)


def thaw(pid: int) -> None:
    _signal_all(family(pid), signal.SIGCONT)


def wait_for_end(process: subprocess.Popen[bytes], seconds: float) -> None:
    """Wait for a child that was asked to end, and insist when the time is over. What it started ends with it."""
    started_by_it = family(process.pid)[1:]
    thaw(process.pid)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    _signal_all(started_by_it, signal.SIGKILL)


def _runs(process: psutil.Process) -> bool:
    """Not ended, and not a zombie that its new parent, often a container's careless first process, leaves lying."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _signal_all(processes: Sequence[psutil.Process], number: signal.Signals) -> None:
    for process in processes:
        try:
            process.send_signal(number)
        except psutil.NoSuchProcess:
            continue
