"""What finishes are made of: noise, blur, paper, the flow of tone. Arrays are float32, 0 to 1, rows first."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

Field = npt.NDArray[np.floating[Any]]


def pixels(image: Image.Image) -> Field:
    return np.asarray(image, dtype=np.float32) * np.float32(1 / 255)


def picture(field: Field) -> Image.Image:
    return Image.fromarray((np.clip(field, 0, 1) * 255 + 0.5).astype(np.uint8))


def luma(field: Field) -> Field:
    return field @ np.array([0.3, 0.59, 0.11], dtype=np.float32)


def noise(rng: np.random.Generator, shape: tuple[int, int], size: float) -> Field:
    """Soft noise around 0, about -1 to 1, whose spots are ``size`` pixels wide."""
    rows, columns = (max(2, round(side / size)) + 2 for side in shape)
    coarse = rng.standard_normal((rows, columns), dtype=np.float32)
    grown = Image.fromarray(coarse).resize((shape[1], shape[0]), Image.Resampling.BICUBIC)
    return np.asarray(grown, dtype=np.float32) * np.float32(0.6)


def grain(rng: np.random.Generator, shape: tuple[int, int]) -> Field:
    """The finest noise: a tile, laid out."""
    tile = rng.standard_normal((256, 256), dtype=np.float32)
    rows, columns = -(-shape[0] // 256), -(-shape[1] // 256)
    return cast(Field, np.tile(tile, (rows, columns))[: shape[0], : shape[1]])


def blurred(field: Field, radius: float) -> Field:
    """Of one channel or three; large radii are made small, as nobody sees the difference."""
    shrink = max(1, int(radius // 4))
    height, width = field.shape[:2]
    image = picture(field)
    small = image.resize((max(1, width // shrink), max(1, height // shrink)), Image.Resampling.BOX)
    soft = small.filter(ImageFilter.GaussianBlur(radius / shrink))
    return pixels(soft.resize((width, height), Image.Resampling.BILINEAR))


def moved(field: Field, dx: Field, dy: Field) -> Field:
    """Each pixel fetched from elsewhere: by so many to the right, and down."""
    height, width = field.shape[:2]
    rows, columns = np.indices((height, width), dtype=np.float32)
    y = np.clip(rows + dy, 0, height - 1).astype(np.intp)
    x = np.clip(columns + dx, 0, width - 1).astype(np.intp)
    return field[y, x]


def slopes(tone: Field) -> tuple[Field, Field]:
    """How tone changes to the right, and down."""
    across, down = np.zeros_like(tone), np.zeros_like(tone)
    across[:, 1:-1] = (tone[:, 2:] - tone[:, :-2]) * 0.5
    down[1:-1] = (tone[2:] - tone[:-2]) * 0.5
    return across, down


def vignette(shape: tuple[int, int], strength: float) -> Field:
    rows = np.linspace(-1, 1, shape[0], dtype=np.float32)[:, None]
    columns = np.linspace(-1, 1, shape[1], dtype=np.float32)[None, :]
    return cast(Field, 1 - np.float32(strength) * np.clip((rows**2 + columns**2) * 0.5, 0, 1) ** 2)


def bloom(field: Field, above: float, radius: float, strength: float) -> Field:
    """Light that runs over from what is bright."""
    bright = np.clip((field - above) / (1 - above), 0, 1)
    soft = blurred(bright, radius)
    return cast(Field, 1 - (1 - field) * (1 - soft * np.float32(strength)))
