"""Members who send far more than anybody types."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from rooms.settings import Settings
from tests.faults.crowds import Crowd
from tests.faults.findings import Findings, scaled
from tests.faults.processes import running
from tests.faults.strangers import strangers
from tests.faults.watching import BEHIND, unharmed, watching
from tests.waiting import until

SECONDS = scaled(2, 10, 60)
CHAT = ("chat.post", {"text": "Again and again."})
TYPING = ("typing.set", {"typing": True})
FLOODS = {
    "1,000 words aside a second from one member": (1, CHAT, 1_000),
    "1,000 words aside a second from thirty members": (30, CHAT, 34),
    "1,000 signs of typing a second from one member": (1, TYPING, 1_000),
}
TASKS_EACH, TASKS_BESIDES = 2, 60
"""One that reads each socket, one that works off its inbox; and the house's own."""


@pytest.mark.whole
@pytest.mark.timeout(300)
@pytest.mark.parametrize("which", FLOODS)
async def test_a_flood(which: str, settings: Settings, owner: Any, tmp_path: Path, findings: Findings) -> None:
    """F-110: a flood of commands is answered too_fast beyond what a fast hand types; it makes no task for each, and
    the others of the room write on, with a p99 of at most three times that in quiet, or
    unnoticed.
    """
    count, (command, fields), per_second = FLOODS[which]
    async with running(settings, tmp_path, environment=BEHIND) as [web], Crowd([web.address], 36) as crowd:
        host, *_ = await crowd.open("free", 10)
        await crowd.all_in()
        crowd.write()
        await until("writes go on", lambda: crowd.acked >= 20, 20)
        start = len(crowd.records)
        await asyncio.sleep(SECONDS)
        quiet = crowd.records[start:]
        start = len(crowd.records)
        told = {"command": command, "fields": fields, "per_second": per_second, "seconds": SECONDS}
        async with watching(web) as watched:
            codes = await strangers("flood", web.address, count, str(host.room_id), host.code, **told)
        flooded = crowd.records[start:]
        figures = await crowd.judged(owner)
    sent, joined = codes.pop("sent"), codes.pop("joined")
    rate, burst = settings.commands_per_second_person, 3 * settings.commands_per_second_person
    assert codes.keys() == {"receipt", "too_fast"}, codes
    assert codes["too_fast"] > 0
    assert codes["receipt"] <= count * (burst + rate * (SECONDS + 2))
    assert all(tasks <= TASKS_EACH * sockets + TASKS_BESIDES for sockets, tasks in watched.tasks), watched.tasks
    assert figures.connections == 10, "nobody of the others lost a connection"
    waited = unharmed(quiet, flooded, 3)
    counted = f"{codes['receipt']:,} taken, {codes['too_fast']:,} answered too_fast, {joined - count} cut off"
    besides = f"{waited}; {counted}; {max(tasks for _, tasks in watched.tasks)} tasks at most"
    findings.add("T35", which, sent, figures, besides)
