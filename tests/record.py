"""Makes the recorded rooms that both folds are tested on: ``python -m tests.record``.

Rooms recorded by a release stay for good, so that new code still reads them; this adds the files that are missing.
"""

from __future__ import annotations

import json
from pathlib import Path

from rooms.protocol import EVENT, ModeName
from rooms.room import fold, public
from tests.proof.core_play import play

RECORDED = Path(__file__).parent / "recorded"
ROOMS: dict[str, tuple[int, int, ModeName | None]] = {
    "0.1-evening": (11, 150, None),
    "0.1-duet": (23, 150, None),
    "0.1-long": (5, 900, None),
    "0.2-host-picks": (7, 150, "host_picks"),
    "0.2-relay": (0, 150, "relay"),
    "0.2-round": (0, 150, "round"),
    "0.2-vote": (0, 150, "vote"),
    "0.2-tree": (20, 300, None),
    "0.2-lobby": (47, 200, None),
    "0.3-beats": (3, 150, "duet"),
    "0.4-media": (4, 120, "duet"),
}
"""The seed of each, how long it was played, and the mode that its host preferred."""


def main() -> None:
    for name, (seed, steps, home) in ROOMS.items():
        path = RECORDED / f"{name}.json"
        if not path.exists():
            game = play(seed, steps, home, media=name.endswith("-media"))
            room = fold(None, game.log)
            assert room is not None
            events = [json.loads(EVENT.dump_json(recorded.event)) for recorded in game.log]
            kept = {"name": name, "events": events, "view": json.loads(public(room).model_dump_json())}
            path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            print(f"{path.name}: {len(events)} events")


if __name__ == "__main__":
    main()
