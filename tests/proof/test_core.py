"""The pure core under seeded random play. A seed that ever failed stays in FAILED for good."""

from __future__ import annotations

from collections import Counter

import pytest

from rooms.protocol import EVENT_TYPES
from rooms.turns import MODES
from tests.proof.core_play import Violation, play

RUNS = 500
FAILED: tuple[int, ...] = ()


@pytest.mark.parametrize("block", range(10))
def test_random_play(block: int) -> None:
    """P-1: 500 runs of up to six people with disconnects, resends, kicks, mode switches and restarts."""
    for seed in (*FAILED, *range(block * RUNS // 10, (block + 1) * RUNS // 10)):
        try:
            play(seed)
        except Exception as error:
            raise AssertionError(f"seed {seed}: {error!r}") from error


def test_play_reaches_everything() -> None:
    """P-2: the play is worth something only if it gets everywhere: every event type, every mode."""
    seen: Counter[str] = Counter()
    modes = set()
    for seed in range(60):
        game = play(seed)
        seen.update(recorded.event.type for recorded in game.log)
        assert game.room is not None
        modes.add(game.room.view.mode)
    assert set(seen) == EVENT_TYPES
    assert modes == set(MODES)


def test_teeth() -> None:
    """P-3: a house that resumes at n+1 is caught."""
    caught = 0
    for seed in range(20):
        try:
            play(seed, resume_skips=True)
        except (Violation, ValueError):
            caught += 1
    assert caught >= 15
