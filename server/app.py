"""The composition root of a web process: everything alive is built here, started here and ended here."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Any
from uuid import UUID

import asyncpg
import socketio
import structlog
import uvicorn
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from engine.coauthor import Coauthor
from rooms import logs
from rooms.bell import Bell
from rooms.bus import Bus
from rooms.errors import Refused
from rooms.feed import signal_frame
from rooms.protocol import ServerRestarting
from rooms.runtime import app_engine, cancel, redis_listener, redis_publisher, writer_pool
from rooms.service import RoomService
from rooms.settings import Settings
from server.api import openapi
from server.api.commands import Commands
from server.api.endpoints import Endpoint
from server.api.failing import NOWHERE, TooLargeInWords, broken, said_no, unsaved, unserved
from server.api.keys import ByKey, Keys, end_revoked_for_ever
from server.api.rooms import Api
from server.coauthor.better import BetterDrafts
from server.coauthor.ledger import Ledger
from server.coauthor.moderation import Moderation
from server.coauthor.narration import Narration
from server.coauthor.numbers import CoauthorNumbers
from server.coauthor.reaching import coauthor_of, models_of
from server.coauthor.receipts import Receipts
from server.files import Files
from server.guard import Guard
from server.identity import Identity
from server.jobs import JobNumbers
from server.machine.addresses import origins_of
from server.metrics import Metrics
from server.page import SafeHeaders, page_routes
from server.people import People
from server.ringing import Ringing
from server.stories.book import Book
from server.stories.keeping import Keeping
from server.stories.links import LinkRoutes
from server.stories.media import MediaRoutes
from server.stories.porting import Porting
from server.stories.starting import Starting
from server.wire.http import http_class
from server.wire.sockets import Sockets
from server.wire.websocket import socket_class

log = structlog.get_logger()
DATABASE_ERRORS = (SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError)

COLLECT_SECONDS = 60
"""Looking through everything that lives costs 20 ms at 1,000 sockets. The collector by itself would look in the middle
of a delivery, and then, with thresholds that spare deliveries, hardly ever."""


@dataclass
class House:
    """One web process's parts. ``app`` is what uvicorn serves."""

    settings: Settings
    pool: Any
    engine: AsyncEngine
    service: RoomService
    sockets: Sockets
    narration: Narration
    metrics: Metrics
    files: Files
    app: ASGIApp
    drained: bool = False

    async def drain(self) -> None:
        """Hand pages over, finish accepted commands, give leases back. What is not acknowledged is sent again."""
        if self.drained:
            return
        self.drained = True
        try:
            async with asyncio.timeout(self.settings.drain_seconds):
                await self._hand_over()
                self.sockets.draining = True
                while not self.sockets.idle:
                    await asyncio.sleep(0.02)
        except TimeoutError:
            log.warning("drain.cut", peers=len(self.sockets.peers))
            self.sockets.draining = True
        await self.narration.stop()

    async def _hand_over(self) -> None:
        """Send pages on to other processes, one after the other; until its moment each is served here."""
        self.sockets.going = True
        seconds, peers = self.settings.hand_over_seconds, list(self.sockets.peers.values())
        random.shuffle(peers)
        for number, peer in enumerate(peers):
            delay = round(1000 * seconds * number / len(peers))
            peer.write(signal_frame(ServerRestarting(room=peer.room, seq=peer.seq, delay_ms=delay)))
        end = monotonic() + seconds
        while self.sockets.peers and monotonic() < end:
            await asyncio.sleep(0.02)


@asynccontextmanager
async def house(settings: Settings) -> AsyncIterator[House]:
    """Build a web process and start it; at the end, finish what was accepted and close everything."""
    pool = await writer_pool(settings)
    engine = app_engine(settings)
    metrics = Metrics()
    service = _service(settings, pool)
    metrics.watch(service)
    origins = origins_of(settings)
    identity = Identity(settings, service.presence.now)
    sockets = Sockets(settings, service, identity, metrics, origins)
    numbers = CoauthorNumbers(metrics.registry)
    coauthor = coauthor_of(settings, numbers.attempt)
    numbers.watch(coauthor)
    service.moderation = Moderation(coauthor)
    ledger = Ledger(settings, pool, models_of(settings))
    narration = Narration(settings, service, coauthor, ledger, metrics)
    bell = Bell(settings)
    service.follow_ups.append(Ringing(service, bell).follow_up)
    metrics.jobs = JobNumbers(metrics.registry, pool, bell)
    people = People(engine, pool)
    api = Api(settings, service, people, identity)
    files = Files(settings, service.presence.now)
    asked = [endpoint.route(settings) for endpoint in _endpoints(api, sockets, ledger, coauthor, files)]
    app = _asgi(settings, [files.route(), *asked], people, sockets, service, metrics, origins)
    await service.start()
    narration.start()
    lag = asyncio.create_task(_measure_lag(metrics), name="loop lag")
    heart = asyncio.create_task(sockets.beat_for_ever(), name="heart")
    ending = asyncio.create_task(end_revoked_for_ever(sockets), name="revoked keys")
    built = House(settings, pool, engine, service, sockets, narration, metrics, files, app)
    try:
        yield built
    finally:
        await built.drain()
        await cancel(lag, heart, ending)
        await service.stop()
        await bell.aclose()
        await coauthor.aclose()
        await engine.dispose()
        await pool.close()


def _service(settings: Settings, pool: Any) -> RoomService:
    def bus(process: UUID, heard: Any, shown: Any) -> Bus:
        return Bus(process, redis_publisher(settings), partial(redis_listener, settings), heard, shown)

    return RoomService(settings, pool, bus)


def _endpoints(api: Api, sockets: Sockets, ledger: Ledger, coauthor: Coauthor, files: Files) -> list[Endpoint]:
    """Everything that can be asked under /api."""
    keys, commands = Keys(api.settings, api.people, api.identity), Commands(api, sockets)
    of_models = Receipts(api, ledger), BetterDrafts(api, ledger, coauthor)
    media = MediaRoutes(api, commands, files)
    rooms = (Starting(api), commands, Keeping(api), LinkRoutes(api), Book(api), Porting(api), media, *of_models)
    return [endpoint for table in (api, keys, *rooms) for endpoint in table.endpoints()]


def _asgi(
    settings: Settings, asked: Sequence[Route], people: People, sockets: Sockets, service: RoomService,
    metrics: Metrics, origins: list[str],
) -> ASGIApp:  # fmt: skip
    pages = Starlette(
        routes=[
            *asked,
            *openapi.ROUTES,
            NOWHERE,
            *_operators(service, sockets, metrics),
            *page_routes(settings),
        ],
        middleware=[
            Middleware(SafeHeaders, secure=settings.secure_cookies),
            Middleware(TooLargeInWords),
            Middleware(RequestBodyLimitMiddleware, max_body_size=settings.body_bytes),
            Middleware(GZipMiddleware, minimum_size=1024),
            Middleware(ByKey, settings=settings, people=people, pool=service.pool),
        ],
        exception_handlers={
            Refused: said_no,
            HTTPException: unserved,
            Exception: broken,
            **dict.fromkeys(DATABASE_ERRORS, unsaved),
        },
    )
    app: ASGIApp = Guard(socketio.ASGIApp(sockets, pages), settings, origins)
    if settings.trusted_proxies:
        app = ProxyHeadersMiddleware(app, trusted_hosts=settings.trusted_proxies)  # type: ignore[arg-type,assignment]
    return app


def _operators(service: RoomService, sockets: Sockets, metrics: Metrics) -> list[Route]:
    async def healthz(request: Request) -> Response:
        """The process runs."""
        return JSONResponse({"ok": True})

    async def readyz(request: Request) -> Response:
        """It can serve: PostgreSQL answers and it is not going. Redis only makes things sooner."""
        try:
            async with asyncio.timeout(2):
                await service.pool.fetchval("select 1")
            ready = not sockets.going
        except Exception:
            ready = False
        state = {"ok": ready, "redis": service.bus.hearing, "draining": sockets.going}
        return JSONResponse(state, 200 if ready else 503)

    async def numbers(request: Request) -> Response:
        if metrics.jobs is not None:
            await metrics.jobs.read()
        return Response(metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")

    return [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", numbers)]


async def _measure_lag(metrics: Metrics) -> None:
    loop = asyncio.get_running_loop()
    while True:
        before = loop.time()
        await asyncio.sleep(0.5)
        metrics.loop_lag.set(max(0.0, loop.time() - before - 0.5))


class Server(uvicorn.Server):
    """uvicorn, which on SIGTERM lets the house finish before it closes sockets (its own way drops running commands)."""

    house: House | None = None

    async def shutdown(self, sockets: list[Any] | None = None) -> None:
        for listener in self.servers:
            listener.close()
        if self.house is not None:
            await self.house.drain()
        await super().shutdown(sockets)
        self._captured_signals.clear()  # uvicorn would raise them again: the house ends after us, and in good order


def uvicorn_config(settings: Settings, app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        http=http_class(settings),
        ws=socket_class(settings),
        ws_max_size=settings.frame_bytes,
        ws_per_message_deflate=False,
        ws_ping_interval=None,
        timeout_graceful_shutdown=3,
        limit_concurrency=20_000,
        lifespan="off",
        proxy_headers=False,
        log_config=None,
        access_log=False,
        server_header=False,
    )


async def _collect_circles() -> None:
    """What libraries leave behind in circles, a few kilobytes for each connection, at a moment of our own choosing;
    and give back what a bad minute needed (4 MB after a crash of PostgreSQL), which the allocator would keep.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    give_back = getattr(ctypes.CDLL(None), "malloc_trim", lambda kept: None)  # glibc alone has it
    while True:
        await asyncio.sleep(COLLECT_SECONDS)
        gc.collect()
        give_back(0)


async def _serve(settings: Settings) -> None:
    async with house(settings) as built:
        collecting = asyncio.create_task(_collect_circles(), name="collect")
        server = Server(uvicorn_config(settings, built.app))
        server.house = built
        await server.serve()
        await cancel(collecting)


def serve(settings: Settings) -> None:
    """Run a web process until it is told to stop."""
    logs.configure(settings)
    if settings.port == 0:
        settings = settings.model_copy(update={"port": _free_port(settings.host)})
    uvicorn_loop = uvicorn_config(settings, lambda *_: None).get_loop_factory()  # type: ignore[arg-type]
    with asyncio.Runner(loop_factory=uvicorn_loop) as runner:
        runner.run(_serve(settings))


def _free_port(host: str) -> int:
    import socket

    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
