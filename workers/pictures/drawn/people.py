"""People at full length. They are drawn facing right, feet at the origin, an adult of middle height 100 units tall."""

from __future__ import annotations

from dataclasses import dataclass

from workers.pictures.drawn.faces import head
from workers.pictures.drawn.palette import BLACK, MATERIALS, Colour, mix, rgb
from workers.pictures.drawn.paper import Paper
from workers.pictures.drawn.props import held
from workers.pictures.drawn.scene import Figure, Look
from workers.pictures.drawn.shapes import Point, bent, ellipse, limb, poly, smooth, turn

M = MATERIALS


@dataclass(frozen=True, slots=True)
class Pose:
    """Angles in degrees from straight down, forward positive: of upper arm and forearm, of thigh and shin."""

    near: tuple[float, float] = (-8, 6)
    far: tuple[float, float] = (14, 26)
    legs: tuple[tuple[float, float], tuple[float, float]] = ((-4, -3), (7, 5))
    lean: float = 0.0
    drop: float = 0.0
    """How much lower the hips are, in parts of the legs."""


POSES: dict[str, Pose] = {
    "stand": Pose(),
    "wait": Pose(near=(-16, 62), far=(18, 70)),
    "walk": Pose(near=(-30, -8), far=(32, 55), legs=((-22, -34), (26, 14)), lean=3),
    "run": Pose(near=(-58, 20), far=(56, 118), legs=((-36, -82), (52, 10)), lean=11),
    "point": Pose(near=(-14, 14), far=(84, 92)),
    "lift": Pose(near=(-10, 10), far=(70, 142)),
    "hold": Pose(near=(12, 84), far=(24, 94)),
    "think": Pose(near=(-6, 74), far=(26, 158)),
    "cheer": Pose(near=(-152, -166), far=(150, 168), legs=((-12, -8), (14, 10))),
    "shrink": Pose(near=(18, 128), far=(34, 140), legs=((-2, -10), (14, 2)), lean=-6, drop=0.06),
    "sit": Pose(near=(10, 50), far=(30, 66), legs=((78, 4), (84, -6)), drop=0.78),
    "wave": Pose(near=(-8, 8), far=(128, 168)),
}
BY_MOOD: dict[str, tuple[str, ...]] = {
    "calm": ("stand", "wait", "hold", "walk"),
    "joyful": ("cheer", "wave", "walk", "stand"),
    "funny": ("wave", "walk", "think", "cheer"),
    "tender": ("hold", "wait", "stand", "wave"),
    "wondrous": ("point", "stand", "wave", "wait"),
    "eerie": ("shrink", "walk", "stand", "point"),
    "tense": ("walk", "think", "shrink", "stand"),
    "sad": ("wait", "stand", "shrink", "hold"),
    "angry": ("point", "stand", "walk", "wait"),
    "triumphant": ("cheer", "wave", "point", "stand"),
}


def reach_of(figure: Figure) -> float:
    """Half of the width that somebody needs, in units."""
    wide = {"cheer": 22.0, "run": 32.0, "point": 32.0, "lift": 31.0, "walk": 21.0, "wave": 22.0}.get(figure.pose, 18.0)
    return wide * (0.72 if figure.look.age == "child" else 1.0)


@dataclass(frozen=True, slots=True)
class Body:
    """Where the parts of somebody are."""

    height: float
    head: float
    neck: Point
    shoulder: Point
    hip: Point
    leg: float
    arm: float
    wide: float


def body_of(look: Look, pose: Pose) -> Body:
    height = {"child": 66, "adult": 100, "old": 95}[look.age] * look.tall
    radius = {"child": 10.2, "adult": 9.6, "old": 9.6}[look.age]
    leg = height * (0.38 if look.age == "child" else 0.44)
    hip = (0.0, -leg * (1 - pose.drop) - 1.5)
    trunk = height - leg - radius * 2.05
    neck = turn(180 - pose.lean, trunk, hip)
    shoulder = turn(180 - pose.lean, trunk * 0.9, hip)
    wide = {"child": 7.2, "adult": 9.6, "old": 9.2}[look.age] * (1.1 if look.sex == "man" else 1.0)
    return Body(height, radius, neck, shoulder, hip, leg, height * 0.205, wide)


def person(paper: Paper, figure: Figure, mood: str, bubble: bool = False) -> None:
    """Draw somebody at the origin. ``bubble``: with a glass around the head, where there is no air."""
    look, pose = figure.look, POSES[figure.pose]
    body = body_of(look, pose)
    cloth, second = M[look.cloth], M[look.second]
    if look.garment == "cloak":
        _cloak_back(paper, body, cloth)
    _arm(paper, body, look, pose.far, mix(cloth, BLACK, 0.16), -0.42)
    _legs(paper, body, look, pose, second)
    if look.garment == "cloak":
        _garment(paper, body, "tunic", second, cloth, pose)
        _cloak(paper, body, cloth)
    else:
        _garment(paper, body, look.garment, cloth, second, pose)
    with paper.place(
        body.neck[0] + body.head * 0.18, body.neck[1] - body.head * 0.92, body.head / 10, tilt=pose.lean * 0.4
    ):
        head(paper, look, mood)
        if bubble:
            paper.raw(ellipse(0, 0, 17.5), rgb("dff4ff"), 0.2)
            paper.raw(smooth([(-13, -6), (-8, -12), (-1, -14.5), (-7, -10)]), rgb("ffffff"), 0.7)
    if look.scarf:
        _scarf(paper, body, M[look.scarf])
    if figure.holds:
        _hold(paper, body, pose, figure.holds)
    _arm(paper, body, look, pose.near, mix(cloth, BLACK, 0.05), 0.42)


def hand_of(body: Body, angles: tuple[float, float], offset: float) -> tuple[Point, Point, Point]:
    start = (body.shoulder[0] - offset * body.wide * 0.9, body.shoulder[1] + body.wide * 0.22)
    elbow = turn(angles[0], body.arm, start)
    return start, elbow, turn(angles[1], body.arm * 0.95, elbow)


def _hold(paper: Paper, body: Body, pose: Pose, prop: str) -> None:
    hand = hand_of(body, pose.far, -0.42)[2]
    with paper.place(hand[0] + 1, hand[1], body.height / 100):
        held(paper, prop)


def _arm(paper: Paper, body: Body, look: Look, angles: tuple[float, float], sleeve: Colour, offset: float) -> None:
    start, elbow, hand = hand_of(body, angles, offset)
    thick = body.wide * 0.34
    skin = M[look.skin]
    wrist = (hand[0] + (elbow[0] - hand[0]) * 0.12, hand[1] + (elbow[1] - hand[1]) * 0.12)
    paper.fill(ellipse(hand[0], hand[1], thick * 0.72, thick * 0.8), skin, form="round")
    paper.fill(limb([start, elbow, wrist], [thick, thick * 0.86, thick * 0.78]), sleeve, form="side")


def _legs(paper: Paper, body: Body, look: Look, pose: Pose, colour: Colour) -> None:
    long = look.garment in ("dress", "robe", "coat")
    trousers = mix(colour if not long else M["dark"], BLACK, 0.25)
    boots = mix(M["dark_wood"], BLACK, 0.25)
    thick = body.wide * 0.37
    for i, (thigh, shin) in enumerate(pose.legs):
        start = (body.hip[0] + (-0.26 if i == 0 else 0.26) * body.wide, body.hip[1])
        knee = turn(thigh, body.leg * 0.5, start)
        ankle = turn(shin, body.leg * 0.44, knee)
        shade = 0.16 if i == 1 else 0.0
        paper.fill(limb([start, knee, ankle], [thick * 1.12, thick * 0.92, thick * 0.7]), mix(trousers, BLACK, shade),
                   form="side")  # fmt: skip
        x, y = ankle
        s = thick
        with paper.place(x, y, tilt=-max(-50.0, min(40.0, shin * 0.8)) if abs(shin) > 20 else 0):
            boot = smooth([(-s * 0.95, -s * 1.9), (s * 0.9, -s * 1.9), (s * 1.0, -s * 0.2), (s * 2.1, s * 0.45),
                           (s * 2.1, s * 1.1), (-s * 1.0, s * 1.1), (-s * 1.0, 0)])  # fmt: skip
            paper.fill(boot, mix(boots, BLACK, shade), form="side")


def _garment(paper: Paper, body: Body, garment: str, cloth: Colour, second: Colour, pose: Pose) -> None:
    w, (sx, sy), (hx, hy) = body.wide, body.shoulder, body.hip
    stride = max(abs(angle) for pair in pose.legs for angle in pair[:1]) / 90
    ground = 0 - hy
    drop = {"coat": 0.5, "dress": 0.56, "robe": 0.93, "tunic": 0.16, "jumper": 0.06}.get(garment, 0.4)
    flare = {"coat": 1.3, "dress": 1.62, "robe": 1.5, "tunic": 1.14, "jumper": 0.98}.get(garment, 1.2)
    seated = pose.drop > 0.5
    hem = hy + ground * (drop if not seated else min(drop, 0.4))
    flare += stride * 0.45 if drop > 0.3 else 0
    waist = 0.74 if garment in ("dress", "robe") else 0.86
    mid = (sx + (hx - sx) * 0.62, sy + (hy - sy) * 0.62)
    front = w * flare + (body.leg * 0.4 if seated else 0)
    outline = [(sx - w * 0.35, sy - w * 0.18), (sx - w * 0.92, sy + w * 0.22), (mid[0] - w * waist, mid[1]),
               (hx - w * (waist + flare) * 0.5, (mid[1] + hem) / 2), (hx - w * flare, hem),
               (hx, hem + w * 0.16), (hx + front, hem - w * 0.04),
               (hx + w * (waist + flare) * 0.48, (mid[1] + hem) / 2), (mid[0] + w * waist, mid[1]),
               (sx + w * 0.92, sy + w * 0.22), (sx + w * 0.42, sy - w * 0.18)]  # fmt: skip
    paper.fill(smooth(outline), cloth, form="side")
    _trim(paper, body, garment, cloth, second, mid, waist, hem)


def _trim(
    paper: Paper, body: Body, garment: str, cloth: Colour, second: Colour, mid: Point, waist: float, hem: float
) -> None:
    """Buttons, belts, folds and stripes."""
    w, (sx, sy), (hx, hy) = body.wide, body.shoulder, body.hip
    dark = mix(cloth, BLACK, 0.32)
    if garment in ("coat", "robe"):
        paper.stroke(
            bent((sx + w * 0.34, sy + w * 0.2), (mid[0] + w * 0.42, mid[1]), (hx + w * 0.3, hem - 0.6)),
            dark,
            0.7,
        )
        paper.fill(
            poly([(sx - w * 0.3, sy - w * 0.2), (sx + w * 0.34, sy + w * 0.5), (sx + w * 0.62, sy - w * 0.12)]),
            mix(cloth, second, 0.55),
            form="flat",
            line=0.5,
        )
        for i in range(3):
            paper.fill(
                ellipse(sx + w * 0.58 + i * 0.12, sy + w * (0.75 + 0.5 * i), w * 0.075), M["brass"], form="flat", line=0
            )
    if garment in ("dress", "tunic", "robe"):
        paper.fill(poly([(mid[0] - w * waist * 0.98, mid[1] - w * 0.06), (mid[0] + w * waist * 0.98, mid[1] - w * 0.06),
                         (mid[0] + w * waist, mid[1] + w * 0.17), (mid[0] - w * waist, mid[1] + w * 0.17)]),
                   mix(second, BLACK, 0.12), form="side", line=0.5)  # fmt: skip
    if garment == "dress":
        for part in (-0.45, 0.1, 0.55):
            paper.stroke(
                f"M{mid[0] + w * part * 0.6:.1f} {mid[1] + w * 0.4:.1f}L{hx + w * part * 1.5:.1f} {hem - w * 0.25:.1f}",
                dark,
                0.5,
                opacity=0.6,
            )
    if garment == "jumper":
        for part in (0.35, 0.55):
            y = sy + (hy - sy) * part
            paper.stroke(f"M{sx - w * 0.8:.1f} {y:.1f}Q{sx:.1f} {y + 1.4:.1f} {sx + w * 0.82:.1f} {y:.1f}", second, 1.3)


def _cloak_back(paper: Paper, body: Body, cloth: Colour) -> None:
    w, (sx, sy) = body.wide, body.shoulder
    paper.fill(
        smooth(
            [
                (sx - w * 0.5, sy - w * 0.2),
                (sx - w * 1.15, sy + w),
                (-w * 1.9, -body.leg * 0.16),
                (0, -body.leg * 0.1),
                (w * 1.1, -body.leg * 0.3),
                (sx + w * 0.9, sy + w),
            ]
        ),
        mix(cloth, BLACK, 0.35),
        form="side",
    )


def _cloak(paper: Paper, body: Body, cloth: Colour) -> None:
    w, (sx, sy) = body.wide, body.shoulder
    paper.fill(smooth([(sx + w * 0.5, sy - w * 0.24), (sx - w * 0.55, sy - w * 0.3), (sx - w * 1.12, sy + w * 0.7),
                       (sx - w * 1.5, sy + w * 3), (-w * 1.95, -body.leg * 0.16), (-w * 0.7, -body.leg * 0.12),
                       (sx - w * 0.35, sy + w * 2.4), (sx + w * 0.15, sy + w * 0.8)]), cloth, form="side")  # fmt: skip
    paper.fill(ellipse(sx + w * 0.32, sy + w * 0.06, w * 0.14), M["brass"], form="flat", line=0.5)


def _scarf(paper: Paper, body: Body, colour: Colour) -> None:
    w, (nx, ny) = body.wide, body.neck
    paper.fill(
        smooth(
            [
                (nx - w * 0.62, ny + w * 0.1),
                (nx - w * 0.85, ny + w * 0.9),
                (nx - w * 1.25, ny + w * 1.9),
                (nx - w * 0.8, ny + w * 2.0),
                (nx - w * 0.35, ny + w * 0.6),
            ]
        ),
        mix(colour, BLACK, 0.14),
        form="side",
    )
    paper.fill(
        smooth(
            [
                (nx - w * 0.68, ny - w * 0.1),
                (nx + w * 0.1, ny + w * 0.12),
                (nx + w * 0.82, ny - w * 0.12),
                (nx + w * 0.84, ny + w * 0.34),
                (nx + w * 0.1, ny + w * 0.56),
                (nx - w * 0.7, ny + w * 0.3),
            ]
        ),
        colour,
        form="side",
    )
