"""What a picture shows, before a line of it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Age = Literal["child", "adult", "old"]
Shape = Literal["plate", "cover", "portrait"]


@dataclass(frozen=True, slots=True)
class Look:
    """How somebody looks in every picture of a story. Colours and the rest are names in the house's tables."""

    age: Age = "adult"
    sex: Literal["woman", "man", ""] = ""
    skin: str = "skin2"
    hair: str = "chestnut"
    cut: str = "short"
    beard: bool = False
    glasses: bool = False
    garment: str = "coat"
    cloth: str = "green"
    second: str = "cream"
    hat: str = ""
    scarf: str = ""
    tall: float = 1.0


@dataclass(frozen=True, slots=True)
class Figure:
    """Somebody in a scene. ``beast``: its kind, of people empty. ``known``: what alt texts may say of it, because the
    story said so."""

    name: str
    look: Look = Look()
    beast: str = ""
    coat: str = ""
    pose: str = "stand"
    holds: str = ""
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """A moment of a story. ``home`` is what its place is always drawn from, ``seed`` what this one picture is."""

    setting: str
    time: str = "day"
    weather: str = "clear"
    mood: str = "calm"
    figures: tuple[Figure, ...] = ()
    props: tuple[str, ...] = ()
    place: str = ""
    home: str = ""
    seed: str = ""
    language: str = "en"
    shape: Shape = "plate"
