"""What improv knows of a language: its words for reading and its fragments for writing, as looked-up values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import chain
from types import ModuleType
from typing import Literal

from engine.improv import genres_en, genres_fr, nouns_en, nouns_fr, words_en, words_fr
from rooms.protocol import Genre, OwnLanguage

Kind = Literal["person", "creature", "place", "held", "thing"]
Gender = Literal["", "m", "f", "n"]
Pools = dict[str, tuple[str, ...]]

BOUND = {"« ": "«\u00a0", " »": "\u00a0»", " :": "\u00a0:", " ;": "\u202f;", " !": "\u202f!", " ?": "\u202f?"}
"""French punctuation stays with its word."""
KINDS: tuple[Kind, ...] = ("person", "creature", "place", "held", "thing")


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody, something or some place of the story. ``first`` is how it enters, where nobody has named it yet."""

    text: str
    kind: Kind
    core: str
    """The word that tells whether it was mentioned."""
    gender: Gender = ""
    first: str = ""


@dataclass(frozen=True, slots=True)
class Tongue:
    language: OwnLanguage
    nouns: dict[str, tuple[Kind, Gender]]
    articles: dict[str, Gender]
    sets: dict[str, frozenset[str]]
    """Word lists by name: adjectives, small, never, places_before, ... (see nouns_en.READING)."""
    events: dict[str, frozenset[str]]
    asks: dict[str, str]
    common: frozenset[str]
    """Every lower-case word of the fragments: a capital on one of them at the start of a sentence makes no name."""

    def is_a(self, kind: Kind, word: str) -> bool:
        return word in self.nouns and self.nouns[word][0] == kind


def _lines(block: str, language: OwnLanguage) -> tuple[str, ...]:
    block = block.replace("'", "’")
    if language == "fr":
        for plain, bound in BOUND.items():
            block = block.replace(plain, bound)
    return tuple(line.strip() for line in block.strip().splitlines() if line.strip())


def _nouns(data: ModuleType) -> dict[str, tuple[Kind, Gender]]:
    found: dict[str, tuple[Kind, Gender]] = {}
    genders: tuple[Gender, ...] = ("", "m", "f")
    for kind in KINDS:
        for gender in genders:
            key = f"{kind}_{gender}" if gender else kind
            for word in data.NOUNS.get(key, "").split():
                found.setdefault(word.replace("_", " "), (kind, gender))
    return found


def _data(language: OwnLanguage) -> tuple[ModuleType, ModuleType, ModuleType]:
    return (nouns_en, words_en, genres_en) if language == "en" else (nouns_fr, words_fr, genres_fr)


@cache
def tongue(language: OwnLanguage) -> Tongue:
    nouns, words, genres = _data(language)
    known = _nouns(nouns)
    blocks = chain(words.POOLS.values(), *(flavour.values() for flavour in genres.GENRES.values()))
    written = (word for block in blocks for word in _plain(block).split() if word.islower())
    sets = {name: frozenset(block.split()) for name, block in nouns.READING.items()}
    common = frozenset(chain(written, known, *sets.values()))
    return Tongue(
        language=language,
        nouns=known,
        articles={word: gender for gender, block in nouns.ARTICLES.items() for word in block.split()},
        sets=sets,
        events={name: frozenset(block.split()) for name, block in nouns.EVENTS.items()},
        asks={word: kind for kind, block in nouns.ASKS.items() for word in block.split()},
        common=common,
    )


def _plain(block: str) -> str:
    return "".join(c if c.isalpha() or c == "-" else " " for c in block)


@cache
def pools(language: OwnLanguage, genre: Genre) -> Pools:
    """The fragments of a language in one genre's colours: where both have a pool, the genre adds to it."""
    _, words, genres = _data(language)
    found = {name: _lines(block, language) for name, block in words.POOLS.items()}
    for name, block in genres.GENRES[genre].items():
        found[name] = found.get(name, ()) + _lines(block, language)
    return found
