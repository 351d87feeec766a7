"""Fills a fragment: expands its pools, puts the verbs in the story's tense and joins names to their articles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random

from engine.improv.things import elides
from engine.improv.tongue import Entity, Pools, Tongue

SLOT = re.compile(r"\{(\w+)\}")
VERB = re.compile(r"([<\[])([^|<>\[\]]*)\|([^|<>\[\]]*)[>\]]")
OPENED = re.compile(r": (?:“|«\s)[^\W\d_]")
LITERAL = re.compile(r"\{\w+\}|[<>\[\]|]")
NO_S = {"is": "am", "has": "have", "does": "do", "goes": "go"}
SUBJECT = {"f": "she", "m": "he"}
OBJECT = {"f": "her", "m": "him", "n": "it"}
CONTRACTED = {"de": "du", "De": "Du", "à": "au", "À": "Au"}
ELIDING = ("de", "De", "que", "jusque", "lorsque", "puisque")
ENOUGH_TO_KNOW = 9
"""Letters of a fragment that must already stand in the story for it to count as used."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What one passage is about."""

    focus: Entity
    other: Entity
    thing: Entity
    place: Entity
    names: str
    hint: str
    present: bool


@dataclass(slots=True)
class Teller:
    """Says fragments about one scene, new ones first. ``told`` is all that the story has said so far, in lower case."""

    rng: Random
    tongue: Tongue
    pools: Pools
    scene: Scene
    told: str
    pools_for: dict[str, str] = field(default_factory=dict)
    """Pools that stand for others in this scene: ANSWERS for the ones to the question asked."""
    used: set[str] = field(default_factory=set)
    met: set[str] = field(default_factory=set)

    def say(self, pool: str) -> str:
        """One sentence of the pool, ready to print."""
        met = set(self.met)
        text = _sentence(self.phrase(pool))
        if text.casefold() in self.told:
            self.met = met
            text = _sentence(self.phrase(pool))
        return text

    def phrase(self, pool: str) -> str:
        return re.sub(r" {2,}", " ", self._fill(self._expand(self._pick(pool)))).strip()

    def _pick(self, pool: str, beside: str = "") -> str:
        """A fragment that is new, and that repeats neither a name nor a simile of the sentence it goes into."""
        options = self.pools[self.pools_for.get(pool, pool)]
        taken = {slot for slot in SLOT.findall(beside) if slot.islower()}
        similes = self._has_simile(beside)
        fits = [o for o in options if not taken & set(SLOT.findall(o)) and not (similes and self._has_simile(o))]
        unused = [o for o in fits or options if o not in self.used]
        choice = self.rng.choice([o for o in unused if not self._told(o)] or unused or options)
        self.used.add(choice)
        return choice

    def _has_simile(self, text: str) -> bool:
        return not self.tongue.sets["simile"].isdisjoint(LITERAL.sub(" ", text).replace(",", " ").casefold().split())

    def _told(self, fragment: str) -> bool:
        words = literal(fragment)
        return len(words) >= ENOUGH_TO_KNOW and words in self.told

    def _expand(self, text: str) -> str:
        while match := next((m for m in SLOT.finditer(text) if m.group(1).isupper()), None):
            before, after = text[: match.start()], text[match.end() :]
            if match.group(1) == "SIM" and self._has_simile(before):
                text = before.removesuffix(", ") + after
            else:
                text = before + self._pick(match.group(1), before + after) + after
        return text

    def _fill(self, text: str) -> str:
        text = VERB.sub(self._verb, text)
        parts: list[str] = []
        end = 0
        for match in SLOT.finditer(text):
            parts.append(text[end : match.start()])
            said = "".join(parts)
            parts = [self._join(said, self._slot(match.group(1), said))]
            end = match.end()
        return "".join(parts) + text[end:]

    def _verb(self, match: re.Match[str]) -> str:
        bracket, now, then = match.groups()
        word = now if self.scene.present else then
        return _agree(word, self.scene.focus.core, self.scene.present) if bracket == "<" else word

    def _slot(self, slot: str, said: str) -> str:
        scene = self.scene
        match slot:
            case "names":
                return scene.names
            case "hint":
                return scene.hint
            case "whom":
                return self._whom(said)
            case "whose":
                return {"I": "my", "you": "your"}.get(scene.focus.core, f"{self._name(scene.focus)}’s")
            case "focus" if self._again(said):
                return SUBJECT[scene.focus.gender]
        entity: Entity = getattr(scene, slot)
        return self._name(entity)

    def _again(self, said: str) -> bool:
        """Whether a pronoun is plain enough: the sentence has named this one person and nobody else."""
        focus = self.scene.focus
        one = self.tongue.language == "en" and focus.gender in SUBJECT and focus.text in said
        return one and self.scene.other.core not in said

    def _whom(self, said: str) -> str:
        focus = self.scene.focus
        if self.tongue.language == "en":
            if focus.core in ("I", "you"):
                return "me" if focus.core == "I" else "you"
            return OBJECT[focus.gender] if focus.gender and focus.text in said else self._name(focus)
        return "nous" if focus.core == "on" else self._name(focus)

    def _name(self, entity: Entity) -> str:
        new = entity.first and entity.core not in self.met and entity.first.casefold() not in self.told
        self.met.add(entity.core)
        return entity.first if new else entity.text

    def _join(self, said: str, value: str) -> str:
        if self.tongue.language == "en":
            return said + value
        before = said.split(" ")[-2] if said.endswith(" ") and " " in said[:-1] else said.strip()
        if value.startswith("le ") and before in CONTRACTED:
            return said[: -len(before) - 1] + CONTRACTED[before] + value[2:]
        if value and before in ELIDING and elides(value, self.tongue):
            return said[:-2] + "’" + value
        return said + value


def literal(fragment: str) -> str:
    """The longest stretch of a fragment that is the same in every story."""
    return max(LITERAL.split(fragment), key=len).strip(" ,.“”«»").casefold()


def _agree(verb: str, subject: str, present: bool) -> str:
    """Goes, as in I go."""
    first, _, rest = verb.partition(" ")
    if subject == "you" and first in ("is", "was"):
        first = "are" if present else "were"
    elif subject in ("I", "you") and present:
        first = _bare(first)
    return f"{first} {rest}".strip()


def _bare(verb: str) -> str:
    if verb in NO_S:
        return NO_S[verb]
    if verb.endswith("ies") and len(verb) > 4:
        return verb[:-3] + "y"
    return verb[:-2] if verb.endswith(("sses", "shes", "ches", "xes")) else verb.removesuffix("s")


def _sentence(text: str) -> str:
    text = OPENED.sub(lambda match: match.group().upper(), text)
    for i, c in enumerate(text):
        if c.isalpha():
            return text[:i] + c.upper() + text[i + 1 :]
    return text
