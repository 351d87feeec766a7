"""What a page that comes (back) lacks: a gap-free delta, or an explicit reset with the story so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from rooms import store
from rooms.protocol import WINDOW, AnyEvent, Delta, Now, Snapshot
from rooms.room import Room, public


async def delta(
    pool: Any, room: Room, after: int, recent: Sequence[AnyEvent], most: int, now: Callable[[], Now]
) -> Delta | None:
    """Everything after ``after``, as of this value of the room.

    Args:
        after: the last seq that the page has.
        recent: the last events of the room, up to its seq.
        most: events of a delta; with more a snapshot is cheaper.
        now: asked last of all: signals that are shown before the answer is written do not reach its reader.

    Returns:
        None when there is no such delta.
    """
    missing = room.seq - after
    if after <= 0 or not 0 <= missing <= most:
        return None
    if missing <= len(recent):
        events = tuple(recent)[len(recent) - missing :]
    else:
        events = tuple(recorded.event for recorded in await store.since(pool, room.view.id, after, missing))
    return Delta(seq=room.seq, events=events, now=now()) if len(events) == missing else None


async def snapshot(pool: Any, room: Room, epoch: UUID, member: UUID, now: Callable[[], Now]) -> Snapshot:
    """The story so far, as of this value of the room. ``now`` as above."""
    view = public(room)
    texts, chat = await store.window(pool, view.id, room.seq, [passage.id for passage in view.passages], WINDOW)
    return Snapshot(
        seq=room.seq,
        epoch=epoch,
        you=member,
        room=view,
        earlier=len(room.view.passages) > WINDOW,
        texts=texts,
        chat=chat,
        now=now(),
    )
