"""Settings that people built: street, castle, village, room."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from workers.pictures.drawn import land
from workers.pictures.drawn.palette import BLACK, MATERIALS, WHITE, Colour, mix, rgb
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
    paper.fill(poly([spot(a, 0), spot(b, 0), spot(b, 1), spot(a, 1)]), mix(wall, rgb("2c2c48"), 0.1 if side * paper.light.side < 0 else 0.28),
               depth, "down")  # fmt: skip
    paper.fill(
        poly([spot(a, 1), spot(b, 1), spot(b - 0.02, 1.16), spot(a + 0.01, 1.12)]),
        M[die.choice(("slate", "roof"))],
        depth,
        "down",
    )
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
    paper.fill(smooth([(x - u * 0.62, h * 0.76), (x - u * 0.36, h * 0.64), (x - u * 0.2, top + 10), (x + u * 0.2, top + 6), (x + u * 0.4, h * 0.65),
                       (x + u * 0.66, h * 0.76)]), M["moss"], 0.4, "side")  # fmt: skip
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
        for i in range(26):
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
        slit = smooth([(x - 2.6, -tall + 32 + 44 * row), (x - 2.6, -tall + 22 + 44 * row), (x, -tall + 18 + 44 * row), (x + 2.6, -tall + 22 + 44 * row),
                       (x + 2.6, -tall + 32 + 44 * row)])  # fmt: skip
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
    church = w * die.uniform(0.38, 0.62)
    land.house(paper, die, church + u * 0.08, h * 0.665, u * 0.13, 0.5, M["cream"], M["slate"], 0.55)
    paper.fill(box(church - u * 0.03, h * 0.665 - u * 0.2, u * 0.06, u * 0.2), M["cream"], 0.5, "side")
    paper.fill(
        poly(
            [
                (church - u * 0.042, h * 0.665 - u * 0.2),
                (church, h * 0.665 - u * 0.36),
                (church + u * 0.042, h * 0.665 - u * 0.2),
            ]
        ),
        M["slate"],
        0.5,
        "side",
    )
    land.hills(paper, die, h * 0.67, u * 0.025, M["leaf2"], 0.4)
    for row in range(3):
        y, depth, wide = h * (0.7 + 0.045 * row), 0.36 - 0.13 * row, u * (0.13 + 0.05 * row)
        for side in (-1, 1):
            for i in range(3 - row if w > h else 2 - row // 2):
                x = w / 2 + side * (w * (0.15 + 0.1 * row) + i * wide * 1.35 + die.uniform(0, wide * 0.2))
                land.tree(paper, die, x + wide * 0.7, y - 4, wide * die.uniform(0.8, 1.3), depth)
                land.house(paper, die, x, y, wide, depth, M[die.choice(("plaster", "cream", "pink", "white", "yellow"))],
                           M[die.choice(("thatch", "roof", "roof", "slate"))], 0.62)  # fmt: skip
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
        fall = [(edge + side * 40, top - 34), (edge - side * wide * 0.2, top - 34), (edge - side * wide * 0.13, top + tall * 0.3),
                (edge - side * 2, top + tall * 0.58), (edge + side * 6, top + tall + 44), (edge + side * 62, top + tall + 44), (edge + side * 54, top)]  # fmt: skip
        paper.fill(smooth(fall), M["red"], 0, "side")
        for part in (0.35, 0.7):
            paper.stroke(f"M{at(edge + side * (40 - 70 * part), top - 26)}Q{at(edge - side * 8 * part, top + tall * 0.5)} {at(edge + side * (52 - 26 * part), top + tall + 36)}",
                         mix(M["red"], BLACK, 0.35), 3, opacity=0.5)  # fmt: skip
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
        paper.fill(smooth([(px - s * 0.42, py + s * 0.32), (px - s * 0.42, py + s * 0.1), (px - s * 0.1, py - s * 0.1), (px + s * 0.2, py + s * 0.12), (px + s * 0.42, py),
                           (px + s * 0.42, py + s * 0.32)]), M["leaf"], 0.2, "flat", line=0.3)  # fmt: skip
