"""How a passage of the co-author's came about, and what a room has cost today.

A prompt is not kept: it is made again, to the letter, of the room as it was when it was written.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import col, func, select
from starlette.requests import Request
from starlette.responses import Response

from engine.llm import Brief
from engine.prompt import prompt_of
from rooms import store
from rooms.errors import NoReceipt
from rooms.protocol import Generation
from rooms.resources import CoauthorReceipt, Given, ReceiptQuery, Spending, Tried
from rooms.room import Room, fold
from rooms.tables import AttemptRow
from server.api.endpoints import Endpoint, answer, query
from server.api.rooms import Api
from server.coauthor.briefing import brief_of
from server.coauthor.ledger import Ledger

WRITTEN = """
select (event ->> 'generation')::bigint as generation from events
where room_id = $1 and seq > $2 and event ->> 'type' = 'generation.ended' order by seq limit 1
"""
"""The end of a generation follows what it wrote in the same commit."""


class Receipts:
    def __init__(self, api: Api, ledger: Ledger) -> None:
        self.api = api
        self.ledger = ledger

    def endpoints(self) -> list[Endpoint]:
        at = "/api/rooms/{room:uuid}"
        receipt = f"{at}/passages/{{passage:int}}/receipt"
        return [
            Endpoint("GET", receipt, self.receipt, CoauthorReceipt, query=ReceiptQuery, refuses=(NoReceipt,)),
            Endpoint("GET", f"{at}/spending", self.spending, Spending, who="leader"),
        ]

    async def receipt(self, request: Request) -> Response:
        """How a passage of the co-author's came about: who asked, what it was given, which model wrote it, and for how
        much.
        """
        live, person = await self.api.member(request)
        asked = query(request, ReceiptQuery)
        passage = live.room.passage(request.path_params["passage"])
        if passage is None or passage.status == "retracted":
            raise NoReceipt
        version = passage.version if asked.version is None else asked.version
        pool = self.api.service.pool
        number = await pool.fetchval(WRITTEN, live.id, version) if version in passage.versions else None
        rows = await self._attempts(person.tenant, live.id, number) if number else []
        written = [row for row in rows if row.purpose == "beat"]
        if not written:
            raise NoReceipt
        last = written[-1]
        room = fold(None, await store.since(pool, live.id, 0, last.as_of))
        generation = room.view.generation if room else None
        if room is None or generation is None or generation.id != number:
            raise NoReceipt
        generation = generation.model_copy(update={"fence": last.fence})
        brief, _ = await brief_of(pool, room, generation, self.api.settings)
        leads = person.id == live.room.view.host or live.room.view.members[person.id].role == "cohost"
        entitled = bool(last.model) and (person.id == generation.by or (leads and not room.hint))
        return answer(_receipt(passage.id, version, generation, rows, last, room, brief, entitled))

    async def spending(self, request: Request) -> Response:
        """What this room has cost today, beside its budget."""
        live, person = await self.api.leader(request)
        spent = await self.ledger.today(live.id, person.id)
        unknown = select(func.count()).where(
            col(AttemptRow.room_id) == live.id,
            col(AttemptRow.at) >= func.date_trunc("day", func.now(), "UTC"),
            col(AttemptRow.cost).is_(None),
            col(AttemptRow.outcome) != "open",
        )
        async with self.api.people.session(person.tenant) as session:
            count = (await session.exec(unknown)).one()
        return answer(
            Spending(
                spent=float(spent["room"]),
                budget=float(self.ledger.budgets["room"]),
                level=self.ledger.level(spent),
                unknown=count,
            )
        )

    async def _attempts(self, tenant: UUID, room: UUID, generation: int) -> Sequence[AttemptRow]:
        mine = select(AttemptRow).where(AttemptRow.room_id == room, AttemptRow.generation == generation)
        async with self.api.people.session(tenant) as session:
            return list((await session.exec(mine.order_by(col(AttemptRow.at)))).all())


def _receipt(
    passage: int, version: int, generation: Generation, rows: Sequence[AttemptRow], last: AttemptRow, room: Room,
    brief: Brief, entitled: bool,
) -> CoauthorReceipt:  # fmt: skip
    costs = [row.cost for row in rows]
    known = [cost for cost in costs if cost is not None]
    return CoauthorReceipt(
        passage=passage,
        version=version,
        at=last.at,
        asked_by=generation.by,
        provider=last.provider,
        model=last.model,
        given=_given(room, brief),
        tried=tuple(_tried(row) for row in rows),
        dollars=float(sum(known, Decimal())) if len(known) == len(costs) else None,
        checked=last.checked or "open",
        prompt=_in_full(brief) if entitled else None,
    )


def _given(room: Room, brief: Brief) -> Given:
    return Given(
        passages=len(brief.lines),
        summed_up=brief.earlier,
        facts=len(brief.world.entities),
        lines=len(brief.weave),
        versions=len(brief.versions),
        hint=bool(room.hint),
        note=bool(brief.note),
    )


def _tried(row: AttemptRow) -> Tried:
    read = [row.fresh, row.cache_read, row.cache_write, row.cache_write_long]
    told: dict[str, Any] = {"read": None, "cached": row.cache_read, "written": row.out}
    if row.fresh is not None:
        told["read"] = sum(tokens or 0 for tokens in read)
    return Tried(
        provider=row.provider,
        model=row.model,
        purpose=row.purpose,
        outcome=row.outcome,
        first_ms=row.first_ms,
        total_ms=row.total_ms,
        dollars=None if row.cost is None else float(row.cost),
        **told,
    )


def _in_full(brief: Brief) -> str:
    prompt = prompt_of(brief)
    told = [f"[{said.by}]\n{said.text}" for said in prompt.told]
    return "\n\n".join([prompt.rules, prompt.story, *prompt.before, *told, prompt.now])
