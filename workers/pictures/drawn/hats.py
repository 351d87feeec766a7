"""What people wear on their heads; a head has about ten units around the origin."""

from __future__ import annotations

from workers.pictures.drawn.palette import BLACK, MATERIALS, WHITE, Colour, mix
from workers.pictures.drawn.paper import Paper
from workers.pictures.drawn.shapes import ellipse, points, poly, smooth

M = MATERIALS


def _cap(paper: Paper, colour: Colour, band: Colour) -> None:
    paper.fill(smooth(points("-9.8,-3.6 -9.2,-9.6 -2,-14 6,-12.4 9,-7.6 9,-4.4 0,-5.4")), colour)
    paper.fill(smooth([(4.6, -6.6), (10, -6.6), (15.4, -3.4), (9, -3.8)]), mix(colour, BLACK, 0.25), form="flat")


def _beanie(paper: Paper, colour: Colour, band: Colour) -> None:
    paper.fill(smooth([(-9.6, -4), (-8.6, -11), (-1, -16), (6.4, -12.4), (9.2, -4.6)]), colour)
    paper.fill(
        smooth(points("-10.2,-2.6 -9.8,-6.4 0,-8 9.4,-6.8 9.8,-3.4 0,-4.6")),
        mix(colour, WHITE, 0.25),
        form="side",
    )
    paper.fill(ellipse(-1, -16.6, 2.9), mix(colour, WHITE, 0.4))


def _brim(paper: Paper, colour: Colour, band: Colour) -> None:
    paper.fill(
        smooth(points("-16,-3.6 -6,-7 8,-7 16.6,-4.6 8,-3.4 -4,-2.6")),
        mix(colour, BLACK, 0.14),
        form="side",
    )
    paper.fill(smooth(points("-8,-5.2 -7,-13.6 -1,-15.4 1,-14.4 5.6,-15 8,-6 0,-4.4")), colour, form="side")
    paper.fill(
        smooth(points("-8,-5.2 -7.8,-8 0,-7.2 7.6,-8.2 8,-6 0,-4.4")),
        mix(band, BLACK, 0.3),
        form="flat",
        line=0.3,
    )


def _pointed(paper: Paper, colour: Colour, band: Colour) -> None:
    paper.fill(
        smooth(points("-15,-3 -6,-6.6 8,-6.6 15.6,-4 6,-2.6 -6,-2")),
        mix(colour, BLACK, 0.2),
        form="side",
    )
    paper.fill(
        smooth(points("-8.6,-5 -5.4,-14 -7.4,-22 -13,-27.4 -4,-26 1.8,-19 8.2,-6 0,-4")),
        colour,
        form="side",
    )
    paper.fill(smooth(points("-8.6,-5 -7.6,-8 0,-7 7.4,-8.2 8.2,-6 0,-4")), M["gold"], form="flat", line=0.3)


def _crown(paper: Paper, colour: Colour, band: Colour) -> None:
    paper.fill(
        poly(points("-8.4,-6.2 -9.6,-14 -5,-10.4 -0.4,-16.4 3.6,-10.6 8.8,-14.4 8.4,-6.6 0,-5.4")),
        M["gold"],
        form="side",
    )
    for x, y in ((-9.4, -14), (-0.4, -16.6), (8.8, -14.6)):
        paper.fill(ellipse(x, y, 1.3), M["red"], form="flat", line=0.4)


def _hood(paper: Paper, colour: Colour, band: Colour) -> None:
    paper.fill(
        smooth(points("-9,10 -11.8,1 -10,-9 -3,-14.6 5,-13 9.6,-7 7.4,-7.4 2,-10 -3.4,-8 -6.2,-2 -6,5 -3,10.6")),
        colour,
        form="side",
    )


def _helmet(paper: Paper, colour: Colour, band: Colour) -> None:
    paper.fill(
        smooth(points("-9.8,2 -9.8,-8 -1,-14.4 7.6,-10 9.6,-3.4 2,-5 -5.6,-3 -6.2,4")),
        M["grey"],
        form="side",
    )
    paper.fill(smooth([(-1, -14.4), (-8, -18), (-13, -13), (-12.6, -6), (-8.6, -11)]), M["red"], form="side")


HATS = {
    "cap": _cap,
    "beanie": _beanie,
    "hat": _brim,
    "pointed": _pointed,
    "crown": _crown,
    "hood": _hood,
    "helmet": _helmet,
}
