"""From a provider's bytes to the house's own files: checked, made anew, in several sizes.

Nothing of what came in is kept as it came: no metadata, no profile, no second file behind the first.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps

MOST_PIXELS = 17_000_000
LEAST_SIDE = 64
MOST_ASPECT = 4
WIDTHS = (480, 960, 1600, 2048)
"""A phone, a phone held close, a desk, and print. None is larger than the picture that came in."""
QUALITY = 82
"""Of WebP."""
EFFORT = 4
"""Of 6; the last two cost twice the time for 2 % of the bytes."""
GRID = (6, 4)
PAPER = (255, 255, 255)
"""Behind what is transparent."""
FORMATS = ("PNG", "JPEG", "WEBP")
PNG, JPEG, RIFF = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF"

FILLING = b"\0\r\n "
"""May follow a picture; nothing else."""


class NoPicture(Exception):
    """The bytes are not one picture of a kind that we take."""


@dataclass(frozen=True, slots=True)
class Size:
    width: int
    height: int
    content: bytes
    """WebP."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """``colours``: six by four, in rows, each 0xRRGGBB."""

    sizes: tuple[Size, ...]
    colours: tuple[int, ...]


def checked(content: bytes) -> Image.Image:
    """The picture in the bytes, in sRGB and without anything else that came with it.

    Raises:
        NoPicture: the bytes are something else, or more; or it is too large, or no shape for a page.
    """
    if content[_end(content) :].strip(FILLING):
        raise NoPicture("more than one thing")
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
            _bounded(*opened.size)
            if getattr(opened, "n_frames", 1) != 1:
                raise NoPicture("it moves")
            opened.load()
            return _srgb(ImageOps.exif_transpose(opened))
    except NoPicture:
        raise
    except (Exception, Image.DecompressionBombWarning) as error:  # whatever a decoder makes of strangers' bytes
        raise NoPicture(type(error).__name__) from None


def encoded(picture: Image.Image) -> Encoded:
    """All sizes of a picture in RGB, smallest first. Uses the processor for about a second."""
    flat = picture.resize(GRID, Image.Resampling.BOX).tobytes()
    colours = tuple(int.from_bytes(flat[at : at + 3]) for at in range(0, len(flat), 3))
    return Encoded(tuple(_sizes(picture)), colours)


def _sizes(picture: Image.Image) -> Iterator[Size]:
    widest = min(picture.width, WIDTHS[-1])
    for width in (*(width for width in WIDTHS if width < widest), widest):
        height = round(picture.height * width / picture.width)
        small = picture if width == picture.width else picture.resize((width, height), Image.Resampling.LANCZOS)
        made = io.BytesIO()
        small.save(made, "WEBP", quality=QUALITY, method=EFFORT)
        yield Size(width, height, made.getvalue())


def _bounded(width: int, height: int) -> None:
    """By what the head of the file says, before anything is unpacked."""
    if width * height > MOST_PIXELS or min(width, height) < LEAST_SIDE:
        raise NoPicture("too large, or too small")
    if max(width, height) > MOST_ASPECT * min(width, height):
        raise NoPicture("no shape for a page")


def _srgb(picture: Image.Image) -> Image.Image:
    """Opaque, in sRGB, with no information beside its pixels."""
    if "A" in picture.getbands() or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        behind = Image.new("RGBA", clear.size, PAPER)
        flat = Image.alpha_composite(behind, clear).convert("RGB")
    else:
        flat = picture
    profile = picture.info.get("icc_profile")
    if profile and flat.mode in ("RGB", "CMYK", "L"):
        flat = _by_profile(flat, profile)
    plain = Image.new("RGB", flat.size)
    plain.paste(flat.convert("RGB"))
    return plain


def _by_profile(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        changed = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return picture
    return changed or picture


def _end(content: bytes) -> int:
    """Where the picture ends. What stands behind it is a second file, for whoever reads from there.

    Raises:
        NoPicture: it is of no kind that we take, or does not end.
    """
    if content.startswith(PNG):
        return _png_end(content)
    if content.startswith(JPEG):
        return _jpeg_end(content)
    if content.startswith(RIFF) and content[8:12] == b"WEBP":
        return 8 + int.from_bytes(content[4:8], "little")
    raise NoPicture("no PNG, JPEG or WebP")


def _png_end(content: bytes) -> int:
    """Chunks of a length, a name, what they hold and a checksum; the last is IEND (PNG specification, 5.3)."""
    at = len(PNG)
    while at + 12 <= len(content):
        name = content[at + 4 : at + 8]
        at += 12 + int.from_bytes(content[at : at + 4])
        if name == b"IEND":
            return at
    raise NoPicture("a PNG without an end")


def _jpeg_end(content: bytes) -> int:
    """Segments of a marker and a length, and between them packed data, in which FF is followed by 00 or by a restart
    marker (ITU-T T.81, annex B)."""
    at = 2
    while (at := content.find(b"\xff", at)) != -1 and at + 1 < len(content):
        marker = content[at + 1]
        if marker == 0xD9:
            return at + 2
        if marker == 0xFF:
            at += 1
        elif marker in (0x00, 0x01) or 0xD0 <= marker <= 0xD8:
            at += 2
        else:
            at += 2 + int.from_bytes(content[at + 2 : at + 4])
    raise NoPicture("a JPEG without an end")
