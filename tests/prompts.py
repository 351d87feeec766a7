"""Stories as a co-author is asked for them, and their prompts as bytes. ``python -m tests.prompts`` writes the golden
ones: look at what changed, because a change costs every room its cached prefix once.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from engine import world
from engine.beat import RECORD_BEAT
from engine.llm import Brief, Character, Line, Prompt
from engine.prompt import prompt_of
from engine.recall import TOLD_CHARS, extract, forgotten, sealed, summaries
from engine.rules import rules_of
from rooms.protocol import Age, Beat, Effect, OwnLanguage
from tests.pictures import orders
from workers.pictures.asking import asked

GOLDEN = Path(__file__).parent / "golden"
SENTENCES: dict[OwnLanguage, tuple[str, ...]] = {
    "en": (
        "The lamp burned low, and somebody had moved the chair.",
        "Mira counted the steps on the stair and found one too many.",
        "“Hold your breath,” said Tomas, and held his.",
        "Rain came in from the harbour with a smell of tar and old rope.",
        "Under the third board lay a letter, still wet.",
        "Nobody had wound the clock, and it struck all the same.",
        "She put the key on the table between them.",
        "Somewhere below a door opened, slowly, as if it asked first.",
    ),
    "fr": (
        "La lampe baissait, et quelqu’un avait déplacé la chaise.",
        "Mira compta les marches et en trouva une de trop.",
        "— Retiens ton souffle, dit Tomas en retenant le sien.",
        "La pluie entrait du port avec une odeur de goudron et de vieille corde.",
        "Sous la troisième planche, il y avait une lettre encore mouillée.",
        "Personne n’avait remonté l’horloge, et elle sonna quand même.",
        "Elle posa la clé sur la table, entre eux.",
        "Quelque part en bas, une porte s’ouvrit, comme si elle demandait d’abord.",
    ),
}


def parts(prompt: Prompt) -> list[str]:
    """What is sent, in the order in which a provider reads it."""
    tool = json.dumps(RECORD_BEAT, ensure_ascii=False)
    return [tool, prompt.rules, prompt.story, *prompt.before, *(said.text for said in prompt.told), prompt.now]


def bytes_of(prompt: Prompt) -> bytes:
    return "\n\n".join(parts(prompt)).encode()


def repeated(before: Prompt, after: Prompt) -> float:
    """The share of one prompt that the next one begins with."""
    one, other = bytes_of(before), bytes_of(after)
    return len(os.path.commonprefix([one, other])) / len(one)  # noqa: RUF071 (bytes, no paths)


@dataclass
class Evening:
    """A story that grows: people write, then the co-author, whose beats it remembers. No database."""

    language: OwnLanguage = "en"
    people: int = 1
    words: int = 100
    """Of a passage by a person."""
    own_words: int = 150
    most: int = TOLD_CHARS
    seed: int = 1
    premise: str = "Mira finds a brass key under the floor of the lighthouse, and it is still warm."
    passages: list[Line] = field(default_factory=list)
    beats: dict[int, Beat] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)

    def prose(self, words: int) -> str:
        """Sentences, of about so many words together."""
        said: list[str] = []
        while len(" ".join(said).split()) < words:
            said.append(self.random.choice(SENTENCES[self.language]))
        return " ".join(said)

    def brief(self, **more: object) -> Brief:
        """As server/coauthor/briefing.py makes it of a room."""
        first = sealed([len(line.text) for line in self.passages], self.most)
        summed = self.passages[forgotten(first) : first]
        last = next((self.beats[p.id] for p in reversed(self.passages) if p.id in self.beats), None)
        fields = {
            "title": "The lighthouse",
            "premise": self.premise,
            "language": self.language,
            "genre": "mystery",
            "lines": tuple(self.passages[first:]),
            "people": ("Ana", "Ben"),
            "seed": self.random.getrandbits(62),
            "story_id": "5" * 32,
            "cast": (Character("Mira", 1), Character("Tomas", 2)),
            "earlier": first,
            "before": summaries([(p.id, p.text) for p in summed], self.beats),
            "world": world.fold((number, beat.effects) for number, beat in self.beats.items()),
            "scene": last.scene if last else "",
            "present": last.present if last else (),
            **more,
        }
        return Brief(**fields)  # type: ignore[arg-type]

    def write(self) -> None:
        """Everybody has written."""
        for seat in range(1, self.people + 1):
            self.passages.append(Line("Ana", self.prose(self.words), len(self.passages) + 10, seat))

    def play(self, beats: int, **more: object) -> Iterator[Brief]:
        """Beat by beat, the brief of each."""
        for number in range(beats):
            self.write()
            brief = self.brief(**more)
            yield brief
            self.land(brief, number)

    def land(self, brief: Brief, number: int) -> None:
        seq, text = len(self.passages) + 10, self.prose(self.own_words)
        new = [line.id for line in brief.lines[-self.people :]]
        thing, place = f"Thing {number}", f"Place {number}"
        self.passages.append(Line(None, text, seq))
        self.beats[seq] = Beat(
            mood="eerie",
            scene=place,
            present=("Mira", "Tomas", thing),
            effects=(
                Effect(op="add_thing", name=thing, value="found under the stair, warm as a hand"),
                Effect(op="add_place", name=place, value="behind the third door"),
                Effect(op="give", name=thing, value="Mira"),
            ),
            summary=extract(text),
            used=tuple(new) if number % 3 else (),
        )


def samples() -> dict[str, Brief]:
    """One of each kind of task."""
    evening = Evening(people=2, words=30, own_words=40, seed=3)
    *_, middle = evening.play(3)
    long = Evening(language="fr", people=2, words=30, own_words=40, most=4_000, seed=4)
    *_, late = long.play(
        14, tone="doux, un peu drôle", note="La clé ne doit pas encore servir.", learning=("phare", "clé")
    )
    lines = tuple(
        replace(line, id=90 + line.seat)
        for line in (Line("Ana", "Mira runs.", 0, 1), Line("Ben", "Tomas sings.", 0, 2))
    )
    begun = Evening(seed=5).brief(seed=5)
    return {
        "first": begun,
        "middle": replace(middle, hint="Let it rain <b>hard</b> & long."),
        "late-fr": late,
        "again": replace(middle, lines=middle.lines[:-1], versions=("The bell rang. Nobody moved.", "It snowed.")),
        "go-on": replace(middle, partial="She lifted the lid, and"),
        "weave": replace(middle, weave=lines),
        "weave-again": replace(
            middle,
            weave=lines,
            versions=("Mira runs and Tomas sings.",),
            margin=(Line("Ben", "Tomas never sings when he is wet.", 95, 2),),
        ),
        "aside": replace(middle, aside="What if Tomas had stayed at sea?"),
        "character": replace(middle, character="Tomas", length="short"),
    }


def page(prompt: Prompt) -> str:
    """A prompt to read, without the rules, which have files of their own."""
    told = [f"[{said.by}]\n{said.text}" for said in prompt.told]
    return "\n\n".join([prompt.story, *prompt.before, *told, f"[now]\n{prompt.now}"]) + "\n"


def golden() -> dict[str, str]:
    languages: tuple[OwnLanguage, ...] = ("en", "fr")
    ages: tuple[Age, ...] = ("6-9", "adult")
    rules = {f"rules-{age}-{language}.txt": rules_of(age, language) for age in ages for language in languages}
    tool = json.dumps(RECORD_BEAT, indent=1) + "\n"
    prompts = {f"{name}.txt": page(prompt_of(brief)) for name, brief in samples().items()}
    pictures = {f"{name}.txt": asked(order) + "\n" for name, order in orders().items()}
    return {**rules, "record_beat.json": tool, **prompts, **pictures}


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, text in golden().items():
        (GOLDEN / name).write_text(text, encoding="utf-8")
