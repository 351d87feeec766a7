"""Draws what an order asks for: reads it, composes it, and finishes it."""

from __future__ import annotations

import io
from dataclasses import dataclass

import resvg_py
from PIL import Image

from rooms.protocol import Palette, PictureStyle
from workers.making import Order
from workers.pictures.drawn.compose import SIZES, compose
from workers.pictures.drawn.reading import scene_of
from workers.pictures.drawn.scene import Scene
from workers.pictures.drawn.styles import finish
from workers.pictures.drawn.telling import alt_of
from workers.pictures.style import style_of

LONG_SIDE = 1600
"""Of a picture as it is drawn, in pixels. Larger costs more than it shows: 2048 takes two thirds longer."""


@dataclass(frozen=True, slots=True)
class Drawing:
    image: Image.Image
    """RGB."""
    alt: str
    scene: Scene


def draw(order: Order) -> Drawing:
    """Draw a picture; the same order always gives the same bytes. Takes a core for about a second."""
    scene = scene_of(order)
    image = render(scene, style_of(order.view), order.view.rules.media.palette, LONG_SIDE)
    return Drawing(image, alt_of(scene), scene)


def render(scene: Scene, style: PictureStyle, palette: Palette, long_side: int) -> Image.Image:
    """A scene as a picture in RGB."""
    width, height = SIZES[scene.shape]
    svg = compose(scene, style, palette, width, height)
    size = (round(long_side * width / max(width, height)), round(long_side * height / max(width, height)))
    drawn = resvg_py.svg_to_bytes(svg_string=svg, width=size[0], skip_system_fonts=True)
    exact = Image.open(io.BytesIO(bytes(drawn))).convert("RGB").crop((0, 0, *size))  # resvg rounds heights up
    return finish(exact, style, scene.seed)
