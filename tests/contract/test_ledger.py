"""The ledger on real PostgreSQL: a row for each request to a provider, whatever became of it, and budgets that hold."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from prometheus_client import CollectorRegistry, generate_latest

from engine.coauthor import Attempt, Coauthor
from engine.llm import Brief, Line, Provider, Usage
from engine.llm_improv import Improv
from engine.models import Model, Models, Price, read_models
from engine.outside import Patience
from engine.pieces import CHARS_PER_TOKEN
from engine.prompt import prompt_of
from engine.telling import Telling
from rooms.runtime import writer_pool
from rooms.settings import APP_ROLE, Settings
from server.coauthor.ledger import Ledger, Work
from server.coauthor.numbers import CoauthorNumbers
from tests.databases import found_room, released
from tests.prompts import parts
from tests.wires.reached import BRIEF, KEY, provider
from tests.wires.server import Pause, Script, Wire
from tests.wires.speech import RECORD, SPEECHES

SONNET, HAIKU = "claude-sonnet-5-5", "claude-haiku-5-5"
WORDS = ("The lamp ", "canary-of-the-words ", "turned away.")
BRISK = Patience(connect=2, first_word=2, gap=2, beat=20, pause=0.01)
SPEECH = SPEECHES["anthropic"]
WHOLE_RECORD = (
    '{"summary": "The canary-of-the-record sings.", "scene": "The lamp room", "mood": "eerie", "present": [], '
    '"choices": ["Knock.", "Wait."], "effects": [], "used": [], "may_end": false}'
)
OTHER_TENANT = UUID(int=9)
TODAY = datetime.now(UTC).date()


@pytest.fixture(scope="module")
async def settings(database_url: str, redis_url: str) -> Settings:
    return await released(database_url, redis_url, "contract_ledger")


@pytest.fixture
async def pool(settings: Settings) -> AsyncIterator[Any]:
    made = await writer_pool(settings)
    yield made
    await made.close()


@pytest.fixture
async def owner(settings: Settings) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(settings.database_url)
    yield connection
    await connection.execute("delete from attempts")
    await connection.close()


def ledger(settings: Settings, pool: Any, models: Models | None = None, /, **budgets: str) -> Ledger:
    given = {f"budget_{name}_day": Decimal(dollars) for name, dollars in budgets.items()}
    return Ledger(settings.model_copy(update=given), pool, models or read_models())


def work_of(room: UUID, generation: int = 7, fence: int = 1, person: UUID | None = None) -> Work:
    return Work(room, generation, fence, person or uuid4(), 5)


def attempt(model: str = SONNET, outcome: Any = "done", usage: Usage | None = None, purpose: str = "beat") -> Attempt:
    return Attempt("anthropic" if model else "improv", model, purpose, outcome, usage, 0.2, 1.5, "req")


async def rows(connection: Any, room: UUID) -> list[Any]:
    return list(await connection.fetch("select * from attempts where room_id = $1 order by fence, at", room))


@dataclass
class House:
    """A room, and a co-author over a wire server whose passages are in the ledger, as narration keeps it."""

    room: UUID
    ledger: Ledger
    wire: Wire
    coauthor: Coauthor

    async def tell(self, brief: Brief = BRIEF, words: int | None = None) -> Telling:
        """One passage; left after so many words."""
        work = work_of(self.room)
        level = await self.ledger.open(work, "anthropic", SONNET, Decimal("0.02"))
        telling = Telling(self.coauthor, brief, tell=work.hear, paid=level != "hard")
        stream = telling.words()
        heard = 0
        async for _ in stream:
            heard += 1
            if heard == words:
                break
        await stream.aclose()
        await self.ledger.close(work)
        return telling


@pytest.fixture
async def house(settings: Settings, pool: Any, owner: Any) -> AsyncIterator[House]:
    async with AsyncExitStack() as stack:
        wire = await stack.enter_async_context(Wire(answered(WHOLE_RECORD)))
        providers: Sequence[Provider] = (provider("anthropic", wire.address, BRISK), Improv(5_000))
        coauthor = Coauthor(providers, BRISK)
        stack.push_async_callback(coauthor.aclose)
        yield House(await found_room(owner), ledger(settings, pool), wire, coauthor)


def answered(record: str) -> Script:
    return [SPEECH.begin(), *map(SPEECH.words, WORDS), SPEECH.record(record), SPEECH.end("called")]


async def test_each_attempt_has_its_row(house: House, owner: Any) -> None:
    """C200: a passage that came at the third try has three rows, in their order: what failed, with its family and no
    first word, and what was done, with tokens of each kind, the price's date and the cost to the last digit.
    """
    house.wire.next([SPEECH.refuse(529, "overloaded_error")], [SPEECH.refuse(500, "api_error")])
    telling = await house.tell()
    assert (telling.outcome, telling.text) == ("complete", "".join(WORDS))
    found = await rows(owner, house.room)
    assert [(row["outcome"], row["first_ms"] is None, row["cost"]) for row in found[:2]] == [
        ("busy", True, None), ("broken", True, None),
    ]  # fmt: skip
    done = found[2]
    used, price = SPEECH.used, read_models().price(SONNET, TODAY)
    assert price is not None
    kinds = ("fresh", "cache_read", "cache_write", "cache_write_long", "out", "thought")
    assert [done[kind] for kind in kinds] == [getattr(used, kind) for kind in kinds]
    assert (done["outcome"], done["cost"], done["priced_from"]) == ("done", price.of(used), price.since)
    assert (done["generation"], done["fence"], done["as_of"], done["request"]) == (7, 1, 5, "msg_1")
    assert 0 <= done["first_ms"] <= done["total_ms"]
    assert len(found) == 3


async def test_stopped_and_repaired_ones_too(house: House, owner: Any) -> None:
    """C201: who leaves in mid-stream has a row with what was used so far; a repair has one of its own, with the small
    model's price.
    """
    house.wire.next([SPEECH.begin(), SPEECH.words(WORDS[0]), Pause()])
    await house.tell(words=1)
    [stopped] = await rows(owner, house.room)
    assert (stopped["outcome"], stopped["usage_source"]) == ("stopped", "partial")
    assert stopped["cost"] > 0
    house.wire.next(answered(RECORD), [SPEECH.answer(WHOLE_RECORD)])
    telling = await house.tell()
    assert telling.beat is not None
    _, beat, repair = await rows(owner, house.room)
    assert (beat["purpose"], beat["model"], beat["outcome"]) == ("beat", SONNET, "done")
    assert (repair["purpose"], repair["model"], repair["outcome"]) == ("repair", HAIKU, "done")
    assert 0 < repair["cost"] < beat["cost"]


async def test_reserved_before_and_settled_after(house: House, owner: Any) -> None:
    """C202: while the provider writes there is one open row with what it may cost, which counts as spent; afterwards
    none is open, and what it did cost counts.
    """
    work = work_of(house.room)
    assert await house.ledger.open(work, "anthropic", SONNET, Decimal("0.02")) == "full"
    [row] = await rows(owner, house.room)
    assert (row["outcome"], row["reserved"], row["cost"], row["model"]) == ("open", Decimal("0.02"), None, SONNET)
    assert (await house.ledger.today(house.room, work.person))["room"] == Decimal("0.02")
    work.hear(attempt(usage=Usage(fresh=1000, out=100)))
    await house.ledger.close(work)
    [row] = await rows(owner, house.room)
    assert (row["outcome"], row["reserved"], row["cost"]) == ("done", None, Decimal("0.003"))
    assert (await house.ledger.today(house.room, work.person))["person"] == Decimal("0.003")


@pytest.mark.parametrize("budget", ["room", "person", "tenant"])
async def test_side_by_side_no_budget_is_passed(budget: str, settings: Settings, owner: Any) -> None:
    """C203: forty requests at once, of two processes, for a budget of ten: ten are let, and what is reserved together
    never passes it.
    """
    room, person = await found_room(owner), uuid4()
    limits = {"room": "0", "person": "0", "tenant": "0", budget: "0.2"}
    pools = [await writer_pool(settings) for _ in range(2)]
    try:
        houses = [ledger(settings, pool, **limits) for pool in pools]
        levels = await asyncio.gather(
            *(
                houses[number % 2].open(work_of(room, number, person=person), "anthropic", SONNET, Decimal("0.02"))
                for number in range(40)
            )
        )
    finally:
        for pool in pools:
            await pool.close()
    assert sorted(levels) == ["full"] * 7 + ["hard"] * 30 + ["soft"] * 3
    assert await owner.fetchval("select sum(reserved) from attempts") == Decimal("0.2")


async def test_what_counts(settings: Settings, pool: Any, owner: Any) -> None:
    """C204: the room's, the person's and the tenant's dollars of today, UTC; another room's, person's, tenant's or
    day's do not count; a budget of 0 is no bound.
    """
    here, there, foreign = await found_room(owner), await found_room(owner), await found_room(owner, OTHER_TENANT)
    me, other = uuid4(), uuid4()
    books = ledger(settings, pool, room="1", person="0", tenant="0")
    for room, person in ((here, me), (here, other), (there, me), (foreign, me)):
        work = work_of(room, person=person)
        await books.open(work, "anthropic", SONNET, Decimal())
        work.hear(attempt(usage=Usage(out=10_000)))
        await books.close(work)
    assert await books.today(here, me) == {"room": Decimal("0.2"), "person": Decimal("0.2"), "tenant": Decimal("0.3")}
    assert [books.level({"room": Decimal(spent)}) for spent in ("0.7", "0.71", "1", "1.01")] == [
        "full", "soft", "soft", "hard",
    ]  # fmt: skip
    await owner.execute("update attempts set at = date_trunc('day', now(), 'UTC') - interval '1 second'")
    assert await books.today(here, me) == {"room": 0, "person": 0, "tenant": 0}
    unbound = ledger(settings, pool, room="0", person="0", tenant="0")
    assert unbound.level({"room": Decimal(9), "person": Decimal(9), "tenant": Decimal(9)}, Decimal(9)) == "full"


async def test_an_unknown_price_is_not_nothing(settings: Settings, pool: Any, owner: Any) -> None:
    """C205: a model without a price, or with one that does not hold yet: what is reserved and what it cost are null,
    never 0; what it used is kept.
    """
    tomorrow = Price.model_validate(
        {"from": date.max, "fresh": 1, "cache_read": 1, "cache_write": 1, "cache_write_long": 1, "out": 1}
    )
    models = read_models().model_copy(update={"models": {"later": Model(prices=(tomorrow,))}})
    books, room = ledger(settings, pool, models), await found_room(owner)
    for model in ("unknown", "later"):
        assert books.estimate(model, 1000, 1000) is None
        work = work_of(room)
        assert await books.open(work, "compatible", model, books.estimate(model, 1000, 1000)) == "full"
        work.hear(replace(attempt(model, usage=Usage(fresh=7, out=9)), provider="compatible"))
        work.hear(replace(attempt(model, "stopped"), provider="compatible"))
        await books.close(work)
    found = await rows(owner, room)
    assert [(row["cost"], row["priced_from"]) for row in found] == [(None, None)] * 4
    assert [row["out"] for row in found] == [9, None, 9, None]


async def test_improv_costs_nothing(settings: Settings, pool: Any, owner: Any) -> None:
    """C206: improv's rows cost 0 and reserve 0, and are there also when the budget is used up."""
    books, room = ledger(settings, pool, room="0.01"), await found_room(owner)
    work = work_of(room)
    assert await books.open(work, "improv", "", Decimal()) == "full"
    assert [(row["reserved"], row["outcome"]) for row in await rows(owner, room)] == [(0, "open")]
    work.hear(attempt(""))
    await books.close(work)
    beyond = work_of(room)
    assert await books.open(beyond, "anthropic", SONNET, Decimal("0.02")) == "hard"
    assert len(await rows(owner, room)) == 1
    beyond.hear(attempt(""))
    await books.close(beyond)
    assert [(row["provider"], row["cost"], row["outcome"]) for row in await rows(owner, room)] == [
        ("improv", 0, "done"), ("improv", 0, "done"),
    ]  # fmt: skip


async def test_lost(settings: Settings, pool: Any, owner: Any) -> None:
    """C207: who takes a pen over calls earlier requests of this passage lost, at what they reserved, and no others; a
    process that comes back writes what was true in its place.
    """
    books, room, other = ledger(settings, pool), await found_room(owner), await found_room(owner)
    dead, living = work_of(room), work_of(room, fence=2)
    for work in (dead, living, work_of(room, generation=8), work_of(other)):
        await books.open(work, "anthropic", SONNET, Decimal("0.02"))
    for _ in range(2):
        await books.lose(room, 7, 2)
    outcomes = {row["id"]: (row["outcome"], row["cost"]) for row in await owner.fetch("select * from attempts")}
    assert outcomes[dead.id] == ("lost", Decimal("0.02"))
    assert list(outcomes.values()).count(("open", None)) == 3
    dead.hear(attempt(outcome="stopped", usage=Usage(fresh=1000)))
    await books.close(dead)
    found = [row for row in await rows(owner, room) if row["generation"] == 7]
    assert [(row["fence"], row["outcome"]) for row in found] == [(1, "stopped"), (2, "open")]
    assert found[0]["cost"] == Decimal("0.002")


@pytest.mark.parametrize("outcome", ["stopped", "stalled"])
async def test_what_was_left_may_have_cost_all(outcome: str, settings: Settings, pool: Any, owner: Any) -> None:
    """C208: a request that was left before the provider said anything counts as what was reserved for it, so that
    stopping early passes no budget; one that failed has no cost that anybody knows.
    """
    books, room = ledger(settings, pool), await found_room(owner)
    work = work_of(room)
    await books.open(work, "anthropic", SONNET, Decimal("0.02"))
    for each in (attempt(outcome=outcome), attempt(outcome="denied"), attempt(HAIKU, outcome, purpose="repair")):
        work.hear(each)
    await books.close(work)
    assert [(row["cost"], row["usage_source"]) for row in await rows(owner, room)] == [
        (Decimal("0.02"), "estimated"), (None, None), (None, None),
    ]  # fmt: skip


async def test_another_tenant_sees_nothing(settings: Settings, pool: Any, owner: Any) -> None:
    """C209: people's reads see their own tenant's rows and no other's, none without a tenant, and change none."""
    books, mine, theirs = (
        ledger(settings, pool),
        await found_room(owner, UUID(int=8)),
        await found_room(owner, OTHER_TENANT),
    )
    for room in (mine, theirs):
        await books.open(work_of(room), "improv", "", Decimal())
    reader = await asyncpg.connect(settings.role_url(APP_ROLE))
    try:
        for tenant, seen in ((UUID(int=8), [mine]), (OTHER_TENANT, [theirs]), (UUID(int=7), []), ("", [])):
            await reader.execute("select set_config('app.tenant', $1, false)", str(tenant))
            assert [row["room_id"] for row in await reader.fetch("select room_id from attempts")] == seen
        for statement in (
            "delete from attempts",
            "update attempts set cost = 0",
            "insert into attempts default values",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await reader.execute(statement)
    finally:
        await reader.close()


async def test_nothing_of_the_story_is_in_it(house: House, owner: Any) -> None:
    """C210: of a passage, a repair, a refusal and a stop the ledger has no word of the prompt, the story, the record,
    the people or the key.
    """
    brief = replace(
        BRIEF, title="canary-title", premise="canary-premise", people=("canary-person",), hint="canary-hint",
        note="canary-note",
    )  # fmt: skip
    house.wire.next(
        answered(WHOLE_RECORD), answered(RECORD), [SPEECH.answer(WHOLE_RECORD)],
        [SPEECH.refuse(400, "invalid_request_error", "canary-message of canary-premise")],
        [SPEECH.begin(), SPEECH.words(WORDS[1]), Pause()],
    )  # fmt: skip
    for words in (None, None, None, 1):
        await house.tell(brief, words)
    found = await rows(owner, house.room)
    assert len(found) >= 5
    said = "\n".join(str(dict(row)) for row in found)
    for word in ("canary", "lamp", "Wilhelmina", "Ana", KEY, prompt_of(brief).nonce):
        assert word not in said


async def test_an_estimate_is_enough(settings: Settings, pool: Any) -> None:
    """C211: what is reserved is enough for a prompt that goes into the cache whole, in any script, with the longest
    answer.
    """
    books, price = ledger(settings, pool), read_models().price(SONNET, TODAY)
    assert price is not None
    for text in ("The lamp burned low. " * 300, "灯塔里的灯突然熄灭了。" * 300):
        prompt = prompt_of(replace(BRIEF, lines=(Line("Ana", text, 3, 1),)))
        reserved = books.estimate(SONNET, prompt.size, prompt.most_tokens)
        assert reserved is not None
        letters = "".join(parts(prompt)[1:])
        tokens = round(sum(1 / CHARS_PER_TOKEN if letter.isascii() else 1 for letter in letters))
        assert tokens > 1500
        assert reserved >= price.of(Usage(cache_write_long=tokens, out=prompt.most_tokens))


async def test_numbers() -> None:
    """C212: operators see attempts by provider and outcome, seconds to the first word, and who is asked at all."""
    registry = CollectorRegistry()
    numbers = CoauthorNumbers(registry)
    coauthor = Coauthor([Improv(100)])
    numbers.watch(coauthor)
    for each in (attempt(), attempt(), attempt(outcome="busy"), attempt("")):
        numbers.attempt(each)
    numbers.attempt(replace(attempt(outcome="busy"), first=None))
    said = generate_latest(registry).decode()
    for line in (
        'roundtale_coauthor_attempts_total{outcome="done",provider="anthropic"} 2.0',
        'roundtale_coauthor_attempts_total{outcome="busy",provider="anthropic"} 2.0',
        'roundtale_coauthor_attempts_total{outcome="done",provider="improv"} 1.0',
        'roundtale_coauthor_first_word_seconds_count{provider="anthropic"} 3.0',
        'roundtale_provider_up{provider="improv"} 1.0',
    ):
        assert line in said
