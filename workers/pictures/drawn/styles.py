"""The six styles: how a drawing is finished once it has colours. Each is deterministic by its seed."""

from __future__ import annotations

from collections.abc import Callable
from zlib import crc32

import numpy as np
from PIL import Image

from rooms.protocol import PictureStyle
from workers.pictures.drawn.brush import painted
from workers.pictures.drawn.surface import (
    Field,
    bloom,
    blurred,
    grain,
    luma,
    moved,
    noise,
    picture,
    pixels,
    slopes,
    vignette,
)


def finish(image: Image.Image, style: PictureStyle, seed: str) -> Image.Image:
    """The drawing as the style has it, in the same size."""
    rng = np.random.default_rng(crc32(seed.encode()))
    return FINISHES[style](image, rng)


def _realistic(image: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Light that blooms, soft air, fine grain."""
    field = pixels(image)
    shape, unit = field.shape[:2], max(image.size) / 1600
    field = bloom(field, 0.62, 26 * unit, 0.5)
    soft = noise(rng, shape, 90 * unit) * 0.012 + noise(rng, shape, 9 * unit) * 0.01 + grain(rng, shape) * 0.016
    field = field * (1 + soft[..., None] * 1.6)
    return picture(_punch(field, 1.06) * vignette(shape, 0.34)[..., None])


def _cartoon(image: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Flat and bright; a breath of print."""
    field = pixels(image)
    return picture(_punch(field, 1.12) * (1 + grain(rng, field.shape[:2]) * 0.008)[..., None])


def _artistic(image: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Oil: strokes that follow forms, and light on their ridges."""
    colours, ridges = painted(image, rng)
    field = _punch(pixels(colours), 1.14)
    across, down = slopes(pixels(ridges))
    light = np.clip(1 + (across + down) * 1.5, 0.72, 1.3)
    return picture(field * light[..., None])


def _woodcut(image: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Black ink cut in lines that bend with the forms, over one or two tints."""
    field = pixels(image)
    shape, unit = field.shape[:2], max(image.size) / 1600
    tone = luma(field)
    low, high = np.quantile(tone[::4, ::4], (0.02, 0.98))
    tone = np.clip((tone - low) / max(0.05, high - low), 0, 1)
    soft = blurred(tone, 7 * unit)
    rows, columns = np.indices(shape, dtype=np.float32)
    wave = noise(rng, shape, 160 * unit) * 5 * unit + soft * 34 * unit
    pitch = 8.6 * unit
    ink = _cut(rows + wave + columns * 0.1, pitch, np.clip((tone - 0.1) / 0.62, 0, 1), rng, unit)
    cross = _cut(columns - rows * 0.55 + wave, pitch, np.clip((tone + 0.2) / 0.5, 0, 1), rng, unit)
    ink = np.minimum(ink, cross)
    ink = np.where(tone < 0.1, 0.0, ink)
    paper = np.array([0.955, 0.92, 0.835], dtype=np.float32) * (1 + noise(rng, shape, 3 * unit) * 0.02)[..., None]
    chroma = blurred(field, 2 * unit)
    tinted = chroma / np.maximum(0.25, chroma.max(axis=2, keepdims=True))
    paper = paper * (1 - 0.42 * (1 - tinted))
    black = np.array([0.1, 0.085, 0.09], dtype=np.float32)
    worn = np.clip(0.97 - np.clip(noise(rng, shape, 2.4 * unit) - 0.85, 0, 1) * 0.7, 0, 1)[..., None]
    cover = (1 - ink)[..., None] * worn
    return picture(paper * (1 - cover) + black * cover)


def _cut(course: Field, pitch: float, tone: Field, rng: np.random.Generator, unit: float) -> Field:
    """Lines along ``course``, so wide that they make the tone: 0 ink, 1 paper."""
    phase = np.abs((course / pitch) % 1 - 0.5) * 2
    ink: Field = np.clip((phase - (1 - tone)) * pitch * 0.55 / max(0.6, unit) * unit + 0.5, 0, 1)
    return ink


def _watercolour(image: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Washes on paper: wandering edges, pigment that gathers there, blooms, granulation, and paper left white."""
    field = pixels(image)
    shape, unit = field.shape[:2], max(image.size) / 1600
    far, near = noise(rng, shape, 46 * unit), noise(rng, shape, 9 * unit)
    field = np.clip(_punch(field, 1.28) * 1.06 + 0.035, 0, 1)
    field = moved(
        field, (far * 4.6 + near * 1.7) * unit, (np.roll(far, 97, 1) * 4.6 + np.roll(near, 31, 0) * 1.7) * unit
    )
    soft = blurred(field, 4 * unit)
    gathered = np.clip(luma(blurred(field, 5 * unit) - field), -0.2, 0.2)
    flow = noise(rng, shape, 230 * unit) * 0.1 + noise(rng, shape, 64 * unit) * 0.07
    tooth = noise(rng, shape, 2.2 * unit) * 0.5 + noise(rng, shape, 4.6 * unit) * 0.5
    thick = np.clip(0.9 + flow + np.clip(gathered, 0, 1) * 2.1 - np.clip(-gathered, 0, 1) * 0.5, 0.25, 1.5)
    wash = field * 0.72 + soft * 0.28
    ink = 1 - (0.1 + 0.9 * wash)
    ink = ink * (thick * (1 + tooth * 0.16 * (0.4 + luma(ink))))[..., None]
    edge = _deckle(rng, shape, unit)
    paper = np.array([0.985, 0.97, 0.935], dtype=np.float32) * (1 + tooth * 0.014)[..., None]
    return picture(paper * (1 - ink * edge[..., None]))


def _deckle(rng: np.random.Generator, shape: tuple[int, int], unit: float) -> Field:
    """Where the wash ends before the paper does: 1 inside, darker along its rim."""
    rows, columns = np.indices(shape, dtype=np.float32)
    inside = np.minimum(np.minimum(rows, shape[0] - 1 - rows), np.minimum(columns, shape[1] - 1 - columns))
    inside = inside + (noise(rng, shape, 70 * unit) * 13 + noise(rng, shape, 14 * unit) * 5) * unit - 34 * unit
    rim = np.exp(-(((inside / (5 * unit)) - 0.8) ** 2)) * 0.3
    return np.clip(inside / (2.2 * unit), 0, 1) * (1 + rim)


def _night(image: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Deep, and luminous where there is light."""
    field = pixels(image)
    shape, unit = field.shape[:2], max(image.size) / 1600
    field = field ** np.float32(1.12)
    field = bloom(field, 0.4, 34 * unit, 0.75)
    field = bloom(field, 0.6, 9 * unit, 0.4)
    field = field * (1 + (grain(rng, shape) * 0.022)[..., None])
    return picture(_punch(field, 1.16) * vignette(shape, 0.6)[..., None])


def _punch(field: Field, factor: float) -> Field:
    """More colour."""
    grey = luma(field)[..., None]
    return grey + (field - grey) * np.float32(factor)


FINISHES: dict[PictureStyle, Callable[[Image.Image, np.random.Generator], Image.Image]] = {
    "realistic": _realistic,
    "cartoon": _cartoon,
    "artistic": _artistic,
    "woodcut": _woodcut,
    "watercolour": _watercolour,
    "night": _night,
}
