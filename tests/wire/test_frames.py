"""Every odd shape around a good command frame: what is answered, what is posted by it, and what ends the socket.

A table of what a client may notice, so that whoever reads frames in another way finds out what must stay.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import uuid4

import pytest

from rooms.settings import Settings
from tests.waiting import until
from tests.wire.client import Person, RawSocket, Tab, Wire, masked, serving

FENCE = 424242
BAD = "7 bad_message"
BAD_OR_CLOSED = (BAD, "closed 4003")
CLOSED = "closed 4003"
NO_PACKET = ("closed 4003", "closed 1000")
DONE = "7 receipt"
SILENCE = "silence"
UNKNOWN = "7 unknown_command"
PLANES = "".join(chr(plane << 16 | 0x0251) for plane in range(17))
EDGES = '\u007f\u0080\u2028\u2029\u200d\u202e\ufeff\ufffd\ufffe\uffff\U0001f56f\U0010ffff e\u0301 \u05d0\u0627 ]}"\\/'
ESCAPED_NAME = "".join(f"\\u{ord(letter):04X}" for letter in "chat.post")
NESTED = '"]}],[{\\" }'


def post(text: str = '"a"', more: str = "") -> str:
    """The JSON of a good command; OP becomes a new one each time."""
    return f'["chat.post",{{"op":"OP","text":{text}{more}}}]'


@dataclass(frozen=True)
class Row:
    """``expected``: the answer by its ack id, or silence, or the close; any of them where several are given.

    ``posted`` is the text that everybody must hear of it; None: nobody hears anything.
    """

    what: str
    frame: str | bytes
    expected: str | tuple[str, ...] = DONE
    posted: str | None = None


GOOD = [
    Row("plain", "427" + post(), posted="a"),
    Row("spaces", '427[ "chat.post" , { "op" : "OP" , "text" : "a" } ] ', posted="a"),
    Row("space before the array", "427 " + post(), posted="a"),
    Row("newlines and tabs", '427\n[\r\n\t"chat.post",\n{\n"op":\t"OP",\r"text":"a"\n}\n]\n', posted="a"),
    Row("fields in another order", '427["chat.post",{"text":"a","op":"OP"}]', posted="a"),
    Row("no ack id", "42" + post(), SILENCE, "a"),
    Row("ack id 0", "420" + post(), "0 receipt", "a"),
    Row("ack id with zeros before it", "42007" + post(), posted="a"),
    Row("ack id beyond 64 bits", f"42{2**64}" + post(), f"{2**64} receipt", "a"),
    Row("the longest ack id", f"42{'9' * 100}" + post(), f"{'9' * 100} receipt", "a"),
    Row("our own namespace", "42/,7" + post(), posted="a"),
    Row("our own namespace with a query", "42/?a=1,7" + post(), posted="a"),
    Row("an escape in the name", '427["chat\\u002epost",{"op":"OP","text":"a"}]', posted="a"),
    Row("a name all in escapes", '427["' + ESCAPED_NAME + '",{"op":"OP","text":"a"}]', posted="a"),
    Row("an escape in a field", '427["chat.post",{"\\u006fp":"OP","te\\u0078t":"a"}]', posted="a"),
    Row("escapes in the text", "427" + post(r'"\u0061\"\\\/\u00e9\ud83d\udd6f"'), posted='a"\\/é\U0001f56f'),
    Row("brackets and quotes in the text", "427" + post(json.dumps(NESTED)), posted=NESTED),
    Row("a frame in the text", "427" + post(json.dumps("427" + post())), posted="427" + post()),
    Row("every plane", "427" + post(json.dumps(PLANES, ensure_ascii=False)), posted=PLANES),
    Row("every plane in escapes", "427" + post(json.dumps(PLANES)), posted=PLANES),
    Row("the edges of Unicode", "427" + post(json.dumps(EDGES, ensure_ascii=False)), posted=EDGES),
    Row("the edges of Unicode in escapes", "427" + post(json.dumps(EDGES)), posted=EDGES),
    Row("a key twice: the last counts", '427["chat.post",{"op":"OP","text":"first","text":"last"}]', posted="last"),
    Row("a key twice, once in escapes", '427["chat.post",{"op":"OP","text":"first","\\u0074ext":"last"}]',
        posted="last"),
    Row("a key twice, the first of another kind", '427["chat.post",{"op":"OP","text":[{}],"text":"last"}]',
        posted="last"),
    Row("an op twice", '427["chat.post",{"op":"x","op":"OP","text":"a"}]', posted="a"),
    Row("as long as a text may be", "427" + post('"' + "é" * 500 + '"'), posted="é" * 500),
]  # fmt: skip

REFUSED = [
    Row("nothing", "42", SILENCE),
    Row("nothing but an ack id", "427", BAD),
    Row("an empty array", "427[]", BAD),
    Row("an empty array without an ack id", "42[]", SILENCE),
    Row("a name only", '427["chat.post"]', BAD),
    Row("a name only, without an ack id", '42["turn.submit"]', SILENCE),
    Row("no array", '427{"op":"OP","text":"a"}', BAD),
    Row("a string", '427"chat.post"', BAD),
    Row("a null", "427null", BAD),
    Row("a name that is none", '427[7,{"op":"OP","text":"a"}]', BAD),
    Row("a name in an array", '427[["chat.post"],{"op":"OP","text":"a"}]', BAD),
    Row("a null for a name", "427[null,{}]", BAD),
    Row("the command only", '427[{"op":"OP","text":"a"}]', BAD),
    Row("one argument more", "427" + post()[:-1] + ",1]", BAD),
    Row("one argument more, a null", "427" + post()[:-1] + ",null]", BAD),
    Row("two commands", "427" + post()[:-1] + ',{"op":"OP","text":"b"}]', BAD),
    Row("a null for a command", '427["chat.post",null]', BAD),
    Row("an array for a command", '427["chat.post",[]]', BAD),
    Row("a string for a command", '427["chat.post","{}"]', BAD),
    Row("a command in a string", "427" + json.dumps(["chat.post", '{"op":"OP","text":"a"}']), BAD),
    Row("an unknown field", "427" + post(more=',"by":"x"'), BAD),
    Row("a field of every object", "427" + post(more=',"__proto__":{}'), BAD),
    Row("no op", '427["chat.post",{"text":"a"}]', BAD),
    Row("an op that is none", '427["chat.post",{"op":"x","text":"a"}]', BAD),
    Row("an op twice, the last is none", '427["chat.post",{"op":"OP","op":null,"text":"a"}]', BAD),
    Row("a text of another kind", "427" + post('{"a":["]",{"b":"}"}]}'), BAD),
    Row("a text twice, the last of another kind", '427["chat.post",{"op":"OP","text":"a","text":7}]', BAD),
    Row("half of a surrogate pair", "427" + post(r'"\ud83d"'), BAD),
    Row("the halves in the wrong order", "427" + post(r'"\udd6f\ud83d"'), BAD),
    Row("a NUL", "427" + post(r'"a\u0000b"'), BAD),
    Row("no number", "427" + post("NaN"), BAD_OR_CLOSED),
    Row("no end of numbers", "427" + post("-Infinity"), BAD_OR_CLOSED),
    Row("a number too large for a float", "427" + post("1e999"), BAD_OR_CLOSED),
    Row("a number of 5,000 digits", "427" + post("9" * 5_000), BAD_OR_CLOSED),
    Row("a hundred levels", "427" + post("[" * 100 + "]" * 100), BAD),
    Row("a thousand levels", "427" + post("[" * 1_000 + "]" * 1_000), BAD_OR_CLOSED),
    Row("as many levels as a frame holds", "427" + post("[" * 32_700 + "]" * 32_700), BAD_OR_CLOSED),
    Row("a turn that is a float", '427["turn.submit",{"op":"OP","turn":1.0,"text":"a"}]', BAD),
    Row("a turn that is a string", '427["turn.submit",{"op":"OP","turn":"1","text":"a"}]', BAD),
    Row("a turn that is true", '427["turn.submit",{"op":"OP","turn":true,"text":"a"}]', BAD),
    Row("a turn beyond 64 bits", f'427["turn.submit",{{"op":"OP","turn":{10**30},"text":"a"}}]',
        ("7 turn_is_over", BAD)),
    Row("a name with a NUL", '427["chat.post\\u0000",{"op":"OP","text":"a"}]', UNKNOWN),
    Row("a name with a blank", '427["chat.post ",{"op":"OP","text":"a"}]', UNKNOWN),
    Row("a name in capitals", '427["CHAT.POST",{"op":"OP","text":"a"}]', UNKNOWN),
    Row("a name that is half a character", '427["\\ud800",{"op":"OP","text":"a"}]', UNKNOWN),
    Row("a name with a quote", '427["chat.post\\"",{"op":"OP","text":"a"}]', UNKNOWN),
    Row("an empty name", '427["",{"op":"OP","text":"a"}]', UNKNOWN),
    Row("a name of the house's own", '427["room.settle",{"op":"OP"}]', UNKNOWN),
    Row("another namespace", "42/other,7" + post(), UNKNOWN),
    Row("another namespace and nothing", "42/other,7", BAD),
    Row("another namespace without an ack id", "42/other," + post(), SILENCE),
    Row("beyond what a text may be", "427" + post('"' + "a" * 501 + '"'), "7 too_long"),
    Row("beyond what any text may be", "427" + post('"' + "a" * 60_000 + '"'), BAD),
]  # fmt: skip

ENDING = [
    Row("a word behind", "427" + post() + "x", CLOSED),
    Row("a bracket behind", "427" + post() + "]", CLOSED),
    Row("a comma behind", "427" + post() + ",", CLOSED),
    Row("another array behind", "427" + post() + post(), CLOSED),
    Row("another packet behind", "427" + post() + "\x1e427" + post(), CLOSED),
    Row("a NUL behind", "427" + post() + "\x00", CLOSED),
    Row("half an array", "427" + post()[:-1], CLOSED),
    Row("a string without an end", '427["chat.post",{"op":"OP","text":"a}]', CLOSED),
    Row("a comma too many", '427["chat.post",{"op":"OP","text":"a"},]', CLOSED),
    Row("a comma too many in the command", '427["chat.post",{"op":"OP","text":"a",}]', BAD_OR_CLOSED),
    Row("no comma", '427["chat.post"{"op":"OP","text":"a"}]', CLOSED),
    Row("a field without a value", '427["chat.post",{"op":"OP","text"}]', BAD_OR_CLOSED),
    Row("a word for a value", "427" + post("undefined"), BAD_OR_CLOSED),
    Row("simple quotes", "427['chat.post',{'op':'OP','text':'a'}]", CLOSED),
    Row("a comment", "427/**/" + post(), CLOSED),
    Row("a number with a zero before it", '427["turn.submit",{"op":"OP","turn":01,"text":"a"}]', BAD_OR_CLOSED),
    Row("a line break in a string", "427" + post('"a\nb"'), BAD_OR_CLOSED),
    Row("a control character in a string", "427" + post('"a\x01b"'), BAD_OR_CLOSED),
    Row("an escape that is none", "427" + post(r'"\x61"'), BAD_OR_CLOSED),
    Row("half an escape", "427" + post(r'"\u00"'), BAD_OR_CLOSED),
    Row("a line break in the name", '427["chat\n.post",{"op":"OP","text":"a"}]', CLOSED),
    Row("an escape in the name that is none", '427["chat\\.post",{"op":"OP","text":"a"}]', CLOSED),
    Row("blanks that are none", "427\u00a0" + post(), CLOSED),
    Row("a mark of byte order", "427\ufeff" + post(), CLOSED),
    Row("a blank before the ack id", "42 7" + post(), CLOSED),
    Row("a negative ack id", "42-7" + post(), CLOSED),
    Row("a broken ack id", "427.5" + post(), CLOSED),
    Row("an ack id too long", f"42{'9' * 101}" + post(), CLOSED),
    Row("an ack id in small digits", "42²" + post(), CLOSED),
    Row("a namespace without its comma", "42/other7" + post(), CLOSED),
    Row("an attachment that is announced", "451-7" + post('{"_placeholder":true,"num":0}'), NO_PACKET),
    Row("no attachment announced", "450-7" + post(), NO_PACKET),
    Row("an answer of the server", '437[{"ok":true}]', NO_PACKET),
    Row("another packet before", "2" + "427" + post(), NO_PACKET),
    Row("a letter before", "x427" + post(), NO_PACKET),
    Row("in base64", "bNDI3W10=", NO_PACKET),
    Row("in bytes", ("427" + post()).encode(), NO_PACKET),
    Row("a goodbye", "41", "closed 1000"),
]  # fmt: skip


@pytest.fixture(scope="module")
async def house(settings: Settings, owner: Any) -> AsyncIterator[Wire]:
    """Nobody is too fast here."""
    quick = {f"commands_per_second_{of}": 10_000 for of in ("socket", "person", "address")}
    async with serving(settings, owner, requests_per_second_address=10_000, **quick) as wire:
        yield wire


@dataclass
class Scene:
    room: dict[str, Any]
    guest: Person
    watcher: Tab
    tab: Tab
    """The guest's, through whatever frames do not end it."""

    async def open_tab(self) -> Tab:
        if self.tab.closed:
            self.tab = await self.guest.enter(self.room)
        return self.tab

    async def heard_since(self, start: int) -> list[str]:
        """The texts of what was posted, as somebody else hears them, up to where the room is now."""
        seq = (await self.watcher.call("room.sync", after=0))["seq"]
        await until("all is heard", lambda: self.watcher.events[-1]["seq"] == seq)
        return [event["text"] for event in self.watcher.events[start:]]


@pytest.fixture(scope="module")
async def scene(house: Wire) -> AsyncIterator[Scene]:
    host, guest = await house.person(), await house.person("Bo")
    room = await host.begin()
    watcher = await host.enter(room)
    scene = Scene(room, guest, watcher, await guest.enter(room))
    await watcher.hears("member.joined")
    yield scene
    watcher.assert_gapless()
    await scene.tab.leave()
    await watcher.leave()


def answers(frames: list[str]) -> Iterator[str]:
    """Each ack as "id code"; the id as it was written."""
    for frame in frames:
        if frame.startswith("43") and not frame.startswith(f"43{FENCE}["):
            number, bracket, rest = frame[2:].partition("[")
            (said,) = json.loads(bracket + rest)
            yield f"{number} {said.get('code', said['kind'])}"


async def outcome(tab: Tab, frame: str | bytes, before: int) -> str:
    """Send the frame and a good one behind it: what came back before the second was answered."""
    if isinstance(frame, str):
        await tab.send(frame)
    else:
        await tab.socket.send_bytes(frame)
    fence = json.dumps(["room.freeze", {"op": str(uuid4()), "frozen": True}])  # refused in its turn: a guest asks
    if not tab.socket.closed:
        await tab.send(f"42{FENCE}{fence}")
    await until(
        "an answer, or the end", lambda: tab.closed or any(f.startswith(f"43{FENCE}[") for f in tab.frames[before:])
    )
    said = list(answers(tab.frames[before:]))
    assert len(said) <= 1, said
    if tab.closed:
        assert not said
        return f"closed {tab.close_code}"
    return said[0] if said else SILENCE


@pytest.mark.parametrize("row", [*GOOD, *REFUSED, *ENDING], ids=lambda row: row.what.replace(" ", "-"))
async def test_odd_frames_are_answered_or_end_their_socket(scene: Scene, row: Row) -> None:
    """W165: around a good frame each odd one is either taken for what it says, or answered with what is wrong, or
    ends its own socket; nobody hears of it but of what was posted, to the letter.
    """
    tab = await scene.open_tab()
    start = len(scene.watcher.events)
    op = str(uuid4())
    frame = row.frame.replace("OP", op) if isinstance(row.frame, str) else row.frame.replace(b"OP", op.encode())

    came = await outcome(tab, frame, len(tab.frames))

    assert came in (row.expected if isinstance(row.expected, tuple) else (row.expected,))
    posted = row.posted.replace("OP", op) if row.posted else None
    assert await scene.heard_since(start) == ([posted] if posted else [])


def split(frame: bytes, luck: Random) -> list[bytes]:
    """The frame's payload in fragments that end anywhere, also within a character."""
    cuts = sorted(luck.sample(range(1, len(frame)), 6))
    parts = [frame[a:b] for a, b in zip([0, *cuts], [*cuts, len(frame)], strict=True)]
    last = len(parts) - 1
    return [masked(part, 0 if n else 1, fin=n == last) for n, part in enumerate(parts)]


def ways(commands: list[bytes], luck: Random) -> dict[str, list[bytes]]:
    """The same good commands as writes to the TCP connection."""
    frames = [masked(command) for command in commands]
    whole = b"".join(frames)
    fragments = [fragment for command in commands for fragment in split(command, luck)]
    ping = masked(b"Are you there?", 9)
    return {
        "each by itself": frames,
        "all at once": [whole],
        "byte by byte": [bytes([byte]) for byte in whole],
        "in pieces that end anywhere": [whole[n : n + 37] for n in range(0, len(whole), 37)],
        "in fragments": fragments,
        "in fragments, all at once": [b"".join(fragments)],
        "with pings between the fragments": [part for fragment in fragments for part in (fragment, ping)],
        "with empty fragments": [
            part
            for command in commands
            for part in (masked(b"", fin=False), masked(b"", 0, fin=False), masked(command, 0))
        ],
        "with pongs and Engine.IO's own": [part for frame in frames for part in (masked(b"", 10), frame, masked(b"3"))],
    }


@pytest.mark.parametrize("way", ways([b"x" * 50], Random(0)))
async def test_a_good_frame_may_come_in_any_pieces(scene: Scene, way: str) -> None:
    """W166: a good frame may come in any pieces: by bytes, in fragments that end within a character, several in one
    segment, with pings between; each is answered once, in the order they came.
    """
    start = len(scene.watcher.events)
    texts = [f"{PLANES} {number}" for number in range(5)]
    commands = [
        f"42{number}{json.dumps(['chat.post', {'op': str(uuid4()), 'text': text}], ensure_ascii=False)}".encode()
        for number, text in enumerate(texts, 1)
    ]
    raw = RawSocket(scene.guest.wire.base, scene.guest.headers())
    await raw.open()
    join = json.dumps(["room.join", {"op": str(uuid4()), "as_name": "Bo"}])
    shown = json.dumps({"protocol": 1, "ticket": await scene.guest.ticket(scene.room)})
    await raw.say(masked(f"40{shown}".encode()), masked(f"420{join}".encode()))
    await raw.hears(b"430[")

    for part in ways(commands, Random(1))[way]:
        assert await raw.say(part)

    heard = await raw.hears(b'435[{"ok":true')
    assert re.findall(rb"43(\d+)\[{\"ok\":(\w+)", heard) == [(str(n).encode(), b"true") for n in range(1, 6)]
    assert await scene.heard_since(start) == texts
    await raw.close()
