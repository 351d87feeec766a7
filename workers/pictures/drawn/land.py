"""What grows and stands outside: hills, trees, rocks, houses, water."""

from __future__ import annotations

from random import Random

from workers.pictures.drawn.palette import MATERIALS, WHITE, Colour, mix, rgb
from workers.pictures.drawn.paper import Paper
from workers.pictures.drawn.shapes import Point, at, bent, blob, box, ellipse, limb, poly, ridge, smooth, under

M = MATERIALS


def hills(
    paper: Paper, die: Random, y: float, rise: float, colour: Colour, depth: float, rough: float = 0.42,
    halvings: int = 5,
) -> list[Point]:  # fmt: skip
    """A range across the whole picture; gives its skyline."""
    line = ridge(die, -160, paper.width + 160, y, rise, rough, halvings)
    paper.fill(under(line, paper.height + 30, soft=rough < 0.6), colour, depth, "down", line=0.8)
    return line


def peaks(paper: Paper, die: Random, y: float, rise: float, depth: float, snow: bool = True) -> None:
    """Mountains with a lit and a shadowed side and, if wished, snow on top."""
    side = paper.light.side
    x = -220.0
    while x < paper.width + 200:
        wide, tall = rise * die.uniform(0.9, 1.35), rise * die.uniform(0.62, 1.08)
        left, right = die.uniform(0.8, 1.2) * wide, die.uniform(0.8, 1.2) * wide
        top = (x, y - tall)
        paper.fill(poly([(x - left, y + 40), *_jag(die, (x - left, y), top), *_jag(die, top, (x + right, y)),
                         (x + right, y + 40)]), M["rock"], depth, "flat", line=0.7)  # fmt: skip
        away = -1 if side > 0 else 1
        foot = x + (right if away > 0 else -left)
        spine = [top, (x + away * wide * 0.06, y - tall * 0.66), (x - away * wide * 0.07, y - tall * 0.36),
                 (x + away * wide * 0.1, y + 40)]  # fmt: skip
        paper.fill(poly([*spine, (foot, y + 40), (foot, y), *_jag(die, (foot, y), top)]),
                   mix(M["rock"], rgb("2d3350"), 0.42), depth, "flat", line=0)  # fmt: skip
        if snow:
            _cap(paper, die, top, left, right, tall, depth, away)
        x += wide * die.uniform(0.75, 1.25)


def _jag(die: Random, start: Point, end: Point) -> list[Point]:
    points = [start]
    for i in range(1, 5):
        part = i / 5
        points.append(
            (start[0] + (end[0] - start[0]) * part + die.uniform(-9, 9),
             start[1] + (end[1] - start[1]) * part + die.uniform(-9, 9))
        )  # fmt: skip
    return [*points, end]


def _cap(
    paper: Paper, die: Random, top: Point, left: float, right: float, tall: float, depth: float, away: int
) -> None:
    x, y = top
    low = 0.36
    edge = [(x - left * low, y + tall * low)]
    for i in range(1, 7):
        part = i / 7
        edge.append((x - left * low + (left + right) * low * part, y + tall * low * (0.72 if i % 2 else 1.06)))
    edge.append((x + right * low, y + tall * low))
    paper.fill(poly([top, *edge]), M["snow"], depth * 0.8, "flat", line=0.3)
    shade = [p for p in edge if (p[0] - x) * away >= -left * 0.02]
    paper.fill(poly([top, *shade]), rgb("aebbd6"), depth * 0.8, "flat", line=0)


def pine(paper: Paper, die: Random, x: float, y: float, tall: float, depth: float, colour: Colour | None = None,
         snowy: bool = False) -> None:  # fmt: skip
    colour = colour or mix(M["pine"], M["leaf"], die.random() * 0.35)
    paper.fill(box(x - tall * 0.025, y - tall * 0.18, tall * 0.05, tall * 0.19), M["bark"], depth, "side")
    tiers = 5
    for i in range(tiers):
        low = y - tall * (0.1 + 0.155 * i)
        wide = tall * (0.25 - 0.038 * i) * die.uniform(0.93, 1.07)
        high = low - tall * (0.34 - 0.02 * i)
        hem = [(x + wide * (1 - 2 * j / 6), low + tall * (0.018 if j % 2 else -0.012)) for j in range(7)]
        paper.fill(poly([(x, high), *hem]), mix(colour, WHITE, 0.03 * i), depth, "side", line=0.7)
        if snowy:
            drift = [
                (x + wide * 0.8 * (1 - 2 * j / 6), high + (low - high) * (0.62 if j % 2 else 0.5)) for j in range(7)
            ]
            drift = [(x + (px - x) * (0.5 if k else 1) * 0.62, py) for k, (px, py) in enumerate(drift)]
            paper.fill(poly([(x, high), *sorted(drift, reverse=True)]), M["snow"], depth, "side", line=0)


def tree(
    paper: Paper, die: Random, x: float, y: float, tall: float, depth: float, colour: Colour | None = None
) -> None:
    """One with a round crown: its shadow, its body, its lit side, and dabs of leaves."""
    colour = colour or mix(M["leaf"], M["leaf2"], die.random())
    lean = die.uniform(-0.05, 0.05) * tall
    paper.fill(limb([(x, y + 4), (x + lean * 0.4, y - tall * 0.3), (x + lean, y - tall * 0.62)],
                    [tall * 0.045, tall * 0.03, tall * 0.018]), M["bark"], depth, "side")  # fmt: skip
    for way in (-1, 1):
        paper.fill(limb([(x + lean * 0.5, y - tall * 0.36), (x + lean + way * tall * 0.12, y - tall * 0.58)],
                        [tall * 0.018, tall * 0.008]), M["bark"], depth, "flat", line=0.5)  # fmt: skip
    crown = [(die.uniform(-0.2, 0.2), die.uniform(-0.88, -0.52), die.uniform(0.13, 0.2)) for _ in range(8)]
    crown += [(0.0, -0.72, 0.26), (-0.16, -0.6, 0.17), (0.17, -0.6, 0.17)]
    side = paper.light.side
    base = [blob(die, x + lean + cx * tall, y + cy * tall, r * tall, r * tall * 0.92, 10, 0.07) for cx, cy, r in crown]
    paper.cluster(base, mix(colour, rgb("1f3a4a"), 0.34), depth, "down")
    lit = [blob(die, x + lean + (cx + side * 0.035) * tall, y + (cy - 0.035) * tall, r * tall * 0.82, r * tall * 0.74,
                10, 0.09) for cx, cy, r in crown]  # fmt: skip
    paper.fill("".join(lit), colour, depth, "flat", line=0)
    warm = mix(colour, paper.light.key, 0.3)
    dabs = [blob(die, x + lean + (cx + side * 0.07 + die.uniform(-0.05, 0.05)) * tall,
                 y + (cy - 0.07 + die.uniform(-0.05, 0.05)) * tall, r * tall * 0.34, r * tall * 0.24, 7, 0.2)
            for cx, cy, r in crown for _ in range(2)]  # fmt: skip
    paper.fill("".join(dabs), warm, depth, "flat", line=0)


def trunk(paper: Paper, die: Random, x: float, top: float, y: float, wide: float, depth: float,
          colour: Colour | None = None) -> None:  # fmt: skip
    """A tall stem that leaves the picture at the top."""
    colour = colour or M["bark"]
    lean = die.uniform(-1, 1) * wide
    left = [(x - wide * 0.42 + lean, top), (x - wide * 0.5 + lean * 0.3, (top + y) / 2), (x - wide * 0.6, y - wide),
            (x - wide * 1.25, y + wide * 0.12)]  # fmt: skip
    right = [
        (x + wide * 1.2, y + wide * 0.12),
        (x + wide * 0.58, y - wide),
        (x + wide * 0.48 + lean * 0.3, (top + y) / 2),
        (x + wide * 0.42 + lean, top),
    ]
    paper.fill(smooth([*left, *right]), colour, depth, "side")
    for _ in range(int(5 * (1 - depth)) + 1):
        bx, by = x + die.uniform(-0.3, 0.3) * wide, die.uniform(top, y - wide)
        long = die.uniform(0.5, 1.6) * wide
        paper.stroke(f"M{at(bx, by)}q{at(wide * 0.06, long * 0.5)} 0 {long:.1f}", mix(colour, rgb("1c1420"), 0.5),
                     max(1.0, wide * 0.05), depth, 0.6)  # fmt: skip


def bush(
    paper: Paper, die: Random, x: float, y: float, size: float, depth: float, colour: Colour | None = None
) -> None:
    colour = colour or mix(M["leaf"], M["moss"], die.random())
    heap = [(die.uniform(-0.7, 0.7), die.uniform(-0.55, -0.2), die.uniform(0.3, 0.45)) for _ in range(6)]
    paper.cluster([blob(die, x + cx * size, y + cy * size, r * size, r * size * 0.85) for cx, cy, r in heap],
                  mix(colour, rgb("1f3a4a"), 0.3), depth)  # fmt: skip
    side = paper.light.side * 0.08
    paper.fill("".join(blob(die, x + (cx + side) * size, y + (cy - 0.1) * size, r * size * 0.7, r * size * 0.5)
                       for cx, cy, r in heap), colour, depth, "flat", line=0)  # fmt: skip


def rock(
    paper: Paper, die: Random, x: float, y: float, size: float, depth: float, colour: Colour | None = None
) -> None:
    colour = colour or M["rock"]
    flat = die.uniform(0.55, 0.8)
    body = [
        (x - size, y),
        (x - size * 0.86, y - size * flat * 0.6),
        (x - size * 0.3, y - size * flat),
        (x + size * 0.35, y - size * flat * 0.92),
        (x + size * 0.9, y - size * flat * 0.45),
        (x + size, y),
    ]
    paper.fill(poly(body), mix(colour, rgb("2a2c45"), 0.3), depth, "flat")
    side = paper.light.side
    face = [body[2], body[3], (x - side * size * 0.12, y - size * flat * 0.5)]
    ends = (
        [body[1], body[0], (x + side * size * 0.3, y)] if side < 0 else [body[4], body[5], (x + side * size * 0.3, y)]
    )
    order = [face[1], face[0], *ends, face[2]] if side < 0 else [face[0], face[1], *ends, face[2]]
    paper.fill(poly(order), colour, depth, "flat", line=0)
    paper.fill(poly([body[2], body[3], face[2]]), mix(colour, WHITE, 0.22), depth, "flat", line=0)


def tufts(paper: Paper, die: Random, x: float, y: float, size: float, depth: float, colour: Colour) -> None:
    """Blades of grass."""
    for _ in range(7):
        bx, lean, tall = x + die.uniform(-0.5, 0.5) * size, die.uniform(-0.35, 0.35) * size, die.uniform(0.4, 1) * size
        root, tip = size * 0.05, (bx + lean, y - tall)
        bends = (bx + lean * 0.2, y - tall * 0.6), (bx + lean * 0.4, y - tall * 0.4)
        blade = bent((bx - root, y), bends[0], tip, bends[1], (bx + root, y), closed=True)
        paper.fill(blade, colour, depth, "flat", line=0.3)


def house(paper: Paper, die: Random, x: float, y: float, wide: float, depth: float, wall: Colour, roof: Colour,
          tall: float = 0.8) -> None:  # fmt: skip
    """Seen from the front, with its gable or its eaves; ``tall`` is its wall's height against its width."""
    high = wide * tall
    paper.fill(box(x - wide / 2, y - high, wide, high + 3), wall, depth, "side")
    rise = wide * die.uniform(0.4, 0.62)
    over = wide * 0.09
    if die.random() < 0.5:
        outline = [
            (x - wide / 2 - over, y - high + over * 0.3),
            (x, y - high - rise),
            (x + wide / 2 + over, y - high + over * 0.3),
        ]
    else:
        outline = [(x - wide / 2 - over, y - high), (x - wide * 0.36, y - high - rise * 0.8),
                   (x + wide * 0.36, y - high - rise * 0.8), (x + wide / 2 + over, y - high)]  # fmt: skip
    if die.random() < 0.7:
        cx = x + die.choice((-1, 1)) * wide * 0.22
        paper.fill(
            box(cx - wide * 0.05, y - high - rise * 0.95, wide * 0.1, rise * 0.6),
            mix(wall, M["brick"], 0.6),
            depth,
            "side",
        )
    paper.fill(poly(outline), roof, depth, "side")
    _openings(paper, die, x, y, wide, high, depth)


def _openings(paper: Paper, die: Random, x: float, y: float, wide: float, high: float, depth: float) -> None:
    rows = max(1, round(high / wide * 1.9))
    door = die.choice((-1, 0, 1))
    size = min(wide * 0.17, high / rows * 0.5)
    for row in range(rows):
        for column in (-1, 0, 1):
            wx, wy = x + column * wide * 0.29, y - high * (row + 0.62) / rows
            if row == 0 and column == door:
                paper.fill(
                    box(wx - size * 0.5, y - size * 1.75, size, size * 1.75), M["dark_wood"], depth, "flat", line=0.6
                )
            elif die.random() < 0.86:
                window(paper, wx, wy - size * 0.3, size, depth, die.random() < 0.65)


def window(paper: Paper, x: float, y: float, size: float, depth: float, lit: bool) -> None:
    pane = box(x - size * 0.42, y - size * 0.5, size * 0.84, size)
    paper.fill(box(x - size * 0.5, y - size * 0.58, size, size * 1.16), M["cream"], depth, "flat", line=0.6)
    if lit and paper.light.lamps:
        paper.raw(pane, mix(M["window"], paper.light.haze, depth * 0.4))
        paper.glow(x, y, size * 2.6, M["window"], 0.4)
    else:
        paper.fill(pane, mix(M["glass"], rgb("3c5870"), 0.5), depth, "down", line=0)
    if size > 16:
        paper.stroke(
            f"M{at(x, y - size / 2)}v{size:.1f}M{at(x - size * 0.42, y)}h{size * 0.84:.1f}",
            M["cream"],
            size * 0.07,
            depth,
        )


def water(paper: Paper, die: Random, top: float, bottom: float, depth: float = 0.6) -> None:
    """From its horizon nearer: the sky in it, then deeper colour, and glints that grow."""
    light, width = paper.light, paper.width
    far, near = light.tone(mix(M["water"], light.low, 0.45), depth), light.tone(M["deep"], 0.0)
    paper.fade(
        box(-20, top, width + 40, bottom - top + 20),
        [(0, mix(far, light.graded(light.low), 0.35), 1), (0.35, mix(far, near, 0.45), 1), (1, near, 1)],
    )
    shine = mix(light.low, WHITE, 0.25)
    sun = width * (0.5 + 0.24 * light.side)
    for i in range(64):
        part = (i / 64) ** 1.7
        y = top + 4 + part * (bottom - top)
        for _ in range(2):
            x, long = die.uniform(-0.05, 1.05) * width, (14 + 95 * part) * die.uniform(0.6, 1.5)
            _glint(paper, x, y, long, 1.3 + 5 * part, shine, 0.13 + 0.12 * die.random())
        if light.lamps or i % 2:
            x, long = sun + die.gauss(0, 1) * (18 + 70 * part), (16 + 60 * part) * die.uniform(0.6, 1.3)
            _glint(paper, x, y, long, 1.6 + 5 * part, mix(light.key, WHITE, 0.2), 0.6)


def _glint(paper: Paper, x: float, y: float, long: float, thick: float, colour: Colour, opacity: float) -> None:
    path = f"M{at(x - long, y)}Q{at(x, y - thick)} {at(x + long, y)}Q{at(x, y + thick)} {at(x - long, y)}Z"
    paper.raw(path, colour, opacity)


def reeds(paper: Paper, die: Random, x: float, y: float, size: float) -> None:
    """Dark blades that frame a picture from below."""
    for _ in range(9):
        bx, lean, tall = (
            x + die.uniform(-1, 1) * size * 0.5,
            die.uniform(-0.4, 0.4) * size,
            die.uniform(0.5, 1.1) * size,
        )
        paper.fill(
            limb(
                [(bx, y), (bx + lean * 0.4, y - tall * 0.6), (bx + lean, y - tall)],
                [size * 0.03, size * 0.022, size * 0.004],
            ),
            mix(M["pine"], rgb("101820"), 0.55),
            0,
            "flat",
        )


def discs(die: Random, count: int, left: float, right: float, top: float, bottom: float, size: float) -> str:
    """Pebbles, petals, foam: many small ones."""
    return "".join(
        ellipse(die.uniform(left, right), die.uniform(top, bottom), size * die.uniform(0.5, 1.2), size * 0.5)
        for _ in range(count)
    )
