"""What a page folds out of events is what it would be given afresh (T22)."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest

from rooms.protocol import COMMANDS, EVENT, RoomView, text_of
from rooms.room import Recorded, Room, apply
from tests.wire.client import Wire
from tests.wire.test_commands import MINIMAL, STRANGER


class Page:
    """What a snapshot shows, and what becomes of it by events."""

    def __init__(self, joined: dict[str, Any]) -> None:
        assert joined["kind"] == "snapshot"
        self.room = Room(view=RoomView.model_validate_json(json.dumps(joined["room"])), at=_at(joined), ops={})
        self.texts = {text["version"]: text["text"] for text in joined["texts"]}
        self.texts |= {line["id"]: line["text"] for line in joined["chat"]}

    def hear(self, said: dict[str, Any]) -> None:
        event = EVENT.validate_json(json.dumps(said))
        self.room = apply(self.room, Recorded(event))
        text = text_of(event)
        if text is not None:
            self.texts[event.seq] = text


def _at(joined: dict[str, Any]) -> Any:
    """The moment of a snapshot, which is no part of what is compared."""
    return joined["now"]["at"]


@pytest.mark.parametrize("name", COMMANDS)
async def test_old_snapshot_and_events_are_the_new_snapshot(wire: Wire, name: str) -> None:
    """W176: for every command: the snapshot before it and the events since are the snapshot after it, words and all;
    and each event is of its model.
    """
    host, guest, reader = await wire.person(), await wire.person("Bo"), await wire.person("Cy")
    room = await host.begin()
    tab = await host.enter(room)
    passage = (await tab.write("Once."))["seq"]
    other = await guest.enter(room)
    reading = await reader.enter(room)
    page = Page(reading.joined)
    own = {"own": passage, STRANGER: str(guest.id)}
    payload = {
        key: own.get(value, value) if isinstance(value, str) else value for key, value in MINIMAL[name][0].items()
    }

    await tab.call_raw([name, {"op": str(uuid4()), **payload}])

    again = await reader.enter(room)
    if again.joined["seq"] > page.room.seq:
        await reading.hears_up_to(again.joined["seq"])
    for event in reading.events:
        if event["seq"] <= again.joined["seq"]:
            page.hear(event)
    fresh = Page(again.joined)
    assert page.room.view == fresh.room.view
    assert {version: page.texts[version] for version in fresh.texts} == fresh.texts
    for each in (tab, other, reading, again):
        await each.leave()
