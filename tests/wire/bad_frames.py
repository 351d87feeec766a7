"""Frames that are none, and somebody who sends them."""

from __future__ import annotations

import random
from collections.abc import Mapping

from tests.wire.client import RawSocket, masked

DEEP = 30_000
CORPUS: list[bytes] = [
    # no Engine.IO
    masked(b"zzz"), masked(b""), masked(b"9"), masked(b"2probe"), masked(b"5"), masked(b"6"), masked(b"-1"),
    masked(b"\x00"),
    masked("٣".encode()), masked(b"b" + b"A" * 99), masked(b"\xf0\x9f"),
    # no Socket.IO
    masked(b"4"), masked(b"42"), masked(b"4x"), masked(b"49"), masked(b"43"), masked(b"44"), masked(b"45-"),
    masked(b"4599999999-[]"), masked(b"40"), masked(b"40{"), masked(b"40[[["), masked(b"40null"), masked(b"40\"x\""),
    masked(b'40{"protocol":1,"ticket":"x"}'), masked(b'40{"protocol":"1","ticket":[]}'), masked(b"41"),
    masked(b"41/x,"),
    masked(b"42/x"), masked(b"42/x,"), masked(b"42" + b"9" * 200 + b'["x"]'), masked(b'42-1["x"]'),
    # no JSON, or too much of it
    masked(b"42["), masked(b'42["chat.post",{]'), masked(b'42["chat.post",{"op":NaN}]'), masked(b'421["x",Infinity]'),
    masked(b"421[" + b"[" * DEEP), masked(b"421[" + b"[" * DEEP + b"]" * DEEP + b"]"),
    masked(b'421["x",' + b'{"a":' * (DEEP // 6) + b"1" + b"}" * (DEEP // 6) + b"]"),
    masked(b'421["chat.post",' + b"9" * 5_000 + b"]"), masked(b'421["turn.submit",{"turn":1' + b"0" * 4_000 + b"}]"),
    masked(b'421["\\ud800",{"text":"\\udfff"}]'), masked(b'421["chat.post",{"text":"\\u0000"}]'), masked(b'421[1e999]'),
    # no WebSocket
    masked(b"\xff\xfe"), masked(b"\xed\xa0\x80"), masked(b"42\xc3"), masked(b"\x00\x01\x02", 2), masked(b"", 2),
    masked(b"x", 3), masked(b"x", 7), masked(b"x", 0xB), masked(b"half", fin=False), masked(b"rest", 0),
    masked(b"half", fin=False) + masked(b"new one", fin=False), masked(b"42[", fin=False) + masked(b"\xff", 0),
    masked(b"x", rsv=0x40), masked(b"x", rsv=0x70), masked(b"42[]", mask=False), masked(b"p" * 126, 9),
    masked(b"p", 9, fin=False),
    masked(b"\x03", 8), masked(b"\x00\x01", 8), masked(b"\x03\xe8\xff", 8), masked(b"", 8), b"\x81\xff" + b"\xff" * 8,
    b"\x81\xfe\x00\x01" + b"mask!", b"GET / HTTP/1.1\r\n\r\n", b"\x81", b"\x00" * 64,
]  # fmt: skip


async def attack(base: str, headers: Mapping[str, str], ticket: str | None, seed: int, frames: int) -> int:
    """Send bad frames, and come back whenever one has ended the socket. Returns how many were sent."""
    luck, sent = random.Random(seed), 0
    while sent < frames:
        raw = RawSocket(base, headers)
        assert b" 101 " in await raw.open()
        if ticket is not None:
            await raw.say(masked(f'40{{"protocol":1,"ticket":"{ticket}"}}'.encode()))
            ticket = None
        for _ in range(5):
            sent += 1
            if not await raw.say(luck.choice(CORPUS)):
                break
        await raw.close()
    return sent
