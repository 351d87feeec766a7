"""How fast a page answers and moves, as the browser itself tells."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.async_api import Page

WATCH = """() => {
  window.answers = new Map(); window.frames = []; window.interactions = performance.interactionCount;
  const keep = list => {
    for (const {interactionId, duration} of list.getEntries())
      if (interactionId) answers.set(interactionId, Math.max(duration, answers.get(interactionId) ?? 0));
  };
  new PerformanceObserver(keep).observe({type: "event", durationThreshold: 16});
  new PerformanceObserver(keep).observe({type: "first-input", buffered: true});
  let last = performance.now();
  requestAnimationFrame(function draw(now) { frames.push(now - last); last = now; requestAnimationFrame(draw); });
}"""
TELL = """async () => {
  await new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)));
  const told = {count: performance.interactionCount - interactions, slow: [...answers.values()], frames: [...frames]};
  answers.clear(); frames.length = 0; interactions = performance.interactionCount;
  return told;
}"""


@dataclass
class Pace:
    """What was measured since it was asked last. All in ms."""

    interactions: int
    slow: list[float]
    """The interactions that took 16 ms or more, the worst first."""
    frames: list[float]

    @property
    def inp(self) -> float:
        """Interaction to next paint, as Chromium defines it: of fifty interactions the worst is left out."""
        ranked = self.slow[self.interactions // 50 :]
        return ranked[0] if ranked else 0

    @property
    def frame(self) -> float:
        """The 98th of a hundred gaps between frames."""
        return sorted(self.frames)[int(len(self.frames) * 0.98)]


async def watch(page: Page) -> None:
    """From now on, until the page is left."""
    await page.evaluate(WATCH)


async def told(page: Page) -> Pace:
    measured = await page.evaluate(TELL)
    return Pace(measured["count"], sorted(measured["slow"], reverse=True), measured["frames"])
