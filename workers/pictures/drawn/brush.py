"""Painting over a drawing, stroke by stroke, with brushes whose bristles one sees."""

from __future__ import annotations

import numpy as np
from PIL import Image

from workers.pictures.drawn.surface import Field, blurred, luma, pixels, slopes

TURNS = 18
"""Directions in which a brush is held, over half a turn."""
LAYERS = ((1 / 26, 0.0), (1 / 44, 0.012), (1 / 80, 0.05), (1 / 140, 0.1), (1 / 230, 0.2))
"""From coarse to fine: a stroke's length against the picture's long side, and how much must happen for it."""


def painted(image: Image.Image, rng: np.random.Generator) -> tuple[Image.Image, Image.Image]:
    """The painting, and the ridges of its paint."""
    long = max(image.size)
    unit = long / 1600
    field = pixels(image)
    tone = luma(field)
    across, down = slopes(blurred(tone, 7 * unit))
    angle = np.arctan2(across, -down)
    fine = np.abs(tone - blurred(tone, 9 * unit))
    busy = blurred(np.clip(fine * 3, 0, 1), 5 * unit)
    canvas, ridges = image.copy(), Image.new("L", image.size, 128)
    source = np.asarray(image)
    for size, least in LAYERS:
        length = max(5, round(long * size))
        brushes = _brushes(rng, length)
        _layer(canvas, ridges, source, angle, busy, brushes, length, least, rng)
    return canvas, ridges


def _layer(
    canvas: Image.Image, ridges: Image.Image, source: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], angle: Field,
    busy: Field, brushes: list[list[tuple[Image.Image, Image.Image]]], length: int, least: float,
    rng: np.random.Generator,
) -> None:  # fmt: skip
    height, width = busy.shape
    step = length * 0.4
    rows, columns = np.mgrid[0 : height + step : step, 0 : width + step : step]
    y = np.clip(rows.ravel() + rng.normal(0, step * 0.4, rows.size), 0, height - 1).astype(int)
    x = np.clip(columns.ravel() + rng.normal(0, step * 0.4, rows.size), 0, width - 1).astype(int)
    wanted = busy[y, x] >= least
    y, x = y[wanted], x[wanted]
    order = rng.permutation(len(y))
    y, x = y[order], x[order]
    turns = angle[y, x] + rng.normal(0, 0.16, len(y))
    turns = np.where(busy[y, x] < 0.004, 0.35 + rng.normal(0, 0.3, len(y)), turns)
    which = np.round(turns / np.pi * TURNS).astype(int) % TURNS
    shade = rng.normal(0, 5.5, (len(y), 1)) + rng.normal(0, 2.5, (len(y), 3))
    colours = np.clip(source[y, x] + shade, 0, 255).astype(int)
    kinds = rng.integers(0, len(brushes[0]), len(y))
    for px, py, turn, kind, colour in zip(
        x.tolist(), y.tolist(), which.tolist(), kinds.tolist(), colours.tolist(), strict=True
    ):
        mask, relief = brushes[turn][kind]
        corner = (px - mask.width // 2, py - mask.height // 2)
        canvas.paste(tuple(colour), (*corner, corner[0] + mask.width, corner[1] + mask.height), mask)
        ridges.paste(relief, corner, mask)


def _brushes(rng: np.random.Generator, length: int) -> list[list[tuple[Image.Image, Image.Image]]]:
    """By direction, several: where paint comes, and how high it stands."""
    flat = [_stroke(rng, length) for _ in range(4)]
    turned = []
    for turn in range(TURNS):
        degrees = -180 * turn / TURNS
        turned.append([
            (mask.rotate(degrees, Image.Resampling.BILINEAR, expand=True),
             relief.rotate(degrees, Image.Resampling.BILINEAR, expand=True, fillcolor=128))
            for mask, relief in flat
        ])  # fmt: skip
    return turned


def _stroke(rng: np.random.Generator, length: int) -> tuple[Image.Image, Image.Image]:
    """Lying flat: dense where it begins, torn into bristles where it ends."""
    wide = max(3, round(length * 0.36))
    along = np.linspace(0, 1, length, dtype=np.float32)[None, :]
    over = np.linspace(-1, 1, wide, dtype=np.float32)[:, None]
    bristle = rng.uniform(0, 1, (wide, 1)).astype(np.float32)
    ends = 0.78 + 0.22 * bristle
    body = np.clip((ends - along) * 9, 0, 1) * np.clip((along - 0.07 * bristle) * 14, 0, 1)
    body = body * np.clip((1 - np.abs(over)) * 3.2 + 0.1, 0, 1) * (0.82 + 0.18 * bristle)
    relief = 128 + (bristle - 0.5) * 76 + (1 - over**2) * 18 + np.zeros_like(along)
    return (Image.fromarray((body * 255).astype(np.uint8)), Image.fromarray(np.clip(relief, 0, 255).astype(np.uint8)))
