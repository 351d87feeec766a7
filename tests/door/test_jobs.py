"""Jobs from the asking to every screen: rows, leases, the bell, the sweep, and a room that takes each result once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest

from rooms import jobs
from rooms.bell import Bell
from rooms.errors import EnoughForToday, TooLateForIt
from rooms.objects import StorageFailed, file_id, key_of
from rooms.protocol import (
    AskMedia,
    BeginMedia,
    FinishMedia,
    Made,
    MediaRules,
    RemoveMedia,
    RetractPassage,
    RetryMedia,
    Rules,
)
from rooms.service import RoomService
from rooms.settings import Settings
from server.ringing import Ringing
from tests.door.scene import Scene, door
from tests.waiting import until, until_asked
from workers.main import House, house
from workers.making import Desk, Fetched, Maker, Order, Unmade


class Hands:
    """A maker in the hands of a test: it waits where it is told to, and remembers what it was given."""

    def __init__(self) -> None:
        self.orders: list[Order] = []
        self.fails: list[Unmade] = []
        self.calls = 0
        self.stopped = 0
        self.go = asyncio.Event()
        self.go.set()

    async def make(self, order: Order, desk: Desk) -> Made:
        self.orders.append(order)
        try:
            await self.go.wait()
        except asyncio.CancelledError:
            self.stopped += 1
            raise
        if self.fails:
            raise self.fails.pop(0)
        answer = await desk.once({"words": order.text, "take": order.media.take}, self.call)
        file = await desk.keep(answer.content, "image/webp", 480, 320)
        return Made(files=(file,), alt="A lamp.", provider=answer.provider, model=answer.model)

    async def call(self) -> Fetched:
        self.calls += 1
        return Fetched(b"picture", "hands", "two", None)


@asynccontextmanager
async def working(settings: Settings, hands: Maker, **changes: object) -> AsyncIterator[House]:
    """A worker process's inner half, with one maker for everything."""
    async with house(settings.model_copy(update=changes)) as built:
        built.crew.makers = {"plate": hands, "cover": hands, "portrait": hands, "voice": hands, "recording": hands}
        running = asyncio.create_task(built.run())
        try:
            yield built
        finally:
            running.cancel()
            await asyncio.wait({running})


@pytest.fixture(autouse=True)
async def nothing_left(owner: Any) -> AsyncIterator[None]:
    """The sweep of the next test's worker would find it."""
    yield
    await owner.execute("delete from jobs")


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
async def files(settings: Settings, tmp_path: Any, owner: Any) -> Settings:
    """With a folder of its own, and no work that another test left behind for a sweep to find."""
    await owner.execute("update jobs set done = true where not done")
    return settings.model_copy(update={"data": tmp_path, "storage_url": "", "media_sweep_seconds": 0.1})


@pytest.fixture
async def ringing(service: RoomService, files: Settings) -> AsyncIterator[None]:
    """The bell, as a web process has it."""
    bell = Bell(files)
    service.follow_ups.append(Ringing(service, bell).follow_up)
    yield
    service.follow_ups.clear()
    await bell.aclose()


async def passage(scene: Scene, service: RoomService, rules: Rules | None = None) -> int:
    await scene.begin(service, rules=rules)
    return await scene.write(service, scene.host, "The lamp burned all night.")


async def ask(scene: Scene, service: RoomService, of: int, **more: Any) -> int:
    return await service.handle(scene.room, scene.host, AskMedia(op=uuid4(), kind="plate", passage=of, **more))


async def rows(scene: Scene) -> list[dict[str, Any]]:
    found = await scene.owner.fetch("select * from jobs where room_id = $1 order by seq", scene.room)
    return [dict(row) for row in found]


async def test_what_is_asked_for_arrives_on_every_screen(
    scene: Scene, service: RoomService, elsewhere: RoomService, files: Settings, hands: Hands, ringing: None
) -> None:
    """D200: what is asked for is made once, arrives in order for everybody, also through another process, and its row
    says how it ended."""
    written = await passage(scene, service)
    guest = await scene.enter(elsewhere, scene.guest)
    async with working(files, hands):
        asked = await ask(scene, service, written, wish="the lamp")
        ready = await scene.tab.hears("media.ready")
        assert await guest.hears("media.ready") == ready
    assert [kind for kind in scene.tab.types if kind.startswith("media.")] == [
        "media.asked", "media.begun", "media.ready"
    ]  # fmt: skip
    scene.tab.assert_gapless()
    guest.assert_gapless()
    media = service.room(scene.room).room.view.passages[0].media
    assert [(m.id, m.state, m.attempt, m.made and m.made.alt) for m in media] == [(asked, "ready", 1, "A lamp.")]
    assert [(o.text, o.media.wish, o.view.id) for o in hands.orders] == [
        ("The lamp burned all night.", "the lamp", scene.room)
    ]
    [row] = await rows(scene)
    assert (row["done"], row["outcome"], row["attempt"], row["person_id"]) == (True, "media.ready", 1, scene.host)


async def test_equal_requests_share_one_result(
    scene: Scene, service: RoomService, files: Settings, hands: Hands, ringing: None
) -> None:
    """D201: who asks for what is there, or under way, gets that; another one is made when it is asked for."""
    written = await passage(scene, service)
    asked = await ask(scene, service, written)
    assert await ask(scene, service, written) >= asked
    async with working(files, hands):
        await scene.tab.hears("media.ready")
        await ask(scene, service, written)
        await ask(scene, service, written, another=True)
        await until("the second", lambda: scene.tab.types.count("media.ready") == 2)
    assert [order.media.take for order in hands.orders] == [1, 2]


async def test_a_bell_that_nobody_heard(scene: Scene, service: RoomService, files: Settings, hands: Hands) -> None:
    """D202: a job whose bell nobody heard is found by the sweep."""
    written = await passage(scene, service)
    await ask(scene, service, written)
    async with working(files, hands):
        await scene.tab.hears("media.ready", 10)
    assert len(hands.orders) == 1


async def test_late_results_are_refused(
    scene: Scene, service: RoomService, files: Settings, hands: Hands, owner: Any
) -> None:
    """D203: a worker that fell silent is replaced; what it still says afterwards is refused, and nothing is heard of
    it."""
    written = await passage(scene, service)
    asked = await ask(scene, service, written)
    dead = await jobs.take(owner, scene.room, asked, uuid4(), 0)
    assert dead is not None
    await service.handle(scene.room, None, BeginMedia(op=uuid4(), media=asked, attempt=dead.attempt))
    assert await jobs.take(owner, scene.room, asked, uuid4(), 9) is not None
    assert not await jobs.beat(owner, dead, 9)
    async with working(files, hands):
        await owner.execute("update jobs set lease_until = now() where room_id = $1", scene.room)
        await scene.tab.hears("media.ready")
    [media] = service.room(scene.room).room.view.passages[0].media
    assert media.made is not None
    late = FinishMedia(op=uuid4(), media=asked, attempt=dead.attempt, made=media.made)
    with pytest.raises(TooLateForIt):
        await service.handle(scene.room, None, late)
    assert scene.tab.types.count("media.ready") == 1
    assert media.attempt == 3


async def test_a_job_is_cancelled(
    scene: Scene, service: RoomService, files: Settings, hands: Hands, ringing: None
) -> None:
    """D204: who takes a request back stops its work; so does taking back the passage."""
    written = await passage(scene, service)
    hands.go.clear()
    async with working(files, hands, media_lease_seconds=0.4):
        asked = await ask(scene, service, written)
        await until("it is at work", lambda: len(hands.orders) == 1)
        await service.handle(scene.room, scene.host, RemoveMedia(op=uuid4(), media=asked))
        await until("the maker stopped", lambda: hands.stopped == 1)
        await ask(scene, service, written)
        await until("it is at work again", lambda: len(hands.orders) == 2)
        await service.handle(scene.room, scene.host, RetractPassage(op=uuid4(), passage=written))
        hands.go.set()
        await until_asked("nothing is open", lambda: _none_open(scene))
    assert "media.ready" not in scene.tab.types
    assert service.room(scene.room).room.view.passages[0].media == ()


async def test_a_passage_is_taken_back_under_work(
    scene: Scene, service: RoomService, files: Settings, hands: Hands, ringing: None
) -> None:
    """D213: who takes a passage back stops all work on it, and what waited is never begun; no try comes of it."""
    written = await passage(scene, service)
    hands.go.clear()
    async with working(files, hands, media_lease_seconds=0.4, worker_jobs=1):
        await ask(scene, service, written)
        await until("it is at work", lambda: len(hands.orders) == 1)
        await ask(scene, service, written, another=True)
        await service.handle(scene.room, scene.host, RetractPassage(op=uuid4(), passage=written))
        await until("the maker stopped", lambda: hands.stopped == 1)
        await until_asked("nothing is open", lambda: _none_open(scene))
    assert len(hands.orders) == 1
    assert [(row["kind"], row["outcome"]) for row in await rows(scene)] == [
        ("plate", "gone"), ("plate", "gone"), ("erase", "erased")
    ]  # fmt: skip


async def _none_open(scene: Scene) -> bool:
    return all(row["done"] for row in await rows(scene))


async def test_failure_is_seen_and_tried_again(
    scene: Scene, service: RoomService, files: Settings, hands: Hands, ringing: None
) -> None:
    """D205: what cannot be made says why in the room, and can be tried again; a bad moment is waited out unseen."""
    written = await passage(scene, service)
    hands.fails = [Unmade("refused"), Unmade("unreachable", again=0.05)]
    async with working(files, hands):
        asked = await ask(scene, service, written)
        assert (await scene.tab.hears("media.failed"))["why"] == "refused"
        await service.handle(scene.room, scene.host, RetryMedia(op=uuid4(), media=asked))
        ready = await scene.tab.hears("media.ready", 10)
    assert scene.tab.types.count("media.failed") == 1
    assert [m.id for m in service.room(scene.room).room.view.passages[0].media] == [ready["media"]]


async def test_a_maker_that_breaks(
    scene: Scene, service: RoomService, files: Settings, hands: Hands, ringing: None, capsys: pytest.CaptureFixture[str]
) -> None:
    """D230: a maker that breaks is a failure that the room sees; the log says where, and nothing of the story."""
    written = await passage(scene, service)

    async def breaks() -> Fetched:
        raise ValueError(hands.orders[-1].text)

    hands.call = breaks  # type: ignore[method-assign]
    async with working(files, hands):
        await ask(scene, service, written)
        assert (await scene.tab.hears("media.failed"))["why"] == "broken"
    logged = capsys.readouterr().out
    assert "job.broken" in logged
    assert "in breaks" in logged
    assert "burned all night" not in logged


async def test_a_provider_is_asked_at_most_twice(
    scene: Scene, service: RoomService, files: Settings, hands: Hands, ringing: None, owner: Any
) -> None:
    """D206: one request is answered once for a room, however often it is made; a provider that never answers is asked
    twice, and each time is in the ledger."""
    written = await passage(scene, service)
    async with working(files, hands):
        await ask(scene, service, written)
        await scene.tab.hears("media.ready")
        assert hands.calls == 1
        failing = AsyncFailing()
        hands.call = failing.call  # type: ignore[method-assign]
        await ask(scene, service, written, another=True)
        assert (await scene.tab.hears("media.failed", 10))["why"] == "unreachable"
    assert failing.calls == 2
    ledger = await owner.fetch("select outcome from attempts where room_id = $1 order by at", scene.room)
    assert [row["outcome"] for row in ledger] == ["complete", "unreachable", "unreachable"]


class AsyncFailing:
    calls = 0

    async def call(self) -> Fetched:
        self.calls += 1
        raise Unmade("unreachable", again=0.05)


async def test_a_day_has_so_much(scene: Scene, files: Settings) -> None:
    """D207: beyond the quota of a room, a person or a tenant a request is refused in words, and nothing is asked."""
    async with door(files, media_person_day=1) as service:
        written = await passage(scene, service)
        await ask(scene, service, written)
        with pytest.raises(EnoughForToday):
            await ask(scene, service, written, another=True)
    assert len(await rows(scene)) == 1


async def test_a_day_counts_what_was_taken_once(scene: Scene, files: Settings) -> None:
    """D212: who sends a request again that was taken is answered as before, though the day's quota is used up."""
    async with door(files, media_person_day=1) as service:
        written = await passage(scene, service)
        first = AskMedia(op=uuid4(), kind="plate", passage=written)
        seq = await service.handle(scene.room, scene.host, first)
        assert await service.handle(scene.room, scene.host, first) == seq
    assert len(await rows(scene)) == 1


async def test_workers_that_die_of_a_job(
    scene: Scene, service: RoomService, files: Settings, hands: Hands, owner: Any
) -> None:
    """D208: a job that three workers died of is given up, and the room is told."""
    written = await passage(scene, service)
    asked = await ask(scene, service, written)
    for _ in range(3):
        assert await jobs.take(owner, scene.room, asked, uuid4(), 0) is not None
    async with working(files, hands):
        assert (await scene.tab.hears("media.failed", 10))["why"] == "broken"
    assert hands.orders == []


async def test_rules_ask(scene: Scene, service: RoomService, files: Settings, hands: Hands, ringing: None) -> None:
    """D209: where the host wants a picture after every second passage, and all of it read aloud, nobody has to ask."""
    rules = Rules(coauthor=False, media=MediaRules(plates_when="every", plates_every=2, aloud=True))
    await passage(scene, service, rules)
    async with working(files, hands):
        await scene.write(service, scene.host, "Then it went out.")
        await until("all of it", lambda: scene.tab.types.count("media.ready") == 3)
    first, second = (p.id for p in service.room(scene.room).room.view.passages)
    made = sorted((order.media.passage, order.media.kind) for order in hands.orders)
    assert made == [(first, "voice"), (second, "plate"), (second, "voice")]


async def test_a_worker_that_is_told_to_stop(
    scene: Scene, service: RoomService, files: Settings, hands: Hands, ringing: None
) -> None:
    """D210: a worker that is told to stop gives its jobs back, and another goes on at once; that is no death."""
    written = await passage(scene, service)
    hands.go.clear()
    async with working(files, hands):
        await ask(scene, service, written)
        await until("it is at work", lambda: len(hands.orders) == 1)
    assert hands.stopped == 1
    hands.go.set()
    async with working(files, hands):
        await scene.tab.hears("media.ready", 10)
    [row] = await rows(scene)
    assert (row["attempt"], row["let_go"]) == (2, 1)


def test_ids() -> None:
    """D211: rooms that ask the same are given files of their own."""
    file = file_id(b"picture", "image/webp")
    one, other = (key_of(UUID(int=1), UUID(int=room), "p3", file, "image/webp") for room in (2, 3))
    assert one != other


async def test_equal_files_are_each_media_s_own(
    scene: Scene, service: RoomService, files: Settings, hands: Hands, ringing: None
) -> None:
    """D233: what is asked for again after it was taken back has files of its own, though they are equal: erasing the
    first, however late, takes nothing from the second."""
    written = await passage(scene, service)
    async with working(files, hands) as at_work:
        first = await ask(scene, service, written)
        await scene.tab.hears("media.ready")
        [media] = service.room(scene.room).room.view.passages[0].media
        await service.handle(scene.room, scene.host, RemoveMedia(op=uuid4(), media=first))
        await ask(scene, service, written)
        await until("the second", lambda: scene.tab.types.count("media.ready") == 2)
        [again] = service.room(scene.room).room.view.passages[0].media
        assert media.made is not None
        assert again.made is not None
        assert [f.bytes for f in media.made.files] == [f.bytes for f in again.made.files]
        assert not {f.id for f in media.made.files} & {f.id for f in again.made.files}

        async def erased() -> bool:
            return not [row for row in await rows(scene) if not row["done"]]

        await until_asked("it is erased", erased)
        tenant = await scene.owner.fetchval("select tenant_id from heads where room_id = $1", scene.room)
        for file in again.made.files:
            assert await at_work.crew.objects.get(key_of(tenant, scene.room, f"p{written}", file.id, file.type))


async def test_what_rules_ask_for_is_nobody_s(
    scene: Scene, service: RoomService, files: Settings, hands: Hands, ringing: None
) -> None:
    """D231: what the room's rules ask for is counted for nobody, also when somebody's passage brought it."""
    await passage(scene, service, Rules(media=MediaRules(aloud=True), coauthor=False))
    [row] = await rows(scene)
    assert (row["kind"], row["person_id"]) == ("voice", None)


async def test_what_fails_for_ever_waits_longer(
    scene: Scene, service: RoomService, files: Settings, owner: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """D232: a job that nothing ends is tried again at once some times, and then less and less, so that the sweep finds
    others too."""
    written = await passage(scene, service)
    media = await ask(scene, service, written)
    erasing = await service.handle(scene.room, scene.host, RemoveMedia(op=uuid4(), media=media))
    async with house(files) as built:

        def fail(prefix: str = "") -> None:
            raise StorageFailed("away")

        monkeypatch.setattr(built.crew.objects, "list", fail)
        for attempt, least, most in ((1, 1, 3), (8, 1, 3), (10, 6, 9), (40, 500, 520)):
            await owner.execute(
                "update jobs set attempt = $3, not_before = null where room_id = $1 and seq = $2",
                scene.room, erasing, attempt - 1,
            )  # fmt: skip
            await built.crew.do(scene.room, erasing)
            [row] = [row for row in await rows(scene) if row["seq"] == erasing]
            assert (row["attempt"], row["done"]) == (attempt, False)
            assert least < (row["not_before"] - row["lease_until"]).total_seconds() < most


async def test_a_day_is_no_longer_for_who_asks_at_once(scene: Scene, files: Settings, hands: Hands) -> None:
    """D234: who asks for many at the same moment gets no more than a day allows; the first of them are made."""
    strict = files.model_copy(update={"media_person_day": 2})
    async with door(strict) as service:
        written = await passage(scene, service)
        asking = [ask(scene, service, written, another=True) for _ in range(6)]
        await asyncio.gather(*asking, return_exceptions=True)
        async with working(strict, hands):

            async def done() -> bool:
                return not [row for row in await rows(scene) if not row["done"]]

            await until_asked("all of it", done, 20)
        media = (await service.fresh(scene.room)).room.view.passages[0].media
        assert [m.state for m in media[:2]] == ["ready", "ready"]
        assert {(m.state, m.why) for m in media[2:]} <= {("failed", "quota")}
    assert len(hands.orders) == 2
