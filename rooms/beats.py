"""What the co-author reads of the log for its memory, as the writer role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from rooms.protocol import BeatRecorded

NEWEST = """
select event from events where room_id = $1 and event ->> 'type' = 'beat.recorded' order by seq desc limit $2
"""
MADE = """
select t.seq, length(t.text) as chars, e.event ->> 'by' as by from texts t join events e using (room_id, seq)
where t.room_id = $1 and t.seq = any($2)
"""


@dataclass(frozen=True, slots=True)
class Made:
    """How long a version is, and which person wrote it anew; None: it is by the passage's author."""

    chars: int
    by: UUID | None


async def beats(connection: Any, room: UUID, most: int) -> dict[tuple[int, int], BeatRecorded]:
    """The newest beats of a room, by passage and version, oldest first. Of several of one version the last counts."""
    rows = await connection.fetch(NEWEST, room, most)
    found = (BeatRecorded.model_validate_json(row["event"]) for row in reversed(rows))
    return {(beat.passage, beat.version): beat for beat in found}


async def made(connection: Any, room: UUID, versions: Sequence[int]) -> dict[int, Made]:
    """How some versions came to be, without their words."""
    rows = await connection.fetch(MADE, room, versions)
    return {row["seq"]: Made(row["chars"], UUID(row["by"]) if row["by"] else None) for row in rows}
