"""The pure core under seeded random play. A seed that ever failed stays in FAILED for good."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from rooms import decide, gather, media, room
from rooms.deciding import Deciding
from rooms.protocol import EVENT_TYPES, BeginMedia, FailMedia, FinishMedia, Media, MediaBegun, ModeName, ProgressMedia
from rooms.turns import MODES
from tests.proof.core_play import play
from tests.proof.promises import Violation

RUNS = 500
FAILED: tuple[tuple[int, ModeName | None], ...] = (
    (2041, None),
    (2329, None),
    (588, "round"),
    (1275, "vote"),
    (438, "vote"),
)
"""The seed, and the mode that its host prefers. 2041: two who come and go kept the turns among themselves. 2329: a new
clock moved the seat order back. 588, 1275: the room picked a choice whose giver had a line waiting.
438: a choice took the place of one's own line."""


@pytest.mark.parametrize("block", range(5))
@pytest.mark.parametrize("home", [None, *MODES], ids=lambda home: home or "any")
def test_random_play(home: ModeName | None, block: int) -> None:
    """P-1: 500 runs in any mode and 500 in each, of up to eight people with disconnects, resends, kicks, switches of
    mode and branch, freezing and restarts: somebody can always act, everybody gets a turn, leaving wedges nothing, no
    hidden line or secret ballot is seen before its time, every line lands once or was given up, no branch loses a
    passage, each picture and voice takes effect once, by its newest worker, and none on what was taken back, and the
    public events alone make the public room.
    """
    runs = [(seed, home, True) for seed in range(block * RUNS // 5, (block + 1) * RUNS // 5)]
    for seed, mode, making in (*((*run, False) for run in FAILED if run[1] == home), *runs):
        try:
            play(seed, home=mode, media=making)
        except Exception as error:
            raise AssertionError(f"seed {seed} at home in {mode}: {error!r}") from error


def test_play_reaches_everything() -> None:
    """P-2: the play is worth something only if it gets everywhere: every event type, every mode, and in each it mostly
    stays there, where lines land and are given up.
    """
    seen: Counter[str] = Counter()
    ended: Counter[str] = Counter()
    for home, mode in MODES.items():
        begun: Counter[str] = Counter()
        landed = given_up = 0
        for seed in range(20):
            game = play(seed, home=home, media=True)
            seen.update(recorded.event.type for recorded in game.log)
            begun.update(game.promises.modes)
            landed += len(game.promises.lines.landed)
            given_up += len(game.promises.lines.given_up)
            ended.update(game.promises.works.ended.values())
        assert home == "free" or begun[home] > 0.6 * begun.total(), (home, begun)
        assert not mode.sealed or (landed > 40 and given_up > 20), (home, landed, given_up)
    assert set(seen) == EVENT_TYPES
    assert min(ended["ready"], ended["failed"]) > 100, ended


def test_teeth() -> None:
    """P-3: a house that resumes at n+1 is caught."""
    caught = 0
    for seed in range(20):
        try:
            play(seed, resume_skips=True)
        except (Violation, ValueError):
            caught += 1
    assert caught >= 15


@pytest.mark.parametrize(
    ("module", "name", "instead", "home", "runs", "promise"),
    [
        (gather, "land", lambda d: False, "round", 5, "were lost|members wait"),
        (room, "_goes_on_from", lambda room, speaker: speaker, "round_robin", 60, "passed over"),
    ],
    ids=["lines do not land", "a debt turns the order"],
)
def test_teeth_of_the_modes(
    monkeypatch: pytest.MonkeyPatch, module: Any, name: str, instead: Any, home: ModeName, runs: int, promise: str
) -> None:
    """P-8: a mode that loses lines, or lets somebody wait for ever, is caught."""
    monkeypatch.setattr(module, name, instead)

    def many() -> None:
        for seed in range(runs):
            play(seed, home=home)

    with pytest.raises(Violation, match=promise):
        many()


def whoever(d: Deciding, command: ProgressMedia | FinishMedia | FailMedia) -> Media:
    return media._found(d, command.media)


def begin_anyhow(d: Deciding, command: BeginMedia) -> None:
    found = media._found(d, command.media)
    d.say(MediaBegun, media=found.id, passage=found.passage, attempt=command.attempt)


def test_teeth_of_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """P-9: a house in which dead workers still have a word is caught."""

    def many() -> None:
        for seed in range(20):
            play(seed, media=True)

    with monkeypatch.context() as patch:
        patch.setattr(media, "_at_work", whoever)
        with pytest.raises(Violation, match=r"the word of attempt|again, or by a dead attempt"):
            many()
    monkeypatch.setitem(decide.DECIDERS, BeginMedia, begin_anyhow)  # type: ignore[misc]
    with pytest.raises(Violation, match=r"media.begun of .* again, or by a dead attempt"):
        many()
