"""What a story tells of somebody where it first names them.

The beginning of a story stays, so what is read there holds in every later picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from engine.improv.names import looks_done, mentions
from engine.improv.tongue import Tongue, tongue
from workers.pictures.drawn.words import NUMBERS, forms, tables

FIRST = 3
"""Sentences with a name from which a look is read."""
MOST_SENTENCES = 40
"""With a name, from which 'she' or 'he' is read."""
SURE, HINT = 3.0, 1.5
"""What is enough to call somebody a woman or a man, and what a given name counts for."""
LONGEST = 600
"""Characters of a sentence that are read."""
PIECE = re.compile(r"['’]s\b|[^\W\d_]+(?:-[^\W\d_]+)*|\d+|[,:()—–]")
SAID = re.compile(r"“[^”\n]{0,900}”|«[^»\n]{0,900}»|\"[^\"\n]{0,900}\"")
SHORT = re.compile(r"\b(Mrs?|Ms|Dr|St|Mme|Mlle|M)\.")
ENDS = re.compile(r"[.!?…;\n]+")
BREAKS = frozenset(",:()—–")


@dataclass(frozen=True, slots=True)
class Told:
    """``being``: what somebody is. ``having``: what they have and wear. ``sex``: woman, man, or empty: not told."""

    sex: str = ""
    being: str = ""
    having: str = ""


@lru_cache(maxsize=4)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a story, without what is said aloud in it: a voice may speak of anybody."""
    plain = SAID.sub(lambda said: ". " if _closes(said, text) else " , ", text)
    parts = (part.strip(" ,—–-")[:LONGEST] for part in ENDS.split(SHORT.sub(r"\1", plain)))
    return tuple(part for part in parts if part)


def _closes(said: re.Match[str], text: str) -> bool:
    """Whether a sentence ends with what is said: 'Come here.' And she came."""
    after = text[said.end() : said.end() + 2].strip()
    return said.group()[-2:-1] in (".", "!", "?", "…") and not after[:1].islower()


def told_of(text: str, name: str, language: str) -> Told:
    """Read what a text tells of somebody.

    Args:
        text: a story from its beginning, or a passage.
        language: of the text; one that the house does not speak is read as English.
    """
    whole = name.split()
    key = (whole[-1] if len(whole) > 1 and _titled(whole[0], language) else whole[0]).casefold() if whole else ""
    parts = sentences(text)
    at = [i for i, part in enumerate(parts) if key and key in part.casefold()][:MOST_SENTENCES]
    read = _Reading(key, _Grammar(language))
    score = 0.0
    before = [word.casefold() for word in whole if word.casefold() != key and _titled(word, language)]
    being, having = [" ".join(before)] if before else [], list[str]()
    seen = 0
    for i in at:
        told = read.sentence(parts[i], parts[i + 1 : i + 3])
        if told is None:
            continue
        seen += 1
        if abs(score) < SURE:
            score += told.score
        if seen <= FIRST:
            being += told.being
            having += told.having
    if abs(score) < SURE:
        score += HINT * read.grammar.sexed(key, "name")
    what = " . ".join(dict.fromkeys(being))
    worn = " . ".join(part for part in having if read.grammar.theirs(part, score))
    return Told("woman" if score > 0 else "man" if score < 0 else "", what, worn)


def _titled(word: str, language: str) -> bool:
    grammar = _Grammar(language)
    return any(grammar.is_a(word.casefold(), kind) for kind in ("role", "age", "gender", "body"))


@dataclass(slots=True)
class _Heard:
    """Of one sentence. ``score``: above nothing for a woman, below for a man."""

    score: float
    being: list[str]
    having: list[str]


class _Grammar:
    """What the words of a language are for."""

    def __init__(self, language: str) -> None:
        self.own: Tongue = tongue("fr" if language.startswith("fr") else "en")
        self.tables = tables(language)

    def is_a(self, word: str, kind: str, name: str = "") -> bool:
        table = self.tables[kind]
        wanted = frozenset[str]().union(*(words for key, words in table.items() if not name or key == name))
        return any(form in wanted for form in forms(word))

    def link(self, word: str, *names: str) -> bool:
        return any(word in self.tables["link"][name] for name in names)

    def sexed(self, word: str, kind: str) -> int:
        """1 of a woman, -1 of a man, 0 of neither or both."""
        table = self.tables[kind]
        return (word in table["woman"]) - (word in table["man"])

    def describes(self, word: str) -> bool:
        return any(self.is_a(word, kind) for kind in ("age", "hair", "colour", "cut", "role", "gender")) or (
            self.is_a(word, "body", "tall") or self.is_a(word, "body", "short")
        )

    def adjective(self, word: str) -> bool:
        return self.describes(word) or self.thing(word) or word in self.own.sets["adjectives"]

    def thing(self, word: str) -> bool:
        """Whether somebody may have or wear it, and a picture shows it."""
        if any(self.is_a(word, "body", name) for name in ("beard", "hair", "glasses", "scarf")):
            return True
        return (self.is_a(word, "garment") or self.is_a(word, "hat")) and not self.is_a(word, "role")

    def theirs(self, words: str, score: float) -> bool:
        """Whether 'her' or 'his' can be said of somebody of this sex."""
        said = sum(self.sexed(word, "pronoun") for word in words.split())
        return said * score >= 0

    def years(self, word: str) -> bool:
        return word.isdigit() or word in NUMBERS

    def breaks(self, word: str) -> bool:
        """Whether what describes somebody cannot go on over it, backwards."""
        if word in BREAKS or word in ("'s", "’s"):
            return True
        if self.describes(word) or self.link(word, "the", "own"):
            return False
        return word in self.own.sets["small"] or looks_done(word, self.own) or self.link(word, "and", "at")


class _Reading:
    """Reads sentences for one name."""

    def __init__(self, key: str, grammar: _Grammar) -> None:
        self.key = key
        self.grammar = grammar

    def sentence(self, text: str, following: Sequence[str]) -> _Heard | None:
        """None: the name is not in it."""
        words = [found.group().casefold() for found in PIECE.finditer(text)]
        if self.key not in words:
            return None
        at = words.index(self.key)
        named = {w.casefold() for m in mentions(text, self.grammar.own) for w in m.name.split()} - {self.key}
        others = [i for i, word in enumerate(words) if word in named and not self.grammar.describes(word)
                  and not self.grammar.is_a(word, "role") and i not in (at - 1, at + 1)]  # fmt: skip
        after = self._until_other(words, at, min((i for i in others if i > at), default=len(words)))
        told, rest = self._being(after)
        being = list(filter(None, (" ".join(self._before(words, at)), *told)))
        second = any(i < at for i in others)
        score = SURE * self._nouns(being) + self._pronouns(after, second, " ".join(being).split())
        heard = _Heard(score, being, list(self._having(rest)))
        if not others or (others[0] > at and not any(self.grammar.link(w, "and") for w in words[at : others[0]])):
            self._following(heard, following, 2.0 if not others else 1.0)
        return heard

    def _until_other(self, words: list[str], at: int, end: int) -> list[str]:
        """What follows the name and is not yet about the next."""
        after = words[at + 1 : end]
        if end == len(words):
            return after
        while after and not self.grammar.link(after[-1], "and", "at") and after[-1] not in BREAKS:
            if not (self.grammar.describes(after[-1]) or self.grammar.link(after[-1], "the", "own")):
                return after
            after.pop()
        return after[:-1]

    def _before(self, words: list[str], at: int) -> list[str]:
        """'Old Tomas', 'the girl Ana', 'the harbour master, Mira,', 'a girl called Ana'."""
        g, end, most = self.grammar, at, 4
        if end and g.link(words[end - 1], "call"):
            end, most = end - 1, 6
        elif at + 1 < len(words) and end and words[end - 1] == words[at + 1] == ",":
            return self._called_before(words[: end - 1])
        start = end
        while start and end - start < most and not g.breaks(words[start - 1]):
            start -= 1
        return words[start:end]

    def _called_before(self, words: list[str]) -> list[str]:
        """'The keeper of the light, Mira,' is the keeper."""
        start = max((i + 1 for i, word in enumerate(words) if word in BREAKS), default=0)
        end = start
        while end < len(words) and not self.grammar.breaks(words[end]):
            end += 1
        return words[start:end] if len(words) - start < 8 else []

    def _being(self, after: list[str]) -> tuple[list[str], list[str]]:
        """', a tall woman with', 'was an old man', ', who was ten years old,'; and what follows on it."""
        g = self.grammar
        be = next((i for i, word in enumerate(after[:4]) if self._is(after, i)), None)
        starts = [1] if after[:1] == [","] else []
        starts += [be + 1] if be is not None and not any(g.link(word, "the") for word in after[:be]) else []
        found, rest = list[str](), after
        for start in starts:
            phrase = self._phrase(after, start)
            if phrase and not g.thing("".join(phrase[1:2])):
                found.append(" ".join(phrase))
                rest = after[start + len(phrase) :]
        return found, rest

    def _is(self, words: list[str], at: int) -> bool:
        """'Was', and 'avait dix ans'."""
        then = "".join(words[at + 1 : at + 2])
        return self.grammar.link(words[at], "be") or (self.grammar.link(words[at], "has") and self.grammar.years(then))

    def _phrase(self, words: list[str], start: int) -> list[str]:
        """What somebody is, up to its noun and what describes that, with its years."""
        g, named = self.grammar, False
        for at, word in enumerate(words[start : start + 10], start):
            of_years = word in ("de", "of") and g.years("".join(words[at + 1 : at + 2]))
            of_years = of_years or (g.years(words[at - 1]) and word in ("years", "ans"))
            told = g.describes(word) or g.years(word) or of_years
            joins = at > start and not named and not g.link(word, "at", "who")
            if word in BREAKS or not (told or joins or (at == start and g.link(word, "the", "own", "very"))):
                return words[start:at]
            named = named or g.is_a(word, "role") or g.is_a(word, "beast")
        return words[start : start + 10]

    def _having(self, after: list[str]) -> Iterator[str]:
        """'with his white beard', 'wore a green coat', 'aux cheveux roux': a thing, and who has it is said before."""
        g = self.grammar
        last = 0
        for i, word in enumerate(after):
            if not g.thing(word):
                continue
            start = i
            while start > last and i - start < 3 and g.adjective(after[start - 1]):
                start -= 1
            lead = start
            while lead > last and g.link(after[lead - 1], "the"):
                lead -= 1
            linked = self._linked(after, lead, last)
            if not linked or any(g.link(w, "no") for w in after[max(0, i - 4) : i]):
                continue
            end = i + 1
            while end < len(after) and end - i < 5 and (
                g.describes(after[end]) or g.link(after[end], "and", "be", "very")
            ):  # fmt: skip
                end += 1
            end = min(end, next((j for j in range(i + 1, end) if g.thing(after[j])), end))
            yield " ".join([*after[max(lead - 1, 0) : start], *after[start:end]])
            last = i + 1

    def _linked(self, after: list[str], lead: int, last: int) -> bool:
        g = self.grammar
        if lead == 0:
            return True
        before = after[lead - 1]
        between = after[last : lead - 1]
        if last == 0 and any(g.is_a(word, "role") for word in between):
            return False
        if g.link(before, "has", "own") or before in ("'s", "’s", ","):
            return True
        if last and (g.link(before, "and", "at") and all(map(g.adjective, between))):
            return True
        far = [w for w in between if g.link(w, "the")]
        return g.link(before, "at") and not far

    def _nouns(self, being: Sequence[str]) -> int:
        """'The woman', 'his aunt', 'la vieille'."""
        g = self.grammar
        for phrase in being:
            for word in phrase.split():
                for role, sex in (("woman", 1), ("girl", 1), ("man", -1), ("boy", -1)):
                    if g.is_a(word, "role", role):
                        return sex
        said = [g.sexed(word, "gender") for phrase in being for word in phrase.split()]
        return 1 if 1 in said else -1 if -1 in said else 0

    def _pronouns(self, after: list[str], second: bool, known: Sequence[str]) -> float:
        """By the first 'she' or 'his' of what follows: where others were named before, only by 'with his'."""
        g = self.grammar
        if second:
            after = after[:2] if after and g.link(after[0], "at") else []
        for word, then in pairwise([*after, ","]):
            if g.is_a(word, "role") and word not in known:
                return 0.0
            sex = g.sexed(word, "pronoun")
            if not sex or word == "him" or (word == "her" and (then in BREAKS or then in g.own.sets["small"])):
                continue
            return 0.0 if g.link(then, "impersonal") else 2.0 * sex
        return 0.0

    def _following(self, heard: _Heard, following: Sequence[str], weight: float) -> None:
        """Sentences that go on with 'She', 'Her hair' or 'Elle'."""
        g = self.grammar
        for text in following:
            words = [found.group().casefold() for found in PIECE.finditer(text)]
            if self.key in words:
                return
            first = next((i for i, word in enumerate(words[:3]) if self._goes_on(word)), -1)
            if first < 0 or g.link(words[first + 1] if first + 1 < len(words) else "", "impersonal"):
                return
            if words[first] not in ("him",):
                heard.score += weight * g.sexed(words[first], "pronoun")
                weight /= 2
            if any(True for _ in mentions(" ".join(text.split()[1:]), g.own)):
                return
            owned = g.link(words[first], "own")
            being, rest = ([], words[first:]) if owned else self._being(words[first + 1 :])
            heard.being += being
            heard.having += self._having(rest)

    def _goes_on(self, word: str) -> bool:
        return self.grammar.sexed(word, "pronoun") != 0 or self.grammar.link(word, "own", "it")
