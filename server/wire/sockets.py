"""Socket.IO at the edge: who may connect, what is let in, and that every command is answered.

python-socketio keeps the handshake and the pings. Events of clients do not reach its handlers: only commands of the
registry are read at all, and of a plain command the frame itself (``hear``), without a task or a queue on its way.
Those that wait for something, as joining does, go through an inbox that keeps the order.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from functools import partial
from time import perf_counter
from typing import Any
from uuid import UUID

import socketio
import structlog
from pydantic import ValidationError
from socketio.exceptions import ConnectionRefusedError as Refuse

from rooms import rereading, store
from rooms.errors import BadMessage, Broken, Busy, NotHere, Refused, Restarting, TooFast
from rooms.failpoints import reached
from rooms.protocol import (
    COMMANDS,
    PROTOCOL_VERSION,
    Answer,
    Command,
    Connect,
    JoinRoom,
    LeaveRoom,
    Receipt,
    Refusal,
    SetTyping,
    ShowDraft,
    SyncRoom,
)
from rooms.service import RoomService
from rooms.settings import Settings
from server.identity import Identity
from server.metrics import Metrics
from server.wire import websocket
from server.wire.buckets import Buckets
from server.wire.engine_io import Engine, Manager
from server.wire.peer import Peer
from server.wire.reading import event, is_no_json, plain, problem_in, read, refusal_of
from server.wire.websocket import RoundtaleSocket

log = structlog.get_logger()


class Sockets(socketio.AsyncServer):  # type: ignore[misc]
    """The Socket.IO server. ``origins`` are the pages that may open sockets."""

    def __init__(
        self, settings: Settings, service: RoomService, identity: Identity, metrics: Metrics, origins: list[str]
    ) -> None:
        super().__init__(
            client_manager=Manager(),
            async_mode="asgi",
            async_handlers=False,
            always_connect=False,
            transports=["websocket"],
            cors_allowed_origins=origins,
            ping_interval=settings.ping_seconds,
            ping_timeout=settings.pong_seconds,
            monitor_clients=False,
            max_http_buffer_size=settings.frame_bytes,
            logger=logging.getLogger("socketio"),
            engineio_logger=logging.getLogger("engineio"),
        )
        self.settings = settings
        self.service = service
        self.identity = identity
        self.metrics = metrics
        self.going = False
        """Nobody comes in any more, and who is here is sent on."""
        self.draining = False
        """No command is let in any more."""
        self.peers: dict[str, Peer] = {}
        self._per_person: Counter[UUID] = Counter()
        self._per_address: Counter[str] = Counter()
        self._socket_rate = Buckets(settings.commands_per_second_socket)
        self.person_rate = Buckets(settings.commands_per_second_person)
        self.address_rate = Buckets(settings.commands_per_second_address)
        self.on("connect", self._connect)

    def _engineio_server_class(self) -> type[Engine]:
        return Engine

    async def beat_for_ever(self) -> None:
        """The heartbeat of all sockets: one look a second."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(1)
            for peer in list(self.peers.values()):
                try:
                    peer.socket.beat(loop.time())
                except Exception:
                    log.exception("beat.failed", room=peer.room)

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
        socket: RoundtaleSocket | None = scope.get(websocket.SCOPE_KEY)
        address = (scope.get("client") or ("unknown", 0))[0]
        if self.going or self.draining:
            raise Restarting
        shown = read(Connect, auth)
        if shown.protocol != PROTOCOL_VERSION:
            raise BadMessage(
                field="protocol", problem=f"this server speaks version {PROTOCOL_VERSION}; reload the page"
            )
        admission = await self.identity.admit(self.service.pool, shown.ticket)
        if (
            self._per_person[admission.person] >= self.settings.sockets_per_person
            or self._per_address[address] >= self.settings.sockets_per_address
        ):
            raise TooFast(seconds=10)
        if self.going:
            raise Restarting
        if socket is None or not socket.open or eio_sid in self.peers:
            return
        socket.admitted()
        peer = Peer(socket, admission, address)
        self.peers[eio_sid] = peer
        self._per_person[peer.member] += 1
        self._per_address[address] += 1
        socket.on_lost = lambda: self._lost(eio_sid)
        socket.on_slow = self.metrics.slow_readers.inc
        socket.on_text = partial(self.hear, peer)
        self.metrics.sockets.set(len(self.peers))

    def _lost(self, eio_sid: str) -> None:
        """The transport is gone: the one sign of leaving that nobody can forge or delay."""
        peer = self.peers.pop(eio_sid, None)
        if peer is None:
            return
        self._socket_rate.drop(peer)
        _one_less(self._per_person, peer.member)
        _one_less(self._per_address, peer.address)
        peer.unanswered -= len(peer.inbox)
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
        name = "unknown"
        try:
            self._slow_down(peer)
            name, payload = event(namespace, data)
            command = read(COMMANDS[name], payload)
        except Refused as refused:
            self._refuse(peer, id, name, refused)
        else:
            self._take(peer, id, command)

    def hear(self, peer: Peer, data: bytes) -> bool:
        """Take the frame of a plain command.

        Returns:
            Whether it was one; otherwise python-socketio has to look at it.
        """
        found = plain(data)
        if found is None:
            return False
        ack, model, payload = found
        try:
            self._slow_down(peer)
            command = model.model_validate_json(payload)
        except Refused as refused:
            self._refuse(peer, ack, model.name, refused)
        except ValidationError as error:
            if is_no_json(error):
                return False
            self._refuse(peer, ack, model.name, problem_in(error))
        else:
            self._take(peer, ack, command)
        return True

    def _slow_down(self, peer: Peer) -> None:
        wait = max(
            self._socket_rate.take(peer),
            self.person_rate.take(peer.member),
            self.address_rate.take(peer.address),
        )
        if wait:
            raise TooFast(seconds=wait)

    def _take(self, peer: Peer, ack: int | None, command: Command) -> None:
        """Let a command in: at once, or behind those that are being waited for."""
        if peer.unanswered >= self.settings.inbox_commands:
            self._refuse(peer, ack, command.name, TooFast(seconds=1))
            peer.socket.end(websocket.TOO_FAST, "too many commands are waiting")
            return
        peer.unanswered += 1
        if peer.joined and peer.draining is None and not isinstance(command, JoinRoom | SyncRoom):
            self._do(peer, ack, command)
            return
        peer.inbox.append((command, ack))
        if peer.draining is None:
            peer.draining = asyncio.create_task(self._drain(peer), name="inbox")

    async def _drain(self, peer: Peer) -> None:
        """Commands that have to wait for something, one after the other, in the order they came."""
        try:
            while peer.inbox:
                command, ack = peer.inbox.pop(0)
                if peer.joined and not isinstance(command, JoinRoom | SyncRoom):
                    self._do(peer, ack, command)
                    continue
                began = perf_counter()
                self._answered(peer, ack, command, began, await self._join(peer, command))
                if peer.held is not None:
                    self.service.feed.release(peer)
        finally:
            peer.draining = None

    async def _join(self, peer: Peer, command: Command) -> Answer | Refused:
        """Every command gets an answer, whatever happens."""
        try:
            async with asyncio.timeout(self.settings.command_seconds + 1):
                if self.draining:
                    raise Restarting
                if isinstance(command, JoinRoom) and not peer.joined:
                    answer = await self.service.join(peer, peer.room, peer.joining(command))
                    peer.joined = True
                    if peer.socket.disconnected:
                        self.service.leave(peer, peer.room)
                    return answer
                if isinstance(command, LeaveRoom):
                    # Who waits has no socket that keeps the room up to date here.
                    live = await self.service.fresh(peer.room)
                    if not peer.joined and live.room.seated(peer.member):
                        raise NotHere
                    return Receipt(seq=await self.service.handle(peer.room, peer.member, command))
                if not peer.joined or not isinstance(command, SyncRoom | JoinRoom):
                    raise NotHere
                live = await self.service.open(peer.room)
                return await self.service.answer(live, peer.member, command)
        except Refused as refused:
            return refused
        except TimeoutError:
            return Busy()
        except Exception as error:
            if store.lost_connection(error):
                return Busy()
            log.exception("command.failed", command=command.name, op=command.op, room=peer.room)
            return Broken()

    def _do(self, peer: Peer, ack: int | None, command: Command) -> None:
        """What a member asks of the room. It is in memory as long as this socket is in it."""
        done = partial(self._answered, peer, ack, command, perf_counter())
        try:
            if self.draining:
                raise Restarting
            live = self.service.room(peer.room)
            if isinstance(command, SetTyping | ShowDraft):
                done(self.service.show(live, peer, command))
            else:
                rereading.put(live, peer.member, command, done)
        except Refused as refused:
            done(refused)

    def _answered(
        self, peer: Peer, ack: int | None, command: Command, began: float, outcome: int | Answer | Refused
    ) -> None:
        peer.unanswered -= 1
        reached("before_answer")
        answer = _worded(outcome)
        peer.answer(ack, answer)
        code = answer.code if isinstance(answer, Refusal) else "ok"
        self.metrics.command(command.name, code, perf_counter() - began)
        seq = getattr(answer, "seq", None)
        log.debug("command", command=command.name, op=command.op, room=peer.room, outcome=code, seq=seq)

    def _refuse(self, peer: Peer, ack: int | None, name: str, refused: Refused) -> None:
        """What is not let in."""
        self.metrics.command(name, refused.code(), 0)
        peer.answer(ack, refusal_of(refused))
        log.debug("command", command=name, room=peer.room, outcome=refused.code())

    @property
    def idle(self) -> bool:
        return not any(peer.unanswered for peer in self.peers.values())


def _one_less(count: Counter[Any], key: Any) -> None:
    count[key] -= 1
    if not count[key]:
        del count[key]


def _worded(outcome: int | Answer | Refused) -> Answer:
    if isinstance(outcome, Refused):
        return refusal_of(outcome)
    return Receipt(seq=outcome) if isinstance(outcome, int) else outcome
