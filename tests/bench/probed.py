"""A web process that also writes down how late its event loop is: ``python -m tests.bench.probed FILE web``."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path
from typing import Any

from server import app
from server.__main__ import main
from tests.bench.streams import PROBE_SECONDS

FILE = Path(sys.argv[1]) if __name__ == "__main__" else Path()


async def probe(metrics: Any) -> None:
    """A line for each look: when, and how many ms late."""
    with FILE.open("w", buffering=8192) as file:
        while True:
            before = time.monotonic()
            await asyncio.sleep(PROBE_SECONDS)
            file.write(f"{before} {(time.monotonic() - before - PROBE_SECONDS) * 1e3}\n")


def lags(file: Path, began: float, ended: float) -> list[float]:
    """Those of a load, in ms."""
    looks = (line.split() for line in file.read_text().splitlines()[:-1])
    return [float(late) for at, late in looks if began <= float(at) <= ended]


if __name__ == "__main__":
    app._measure_lag = probe
    del sys.argv[1]
    sys.exit(main())
