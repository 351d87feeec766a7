"""How long faults go on, and the table of what was found: one row per fault, written by ``make faults``.

Three lengths of the same test: short in ``make test``, longer by ``make faults``, and by ``LONG=1 make faults`` as the
menu of faults (``T01``...) was written.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from tests.witness import Figures

N = TypeVar("N")
FULL = os.environ.get("FULL", "") == "1"
LONG = os.environ.get("LONG", "") == "1"
TABLE = """# What was done to it, and what was lost

Written by `{command}`. Every row ended before the witness (`tests/witness.py`): every acknowledged write is in the log
once, nobody saw a gap, a repeat or another order, every page's text is the fold of the log, nobody outside a room heard
of it, no answer took longer than 10 s. A violation fails the run, and then there is no table.{again}

| menu | fault | times | acknowledged | events heard | violations | slowest answer | besides |
|---|---|---|---|---|---|---|---|
"""


def scaled(short: N, full: N, long: N) -> N:
    """The value for the length that was asked for."""
    return long if LONG else full if FULL else short


@dataclass(frozen=True)
class Finding:
    """``menu`` is the fault's number in the menu, ``times`` how often it was done."""

    menu: str
    fault: str
    times: int
    figures: Figures
    besides: str = ""

    def row(self) -> str:
        slowest = f"{self.figures.slowest_answer:.2f} s"
        cells = (self.menu, self.fault, self.times, self.figures.acked, self.figures.received, 0, slowest, self.besides)
        return f"| {' | '.join(f'{cell:,}' if isinstance(cell, int) else str(cell) for cell in cells)} |"


@dataclass
class Findings:
    """What this session's faults came to. A test adds its row when everything in it held."""

    rows: list[Finding] = field(default_factory=list)

    def add(self, menu: str, fault: str, times: int, figures: Figures, besides: str = "") -> None:
        self.rows.append(Finding(menu, fault, times, figures, besides))

    def table(self, before: Mapping[str, str]) -> dict[str, str]:
        """All rows, in the order of the menu; those of ``before`` where this session has none."""
        return dict(sorted({**before, **{f"{found.menu} {found.fault}": found.row() for found in self.rows}}.items()))


def write(path: Path, rows: Mapping[str, str], again: int) -> None:
    """The page. ``again``: how many rows are of a second session, after their tests had failed in the first."""
    command = "LONG=1 make faults" if LONG else "make faults"
    said = f"\n{again} rows are of tests that failed beside other work, and ran again (`--lf`)." if again else ""
    path.write_text(TABLE.format(command=command, again=said) + "\n".join(rows.values()) + "\n", encoding="utf-8")
