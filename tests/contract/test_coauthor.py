"""The co-author over several providers: who is asked, how often, how long, and what is told of it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import AsyncExitStack, aclosing
from dataclasses import replace

import pytest

from engine.coauthor import FAILURES, PROBE_SECONDS, Attempt, Breaker, Coauthor
from engine.llm import Answer, Brief, Ending, Piece, Provider, ProviderFault, Question, Recording, Role, Started, Words
from engine.llm_improv import Improv
from engine.outside import Patience
from engine.telling import Telling
from rooms.settings import Settings
from server.coauthor.reaching import coauthor_of, first_of
from tests.wires.reached import BRIEF, KEY, base_url, provider, text_of
from tests.wires.server import Break, Every, Pause, Script, Wire
from tests.wires.speech import RECORD, SPEECHES, Speech, whole

WORDS = ("The ", "lamp ", "turned ", "away.")
BRISK = Patience(connect=5, first_word=6, gap=5, beat=30, pause=0.05)
"""Long where a busy machine needs it; tests of a deadline shorten that one."""
QUESTION = Question("Answer.", "Is it kind?", {"type": "object", "properties": {}, "additionalProperties": False})


class House:
    """A co-author over wire servers of its own, and all that it told."""

    def __init__(self, stack: AsyncExitStack) -> None:
        self.stack = stack
        self.wires: dict[str, Wire] = {}
        self.told: list[Attempt] = []
        self.time = 1000.0

    async def build(self, *names: str, patience: Patience = BRISK) -> Coauthor:
        providers: list[Provider] = []
        for name in names:
            if name == "improv":
                providers.append(Improv(5_000))
                continue
            self.wires[name] = await self.stack.enter_async_context(Wire(whole(SPEECHES[name], WORDS)))
            providers.append(provider(name, self.wires[name].address, patience))
        coauthor = Coauthor(providers, patience, self.told.append, lambda: self.time)
        self.stack.push_async_callback(coauthor.aclose)
        return coauthor

    @property
    def all_up(self) -> dict[str, str]:
        return dict.fromkeys([*self.wires, "improv"], "up")

    @property
    def outcomes(self) -> list[tuple[str, str]]:
        return [(attempt.provider, attempt.outcome) for attempt in self.told]


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with AsyncExitStack() as stack:
        yield House(stack)


async def heard_of(coauthor: Coauthor, brief: Brief = BRIEF) -> tuple[list[Piece], ProviderFault | None]:
    heard: list[Piece] = []
    try:
        async for piece in coauthor.write(brief):
            heard.append(piece)
    except ProviderFault as fault:
        return heard, fault
    return heard, None


async def test_one_attempt_is_told_with_what_it_used(house: House, speech: Speech) -> None:
    """C140: A passage is one attempt: who, which model, how it ended, what it used, when its first word came."""
    coauthor = await house.build(speech.name)
    heard, fault = await heard_of(coauthor)
    assert (text_of(heard), fault) == ("".join(WORDS), None)
    assert isinstance(heard[-1], Ending)
    assert heard[-1].record == RECORD
    (attempt,) = house.told
    assert (attempt.provider, attempt.purpose, attempt.outcome) == (speech.name, "beat", "done")
    assert attempt.usage == speech.used
    assert attempt.first is not None
    assert 0 < attempt.first <= attempt.seconds
    assert attempt.request == heard[-1].request != ""
    assert heard[0] == Started(speech.name, attempt.model, attempt.request, heard[0].usage)  # type: ignore[union-attr]


async def test_another_try_before_the_first_word(house: House, speech: Speech) -> None:
    """C141: Before the first word it is tried again at the same provider, twice at most, each try is told."""
    coauthor = await house.build(speech.name)
    house.wires[speech.name].next([speech.refuse(529, "overloaded_error")], [speech.begin(), Break()])
    heard, fault = await heard_of(coauthor)
    assert (text_of(heard), fault) == ("".join(WORDS), None)
    assert [outcome for _, outcome in house.outcomes] == ["busy", "unreachable", "done"]
    house.wires[speech.name].next(*[[speech.refuse(500, "api_error")]] * 3)
    _, fault = await heard_of(coauthor)
    assert fault is not None
    assert fault.family == "broken"
    assert len(house.wires[speech.name].exchanges) == 6


async def test_a_wait_that_fits_is_kept(house: House, speech: Speech) -> None:
    """C142: A time that the provider names is waited for where it fits before the deadline, else another is asked."""
    coauthor = await house.build(speech.name, "improv")
    clock = asyncio.get_running_loop().time
    house.wires[speech.name].next([speech.refuse(429, "rate_limit_error", retry_after_ms="400")])
    began = clock()
    await heard_of(coauthor)
    assert clock() - began >= 0.4
    assert house.outcomes == [(speech.name, "busy"), (speech.name, "done")]
    house.wires[speech.name].next([speech.refuse(429, "rate_limit_error", retry_after="60")])
    house.told.clear()
    await heard_of(coauthor)
    assert house.outcomes == [(speech.name, "busy"), ("improv", "done")]


@pytest.mark.parametrize("status", [400, 401, 402, 413])
async def test_what_a_second_try_does_not_change(house: House, speech: Speech, status: int) -> None:
    """C143: A wrong request, a wrong key, money and length are not tried twice; the next provider writes."""
    coauthor = await house.build(speech.name, "improv")
    house.wires[speech.name].next([speech.refuse(status, "unheard_of")])
    heard, fault = await heard_of(coauthor)
    assert fault is None
    assert [name for name, _ in house.outcomes] == [speech.name, "improv"]
    assert [piece.provider for piece in heard if isinstance(piece, Started)] == ["improv"]


async def test_no_silent_second_try_after_the_first_word(house: House, speech: Speech) -> None:
    """C144: After the first word there is no other try and no other provider: the words stay, and the fault is told."""
    coauthor = await house.build(speech.name, "improv")
    house.wires[speech.name].next([speech.begin(), speech.words("The lamp "), Break()])
    heard, fault = await heard_of(coauthor)
    assert text_of(heard) == "The lamp "
    assert fault is not None
    assert (fault.family, fault.told) == ("unreachable", False)
    assert house.outcomes == [(speech.name, "unreachable")]
    assert fault.usage is not None
    assert fault.usage.source == ("partial" if speech.name == "anthropic" else "estimated")


async def test_losing_the_tail_is_told_apart(house: House, speech: Speech) -> None:
    """C145: Where only the record after the prose was lost, the fault says that the prose was whole."""
    coauthor = await house.build(speech.name)
    said: Script = [speech.begin(), *map(speech.words, WORDS), speech.record(whole=False), Break()]
    house.wires[speech.name].next(said)
    heard, fault = await heard_of(coauthor)
    assert text_of(heard) == "".join(WORDS)
    assert fault is not None
    assert fault.told


async def test_a_stall_that_pings_keep_alive(house: House, speech: Speech) -> None:
    """C146: Pings keep a silent stream's connection alive, and not the co-author's patience; the stream is closed."""
    coauthor = await house.build(speech.name, patience=replace(BRISK, gap=0.4))
    stalled: Script = [speech.begin(), speech.words("The lamp "), Every(speech.ping(), 0.05)]
    house.wires[speech.name].next(stalled)
    began = asyncio.get_running_loop().time()
    heard, fault = await heard_of(coauthor)
    assert asyncio.get_running_loop().time() - began < BRISK.first_word
    assert (text_of(heard), fault and fault.family) == ("The lamp ", "stalled")
    await asyncio.wait_for(house.wires[speech.name].exchanges[0].left.wait(), timeout=1)


async def test_no_first_word_in_time(house: House, speech: Speech) -> None:
    """C147: A provider that pings and never says a word has its time once, then the next one writes."""
    coauthor = await house.build(speech.name, "improv", patience=replace(BRISK, first_word=0.5))
    house.wires[speech.name].usual = [speech.begin(), Every(speech.ping(), 0.05)]
    _, fault = await heard_of(coauthor)
    assert fault is None
    assert house.outcomes == [(speech.name, "stalled"), ("improv", "done")]
    await asyncio.wait_for(house.wires[speech.name].exchanges[0].left.wait(), timeout=1)


async def test_recording_is_a_sign_of_life(house: House, speech: Speech) -> None:
    """C148: While the record is being written there are no words, and it is no stall."""
    coauthor = await house.build(speech.name, patience=replace(BRISK, gap=1.5))
    record = speech.record()
    events = [part + b"\n\n" for part in record.split(b"\n\n") if part]
    slowly = [part for event in events for part in (event, Pause(2 / len(events)))]
    house.wires[speech.name].next([*whole(speech, WORDS)[:-2], *slowly, speech.end("called")])
    heard, fault = await heard_of(coauthor)
    assert fault is None
    assert any(isinstance(piece, Recording) for piece in heard)
    assert isinstance(heard[-1], Ending)
    assert heard[-1].record == RECORD


async def test_a_passage_without_words(house: House, speech: Speech) -> None:
    """C149: An ending without a word is none: tried again; a refusal without a word is one, and is not tried again."""
    coauthor = await house.build(speech.name)
    house.wires[speech.name].next([speech.begin(), speech.record(), speech.end("called")])
    heard, fault = await heard_of(coauthor)
    assert (text_of(heard), fault) == ("".join(WORDS), None)
    assert [(a.outcome, a.usage) for a in house.told] == [("broken", speech.used), ("done", speech.used)]
    house.told.clear()
    house.wires[speech.name].next([speech.begin(), speech.end("refused")])
    heard, fault = await heard_of(coauthor)
    assert isinstance(heard[-1], Ending)
    assert heard[-1].reason == "refused"
    assert house.outcomes == [(speech.name, "refused")]


async def test_leaving_is_told_too(house: House, speech: Speech) -> None:
    """C150: Leaving in mid-passage stops the provider within a second, and is told with what is known of its use."""
    coauthor = await house.build(speech.name)
    house.wires[speech.name].next([speech.begin(), speech.words("The lamp turned away from us "), Pause()])
    async with aclosing(coauthor.write(BRIEF)) as pieces:
        async for piece in pieces:
            if isinstance(piece, Words):
                break
    await asyncio.wait_for(house.wires[speech.name].exchanges[0].left.wait(), timeout=1)
    (attempt,) = house.told
    assert attempt.outcome == "stopped"
    assert attempt.usage is not None
    assert attempt.usage.source in ("partial", "estimated")
    assert attempt.usage.fresh > 0
    assert attempt.usage.out == 8
    assert attempt.request


async def test_failover_in_mid_outage_and_recovery(house: House) -> None:
    """C151: In an outage the next in order writes; after five failures the first is left alone, until a probe."""
    coauthor = await house.build("anthropic", "openai", "improv")
    down, speech = house.wires["anthropic"], SPEECHES["anthropic"]
    usual, down.usual = down.usual, [speech.refuse(529, "overloaded_error")]
    written = [await heard_of(coauthor) for _ in range(3)]
    assert {next(p.provider for p in heard if isinstance(p, Started)) for heard, _ in written} == {"openai"}
    assert coauthor.health == {"anthropic": "down", "openai": "up", "improv": "up"}
    assert len(down.exchanges) == FAILURES
    house.time += PROBE_SECONDS
    await heard_of(coauthor)
    assert len(down.exchanges) == FAILURES + 1
    assert coauthor.health["anthropic"] == "down"
    await heard_of(coauthor)
    assert len(down.exchanges) == FAILURES + 1
    down.usual = usual
    house.time += PROBE_SECONDS
    house.told.clear()
    await heard_of(coauthor)
    assert house.outcomes == [("anthropic", "done")]
    assert coauthor.health == house.all_up


async def test_an_outage_begins_while_rooms_write(house: House) -> None:
    """C152: An outage while twenty rooms write: those who had words keep them, the others' come from the next."""
    coauthor = await house.build("anthropic", "improv")
    wire, speech = house.wires["anthropic"], SPEECHES["anthropic"]
    cut: Script = [speech.begin(), *map(speech.words, WORDS), Break(reset=True)]
    wire.next(*[cut] * 10)
    wire.usual = [speech.refuse(529, "overloaded_error")]
    heard = await asyncio.gather(*(heard_of(coauthor) for _ in range(20)))
    assert sum(fault is not None for _, fault in heard) <= 10
    for pieces, fault in heard:
        assert text_of(pieces)
        assert (fault is None) == isinstance(pieces[-1], Ending)


def test_the_breaker_alone() -> None:
    """C153: Five failures in a row close a provider for a minute, then one request probes while others wait."""
    time = 0.0
    breaker = Breaker(lambda: time)
    for _ in range(FAILURES - 1):
        breaker.tell(well=False)
    breaker.tell(well=True)
    for _ in range(FAILURES):
        assert breaker.lets_through()
        breaker.tell(well=False)
    assert (breaker.lets_through(), breaker.health) == (False, "down")
    time = PROBE_SECONDS
    assert (breaker.lets_through(), breaker.health) == (True, "probing")
    assert not breaker.lets_through()
    breaker.leave()
    assert breaker.lets_through()
    breaker.tell(well=False)
    assert not breaker.lets_through()
    time = 2 * PROBE_SECONDS
    assert breaker.lets_through()
    breaker.tell(well=True)
    assert (breaker.lets_through(), breaker.health) == (True, "up")


async def test_who_is_left_without_a_word_is_not_blamed(house: House) -> None:
    """C154: A listener who leaves before the first word says nothing about the provider; a probe left so is free."""
    coauthor = await house.build("anthropic", "improv")
    wire, speech = house.wires["anthropic"], SPEECHES["anthropic"]
    wire.next(*[[speech.refuse(500, "api_error")]] * FAILURES, [speech.begin(), Pause()])
    for _ in range(2):
        await heard_of(coauthor)
    house.time += PROBE_SECONDS
    async with aclosing(coauthor.write(BRIEF)) as pieces:
        await anext(pieces)
        assert coauthor.health["anthropic"] == "probing"
    heard, _ = await heard_of(coauthor)
    assert text_of(heard)
    assert coauthor.health == house.all_up


async def test_a_small_answer(house: House, speech: Speech) -> None:
    """C155: A small answer comes from the utility model of the first provider that has one, and is told."""
    coauthor = await house.build(speech.name, "improv")
    house.wires[speech.name].next([speech.answer('{"kind": true}')])
    assert await coauthor.ask("check", QUESTION) == {"kind": True}
    (attempt,) = house.told
    assert (attempt.purpose, attempt.outcome, attempt.first) == ("check", "done", None)
    assert attempt.usage is not None
    assert (attempt.usage.fresh, attempt.usage.out) == (60, 25)
    body = house.wires[speech.name].exchanges[0].body
    assert body["model"] == attempt.model
    assert "additionalProperties" in str(body)


@pytest.mark.parametrize("said", ["not JSON", "[1]", ""])
async def test_an_answer_that_is_none(house: House, speech: Speech, said: str) -> None:
    """C156: What is no JSON object is no answer, and the next is asked; where none has one there is none."""
    coauthor = await house.build(speech.name, "improv")
    house.wires[speech.name].next([speech.answer(said)])
    assert await coauthor.ask("check", QUESTION) is None
    assert house.outcomes == [(speech.name, "broken")]


async def test_an_answer_that_does_not_come(house: House, speech: Speech) -> None:
    """C157: An answer that does not come in time is left, at the provider's side too."""
    coauthor = await house.build(speech.name, patience=replace(BRISK, answer=0.3))
    house.wires[speech.name].next([Pause()])
    assert await coauthor.ask("check", QUESTION) is None
    assert house.outcomes == [(speech.name, "stalled")]
    await asyncio.wait_for(house.wires[speech.name].exchanges[0].left.wait(), timeout=1)


class Fake:
    """A provider that does what it is told."""

    def __init__(self, name: str, write: Callable[[], AsyncGenerator[Piece, None]]) -> None:
        self.name = name
        self._write = write

    def write(self, brief: Brief) -> AsyncGenerator[Piece, None]:
        return self._write()

    def model(self, role: Role) -> str:
        return f"{self.name}-{role}"

    async def ask(self, question: Question) -> Answer:
        raise ProviderFault("denied")

    async def aclose(self) -> None:
        return


async def test_a_passage_has_an_end() -> None:
    """C158: A provider that never comes to an end is left after the time of a beat; its words stay."""

    async def babble() -> AsyncGenerator[Piece, None]:
        while True:
            yield Words("and ")
            await asyncio.sleep(0.01)

    coauthor = Coauthor([Fake("babble", babble)], Patience(beat=0.3))
    heard, fault = await heard_of(coauthor)
    assert text_of(heard)
    assert fault is not None
    assert fault.family == "stalled"


async def test_which_model_writes_is_in_the_brief() -> None:
    """C159: The brief says in which role a model writes, and the attempt names it."""

    async def one() -> AsyncGenerator[Piece, None]:
        yield Words("Yes.")
        yield Ending("done")

    told: list[Attempt] = []
    coauthor = Coauthor([Fake("one", one)])
    async for _ in coauthor.write(replace(BRIEF, role="premium"), told.append):
        pass
    assert [attempt.model for attempt in told] == ["one-premium"]


async def test_without_a_key_improv_writes() -> None:
    """C160: Without any key improv writes alone; a key puts its provider before it, in the declared order."""
    assert coauthor_of(Settings()).health == {"improv": "up"}
    order = {"coauthor": "compatible,anthropic,openai,improv"}
    keyed = Settings.model_validate({"openai_key": KEY, "compatible_url": "http://127.0.0.1:9/v1", **order})
    coauthor = coauthor_of(keyed)
    assert list(coauthor.health) == ["compatible", "openai", "improv"]
    assert first_of(keyed) == coauthor.name == "compatible"
    await coauthor.aclose()


@pytest.mark.parametrize(
    ("variable", "given"),
    [
        ("ROUNDTALE_COAUTHOR", {"coauthor": "anthropic,impov"}),
        ("ROUNDTALE_COMPATIBLE_URL", {"compatible_url": "http://169.254.169.254/v1"}),
        ("ROUNDTALE_ANTHROPIC_URL", {"anthropic_url": "ftp://models.example"}),
        ("ROUNDTALE_MODELS", {"models": "nowhere.toml"}),
    ],
)
def test_a_wrong_setting_is_named(variable: str, given: dict[str, str]) -> None:
    """C161: A wrong setting of the co-author is named at start-up, with what is wrong."""
    with pytest.raises(ValueError, match=f"^{variable}: ."):
        first_of(Settings.model_validate(given))


async def test_settings_reach_a_provider(house: House) -> None:
    """C162: With a key and an address in the settings the provider is asked there, with that key and no other place."""
    wire = await house.stack.enter_async_context(Wire(whole(SPEECHES["anthropic"], WORDS)))
    settings = Settings.model_validate(
        {"coauthor": "anthropic,improv", "anthropic_key": KEY, "anthropic_url": base_url("anthropic", wire.address)}
    )
    coauthor = coauthor_of(settings)
    heard, _ = await heard_of(coauthor)
    assert text_of(heard) == "".join(WORDS)
    assert wire.exchanges[0].headers["authorization"] == f"Bearer {KEY}"
    assert KEY not in f"{settings} {coauthor} {vars(coauthor)}"
    await coauthor.aclose()


async def test_notes_that_a_provider_finds_unfit_are_dropped() -> None:
    """C232: what a model notes of a passage is judged by the provider's moderation as its words are, since every socket
    of the room receives it.
    """
    record = {
        "summary": "A quiet summary.", "scene": "The quay", "mood": "calm", "present": [], "effects": [], "used": [],
        "choices": ["Go.", "Stay."], "may_end": False,
    }  # fmt: skip

    async def writes() -> AsyncGenerator[Piece, None]:
        yield Words("The tide rose.")
        yield Ending("done", record=json.dumps(record))

    async def suits(text: str) -> bool:
        return "quiet" not in text

    for check, noted in ((None, True), (suits, False)):
        telling = Telling(Coauthor([Fake("model", writes)], BRISK), replace(BRIEF, age="10-12"), check)
        assert "".join([text async for text in telling.words()]) == "The tide rose."
        assert (telling.outcome, telling.beat is not None) == ("complete", noted)
