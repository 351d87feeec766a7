"""What becomes of hidden lines, read from a log: each lands once, or was replaced, taken back, or sent away."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from rooms.protocol import (
    BranchSwitched,
    ChoicesOffered,
    LeafAdded,
    MemberLeft,
    ModeSet,
    PassageAdded,
    StoryCompleted,
    TurnBegan,
    TurnPassed,
    TurnTaken,
)
from rooms.room import Recorded


@dataclass
class Lines:
    """Follows a log, event by event. Every text handed in has to be unique, but for choices: those all have read."""

    waiting: dict[UUID, str] = field(default_factory=dict)
    landed: list[str] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    """Replaced, taken back, or gone with who was sent away."""
    turn: int = 0
    offered: set[str] = field(default_factory=set)

    def follow(self, recorded: Recorded) -> str | None:
        """What is wrong with the next event; None: nothing."""
        event = recorded.event
        match event:
            case TurnTaken() if recorded.sealed:
                self._give_up(event.member)
                self.waiting[event.member] = recorded.sealed["line"]
            case TurnPassed(member=UUID() as member):
                self._give_up(member)
            case MemberLeft(member=member, status="kicked" | "banned"):
                self._give_up(member)
            case ChoicesOffered():
                self.offered |= set(event.choices.options)
            case PassageAdded() if event.passage.asked_by is None:
                self._lands(event.passage.author, event.text)
            case LeafAdded():
                self._lands(event.author, event.text)
            case _:
                pass
        return self._wrong(recorded)

    def _give_up(self, member: UUID) -> None:
        if member in self.waiting:
            self.given_up.append(self.waiting.pop(member))

    def _lands(self, author: UUID | None, text: str) -> None:
        if author is not None and self.waiting.get(author) == text:
            self.landed.append(self.waiting.pop(author))

    def _wrong(self, recorded: Recorded) -> str | None:
        event = recorded.event
        if isinstance(event, ModeSet | BranchSwitched | StoryCompleted) and self.waiting:
            return f"{event.type} at {event.seq} while lines of {len(self.waiting)} members wait"
        if isinstance(event, TurnBegan):
            before, self.turn = self.turn, event.turn.number
            if before != self.turn and self.waiting:
                return f"turn {self.turn} began at {event.seq} and lines of {len(self.waiting)} members were lost"
        shown = event.model_dump_json()
        if any(line in shown for line in self.hidden):
            return f"{event.type} at {event.seq} shows a line that is hidden"
        if isinstance(event, PassageAdded | LeafAdded) and event.text in self.landed[:-1]:
            return None if event.text in self.offered else f"a line landed twice, now at {event.seq}"
        return None

    @property
    def hidden(self) -> list[str]:
        """Words that nobody else may know yet."""
        return [line for line in self.waiting.values() if line not in self.offered]
