"""Beasts, facing right, feet at the origin, beside an adult of 100 units."""

from __future__ import annotations

from collections.abc import Callable

from workers.pictures.drawn.fourlegged import Four, beast_head, eye, four_legs
from workers.pictures.drawn.palette import BLACK, MATERIALS, WHITE, Colour, mix
from workers.pictures.drawn.paper import Paper
from workers.pictures.drawn.shapes import box, ellipse, limb, points, poly, smooth

M = MATERIALS


def _cat(paper: Paper, coat: Colour) -> None:
    four_legs(
        paper,
        Four(24, 10, 8, 1.7, (2, 3), 6.2, 1.2, 1.5, "point", [(-6, -3), (-8, -13), (-3, -19)], [1.9, 1.8, 1.6, 1.2]),
        coat,
    )
    for x in (-5, 0, 5):
        paper.stroke(f"M{x} -18.4q1.6 2 .4 4.6", mix(coat, BLACK, 0.4), 1.3, opacity=0.7)
    paper.stroke("M18 -18l7 -1.6M18 -17l7 .6", M["cream"], 0.4)


def _dog(paper: Paper, coat: Colour) -> None:
    four_legs(paper, Four(34, 14, 14, 2.5, (3, 6), 7.6, 5.6, 2.6, "flop", [(-6, -6), (-8, -15)], [2.4, 2.0, 1.2]), coat)
    paper.stroke("M15.4 -29.4L21.4 -23.6", M["red"], 2.6)


def _fox(paper: Paper, coat: Colour) -> None:
    four_legs(
        paper,
        Four(32, 11, 11, 1.8, (3, 4), 6.6, 6.0, 1.4, "point", [(-9, 1), (-20, 0), (-27, -6)], [2, 4.6, 5.2, 1.2], 0.6),
        coat,
    )
    paper.fill(limb([(-36, -19), (-41.4, -23.4)], [3.6, 1.0]), M["white"], form="side", line=0)


def _wolf(paper: Paper, coat: Colour) -> None:
    four_legs(
        paper, Four(46, 18, 18, 2.7, (5, 6), 9, 8.4, 2.3, "point", [(-9, 5), (-15, 14)], [3, 4.2, 1.4], 0.4), coat
    )


def _horse(paper: Paper, coat: Colour) -> None:
    look = Four(
        66, 24, 36, 3.3, (12, 26), 9.4, 11.5, 5.8, "point", [(-7, 8), (-9, 26), (-5, 38)], [3, 4.4, 4.2, 1], 0.1
    )
    mane = mix(coat, BLACK, 0.55)
    four_legs(paper, look, coat)
    paper.fill(smooth(points("36,-90 30,-84 22,-70 15,-58 22,-58 31,-72 38,-82")), mane, form="side")
    paper.fill(smooth([(37, -91), (42, -92), (47, -84), (43, -82)]), mane, form="side")
    paper.fill(limb([(-31, -58), (-39, -46), (-40, -28), (-36, -17)], [3.2, 4.8, 4.6, 1]), mane, form="side")


def _rabbit(paper: Paper, coat: Colour) -> None:
    paper.fill(ellipse(-9.6, -6, 3), M["white"])
    paper.fill(smooth(points("-9,-1 -10.5,-8 -4,-14 4,-13 8,-7 7,0 -2,0.6")), coat)
    paper.fill(smooth([(-8, 0), (-6, -6), (0, -6), (3, 0)]), mix(coat, BLACK, 0.1))
    paper.fill(ellipse(6.4, -1, 2.6, 1.6), coat, form="side")
    look = Four(10, 6, 2, 1, (0, 0), 5, 1, 1.1, "long")
    beast_head(paper, look, (5.6, -15), coat, mix(coat, WHITE, 0.5))


def _mouse(paper: Paper, coat: Colour) -> None:
    paper.stroke("M-6 -2q-6 1.6 -8 -2.4t-6 -2", mix(coat, M["blush"], 0.5), 0.9)
    paper.fill(smooth([(-7, 0), (-6.6, -5), (0, -8), (6, -5), (6, 0)]), coat)
    beast_head(paper, Four(8, 5, 2, 1, (0, 0), 3.6, 2.4, 0.7, "round"), (4.6, -6), coat, mix(coat, WHITE, 0.4))


def _bear(paper: Paper, coat: Colour) -> None:
    four_legs(paper, Four(62, 34, 20, 5.4, (0, 0), 14, 7, 4.6, "round", (), (), 0.12), coat)


def _bird(paper: Paper, coat: Colour) -> None:
    """On its legs."""
    paper.stroke("M-1.6 -.4v-5M2.6 -.4v-5M-2.4 0h2.6M1.8 0h2.6", M["orange"], 0.8)
    paper.fill(poly([(-8, -8), (-17, -7), (-16, -3.6), (-7, -5)]), mix(coat, BLACK, 0.4), form="side")
    paper.fill(smooth(points("-9,-7 -4,-11.6 3,-15 7,-14 7.4,-9 3,-4.4 -4,-4")), mix(coat, WHITE, 0.2))
    paper.fill(ellipse(6, -15.6, 4), mix(coat, WHITE, 0.2))
    paper.fill(smooth([(3, -11.4), (-4, -10.6), (-13, -6), (-5, -5.6), (2, -7)]), mix(coat, BLACK, 0.28), form="down")
    paper.fill(poly([(9.4, -16.8), (14.4, -14.8), (9.4, -13.8)]), M["orange"], form="side", line=0.7)
    eye(paper, 7.2, -16.2, 0.8)


def _flying(paper: Paper, coat: Colour) -> None:
    """On its wings."""
    paper.fill(smooth([(-3, -2), (-10, -14), (-22, -21), (-14, -8), (-7, 1)]), mix(coat, BLACK, 0.3), form="side")
    paper.fill(smooth(points("-11,1 -4,-4 6,-4 10,-1 6,3 -3,4")), mix(coat, WHITE, 0.2), form="down")
    paper.fill(poly([(-9, 0), (-18, -1), (-17, 4), (-8, 3)]), mix(coat, BLACK, 0.2), form="side")
    paper.fill(smooth([(0, -2), (3, -14), (14, -25), (11, -11), (5, 0)]), mix(coat, BLACK, 0.14), form="side")
    paper.fill(poly([(9.4, -2.2), (14, 0), (9, 1.2)]), M["orange"], form="side", line=0.7)
    eye(paper, 7.2, -1.6, 0.8)


def _fish(paper: Paper, coat: Colour) -> None:
    paper.fill(smooth([(-12, 0), (-23, -9), (-20, 0), (-23, 9)]), mix(coat, BLACK, 0.14), form="side")
    paper.fill(smooth([(-6, -7), (0, -14), (9, -10), (6, -6)]), mix(coat, BLACK, 0.14), form="side")
    paper.fill(smooth(points("17,0 10,-7.4 -2,-8.8 -13,-2 -13,2 -2,8.4 10,7")), coat, form="down")
    for x in (-3, 4):
        paper.stroke(f"M{x} -7q-3 7 0 14", mix(coat, WHITE, 0.7), 2.2, opacity=0.8)
    paper.fill(smooth([(2, 1), (-4, 6), (-2, 0)]), mix(coat, BLACK, 0.2), form="side", line=0.6)
    eye(paper, 11, -2, 1.6)
    paper.stroke("M16 2.4q-2 1.4-3.6.6", mix(coat, BLACK, 0.5), 0.7)


def _crab(paper: Paper, coat: Colour) -> None:
    for side in (-1, 1):
        for i in range(3):
            paper.stroke(
                f"M{side * 7} {-5 + i}q{side * (5 + i)} {-4 + i * 2} {side * (8 - i)} {5 - i * 0.4:.1f}",
                mix(coat, BLACK, 0.25),
                1.5,
            )
        paper.stroke(f"M{side * 7} -8q{side * 7} -1 {side * 7.4} -7", coat, 2.2)
        claw = [
            (side * 12, -14),
            (side * 10.6, -21),
            (side * 14, -24),
            (side * 14.4, -19.4),
            (side * 18, -22.6),
            (side * 18.6, -16.4),
            (side * 15.4, -13),
        ]
        paper.fill(smooth(claw), coat, form="side")
        paper.stroke(f"M{side * 3} -10v-4", coat, 1.2)
        eye(paper, side * 3, -15, 1.5)
    paper.fill(smooth(points("-11,-6 -8,-11.4 0,-13 8,-11.4 11,-6 6,-1.4 -6,-1.4")), coat, form="down")
    paper.stroke("M-3 -5q3 2.2 6 0", mix(coat, BLACK, 0.5), 0.8)


def _dragon(paper: Paper, coat: Colour) -> None:
    dark, belly = mix(coat, BLACK, 0.3), mix(coat, M["yellow"], 0.6)
    far = points("-4,-58 -18,-96 -54,-116 -44,-92 -50,-84 -34,-76 -36,-64 -20,-62")
    paper.fill(poly(far), mix(coat, BLACK, 0.42), form="side")
    paper.fill(limb([(-24, -24), (-52, -14), (-72, -22), (-84, -44)], [13, 8, 5, 2]), dark, form="side")
    paper.fill(poly([(-84, -42), (-94, -50), (-84, -60), (-77, -50)]), M["red"], form="flat")
    for x, colour in ((-16, dark), (20, dark), (-24, coat), (12, coat)):
        paper.fill(limb([(x, -26), (x + 4, -12), (x + 1, -3)], [9, 6, 5]), colour, form="side")
        paper.fill(
            smooth([(x - 4, -4), (x + 6, -4), (x + 12, 0), (x - 4, 0)]), mix(colour, BLACK, 0.15), form="side", line=0.7
        )
    paper.fill(
        smooth(points("-40,-26 -30,-46 -4,-56 20,-54 34,-38 26,-18 0,-12 -28,-14")),
        coat,
        form="down",
    )
    paper.fill(limb([(16, -42), (38, -62), (40, -88)], [15, 10, 8.6]), coat, form="side")
    paper.fill(
        smooth(points("34,-34 46,-58 47,-82 40,-64 26,-44 12,-20 22,-17")),
        belly,
        form="side",
        line=0.5,
    )
    for x, y in ((-28, -46), (-14, -54), (0, -57), (18, -58), (28, -68), (31, -80)):
        paper.fill(poly([(x - 5, y + 4), (x - 3, y - 7), (x + 5, y + 1)]), M["yellow"], form="flat", line=0.6)
    wing = points("4,-50 -2,-98 -32,-132 -28,-106 -50,-102 -36,-86 -48,-74 -22,-68 -14,-54")
    paper.fill(poly(wing), mix(coat, M["yellow"], 0.2), form="side")
    paper.stroke("M2 -54L-3 -98L-31 -130M-3 -98L-48 -101M-3 -97L-46 -75", dark, 1.8)
    _dragon_head(paper, coat, dark)


def _dragon_head(paper: Paper, coat: Colour, dark: Colour) -> None:
    for dx in (4, 0):
        paper.fill(
            limb([(36 + dx, -98), (28 + dx, -108), (20 + dx, -110)], [3, 2.2, 0.5]), M["cream"], form="side", line=0.7
        )
    paper.fill(
        smooth(points("30,-90 33,-102 44,-104 54,-97 66,-95 69,-88 60,-83 44,-81 34,-83")),
        coat,
    )
    paper.stroke("M68 -88.6q-11 4.4 -20 1.4", dark, 1.2)
    paper.fill(ellipse(64.6, -92.6, 1.3, 0.9), dark, form="flat", line=0)
    eye(paper, 47, -96.4, 2.5)
    paper.stroke("M43.4 -100.4q4 -1.8 7.6 .8", dark, 1.2)


def _robot(paper: Paper, coat: Colour) -> None:
    dark = mix(coat, BLACK, 0.35)
    for x in (-8, 8):
        paper.fill(box(x - 3, -16, 6, 14), dark, form="side")
        paper.fill(smooth([(x - 6, 0), (x - 5, -5), (x + 5, -5), (x + 7, 0)]), coat, form="side")
    paper.fill(limb([(-14, -38), (-21, -28), (-19, -18)], [3, 2.8, 2.6]), dark, form="side")
    paper.fill(limb([(14, -38), (24, -40), (28, -50)], [3, 2.8, 2.6]), dark, form="side")
    paper.fill(ellipse(-19, -16, 3.4) + ellipse(28.6, -52, 3.4), coat)
    paper.fill(smooth([(-15, -16), (-16, -42), (16, -42), (15, -16)]), coat, form="side")
    paper.fill(box(-8, -36, 16, 9), M["navy"], form="flat", line=0.6)
    for dx, colour in ((-4.6, "red"), (0.0, "yellow"), (4.6, "green")):
        paper.raw(ellipse(dx, -31.4, 1.6), M[colour])
    paper.fill(box(-3, -47, 6, 6), dark, form="side")
    paper.fill(smooth(points("-13,-48 -14,-62 -6,-67 6,-67 14,-62 13,-48")), coat, form="side")
    for x in (-4, 6):
        paper.fill(ellipse(x, -57, 3.6), M["navy"], form="flat", line=0.6)
        paper.raw(ellipse(x, -57, 2.4), M["lamp"])
        paper.glow(x, -57, 9, M["lamp"], 0.4)
    paper.stroke("M0 -67v-7", dark, 1.2)
    paper.raw(ellipse(0, -75, 2), M["red"])


BEASTS: dict[str, tuple[Callable[[Paper, Colour], None], float, str]] = {
    "dragon": (_dragon, 70, "ground"),
    "cat": (_cat, 22, "ground"),
    "dog": (_dog, 26, "ground"),
    "bird": (_bird, 14, "ground"),
    "horse": (_horse, 52, "ground"),
    "fish": (_fish, 22, "water"),
    "fox": (_fox, 32, "ground"),
    "crab": (_crab, 20, "ground"),
    "wolf": (_wolf, 38, "ground"),
    "rabbit": (_rabbit, 13, "ground"),
    "bear": (_bear, 42, "ground"),
    "mouse": (_mouse, 14, "ground"),
    "robot": (_robot, 24, "ground"),
}
"""How each is drawn, half its width, and where it lives."""


def beast(paper: Paper, kind: str, coat: str, aloft: bool = False) -> None:
    """Draw one at the origin. ``aloft``: in the air, for those who have a way of being there."""
    draw = _flying if kind == "bird" and aloft else BEASTS[kind][0]
    draw(paper, M[coat])
