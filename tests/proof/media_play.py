"""Pictures and voices in a random game: people ask and take away, workers come, fall silent and come too late."""

from __future__ import annotations

from random import Random
from typing import Any, get_args
from uuid import UUID

from rooms import protocol as p
from rooms.media import every_media
from rooms.protocol import Command, Made, MediaFile
from tests.proof.actions import PEOPLE, new_op
from tests.proof.core_play import CorePlay

CHARACTERS = (None, "Wren", "wren", "The ferryman")


def any_made(random: Random) -> Made:
    widths = (480, 960)
    files = (
        MediaFile(id=UUID(int=random.getrandbits(128)), type="image/webp", bytes=900 * w, width=w, height=w * 2 // 3)
        for w in widths
    )
    colours = tuple(random.getrandbits(24) for _ in range(24))
    return Made(files=tuple(files), alt="A lamp by the sea.", colours=colours, provider="drawn")


def _asked(game: CorePlay) -> Command:
    random, op = game.random, new_op(game.random)
    assert game.room is not None
    told = [passage.id for passage in game.room.view.passages[-4:]] or [99]
    if random.random() < 0.2:
        voice = random.choice((None, *get_args(p.Voice)))
        return p.SetCast(op=op, character=random.choice(CHARACTERS), look=random.choice(("", "grey")), voice=voice)
    return p.AskMedia(
        op=op,
        kind=random.choice(("plate", "plate", "cover", "portrait", "voice")),
        passage=random.choice(told),
        character=random.choice(CHARACTERS),
        wish=random.choice(("", "", "rain")),
        another=random.random() < 0.3,
    )


def _of(game: CorePlay, media: p.Media) -> Command:
    """What a worker says of it, or what somebody wishes of it."""
    random = game.random
    of: dict[str, Any] = {"op": new_op(random), "media": media.id}
    attempt = {**of, "attempt": media.attempt - (random.random() < 0.1)}
    match media.state:
        case "waiting":
            return p.BeginMedia(**of, attempt=media.attempt + 1)
        case "working" if random.random() < 0.3:
            return p.ProgressMedia(**attempt, percent=random.randrange(100))
        case "working" if random.random() < 0.2:
            return p.BeginMedia(**of, attempt=media.attempt + 1)
        case "working" if random.random() < 0.3:
            return p.FailMedia(**attempt, why=random.choice(get_args(p.MediaFault)))
        case "working":
            return p.FinishMedia(**attempt, made=any_made(random))
        case "failed" if random.random() < 0.5:
            return p.RetryMedia(**of)
        case _:
            return p.RemoveMedia(**of)


def play_media(game: CorePlay, steps: int) -> None:
    """Ask for pictures and voices in a game, work on them, and take some away."""
    for _ in range(steps):
        assert game.room is not None
        held = list(every_media(game.room.view))
        if not held or game.random.random() < 0.35:
            game.give(game.random.choice((game.room.view.host or PEOPLE[0], *PEOPLE)), _asked(game))
            continue
        command = _of(game, game.random.choice(held))
        people = isinstance(command, p.RetryMedia | p.RemoveMedia)
        game.give(game.random.choice(PEOPLE) if people else None, command)
        game.check()
    game.finish()
