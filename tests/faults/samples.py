"""What processes hold, sampled while they live, and whether it grows: for runs of an hour."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from statistics import median

HOUR = 3600.0
SAMPLE_SECONDS = 10.0
LOAD = "people"
"""The name of the process that plays everybody."""
LONGEST_WARM_UP = 600.0
"""Seconds in which a process may still fill its caches and its allocator's arenas."""
SHORTEST_JUDGED = 1500.0
"""Seconds after the warm-up below which a growth per hour says more about the noise than about the process."""


@dataclass(frozen=True)
class Measure:
    """One number of a process.

    Attributes:
        unit: for people.
        growth: what an hour may add to what the load explains.
        per_socket: what each socket explains.
        at_rest: what may be left above the first rest, before anybody came; None: not judged.
        swing: what may come on top while people are here: requests under way, sockets that were torn just now.
    """

    unit: str
    growth: float
    per_socket: float = 0.0
    at_rest: float | None = None
    swing: float | None = None


MEASURES: Mapping[str, Measure] = {
    "memory": Measure("MB", growth=1),
    "tasks": Measure("tasks", growth=5, per_socket=6, at_rest=3, swing=60),
    "descriptors": Measure("descriptors", growth=5, per_socket=1, at_rest=20, swing=100),
    "sockets": Measure("sockets", growth=10, at_rest=0),
    "rooms": Measure("rooms", growth=5, at_rest=0),
    "connections": Measure("connections", growth=5, at_rest=36),
    "present": Measure("presence rows", growth=10, at_rest=0),
}
"""Descriptors and connections at rest: pools open what they need and keep it. Two of ``pool_size`` and four to Redis in
a web process; all web processes, the worker and those who look make the connections."""


@dataclass(frozen=True)
class Sample:
    """``values`` by the names of MEASURES, and others that are only shown; ``at`` counts seconds of the run."""

    at: float
    values: Mapping[str, float]

    def excess(self, name: str) -> float:
        """What the sockets of this moment do not explain."""
        return self.values[name] - MEASURES[name].per_socket * self.values.get("sockets", 0)


@dataclass
class Life:
    """A process from its start to its end.

    Attributes:
        rest: what it, or its like, held before anybody came.
        after: what it held when everybody was gone.
    """

    process: str
    number: int
    pid: int
    samples: list[Sample] = field(default_factory=list)
    rest: Sample | None = None
    after: Sample | None = None

    @property
    def name(self) -> str:
        return self.process if self.number == 1 else f"{self.process}, life {self.number}"

    @property
    def seconds(self) -> float:
        return self.samples[-1].at - self.samples[0].at if self.samples else 0.0

    def warm(self, name: str) -> list[Sample]:
        """The samples that have this number, after the warm-up: a sixth of the life, at most ten minutes."""
        begin = self.samples[0].at + min(self.seconds / 6, LONGEST_WARM_UP) if self.samples else 0.0
        return [sample for sample in self.samples if sample.at >= begin and name in sample.values]

    def growth(self, name: str) -> float | None:
        """Per hour, beyond what the sockets explain; None where there is nothing to draw a line through."""
        points = [(sample.at / HOUR, sample.excess(name)) for sample in self.warm(name)]
        return slope(points) if len(points) > 2 else None

    def grows(self) -> list[str]:
        """What is not flat. A life too short to tell says nothing, and what the load remembers is its own affair."""
        found = []
        for name, measure in MEASURES.items():
            if self.process == LOAD and name == "memory":
                continue
            warm = self.warm(name)
            growth = self.growth(name)
            if growth is None or warm[-1].at - warm[0].at < SHORTEST_JUDGED:
                continue
            if growth > measure.growth:
                found.append(f"{self.name}: {growth:+.2f} {measure.unit} an hour, allowed {measure.growth:g}")
        return found

    def unexplained(self, last: int = 3) -> list[str]:
        """What in each of the ``last`` samples was more than the first rest, the sockets and a swing explain."""
        recent = self.samples[-last:]
        if self.rest is None or len(recent) < last:
            return []
        return [
            f"{self.name}: {recent[-1].values[name]:g} {measure.unit}, {recent[-1].excess(name):g} without its sockets"
            for name, measure in MEASURES.items()
            if measure.swing is not None
            and name in self.rest.values
            and all(
                name in sample.values and sample.excess(name) > self.rest.values[name] + measure.swing
                for sample in recent
            )
        ]

    def left_over(self) -> list[str]:
        """What is still held though everybody is gone."""
        assert self.rest is not None
        assert self.after is not None
        before, now = self.rest.values, self.after.values
        return [
            f"{self.name}: {now[name]:g} {measure.unit} at rest, {before.get(name, 0):g} at the first"
            for name, measure in MEASURES.items()
            if measure.at_rest is not None and name in now and now[name] > before.get(name, 0) + measure.at_rest
        ]


def slope(points: Sequence[tuple[float, float]]) -> float:
    """The median of the slopes between all pairs (Theil 1950, Sen 1968): up to 29 % of outliers do not move it."""
    return median((y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in combinations(points, 2) if x1 != x2)


def write_samples(lives: Sequence[Life], path: Path) -> None:
    """One line for each number of each sample."""
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["process", "life", "seconds", "what", "value"])
        for life in lives:
            for sample in life.samples:
                for name, value in sample.values.items():
                    table.writerow([life.process, life.number, round(sample.at, 1), name, round(value, 3)])
