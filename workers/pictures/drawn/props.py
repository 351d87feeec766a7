"""Things: those that a hand holds, and those that stand on the ground. An adult is 100 units tall beside them."""

from __future__ import annotations

from collections.abc import Callable

from workers.pictures.drawn.palette import BLACK, MATERIALS, WHITE, mix
from workers.pictures.drawn.paper import Paper
from workers.pictures.drawn.shapes import box, dice, ellipse, points, poly, smooth

M = MATERIALS


def held(paper: Paper, prop: str) -> None:
    HELD[prop](paper)


def standing(paper: Paper, prop: str) -> None:
    STANDING[prop][0](paper)


def _lantern(paper: Paper) -> None:
    paper.stroke("M-2.4 5Q0-2.6 2.4 5", M["iron"], 0.9)
    paper.fill(poly([(-3.4, 6.4), (0, 3.6), (3.4, 6.4)]), M["iron"], form="side", line=0.6)
    paper.fill(box(-2.9, 6.4, 5.8, 7.4), M["lamp"], form="flat", line=0.6)
    paper.raw(box(-2.5, 6.8, 5, 6.6), M["lamp"])
    paper.raw(smooth([(0, 7.6), (1.3, 10.6), (0, 12.8), (-1.3, 10.6)]), M["flame"])
    paper.stroke("M-2.9 6.4v7.4M2.9 6.4v7.4", M["iron"], 0.8)
    paper.fill(box(-3.6, 13.6, 7.2, 1.8), M["iron"], form="side", line=0.6)
    paper.glow(0, 10, 46, M["lamp"], 0.62 if paper.light.lamps else 0.22)


def _key(paper: Paper) -> None:
    paper.stroke("M0-5.4a3 3 0 1 0 .1 0M0 .6V9M0 6.4h3M0 8.8h3.4", M["gold"], 1.7)
    paper.glow(0, 2, 15, M["gold"], 0.35)


def _bell(paper: Paper) -> None:
    paper.fill(smooth(points("-1,0 1,0 3.2,4 3.8,8.6 5.4,10.8 -5.4,10.8 -3.8,8.6 -3.2,4")), M["brass"])
    paper.fill(ellipse(0, 11.8, 1.5), mix(M["brass"], BLACK, 0.3))


def _book(paper: Paper) -> None:
    paper.fill(poly(points("-8,-4 0,-2.4 8,-4.8 8,5.4 0,7.4 -8,6")), M["red"], form="side")
    paper.fill(poly([(-7, -4.6), (0, -3), (0, 6), (-7, 4.6)]), M["paper"], form="side", line=0.5)
    paper.fill(poly([(7, -5.4), (0, -3), (0, 6), (7, 4)]), mix(M["paper"], BLACK, 0.08), form="side", line=0.5)
    for i in range(4):
        paper.stroke(f"M-6 {-2.4 + 1.7 * i:.1f}l5 1M1.2 {-1.4 + 1.7 * i:.1f}l4.8-1.5", M["grey"], 0.35)


def _letter(paper: Paper) -> None:
    paper.fill(poly([(-5, -3), (5, -4), (5.4, 3), (-4.6, 4)]), M["paper"], form="side", line=0.6)
    paper.stroke("M-5-3L.4 1.2 5-4", M["grey"], 0.5)
    paper.fill(ellipse(0.4, 0.8, 1.1), M["red"], form="flat", line=0.3)


def _sword(paper: Paper) -> None:
    paper.fill(poly([(-1.1, -5), (1.1, -5), (0.8, -36), (0, -40), (-0.8, -36)]), M["silver"], form="side", line=0.7)
    paper.fill(box(-5.4, -6.4, 10.8, 2), M["gold"], form="side", line=0.6)
    paper.fill(box(-1, -4.6, 2, 7.4), M["dark_wood"], form="side", line=0.6)


def _flower(paper: Paper) -> None:
    paper.stroke("M0 4Q-1-4 1-10", M["leaf"], 0.9)
    for x, y in ((-1.6, -11), (3.4, -11), (1, -13.6), (1, -8.6), (-0.8, -13), (2.8, -13), (2.8, -9)):
        paper.fill(ellipse(x, y, 1.6), M["red"], form="flat", line=0.3)
    paper.fill(ellipse(1, -11, 1.3), M["yellow"], form="flat", line=0.3)


def _map(paper: Paper) -> None:
    paper.fill(
        poly(points("-8,-5 -3,-6.6 3,-4.6 8,-6.4 8,5 3,6.6 -3,4.8 -8,6.4")),
        M["cream"],
        form="side",
    )
    paper.stroke("M-6 2Q-2-4 1 0T6-3M-3-6v11M3-4.6v11", M["wood"], 0.5)
    paper.stroke("M4.6 1.6l2 2m0-2l-2 2", M["red"], 0.8)


def _umbrella(paper: Paper) -> None:
    paper.stroke("M0 6V-34", M["dark_wood"], 1.4)
    paper.fill(
        smooth(points("-25,-30 -17,-44 0,-50 17,-44 25,-30 17,-33 8.4,-30 0,-33 -8.4,-30 -17,-33")),
        M["red"],
    )


def _lamp(paper: Paper) -> None:
    """A street lamp."""
    paper.fill(poly([(-2, 0), (2, 0), (1.2, -120), (-1.2, -120)]), M["iron"], form="side")
    paper.fill(poly([(-4.6, 0), (4.6, 0), (3, -9), (-3, -9)]), M["iron"], form="side")
    paper.fill(poly([(-6, -138), (6, -138), (4.4, -121), (-4.4, -121)]), M["lamp"], form="flat")
    if paper.light.lamps:
        paper.raw(poly([(-5.2, -137), (5.2, -137), (3.8, -122), (-3.8, -122)]), M["lamp"])
        paper.glow(0, -130, 95, M["lamp"], 0.66)
    paper.fill(poly([(-8, -138), (0, -147), (8, -138)]), M["iron"], form="side")


def _door(paper: Paper) -> None:
    paper.fill(smooth(points("-30,0 -30,-88 -20,-112 0,-122 20,-112 30,-88 30,0")), M["stone"], form="side")
    paper.fill(smooth(points("-22,0 -22,-84 -14,-104 0,-110 14,-104 22,-84 22,0")), M["wood"], form="side")
    for x in (-11, 0, 11):
        paper.stroke(f"M{x} 0V-{104 if x else 109}", M["dark_wood"], 1)
    paper.stroke("M-21-26h42M-21-76h42", M["iron"], 3)
    paper.fill(ellipse(14, -48, 2.8), M["brass"])


def _fire(paper: Paper) -> None:
    paper.shadow(0, 2, 44, 10, 0.4)
    for tilt in (-24, 22, -4):
        with paper.place(0, -3, tilt=tilt):
            paper.fill(box(-21, -3, 42, 6.4), M["dark_wood"], form="down")
    paper.glow(0, -18, 130, M["flame"], 0.6)
    for scale, colour in ((1.0, "ember"), (0.72, "flame"), (0.42, "lamp")):
        flame = points("-15,-2 -17,-16 -8,-25 -7,-40 1,-52 5,-36 10,-30 17,-16 14,-2")
        paper.raw(smooth([(x * scale, y * scale) for x, y in flame]), M[colour])


def _boat(paper: Paper) -> None:
    """A rowing boat, drawn up or afloat."""
    paper.fill(
        smooth(points("-62,-26 -50,-5 -20,2 24,2 50,-6 64,-29 30,-21 -28,-20")),
        M["hull"],
        form="down",
    )
    paper.fill(
        smooth(points("-62,-26 -28,-20 30,-21 64,-29 30,-24.6 -28,-23.6")),
        M["cream"],
        form="flat",
        line=0.6,
    )
    paper.stroke("M-52-12Q0 1 54-14", mix(M["hull"], BLACK, 0.3), 1)
    paper.stroke("M-14-22L-58-48M20-23L62-46", M["plank"], 2.4)


def _sailboat(paper: Paper) -> None:
    paper.fill(box(-1.3, -112, 2.6, 104), M["dark_wood"], form="side", line=0.6)
    paper.fill("M3-108Q50-66 46-22L3-20Z", M["sail"], form="side")
    paper.fill("M-3-104Q-32-62-36-22L-3-20Z", mix(M["sail"], M["hull"], 0.16), form="side")
    paper.fill(smooth([(-52, -16), (-40, 2), (38, 2), (56, -18), (0, -12)]), M["hull"], form="down")
    paper.raw(poly([(0, -112), (16, -107), (0, -102)]), mix(M["red"], BLACK, 0.2))


def _lighthouse(paper: Paper) -> None:
    paper.fill(poly([(-17, 0), (17, 0), (10, -128), (-10, -128)]), M["white"], form="side")
    for low, high in ((-26, -54), (-80, -106)):
        a, b = 17 + 7 * low / 128, 17 + 7 * high / 128
        paper.fill(poly([(-a, low), (a, low), (b, high), (-b, high)]), M["red"], form="side", line=0.4)
    paper.fill(box(-3.4, -16, 6.8, 16), M["dark_wood"], form="flat", line=0.5)
    paper.fill(box(-14, -134, 28, 6), M["slate"], form="side")
    paper.fill(box(-7.6, -150, 15.2, 17), M["lamp"], form="flat")
    if paper.light.lamps:
        paper.raw(box(-7, -149.4, 14, 16), M["lamp"])
        _beams(paper)
    paper.stroke("M-3-150v16M3-150v16", M["iron"], 0.9)
    paper.fill(smooth([(-10, -149), (-6, -158), (0, -163), (6, -158), (10, -149)]), M["red"])
    paper.stroke("M-14-134v-6M14-134v-6M-14-140h6M14-140h-6", M["iron"], 0.8)


def _beams(paper: Paper) -> None:
    lamp = paper.light.graded(M["lamp"])
    paper.fade(poly([(0, -146), (0, -138), (-330, -96), (-330, -196)]), [(0, lamp, 0.0), (1, lamp, 0.5)], across=True)
    paper.fade(poly([(0, -146), (0, -138), (330, -100), (330, -190)]), [(0, lamp, 0.5), (1, lamp, 0.0)], across=True)
    paper.glow(0, -142, 90, M["lamp"], 0.85)


def _ship(paper: Paper) -> None:
    """Three masts."""
    for x, tall in ((-46, 120), (4, 150), (52, 116)):
        paper.fill(box(x - 1.6, -tall - 14, 3.2, tall), M["dark_wood"], form="side", line=0.6)
        for low, wide in ((0.1, 26), (0.42, 22), (0.7, 15)):
            y, high = -tall * low - 34, tall * 0.26
            paper.fill(
                smooth(
                    [
                        (x - wide, y),
                        (x - wide * 0.86, y - high * 0.5),
                        (x - wide * 0.9, y - high),
                        (x + wide * 0.9, y - high),
                        (x + wide * 1.24, y - high * 0.5),
                        (x + wide, y),
                        (x, y - 4),
                    ]
                ),
                M["sail"],
                form="side",
                line=0.8,
            )
    paper.fill(
        smooth(points("-88,-44 -80,-16 -62,3 60,3 82,-16 104,-38 60,-26 -40,-25 -62,-40")),
        M["dark_wood"],
        form="down",
    )
    paper.stroke("M-80-24Q0-10 88-28", M["gold"], 1.8)
    for x in range(-54, 64, 18):
        paper.fill(box(x, -14, 6, 5), M["window"] if paper.light.lamps else M["black"], form="flat", line=0.4)


def _tower(paper: Paper) -> None:
    paper.fill(poly([(-26, 0), (26, 0), (21, -140), (-21, -140)]), M["stone"], form="side")
    paper.fill(
        poly(
            points("-27,-140 27,-140 27,-156 17,-156 17,-149 6,-149 6,-156 -6,-156 -6,-149 -17,-149 -17,-156 -27,-156")
        ),
        M["stone"],
        form="side",
    )
    die = dice("tower")
    for _ in range(15):
        paper.fill(
            box(die.uniform(-19, 12), die.uniform(-132, -8), 8, 4), M["dark_stone"], form="flat", line=0, opacity=0.4
        )
    for y in (-104, -56):
        paper.raw(
            smooth([(-4, y + 9), (-4, y - 4), (0, y - 9), (4, y - 4), (4, y + 9)]),
            M["window"] if paper.light.lamps else M["black"],
        )


def _chest(paper: Paper) -> None:
    paper.fill(box(-20, -18, 40, 18), M["wood"], form="side")
    paper.fill(smooth(points("-20,-18 -20,-28 -12,-33 12,-33 20,-28 20,-18")), M["plank"], form="down")
    paper.stroke("M-12-32V0M12-32V0M-20-18h40", M["iron"], 2.2)
    paper.fill(box(-3.4, -21, 6.8, 8), M["gold"], form="flat", line=0.6)


def _table(paper: Paper) -> None:
    paper.fill(box(-34, -38, 5, 38), M["dark_wood"], form="side")
    paper.fill(box(29, -38, 5, 38), M["dark_wood"], form="side")
    paper.fill(box(-42, -44, 84, 7), M["wood"], form="down")
    with paper.place(-8, -60, 1.1):
        paper.fill(smooth([(-7, 14), (-8, 5), (0, 2), (8, 5), (7, 14)]), M["teal"])
        paper.stroke("M7.4 6q6 1 .4 6", M["teal"], 1.4)
        paper.fill(ellipse(0, 2, 2), mix(M["teal"], WHITE, 0.2), line=0.4)


def _chair(paper: Paper) -> None:
    paper.stroke("M-13 0v-26M13 0v-26M-13-26v-34", M["dark_wood"], 3.2)
    paper.fill(box(-16, -29, 33, 5), M["wood"], form="down")
    paper.fill(box(-16, -60, 5, 26), M["wood"], form="side")


def _well(paper: Paper) -> None:
    paper.fill(box(-26, -30, 52, 30), M["stone"], form="side")
    paper.stroke("M-26-20h52M-26-10h52M-10-30v10M8-20v10M-6-10V0M16-30v10", M["dark_stone"], 0.9)
    paper.fill(box(-24, -80, 4, 50), M["dark_wood"], form="side")
    paper.fill(box(20, -80, 4, 50), M["dark_wood"], form="side")
    paper.fill(poly([(-34, -76), (0, -100), (34, -76)]), M["roof"], form="side")
    paper.stroke("M0-78v32", M["rope"], 1.2)
    paper.fill(poly([(-6, -46), (6, -46), (4.6, -36), (-4.6, -36)]), M["wood"], form="side")


def _rocket(paper: Paper) -> None:
    for way in (-1, 1):
        paper.fill(poly([(way * 15, -44), (way * 34, -4), (way * 30, 0), (way * 11, -14)]), M["red"], form="side")
    paper.fill(
        smooth(points("-13,-12 -19,-60 -12,-108 0,-132 12,-108 19,-60 13,-12")),
        M["white"],
        form="side",
    )
    paper.fill(smooth([(-11.6, -108), (0, -131), (11.6, -108), (0, -104)]), M["red"], form="side")
    paper.fill(ellipse(0, -78, 8), M["iron"])
    paper.raw(ellipse(0, -78, 5.8), M["window"] if paper.light.lamps else M["ice"])
    paper.fill(box(-10, -14, 20, 6), M["iron"], form="side")


HELD: dict[str, Callable[[Paper], None]] = {
    "lantern": _lantern, "key": _key, "bell": _bell, "book": _book, "letter": _letter, "sword": _sword,
    "flower": _flower, "map": _map, "umbrella": _umbrella,
}  # fmt: skip
STANDING: dict[str, tuple[Callable[[Paper], None], float, str]] = {
    "lamp": (_lamp, 12, "near"),
    "door": (_door, 32, "near"),
    "fire": (_fire, 30, "near"),
    "boat": (_boat, 60, "near"),
    "sailboat": (_sailboat, 50, "water"),
    "ship": (_ship, 90, "water"),
    "lighthouse": (_lighthouse, 24, "far"),
    "tower": (_tower, 30, "far"),
    "chest": (_chest, 24, "near"),
    "table": (_table, 42, "near"),
    "chair": (_chair, 18, "near"),
    "well": (_well, 32, "near"),
    "rocket": (_rocket, 34, "near"),
}
"""How a thing is drawn, half its width, and where it belongs: beside people, on the water, or far behind them."""
