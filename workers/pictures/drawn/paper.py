"""What a picture is drawn on: it takes path data and colours and gives SVG, each shape lit as the style has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from rooms.protocol import PictureStyle
from workers.pictures.drawn.palette import BLACK, WHITE, Colour, Light, css, mix, rgb, times, value
from workers.pictures.drawn.shapes import number

Form = Literal["round", "side", "down", "flat"]
"""How light falls on a shape: around it, from the side, from above, or evenly."""


@dataclass(frozen=True, slots=True)
class Hand:
    """How a style draws. ``lit`` and ``dark``: how far light and shadow go from a thing's own colour; ``edge``: how
    hard they meet, 1 is a line; ``line``: width of outlines; ``rim``: how bright the edge towards the light is."""

    lit: float = 0.16
    dark: float = 0.26
    edge: float = 0.0
    line: float = 0.0
    rim: float = 0.0


HANDS: dict[PictureStyle, Hand] = {
    "realistic": Hand(lit=0.2, dark=0.34),
    "cartoon": Hand(lit=0.06, dark=0.2, edge=1.0, line=3.4),
    "artistic": Hand(lit=0.24, dark=0.32, edge=0.3),
    "woodcut": Hand(lit=0.3, dark=0.36, edge=0.2, line=3.6),
    "watercolour": Hand(lit=0.2, dark=0.16),
    "night": Hand(lit=0.05, dark=0.42, rim=0.6),
}


class Paper:
    """A drawing under way, back to front. Units are those of its view box."""

    def __init__(self, width: float, height: float, light: Light, style: PictureStyle) -> None:
        self.width, self.height, self.light, self.style = width, height, light, style
        self.unit = min(height, width * 0.9)
        """What sizes of things are parts of, in landscape and in portrait format."""
        self.hand = HANDS[style]
        self._body: list[str] = []
        self._defs: dict[str, str] = {}
        self._scale, self._mirrored = 1.0, False

    def svg(self) -> str:
        size = f"{number(self.width)} {number(self.height)}"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}">'
            f"<defs>{''.join(self._defs.values())}</defs>{''.join(self._body)}</svg>"
        )

    @contextmanager
    def place(
        self, x: float, y: float, scale: float = 1.0, mirrored: bool = False, tilt: float = 0.0, opacity: float = 1.0
    ) -> Iterator[None]:
        """Draw in coordinates of one's own, whose origin stands at a point."""
        turned = f" rotate({number(tilt)})" if tilt else ""
        seen = f' opacity="{opacity:.2f}"' if opacity < 1 else ""
        flip = -scale if mirrored else scale
        self._body.append(
            f'<g transform="translate({number(x)} {number(y)}){turned} scale({flip:.4f} {scale:.4f})"{seen}>'
        )
        old = self._scale, self._mirrored
        self._scale, self._mirrored = self._scale * scale, self._mirrored != mirrored
        yield
        self._scale, self._mirrored = old
        self._body.append("</g>")

    def fill(
        self, path: str, colour: Colour, depth: float = 0.0, form: Form = "round", line: float = 1.0,
        opacity: float = 1.0,
    ) -> None:  # fmt: skip
        """A shape of a thing, in the scene's light. ``line``: the width of its outline, where the style has one."""
        tone = self.light.tone(colour, depth)
        self._path(path, self._paint(tone, depth, form), self._outline(tone, depth, line), opacity)

    def cluster(self, paths: Sequence[str], colour: Colour, depth: float = 0.0, form: Form = "down") -> None:
        """Several shapes that are one thing: a cloud, a crown of leaves. The outline goes around them all."""
        tone = self.light.tone(colour, depth)
        whole = "".join(paths)
        if outline := self._outline(tone, depth, 1.6):
            self._path(whole, css(tone), outline)
        self._path(whole, self._paint(tone, depth, form))

    def stroke(self, path: str, colour: Colour, width: float, depth: float = 0.0, opacity: float = 1.0) -> None:
        seen = f' stroke-opacity="{opacity:.2f}"' if opacity < 1 else ""
        self._body.append(
            f'<path d="{path}" fill="none" stroke="{css(self.light.tone(colour, depth))}" '
            f'stroke-width="{width:.2f}" stroke-linecap="round" stroke-linejoin="round"{seen}/>'
        )

    def raw(self, path: str, colour: Colour, opacity: float = 1.0) -> None:
        """A shape that is itself light, or none: not touched by the scene's."""
        self._path(path, css(self.light.graded(colour)), opacity=opacity)

    def fade(self, path: str, stops: Sequence[tuple[float, Colour, float]], across: bool = False) -> None:
        """A shape in colours that go over into each other, downward or to the right: (where, colour, opacity)."""
        key = self._gradient(False, stops, "0 0 1 0" if across else "0 0 0 1")
        self._path(path, f"url(#{key})")

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float = 0.6) -> None:
        """Light around a point."""
        warm = self.light.graded(colour)
        stops = [(0.0, warm, strength), (0.25, warm, strength * 0.55), (0.6, warm, strength * 0.14), (1.0, warm, 0.0)]
        key = self._gradient(True, stops, "0.5 0.5 0.5 0")
        self._body.append(f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="url(#{key})"/>')

    def shadow(self, x: float, y: float, rx: float, ry: float, strength: float = 0.35) -> None:
        """What a thing throws on the ground where it stands."""
        dark = self.light.graded(mix(times(self.light.ambient, rgb("30304a")), BLACK, 0.3))
        stops = [(0.0, dark, strength), (0.55, dark, strength * 0.7), (1.0, dark, 0.0)]
        key = self._gradient(True, stops, "0.5 0.5 0.5 0")
        self._body.append(
            f'<ellipse cx="{number(x)}" cy="{number(y)}" rx="{number(rx)}" ry="{number(ry)}" fill="url(#{key})"/>'
        )

    def _path(self, path: str, fill: str, outline: str = "", opacity: float = 1.0) -> None:
        seen = f' opacity="{opacity:.2f}"' if opacity < 1 else ""
        self._body.append(f'<path d="{path}" fill="{fill}"{outline}{seen}/>')

    def _outline(self, tone: Colour, depth: float, line: float) -> str:
        width = self.hand.line * line * (1 - 0.75 * depth) / self._scale
        if width <= 0 or depth > 0.85:
            return ""
        ink = mix(times(tone, (0.28, 0.26, 0.34)), self.light.haze, depth * 0.55)
        if self.style == "woodcut":
            ink = BLACK
        return f' stroke="{css(ink)}" stroke-width="{width:.2f}" stroke-linejoin="round"'

    def _paint(self, tone: Colour, depth: float, form: Form) -> str:
        if form == "flat":
            return css(tone)
        near = 1 - 0.65 * depth
        hand, key = self.hand, self.light.graded(self.light.key)
        lit = mix(tone, mix(key, WHITE, 0.2), hand.lit * near * (0.4 + 0.6 * value(key)))
        dark = mix(times(tone, (0.62, 0.6, 0.72)), tone, 1 - min(1.0, hand.dark * 2.4 * near))
        if hand.rim and form == "round":
            rim = mix(tone, key, hand.rim * near)
            return f"url(#{self._round([(0, dark, 1), (0.7, tone, 1), (0.86, tone, 1), (1, rim, 1)], -1)})"
        stops = self._stops(lit, tone, dark, hand.edge)
        if hand.rim and form == "side":
            stops = [(0, mix(tone, key, hand.rim * near), 1), (0.1, tone, 1), (0.5, tone, 1), (1, dark, 1)]
        if form == "round":
            return f"url(#{self._round(stops, 1)})"
        side = self.light.side * (-1 if self._mirrored else 1)
        course = "0 0 0.15 1" if form == "down" else "0 0.3 1 0.6" if side < 0 else "1 0.3 0 0.6"
        return f"url(#{self._gradient(False, stops, course)})"

    @staticmethod
    def _stops(lit: Colour, tone: Colour, dark: Colour, edge: float) -> list[tuple[float, Colour, float]]:
        if edge >= 1:
            return [(0, tone, 1), (0.66, tone, 1), (0.67, dark, 1), (1, dark, 1)]
        soft = 0.5 * (1 - edge)
        return [(0, lit, 1), (0.55 - soft / 2, mix(lit, tone, 0.8), 1), (0.62 + soft / 2, mix(tone, dark, 0.7), 1),
                (1, dark, 1)]  # fmt: skip

    def _round(self, stops: Sequence[tuple[float, Colour, float]], towards: int) -> str:
        side = self.light.side * (-1 if self._mirrored else 1) * towards
        x = 0.5 + 0.22 * side
        y = 0.3 if towards > 0 else 0.66
        return self._gradient(True, stops, f"{x:.2f} {y:.2f} {0.78 if towards > 0 else 0.72} 0")

    def _gradient(self, radial: bool, stops: Sequence[tuple[float, Colour, float]], course: str) -> str:
        inner = "".join(
            f'<stop offset="{where:.2f}" stop-color="{css(colour)}" stop-opacity="{opacity:.2f}"/>'
            for where, colour, opacity in stops
        )
        a, b, c, d = course.split()
        what = f"{radial}{course}{inner}"
        if what not in self._defs:
            key = f"g{len(self._defs)}"
            self._defs[what] = (
                f'<radialGradient id="{key}" cx="{a}" cy="{b}" r="{c}">{inner}</radialGradient>'
                if radial
                else f'<linearGradient id="{key}" x1="{a}" y1="{b}" x2="{c}" y2="{d}">{inner}</linearGradient>'
            )
        found = self._defs[what]
        return found[found.index('id="') + 4 : found.index('"', found.index('id="') + 4)]
