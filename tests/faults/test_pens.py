"""The co-author is a model behind a wire, and the process that listens to it dies in mid-stream."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from rooms.protocol import ContinueStory, GenerationDelta, PassageAdded, SubmitTurn
from rooms.settings import Settings
from tests.door.models import SPEECH, WORDS, hanging, outcomes_of, rows_of
from tests.faults.crowds import Crowd
from tests.faults.findings import Findings
from tests.faults.processes import running
from tests.faults.test_kill import goes_on, job_is_closed
from tests.waiting import until, until_asked
from tests.wires.reached import KEY
from tests.wires.server import Wire
from tests.wires.speech import whole
from tests.witness import read
from tests.writers import Client
from workers.upkeep import sweep

TAKEN_SECONDS = 10.0
"""After this another process goes on (issue 5, show 4)."""
STORY = "The lamp goes out."


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with Wire(hanging(*WORDS[:2])) as wire:
        yield wire


def house_of(wire: Wire, **more: str) -> dict[str, str]:
    return {
        "ROUNDTALE_COAUTHOR": "anthropic",
        "ROUNDTALE_ANTHROPIC_KEY": KEY,
        "ROUNDTALE_ANTHROPIC_URL": wire.address,
        "ROUNDTALE_HEADS_SECONDS": "0.5",
        **more,
    }


async def in_mid_stream(crowd: Crowd, wire: Wire) -> Client:
    """A room whose page shows the first words of a passage, of which no more come."""
    [host] = await crowd.open("free", 1)
    await crowd.all_in()
    assert isinstance(await host.write(SubmitTurn, turn=1, text=STORY), int)
    assert isinstance(await host.write(ContinueStory), int)
    await until("it writes", lambda: any(isinstance(s, GenerationDelta) for s in host.signals))
    assert len(wire.exchanges) == 1
    return host


async def test_killed_in_mid_stream(
    settings: Settings, owner: Any, tmp_path: Path, wire: Wire, findings: Findings
) -> None:
    """F-115: kill -9 while a model is heard: the provider is let go, another process asks anew within 10 s, one passage
    comes of it, and the ledger has both: the first is lost at what was reserved for it, the second closed.
    """
    async with running(settings, tmp_path, 2, house_of(wire)) as webs, Crowd([web.address for web in webs], 1) as crowd:
        host = await in_mid_stream(crowd, wire)
        second = crowd.client("second", 1)
        await second.arrive()
        second.enter(host)
        crowd.people[0].append(second)
        await until("the second is in", lambda: second.joined)
        [reserved] = await rows_of(owner, host.room_id)
        assert (reserved["outcome"], reserved["cost"]) == ("open", None)
        wire.usual = whole(SPEECH, WORDS)
        began = monotonic()
        webs[0].kill()
        await until("the provider is let go", wire.exchanges[0].left.is_set, 1)
        await until("another process goes on", lambda: goes_on(second), TAKEN_SECONDS)
        took = monotonic() - began
        figures = await crowd.judged(owner)
        log = [recorded.event for recorded in (await read(owner, host.room_id)).log]
        await job_is_closed(owner, host)
        expected = [("anthropic", "beat", "lost"), ("anthropic", "beat", "done"), ("anthropic", "repair", "broken")]
        await until_outcomes(owner, host, expected)
        lost, done, _ = await rows_of(owner, host.room_id)
        added = [e for e in log if isinstance(e, PassageAdded) and e.passage.author is None]
        assert [event.text for event in added] == ["".join(WORDS)]
        assert lost["id"] == reserved["id"]
        assert (lost["cost"], lost["usage_source"]) == (reserved["reserved"], "estimated")
        assert 0 < done["cost"] < lost["cost"]
        assert (lost["fence"], done["fence"]) == (1, 2)
    assert took < TAKEN_SECONDS
    findings.add("T04", "kill -9 while a model is heard", 1, figures, f"another went on after {took:.1f} s")


async def until_outcomes(owner: Any, host: Client, expected: list[tuple[str, str, str]]) -> None:
    async def complete() -> bool:
        return await outcomes_of(owner, host.room_id) == expected

    await until_asked("the ledger is complete", complete, 10)


async def test_killed_and_nobody_takes_over(settings: Settings, owner: Any, tmp_path: Path, wire: Wire) -> None:
    """F-116: the only process is killed and nobody comes back: the worker's sweep calls the request lost at what was
    reserved, once; a process that starts later writes the passage, and no row stays open.
    """
    async with running(settings, tmp_path, 1, house_of(wire)) as [web], Crowd([web.address], 2) as crowd:
        host = await in_mid_stream(crowd, wire)
        web.kill()
        await sweep({"pool": owner})
        [row] = await rows_of(owner, host.room_id)
        assert row["outcome"] == "open", "ten minutes are not over"
        await owner.execute("update attempts set at = at - interval '11 minutes' where outcome = 'open'")
        for _ in range(2):
            await sweep({"pool": owner})
            [row] = await rows_of(owner, host.room_id)
            assert (row["outcome"], row["cost"], row["usage_source"]) == ("lost", row["reserved"], "estimated")
        wire.usual = whole(SPEECH, WORDS)
        web.start()
        await web.ready()
        await until("the passage is written", lambda: host.room and len(host.view.passages) == 2, 20)
        await job_is_closed(owner, host)
        outcomes = [outcome for _, purpose, outcome in await outcomes_of(owner, host.room_id) if purpose == "beat"]
        assert outcomes == ["lost", "done"]
        await crowd.judged(owner)


async def test_frozen_in_mid_stream(settings: Settings, owner: Any, tmp_path: Path, wire: Wire) -> None:
    """F-117: a process that stands still while a model is heard loses its pen; when it wakes it lets go of the
    provider, what it heard lands nowhere, and both requests are in the ledger with what they cost.
    """
    patient = house_of(wire, ROUNDTALE_LEASE_SECONDS="2", ROUNDTALE_COAUTHOR_GAP_SECONDS="60")
    async with running(settings, tmp_path, 2, patient) as webs, Crowd([web.address for web in webs], 3) as crowd:
        host = await in_mid_stream(crowd, wire)
        [second] = await crowd.join(host, [webs[1].address], 1)
        await until("the second is in", lambda: second.joined)
        wire.usual = whole(SPEECH, WORDS)
        webs[0].freeze()
        try:
            await until("another process goes on", lambda: goes_on(second), 2 * TAKEN_SECONDS)
        finally:
            webs[0].thaw()
        await until("the provider is let go", wire.exchanges[0].left.is_set, 5)
        await crowd.judged(owner)
        expected = [
            ("anthropic", "beat", "stopped"), ("anthropic", "beat", "done"), ("anthropic", "repair", "broken"),
        ]  # fmt: skip
        await until_outcomes(owner, host, expected)
        assert [row["cost"] is not None for row in await rows_of(owner, host.room_id)][:2] == [True, True]
        passages = [passage for passage in second.view.passages if passage.author is None]
        assert [second.texts[passage.version] for passage in passages] == ["".join(WORDS)]
