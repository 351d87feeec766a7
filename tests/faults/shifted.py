"""A web process whose machine has another time: ``python -m tests.faults.shifted <file>``.

The file holds by how many seconds its clock is wrong, and may be written anew at any moment: the clock jumps. What
counts on steadily (``monotonic``) is left alone, as it is when somebody sets a clock.
"""

from __future__ import annotations

import sys
import time
from datetime import datetime, tzinfo
from pathlib import Path

from rooms.settings import Settings
from server.app import serve


def shift(wrong: Path) -> None:
    """Let every look at the clock be wrong by as much as the file says."""
    honest = time.time

    def wrong_time() -> float:
        return honest() + float(wrong.read_text())

    class WrongDatetime(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.fromtimestamp(wrong_time(), tz)

    time.time = wrong_time
    ours = [m for name, m in sys.modules.items() if name.partition(".")[0] in ("rooms", "server", "engine")]
    for module in ours:
        if vars(module).get("datetime") is datetime:
            vars(module)["datetime"] = WrongDatetime


if __name__ == "__main__":
    shift(Path(sys.argv[1]))
    serve(Settings())
