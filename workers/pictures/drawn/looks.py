"""How somebody looks: thrown once for each person of a story, and refined by what the story says of them."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from workers.pictures.drawn.named import Told
from workers.pictures.drawn.scene import Look
from workers.pictures.drawn.shapes import dice
from workers.pictures.drawn.words import NUMBERS, meanings, said, tables, tokens

SKINS = ("skin1", "skin1", "skin2", "skin2", "skin3", "skin4", "skin5")
HAIRS = ("chestnut", "dark", "dark", "blond", "ginger", "chestnut")
CLOTHS = ("red", "green", "blue", "yellow", "purple", "teal", "orange", "plum", "navy")
SECONDS = ("cream", "brown", "white", "grey", "navy", "yellow")
CUTS = {
    "woman": ("long", "bob", "curly", "bun", "tail", "braids"),
    "man": ("short", "short", "wild", "curly"),
    "": ("short", "bob", "curly", "wild"),
}
GARMENTS = {
    "woman": ("dress", "coat", "tunic", "jumper", "cloak"),
    "man": ("coat", "jumper", "tunic", "cloak"),
    "": ("coat", "jumper", "tunic"),
}
HATS = ("", "", "", "", "cap", "beanie", "hat")
COATS = {
    "cat": ("ginger", "grey", "black", "cream"),
    "dog": ("brown", "cream", "fur", "black"),
    "horse": ("chestnut", "brown", "white", "grey"),
    "dragon": ("green", "red", "teal", "purple"),
    "bird": ("white", "blue", "brown", "black"),
    "fish": ("orange", "blue", "teal", "coral"),
    "fox": ("fox",),
    "crab": ("coral", "orange"),
    "wolf": ("grey", "dark_stone"),
    "rabbit": ("fur", "white", "grey"),
    "bear": ("brown", "bark"),
    "mouse": ("grey", "fur"),
    "robot": ("silver", "teal", "brass"),
}
YEARS = re.compile(r"\b(?:aged ([^\W_]+)|([^\W_]+)[ -]?(?:years?[ -]olds?|year-old|ans\b))", re.IGNORECASE)
NEAR = 4
"""Words between a colour and the thing that it colours, at most."""


def thrown(room: str, name: str, sex: str) -> Look:
    """What the house gives somebody of whom the story says nothing: always the same."""
    die = dice("look", room, name.casefold())
    first = Look(
        sex="woman" if sex == "woman" else "man" if sex == "man" else "",
        skin=die.choice(SKINS),
        hair=die.choice(HAIRS),
        cloth=die.choice(CLOTHS),
        second=die.choice(SECONDS),
        hat=die.choice(HATS),
        scarf=die.choice(("", "", *CLOTHS[:5])),
        glasses=die.random() < 0.12,
        tall=die.uniform(0.95, 1.06),
    )
    if first.skin in ("skin4", "skin5"):
        first = replace(first, hair="dark")
    throw = dice("dress", room, name.casefold())
    beard = throw.random() < 0.3 and sex == "man"
    cloth = first.cloth
    return replace(
        first,
        cut=throw.choice(CUTS[sex]),
        garment=throw.choice(GARMENTS[sex]),
        beard=beard,
        second=next(c for c in (first.second, "cream") if c != cloth),
        scarf="" if first.scarf == cloth else first.scarf,
    )


def refined(look: Look, words: str, language: str) -> tuple[Look, tuple[str, ...]]:
    """What the story says of somebody counts. With it comes what alt texts may say: 'cloth' for a garment that the
    story dyed, 'hair', 'age'."""
    known: list[str] = []
    words, years = _years(words, language)
    if years is not None:
        look = replace(look, age="child" if years < 14 else "old" if years > 64 else "adult")
        known.append("age")
    elif ages := said(words, "age", language):
        look = replace(look, age="old" if "old" in ages else "child")
        known.append("age")
    elif {"woman", "man"} & set(said(words, "role", language)):
        look = replace(look, age="adult")
    if cuts := said(words, "cut", language):
        look = replace(look, cut=cuts[-1])
    look, worn = dressed(look, words, language)
    known += worn
    own = (_beside(words, "body", "hair", language, part) for part in ("hair", "beard"))
    if hair := next(filter(None, own), "") or _red_haired(words, language):
        look = replace(look, hair=hair)
        known.append("hair")
    hats = said(words, "hat", language)
    look = replace(look, hat=hats[0]) if hats else look
    return _body(look, words, language), tuple(known)


def as_told(look: Look, told: Told, language: str) -> tuple[Look, tuple[str, ...]]:
    """As the story tells of somebody: an old coat makes nobody old, nor short hair anybody short."""
    look, known = refined(look, told.being, language)
    worn, more = refined(look, told.having, language)
    return replace(worn, age=look.age, tall=look.tall), (*known, *(part for part in more if part != "age"))


def dressed(look: Look, words: str, language: str) -> tuple[Look, tuple[str, ...]]:
    """In a garment that has a colour; it is worn whole, or not at all."""
    garments = said(words, "garment", language)
    dye = _beside(words, "garment", "colour", language)
    if garments:
        look = replace(look, garment=garments[0])
    if not dye:
        return look, ()
    return replace(look, cloth=dye, second="cream" if look.second == dye else look.second,
                   scarf="" if look.scarf == dye else look.scarf), ("cloth",)  # fmt: skip


def _years(words: str, language: str) -> tuple[str, int | None]:
    """How many years somebody has, and the words without that: who is ten years old is not old."""
    for found in YEARS.finditer(words):
        number = (found.group(1) or found.group(2)).casefold()
        years = int(number) if number.isdecimal() else NUMBERS.get(number)
        if years is not None:
            return words.replace(found.group(), " "), years
    return words, None


def _body(look: Look, words: str, language: str) -> Look:
    body = said(words, "body", language)
    if "tall" in body:
        look = replace(look, tall=1.12)
    elif "short" in body and look.age != "child":
        look = replace(look, tall=0.88)
    if "beard" in body:
        look = replace(look, beard=True)
    if "glasses" in body:
        look = replace(look, glasses=True)
    if "scarf" in body:
        look = replace(look, scarf=_beside(words, "body", "colour", language, "scarf") or look.scarf or "yellow")
    if look.age == "child" or look.sex == "woman":
        look = replace(look, beard=False)
    return look


def _red_haired(words: str, language: str) -> str:
    whole = tables(language)["hair"]
    for token in tokens(words):
        if "-" in token or token in ("redhead", "blonde", "brunette", "rousse", "roux", "ginger"):
            for name, spelled in whole.items():
                if token in spelled or (token.split("-")[0] in spelled and token.endswith(("haired", "headed"))):
                    return name
    return ""


def _beside(words: str, kind: str, colours: str, language: str, only: str = "") -> str:
    """The colour that is said nearest to a thing, and of which no other thing lies between."""
    things = [at for at, name, _ in meanings(words, kind, language) if not only or name == only]
    best, least = "", NEAR + 1
    for at, name, _ in meanings(words, colours, language):
        for thing in things:
            gap = thing - at if language.startswith("en") else abs(thing - at)
            if 0 < gap < least:
                best, least = name, gap
    return best


def coat_of(room: str, name: str, beast: str, words: str, language: str) -> str:
    """The colour of a beast."""
    die: Random = dice("coat", room, name.casefold(), beast)
    own = die.choice(COATS[beast])
    dyed = said(words, "colour", language)
    return dyed[0] if dyed else own
