from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import cast

import pytest
from picows import WSFrame, WSTransport

from tests.bench.bench import Bench
from tests.bench.crowd import Client, Room, spread
from tests.bench.figures import Sample, Spread, fallen_behind, ratios
from tests.bench.goals import GOALS, TRIALS, Reading
from tests.bench.servers import Backs


def sample(**changes: float | str) -> Sample:
    return Sample(**({"turns": 100, "deliveries": 1000, "seconds": 2.0, "cpu": 0.005} | changes))  # type: ignore[arg-type]


def test_a_slower_ratio_fails() -> None:
    """K1: A CPU ratio more than 15 % above the recorded one is found; one that is less, better, or new is not."""
    recorded = {"1a": 1.0, "1b": 0.8, "5a": 1.2}
    assert fallen_behind({"1a": 1.16, "1b": 0.91, "5a": 0.5, "7b": 9.0}, recorded) == {"1a": (1.16, 1.0)}


def test_rounds_are_compared_with_their_own_seconds() -> None:
    """K2: A ratio is taken round by round, so a round in which the whole machine was slow does not move it."""
    assert ratios([2.0, 20.0, 2.2], [1.0, 10.0, 1.0]) == Spread(2.0, 2.0, 2.2)
    assert Spread.of([1.0, 2.0, 4.0]).noise == pytest.approx(1.5)


def test_quantities() -> None:
    """K3: CPU is us for each delivery, turns are each second."""
    assert sample().quantity("cpu") == pytest.approx(5.0)
    assert sample().quantity("turns") == pytest.approx(50.0)
    assert sample(p99=7.5).quantity("p99") == 7.5


def test_percentiles() -> None:
    """K4: p50 and p99 of latencies in seconds, in ms; of none at all they are 0."""
    assert spread(array("d", [number / 1000 for number in range(100, 0, -1)])) == {"p50": 51.0, "p99": 100.0}
    assert spread(array("d")) == {"p50": 0.0, "p99": 0.0}


class Frame:
    def __init__(self, mark: int) -> None:
        self.data = b'42["event",{"text":"~%08d~"}]' % mark

    def get_payload_as_bytes(self) -> bytes:
        return self.data


def heard(*marks: Sequence[int]) -> Room:
    """A room of one member for each list, who heard these marks in this order."""
    room = Room(lambda mark: None)
    room.members = [Client(room, array("d")) for _ in marks]
    room.begin({b"%08d" % mark: 0.0 for mark in marks[0]})
    for client, some in zip(room.members, marks, strict=True):
        for mark in some:
            client.on_ws_frame(cast(WSTransport, None), cast(WSFrame, Frame(mark)))
    return room


@pytest.mark.parametrize("other", [[1, 3, 2], [1, 1, 2, 3], [1, 3], [2, 1, 3]], ids=["order", "repeat", "gap", "first"])
def test_the_generator_sees_what_must_not_be(other: list[int]) -> None:
    """K5: A reader whose order differs from the first reader's, or who has a gap or a repeat, is counted as wrong."""
    assert heard([1, 2, 3], [1, 2, 3]).wrong == 0
    assert heard([1, 2, 3], other).wrong > 0


def test_a_line_is_on_its_way_until_all_have_it() -> None:
    """K6: A line is told as seen when its last reader has it, whatever the order of readers."""
    told: list[bytes] = []
    room = heard([1, 2], [1])
    assert room.left == [0, 1]
    room.told = told.append
    room.members[1].on_ws_frame(cast(WSTransport, None), cast(WSFrame, Frame(2)))
    assert told == [b"00000002"]


def test_every_goal_reads_what_some_trial_writes() -> None:
    """K7: Each goal's figures come from a trial and a server that are in the table of trials."""
    measured = {
        (trial.name, entrant.name) for stage in TRIALS.values() for trial in stage for entrant in trial.entrants
    }
    asked = {reading[:2] for goal in GOALS for reading in (goal.above, goal.below) if reading}
    assert asked <= measured
    assert len({goal.id for goal in GOALS}) == len(GOALS)


def test_a_goal_is_a_ratio_a_difference_or_a_figure() -> None:
    """K8: A goal's figure is above over below, or above less below, or above alone; missed and met are told apart."""
    bench = Bench(cast(Backs, None), 1)
    goals = {goal.id: goal for goal in GOALS}
    for id_, above, below in (("1a", 6.0, 4.0), ("3a", 90.0, 10.0), ("12b", 5.0, 3.0)):
        goal = goals[id_]
        assert goal.below is not None
        bench.found[goal.above].append(above)
        bench.found[goal.below].append(below)
    bench.found[Reading("memory", "ours", "each")].append(29.0)
    figures = {id_: bench.figure(goals[id_]) for id_ in ("1a", "3a", "12b", "9", "8")}
    assert figures.pop("8") is None
    middles = {id_: figure.middle for id_, figure in figures.items() if figure}
    assert middles == {"1a": 1.5, "3a": 9.0, "12b": 2.0, "9": 29.0}
    assert {id_: goals[id_].met(middle) for id_, middle in middles.items()} == {
        "1a": True, "3a": False, "12b": False, "9": True,
    }  # fmt: skip
