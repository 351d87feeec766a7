"""Draws the samples of the six picture styles that the house rules show: ``python -m tests.samples``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import get_args
from uuid import UUID

from rooms.protocol import CreateRoom, Media, MediaRules, PictureStyle, Rules
from tests.worlds import AMINA, World
from workers.making import Order
from workers.pictures.drawn.maker import draw

SAMPLES = Path(__file__).parent.parent / "web" / "src" / "media" / "samples"
SIZE = (264, 176)
TEXT = "One bright morning the old ship lay in the harbour below the lighthouse, and a girl sat on the quay in the sun."


def main() -> None:
    SAMPLES.mkdir(exist_ok=True)
    for style in get_args(PictureStyle):
        world = World()
        world.do(
            AMINA, CreateRoom, room=UUID(int=1), title="The Light", premise=TEXT, language="en", genre="fantasy",
            mode="free", rules=Rules(media=MediaRules(style=style)), host_name="Amina",
        )  # fmt: skip
        assert world.room is not None
        media = Media(id=9, kind="plate", passage=5, version=5, at=datetime(2026, 1, 1, tzinfo=UTC))
        drawing = draw(Order(media=media, view=world.room.view, text=TEXT))
        path = SAMPLES / f"{style}.webp"
        drawing.image.convert("RGB").resize(SIZE).save(path, "WEBP", quality=72)
        print(f"{path.name}: {path.stat().st_size} bytes: {drawing.alt}")


if __name__ == "__main__":
    main()
