"""What of a long story is told word for word, and what in summaries.

Everything here follows from the story alone, so that the same story is told in the same bytes. Old passages are sealed
many at once: each time, what follows them in a prompt moves, and nothing of it can be read from a provider's cache.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from engine.tags import clean_line
from rooms.protocol import Beat

BLOCK = 10
"""Passages in one sealed block."""
TOLD_CHARS = 96_000
"""Told word for word at most, some 27,000 tokens: more than fifty beats of a person's 100 words and 150 of ours lie
between two times of sealing. What is in a provider's cache costs a twentieth (docs/decisions/0012-one-beat.md)."""
LEFT = 0.2
"""Of that stays when it is sealed."""
MOST_BLOCKS = 40
"""Beyond them the older half goes at once, as far as its facts do not keep it (engine/world.py)."""
SUMMARY_WORDS = 40
EXTRACT_WORDS = 30
SENTENCE = re.compile(r"(?<=[.!?…。！？])[”»\"’]?\s+")


def sealed(lengths: Sequence[int], most: int = TOLD_CHARS) -> int:
    """How many of the first passages are no longer told word for word: always whole blocks.

    Args:
        lengths: of all passages of the branch in characters, in order.
        most: characters that are told word for word.
    """
    told = done = 0
    for count, length in enumerate(lengths, 1):
        told += length
        if told > most:
            while told > LEFT * most and count - done >= 2 * BLOCK:
                told -= sum(lengths[done : done + BLOCK])
                done += BLOCK
    return done


def forgotten(sealed_passages: int) -> int:
    """How many of the first sealed passages are not even summed up."""
    half = MOST_BLOCKS // 2
    over = sealed_passages // BLOCK - MOST_BLOCKS
    return max(0, -(-over // half)) * half * BLOCK


def summaries(story: Sequence[tuple[int, str]], beats: Mapping[int, Beat]) -> tuple[tuple[str, ...], ...]:
    """What was sealed, block by block: as a beat summed it up, with the people's passages that the beat took up; the
    others as they begin.

    Args:
        story: the ids of the sealed passages in whole blocks, and how each begins.
        beats: all of the branch, so that a block stays as it is when what follows it is sealed too.
    """
    summed = {number for beat in beats.values() for number in beat.used}
    blocks = []
    for at in range(0, len(story), BLOCK):
        gists = [
            beats[passage].summary if passage in beats else extract(begins)
            for passage, begins in story[at : at + BLOCK]
            if passage in beats or passage not in summed
        ]
        blocks.append(tuple(gists))
    return tuple(block for block in blocks if block)


def extract(text: str, words: int = EXTRACT_WORDS) -> str:
    """The beginning of a text that nobody has summed up: whole sentences where they fit, and a sign that it goes on."""
    line = clean_line(text, 2_000)
    taken: list[str] = []
    for sentence in SENTENCE.split(line):
        if len(" ".join([*taken, sentence]).split()) > words:
            break
        taken.append(sentence)
    begun = " ".join(taken) or " ".join(line.split()[:words])
    return begun[:300] + ("" if begun == line and len(begun) <= 300 else " …")
