"""Runs trials round by round, and keeps every figure that a goal may ask for."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median
from typing import get_args

from tests.bench.crowd import Load
from tests.bench.figures import Quantity, Sample, Spread, differences, ratios, short
from tests.bench.goals import Entrant, Goal, Reading, Trial
from tests.bench.jobs import Arq, Ours
from tests.bench.listeners import Listener, Screens
from tests.bench.servers import Backs, Commits, Crowd, memory_kilobytes, start

WARM = Load(4, 1)
Entered = Crowd | Commits | Listener | Screens | Ours | Arq
MISSED = 20
RENEWED = 100
"""Rooms up to this size are new for each load: a story of ten thousand lines is no room that exists."""


@dataclass
class Bench:
    """``shorter`` divides the length of every load."""

    backs: Backs
    rounds: int
    shorter: float = 1
    found: dict[Reading, list[float]] = field(default_factory=lambda: defaultdict(list))
    samples: dict[tuple[str, str], list[Sample]] = field(default_factory=lambda: defaultdict(list))
    faults: list[str] = field(default_factory=list)

    def stage(self, name: str, trials: Sequence[Trial]) -> None:
        """Some trials on the same servers."""
        with ExitStack() as stack:
            crowds: dict[Entrant, Entered] = {}
            for trial in trials:
                for entrant in trial.entrants:
                    if entrant not in crowds:
                        crowds[entrant] = self._crowd(entrant, stack)
                self._trial(trial, {entrant: crowds[entrant] for entrant in trial.entrants})

    def _crowd(self, entrant: Entrant, stack: ExitStack) -> Entered:
        began = time.monotonic()
        if entrant.kind == "commits":
            return Commits(self.backs, 64, stack)
        if entrant.kind in ("listens", "sdk"):
            whose = "ours" if entrant.kind == "listens" else "sdk"
            return Listener(whose, entrant.name.split()[-1], entrant.words, stack)
        if entrant.kind == "jobs":
            return (
                Ours(self.backs, stack) if entrant.name == "ours" else Arq(self.backs, entrant.name.split()[-1], stack)
            )
        if entrant.kind == "screens":
            return Screens(entrant.name, self.backs, entrant.rooms, entrant.members, entrant.words, stack)
        served = start(entrant.kind, self.backs, stack)
        crowd = Crowd(entrant.name, served, entrant.rooms, entrant.members, stack, entrant.stalls)
        self._check(entrant.name, "warm-up", crowd.load(WARM))
        took = time.monotonic() - began
        print(f"  {entrant.name}: {entrant.rooms} x {entrant.members} members in {took:.1f} s", flush=True)
        return crowd

    def _trial(self, trial: Trial, crowds: dict[Entrant, Entered]) -> None:
        print(f"{trial.name}: {trial.what}", flush=True)
        for number in range(1, self.rounds + 1):
            self.found[Reading("machine", "loop", "cpu")].append(fixed_loop())
            for entrant, crowd in crowds.items():
                said = self._special(trial, entrant, crowd)
                print(f"  {number} {entrant.name:12}{said}", flush=True)

    def _special(self, trial: Trial, entrant: Entrant, crowd: Entered) -> str:
        """What is measured in a way of its own, and else under a load."""
        if isinstance(crowd, Ours | Arq):
            return self._jobs(trial, entrant, crowd)
        said = self._quiet(trial, crowd) if isinstance(crowd, Crowd) else None
        return said or line(self._load(trial, entrant, crowd))

    def _jobs(self, trial: Trial, entrant: Entrant, crowd: Ours | Arq) -> str:
        told = crowd.measure(self.shorter).quantities()
        for quantity, figure in told.items():
            self.found[Reading(trial.name, entrant.name, quantity)].append(figure)
        start = f"start p50 {short(told['start_p50'])} p99 {short(told['start_p99'])} ms"
        seen = f", seen p50 {short(told['seen_p50'])} p99 {short(told['seen_p99'])} ms" if "seen_p50" in told else ""
        return f"{start}{seen}, {short(told['rate'])} jobs/s, idle {told['share']:.2f} % of a core"

    def _quiet(self, trial: Trial, crowd: Crowd) -> str | None:
        """The trials in which nobody writes. None: it is none of them."""
        match trial.name:
            case "memory":
                self.found[Reading(trial.name, crowd.name, "each")].append(crowd.kilobytes)
                return f"{crowd.kilobytes:.1f} KB"
            case "idle":
                return self._idle(trial, crowd)
            case "storm":
                return self._storm(trial, crowd)
            case _:
                return None

    def _load(self, trial: Trial, entrant: Entrant, crowd: Crowd | Commits | Listener | Screens) -> Sample:
        load = Load(trial.load.senders, trial.load.seconds / self.shorter, trial.load.rate, trial.load.length)
        if isinstance(crowd, Crowd) and entrant.members <= RENEWED and crowd.served.ours:
            crowd.enter()
        before = memory_kilobytes(crowd.served.pids) if isinstance(crowd, Crowd) else 0.0
        sample = crowd.load(load)
        if isinstance(crowd, Crowd):
            held = (memory_kilobytes(crowd.served.pids) - before) / 1024
            self.found[Reading(trial.name, entrant.name, "held")].append(held)
        self._check(entrant.name, trial.name, sample)
        self.samples[trial.name, entrant.name].append(sample)
        for quantity in get_args(Quantity):
            self.found[Reading(trial.name, entrant.name, quantity)].append(sample.quantity(quantity))
        return sample

    def _idle(self, trial: Trial, crowd: Crowd) -> str:
        seconds = max(10.0, trial.load.seconds / self.shorter)  # a ping interval
        before = crowd.served.cpu()
        crowd.order("stay", seconds=seconds)
        share = (crowd.served.cpu() - before) / seconds * 100
        self.found[Reading(trial.name, crowd.name, "share")].append(share)
        return f"{share:.2f} % of a core"

    def _storm(self, trial: Trial, crowd: Crowd) -> str:
        crowd.order("away", missed=MISSED)
        before = crowd.served.cpu()
        said = crowd.order("come_back", seconds=trial.load.seconds, missed=MISSED)
        each = (crowd.served.cpu() - before) / said["returned"] * 1e3
        if said["complete"] != said["returned"]:
            self.faults.append(
                f"storm, {crowd.name}: {said['returned'] - said['complete']} missed something: {said['odd']}"
            )
        self.found[Reading(trial.name, crowd.name, "each")].append(each)
        took = f"{each:.2f} ms CPU each, all there after {said['seconds']:.1f} s"
        return f"{took}, {said['again']} turned away, {said['resets']} reset"

    def _check(self, name: str, trial: str, sample: Sample) -> None:
        if sample.faults:
            self.faults.append(f"{trial}, {name}: {sample.faults}")
            print(f"    WRONG: {name}: {sample.faults}", flush=True)

    def figure(self, goal: Goal) -> Spread | None:
        """None where nothing was measured for it."""
        above = self.found.get(goal.above)
        if not above:
            return None
        if goal.below is None:
            return Spread.of(above)
        below = self.found.get(goal.below)
        if not below:
            return None
        return (differences if goal.minus else ratios)(above, below)


def line(sample: Sample) -> str:
    return (
        f"{short(sample.quantity('cpu')):>7} us/delivery {short(sample.quantity('turns')):>7} lines/s "
        f"p50 {short(sample.p50)} p99 {short(sample.p99)} ms, ack p99 {short(sample.ack_p99)} ms"
    )


def fixed_loop() -> float:
    """ms of CPU for a loop that is always the same: how steady this machine is."""
    took = []
    for _ in range(5):
        began = time.process_time()
        sum(number * number for number in range(200_000))
        took.append((time.process_time() - began) * 1e3)
    return median(took)
