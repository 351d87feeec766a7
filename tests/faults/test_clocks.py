"""Clocks that are wrong, and clocks that jump: the house has one time, and it is not any machine's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from rooms.protocol import AnyEvent, HostPassed, SetRules, TurnBegan, TurnPassed
from rooms.settings import Settings
from tests.faults.crowds import Crowd
from tests.faults.findings import Findings, scaled
from tests.faults.processes import Web, running
from tests.waiting import until
from tests.witness import read

HOUR = 3600
TIMER_SECONDS = 15
JUMPS: Sequence[int] = scaled((HOUR,), (HOUR, -HOUR, 0, -HOUR), (HOUR, -HOUR) * 20)
OFF_SECONDS = 1.0
"""How far a room's time may be from the truth: an answer takes its time on a busy machine."""


@pytest.mark.whole
@pytest.mark.timeout(600)
async def test_clocks_jump(settings: Settings, owner: Any, tmp_path: Path, findings: Findings) -> None:
    """F-90: one of two processes has a clock that is an hour wrong, that jumps, and whose zone has summer time: turns
    end on time, nobody is taken for absent, tickets and cookies of either are good at the other, and the time in a
    room neither jumps nor runs back.
    """
    wrong = tmp_path / "wrong"
    wrong.write_text(str(-HOUR))
    own = {"TZ": "America/St_Johns", "ROUNDTALE_HEADS_SECONDS": "0.5"}
    async with running(settings, tmp_path, 1, {"TZ": "Europe/Paris"}) as [right], Crowd([], 13) as crowd:
        other = Web(settings, tmp_path / "wrong.log", own, command=("-m", "tests.faults.shifted", str(wrong)))
        try:
            other.start()
            await other.ready()
            crowd.addresses = [right.address, other.address]
            for _ in range(3):
                await crowd.open("free", 4)
            [timed, *_] = await crowd.open("round_robin", 2)
            await crowd.all_in()
            rules = timed.view.rules.model_copy(update={"timer_seconds": TIMER_SECONDS})
            assert isinstance(await timed.write(SetRules, rules=rules), int)
            began = datetime.now(UTC)
            crowd.write(*(client for room in crowd.people[:-1] for client in room))
            for seconds in JUMPS:
                wrong.write_text(str(seconds))
                await all_change_places(crowd)
                enough = crowd.acked + 100
                await until("writes go on", lambda enough=enough: crowd.acked >= enough, 20)  # type: ignore[misc]
            ended = [event for event in timed.heard if isinstance(event, TurnPassed)]
            await until("a turn ends", lambda: turns_ended(timed.heard) > len(ended), TIMER_SECONDS + 5)
            figures = await crowd.judged(owner)
            now = datetime.now(UTC)
        finally:
            if other.alive:
                other.kill()
        assert other.complaints() == []
    logs = [[r.event for r in (await read(owner, room[0].room_id)).log] for room in crowd.people]
    for log in logs:
        assert [e.at for e in log] == sorted(e.at for e in log)
        assert (log[-1].at - now).total_seconds() < OFF_SECONDS
        assert [e for e in log if isinstance(e, HostPassed) and e.seq > 3] == []
    assert (logs[0][-1].at - began).total_seconds() > -OFF_SECONDS
    late = lateness(logs[-1])
    assert all(0 <= seconds < 2 + OFF_SECONDS for seconds in late), late
    assert not any(isinstance(event, TurnPassed) and event.why == "absent" for log in logs for event in log)
    besides = f"turns ended at most {max(late):.2f} s late"
    findings.add("T28", "clock an hour wrong, jumping by up to two", len(JUMPS), figures, besides)


async def all_change_places(crowd: Crowd) -> None:
    """Everybody comes back to the other process, with the cookie and the seat that they have."""
    before = crowd.connections()
    for client in crowd.everybody:
        client.change_place()
    await crowd.all_back(before)


def turns_ended(events: Sequence[AnyEvent]) -> int:
    return sum(isinstance(event, TurnPassed) for event in events)


def lateness(log: Sequence[AnyEvent]) -> list[float]:
    """How long after its deadline each turn that expired was ended, as the room's own time says."""
    deadline: datetime | None = None
    late = []
    for event in log:
        if isinstance(event, TurnPassed) and event.why == "expired" and deadline is not None:
            late.append((event.at - deadline).total_seconds())
        elif isinstance(event, TurnBegan):
            deadline = event.turn.deadline
    return late
