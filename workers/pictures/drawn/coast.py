"""Settings at the water and below it."""

from __future__ import annotations

from random import Random

from workers.pictures.drawn import land
from workers.pictures.drawn.palette import MATERIALS, WHITE, mix, rgb
from workers.pictures.drawn.paper import Paper
from workers.pictures.drawn.props import standing
from workers.pictures.drawn.scene import Scene
from workers.pictures.drawn.shapes import Point, box, dice, poly, smooth
from workers.pictures.drawn.sky import sky
from workers.pictures.drawn.stage import Stage

M = MATERIALS
WALLS = ("plaster", "cream", "brick", "pink", "teal", "yellow", "white")


def harbour(paper: Paper, scene: Scene) -> Stage:
    """A bay with a mole and its light, houses up the slope, boats, and the quay in front."""
    die, now = dice(scene.home, "harbour"), dice(scene.seed, "harbour")
    w, h, u = paper.width, paper.height, paper.unit
    horizon = h * 0.5
    sky(paper, scene, now, horizon)
    land.hills(paper, die, horizon - u * 0.035, u * 0.05, M["leaf"], 0.85)
    land.water(paper, now, horizon, h)
    away = -1 if die.random() < 0.5 else 1
    foot = w * (0.5 + 0.2 * away)
    paper.fill(
        smooth(
            [(foot - 70, horizon + 34), (foot - 30, horizon + 8), (foot + 60, horizon + 6), (foot + 130, horizon + 34)]
        ),
        M["rock"],
        0.45,
        "down",
    )
    with paper.place(foot, horizon + 16, u * 0.0017):
        standing(paper, "lighthouse")
    _town(paper, die, w * (0.5 - 0.5 * away), away, horizon)
    for i in range(3):
        x, y = w * now.uniform(0.2, 0.8), h * (0.58 + 0.055 * i)
        with paper.place(x, y, u * (0.0008 + 0.00035 * i), mirrored=now.random() < 0.5):
            paper.shadow(0, 4, 70, 9, 0.4)
            standing(paper, now.choice(("sailboat", "boat", "sailboat")))
    _quay(paper, die, h * 0.8)
    return Stage(h * 0.92, u * 0.39, water=h * 0.62)


def _town(paper: Paper, die: Random, edge: float, away: int, horizon: float) -> None:
    h = paper.unit
    reach = h * 0.63
    slope: list[Point] = [
        (edge - away * 40, horizon - h * 0.2),
        (edge + away * reach * 0.45, horizon - h * 0.13),
        (edge + away * reach * 0.8, horizon - h * 0.03),
        (edge + away * reach * 1.08, horizon + h * 0.055),
        (edge - away * 40, horizon + h * 0.1),
    ]
    paper.fill(smooth(slope), M["moss"], 0.42, "down")
    _rows(paper, die, edge, away, horizon)
    paper.fill(
        poly(
            [
                (edge - away * 40, horizon + h * 0.062),
                (edge + away * reach * 1.02, horizon + h * 0.062),
                (edge + away * reach * 1.04, horizon + h * 0.085),
                (edge - away * 40, horizon + h * 0.1),
            ]
        ),
        M["stone"],
        0.25,
        "down",
    )


def _quay(paper: Paper, die: Random, top: float) -> None:
    w, h = paper.width, paper.height
    paper.fill(box(-20, top, w + 40, h - top + 20), M["stone"], 0.0, "down")
    paper.fill(box(-20, top - 8, w + 40, 22), mix(M["stone"], WHITE, 0.28), 0.02, "down")
    y, row = top + 14, 0
    while y < h:
        tall = 26 + row * 13
        x = -60.0 + (row % 2) * 60
        while x < w:
            wide = (92 + row * 34) * die.uniform(0.85, 1.2)
            shade = die.uniform(-0.08, 0.08)
            colour = mix(M["stone"], WHITE if shade > 0 else rgb("3a3846"), abs(shade))
            paper.fill(box(x + 2, y + 2, wide - 4, tall - 4), colour, 0, "flat", line=0.25)
            x += wide
        y += tall
        row += 1
    for x in (w * 0.09, w * 0.93):
        paper.shadow(x, top + 30, 40, 10)
        paper.fill(
            smooth(
                [
                    (x - 17, top + 30),
                    (x - 13, top - 12),
                    (x - 22, top - 22),
                    (x, top - 32),
                    (x + 22, top - 22),
                    (x + 13, top - 12),
                    (x + 17, top + 30),
                ]
            ),
            M["iron"],
            0,
            "side",
        )


def _rows(paper: Paper, die: Random, edge: float, away: int, horizon: float) -> None:
    """Of houses, up the slope."""
    h = paper.unit
    reach = h * 0.63
    for row in range(3):
        y = horizon - h * 0.085 + row * h * 0.065
        span = reach * (0.45 + 0.22 * row)
        x = span
        while x > -20:
            wide = h * die.uniform(0.055, 0.075)
            depth = 0.4 - 0.1 * row
            if die.random() < 0.25:
                land.tree(paper, die, edge + away * x, y + 4, h * 0.09, depth)
            else:
                land.house(
                    paper,
                    die,
                    edge + away * x,
                    y,
                    wide,
                    depth,
                    M[die.choice(WALLS)],
                    M[die.choice(("roof", "slate", "roof"))],
                    die.uniform(0.7, 1.3),
                )
            x -= wide * die.uniform(1.0, 1.3)
