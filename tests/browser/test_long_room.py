"""A room of two thousand passages and twenty thousand events opens, answers and replays like a new one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from playwright.async_api import Browser, Page, expect

from rooms.settings import Settings
from tests.browser.guests import Guests
from tests.browser.house import House
from tests.browser.pace import told, watch
from tests.browser.person import Person
from tests.longroom import found_long_room

pytestmark = pytest.mark.alone
PASSAGES, EVENTS = 2000, 20_000
LOADS = 12
OPEN_MS = 1000
ANSWER_MS = 100
HERON = "Whoever looks for the heron finds it here."
OPENED = """() => new Promise(done => {
  const open = () => document.querySelectorAll("[data-passage]").length >= 50
    && document.querySelector("textarea:enabled");
  const look = () => requestAnimationFrame(open() ? () => done(performance.now()) : look);
  look();
})"""
EARLIER = "section p > button"
TOP = """() => {
  const first = document.querySelector("[data-passage]");
  const count = document.querySelectorAll("[data-passage]").length;
  return [Number(first.dataset.passage), first.getBoundingClientRect().top, count];
}"""
CAME = """([id, top, count]) => new Promise(done => {
  const moved = () => document.querySelector(`[data-passage="${id}"]`).getBoundingClientRect().top - top;
  const came = () => document.querySelectorAll("[data-passage]").length > count;
  const look = () => requestAnimationFrame(came() ? () => requestAnimationFrame(() => done(moved())) : look);
  look();
})"""
SCRUB = """async count => {
  const slider = document.querySelector("input[type=range]");
  const {set} = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
  const times = [];
  for (let n = 0; n < count; n += 1) {
    const began = performance.now();
    set.call(slider, 1 + (n * 7919) % slider.max);
    slider.dispatchEvent(new Event("input", {bubbles: true}));
    await new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
    times.push(performance.now() - began);
  }
  return times.sort((one, other) => one - other);
}"""
REST = "ms => new Promise(done => setTimeout(done, ms))"


@dataclass
class LongRoom:
    id: UUID
    host: Any
    """What the host's browser keeps."""


@pytest.fixture(scope="module")
async def room(settings: Settings, browser: Browser, house: House) -> LongRoom:
    context = await browser.new_context()
    answer = await context.request.post(f"{house.address}/api/me", data={"name": "Amina"})
    host = UUID((await answer.json())["person"])
    owner = await asyncpg.connect(settings.database_url)
    made = await found_long_room(owner, host, "Amina", PASSAGES, EVENTS)
    await owner.close()
    kept = await context.storage_state()
    await context.close()
    return LongRoom(made, kept)


async def opened(person: Person, room: LongRoom) -> float:
    """Milliseconds from the beginning of the navigation until one can read and write."""
    await person.page.goto(f"{person.address}/r/{room.id}", wait_until="commit")
    took: float = await person.page.evaluate(OPENED)
    return took


async def bring_all(page: Page) -> list[float]:
    """All passages from the beginning on. By how many px each time moved what was the first."""
    moved: list[float] = []
    while await page.locator(EARLIER).count():
        await page.evaluate("scrollTo(0, 0)")
        before = await page.evaluate(TOP)
        await page.locator(EARLIER).click()
        moved.append(await page.evaluate(CAME, before))
    return moved


async def test_a_long_room_opens_within_a_second(guests: Guests, room: LongRoom) -> None:
    """B170: a room of 2,000 passages and 20,000 events opens in under a second (p95), also the first time."""
    amina = await guests.arrive("Amina", storage_state=room.host)
    took = sorted([await opened(amina, room) for _ in range(LOADS)])
    print(f"opened in {[round(ms) for ms in took]} ms")
    assert took[int(len(took) * 0.95)] < OPEN_MS, took


async def test_a_long_room_answers_at_once(guests: Guests, room: LongRoom) -> None:
    """B171: while all 2,000 passages come, and with them there, whatever one does is answered within 100 ms (INP)."""
    amina = await guests.arrive("Amina", storage_state=room.host)
    page = amina.page
    await opened(amina, room)
    await watch(page)
    moved = await bring_all(page)
    came = await told(page)
    assert [px for px in moved if abs(px) > 1] == []
    shown = await page.locator("[data-passage]").count()
    assert shown > PASSAGES * 0.95
    await page.locator("textarea").click()
    await page.keyboard.type("The tide came back on a Friday, and nobody said so first.", delay=20)
    for number in range(5):
        await page.keyboard.type(f" {number}")
        await page.keyboard.press("Control+Enter")
        await expect(page.locator("[data-passage]")).to_have_count(shown + number + 1)
    wrote = await told(page)
    for number in range(100, 2000, 200):
        passage = page.locator("[data-passage]").nth(number)
        await passage.scroll_into_view_if_needed()
        await passage.click(position={"x": 200, "y": 10})
        await passage.locator("button[aria-expanded]").click()
        await expect(passage.locator("button[aria-pressed]")).to_have_count(5)
    touched = await told(page)
    print(f"INP: earlier {came.inp} ms of {came.interactions}, writing {wrote.inp} ms of {wrote.interactions}, "
          f"tools {touched.inp} ms of {touched.interactions}")  # fmt: skip
    for pace in (came, wrote, touched):
        assert pace.interactions > 0
        assert pace.inp < ANSWER_MS, pace


async def test_a_long_room_scrolls_smoothly(guests: Guests, room: LongRoom) -> None:
    """B172: all 2,000 passages scroll by wheel and keys without a gap of 100 ms between frames, and what is far from
    the screen is found, and heard by screen readers.
    """
    amina = await guests.arrive("Amina", storage_state=room.host)
    page = amina.page
    await opened(amina, room)
    await page.locator("textarea").fill(HERON)
    await page.keyboard.press("Control+Enter")
    await amina.reads(HERON)
    await bring_all(page)
    await page.mouse.move(700, 450)
    await watch(page)
    await page.evaluate("scrollTo(0, 0)")
    for _ in range(60):
        await page.mouse.wheel(0, 700)
        await page.evaluate(REST, 16)
    for key in ["PageDown"] * 30 + ["End"] + ["PageUp"] * 30 + ["Home"]:
        await page.keyboard.press(key)
        await page.evaluate(REST, 30)
    pace = await told(page)
    print(f"INP {pace.inp} ms of {pace.interactions}, {len(pace.frames)} frames, p98 {pace.frame:.0f} ms")
    assert pace.frame < ANSWER_MS
    assert pace.inp < ANSWER_MS
    await amina.comes_to("() => scrollY === 0")
    last = page.locator("[data-passage]").last
    await expect(amina.passages.last).to_contain_text(HERON)
    assert await page.evaluate("words => find(words, false, false, true)", HERON)
    await expect(last).to_be_in_viewport()


async def test_a_long_room_replays_smoothly(guests: Guests, room: LongRoom) -> None:
    """B173: a replay of 20,000 events comes to any moment within 100 ms (p95) and plays without gaps (p98)."""
    amina = await guests.arrive("Amina", storage_state=room.host)
    page = amina.page
    await page.goto(f"{amina.address}/replay/{room.id}")
    await expect(page.get_by_text("Moment 1 of")).to_be_visible()
    await watch(page)
    took = await page.evaluate(SCRUB, 60)
    await page.get_by_label("Pace").select_option("60")
    await page.get_by_role("slider").fill("2000")
    await told(page)
    await amina.button("Play").click()
    await page.evaluate(REST, 3000)
    pace = await told(page)
    print(
        f"scrub p50 {took[30]:.0f}, p95 {took[57]:.0f} ms; frames p98 {pace.frame:.0f}, max {max(pace.frames):.0f} ms"
    )
    assert int(await page.get_by_role("slider").input_value()) > 2000
    assert took[57] < ANSWER_MS
    assert pace.frame < ANSWER_MS
