"""Which line each sentence of a woven passage comes from.

Worked out from the words, not asked of the model: marks in the stream would have to be filtered, could be forged by
the lines themselves, and a model that forgets one loses the thread.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from engine.llm import Line
from rooms.protocol import Thread

SENTENCE = re.compile(r"[^.!?…\n]+(?:[.!?…]+[\s ]*[»”\"’')\]]*|\n|$)\s*")
WORD = re.compile(r"\w+")
SHARE = 0.5
"""Of a sentence's words that a line must have for the sentence to be its; a tie is the earlier line's."""


def threads(text: str, lines: Sequence[Line]) -> tuple[Thread, ...]:
    """The stretches of a text that come from a line; what is the weaver's own is in none.

    Args:
        text: the woven passage.
        lines: those it was made of.
    """
    words = [set(_words(line.text)) for line in lines]
    found: list[Thread] = []
    for start, end in _sentences(text):
        said = _words(text[start:end])
        shares = [sum(word in line for word in said) / len(said) for line in words] if said else []
        best = max(shares, default=0.0)
        if best < SHARE:
            continue
        source = lines[shares.index(best)].id
        if found and found[-1].passage == source and not text[found[-1].end : start].strip():
            found[-1] = found[-1].model_copy(update={"end": end})
        else:
            found.append(Thread(start=start, end=end, passage=source))
    return tuple(found)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each begins and ends, without the white space around it."""
    for match in SENTENCE.finditer(text):
        said = match[0]
        if said.strip():
            yield match.start() + len(said) - len(said.lstrip()), match.start() + len(said.rstrip())


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))
