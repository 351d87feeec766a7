"""Skies and weather: what is behind everything, and what falls before it."""

from __future__ import annotations

from random import Random

from workers.pictures.drawn.palette import BLACK, MATERIALS, WHITE, mix, rgb
from workers.pictures.drawn.paper import Paper
from workers.pictures.drawn.scene import Scene
from workers.pictures.drawn.shapes import at, bent, blob, box, ellipse, poly

M = MATERIALS


def sky(paper: Paper, scene: Scene, die: Random, horizon: float) -> None:
    """Down to ``horizon``, with what hangs in it."""
    light, width = paper.light, paper.width
    top, middle, low = (light.graded(part) for part in (light.top, light.middle, light.low))
    low_at = horizon / paper.height
    paper.fade(
        box(-20, -20, width + 40, paper.height + 40),
        [(0, top, 1), (0.55 * low_at, middle, 1), (low_at, low, 1), (1, low, 1)],
    )
    clear = scene.weather in ("clear", "wind", "snow")
    if scene.time == "night" and clear:
        stars(paper, die, horizon, 150)
    if scene.weather not in ("storm", "rain"):
        body(paper, scene, horizon)
    if scene.weather == "fog":
        return
    heavy = scene.weather in ("rain", "storm", "snow")
    for i in range(6 if heavy else 4 if scene.weather == "wind" else 3):
        cloud(paper, die, die.uniform(-0.05, 1.05) * width, horizon * (0.1 + 0.13 * i + die.uniform(0, 0.05)), heavy)
    if scene.time in ("day", "dawn") and clear:
        birds(paper, die, horizon)
    if scene.weather == "storm":
        bolt(paper, die, horizon)


def body(paper: Paper, scene: Scene, horizon: float) -> None:
    """The sun, or the moon, a third from the edge where the light comes from."""
    width = paper.width
    x = width * (0.5 + 0.24 * paper.light.side)
    key = paper.light.key
    high = {"dawn": 0.8, "day": 0.36, "dusk": 0.84, "night": 0.38}[scene.time]
    veiled = 0.5 if scene.weather in ("fog", "snow") else 1.0
    size = min(width, paper.height)
    if scene.time == "night":
        y = horizon * high
        paper.glow(x, y, size * 0.42, mix(key, rgb("8fb4ff"), 0.4), 0.42 * veiled)
        paper.raw(ellipse(x, y, size * 0.06), mix(key, WHITE, 0.4), veiled)
        for dx, dy, r in ((-0.02, -0.012, 0.014), (0.018, 0.012, 0.01), (0.006, -0.028, 0.007), (-0.012, 0.026, 0.009)):
            paper.raw(ellipse(x + dx * size, y + dy * size, r * size), mix(key, rgb("9fb2d8"), 0.55), veiled * 0.7)
        return
    y = horizon * high
    paper.glow(x, y, size * (0.75 if scene.time != "day" else 0.5), key, 0.75 * veiled)
    paper.raw(ellipse(x, y, size * (0.062 if scene.time != "day" else 0.05)), mix(key, WHITE, 0.45), veiled)


def stars(paper: Paper, die: Random, horizon: float, count: int) -> None:
    for _ in range(count):
        y = die.random() ** 1.4 * horizon * 0.9
        bright = die.random()
        size = 0.8 + bright**6 * 2.6
        paper.raw(ellipse(die.random() * paper.width, y, size), rgb("fff6df"), 0.35 + 0.6 * bright)


def cloud(paper: Paper, die: Random, x: float, y: float, heavy: bool) -> None:
    """Flat below, heaped above, in long bands near the horizon."""
    light = paper.light
    long = die.uniform(120, 260) * (1.5 if heavy else 1)
    tall = long * die.uniform(0.16, 0.26)
    pale = mix(mix(light.low, light.key, 0.45), WHITE, 0.25)
    colour = mix(light.middle, light.top, 0.5) if heavy else mix(pale, light.middle, 0.25)
    heaps = die.randint(4, 6)
    middles = [1 - abs(i - (heaps - 1) / 2) / heaps * 1.5 for i in range(heaps)]
    steps = [(0.35 + middle) * die.uniform(0.6, 1.4) for middle in middles]
    path, here, up = f"M{at(x - long, y)}", x - long, 0.0
    for i, (middle, step) in enumerate(zip(middles, steps, strict=True)):
        step *= 2 * long / sum(steps)
        up = tall * 0.55 * die.uniform(0.2, 1.0) * middle if i < heaps - 1 else 0.0
        here += step
        path += (
            f"A{step * 0.54:.1f} {tall * (0.25 + 0.85 * middle) * die.uniform(0.8, 1.2):.1f} 0 0 1 {at(here, y - up)}"
        )
    path += f"Q{at(x, y + tall * 0.3)} {at(x - long, y)}Z"
    shade = light.graded(mix(colour, light.middle, 0.55))
    paper.fade(path, [(0, light.graded(colour), 0.92), (1, shade, 0.35 if not heavy else 0.9)])


def birds(paper: Paper, die: Random, horizon: float) -> None:
    x, y = die.uniform(0.25, 0.75) * paper.width, horizon * die.uniform(0.3, 0.5)
    for _ in range(die.randint(3, 6)):
        bx, by, s = x + die.uniform(-90, 90), y + die.uniform(-40, 40), die.uniform(7, 13)
        tips = by - s * 0.3
        wing = bent(
            (bx - s, tips), (bx - s * 0.4, by - s * 0.6), (bx, by), (bx + s * 0.4, by - s * 0.6), (bx + s, tips)
        )
        paper.stroke(wing, mix(paper.light.haze, BLACK, 0.5), 2.2)


def bolt(paper: Paper, die: Random, horizon: float) -> None:
    x, y = paper.width * die.uniform(0.2, 0.8), horizon * 0.1
    points = [(x, y)]
    while y < horizon * 0.95:
        y += horizon * die.uniform(0.08, 0.15)
        x += die.uniform(-50, 50)
        points.append((x, y))
    paper.glow(points[2][0], points[2][1], horizon * 0.8, rgb("dfe6ff"), 0.5)
    back = [(px + 7 * (1 - i / len(points)), py) for i, (px, py) in reversed(list(enumerate(points)))]
    paper.raw(poly([*points, *back]), rgb("fffbe8"))


def weather(paper: Paper, scene: Scene, die: Random) -> None:
    """What falls or blows between the eye and the scene."""
    width, height = paper.width, paper.height
    if scene.weather in ("rain", "storm"):
        lean = 26 if scene.weather == "rain" else 60
        streaks = "".join(_streak(die, width, height, lean) for _ in range(230))
        paper.stroke(streaks, mix(paper.light.low, WHITE, 0.5), 1.7, opacity=0.34)
    elif scene.weather == "snow":
        for size, count in ((2.6, 150), (4.4, 70), (7.5, 22)):
            flakes = "".join(ellipse(die.random() * width, die.random() * height, size) for _ in range(count))
            paper.raw(flakes, rgb("ffffff"), 0.85 if size < 6 else 0.55)
    elif scene.weather == "fog":
        haze = paper.light.graded(paper.light.haze)
        for _ in range(5):
            y = height * die.uniform(0.42, 0.9)
            paper.fade(box(-20, y, width + 40, height * 0.2), [(0, haze, 0), (0.5, haze, 0.34), (1, haze, 0)])
    elif scene.weather == "wind":
        for _ in range(9):
            x, y, s = die.random() * width, height * die.uniform(0.2, 0.85), die.uniform(5, 10)
            with paper.place(x, y, tilt=die.uniform(0, 180)):
                paper.fill(blob(die, 0, 0, s, s * 0.45, 6), M["autumn"], line=0.4)
        for _ in range(5):
            x, y = die.uniform(-0.1, 0.7) * width, height * die.uniform(0.15, 0.6)
            gust = f"M{at(x, y)}q120 -26 240 0t200 -14"
            paper.stroke(gust, mix(paper.light.low, WHITE, 0.6), 2.0, opacity=0.4)


def _streak(die: Random, width: float, height: float, lean: float) -> str:
    x, y, length = die.uniform(-50, width + 50), die.uniform(-50, height), die.uniform(0.5, 1.3)
    return f"M{at(x, y)}L{at(x - lean * length * 0.5, y + 62 * length)}"
