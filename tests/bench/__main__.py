"""``make bench``: measures the product beside bare libraries doing the same work in the same run.

``python -m tests.bench [goal1 6b ...] [--quick] [--record]``
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.bench.bench import Bench
from tests.bench.crowd import Load
from tests.bench.goals import GOALS, TRIALS, Goal
from tests.bench.servers import Backs, Crowd, backs, start


def chosen(names: list[str]) -> list[Goal]:
    """Goals by number: ``goal1`` and ``1`` mean 1a, 1b, ...; no names mean all."""
    wanted = {name.removeprefix("goal") for name in names}
    found = [goal for goal in GOALS if not wanted or goal.id in wanted or goal.id.rstrip("abcd") in wanted]
    if not found:
        raise SystemExit(f"There is no such goal. There are: {' '.join(goal.id for goal in GOALS)}")
    return found


def measure_frame(backs: Backs) -> None:
    """How many bytes the product sends for a line: the others send as many."""
    with ExitStack() as stack:
        crowd = Crowd("ours", start("ours", backs, stack), 1, 2, stack)
        backs.frame = crowd.load(Load(1, 0.2)).frame


def run(goals: list[Goal], rounds: int, shorter: float) -> Bench:
    wanted = {reading.trial for goal in goals for reading in (goal.above, goal.below) if reading}
    with tempfile.TemporaryDirectory(prefix="roundtale-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        folder.chmod(0o711)
        bench = Bench(stack.enter_context(backs(folder)), rounds, shorter)
        measure_frame(bench.backs)
        print(f"A line is a frame of {bench.backs.frame} bytes.", flush=True)
        for stage, trials in TRIALS.items():
            bench.stage(stage, [trial for trial in trials if trial.name in wanted])
        return bench


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("goals", nargs="*", help="goal1, 6b, ...; none: all")
    parser.add_argument("--quick", action="store_true", help="one round of short loads")
    parser.add_argument("--record", action="store_true", help="write the ratios that later runs are held to")
    told = parser.parse_args()
    began = time.monotonic()
    goals = chosen(told.goals)
    bench = run(goals, 1 if told.quick else 3, 2 if told.quick else 1)
    print()
    for goal in goals:
        figure = bench.figure(goal)
        if figure is not None:
            verdict = "met" if goal.met(figure.middle) else "NOT MET"
            bound = ">=" if goal.least else "<="
            print(f"{goal.id:4}{goal.what:72}{figure!s:>26} {goal.unit:7}{bound} {goal.limit:g}  {verdict}")
    print(f"\n{time.monotonic() - began:.0f} s")
    for fault in bench.faults:
        print(f"WRONG: {fault}")
    return 1 if bench.faults else 0


if __name__ == "__main__":
    sys.exit(main())
