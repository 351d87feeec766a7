"""Hair, behind a face and before it, and beards."""

from __future__ import annotations

from workers.pictures.drawn.palette import BLACK, MATERIALS, WHITE, Colour, mix, rgb
from workers.pictures.drawn.paper import Paper
from workers.pictures.drawn.scene import Look
from workers.pictures.drawn.shapes import ellipse, points, smooth

M = MATERIALS


def beard(paper: Paper, hair: Colour) -> None:
    paper.fill(
        smooth(points("-6.8,2.2 -3.4,4.2 0.6,4.4 3.6,4.0 6.6,4.4 8.4,2.6 8.0,7.4 4.6,12.2 1.4,13.6 -3.6,10.4")),
        hair,
        form="round",
    )
    paper.stroke("M2.3 6.4q1.4 .9 2.8 0", rgb("7c3f3a"), 0.8)


def back_hair(paper: Paper, look: Look, hair: Colour) -> None:
    dark = mix(hair, BLACK, 0.22)
    shapes = {
        "long": points("-8,-7 0,-11 7.4,-7 8.4,0 5.5,10 2,18 -6,20.5 -12,17 -10.4,5"),
        "bob": points("-8,-7 0,-11 7.4,-7 7.6,2 5,7.5 -4,8.4 -11,8 -10.6,0"),
        "curly": points("-9,-8 0,-13 8,-9 9.4,-2 5,8 -3,11 -10,11.5 -14.4,5 -13,-3"),
        "wild": points("-8,-8 -12,-12 -7,-12 -4,-16 0,-12 6,-14 7,-8 9,-2 2,7 -10,8 -14,4 -10,1 -14,-4"),
        "bun": points("-8,-7 0,-11 7,-7 4,3 -6,6 -9,0"),
    }
    if look.cut == "tail":
        paper.fill(smooth(points("-7,-6 -12,-7 -16,-1 -15.6,9 -13,14 -11.6,6 -9,1")), dark, form="side")
    if look.cut == "bun":
        paper.fill(ellipse(-8.6, -7.4, 4.4), dark)
    if look.cut == "braids":
        for x in (-9.2, 6.2):
            paper.fill(
                smooth([(x - 1.6, 2), (x + 1.8, 2), (x + 2.3, 9), (x + 0.4, 17), (x - 1.9, 9)]), dark, form="side"
            )
            paper.fill(ellipse(x + 0.3, 14.4, 1.5, 1), M["red"], form="flat", line=0.4)
    if look.cut in shapes:
        paper.fill(smooth(shapes[look.cut]), dark, form="side")


def front_hair(paper: Paper, look: Look, hair: Colour) -> None:
    if look.cut == "bald":
        paper.fill(smooth([(-8.3, -2.5), (-8.6, 2.2), (-6.2, 4.4), (-5.6, 0.6)]), hair, form="side", line=0.5)
        return
    fringe = {
        "short": points(
            "-8.6,3.6 -9.8,-3 -7.4,-9.2 -0.8,-12.2 6.6,-10 9.2,-4.2 6.2,-5.4 1.4,-6.6 -2.6,-5 "
            "-4.4,-1.2 -5.4,0.4 -6.4,-0.6 -7.2,3.4"
        ),
        "wild": points(
            "-9,3 -12.4,0 -10,-3 -12,-8 -7,-9 -6,-14 -1,-11 3,-14.4 5,-10 10,-10.5 9,-4.6 5.4,-4 "
            "2.6,-6.6 -0.6,-3.4 -3.2,-5.2 -5.2,-1 -7,1"
        ),
        "curly": points(
            "-9,4 -12.4,1 -12,-5 -9,-9 -6,-12.4 -1,-13.4 4,-12.8 8.4,-9.8 9.8,-5 7.6,-3.6 5.2,-5.4 "
            "2.2,-4.2 -0.8,-5.6 -3.4,-3.4 -5.2,-0.6 -6.6,1.4"
        ),
    }
    parted = points(
        "-8.8,5.4 -10.2,-2 -7.8,-8.8 -0.8,-11.8 6.4,-9.8 9.3,-3.4 8.4,-0.6 6.6,-4.4 1.8,-7.4 "
        "-1.8,-4.2 -5.2,-1.6 -6.4,1.8"
    )
    paper.fill(smooth(fringe.get(look.cut, parted)), hair, form="round")
    paper.stroke("M-6.6-5.6Q-3.8-9.4 1.4-9.8", mix(hair, WHITE, 0.32), 0.8, opacity=0.6)
