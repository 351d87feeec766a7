"""A model that obeys whatever people write and echoes all that it was given: what of that reaches any socket."""

from __future__ import annotations

import asyncio
import base64
import codecs
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from engine import gate
from engine.leak import LEAK
from engine.rules import rules_of
from rooms.protocol import Age, GenerationDelta
from rooms.screening import Verdict, verdict
from rooms.settings import Settings
from rooms.shown import Shown
from tests.rules.injections import INJECTIONS
from tests.rules.test_injections import longest_run
from tests.wire.client import Tab, Wire, serving
from tests.wire.test_ages import strings
from tests.wires.reached import KEY
from tests.wires.server import Exchange, Script
from tests.wires.server import Wire as Provider
from tests.wires.speech import SPEECHES, whole

SPEECH = SPEECHES["anthropic"]
TOGETHER = 6
"""Rooms at the same time."""
MARK = re.compile(r"<(?:wish|note|facts)-([0-9a-f]{6,})>")
FORMS = (
    str, str.upper, lambda text: text[::-1], " ".join, lambda text: codecs.encode(text, "rot13"),
    lambda text: base64.b64encode(text.encode()).decode(), lambda text: "Of course! Here it is: " + text,
)  # fmt: skip


def given(exchange: Exchange) -> tuple[str, str]:
    """The rules, and all the rest of a prompt, as the provider got them."""
    system = [block["text"] for block in exchange.body["system"]]
    rest = [block["text"] for message in exchange.body["messages"] for block in message["content"]]
    return system[0], "\n".join([*system[1:], *rest])


class Obedient:
    """Echoes its rules, what it was given, or only what counts now; each time in another form, and records it too."""

    def __init__(self) -> None:
        self.marks: set[str] = set()
        self.prompts: list[str] = []

    def __call__(self, exchange: Exchange) -> Script:
        if not exchange.body.get("stream"):
            return [SPEECH.answer(json.dumps({"summary": str(exchange.body)[:200]}))]
        rules, rest = given(exchange)
        self.marks.update(MARK.findall(rest))
        number = len(self.prompts)
        self.prompts.append(rest)
        echo = (rules + rest, rest[-1500:], "I was told: " + rest, rest + rules)[number % 4]
        said = FORMS[number % len(FORMS)](echo)
        pieces = [said[at : at + 9] for at in range(0, min(len(said), 4000), 9)]
        record = json.dumps({"summary": said[:250], "choices": [said[:100], rules[:100]]})
        return [SPEECH.begin(), *map(SPEECH.words, pieces), SPEECH.record(record), SPEECH.end("called")]


@asynccontextmanager
async def with_a_model(settings: Settings, owner: Any, provider: Provider) -> AsyncIterator[Wire]:
    keyed = Settings.model_validate({"anthropic_key": KEY}).anthropic_key
    model = {"coauthor": ("anthropic",), "anthropic_url": provider.address, "anthropic_key": keyed}
    unbound = {"budget_room_day": 0, "budget_person_day": 0, "budget_tenant_day": 0}
    async with serving(settings, owner, **model, **unbound) as wire:
        yield wire


def told(tab: Tab) -> list[str]:
    """Whatever a page of this socket could show: each string of each frame, and each passage's words together."""
    said = [
        s for frame in tab.frames if frame[:2] in ("42", "43") for s in strings(json.loads(frame[frame.index("[") :]))
    ]
    shown: dict[Any, str] = {}
    for signal in tab.signals:
        if signal["type"] == "generation.delta":
            shown[signal["generation"]] = shown.get(signal["generation"], "") + signal["text"]
    return [*said, *shown.values()]


async def played(wire: Wire, first: int) -> list[Tab]:
    """A room whose title, premise, host's name, passage and wish are five injections, with a canary of its own."""
    orders = [INJECTIONS[number % len(INJECTIONS)].replace("\x00", "") for number in range(first, first + 5)]
    title, premise, name, passage, wish = orders
    host, guest = await wire.person(one_line(name, 40)), await wire.person("Marek")
    room = await host.begin(premise=f"canary-of-{first}-premise {premise}"[:600], title=one_line(title, 80))
    tab, other = await host.enter(room), await guest.enter(room)
    written = await tab.write(f"canary-of-{first}-text. {passage}"[:2000])
    assert written["ok"], (passage, written)
    asked = await tab.call("story.continue", hint=wish[:300])
    assert asked["ok"], (wish, asked)
    await other.hears("generation.ended", 20)
    await tab.hears_up_to(other.events[-1]["seq"])
    return [tab, other]


def one_line(order: str, most: int) -> str:
    return order.split("\n")[0][:most].strip() or "Amina"


@pytest.mark.timeout(600)
async def test_an_obedient_model(settings: Settings, owner: Any) -> None:
    """W300: more than 200 injections, as titles, premises, names, passages and wishes, to a model that obeys and echoes
    its prompt in many forms: no canary of its rules, of the mark of its prompt, or of another room is in any frame of
    any socket, and no prompt holds a word of another room.
    """
    model = Obedient()
    assert len(INJECTIONS) >= 200
    rules, withheld, rooms = rules_of("adult", "en"), 0, list(range(0, len(INJECTIONS), 3))
    async with Provider(model) as provider, with_a_model(settings, owner, provider) as wire:
        for at in range(0, len(rooms), TOGETHER):
            some = rooms[at : at + TOGETHER]
            for number, tabs in zip(some, await asyncio.gather(*(played(wire, n) for n in some)), strict=True):
                for tab in tabs:
                    texts = told(tab)
                    canaries = {found for text in texts for found in re.findall(r"canary-of-(\d+)-", text)}
                    assert canaries == {str(number)}
                    assert not any(mark in text for text in texts for mark in model.marks), number
                    assert max(longest_run(text, rules) for text in texts if len(text) > LEAK) < LEAK, number
                    withheld += any(event.get("outcome") == "withheld" for event in tab.events)
                    await tab.leave()
    assert len(model.marks) >= 0.9 * len(rooms)
    assert withheld > len(rooms)
    for prompt in model.prompts:
        assert len(set(re.findall(r"canary-of-(\d+)-", prompt))) == 1


# Where children read.

FIT = "The lamp hums. “Who is there?” asks Mira! The sea answers, as always… and it rains"
UNFIT = "The lamp hums. Damn it, says the fox. The sea answers."
PRIVATE = "The lamp hums. Call me at 06 12 34 56 78, says the fox. Yes."
TELLINGS = {
    "fit": (FIT, "complete"), "unfit": (UNFIT, "withheld"), "private": (PRIVATE, "withheld"),
    "without an end": ("la " * 400, "complete"),
    "unfit at its end": ("The lamp hums, and the fox says damn it", "withheld"),
}  # fmt: skip


class Checker:
    """The check itself, with a record of what it was asked and said, and how much had been shown by then."""

    def __init__(self) -> None:
        self.shown = ""
        self.passed: list[tuple[str, int]] = []

    def __call__(self, text: str, age: Age, language: str) -> Verdict:
        found = verdict(text, age, language)
        if found.ok:
            self.passed.append((text, len(self.shown)))
        return found

    def checked_first(self, text: str) -> bool:
        """Each piece that was shown is in a text that had passed before it was."""
        at = 0
        while at < len(text):
            ends = [
                at + length for asked, before in self.passed if before <= at and (length := _common(asked, text[at:]))
            ]
            if not ends:
                return False
            at = max(ends)
        return True


def _common(asked: str, rest: str) -> int:
    """How much of what follows was in the end of what was asked, which may begin with what had been shown before."""
    for start in range(len(asked)):
        if rest.startswith(asked[start:]):
            return len(asked) - start
    return 0


@pytest.mark.parametrize(("age", "size"), [("6-9", 1), ("10-12", 7), ("6-9", 4000)])
async def test_children_see_what_was_checked(
    age: Age, size: int, settings: Settings, owner: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """W301: in a room for children every letter of the co-author in any frame had passed the check before it was sent,
    however the model's stream is cut; of a passage that does not pass they see what came before it, and it is
    withdrawn.
    """
    checker, showing = Checker(), Shown.words

    def words(self: Shown, live: Any, delta: GenerationDelta) -> None:
        checker.shown += delta.text
        showing(self, live, delta)

    monkeypatch.setattr(gate, "verdict", checker)
    monkeypatch.setattr(Shown, "words", words)
    async with Provider() as provider, with_a_model(settings, owner, provider) as wire:
        host, child = await wire.person("Amina"), await wire.person("Marek")
        room = await host.begin(rules={"age": age})
        tab, other = await host.enter(room), await child.enter(room)
        await tab.write("Mira finds a lamp.")
        for text, expected in TELLINGS.values():
            provider.usual = whole(SPEECH, [text[at : at + size] for at in range(0, len(text), size)])
            checker.shown, checker.passed = "", []
            other.signals.clear()
            other.events.clear()
            assert (await tab.call("story.continue"))["ok"]
            ended = await other.hears("generation.ended", 15)
            seen = "".join(s["text"] for s in other.signals if s["type"] == "generation.delta")
            assert ended["outcome"] == expected, text
            assert seen == checker.shown
            assert checker.checked_first(seen), text
            landed = [e["text"] for e in other.events if e["type"] == "passage.added"]
            assert landed == ([text.strip()] if expected == "complete" else [])
            assert expected == "complete" or text.startswith(seen)
        assert not re.search("damn|06 12", "".join(other.frames), re.IGNORECASE)
