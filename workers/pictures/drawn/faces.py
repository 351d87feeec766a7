"""Heads of about ten units' radius around the origin, three quarters to the right: hair, face, feeling, hat."""

from __future__ import annotations

from workers.pictures.drawn.features import near_features
from workers.pictures.drawn.feelings import FEELINGS
from workers.pictures.drawn.hair import back_hair, beard, front_hair
from workers.pictures.drawn.hats import HATS
from workers.pictures.drawn.palette import BLACK, MATERIALS, WHITE, Colour, mix, rgb, times
from workers.pictures.drawn.paper import Paper
from workers.pictures.drawn.scene import Look
from workers.pictures.drawn.shapes import bent, ellipse, points, smooth

M = MATERIALS


def head(paper: Paper, look: Look, mood: str, near: bool = False) -> None:
    """``near``: so large that eyes have whites, and lips are two."""
    skin, hair = (
        mix(M[look.skin], WHITE, 0.5 if paper.style == "woodcut" else 0.0),
        M["silver" if look.age == "old" else look.hair],
    )
    if not near or look.cut == "braids":  # a bust lies over all but braids
        back_hair(paper, look, hair)
    paper.fill(smooth([(-3, 5), (3.4, 5), (4.2, 12), (-3.6, 12)]), mix(skin, BLACK, 0.14), form="flat", line=0.6)
    paper.fill(
        smooth(points("-8.2,-1.5 -6.6,-7.6 0,-10 6.8,-7.6 8.8,-1.2 8.1,4.4 4.2,8.8 0.6,9.6 -4.4,7.6 -7.4,3.6")),
        skin,
        form="round",
    )
    paper.fill(ellipse(-6.6, 1.2, 1.9, 2.4), mix(skin, M["blush"], 0.14), form="flat", line=0.5)
    (near_features if near else _features)(paper, look, mood, skin, hair)
    if look.beard:
        beard(paper, hair)
    front_hair(paper, look, hair)
    if look.hat:
        HATS[look.hat](paper, M[look.second] if look.hat != "hood" else M[look.cloth], M[look.cloth])


def _features(paper: Paper, look: Look, mood: str, skin: Colour, hair: Colour) -> None:
    bend, frown, opened = FEELINGS[mood]
    dark = mix(rgb("241a1c"), skin, 0.06)
    for x, size in ((0.4, 1.0), (6.0, 0.9)):
        paper.fill(ellipse(x, 0.2, 1.02 * size, 1.38 * size), dark, form="flat", line=0)
        paper.raw(ellipse(x + 0.35, -0.35, 0.36), WHITE, 0.9)
        left, right = (-3.1, -3.1 + frown * 0.9) if x < 3 else (-3.1 + frown * 0.9, -3.1)
        brow = f"M{x - 1.9:.1f} {left:.1f}Q{x:.1f} -4.3 {x + 1.9:.1f} {right:.1f}"
        paper.stroke(brow, mix(hair, BLACK, 0.3), 0.75)
    for x in (-1.9, 7.0):
        paper.raw(ellipse(x, 3.6, 1.7, 1.15), times(mix(skin, M["blush"], 0.7), paper.light.ambient), 0.55)
    paper.stroke("M4.2 1.2Q5.6 2.9 3.9 3.3", mix(skin, rgb("7a3a2a"), 0.55), 0.7)
    y = 5.7 - bend * 0.35
    if opened > 0.3:
        low = y + 1.2 + opened * 2.4
        paper.fill(
            bent((1.4, y), (3.6, y + 0.5), (5.8, y - 0.1), (5.2, low), (3.4, low), (1.7, y + 1), (1.4, y), closed=True),
            rgb("7c2f33"),
            form="flat",
            line=0.3,
        )
    else:
        paper.stroke(f"M1.5 {y:.1f}Q3.6 {y + 1.5 * bend:.1f} 5.6 {y - 0.1:.1f}", rgb("8a3f3a"), 0.85)
    if look.age == "old":
        paper.stroke(
            "M-1.4 2.3q1.5 .7 2.8 .2M4.9 2.2q1.2 .6 2.3 0M0.2 4.6q-.4 1.2.2 2.2", mix(skin, rgb("6a4038"), 0.5), 0.45
        )
    if look.glasses:
        paper.stroke(
            ellipse(0.4, 0.2, 2.4) + ellipse(6.1, 0.2, 2.1) + "M2.8 0h1.2M-2-.3L-6.4-.8",
            M["iron"],
            0.6,
        )
