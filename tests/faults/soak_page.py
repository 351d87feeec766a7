"""What a soak came to: a picture of every process over time, and a page of tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib as mpl

from tests.faults.samples import LOAD, MEASURES, SHORTEST_JUDGED, Life
from tests.witness import Figures

mpl.use("svg")

PANELS = ("memory", "tasks", "descriptors", "sockets", "rooms", "connections", "presence_rows")
LABELS = {"memory": "memory, MB", "connections": "connections to\nPostgreSQL", "presence_rows": "presence rows"}
COLOURS = {"web 0": "#1f5fa8", "web 1": "#c2571a", "worker": "#3d8b40", LOAD: "#999999", "PostgreSQL": "#7a4a9c"}
MARKS = "ABCDEFGHIJ"
PAGE = """# {minutes:g} minutes in which people came and went and something failed every few minutes

Written by `{command}` (seed {seed}). {judged:,} rooms were begun, lived in and left, and each ended before the witness
(`tests/witness.py`): {acked:,} acknowledged writes, {received:,} events heard, {connections:,} connections, slowest
answer {slowest:.1f} s. {verdict}

![Every process over time](pictures/soak.svg)

Growth is the median slope of all pairs of samples (Theil, Sen) after a warm-up, beyond what the sockets of the moment
explain. It is judged of lives that go on for {judged_minutes:.0f} minutes after it, memory at {memory:g} MB an hour;
a process that was ended begins a new line. `people` is the load itself, in one process, whose memory is its own affair.

| process | minutes | CPU | memory, first and last | MB an hour | tasks an hour | descriptors an hour | rooms an hour |
|---|---|---|---|---|---|---|---|
{lives}

At rest, before anybody came and after everybody was gone:

| process | tasks | descriptors | sockets | rooms | connections | present |
|---|---|---|---|---|---|---|
{rests}

| | fault | times | every room wrote again within |
|---|---|---|---|
{faults}

The worker was started again {worker_ended} times: it ends with Valkey, and its supervisor brings it back.
"""


@dataclass(frozen=True)
class Run:
    """``faults``: when, what, and the seconds until every room wrote again. ``wrong``: empty when all held."""

    minutes: float
    seed: int
    lives: Sequence[Life]
    faults: Sequence[tuple[float, str, float]]
    judged: int
    total: Figures
    worker_ended: int
    wrong: Sequence[str]

    @property
    def kinds(self) -> dict[str, str]:
        """The mark of each fault in the picture."""
        return dict(zip(dict.fromkeys(name for _, name, _ in self.faults), MARKS, strict=False))


def draw(run: Run, path: Path) -> None:
    from matplotlib import pyplot

    path.parent.mkdir(parents=True, exist_ok=True)
    style: Any = {"svg.fonttype": "none", "svg.hashsalt": "soak", "font.size": 8, "path.simplify_threshold": 0.5}
    with mpl.rc_context(style):
        figure, axes = pyplot.subplots(len(PANELS), sharex=True, figsize=(9, 10), layout="constrained")
        for panel, axis in zip(PANELS, axes, strict=True):
            _draw_panel(run, panel, axis)
        axes[0].legend(ncols=len(COLOURS), loc="lower left", bbox_to_anchor=(0, 1.15), frameon=False)
        for at, name, _ in run.faults:
            axes[0].annotate(run.kinds[name], (at / 60, 1.02), xycoords=("data", "axes fraction"), ha="center")
        axes[-1].set_xlabel("minutes")
        figure.savefig(path, metadata={"Date": None})
        pyplot.close(figure)


def _draw_panel(run: Run, panel: str, axis: Any) -> None:
    for life in run.lives:
        points = [(s.at / 60, round(s.values[panel], 2)) for s in life.samples if panel in s.values]
        if points:
            label = life.process if life.number == 1 else None
            axis.plot(*zip(*points, strict=True), color=COLOURS[life.process], linewidth=0.9, label=label)
    for at, _, _ in run.faults:
        axis.axvline(at / 60, color="#cccccc", linewidth=0.6, zorder=0)
    axis.set_ylabel(LABELS.get(panel, panel))
    axis.set_ylim(bottom=0)
    axis.spines[["top", "right"]].set_visible(False)


def write_page(run: Run, path: Path) -> None:
    total = run.total
    page = PAGE.format(
        minutes=run.minutes,
        command="make soak" if run.minutes == 60 else f"MINUTES={run.minutes:g} make soak",
        seed=run.seed,
        judged=run.judged,
        acked=total.acked,
        received=total.received,
        connections=total.connections,
        slowest=total.slowest_answer,
        verdict=f"Wrong: {'; '.join(run.wrong)}." if run.wrong else "Nothing was wrong, and nothing grew.",
        judged_minutes=SHORTEST_JUDGED / 60,
        memory=MEASURES["memory"].growth,
        lives="\n".join(_life_row(life) for life in run.lives if len(life.samples) > 1),
        rests="\n".join(_rest_row(life) for life in {life.process: life for life in run.lives}.values()),
        faults="\n".join(_fault_row(run, name) for name in run.kinds),
        worker_ended=run.worker_ended,
    )
    path.write_text(page, encoding="utf-8")


def _life_row(life: Life) -> str:
    first, last = life.samples[0], life.samples[-1]
    spent = [sample.values["cpu"] for sample in life.samples if "cpu" in sample.values]
    share = f"{(spent[-1] - spent[0]) / life.seconds:.0%}" if spent else ""
    memory = [f"{sample.values['memory']:.1f}" for sample in (first, last) if "memory" in sample.values]
    growths = [life.growth(name) for name in ("memory", "tasks", "descriptors", "rooms")]
    cells = [life.name, f"{life.seconds / 60:.1f}", share, " → ".join(memory)]
    return f"| {' | '.join(cells + [f'{g:+.2f}' if g is not None else '' for g in growths])} |"


def _rest_row(life: Life) -> str:
    def both(name: str) -> str:
        ends = [sample.values.get(name) for sample in (life.rest, life.after) if sample is not None]
        return " → ".join(f"{value:g}" for value in ends if value is not None)

    names = ("tasks", "descriptors", "sockets", "rooms", "connections", "present")
    return f"| {' | '.join([life.name, *map(both, names)])} |"


def _fault_row(run: Run, name: str) -> str:
    agains = [again for _, fault, again in run.faults if fault == name]
    return f"| {run.kinds[name]} | {name} | {len(agains)} | {max(agains):.1f} s |"
