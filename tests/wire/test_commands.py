"""Every command of the registry is answered: done, or refused in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from rooms.errors import REFUSALS
from rooms.protocol import COMMANDS
from tests.wire.client import Tab, Wire

STRANGER = str(uuid4())
RULES = {"timer_seconds": None, "live_drafts": True, "coauthor": False}
MINIMAL: dict[str, tuple[dict[str, Any], str]] = {
    "room.join": ({"as_name": "Amina"}, "snapshot"),
    "room.sync": ({"after": 1}, "delta"),
    "room.leave": ({}, "receipt"),
    "turn.submit": ({"turn": 1, "text": "Once."}, "receipt"),
    "turn.pass": ({"turn": 1}, "not_your_turn"),
    "turn.skip": ({"turn": 1}, "turn_is_over"),
    "choice.pick": ({"turn": 1, "passage": 5, "option": 0}, "no_such_choice"),
    "passage.retract": ({"passage": "own"}, "receipt"),
    "passage.edit": ({"passage": "own", "text": "Twice."}, "receipt"),
    "passage.choose": ({"passage": "own", "version": "own"}, "receipt"),
    "story.continue": ({}, "receipt"),
    "story.retry": ({"passage": 1}, "no_such_passage"),
    "coauthor.ask": ({"text": "What if?"}, "receipt"),
    "story.stop": ({"generation": 1}, "coauthor_silent"),
    "story.keep": ({"passage": "own"}, "not_partial"),
    "story.drop": ({"passage": "own"}, "not_partial"),
    "story.rename": ({"title": "Another lamp"}, "receipt"),
    "mode.set": ({"mode": "round_robin"}, "receipt"),
    "rules.set": ({"rules": RULES}, "receipt"),
    "host.pass": ({"member": STRANGER}, "no_such_member"),
    "member.kick": ({"member": STRANGER}, "no_such_member"),
    "member.ban": ({"member": STRANGER}, "no_such_member"),
    "member.unban": ({"member": STRANGER}, "no_such_member"),
    "member.mute": ({"member": STRANGER, "muted": True}, "no_such_member"),
    "room.freeze": ({"frozen": True}, "receipt"),
    "turn.give": ({"turn": 1, "member": STRANGER}, "one_speaker_only"),
    "choice.offer": ({"passage": "own", "text": "Or else."}, "receipt"),
    "member.admit": ({"member": STRANGER}, "no_such_member"),
    "member.nudge": ({"member": STRANGER}, "no_such_member"),
    "role.give": ({"member": STRANGER, "role": "reader"}, "no_such_member"),
    "character.take": ({"character": "The lamp"}, "receipt"),
    "story.describe": ({"language": "fr", "genre": "mystery"}, "receipt"),
    "story.complete": ({}, "receipt"),
    "story.reopen": ({}, "story_not_complete"),
    "vote.call": ({"kind": "end"}, "receipt"),
    "vote.cast": ({"vote": 1, "option": 1}, "no_such_vote"),
    "vote.close": ({"vote": 1}, "no_such_vote"),
    "reaction.set": ({"passage": "own", "reaction": "heart", "on": True}, "receipt"),
    "note.post": ({"passage": "own", "text": "Lovely."}, "receipt"),
    "suggestion.post": ({"passage": "own", "text": "Once more."}, "receipt"),
    "note.settle": ({"passage": "own", "note": 1, "status": "removed"}, "no_such_note"),
    "branch.fork": ({"after": "own", "branch_name": "Another way"}, "receipt"),
    "branch.switch": ({"branch": 1}, "no_such_branch"),
    "branch.rename": ({"branch": 1, "branch_name": "Another name"}, "no_such_branch"),
    "media.ask": ({"kind": "plate", "passage": "own"}, "receipt"),
    "media.retry": ({"media": 1}, "no_such_media"),
    "media.remove": ({"media": 1}, "no_such_media"),
    "cast.set": ({"character": "The lamp", "look": "Brass, with a dent."}, "receipt"),
    "chat.post": ({"text": "Aside."}, "receipt"),
    "typing.set": ({"typing": True}, "receipt"),
    "draft.show": ({"turn": 1, "text": "Perhaps"}, "receipt"),
}
"""The least that each takes, from the host of a free story with one passage, and what comes of it."""


def test_the_table_has_every_command() -> None:
    """W1: the table has every command."""
    assert MINIMAL.keys() == COMMANDS.keys()


@dataclass
class Stage:
    tab: Tab
    room: str
    passage: int

    def payload(self, name: str) -> dict[str, Any]:
        given, _ = MINIMAL[name]
        return {"op": str(uuid4())} | {key: self.passage if value == "own" else value for key, value in given.items()}


@pytest.fixture
async def stage(wire: Wire) -> Any:
    host = await wire.person()
    room = await host.begin()
    tab = await host.enter(room)
    passage = (await tab.write("The first."))["seq"]
    yield Stage(tab, room["id"], passage)
    await tab.leave()


@pytest.mark.parametrize("name", COMMANDS)
async def test_a_command_with_the_least_it_needs_is_answered(stage: Stage, name: str) -> None:
    """W2: a command with the least it needs is answered."""
    answer = await stage.tab.call_raw([name, stage.payload(name)])
    expected = MINIMAL[name][1]
    assert answer.get("code", answer["kind"]) == expected
    assert answer["ok"] == (expected not in REFUSALS)
    if not answer["ok"]:
        assert answer["message"].endswith(".")


@pytest.mark.parametrize("name", COMMANDS)
async def test_a_command_of_the_wrong_form_is_refused_in_words(stage: Stage, wire: Wire, name: str) -> None:
    """W3: a command of the wrong form is refused in words: naming the field, repeating nothing of what was sent, and
    changing nothing.
    """
    good, head = stage.payload(name), await wire.head(stage.room)
    wrong: list[Any] = [
        None,
        7,
        "canary",
        [],
        [good],
        {},
        good | {"canary": 1},
        good | {"op": "canary"},
        good | {"op": 7},
    ]
    for key in good:
        wrong.append({k: v for k, v in good.items() if k != key})
        wrong.append(good | {key: {"canary": ["canary"]}})
        wrong.append(good | {key: "\ud800canary"})
    optional = {key for key, at in COMMANDS[name].model_fields.items() if not at.is_required()}
    for payload in wrong:
        if isinstance(payload, dict) and good.keys() - payload.keys() and (good.keys() - payload.keys()) <= optional:
            continue
        answer = await stage.tab.call_raw([name, payload])
        assert (answer["ok"], answer.get("code")) == (False, "bad_message"), payload
        assert "canary" not in answer["message"].replace("canary: Extra", "")
    assert await wire.head(stage.room) == head


async def test_a_command_before_joining_is_refused(wire: Wire) -> None:
    """W4: a command before joining is refused."""
    host = await wire.person()
    room = await host.begin()
    tab = await host.connect(room)
    head = await wire.head(room["id"])
    for name in COMMANDS.keys() - {"room.join"}:
        given = {key: 1 if value == "own" else value for key, value in MINIMAL[name][0].items()}
        assert (await tab.call(name, **given))["code"] == "not_here", name
    assert await wire.head(room["id"]) == head
    assert tab.events == []
    await tab.leave()


async def test_a_command_without_an_ack_is_done_all_the_same(stage: Stage) -> None:
    """W5: a command without an ack is done all the same."""
    await stage.tab.send(f'42["chat.post",{{"op":"{uuid4()}","text":"No receipt, please."}}]')
    assert (await stage.tab.hears("chat.posted"))["text"] == "No receipt, please."


async def test_commands_of_one_socket_are_answered_in_the_order_they_came(stage: Stage) -> None:
    """W6: commands of one socket are answered in the order they came."""
    answers = [await stage.tab.ask(["chat.post", {"op": str(uuid4()), "text": f"Line {n}"}]) for n in range(25)]
    seqs = [(await answer)["seq"] for answer in answers]
    assert seqs == sorted(seqs)
    assert [e["text"] for e in stage.tab.events if e["type"] == "chat.posted"] == [f"Line {n}" for n in range(25)]


async def test_an_event_is_heard_before_its_receipt(stage: Stage) -> None:
    """W7: an event is heard before its receipt: the sender learns its own change from the same event as everybody
    else.
    """
    receipt = await stage.tab.call("chat.post", text="Mine.")
    position = {frame[:2]: index for index, frame in enumerate(stage.tab.frames)}
    assert position["42"] < position["43"]
    assert stage.tab.events[-1]["seq"] == receipt["seq"]
