"""The pages at /api/docs, in a browser that minds the policy."""

from __future__ import annotations

from playwright.async_api import Browser, expect

from rooms.protocol import COMMANDS
from tests.browser.house import House


async def test_the_api_can_be_tried_from_its_pages(browser: Browser, house: House) -> None:
    """B180: the API can be tried from its pages: they show every operation, ask one with what is typed, and show the
    answer; nothing of theirs offends against the policy of the site.
    """
    context = await browser.new_context(base_url=house.address)
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    try:
        await page.goto("/api/docs")
        for noun in ("me", "commands"):
            await page.locator(f"#operations-tag-{noun}").click()
        await page.locator("#operations-me-name_me").get_by_role("button").first.click()
        await expect(page.locator("#operations-me-name_me .markdown").first).to_contain_text("No account")
        await page.get_by_role("button", name="Try it out").click()
        await page.locator("textarea").fill('{"name": "Amina"}')
        await page.get_by_role("button", name="Execute").click()
        await expect(page.locator(".live-responses-table")).to_contain_text('"name": "Amina"')
        assert await page.locator(".opblock").count() > len(COMMANDS) - 4
        assert complaints == []
    finally:
        await context.close()
