"""Erasing files: of what was taken back, at once; and of what nobody refers to, once a day.

A worker that dies between keeping a file and telling of it leaves one that no story knows.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

import structlog

from rooms import store
from rooms.media import at_work, every_media
from rooms.objects import Objects, Stored, place_of, prefix_of
from rooms.protocol import Media, MediaAsked, MediaReady, MediaRemoved, PassageRetracted
from rooms.room import Room

log = structlog.get_logger()
AGE = timedelta(days=1)
"""Longer than any work takes, with all its attempts."""
READY = """
select seq from events where room_id = $1 and seq > $2 and event ->> 'type' = 'media.ready'
    and (event ->> 'media')::bigint = $2
"""
FETCHED = "select file from fetched where room_id = $1 and seq = $2"
FORGET = "delete from fetched where room_id = $1 and place = $2 and ($3 or file = any($4))"


async def erase(pool: Any, objects: Objects, room: UUID, seq: int) -> None:
    """Delete the files of what the event ``seq`` of a room took back, and what else lies there and belongs to nobody.

    Raises:
        StorageFailed: not all of it is deleted yet. It may be done again, any number of times.
    """
    match await _event(pool, room, seq):
        case PassageRetracted(passage=passage):
            await tidy(pool, objects, room, place_of("plate", passage))
        case MediaRemoved(media=media):
            asked = await _event(pool, room, media)
            if isinstance(asked, MediaAsked):
                ready = await pool.fetchval(READY, room, media)
                made = await _event(pool, room, ready) if ready else None
                files = [file.id for file in made.made.files] if isinstance(made, MediaReady) else []
                raw = [row["file"] for row in await pool.fetch(FETCHED, room, media)]
                await tidy(pool, objects, room, _place(asked.media), {*files, *raw, asked.media.source})
        case _:
            pass


async def tidy_after(pool: Any, objects: Objects, room: UUID, media: int) -> None:
    """Delete what an attempt left behind whose media was taken back while it worked."""
    asked = await _event(pool, room, media)
    if isinstance(asked, MediaAsked):
        await tidy(pool, objects, room, _place(asked.media))


async def tidy(pool: Any, objects: Objects, room: UUID, place: str, gone: Collection[UUID | None] = ()) -> None:
    """Delete from a place of a room what nothing that stands refers to.

    Args:
        pool: of the writer.
        objects: where the files are.
        room: which room.
        place: as ``place_of`` says.
        gone: where somebody is at work in this place, of its files only these: others may be theirs.
    """
    tenant = await pool.fetchval("select tenant_id from heads where room_id = $1", room)
    found = [stored async for stored in objects.list(prefix_of(tenant, room, place))]
    folded = await store.load(pool, room)  # after the list: what is kept meanwhile is not in that
    if folded is None:
        return
    keys = _belonging_to_nobody(folded, found, gone)
    await objects.delete(*keys)
    emptied = len(keys) == len(found) and not _at_work(folded, place)
    await pool.execute(FORGET, room, place, emptied, [_file(key) for key in keys])


async def orphans(pool: Any, objects: Objects, now: datetime | None = None) -> int:
    """Delete everywhere what has been there for a day and nothing refers to. Rooms of other houses are left alone.

    Returns:
        How many files that were.
    """
    before, rooms, deleted = (now or datetime.now(UTC)) - AGE, 0, 0
    async for room, prefix in _rooms(objects):
        old = [stored async for stored in objects.list(prefix) if stored.at < before]
        folded = await store.load(pool, room) if old else None
        if folded is not None:
            keys = _belonging_to_nobody(folded, old)
            await objects.delete(*keys)
            deleted += len(keys)
        rooms += 1
        if rooms % 1000 == 0:
            log.info("files.swept", rooms=rooms, deleted=deleted)
    log.info("files.swept", rooms=rooms, deleted=deleted, whole=True)
    return deleted


async def _rooms(objects: Objects) -> AsyncIterator[tuple[UUID, str]]:
    for tenant in await objects.folders():
        for prefix in await objects.folders(tenant):
            try:
                yield UUID(PurePosixPath(prefix).name), prefix
            except ValueError:
                continue


def _belonging_to_nobody(room: Room, found: Iterable[Stored], gone: Collection[UUID | None] = ()) -> list[str]:
    standing: set[tuple[str, UUID]] = set()
    for media in every_media(room.view):
        files = [file.id for file in media.made.files] if media.made else [media.source]
        standing |= {(_place(media), file) for file in files if file}
    keys = []
    for stored in found:
        place, file = PurePosixPath(stored.key).parent.name, _file(stored.key)
        if file and (place, file) not in standing and (file in gone or not _at_work(room, place)):
            keys.append(stored.key)
    return keys


def _at_work(room: Room, place: str) -> bool:
    return any(at_work(m) and _place(m) == place for m in every_media(room.view))


def _place(media: Media) -> str:
    return place_of(media.kind, media.passage, media.character)


def _file(key: str) -> UUID | None:
    """None: no file of ours."""
    try:
        return UUID(PurePosixPath(key).stem)
    except ValueError:
        return None


async def _event(pool: Any, room: UUID, seq: int) -> Any:
    found = await store.since(pool, room, seq - 1, 1)
    return found[0].event if found and found[0].event.seq == seq else None
