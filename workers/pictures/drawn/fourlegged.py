"""The build of those who go on four legs, and the heads and eyes of others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workers.pictures.drawn.palette import BLACK, MATERIALS, WHITE, Colour, mix, rgb
from workers.pictures.drawn.paper import Paper
from workers.pictures.drawn.shapes import Point, bent, ellipse, limb, poly, smooth

M = MATERIALS


@dataclass(frozen=True, slots=True)
class Four:
    """Somebody on four legs. Lengths in units: of the trunk, its thickness, the legs and their radius, of the neck and
    how far forward it goes, the head's radius, the snout's length and radius."""

    trunk: float
    thick: float
    leg: float
    foot: float
    neck: tuple[float, float]
    head: float
    snout: float
    nose: float
    ears: str = "point"
    tail: Sequence[Point] = ()
    tail_wide: Sequence[float] = ()
    belly: float = 0.35
    """How much paler below."""


def four_legs(paper: Paper, look: Four, coat: Colour) -> None:
    dark, pale = mix(coat, BLACK, 0.26), mix(coat, WHITE, look.belly)
    half, y = look.trunk / 2, -look.leg - look.thick * 0.55
    back, front = -half + look.thick * 0.35, half - look.thick * 0.3
    for x, shift in ((back + look.thick * 0.3, 2.0), (front - look.thick * 0.3, 3.0)):
        _leg(paper, look, x, y, shift, dark)
    if look.tail:
        start = (-half * 0.92, y - look.thick * 0.3)
        paper.fill(
            limb([start, *((start[0] + dx, start[1] + dy) for dx, dy in look.tail)], look.tail_wide),
            mix(coat, BLACK, 0.1),
            form="side",
        )
    neck = (half * 0.8 + look.neck[0], y - look.thick * 0.3 - look.neck[1])
    paper.fill(
        limb([(front - look.thick * 0.2, y - look.thick * 0.1), neck], [look.thick * 0.52, look.head * 0.72]),
        coat,
        form="side",
    )
    t = look.thick
    trunk = [
        (-half, y - t * 0.1),
        (-half * 0.7, y - t * 0.56),
        (0, y - t * 0.5),
        (half * 0.7, y - t * 0.6),
        (half, y - t * 0.15),
        (half * 0.8, y + t * 0.46),
        (half * 0.1, y + t * 0.42),
        (-half * 0.6, y + t * 0.48),
        (-half * 0.97, y + t * 0.25),
    ]
    paper.fill(smooth(trunk), coat, form="down")
    for x, shift in ((back, -2.0), (front, 1.0)):
        _leg(paper, look, x, y, shift, coat)
    beast_head(paper, look, neck, coat, pale)


def _leg(paper: Paper, look: Four, x: float, y: float, shift: float, colour: Colour) -> None:
    paper.fill(
        limb(
            [(x, y), (x + shift - 1.5, -look.leg * 0.5), (x + shift, -look.foot)],
            [look.foot * 1.9, look.foot * 1.12, look.foot * 0.95],
        ),
        colour,
        form="side",
    )
    paper.fill(
        smooth(
            [
                (x + shift - look.foot, -look.foot * 0.9),
                (x + shift + look.foot * 1.2, -look.foot * 0.9),
                (x + shift + look.foot * 1.7, 0),
                (x + shift - look.foot, 0),
            ]
        ),
        mix(colour, BLACK, 0.12),
        form="side",
    )


def beast_head(paper: Paper, look: Four, at: Point, coat: Colour, pale: Colour) -> None:
    x, y = at[0] + look.head * 0.2, at[1] - look.head * 0.2
    r = look.head
    _ears(paper, look, x, y, mix(coat, BLACK, 0.18), -0.05)
    tip = (x + r * 0.5 + look.snout, y + r * 0.38)
    paper.fill(ellipse(x, y, r * 1.05, r), coat)
    paper.fill(limb([(x + r * 0.4, y + r * 0.3), tip], [r * 0.62, look.nose]), mix(coat, pale, 0.5), form="side")
    paper.fill(
        ellipse(tip[0] + look.nose * 0.7, tip[1] - look.nose * 0.5, look.nose * 0.55, look.nose * 0.45),
        M["black"],
        form="flat",
        line=0.4,
    )
    paper.stroke(
        bent(
            (tip[0] + look.nose * 0.4, tip[1] + look.nose * 0.5),
            (tip[0] + look.nose * 0.4 - look.snout * 0.3, tip[1] + look.nose),
            (tip[0] + look.nose * 0.4 - look.snout * 0.62, tip[1] + look.nose * 0.5),
        ),
        mix(coat, BLACK, 0.6),
        0.6,
    )
    eye(paper, x + r * 0.42, y - r * 0.16, r * 0.17)
    _ears(paper, look, x, y, coat, -0.45)


def eye(paper: Paper, x: float, y: float, r: float) -> None:
    paper.fill(ellipse(x, y, r, r * 1.2), rgb("201a1e"), form="flat", line=0)
    paper.raw(ellipse(x + r * 0.35, y - r * 0.4, r * 0.36), WHITE, 0.95)


def _ears(paper: Paper, look: Four, x: float, y: float, colour: Colour, where: float) -> None:
    r = look.head
    ex = x + where * r
    shapes: dict[str, list[Point]] = {
        "point": [(ex - r * 0.4, y - r * 0.6), (ex - r * 0.12, y - r * 1.75), (ex + r * 0.46, y - r * 0.72)],
        "flop": [
            (ex - r * 0.1, y - r * 0.85),
            (ex - r * 0.75, y - r * 0.6),
            (ex - r * 0.85, y + r * 0.5),
            (ex - r * 0.25, y + r * 0.35),
        ],
        "round": [
            (ex - r * 0.45, y - r * 0.55),
            (ex - r * 0.5, y - r * 1.15),
            (ex, y - r * 1.3),
            (ex + r * 0.25, y - r * 0.8),
        ],
        "long": [
            (ex - r * 0.25, y - r * 0.7),
            (ex - r * 0.75, y - r * 2.5),
            (ex - r * 0.25, y - r * 2.9),
            (ex + r * 0.3, y - r * 0.8),
        ],
    }
    points = shapes[look.ears]
    paper.fill(poly(points) if look.ears == "point" else smooth(points), colour, form="side", line=0.8)
    if look.ears in ("point", "long", "round"):
        cx, cy = sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)
        inner = [(cx + (px - cx) * 0.5, cy + (py - cy) * 0.55) for px, py in points]
        paper.fill(
            poly(inner) if look.ears == "point" else smooth(inner), mix(colour, M["blush"], 0.4), form="flat", line=0
        )
