"""Makes the recorded rooms that both folds are tested on: ``python -m tests.record``.

Rooms recorded by a release stay for good, so that new code still reads them; this adds the files that are missing.
"""

from __future__ import annotations

import json
from pathlib import Path

from rooms.protocol import EVENT
from rooms.room import fold, public
from tests.proof.core_play import play

RECORDED = Path(__file__).parent / "recorded"
SEEDS = {"0.1-evening": (11, 150), "0.1-duet": (23, 150), "0.1-long": (5, 900)}


def main() -> None:
    for name, (seed, steps) in SEEDS.items():
        path = RECORDED / f"{name}.json"
        if not path.exists():
            game = play(seed, steps)
            room = fold(None, game.log)
            assert room is not None
            events = [json.loads(EVENT.dump_json(recorded.event)) for recorded in game.log]
            kept = {"name": name, "events": events, "view": json.loads(public(room).model_dump_json())}
            path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            print(f"{path.name}: {len(events)} events")


if __name__ == "__main__":
    main()
