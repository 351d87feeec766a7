"""The table of rules: whether a text may be shown in a room of an age band. It works offline and costs microseconds.

It is a list of words and shapes, no more: docs/decisions/0011-ages-and-the-check.md says what it cannot do.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from rooms.protocol import Age
from rooms.screening.disguises import TWO_VOWELS, plainer, with_single_vowels
from rooms.screening.folding import fold
from rooms.screening.lists import Hit, Table, table_of, words_of
from rooms.screening.private import private_in
from rooms.screening.verdicts import PASSED, Verdict, Why

__all__ = ["PASSED", "Verdict", "Why", "verdict"]

LONGEST_FOUND = 60


def verdict(text: str, age: Age, language: str) -> Verdict:
    """Whether ``text`` may be shown.

    Args:
        text: of any length; the cost grows in step with it.
        age: the room's band.
        language: of the story, by its tag; the lists of other languages apply too, but for words that are innocent in
            this one. In one without a list that is all there is.
    """
    table = table_of(age, language)
    folded = fold(text)
    words = words_of(folded)
    hit = table.find(folded, words) or next(filter(None, map(table.find, plainer(folded))), None)
    if hit is None and "*" in folded:
        hit = table.find_starred(folded)
    if hit is None and age != "adult":
        hit = _thorough(table, text, folded, words)
    return PASSED if hit is None else Verdict(False, hit.why, _as_written(text, hit.words))


def _thorough(table: Table, text: str, folded: str, words: AbstractSet[str]) -> Hit | None:
    """What is looked for where children read."""
    if table.meets({with_single_vowels(word) for word in words if TWO_VOWELS.search(word)}):
        hit = table.find(with_single_vowels(folded))
        if hit is not None:
            return hit
    private = private_in(text, folded, words)
    return Hit("private", private) if private else None


def _as_written(text: str, found: str) -> str:
    """The words as their writer knows them, where they can be found again; else as they were read."""
    if len(found) > LONGEST_FOUND:
        return found[:LONGEST_FOUND]
    words, wanted = text.split(), found.split()
    found = " ".join(wanted)
    for start in range(len(words)):
        piece = " ".join(words[start : start + len(wanted)])
        folded = fold(piece)
        if any(found in reading for reading in (folded, *plainer(folded))):
            return piece.strip(".,;:!?…«»\"“”'’()*_ ")[:LONGEST_FOUND]
    return found[:LONGEST_FOUND]
