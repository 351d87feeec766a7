"""What a text may have been meant to say: letters apart, digits for letters, letters said again and again.

Every expression here reads its text once, whatever is in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

SPELLED = re.compile(r"\b[a-z0-9](?:[^a-z0-9@$]{1,3}[a-z0-9@$]\b){2,}")
"""At least three letters, each by itself."""
MARK = re.compile(r"[0-9@$€£|+¡]|![a-z]")
MIXED = re.compile(r"[a-z0-9@$€£!|+¡]+")
MARKS_AS_I = str.maketrans("0134578@$€£!|+¡", "oieastbaseliiti")
MARKS_AS_L = MARKS_AS_I | str.maketrans("1|!", "lll")
DRAWN_OUT = re.compile(r"([a-z])\1{2,}")
TWO_VOWELS = re.compile(r"([aeiou])\1")
APART = re.compile(r"[\W_]+")


def plainer(text: str) -> Iterator[str]:
    """Other readings of a folded text; none for most."""
    told = {text}
    for together in _together(text):
        for letters in _lettered(together):
            for reading in _shorter(letters):
                if reading not in told:
                    told.add(reading)
                    yield reading


def _together(text: str) -> Iterator[str]:
    """Also without the first or the last of the letters, which may be words of their own ("I f u n")."""
    yield text
    apart = text.replace("_", " ")
    if SPELLED.search(apart):
        yield SPELLED.sub(lambda found: _edges(APART.sub("", found[0])), apart)


def _edges(run: str) -> str:
    return f" {run}     {run[1:]}     {run[:-1]}     {run[1:-1]} "


def _lettered(text: str) -> Iterator[str]:
    yield text
    if MARK.search(text):
        for marks in (MARKS_AS_I, MARKS_AS_L):
            yield MIXED.sub(lambda found, marks=marks: _letters(found[0], marks), text)  # type: ignore[misc]


def _letters(word: str, marks: dict[int, int]) -> str:
    """A word of letters and marks, all letters. Numbers are none, and marks that end a sentence stay."""
    bare = word.rstrip("!|+¡")
    return bare.translate(marks) + word[len(bare) :] if not bare.isalpha() and not bare.isdigit() else word


def _shorter(text: str) -> Iterator[str]:
    yield text
    if DRAWN_OUT.search(text):
        yield DRAWN_OUT.sub(r"\1\1", text)
        yield DRAWN_OUT.sub(r"\1", text)


def with_single_vowels(text: str) -> str:
    """ "Seex" as "sex"; by itself, because most texts have two vowels somewhere."""
    return TWO_VOWELS.sub(r"\1", DRAWN_OUT.sub(r"\1", text))
