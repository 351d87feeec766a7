"""Named places between two steps, where a test can stop the process: ``ROUNDTALE_FAILPOINT=after_commit:kill:3``.

Off (always, but in fault tests) a failpoint is one look into an empty dict.
"""

from __future__ import annotations

import asyncio
import os
import signal
from dataclasses import dataclass

DOOR = ("before_commit", "after_commit", "before_answer", "before_deliver", "before_publish", "before_follow_up")
JOB = ("job_taken", "job_begun", "before_fetch", "after_fetch", "after_keep", "job_made", "job_finished")
NAMES = (*DOOR, *JOB)


@dataclass
class _Armed:
    action: str
    after: int


def _read(text: str) -> dict[str, _Armed]:
    armed = {}
    for part in filter(None, text.split(",")):
        name, action, after = part.split(":")
        if name not in NAMES:
            raise ValueError(f"no failpoint is named {name}; there are {', '.join(NAMES)}")
        armed[name] = _Armed(action, int(after))
    return armed


_ARMED = _read(os.environ.get("ROUNDTALE_FAILPOINT", ""))


def reached(name: str) -> None:
    """The same for code that cannot wait: only ``kill`` works here."""
    if _ARMED:
        armed = _ARMED.get(name)
        if armed is not None:
            armed.after -= 1
            if armed.after <= 0 and armed.action == "kill":
                os.kill(os.getpid(), signal.SIGKILL)


async def failpoint(name: str) -> None:
    """``kill`` dies here at the given visit, ``sleep`` waits a second there, ``raise`` fails there."""
    if not _ARMED:
        return
    reached(name)
    armed = _ARMED.get(name)
    if armed is not None and armed.after == 0:
        if armed.action == "sleep":
            await asyncio.sleep(1)
        elif armed.action == "raise":
            raise OSError(f"failpoint {name}")
