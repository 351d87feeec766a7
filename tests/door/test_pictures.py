"""Pictures from the asking to the screen: by a provider through its real SDK, on the house's own rows and files."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from rooms.protocol import AskMedia, Rules
from rooms.service import RoomService
from rooms.settings import Settings
from tests.contract.test_pictures import KEY, answered, verdict
from tests.door.scene import Scene
from tests.door.test_jobs import working
from tests.pictures import sketch
from tests.waiting import until
from tests.wires.server import Pause, Wire
from workers.pictures.maker import pictures_of


async def test_an_answer_is_paid_once(scene: Scene, service: RoomService, settings: Settings, tmp_path: Any) -> None:
    """D214: a worker that ends between a provider's answer and the picture costs nothing twice: the next one goes on
    with the answer, and what it cost is in the ledger once."""
    await scene.begin(service, rules=Rules(age="10-12"))
    written = await scene.write(service, scene.host, "The lamp burned all night.")
    await service.handle(scene.room, scene.host, AskMedia(op=uuid4(), kind="plate", passage=written))
    async with Wire() as wire:
        wire.next([answered()], [Pause()], [verdict()])
        given = settings.model_copy(update={"data": tmp_path, "storage_url": "", "media_sweep_seconds": 0.1})
        reach = {"openai_key": KEY, "openai_url": f"{wire.address}/v1"}
        makers = [pictures_of(Settings.model_validate(reach), sketch) for _ in range(2)]
        async with working(given, makers[0]):
            await until("the picture is being judged", lambda: len(wire.exchanges) == 2, 20)
        async with working(given, makers[1]):
            ready = await scene.tab.hears("media.ready", 20)
        for maker in makers:
            await maker.aclose()
        assert [one.path for one in wire.exchanges] == ["/v1/images/generations", *["/v1/moderations"] * 2]
    assert ready["made"]["provider"] == "openai"
    assert [file["width"] for file in ready["made"]["files"]] == [480, 960, 1536]
    asked = "select outcome, model from attempts where room_id = $1 and purpose = 'plate' order by at"
    rows = [tuple(row) for row in await scene.owner.fetch(asked, scene.room)]
    assert [outcome for outcome, _ in rows] == ["complete", "stopped", "complete"]
    assert len({model for outcome, model in rows if outcome == "complete"}) == 2
