"""People who come and go, and rooms that are begun, written in and left: the load of a long run."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from itertools import count, cycle
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

from rooms.protocol import LeaveRoom, ModeName, SetTyping
from tests.faults.crowds import SETTLE_SECONDS, Crowd
from tests.faults.records import Record
from tests.waiting import until
from tests.witness import Figures
from tests.writers import Client

PLACES, MEMBERS = 10, 5
"""Rooms at a time, and people in each."""
ROOM_SECONDS = (45.0, 120.0)
THOUGHT_SECONDS = (1.0, 5.0)
HAPPENINGS_PER_SECOND = 1.0
"""In each room; half of them are a join, which makes five joins a second of ten rooms."""
HAPPENINGS = {"reload": 15, "tear": 15, "step out": 15, "go for good": 5, "type": 50}
OUT_SECONDS = (2.0, 8.0)


class Churn:
    """Rooms one after the other, each judged by the witness at its end and then forgotten.

    ``truth`` is held while PostgreSQL is read, by whoever wants it not to go away meanwhile.
    """

    def __init__(self, addresses: Sequence[str], owner: Any, folder: Path, seed: int) -> None:
        self.addresses = addresses
        self.owner = owner
        self.folder = folder
        self.random = Random(seed)
        self.truth = asyncio.Lock()
        self.open: dict[int, Crowd] = {}
        self.total = Figures(0, 0, 0, 0, 0, 0, 0.0)
        self.judged = 0
        self.over = False
        self._numbers = count(1)
        self._newcomers = count(1)
        self._modes: cycle[ModeName] = cycle(("free", "round_robin", "duet"))

    @property
    def everybody(self) -> list[Client]:
        return [client for crowd in self.open.values() for client in crowd.everybody]

    @property
    def pages(self) -> list[Client]:
        """Those with a live page."""
        return [client for client in self.everybody if client.joined]

    async def run(self) -> None:
        """Live on until ``over``.

        Raises:
            ExceptionGroup: the first violation; the records of its room are kept in the folder.
        """
        async with asyncio.TaskGroup() as places:
            for number in range(PLACES):
                places.create_task(self._place(number))

    async def _place(self, number: int) -> None:
        await asyncio.sleep(number * self.random.uniform(0.1, 0.5))
        while not self.over:
            await self._room(next(self._numbers), next(self._modes))

    async def _room(self, number: int, mode: ModeName) -> None:
        async with Crowd(self.addresses, self.random.getrandbits(32)) as crowd:
            crowd.pace = THOUGHT_SECONDS
            try:
                await crowd.open(mode, MEMBERS)
                self.open[number] = crowd
                crowd.write()
                await self._live(crowd, self.random.uniform(*ROOM_SECONDS))
                async with self.truth:
                    figures = await crowd.judged(self.owner)
            except Exception as violation:
                self._keep(number, mode, crowd.records, violation)
                raise
            finally:
                self.open.pop(number, None)
        self.total = added(self.total, figures)
        self.judged += 1

    async def _live(self, crowd: Crowd, seconds: float) -> None:
        end = monotonic() + seconds
        going: set[Client] = set()
        async with asyncio.TaskGroup() as happenings:
            while monotonic() < end and not self.over:
                await asyncio.sleep(self.random.expovariate(HAPPENINGS_PER_SECOND))
                here = [client for client in crowd.everybody if client.joined and client not in going]
                [what] = self.random.choices(list(HAPPENINGS), list(HAPPENINGS.values()))
                if here:
                    client = self.random.choice(here)
                    going |= {client} if what == "go for good" else set()
                    await self._happen(what, crowd, client, happenings)

    async def _happen(self, what: str, crowd: Crowd, client: Client, later: asyncio.TaskGroup) -> None:
        match what:
            case "reload":
                client.forget()
            case "tear":
                client.drop()
            case "type":
                await client.show(SetTyping(op=client.op(), typing=True))
            case "step out":
                await client.close()
                later.create_task(self._come_back(client))
            case _:
                later.create_task(self._make_room(crowd, client))

    async def _come_back(self, client: Client) -> None:
        await asyncio.sleep(self.random.uniform(*OUT_SECONDS))
        client.enter()

    async def _make_room(self, crowd: Crowd, client: Client) -> None:
        """Give up one's seat, for somebody new."""
        await client.write(LeaveRoom)
        await until("the seat is given up", lambda: client.removed, SETTLE_SECONDS)
        [room] = crowd.people
        newcomer = crowd.client(f"newcomer {next(self._newcomers)}", len(room) % len(self.addresses))
        await newcomer.arrive()
        newcomer.enter(client)
        room.append(newcomer)
        crowd.write(newcomer)

    def _keep(self, number: int, mode: ModeName, records: Sequence[Record], violation: Exception) -> None:
        lines = [f"room {number}, {mode}: {violation}", "", *map(str, sorted(records, key=lambda record: record.t))]
        (self.folder / f"room-{number}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def added(one: Figures, other: Figures) -> Figures:
    return Figures(
        acked=one.acked + other.acked,
        refused=one.refused + other.refused,
        unanswered=one.unanswered + other.unanswered,
        received=one.received + other.received,
        connections=one.connections + other.connections,
        events=one.events + other.events,
        slowest_answer=max(one.slowest_answer, other.slowest_answer),
    )
