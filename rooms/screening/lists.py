"""The lists, read once and compiled for each band and language."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from rooms.ages import up_to
from rooms.protocol import LANGUAGES, Age, OwnLanguage, own_language
from rooms.screening.verdicts import Why

FOLDER = Path(__file__).parent
WORD = re.compile(r"[a-z]+")
STARRED = re.compile(r"(?<![a-z*])[a-z]{1,12}\*[a-z*]{0,12}(?<=[a-z])(?![a-z*])")
SHOWN_LETTERS = 2
"""A word with stars is read where so many letters are shown, and half of them all: "s**t", but not "s***t"."""
AROUND = 40
"""Characters before and after a hit that a longer innocent word may have."""
HEAD = 3
"""Letters by which words that begin in a listed way are found; no listed beginning is shorter."""


@dataclass(frozen=True, slots=True)
class Hit:
    why: Why
    words: str


@dataclass(frozen=True)
class Entry:
    words: str
    why: Why

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return _compiled(self.words)


class Table:
    """What is withheld in one band and language.

    A text is first asked for its words, in one look-up each; only entries that could be meant are then searched for.
    """

    def __init__(self, entries: Iterable[Entry], innocent: Iterable[str]) -> None:
        self._by_word: defaultdict[str, list[Entry]] = defaultdict(list)
        self._by_head: defaultdict[str, list[Entry]] = defaultdict(list)
        self._anywhere: list[tuple[str, Entry]] = []
        self._words: list[Entry] = []
        self.entries = tuple(entries)
        for entry in self.entries:
            self._add(entry)
        self._innocent = re.compile("|".join(_expression(words) for words in innocent))

    def _add(self, entry: Entry) -> None:
        if entry.words.startswith("*"):
            self._anywhere.append((entry.words.strip("*"), entry))
        else:
            *before, last = entry.words.split()
            longest = max(before, key=len, default="")
            if len(longest) > len(last):
                self._by_word[longest].append(entry)
            elif last.endswith("*"):
                self._by_head[last[:HEAD]].append(entry)
            else:
                self._by_word[last].append(entry)
                self._by_word[f"{last}s"].append(entry)
        if " " not in entry.words:
            self._words.append(entry)

    def meets(self, words: AbstractSet[str]) -> bool:
        """Whether any of these words is in a listed one."""
        heads = {word[:HEAD] for word in words}
        return not (self._by_word.keys().isdisjoint(words) and self._by_head.keys().isdisjoint(heads))

    def find(self, text: str, words: AbstractSet[str] | None = None) -> Hit | None:
        """Listed words in a folded text that are not part of innocent ones.

        Args:
            words: of the text, where they are known already.
        """
        for entry in self._meant(text, words_of(text) if words is None else words):
            for found in entry.pattern.finditer(text):
                if not self._is_innocent(text, found.start(), found.end()):
                    return Hit(entry.why, found[0])
        return None

    def _meant(self, text: str, words: AbstractSet[str]) -> Iterator[Entry]:
        for word in words & self._by_word.keys():
            yield from self._by_word[word]
        for head in {word[:HEAD] for word in words} & self._by_head.keys():
            yield from self._by_head[head]
        for letters, entry in self._anywhere:
            if letters in text:
                yield entry

    def find_starred(self, text: str) -> Hit | None:
        """A listed word of which some letters are stars."""
        for found in STARRED.finditer(text):
            shown = sum(letter.isalpha() for letter in found[0])
            if shown >= SHOWN_LETTERS and 2 * shown >= len(found[0]):
                like = re.compile(re.sub(r"\*", "[a-z]", found[0]))
                entry = next((entry for entry in self._words if like.fullmatch(entry.words.strip("*"))), None)
                if entry is not None:
                    return Hit(entry.why, found[0])
        return None

    def _is_innocent(self, text: str, start: int, end: int) -> bool:
        around = self._innocent.finditer(text, max(0, start - AROUND), end + AROUND)
        return any(found.start() <= start and found.end() >= end for found in around)


def words_of(text: str) -> frozenset[str]:
    return frozenset(WORD.findall(text))


def table_of(age: Age, language: str) -> Table:
    """The lists of all languages, for one that they do not know too."""
    return _table(age, own_language(language))


@cache
def _table(age: Age, language: OwnLanguage | None) -> Table:
    entries: list[Entry] = []
    innocent: list[str] = []
    for other in LANGUAGES:
        listed = read(other)
        innocent += split(listed["innocent"]["words"])
        for group in listed["group"]:
            if age in up_to(group["until"]) and (other == language or not group.get("here")):
                entries += [Entry(words, group["why"]) for words in split(group["words"])]
    return Table(entries, innocent)


@cache
def read(language: str) -> dict[str, Any]:
    """The list as its file has it."""
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def split(words: str) -> list[str]:
    """The entries of a group."""
    return [" ".join(each.split()) for each in words.split(",") if each.strip()]


def _compiled(words: str) -> re.Pattern[str]:
    return re.compile(re.escape(words.strip("*")) if words.startswith("*") else _expression(words))


def _expression(words: str) -> str:
    """The first letter stands first, so that the search leaps from one to the next; then that none is before it."""
    stem = words.endswith("*")
    first, *others = words.removesuffix("*").split(" ")
    begin = f"{first[0]}(?<![a-z]{first[0]}){first[1:]}"
    letters = r"[\W_]{1,4}".join((begin, *others))
    return f"{letters}[a-z]*" if stem else f"{letters}s?(?![a-z])"
