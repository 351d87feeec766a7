"""Path data from points: the pencil of the house. Only numbers go in, so nothing but numbers comes out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from random import Random

Point = tuple[float, float]


def dice(*keys: object) -> Random:
    """A die that falls the same way for the same keys, on every machine."""
    return Random("\x1f".join(str(key) for key in keys))


def number(value: float) -> str:
    return f"{value:.1f}"


def at(x: float, y: float) -> str:
    return f"{x:.1f} {y:.1f}"


def poly(points: Sequence[Point], closed: bool = True) -> str:
    return "M" + "L".join(at(*point) for point in points) + ("Z" if closed else "")


def smooth(points: Sequence[Point], closed: bool = True) -> str:
    """A curve through all points (Catmull-Rom)."""
    count = len(points)
    path = ["M" + at(*points[0])]
    for i in range(count if closed else count - 1):
        before = points[i - 1] if closed or i else points[0]
        here, there = points[i], points[(i + 1) % count]
        after = points[(i + 2) % count] if closed or i + 2 < count else there
        first = (here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6)
        second = (there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6)
        path.append(f"C{at(*first)} {at(*second)} {at(*there)}")
    return "".join(path) + ("Z" if closed else "")


def bent(*points: Point, closed: bool = False) -> str:
    """Curves through every second point, each drawn towards the point between."""
    path = "M" + at(*points[0])
    for pull, there in zip(points[1::2], points[2::2], strict=True):
        path += f"Q{at(*pull)} {at(*there)}"
    return path + ("Z" if closed else "")


def points(text: str) -> list[Point]:
    """Read from "x,y x,y"."""
    return [(float(x), float(y)) for x, _, y in (pair.partition(",") for pair in text.split())]


def ellipse(x: float, y: float, rx: float, ry: float | None = None) -> str:
    ry = rx if ry is None else ry
    arc = f"A{number(rx)} {number(ry)} 0 1 1"
    return f"M{at(x - rx, y)}{arc} {at(x + rx, y)}{arc} {at(x - rx, y)}Z"


def box(x: float, y: float, width: float, height: float) -> str:
    return poly([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])


def blob(die: Random, x: float, y: float, rx: float, ry: float, count: int = 9, wobble: float = 0.1) -> str:
    start = die.random()
    points = []
    for i in range(count):
        angle = (i + start) * math.tau / count
        size = 1 + die.uniform(-wobble, wobble)
        points.append((x + math.cos(angle) * rx * size, y + math.sin(angle) * ry * size))
    return smooth(points)


def turn(angle: float, length: float, start: Point = (0, 0)) -> Point:
    """From ``start``, in degrees from straight down towards the right."""
    rad = math.radians(angle)
    return (start[0] + math.sin(rad) * length, start[1] + math.cos(rad) * length)


def limb(points: Sequence[Point], widths: Sequence[float]) -> str:
    """A tapered tube along some points, round at both ends; ``widths`` are radii."""
    left, right = [], []
    last = len(points) - 1
    for i, (x, y) in enumerate(points):
        ax, ay = points[max(0, i - 1)]
        bx, by = points[min(last, i + 1)]
        length = math.hypot(bx - ax, by - ay) or 1
        nx, ny = -(by - ay) / length * widths[i], (bx - ax) / length * widths[i]
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    tip, root = _cap(points[last - 1], points[last], widths[last]), _cap(points[1], points[0], widths[0])
    return smooth([*left, tip, *reversed(right), root])


def _cap(inner: Point, end: Point, width: float) -> Point:
    length = math.hypot(end[0] - inner[0], end[1] - inner[1]) or 1
    return (end[0] + (end[0] - inner[0]) / length * width, end[1] + (end[1] - inner[1]) / length * width)


def ridge(
    die: Random, left: float, right: float, y: float, rise: float, rough: float = 0.5, halvings: int = 5
) -> list[Point]:
    """A skyline from left to right, by moving midpoints: ``rise`` is how high, ``rough`` how jagged (0 to 1)."""
    heights = [die.uniform(-0.6, 0.6), die.uniform(-0.6, 0.6)]
    reach = 1.0
    for _ in range(halvings):
        middles = [(a + b) / 2 + die.uniform(-reach, reach) * 0.8 for a, b in pairwise(heights)]
        heights = [height for pair in zip(heights, middles, strict=False) for height in pair] + [heights[-1]]
        reach *= rough
    step = (right - left) / (len(heights) - 1)
    return [(left + i * step, y - height * rise) for i, height in enumerate(heights)]


def under(points: Sequence[Point], bottom: float, soft: bool = True) -> str:
    """All that lies below a skyline."""
    line = smooth(points, closed=False) if soft else poly(points, closed=False)
    return f"{line}L{at(points[-1][0], bottom)}L{at(points[0][0], bottom)}Z"


def height_at(points: Sequence[Point], x: float) -> float:
    """Of a skyline."""
    for (ax, ay), (bx, by) in pairwise(points):
        if ax <= x <= bx:
            return ay + (by - ay) * (x - ax) / ((bx - ax) or 1)
    return points[0][1] if x < points[0][0] else points[-1][1]
