"""When each word is heard, by what an engine told. Where none told anything: ``estimating``.

A word is what stands between spaces, without the marks around it; where a script has no spaces, each of its characters.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

import numpy as np

from workers.voices.speaking import Times

WORD_MARK, END_MARK = 1, 5
"""What ``quick_child`` marks: a word begins; a clause ends."""
SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Thai, Lao, Burmese, Khmer, kana and Han."""
JOINS = "'’-‐‑.,:·"
"""Inside of a word, between letters or digits."""
VOWELS = re.compile(r"[aeiouyæœøаеёиоуыэюяіїєαεηιουω]+")


def words_of(text: str) -> list[tuple[int, int]]:
    """Where its words begin and end."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        end = _end_of_word(text, at)
        if end > at:
            found.append((at, end))
        at = max(end, at + 1)
    return found


def _is_letter(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNM"


def _end_of_word(text: str, at: int) -> int:
    end, alone = at, bool(SPACELESS.match(text, at))
    while end < len(text):
        char = text[end]
        marks = unicodedata.category(char)[0] == "M"
        if _is_letter(char):
            if end > at and not marks and (alone or SPACELESS.match(char)):
                break
        elif not (char in JOINS and at < end < len(text) - 1 and _is_letter(text[end + 1])) or alone:
            break
        end += 1
    return end


def weight(word: str) -> float:
    """How long a word takes, one more than another: fitted to the quick voice's English and French."""
    plain = "".join(char for char in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(char)[0] != "M")
    if SPACELESS.match(word):
        return 2.4
    digits = sum(map(str.isdigit, plain))
    syllables = len(VOWELS.findall(plain)) or max(1, round(0.45 * (len(plain) - digits)))
    return 0.15 + 0.15 * syllables + 0.45 * (len(plain) - digits) + 3.0 * digits


def from_marks(text: str, marks: Iterable[tuple[int, int, int]], length: int) -> Times:
    """The words of a text by an engine's marks: (kind, character, millisecond).

    Args:
        length: milliseconds of the sound.
    """
    words = words_of(text)
    first: dict[int, int] = {}
    marks = sorted(marks, key=lambda mark: mark[2])
    ends = [ms for kind, _, ms in marks if kind == END_MARK]
    starts = [start for start, _ in words]
    for kind, at, ms in marks:
        index = bisect_right(starts, at) - 1
        if kind == WORD_MARK and index >= 0 and at < words[index][1]:
            first.setdefault(index, ms)
    anchors: list[tuple[int, int]] = []
    for index, ms in sorted(first.items()):
        if not anchors or ms > anchors[-1][1]:
            anchors.append((index, ms))
    begins = _between(words, text, anchors, length)
    bounds = [*begins, length]
    return tuple(
        (*word, begins[index], _until(begins[index], bounds[index + 1], ends)) for index, word in enumerate(words)
    )


def _until(begin: int, following: int, ends: Sequence[int]) -> int:
    """A word lasts to the next one, or to the end of its clause where that is before it."""
    at = bisect_right(ends, begin)
    return min(following, ends[at]) if at < len(ends) else following


def _between(words: Sequence[tuple[int, int]], text: str, anchors: list[tuple[int, int]], length: int) -> list[int]:
    """A beginning for every word, from those of some."""
    sums = [0.0, *accumulate(weight(text[start:end]) for start, end in words)]
    known = [*([] if anchors and anchors[0][0] == 0 else [(0, 0)]), *anchors, (len(words), length)]
    at = [sums[index] for index, _ in known]
    return [round(float(np.interp(total, at, [ms for _, ms in known]))) for total in sums[:-1]]


def from_characters(text: str, begins: Sequence[float], ends: Sequence[float]) -> Times:
    """The words of a text by when each of its characters is heard, in seconds."""
    last = 0
    found = []
    for start, end in words_of(text):
        begin = max(last, round(1000 * begins[start]))
        last = max(begin, round(1000 * ends[end - 1]))
        found.append((start, end, begin, last))
    return tuple(found)
