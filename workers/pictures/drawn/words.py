"""Finds in a story's words what can be drawn. The words stand in words.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
ENDINGS = (("ies", "y"), ("aux", "al"), ("es", ""), ("s", ""), ("x", ""))

NUMBERS = {
    word: number
    for words in (
        "three four five six seven eight nine ten eleven twelve thirteen",
        "trois quatre cinq six sept huit neuf dix onze douze treize",
    )
    for number, word in enumerate(words.split(), 3)
}

Table = Mapping[str, frozenset[str]]


@cache
def tables(language: str) -> Mapping[str, Table]:
    """By kind and meaning the words of a language; of one that has none the English."""
    data = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))
    own = data.get(language.split("-")[0].lower(), data["en"])
    return {kind: {name: frozenset(words.split()) for name, words in group.items()} for kind, group in own.items()}


def tokens(text: str) -> list[str]:
    return [found.group() for found in TOKEN.finditer(text.casefold().replace("’", "'"))]


def meanings(text: str, kind: str, language: str) -> Iterator[tuple[int, str, str]]:
    """Where in a text, counted in words, which meaning of a kind is said, and with which word."""
    table = tables(language)[kind]
    for at, token in enumerate(tokens(text)):
        for form in forms(token):
            named = [name for name, words in table.items() if form in words]
            yield from ((at, name, token) for name in named)
            if named:
                break


def forms(token: str) -> Iterator[str]:
    """A word, and the singulars that it may be a plural of."""
    yield token
    for ending, instead in ENDINGS:
        if token.endswith(ending) and len(token) > len(ending) + 2:
            yield token[: -len(ending)] + instead


def said(text: str, kind: str, language: str) -> list[str]:
    """The meanings of a kind in a text, each once, in their order."""
    return list(dict.fromkeys(name for _, name, _ in meanings(text, kind, language)))


def strongest(text: str, kind: str, language: str) -> str:
    """The meaning that a text dwells on: said most, and twice as much where a word like 'in' or 'at' leads to it.
    Of equals the first. Empty: none is said."""
    lead = tables(language)["inside"]["words"]
    words = tokens(text)
    score: dict[str, float] = {}
    for at, name, _ in meanings(text, kind, language):
        led = any(word in lead for word in words[max(0, at - 3) : at])
        score[name] = score.get(name, 0) + (2 if led else 1)
    return max(score, key=lambda name: score[name], default="")
