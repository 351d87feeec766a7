"""What is measured (trials), and what it is held to (goals): shared research/performance.md, section 8, as two tables.

``cpu`` is us of user and system time of the server for each delivered line; PostgreSQL's and Valkey's are counted in
ours, PostgreSQL's in the plain stack's. Raw and node store nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from tests.bench.crowd import Load


@dataclass(frozen=True)
class Entrant:
    """A server with a crowd: ``ours``, ``two`` (processes of ours), ``raw``, ``plain``, ``node`` or ``commits``.

    Or who listens to a provider: ``listens`` (the co-author), ``sdk`` (the provider's, bare) or ``screens`` (everybody
    in the rooms of a web process of ours). Or who has jobs done: ``jobs`` (a worker of ours, or plain arq's with the
    ``poll_delay`` of its name). ``words`` of a passage.
    """

    name: str
    kind: str
    rooms: int = 1
    members: int = 1000
    stalls: bool = False
    words: int = 15


@dataclass(frozen=True)
class Trial:
    """One load on some servers, in turns: A B C A B C."""

    name: str
    what: str
    load: Load
    entrants: tuple[Entrant, ...]


class Reading(NamedTuple):
    """Where a figure is found."""

    trial: str
    entrant: str
    quantity: str


@dataclass(frozen=True)
class Goal:
    """``above`` over ``below`` (``minus``: less ``below``), round by round, is at most, or at ``least``, ``limit``."""

    id: str
    what: str
    above: Reading
    below: Reading | None
    limit: float
    unit: str = "x"
    least: bool = False
    minus: bool = False

    def met(self, figure: float) -> bool:
        return figure >= self.limit if self.least else figure <= self.limit

    @property
    def gates(self) -> bool:
        """Whether falling behind its record fails the bench: ratios of CPU do, clocks do not."""
        return self.above.quantity == "cpu"


def _room(members: int, *kinds: str) -> tuple[Entrant, ...]:
    return tuple(Entrant(kind, kind, members=members) for kind in kinds)


def _listeners() -> tuple[Entrant, ...]:
    return tuple(Entrant(f"{kind} {name}", kind) for name in ("anthropic", "openai") for kind in ("listens", "sdk"))


WATCHING, LONG = 3, 150
"""Members of a room, and words of a passage: five seconds of 30 words/s."""


def _screens(rooms: int) -> tuple[Entrant, ...]:
    shown = Entrant("screens anthropic", "screens", rooms, WATCHING, words=LONG)
    return shown, Entrant("sdk anthropic", "sdk", words=LONG)


TRIALS = {
    "1,000 members": (
        Trial("sat-1000", "1 room of 1,000, 4 lines on their way", Load(4, 4), _room(1000, "raw", "ours", "node")),
        Trial("rate-1000", "1 room of 1,000, 5 lines/s", Load(10, 8, rate=5), _room(1000, "raw", "ours")),
        Trial("one-1000", "1 room of 1,000, 1 line on its way", Load(1, 3), _room(1000, "ours")),
        Trial("memory", "1,000 members of a new process", Load(0, 0), _room(1000, "ours")),
        Trial("idle", "1,000 members, nobody writes", Load(0, 10), _room(1000, "ours")),
        Trial("storm", "1,000 come back within 4 s to 20 lines that they missed", Load(0, 4), _room(1000, "ours")),
        Trial("two-1000", "1 room of 1,000, 4 lines on their way", Load(4, 4), _room(1000, "ours", "two")),
        Trial("two-rate", "1 room of 1,000 on two processes, 5 lines/s", Load(10, 8, rate=5), _room(1000, "two")),
        Trial("plain-1000", "1 room of 1,000, 16 lines on their way", Load(16, 6), _room(1000, "plain", "ours")),
    ),
    "100 members": (
        Trial("sat-100", "1 room of 100, 16 lines on their way", Load(16, 3), _room(100, "raw", "ours", "node")),
        Trial("rate-100", "1 room of 100, 20 lines/s", Load(10, 6, rate=20), _room(100, "raw", "ours")),
        Trial("one-100", "1 room of 100, 1 line on its way", Load(1, 3), _room(100, "ours")),
        Trial("plain-100", "1 room of 100, 16 lines on their way", Load(16, 4), _room(100, "plain", "ours")),
    ),
    "many rooms": (
        Trial(
            "pairs",
            "32 rooms of 2, 64 lines on their way; commits: 64 connections",
            Load(64, 4),
            (Entrant("commits", "commits"), Entrant("ours", "ours", 32, 2)),
        ),
        Trial(
            "hot",
            "64 lines on their way in one room of 64, or in 8 of 64",
            Load(64, 3),
            (Entrant("one room", "ours", 1, 64), Entrant("many rooms", "ours", 8, 64)),
        ),
    ),
    "one story": (
        Trial("story-1", "1 co-author listens to 30 words/s", Load(1, 10), _listeners()),
    ),
    "100 stories": (
        Trial("story-100", "100 co-authors at once listen to 30 words/s each", Load(100, 8), _listeners()),
    ),
    "1 story on screens": (
        Trial("screens-1", "1 room of 3, the co-author writes 30 words/s", Load(1, 30), _screens(1)),
    ),
    "100 stories on screens": (
        Trial("screens-100", "100 rooms of 3, the co-author writes 30 words/s in each", Load(100, 15), _screens(100)),
    ),
    "jobs": (
        Trial(
            "jobs",
            "jobs that make nothing, one by one on an idle worker, and many at once",
            Load(1, 20),
            tuple(Entrant(name, "jobs") for name in ("ours", "arq 0.5", "arq 0.05")),
        ),
    ),
    "slow reader": (
        Trial(
            "stalled",
            "1 room of 100, 4 long lines on their way; in one of the rooms somebody stopped reading",
            Load(4, 4, length=2000),
            (Entrant("all read", "ours", 1, 100), Entrant("one stalled", "ours", 1, 100, stalls=True)),
        ),
    ),
}  # fmt: skip
"""By stage: the trials of a stage share their servers, which end with it."""


def _over(trial: str, quantity: str, one: str = "ours", other: str = "raw") -> tuple[Reading, Reading]:
    return Reading(trial, one, quantity), Reading(trial, other, quantity)


def _seen(number: str, what: str, trial: str) -> tuple[Goal, ...]:
    """What the house adds to the bare SDK between a provider's word and every screen in the room."""
    both = "screens anthropic", "sdk anthropic"
    p50, p99, cpu = (_over(trial, quantity, *both) for quantity in ("p50", "p99", "cpu"))
    return (
        Goal(f"{number}a", f"First word on screens, {what}, p50, beyond the SDK's", *p50, 50, "ms", minus=True),
        Goal(f"{number}b", f"First word on screens, {what}, p99, beyond the SDK's", *p99, 150, "ms", minus=True),
        Goal(f"{number}c", f"Event loop, {what}, late by, p99", Reading(trial, both[0], "lag_p99"), None, 50, "ms"),
        Goal(f"{number}d", f"CPU of a word on a screen, {what}, over the SDK's of hearing it", *cpu, 1.0),
    )


def _heard(number: str, what: str, trial: str, name: str) -> tuple[Goal, ...]:
    """What the co-author adds to the bare SDK between a provider's word and its hearing."""
    both = f"listens {name}", f"sdk {name}"
    p50, p99, cpu = (_over(trial, quantity, *both) for quantity in ("p50", "p99", "cpu"))
    lag = Reading(trial, both[0], "lag_p99")
    return (
        Goal(f"{number}a", f"First word, {what}, p50, beyond the SDK's", *p50, 50, "ms", minus=True),
        Goal(f"{number}b", f"First word, {what}, p99, beyond the SDK's", *p99, 150, "ms", minus=True),
        Goal(f"{number}c", f"Event loop, {what}, late by, p99", lag, None, 50, "ms"),
        Goal(f"{number}d", f"CPU of a heard word, {what}, over the SDK's", *cpu, 1.0),
    )


GOALS = (
    Goal("1a", "CPU of a durable line to 1,000, 4 on their way, over raw", *_over("sat-1000", "cpu"), 1.5),
    Goal("1b", "CPU of a durable line to 100, 16 on their way, over raw", *_over("sat-100", "cpu"), 0.8),
    Goal("1c", "CPU at 5 lines/s to 1,000, over raw", *_over("rate-1000", "cpu"), 2.0),
    Goal("1d", "CPU at 20 lines/s to 100, over raw", *_over("rate-100", "cpu"), 3.0),
    Goal("2a", "p99 written to seen, 5 lines/s to 1,000, over raw", *_over("rate-1000", "p99"), 1.5),
    Goal("2b", "p99 written to seen, 20 lines/s to 100, over raw", *_over("rate-100", "p99"), 2.0),
    Goal("2c", "p99 written to seen, 20 lines/s to 100", Reading("rate-100", "ours", "p99"), None, 10, "ms"),
    Goal("3a", "Lines/s to 100, over the plain stack", *_over("plain-100", "turns", other="plain"), 10, least=True),
    Goal("3b", "p99 to 100, over the plain stack", *_over("plain-100", "p99", other="plain"), 0.1),
    Goal("3c", "Lines/s to 1,000, over the plain stack", *_over("plain-1000", "turns", other="plain"), 10, least=True),
    Goal("3d", "p99 to 1,000, over the plain stack", *_over("plain-1000", "p99", other="plain"), 0.1),
    Goal("5a", "CPU of a durable line to 100, over Node's bare broadcast", *_over("sat-100", "cpu", other="node"), 1.0),
    Goal("5b", "CPU of a durable line to 1,000, over Node's", *_over("sat-1000", "cpu", other="node"), 1.0),
    Goal(
        "6a", "Durable lines/s in pairs, 64 on their way, over bare commits",
        *_over("pairs", "turns", other="commits"), 0.7, least=True,
    ),
    Goal(
        "6b", "One hot room over many of the same size, lines/s",
        *_over("hot", "turns", "one room", "many rooms"), 0.8, least=True,
    ),
    Goal(
        "7a", "p99 across processes over p99 on the writer's own",
        Reading("two-rate", "two", "far_p99"), Reading("two-rate", "two", "near_p99"), 1.3,
    ),
    Goal("7b", "CPU on two processes over CPU on one", *_over("two-1000", "cpu", "two", "ours"), 1.2),
    Goal(
        "8", "CPU for each of 1,000 over CPU for each of 100, 1 line on its way",
        Reading("one-1000", "ours", "cpu"), Reading("one-100", "ours", "cpu"), 1.4,
    ),
    Goal("9", "Memory of a connection, 1,000 joined", Reading("memory", "ours", "each"), None, 30, "KB"),
    Goal("10a", "Idle, of a core for 1,000 connections", Reading("idle", "ours", "share"), None, 4, "%"),
    Goal(
        "10b", "Coming back: ticket, socket, join, what was missed",
        Reading("storm", "ours", "each"), None, 1.5, "ms CPU",
    ),
    Goal(
        "12a", "p99 of the others beside a reader who stalled",
        *_over("stalled", "p99", "one stalled", "all read"), 1.1,
    ),
    Goal(
        "12b", "Memory that a stalled reader holds",
        *_over("stalled", "held", "one stalled", "all read"), 1, "MiB", minus=True,
    ),
    *_heard("13", "1 story", "story-1", "anthropic"),
    *_heard("14", "100 stories", "story-100", "anthropic"),
    *_heard("15", "1 story, openai", "story-1", "openai"),
    *_heard("16", "100 stories, openai", "story-100", "openai"),
    *_seen("17", "1 story", "screens-1"),
    *_seen("18", "100 stories", "screens-100"),
    Goal("19a", "A job asked for to a worker's start, idle, p50", Reading("jobs", "ours", "start_p50"), None, 50, "ms"),
    Goal("19b", "A job asked for to a worker's start, idle, p99", Reading("jobs", "ours", "start_p99"), None, 50, "ms"),
    Goal("19c", "A job's end to a member's socket, p99", Reading("jobs", "ours", "seen_p99"), None, 20, "ms"),
    Goal("19d", "Idle worker, of a core", Reading("jobs", "ours", "share"), None, 1, "%"),
    Goal("19e", "Start, p50, over plain arq's", *_over("jobs", "start_p50", other="arq 0.5"), 0.1),
    Goal("19f", "Start, p50, over plain arq's, tuned", *_over("jobs", "start_p50", other="arq 0.05"), 1.0),
    Goal("19g", "Idle worker of two queues over plain arq's of one", *_over("jobs", "share", other="arq 0.5"), 2.5),
    Goal("19h", "The same over plain arq's, tuned", *_over("jobs", "share", other="arq 0.05"), 0.5),
)  # fmt: skip
