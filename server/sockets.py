"""Socket.IO at the edge: who may connect, what is let in, and that every command is answered.

python-socketio keeps the handshake and the pings. Events of clients do not reach its handlers: they go through one
bounded inbox per socket, drained in order, and only commands of the registry are read at all.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from typing import Any, TypeVar
from uuid import UUID

import socketio
import structlog
from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticSerializationError, to_json
from socketio.exceptions import ConnectionRefusedError as Refuse

from rooms.errors import BadMessage, Broken, Busy, NotHere, Refused, Restarting, TooFast, UnknownCommand
from rooms.failpoints import failpoint
from rooms.feed import frame
from rooms.protocol import (
    COMMANDS,
    PROTOCOL_VERSION,
    Answer,
    Command,
    Connect,
    JoinRoom,
    Receipt,
    Refusal,
    SetTyping,
    ShowDraft,
    SyncRoom,
)
from rooms.service import RoomService
from rooms.settings import Settings
from server import websocket
from server.buckets import Buckets
from server.identity import admit
from server.metrics import Metrics
from server.websocket import RoundtaleSocket

log = structlog.get_logger()


M = TypeVar("M", bound=BaseModel)


def refusal_of(refused: Refused) -> Refusal:
    return Refusal(code=refused.code(), args=refused.args_for_page, message=refused.message())


def problem_in(error: ValidationError) -> BadMessage:
    """What is wrong and where, without repeating what was sent."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    return BadMessage(field=".".join(str(part) for part in first["loc"]) or "message", problem=first["msg"])


class Peer:
    """One socket of one person in one room: a Subscriber of the feed."""

    def __init__(self, socket: RoundtaleSocket, member: UUID, room: UUID, address: str) -> None:
        self.socket = socket
        self.member = member
        self.room = room
        self.address = address
        self.seq = 0
        self.held: list[tuple[int, bytes]] | None = None
        self.joined = self.leaving = self.removed = False
        self.inbox: deque[tuple[str, Any, int | None]] = deque()
        self.draining: asyncio.Task[None] | None = None

    def write(self, data: bytes) -> None:
        self.socket.write_frames(data)

    def write_lossy(self, data: bytes) -> None:
        """A reader who is behind goes without."""
        if self.socket.waiting_bytes < self.socket.settings.outbox_bytes // 8:
            self.socket.write_frames(data)

    def close(self, reason: str) -> None:
        """Who leaves is answered first (see ``_drain``)."""
        self.removed = True
        if not self.leaving:
            self.socket.end(websocket.REMOVED, reason)

    def answer(self, ack: int | None, answer: Answer) -> None:
        """An Engine.IO message (4) with a Socket.IO ack (3)."""
        if ack is not None:
            data = frame(b"43" + str(ack).encode() + b"[" + answer.model_dump_json().encode() + b"]")
            self.socket.write_frames(data, asked_for=True)


class Sockets(socketio.AsyncServer):  # type: ignore[misc]
    """The Socket.IO server. ``origins`` are the pages that may open sockets."""

    def __init__(self, settings: Settings, service: RoomService, metrics: Metrics, origins: list[str]) -> None:
        super().__init__(
            async_mode="asgi",
            async_handlers=False,
            always_connect=False,
            transports=["websocket"],
            cors_allowed_origins=origins,
            ping_interval=10,
            ping_timeout=5,
            max_http_buffer_size=settings.frame_bytes,
            logger=structlog.stdlib.get_logger("socketio"),
            engineio_logger=structlog.stdlib.get_logger("engineio"),
        )
        self.settings = settings
        self.service = service
        self.metrics = metrics
        self.draining = False
        self.peers: dict[str, Peer] = {}
        self._per_person: Counter[UUID] = Counter()
        self._per_address: Counter[str] = Counter()
        self._socket_rate = Buckets(settings.commands_per_second_socket)
        self._person_rate = Buckets(settings.commands_per_second_person)
        self._address_rate = Buckets(settings.commands_per_second_address)
        self.on("connect", self._connect)

    # Coming and going.

    async def _connect(self, sid: str, environ: dict[str, Any], auth: Any) -> None:
        """Admit a socket that shows a ticket. Its refusal reaches the client as ``connect_error`` data."""
        try:
            await self._admit(self.manager.eio_sid_from_sid(sid, "/"), environ, auth)
        except Refused as refused:
            raise Refuse(refused.code(), refusal_of(refused).model_dump()) from None
        except Exception as error:
            log.warning("connect.failed", error=type(error).__name__)
            raise Refuse("busy", refusal_of(Busy()).model_dump()) from None

    async def _admit(self, eio_sid: str, environ: dict[str, Any], auth: Any) -> None:
        scope = environ["asgi.scope"]
        socket: RoundtaleSocket = scope[websocket.SCOPE_KEY]
        address = (scope.get("client") or ("unknown", 0))[0]
        if self.draining:
            raise Restarting
        shown = _read(Connect, auth)
        if shown.protocol != PROTOCOL_VERSION:
            raise BadMessage(
                field="protocol", problem=f"this server speaks version {PROTOCOL_VERSION}; reload the page"
            )
        admission = await admit(self.service.pool, shown.ticket)
        if (
            self._per_person[admission.person] >= self.settings.sockets_per_person
            or self._per_address[address] >= self.settings.sockets_per_address
        ):
            raise TooFast(seconds=10)
        if socket.disconnected:
            return
        socket.admitted()
        peer = Peer(socket, admission.person, admission.room, address)
        self.peers[eio_sid] = peer
        self._per_person[peer.member] += 1
        self._per_address[address] += 1
        socket.on_lost = lambda: self._lost(eio_sid)
        self.metrics.sockets.set(len(self.peers))

    def _lost(self, eio_sid: str) -> None:
        """The transport is gone: the one sign of leaving that nobody can forge or delay."""
        peer = self.peers.pop(eio_sid, None)
        if peer is None:
            return
        self._socket_rate.drop(peer)
        self._per_person -= Counter((peer.member,))
        self._per_address -= Counter((peer.address,))
        if peer.draining:
            peer.inbox.clear()
        if peer.joined:
            self.service.leave(peer, peer.room)
        self.metrics.sockets.set(len(self.peers))

    async def _handle_disconnect(self, eio_sid: str, namespace: str | None, reason: Any = None) -> None:
        await super()._handle_disconnect(eio_sid, namespace, reason)
        peer = self.peers.get(eio_sid)
        if peer is not None:
            peer.socket.end(1000, "goodbye")

    # Letting commands in.

    async def _handle_eio_message(self, eio_sid: str, data: Any) -> None:
        """Text only; whatever cannot be read ends this socket and nothing else."""
        try:
            if not isinstance(data, str):
                raise ValueError("binary")
            await super()._handle_eio_message(eio_sid, data)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
            self.metrics.bad_frames.inc()
            log.info("socket.bad_frame", error=type(error).__name__)
            scope = self.environ.get(eio_sid, {}).get("asgi.scope", {})
            socket = scope.get(websocket.SCOPE_KEY)
            if socket is not None:
                socket.end(websocket.BAD_FRAME, "that was no Socket.IO packet")

    async def _handle_event(self, eio_sid: str, namespace: str | None, id: int | None, data: Any) -> None:
        """Replaces python-socketio's dispatch: nothing a client sends can reach a handler by its name."""
        peer = self.peers.get(eio_sid)
        if peer is None:
            return
        try:
            name, payload = self._let_in(peer, namespace, data)
        except Refused as refused:
            self.metrics.commands.labels("unknown", refused.code()).inc()
            peer.answer(id, refusal_of(refused))
            return
        if len(peer.inbox) >= self.settings.inbox_commands:
            peer.answer(id, refusal_of(TooFast(seconds=1)))
            peer.socket.end(websocket.TOO_FAST, "too many commands are waiting")
            return
        peer.inbox.append((name, payload, id))
        if peer.draining is None:
            peer.draining = asyncio.create_task(self._drain(peer), name="inbox")

    def _let_in(self, peer: Peer, namespace: str | None, data: Any) -> tuple[str, Any]:
        wait = max(
            self._socket_rate.take(peer),
            self._person_rate.take(peer.member),
            self._address_rate.take(peer.address),
        )
        if wait:
            raise TooFast(seconds=wait)
        if not isinstance(data, list) or not data or not isinstance(data[0], str):
            raise BadMessage(field="message", problem="is not an event with a name")
        if namespace not in (None, "/") or data[0] not in COMMANDS:
            raise UnknownCommand
        if len(data) != 2:
            raise BadMessage(field=data[0], problem="takes one object")
        return data[0], data[1]

    async def _drain(self, peer: Peer) -> None:
        """Commands of one socket, one after the other, in the order they came."""
        try:
            while peer.inbox:
                name, payload, ack = peer.inbox.popleft()
                peer.leaving = name == "room.leave"
                answer = await self._answer(peer, name, payload)
                await failpoint("before_answer")
                peer.answer(ack, answer)
                if peer.held is not None:
                    self.service.feed.release(peer)
                if peer.leaving and peer.removed:
                    peer.socket.end(websocket.REMOVED, "removed")
        finally:
            peer.draining = None

    async def _answer(self, peer: Peer, name: str, payload: Any) -> Answer:
        """Every command gets an answer, whatever happens."""
        op = payload.get("op") if isinstance(payload, dict) else None
        op = op if isinstance(op, str) and len(op) == 36 else None
        with structlog.contextvars.bound_contextvars(op=op, command=name, room=str(peer.room)), self.metrics.time(name):
            try:
                async with asyncio.timeout(self.settings.command_seconds + 1):
                    answer = await self._do(peer, _read(COMMANDS[name], payload))
                outcome = "ok"
            except Refused as refused:
                answer, outcome = refusal_of(refused), refused.code()
            except TimeoutError:
                answer, outcome = refusal_of(Busy()), "busy"
            except Exception:
                log.exception("command.failed")
                answer, outcome = refusal_of(Broken()), "broken"
            self.metrics.commands.labels(name, outcome).inc()
            log.debug("command", outcome=outcome, seq=getattr(answer, "seq", None))
            return answer

    async def _do(self, peer: Peer, command: Command) -> Answer:
        if self.draining:
            raise Restarting
        if isinstance(command, JoinRoom) and not peer.joined:
            answer = await self.service.join(peer, peer.room, command)
            peer.joined = True
            if peer.socket.disconnected:
                self.service.leave(peer, peer.room)
            return answer
        if not peer.joined:
            raise NotHere
        if isinstance(command, SyncRoom | JoinRoom):
            live = await self.service.open(peer.room)
            return await self.service.answer(live, peer.member, command.after)
        if isinstance(command, SetTyping | ShowDraft):
            return Receipt(seq=await self.service.show(peer, peer.room, command))
        return Receipt(seq=await self.service.handle(peer.room, peer.member, command))

    @property
    def idle(self) -> bool:
        return not any(peer.inbox or peer.draining for peer in self.peers.values())


def _read(model: type[M], payload: Any) -> M:
    """Strict, from JSON again: decoded dicts would turn UUID strings into refusals."""
    try:
        return model.model_validate_json(to_json(payload))
    except ValidationError as error:
        raise problem_in(error) from None
    except (PydanticSerializationError, ValueError, RecursionError):
        raise BadMessage(field="message", problem="is not JSON that can be stored") from None
