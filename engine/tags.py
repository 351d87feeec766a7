"""People's text as a model sees it: data inside a tag, which no letter of it can close.

Spotlighting: marking what is not ours lowers how often a model obeys it, and is no boundary (decision 12). So the
marks are unforgeable, and the model has nothing to do harm with.
"""

from __future__ import annotations

import re
import unicodedata

MOST = 16_000
"""Characters of one text, the most that a frame carries (rooms/protocol.py)."""
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ud800-\udfff\ue000-\uf8ff\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff]+"
)
"""Controls, marks of direction, zero width, fillers, private letters, tags, and the variation selectors that can carry
a hidden text; those that choose how a sign is drawn (FE0E, FE0F) stay."""
PILES = re.compile(r"([\u0300-\u036f\u0483-\u0489\u20d0-\u20ff]{3})[\u0300-\u036f\u0483-\u0489\u20d0-\u20ff]+")
BREAKS = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
BLANKS = re.compile(r"\n[ \t]*\n\s*\n")
OPENERS = ("&", "&amp;"), ("<", "&lt;"), ("\uff1c", "&lt;"), ("\ufe64", "&lt;")
"""With the wide and the small form of <, which a model reads as the same."""


def clean(text: str, most: int = MOST) -> str:
    """A text without what cannot be seen: NFC, no control, format, bidi or zero-width characters, not too long."""
    text = BREAKS.sub("\n", unicodedata.normalize("NFC", text[: 2 * most]))
    seen = BLANKS.sub("\n\n", PILES.sub(r"\1", UNSEEN.sub("", text))).strip()
    return seen if len(seen) <= most else seen[: most - 1].rstrip() + "…"


def clean_line(text: str, most: int = 300) -> str:
    return " ".join(clean(text, most).split())


def escaped(text: str, most: int = MOST) -> str:
    """A text in which no tag can begin."""
    return _shut(clean(text, most))


def escaped_line(text: str, most: int = 300) -> str:
    return _shut(clean_line(text, most))


def _shut(text: str) -> str:
    for sign, instead in OPENERS:
        text = text.replace(sign, instead)
    return text


def tag(name: str, text: str, most: int = MOST, **attributes: str | int) -> str:
    """A text in its tag. Attributes are the house's own words and numbers."""
    given = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{given}>\n{escaped(text, most)}\n</{name}>"
