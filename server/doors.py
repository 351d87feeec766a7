"""What the token of a link opens."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import func, or_, update
from sqlmodel import col, select

from rooms.errors import NoSuchLink
from rooms.resources import LinkKind
from rooms.tables import LinkRow
from server.identity import Invited
from server.people import People

LONGEST = 100
"""Letters of a token that are looked at; ours have 32."""


class Doors:
    def __init__(self, people: People) -> None:
        self.people = people

    async def open(self, token: str, kind: LinkKind | None = None) -> LinkRow:
        """The link that a token is of.

        Args:
            token: as it stands in the link.
            kind: what it must open; None: anything.

        Raises:
            NoSuchLink: there is none, it is too old, or it opens something else.
        """
        hashed = hash_of(token)
        async with self.people.session() as session:
            row: LinkRow | None = (await session.exec(good_links().where(LinkRow.hash == hashed))).first()
        if row is None or (kind and row.kind != kind):
            raise NoSuchLink
        return row

    async def used(self, link: LinkRow) -> Invited:
        """Count a use.

        Returns:
            The role that it gives.
        """
        async with self.people.session(link.tenant_id) as session:
            counted = update(LinkRow).where(col(LinkRow.id) == link.id).values(uses=LinkRow.uses + 1)
            await (await session.connection()).execute(counted)
        return link.role if link.kind == "invite" else None  # type: ignore[return-value]


def good_links() -> Any:
    return select(LinkRow).where(or_(col(LinkRow.expires_at).is_(None), col(LinkRow.expires_at) > func.now()))


def hash_of(token: str) -> bytes:
    """Of 192 random bits: no number of guesses finds one, so wrong ones are not counted."""
    if len(token) > LONGEST:
        raise NoSuchLink
    return hashlib.sha256(token.encode(errors="replace")).digest()
