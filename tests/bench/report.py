"""What a whole run leaves behind: docs/performance.md, its picture, and the ratios that later runs are held to."""

from __future__ import annotations

import json
import os
import platform
import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import matplotlib as mpl
import psutil
from matplotlib import pyplot

from tests.bench.bench import Bench
from tests.bench.figures import Spread, short
from tests.bench.goals import TRIALS, Goal, Reading
from tests.faults.processes import ROOT

PAGE = ROOT / "docs" / "performance.md"
PICTURE = ROOT / "docs" / "pictures" / "performance.svg"
RECORD = Path(__file__).parent / "recorded.json"
NOTES = Path(__file__).parent / "notes.toml"
"""Why a goal is missed, and what was tried: written by hand, by the goal's number."""
SHOWN = ("sat-1000", "rate-1000", "sat-100", "rate-100")
COLOURS = {"raw": "#b8b0a2", "ours": "#2b6a6c", "node": "#d3a24c", "plain": "#a84f3d", "two": "#6fa3a4"}
WORDS = """# How fast it is

Made by `{command}` on {day}. {machine}. Medians of {rounds} rounds, with the lowest and the highest; the servers of
a trial take turns (A B C A B C), and each goal is a ratio of what was measured in the same seconds. The machine's own
noise in this run: {noise}.

Each server is a process of its own. **CPU** is the user and system time of the server and all its children for each
line that one member received; PostgreSQL's and Valkey's are counted in ours, PostgreSQL's in the plain stack's.
**raw** is a hand-made broadcast on uvloop that stores, checks and pings nothing; **node** is Node's socket.io as a bare
broadcast; **plain** is python-socketio with one ORM session and one row lock a line; **commits** is bare asyncpg. All
send frames of {frame} bytes, as many as ours. A line is on its way until its writer has the answer and everybody in the
room has the line; latency counts from the moment at which it was to be written. Every reader of every trial saw every
line once and in one order, or the run fails and this page is not written.

The load generator is one process (picows). Against raw, 1,000 members, it took {calibration}.

![CPU for each delivered line](pictures/performance.svg)

## Goals

| goal | what | figure | bound | met |
|---|---|---|---|---|
{goals}
{notes}
## Trials

Latencies in ms; lines/s is what the clock said, and the clock is shared with everything else on the machine.

| trial | server | CPU us/line and reader | lines/s | p50 | p99 | answer p99 | generator CPU us |
|---|---|---|---|---|---|---|---|
{trials}
"""


def machine() -> str:
    """This machine in a sentence."""
    model = platform.processor() or platform.machine()
    for line in Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []:
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    memory = psutil.virtual_memory().total / 2**30
    system = f"{platform.system()} {platform.release().split('-')[0]}"
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB, {system}, Python {platform.python_version()}"


def noise(bench: Bench) -> str:
    loop = Spread.of(bench.found[Reading("machine", "loop", "cpu")])
    said = [f"{loop.noise:.0%} of spread in a loop that is always the same"]
    raw = bench.found.get(Reading("sat-1000", "raw", "cpu"))
    if raw:
        said.append(f"{Spread.of(raw).noise:.0%} in raw's own CPU")
    return ", ".join(said)


def calibration(bench: Bench) -> str:
    """The generator beside the cheapest server: it must have been the idler of the two."""
    samples = bench.samples.get(("sat-1000", "raw"), [])
    if not samples:
        return "no part in this run"
    rate = Spread.of([sample.deliveries / sample.seconds for sample in samples])
    own = Spread.of([sample.own_cpu / sample.seconds for sample in samples])
    server = Spread.of([sample.cpu / sample.seconds for sample in samples])
    each = Spread.of([sample.own_cpu / sample.deliveries * 1e6 for sample in samples])
    return (
        f"{short(rate.middle)} lines a second at {own.middle:.0%} of a core ({short(each.middle)} us each), "
        f"raw itself at {server.middle:.0%}"
    )


def verdict(goal: Goal, figure: Spread) -> str:
    return "yes" if goal.met(figure.middle) else "**no**"


def bound(goal: Goal) -> str:
    return f"{'>=' if goal.least else '<='} {goal.limit:g} {goal.unit}"


def write_page(bench: Bench, goals: Sequence[Goal], command: str) -> None:
    notes: dict[str, str] = tomllib.loads(NOTES.read_text(encoding="utf-8"))
    figures = [(goal, figure) for goal in goals if (figure := bench.figure(goal))]
    rows = [f"| {g.id} | {g.what} | {f} | {bound(g)} | {verdict(g, f)} |" for g, f in figures]
    missed = [goal.id for goal, figure in figures if not goal.met(figure.middle)]
    why = [f"- **{name}**: {' '.join(notes[name].split())}" for name in missed if name in notes]
    page = WORDS.format(
        command=command,
        day=date.today().isoformat(),
        machine=machine(),
        rounds=bench.rounds,
        noise=noise(bench),
        frame=bench.backs.frame,
        calibration=calibration(bench),
        goals="\n".join(rows),
        notes="\n".join(["\nWhy not:\n", *why, ""]) if why else "",
        trials="\n".join(_trials(bench)),
    )
    PAGE.write_text(page, encoding="utf-8")


def _trials(bench: Bench) -> list[str]:
    rows = []
    for trial in (trial for stage in TRIALS.values() for trial in stage):
        for entrant in trial.entrants:
            samples = bench.samples.get((trial.name, entrant.name))
            if not samples:
                continue
            cells = [
                Spread.of([sample.quantity("cpu") for sample in samples]),
                Spread.of([sample.quantity("turns") for sample in samples]),
                *(Spread.of([getattr(sample, name) for sample in samples]) for name in ("p50", "p99", "ack_p99")),
                Spread.of([sample.own_cpu / max(1, sample.deliveries) * 1e6 for sample in samples]),
            ]
            figures = " | ".join([str(cells[0]), *(short(cell.middle) for cell in cells[1:])])
            rows.append(f"| {trial.what} | {entrant.name} | {figures} |")
    return rows


def draw(bench: Bench) -> None:
    """CPU for each delivered line, by trial and server."""
    mpl.rcParams.update({"svg.hashsalt": "roundtale", "svg.fonttype": "none", "font.size": 9})
    plot, axes = pyplot.subplots(figsize=(7, 3))
    place, ticks = 0.0, []
    for trial in (trial for stage in TRIALS.values() for trial in stage if trial.name in SHOWN):
        begins = place
        for entrant in trial.entrants:
            found = bench.found.get(Reading(trial.name, entrant.name, "cpu"))
            if found:
                spread = Spread.of(found)
                axes.barh(place, spread.middle, color=COLOURS[entrant.name])
                axes.plot([spread.low, spread.high], [place, place], color="#2b2620", linewidth=1)
                axes.text(spread.high, place, f"  {entrant.name}", va="center")
                place += 1
        ticks.append(((begins + place - 1) / 2, trial.what))
        place += 0.6
    axes.set_yticks([at for at, _ in ticks], [what for _, what in ticks])
    axes.invert_yaxis()
    axes.set_xlabel("CPU for each delivered line, us")
    axes.spines[["top", "right"]].set_visible(False)
    plot.tight_layout()
    plot.savefig(PICTURE, metadata={"Date": None})
    pyplot.close(plot)


def recorded() -> dict[str, float]:
    ratios: dict[str, float] = json.loads(RECORD.read_text())["cpu_ratios"] if RECORD.exists() else {}
    return ratios


def record(ratios: dict[str, float]) -> None:
    """What was not measured now keeps what it had."""
    kept = {name: round(ratio, 3) for name, ratio in sorted((recorded() | ratios).items())}
    RECORD.write_text(json.dumps({"machine": machine(), "cpu_ratios": kept}, indent=2) + "\n")
