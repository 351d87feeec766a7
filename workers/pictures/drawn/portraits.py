"""Head and shoulders."""

from __future__ import annotations

from random import Random

from workers.pictures.drawn.beasts import BEASTS, beast
from workers.pictures.drawn.faces import head
from workers.pictures.drawn.hair import back_hair
from workers.pictures.drawn.palette import BLACK, MATERIALS, WHITE, Colour, mix
from workers.pictures.drawn.paper import Paper
from workers.pictures.drawn.scene import Figure, Look, Scene
from workers.pictures.drawn.shapes import blob, box, dice, ellipse, points, poly, smooth

M = MATERIALS


def portrait(paper: Paper, scene: Scene) -> None:
    figure = scene.figures[0] if scene.figures else Figure("")
    die = dice(scene.seed, "portrait")
    _backdrop(paper, scene, die, M[figure.look.cloth] if not figure.beast else M[figure.coat])
    w, h = paper.width, paper.height
    mirrored = die.random() < 0.5
    if figure.beast:
        half = BEASTS[figure.beast][1]
        tall = {"dragon": 132, "horse": 92, "robot": 76, "rabbit": 30, "bear": 60, "crab": 26}.get(
            figure.beast, half * 1.3
        )
        scale = min(w * 0.36 / half, h * 0.66 / tall)
        drop = -4.0 if figure.beast == "fish" else tall / 2
        with paper.place(w / 2, h * 0.5 + drop * scale, scale, mirrored=mirrored):
            paper.shadow(0, 0, half, 5, 0.5)
            beast(paper, figure.beast, figure.coat)
        return
    size = w * (0.0215 if figure.look.age != "child" else 0.0205)
    y = h * (0.46 if figure.look.hat in ("pointed", "crown") else 0.44)
    with paper.place(w * 0.5, y, size, mirrored=mirrored):
        _bust(paper, figure.look)
        head(paper, figure.look, scene.mood, near=True)


def _backdrop(paper: Paper, scene: Scene, die: Random, cloth: Colour) -> None:
    light, w, h = paper.light, paper.width, paper.height
    top, low = light.graded(mix(light.middle, light.top, 0.4)), light.graded(mix(light.low, light.middle, 0.25))
    paper.fade(box(-20, -20, w + 40, h + 40), [(0, top, 1), (1, low, 1)])
    paper.glow(w * (0.5 + 0.2 * light.side), h * 0.3, w * 0.75, light.key, 0.5)
    other = mix(mix(cloth, light.middle, 0.72), WHITE, 0.1)
    for _ in range(9):
        x, y, r = die.uniform(0, w), die.uniform(0, h), w * die.uniform(0.05, 0.17)
        paper.raw(blob(die, x, y, r, r * 0.9), other, 0.16)
    if light.lamps and scene.time == "night":
        for _ in range(36):
            paper.raw(ellipse(die.random() * w, die.random() * h * 0.7, die.uniform(1, 3.4)), WHITE, 0.7)


def _bust(paper: Paper, look: Look) -> None:
    cloth, second = M[look.cloth], M[look.second]
    wide = {"child": 15.0, "adult": 20.0, "old": 19.0}[look.age] * (1.08 if look.sex == "man" else 1.0)
    hair = M["silver" if look.age == "old" else look.hair]
    if look.cut == "long":
        long = smooth(points("-9,0 -12.6,12 -13,26 -2,27 9,25 9.6,10 6,0"))
        paper.fill(long, mix(hair, BLACK, 0.3), form="side")
    if look.cut != "braids":
        back_hair(paper, look, hair)
    neck = 3.3 if look.age == "child" else 4.1
    paper.fill(
        smooth([(-neck, 3), (neck + 0.8, 3), (neck + 1.2, 13), (neck + 3, 18), (-neck - 3, 18), (-neck - 0.6, 13)]),
        mix(M[look.skin], BLACK, 0.16),
        form="side",
    )
    outer = [(0.63, 15.4), (0.98, 20.0), (1.14, 32.0), (1.1, 46.0)]
    left, right = [(-wide * part, y) for part, y in outer], [(wide * part, y) for part, y in reversed(outer)]
    shoulders = [(-5.6, 12.6), *left, *right, (6, 12.6), (3.4, 17.4), (0.6, 18.8), (-2.8, 17.4)]
    paper.fill(smooth(shoulders), cloth, form="side")
    _chest(paper, look, cloth, second, wide)
    if look.scarf:
        colour = M[look.scarf]
        paper.fill(
            smooth(points("2,16 7.4,17 8.6,30 8,38 3.4,38 2.4,28")),
            mix(colour, BLACK, 0.12),
            form="side",
        )
        paper.fill(smooth(points("-8.6,9.6 0,13.6 8.8,9.2 10,14.6 0.4,20.4 -9.6,15")), colour, form="side")


def _chest(paper: Paper, look: Look, cloth: Colour, second: Colour, wide: float) -> None:
    """Sleeves, and what is at the neck."""
    dark = mix(cloth, BLACK, 0.34)
    for side in (-1, 1):
        paper.stroke(f"M{side * wide * 0.74:.1f} 26Q{side * wide * 0.68:.1f} 34 {side * wide * 0.7:.1f} 44", dark, 0.6)
    if look.garment in ("coat", "robe"):
        for side in (-1, 1):
            lapel = [(side * 4.6, 12), (side * 9, 15.2), (side * 10, 22), (side * 2.2, 34), (side * 0.6, 24)]
            paper.fill(poly(lapel), mix(cloth, second, 0.4), form="side", line=0.7)
        paper.stroke("M0.6 32V46", dark, 0.7)
        for y in (36.0, 41.0):
            paper.fill(ellipse(2.6, y, 0.9), M["brass"], form="round", line=0.4)
    elif look.garment == "jumper":
        paper.fill(
            smooth(points("-5.4,12 0.4,15.6 6,12 6.4,15 0.4,19 -6,15")),
            mix(cloth, WHITE, 0.14),
            form="side",
        )
        for y in (25.0, 29.5):
            paper.stroke(f"M{-wide * 0.7:.1f} {y + 1}Q0 {y + 4} {wide * 0.7:.1f} {y + 1}", second, 1.8)
    elif look.garment == "cloak":
        half = [(4, 12), (wide * 0.7, 15), (wide * 1.15, 26), (wide * 1.2, 46), (5, 46), (3, 26), (1, 17)]
        for side in (-1, 1):
            paper.fill(smooth([(side * x, y) for x, y in half]), cloth, form="side")
        paper.fill(ellipse(0.4, 18.6, 1.9), M["gold"], line=0.6)
    else:
        paper.fill(
            smooth(points("-5.6,12.4 -8.6,14.4 -2.2,21.6 0.6,19.4 3.2,21.6 9,14.4 6,12.4 3.4,17 0.6,18.6 -2.8,17")),
            second,
            form="side",
            line=0.7,
        )
