"""Reads the story so far: who is in it, what lies about, what just happened, and what waits for an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from engine.improv.names import Mention, looks_done, mentions
from engine.improv.things import definite, named_nouns, things_in
from engine.improv.tongue import Entity, Gender, Tongue
from engine.llm import Brief

Voice = Literal["third", "first", "second"]
QUOTED = re.compile(r"[“\"«][^“”\"«»]*[”\"»]")
CLOSED = re.compile(r"[”\"»]")
SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*[”\"»]?")
RECENT = 8
"""Passages that tell what is here now."""
MOST_READ = 40_000
MOST_NAMES = 30


@dataclass(frozen=True, slots=True)
class Reading:
    people: tuple[Entity, ...]
    """Named ones, last mentioned first."""
    roles: tuple[Entity, ...]
    """Those who have no name: the baker, the fox."""
    places: tuple[Entity, ...]
    things: tuple[Entity, ...]
    due: tuple[Entity, ...]
    """Names that a person brought in and that the co-author has not used since; oldest first."""
    wanted: tuple[Entity, ...]
    """What the hint asks for."""
    hint: str
    """The hint's words, where nothing in it can be named."""
    present: bool
    voice: Voice
    asked: str
    """The kind of question that is open, or nothing."""
    aloud: bool
    """Whether the story's last sentence was spoken."""
    event: str
    told: str
    """All the words so far, for not saying them again."""


@dataclass(slots=True)
class _Name:
    line: int
    at: int
    seen: int = 0
    sure: bool = False
    person: int = 0
    place: int = 0
    article: str = ""
    due: bool = False

    def is_name(self, also_small: bool) -> bool:
        return self.sure or self.seen > 1 or (self.person > 0 and not also_small)


def read(brief: Brief, tongue: Tongue) -> Reading:
    lines = [(True, brief.premise), *_recent(brief), (True, brief.hint)]
    last = next((text for _, text in reversed(lines[:-1]) if text.strip()), "")
    names = _names(lines, tongue)
    by_recency = sorted(names, key=lambda name: (-names[name].line, -names[name].at))[:MOST_NAMES]
    due = [name for name in names if names[name].due][:MOST_NAMES]
    entities = {name: _person_or_place(name, names[name], lines[-RECENT:], tongue) for name in {*by_recency, *due}}
    called = {word.casefold() for name in by_recency for word in name.split()}
    nouns = _things(lines, tongue)
    narration = QUOTED.sub(" ", " ".join(text for people, text in lines[-RECENT:-1] if people)) or last
    wanted = _hinted(brief.hint, tongue)
    return Reading(
        people=tuple(entities[n] for n in by_recency if entities[n].kind == "person"),
        roles=tuple(
            noun for noun in _kind(nouns, "person", "creature") if not _has_name(noun, called, lines[-RECENT:])
        ),
        places=tuple(entities[n] for n in by_recency if entities[n].kind == "place") + _kind(nouns, "place"),
        things=tuple(entities[n] for n in by_recency if entities[n].kind == "thing") + _kind(nouns, "held", "thing"),
        due=tuple(entities[name] for name in due),
        wanted=wanted,
        hint="" if wanted or any(mentions(brief.hint, tongue)) else _hint_words(brief.hint, tongue),
        present=_is_present([brief.partial, *(text for people, text in lines[::-1] if people)], tongue),
        voice=_voice(narration, tongue),
        asked=_question(last, tongue),
        aloud=bool(CLOSED.search(last[-120:])),
        event=_event(last, tongue),
        told=" ".join((*(text for _, text in lines[:-1]), *brief.versions, brief.partial)).casefold(),
    )


def _recent(brief: Brief) -> list[tuple[bool, str]]:
    """Whether people wrote it, and the text: as many of the newest as can be read without keeping others waiting."""
    read = 0
    found: list[tuple[bool, str]] = []
    for line in reversed(brief.lines):
        read += len(line.text)
        if found and read > MOST_READ:
            break
        found.insert(0, (line.author is not None, line.text))
    return found


def _has_name(role: Entity, called: set[str], lines: list[tuple[bool, str]]) -> bool:
    """Whether the story calls somebody by role and name: Inspector Vane, or Mira the baker."""
    told = " ".join(text for _, text in lines).casefold()
    beside = rf"\b{role.core} ([\w’'-]+)", rf"([\w’'-]+),? (?:\w+[ ’'])?{role.core}\b"
    return any(match.group(1) in called for pattern in beside for match in re.finditer(pattern, told))


def _kind(nouns: list[Entity], *kinds: str) -> tuple[Entity, ...]:
    return tuple(noun for noun in nouns if noun.kind in kinds)


def _names(lines: list[tuple[bool, str]], tongue: Tongue) -> dict[str, _Name]:
    """Names by people, in order of entry; one that contains an earlier one is the same."""
    found: dict[str, _Name] = {}
    of_word: dict[str, str] = {}
    for number, (by_people, text) in enumerate(lines):
        if not by_people:
            folded = text.casefold()
            for name, one in found.items():
                if name.split()[-1].casefold() in folded:
                    one.due, one.line = False, number
            continue
        for mention in mentions(text, tongue):
            known = next((of_word[word] for word in mention.name.split() if word in of_word), mention.name)
            of_word |= dict.fromkeys(known.split(), known)
            one = found.setdefault(known, _Name(number, mention.at, due=True, article=mention.article))
            _count(one, mention, number)
    every = " ".join(text for _, text in lines)
    return {name: one for name, one in found.items() if one.is_name(name.lower() in every)}


def _count(one: _Name, mention: Mention, line: int) -> None:
    one.line, one.at = line, mention.at
    one.seen += 1
    one.sure = one.sure or mention.sure
    one.person += mention.person
    one.place += mention.place


def _person_or_place(name: str, found: _Name, lines: list[tuple[bool, str]], tongue: Tongue) -> Entity:
    if found.article:
        kind, gender = tongue.nouns.get(name.casefold(), ("thing", tongue.articles.get(found.article, "")))
        if kind == "thing" and found.person > found.place:
            kind = "person"
        return Entity(definite(name, gender, tongue), kind, name, gender)
    if found.place > found.person:
        return Entity(name, "place", name)
    title, _, rest = name.partition(" ")
    short = rest if tongue.is_a("person", title.casefold()) else name
    return Entity(short or name, "person", short or name, _gender(name, lines, tongue))


def _gender(name: str, lines: list[tuple[bool, str]], tongue: Tongue) -> Gender:
    """By the pronouns after the name; nothing where they do not agree."""
    she = he = 0
    for _, text in lines:
        at = text.find(name)
        if at < 0:
            continue
        near = re.findall(r"\w+", text[at + len(name) : at + 160].casefold())
        she += sum(word in tongue.sets["she"] for word in near)
        he += sum(word in tongue.sets["he"] for word in near)
    return "f" if she > he else "m" if he > she else ""


def _things(lines: list[tuple[bool, str]], tongue: Tongue) -> list[Entity]:
    """What people spoke of, the hint first, then the newest passage."""
    found = {entity.core: entity for entity in _hinted(lines[-1][1], tongue)}
    recent = [text for by_people, text in lines[-RECENT:-1] if by_people]
    for text in (*reversed(recent), lines[0][1]):
        newest = reversed(things_in(text[-4000:], tongue))
        for entity in sorted(newest, key=lambda one: one.kind != "held"):
            found.setdefault(entity.core, entity)
    return list(found.values())


def _hinted(hint: str, tongue: Tongue) -> tuple[Entity, ...]:
    found = {entity.core: entity for entity in things_in(hint, tongue)}
    for entity in named_nouns(hint, tongue):
        found.setdefault(entity.core, entity)
    return tuple(found.values())[:2]


def _hint_words(hint: str, tongue: Tongue) -> str:
    words = re.findall(r"[^\W\d_]{3,20}", hint.casefold())
    idle = tongue.sets["small"] | tongue.sets["orders"]
    return ", ".join([word for word in words if word not in idle][:3])


def _is_present(texts: list[str], tongue: Tongue) -> bool:
    """By the newest text that leans to one side."""
    for text in texts:
        words = re.findall(r"\w+", QUOTED.sub(" ", text).casefold())
        now = sum(word in tongue.sets["present"] for word in words)
        then = sum(word in tongue.sets["past"] or _looks_past(word, tongue) for word in words)
        if now != then:
            return now > then
    return False


def _looks_past(word: str, tongue: Tongue) -> bool:
    return word.endswith("ed" if tongue.language == "en" else ("ait", "aient", "èrent")) and looks_done(word, tongue)


def _voice(narration: str, tongue: Tongue) -> Voice:
    words = set(re.findall(r"\w+", narration.casefold()))
    if words & tongue.sets["i"]:
        return "first"
    return "second" if words & tongue.sets["you"] else "third"


def sentences(text: str) -> list[str]:
    return [s for s in (match.group().strip() for match in SENTENCE.finditer(text)) if s]


def _question(last: str, tongue: Tongue) -> str:
    for sentence in reversed(sentences(last)[-2:]):
        if "?" in sentence:
            words = re.findall(r"\w+", sentence.casefold())
            return next((tongue.asks[word] for word in words if word in tongue.asks), "YES")
    return ""


def _event(last: str, tongue: Tongue) -> str:
    """The last kind of happening that the passage has a word for."""
    for word in reversed(re.findall(r"\w+", last[-600:].casefold())):
        for event, signs in tongue.events.items():
            if word in signs:
                return event
    return ""
