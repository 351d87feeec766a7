"""Commands without a socket: what can be said in a room can be posted to it, through the same door."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

import structlog
from starlette.requests import Request
from starlette.responses import Response

from rooms import store
from rooms.errors import (
    REFUSALS,
    BadMessage,
    Broken,
    Busy,
    InTheLobby,
    NoSuchKey,
    NoSuchRoom,
    OnlyByCookie,
    Refused,
    Restarting,
    TicketRefused,
    TooFast,
    TooManyKeys,
    UnknownCommand,
    WrongMethod,
)  # fmt: skip
from rooms.protocol import COMMANDS, Command, JoinRoom, Receipt, SetTyping, ShowDraft, SyncRoom, TakeSeat, by_invitation
from server.api.endpoints import RATES, Endpoint, Handler, answer, body
from server.api.rooms import Api
from server.identity import Person
from server.wire.sockets import Sockets

log = structlog.get_logger()
WITHOUT_SOCKET = {
    name: kind for name, kind in COMMANDS.items() if kind not in (JoinRoom, SyncRoom, SetTyping, ShowDraft)
}
"""What is shown and not kept needs a socket; joining is asked for in a form of its own."""


NOT_OF_A_ROOM = (NoSuchKey, TooManyKeys, OnlyByCookie, TicketRefused, UnknownCommand, WrongMethod)
SAID_NO = tuple(kind for kind in REFUSALS.values() if kind not in NOT_OF_A_ROOM)
"""Every rule of a room may say no."""


class Commands:
    """``sockets`` counts the same person's commands and those of the same address, and knows when this process goes."""

    def __init__(self, api: Api, sockets: Sockets) -> None:
        self.api = api
        self.sockets = sockets

    def endpoints(self) -> list[Endpoint]:
        at = "/api/rooms/{room:uuid}/commands/"
        return [
            Endpoint("POST", f"{at}room.join", self.take_seat, Receipt, asks=TakeSeat, refuses=SAID_NO),
            *(
                Endpoint("POST", at + name, self._giving(kind), Receipt, asks=kind, refuses=SAID_NO)
                for name, kind in WITHOUT_SOCKET.items()
            ),
        ]

    def _giving(self, kind: type[Command]) -> Handler:
        async def give(request: Request) -> Response:
            with self.counted(request, kind) as told:
                live, person = await self.api.known(request)
                heard = live.room.hears(person.id, kind) is not None
                try:
                    command = await body(request, kind)
                except BadMessage:
                    if not heard:
                        raise NoSuchRoom from None
                    raise
                if not heard and live.room.answered(person.id, command.op) is None:
                    raise NoSuchRoom
                return await self.handle(request, person, command, told)

        give.__doc__, give.__name__ = kind.__doc__, kind.name
        return give

    async def take_seat(self, request: Request) -> Response:
        """Take a seat, or come back to it, without opening a socket. Who has none yet shows the code. Who is here by
        a socket is present to the others; who only posts is not, and turns that go round pass them by.
        """
        with self.counted(request, JoinRoom) as told:
            person = self.api.person(request)
            asked = await body(request, TakeSeat)
            invited = await self.api.admit(request, person, asked)
            join = by_invitation(JoinRoom(op=asked.op, as_name=asked.as_name), invited)
            response = await self.handle(request, person, join, told)
            live = await self.api.service.open(request.path_params["room"])
            if live.room.seated(person.id) is None:
                raise InTheLobby
            return response

    @contextmanager
    def counted(self, request: Request, kind: type[Command]) -> Iterator[dict[str, object]]:
        """Count and log a command by what its sender is told, whatever happens; with what more is known of it by then.

        Raises:
            Busy: in the place of an error that says nothing of the work itself.
        """
        began, outcome = perf_counter(), Broken.code()
        told: dict[str, object] = {"room": request.path_params["room"]}
        try:
            yield told
            outcome = "ok"
        except Refused as refused:
            outcome = refused.code()
            raise
        except Exception as error:
            if not store.lost_connection(error):
                raise
            outcome = Busy.code()
            raise Busy from None
        finally:
            self.sockets.metrics.command(kind.name, outcome, perf_counter() - began)
            log.debug("command", command=kind.name, outcome=outcome, **told)

    async def handle(
        self, request: Request, person: Person, command: Command, told: dict[str, object], status: int = 200
    ) -> Response:
        """Through the door."""
        address = request.client.host if request.client else "unknown"
        rates = {
            "commands-person": (self.sockets.person_rate, person.id),
            "commands-address": (self.sockets.address_rate, address),
        }
        request.scope[RATES], told["op"] = request.scope.get(RATES, {}) | rates, command.op
        wait = max(bucket.take(key) for bucket, key in rates.values())
        if wait:
            raise TooFast(seconds=wait)
        if self.sockets.draining:
            raise Restarting
        async with asyncio.timeout(self.api.settings.command_seconds + 1):
            seq = await self.api.service.handle(request.path_params["room"], person.id, command)
        told["seq"] = seq
        return answer(Receipt(seq=seq), status)
