"""What a simulated member writes down, line by line."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

What = Literal[
    "opened", "lost",  # a connection
    "cut",  # what only the test knows: from now on nothing reaches the client on it
    "asked", "told",  # a join, whose answer is one of:
    "reset", "resumed",  # a snapshot at seq; a delta that follows seq
    "received", "caught_up",  # an event live; an event of a delta
    "sent", "acked", "refused", "put_off",  # a write, its receipt, its final refusal, a refusal that says: again
    "restarting",  # the server said that it goes
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Record:
    """One line of a client's account. ``connection`` counts the sockets of this client."""

    t: float
    client: str
    connection: int
    what: What
    op: UUID | None = None
    hash: str = ""
    seq: int = 0
    code: str = ""

    def __str__(self) -> str:
        parts = [f"{self.t:.3f}", f"{self.client}#{self.connection}", self.what]
        parts += [f"seq {self.seq}"] if self.seq else []
        parts += [f"op {self.op}"] if self.op else []
        return " ".join([*parts, self.code]).strip()


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
