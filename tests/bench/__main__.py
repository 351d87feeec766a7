"""``make bench``: measures the product beside bare libraries doing the same work in the same run.

``python -m tests.bench [goal1 6b ...] [--quick] [--record]``
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from tests.bench import report
from tests.bench.bench import Bench
from tests.bench.crowd import Load
from tests.bench.figures import fallen_behind
from tests.bench.goals import GOALS, TRIALS, Goal, Trial
from tests.bench.servers import Backs, Crowd, backs, start


def chosen(names: list[str]) -> list[Goal]:
    """Goals by number: ``goal1`` and ``1`` mean 1a, 1b, ...; no names mean all."""
    wanted = {name.removeprefix("goal") for name in names}
    found = [goal for goal in GOALS if not wanted or goal.id in wanted or goal.id.rstrip("abcdefgh") in wanted]
    if not found:
        raise SystemExit(f"There is no such goal. There are: {' '.join(goal.id for goal in GOALS)}")
    return found


def asked_of(trial: Trial, wanted: set[tuple[str, str]]) -> Trial:
    """A trial of those servers that some goal asks about."""
    return replace(trial, entrants=tuple(one for one in trial.entrants if (trial.name, one.name) in wanted))


def measure_frame(backs: Backs) -> None:
    """How many bytes the product sends for a line: the others send as many."""
    with ExitStack() as stack:
        crowd = Crowd("ours", start("ours", backs, stack), 1, 2, stack)
        backs.frame = crowd.load(Load(1, 0.2)).frame


def run(goals: list[Goal], rounds: int, shorter: float) -> Bench:
    wanted = {reading[:2] for goal in goals for reading in (goal.above, goal.below) if reading}
    with tempfile.TemporaryDirectory(prefix="roundtale-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        folder.chmod(0o711)
        bench = Bench(stack.enter_context(backs(folder)), rounds, shorter)
        measure_frame(bench.backs)
        print(f"A line is a frame of {bench.backs.frame} bytes.", flush=True)
        for stage, trials in TRIALS.items():
            bench.stage(stage, [part for trial in trials if (part := asked_of(trial, wanted)).entrants])
        return bench


def verdicts(bench: Bench, goals: list[Goal]) -> None:
    """The table of goals, on the terminal."""
    for goal in goals:
        figure = bench.figure(goal)
        if figure is not None:
            met = "met" if goal.met(figure.middle) else "NOT MET"
            print(f"{goal.id:4}{goal.what:66}{figure!s:>24}  {report.bound(goal):12}{met}")
    print(f"Noise: {report.noise(bench)}.\nThe generator took {report.calibration(bench)}.")


def held_to_the_record(bench: Bench, goals: list[Goal], record: bool) -> list[str]:
    """What fell behind, in words."""
    now = {goal.id: figure.middle for goal in goals if goal.gates and (figure := bench.figure(goal))}
    if record:
        report.record(now)
        return []
    behind = fallen_behind(now, report.recorded())
    return [f"goal {name}: CPU ratio {is_now:.2f}, recorded {was:.2f}" for name, (is_now, was) in behind.items()]


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("goals", nargs="*", help="goal1, 6b, ...; none: all, and docs/performance.md is written")
    parser.add_argument("--quick", action="store_true", help="one round of short loads; nothing is held to the record")
    parser.add_argument("--record", action="store_true", help="write the ratios that later runs are held to")
    told = parser.parse_args()
    began, goals = time.monotonic(), chosen(told.goals)
    bench = run(goals, 1 if told.quick else 3, 2 if told.quick else 1)
    print()
    verdicts(bench, goals)
    wrong = [*bench.faults, *([] if told.quick else held_to_the_record(bench, goals, told.record))]
    if not told.goals and not told.quick and not bench.faults:
        report.write_page(bench, goals, "make bench")
        report.draw(bench)
    print(f"{time.monotonic() - began:.0f} s")
    for what in wrong:
        print(f"WRONG: {what}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
