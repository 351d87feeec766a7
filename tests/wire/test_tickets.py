"""Who gets a socket: a page of ours, with a ticket that was not used yet (S1)."""

from __future__ import annotations

import asyncio
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import aiohttp
import pytest

from rooms.settings import Settings
from rooms.tables import GUESTS
from server.identity import Identity
from server.identity import Person as Guest
from tests.wire.client import Person, Tab, Wire, serving

OTHERS = [
    "https://evil.example",
    "null",
    None,
    "http://127.0.0.1.evil.example",
    "http://localhost",
    "https://127.0.0.1",
]


async def shown(person: Person, ticket: str | None, /, **auth: Any) -> str:
    """What comes of showing a ticket: 'in', or the code of the refusal."""
    tab = Tab(person, ticket)
    await tab.open(**auth)
    outcome = "in" if tab.admitted else str(tab.refusal["data"]["code"])
    await tab.leave()
    return outcome


async def test_a_ticket_opens_one_socket_once(wire: Wire) -> None:
    """W40: a ticket opens one socket once: also when two show it at the same moment."""
    person = await wire.person()
    ticket = await person.ticket(await person.begin())
    outcomes = await asyncio.gather(*(shown(person, ticket) for _ in range(4)))
    assert sorted(outcomes) == ["in", "ticket_refused", "ticket_refused", "ticket_refused"]
    assert await shown(person, ticket) == "ticket_refused"


@pytest.mark.parametrize(("age", "outcome"), [(62, "ticket_refused"), (50, "in"), (-2, "in"), (-62, "ticket_refused")])
async def test_a_ticket_grows_old(wire: Wire, age: int, outcome: str) -> None:
    """W41: a ticket grows old; one from a process whose clock is a little ahead is good."""
    person = await wire.person()
    room = UUID((await person.begin())["id"])
    made = Identity(wire.house.settings, lambda: datetime.now(UTC) - timedelta(seconds=age))
    assert await shown(person, made.ticket(Guest(person.id, GUESTS, "Amina"), room)) == outcome


@pytest.mark.parametrize("ticket", ["", "x", "x" * 200, None, 7, [], {"$ne": 1}, "\x00", "' or 1=1 --"], ids=ascii)
async def test_what_is_no_ticket_opens_nothing(wire: Wire, ticket: Any) -> None:
    """W42: what is no ticket opens nothing."""
    person = await wire.person()
    assert await shown(person, None, ticket=ticket) in ("ticket_refused", "bad_message")


async def test_a_used_ticket_stays_used_however_it_is_written(wire: Wire) -> None:
    """W51: a used ticket stays used however it is written: base64 has several ways to write the same."""
    person = await wire.person()
    ticket = await person.ticket(await person.begin())
    assert await shown(person, ticket) == "in"
    for last in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_":
        assert await shown(person, ticket[:-1] + last) == "ticket_refused"
    for after in ("=", "!!", "=="):
        assert await shown(person, ticket + after) == "ticket_refused"


async def test_a_ticket_cannot_be_made_or_changed(wire: Wire) -> None:
    """W50: a ticket cannot be made or changed: for another person, another room, or a later time."""
    person = await wire.person()
    said, signature = (await person.ticket(await person.begin())).split(".")
    known = urlsafe_b64decode(said)
    stranger = urlsafe_b64encode(uuid4().bytes + known[16:]).decode()
    renewed = urlsafe_b64encode(known[:32] + (2**40).to_bytes(8, "big") + known[40:]).decode()
    later = Identity(wire.house.settings.model_copy(update={"secret": "a guess of ours"}), lambda: datetime.now(UTC))
    forged = later.ticket(Guest(person.id, GUESTS, "Amina"), uuid4())
    for ticket in (f"{stranger}.{signature}", f"{renewed}.{signature}", said, forged):
        assert await shown(person, ticket) == "ticket_refused"


async def test_another_protocol_is_told_to_reload(wire: Wire) -> None:
    """W43: another protocol is told to reload: before its ticket is used up."""
    person = await wire.person()
    ticket = await person.ticket(await person.begin())
    assert await shown(person, ticket, protocol=2) == "bad_message"
    assert await shown(person, ticket, sneaky=True) == "bad_message"
    assert await shown(person, ticket) == "in"


async def test_a_ticket_is_for_one_room_and_one_person(wire: Wire) -> None:
    """W44: a ticket is for one room and one person: whoever shows it is the person it was made for, in the room it was
    made for, whatever they say.
    """
    host, thief = await wire.person(), await wire.person("Mallory")
    mine, other = await host.begin(), await host.begin()
    tab = Tab(thief, await host.ticket(mine))
    await tab.open()
    joined = await tab.call("room.join", as_name="Amina")
    assert (joined["you"], joined["room"]["id"]) == (str(host.id), mine["id"])
    assert (await tab.call("chat.post", room=other["id"], text="x"))["code"] == "bad_message"
    await tab.leave()


async def test_a_ticket_is_never_kept(wire: Wire) -> None:
    """W45: a ticket is never kept: only its hash, once it was used."""
    person = await wire.person()
    ticket = await person.ticket(await person.begin())
    assert await shown(person, ticket) == "in"
    row = await wire.owner.fetchrow("select hash from tickets where person_id = $1", person.id)
    assert ticket.encode() not in row["hash"]
    assert len(row["hash"]) == 32


@pytest.mark.parametrize("origin", [*OTHERS, "other port", "upper case"])
@pytest.mark.parametrize("credentials", ["cookie and ticket", "cookie", "nothing"])
async def test_no_other_page_opens_a_socket(wire: Wire, origin: str | None, credentials: str) -> None:
    """W46: no other page opens a socket: whatever it has, a cookie that the browser adds or even a ticket."""
    if origin == "other port":
        origin = wire.base.rpartition(":")[0] + ":1"
    elif origin == "upper case":
        origin = wire.base.upper() + "/"
    person = await wire.person()
    ticket = await person.ticket(await person.begin())
    if credentials == "nothing":
        person.cookies.clear()
    tab = Tab(person, ticket if "ticket" in credentials else None, origin=origin)
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await tab.open()
    assert refused.value.status == 403


async def test_our_page_needs_a_ticket_and_no_cookie(wire: Wire) -> None:
    """W47: our page needs a ticket and no cookie."""
    person = await wire.person()
    ticket = await person.ticket(await person.begin())
    person.cookies.clear()
    assert await shown(person, None) == "bad_message"
    assert await shown(person, ticket) == "in"


async def test_a_public_address_has_its_own_origin(settings: Settings, owner: Any) -> None:
    """W48: a public address has its own origin: and in production this machine's names are strangers."""
    public = {
        "environment": "production",
        "public_url": "https://story.example/x",
        "origins": ("https://also.example",),
    }
    async with serving(settings, owner, **public) as wire:
        person = await wire.person(None)
        for origin, status in (
            ("https://story.example", None),
            ("https://also.example", None),
            ("http://story.example", 403),
            ("https://www.story.example", 403),
            (wire.base, 403),
        ):
            tab = Tab(person, None, origin=origin)
            try:
                await tab.open_socket()
                heard = None
                await tab.leave()
            except aiohttp.WSServerHandshakeError as refused:
                heard = refused.status
            assert heard == status, origin


@pytest.mark.parametrize("transport", ["polling", "websocket", "nonsense", ""])
async def test_there_is_no_other_way_in(wire: Wire, transport: str) -> None:
    """W49: there is no other way in: long polling is refused, and a WebSocket anywhere else too."""
    person = await wire.person()
    status, _ = await person.get(f"/socket.io/?EIO=4&transport={transport}")
    assert status == 400
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(f"{wire.base}/api/me", headers=person.headers())
