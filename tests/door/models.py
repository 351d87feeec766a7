"""A door whose co-author is a model, behind a wire server that a test plays."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from engine.coauthor import Attempt
from rooms.service import RoomService
from rooms.settings import Settings
from server.coauthor.narration import Narration
from server.coauthor.reaching import coauthor_of
from server.metrics import Metrics
from tests.door.scene import door, ledger
from tests.waiting import until
from tests.wires.reached import KEY
from tests.wires.server import FOREVER, Exchange, Pause, Script, Wire
from tests.wires.speech import SPEECHES

SPEECH = SPEECHES["anthropic"]
WORDS = ("“It is only me,” ", "said the lamp, ", "and turned away.")
CLOSED_SECONDS = 1.0
"""After this a provider that is not wanted any more is not listened to any more (issue 5, A)."""


def hanging(*words: str) -> Script:
    """Some words, and then a sign of life now and then, but no more words: somebody must let go of it."""
    return [SPEECH.begin(), *map(SPEECH.words, words), Pause(FOREVER)]


@dataclass
class Told:
    """``attempts`` as the co-author told them."""

    service: RoomService
    narration: Narration
    attempts: list[Attempt] = field(default_factory=list)


@asynccontextmanager
async def told_by_a_model(settings: Settings, wire: Wire, **changes: Any) -> AsyncIterator[Told]:
    """``changes`` are settings; without others improv stands in where the model is down."""
    given = {"coauthor": ("anthropic", "improv"), "anthropic_url": wire.address, "coauthor_words_per_second": 5_000}
    given["anthropic_key"] = Settings.model_validate({"anthropic_key": KEY}).anthropic_key
    settings = settings.model_copy(update=given | changes)
    attempts: list[Attempt] = []
    coauthor = coauthor_of(settings, attempts.append)
    async with door(settings) as service:
        narration = Narration(settings, service, coauthor, ledger(settings, service.pool), Metrics())
        narration.start()
        try:
            yield Told(service, narration, attempts)
        finally:
            await narration.stop()
            await coauthor.aclose()


async def left(exchange: Exchange, seconds: float = CLOSED_SECONDS) -> None:
    """The provider sees that nobody listens any more."""
    await until("the connection to the provider is closed", exchange.left.is_set, seconds)


async def rows_of(connection: Any, room: UUID) -> list[dict[str, Any]]:
    """A room's rows of the ledger, in the order of their attempts."""
    rows = await connection.fetch("select * from attempts where room_id = $1 order by generation, fence, at", room)
    return [dict(row) for row in rows]


async def outcomes_of(connection: Any, room: UUID) -> list[tuple[str, str, str]]:
    rows = await rows_of(connection, room)
    return [(row["provider"], row["purpose"], row["outcome"]) for row in rows]


async def spend(connection: Any, room: UUID, dollars: str, person: UUID | None = None) -> None:
    """As if a passage of today had cost so much."""
    await connection.execute(
        "insert into attempts (id, tenant_id, room_id, generation, fence, person_id, as_of, at, purpose, provider, "
        "model, outcome, request, cost) select gen_random_uuid(), tenant_id, room_id, 0, 1, $2, 0, now(), 'beat', "
        "'anthropic', 'claude-sonnet-5-5', 'done', '', $3::text::numeric from heads where room_id = $1",
        room, person, dollars,
    )  # fmt: skip
