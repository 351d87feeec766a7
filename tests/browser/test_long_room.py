"""A room of two thousand passages and twenty thousand events: it opens like a new one, and is smooth to read."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from playwright.async_api import expect

from rooms.settings import Settings
from tests.browser.guests import Guests
from tests.browser.person import Person
from tests.longroom import found_long_room

PASSAGES, EVENTS = 2000, 20_000
LOADS = 12
OPEN_MS = 1000
INP_MS = 100
"""Interaction to Next Paint; web.dev calls 200 ms good."""
WATCH = """() => {
  window.slowest = 0;
  new PerformanceObserver(list => {
    const lasted = list.getEntries().filter(entry => entry.interactionId).map(entry => entry.duration);
    window.slowest = Math.max(window.slowest, ...lasted);
  }).observe({type: "event", durationThreshold: 16, buffered: true});
}"""
OPENED = """() => new Promise(done => {
  const open = () => document.querySelectorAll("[data-passage]").length >= 50
    && document.querySelector("textarea:enabled");
  const look = () => requestAnimationFrame(open() ? () => done(performance.now()) : look);
  look();
})"""


@pytest.fixture
async def owner(settings: Settings) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(settings.database_url)
    yield connection
    await connection.close()


async def opened(person: Person, room: UUID) -> float:
    """Milliseconds from the beginning of the navigation until one can read and write."""
    await person.page.goto(f"{person.address}/r/{room}", wait_until="commit")
    took: float = await person.page.evaluate(OPENED)
    return took


async def test_a_long_room_opens_within_a_second_and_is_smooth(guests: Guests, owner: Any) -> None:
    """B170: a room of 2,000 passages and 20,000 events opens in under a second (p95), also the first time; turning
    pages, bringing all earlier passages and writing answer within a tenth of a second.
    """
    amina = await guests.arrive("Amina")
    me = await amina.call("/api/me", {"name": "Amina"})
    room = await found_long_room(owner, UUID(me["person"]), "Amina", PASSAGES, EVENTS)
    took = sorted([await opened(amina, room) for _ in range(LOADS)])
    print(f"opened in {[round(ms) for ms in took]} ms")
    assert took[int(len(took) * 0.95)] < OPEN_MS, took
    await amina.page.evaluate(WATCH)
    for _ in range(10):
        await amina.page.keyboard.press("PageUp")
        await amina.page.keyboard.press("PageDown")
    while await amina.button("Earlier passages").count():
        before = await amina.page.locator("[data-passage]").count()
        await amina.button("Earlier passages").click()
        await expect(amina.page.locator("[data-passage]")).not_to_have_count(before)
    for _ in range(10):
        await amina.page.keyboard.press("PageDown")
    await amina.composer.press_sequentially("And so the sea came back.")
    await amina.page.keyboard.press("Control+Enter")
    await amina.reads("And so the sea came back.")
    slowest = await amina.page.evaluate("slowest")
    print(f"slowest interaction {slowest} ms")
    assert slowest < INP_MS
