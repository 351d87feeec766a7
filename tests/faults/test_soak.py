"""The arithmetic of a long run: a leak is found, noise and load are none."""

from __future__ import annotations

import re
from random import Random

import pytest

from tests.faults.samples import MEASURES, SAMPLE_SECONDS, SHORTEST_JUDGED, Life, Sample, slope


def life(seconds: float = 3600, **per_hour: float) -> Life:
    """A web process at changing load, which leaks this much an hour of each, and makes a leap now and then."""
    random = Random(1)
    rest = Sample(0, {"memory": 90, "tasks": 10, "descriptors": 17, "sockets": 0, "rooms": 0})
    found = Life("web 0", 1, 1, [rest], rest)
    for number in range(1, int(seconds / SAMPLE_SECONDS)):
        at = number * SAMPLE_SECONDS
        sockets = random.randint(20, 40)
        swing = random.choice((0, 0, 0, 0, 40))
        held = {"memory": 110 + swing / 4, "tasks": 10 + 6 * sockets, "descriptors": 40 + sockets + swing, "rooms": 15}
        leaked = {name: held[name] + per_hour.get(name, 0) * at / 3600 for name in held}
        found.samples.append(Sample(at, leaked | {"sockets": sockets}))
    return found


def test_the_slope_is_not_moved_by_outliers() -> None:
    """F-120: the slope of a line with noise is the line's, also where a quarter of its points lie far off."""
    random = Random(2)
    points = [(x / 60, 3 * x / 60 + random.uniform(-0.1, 0.1) + (500 if x % 4 == 0 else 0)) for x in range(120)]
    assert slope(points) == pytest.approx(3, abs=0.2)


def test_a_flat_life_is_flat() -> None:
    """F-121: a process whose numbers follow its sockets, with a leap now and then, does not grow."""
    assert life().grows() == []
    assert life().unexplained() == []


@pytest.mark.parametrize(("what", "leak"), [("memory", 2), ("tasks", 12), ("descriptors", 12), ("rooms", 12)])
def test_a_leak_is_found(what: str, leak: float) -> None:
    """F-122: two megabytes, or a dozen tasks, descriptors or rooms an hour are a leak, and nothing else is named."""
    [found] = life(**{what: leak}).grows()
    growth, unit = re.findall(r"[+]([0-9.]+) (\w+) an hour", found)[0]
    assert float(growth) == pytest.approx(leak, rel=0.2)
    assert unit == MEASURES[what].unit


def test_a_short_life_says_nothing() -> None:
    """F-123: of a life too short to tell no growth is claimed, however steep."""
    assert life(SHORTEST_JUDGED, memory=100).grows() == []


def test_a_heap_is_found_at_once() -> None:
    """F-124: what its sockets do not explain is found while the run goes on, when it lasts and not at one leap."""
    found = life()
    for sample in found.samples[-2:]:
        held = dict(sample.values)
        found.samples.append(Sample(sample.at + 20, held | {"tasks": held["tasks"] + 100}))
    assert found.unexplained() == []
    found.samples.append(Sample(found.samples[-1].at + 10, found.samples[-1].values))
    [heap] = found.unexplained()
    assert re.match(r"web 0: \d+ tasks", heap)


def test_what_is_left_behind_is_found() -> None:
    """F-125: a room or a handful of tasks that stay when everybody is gone are found; what pools keep is not."""
    found = life()
    assert found.rest is not None
    found.after = Sample(3700, dict(found.rest.values) | {"descriptors": 30})
    assert found.left_over() == []
    found.after = Sample(3700, dict(found.rest.values) | {"rooms": 1, "tasks": 20})
    assert found.left_over() == ["web 0: 20 tasks at rest, 10 at the first", "web 0: 1 rooms at rest, 0 at the first"]
