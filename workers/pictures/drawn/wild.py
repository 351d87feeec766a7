"""Settings where nobody built: forest, mountains, desert, snow, meadow, lake."""

from __future__ import annotations

from random import Random

from workers.pictures.drawn import land
from workers.pictures.drawn.palette import BLACK, MATERIALS, WHITE, Colour, mix, rgb
from workers.pictures.drawn.paper import Paper
from workers.pictures.drawn.scene import Scene
from workers.pictures.drawn.shapes import (
    at,
    bent,
    blob,
    box,
    dice,
    ellipse,
    height_at,
    limb,
    points,
    poly,
    ridge,
    smooth,
    under,
)
from workers.pictures.drawn.sky import sky
from workers.pictures.drawn.stage import Stage

M = MATERIALS


def path(paper: Paper, die: Random, top: float, far: float, colour: Colour, wide: float = 0.16) -> None:
    """A way that winds from the eye to ``far`` across, at height ``top``."""
    w, h = paper.width, paper.height
    near, bend = w * die.uniform(0.35, 0.65), w * die.uniform(-0.12, 0.12)
    deep = h - top
    left = [
        (near - w * wide, h + 20),
        (near + bend - w * wide * 0.5, top + deep * 0.45),
        (far + bend * 0.3 - w * wide * 0.16, top + deep * 0.14),
        (far - 3, top),
    ]
    right = [
        (far + 3, top),
        (far + bend * 0.3 + w * wide * 0.12, top + deep * 0.14),
        (near + bend + w * wide * 0.42, top + deep * 0.45),
        (near + w * wide * 1.05, h + 20),
    ]
    paper.fill(smooth([*left, *right]), colour, 0.08, "down", line=0.5)


def forest(paper: Paper, scene: Scene) -> Stage:
    """Stems in rows, paler and paler, with light between them."""
    die, now = dice(scene.home, "forest"), dice(scene.seed, "forest")
    w, h, u = paper.width, paper.height, paper.unit
    sky(paper, scene, now, h * 0.75)
    light = paper.light
    haze = light.graded(light.haze)
    paper.fade(
        box(-20, -20, w + 40, h * 0.85), [(0, light.tone(M["leaf"], 0.7), 0.75), (0.75, haze, 0.75), (1, haze, 0.9)]
    )
    bark = die.choice(("bark", "dark_wood", "birch", "bark"))
    for row, (depth, count) in enumerate(((0.86, 15), (0.66, 11), (0.44, 8), (0.2, 5))):
        floor = h * (0.66 + 0.055 * row)
        crowns = [
            blob(die, i * w / 10, -u * 0.02 + u * 0.025 * row + die.uniform(-20, 20), u * 0.15, u * (0.2 - 0.028 * row))
            for i in range(11)
        ]
        for i in range(count):
            x = (i + die.uniform(0.15, 0.85)) / count * w
            if abs(x - w * 0.5) < w * 0.07 * row:
                continue
            land.trunk(paper, die, x, -30, floor + die.uniform(-8, 12), u * (0.011 + 0.0125 * row), depth, M[bark])
        paper.cluster(crowns, mix(M["leaf"], M["pine"], 0.3 + 0.12 * row), depth)
        ground = land.hills(paper, die, floor, u * 0.018, mix(M["moss"], M["pine"], 0.25), depth * 0.8)
        for _ in range(7):
            x = die.uniform(0, w)
            land.bush(
                paper, die, x, height_at(ground, x) + 10, u * die.uniform(0.03, 0.05) * (1 + 0.4 * row), depth * 0.85
            )
        if row == 1:
            _shafts(paper, now)
    path(paper, die, h * 0.84, w * 0.5, M["path"], 0.15)
    _undergrowth(paper, now)
    return Stage(h * 0.915, u * 0.4)


def _undergrowth(paper: Paper, now: Random) -> None:
    w, h, u = paper.width, paper.height, paper.unit
    for _ in range(9):
        x = now.uniform(0, w)
        land.tufts(paper, now, x, h * now.uniform(0.86, 1.0), u * 0.05, 0.0, mix(M["leaf"], M["moss"], now.random()))
    for _ in range(3):
        _mushroom(
            paper,
            w * now.choice((now.uniform(0.02, 0.25), now.uniform(0.75, 0.98))),
            h * now.uniform(0.9, 0.97),
            u * 0.028,
        )


def _shafts(paper: Paper, die: Random) -> None:
    key, side = paper.light.graded(paper.light.key), paper.light.side
    for _ in range(5):
        x, wide = paper.width * die.uniform(0.1, 0.9), paper.unit * die.uniform(0.03, 0.1)
        slant = -side * paper.unit * 0.4
        shaft = poly(
            [(x, -10), (x + wide, -10), (x + wide * 2 + slant, paper.height * 0.8), (x + slant, paper.height * 0.8)]
        )
        paper.fade(shaft, [(0, key, 0.34), (1, key, 0.0)])


def _mushroom(paper: Paper, x: float, y: float, size: float) -> None:
    with paper.place(x, y, size / 10):
        paper.fill(smooth([(-2.4, 0), (-1.8, -9), (1.8, -9), (2.6, 0)]), M["cream"], form="side")
        paper.fill(smooth(points("-9,-7 -6,-14 0,-17 6,-14 9,-7 0,-6")), M["red"])
        paper.fill(
            ellipse(-3, -12, 1.5) + ellipse(3, -13.5, 1.2) + ellipse(5, -9.4, 1.1), M["white"], form="flat", line=0
        )


def mountains(paper: Paper, scene: Scene) -> Stage:
    """Three ranges, a tarn between them, pines on the slopes, and a ledge in front."""
    die, now = dice(scene.home, "mountains"), dice(scene.seed, "mountains")
    w, h, u = paper.width, paper.height, paper.unit
    sky(paper, scene, now, h * 0.6)
    land.peaks(paper, die, h * 0.62, u * 0.36, 0.8)
    _mist(paper, h * 0.58, u * 0.12)
    land.peaks(paper, die, h * 0.68, u * 0.28, 0.52)
    _mist(paper, h * 0.64, u * 0.1)
    for row, depth in enumerate((0.5, 0.3)):
        line = land.hills(paper, die, h * (0.69 + 0.055 * row), u * 0.05, mix(M["pine"], M["moss"], 0.4), depth)
        for _ in range(26 - row * 8):
            x = die.uniform(-20, w + 20)
            if row == 0 or abs(x - w / 2) > w * 0.17:
                land.pine(paper, die, x, height_at(line, x) + 6, u * die.uniform(0.06, 0.11) * (1 + row * 0.7), depth)
    ground = ridge(die, -40, w + 40, h * 0.83, u * 0.025, 0.5)
    paper.fill(under(ground, h + 20), mix(M["moss"], M["rock"], 0.35), 0.04, "down")
    path(paper, die, h * 0.835, w * die.uniform(0.4, 0.6), mix(M["path"], M["rock"], 0.3), 0.12)
    for _ in range(6):
        x, y = now.choice((now.uniform(-0.02, 0.24), now.uniform(0.76, 1.02))) * w, h * now.uniform(0.88, 1.0)
        land.rock(paper, now, x, y, u * now.uniform(0.025, 0.07), 0)
        land.tufts(paper, now, x + u * 0.05, y + 6, u * 0.04, 0, M["moss"])
    return Stage(h * 0.92, u * 0.38)


def _mist(paper: Paper, y: float, tall: float) -> None:
    haze = paper.light.graded(paper.light.haze)
    paper.fade(box(-20, y, paper.width + 40, tall), [(0, haze, 0.0), (0.6, haze, 0.55), (1, haze, 0.15)])


def desert(paper: Paper, scene: Scene) -> Stage:
    """Tables of rock far off, dunes with sharp crests, an oasis or cactuses."""
    die, now = dice(scene.home, "desert"), dice(scene.seed, "desert")
    w, h, u = paper.width, paper.height, paper.unit
    sky(paper, scene, now, h * 0.6)
    for _ in range(4):
        x, wide, tall = w * die.uniform(0, 1), u * die.uniform(0.06, 0.15), u * die.uniform(0.08, 0.2)
        mesa = [
            (x - wide * 1.25, h * 0.6),
            (x - wide, h * 0.6 - tall * 0.4),
            (x - wide * 0.9, h * 0.6 - tall),
            (x + wide * 0.8, h * 0.6 - tall),
            (x + wide * 0.95, h * 0.6 - tall * 0.4),
            (x + wide * 1.3, h * 0.6),
        ]
        paper.fill(poly(mesa), mix(M["dune"], M["brick"], 0.4), 0.62, "side")
    for row, depth in enumerate((0.5, 0.32, 0.16)):
        _dune(paper, die, h * (0.6 + 0.075 * row), u * (0.09 + 0.02 * row), depth)
    green = die.random() < 0.5
    for _ in range(3):
        x, y = w * die.choice((die.uniform(0.03, 0.24), die.uniform(0.76, 0.97))), h * die.uniform(0.72, 0.8)
        if green:
            _palm(paper, die, x, y, u * die.uniform(0.24, 0.34))
        else:
            _cactus(paper, x, y, u * die.uniform(0.12, 0.2))
    _dune(paper, die, h * 0.84, u * 0.05, 0.0)
    for _ in range(5):
        y, x = h * now.uniform(0.88, 0.98), w * now.uniform(0, 1)
        paper.stroke(
            f"M{at(x, y)}q{u * 0.06:.0f} -7 {u * 0.13:.0f} 0t{u * 0.13:.0f} 0",
            mix(M["dune"], BLACK, 0.12),
            2.4,
            opacity=0.6,
        )
    land.rock(paper, now, w * now.choice((0.08, 0.9)), h * 0.95, u * 0.06, 0, mix(M["rock"], M["dune"], 0.5))
    return Stage(h * 0.92, u * 0.38)


def _dune(paper: Paper, die: Random, y: float, rise: float, depth: float) -> None:
    w, h = paper.width, paper.height
    line = ridge(die, -80, w + 80, y, rise, 0.3, 3)
    paper.fill(under(line, h + 20), M["sand"], depth, "down")
    side = paper.light.side
    crests = [p for a, p, b in zip(line, line[1:], line[2:], strict=False) if p[1] < a[1] and p[1] < b[1]]
    for x, top in crests:
        far = x - side * w * 0.34
        low = h * 0.3 + top * 0.72
        foot = (x + side * w * 0.04, low)
        shade = bent(
            (x, top),
            (x - side * w * 0.03, top + h * 0.05),
            foot,
            foot,
            (far, low),
            (x - side * w * 0.12, top + h * 0.015),
            (x, top),
        )
        paper.fill(shade, mix(M["dune"], rgb("6a3b4a"), 0.16), depth, "down", line=0, opacity=0.75)


def _palm(paper: Paper, die: Random, x: float, y: float, tall: float) -> None:
    lean = die.uniform(-0.2, 0.2) * tall
    top = (x + lean, y - tall)
    paper.shadow(x, y, tall * 0.2, tall * 0.03)
    paper.fill(
        limb([(x, y), (x + lean * 0.3, y - tall * 0.5), top], [tall * 0.035, tall * 0.025, tall * 0.02]),
        M["bark"],
        0.12,
        "side",
    )
    for i in range(9):
        way = (i - 4) / 4
        end = (top[0] + way * tall * 0.42, top[1] + tall * (0.3 * abs(way) - 0.1) + die.uniform(-8, 8))
        knee = (top[0] + way * tall * 0.24, top[1] - tall * 0.14)
        paper.fill(
            smooth([top, (knee[0], knee[1] - tall * 0.02), end, (knee[0], knee[1] + tall * 0.05)]),
            mix(M["leaf"], M["pine"], die.random()),
            0.1,
            "down",
        )


def _cactus(paper: Paper, x: float, y: float, tall: float) -> None:
    paper.shadow(x, y, tall * 0.25, tall * 0.05)
    t = tall
    for arm in (((x, y), (x, y - t)), ((x, y - t * 0.35), (x + t * 0.24, y - t * 0.4), (x + t * 0.26, y - t * 0.75)),
                   ((x, y - t * 0.5), (x - t * 0.22, y - t * 0.54), (x - t * 0.23, y - t * 0.82))):  # fmt: skip
        widths = [t * (0.1 if len(arm) == 2 else 0.065)] * len(arm)
        paper.fill(limb(arm, widths), mix(M["leaf"], M["pine"], 0.5), 0.1, "side")


def snowfield(paper: Paper, scene: Scene) -> Stage:
    """White hills, snow on pines, and a hut with a lit window."""
    die, now = dice(scene.home, "snowfield"), dice(scene.seed, "snowfield")
    w, h, u = paper.width, paper.height, paper.unit
    sky(paper, scene, now, h * 0.6)
    land.peaks(paper, die, h * 0.62, u * 0.2, 0.78)
    cool = mix(M["snow"], M["ice"], 0.3)
    hut = w * die.choice((0.24, 0.76))
    for row, depth in enumerate((0.6, 0.36, 0.14)):
        line = land.hills(paper, die, h * (0.62 + 0.075 * row), u * 0.05, mix(cool, M["snow"], row / 2), depth, 0.35, 4)
        for _ in range(15 - 4 * row):
            x = die.uniform(-20, w + 20)
            if abs(x - hut) > u * 0.12 and (row < 2 or abs(x - w / 2) > w * 0.27):
                land.pine(
                    paper,
                    die,
                    x,
                    height_at(line, x) + 8,
                    u * die.uniform(0.08, 0.13) * (1 + row * 0.55),
                    depth,
                    snowy=True,
                )
        if row == 1:
            _hut(paper, die, hut, height_at(line, hut) + 8, u * 0.14)
    paper.fill(under(ridge(die, -40, w + 40, h * 0.84, u * 0.03, 0.35, 4), h + 20), M["snow"], 0.0, "down")
    for _ in range(7):
        x, y = now.uniform(-0.1, 0.9) * w, h * now.uniform(0.86, 0.99)
        drift = bent((x, y), (x + u * 0.12, y - u * 0.03), (x + u * 0.3, y), (x + u * 0.14, y - u * 0.012), (x, y))
        paper.fill(drift, mix(M["ice"], rgb("8a9ad0"), 0.25), 0, "flat", line=0, opacity=0.6)
    for i in range(9):
        x, y = w * 0.5 + (i % 2) * 14 + i * now.choice((-3, 4)), h * (0.985 - 0.016 * i)
        paper.fill(ellipse(x, y, 8 - i * 0.5, 3.4 - i * 0.2), mix(M["ice"], rgb("5a6a9a"), 0.35), 0, "flat", line=0)
    return Stage(h * 0.92, u * 0.38)


def _hut(paper: Paper, die: Random, x: float, y: float, wide: float) -> None:
    land.house(paper, die, x, y, wide, 0.3, M["wood"], M["snow"], 0.6)
    paper.glow(x, y - wide * 0.3, wide * 0.9, M["window"], 0.35)
    for i in range(5):
        size = wide * (0.05 + 0.02 * i)
        paper.raw(
            blob(die, x + wide * (0.22 + 0.05 * i), y - wide * (1.12 + 0.16 * i), size, size * 0.8),
            mix(paper.light.low, WHITE, 0.5),
            0.34 - 0.05 * i,
        )


def meadow(paper: Paper, scene: Scene) -> Stage:
    """Rolling fields, one great tree, flowers."""
    die, now = dice(scene.home, "meadow"), dice(scene.seed, "meadow")
    w, h, u = paper.width, paper.height, paper.unit
    sky(paper, scene, now, h * 0.62)
    fields = (M["pine"], M["leaf"], M["grass"], M["leaf2"])
    for row, depth in enumerate((0.8, 0.58, 0.36, 0.16)):
        line = land.hills(paper, die, h * (0.58 + 0.07 * row), u * (0.07 - 0.008 * row), fields[row], depth, 0.34, 4)
        for _ in range(9 - 2 * row):
            x = die.uniform(0, w)
            if row < 3:
                land.tree(paper, die, x, height_at(line, x) + 4, u * die.uniform(0.05, 0.08) * (1 + 0.5 * row), depth)
    oak = w * die.choice((0.16, 0.84))
    paper.shadow(oak, h * 0.85, u * 0.2, u * 0.03)
    land.tree(paper, die, oak, h * 0.85, u * 0.56, 0.06)
    paper.fill(under(ridge(die, -40, w + 40, h * 0.85, u * 0.02, 0.4, 4), h + 20), M["grass"], 0.0, "down")
    path(paper, die, h * 0.855, w * die.uniform(0.4, 0.6), M["path"], 0.1)
    for _ in range(40):
        x, y = now.uniform(0, w), h * now.uniform(0.875, 1.0)
        land.tufts(paper, now, x, y, u * 0.028, 0, mix(M["grass"], M["pine"], now.uniform(0.1, 0.5)))
        if now.random() < 0.7:
            bloom = M[now.choice(("red", "yellow", "white", "pink", "blue"))]
            for dx, dy in ((-3, 0), (3, 0), (0, -3.4), (0, 3)):
                paper.fill(ellipse(x + dx, y - u * 0.024 + dy, 3.4), bloom, 0, "flat", line=0.15)
            paper.fill(ellipse(x, y - u * 0.024, 2.2), M["yellow"], 0, "flat", line=0)
    return Stage(h * 0.92, u * 0.38)


def lake(paper: Paper, scene: Scene) -> Stage:
    """Still water under hills, a landing stage, reeds."""
    die, now = dice(scene.home, "lake"), dice(scene.seed, "lake")
    w, h, u = paper.width, paper.height, paper.unit
    horizon = h * 0.52
    sky(paper, scene, now, horizon)
    land.hills(paper, die, horizon - u * 0.05, u * 0.12, M["rock"], 0.82)
    for row, depth in enumerate((0.66, 0.46)):
        line = land.hills(paper, die, horizon - u * (0.02 - 0.03 * row), u * 0.06, M["pine"], depth)
        for _ in range(24):
            x = die.uniform(0, w)
            land.pine(paper, die, x, height_at(line, x) + 5, u * die.uniform(0.05, 0.09), depth)
    land.water(paper, now, horizon + u * 0.035, h)
    top = h * 0.84
    for x in (w * 0.06, w * 0.36, w * 0.66, w * 0.95):
        paper.fill(box(x, top - u * 0.03, u * 0.024, h - top + 60), M["dark_wood"], 0, "side")
    for i in range(6):
        y = top + (h - top + 20) * (i / 6) ** 1.2
        paper.fill(
            box(-20, y, w + 40, (h - top) * 0.2 + 20),
            mix(M["plank"], M["dark_wood"], die.uniform(0, 0.3)),
            0,
            "down",
            line=0.8,
        )
    return Stage(h * 0.92, u * 0.39, water=h * 0.66)
