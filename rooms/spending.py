"""What was spent today, in dollars: the budgets of a room, a person and a tenant are sums over the ledger."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from rooms.settings import Settings

Level = Literal["full", "soft", "hard"]
"""Beyond ``soft`` the cheaper model writes; beyond ``hard`` only what costs nothing."""

TODAY = """
select coalesce(sum(due) filter (where room_id = $1), 0) as room,
    coalesce(sum(due) filter (where person_id = $2), 0) as person, coalesce(sum(due), 0) as tenant
from (
    select room_id, person_id, coalesce(cost, case when outcome = 'open' then reserved end, 0) as due from attempts
    where tenant_id = (select tenant_id from heads where room_id = $1) and at >= date_trunc('day', now(), 'UTC')) as t
"""


async def today(connection: Any, room: UUID, person: UUID | None) -> dict[str, Decimal]:
    """Dollars since midnight UTC, with what is reserved: of the room, the person, and the whole tenant."""
    return dict(await connection.fetchrow(TODAY, room, person))


def budgets(settings: Settings) -> dict[str, Decimal]:
    return {
        "room": settings.budget_room_day,
        "person": settings.budget_person_day,
        "tenant": settings.budget_tenant_day,
    }


def level(settings: Settings, spent: dict[str, Decimal], more: Decimal = Decimal()) -> Level:
    shares = [(spent[name] + more) / budget for name, budget in budgets(settings).items() if budget]
    share = max(shares, default=Decimal())
    return "hard" if share > 1 else "soft" if share > Decimal(str(settings.budget_soft_share)) else "full"
