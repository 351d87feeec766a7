"""The co-author: several providers in a declared order, of which the first that is well writes.

Until the first word another try, or another provider, is nobody's loss; after it there is no silent second try: what
was shown stays, and the room decides. Every try is told as an ``Attempt``, also one that failed or was left.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import aclosing, contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from engine.gate import Check
from engine.llm import (
    Brief,
    Ending,
    Family,
    FewLanguages,
    ModelProvider,
    Moderator,
    Piece,
    Provider,
    ProviderFault,
    Question,
    Recording,
    Started,
    Usage,
    Words,
)
from engine.outside import Patience
from engine.pieces import CHARS_PER_TOKEN
from rooms.ages import BANDS
from rooms.protocol import Age, own_language

RETRIES = 2
"""Further tries at one provider before the first word, as far as its time reaches."""
AGAIN: frozenset[Family] = frozenset({"unreachable", "stalled", "busy", "broken"})
"""What may be over a moment later. The others are the same on a second try."""
UNWELL: frozenset[Family] = AGAIN | {"denied", "unpaid"}
"""What says something about the provider; the others say something about the request."""
FAILURES, PROBE_SECONDS = 5, 60.0

Outcome = Literal["done", "cut", "refused", "stopped"] | Family
Health = Literal["up", "down", "probing"]
Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at one provider, as the ledger writes it down.

    ``usage`` is None where nobody knows; ``first`` and ``seconds`` are times from asking to the first word, and in all.
    """

    provider: str
    model: str
    purpose: str
    outcome: Outcome
    usage: Usage | None
    first: float | None
    seconds: float
    request: str


Tell = Callable[[Attempt], None]


def nobody(attempt: Attempt) -> None:
    """Who listens where nobody does."""


class Breaker:
    """Keeps a provider that failed five times in a row from being asked; after a minute one request probes."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._failures = 0
        self._until = 0.0
        self._probing = False

    @property
    def health(self) -> Health:
        if self._failures < FAILURES:
            return "up"
        return "probing" if self._probing else "down"

    def lets_through(self) -> bool:
        """Whether to ask now. A yes while it is down is the probe, until ``tell`` or ``leave``."""
        if self._failures < FAILURES:
            return True
        if self._probing or self._clock() < self._until:
            return False
        self._probing = True
        return True

    def tell(self, well: bool) -> None:
        """How a request that was let through ended."""
        self._probing = False
        self._failures = 0 if well else self._failures + 1
        if self._failures >= FAILURES:
            self._until = self._clock() + PROBE_SECONDS

    def leave(self) -> None:
        """It ended in a way that says nothing."""
        self._probing = False


@dataclass
class Course:
    """What became of one attempt so far."""

    asked: float
    model: str
    request: str = ""
    usage: Usage | None = None
    chars: int = 0
    first: float | None = None
    recording: bool = False
    ended: bool = False
    outcome: Outcome = "stopped"

    def used(self) -> Usage | None:
        """What a stream that did not end used: what it read as told, what it wrote by its length."""
        if self.usage is None or self.ended:
            return self.usage
        out = max(self.usage.out, round(self.chars / CHARS_PER_TOKEN))
        return replace(self.usage, out=out, source="partial" if self.usage.source == "reported" else "estimated")


@dataclass
class Coauthor:
    """Writes with the first provider of ``providers`` that is well. ``watch`` hears of every attempt."""

    providers: Sequence[Provider]
    patience: Patience = field(default_factory=Patience)
    watch: Tell = nobody
    clock: Clock = time.monotonic

    def __post_init__(self) -> None:
        self._breakers = {provider.name: Breaker(self.clock) for provider in self.providers}

    @property
    def name(self) -> str:
        """Who is asked first."""
        return self.providers[0].name

    @property
    def health(self) -> dict[str, Health]:
        return {name: breaker.health for name, breaker in self._breakers.items()}

    async def aclose(self) -> None:
        for provider in self.providers:
            if isinstance(provider, ModelProvider):
                await provider.aclose()

    @property
    def moderates(self) -> bool:
        """Whether a provider here judges texts."""
        return any(isinstance(one, Moderator) for one in self.providers)

    def asked_first(self, language: str) -> Provider | None:
        """Who would be asked now to write in a language."""
        well = (p for p in self._able(language, paid=True) if self._breakers[p.name].health != "down")
        return next(well, None)

    def model_first(self) -> ModelProvider | None:
        """The model that would be asked now; None: there is none, or none is well."""
        models = (p for p in self.providers if isinstance(p, ModelProvider))
        return next((model for model in models if self._breakers[model.name].health != "down"), None)

    def _able(self, language: str, paid: bool) -> list[Provider]:
        able = [p for p in self.providers if paid or not isinstance(p, ModelProvider)]
        return [p for p in able if not isinstance(p, FewLanguages) or own_language(language) in p.speaks]

    async def write(self, brief: Brief, tell: Tell = nobody, paid: bool = True) -> AsyncGenerator[Piece, None]:
        """What a provider writes; leaving it stops that provider.

        Args:
            brief: what is written.
            tell: hears of each attempt.
            paid: whether models may be asked; without them writes whoever costs nothing.

        Raises:
            ProviderFault: none could begin, or the one that began could not end; nobody speaks the language.
        """
        end = _now() + self.patience.beat
        able = self._able(brief.language, paid)
        fault = ProviderFault("unpaid" if not paid else "unreachable" if able else "unspoken")
        for provider in able:
            first, number = min(end, _now() + self.patience.first_word), 0
            while self._breakers[provider.name].lets_through():
                said = False
                try:
                    async with aclosing(self._attempt(provider, brief, tell, first, end)) as pieces:
                        async for piece in pieces:
                            said = said or isinstance(piece, Words)
                            yield piece
                    return
                except ProviderFault as caught:
                    if said:
                        raise
                    fault = caught
                pause = self._pause(number) if fault.wait is None else fault.wait
                number += 1
                if fault.family not in AGAIN or number > RETRIES or _now() + pause >= first:
                    break
                await asyncio.sleep(pause)
        raise fault

    def check(self, age: Age) -> Check | None:
        """Whether a text suits an age, by a provider's moderation. None: no provider here has one."""
        moderator = next((one for one in self.providers if isinstance(one, Moderator)), None)
        if moderator is None:
            return None
        thresholds = BANDS[age].thresholds

        async def suits(text: str) -> bool:
            scores = await moderator.scores(text)
            return all(scores.get(category, 0) < threshold for category, threshold in thresholds.items())

        return suits

    async def ask(self, purpose: str, question: Question, tell: Tell = nobody) -> dict[str, Any] | None:
        """The answer of the first provider that has one, not yet held to its schema; None where none has."""
        for provider in self.providers:
            if not isinstance(provider, ModelProvider) or not self._breakers[provider.name].lets_through():
                continue
            course = Course(_now(), provider.model(question.role))
            try:
                with self._told(provider.name, purpose, course, tell):
                    try:
                        async with asyncio.timeout(self.patience.answer):
                            answer = await provider.ask(question)
                    except TimeoutError:
                        raise ProviderFault("stalled") from None
                    course.usage, course.request, course.ended = answer.usage, answer.request, True
                    found = _object(answer.text)
                    course.outcome = "done"
                    return found
            except ProviderFault:
                continue
        return None

    async def _attempt(
        self, provider: Provider, brief: Brief, tell: Tell, first: float, end: float
    ) -> AsyncGenerator[Piece, None]:
        course = Course(_now(), provider.model(brief.role) if isinstance(provider, ModelProvider) else "")
        with self._told(provider.name, "beat", course, tell):
            if not course.model:
                yield Started(provider.name)
            async with aclosing(provider.write(brief)) as pieces:
                until = first
                while (piece := await _next(pieces, until)) is not None:
                    self._follow(course, piece)
                    if isinstance(piece, Words | Recording):
                        until = min(end, _now() + self.patience.gap)
                    yield piece
                    if isinstance(piece, Ending):
                        return
            raise ProviderFault("broken")

    def _pause(self, number: int) -> float:
        return self.patience.pause * float(2**number) * random.uniform(0.75, 1)

    def _follow(self, course: Course, piece: Piece) -> None:
        match piece:
            case Started(request=request, usage=usage):
                course.request, course.usage = request, usage
            case Words(text=text):
                course.first = course.first or _now() - course.asked
                course.chars += len(text)
            case Recording():
                course.recording = True
            case Ending(reason=reason, usage=usage):
                course.usage, course.request, course.ended = usage, piece.request or course.request, True
                if reason != "refused" and not course.chars:
                    raise ProviderFault("broken", usage=usage)
                course.outcome = reason

    @contextmanager
    def _told(self, provider: str, purpose: str, course: Course, tell: Tell) -> Iterator[None]:
        """Tell of an attempt when it is over, however that comes, and keep the provider's health."""
        breaker = self._breakers[provider]
        try:
            yield
        except ProviderFault as fault:
            course.outcome = fault.family
            fault.told = course.recording
            course.usage = fault.usage or course.usage
            fault.usage = course.used()
            raise
        finally:
            if course.outcome in UNWELL:
                breaker.tell(well=False)
            elif course.outcome in ("done", "cut", "refused") or course.chars:
                breaker.tell(well=True)
            else:
                breaker.leave()
            seconds = _now() - course.asked
            attempt = Attempt(
                provider, course.model, purpose, course.outcome, course.used(), course.first, seconds, course.request
            )
            self.watch(attempt)
            tell(attempt)


def _now() -> float:
    return asyncio.get_running_loop().time()


async def _next(pieces: AsyncGenerator[Piece, None], until: float) -> Piece | None:
    """Raises ProviderFault when nothing came in time. Pings of a silent provider reset its own clocks, not this one."""
    try:
        async with asyncio.timeout_at(until):
            return await anext(pieces, None)
    except TimeoutError:
        raise ProviderFault("stalled") from None


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        raise ProviderFault("broken") from None
    if not isinstance(found, dict):
        raise ProviderFault("broken")
    return found
