"""People's text as a model sees it: data inside a tag, which no letter of it can close.

Spotlighting: marking what is not ours lowers how often a model obeys it, and is no boundary (decision 10). So the
marks are unforgeable, and the model has nothing to do harm with.
"""

from __future__ import annotations

import re
import unicodedata

MOST = 16_000
"""Characters of one text, the most that a frame carries (rooms/protocol.py)."""
NAMELESS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5")
"""Letters and marks that show nothing: fillers of Hangul and Khmer, the blank of Braille, the joiner of graphemes."""
SELECTORS = re.compile("[\U000e0100-\U000e01ef\ufe00-\ufe0d]")
"""Variation selectors, which can carry a hidden text; those that choose how a sign is drawn (FE0E, FE0F) stay."""
PILES = re.compile(r"([\u0300-\u036f\u0483-\u0489\u20d0-\u20ff]{3})[\u0300-\u036f\u0483-\u0489\u20d0-\u20ff]+")
BREAKS = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
BLANKS = re.compile(r"\n[ \t]*\n\s*\n")
OPENERS = str.maketrans({"&": "&amp;", "<": "&lt;", "\uff1c": "&lt;", "\ufe64": "&lt;"})
"""With the wide and the small form of <, which a model reads as the same."""


def clean(text: str, most: int = MOST) -> str:
    """A text without what cannot be seen: NFC, no control, format, bidi or zero-width characters, not too long."""
    text = BREAKS.sub("\n", unicodedata.normalize("NFC", text[: 2 * most]))
    text = PILES.sub(r"\1", SELECTORS.sub("", text))
    seen = "".join(c for c in text if c in "\n\t" or (unicodedata.category(c)[0] != "C" and c not in NAMELESS))
    seen = BLANKS.sub("\n\n", seen).strip()
    return seen if len(seen) <= most else seen[: most - 1].rstrip() + "…"


def clean_line(text: str, most: int = 300) -> str:
    return " ".join(clean(text, most).split())


def escaped(text: str, most: int = MOST) -> str:
    """A text in which no tag can begin."""
    return clean(text, most).translate(OPENERS)


def escaped_line(text: str, most: int = 300) -> str:
    return clean_line(text, most).translate(OPENERS)


def tag(name: str, text: str, most: int = MOST, **attributes: str | int) -> str:
    """A text in its tag. Attributes are the house's own words and numbers."""
    given = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{given}>\n{escaped(text, most)}\n</{name}>"
