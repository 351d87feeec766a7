"""A room, with its window, its books and its light."""

from __future__ import annotations

from random import Random

from workers.pictures.drawn.palette import BLACK, MATERIALS, WHITE, mix, rgb
from workers.pictures.drawn.paper import Paper
from workers.pictures.drawn.scene import Scene
from workers.pictures.drawn.shapes import at, bent, box, dice, ellipse, poly, smooth, under
from workers.pictures.drawn.stage import Stage

M = MATERIALS


def room(paper: Paper, scene: Scene) -> Stage:
    """A wall with a window on the weather, books, pictures, a hearth or a lamp, boards and a rug."""
    die, now = dice(scene.home, "room"), dice(scene.seed, "room")
    w, h, u = paper.width, paper.height, paper.unit
    wall = M[die.choice(("wall", "teal", "plum", "cream", "green", "navy"))]
    wall = mix(wall, M["wall"], 0.35)
    floor = h * 0.76
    paper.fill(box(-20, -20, w + 40, floor + 30), wall, 0.0, "side", line=0)
    stripe = "".join(box(x, -20, u * 0.028, floor) for x in range(0, int(w), int(u * 0.085)))
    paper.fill(stripe, mix(wall, WHITE, 0.16), 0, "flat", line=0, opacity=0.4)
    middle = w * die.choice((0.3, 0.7))
    _big_window(paper, scene, now, middle, h * 0.36, u * 0.36, u * 0.42)
    other = w - middle
    _shelves(paper, die, other, floor, u * 0.42, u * 0.56)
    if w > h:
        _frames(paper, die, w * 0.5 + (30 if middle < w / 2 else -30), h * 0.27, u * 0.105)
    paper.fill(box(-20, floor - u * 0.05, w + 40, u * 0.055), mix(wall, M["cream"], 0.6), 0, "down")
    for i in range(7):
        y = floor + (h - floor) * (i / 7) ** 1.3
        paper.fill(
            box(-20, y, w + 40, (h - floor) * 0.24 + 20),
            mix(M["floor"], M["dark_wood"], die.uniform(0, 0.22)),
            0,
            "down",
            line=0.5,
        )
    rug = M[die.choice(("red", "blue", "plum", "teal"))]
    paper.fill(ellipse(w * 0.5, h * 0.91, u * 0.52, u * 0.085), rug, 0, "down")
    paper.fill(ellipse(w * 0.5, h * 0.91, u * 0.46, u * 0.07), mix(rug, M["cream"], 0.65), 0, "flat", line=0.3)
    paper.fill(ellipse(w * 0.5, h * 0.91, u * 0.43, u * 0.063), rug, 0, "down", line=0.3)
    _light_in(paper, middle, floor)
    return Stage(h * 0.93, u * 0.46, dark=True)


def _light_in(paper: Paper, x: float, floor: float) -> None:
    """By day the window's on the floor, else a lamp's on the wall."""
    w, h, u = paper.width, paper.height, paper.unit
    if paper.light.lamps:
        lamp = w * 0.5
        paper.stroke(f"M{at(lamp, -10)}V{h * 0.1:.0f}", M["iron"], 4)
        paper.fill(
            poly(
                [
                    (lamp - u * 0.03, h * 0.1),
                    (lamp + u * 0.03, h * 0.1),
                    (lamp + u * 0.075, h * 0.1 + u * 0.06),
                    (lamp - u * 0.075, h * 0.1 + u * 0.06),
                ]
            ),
            M["gold"],
            0,
            "side",
        )
        paper.glow(lamp, h * 0.1 + u * 0.07, u * 0.85, M["lamp"], 0.6)
        return
    key = paper.light.graded(paper.light.key)
    slant = -paper.light.side * u * 0.3
    for dx in (-0.16, 0.01):
        beam = poly(
            [
                (x + dx * u, h * 0.2),
                (x + (dx + 0.15) * u, h * 0.2),
                (x + (dx + 0.21) * u + slant, h * 0.99),
                (x + (dx - 0.02) * u + slant, h * 0.99),
            ]
        )
        paper.fade(beam, [(0, key, 0.2), (1, key, 0.16)])


def _big_window(paper: Paper, scene: Scene, die: Random, x: float, y: float, wide: float, tall: float) -> None:
    left, top = x - wide / 2, y - tall / 2
    light = paper.light
    paper.fill(box(left - 14, top - 14, wide + 28, tall + 28), M["cream"], 0, "side")
    paper.fade(
        box(left, top, wide, tall),
        [(0, light.graded(light.top), 1), (0.6, light.graded(light.middle), 1), (1, light.graded(light.low), 1)],
    )
    if scene.time == "night" and scene.weather == "clear":
        for _ in range(24):
            paper.raw(
                ellipse(left + die.random() * wide, top + die.random() * tall * 0.7, die.uniform(0.8, 2.4)),
                rgb("fff6df"),
                0.9,
            )
    if scene.weather in ("clear", "wind"):
        paper.glow(left + wide * 0.66, top + tall * 0.3, wide * 0.4, light.key, 0.5)
        paper.raw(ellipse(left + wide * 0.66, top + tall * 0.3, wide * 0.075), mix(light.key, WHITE, 0.4))
    skyline = [(left + wide * i / 6, top + tall * (0.72 + 0.09 * ((i * 7) % 3 - 1))) for i in range(7)]
    paper.fill(under(skyline, top + tall), M["pine"], 0.6, "flat", line=0.3)
    skyline = [(px, py + tall * 0.14) for px, py in reversed([(2 * x - a, b) for a, b in skyline])]
    paper.fill(under(skyline, top + tall), M["leaf"], 0.35, "flat", line=0.3)
    if scene.weather in ("rain", "storm"):
        for _ in range(30):
            a, b = left + die.random() * wide, top + die.random() * tall * 0.9
            paper.stroke(f"M{at(a, b)}l-4 {min(20.0, top + tall - b):.0f}", WHITE, 1.5, opacity=0.5)
    if scene.weather == "snow":
        flakes = "".join(
            ellipse(left + die.random() * wide, top + die.random() * tall, die.uniform(2, 4)) for _ in range(40)
        )
        paper.raw(flakes, WHITE, 0.9)
    paper.fill(box(x - 5, top, 10, tall) + box(left, y - 5, wide, 10), M["cream"], 0, "flat", line=0.6)
    paper.fill(box(left - 26, top + tall + 8, wide + 52, 18), M["cream"], 0, "down")
    _curtains(paper, left, top, wide, tall)


def _curtains(paper: Paper, left: float, top: float, wide: float, tall: float) -> None:
    for side, edge in ((-1, left), (1, left + wide)):
        fall = [
            (edge + side * 40, top - 34),
            (edge - side * wide * 0.2, top - 34),
            (edge - side * wide * 0.13, top + tall * 0.3),
            (edge - side * 2, top + tall * 0.58),
            (edge + side * 6, top + tall + 44),
            (edge + side * 62, top + tall + 44),
            (edge + side * 54, top),
        ]
        paper.fill(smooth(fall), M["red"], 0, "side")
        for part in (0.35, 0.7):
            paper.stroke(
                bent(
                    (edge + side * (40 - 70 * part), top - 26),
                    (edge - side * 8 * part, top + tall * 0.5),
                    (edge + side * (52 - 26 * part), top + tall + 36),
                ),
                mix(M["red"], BLACK, 0.35),
                3,
                opacity=0.5,
            )
    paper.fill(box(left - 64, top - 46, wide + 128, 12), M["brass"], 0, "down")


def _shelves(paper: Paper, die: Random, x: float, floor: float, wide: float, tall: float) -> None:
    left, top = x - wide / 2, floor - tall
    paper.fill(box(left - 8, top - 12, wide + 16, tall + 12), M["dark_wood"], 0, "side")
    rows = 4
    for row in range(rows):
        y = top + tall * (row + 1) / rows - 10
        paper.fill(
            box(left + 4, y - tall / rows + 16, wide - 8, tall / rows - 8),
            mix(M["dark_wood"], BLACK, 0.4),
            0,
            "flat",
            line=0.3,
        )
        at_x = left + 10
        while at_x < left + wide - 40:
            kind = die.random()
            if kind < 0.82:
                thick, high = die.uniform(11, 24), tall / rows * die.uniform(0.55, 0.8)
                colour = M[die.choice(("red", "green", "blue", "yellow", "plum", "teal", "brown", "cream", "navy"))]
                paper.fill(box(at_x, y - high, thick, high), colour, 0, "side", line=0.5)
                paper.fill(box(at_x, y - high * 0.8, thick, 4), M["gold"], 0, "flat", line=0)
                at_x += thick + 1
            else:
                paper.fill(
                    smooth(
                        [(at_x + 6, y), (at_x + 2, y - 20), (at_x + 14, y - 38), (at_x + 26, y - 20), (at_x + 22, y)]
                    ),
                    M[die.choice(("teal", "brass", "coral"))],
                )
                at_x += 34
        paper.fill(box(left, y, wide, 9), M["wood"], 0, "down", line=0.6)


def _frames(paper: Paper, die: Random, x: float, y: float, size: float) -> None:
    for dx, dy, scale in ((0.0, 0.0, 1.0), (0.05, 1.15, 0.8)):
        px, py, s = x + dx * size, y + dy * size, size * scale
        paper.fill(box(px - s / 2, py - s * 0.4, s, s * 0.8), M["gold"], 0, "side")
        paper.fill(
            box(px - s * 0.42, py - s * 0.32, s * 0.84, s * 0.64),
            M[die.choice(("ice", "cream", "sand"))],
            0,
            "down",
            line=0.4,
        )
        paper.fill(
            smooth(
                [
                    (px - s * 0.42, py + s * 0.32),
                    (px - s * 0.42, py + s * 0.1),
                    (px - s * 0.1, py - s * 0.1),
                    (px + s * 0.2, py + s * 0.12),
                    (px + s * 0.42, py),
                    (px + s * 0.42, py + s * 0.32),
                ]
            ),
            M["leaf"],
            0.2,
            "flat",
            line=0.3,
        )
