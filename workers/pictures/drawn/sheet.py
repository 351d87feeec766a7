"""Two sheets to look at: ``python -m workers.pictures.drawn.sheet build/sheet.png [--small docs/pictures]``.

The first shows every setting beside every style, the second one character in five scenes. ``--small`` also writes both
as small WebP files, for the documents.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args

from PIL import Image

from rooms.protocol import PictureStyle
from workers.pictures.drawn.compose import SETTINGS
from workers.pictures.drawn.looks import COATS, refined, thrown
from workers.pictures.drawn.maker import render
from workers.pictures.drawn.scene import Figure, Look, Scene

STYLES: tuple[PictureStyle, ...] = get_args(PictureStyle)
SMALL = 500_000
"""Bytes of a file for the documents, at most."""
TIMES = ("day", "dusk", "dawn", "night")
BEASTS = tuple(kind for kind in COATS if kind not in ("fish", "bird"))
"""Those that can be anywhere."""
MARA = "a woman with long red hair, a green coat and a yellow scarf"


def settings_sheet(wide: int) -> Image.Image:
    """A row for each setting, a column for each style; each picture ``wide`` pixels."""
    high = wide * 2 // 3
    sheet = Image.new("RGB", (len(STYLES) * wide, len(SETTINGS) * high), "white")
    for row, setting in enumerate(SETTINGS):
        for column, style in enumerate(STYLES):
            scene = _scene(setting, row, column)
            sheet.paste(_shrunk(scene, style, wide - 6), (column * wide, row * high))
    return sheet


def _scene(setting: str, row: int, column: int) -> Scene:
    names = ("Mara", "Tom", "Ilse", "Noor", "Ben", "Zoe")
    people = []
    for i in range(1 + (row + column) % 2):
        name = names[(row + 2 * column + 3 * i) % len(names)]
        look = thrown("sheet", name, ("woman", "man")[(row + i) % 2])
        look = replace(look, age="child", beard=False) if i else look
        pose = ("stand", "walk", "point", "wave", "wait", "think")[(row + column * 2 + i) % 6]
        people.append(Figure(name, look, pose=pose))
    kind = BEASTS[(row * 5 + column) % len(BEASTS)]
    if (row + column) % 3 == 0:
        people.append(Figure("", beast=kind, coat=COATS[kind][0]))
    seed = f"{setting}{row}{column}"
    return Scene(setting, TIMES[(row + column) % 4], "clear", "wondrous", tuple(people), home=setting, seed=seed)


def character_sheet(wide: int) -> Image.Image:
    """Her portrait, and the same woman in five scenes."""
    look: Look = refined(thrown("sheet", "Mara", "woman"), MARA, "en")[0]
    mara = Figure("Mara", replace(look, cut="long", hat="", glasses=False))
    fox = Figure("", beast="fox", coat="fox")
    scenes = (
        Scene("harbour", "dusk", "clear", "calm", (replace(mara, pose="lift", holds="lantern"),), seed="one", home="a"),
        Scene("forest", "day", "fog", "wondrous", (replace(mara, pose="walk"), fox), seed="two", home="b"),
        Scene("snowfield", "night", "snow", "tense", (replace(mara, pose="point"),), ("fire",), seed="three", home="c"),
        Scene("room", "night", "rain", "tender", (replace(mara, pose="hold", holds="book"),), seed="four", home="d"),
        Scene("sea", "dawn", "wind", "joyful", (replace(mara, pose="wave"),), ("boat",), seed="five", home="e"),
        Scene("sea", "day", "clear", "calm", (mara,), seed="six", home="f"),
    )
    high = wide * 2 // 3
    sheet = Image.new("RGB", (3 * wide, 2 * high), "white")
    for i, (scene, style) in enumerate(zip(scenes, STYLES, strict=True)):
        close = i == len(scenes) - 1
        drawn = _shrunk(replace(scene, shape="portrait") if close else scene, "realistic" if close else style, wide - 6)
        if close:
            drawn = drawn.resize((high - 4, high - 4), Image.Resampling.LANCZOS)
        sheet.paste(drawn, ((i % 3) * wide + (wide - 6 - drawn.width) // 2, (i // 3) * high))
    return sheet


def _shrunk(scene: Scene, style: PictureStyle, wide: int) -> Image.Image:
    """As it is in a room: drawn large, then made small."""
    drawn = render(scene, style, "natural", 1600 if wide > 640 else 960)
    return drawn.resize((wide, round(wide * drawn.height / drawn.width)), Image.Resampling.LANCZOS)


def _save_small(sheet: Image.Image, path: Path) -> None:
    for quality in range(82, 20, -8):
        sheet.save(path, quality=quality, method=6)
        if path.stat().st_size <= SMALL:
            return


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path, help="where the first sheet goes; the second is beside it")
    parser.add_argument("--small", type=Path, help="a folder for small ones")
    chosen = parser.parse_args(arguments)
    chosen.path.parent.mkdir(parents=True, exist_ok=True)
    settings, character = settings_sheet(480), character_sheet(800)
    settings.save(chosen.path)
    character.save(chosen.path.with_stem(f"{chosen.path.stem}-character"))
    if chosen.small:
        chosen.small.mkdir(parents=True, exist_ok=True)
        _save_small(
            settings.resize((1680, round(1680 * settings.height / settings.width))), chosen.small / "drawn-sheet.webp"
        )
        size = (1680, round(1680 * character.height / character.width))
        _save_small(character.resize(size), chosen.small / "drawn-character.webp")


if __name__ == "__main__":
    main()
