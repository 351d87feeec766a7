"""Turns in which everybody writes: what is hidden stays hidden, on the wire too."""

from __future__ import annotations

import json
import re
from asyncio import gather
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Locator, WebSocket, expect

from tests.browser.axe import SETTLED
from tests.browser.guests import DESK, PHONE, Guests, Touching
from tests.browser.person import Person

PICTURES = Path(__file__).parent.parent.parent / "test-results"
PREMISE = "One morning the sea has left Saltmarsh, and nobody saw it go."
AMINAS = "The harbour master locked his office and put the key where the water had been."
MAREKS = "A crab came up the slip and read the notice through."
MAREKS_SECOND = "A crab came up the slip, read the notice through, and asked for a pen."
JUNS = "Behind the hills something large and wet sat down to rest."


@dataclass
class Heard:
    """Every frame that one person's sockets brought, and what their page sent."""

    person: Person
    frames: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.person.page.on("websocket", self._opens)

    def _opens(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self.frames.append(str(frame)))
        socket.on("framesent", lambda frame: self.sent.append(str(frame)))

    def mention(self, words: str) -> list[str]:
        return [frame for frame in self.frames if words in frame]

    def events(self, kind: str) -> list[dict[str, Any]]:
        told = [json.loads(frame[2:]) for frame in self.frames if frame.startswith('42["event"')]
        return [event for _, event in told if event["type"] == kind]


@dataclass
class Table:
    amina: Person
    marek: Person
    jun: Person
    heard: dict[str, Heard]

    @property
    def all(self) -> list[Person]:
        return [self.amina, self.marek, self.jun]

    def others(self, person: Person) -> list[Heard]:
        return [heard for heard in self.heard.values() if heard.person is not person]

    async def photograph(self, folder: str, moment: str) -> None:
        (PICTURES / folder).mkdir(parents=True, exist_ok=True)
        for person in self.all:
            await person.now.evaluate("place => place.scrollIntoView({block: 'center', behavior: 'instant'})")
            await person.page.evaluate(SETTLED)
            await person.page.screenshot(path=PICTURES / folder / f"{moment}-{person.name}.png")


async def sit_down(guests: Guests, **room: Any) -> Table:
    amina = await guests.arrive("Amina", DESK)
    marek = await guests.arrive("Marek", PHONE, kind=Touching)
    jun = await guests.arrive("Jun", {"width": 820, "height": 1180})
    heard = {person.name: Heard(person) for person in (amina, marek, jun)}
    card = await amina.start(PREMISE, **room)
    await marek.join(card["code"])
    await jun.join(card["code"])
    return Table(amina, marek, jun, heard)


async def hand_in(person: Person, line: str) -> None:
    await person.draft(line)
    await person.press(person.button("Hand in"))
    await expect(mine(person)).to_contain_text(line)


def mine(person: Person) -> Locator:
    return person.page.get_by_role("region", name="Your line")


async def test_a_round_lands_together_and_nobody_hears_a_line_before(guests: Guests) -> None:
    """B100: in a round all lines land together; before that no socket but its writer's hears a line or a draft."""
    table = await sit_down(guests)
    amina, marek, jun = table.all
    await amina.choose_mode("Round")
    await expect(marek.now).to_contain_text("Everybody writes at once. 0 of 3 are in. Yours is still to come.")
    await hand_in(marek, MAREKS)
    await expect(mine(marek)).to_contain_text("Your line is in. It lands when everyone’s is.")
    await expect(amina.now).to_contain_text("1 of 3 are in.")
    await expect(amina.page.get_by_role("list", name="Who is in")).to_contain_text("Marek: in")
    await jun.draft("Behind the hills")
    await table.photograph("round", "1-one-is-in")

    await marek.page.reload()
    await expect(mine(marek)).to_contain_text(MAREKS)
    await marek.press(marek.button("Change it"))
    await expect(marek.composer).to_have_value(MAREKS)
    await marek.draft(MAREKS_SECOND)
    await marek.press(marek.button("Hand in the change"))
    await expect(mine(marek)).to_contain_text(MAREKS_SECOND)
    await hand_in(amina, AMINAS)
    await expect(jun.now).to_contain_text("2 of 3 are in.")
    await table.photograph("round", "2-two-are-in")

    for person, line in ((marek, MAREKS), (marek, MAREKS_SECOND), (amina, AMINAS)):
        assert [frame for heard in table.others(person) for frame in heard.mention(line)] == []
    assert [frame for heard in table.heard.values() for frame in heard.sent if "draft.show" in frame] == []
    assert [frame for heard in table.heard.values() for frame in heard.mention('"draft"')] == []
    await amina.counts(0)

    await jun.draft(JUNS)
    await jun.press(jun.button("Hand in"))
    await gather(*(person.holds([MAREKS_SECOND, AMINAS, JUNS]) for person in table.all))
    await expect(marek.now).to_contain_text("0 of 3 are in.")
    await expect(marek.composer).to_have_value("")
    await table.photograph("round", "3-landed")
    assert not [frame for heard in table.heard.values() if heard.person is not marek for frame in heard.mention(MAREKS)]


async def test_a_line_can_be_taken_back_before_it_lands(guests: Guests) -> None:
    """B101: a line that waits can be taken back, and written after all; the host can go on without the rest."""
    table = await sit_down(guests)
    amina, marek, jun = table.all
    await amina.choose_mode("Round")
    await hand_in(marek, MAREKS)
    await marek.press(marek.button("Take it back"))
    await expect(marek.composer).to_have_value(MAREKS)
    await marek.press(marek.button("Leave it as it was"))
    await expect(marek.page.get_by_text("You let this one pass.")).to_be_visible()
    await marek.press(marek.button("Write after all"))
    await marek.draft(MAREKS_SECOND)
    await marek.press(marek.button("Hand in the change"))
    await hand_in(amina, AMINAS)
    await amina.press(amina.button("Go on without the rest"))
    await gather(*(person.holds([MAREKS_SECOND, AMINAS]) for person in table.all))
    await expect(jun.composer).to_be_visible()


async def test_proposals_are_voted_on_in_secret(guests: Guests) -> None:
    """B102: proposals lie side by side, ballots are secret on each wire, the winner lands, all leaves can be read."""
    table = await sit_down(guests, rules={"secret_votes": True, "vote_seconds": 600})
    amina, marek, jun = table.all
    await amina.choose_mode("Vote")
    for person, line in ((marek, MAREKS), (amina, AMINAS)):
        await hand_in(person, line)
        assert [frame for heard in table.others(person) for frame in heard.mention(line)] == []
    await jun.draft(JUNS)
    await jun.press(jun.button("Hand in"))
    vote = jun.page.get_by_role("region", name="Which line does the story take?")
    await expect(vote.get_by_role("button").filter(has_text=re.compile("crab|harbour|hills"))).to_have_count(3)
    await expect(vote).not_to_contain_text("by Marek")
    await table.photograph("vote", "1-proposals")
    for person in table.all:
        await person.counts(0)

    await marek.press(marek.button(re.compile("hills")))
    await expect(marek.button(re.compile("hills"))).to_have_attribute("aria-pressed", "true")
    await expect(amina.page.get_by_text("1 has voted.")).to_be_visible()
    await marek.page.reload()
    await expect(marek.button(re.compile("hills"))).to_have_attribute("aria-pressed", "true")
    await amina.button(re.compile("crab")).focus()
    await amina.page.keyboard.press("3")
    await expect(amina.button(re.compile("hills"))).to_have_attribute("aria-pressed", "true")
    await table.photograph("vote", "2-two-have-voted")
    await jun.press(jun.button(re.compile("crab")))
    await gather(*(person.holds([JUNS]) for person in table.all))
    await expect(marek.page.get_by_text("(2 of 3)").first).to_be_visible()
    await table.photograph("vote", "3-decided")

    for heard in table.heard.values():
        cast = heard.events("vote.cast")
        assert len(cast) >= 2
        assert all(event["option"] is None for event in cast)
    assert ballots(table.heard["Amina"]) | ballots(table.heard["Marek"]) == {leaf(table, "leaf.added", JUNS)}
    assert ballots(table.heard["Jun"]) <= {leaf(table, "passage.added", MAREKS)}

    await jun.passage(JUNS).focus()
    await expect(jun.passage(JUNS).get_by_text("3 of 3")).to_be_visible()
    await jun.button("Previous version").click()
    await gather(*(person.holds([AMINAS]) for person in table.all))
    await expect(amina.story.get_by_role("article", name="Passage by Amina")).to_be_visible()


def ballots(heard: Heard) -> set[int]:
    """Every ballot that was told to somebody; a person may be told their own."""
    return {int(found) for frame in heard.frames for found in re.findall(r'"ballot":(\d+)', frame)}


def leaf(table: Table, kind: str, text: str) -> int:
    """The version that a proposal became."""
    [version] = [event["seq"] for event in table.heard["Amina"].events(kind) if event["text"] == text]
    number: int = version
    return number
