"""Sweeping: rows whose time is over. Every statement may run twice, or side by side, with the same end."""

from __future__ import annotations

from typing import Any

import structlog

log = structlog.get_logger()

SWEEPS = {
    "tickets": "delete from tickets where expires_at < now()",
    "guesses": "delete from guesses where minute < now() - interval '10 minutes'",
    "presence": "delete from presence p using processes q "
    "where q.id = p.process_id and least(q.beat_at, p.left_at) < now() - interval '1 day'",
    "attempts": "update attempts set outcome = 'lost', cost = reserved, usage_source = 'estimated' "
    "where outcome = 'open' and at < now() - interval '10 minutes'",
    "fetched": "delete from fetched where at < now() - interval '2 days'",
    "processes": "delete from processes where beat_at < now() - interval '2 days'",
}


async def sweep(ctx: dict[Any, Any]) -> dict[str, str]:
    """Delete what is over. Returns PostgreSQL's word for each table."""
    swept = {table: await ctx["pool"].execute(statement) for table, statement in SWEEPS.items()}
    log.debug("upkeep.swept", **swept)
    return swept
