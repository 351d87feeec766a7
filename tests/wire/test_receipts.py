"""How a passage of the co-author's came about, told over HTTP, and what a room has cost."""

from __future__ import annotations

from tests.waiting import until_asked
from tests.wire.client import Wire


async def test_a_passage_opens_to_its_receipt(wire: Wire) -> None:
    """W310: a member reads who asked for a passage, what the co-author was given, who wrote it, what it took and cost,
    and what the check said; improv has no prompt to show.
    """
    host, guest = await wire.person(), await wire.person("Marek")
    room = await host.begin()
    tab, other = await host.enter(room), await guest.enter(room)
    await tab.write("The lamp hummed.")
    await tab.call("story.continue", hint="rain")
    added = await other.hears("generation.ended", seconds=20)
    passage = next(e["passage"]["id"] for e in reversed(other.events) if e["type"] == "passage.added")
    path = f"/api/rooms/{room['id']}/passages/{passage}/receipt"
    assert added["outcome"] == "complete"

    async def settled() -> bool:
        return (await guest.get(path))[0] == 200

    await until_asked("the receipt", settled)
    _, receipt = await guest.get(path)
    assert (receipt["asked_by"], receipt["provider"], receipt["model"]) == (str(host.id), "improv", "")
    assert receipt["given"] == {
        "passages": 1, "summed_up": 0, "facts": 0, "lines": 0, "versions": 0, "hint": True, "note": False,
    }  # fmt: skip
    assert [(t["purpose"], t["outcome"], t["dollars"]) for t in receipt["tried"]] == [("beat", "done", 0.0)]
    assert (receipt["dollars"], receipt["checked"], receipt["prompt"]) == (0.0, "passed", None)
    await tab.leave()
    await other.leave()


async def test_what_nobody_made_has_no_receipt(wire: Wire) -> None:
    """W311: a person's passage, a version that is not there and a stranger's look have no receipt."""
    host, stranger = await wire.person(), await wire.person("Marek")
    room = await host.begin()
    tab = await host.enter(room)
    await tab.write("The lamp hummed.")
    passage = (await tab.hears("passage.added"))["passage"]["id"]
    path = f"/api/rooms/{room['id']}/passages/{passage}/receipt"
    for asked in (path, f"{path}?version=99999", f"/api/rooms/{room['id']}/passages/99999/receipt"):
        status, refusal = await host.get(asked)
        assert (status, refusal["code"]) == (404, "no_receipt"), asked
    assert (await stranger.get(path))[1]["code"] == "no_such_room"
    await tab.leave()


async def test_the_host_sees_what_the_room_costs(wire: Wire) -> None:
    """W312: host and co-hosts see what the room has cost today beside its budget; others do not."""
    host, guest = await wire.person(), await wire.person("Marek")
    room = await host.begin()
    tab = await guest.enter(room)
    path = f"/api/rooms/{room['id']}/spending"
    assert await host.get(path) == (200, {"spent": 0.0, "budget": 2.0, "level": "full", "unknown": 0})
    assert (await guest.get(path))[1]["code"] == "host_only"
    await tab.leave()
