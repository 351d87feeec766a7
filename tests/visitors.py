"""Somebody with a cookie, over HTTP: a guest who asks again until a server answers."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID

import aiohttp

from tests.faults.records import Record

AGAIN = ("busy", "restarting", "too_fast")
"""Refusals that say: send it again."""
NOBODY = UUID(int=0)
KEEP_SECONDS = 4
"""An idle connection is let go of before the house does it (after 5 s), as its proxies do (docs/proxy)."""


@dataclass(eq=False)
class Visitor:
    """``addresses`` are tried in turn: the next one where one cannot be reached."""

    name: str
    addresses: Sequence[str]
    records: list[Record]
    random: Random
    room_id: UUID = NOBODY
    code: str = ""
    person: UUID = NOBODY
    http: aiohttp.ClientSession | None = None
    _at: int = 0
    _pause: float = 0.05

    @property
    def address(self) -> str:
        return self.addresses[self._at % len(self.addresses)]

    async def arrive(self) -> None:
        """Become somebody: a guest with a cookie."""
        self.http = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(keepalive_timeout=KEEP_SECONDS),
            cookie_jar=aiohttp.CookieJar(unsafe=True),
            timeout=aiohttp.ClientTimeout(total=10),
        )
        me = await self._post("/api/me", {"name": self.name})
        self.person = UUID(me["person"])

    async def create(self, **new: Any) -> None:
        """Start a story, as its host."""
        new |= {"op": str(self.op()), "name": self.name, "premise": f"The house of {self.name}."}
        card = await self._post("/api/rooms", new)
        self.room_id, self.code = UUID(card["id"]), card["code"]

    async def _wait(self) -> None:
        """A pause that doubles up to a second, spread so that not all come at once."""
        await asyncio.sleep(self._pause * self.random.uniform(0.5, 1))
        self._pause = min(self._pause * 2, 1.0)

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Ask over HTTP until a server answers. What is asked here may be asked twice."""
        assert self.http is not None
        while True:
            try:
                async with self.http.post(self.address + path, json=body) as answer:
                    said: dict[str, Any] = await answer.json()
                if said.get("code") in AGAIN:
                    raise TimeoutError
                if not answer.ok:
                    raise AssertionError(f"{self.name}: {path} was refused: {said}")
                return said
            except (aiohttp.ClientError, OSError, TimeoutError):
                self._at += 1
                await self._wait()

    async def ticket(self) -> str:
        """What opens one socket."""
        answer = await self._post(f"/api/rooms/{self.room_id}/ticket", {"code": self.code})
        return str(answer["ticket"])

    def op(self) -> UUID:
        return UUID(int=self.random.getrandbits(128), version=4)
