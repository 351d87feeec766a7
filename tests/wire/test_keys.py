"""Personal API keys: they act as the person who made them, until they are revoked."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from time import monotonic
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from migrations.release import alembic_config
from rooms.runtime import sqlalchemy_url
from rooms.settings import APP_ROLE, WRITER_ROLE, Settings
from server.wire.websocket import REMOVED
from tests.databases import released
from tests.wire.client import Person, Tab, Wire, serving


async def made(person: Person, name: str = "My script") -> dict[str, Any]:
    status, key = await person.post("/api/keys", {"name": name})
    assert status == 201, key
    return dict(key)


async def by_key(wire: Wire, key: str, method: str, path: str, **more: Any) -> tuple[int, Any]:
    """A program: no cookie, no page, an address of its own."""
    program = await wire.person(None)
    headers = {"Authorization": f"Bearer {key}", **more.pop("headers", {})}
    status, answer, _ = await program.ask(method, path, headers=headers, **more)
    return status, answer


async def test_a_key_acts_as_its_person(wire: Wire) -> None:
    """W117: a key acts as its person: who they are, their rooms, their seat, and a ticket for a socket."""
    person = await wire.person()
    room = await person.begin()
    key = (await made(person))["key"]
    assert (await by_key(wire, key, "GET", "/api/me"))[1] == {"person": str(person.id), "name": "Amina"}
    at = f"/api/rooms/{room['id']}"
    status, receipt = await by_key(
        wire, key, "POST", f"{at}/commands/turn.submit", json={"op": str(uuid4()), "turn": 1, "text": "Once."}
    )
    assert status == 200, receipt
    _, page = await by_key(wire, key, "GET", f"{at}/passages")
    assert (page["passages"][0]["author"], page["texts"][0]["text"]) == (str(person.id), "Once.")
    assert (await by_key(wire, key, "POST", f"{at}/ticket", json={}))[0] == 200
    new = {"op": str(uuid4()), "name": "Amina", "premise": "By a program."}
    status, card = await by_key(wire, key, "POST", "/api/rooms", json=new)
    assert (status, (await person.get(f"/api/rooms/{card['id']}"))[1]["host"]) == (201, "Amina")


async def test_a_key_is_told_once_and_kept_as_its_hash(wire: Wire) -> None:
    """W118: a key is told once and kept as its hash: neither the list nor any row holds it."""
    person = await wire.person()
    key = await made(person)
    secret = key.pop("key")
    assert (secret.startswith("rt_"), len(secret)) == (True, 46)
    assert secret.startswith(key["begins"])
    assert len(key["begins"]) == 8
    status, listed = await person.get("/api/keys")
    assert (status, listed) == (200, {"keys": [key]})
    row = await wire.owner.fetchrow("select * from api_keys where person_id = $1", person.id)
    assert row["hash"] == hashlib.sha256(secret.encode()).digest()
    assert secret[8:] not in str(dict(row))


async def test_a_revoked_key_is_refused_at_once(wire: Wire) -> None:
    """W119: a revoked key is refused at once, and others of the same person go on; once more changes nothing."""
    person = await wire.person()
    key, other = await made(person), await made(person, "Another")
    assert (await by_key(wire, key["key"], "GET", "/api/me"))[0] == 200
    for _ in range(2):
        status, revoked, _ = await person.ask("DELETE", f"/api/keys/{key['id']}")
        assert (status, revoked["revoked"]) == (200, True)
        status, answer = await by_key(wire, key["key"], "GET", "/api/me")
        assert (status, answer["code"]) == (401, "key_refused")
    assert (await by_key(wire, other["key"], "GET", "/api/me"))[0] == 200
    listed = (await person.get("/api/keys"))[1]["keys"]
    assert [(each["name"], each["revoked"]) for each in listed] == [("Another", False), ("My script", True)]


async def test_a_revoked_key_s_sockets_are_closed(settings: Settings, owner: Any) -> None:
    """W261: within a second of a key being revoked the sockets that came in with it are closed, on the process that was
    asked and on others, joined or not; they hear nothing after, a ticket that it was given opens nothing, and the
    sockets of the same person's cookie and of their other key stay.
    """
    async with serving(settings, owner) as one, serving(settings, owner) as two:
        person = await one.person()
        room, key, other = await person.begin(), await made(person), await made(person, "Another")

        async def opened(at: Wire, secret: str) -> Tab:
            return await person_at(at).opened(await ticket_of(at, secret, room))

        def person_at(at: Wire) -> Person:
            return replace(person, wire=at)

        theirs = [await opened(at, key["key"]) for at in (one, two, one)]
        stay = [await opened(two, other["key"]), await person_at(two).connect(room)]
        for tab in (*theirs[:2], *stay):
            assert (await tab.call("room.join", as_name="Amina"))["ok"]
        unused = await ticket_of(one, key["key"], room)
        status, _, _ = await person.ask("DELETE", f"/api/keys/{key['id']}")
        began = monotonic()
        assert status == 200
        assert [await tab.is_closed() for tab in theirs] == [REMOVED] * 3
        assert monotonic() - began < 1
        seq = (await stay[0].write("After."))["seq"]
        await stay[1].hears_up_to(seq)
        assert not any("After." in frame for tab in theirs for frame in tab.frames)
        for at in (one, two):
            late = Tab(person_at(at), unused)
            await late.open()
            assert late.refusal["data"]["code"] == "ticket_refused"
            await late.leave()
        for tab in stay:
            assert not tab.closed
            await tab.leave()


async def ticket_of(at: Wire, secret: str, room: dict[str, Any]) -> str:
    status, answer = await by_key(at, secret, "POST", f"/api/rooms/{room['id']}/ticket", json={"code": room["code"]})
    assert status == 200, answer
    return str(answer["ticket"])


async def test_a_key_makes_neither_keys_nor_cookies(wire: Wire) -> None:
    """W130: a key makes neither keys nor cookies, so that revoking it ends what whoever holds it can do."""
    person = await wire.person()
    key = await made(person)
    for method, path, body in (
        ("POST", "/api/keys", {"name": "More"}), ("GET", "/api/keys", None), ("DELETE", f"/api/keys/{key['id']}", None),
        ("POST", "/api/me", {"name": "Mallory"}),
    ):  # fmt: skip
        for cookies in ({}, dict(person.cookies)):
            program = replace(await wire.person(None), cookies=cookies)
            headers = {"Authorization": f"Bearer {key['key']}"}
            status, answer, told = await program.ask(method, path, json=body, headers=headers)
            assert (status, answer["code"], "set-cookie" in told) == (403, "only_by_cookie", False)
    assert (await by_key(wire, key["key"], "GET", "/api/me"))[1]["name"] == "Amina"


async def test_whoever_shows_a_key_is_nobody_else(wire: Wire) -> None:
    """W131: whoever shows a key is nobody else: the cookie beside it does not count, neither beside a good nor beside a
    wrong one.
    """
    person, other = await wire.person(), await wire.person("Bo")
    key = (await made(person))["key"]
    for shown, found in ((key, str(person.id)), ("rt_wrong", None), ("", None)):
        status, answer, _ = await other.ask("GET", "/api/me", headers={"Authorization": f"Bearer {shown}"})
        assert (status, answer.get("person")) == (200 if found else 401, found)


async def test_ones_keys_are_ones_own(wire: Wire) -> None:
    """W132: one's keys are one's own: nobody else lists or revokes them, and nobody has more than a few."""
    person, other = await wire.person(), await wire.person("Bo")
    key = await made(person)
    assert (await other.get("/api/keys"))[1] == {"keys": []}
    for wrong in (key["id"], str(uuid4())):
        status, answer, _ = await other.ask("DELETE", f"/api/keys/{wrong}")
        assert (status, answer["code"]) == (404, "no_such_key")
    for _ in range(wire.settings.keys_per_person - 1):
        await made(person)
    status, answer = await person.post("/api/keys", {"name": "One more"})
    assert (status, answer["code"]) == (409, "too_many_keys")
    await person.ask("DELETE", f"/api/keys/{key['id']}")
    await made(person)


async def test_guessing_keys_is_counted(settings: Settings, owner: Any) -> None:
    """W133: guessing keys is counted by address, apart from guessing codes; elsewhere, and for a right key, all goes
    on.
    """
    async with serving(settings, owner, guesses_per_minute_address=5) as wire:
        person, guesser = await wire.person(), await wire.person(None)
        room, key = await person.begin(), (await made(person))["key"]
        answers = []
        for n in range(12):
            headers = {"Authorization": f"Bearer rt_guess{n}"}
            answers.append((await guesser.ask("GET", "/api/me", headers=headers))[1]["code"])
        assert answers[:5] == ["key_refused"] * 5
        assert answers[-1] == "too_many_guesses"
        headers = {"Authorization": f"Bearer {key}"}
        assert (await guesser.ask("GET", "/api/me", headers=headers))[0] == 200
        assert (await guesser.get(f"/api/codes/{room['code']}"))[0] == 200


@pytest.mark.parametrize(
    "shown", ["Bearer", "Bearer ", "bearer x", "Bearer \u00e9", "Bearer " + "x" * 9_000, "Bearer a b"]
)
async def test_what_is_no_key_is_refused(wire: Wire, shown: str) -> None:
    """W134: what is no key is refused in words."""
    person = await wire.person()
    status, answer, _ = await person.ask("GET", "/api/me", headers={"Authorization": shown})
    assert (status, answer["code"]) == (401, "key_refused")


async def test_a_key_that_is_not_used_is_forgotten(wire: Wire) -> None:
    """W135: a key that is not used is forgotten, as a cookie would be; the last day it was used is written down."""
    person = await wire.person()
    key = await made(person)
    days = wire.settings.guest_days
    move = (
        "update api_keys set created_at = now() - $2 * interval '1 day', used_on = current_date - $3::int where id = $1"
    )
    for age, used, status in ((days + 9, days - 1, 200), (days + 9, days, 401), (days + 9, None, 401), (1, None, 200)):
        await wire.owner.execute(move, key["id"], age, used)
        assert (await by_key(wire, key["key"], "GET", "/api/me"))[0] == status, (age, used)
    listed = (await person.get("/api/keys"))[1]["keys"][0]
    assert listed["used_on"] == datetime.now(UTC).date().isoformat()


async def test_a_key_needs_no_page_of_ours(wire: Wire) -> None:
    """W136: a key needs no page of ours: another site's page cannot send it unasked, so its origin is not looked at; a
    cookie's is, as ever.
    """
    person = await wire.person()
    room, key = await person.begin(), (await made(person))["key"]
    path = f"/api/rooms/{room['id']}/commands/chat.post"
    for headers, status in (({"Authorization": f"Bearer {key}"}, 200), ({}, 422), ({"Authorization": "Basic x"}, 422)):
        body = {"op": str(uuid4()), "text": "From elsewhere."}
        found, answer, _ = await person.ask(
            "POST", path, json=body, headers={"Origin": "https://evil.example", **headers}
        )
        assert found == status, answer


async def test_the_table_of_keys_comes_and_goes(database_url: str, redis_url: str) -> None:
    """W137: the table of keys comes and goes with its migration; its rows are read by tenant, and changed only as far
    as each role must.
    """
    from alembic import command

    settings = await released(database_url, redis_url, "wire_keys")
    engine = create_async_engine(sqlalchemy_url(settings.database_url))

    def move(connection: Connection, version: str) -> None:
        config = alembic_config()
        config.attributes["connection"] = connection
        (command.downgrade if version != "head" else command.upgrade)(config, version)

    def state(connection: Connection) -> tuple[bool, list[tuple[str, str]]]:
        there = connection.exec_driver_sql("select to_regclass('api_keys') is not null").scalar_one()
        grants = connection.exec_driver_sql(
            "select grantee, privilege_type from information_schema.table_privileges where table_name = 'api_keys' "
            f"and grantee in ('{APP_ROLE}', '{WRITER_ROLE}') order by 1, 2"
        )
        return there, [(row[0], row[1]) for row in grants]

    async with engine.begin() as connection:
        before = await connection.run_sync(state)
        await connection.run_sync(move, "0003")
        assert (await connection.run_sync(state)) == (False, [])
        await connection.run_sync(move, "head")
        assert (await connection.run_sync(state)) == before
        assert before == (True, [(APP_ROLE, "INSERT"), (APP_ROLE, "SELECT"), (WRITER_ROLE, "SELECT")])
    await engine.dispose()
