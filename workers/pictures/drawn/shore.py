"""Settings between land and water: a beach, the deck of a ship."""

from __future__ import annotations

from random import Random

from workers.pictures.drawn import land
from workers.pictures.drawn.palette import BLACK, MATERIALS, mix
from workers.pictures.drawn.paper import Paper
from workers.pictures.drawn.props import standing
from workers.pictures.drawn.scene import Scene
from workers.pictures.drawn.shapes import bent, box, dice, ellipse, limb, poly, smooth, under
from workers.pictures.drawn.sky import sky
from workers.pictures.drawn.stage import Stage

M = MATERIALS


def sea(paper: Paper, scene: Scene) -> Stage:
    """A beach before the open water: surf, a headland, a sail."""
    die, now = dice(scene.home, "sea"), dice(scene.seed, "sea")
    w, h, u = paper.width, paper.height, paper.unit
    horizon = h * 0.5
    sky(paper, scene, now, horizon)
    away = die.choice((-1, 1))
    edge = w * (0.5 + 0.56 * away)
    land.water(paper, now, horizon, h * 0.86)
    with paper.place(w * (0.5 - away * now.uniform(0.1, 0.3)), horizon + u * 0.02, u * 0.0009):
        standing(paper, "ship")
    _headland(paper, edge, away, horizon)
    for i in range(3):
        y = h * (0.72 + 0.045 * i)
        crest = [(x * w / 8 - 20, y + now.uniform(-0.008, 0.008) * h) for x in range(10)]
        paper.fill(
            under(crest, y + h * (0.022 + 0.006 * i)),
            mix(M["foam"], M["water"], 0.3 - 0.13 * i),
            0.05,
            "down",
            line=0.3,
            opacity=0.8,
        )
    shore = [(x * w / 7 - 60, h * 0.835 + die.uniform(-0.014, 0.014) * h) for x in range(9)]
    paper.fill(under([(x, y - u * 0.014) for x, y in shore], h + 20), M["foam"], 0, "flat", line=0)
    paper.fill(under(shore, h + 20), mix(M["sand"], M["earth"], 0.22), 0, "down", line=0.4)
    paper.fill(under([(x, y + u * 0.03) for x, y in shore], h + 20), M["sand"], 0, "down", line=0)
    _pebbles(paper, now)
    for x in (now.uniform(0, 0.14), now.uniform(0.86, 1)):
        land.tufts(paper, now, x * w, h * 0.985, u * 0.09, 0, mix(M["grass"], M["sand"], 0.3))
    return Stage(h * 0.925, u * 0.39, water=h * 0.6)


def deck(paper: Paper, scene: Scene) -> Stage:
    """On board: the rail, the mast and its ropes, and water to the horizon."""
    die, now = dice(scene.home, "deck"), dice(scene.seed, "deck")
    w, h, u = paper.width, paper.height, paper.unit
    horizon = h * 0.56
    sky(paper, scene, now, horizon)
    land.hills(paper, die, horizon - u * 0.01, u * 0.03, M["rock"], 0.86)
    land.water(paper, now, horizon, h * 0.9)
    mast = w * die.choice((0.2, 0.8))
    inner = 1 if mast < w / 2 else -1
    _sail(paper, mast, inner)
    top = h * 0.8
    _rail(paper, top)
    for i in range(6):
        y = top + (h - top) * (i / 6) ** 1.25
        paper.fill(
            box(-20, y, w + 40, (h - top) * 0.25 + 20),
            mix(M["plank"], M["wood"], die.uniform(0, 0.6)),
            0,
            "down",
            line=0.7,
        )
    paper.fill(
        poly(
            [(mast - u * 0.03, -20), (mast + u * 0.03, -20), (mast + u * 0.038, h * 0.86), (mast - u * 0.038, h * 0.86)]
        ),
        M["dark_wood"],
        0,
        "side",
    )
    for y in (0.5, 0.53, 0.56):
        paper.fill(box(mast - u * 0.037, h * y, u * 0.074, u * 0.018), M["rope"], 0, "side", line=0.5)
    paper.stroke(
        poly([(w * (1 + inner) / 2, top - u * 0.1), (mast, h * 0.02), (mast - inner * u * 0.5, top - u * 0.1)], False),
        M["rope"],
        3.4,
    )
    return Stage(h * 0.93, u * 0.42, water=h * 0.66)


def _headland(paper: Paper, edge: float, away: int, horizon: float) -> None:
    u = paper.unit
    for i, depth in enumerate((0.6, 0.34)):
        reach = u * (0.62 - 0.16 * i)
        cliff = [
            (edge, horizon - u * (0.2 - 0.03 * i)),
            (edge - away * reach * 0.5, horizon - u * (0.15 - 0.02 * i)),
            (edge - away * reach * 0.8, horizon - u * 0.08),
            (edge - away * reach, horizon + u * (0.02 + 0.05 * i)),
            (edge, horizon + u * (0.04 + 0.06 * i)),
        ]
        paper.fill(poly(cliff), mix(M["rock"], M["sand"], 0.3), depth, "side")
        paper.fill(
            smooth(
                [cliff[0], cliff[1], cliff[2], (cliff[1][0], cliff[1][1] + u * 0.028), (edge, cliff[0][1] + u * 0.035)]
            ),
            M["grass"],
            depth,
            "flat",
            line=0.5,
        )


def _pebbles(paper: Paper, now: Random) -> None:
    w, h = paper.width, paper.height
    for _ in range(14):
        x, y = now.uniform(0, w), h * now.uniform(0.89, 0.99)
        paper.fill(
            ellipse(x, y, now.uniform(4, 10), now.uniform(2, 5)),
            M[now.choice(("stone", "coral", "cream", "rock"))],
            0,
            "down",
            line=0.4,
        )


def _sail(paper: Paper, mast: float, inner: int) -> None:
    h, u = paper.height, paper.unit
    a, b = mast + inner * u * 0.03, mast + inner * u * 0.66
    top_right, pull = (b - inner * u * 0.1, -20.0), (b + inner * u * 0.05, h * 0.17)
    sail = bent((a, -20), (a, -20), top_right, pull, (b, h * 0.36), ((a + b) / 2, h * 0.3), (a, h * 0.37), closed=True)
    paper.fill(sail, M["sail"], 0.05, "side")
    paper.fill(
        limb([(mast - inner * u * 0.03, h * 0.385), (b + inner * u * 0.02, h * 0.372)], [u * 0.011, u * 0.008]),
        M["dark_wood"],
        0.02,
        "down",
    )
    for y in (0.08, 0.2):
        paper.stroke(
            bent((a, h * y), (mast + inner * u * 0.35, h * y + 20), (b, h * y - 6)),
            mix(M["sail"], BLACK, 0.2),
            2.2,
        )


def _rail(paper: Paper, top: float) -> None:
    w, u = paper.width, paper.unit
    for x in range(-20, int(w) + 40, int(u * 0.115)):
        paper.fill(
            smooth(
                [
                    (x - 8, top + 20),
                    (x - 13, top - u * 0.05),
                    (x - 6, top - u * 0.1),
                    (x + 6, top - u * 0.1),
                    (x + 13, top - u * 0.05),
                    (x + 8, top + 20),
                ]
            ),
            M["plank"],
            0,
            "side",
        )
    paper.fill(box(-20, top - u * 0.125, w + 40, u * 0.032), M["wood"], 0, "down")
