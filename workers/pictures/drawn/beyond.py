"""Settings without a sky of ours: cave, space, under water; and the shore and the deck."""

from __future__ import annotations

from random import Random

from workers.pictures.drawn import land
from workers.pictures.drawn.palette import BLACK, MATERIALS, WHITE, Colour, mix, rgb
from workers.pictures.drawn.paper import Paper
from workers.pictures.drawn.scene import Scene
from workers.pictures.drawn.shapes import Point, blob, box, dice, ellipse, limb, poly, ridge, smooth, under
from workers.pictures.drawn.sky import sky, stars
from workers.pictures.drawn.stage import Stage

M = MATERIALS


def cave(paper: Paper, scene: Scene) -> Stage:
    """Rock around a mouth of light, stalactites, crystals that glow, a pool."""
    die, now = dice(scene.home, "cave"), dice(scene.seed, "cave")
    w, h, u = paper.width, paper.height, paper.unit
    sky(paper, scene, now, h * 0.7)
    x, y = w * die.uniform(0.38, 0.62), h * 0.5
    land.hills(paper, die, h * 0.62, u * 0.06, M["pine"], 0.7)
    glow = paper.light.graded(mix(paper.light.low, paper.light.key, 0.3))
    dark = mix(M["dark_stone"], rgb("2b2640"), 0.6)
    rock = M[die.choice(("rock", "dune", "stone", "brown"))]
    for i, (size, depth) in enumerate(((0.23, 0.5), (0.34, 0.3), (0.5, 0.1), (0.72, 0.0))):
        shade = mix(mix(rock, paper.light.low, 0.22), dark, i / 3)
        paper.fill(_ring(die, paper, x, y, u * size * 1.15, u * size), shade, depth, "down", line=0.8)
        for _ in range(4 + i):
            sx = x + die.uniform(-1, 1) * u * size * 1.0
            _spike(
                paper,
                sx,
                y - u * size * die.uniform(0.8, 0.98),
                u * 0.02 * (1 + i),
                u * 0.06 * (1 + i * 0.6),
                mix(shade, BLACK, 0.1),
                depth,
            )
        if i == 0:
            paper.glow(x, y, u * 0.6, glow, 0.5)
    floor = ridge(die, -40, w + 40, h * 0.79, u * 0.02, 0.5)
    paper.fill(under(floor, h + 20), mix(M["dark_stone"], rgb("3a3450"), 0.35), 0, "down")
    pool = w * die.choice((0.25, 0.75))
    paper.fill(ellipse(pool, h * 0.87, u * 0.2, u * 0.03), mix(M["water"], paper.light.low, 0.3), 0, "down")
    paper.raw(ellipse(pool, h * 0.865, u * 0.12, u * 0.007), mix(paper.light.low, WHITE, 0.3), 0.5)
    colour = rgb(die.choice(("6fd6e0", "b08cf0", "7ee0a8", "f0a86a")))
    for _ in range(5):
        cx = w * die.choice((die.uniform(0.0, 0.2), die.uniform(0.8, 1.0)))
        _crystals(paper, die, cx, h * die.uniform(0.82, 0.97), u * die.uniform(0.05, 0.1), colour)
    return Stage(h * 0.92, u * 0.38, dark=True)


def _ring(die: Random, paper: Paper, x: float, y: float, rx: float, ry: float) -> str:
    """All the picture but a hole."""
    w, h = paper.width, paper.height
    hole = blob(die, x, y, rx, ry, 15, 0.13)
    return f"M-30 -30V{h + 30:.0f}H{w + 30:.0f}V-30Z" + hole


def _spike(paper: Paper, x: float, y: float, wide: float, long: float, colour: Colour, depth: float) -> None:
    paper.fill(
        smooth(
            [
                (x - wide, y - wide),
                (x + wide, y - wide),
                (x + wide * 0.35, y + long * 0.5),
                (x, y + long),
                (x - wide * 0.4, y + long * 0.4),
            ]
        ),
        colour,
        depth,
        "side",
    )


def _crystals(paper: Paper, die: Random, x: float, y: float, size: float, colour: Colour) -> None:
    paper.glow(x, y - size * 0.5, size * 2.4, colour, 0.42)
    for tilt in (-32, 26, -6):
        long, thick = size * die.uniform(0.8, 1.3), size * 0.2
        with paper.place(x, y, tilt=tilt):
            paper.raw(
                poly([(-thick, 0), (-thick, -long * 0.8), (0, -long), (thick, -long * 0.8), (thick, 0)]),
                mix(colour, BLACK, 0.22),
            )
            paper.raw(poly([(-thick, 0), (-thick, -long * 0.8), (0, -long), (0, 0)]), mix(colour, WHITE, 0.25))


def space(paper: Paper, scene: Scene) -> Stage:
    """Stars, a nebula, a planet with its ring, and a ground full of craters."""
    die, now = dice(scene.home, "space"), dice(scene.seed, "space")
    w, h, u = paper.width, paper.height, paper.unit
    base = rgb(die.choice(("141033", "0c1a38", "1d0f33")))
    glow = rgb(die.choice(("8a4fd0", "2f8fb8", "d0557a")))
    warm = {"day": 0.12, "dawn": 0.2, "dusk": 0.26, "night": 0.05}[scene.time]
    paper.fade(
        box(-20, -20, w + 40, h + 40),
        [(0, paper.light.graded(base), 1), (1, paper.light.graded(mix(base, glow, 0.35 + warm)), 1)],
    )
    for _ in range(7):
        paper.glow(
            die.uniform(0, w),
            die.uniform(0, h * 0.7),
            u * die.uniform(0.2, 0.5),
            mix(glow, rgb("ffb0a0"), die.random() * 0.5),
            0.26,
        )
    stars(paper, now, h, 260)
    px, py, r = w * die.choice((0.24, 0.74)), h * 0.27, u * die.uniform(0.13, 0.18)
    colour = M[die.choice(("coral", "teal", "gold", "purple"))]
    _planet(paper, die, px, py, r, colour)
    mx, my = w - px + u * 0.1, h * 0.16
    _ball(paper, mx, my, u * 0.045, M["silver"])
    _ball(paper, w * 0.5, h * 0.42, u * 0.025, M["ice"])
    ground = M[die.choice(("grey", "dune", "plum", "brick"))]
    land.hills(paper, die, h * 0.7, u * 0.09, mix(ground, base, 0.4), 0.12, 0.55)
    line = ridge(die, -40, w + 40, h * 0.78, u * 0.025, 0.4, 4)
    paper.fill(under(line, h + 20), mix(ground, WHITE, 0.12), 0, "down")
    for i in range(10):
        y = h * (0.82 + 0.017 * i)
        x, size = die.uniform(0, w), u * (0.018 + 0.006 * i)
        paper.fill(ellipse(x, y, size * 1.6, size * 0.4), mix(ground, BLACK, 0.4), 0, "flat", line=0.5)
        paper.fill(ellipse(x, y + size * 0.12, size * 1.4, size * 0.27), mix(ground, BLACK, 0.16), 0, "flat", line=0)
    return Stage(h * 0.92, u * 0.38, bubbles=True)


def _ball(paper: Paper, x: float, y: float, r: float, colour: Colour) -> None:
    side = paper.light.side
    paper.raw(ellipse(x, y, r), mix(colour, BLACK, 0.5))
    lit = paper.light.graded(mix(colour, WHITE, 0.25))
    paper.raw(
        smooth(
            [
                (x + side * r * 0.2, y - r * 0.98),
                (x + side * r * 0.8, y - r * 0.6),
                (x + side * r, y),
                (x + side * r * 0.8, y + r * 0.6),
                (x + side * r * 0.2, y + r * 0.98),
                (x - side * r * 0.1, y),
            ]
        ),
        lit,
    )


def _planet(paper: Paper, die: Random, x: float, y: float, r: float, colour: Colour) -> None:
    paper.glow(x, y, r * 2, mix(colour, WHITE, 0.3), 0.4)
    tone = paper.light.graded
    side = paper.light.side
    shades = [tone(mix(colour, WHITE, 0.35)), tone(colour), tone(mix(colour, BLACK, 0.72))]
    stops = [(i / 2, shade, 1.0) for i, shade in enumerate(shades if side < 0 else shades[::-1])]
    paper.fade(ellipse(x, y, r), stops, across=True)
    for part in (-0.5, -0.12, 0.3, 0.62):
        wide = r * (1 - part**2) ** 0.5
        paper.raw(
            smooth(
                [
                    (x - wide, y + part * r),
                    (x, y + part * r + r * 0.09),
                    (x + wide, y + part * r),
                    (x, y + part * r + r * 0.19),
                ]
            ),
            mix(colour, WHITE, 0.5),
            0.28,
        )
    with paper.place(x, y, tilt=-16):
        ring = [
            (-r * 1.05, -r * 0.02),
            (-r * 1.8, r * 0.02),
            (-r * 1.2, r * 0.34),
            (0, r * 0.48),
            (r * 1.2, r * 0.34),
            (r * 1.8, r * 0.02),
            (r * 1.05, -r * 0.02),
            (r * 1.36, r * 0.06),
            (r * 0.9, r * 0.25),
            (0, r * 0.33),
            (-r * 0.9, r * 0.25),
            (-r * 1.36, r * 0.06),
        ]
        paper.raw(smooth(ring), mix(M["cream"], colour, 0.25), 0.85)


def underwater(paper: Paper, scene: Scene) -> Stage:
    """Light from above, rocks with corals and weed, a wreck, small fish, bubbles."""
    die, now = dice(scene.home, "underwater"), dice(scene.seed, "underwater")
    w, h, u = paper.width, paper.height, paper.unit
    light = paper.light
    top, deep = light.graded(mix(rgb("7fd8d8"), light.middle, 0.35)), light.graded(mix(rgb("0d3f66"), light.top, 0.3))
    dim = 0.45 if scene.time == "night" else 1.0
    top, deep = mix(BLACK, top, dim), mix(BLACK, deep, 0.5 + dim / 2)
    paper.fade(box(-20, -20, w + 40, h + 40), [(0, top, 1), (0.4, mix(top, deep, 0.55), 1), (1, deep, 1)])
    for _ in range(7):
        x, wide = now.uniform(-0.1, 1) * w, u * now.uniform(0.03, 0.12)
        paper.fade(
            poly([(x, -10), (x + wide, -10), (x + wide * 2.4 + u * 0.25, h * 0.85), (x + u * 0.1, h * 0.85)]),
            [(0, WHITE, 0.3 * dim), (1, WHITE, 0.0)],
        )
    sea = mix(M["rock"], rgb("1f6a80"), 0.6)
    for row, depth in enumerate((0.6, 0.35)):
        paper.fill(
            under(ridge(die, -60, w + 60, h * (0.66 + 0.08 * row), u * 0.12, 0.5), h + 20),
            mix(sea, deep, 0.45 - 0.25 * row),
            depth * 0.3,
            "down",
        )
    for _ in range(3):
        _shoal(paper, now, now.uniform(0.1, 0.9) * w, h * now.uniform(0.18, 0.5), u)
    paper.fill(under(ridge(die, -40, w + 40, h * 0.84, u * 0.03, 0.4, 4), h + 20), mix(M["sand"], deep, 0.3), 0, "down")
    for _ in range(12):
        x = w * die.choice((die.uniform(-0.02, 0.3), die.uniform(0.7, 1.02)))
        y = h * die.uniform(0.84, 0.98)
        kind = die.random()
        if kind < 0.4:
            _weed(paper, die, x, y, u * die.uniform(0.12, 0.3))
        elif kind < 0.75:
            _coral(paper, die, x, y, u * die.uniform(0.06, 0.13))
        else:
            land.rock(paper, die, x, y, u * die.uniform(0.04, 0.09), 0, sea)
    _bubbles(paper, now)
    return Stage(h * 0.86, u * 0.38, bubbles=True, afloat=True)


def _bubbles(paper: Paper, now: Random) -> None:
    w, h = paper.width, paper.height
    for _ in range(30):
        r = now.uniform(2, 9)
        x, y = now.uniform(0, w), now.uniform(0.1, 0.9) * h
        paper.raw(ellipse(x, y, r), WHITE, 0.22)
        paper.raw(ellipse(x - r * 0.3, y - r * 0.3, r * 0.28), WHITE, 0.7)


def _shoal(paper: Paper, die: Random, x: float, y: float, u: float) -> None:
    colour, way = M[die.choice(("yellow", "orange", "coral", "silver", "blue"))], die.choice((-1, 1))
    for _ in range(7):
        fx, fy, s = x + die.uniform(-0.12, 0.12) * u, y + die.uniform(-0.06, 0.06) * u, u * die.uniform(0.012, 0.02)
        body = [
            (fx + way * s * 1.4, fy),
            (fx, fy - s * 0.6),
            (fx - way * s, fy),
            (fx - way * s * 1.7, fy - s * 0.6),
            (fx - way * s * 1.5, fy),
            (fx - way * s * 1.7, fy + s * 0.6),
            (fx - way * s, fy),
            (fx, fy + s * 0.6),
        ]
        paper.fill(smooth(body), colour, 0.15, "down", line=0.5)


def _weed(paper: Paper, die: Random, x: float, y: float, tall: float) -> None:
    for _ in range(5):
        bx, sway = x + die.uniform(-0.2, 0.2) * tall, die.uniform(0.06, 0.14) * tall
        high = tall * die.uniform(0.6, 1.1)
        points: list[Point] = [
            (bx, y),
            (bx + sway, y - high * 0.35),
            (bx - sway, y - high * 0.7),
            (bx + sway * 0.6, y - high),
        ]
        paper.fill(
            limb(points, [tall * 0.03, tall * 0.032, tall * 0.026, tall * 0.006]),
            mix(M["weed"], M["teal"], die.random()),
            0,
            "side",
        )


def _coral(paper: Paper, die: Random, x: float, y: float, size: float) -> None:
    colour = M[die.choice(("coral", "pink", "orange", "purple", "yellow"))]
    for i in range(6):
        angle = (i - 2.5) * 0.34
        end = (x + size * 1.3 * angle, y - size * (1.3 - angle * angle * 0.5) * die.uniform(0.8, 1.2))
        paper.fill(
            limb([(x, y + 5), (x + size * angle * 0.5, y - size * 0.5), end], [size * 0.12, size * 0.1, size * 0.09]),
            colour,
            0,
            "side",
        )
        paper.fill(ellipse(end[0], end[1] - size * 0.02, size * 0.05), mix(colour, WHITE, 0.45), 0, "flat", line=0)
