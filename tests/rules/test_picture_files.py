"""What is made of a provider's bytes: the house's own files, or nothing."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zlib
from ipaddress import ip_address
from time import perf_counter
from typing import Any

import pytest
from PIL import Image, ImageCms

from engine.outside import refusal_abroad
from tests.pictures import file_of, painting
from workers.pictures.encode import MOST_PIXELS, WIDTHS, NoPicture, checked, encoded

HTML = b"<html><script>alert(1)</script></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
SMALL = painting(200, 150)
P3 = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


def refused(content: bytes) -> bool:
    try:
        checked(content)
    except NoPicture:
        return True
    return False


def png(width: int, height: int, rows: int) -> bytes:
    """A grey PNG that says how large it is, with so many rows in it."""
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(bytes(width + 1)) for _ in range(rows)) + packer.flush()

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((1536, 1024), [480, 960, 1536]),
        ((1024, 1536), [480, 960, 1024]),
        ((2048, 1366), [480, 960, 1600, 2048]),
        ((3000, 2000), [480, 960, 1600, 2048]),
        ((480, 320), [480]),
        ((300, 300), [300]),
    ],
)
def test_sizes(size: tuple[int, int], widths: list[int]) -> None:
    """R-M69: WebP in up to four widths, smallest first, in the shape that came in and never larger than it."""
    made = encoded(painting(*size))
    assert [one.width for one in made.sizes] == widths
    for one in made.sizes:
        with Image.open(io.BytesIO(one.content)) as file:
            assert (file.format, file.mode, file.size) == ("WEBP", "RGB", (one.width, one.height))
        assert abs(one.height / one.width - size[1] / size[0]) < 0.01


def test_its_bytes_are_few() -> None:
    """R-M70: a noisy picture of a phone's width is below 150 kB and all sizes together below 1.5 MB; the same bytes
    give the same files."""
    noise = Image.effect_noise((2048, 1366), 60)
    rough = Image.blend(painting(2048, 1366), Image.merge("RGB", (noise, noise, noise)), 0.15)
    made = encoded(rough)
    assert len(made.sizes[0].content) < 150_000
    assert sum(len(one.content) for one in made.sizes) < 1_500_000
    assert encoded(SMALL) == encoded(SMALL)


def test_nothing_comes_along() -> None:
    """R-M71: no metadata, profile, comment or colour under what is transparent is in the files."""
    info: Any = Image.Exif()
    info[0x010E] = "secret-place"
    src = painting(600, 400)
    marked = file_of(src, "JPEG", exif=info, comment=HTML, icc_profile=_srgb())
    hidden = Image.new("RGBA", (600, 400), (255, 0, 0, 0))
    for content in (marked, file_of(src, "WEBP", exif=info), file_of(src, "PNG", exif=info), file_of(hidden)):
        for one in encoded(checked(content)).sizes:
            assert b"secret-place" not in one.content
            assert b"<script>" not in one.content
            with Image.open(io.BytesIO(one.content)) as file:
                assert not file.info.keys() & {"exif", "icc_profile", "xmp", "comment"}
    assert checked(file_of(hidden)).getpixel((5, 5)) == (255, 255, 255)


def _srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_every_mode_becomes_rgb(mode: str) -> None:
    """R-M72: whatever the pixels are, grey, indexed, see-through, 16 bit or for print, they become RGB."""
    given = SMALL.convert("L" if mode == "I;16" else mode)
    given = given.convert("I").convert(mode) if mode == "I;16" else given
    picture = checked(file_of(given, "JPEG" if mode == "CMYK" else "PNG"))
    assert (picture.mode, picture.size) == ("RGB", (200, 150))
    assert picture.info == {}


def test_it_stands_upright() -> None:
    """R-M73: a picture that lies on its side by a note in its metadata is turned; a profile of nonsense is left out."""
    info: Any = Image.Exif()
    info[0x0112] = 6
    assert checked(file_of(SMALL, "JPEG", exif=info)).size == (150, 200)
    assert checked(file_of(SMALL, "JPEG", icc_profile=b"no profile")).size == (200, 150)
    assert checked(file_of(SMALL, "PNG", icc_profile=P3)).size == (200, 150)


WRONG = {
    "nothing": b"",
    "text": b"no picture",
    "HTML": HTML,
    "SVG": SVG,
    "GIF": file_of(SMALL, "GIF"),
    "BMP": file_of(SMALL, "BMP"),
    "TIFF": file_of(SMALL, "TIFF"),
    "PDF": file_of(SMALL, "PDF"),
    "PNG and HTML": file_of(SMALL) + HTML,
    "JPEG and HTML": file_of(SMALL, "JPEG") + HTML,
    "progressive JPEG and HTML": file_of(SMALL, "JPEG", progressive=True) + HTML,
    "WebP and HTML": file_of(SMALL, "WEBP") + HTML,
    "JPEG and ZIP": file_of(SMALL, "JPEG") + b"PK\x03\x04" + bytes(40),
    "two PNGs": file_of(SMALL) * 2,
    "HTML and PNG": HTML + file_of(SMALL),
    "a head alone": file_of(SMALL)[:40],
    "a dot": file_of(painting(1, 1)),
    "a thread": file_of(painting(2000, 100)),
    "moving": file_of(SMALL, "WEBP", save_all=True, append_images=[painting(200, 150).rotate(180)], duration=80),
    "a size that nobody has": png(100_000, 100_000, 1),
    "18 million": png(4500, 4000, 1),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_no_picture(case: str) -> None:
    """R-M74: other formats, two files in one, what moves, what is too large or too narrow, and text are refused."""
    assert refused(WRONG[case])


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP"])
def test_half_a_picture(format: str) -> None:
    """R-M75: cut anywhere it is refused; a few zeros behind it are let through."""
    whole = file_of(painting(400, 300), format)
    for cut in range(1, len(whole), max(1, len(whole) // 60)):
        assert refused(whole[:cut]), cut
    assert checked(whole + b"\0\0\n").size == (400, 300)


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP"])
def test_bent_pictures_raise_nothing_else(format: str) -> None:
    """R-M76: with any byte changed it is a picture still or it is refused; nothing else is raised, and it takes no
    time."""
    whole = bytearray(file_of(SMALL, format))
    began = perf_counter()
    for at in range(0, len(whole), max(1, len(whole) // 300)):
        bent = bytes(whole[:at]) + bytes([whole[at] ^ 0xFF]) + bytes(whole[at + 1 :])
        assert refused(bent) in (True, False)
    assert perf_counter() - began < 20


def test_bombs() -> None:
    """R-M77: a PNG of a few kilobytes that unpacks to gigabytes is refused by its head, in no time and no memory; one
    that lies about its size unpacks no further than it said."""
    bomb = png(30_000, 30_000, 300)
    assert len(bomb) < 1_000_000
    tracemalloc.start()
    began = perf_counter()
    assert refused(bomb)
    assert perf_counter() - began < 1
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    more_than_it_says = png(100, 100, 200_000)
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    assert checked(more_than_it_says).size == (100, 100)
    assert tracemalloc.get_traced_memory()[1] - before < 2_000_000
    tracemalloc.stop()
    assert MOST_PIXELS > 4_100 * 4_100
    assert checked(png(4_100, 4_100, 4_100)).size == (4_100, 4_100)


def test_colours_until_it_is_there() -> None:
    """R-M78: six by four colours, in rows from the top, each the mean of its part."""
    flag = Image.new("RGB", (600, 400), (10, 20, 30))
    flag.paste((200, 0, 0), (0, 0, 600, 100))
    flag.paste((0, 0, 250), (500, 300, 600, 400))
    colours = encoded(flag).colours
    assert len(colours) == 24
    assert colours[:6] == (0xC80000,) * 6
    assert colours[6:23] == (0x0A141E,) * 17
    assert colours[23] == 0x0000FA
    assert WIDTHS[0] < 600


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("169.254.169.254", False),
        ("::ffff:169.254.169.254", False),
        ("100.100.100.200", False),
        ("168.63.129.16", False),
        ("fd00:ec2::254", False),
        ("10.0.0.1", False),
        ("172.16.3.4", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", False),
    ],
)
def test_where_an_answer_may_point(address: str, public: bool) -> None:
    """R-M79: only to public addresses, also where one is written inside another."""
    assert (refusal_abroad(ip_address(address)) == "") == public
