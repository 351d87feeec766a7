"""Alt texts: one honest sentence on what was drawn, in English or French."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workers.pictures.drawn.props import STANDING
from workers.pictures.drawn.scene import Figure, Scene

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Tongue:
    """The words of a language. Colours are said of a garment, and follow it in French."""

    by: str
    setting: Mapping[str, str]
    time: Mapping[str, str]
    weather: Mapping[str, str]
    beast: Mapping[str, str]
    people: Mapping[str, str]
    cloth: Mapping[str, str]
    garment: Mapping[str, str]
    dressed: str
    hair: Mapping[str, str]
    prop: Mapping[str, str]
    held: str
    join: str
    near: str
    portrait: str
    colon: str


EN = Tongue(
    by="Drawn by the house",
    colon=": ",
    setting={
        "sea": "a beach by the open sea", "harbour": "a harbour", "forest": "a forest", "mountains": "mountains", "city": "a street of tall houses",
        "castle": "a castle on a hill", "cave": "a cave", "village": "a village", "desert": "a desert", "space": "a strange planet under the stars",
        "room": "a room with a window and books", "underwater": "the bottom of the sea", "snowfield": "a snowy plain", "meadow": "a meadow",
        "lake": "a landing stage on a lake", "deck": "the deck of a ship",
    },
    time={"dawn": "at dawn", "day": "by day", "dusk": "at dusk", "night": "at night"},
    weather={"rain": "in rain", "snow": "in falling snow", "fog": "in fog", "storm": "in a storm", "wind": "in the wind", "clear": ""},
    beast={
        "dragon": "a dragon", "cat": "a cat", "dog": "a dog", "bird": "a bird", "horse": "a horse", "fish": "a fish", "fox": "a fox", "crab": "a crab",
        "wolf": "a wolf", "rabbit": "a rabbit", "bear": "a bear", "mouse": "a mouse", "robot": "a robot",
    },
    people={
        "woman": "a woman", "man": "a man", "": "somebody", "child woman": "a girl", "child man": "a boy", "child ": "a child", "old woman": "an old woman",
        "old man": "an old man", "old ": "an old person",
    },
    cloth={c: c for c in ("red", "green", "blue", "yellow", "orange", "purple", "pink", "brown", "black", "white", "grey")},
    garment={"coat": "coat", "dress": "dress", "cloak": "cloak", "robe": "robe", "tunic": "tunic", "jumper": "jumper"},
    dressed="{who} in a {colour} {garment}",
    hair={"ginger": "red hair", "blond": "blond hair", "dark": "dark hair", "chestnut": "brown hair", "silver": "grey hair"},
    prop={
        "lantern": "a lantern", "key": "a key", "bell": "a bell", "book": "a book", "letter": "a letter", "sword": "a sword", "flower": "a flower", "map": "a map",
        "umbrella": "an umbrella", "lamp": "a street lamp", "door": "a door", "fire": "a fire", "boat": "a boat", "sailboat": "a sailing boat", "ship": "a ship",
        "lighthouse": "a lighthouse", "tower": "a tower", "chest": "a chest", "table": "a table", "chair": "a chair", "well": "a well", "rocket": "a rocket",
    },
    held="{who} with {prop}",
    join=" and ",
    near="{who}; near by {props}",
    portrait="a portrait of {who}",
)  # fmt: skip
FR = Tongue(
    by="Dessiné par la maison",
    colon="\u202f: ",
    setting={
        "sea": "une plage au bord de la mer", "harbour": "un port", "forest": "une forêt", "mountains": "des montagnes", "city": "une rue aux hautes maisons",
        "castle": "un château sur une colline", "cave": "une grotte", "village": "un village", "desert": "un désert", "space": "une étrange planète sous les étoiles",
        "room": "une pièce avec une fenêtre et des livres", "underwater": "le fond de la mer", "snowfield": "une plaine enneigée", "meadow": "une prairie",
        "lake": "un ponton sur un lac", "deck": "le pont d’un navire",
    },
    time={"dawn": "à l’aube", "day": "de jour", "dusk": "au crépuscule", "night": "la nuit"},
    weather={"rain": "sous la pluie", "snow": "sous la neige", "fog": "dans le brouillard", "storm": "dans la tempête", "wind": "dans le vent", "clear": ""},
    beast={
        "dragon": "un dragon", "cat": "un chat", "dog": "un chien", "bird": "un oiseau", "horse": "un cheval", "fish": "un poisson", "fox": "un renard",
        "crab": "un crabe", "wolf": "un loup", "rabbit": "un lapin", "bear": "un ours", "mouse": "une souris", "robot": "un robot",
    },
    people={
        "woman": "une femme", "man": "un homme", "": "quelqu’un", "child woman": "une fille", "child man": "un garçon", "child ": "un enfant",
        "old woman": "une vieille femme", "old man": "un vieil homme", "old ": "une personne âgée",
    },
    cloth={
        "red": "rouge", "green": "vert", "blue": "bleu", "yellow": "jaune", "orange": "orange", "purple": "violet", "pink": "rose", "brown": "brun",
        "black": "noir", "white": "blanc", "grey": "gris",
    },
    garment={"coat": "manteau", "dress": "robe", "cloak": "cape", "robe": "robe", "tunic": "tunique", "jumper": "pull"},
    dressed="{who} en {garment} {colour}",
    hair={"ginger": "roux", "blond": "blonds", "dark": "noirs", "chestnut": "châtains", "silver": "gris"},
    prop={
        "lantern": "une lanterne", "key": "une clé", "bell": "une cloche", "book": "un livre", "letter": "une lettre", "sword": "une épée", "flower": "une fleur",
        "map": "une carte", "umbrella": "un parapluie", "lamp": "un réverbère", "door": "une porte", "fire": "un feu", "boat": "une barque",
        "sailboat": "un voilier", "ship": "un navire", "lighthouse": "un phare", "tower": "une tour", "chest": "un coffre", "table": "une table",
        "chair": "une chaise", "well": "un puits", "rocket": "une fusée",
    },
    held="{who} avec {prop}",
    join=" et ",
    near="{who}\u202f; tout près, {props}",
    portrait="un portrait de {who}",
)  # fmt: skip
FEMININE = ("dress", "cloak", "robe", "tunic")
SHE: Mapping[str, str] = {"vert": "verte", "bleu": "bleue", "violet": "violette", "brun": "brune", "noir": "noire", "blanc": "blanche", "gris": "grise"}


def alt_of(scene: Scene) -> str:
    """What was drawn, at most ``LONGEST`` characters, whoever is in it."""
    words = FR if scene.language.lower().startswith("fr") else EN
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
        return f"{figure.name}, {kind}," if figure.name and not alone else f"{figure.name}, {kind}" if figure.name else kind
    who = figure.name or words.people.get(f"{age}{look.sex}", words.people[look.sex])
    if "cloth" in figure.known and look.cloth in words.cloth and look.garment in words.garment:
        colour = words.cloth[look.cloth]
        colour = SHE.get(colour, colour) if words is FR and look.garment in FEMININE else colour
        who = words.dressed.format(who=who, colour=colour, garment=words.garment[look.garment]).replace(" a orange", " an orange")
    return words.held.format(who=who, prop=words.prop[figure.holds]) if figure.holds else who


def _list(words: Tongue, items: Sequence[str]) -> str:
    if len(items) < 2:
        return items[0].rstrip(",") if items else ""
    head = ", ".join(item.rstrip(",") for item in items[:-1])
    return f"{head}{words.join}{items[-1].rstrip(',')}"
