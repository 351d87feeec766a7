"""Pictures and voices in a random game: people ask and take away, workers come, fall silent and come too late."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any, get_args
from uuid import UUID

from rooms import protocol as p
from rooms.media import every_media
from rooms.protocol import Command, Made, MediaFile, MediaRules, RoomView
from tests.proof.actions import PEOPLE, new_op
from tests.worlds import AMINA

CHARACTERS = (None, "Wren", "wren", "The ferryman")
MADE_ALT = "A lamp by the sea."


def any_made(random: Random) -> Made:
    widths = (480, 960)
    files = (
        MediaFile(id=UUID(int=random.getrandbits(128)), type="image/webp", bytes=900 * w, width=w, height=w * 2 // 3)
        for w in widths
    )
    colours = tuple(random.getrandbits(24) for _ in range(24))
    return Made(files=tuple(files), alt=MADE_ALT, colours=colours, provider="drawn")


@dataclass
class MediaPlay:
    """The workers of a game, and those who ask them. It has dice of its own, so that the others' fall as they did."""

    random: Random
    attempts: dict[int, int] = field(default_factory=dict)
    """By job: the fencing number that was given out last."""
    hands: list[tuple[int, int]] = field(default_factory=list)
    """Everybody who ever took a job, and under which number: also the dead, who may yet say something."""

    def next(self, view: RoomView) -> tuple[UUID | None, Command]:
        """Who says what: a person, or (None) a worker."""
        held = list(every_media(view))
        roll = self.random.random()
        if not held or roll < 0.3:
            return self._person(view), self._asked(view)
        if roll < 0.45:
            return self._person(view), self._wished(self.random.choice(held))
        if roll < 0.65 or not self.hands:
            return None, self._begin(self.random.choice(held))
        return None, self._said(*self.random.choice(self.hands[-1 if roll < 0.9 else -12 :]))

    def _person(self, view: RoomView) -> UUID:
        return self.random.choice((view.host or AMINA, *PEOPLE))

    def _asked(self, view: RoomView) -> Command:
        random, op = self.random, new_op(self.random)
        told = [passage.id for passage in view.passages[-4:]] or [99]
        roll = random.random()
        if roll < 0.05:
            return p.SetRules(op=op, rules=view.rules.model_copy(update={"media": self._rules(view)}))
        if roll < 0.2:
            voice = random.choice((None, *get_args(p.Voice)))
            return p.SetCast(op=op, character=random.choice(CHARACTERS), look=random.choice(("", "grey")), voice=voice)
        if roll < 0.3:
            passage = random.choice(told)
            return p.AddRecording(op=op, passage=passage, version=passage, source=UUID(int=random.randrange(3)))
        return p.AskMedia(
            op=op,
            kind=random.choice(("plate", "plate", "cover", "portrait", "voice")),
            passage=random.choice(told),
            character=random.choice(CHARACTERS),
            wish=random.choice(("", "", "rain")),
            another=random.random() < 0.3,
        )

    def _rules(self, view: RoomView) -> MediaRules:
        random = self.random
        return MediaRules(
            plates=random.random() < 0.9,
            voices=random.random() < 0.9,
            plates_when=random.choice(("asked", "every", "scene")),
            plates_every=random.choice((1, 3)),
            aloud=random.random() < 0.3,
            style=random.choice((view.rules.media.style, "woodcut")),
        )

    def _wished(self, media: p.Media) -> Command:
        of: dict[str, Any] = {"op": new_op(self.random), "media": media.id}
        return p.RetryMedia(**of) if self.random.random() < 0.6 else p.RemoveMedia(**of)

    def _begin(self, media: p.Media) -> Command:
        attempt = self.attempts[media.id] = self.attempts.get(media.id, media.attempt) + 1
        self.hands.append((media.id, attempt))
        return p.BeginMedia(op=new_op(self.random), media=media.id, attempt=attempt)

    def _said(self, media: int, attempt: int) -> Command:
        random = self.random
        of: dict[str, Any] = {"op": new_op(random), "media": media, "attempt": attempt}
        roll = random.random()
        if roll < 0.3:
            return p.ProgressMedia(**of, percent=random.randrange(100))
        if roll < 0.4:
            return p.BeginMedia(**of)
        if roll < 0.55:
            return p.FailMedia(**of, why=random.choice(get_args(p.MediaFault)))
        made = any_made(random)
        return p.FinishMedia(**of, made=made.model_copy(update={"alt": random.choice((MADE_ALT, MADE_ALT, ""))}))
