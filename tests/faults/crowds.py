"""Rooms full of simulated members who write all the time, and how a run ends: in agreement, and before the witness."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from random import Random
from typing import Any, Self

from rooms.protocol import CastVote, ModeName, PassTurn, PostChat, RoomView, SubmitTurn
from rooms.turns import writes
from tests.faults.records import Record
from tests.waiting import until
from tests.witness import Figures, witness
from tests.writers import Client

BACK_SECONDS = 5.0
"""A member is back this soon after a server is."""
SETTLE_SECONDS = 30
"""For whatever was begun to come to its end."""


class Crowd:
    """``people[room]`` are the members of each room, the host first."""

    def __init__(self, addresses: Sequence[str], seed: int) -> None:
        self.addresses = addresses
        self.random = Random(seed)
        self.records: list[Record] = []
        self.people: list[list[Client]] = []
        self.pace = (0.05, 0.4)
        """A member's shortest and longest thought between two writes."""
        self.patience: float = SETTLE_SECONDS
        self._writing: list[asyncio.Task[None]] = []
        self._enough = False

    @property
    def everybody(self) -> list[Client]:
        return [client for room in self.people for client in room]

    @property
    def acked(self) -> int:
        return sum(client.acked for client in self.everybody)

    @property
    def put_off(self) -> int:
        """How often somebody was told that the house is busy."""
        return sum(record.what == "put_off" and record.code == "busy" for record in self.records)

    def client(self, name: str, first: int = 0) -> Client:
        """Somebody who tries the addresses from number ``first`` on."""
        addresses = [*self.addresses[first:], *self.addresses[:first]]
        return Client(name, addresses, self.records, self._seeded())

    def _seeded(self) -> Random:
        return Random(self.random.getrandbits(64))

    async def open(self, mode: ModeName, members: int, **rules: Any) -> list[Client]:
        """A new room with everybody in it, spread over the addresses, under these house rules."""
        number = len(self.people)
        room = [self.client(f"room {number} member {n}", n % len(self.addresses)) for n in range(members)]
        self.people.append(room)
        host, *others = room
        await asyncio.gather(*(client.arrive() for client in room))
        await host.create(mode=mode, rules=rules)
        host.enter()
        for client in others:
            client.enter(host)
        return room

    async def join(self, host: Client, addresses: Sequence[str], members: int) -> list[Client]:
        """More members of a room, who come another way."""
        room = next(room for room in self.people if host in room)
        more = [Client(f"{host.name} {n}", addresses, self.records, self._seeded()) for n in range(members)]
        await asyncio.gather(*(client.arrive() for client in more))
        for client in more:
            client.enter(host)
        room += more
        return more

    async def all_in(self, seconds: float = SETTLE_SECONDS) -> None:
        await until("all are in", lambda: all(client.joined or client.removed for client in self.everybody), seconds)

    def connections(self) -> dict[Client, int]:
        return {client: client.connection for client in self.everybody}

    async def all_back(self, before: dict[Client, int], seconds: float = SETTLE_SECONDS) -> None:
        """Wait until everybody has a newer connection than ``before``."""
        await until(
            "back", lambda: all(c.removed or (c.joined and c.connection > n) for c, n in before.items()), seconds
        )

    def write(self, *writers: Client) -> None:
        """Let these, or everybody, write until ``enough``."""
        self._writing += [asyncio.create_task(self._write_on(client)) for client in writers or self.everybody]

    async def _write_on(self, client: Client) -> None:
        while not self._enough and not client.removed:
            await asyncio.sleep(client.random.uniform(*self.pace))
            if client.room is not None and not self._enough:
                await write_something(client)

    async def enough(self) -> None:
        """Let all writes have their answer."""
        self._enough = True
        _, waiting = await asyncio.wait(self._writing, timeout=SETTLE_SECONDS) if self._writing else ((), ())
        assert not waiting, f"no answer: {[(c.name, c.joined, c.unanswered) for c in self.everybody if c.unanswered]}"
        await asyncio.gather(*self._writing)

    async def settled(self, owner: Any) -> None:
        """Wait until nothing is under way and every page is where the log is."""
        await self.all_in()

        def agreed(heads: dict[Any, int]) -> Callable[[], bool]:
            present = [client for client in self.everybody if not client.removed]
            return lambda: all(c.room and c.room.seq >= heads[c.room_id] and not c.view.generation for c in present)

        rows = await owner.fetch("select room_id, seq from heads")
        await until("all pages reach the head", agreed({row["room_id"]: row["seq"] for row in rows}), self.patience)

    async def judged(self, owner: Any) -> Figures:
        """End the run and prove it."""
        await self.enough()
        try:
            await self.settled(owner)
        except AssertionError:
            await witness(owner, self.everybody)  # which may say why
            raise
        return await witness(owner, self.everybody)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._enough = True
        for task in self._writing:
            task.cancel()
        await asyncio.gather(*self._writing, return_exceptions=True)
        await asyncio.gather(*(client.leave() for client in self.everybody))


async def write_something(client: Client) -> None:
    """A hand in a vote; a passage where it is one's turn, hidden or not; else sometimes a word aside. Every text is
    unique.
    """
    view, text = client.view, f"{client.name} wrote {client.op()}."
    if view.vote is not None and view.vote.id not in client.voted:
        client.voted.add(view.vote.id)
        await client.write(CastVote, vote=view.vote.id, option=client.random.choice(view.vote.options))
    elif view.turn is not None and client.random.random() < _eager(client, view):
        await client.write(SubmitTurn, turn=view.turn.number, text=text)
    elif view.turn is not None and client.person in view.turn.taken and client.random.random() < 0.05:
        await client.write(PassTurn, turn=view.turn.number)
    elif client.random.random() < 0.3:
        await client.write(PostChat, text=text)


def _eager(client: Client, view: RoomView) -> float:
    """How likely somebody writes now; who is in already seldom thinks of something better."""
    if not writes(view.turn, client.person):
        return 0
    assert view.turn is not None
    return 0.1 if client.person in view.turn.taken else 0.8
