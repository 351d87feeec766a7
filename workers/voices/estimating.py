"""When each word of a text is heard in a sound of which nobody told: by its length, held at the pauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from workers.voices.sound import speech
from workers.voices.speaking import Sound, Times
from workers.voices.timings import weight, words_of

STRONG, WEAK = set(".!?…。！？\n"), set(',;:–—«»”"、，；：')
SKIPPED = {"strong": 1.5, "weak": 0.3}
"""What it costs to believe that a reader did not pause there, beside what it costs that they read unevenly."""
SHORTEST = 9
"""Hundredths of a second; shorter silence is inside of words."""
LONG_PAUSE = 0.3
SPREAD = 0.35
"""How unevenly people speak: the variance of a stretch, for each of its seconds."""
REACH = 7
"""How many pauses, and how many places for one, may be passed over at once."""


@dataclass(frozen=True, slots=True)
class Place:
    """A pause in a sound, or a place for one in a text: how far one has come there, and what passing over it costs."""

    far: float
    skip: float
    index: int = 0
    """Of the word after it, or of the frame at which speech goes on."""


def estimated(text: str, sound: Sound) -> Times:
    """The words of a text in a sound (at ``sound.RATE``) that says it.

    What a pause is and where a text has one is matched so that the reader's pace in between is as even as can be
    (dynamic time warping over pauses); within, words take their weights' part.
    """
    words, talking = words_of(text), _closed(speech(sound))
    if not words or not talking.any():
        return ()
    sums = [0.0, *accumulate(weight(text[start:end]) for start, end in words)]
    talked = np.concatenate([[0.0], np.cumsum(talking) / 100])
    pauses = _pauses(talking, talked)
    places = [Place(0, 0), *_places(text, words, sums), Place(sums[-1], 0)]
    held = _matched(pauses, places)
    spoken = np.interp(sums, [places[place].far for _, place in held], [pauses[pause].far for pause, _ in held])
    begins = 10 * (np.searchsorted(talked, spoken[:-1] + 1e-6, side="right") - 1)
    ends = np.maximum(begins, 10 * np.searchsorted(talked, spoken[1:] - 1e-6, side="left"))
    ends[:-1] = np.minimum(ends[:-1], begins[1:])
    return tuple((*word, int(begin), int(end)) for word, begin, end in zip(words, begins, ends, strict=True))


def _closed(talking: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Without the short silences, which are inside of words."""
    closed = talking.copy()
    for begin, end in _runs(~talking):
        if end - begin < SHORTEST and begin > 0 and end < len(talking):
            closed[begin:end] = True
    return closed


def _runs(of: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], of.astype(np.int8), [0]])))
    return [(int(begin), int(end)) for begin, end in zip(edges[::2], edges[1::2], strict=True)]


def _pauses(talking: NDArray[np.bool_], talked: NDArray[np.float64]) -> list[Place]:
    """The beginning, where the sound pauses, and the end."""
    inner = [run for run in _runs(~talking) if 0 < talked[run[0]] < talked[-1]]
    found = [Place(float(talked[end]), min(2.0, (end - begin) / 100 / LONG_PAUSE), end) for begin, end in inner]
    return [Place(0, 0), *found, Place(float(talked[-1]), 0)]


def _places(text: str, words: Sequence[tuple[int, int]], sums: Sequence[float]) -> list[Place]:
    found = []
    for index in range(1, len(words)):
        between = set(text[words[index - 1][1] : words[index][0]])
        kind = "strong" if between & STRONG else "weak" if between & WEAK else ""
        if kind:
            found.append(Place(sums[index], SKIPPED[kind], index))
    return found


def _matched(pauses: Sequence[Place], places: Sequence[Place]) -> list[tuple[int, int]]:
    """Which pause is at which place: the cheapest way through both. At least the ends are."""
    tempo = pauses[-1].far / places[-1].far
    band = max(6.0, 0.08 * pauses[-1].far)
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    last = (len(pauses) - 1, len(places) - 1)
    for pause in range(1, len(pauses)):
        for place in range(1, len(places)):
            if abs(places[place].far * tempo - pauses[pause].far) > band or (pause == last[0]) != (place == last[1]):
                continue
            ways = [
                (cost + _cost(pauses[before[0] : pause + 1], places[before[1] : place + 1], tempo), before)
                for before in _before(pause, place)
                if (cost := best.get(before, (None, before))[0]) is not None
            ]
            if ways:
                best[pause, place] = min(ways)
    way, at = [last], last
    while at in best and at != (0, 0):
        at = best[at][1]
        way.append(at)
    return way[::-1] if at == (0, 0) else [(0, 0), last]


def _before(pause: int, place: int) -> list[tuple[int, int]]:
    return [
        (earlier, other)
        for earlier in range(max(0, pause - REACH), pause)
        for other in range(max(0, place - REACH), place)
    ]


def _cost(pauses: Sequence[Place], places: Sequence[Place], tempo: float) -> float:
    """Of reading from the first to the last of both without a pause that means anything."""
    wanted = (places[-1].far - places[0].far) * tempo
    off = pauses[-1].far - pauses[0].far - wanted
    skipped = sum(pause.skip for pause in pauses[1:-1]) + sum(place.skip for place in places[1:-1])
    return off * off / (SPREAD * (wanted + 0.2)) + skipped
