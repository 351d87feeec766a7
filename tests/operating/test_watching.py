"""What can be watched is documented, and what is documented can be watched."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp

from rooms.errors import Broken, Busy
from rooms.protocol import SubmitTurn
from rooms.settings import Settings
from tests.faults.crowds import Crowd
from tests.faults.processes import Web, running
from tests.waiting import until

DOCS = Path(__file__).parent.parent.parent / "docs"
SERIES = re.compile(r"(roundtale_[a-z_]+?)(?:_bucket|_sum|_count)?\b(?!_)")
OF_PROMETHEUS = {"up", "process_open_fds", "process_max_fds"}


async def numbers(web: Web) -> dict[str, float]:
    """What /metrics says, each series by its full name."""
    async with aiohttp.ClientSession() as http, http.get(f"{web.address}/metrics") as answer:
        lines = (await answer.text()).splitlines()
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines if not line.startswith("#")}


async def families(web: Web) -> set[str]:
    async with aiohttp.ClientSession() as http, http.get(f"{web.address}/metrics") as answer:
        typed = re.findall(r"^# TYPE (\w+)", await answer.text(), re.MULTILINE)
    return {name for name in typed if name.startswith("roundtale_") and not name.endswith("_created")}


async def test_every_number_is_explained(settings: Settings, folder: Path) -> None:
    """O20: every number of ours at /metrics is in the table of docs/operating.md, and every number that the table or
    an alarm names is there; the outcomes that alarms look for are those that there are.
    """
    rows = [line for line in (DOCS / "operating.md").read_text().splitlines() if line.startswith("| `roundtale_")]
    explained = {name for row in rows for name in re.findall(r"`(roundtale_\w+)", row.split("|")[1])}
    alarms = (DOCS / "alarms.yml").read_text()
    rules = " ".join(re.findall(r"expr: (.+(?:\n {10}.+)*)", alarms))
    watched = set(SERIES.findall(rules))
    async with running(settings, folder) as [web]:
        served = await families(web)
    assert explained == served
    assert watched <= served
    assert len(watched) >= 10
    assert set(re.findall(r'outcome="(\w+)"', rules)) == {Busy.code(), Broken.code(), "failed"}
    assert alarms.count("- alert: ") == alarms.count("summary: ") == len(re.findall(r"^ +expr: ", alarms, re.MULTILINE))


async def test_numbers_that_alarms_rest_on_move(settings: Settings, owner: Any, folder: Path) -> None:
    """O21: a passage that is under way has an age, one whose process is killed is a takeover at the other one, and a
    page that holds another history is a reset.
    """
    slow = {"ROUNDTALE_COAUTHOR_WORDS_PER_SECOND": "4", "ROUNDTALE_LEASE_SECONDS": "2"}
    async with running(settings, folder, 2, slow) as webs, Crowd([web.address for web in webs], 5) as crowd:
        one = (await crowd.open("duet", 1))[0]
        await crowd.all_in()
        assert one.view.turn is not None
        await one.write(SubmitTurn, turn=one.view.turn.number, text="The lamp goes out.")
        other = crowd.client("other", 1)
        crowd.people[0].append(other)
        await other.arrive()
        other.enter(one)
        await until("the co-author writes", lambda: other.joined and other.view.generation is not None)
        quiet = await numbers(webs[1])
        assert quiet["roundtale_takeovers_total"] == quiet["roundtale_resets"] == 0
        assert 0 < quiet["roundtale_oldest_generation_seconds"] < 60
        webs[0].kill()
        await until("the other one takes over", lambda: other.view.generation and other.view.generation.fence > 1, 20)
        await until("both are at the other one", lambda: one.joined and other.joined, 20)
        before, other.epoch = crowd.connections(), uuid4()
        other.drop()
        await until("it is back", lambda: other.joined and other.connection > before[other])
        await crowd.judged(owner)
        loud = await numbers(webs[1])
        assert loud["roundtale_takeovers_total"] == loud["roundtale_resets"] == 1
        assert loud["roundtale_oldest_generation_seconds"] == 0
