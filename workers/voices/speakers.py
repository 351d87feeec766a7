"""Who says what in a passage. What nobody is known to say is the narrator's.

Read as people read: the words beside a speech that name who spoke ("said Mira"); a pronoun there is whoever fits and
was named last; else whoever does something in the same line; else those of an exchange take turns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rooms.protocol import own_language
from workers.voices.casting import Person
from workers.voices.phrases import ENGLISH, PHRASES, Phrases
from workers.voices.quotes import Span, spans

NOBODY = ""
"""Somebody who has no name here: the narrator speaks for them."""
SENTENCE = re.compile(r"[^.!?…]+[.!?…]*[”’\"»]*\s*")
LEADS = re.compile(r"[,:]\s*$")
INTERRUPTED = re.compile(r"[^.!?…:\n]*,\s*")
PRONOUNS = {"he": "he", "she": "she", "il": "he", "elle": "she"}
OWNS = {"his": "he", "her": "she", "son": "", "sa": "", "ses": ""}
"""Whose hands shake beside a speech."""
SUBJECT_WITHIN = 4
"""Words: "then Jonas", "when the old keeper"."""
FEWEST_LETTERS = 3
NEAR = 300
"""Characters before a speech in which it is said whose it is."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters ``start`` to ``end`` of a passage, and whose words they are; None: the narrator's."""

    start: int
    end: int
    speaker: str | None = None


def segments(text: str, language: str, people: Sequence[Person] = (), before: str = "") -> tuple[Segment, ...]:
    """A passage in pieces that cover each of its characters once.

    Args:
        before: the passage before it, where people are named and an exchange begins.
    """
    reading = Reading(f"{before}\n\n{text}" if before else text, language, people)
    skip = len(before) + 2 if before else 0
    found: list[Segment] = []
    for start, end, speaker in reading.pieces():
        begin = max(start, skip)
        if end <= begin:
            continue
        if found and found[-1].speaker == speaker:
            begin = found.pop().start + skip
        found.append(Segment(begin - skip, end - skip, speaker))
    return tuple(found)


def names_of(people: Sequence[Person], phrases: Phrases) -> dict[str, str]:
    """Everything that somebody is called, in lower case, by nobody else: whole names, parts of them, "the keeper"."""
    called: dict[str, set[str]] = {}
    for person in people:
        whole = re.sub(rf"^{phrases.articles}", "", person.name.casefold())
        parts = [word for word in re.findall(r"[\w’'-]+", whole) if len(word) >= FEWEST_LETTERS]
        is_what = re.match(rf"{phrases.articles}((?:\w+ )?\w+)", person.what.casefold())
        what = [is_what[1], is_what[1].split()[-1], is_what[1].split()[0]] if is_what else []
        for name in {person.name.casefold(), whole, *parts}:
            called.setdefault(name, set()).add(person.name)
        for name in what:
            called.setdefault(f"\0{name}", set()).add(person.name)
    return {name: next(iter(those)) for name, those in called.items() if len(those) == 1}


@dataclass
class Reading:
    """A passage as it is read."""

    text: str
    language: str
    people: Sequence[Person]
    speakers: dict[int, str] = field(default_factory=dict)
    """By the index of a span."""

    def __post_init__(self) -> None:
        known = own_language(self.language)
        self.phrases = PHRASES.get(known)
        how = self.phrases or ENGLISH
        self.names = names_of(self.people, how)
        self.pattern = _pattern(self.names, how)
        self.after = _with_subject(how.after, self.pattern, how)
        self.before = _with_subject(how.before, self.pattern, how, first=True)
        self.spans = spans(self.text, self.phrases, self.pattern)
        self.mentions = [(at, who) for at, who in self._named(0, len(self.text)) if not self._is_said(at)]
        self.sexes = self._sexes(how)
        if self.phrases:
            self._attribute()
            self._take_turns()
            self._follow_the_tale()
        else:
            self._name_beside()

    def pieces(self) -> Iterator[tuple[int, int, str | None]]:
        at = 0
        for index, span in enumerate(self.spans):
            yield at, span.start, None
            yield span.start, span.end, self.speakers.get(index) or None
            at = span.end
        yield at, len(self.text), None

    def _named(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        if self.pattern:
            for found in self.pattern.finditer(self.text, start, end):
                if who := self._person(found[0]):
                    yield found.start(), who

    def _person(self, words: str) -> str | None:
        """By a name, or by an article and what somebody is."""
        plain = words.casefold()
        bare = re.sub(rf"^{(self.phrases or ENGLISH).articles}", "", plain)
        if plain in self.names and (words[:1].isupper() or self.names[plain].casefold() == plain):
            return self.names[plain]
        return self.names.get(bare) or self.names.get(f"\0{bare}") if bare != plain else None

    def _is_said(self, at: int) -> bool:
        return any(span.start <= at < span.end for span in self.spans)

    def _sexes(self, how: Phrases) -> Mapping[str, str]:
        """Who is a woman and who a man, by what is known of them and by the pronouns of sentences about them alone."""
        found = {}
        for person in self.people:
            told = f"{person.name} {person.what} "
            for sentence in SENTENCE.finditer(self.text):
                those = {who for _, who in self._named(*sentence.span())}
                told += sentence[0] if those == {person.name} else ""
            she, he = len(how.she.findall(told)), len(how.he.findall(told))
            found[person.name] = "she" if she > he else "he" if he > she else ""
        return found

    def _attribute(self) -> None:
        for index, span in enumerate(self.spans):
            earlier = self.spans[index - 1] if index else None
            lead = self._lead(index)
            if earlier and (earlier.whole == span.whole or INTERRUPTED.fullmatch(self.text, earlier.end, span.start)):
                self._agree(index)
                continue
            ways = [self._tagged_after, self._tagged_before]
            if LEADS.search(self.text, *lead):
                ways.reverse()
            who = next((found for way in ways if (found := way(index)) is not None), None)
            if who is None and earlier and "\n" not in self.text[earlier.end : span.start]:
                who = self._acts(self._rest_of(earlier, span), last=True)
                who = self.speakers.get(index - 1) if who is None else who
            elif who is None:
                who = self._acts((self._line(span)[0], span.start), last=True)
            if who is None:
                who = self._acts((span.end, self._until(index)), last=False)
            if who is not None:
                self.speakers[index] = who

    def _agree(self, index: int) -> None:
        """The parts of one speech are one person's."""
        if index - 1 in self.speakers:
            self.speakers[index] = self.speakers[index - 1]

    def _line(self, span: Span) -> tuple[int, int]:
        end = self.text.find("\n", span.end)
        return self.text.rfind("\n", 0, span.start) + 1, len(self.text) if end < 0 else end

    def _lead(self, index: int) -> tuple[int, int]:
        """What is told in the line right before a speech."""
        span = self.spans[index]
        earlier = self.spans[index - 1].end if index else 0
        return max(self._line(span)[0], earlier, span.start - NEAR), span.start

    def _until(self, index: int) -> int:
        """Where the narrator's words after a speech end: with the line, or where somebody speaks again."""
        end = self._line(self.spans[index])[1]
        return min([end, *(span.start for span in self.spans[index + 1 : index + 2])])

    def _rest_of(self, earlier: Span, span: Span) -> tuple[int, int]:
        """What is told between two speeches, without the sentence that says whose the first was."""
        first = SENTENCE.match(self.text, earlier.end, span.start)
        return (first.end() if first else span.start), span.start

    def _tagged_after(self, index: int) -> str | None:
        start = self.spans[index].end
        found = self.after.match(self.text, start, self._until(index))
        return self._whose(found, start) if found else None

    def _tagged_before(self, index: int) -> str | None:
        told = list(self.before.finditer(self.text, *self._lead(index)))
        return self._whose(told[-1], told[-1].start()) if told else None

    def _whose(self, found: re.Match[str], at: int) -> str | None:
        words = next(group for group in found.groups() if group)
        plain = words.casefold()
        if plain in PRONOUNS:
            return self._meant(PRONOUNS[plain], at)
        return self._person(words) or NOBODY

    def _meant(self, pronoun: str, at: int) -> str | None:
        """Whoever was named last and fits; else who is named next."""
        earlier = [who for place, who in self.mentions if place < at]
        spoke = [self.speakers[index] for index in sorted(self.speakers) if self.spans[index].end <= at]
        later = [who for place, who in self.mentions if place >= at]
        for who in [*reversed(earlier), *reversed(spoke), *later]:
            if who and (not pronoun or self.sexes.get(who) in (pronoun, "")):
                return who
        return NOBODY

    def _acts(self, place: tuple[int, int], last: bool) -> str | None:
        """Who does something in a sentence beside a speech: its subject, named or by a pronoun."""
        told = [found for found in SENTENCE.finditer(self.text, *place) if found[0].strip()]
        for sentence in [*reversed(told)] if last else told[:1]:
            words = [*re.finditer(r"[\w’'-]+", sentence[0])][:SUBJECT_WITHIN]
            for number, word in enumerate(words):
                at, plain = sentence.start() + word.start(), word[0].casefold()
                if self.pattern and (name := self.pattern.match(self.text, at)) and (who := self._person(name[0])):
                    return who
                if plain in PRONOUNS or (number == 0 and plain in OWNS):
                    return self._meant((PRONOUNS | OWNS)[plain], at)
        return None

    def _take_turns(self) -> None:
        """Give the speeches of an exchange that nobody is named beside to those who take turns in it."""
        everybody = {who for _, who in self.mentions}
        for run in self._runs():
            both = list(dict.fromkeys(who for index in run if (who := self.speakers.get(index)) is not None))
            if len(both) == 1 and len(everybody) == 2 and both[0] in everybody:
                both += everybody - set(both)
            if len(both) != 2:
                continue
            for order in (run, run[::-1]):
                for one, other in pairwise(order):
                    if other not in self.speakers and one in self.speakers:
                        same = self._line(self.spans[one]) == self._line(self.spans[other])
                        self.speakers[other] = both[(both.index(self.speakers[one]) + (not same)) % 2]

    def _follow_the_tale(self) -> None:
        """Where still nobody is known: who does something in the line before."""
        for index, span in enumerate(self.spans):
            line = self._line(span)[0]
            told = self.text.rstrip() if not line else self.text[:line].rstrip()
            place = told.rfind("\n") + 1, len(told)
            if index not in self.speakers and line and not any(place[0] < one.end <= place[1] for one in self.spans):
                who = self._acts(place, last=True)
                if who is not None:
                    self.speakers[index] = who

    def _runs(self) -> Iterator[list[int]]:
        """Speeches in lines that follow one another."""
        run: list[int] = []
        for index, span in enumerate(self.spans):
            if run and "\n" in (between := self.text[self.spans[index - 1].end : span.start]):
                lines = [line for line in between.split("\n")[1:-1] if line.strip()]
                if lines:
                    yield run
                    run = []
            run.append(index)
        yield run

    def _name_beside(self) -> None:
        for index, span in enumerate(self.spans):
            after = SENTENCE.match(self.text, span.end, self._until(index))
            before = [found.span() for found in SENTENCE.finditer(self.text, *self._lead(index))]
            for place in [*([after.span()] if after else []), *before[-1:]]:
                if beside := [who for _, who in self._named(*place)]:
                    self.speakers.setdefault(index, beside[0])


def _pattern(names: Mapping[str, str], phrases: Phrases) -> re.Pattern[str] | None:
    listed = sorted({name.removeprefix("\0") for name in names}, key=len, reverse=True)
    every = "|".join(map(re.escape, listed))
    return re.compile(rf"(?<![\w’'-])(?:{phrases.articles})?(?:{every})(?![\w-])", re.IGNORECASE) if listed else None


def _with_subject(
    pattern: str, names: re.Pattern[str] | None, phrases: Phrases, first: bool = False
) -> re.Pattern[str]:
    known = f"{names.pattern}|" if names else ""
    subject = rf"({known}\b(?:{phrases.articles})?[\w’'-]+\b)"
    lead = r"(?:^|(?<=[.!?…”»]\s)|(?<=\n))" if first else ""
    return re.compile(lead + pattern.replace("(?:SUBJECT)", subject), re.IGNORECASE | re.MULTILINE)
