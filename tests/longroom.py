"""A room that has been written in for months, made by the rules and appended as the writer does it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, get_args
from uuid import UUID, uuid4

from rooms import store
from rooms.decide import decide
from rooms.protocol import (
    Command,
    CreateRoom,
    EditPassage,
    ForkStory,
    JoinRoom,
    PostChat,
    PostNote,
    React,
    Reaction,
    Rules,
    SubmitTurn,
)
from rooms.room import Recorded, Room
from rooms.settings import Settings
from rooms.store import Append
from rooms.turns import Moment
from tests.databases import found_room

LINES = (
    "The tide had gone out on a Thursday and not come back, and nobody in the village would say so first.",
    "“It is only late,” said the ferryman, who had said so every morning since, a little more quietly each time.",
    "Wren counted the boats. There were eleven, and there had always been twelve.",
    "By evening the wind smelled of iron, and the gulls walked inland like people with an appointment.",
)
BATCH = 500


def history(
    room: UUID, host: UUID, name: str, passages: int, events: int, branches: int = 12, people: int = 8
) -> tuple[list[Recorded], Room]:
    """The log and its fold: ``passages`` by ``people``, on a trunk with some branches, and all else that people do,
    until there are ``events``.
    """
    luck = Random(1)
    log: list[Recorded] = []
    at = datetime.now(UTC) - timedelta(days=90)
    now: Room | None = None
    settings = Settings()

    def do(by: UUID, command: Command) -> None:
        nonlocal at, now
        at += timedelta(seconds=40)
        decision = decide(now, by, command, Moment(at, settings))
        log.extend(decision.events)
        now = decision.after

    def op() -> UUID:
        return UUID(int=luck.getrandbits(128), version=4)

    do(
        host,
        CreateRoom(
            op=op(), room=room, title="The Sea Is Out", premise=LINES[0], language="en", genre="mystery", mode="free",
            rules=Rules(), host_name=name,
        ),
    )  # fmt: skip
    others = [UUID(int=luck.getrandbits(128), version=4) for _ in range(people - 1)]
    for number, other in enumerate(others):
        do(other, JoinRoom(op=op(), as_name=f"Writer {number + 1}"))
    written: list[int] = []
    assert now is not None
    besides = max(0, events - len(log) - passages - branches) // passages
    for number in range(passages):
        assert now is not None
        assert now.view.turn is not None
        author = luck.choice([host, *others])
        text = " ".join(luck.choice(LINES) for _ in range(luck.choice((1, 2, 3))))
        do(author, SubmitTurn(op=op(), turn=now.view.turn.number, text=text))
        written.append(now.view.passages[-1].id)
        if branches and number % (passages // branches) == passages // branches - 1:
            do(host, ForkStory(op=op(), after=luck.choice(written[-40:]), branch_name=f"What if {number}"))
        for _ in range(besides):
            _aside(luck, do, op, [host, *others], author, written[-1], luck.choice(written[-30:]))
    while len(log) < events:
        do(luck.choice(others), PostChat(op=op(), text="and then?"))
    assert now is not None
    return log, now


def _aside(luck: Random, do: Any, op: Any, people: list[UUID], author: UUID, newest: int, passage: int) -> None:
    roll, by = luck.random(), luck.choice(people)
    if roll < 0.55:
        do(by, PostChat(op=op(), text="I did not see that coming."))
    elif roll < 0.9:
        do(by, React(op=op(), passage=passage, reaction=luck.choice(get_args(Reaction)), on=luck.random() < 0.8))
    elif roll < 0.95:
        do(author, EditPassage(op=op(), passage=newest, text=luck.choice(LINES)))
    else:
        do(by, PostNote(op=op(), passage=passage, text="Which Thursday?"))


async def found_long_room(owner: Any, host: UUID, name: str, passages: int = 2000, events: int = 20_000) -> UUID:
    """Put such a room into a database, with the checkpoints that would be there."""
    room = await found_room(owner, room=uuid4())
    log, fold = history(room, host, name, passages, events)
    for start in range(0, len(log), BATCH):
        batch = log[start : start + BATCH]
        assert await store.append(owner, [Append(room, start, batch)])
    await store.checkpoint(owner, fold)
    return room
