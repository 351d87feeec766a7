"""What a page that comes (back) lacks: a gap-free delta, or an explicit reset with the story so far."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from rooms import store
from rooms.protocol import WINDOW, ChatLine, ChatPosted, Delta, Now, Snapshot
from rooms.room import Room, public


async def missed(
    pool: Any, room: Room, member: UUID, after: int | None, most: int, now: Callable[[], Now]
) -> Snapshot | Delta:
    """Everything after ``after``, as of this value of the room.

    Args:
        after: the last seq that the page has; None when it has nothing.
        most: events of a delta; with more a snapshot is cheaper.
        now: asked last of all: signals that are shown before the answer is written do not reach its reader.
    """
    if after is not None and 0 < after <= room.seq and room.seq - after <= most:
        log = await store.since(pool, room.view.id, after, room.seq - after)
        if len(log) == room.seq - after:
            return Delta(seq=room.seq, events=tuple(recorded.event for recorded in log), now=now())
    return await _snapshot(pool, room, member, now)


async def _snapshot(pool: Any, room: Room, member: UUID, now: Callable[[], Now]) -> Snapshot:
    view = public(room)
    texts = await store.texts(pool, view.id, [passage.id for passage in view.passages])
    chat = await store.chat(pool, view.id, room.seq, WINDOW)
    return Snapshot(
        seq=room.seq,
        you=member,
        room=view,
        earlier=len(room.view.passages) > WINDOW,
        texts=tuple(text for text in texts if text.version <= room.seq),
        chat=tuple(
            ChatLine(id=r.event.seq, member=r.event.member, at=r.event.at, text=r.event.text)
            for r in chat
            if isinstance(r.event, ChatPosted)
        ),
        now=now(),
    )
