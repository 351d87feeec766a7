"""Settings that people built: street, castle, village, room."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from workers.pictures.drawn import land
from workers.pictures.drawn.palette import MATERIALS, WHITE, Colour, mix, rgb
from workers.pictures.drawn.paper import Paper
from workers.pictures.drawn.props import standing
from workers.pictures.drawn.scene import Scene
from workers.pictures.drawn.shapes import Point, at, box, dice, ellipse, height_at, poly, ridge, smooth, under
from workers.pictures.drawn.sky import sky
from workers.pictures.drawn.stage import Stage
from workers.pictures.drawn.wild import path

M = MATERIALS
FACADES = ("plaster", "brick", "pink", "cream", "stone", "teal", "yellow", "blue")


def city(paper: Paper, scene: Scene) -> Stage:
    """A street between tall houses, drawn to one point, with lamps."""
    die, now = dice(scene.home, "city"), dice(scene.seed, "city")
    w, h, u = paper.width, paper.height, paper.unit
    far = (w * die.uniform(0.44, 0.56), h * 0.64)
    sky(paper, scene, now, far[1])
    for _ in range(9):
        x, tall = far[0] + die.uniform(-0.22, 0.22) * w, u * die.uniform(0.1, 0.24)
        land.house(paper, die, x, far[1] + 5, u * 0.06, 0.78, M[die.choice(FACADES)], M["slate"], tall / (u * 0.06))
    paper.fill(
        poly([(-20, h + 20), (-20, h * 0.8), far, (w + 20, h * 0.8), (w + 20, h + 20)]), M["dark_stone"], 0.05, "down"
    )
    for side in (-1, 1):
        parts = [0.14, 0.24, 0.38, 0.6, 1.02]
        for i in range(len(parts) - 1):
            _facade(paper, die, far, side, parts[i], parts[i + 1])
        edge = w / 2 + side * w * 0.52
        paper.fill(
            poly([(far[0], far[1]), (edge, h * 0.87), (edge, h * 0.93), (far[0], far[1] + 2)]),
            M["stone"],
            0.1,
            "flat",
            line=0.4,
        )
    for part in (0.3, 0.62):
        for side in (-1, 1):
            x = far[0] + (w / 2 + side * w * 0.4 - far[0]) * part
            y = far[1] + (h * 0.87 - far[1]) * part + 6
            with paper.place(x, y, u * 0.0031 * part):
                standing(paper, "lamp")
    _cobbles(paper, die, far)
    return Stage(h * 0.93, u * 0.4)


def _facade(paper: Paper, die: Random, far: Point, side: int, a: float, b: float) -> None:
    """A house whose front runs towards the vanishing point, from part ``a`` to ``b`` of the way to the eye."""
    w, h, u = paper.width, paper.height, paper.unit
    edge = w / 2 + side * w * 0.5
    tall = u * die.uniform(0.66, 0.98)

    def spot(part: float, up: float) -> Point:
        x = far[0] + (edge - far[0]) * part
        foot = far[1] + (h * 0.87 - far[1]) * part
        return (x, foot - tall * up * part)

    depth = 0.5 * (1 - b) + 0.04
    wall = M[die.choice(FACADES)]
    paper.fill(
        poly([spot(a, 0), spot(b, 0), spot(b, 1), spot(a, 1)]),
        mix(wall, rgb("2c2c48"), 0.1 if side * paper.light.side < 0 else 0.28),
        depth,
        "down",
    )
    paper.fill(
        poly([spot(a, 1), spot(b, 1), spot(b - 0.02, 1.16), spot(a + 0.01, 1.12)]),
        M[die.choice(("slate", "roof"))],
        depth,
        "down",
    )
    _panes(paper, die, spot, a, b)
    if die.random() < 0.55:
        _awning(
            paper,
            spot(a + (b - a) * 0.1, 0.27),
            spot(a + (b - a) * 0.9, 0.27),
            side,
            (b - a) * u * 0.15,
            M[die.choice(("red", "green", "blue"))],
            depth,
        )


def _panes(paper: Paper, die: Random, spot: Callable[[float, float], Point], a: float, b: float) -> None:
    """Doors below, windows above."""
    depth = 0.5 * (1 - b) + 0.04
    rows, columns = die.choice((3, 4)), 3 if b > 0.5 else 2
    for row in range(rows):
        for column in range(columns):
            x1 = a + (b - a) * (column + 0.28) / columns
            x2 = a + (b - a) * (column + 0.72) / columns
            y1, y2 = (row + 0.3) / rows, (row + 0.76) / rows
            pane = poly([spot(x1, y1), spot(x2, y1), spot(x2, y2), spot(x1, y2)])
            lit = paper.light.lamps and die.random() < 0.62
            if row == 0:
                paper.fill(
                    poly([spot(x1, 0), spot(x2, 0), spot(x2, y2), spot(x1, y2)]),
                    M[die.choice(("dark_wood", "teal", "red"))],
                    depth,
                    "flat",
                    line=0.5,
                )
            elif lit:
                paper.raw(pane, mix(mix(M["window"], M["flame"], die.uniform(0, 0.4)), paper.light.haze, depth * 0.5))
                bars = _bars(spot, x1, x2, y1, y2)
                paper.stroke(bars, M["dark_wood"], 5 * b, depth)
            else:
                paper.fill(pane, mix(M["glass"], rgb("2c4a66"), 0.5), depth, "down", line=0.5)


def _bars(spot: Callable[[float, float], Point], left: float, right: float, low: float, high: float) -> str:
    """The cross in a window."""
    middle, half = (left + right) / 2, (low + high) / 2
    return f"M{at(*spot(middle, low))}L{at(*spot(middle, high))}M{at(*spot(left, half))}L{at(*spot(right, half))}"


def _awning(paper: Paper, start: Point, end: Point, side: int, deep: float, colour: Colour, depth: float) -> None:
    for i in range(6):
        a = (start[0] + (end[0] - start[0]) * i / 6, start[1] + (end[1] - start[1]) * i / 6)
        b = (start[0] + (end[0] - start[0]) * (i + 1) / 6, start[1] + (end[1] - start[1]) * (i + 1) / 6)
        paper.fill(poly([a, b, (b[0] - side * deep, b[1] + deep * 0.6), (a[0] - side * deep, a[1] + deep * 0.6)]),
                   colour if i % 2 else M["cream"], depth, "flat", line=0.4)  # fmt: skip


def _cobbles(paper: Paper, die: Random, far: Point) -> None:
    w, h = paper.width, paper.height
    for row in range(11):
        part = 0.28 + 0.72 * (row / 10) ** 1.6
        y = far[1] + (h - far[1]) * part
        stones = []
        for _ in range(13):
            x = far[0] + die.uniform(-0.55, 0.55) * w * part
            stones.append(ellipse(x, y, 16 * part + 4, 5 * part + 1))
        paper.fill(
            "".join(stones), mix(M["dark_stone"], WHITE, die.uniform(0.04, 0.16)), 0.04, "flat", line=0, opacity=0.55
        )


def castle(paper: Paper, scene: Scene) -> Stage:
    """On its hill, with towers, flags and a road up to the gate."""
    die, now = dice(scene.home, "castle"), dice(scene.seed, "castle")
    w, h, u = paper.width, paper.height, paper.unit
    sky(paper, scene, now, h * 0.62)
    land.hills(paper, die, h * 0.56, u * 0.12, M["rock"], 0.85, 0.6)
    land.hills(paper, die, h * 0.62, u * 0.06, M["pine"], 0.62)
    x = w * die.choice((0.36, 0.64, 0.6))
    top = h * 0.56
    paper.fill(
        smooth(
            [
                (x - u * 0.62, h * 0.76),
                (x - u * 0.36, h * 0.64),
                (x - u * 0.2, top + 10),
                (x + u * 0.2, top + 6),
                (x + u * 0.4, h * 0.65),
                (x + u * 0.66, h * 0.76),
            ]
        ),
        M["moss"],
        0.4,
        "side",
    )
    _keep(paper, die, x, top + 18, u * 0.0019)
    line = land.hills(paper, die, h * 0.75, u * 0.03, M["leaf"], 0.24)
    for _ in range(9):
        tx = die.uniform(0, w)
        if abs(tx - x) > u * 0.14:
            land.tree(paper, die, tx, height_at(line, tx) + 6, u * die.uniform(0.09, 0.15), 0.24)
    paper.fill(under(ridge(die, -40, w + 40, h * 0.83, u * 0.02, 0.4, 4), h + 20), M["grass"], 0, "down")
    path(paper, die, h * 0.77, x, M["path"], 0.13)
    for _ in range(14):
        land.tufts(
            paper, now, now.uniform(0, w), h * now.uniform(0.87, 1), u * 0.035, 0, mix(M["grass"], M["pine"], 0.3)
        )
    return Stage(h * 0.92, u * 0.38)


def _keep(paper: Paper, die: Random, x: float, y: float, scale: float) -> None:
    roofs = M[die.choice(("blue", "roof", "slate", "plum"))]
    with paper.place(x, y, scale):
        for tx, wide, tall in ((-66, 24, 130), (62, 26, 150), (-8, 40, 176), (26, 22, 216)):
            _turret(paper, tx, wide, tall, roofs, 0.4)
        paper.fill(box(-94, -74, 190, 76), M["stone"], 0.36, "side")
        for i in range(12):
            paper.fill(box(-94 + i * 16.4, -83, 9, 11), M["stone"], 0.36, "flat", line=0.5)
        for tx, wide, tall in ((-96, 30, 108), (96, 32, 118), (-22, 24, 100), (24, 24, 100)):
            _turret(paper, tx, wide, tall, roofs, 0.32)
        paper.fill(smooth([(-13, 2), (-13, -24), (0, -36), (13, -24), (13, 2)]), M["dark_wood"], 0.3, "flat")
        for _ in range(26):
            paper.fill(
                box(die.uniform(-88, 80), die.uniform(-66, -8), 8, 4),
                M["dark_stone"],
                0.36,
                "flat",
                line=0,
                opacity=0.4,
            )


def _turret(paper: Paper, x: float, wide: float, tall: float, roof: Colour, depth: float) -> None:
    paper.fill(box(x - wide / 2, -tall, wide, tall + 2), M["stone"], depth, "side")
    paper.fill(box(x - wide * 0.6, -tall - 8, wide * 1.2, 10), M["stone"], depth, "side")
    paper.fill(
        poly([(x - wide * 0.68, -tall - 8), (x, -tall - wide * 1.75), (x + wide * 0.68, -tall - 8)]),
        roof,
        depth,
        "side",
    )
    paper.stroke(f"M{at(x, -tall - wide * 1.7)}v-15", M["iron"], 1.2, depth)
    top = -tall - wide * 1.7 - 15
    paper.fill(f"M{at(x, top)}q8 -4 14 1t10 0v8q-6 3-11 0t-13 1Z", M["red"], depth, "flat", line=0.5)
    for row in range(int(tall // 46)):
        slit = smooth(
            [
                (x - 2.6, -tall + 32 + 44 * row),
                (x - 2.6, -tall + 22 + 44 * row),
                (x, -tall + 18 + 44 * row),
                (x + 2.6, -tall + 22 + 44 * row),
                (x + 2.6, -tall + 32 + 44 * row),
            ]
        )
        if paper.light.lamps:
            paper.raw(slit, M["window"])
        else:
            paper.fill(slit, M["black"], depth, "flat", line=0)


def village(paper: Paper, scene: Scene) -> Stage:
    """Cottages along a lane, a church, fields behind, a fence."""
    die, now = dice(scene.home, "village"), dice(scene.seed, "village")
    w, h, u = paper.width, paper.height, paper.unit
    sky(paper, scene, now, h * 0.6)
    for row, depth in enumerate((0.8, 0.6)):
        land.hills(paper, die, h * (0.55 + 0.06 * row), u * 0.07, (M["pine"], M["grass"])[row], depth, 0.34, 4)
    _church(paper, die, w * die.uniform(0.38, 0.62), h * 0.665)
    land.hills(paper, die, h * 0.67, u * 0.025, M["leaf2"], 0.4)
    for row in range(3):
        y, depth, wide = h * (0.7 + 0.045 * row), 0.36 - 0.13 * row, u * (0.13 + 0.05 * row)
        for side in (-1, 1):
            for i in range(3 - row if w > h else 2 - row // 2):
                x = w / 2 + side * (w * (0.15 + 0.1 * row) + i * wide * 1.35 + die.uniform(0, wide * 0.2))
                land.tree(paper, die, x + wide * 0.7, y - 4, wide * die.uniform(0.8, 1.3), depth)
                land.house(
                    paper,
                    die,
                    x,
                    y,
                    wide,
                    depth,
                    M[die.choice(("plaster", "cream", "pink", "white", "yellow"))],
                    M[die.choice(("thatch", "roof", "roof", "slate"))],
                    0.62,
                )
    paper.fill(under(ridge(die, -40, w + 40, h * 0.815, u * 0.012, 0.4, 4), h + 20), M["grass"], 0.0, "down")
    path(paper, die, h * 0.7, w * 0.5, M["path"], 0.14)
    _fence(paper, h * 0.86, u)
    for _ in range(16):
        land.tufts(
            paper, now, now.uniform(0, w), h * now.uniform(0.88, 1), u * 0.032, 0, mix(M["grass"], M["pine"], 0.3)
        )
    return Stage(h * 0.93, u * 0.38)


def _fence(paper: Paper, y: float, u: float) -> None:
    w = paper.width
    for start, end in ((-30.0, w * 0.24), (w * 0.78, w + 30)):
        for high in (0.035, 0.062):
            paper.fill(box(start, y - u * high, end - start, u * 0.011), M["plank"], 0, "down", line=0.6)
        x = start
        while x <= end:
            paper.fill(
                poly(
                    [
                        (x, y + 5),
                        (x, y - u * 0.072),
                        (x + u * 0.01, y - u * 0.084),
                        (x + u * 0.02, y - u * 0.072),
                        (x + u * 0.02, y + 5),
                    ]
                ),
                M["plank"],
                0,
                "side",
                line=0.7,
            )
            x += u * 0.062


def _church(paper: Paper, die: Random, x: float, y: float) -> None:
    u = paper.unit
    land.house(paper, die, x + u * 0.08, y, u * 0.13, 0.5, M["cream"], M["slate"], 0.55)
    paper.fill(box(x - u * 0.03, y - u * 0.2, u * 0.06, u * 0.2), M["cream"], 0.5, "side")
    paper.fill(
        poly(
            [
                (x - u * 0.042, y - u * 0.2),
                (x, y - u * 0.36),
                (x + u * 0.042, y - u * 0.2),
            ]
        ),
        M["slate"],
        0.5,
        "side",
    )
