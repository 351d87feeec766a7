"""My stories: a shelf of one's own, what is put away, and a room's new code."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from tests.wire.client import Person, Wire


async def shelf(person: Person, **asked: str) -> list[dict[str, Any]]:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    status, answer = await person.get(f"/api/stories?{query}")
    assert status == 200, answer
    return list(answer["stories"])


def titles(stories: list[dict[str, Any]]) -> list[str]:
    return [story["title"] for story in stories]


async def test_a_shelf_holds_the_stories_one_has_a_seat_in(wire: Wire) -> None:
    """W150: a shelf holds the stories one has a seat in, as their rooms are now; leaving takes one from it."""
    host, guest = await wire.person(), await wire.person("Bo")
    room = await host.begin("round_robin", premise="A lamp that sings.", title="The Lamp")
    await host.begin(title="Mine Alone")
    tab = await host.enter(room)
    assert await shelf(guest) == []

    other = await guest.enter(room)
    assert (await tab.write("She went out."))["ok"]
    await tab.call("story.rename", title="The Lantern")

    found = (await shelf(guest))[0]
    assert found == {
        "id": room["id"], "title": "The Lantern", "premise": "A lamp that sings.", "language": "en",
        "genre": "fantasy", "mode": "round_robin", "host": "Amina", "names": ["Amina", "Bo"], "members": 2,
        "passages": 1, "complete": False, "archived": False, "begun_at": found["begun_at"],
        "changed_at": tab.events[-1]["at"], "your_turn": True,
    }  # fmt: skip
    assert [s["your_turn"] for s in await shelf(host)] == [False, False]
    assert titles(await shelf(host)) == ["The Lantern", "Mine Alone"]
    await other.call("room.leave")
    assert await shelf(guest) == []
    for each in (tab, other):
        await each.leave()


async def test_a_shelf_is_sorted_searched_and_paged(wire: Wire) -> None:
    """W151: a shelf is sorted as one asks, searched in title and premise to the letter, and read page by page."""
    person = await wire.person()
    names = [f"Story {n:02}" for n in range(33)]
    for name in names:
        await person.begin(title=name, premise=f"About {name[-2:]}_100%.")

    pages, cursor = [], ""
    while cursor is not None:
        status, page = await person.get(f"/api/stories?sort=title&cursor={cursor}")
        assert status == 200, page
        pages.append(titles(page["stories"]))
        cursor = page["next"]
    assert [len(page) for page in pages] == [30, 3]
    assert [title for page in pages for title in page] == names
    assert titles(await shelf(person, sort="begun"))[0] == "Story 32"
    assert titles(await shelf(person, search="story%2007")) == ["Story 07"]
    assert titles(await shelf(person, search="31_100%25")) == ["Story 31"]
    assert await shelf(person, search="story_07") == await shelf(person, search="%25%25") == []
    for wrong in ("x", "W10", "8" * 500):
        assert (await person.get(f"/api/stories?cursor={wrong}"))[0] == 422
    begun = (await person.get("/api/stories?sort=begun"))[1]["next"]
    assert (await person.get(f"/api/stories?sort=title&cursor={begun}"))[0] == 422, "of another order"


async def test_what_is_put_away_is_so_for_oneself(wire: Wire) -> None:
    """W152: what is put away is so for oneself alone; what is complete is found as such."""
    host, guest = await wire.person(), await wire.person("Bo")
    room = await host.begin(title="Told")
    tab, other = await host.enter(room), await guest.enter(room)
    status, answer = await guest.post(f"/api/stories/{room['id']}/archive", {})
    assert (status, answer) == (200, {"id": room["id"], "archived": True})
    assert await shelf(guest) == []
    assert titles(await shelf(guest, state="archived")) == titles(await shelf(guest, state="all")) == ["Told"]
    assert titles(await shelf(host)) == ["Told"]

    await guest.post(f"/api/stories/{room['id']}/unarchive", {})
    await tab.call("story.complete")
    assert await shelf(guest) == []
    assert titles(await shelf(guest, state="complete")) == ["Told"]
    stranger = await wire.person("Cy")
    assert (await stranger.post(f"/api/stories/{room['id']}/archive", {}))[0] == 404
    for each in (tab, other):
        await each.leave()


async def test_a_new_code_ends_the_old_one(wire: Wire) -> None:
    """W153: a new code ends the old one at once, for who looks it up and who comes; only who leads gives it."""
    host, guest, late = await wire.person(), await wire.person("Bo"), await wire.person("Cy")
    room = await host.begin()
    tab = await guest.enter(room)
    path = f"/api/rooms/{room['id']}"
    assert (await guest.post(f"{path}/code", {}))[0] == 403
    status, answer = await host.post(f"{path}/code", {})
    assert status == 200
    assert answer["code"] != room["code"]
    assert (await late.get(f"/api/codes/{room['code']}"))[1]["code"] == "no_such_room"
    assert (await late.post(f"{path}/ticket", {"code": room["code"]}))[0] == 404
    assert (await late.post(f"{path}/ticket", {"code": answer["code"]}))[0] == 200
    assert (await guest.post(f"{path}/ticket", {}))[0] == 200, "who has a seat keeps it"
    assert (await host.get(path))[1]["code"] == answer["code"]
    await tab.leave()


async def made_link(person: Person, room: dict[str, Any], **asked: Any) -> dict[str, Any]:
    status, link = await person.post(f"/api/rooms/{room['id']}/links", asked)
    assert status == 201, link
    return dict(link)


async def test_an_invitation_gives_a_seat_without_the_code(wire: Wire) -> None:
    """W154: an invitation gives a seat in its role without the code, also where newcomers are not let in; not to the
    banned, and not into another room.
    """
    host, guest, banned = await wire.person(), await wire.person("Bo"), await wire.person("Cy")
    room, other = await host.begin(rules={"locked": False}), await host.begin()
    tab, gone = await host.enter(room), await banned.enter(room)
    await tab.call("member.ban", member=str(banned.id))
    locked = tab.joined["room"]["rules"] | {"locked": True}
    assert (await tab.call("rules.set", rules=locked))["ok"]
    link = await made_link(host, room, kind="invite", role="reader")

    status, told = await guest.get(f"/api/links/{link['token']}")
    assert (status, told["room"], told["kind"], told["role"]) == (200, room["id"], "invite", "reader")
    assert room["code"] not in str(told)
    path = f"/api/rooms/{room['id']}/ticket"
    assert (await banned.post(path, {"invite": link["token"]}))[1]["code"] == "banned"
    assert (await guest.post(f"/api/rooms/{other['id']}/ticket", {"invite": link["token"]}))[1][
        "code"
    ] == "no_such_link"
    status, ticket = await guest.post(path, {"invite": link["token"]})
    assert status == 200, ticket
    invited = await guest.opened(ticket["ticket"])
    joined = await invited.call("room.join", as_name="Bo")
    assert joined["room"]["members"][str(guest.id)]["role"] == "reader"
    assert (await host.get(f"/api/rooms/{room['id']}/links"))[1]["links"][0]["uses"] == 1

    late = await wire.person("Di")
    by_code = await late.connect(room)
    assert (await by_code.call("room.join", as_name="Di"))["code"] == "room_locked"
    seat = {"op": str(uuid4()), "as_name": "Di", "invite": link["token"]}
    status, answer = await late.post(f"/api/rooms/{room['id']}/commands/room.join", seat)
    assert status == 200, answer
    for each in (tab, gone, invited, by_code):
        await each.leave()


async def test_a_revoked_link_opens_nothing(wire: Wire) -> None:
    """W155: a revoked link opens nothing from then on, nor one whose time is over; a read link gives no seat."""
    host, reader = await wire.person(), await wire.person(None)
    room = await host.begin()
    links = f"/api/rooms/{room['id']}/links"
    reading, invite = await made_link(host, room, kind="read"), await made_link(host, room, kind="invite", hours=1)
    for link in (reading, invite):
        assert (await reader.get(f"/api/links/{link['token']}"))[0] == 200
    assert (await reader.get(f"/api/links/{reading['token']}"))[1]["room"] is None
    ticket = f"/api/rooms/{room['id']}/ticket"
    guest = await wire.person("Bo")
    assert (await guest.post(ticket, {"invite": reading["token"]}))[1]["code"] == "no_such_link"
    assert (await reader.get(f"/api/read/{invite['token']}/story"))[0] == 404

    await wire.owner.execute("update links set expires_at = now() where id = $1::uuid", invite["id"])
    status, _, _ = await host.ask("DELETE", f"{links}/{reading['id']}")
    assert status == 200
    for path in (
        f"/api/links/{reading['token']}",
        f"/api/read/{reading['token']}/story",
        f"/api/links/{invite['token']}",
    ):
        assert (await reader.get(path))[1]["code"] == "no_such_link"
    assert (await guest.post(ticket, {"invite": invite["token"]}))[0] == 404
    assert (await host.get(links))[1]["links"] == []
    kept = "select count(*) from links where room_id = $1::uuid"
    assert await wire.owner.fetchval(kept, room["id"]) == 1
    await made_link(host, room, kind="read")
    assert await wire.owner.fetchval(kept, room["id"]) == 1, "what is over goes when another is made"
    assert (await host.ask("DELETE", f"{links}/{reading['id']}"))[0] == 404


async def test_links_are_of_their_room_and_kept_as_hashes(wire: Wire) -> None:
    """W156: links are made, listed and revoked by who leads their room, are bounded, and are kept as hashes."""
    host, guest = await wire.person(), await wire.person("Bo")
    room = await host.begin()
    tab = await guest.enter(room)
    links = f"/api/rooms/{room['id']}/links"
    link = await made_link(host, room, kind="read")
    for method, path in (("POST", links), ("GET", links), ("DELETE", f"{links}/{link['id']}")):
        status, answer, _ = await guest.ask(method, path, json={"kind": "read"})
        assert (status, answer["code"]) == (403, "host_only")
    own = await guest.begin()
    assert (await guest.ask("DELETE", f"/api/rooms/{own['id']}/links/{link['id']}"))[0] == 404
    rows = await wire.owner.fetch("select * from links")
    assert link["token"] not in str([dict(row) for row in rows])
    for _ in range(wire.settings.links_per_room - 1):
        await made_link(host, room, kind="read")
    assert (await host.post(links, {"kind": "read"}))[1]["code"] == "too_many_links"
    for token in ("", "x", "é", "a" * 3000, "%00", "%ff"):
        assert (await host.get(f"/api/links/{token}"))[0] == 404
    await tab.leave()
