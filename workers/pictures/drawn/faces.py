"""Heads of about ten units' radius around the origin, three quarters to the right: hair, face, feeling, hat."""

from __future__ import annotations

from workers.pictures.drawn.palette import BLACK, MATERIALS, WHITE, Colour, mix, rgb, times
from workers.pictures.drawn.paper import Paper
from workers.pictures.drawn.scene import Look
from workers.pictures.drawn.shapes import ellipse, poly, smooth

M = MATERIALS
FEELINGS: dict[str, tuple[float, float, float]] = {
    "calm": (0.25, 0.0, 0.0),
    "joyful": (1.0, -0.4, 0.5),
    "funny": (0.9, -0.5, 0.35),
    "tender": (0.6, -0.3, 0.0),
    "wondrous": (0.5, -0.6, 0.45),
    "eerie": (-0.35, -0.8, 0.35),
    "tense": (-0.2, 0.5, 0.0),
    "sad": (-0.8, -0.9, 0.0),
    "angry": (-0.7, 1.1, 0.0),
    "triumphant": (1.0, 0.2, 0.6),
}
"""By mood: how the mouth bends (1 up), how the brows do (1 frowns, -1 worries), how wide the mouth is open."""


def head(paper: Paper, look: Look, mood: str, near: bool = False) -> None:
    """``near``: so large that eyes have whites, and lips are two."""
    skin, hair = M[look.skin], M["silver" if look.age == "old" else look.hair]
    _back_hair(paper, look, hair)
    paper.fill(smooth([(-3, 5), (3.4, 5), (4.2, 12), (-3.6, 12)]), mix(skin, BLACK, 0.14), form="flat", line=0.6)
    paper.fill(smooth([(-8.2, -1.5), (-6.6, -7.6), (0, -10), (6.8, -7.6), (8.8, -1.2), (8.1, 4.4), (4.2, 8.8), (0.6, 9.6),
                       (-4.4, 7.6), (-7.4, 3.6)]), skin, form="round")  # fmt: skip
    paper.fill(ellipse(-6.6, 1.2, 1.9, 2.4), mix(skin, M["blush"], 0.14), form="flat", line=0.5)
    (_near_features if near else _features)(paper, look, mood, skin, hair)
    if look.beard:
        _beard(paper, hair)
    _front_hair(paper, look, hair)
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
        paper.fill(f"M1.4 {y:.1f}Q3.6 {y + 0.5:.1f} 5.8 {y - 0.1:.1f}Q5.2 {y + 1.2 + opened * 2.4:.1f} 3.4 {y + 1.2 + opened * 2.4:.1f}Q1.7 {y + 1:.1f} 1.4 {y:.1f}Z",
                   rgb("7c2f33"), form="flat", line=0.3)  # fmt: skip
    else:
        paper.stroke(f"M1.5 {y:.1f}Q3.6 {y + 1.5 * bend:.1f} 5.6 {y - 0.1:.1f}", rgb("8a3f3a"), 0.85)
    if look.age == "old":
        paper.stroke("M-1.4 2.3q1.5 .7 2.8 .2M4.9 2.2q1.2 .6 2.3 0M0.2 4.6q-.4 1.2.2 2.2", mix(skin, rgb("6a4038"), 0.5), 0.45)
    if look.glasses:
        paper.stroke("M-2 .2a2.4 2.4 0 1 0 4.8 0a2.4 2.4 0 1 0-4.8 0M4 .2a2.1 2.1 0 1 0 4.2 0a2.1 2.1 0 1 0-4.2 0M2.8 0h1.2M-2-.3L-6.4-.8",
                     M["iron"], 0.6)  # fmt: skip


def _near_features(paper: Paper, look: Look, mood: str, skin: Colour, hair: Colour) -> None:
    bend, frown, opened = FEELINGS[mood]
    deep = mix(skin, rgb("7a3328"), 0.5)
    for x in (-2.4, 6.9):
        paper.raw(ellipse(x, 3.9, 2.0, 1.4), times(mix(skin, M["blush"], 0.75), paper.light.ambient), 0.4)
    for x, wide in ((0.2, 1.95), (6.0, 1.65)):
        tall = 1.35 + 0.35 * (opened > 0.4)
        _near_eye(paper, x, wide, tall, EYES[len(look.cloth + look.hair) % len(EYES)])
        left, right = (-3.3, -3.4 + frown * 0.9) if x < 3 else (-3.4 + frown * 0.9, -3.3)
        brow = [(x - wide * 1.15, left + 0.1), (x, min(left, right) - 0.9), (x + wide * 1.15, right), (x, min(left, right) - 0.35)]
        paper.fill(smooth(brow), mix(hair, BLACK, 0.3), form="flat", line=0.2)
    paper.stroke("M3.9 -.6Q4.4 1.6 5.2 2.5Q5.4 3.5 3.7 3.5", deep, 0.36)
    paper.fill(ellipse(4.5, 2.1, 0.6, 0.75), mix(skin, WHITE, 0.3), form="flat", line=0, opacity=0.5)
    _near_mouth(paper, bend, opened)
    if look.age == "old":
        paper.stroke("M-2.2 2.2q2 1 4.2 .1M4.8 2.1q1.4 .7 2.8 0M-.2 3.8q-1 1.6-.2 3M-4.5-5.6q4-1.2 9-.4M-3.5-6.9q4-.9 7.4-.2", deep, 0.26)
    if look.glasses:
        paper.stroke("M-2.4 .1a2.7 2.7 0 1 0 5.4 0a2.7 2.7 0 1 0-5.4 0M4.1 .1a2.3 2.3 0 1 0 4.6 0a2.3 2.3 0 1 0-4.6 0M3 -.2h1.1M-2.4-.4L-6.6-.9", M["iron"], 0.42)
    if look.age == "child" and look.skin in ("skin1", "skin2"):
        for x, y in ((-3.4, 3), (-2.2, 3.8), (-1.4, 2.9), (6.4, 3.2), (7.3, 2.8), (7, 4)):
            paper.fill(ellipse(x, y, 0.2), deep, form="flat", line=0)


EYES = ("4a3326", "3f6a8a", "4f7a4a", "6b4a2b", "5a5f6a")


def _near_eye(paper: Paper, x: float, wide: float, tall: float, iris: str) -> None:
    almond = [(x - wide, 0.35), (x - wide * 0.4, -tall), (x + wide * 0.45, -tall * 0.95), (x + wide, 0.1), (x + wide * 0.3, tall * 0.85), (x - wide * 0.45, tall * 0.8)]
    paper.fill(smooth(almond), rgb("fbf6ee"), form="flat", line=0)
    paper.fill(ellipse(x + 0.3, -0.1, tall * 0.86), rgb(iris), form="flat", line=0)
    paper.fill(ellipse(x + 0.3, -0.1, tall * 0.46), rgb("17131a"), form="flat", line=0)
    paper.raw(ellipse(x + 0.7, -0.6, 0.32), WHITE, 0.95)
    paper.stroke(f"M{x - wide:.2f} .35Q{x - wide * 0.5:.2f} {-tall * 1.25:.2f} {x + wide * 0.2:.2f} {-tall * 1.1:.2f}T{x + wide:.2f} .1", rgb("2a1c1c"), 0.5)


def _near_mouth(paper: Paper, bend: float, opened: float) -> None:
    y = 6.1 - bend * 0.4
    lip = rgb("b2554f")
    if opened > 0.3:
        low = y + 1.2 + opened * 2.0
        paper.fill(smooth([(0.9, y), (3.5, y + 0.4), (6.0, y - 0.2), (5.4, low - 0.6), (3.5, low), (1.6, low - 0.5)]), rgb("6d2329"), form="flat", line=0.2)
        paper.fill(smooth([(1.4, y + 0.15), (3.5, y + 0.5), (5.6, y), (5.2, y + 0.8), (3.5, y + 1.1), (1.8, y + 0.9)]), rgb("fbf4ea"), form="flat", line=0)
        return
    paper.fill(smooth([(1.2, y), (2.8, y + 1.2 * bend - 0.45), (3.6, y + 1.2 * bend - 0.2), (4.4, y + 1.2 * bend - 0.5), (5.8, y - 0.1), (3.6, y + 1.3 * bend + 0.1)]), lip, form="flat", line=0)
    paper.fill(smooth([(1.6, y + 0.3 * bend), (3.6, y + 1.3 * bend + 0.1), (5.5, y + 0.2 * bend), (3.6, y + 1.3 * bend + 1.0)]), mix(lip, WHITE, 0.16), form="flat", line=0)
    paper.stroke(f"M1.0 {y - 0.1 * bend:.2f}Q3.6 {y + 2.5 * bend:.2f} 5.9 {y - 0.15 * bend:.2f}", rgb("7a2f30"), 0.34)


def _beard(paper: Paper, hair: Colour) -> None:
    paper.fill(smooth([(-6.8, 2.2), (-3.4, 4.2), (0.6, 4.4), (3.6, 4.0), (6.6, 4.4), (8.4, 2.6), (8.0, 7.4), (4.6, 12.2),
                       (1.4, 13.6), (-3.6, 10.4)]), hair, form="round")  # fmt: skip
    paper.stroke("M2.3 6.4q1.4 .9 2.8 0", rgb("7c3f3a"), 0.8)


def _back_hair(paper: Paper, look: Look, hair: Colour) -> None:
    dark = mix(hair, BLACK, 0.22)
    shapes = {
        "long": [(-8, -7), (0, -11), (7.4, -7), (8.4, 0), (5.5, 10), (2, 18), (-6, 20.5), (-12, 17), (-10.4, 5)],
        "bob": [(-8, -7), (0, -11), (7.4, -7), (7.6, 2), (5, 7.5), (-4, 8.4), (-11, 8), (-10.6, 0)],
        "curly": [(-9, -8), (0, -13), (8, -9), (9.4, -2), (5, 8), (-3, 11), (-10, 11.5), (-14.4, 5), (-13, -3)],
        "wild": [(-8, -8), (-12, -12), (-7, -12), (-4, -16), (0, -12), (6, -14), (7, -8), (9, -2), (2, 7), (-10, 8), (-14, 4), (-10, 1), (-14, -4)],
        "bun": [(-8, -7), (0, -11), (7, -7), (4, 3), (-6, 6), (-9, 0)],
    }
    if look.cut == "tail":
        paper.fill(smooth([(-7, -6), (-12, -7), (-16, -1), (-15.6, 9), (-13, 14), (-11.6, 6), (-9, 1)]), dark, form="side")
    if look.cut == "bun":
        paper.fill(ellipse(-8.6, -7.4, 4.4), dark)
    if look.cut == "braids":
        for x in (-9.2, 6.2):
            paper.fill(smooth([(x - 1.6, 2), (x + 1.8, 2), (x + 2.3, 9), (x + 0.4, 17), (x - 1.9, 9)]), dark, form="side")
            paper.fill(ellipse(x + 0.3, 14.4, 1.5, 1), M["red"], form="flat", line=0.4)
    if look.cut in shapes:
        paper.fill(smooth(shapes[look.cut]), dark, form="side")


def _front_hair(paper: Paper, look: Look, hair: Colour) -> None:
    if look.cut == "bald":
        paper.fill(smooth([(-8.3, -2.5), (-8.6, 2.2), (-6.2, 4.4), (-5.6, 0.6)]), hair, form="side", line=0.5)
        return
    fringe = {
        "short": [(-8.6, 3.6), (-9.8, -3), (-7.4, -9.2), (-0.8, -12.2), (6.6, -10), (9.2, -4.2), (6.2, -5.4), (1.4, -6.6), (-2.6, -5),
                  (-4.4, -1.2), (-5.4, 0.4), (-6.4, -0.6), (-7.2, 3.4)],
        "wild": [(-9, 3), (-12.4, 0), (-10, -3), (-12, -8), (-7, -9), (-6, -14), (-1, -11), (3, -14.4), (5, -10), (10, -10.5), (9, -4.6), (5.4, -4),
                 (2.6, -6.6), (-0.6, -3.4), (-3.2, -5.2), (-5.2, -1), (-7, 1)],
        "curly": [(-9, 4), (-12.4, 1), (-12, -5), (-9, -9), (-6, -12.4), (-1, -13.4), (4, -12.8), (8.4, -9.8), (9.8, -5), (7.6, -3.6), (5.2, -5.4),
                  (2.2, -4.2), (-0.8, -5.6), (-3.4, -3.4), (-5.2, -0.6), (-6.6, 1.4)],
    }
    parted = [(-8.8, 5.4), (-10.2, -2), (-7.8, -8.8), (-0.8, -11.8), (6.4, -9.8), (9.3, -3.4), (8.4, -0.6), (6.6, -4.4), (1.8, -7.4), (-1.8, -4.2),
              (-5.2, -1.6), (-6.4, 1.8)]  # fmt: skip
    paper.fill(smooth(fringe.get(look.cut, parted)), hair, form="round")
    paper.stroke("M-6.6-5.6Q-3.8-9.4 1.4-9.8", mix(hair, WHITE, 0.32), 0.8, opacity=0.6)


def _cap(paper: Paper, colour: Colour, band: Colour) -> None:
    paper.fill(smooth([(-9.8, -3.6), (-9.2, -9.6), (-2, -14), (6, -12.4), (9, -7.6), (9, -4.4), (0, -5.4)]), colour)
    paper.fill(smooth([(4.6, -6.6), (10, -6.6), (15.4, -3.4), (9, -3.8)]), mix(colour, BLACK, 0.25), form="flat")


def _beanie(paper: Paper, colour: Colour, band: Colour) -> None:
    paper.fill(smooth([(-9.6, -4), (-8.6, -11), (-1, -16), (6.4, -12.4), (9.2, -4.6)]), colour)
    paper.fill(smooth([(-10.2, -2.6), (-9.8, -6.4), (0, -8), (9.4, -6.8), (9.8, -3.4), (0, -4.6)]), mix(colour, WHITE, 0.25), form="side")
    paper.fill(ellipse(-1, -16.6, 2.9), mix(colour, WHITE, 0.4))


def _brim(paper: Paper, colour: Colour, band: Colour) -> None:
    paper.fill(smooth([(-16, -3.6), (-6, -7), (8, -7), (16.6, -4.6), (8, -3.4), (-4, -2.6)]), mix(colour, BLACK, 0.14), form="side")
    paper.fill(smooth([(-8, -5.2), (-7, -13.6), (-1, -15.4), (1, -14.4), (5.6, -15), (8, -6), (0, -4.4)]), colour, form="side")
    paper.fill(smooth([(-8, -5.2), (-7.8, -8), (0, -7.2), (7.6, -8.2), (8, -6), (0, -4.4)]), mix(band, BLACK, 0.3), form="flat", line=0.3)


def _pointed(paper: Paper, colour: Colour, band: Colour) -> None:
    paper.fill(smooth([(-15, -3), (-6, -6.6), (8, -6.6), (15.6, -4), (6, -2.6), (-6, -2)]), mix(colour, BLACK, 0.2), form="side")
    paper.fill(smooth([(-8.6, -5), (-5.4, -14), (-7.4, -22), (-13, -27.4), (-4, -26), (1.8, -19), (8.2, -6), (0, -4)]), colour, form="side")
    paper.fill(smooth([(-8.6, -5), (-7.6, -8), (0, -7), (7.4, -8.2), (8.2, -6), (0, -4)]), M["gold"], form="flat", line=0.3)


def _crown(paper: Paper, colour: Colour, band: Colour) -> None:
    paper.fill(poly([(-8.4, -6.2), (-9.6, -14), (-5, -10.4), (-0.4, -16.4), (3.6, -10.6), (8.8, -14.4), (8.4, -6.6), (0, -5.4)]), M["gold"], form="side")
    for x, y in ((-9.4, -14), (-0.4, -16.6), (8.8, -14.6)):
        paper.fill(ellipse(x, y, 1.3), M["red"], form="flat", line=0.4)


def _hood(paper: Paper, colour: Colour, band: Colour) -> None:
    paper.fill(smooth([(-9, 10), (-11.8, 1), (-10, -9), (-3, -14.6), (5, -13), (9.6, -7), (7.4, -7.4), (2, -10), (-3.4, -8), (-6.2, -2), (-6, 5),
                       (-3, 10.6)]), colour, form="side")  # fmt: skip


def _helmet(paper: Paper, colour: Colour, band: Colour) -> None:
    paper.fill(smooth([(-9.8, 2), (-9.8, -8), (-1, -14.4), (7.6, -10), (9.6, -3.4), (2, -5), (-5.6, -3), (-6.2, 4)]), M["grey"], form="side")
    paper.fill(smooth([(-1, -14.4), (-8, -18), (-13, -13), (-12.6, -6), (-8.6, -11)]), M["red"], form="side")


HATS = {
    "cap": _cap, "beanie": _beanie, "hat": _brim, "pointed": _pointed, "crown": _crown, "hood": _hood, "helmet": _helmet,
}  # fmt: skip
