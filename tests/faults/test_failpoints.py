"""The named places where a test can stop the process: off, they are nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from time import process_time

from rooms.failpoints import NAMES, failpoint, reached

VISITS = 20_000
COST_SECONDS = 1e-6
"""CPU time of a visit; a command passes six of them, and takes a hundred times as long as all six."""


async def test_a_failpoint_that_is_off_costs_nothing() -> None:
    """F-96: a failpoint that is off costs less than a microsecond."""
    began = process_time()
    for _ in range(VISITS):
        reached(NAMES[0])
    for _ in range(VISITS):
        await failpoint(NAMES[0])
    assert process_time() - began < 2 * VISITS * COST_SECONDS


def test_a_misspelled_failpoint_is_refused() -> None:
    """F-97: a failpoint that does not exist ends the process with its name: a fault that never comes proves nothing."""
    misspelled = {**os.environ, "ROUNDTALE_FAILPOINT": "after_comit:kill:1"}
    ended = subprocess.run([sys.executable, "-c", "import rooms.failpoints"], env=misspelled, capture_output=True)
    assert ended.returncode == 1
    assert b"no failpoint is named after_comit" in ended.stderr
