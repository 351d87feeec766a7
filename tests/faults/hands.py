"""A worker whose makers are the tests' own, and ask a provider that counts: ``python -m tests.faults.hands``."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web

import workers.main
from rooms.media import KINDS
from rooms.protocol import Made, MediaKind
from rooms.settings import Settings
from workers.making import Desk, Fetched, FileType, Maker, Order, Unmade

ADDRESS = "HANDS_PROVIDER"


class Hands:
    """Asks the provider once, and keeps two files of what it says."""

    async def make(self, order: Order, desk: Desk) -> Made:
        media = order.media
        await desk.progress(40)
        heard = await desk.source(media.source) if media.source else b""
        asked = {"media": media.id, "kind": media.kind, "words": order.text, "bytes": len(heard)}
        answer = await desk.once(asked, lambda: self._ask(f"{media.kind} {media.id}"))
        type: FileType = "image/webp" if KINDS[media.kind].picture else "audio/ogg"
        files = [await desk.keep(answer.content + size, type, 480, 320) for size in (b" small", b" large")]
        return Made(files=tuple(files), alt="A lamp.", provider="hands")

    async def _ask(self, what: str) -> Fetched:
        try:
            async with aiohttp.ClientSession() as http, http.post(os.environ[ADDRESS], data=what) as answer:
                return Fetched(await answer.read(), "hands", "two", None)
        except (aiohttp.ClientError, OSError):
            raise Unmade("unreachable", again=1) from None


@dataclass
class Provider:
    """Answers each call with other bytes, and after ``seconds``; a call that is ``held`` waits until it is let go."""

    seconds: float = 0.0
    address: str = ""
    calls: Counter[str] = field(default_factory=Counter)
    held: dict[str, asyncio.Event] = field(default_factory=dict)
    """By kind: the first call for it waits for the event."""

    async def answer(self, request: web.Request) -> web.Response:
        what = await request.text()
        self.calls[what] += 1
        said = f"{what} as of call {self.calls[what]}"
        if gate := self.held.pop(what.split()[0], None):
            await gate.wait()
        await asyncio.sleep(self.seconds)
        return web.Response(text=said)


@asynccontextmanager
async def provider(seconds: float = 0.0) -> AsyncIterator[Provider]:
    told = Provider(seconds)
    app = web.Application()
    app.router.add_post("/", told.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    told.address = f"http://{host}:{port}/"
    try:
        yield told
    finally:
        for gate in told.held.values():
            gate.set()
        await runner.cleanup()


def hands(settings: Settings) -> Mapping[MediaKind, Maker]:
    return dict.fromkeys(KINDS, Hands())


if __name__ == "__main__":
    workers.main.makers_of = hands  # type: ignore[attr-defined]
    workers.main.work(Settings())
