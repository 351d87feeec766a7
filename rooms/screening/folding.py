"""One plain form of a text, in which letters that look alike are the same letter."""

from __future__ import annotations

import unicodedata

INVISIBLE = {"Mn", "Me", "Cf"}
"""Accents, what encloses, and what has no width (also soft hyphens and marks of direction)."""
ALIKE = {
    "а": "a", "в": "b", "с": "c", "е": "e", "һ": "h", "і": "i", "ј": "j", "к": "k", "м": "m", "н": "h", "о": "o",
    "р": "p", "ѕ": "s", "т": "t", "у": "y", "х": "x", "ԁ": "d", "ԛ": "q", "ԝ": "w", "г": "r", "п": "n", "и": "u",
    "α": "a", "β": "b", "ε": "e", "η": "n", "ι": "i", "κ": "k", "ν": "v", "ο": "o", "ρ": "p", "τ": "t", "υ": "u",
    "χ": "x", "ω": "w", "օ": "o", "ս": "u",
    "ɑ": "a", "ƈ": "c", "ԍ": "g", "ɡ": "g", "ƒ": "f", "ı": "i", "ɩ": "i", "ł": "l", "ø": "o", "đ": "d", "ħ": "h",
    "ᴀ": "a", "ʙ": "b", "ᴄ": "c", "ᴅ": "d", "ᴇ": "e", "ꜰ": "f", "ɢ": "g", "ʜ": "h", "ɪ": "i", "ᴊ": "j", "ᴋ": "k",
    "ʟ": "l", "ᴍ": "m", "ɴ": "n", "ᴏ": "o", "ᴘ": "p", "ʀ": "r", "ꜱ": "s", "ᴛ": "t", "ᴜ": "u", "ᴠ": "v", "ᴡ": "w",
    "ʏ": "y", "ᴢ": "z", "œ": "oe", "æ": "ae",
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'",
    "\u115f": "", "\u1160": "", "\u3164": "", "\uffa0": "",
}  # fmt: skip
"""Letters of other alphabets that pass for Latin ones, small capitals, apostrophes, and letters that show nothing."""
FLAG_A, SQUARE_A, DARK_SQUARE_A, DARK_ROUND_A = 0x1F1E6, 0x1F130, 0x1F170, 0x1F150
LETTERS = 26


class _Folding(dict[int, str]):
    """For ``str.translate``: each character is worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        plain = _plain(chr(code))
        self[code] = plain
        return plain


def _plain(char: str) -> str:
    for first in (FLAG_A, SQUARE_A, DARK_SQUARE_A, DARK_ROUND_A):
        if first <= ord(char) < first + LETTERS:
            return chr(ord("a") + ord(char) - first)
    taken_apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", char).casefold())
    kept = (c for c in taken_apart if unicodedata.category(c) not in INVISIBLE)
    return "".join(ALIKE.get(c, c) for c in kept)


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Lower case, without accents, one alphabet, nothing invisible, one kind of apostrophe."""
    return text.lower() if text.isascii() else text.translate(_FOLDING)
