"""The tables, as people's reads see them. migrations/ makes them; a test compares the two.

Room events are appended by one hand-written statement in rooms/store.py, not through these classes.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, JSON, BigInteger, Column, DateTime, LargeBinary, Numeric, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

GUESTS = UUID("00000000-0000-4000-8000-000000000001")
"""The tenant of everybody without an account."""


def _time(nullable: bool = False) -> Any:
    return Field(sa_column=Column(DateTime(timezone=True), nullable=nullable))


class RoomRow(SQLModel, table=True):
    """What is known of a room before its log is read."""

    __tablename__ = "rooms"

    id: UUID = Field(primary_key=True)
    tenant_id: UUID
    code: str = Field(unique=True)
    created_by: UUID
    created_at: datetime = _time()


class HeadRow(SQLModel, table=True):
    """The last seq of each room: what an append must expect, and what every process asks for news."""

    __tablename__ = "heads"

    room_id: UUID = Field(primary_key=True)
    tenant_id: UUID
    seq: int = Field(sa_column=Column(BigInteger, nullable=False))
    passages: int = 0
    """In all branches."""


class CoverRow(SQLModel, table=True):
    """The outside of a story (rooms/cover.py), written when it changes."""

    __tablename__ = "covers"

    room_id: UUID = Field(primary_key=True)
    tenant_id: UUID
    title: str
    premise: str
    language: str
    genre: str
    mode: str
    host: str | None = None
    names: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    members: int
    complete: bool


class ShelfRow(SQLModel, table=True):
    """A story on somebody's shelf: written together with the event by which they took or lost their seat."""

    __tablename__ = "shelves"

    person_id: UUID = Field(primary_key=True)
    room_id: UUID = Field(primary_key=True)
    tenant_id: UUID
    seated: bool
    archived_at: datetime | None = _time(nullable=True)


class LinkRow(SQLModel, table=True):
    """A link that lets whoever has it read, or come in. Of its token only the hash is kept."""

    __tablename__ = "links"

    id: UUID = Field(primary_key=True)
    tenant_id: UUID
    room_id: UUID
    hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False, unique=True))
    kind: str
    role: str
    created_by: UUID
    created_at: datetime = _time()
    expires_at: datetime | None = _time(nullable=True)
    uses: int = 0


class EventRow(SQLModel, table=True):
    """The log. ``event`` is public, ``sealed`` is folded by the server and never framed."""

    __tablename__ = "events"

    room_id: UUID = Field(primary_key=True)
    seq: int = Field(sa_column=Column(BigInteger, primary_key=True))
    tenant_id: UUID
    at: datetime = _time()
    actor: UUID | None = None
    op: UUID | None = None
    event: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    sealed: dict[str, str] | None = Field(default=None, sa_column=Column(JSONB))


class TextRow(SQLModel, table=True):
    """The words of an event, apart from it: erasing blanks them and keeps the row. ``seq`` is a passage's version."""

    __tablename__ = "texts"

    room_id: UUID = Field(primary_key=True)
    seq: int = Field(sa_column=Column(BigInteger, primary_key=True))
    tenant_id: UUID
    passage: int | None = Field(default=None, sa_column=Column(BigInteger))
    text: str


class JobRow(SQLModel, table=True):
    """Work that an event asked for, written in the same statement. ``attempt`` is the fencing number of its lease."""

    __tablename__ = "jobs"

    room_id: UUID = Field(primary_key=True)
    seq: int = Field(sa_column=Column(BigInteger, primary_key=True))
    tenant_id: UUID
    kind: str
    attempt: int = 0
    owner: UUID | None = None
    lease_until: datetime | None = _time(nullable=True)
    progress: str = ""
    done: bool = False
    person_id: UUID | None = None
    asked_at: datetime = _time()
    not_before: datetime | None = _time(nullable=True)
    let_go: int = 0
    """Attempts that were given back, by workers that were told to stop."""
    cost: Decimal | None = Field(default=None, sa_column=Column(Numeric))
    """Dollars that its provider took, as far as it is known."""
    ended_at: datetime | None = _time(nullable=True)
    outcome: str | None = None
    """The type of the event that ended it."""


class FetchedRow(SQLModel, table=True):
    """What a provider answered, under the SHA-256 of its request. ``calls``: how often the last job, ``seq``,
    has asked it, also in vain."""

    __tablename__ = "fetched"

    room_id: UUID = Field(primary_key=True)
    request: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    tenant_id: UUID
    place: str
    seq: int = Field(sa_column=Column(BigInteger, nullable=False))
    part: str = ""
    """Of the job, where all requests for it are counted as one."""
    calls: int = 0
    file: UUID | None = None
    provider: str | None = None
    model: str | None = None
    cost: Decimal | None = Field(default=None, sa_column=Column(Numeric))
    notes: dict[str, Any] | None = Field(default=None, sa_column=Column(JSONB))
    at: datetime = _time()


class CheckpointRow(SQLModel, table=True):
    """A fold that need not be made again. ``rules`` names the version of the rules that made it.

    Kept as json, not jsonb, which would lose the order of the seats.
    """

    __tablename__ = "checkpoints"

    room_id: UUID = Field(primary_key=True)
    seq: int = Field(sa_column=Column(BigInteger, primary_key=True))
    tenant_id: UUID
    rules: int
    room: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    """Not JSONB, which would sort the seats by id."""


class ProcessRow(SQLModel, table=True):
    """A web process and its heartbeat. It belongs to the house, not to a tenant."""

    __tablename__ = "processes"

    id: UUID = Field(primary_key=True)
    beat_at: datetime = _time()


class PresenceRow(SQLModel, table=True):
    """Who is in a room through which process: written at a member's first and last tab there."""

    __tablename__ = "presence"

    room_id: UUID = Field(primary_key=True)
    member_id: UUID = Field(primary_key=True)
    process_id: UUID = Field(primary_key=True)
    tenant_id: UUID
    left_at: datetime | None = _time(nullable=True)


class TicketRow(SQLModel, table=True):
    """A ticket that was used, as its hash, until it would be too old anyway."""

    __tablename__ = "tickets"

    hash: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    tenant_id: UUID
    room_id: UUID
    person_id: UUID
    expires_at: datetime = _time()


class ApiKeyRow(SQLModel, table=True):
    """A key that acts as a person, as its hash. ``person_name``: theirs at the time; of guests nothing else is kept."""

    __tablename__ = "api_keys"

    id: UUID = Field(primary_key=True)
    tenant_id: UUID
    person_id: UUID
    person_name: str
    name: str
    begins: str
    hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False, unique=True))
    created_at: datetime = _time()
    used_on: date | None = None
    revoked_at: datetime | None = _time(nullable=True)


class AttemptRow(SQLModel, table=True):
    """One request to a provider, also one that failed or was stopped (server/coauthor/ledger.py). No prompt, no text.

    ``generation``: the seq of the event that asked; ``as_of``: of the room that the prompt was made of. ``cost``:
    dollars; null is not known. ``reserved``: at most so much, while it is open.
    """

    __tablename__ = "attempts"

    id: UUID = Field(primary_key=True)
    tenant_id: UUID
    room_id: UUID
    generation: int = Field(sa_column=Column(BigInteger, nullable=False))
    fence: int
    person_id: UUID | None = None
    as_of: int = Field(sa_column=Column(BigInteger, nullable=False))
    at: datetime = _time()
    purpose: str
    provider: str
    model: str
    outcome: str
    request: str
    first_ms: int | None = None
    total_ms: int | None = None
    fresh: int | None = None
    cache_read: int | None = None
    cache_write: int | None = None
    cache_write_long: int | None = None
    out: int | None = None
    thought: int | None = None
    usage_source: str | None = None
    priced_from: date | None = None
    reserved: Decimal | None = Field(default=None, sa_column=Column(Numeric))
    cost: Decimal | None = Field(default=None, sa_column=Column(Numeric))
    checked: str | None = None
    """What the check said of the passage (engine/gate.py)."""


class EpochRow(SQLModel, table=True):
    """Which history the logs tell; the newest counts. A restored backup gets another, because its seqs come again."""

    __tablename__ = "epochs"

    id: UUID = Field(primary_key=True)
    since: datetime = _time()


class GuessRow(SQLModel, table=True):
    """Wrong codes of one address (hashed) in one minute. It belongs to the house, not to a tenant."""

    __tablename__ = "guesses"

    address: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    minute: datetime = Field(sa_column=Column(DateTime(timezone=True), primary_key=True))
    count: int
