"""Two web processes restarted in turn, again and again, as an upgrade without stopping does it."""

from __future__ import annotations

import asyncio
import gc
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from rooms.settings import Settings
from tests.faults.crowds import Crowd
from tests.faults.findings import Findings, scaled
from tests.faults.processes import Web, running
from tests.faults.records import Record
from tests.waiting import until

ROOMS, MEMBERS = scaled((10, 4), (20, 5), (20, 5))
ROUNDS = scaled(1, 8, 30)
"""Each restarts both."""
STEADY_SECONDS = scaled(0.5, 2, 8)
"""Of writing between two restarts."""
HAND_OVER_SECONDS = scaled(2, 7, 7)
DENSEST = 1.4 / HAND_OVER_SECONDS
"""With the product's own seven seconds: a fifth of those who move, in any one second."""


@pytest.fixture
def unpaused() -> Iterator[None]:
    """The people here are one process with all that they remember: a look of the collector at it would hold them all
    up for a second, and let them move together then.
    """
    gc.disable()
    yield
    gc.enable()


@pytest.mark.whole
@pytest.mark.timeout(900)
async def test_rolling_restarts(
    settings: Settings, owner: Any, tmp_path: Path, findings: Findings, unpaused: None
) -> None:
    """F-70: one process after the other is restarted while everybody writes: nothing acknowledged is lost or doubled,
    of a hundred absences ninety-nine end within 3 s, and those who move do so spread.
    """
    crowds: list[float] = []
    own = {"ROUNDTALE_HAND_OVER_SECONDS": str(HAND_OVER_SECONDS)}
    async with running(settings, tmp_path, 2, own) as webs, Crowd([web.address for web in webs], 5) as crowd:
        for number in range(ROOMS):
            await crowd.open("round_robin" if number % 5 == 4 else "free", MEMBERS)
        await crowd.all_in()
        crowd.write()
        began = monotonic()
        for _ in range(ROUNDS):
            for web in webs:
                moved = monotonic()
                await restarted(web)
                await crowd.all_in()
                crowds.append(densest(r.t for r in crowd.records if r.what == "lost" and r.t > moved))
                enough = crowd.acked + 100
                await until("writes go on", lambda enough=enough: crowd.acked >= enough, 20)  # type: ignore[misc]
                await asyncio.sleep(STEADY_SECONDS)
        took = monotonic() - began
        figures = await crowd.judged(owner)
    away = absences(crowd.records)
    besides = f"{len(away)} absences in {took:.0f} s, p99 {away[int(len(away) * 0.99)]:.2f} s, longest {away[-1]:.2f} s"
    besides += f", at most {max(crowds):.0%} of those who moved in one second"
    assert len(away) >= ROUNDS * ROOMS * MEMBERS
    assert away[int(len(away) * 0.99)] <= 3, away
    assert max(crowds) <= DENSEST, crowds
    findings.add("T05", "restarts in turn under load", 2 * ROUNDS, figures, besides)


async def restarted(web: Web) -> None:
    """As a deployment does it: ask it to go, and start the next version when it is gone."""
    web.terminate()
    assert await web.ended(15) == 0, web.last_words()
    web.start()
    await web.ready()


def absences(records: Iterable[Record]) -> list[float]:
    """How long each client was without a live page each time, shortest first."""
    lost: dict[str, float] = {}
    away = []
    for record in records:
        if record.what == "lost":
            lost.setdefault(record.client, record.t)
        elif record.what in ("reset", "resumed") and record.client in lost:
            away.append(record.t - lost.pop(record.client))
    return sorted(away)


def densest(times: Iterable[float]) -> float:
    """The largest part of these that falls into one second."""
    known = sorted(times)
    return max((bisect_left(known, t + 1) - n for n, t in enumerate(known)), default=0) / max(1, len(known))
