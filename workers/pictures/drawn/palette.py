"""Colours: what things are made of, and the light that falls on them by hour, weather and the story's palette."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rooms.protocol import Palette, PictureStyle

Colour = tuple[float, float, float]


def rgb(code: str) -> Colour:
    return (int(code[0:2], 16) / 255, int(code[2:4], 16) / 255, int(code[4:6], 16) / 255)


def css(colour: Colour) -> str:
    return "#" + "".join(f"{round(min(1.0, max(0.0, part)) * 255):02x}" for part in colour)


def mix(one: Colour, other: Colour, part: float) -> Colour:
    """``part`` 0: the one; 1: the other."""
    return (
        one[0] + (other[0] - one[0]) * part,
        one[1] + (other[1] - one[1]) * part,
        one[2] + (other[2] - one[2]) * part,
    )


def times(one: Colour, other: Colour) -> Colour:
    return (one[0] * other[0], one[1] * other[1], one[2] * other[2])


def value(colour: Colour) -> float:
    return 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2]


def saturated(colour: Colour, factor: float) -> Colour:
    grey = value(colour)
    return mix((grey, grey, grey), colour, factor)


WHITE, BLACK = rgb("ffffff"), rgb("14100f")

MATERIALS: dict[str, Colour] = {
    name: rgb(code)
    for name, code in {
        "leaf": "5f8f4e", "leaf2": "7fa551", "pine": "2f6650", "autumn": "c9803a", "grass": "86a957", "moss": "6d8a4c",
        "bark": "6b4a37", "birch": "d9d2c3", "wood": "9a6b45", "plank": "b58a5c", "dark_wood": "5a3d2e",
        "stone": "9a9690", "dark_stone": "6a6870", "rock": "8a7f7c", "sand": "e2bf85", "dune": "d79f60",
        "earth": "9b7450", "snow": "f2f5fa", "ice": "bcd9e8", "water": "3f8ba3", "deep": "1e5f80", "foam": "e8f3ef",
        "plaster": "efe3cc", "brick": "b4593f", "roof": "b5503c", "slate": "566074", "thatch": "c9a35c",
        "glass": "a9c8cf", "window": "ffd27a", "lamp": "ffdf95", "flame": "ff9b3d", "ember": "e8552b",
        "gold": "e0aa3e", "iron": "4a4c55", "brass": "c9973f", "paper": "f4ead2", "coral": "e2705c", "weed": "3f8a6b",
        "rope": "c7a873", "sail": "f3e7cf", "hull": "a8432f", "path": "d3b78c", "wall": "d9b98f", "floor": "a87448",
        "red": "c4453a", "green": "4d8a57", "blue": "3f6fa8", "yellow": "e8b93f", "orange": "dd7a35",
        "purple": "7a5499", "pink": "dc8098", "brown": "8a5c3c", "black": "33323b", "white": "f3eee4",
        "grey": "8d9099", "blond": "e3bd6b", "ginger": "c9612d", "chestnut": "7d4527", "dark": "3a2b29",
        "silver": "cfd0d4", "teal": "2f8a86", "plum": "7d3f5c", "cream": "f0dfbd", "navy": "2f4368",
        "skin1": "f6d3b8", "skin2": "eab690", "skin3": "cf9466", "skin4": "ad7249", "skin5": "855337",
        "blush": "e07a66", "fox": "d9702f", "fur": "a07a55", "shadow": "2a2a44",
    }.items()
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Light:
    """What one sees by. ``ambient`` multiplies every colour; ``haze`` takes the far ones; ``key`` is its own."""

    top: Colour
    middle: Colour
    low: Colour
    haze: Colour
    ambient: Colour
    key: Colour
    veil: float = 0.8
    """How much of the farthest things the haze takes."""
    side: float = -1.0
    """Where the light stands: left is -1, right 1."""
    lamps: bool = False
    saturation: float = 1.0
    tint: Colour = (1.0, 1.0, 1.0)

    def graded(self, colour: Colour) -> Colour:
        """As the story's palette has it."""
        return times(saturated(colour, self.saturation), self.tint)

    def tone(self, colour: Colour, depth: float = 0.0) -> Colour:
        """A thing's colour in this light, ``depth`` 0 (near) to 1 (far) away."""
        return self.graded(mix(times(colour, self.ambient), self.haze, min(1.0, depth) * self.veil))


def _light(top: str, middle: str, low: str, haze: str, ambient: Colour, key: str, lamps: bool = False) -> Light:
    return Light(rgb(top), rgb(middle), rgb(low), rgb(haze), ambient, rgb(key), lamps=lamps)


HOURS: dict[str, Light] = {
    "dawn": _light("7d9db5", "efc3ae", "fde4bd", "e6c3b4", (1.0, 0.91, 0.88), "ffdca6"),
    "day": _light("559fc9", "9fd0dc", "f1ecd4", "bddbdd", (1.0, 0.99, 0.96), "fff2c8"),
    "dusk": _light("3d3b69", "b0587a", "f7a661", "a9688a", (0.8, 0.63, 0.7), "ffba6b", lamps=True),
    "night": _light("0e1738", "1e3360", "43648c", "2d4873", (0.46, 0.53, 0.76), "e4ecff", lamps=True),
}
GREYED: dict[str, tuple[str, float, float]] = {
    "clear": ("ffffff", 0.0, 0.0),
    "wind": ("c9cdb8", 0.12, 0.0),
    "rain": ("7d8a96", 0.5, 0.08),
    "snow": ("b9c0cf", 0.45, 0.08),
    "fog": ("c3c8c6", 0.6, 0.16),
    "storm": ("4a5262", 0.6, 0.02),
}
"""By weather: the colour of its cloud, how much of the sky it takes, and how much thicker the air is."""
PALETTES: dict[Palette, tuple[float, Colour]] = {
    "natural": (1.0, (1.0, 1.0, 1.0)),
    "warm": (1.02, (1.05, 0.97, 0.86)),
    "cool": (0.95, (0.88, 0.98, 1.07)),
    "muted": (0.55, (1.01, 0.99, 0.95)),
    "bright": (1.3, (1.04, 1.03, 1.0)),
}


def light_of(time: str, weather: str, palette: Palette, style: PictureStyle, side: float) -> Light:
    """The light of a scene, in a story's palette and style."""
    light = HOURS["night" if style == "night" and time != "dusk" else time]
    cloud, part, thick = GREYED[weather]
    saturation, tint = PALETTES[palette]
    dark = 0.25 + 0.75 * value(light.middle)
    grey = times(rgb(cloud), (dark, dark, dark))
    dim = 0.82 if weather in ("storm", "rain") else 0.93 if part else 1.0
    if style == "night":
        saturation *= 1.12
    if style == "cartoon":
        saturation *= 1.18
    return replace(
        light,
        top=mix(light.top, grey, part),
        middle=mix(light.middle, grey, part * 0.9),
        low=mix(light.low, grey, part * 0.6),
        haze=mix(light.haze, grey, part * 0.75),
        ambient=times(light.ambient, (dim, dim, min(1.0, dim + 0.03))),
        veil=min(0.97, light.veil + thick),
        side=side,
        lamps=light.lamps or weather in ("storm",),
        saturation=saturation * (1 - part * 0.25),
        tint=tint,
    )
