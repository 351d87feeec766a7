"""Small worlds for tests: people, a clock that is turned by hand, and rooms made by commands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from rooms.decide import Decision, decide
from rooms.protocol import (
    Beat,
    Command,
    CreateRoom,
    JoinRoom,
    Manner,
    ModeName,
    Passage,
    Rules,
    SubmitTurn,
    text_of,
)
from rooms.room import Recorded, Room, on_branch
from rooms.settings import Settings
from rooms.turns import Moment

START = datetime(2026, 11, 3, 19, 0, tzinfo=UTC)
SPACE = UUID(int=7)


def someone(name: str) -> UUID:
    """Always the same person for the same name."""
    return uuid5(SPACE, name)


AMINA, MAREK, JUN, PRIYA = (someone(name) for name in ("Amina", "Marek", "Jun", "Priya"))
BEAT = Beat(
    choices=("Go in.", "Go home."),
    mood="eerie",
    scene="The hall, at night",
    present=("Mira",),
    summary="The clock strikes, and nobody has wound it.",
)
NAMES = {someone(name): name for name in ("Amina", "Marek", "Jun", "Priya", "Léa", "Tomás", "Ines", "Otto")}


@dataclass
class World:
    """One room and everything around it. ``events`` are those of the last command."""

    room: Room | None = None
    log: list[Recorded] = field(default_factory=list)
    at: datetime = START
    here: set[UUID] | None = None
    gone_since: dict[UUID, datetime] = field(default_factory=dict)
    quiet_since: datetime | None = None
    moderated: bool = False
    settings: Settings = field(default_factory=Settings)
    events: tuple[Recorded, ...] = ()
    ops: int = 0

    @property
    def moment(self) -> Moment:
        return Moment(self.at, self.settings, self.here, self.gone_since, None, self.quiet_since, self.moderated)

    def op(self) -> UUID:
        self.ops += 1
        return uuid5(SPACE, f"op {self.ops}")

    def do(self, by: UUID | None, kind: type[Command], /, **fields: Any) -> Decision:
        """Give a command and let it take effect. Raises what ``decide`` raises."""
        fields.setdefault("op", self.op())
        decision = decide(self.room, by, kind(**fields), self.moment)
        self.room, self.events = decision.after, decision.events
        self.log.extend(decision.events)
        return decision

    def write(self, by: UUID | None, text: str = "It rained.") -> int:
        """Hand something in for the present turn; the id of the last passage after it."""
        self.do(by, SubmitTurn, turn=self.view.turn.number, text=text)
        return self.view.passages[-1].id if self.view.passages else 0

    def later(self, seconds: float) -> World:
        self.at += timedelta(seconds=seconds)
        return self

    def leaves(self, member: UUID) -> None:
        """The last tab closes; the seat stays."""
        self.here = set(NAMES if self.here is None else self.here) - {member}
        self.gone_since[member] = self.at

    def comes(self, member: UUID) -> None:
        self.here = (self.here or set()) | {member}
        self.gone_since.pop(member, None)

    @property
    def types(self) -> list[str]:
        return [recorded.event.type for recorded in self.events]

    def told(self) -> list[tuple[UUID | None, str]]:
        """The story of the branch that is being written, as it reads: who wrote what."""
        assert self.room is not None
        words = {recorded.event.seq: text_of(recorded.event) or "" for recorded in self.log}
        read = on_branch(self.room.view, self.room.view.branch)
        shown = [p for p in self.room.view.passages if p.status != "retracted" and read(p)]
        return [(_author(p), words[p.version]) for p in shown]

    @property
    def view(self) -> Any:
        assert self.room is not None
        return self.room.view

    def limits(self, **changes: Any) -> World:
        self.settings = self.settings.model_copy(update=changes)
        return self


def _author(passage: Passage) -> UUID | None:
    authors = passage.authors or (passage.author,) * len(passage.versions)
    return authors[passage.versions.index(passage.version)]


def story(
    *people: UUID,
    mode: ModeName = "round_robin",
    timer: int | None = None,
    coauthor: bool = True,
    manner: Manner | None = None,
    **limits: Any,
) -> World:
    """A room with these people in it, the first its host."""
    world = World().limits(**limits)
    host, *others = people or (AMINA,)
    world.do(
        host,
        CreateRoom,
        room=uuid5(SPACE, "room"),
        title="The Sea Is Out",
        premise="The sea has left a notice.",
        language="en",
        genre="fantasy",
        mode=mode,
        rules=Rules(timer_seconds=timer, coauthor=coauthor, manner=manner or Manner()),
        host_name=NAMES[host],
    )
    for person in others:
        world.do(person, JoinRoom, as_name=NAMES[person])
    world.here = set(people or (AMINA,))
    return world
