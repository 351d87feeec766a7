"""The floor: a hand-made WebSocket broadcast on uvloop. Nothing is stored, checked or pinged.

``python -m tests.bench.raw PORT BYTES``; each line that comes in goes to everybody as a frame of ``BYTES``.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
import sys
from typing import cast

import uvloop

from rooms.feed import frame
from tests.bench.crowd import MARK

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
KEY = re.compile(rb"sec-websocket-key: *(\S+)", re.IGNORECASE)


class Raw(asyncio.Protocol):
    everybody: dict[asyncio.WriteTransport, None]
    size: int

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.WriteTransport, transport)
        self.data = b""
        self.upgraded = False

    def connection_lost(self, error: Exception | None) -> None:
        self.everybody.pop(self.transport, None)

    def data_received(self, data: bytes) -> None:
        self.data += data
        if not self.upgraded:
            self._upgrade()
        while self.upgraded and (text := self._next()) is not None:
            self._said(text)

    def _upgrade(self) -> None:
        head, end, rest = self.data.partition(b"\r\n\r\n")
        key = KEY.search(head)
        if end and key:
            accept = base64.b64encode(hashlib.sha1(key[1] + GUID).digest())
            self.transport.write(
                b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n"
            )
            self.data, self.upgraded = rest, True
            self.everybody[self.transport] = None

    def _next(self) -> bytes | None:
        """The payload of the next masked frame, when it is there."""
        data = self.data
        if len(data) < 6:
            return None
        size, at = data[1] & 0x7F, 2
        if size == 126:
            size, at = int.from_bytes(data[2:4], "big"), 4
        if len(data) < at + 4 + size:
            return None
        mask, masked = data[at : at + 4], data[at + 4 : at + 4 + size]
        self.data = data[at + 4 + size :]
        key = (mask * (size // 4 + 1))[:size]
        return (int.from_bytes(masked, "big") ^ int.from_bytes(key, "big")).to_bytes(size, "big")

    def _said(self, text: bytes) -> None:
        if text.startswith(b"40"):
            self.transport.write(frame(b"40{}"))
        elif found := MARK.search(text):
            line = b'42["event",{"text":"~' + found[1] + b'~"}]'
            whole = frame(line + b" " * (self.size - len(line)))
            for transport in self.everybody:
                transport.write(whole)
            self.transport.write(frame(b"43" + text[2 : text.index(b"[")] + b'[{"ok":true}]'))


async def serve(port: int, size: int) -> None:
    kind = type("Raw", (Raw,), {"everybody": {}, "size": size})
    server = await asyncio.get_running_loop().create_server(kind, "127.0.0.1", port, backlog=2048)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1]), int(sys.argv[2])))
