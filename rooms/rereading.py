"""What is read before a room decides: everything that is in it, before it is for younger people than it was; by a
provider's moderation, where there is one, what people say where minors read; and how much was made today.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID

import structlog

from rooms import store
from rooms.ages import looser
from rooms.errors import Busy, Refused
from rooms.live import LiveRoom
from rooms.moderation import screen_again
from rooms.protocol import AddRecording, Age, AskMedia, Command, CreateRoom, RetryMedia, SetRules, TightenRules
from rooms.room import Room

log = structlog.get_logger()
AT_ONCE = 100
"""Events between two looks at what else there is to do: some 10 ms."""
TRIES = 10
"""Looks at what was said meanwhile, in a room where everybody talks."""


def put(live: LiveRoom, by: UUID | None, command: Command, done: Callable[[int | Refused], None]) -> None:
    """The room's door for who does not wait: ``done`` is called once, with the seq or the refusal."""
    if _tightens(live.confirmed, command) or _moderated(live, by, command) or _counted(live, by, command):
        task = asyncio.create_task(_tell(live, by, command, done), name="reread")
        live.asking.add(task)
        task.add_done_callback(live.asking.discard)
    else:
        live.put(by, command, done)


async def give(live: LiveRoom, by: UUID | None, command: Command) -> int:
    """The room's door for who waits.

    Returns:
        The seq up to which the room shows the command's effect.

    Raises:
        Refused: ``StoryNotFitting`` where something was said that does not fit the stricter age that is asked for.
    """
    if live.moderation is not None and _moderated(live, by, command):
        await live.moderation.insist(_age(live, command), command)
    if live.quota is not None and by is not None and _counted(live, by, command):
        await live.quota(live.id, by)
    if isinstance(command, SetRules) and _tightens(live.confirmed, command):
        return await _tighten(live, by, command)
    return await live.submit(by, command)


async def _tell(live: LiveRoom, by: UUID | None, command: Command, done: Callable[[int | Refused], None]) -> None:
    try:
        async with asyncio.timeout(live.patience):
            seq = await give(live, by, command)
    except Refused as refused:
        done(refused)
    except Exception as error:
        log.warning("reread.failed", room=live.id, error=type(error).__name__)
        done(Busy())
    else:
        done(seq)


def _moderated(live: LiveRoom, by: UUID | None, command: Command) -> bool:
    if by is None or live.moderation is None or (live.confirmed is None) != isinstance(command, CreateRoom):
        return False
    return live.moderation.asks(_age(live, command), command)


def _counted(live: LiveRoom, by: UUID | None, command: Command) -> bool:
    """Whether a command asks for work of which a day has only so much, and was not taken already."""
    if by is None or live.quota is None or not isinstance(command, AskMedia | RetryMedia | AddRecording):
        return False
    return live.confirmed is not None and live.confirmed.answered(by, command.op) is None


def _age(live: LiveRoom, command: Command) -> Age:
    return command.rules.age if isinstance(command, CreateRoom) else live.room.view.rules.age


def _tightens(room: Room | None, command: Command) -> bool:
    """Whether a command asks for a stricter age than the room has."""
    if not isinstance(command, SetRules) or isinstance(command, TightenRules) or room is None:
        return False
    return looser(room.view.rules.age, than=command.rules.age)


async def read_again(connection: Any, room: UUID, seq: int, age: Age, language: str) -> int:
    """Check everything that is in a room's log after ``seq``.

    Returns:
        The seq up to which all of it fits.

    Raises:
        StoryNotFitting: something does not.
    """
    while log := await store.since(connection, room, seq, AT_ONCE):
        for recorded in log:
            screen_again(recorded, age, language)
        seq = log[-1].event.seq
        await asyncio.sleep(0)
    return seq


async def _tighten(live: LiveRoom, by: UUID | None, command: SetRules) -> int:
    """Give the command together with the promise that all before it was read. The host's leave is asked first: whoever
    may not do it is told so, and nothing is read for them.
    """
    room, seat = live.room, live.room.seated(by)
    if seat is None or (seat.id != room.view.host and seat.role != "cohost"):
        return await live.submit(by, command)
    read = 0
    for _ in range(TRIES):
        read = await read_again(live.pool, live.id, read, command.rules.age, room.view.language)
        try:
            return await live.submit(by, TightenRules(op=command.op, rules=command.rules, read=read))
        except Busy:
            continue
    raise Busy
