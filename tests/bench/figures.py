"""Figures: what one load showed, ratios of rounds, and whether a ratio fell behind the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Literal, Self

WORSE = 1.15
"""A CPU ratio this many times the recorded one fails the bench; rounds agree within a tenth on a busy machine."""

Quantity = Literal["cpu", "turns", "p99", "near_p99", "far_p99", "p50", "lag_p99"]


@dataclass(frozen=True)
class Sample:
    """One load on one server. ``cpu`` is all that its processes spent, in seconds; latencies in ms."""

    turns: int
    deliveries: int
    seconds: float
    cpu: float
    own_cpu: float = 0
    """The generator's."""
    p50: float = 0
    p99: float = 0
    near_p99: float = 0
    far_p99: float = 0
    ack_p50: float = 0
    ack_p99: float = 0
    frame: int = 0
    lag_p99: float = 0
    """How late the event loop was."""
    faults: str = ""
    """What must not be: lines lost, doubled, in another order, refused."""

    @classmethod
    def of(cls, said: Mapping[str, Any], cpu: float) -> Self:
        """From the generator's answer."""
        faults = [f"{said[name]} {name}" for name in ("lost", "wrong", "refused") if said[name]]
        return cls(
            turns=said["turns"],
            deliveries=said["deliveries"],
            seconds=said["seconds"],
            cpu=cpu,
            own_cpu=said["cpu"],
            p50=said["all"]["p50"],
            p99=said["all"]["p99"],
            near_p99=said["near"]["p99"],
            far_p99=said["far"]["p99"],
            ack_p50=said["ack"]["p50"],
            ack_p99=said["ack"]["p99"],
            frame=said["frame"],
            faults=", ".join([*faults, said["refusal"]] if faults else []),
        )

    def quantity(self, name: Quantity) -> float:
        """``cpu``: us for each delivery. ``turns``: each second. The rest in ms."""
        if name == "cpu":
            return self.cpu / max(1, self.deliveries) * 1e6
        if name == "turns":
            return self.turns / self.seconds
        return float(getattr(self, name))


@dataclass(frozen=True)
class Spread:
    """The median of some rounds, and how far they lay apart."""

    middle: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Self:
        return cls(median(values), min(values), max(values))

    @property
    def noise(self) -> float:
        """How far the rounds lie apart, as a part of their middle."""
        return (self.high - self.low) / self.middle if self.middle else 0.0

    def __str__(self) -> str:
        return f"{short(self.middle)} [{short(self.low)} - {short(self.high)}]"


def short(value: float) -> str:
    """Three digits that mean something."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def ratios(above: Sequence[float], below: Sequence[float]) -> Spread:
    """Round by round: what was measured in the same seconds is compared, so a busy machine is busy for both."""
    return Spread.of([one / other for one, other in zip(above, below, strict=True)])


def differences(above: Sequence[float], below: Sequence[float]) -> Spread:
    return Spread.of([one - other for one, other in zip(above, below, strict=True)])


def fallen_behind(now: Mapping[str, float], recorded: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """CPU ratios that are more than ``WORSE`` times the recorded ones: (now, recorded). Less is better."""
    return {
        name: (now[name], recorded[name]) for name in now if name in recorded and now[name] > recorded[name] * WORSE
    }
