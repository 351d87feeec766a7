"""Faces from near: eyes with whites, lips, freckles."""

from __future__ import annotations

from workers.pictures.drawn.feelings import FEELINGS
from workers.pictures.drawn.palette import BLACK, MATERIALS, WHITE, Colour, mix, rgb, times
from workers.pictures.drawn.paper import Paper
from workers.pictures.drawn.scene import Look
from workers.pictures.drawn.shapes import ellipse, smooth

M = MATERIALS


def near_features(paper: Paper, look: Look, mood: str, skin: Colour, hair: Colour) -> None:
    bend, frown, opened = FEELINGS[mood]
    deep = mix(skin, rgb("7a3328"), 0.5)
    for x in (-2.4, 6.0):
        paper.raw(ellipse(x, 3.9, 2.0, 1.4), times(mix(skin, M["blush"], 0.75), paper.light.ambient), 0.4)
    for x, wide in ((0.2, 1.95), (6.0, 1.65)):
        tall = 1.35 + 0.35 * (opened > 0.4)
        _near_eye(paper, x, wide, tall, EYES[len(look.cloth + look.hair) % len(EYES)])
        left, right = (-3.3, -3.4 + frown * 0.9) if x < 3 else (-3.4 + frown * 0.9, -3.3)
        brow = [
            (x - wide * 1.15, left + 0.1),
            (x, min(left, right) - 0.9),
            (x + wide * 1.15, right),
            (x, min(left, right) - 0.35),
        ]
        paper.fill(smooth(brow), mix(hair, BLACK, 0.3), form="flat", line=0.2)
    paper.stroke("M3.9 -.6Q4.4 1.6 5.2 2.5Q5.4 3.5 3.7 3.5", deep, 0.36)
    paper.fill(ellipse(4.5, 2.1, 0.6, 0.75), mix(skin, WHITE, 0.3), form="flat", line=0, opacity=0.5)
    _near_mouth(paper, bend, opened)
    if look.age == "old":
        paper.stroke(
            "M-2.2 2.2q2 1 4.2 .1M4.8 2.1q1.4 .7 2.8 0M-.2 3.8q-1 1.6-.2 3M-4.5-5.6q4-1.2 9-.4M-3.5-6.9q4-.9 7.4-.2",
            deep,
            0.26,
        )
    if look.glasses:
        paper.stroke(
            ellipse(0.3, 0.1, 2.7) + ellipse(6.4, 0.1, 2.3) + "M3 -.2h1.1M-2.4-.4L-6.6-.9",
            M["iron"],
            0.42,
        )
    if look.age == "child" and look.skin in ("skin1", "skin2"):
        for x, y in ((-3.4, 3), (-2.2, 3.8), (-1.4, 2.9), (6.4, 3.2), (7.3, 2.8), (7, 4)):
            paper.fill(ellipse(x, y, 0.2), deep, form="flat", line=0)


EYES = ("4a3326", "3f6a8a", "4f7a4a", "6b4a2b", "5a5f6a")


def _near_eye(paper: Paper, x: float, wide: float, tall: float, iris: str) -> None:
    almond = [
        (x - wide, 0.35),
        (x - wide * 0.4, -tall),
        (x + wide * 0.45, -tall * 0.95),
        (x + wide, 0.1),
        (x + wide * 0.3, tall * 0.85),
        (x - wide * 0.45, tall * 0.8),
    ]
    paper.fill(smooth(almond), rgb("fbf6ee"), form="flat", line=0)
    paper.fill(ellipse(x + 0.3, -0.1, tall * 0.86), rgb(iris), form="flat", line=0)
    paper.fill(ellipse(x + 0.3, -0.1, tall * 0.46), rgb("17131a"), form="flat", line=0)
    paper.raw(ellipse(x + 0.7, -0.6, 0.32), WHITE, 0.95)
    paper.stroke(
        smooth([(x - wide, 0.35), (x - wide * 0.45, -tall), (x + wide * 0.4, -tall), (x + wide, 0.1)], closed=False),
        rgb("2a1c1c"),
        0.5,
    )


def _near_mouth(paper: Paper, bend: float, opened: float) -> None:
    y = 6.1 - bend * 0.4
    lip = rgb("b2554f")
    if opened > 0.3:
        low = y + 1.2 + opened * 2.0
        paper.fill(
            smooth([(0.9, y), (3.5, y + 0.4), (6.0, y - 0.2), (5.4, low - 0.6), (3.5, low), (1.6, low - 0.5)]),
            rgb("6d2329"),
            form="flat",
            line=0.2,
        )
        paper.fill(
            smooth([(1.4, y + 0.15), (3.5, y + 0.5), (5.6, y), (5.2, y + 0.8), (3.5, y + 1.1), (1.8, y + 0.9)]),
            rgb("fbf4ea"),
            form="flat",
            line=0,
        )
        return
    low, dip = y + 1.2 * bend, y + 1.3 * bend + 0.1
    upper = [
        (1.2, y),
        (2.8, low - 0.45),
        (3.6, low - 0.2),
        (4.4, low - 0.5),
        (5.8, y - 0.1),
        (3.6, dip),
    ]
    lower = [(1.6, y + 0.3 * bend), (3.6, dip), (5.5, y + 0.2 * bend), (3.6, dip + 0.9)]
    paper.fill(smooth(upper), lip, form="flat", line=0)
    paper.fill(smooth(lower), mix(lip, WHITE, 0.16), form="flat", line=0)
    paper.stroke(f"M1.0 {y - 0.1 * bend:.2f}Q3.6 {y + 2.5 * bend:.2f} 5.9 {y - 0.15 * bend:.2f}", rgb("7a2f30"), 0.34)
