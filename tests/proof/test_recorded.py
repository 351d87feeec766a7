"""Rooms that a release recorded, folded by today's code. The page's reducer is tested on the same files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rooms.protocol import EVENT, EVENT_TYPES, RoomView
from rooms.room import Recorded, fold, public

FILES = sorted((Path(__file__).parent.parent / "recorded").glob("*.json"))


def test_there_are_some() -> None:
    """P-6: each release records rooms; together they have every event."""
    kept = [json.loads(path.read_text(encoding="utf-8")) for path in FILES]
    assert {room["name"].split("-")[0] for room in kept} == {"0.1", "0.2", "0.3", "0.4"}
    assert {event["type"] for room in kept for event in room["events"]} == EVENT_TYPES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_folds_the_same(path: Path) -> None:
    """P-7: a recorded room folds to the view that was recorded with it."""
    kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    room = fold(None, [Recorded(EVENT.validate_json(json.dumps(event))) for event in kept["events"]])
    assert room is not None
    assert public(room) == RoomView.model_validate_json(json.dumps(kept["view"]))
