"""Where in a passage somebody speaks: between quotation marks, or after a dash at the beginning of a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workers.voices.phrases import Phrases

CLOSING = {"“": "”", "«": "»", "„": "“”", "「": "」", "『": "』", '"': '"'}
SINGLE = {"‘": "’", "'": "'"}
DASH = re.compile(r"[ \t\u00a0\u202f]*[—–-][ \t\u00a0\u202f]+")
FINISHED = re.compile(r"[.,!?…—–;:。！？-]\s*$")
NEAR = 80
LONGEST = 2000
"""Between single marks, which are apostrophes too."""
SPACES = " \t\u00a0\u202f"
OF_THE_TALE = re.compile(r"\s*(?:ils?|elles?|on|puis|alors|ses?|son|sa|l[ea]s?)\b", re.IGNORECASE)
OF_SOMEBODY = re.compile(
    r"\b(?:je|j[’']\w+|tu|t[’']\w+|nous|vous|moi|toi|mon|ma|mes|ton|ta|tes|notre|votre|nos|vos)\b|[!?]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end``, marks included. Those of one ``whole`` are one speech, with a tag inside."""

    start: int
    end: int
    whole: int


def spans(text: str, phrases: Phrases | None, names: re.Pattern[str] | None) -> list[Span]:
    """Everything that is said aloud, in order; each within a line."""
    found: list[Span] = []
    for line in re.finditer(r"[^\n]+", text):
        dash = DASH.match(line[0])
        inside = [(line.start() + dash.end(), line.end())] if dash else _quoted(text, line.start(), line.end())
        for start, end in inside:
            if dash or _is_speech(text, line.start(), start, end, phrases):
                whole = len(found)
                found += [Span(a, b, whole) for a, b in _said(text, start, end, phrases, names, bool(dash))]
    return found


def _quoted(text: str, at: int, end: int) -> Iterator[tuple[int, int]]:
    while at < end:
        close = _closed(text, at, end)
        if close > at:
            yield at, close
        at = max(close, at + 1)


def _closed(text: str, at: int, end: int) -> int:
    """Behind the mark that closes the one here; ``at`` where none opens."""
    mark = text[at]
    if mark in CLOSING:
        ends = [place for one in CLOSING[mark] if (place := text.find(one, at + 1, end)) > 0]
        if ends:
            return min(ends) + 1
        return end if mark != '"' or not text[:at].rpartition("\n")[2].strip() else at
    if mark in SINGLE and (at == 0 or not text[at - 1].isalnum()) and text[at + 1 : at + 2].isalpha():
        found = re.compile(rf"(?<=[.,!?…—–-]){SINGLE[mark]}(?![^\W\d_])").search(text, at + 2, min(end, at + LONGEST))
        return found.end() if found else at
    return at


def _is_speech(text: str, line: int, start: int, end: int, phrases: Phrases | None) -> bool:
    """And no title, and no word that somebody doubts."""
    before, inner = text[line:start].strip(), text[start:end].strip("“”«»„\"‘’'「」『』" + SPACES)
    if not before or before[-1] in ",:" or FINISHED.search(inner):
        return bool(inner)
    return phrases is not None and bool(re.match(phrases.after.replace("SUBJECT", r"\w"), text[end : end + NEAR]))


def _said(
    text: str, start: int, end: int, phrases: Phrases | None, names: re.Pattern[str] | None, dash: bool
) -> Iterator[tuple[int, int]]:
    """A speech without what the narrator says in its middle."""
    at = start
    while phrases and phrases.incise and (tag := phrases.incise.search(text, at, end)):
        yield at, tag.start()
        over = re.compile(r"[,.;:!?…»”]").search(text, tag.end(), end)
        if over is None:
            return
        at = over.end()
        while at < end and text[at] in SPACES:
            at += 1
        if over[0] in "»”" or (dash and over[0] != "," and _goes_on(text[at:end], names)):
            return
    if text[at:end].strip("»” \u00a0\u202f"):
        yield at, end


def _goes_on(rest: str, names: re.Pattern[str] | None) -> bool:
    """Whether after a tag the tale goes on, and not the speech."""
    sentence = re.split(r"(?<=[.!?…])\s", rest, maxsplit=1)[0]
    told = OF_THE_TALE.match(sentence) or (names is not None and names.match(sentence))
    return bool(told) and not OF_SOMEBODY.search(sentence)
