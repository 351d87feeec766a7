"""From a scene to SVG: a setting, somebody in it, and what stands between."""

from __future__ import annotations

from collections.abc import Callable

from rooms.protocol import Palette, PictureStyle
from workers.pictures.drawn import beyond, built, coast, wild
from workers.pictures.drawn.palette import light_of
from workers.pictures.drawn.paper import Paper
from workers.pictures.drawn.people import person
from workers.pictures.drawn.props import HELD, STANDING, standing
from workers.pictures.drawn.scene import Figure, Scene
from workers.pictures.drawn.shapes import dice
from workers.pictures.drawn.sky import weather
from workers.pictures.drawn.stage import Stage

SETTINGS: dict[str, Callable[[Paper, Scene], Stage]] = {
    "sea": beyond.sea, "harbour": coast.harbour, "forest": wild.forest, "mountains": wild.mountains, "city": built.city,
    "castle": built.castle, "cave": beyond.cave, "village": built.village, "desert": wild.desert, "space": beyond.space,
    "room": built.room, "underwater": beyond.underwater, "snowfield": wild.snowfield, "meadow": wild.meadow,
    "lake": wild.lake, "deck": beyond.deck,
}  # fmt: skip
SIZES: dict[str, tuple[int, int]] = {"plate": (1500, 1000), "cover": (1000, 1500), "portrait": (1000, 1000)}


def compose(scene: Scene, style: PictureStyle, palette: Palette, width: float, height: float) -> str:
    """The picture as SVG, in units of ``width`` by ``height``; only shapes and numbers of the house are in it."""
    die = dice(scene.seed, "light")
    light = light_of(scene.time, scene.weather, palette, style, die.choice((-1.0, 1.0)))
    paper = Paper(width, height, light, style)
    stage = SETTINGS[scene.setting](paper, scene)
    _people(paper, scene, stage)
    weather(paper, scene, dice(scene.seed, "weather"))
    return paper.svg()


def _people(paper: Paper, scene: Scene, stage: Stage) -> None:
    die = dice(scene.seed, "people")
    count = len(scene.figures)
    w = paper.width
    middle = w * (0.36 if die.random() < 0.5 else 0.64)
    step = stage.tall * 0.42
    for i, figure in enumerate(scene.figures):
        x = middle + (i - (count - 1) / 2) * step
        y = stage.floor + die.uniform(-0.01, 0.02) * paper.height
        scale = stage.tall / 100
        inward = x > w / 2 if count == 1 else i > (count - 1) / 2
        paper.shadow(x - paper.light.side * stage.tall * 0.1, y, stage.tall * 0.2, stage.tall * 0.04, 0.5)
        with paper.place(x, y, scale, mirrored=inward):
            person(paper, figure, scene.mood, stage.bubbles)
