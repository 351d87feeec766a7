"""What stands between the eye and a scene, dark and near, so that one looks past it."""

from __future__ import annotations

from random import Random

from workers.pictures.drawn.palette import MATERIALS, Colour, mix, rgb
from workers.pictures.drawn.paper import Paper
from workers.pictures.drawn.scene import Scene
from workers.pictures.drawn.shapes import Point, blob, dice, limb, poly, smooth

M = MATERIALS
KINDS: dict[str, tuple[str, ...]] = {
    "forest": ("branch", "ferns"), "meadow": ("branch", "ferns"), "village": ("branch",), "lake": ("reeds", "branch"),
    "castle": ("branch", "ferns"), "mountains": ("pines",), "snowfield": ("pines",), "sea": ("reeds",), "cave": (),
    "desert": (), "harbour": (), "city": (), "space": (), "room": (), "underwater": (), "deck": (),
}  # fmt: skip


def frame(paper: Paper, scene: Scene) -> None:
    die = dice(scene.seed, "frame")
    kinds = KINDS[scene.setting]
    if not kinds:
        return
    side = die.choice((-1, 1))
    dark = mix(M["pine"], rgb("0e1a26"), 0.62)
    snowy = scene.setting == "snowfield"
    match die.choice(kinds):
        case "branch":
            _branch(paper, die, side, dark, scene.shape == "cover")
        case "ferns":
            _ferns(paper, die, side, dark)
        case "reeds":
            _reeds(paper, die, side, dark)
        case _:
            _twig(paper, die, side, mix(dark, M["ice"], 0.12) if snowy else dark)


def _branch(paper: Paper, die: Random, side: int, dark: Colour, low: bool) -> None:
    """Leaves that hang in from a corner."""
    u = paper.unit
    corner = 0.0 if side < 0 else paper.width
    reach = 0.5 if low else 0.62
    points: list[Point] = [
        (corner + side * 30, u * 0.02),
        (corner - side * u * reach * 0.45, u * 0.06),
        (corner - side * u * reach, u * 0.02),
    ]
    paper.fill(limb(points, [u * 0.016, u * 0.01, u * 0.003]), mix(dark, M["bark"], 0.3), 0, "flat", line=0.6)
    leaves = []
    for _ in range(44):
        part = die.random() ** 1.3
        x = corner - side * u * reach * part
        y = u * (0.0 + 0.15 * (1 - part) * die.random() + 0.06 * die.random())
        leaves.append((x, y))
    for x, y in leaves:
        with paper.place(x, y, tilt=die.uniform(20, 160)):
            s = u * die.uniform(0.018, 0.034)
            paper.fill(
                smooth([(-s, 0), (0, -s * 0.42), (s, 0), (0, s * 0.42)]),
                mix(dark, M["leaf"], die.uniform(0, 0.22)),
                0,
                "flat",
                line=0.4,
            )


def _ferns(paper: Paper, die: Random, side: int, dark: Colour) -> None:
    u, h = paper.unit, paper.height
    for corner, count in ((0.0 if side < 0 else paper.width, 6), (paper.width if side < 0 else 0.0, 3)):
        for i in range(count):
            x, y = corner + die.uniform(-0.06, 0.06) * u, h + 20
            lean = (1 if corner < 1 else -1) * u * die.uniform(-0.02, 0.2)
            tall = u * die.uniform(0.12, 0.26)
            _frond(paper, x, y, lean, tall, mix(dark, M["leaf"], 0.06 * i))


def _frond(paper: Paper, x: float, y: float, lean: float, tall: float, colour: Colour) -> None:
    paths = []
    for i in range(11):
        part = (i + 1) / 12
        px, py = x + lean * part**1.5, y - tall * part
        long = tall * 0.24 * (1 - part) + 4
        for way in (-1, 1):
            paths.append(
                smooth(
                    [
                        (px, py + 3),
                        (px + way * long * 0.6, py - long * 0.36),
                        (px + way * long, py - long * 0.1),
                        (px + way * long * 0.5, py + long * 0.04),
                    ]
                )
            )
    paper.fill("".join(paths), colour, 0, "flat", line=0.3)
    paper.fill(
        limb([(x, y), (x + lean * 0.35, y - tall * 0.5), (x + lean, y - tall)], [4, 2.6, 0.8]),
        colour,
        0,
        "flat",
        line=0,
    )


def _reeds(paper: Paper, die: Random, side: int, dark: Colour) -> None:
    u, h = paper.unit, paper.height
    corner = 0.0 if side < 0 else paper.width
    for i in range(16):
        x = corner - side * u * die.uniform(-0.02, 0.2)
        lean, tall = -side * u * die.uniform(-0.02, 0.07), u * die.uniform(0.12, 0.36) * (1 - abs(x - corner) / u * 2.4)
        colour = mix(dark, M["moss"], die.uniform(0, 0.25))
        paper.fill(
            limb([(x, h + 10), (x + lean * 0.4, h - tall * 0.6), (x + lean, h - tall)], [4.4, 3.4, 0.8]),
            colour,
            0,
            "flat",
            line=0.4,
        )
        if i % 4 == 0:
            with paper.place(x + lean, h - tall, tilt=lean / u * 90):
                paper.fill(blob(die, 0, 0, 6.5, 24, 8, 0.02), mix(M["bark"], dark, 0.4), 0, "side", line=0.5)


def _twig(paper: Paper, die: Random, side: int, dark: Colour) -> None:
    """Needles of a pine that comes in from the side."""
    u, h = paper.unit, paper.height
    corner = 0.0 if side < 0 else paper.width
    for i in range(5):
        y = h * 0.62 + u * 0.085 * i
        long = u * (0.1 + 0.032 * i)
        x = corner - side * long
        hem = [
            (corner + side * 20, y - u * 0.1),
            (x, y + u * 0.018),
            (x + side * long * 0.35, y + u * 0.004),
            (x + side * long * 0.4, y + u * 0.03),
            (corner + side * 20, y + u * 0.05),
        ]
        paper.fill(poly(hem), mix(dark, M["pine"], die.uniform(0, 0.15)), 0, "flat", line=0.5)
