"""Ask axe what is wrong with what is on the page now."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal

from playwright.async_api import Page

SOURCE = Path(__file__).parent.parent.parent / "web" / "node_modules" / "axe-core" / "axe.min.js"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SETTLED = """async () => {
  const frame = () => new Promise(done => requestAnimationFrame(done));
  await frame();
  const ending = document.getAnimations().filter(one =>
    one.effect.getComputedTiming().iterations !== Infinity && one.effect.target.checkVisibility());
  await Promise.all(ending.map(one => one.finished.catch(() => null)));
  await frame();
}"""
RUN = """async tags => {
  const {violations} = await axe.run({runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']});
  return violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(' ')}: ${n.any.concat(n.all, n.none)
    .map(check => check.message).join('; ')}`));
}"""


@cache
def source() -> str:
    assert SOURCE.exists(), "axe-core is not installed: npm ci --prefix web"
    return SOURCE.read_text()


async def complaints(page: Page) -> list[str]:
    """What axe finds, by day and by night, once there is a page: its script comes when it is first opened."""
    await page.locator("main").first.wait_for(state="attached")
    if not await page.evaluate("() => 'axe' in window"):
        session = await page.context.new_cdp_session(page)
        told: dict[str, Any] = await session.send("Runtime.evaluate", {"expression": source()})
        assert "exceptionDetails" not in told, told
        await session.detach()
    found = []
    for light in SCHEMES:
        await page.emulate_media(color_scheme=light)
        await page.evaluate(SETTLED)
        heard: list[str] = await page.evaluate(RUN, TAGS)
        found += [f"{light}: {complaint}" for complaint in heard]
    return found
