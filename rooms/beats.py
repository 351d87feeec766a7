"""What the co-author reads of the log for its memory, as the writer role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from rooms.protocol import BeatRecorded

NEWEST = """
select event from events where room_id = $1 and event ->> 'type' = 'beat.recorded' and seq <= $2
order by seq desc limit $3
"""


async def beats(connection: Any, room: UUID, seq: int, most: int) -> dict[tuple[int, int], BeatRecorded]:
    """The newest beats of a room up to ``seq``, by passage and version, oldest first; of a version the last counts."""
    rows = await connection.fetch(NEWEST, room, seq, most)
    found = (BeatRecorded.model_validate_json(row["event"], extra="ignore") for row in reversed(rows))
    return {(beat.passage, beat.version): beat for beat in found}


async def lengths(connection: Any, room: UUID, versions: Sequence[int]) -> dict[int, int]:
    """How many characters some versions have."""
    rows = await connection.fetch(
        "select seq, length(text) as chars from texts where room_id = $1 and seq = any($2)", room, versions
    )
    return {row["seq"]: row["chars"] for row in rows}
