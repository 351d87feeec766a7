"""Keeps a model from showing what it was told to keep to itself: the rules, the marks of its prompt, encoded text.

The rules hold no secret, they are in this repository; and nothing of another room is in a prompt at all. So this is
about a story that does not turn into a manual, and about noticing that a model obeys whoever writes.
"""

from __future__ import annotations

import codecs
import re
from functools import cache

GRAM = 12
"""Letters in a row that are looked up among the rules."""
SUSPECT = 18
"""So many letters in a row as in the rules, and what follows is held back; the language alone seldom makes as many."""
LEAK = 36
"""So many, and it is no chance; twice as many in suspect pieces neither."""
MARKS = re.compile(
    r"<\s*/?\s*(?:story|earlier|contribution|facts|note|wish|part|version|line|margin|role|aside|draft|voice)\b", re.I
)
BEGUN = re.compile(r"<\s*/?\s*\w{0,12}$")
CODE, CODE_BEGUN, SIGNS = 80, 50, 10
"""Letters of base64 or hex in a row, longer than any word; and how many different ones, for else it is a scream."""


class Leaked(Exception):
    """The text must not be shown. What was let through before is harmless."""


def letters_of(text: str) -> str:
    """Letters and digits alone: neither case nor spacing hides anything."""
    return "".join(c for c in text.casefold() if c.isalnum())


@cache
def _grams(rules: str) -> frozenset[str]:
    """Of the rules as they are, backwards, and in rot13: as people like to ask for them."""
    letters = letters_of(rules)
    forms = (letters, letters[::-1], codecs.encode(letters, "rot13"))
    return frozenset(form[at : at + GRAM] for form in forms for at in range(len(form) - GRAM + 1))


class Watch:
    """Watches one stream. What it holds back it gives with the next words, or at the end.

    Args:
        rules: the text that must not be shown (``Prompt.rules``).
        nonce: the mark that must not be shown (``Prompt.nonce``).
    """

    def __init__(self, rules: str, nonce: str) -> None:
        self._grams = _grams(rules)
        self._nonce = nonce
        self._held = ""
        self._tail = ""
        self._run = 0
        self._pieces = 0
        """Letters of all suspect runs that ended."""
        self._word = ""

    def let(self, text: str) -> str:
        """The words that may be shown now.

        Raises:
            Leaked: they and those that are held back give away what must not be shown.
        """
        self._held += text
        for letter in text:
            coded = letter.isascii() and (letter.isalnum() or letter in "+/")
            self._word = (self._word + letter)[-CODE:] if coded else ""
            if len(self._word) >= CODE and len(set(self._word)) >= SIGNS:
                raise Leaked
        for letter in letters_of(text):
            self._follow(letter)
        if MARKS.search(self._held) or (self._nonce and self._nonce in self._held):
            raise Leaked
        if self._run >= SUSPECT or self._may_begin():
            return ""
        free, self._held = self._held, ""
        return free

    def rest(self) -> str:
        """What was held back and turned out to be harmless."""
        free, self._held = self._held, ""
        return free

    def _follow(self, letter: str) -> None:
        self._tail = (self._tail + letter)[-GRAM:]
        if self._tail in self._grams:
            self._run = max(self._run + 1, GRAM)
        else:
            self._pieces += self._run if self._run >= SUSPECT else 0
            self._run = 0
        if self._run >= LEAK or self._pieces + self._run >= 2 * LEAK:
            raise Leaked

    def _may_begin(self) -> bool:
        nonce = any(self._held.endswith(self._nonce[:length]) for length in range(1, len(self._nonce)))
        code = len(self._word) >= CODE_BEGUN and len(set(self._word)) >= SIGNS
        return nonce or code or BEGUN.search(self._held) is not None


def leaked(text: str, rules: str, nonce: str) -> bool:
    """Whether a whole text gives away what must not be shown."""
    watch = Watch(rules, nonce)
    try:
        watch.let(text)
    except Leaked:
        return True
    return False
