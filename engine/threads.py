"""Whose line each sentence of a woven passage comes from, found by its words: no model is asked, or believed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.llm import Line
from rooms.protocol import Thread

SENTENCE = re.compile(r"\S[^.!?…。！？\n]*(?:[.!?…。！？]+[”»\"’)]*|$|(?=\n))")
WORD = re.compile(r"[^\W_]+")
ENOUGH = 0.5
"""More than so much of a sentence's words must be of one line; else it is the co-author's own, joining others."""


def threads_of(text: str, lines: Sequence[Line]) -> tuple[Thread, ...]:
    """The stretches of a woven text that come from the lines, in order; neighbours from the same line are one.

    Args:
        text: the passage as it lands; offsets are characters of it.
        lines: those that were to be woven, with their ids.
    """
    words = [(line.id, _words(line.text)) for line in lines]
    found: list[Thread] = []
    for sentence in SENTENCE.finditer(text):
        line = _line_of(_words(sentence[0]), words)
        if line is None:
            continue
        start, end = sentence.span()
        if found and found[-1].passage == line and not text[found[-1].end : start].strip():
            start = found.pop().start
        found.append(Thread(start=start, end=end, passage=line))
    return tuple(found)


def _words(text: str) -> set[str]:
    return {word.casefold() for word in WORD.findall(text)}


def _line_of(sentence: set[str], lines: Sequence[tuple[int, set[str]]]) -> int | None:
    """The line that most of a sentence's words are from; of several the one that says little else."""
    scored = [(len(sentence & words), -len(words), line) for line, words in lines]
    shared, _, line = max(scored, default=(0, 0, 0))
    return line if shared > ENOUGH * len(sentence) else None
