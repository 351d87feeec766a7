"""Alt texts: one honest sentence on what was drawn, in English or French."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workers.pictures.drawn.props import STANDING
from workers.pictures.drawn.scene import Figure, Scene

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Tongue:
    """The words of a language. ``she``: how a colour is said of what is feminine."""

    by: str
    colon: str
    dressed: str
    held: str
    join: str
    near: str
    portrait: str
    setting: Mapping[str, str]
    time: Mapping[str, str]
    weather: Mapping[str, str]
    beast: Mapping[str, str]
    people: Mapping[str, str]
    cloth: Mapping[str, str]
    garment: Mapping[str, str]
    prop: Mapping[str, str]
    she: Mapping[str, str]


@cache
def spoken(language: str) -> Tongue:
    """French, or else English."""
    data = tomllib.loads((Path(__file__).parent / "telling.toml").read_text("utf-8"))
    return Tongue(**data["fr" if language.lower().split("-")[0] == "fr" else "en"])


FEMININE = ("dress", "cloak", "robe", "tunic")


def alt_of(scene: Scene) -> str:
    """What was drawn, at most ``LONGEST`` characters, whoever is in it."""
    words = spoken(scene.language)
    who = _list(words, [_who(words, figure, len(scene.figures) == 1) for figure in scene.figures])
    if scene.shape == "portrait":
        what = words.portrait.format(who=who)
    else:
        what = " ".join(filter(None, (words.setting[scene.setting], _when(words, scene))))
        there = _list(words, [words.prop[prop] for prop in drawn_props(scene)])
        who = words.near.format(who=who, props=there) if who and there else who or there
        what = f"{what}. {who[:1].upper()}{who[1:]}" if who else what
    sentence = f"{words.by}{words.colon}{what}."
    return sentence if len(sentence) <= LONGEST else sentence[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def drawn_props(scene: Scene) -> tuple[str, ...]:
    """Those things that stand before people: the ones far behind may be hidden."""
    return tuple([prop for prop in scene.props if STANDING[prop][2] == "near"][:2])


def _when(words: Tongue, scene: Scene) -> str:
    if scene.setting in ("space", "cave", "underwater"):
        return ""
    weather = words.weather[scene.weather] if scene.setting != "room" else ""
    return ", ".join(filter(None, (words.time[scene.time], weather)))


def _who(words: Tongue, figure: Figure, alone: bool) -> str:
    """A name, and what the story itself said of them; of those without a name what was drawn."""
    look = figure.look
    age = f"{look.age} " if look.age != "adult" else ""
    if figure.beast:
        kind = words.beast[figure.beast]
        return (
            f"{figure.name}, {kind},"
            if figure.name and not alone
            else f"{figure.name}, {kind}"
            if figure.name
            else kind
        )
    who = figure.name or words.people.get(f"{age}{look.sex}", words.people[look.sex])
    if "cloth" in figure.known and look.cloth in words.cloth and look.garment in words.garment:
        colour = words.cloth[look.cloth]
        colour = words.she.get(colour, colour) if look.garment in FEMININE else colour
        who = words.dressed.format(who=who, colour=colour, garment=words.garment[look.garment]).replace(
            " a orange", " an orange"
        )
    return words.held.format(who=who, prop=words.prop[figure.holds]) if figure.holds else who


def _list(words: Tongue, items: Sequence[str]) -> str:
    if len(items) < 2:
        return items[0].rstrip(",") if items else ""
    head = ", ".join(item.rstrip(",") for item in items[:-1])
    return f"{head}{words.join}{items[-1].rstrip(',')}"
