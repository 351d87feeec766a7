"""From a scene to SVG: a setting, somebody in it, and what stands between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from rooms.protocol import Palette, PictureStyle
from workers.pictures.drawn import beyond, built, coast, indoors, shore, wild
from workers.pictures.drawn.beasts import BEASTS, beast
from workers.pictures.drawn.framing import frame
from workers.pictures.drawn.palette import WHITE, light_of, mix
from workers.pictures.drawn.paper import Paper
from workers.pictures.drawn.people import person, reach_of
from workers.pictures.drawn.portraits import portrait
from workers.pictures.drawn.props import STANDING, standing
from workers.pictures.drawn.scene import Figure, Scene, Shape
from workers.pictures.drawn.shapes import dice
from workers.pictures.drawn.sky import weather
from workers.pictures.drawn.stage import Stage

SETTINGS: dict[str, Callable[[Paper, Scene], Stage]] = {
    "sea": shore.sea, "harbour": coast.harbour, "forest": wild.forest, "mountains": wild.mountains, "city": built.city,
    "castle": built.castle, "cave": beyond.cave, "village": built.village, "desert": wild.desert, "space": beyond.space,
    "room": indoors.room, "underwater": beyond.underwater, "snowfield": wild.snowfield, "meadow": wild.meadow,
    "lake": wild.lake, "deck": shore.deck,
}  # fmt: skip
INDOORS = ("room", "cave", "space", "underwater")
"""Where no rain falls."""
SIZES: dict[Shape, tuple[int, int]] = {"plate": (1500, 1000), "cover": (1000, 1500), "portrait": (1000, 1000)}


def compose(scene: Scene, style: PictureStyle, palette: Palette, width: float, height: float) -> str:
    """The picture as SVG, in units of ``width`` by ``height``; only shapes and numbers of the house are in it."""
    die = dice(scene.home, "light")
    light = light_of(scene.time, scene.weather, palette, style, die.choice((-1.0, 1.0)))
    paper = Paper(width, height, light, style)
    if scene.shape == "portrait":
        portrait(paper, scene)
        return paper.svg()
    stage = _seen(paper, scene)
    if scene.time == "night" or scene.weather == "storm":  # a little more than there is, for faces
        paper.light = replace(light, ambient=mix(light.ambient, WHITE, 0.24))
    cast(paper, scene, stage)
    paper.light = light
    frame(paper, scene)
    if scene.setting not in INDOORS:
        weather(paper, scene, dice(scene.seed, "weather"))
    return paper.svg()


def _seen(paper: Paper, scene: Scene) -> Stage:
    """The place, from where the eye is this time: nearer or farther, more to the left or to the right."""
    die = dice(scene.seed, "camera")
    zoom = 1 + die.random() * (0.08 if scene.shape == "cover" else 0.2)
    with paper.place(-(zoom - 1) * paper.width * die.random(), -(zoom - 1) * paper.height, zoom):
        stage = SETTINGS[scene.setting](paper, scene)
    floor, water = ((part - paper.height) * zoom + paper.height for part in (stage.floor, stage.water))
    return replace(stage, floor=floor, tall=stage.tall * die.uniform(1.06, 1.34), water=water if stage.water else 0.0)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What needs room on the stage: a figure or a thing, and half its width in units of an adult's hundredth."""

    half: float
    figure: Figure | None = None
    prop: str = ""


def cast(paper: Paper, scene: Scene, stage: Stage) -> None:
    """Put people, beasts and things side by side, around a third of the picture's width."""
    die = dice(scene.seed, "cast")
    _far_props(paper, scene, stage, die)
    pieces = [_Piece(reach_of(f) if not f.beast else BEASTS[f.beast][1], f) for f in scene.figures]
    die.shuffle(pieces)
    things = [_Piece(STANDING[p][1], prop=p) for p in scene.props if STANDING[p][2] == "near"]
    pieces = [*things[:1], *pieces, *things[1:2]] if die.random() < 0.5 else [*things[1:2], *pieces, *things[:1]]
    if not pieces:
        return
    total = sum(2.15 * piece.half for piece in pieces)
    scale = min(stage.tall / 100, paper.width * 0.84 / total)
    middle = paper.width * (0.5 if total * scale > paper.width * 0.5 else die.choice((0.37, 0.63)))
    half = total * scale / 2
    x = min(max(middle, half + paper.width * 0.05), paper.width * 0.95 - half) - half
    for piece in pieces:
        x += piece.half * 1.075 * scale
        _stand(
            paper, scene, stage, piece, x, scale, die, inward=x > middle + 1 if len(pieces) > 1 else x > paper.width / 2
        )
        x += piece.half * 1.075 * scale


def _stand(
    paper: Paper, scene: Scene, stage: Stage, piece: _Piece, x: float, scale: float, die: Random, inward: bool
) -> None:
    y = stage.floor + die.uniform(-0.012, 0.018) * paper.height
    figure = piece.figure
    small = figure is not None and figure.beast != "" and piece.half < 35
    y += 0.025 * paper.height * small
    grown = scale * (1.3 if small else 1.0)
    swims = figure is not None and figure.beast and BEASTS[figure.beast][2] == "water"
    if stage.afloat or swims:
        y -= paper.unit * (0.12 + 0.12 * die.random())
    else:
        paper.shadow(x - paper.light.side * scale * 8, y, piece.half * grown * 1.15, scale * 4.6, 0.5)
        paper.shadow(x, y - 1, piece.half * grown * 0.7, scale * 2.4, 0.45)
    tilt = die.uniform(14, 32) * (-1 if inward else 1) if stage.afloat and figure and not figure.beast else 0.0
    with paper.place(x, y, grown, mirrored=inward, tilt=tilt):
        if figure is None:
            standing(paper, piece.prop)
        elif figure.beast:
            beast(paper, figure.beast, figure.coat, stage.afloat)
        else:
            person(paper, figure, scene.mood, stage.bubbles)


def _far_props(paper: Paper, scene: Scene, stage: Stage, die: Random) -> None:
    """Boats on the water, where there is some; towers behind."""
    for prop in scene.props:
        _, half, where = STANDING[prop]
        x = paper.width * die.choice((die.uniform(0.14, 0.3), die.uniform(0.7, 0.86)))
        if where == "water" and stage.water:
            with paper.place(x, stage.water, paper.unit * 0.0016, mirrored=die.random() < 0.5):
                paper.shadow(0, 2, half, 7, 0.4)
                standing(paper, prop)
        elif where == "far" and not stage.dark and not (prop == "lighthouse" and scene.setting == "harbour"):
            y = stage.water or stage.floor - paper.height * 0.1
            with paper.place(x, y, paper.unit * 0.0023):
                paper.shadow(0, 0, half * 1.6, 6, 0.4)
                standing(paper, prop)
