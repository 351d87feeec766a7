"""The seam between the house and whatever writes for it: a brief goes in, pieces of prose come out.

A provider is one file, ``engine/llm_<name>.py``, and one line in ``PROVIDERS`` (engine/providers.py). Providers that
are models make a ``Prompt`` of the brief (engine/prompt.py) and send it through their own SDK.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, Literal, Protocol, runtime_checkable

from engine.world import NOTHING, World
from rooms.protocol import Age, Genre, Language, Mood, OwnLanguage, Style

Length = Literal["short", "medium", "long"]

Role = Literal["narrator", "premium", "utility"]
"""Which of a provider's models: the one that tells, a better one, a small one for checks and when money is short."""


@dataclass(frozen=True, slots=True)
class Line:
    """One passage of the story so far. ``author`` is None for the co-author's own.

    ``seat`` numbers the people (1 is the first who came); what a model sees is the number, never the name.
    """

    author: str | None
    text: str
    id: int = 0
    seat: int = 0


@dataclass(frozen=True, slots=True)
class Character:
    """A character of the story that somebody plays. ``seat``: whose; 0 is nobody who is there."""

    name: str
    seat: int = 0


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything that the co-author is given; nothing of another room is in it.

    ``lines`` are the passages that are told word for word, ``before`` the summaries of those before them, in sealed
    blocks (engine/recall.py). ``people`` are the names of those who write, which are not characters of the story.
    ``partial`` is the passage to go on from in mid-sentence, ``versions`` are what it wrote before when asked again,
    ``weave`` the lines of this round that are to become one passage, ``aside`` a "what if" to answer beside the story.
    ``seed`` makes a run repeatable; the house passes a new one each time.
    """

    title: str
    premise: str
    language: Language
    genre: Genre
    lines: tuple[Line, ...]
    people: tuple[str, ...] = ()
    hint: str = ""
    partial: str = ""
    versions: tuple[str, ...] = ()
    seed: int = 0
    role: Role = "narrator"
    story_id: str = ""
    """An opaque name of this story's branch."""
    age: Age = "adult"
    tone: str = ""
    style: Style | None = None
    length: Length = "medium"
    learning: tuple[str, ...] = ()
    """Words to weave in, for whoever learns them."""
    cast: tuple[Character, ...] = ()
    before: tuple[tuple[str, ...], ...] = ()
    earlier: int = 0
    """How many passages stand before ``lines``."""
    world: World = NOTHING
    mood: Mood | None = None
    """Of the last beat, like ``scene`` and ``present``."""
    scene: str = ""
    present: tuple[str, ...] = ()
    note: str = ""
    """The author's note: what the host wants kept in mind."""
    character: str = ""
    """As whom the co-author speaks; empty: as the narrator."""
    weave: tuple[Line, ...] = ()
    margin: tuple[Line, ...] = ()
    """What people noted beside the passage that it writes again."""
    aside: str = ""

    @property
    def passages(self) -> int:
        """Of the whole story so far."""
        return self.earlier + len(self.lines)


@dataclass(frozen=True, slots=True)
class Said:
    """One turn of the conversation that a model sees."""

    by: Literal["people", "coauthor"]
    text: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is given, what lasts longest first, so that its prefix is the same from beat to beat.

    The layout and its reasons: docs/decisions/0012-one-beat.md.
    """

    rules: str
    """The same for all rooms of an age band and a language."""
    story: str
    """Premise, style, cast: changes when the host changes them."""
    before: tuple[str, ...]
    """Summaries of what is too long ago, append-only, one block each."""
    told: tuple[Said, ...]
    """The last beats word for word, people and co-author in turn, beginning and ending with people."""
    now: str
    """What is true of this beat alone, at the end of what people say."""
    nonce: str = ""
    """Marks what is people's text in ``now``; it must never be shown (engine/leak.py)."""
    story_id: str = ""
    """An opaque name under which a provider may keep its cache of this prefix."""
    records: bool = True
    """Whether the beat is recorded after the prose (engine/beat.py)."""
    most_tokens: int = 1500

    @property
    def size(self) -> int:
        """Bytes of all its texts."""
        texts = (self.rules, self.story, *self.before, *(said.text for said in self.told), self.now)
        return sum(len(text.encode()) for text in texts)


@dataclass(frozen=True, slots=True)
class Usage:
    """What one attempt used, as the provider said it, in tokens of each price. ``fresh``: read without the cache."""

    fresh: int = 0
    cache_read: int = 0
    cache_write: int = 0
    """Kept for minutes."""
    cache_write_long: int = 0
    """Kept for an hour or more."""
    out: int = 0
    """With what was thought; ``thought`` says how much of it that was."""
    thought: int = 0
    source: Literal["reported", "partial", "estimated"] = "reported"


@dataclass(frozen=True, slots=True)
class Started:
    """The provider took the request. Who writes from here on, and what reading the prompt used, as far as known."""

    provider: str
    model: str = ""
    request: str = ""
    """The provider's own name of this request."""
    usage: Usage | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """The next words, spaces included."""

    text: str


@dataclass(frozen=True, slots=True)
class Recording:
    """The prose is over, and the beat is being recorded: a sign of life without words."""


@dataclass(frozen=True, slots=True)
class Ending:
    """The provider said why it stopped. A stream without one is a half story, never a complete one (P6).

    ``cut``: at the most tokens. ``refused``: the model will not write this.
    ``record`` is the beat as the model recorded it, JSON that nobody has read yet; empty when it recorded none.
    """

    reason: Literal["done", "cut", "refused"]
    choices: tuple[str, ...] = ()
    record: str = ""
    usage: Usage | None = None
    request: str = ""


Piece = Started | Words | Recording | Ending


@dataclass(frozen=True, slots=True)
class Question:
    """Something small to be answered as JSON of a schema (strict: closed objects, everything required)."""

    rules: str
    text: str
    schema: dict[str, Any]
    story_id: str = ""
    role: Role = "utility"
    most_tokens: int = 600


@dataclass(frozen=True, slots=True)
class Answer:
    """``text`` is JSON that nobody has read yet."""

    text: str
    usage: Usage | None = None
    request: str = ""


Family = Literal["unreachable", "stalled", "busy", "broken", "denied", "unpaid", "rejected", "too_long", "unspoken"]
"""What went wrong, whoever's it is: no connection or a lost one; silence; 429 and 529; 5xx and what cannot be read;
a key that does not count; money; a request that is wrong; a prompt that does not fit; a language that nobody speaks."""


class ProviderFault(Exception):
    """The provider could not write. What it showed so far stays.

    Args:
        family: what went wrong.
        wait: seconds after which the provider wants to be asked again, where it said so.
        usage: what it used before it failed, as far as it told.
        told: the prose was whole; only what is recorded after it is missing.
    """

    def __init__(
        self, family: Family = "broken", wait: float | None = None, usage: Usage | None = None, told: bool = False
    ) -> None:
        super().__init__(family)
        self.family = family
        self.wait = wait
        self.usage = usage
        self.told = told


class Provider(Protocol):
    """Closing the generator stops the provider at once."""

    @property
    def name(self) -> str: ...

    def write(self, brief: Brief) -> AsyncGenerator[Piece, None]: ...


@runtime_checkable
class FewLanguages(Protocol):
    """A provider that writes in a few languages; the others are asked for any."""

    @property
    def speaks(self) -> AbstractSet[OwnLanguage]: ...


@runtime_checkable
class Moderator(Protocol):
    """A provider that judges texts."""

    async def scores(self, text: str) -> Mapping[str, float]:
        """How sure it is, from 0 to 1, that a text is of each category, by OpenAI's names of them (rooms/ages.py).

        Raises:
            ProviderFault: nobody knows.
        """


@runtime_checkable
class ModelProvider(Provider, Protocol):
    """A provider that asks models."""

    def model(self, role: Role) -> str:
        """The name of the model in a role."""

    async def ask(self, question: Question) -> Answer:
        """A small structured answer.

        Raises:
            ProviderFault: there is none, whatever the reason.
        """

    async def aclose(self) -> None:
        """Give its connections back."""
