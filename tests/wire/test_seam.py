"""The one seam below Socket.IO: when uvicorn or python-socketio moves, this is where it shows."""

from __future__ import annotations

import asyncio
import inspect
import json
from typing import Any
from uuid import uuid4

import engineio
import pytest
import socketio
from engineio.async_socket import AsyncSocket
from socketio.packet import EVENT as SOCKET_IO_EVENT
from socketio.packet import Packet
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import State

from rooms.feed import event_frame, frame, signal_frame
from rooms.protocol import Typing
from server.wire.engine_io import Engine, Manager, Session
from server.wire.websocket import RoundtaleSocket
from tests.waiting import until
from tests.wire.client import RawSocket, Wire, masked

SIGNATURES = {
    "connection_made": ["self", "transport"],
    "connection_lost": ["self", "exc"],
    "handle_cont": ["self", "event"],
    "handle_ping": ["self"],
    "handle_connect": ["self", "event"],
    "send_receive_event_to_app": ["self"],
}
ATTRIBUTES = {
    "loop", "transport", "queue", "conn", "handshake_complete", "close_sent", "disconnected", "close_timeout",
    "frames", "curr_msg_data_type",
}  # fmt: skip


def test_what_is_overridden_is_there_to_be_overridden() -> None:
    """W140: what is overridden is there to be overridden."""
    ours = {name for name, value in vars(RoundtaleSocket).items() if inspect.isfunction(value)}
    theirs = {name for name, value in inspect.getmembers(WebSocketsSansIOProtocol, inspect.isfunction)}
    assert ours & theirs == SIGNATURES.keys()
    for name, parameters in SIGNATURES.items():
        for kind in (WebSocketsSansIOProtocol, RoundtaleSocket):
            assert list(inspect.signature(getattr(kind, name)).parameters) == parameters
    source = inspect.getsource(WebSocketsSansIOProtocol)
    for name in ("pause_writing", "handle_close", "handle_parser_exception"):
        assert f"def {name}(self" in source


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [(Session, AsyncSocket), (Engine, engineio.AsyncServer), (Manager, socketio.AsyncManager)],
)
def test_what_the_library_calls_is_called_so(ours: type, theirs: type) -> None:
    """W186: what the library calls is called so: each method of ours replaces one of the library's, with its
    parameters.
    """
    for name, method in vars(ours).items():
        if inspect.isfunction(method) and name != "__init__":
            wanted = list(inspect.signature(getattr(theirs, name)).parameters)
            assert list(inspect.signature(method).parameters) == wanted, name
    assert "self.queue" in inspect.getsource(AsyncSocket.poll)


async def test_what_is_read_of_a_socket_is_there_to_be_read(wire: Wire) -> None:
    """W141: what is read of a socket is there to be read: on the objects of an open socket."""
    person = await wire.person()
    tab = await person.enter(await person.begin())
    socket = next(p.socket for p in wire.house.sockets.peers.values() if p.member == person.id)
    assert {name for name in ATTRIBUTES if hasattr(socket, name)} == ATTRIBUTES
    assert isinstance(socket, WebSocketsSansIOProtocol)
    assert socket.conn.state is State.OPEN
    assert isinstance(socket.queue, asyncio.Queue)
    assert (socket.handshake_complete, socket.close_sent, socket.disconnected) == (True, False, False)
    assert socket.waiting_bytes == 0
    await tab.leave()


async def read_frame(raw: RawSocket) -> bytes:
    """One whole frame as it was on the wire."""
    head = await raw.reader.readexactly(2)
    size = head[1] & 0x7F
    more = b"" if size < 126 else await raw.reader.readexactly(2 if size == 126 else 8)
    length = int.from_bytes(more, "big") if more else size
    return head + more + await raw.reader.readexactly(length)


@pytest.mark.parametrize("length", [1, 60, 125, 200, 65_000, 70_000])
async def test_a_finished_frame_is_what_the_libraries_would_send(wire: Wire, length: int) -> None:
    """W142: a finished frame is what the libraries would send: byte for byte, at every size class of a frame."""
    person = await wire.person()
    room = await person.begin()
    ticket = await person.ticket(room)
    raw = RawSocket(wire.base, person.headers())
    await raw.open()
    await raw.say(masked(f'40{{"protocol":1,"ticket":"{ticket}"}}'.encode()))
    assert (await read_frame(raw))[2:].lstrip(b"\x7e").find(b'0{"sid"') >= 0
    assert b'40{"sid"' in await read_frame(raw)
    peer = next(p for p in wire.house.sockets.peers.values() if p.member == person.id)
    said = {"type": "passage.added", "text": 'é🕯\\"\n' + "x" * length, "n": [1, None, True]}

    await wire.house.sockets.emit("event", said, to=sid_of(wire, peer))
    theirs = await read_frame(raw)
    body = theirs[2 if len(theirs) < 128 else 4 if len(theirs) < 65_540 else 10 :]
    peer.write(event_frame(body.removeprefix(b'42["event",').removesuffix(b"]")))
    ours = await read_frame(raw)

    assert ours == theirs
    assert json.loads(body[2:]) == ["event", said]
    assert body == b"4" + Packet(SOCKET_IO_EVENT, data=["event", said]).encode().encode()
    await raw.close()


def sid_of(wire: Wire, peer: Any) -> str:
    """python-socketio's own name for a socket."""
    eio_sid = next(key for key, value in wire.house.sockets.peers.items() if value is peer)
    return str(wire.house.sockets.manager.sid_from_eio_sid(eio_sid, "/"))


async def test_events_and_signals_have_the_libraries_form(wire: Wire) -> None:
    """W143: events and signals have the libraries' form: a Socket.IO client of the library hears them as events of
    these names.
    """
    typing = Typing(room=uuid4(), seq=3, member=uuid4(), typing=True)
    packet = Packet(encoded_packet=signal_frame(typing)[4:].decode()[1:])
    assert packet.packet_type == SOCKET_IO_EVENT
    assert packet.data == ["signal", json.loads(typing.model_dump_json())]


async def test_the_ordinary_path_still_works(wire: Wire) -> None:
    """W144: the ordinary path still works: the way back, should the seam ever close: the library's own client and the
    library's own emit.
    """
    person = await wire.person()
    room = await person.begin()
    client: Any = socketio.AsyncClient(reconnection=False)
    heard: list[Any] = []
    client.on("event", heard.append)
    auth = {"protocol": 1, "ticket": await person.ticket(room)}
    await client.connect(wire.base, headers=person.headers(), auth=auth, transports=["websocket"])
    joined = await client.call("room.join", {"op": str(uuid4()), "as_name": "Amina"})
    assert joined["ok"]
    await client.call("chat.post", {"op": str(uuid4()), "text": "By the book."})
    await wire.house.sockets.emit("event", {"seq": 0, "type": "test"})
    await until("both are heard", lambda: len(heard) >= 2)
    assert [event["type"] for event in heard] == ["chat.posted", "test"]
    await client.disconnect()


async def test_nothing_is_written_after_the_end(wire: Wire) -> None:
    """W145: nothing is written after the end."""
    person = await wire.person()
    tab = await person.enter(await person.begin())
    peer = next(p for p in wire.house.sockets.peers.values() if p.member == person.id)
    peer.close("removed")
    count = len(tab.frames)
    assert peer.socket.write_frames(frame(b'42["event",{}]')) is False
    peer.close("again")
    assert await tab.is_closed() == 4002
    assert len(tab.frames) == count
