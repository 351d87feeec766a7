"""A whole room as one file: every event as it was recorded, one JSON object to a line. docs/format.md describes it.

What is sealed is not in it: it belongs to those whose hidden lines and secret votes it was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field
from pydantic_core import from_json, to_json

from rooms.protocol import EVENT, Wire
from rooms.room import Recorded

FORMAT, VERSION = "roundtale", 1
Hash = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class Header(Wire):
    """The first line."""

    format: Literal["roundtale"]
    version: Literal[1]
    room: UUID
    """The id that it had where it was written."""
    epoch: UUID | None = None
    """The history of that house that the events are of."""
    events: Annotated[int, Field(ge=1, le=2**53 - 1)]
    sha256: Hash
    """Of all following lines, as ``line_of`` writes them."""


class Cause(Wire):
    """What a line says beside its event."""

    actor: UUID | None = None
    op: UUID | None = None


def canonical(value: Any) -> bytes:
    """JSON in the one form that is hashed: keys in order, no blanks, UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def line_of(recorded: Recorded) -> bytes:
    """An event without its room's id and without what has its default, with who caused it and by which op.

    Fields that later versions add have defaults, so they change no line and no hash of before.
    """
    event = recorded.event
    said = event.model_dump(mode="json", exclude={"room"}, exclude_defaults=True) | {"type": event.type}
    if recorded.by is not None:
        said["actor"] = str(recorded.by)
    if recorded.op is not None:
        said["op"] = str(recorded.op)
    return canonical(said) + b"\n"


def recorded_of(line: bytes, room: UUID) -> Recorded:
    """Read a line again, as an event of ``room``.

    Raises:
        ValueError: it is none; a ValidationError says where.
    """
    said = from_json(line)
    if not isinstance(said, dict) or "room" in said:
        raise ValueError("is not an event as this format has it")
    cause = Cause.model_validate_json(to_json({name: said.pop(name) for name in ("actor", "op") if name in said}))
    return Recorded(EVENT.validate_json(to_json({**said, "room": room})), by=cause.actor, op=cause.op)


def story_hash(log: Iterable[Recorded]) -> str:
    """What two rooms have in common that tell the same story in the same way, whatever their ids."""
    whole = hashlib.sha256()
    for recorded in log:
        whole.update(line_of(recorded))
    return whole.hexdigest()
