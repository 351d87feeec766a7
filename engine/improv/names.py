"""Finds the names that a text uses: capitals that no grammar asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.improv.tongue import Tongue

WORD = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*")
STARTS = re.compile(r"[.!?…\n“”\"«»:—–(]")
ELIDED = re.compile(r"^(?:[dljnsmtcDLJNSMTC]|qu|Qu|jusqu|lorsqu|puisqu)[’'](?=\w)")
OWNED = re.compile(r"[’'](?:s|S|ll|d|re|ve|m)?$")
LONGEST = 30


@dataclass(slots=True)
class Word:
    text: str
    at: int
    gap: str
    """What stands between it and the word before."""
    owns: bool = False
    elided: str = ""

    @property
    def plain(self) -> str:
        return self.text.casefold()


@dataclass(slots=True)
class Mention:
    name: str
    at: int
    sure: bool
    """Not at the start of a sentence, where everything has a capital."""
    person: int = 0
    place: int = 0
    article: str = ""


def words_of(text: str, tongue: Tongue) -> list[Word]:
    words: list[Word] = []
    end = 0
    for match in WORD.finditer(text):
        raw, gap = match.group(), text[end : match.start()]
        end = match.end()
        word = Word(raw, match.start(), gap)
        if tongue.language == "fr":
            _cut_elision(word)
        elif owner := OWNED.search(raw):
            word.text, word.owns = raw[: owner.start()], True
        words.append(word)
    return words


def _cut_elision(word: Word) -> None:
    found = ELIDED.match(word.text)
    if found is None:
        return
    rest = word.text[found.end() :]
    if found.group()[0] in "DN" and rest[0].isupper():  # D'Artagnan, N'Golo
        return
    word.text, word.elided = rest, found.group()[:-1].casefold()


def _starts(word: Word, before: Word | None, tongue: Tongue) -> bool:
    if before is None:
        return True
    return bool(STARTS.search(word.gap)) and not (before.plain in tongue.sets["titles"] and word.gap.strip() == ".")


def _capital(word: Word) -> bool:
    text = word.text
    return text[0].isupper() and 2 <= len(text) <= LONGEST and (not text.isupper() or len(text) <= 6)


def mentions(text: str, tongue: Tongue) -> Iterator[Mention]:
    """Every place where a name may stand; ``sure`` ones are names by themselves."""
    words = words_of(text, tongue)
    shouted = sum(c.isupper() for c in text) * 2 > sum(c.isalpha() for c in text)
    if shouted:
        return
    i = 0
    while i < len(words):
        if not words[i].text[0].isupper():
            i += 1
            continue
        end = _run(words, i, tongue)
        if end == i:
            i += 1
            continue
        yield _mention(words, i, end, tongue)
        i = end


def _run(words: list[Word], i: int, tongue: Tongue) -> int:
    """The end of the run of up to three capitals that begins here; ``i`` itself where none does."""
    end = i
    while end < len(words) and end - i < 3 and _capital(words[end]):
        word, first = words[end], end == i
        before = words[end - 1] if end else None
        start = word.elided == "" and _starts(word, before, tongue)
        if not first and (start or word.gap != " "):
            break
        if word.plain in tongue.sets["small"] or (start and not _may_name(word, tongue)):
            break
        end += 1
        if word.owns:
            break
    return end


def _may_name(word: Word, tongue: Tongue) -> bool:
    if word.plain in tongue.nouns:
        return False
    adverb = word.plain.endswith("ly" if tongue.language == "en" else "ment")
    return word.plain not in tongue.common and not adverb


def _mention(words: list[Word], i: int, end: int, tongue: Tongue) -> Mention:
    before = words[i - 1] if i else None
    sure = words[i].elided != "" or not _starts(words[i], before, tongue)
    found = Mention(" ".join(w.text for w in words[i:end]), words[i].at, sure or end - i > 1)
    last = (words[end].elided or words[end].plain) if end < len(words) else ""
    prior = before.plain if before and words[i].gap in (" ", "") else ""
    found.place = 2 * (prior in tongue.sets["inside"]) + (prior in tongue.sets["toward"])
    if tongue.is_a("place", prior):
        found.place += 3
    if end - i > 1 and tongue.is_a("place", words[end - 1].plain):  # Anchor Street
        found.place += 4
    if prior in tongue.sets["of"] and i > 1 and words[i - 2].plain in tongue.sets["realms"]:
        found.place += 3
    if last and words[end].gap == ", " and words[end].text[0].isupper():  # Anna, Ben and Carl
        found.person += 2
    if last and words[end].gap == " " and not found.place:
        found.person += 2 * (looks_done(last, tongue) or last in tongue.sets["acts"])
    found.person += 2 * (prior in tongue.sets["speech"] or tongue.is_a("person", prior))
    found.person += words[end - 1].owns
    found.article = prior if prior in tongue.sets["the"] else words[i].elided if words[i].elided == "l" else ""
    return found


def looks_done(word: str, tongue: Tongue) -> bool:
    """Whether a word looks like what a subject does."""
    if word in tongue.sets["verbs"] or word in tongue.sets["speech"]:
        return True
    if word in tongue.nouns or word in tongue.sets["small"]:
        return False
    return word.endswith(("ed", "es")) if tongue.language == "en" else word.endswith(("ait", "it", "a", "ut", "int"))
