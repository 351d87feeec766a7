"""The HTTP edge: codes and guessers, headers, sizes, other sites, and what operators look at."""

from __future__ import annotations

import asyncio
import hashlib
import re
from typing import Any
from uuid import uuid4

import pytest

from rooms.settings import Settings
from tests.waiting import until
from tests.wire.client import Person, RawSocket, Wire, serving

MARKUP = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"'><svg onload=alert(1)>", "{{7*7}}",
    "javascript:alert(1)",
    "</textarea><script>", "&lt;b&gt;", "<!--", "]]>", "%3Cscript%3E", "\u202eevil", "${7*7}", "\\u003cscript\\u003e",
]  # fmt: skip


async def guessed_wrong(wire: Wire, address: str, count: int) -> None:
    """So many wrong codes from an address in this minute (and the next, should it begin now)."""
    hashed = hashlib.sha256(address.encode()).digest()
    for minute in ("now()", "now() + interval '1 minute'"):
        await wire.owner.execute(
            f"insert into guesses (address, minute, count) values ($1, date_trunc('minute', {minute}), $2)",
            hashed,
            count,
        )


async def test_a_code_is_read_as_people_type_it(wire: Wire) -> None:
    """W80: a code is read as people type it."""
    host, guest = await wire.person(), await wire.person("Bo")
    room = await host.begin()
    code = room["code"]
    for typed in (code, code.lower(), f"{code[:4]}-{code[4:]}", f" {code[:4]} {code[4:]} "):
        status, card = await guest.get(f"/api/codes/{typed}")
        assert (status, card["id"], card["member"]) == (200, room["id"], False)
    for wrong in ("22222222", code[:-1], code + "2", "O0I1Z000", "😀" * 8, "%00" * 8, "x" * 3000):
        status, answer = await guest.get(f"/api/codes/{wrong}")
        assert (status, answer["code"]) == (404, "no_such_room"), wrong


async def test_guessing_ends_before_it_pays(wire: Wire) -> None:
    """W81: guessing ends before it pays: the sixty-first wrong code of a minute is not looked up, and neither is a
    right one; elsewhere all goes on.
    """
    host = await wire.person()
    room = await host.begin()
    guesser, elsewhere = await wire.person(None), await wire.person(None)
    await guessed_wrong(wire, guesser.address, wire.settings.guesses_per_minute_address - 1)

    assert (await guesser.get(f"/api/codes/{room['code']}"))[0] == 200
    assert (await guesser.get("/api/codes/22222222"))[0] == 404
    for code in ("22222222", room["code"]):
        status, answer, _ = await guesser.ask("GET", f"/api/codes/{code}")
        assert (status, answer["code"]) == (429, "too_many_guesses")
    assert (await elsewhere.get(f"/api/codes/{room['code']}"))[0] == 200


async def test_wrong_codes_are_counted_wherever_they_are_tried(wire: Wire) -> None:
    """W82: wrong codes are counted wherever they are tried: asking for tickets is no way around it."""
    host, guesser = await wire.person(), await wire.person("Mallory")
    room = await host.begin()
    await guessed_wrong(wire, guesser.address, wire.settings.guesses_per_minute_address - 2)
    path = f"/api/rooms/{room['id']}/ticket"
    statuses = [(await guesser.post(path, {"code": f"2222222{n}"}))[0] for n in range(2, 6)]
    assert statuses == [404, 404, 429, 429]
    assert (await guesser.post(path, {"code": room["code"]}))[0] == 429


async def test_a_class_behind_one_address_gets_in(wire: Wire) -> None:
    """W83: a class behind one address gets in: thirty with the right code, some of whom mistype; and who has a seat,
    also while a neighbour guesses.
    """
    teacher = await wire.person(address="10.200.0.1")
    room = await teacher.begin()
    class_ = [await wire.person(f"Child {n}", address="10.200.0.1") for n in range(30)]

    async def come(child: Person, mistypes: bool) -> int:
        if mistypes:
            assert (await child.get("/api/codes/22222222"))[0] == 404
        assert (await child.get(f"/api/codes/{room['code']}"))[0] == 200
        tab = await child.enter(room)
        await tab.leave()
        return int(tab.joined["seq"])

    assert len(await asyncio.gather(*(come(child, n % 3 == 0) for n, child in enumerate(class_)))) == 30

    await guessed_more(wire, "10.200.0.1", wire.settings.guesses_per_minute_address)
    assert (await class_[0].get(f"/api/codes/{room['code']}"))[0] == 429
    for child in class_[:5]:
        status, answer = await child.post(f"/api/rooms/{room['id']}/ticket", {})
        assert status == 200, answer


async def guessed_more(wire: Wire, address: str, count: int) -> None:
    await wire.owner.execute("delete from guesses where address = $1", hashlib.sha256(address.encode()).digest())
    await guessed_wrong(wire, address, count)


async def test_nobody_chooses_their_address(settings: Settings, owner: Any) -> None:
    """W84: nobody chooses their address: X-Forwarded-For is believed of named proxies only."""
    async with serving(settings, owner, trusted_proxies="", requests_per_second_address=2) as wire:
        statuses = [(await (await wire.person(None)).get("/healthz"))[0] for _ in range(30)]
        assert set(statuses) == {200, 429}


async def test_requests_of_an_address_are_bounded(settings: Settings, owner: Any) -> None:
    """W85: requests of an address are bounded: refused in words, with the time to wait; another address does not
    notice.
    """
    async with serving(settings, owner, requests_per_second_address=1) as wire:
        person, other = await wire.person(None), await wire.person(None)
        answers = [await person.ask("GET", "/api/me") for _ in range(15)]
        refused = [(body, headers) for status, body, headers in answers if status == 429]
        assert 3 <= len(refused) <= 5
        assert refused[0][0]["code"] == "too_fast"
        assert int(refused[0][1]["retry-after"]) >= 1
        assert (await other.get("/api/me"))[0] == 200


@pytest.mark.parametrize(
    "path", ["/", "/join", "/j/ABCD2345", "/r/x", "/api/me", "/api/codes/x", "/healthz", "/nothing", "/a/b"]
)
async def test_every_answer_carries_the_headers_that_keep_strangers_out(wire: Wire, path: str) -> None:
    """W86: every answer carries the headers that keep strangers out."""
    _, _, headers = await (await wire.person(None)).ask("GET", path)
    policy = dict(
        part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";") if " " in part.strip()
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == "'self'"
    assert policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert re.fullmatch(r"'self' 'nonce-[\w-]{16,}'", policy["style-src"])
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "server" not in headers
    assert "access-control-allow-origin" not in headers


async def test_a_nonce_is_for_one_page(wire: Wire) -> None:
    """W87: a nonce is for one page."""
    person = await wire.person(None)
    policies = {(await person.ask("GET", "/"))[2]["content-security-policy"] for _ in range(3)}
    assert len(policies) == 3


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(settings: Settings, owner: Any) -> None:
    """W88: the cookie is out of reach of scripts and other sites."""
    for secure in (False, True):
        async with serving(settings, owner, secure_cookies=secure) as wire:
            _, _, headers = await (await wire.person(None)).ask("POST", "/api/me", json={"name": "Amina"})
            cookie = headers["set-cookie"].lower()
            assert "httponly" in cookie
            assert "samesite=strict" in cookie
            assert ("secure" in cookie) == secure
            assert ("strict-transport-security" in headers) == secure
            assert headers["cache-control"] == "no-store"


async def test_a_forged_cookie_is_nobody(wire: Wire) -> None:
    """W89: a forged cookie is nobody."""
    person = await wire.person()
    good = person.cookies["roundtale"]
    changed = (
        good[:-9] + ("A" if good[-9] != "A" else "B") + good[-8:]
    )  # the last letter may hold bits that say nothing
    for forged in (changed, good.split(".")[0] + ".x.y", "", "null", "x" * 3000):
        person.cookies = {"roundtale": forged}
        assert (await person.get("/api/me"))[1] == {"person": None, "name": None}
        assert (await person.post("/api/rooms", {}))[0] == 401


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
async def test_another_site_changes_nothing_in_a_persons_name(wire: Wire, origin: str) -> None:
    """W90: another site changes nothing in a person's name."""
    person = await wire.person()
    new = {"op": str(uuid4()), "name": "Amina", "premise": "Not mine."}
    status, answer, _ = await person.ask("POST", "/api/rooms", json=new, headers={"Origin": origin})
    assert (status, answer["code"]) == (422, "bad_message")
    assert await wire.owner.fetchval("select count(*) from rooms where created_by = $1", person.id) == 0


@pytest.mark.parametrize("declared", [True, False])
async def test_a_body_has_a_limit(wire: Wire, declared: bool) -> None:
    """W91: a body has a limit: whether or not it says how long it is."""
    person = await wire.person()
    body = b'{"op":"' + b"x" * wire.settings.body_bytes + b'"}'

    async def pieces() -> Any:
        for start in range(0, len(body), 8_192):
            yield body[start : start + 8_192]

    status, answer, _ = await person.ask("POST", "/api/me", data=body if declared else pieces())
    assert (status, answer["code"]) == (413, "too_large")


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b"\xff", b'{"op":NaN}', b"[" * 20_000, b'{"name":7}',
     b'{"name":"\\ud800"}', b'{"name":"\\u0000"}']
)  # fmt: skip
async def test_a_body_that_is_no_message_is_refused_in_words(wire: Wire, body: bytes) -> None:
    """W92: a body that is no message is refused in words."""
    person = await wire.person()
    for path in ("/api/me", "/api/rooms"):
        status, answer, _ = await person.ask("POST", path, data=body)
        assert (status, answer["code"]) == (422, "bad_message")
        assert answer["message"].endswith(".")


async def test_starting_a_room_twice_is_starting_it_once(wire: Wire) -> None:
    """W93: starting a room twice is starting it once."""
    person = await wire.person()
    new = {"op": str(uuid4()), "name": "Amina", "premise": "A lamp that sings."}
    answers = await asyncio.gather(*(person.post("/api/rooms", new) for _ in range(4)))
    assert {status for status, _ in answers} == {201}
    assert len({card["id"] for _, card in answers}) == 1
    assert await wire.owner.fetchval("select count(*) from rooms where created_by = $1", person.id) == 1


async def test_markup_is_delivered_as_the_text_it_is(wire: Wire) -> None:
    """W94: markup is delivered as the text it is: as JSON, to the letter, and never as a page."""
    host = await wire.person()
    room = await host.begin(premise=MARKUP[0], title=MARKUP[1])
    assert (room["premise"], room["title"]) == (MARKUP[0], MARKUP[1])
    tab = await host.enter(room)
    for words in MARKUP:
        await tab.call("chat.post", text=words)
        assert (await tab.write(words))["ok"]
    written = [e["text"] for e in tab.events if e["type"] == "passage.added"]
    assert written == MARKUP
    for path in ("passages", "events"):
        status, page, headers = await host.ask("GET", f"/api/rooms/{room['id']}/{path}")
        assert (status, headers["content-type"]) == (200, "application/json")
        assert all(words in str(page) or words in repr(page) for words in MARKUP[:2])
    status, svg, headers = await host.ask("GET", f"/api/rooms/{room['id']}/qr.svg")
    assert (status, headers["content-type"]) == (200, "image/svg+xml")
    assert "<script" not in svg
    await tab.leave()


async def test_what_is_older_comes_in_pages(wire: Wire) -> None:
    """W95: what is older comes in pages."""
    host = await wire.person()
    room = await host.begin()
    tab = await host.enter(room)
    seqs = [(await tab.write(f"Passage {n}."))["seq"] for n in range(55)]
    base = f"/api/rooms/{room['id']}"
    _, newest = await host.get(f"{base}/passages")
    _, older = await host.get(f"{base}/passages?before={newest['passages'][0]['id']}")
    assert [p["id"] for p in older["passages"] + newest["passages"]] == seqs
    assert (newest["earlier"], older["earlier"]) == (True, False)
    assert [t["text"] for t in older["texts"]] == [f"Passage {n}." for n in range(5)]
    _, events = await host.get(f"{base}/events?after={seqs[-3]}")
    assert ([e["seq"] for e in events["events"]], events["head"]) == (seqs[-2:], seqs[-1])
    for wrong in ("-1", "x", "٣", "1e3", "9" * 16):
        assert (await host.get(f"{base}/events?after={wrong}"))[0] == 422
    again = await (await wire.person("Late")).enter(room)
    assert ([p["id"] for p in again.joined["room"]["passages"]], again.joined["earlier"]) == (seqs[5:], True)
    await asyncio.gather(tab.leave(), again.leave())


async def test_operators_see_how_it_goes(wire: Wire) -> None:
    """W96: operators see how it goes: alive, ready, and in numbers."""
    person = await wire.person()
    tab = await person.enter(await person.begin())
    await tab.call("chat.post", text="Counted.")
    assert await person.get("/healthz") == (200, {"ok": True})
    await until("Redis is heard", lambda: wire.house.service.bus.hearing)
    assert await person.get("/readyz") == (200, {"ok": True, "redis": True, "draining": False})
    _, numbers, headers = await person.ask("GET", "/metrics")
    assert headers["content-type"].startswith("text/plain")
    found = dict(line.rsplit(" ", 1) for line in numbers.splitlines() if not line.startswith("#"))
    assert float(found['roundtale_commands_total{name="chat.post",outcome="ok"}']) >= 1
    assert float(found["roundtale_sockets"]) == len(wire.house.sockets.peers)
    assert float(found["roundtale_rooms"]) >= 1
    await tab.leave()


async def test_a_process_that_goes_is_not_ready(settings: Settings, owner: Any) -> None:
    """W97: a process that goes is not ready: it says so, tells its people when to come back, and takes no new ones."""
    async with serving(settings, owner) as wire:
        person = await wire.person()
        room = await person.begin()
        tab = await person.enter(room)
        ticket = await person.ticket(room)
        wire.house.sockets.going = wire.house.sockets.draining = True
        assert (await person.get("/readyz"))[0] == 503
        assert (await tab.call("chat.post", text="Too late."))["code"] == "restarting"
        assert ticket
        refused = await person.connect(room)
        assert refused.refusal["data"]["code"] == "restarting"
        await refused.leave()
        wire.server.should_exit = True
        await until("the news", lambda: any(s["type"] == "server.restarting" for s in tab.signals))
        assert await tab.is_closed() in (1012, 1006)


@pytest.mark.parametrize("begun", [b"", b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nX-Drip: "])
async def test_a_request_that_never_begins_is_cut_off(settings: Settings, owner: Any, begun: bytes) -> None:
    """W98: a request that never begins is cut off: a head that drips in holds nothing for long."""
    async with serving(settings, owner, handshake_seconds=0.5) as wire:
        raw = RawSocket(wire.base, {})
        host, port = wire.base.removeprefix("http://").split(":")
        raw.reader, raw.writer = await asyncio.open_connection(host, int(port))
        try:
            await raw.say(begun)
            await raw.ends()
        finally:
            await raw.close()
        await until("nothing is held for them", lambda: not wire.server.server_state.connections)
