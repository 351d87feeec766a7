"""Workers, their bell and their table die under jobs: each takes effect once, in one end, and spares its provider."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from redis.asyncio import Redis

from rooms.media import every_media
from rooms.objects import Objects, file_id, place_of, prefix_of
from rooms.protocol import AskMedia, Made, Media, MediaRules, RemoveMedia, SubmitTurn
from rooms.runtime import cancel
from rooms.settings import Settings
from server.machine.embedded import EmbeddedPostgres, EmbeddedValkey
from server.machine.supervisor import Watched
from tests.databases import released
from tests.faults.crowds import Crowd
from tests.faults.findings import Findings, scaled
from tests.faults.hands import ADDRESS, Provider, provider
from tests.faults.processes import Web, crash, keeping, running
from tests.waiting import until, until_asked
from tests.witness import read
from tests.writers import Client

DONE_SECONDS = 60
"""From the last fault until every job has its end; a lease lasts 10 s, and the sweep comes every 5 s."""
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt "
STEPS = ("job_begun", "before_fetch", "after_fetch", "after_keep", "job_made", "job_finished")
ASKED = ("cover", "portrait", "voice", "recording", "plate", "plate")
MANY = scaled(30, 30, 100)


@dataclass
class Shop:
    """A house that makes things: its webs, its workers, the provider that they ask, and its files."""

    settings: Settings
    folder: Path
    provider: Provider
    started: list[Web] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        more = {f"ROUNDTALE_MEDIA_{of}_DAY": "0" for of in ("ROOM", "PERSON", "TENANT")}
        return {"ROUNDTALE_DATA": str(self.folder), ADDRESS: self.provider.address, **more}

    def worker(self, failpoint: str = "") -> Web:
        """A worker that starts now, and may die at a named place."""
        log = self.folder / f"worker{len(self.started)}.log"
        made = Web(self.settings, log, self.environment, command=("-m", "tests.faults.hands"))
        self.started.append(made)
        made.start(**({"ROUNDTALE_FAILPOINT": f"{failpoint}:kill:1"} if failpoint else {}))
        return made

    async def stored(self, room: UUID, tenant: UUID, media: Media) -> set[UUID]:
        """The files that lie where those of a media are."""
        place = place_of(media.kind, media.passage, media.character)
        files = Objects(self.settings.model_copy(update={"data": self.folder, "storage_url": ""})).list(
            prefix_of(tenant, room, place)
        )
        return {UUID(Path(stored.key).stem) async for stored in files}


@asynccontextmanager
async def shop(settings: Settings, folder: Path, seconds: float = 0.0) -> AsyncIterator[Shop]:
    async with provider(seconds) as asked:
        opened = Shop(settings, folder, asked)
        try:
            yield opened
        finally:
            for worker in opened.started:
                if worker.alive:
                    worker.kill()


async def at_its_bell(worker: Web) -> None:
    """A worker says nothing when it is ready; it has opened Redis by then."""
    await until("it works", lambda: "worker.ready" in worker.log.read_text(), 30)


async def written(client: Client) -> int:
    """A passage of one's own."""
    view = client.view
    assert view.turn is not None
    seq = await client.write(SubmitTurn, turn=view.turn.number, text=f"{client.name} wrote {client.op()}.")
    assert isinstance(seq, int), seq
    await until("it is there", lambda: client.view.seq >= seq)
    return client.view.passages[-1].id


async def ask(client: Client, kind: str, passage: int, **more: Any) -> int:
    """Ask, or send a recording in. The job's number."""
    if kind == "recording":
        assert client.http is not None
        path = f"/api/rooms/{client.room_id}/passages/{passage}/recordings?op={client.op()}&version={passage}"
        async with client.http.post(client.address + path, data=WAV, headers={"content-type": "audio/wav"}) as said:
            assert said.status == 201, await said.text()
            return int((await said.json())["seq"])
    character = f"Wren {client.op()}" if kind == "portrait" else None
    character = character[:30] if character else None
    asked = await client.write(AskMedia, kind=kind, passage=passage, character=character, another=True, **more)
    assert isinstance(asked, int), asked
    return asked


async def open_jobs(owner: Any, room: UUID) -> list[tuple[int, str]]:
    rows = await owner.fetch("select seq, kind from jobs where room_id = $1 and not done order by seq", room)
    return [(row["seq"], row["kind"]) for row in rows]


async def all_done(owner: Any, clients: list[Client], seconds: float = DONE_SECONDS) -> float:
    """Wait until no job of these rooms is open. How long that took."""
    began = monotonic()
    rooms = {client.room_id for client in clients}

    async def done() -> bool:
        return not [job for room in rooms for job in await open_jobs(owner, room)]

    await until_asked("every job has its end", done, seconds)
    return monotonic() - began


async def made_once(owner: Any, made: Shop, client: Client, left: frozenset[UUID] = frozenset()) -> int:
    """Each job of a room ended once and well, its files are one set, and its provider was asked at most twice. What
    they were made of may lie there or be gone: whoever tidies up takes it.

    Args:
        left: files that may lie there besides, until the day's sweep: somebody stood still before keeping them.

    Returns:
        How many there are.
    """
    truth = await read(owner, client.room_id)
    tenant = await owner.fetchval("select tenant_id from heads where room_id = $1", client.room_id)
    assert set(truth.works.ended.values()) <= {"ready"}, truth.works.ended
    assert all(work.state == "ready" for work in truth.works.shown.values())
    media = [m for m in every_media(truth.folds[truth.head].view) if m.made]
    answers = await owner.fetch("select place, file from fetched where room_id = $1", client.room_id)
    for one in media:
        place = place_of(one.kind, one.passage, one.character)
        same = [m for m in media if place_of(m.kind, m.passage, m.character) == place]
        expected = {file.id for m in same for file in (m.made or never()).files}
        raw = {m.source for m in same if m.source} | {row["file"] for row in answers if row["place"] == place}
        found = await made.stored(client.room_id, tenant, one)
        assert expected <= found <= expected | raw | left, (one.kind, found - expected, expected - found)
    calls = {what: times for what, times in made.provider.calls.items() if times > 2}
    assert not calls, calls
    return len(media)


def never() -> Made:
    raise AssertionError


def done_of(client: Client) -> list[int]:
    return [event.media for event in client.heard if event.type == "media.ready"]


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "rotation", [0, *(pytest.param(n, marks=pytest.mark.whole) for n in range(1, len(STEPS)))], ids=lambda n: f"{n}"
)
async def test_workers_die_at_every_step(
    rotation: int, settings: Settings, owner: Any, folder: Path, findings: Findings
) -> None:
    """F-130: workers are killed at each step of each kind of job, and one stands still with a job for longer than its
    lease: every job ends within 60 s, takes effect once, has one set of files, and asks its provider at most twice;
    all hear of it, also on another process, and who was away in the delta.
    """
    async with shop(settings, folder) as made, running(settings, folder, 2, made.environment) as webs:
        armed = [made.worker(step) for step in ("job_finished", "job_taken", *STEPS)]
        still = made.worker()
        async with Crowd([web.address for web in webs], 130 + rotation) as crowd:
            people = await crowd.open("free", 3)
            host, guest, away = people
            await crowd.all_in()
            for worker in (*armed, still):
                await at_its_bell(worker)
                worker.freeze()
            passage = await written(host)
            await away.close()
            dying = iter(armed)

            async def dies(worker: Web) -> None:
                worker.thaw()
                assert await worker.ended(30) == -9, worker.last_words()

            first = await ask(host, "plate", passage)
            await dies(next(dying))
            await until("it took effect", lambda: first in done_of(guest))
            await host.write(RemoveMedia, media=first)
            await dies(next(dying))
            kinds = [*ASKED[rotation:], *ASKED[:rotation]]
            for kind in kinds:
                await ask(host, kind, passage)
                await dies(next(dying))
            gate = made.provider.held["voice"] = asyncio.Event()
            slow = await ask(host, "voice", passage)
            still.thaw()
            await until("it asks", lambda: made.provider.calls[f"voice {slow}"] == 1, 30)
            still.freeze()
            last = made.worker()
            took = await all_done(owner, people)
            gate.set()
            still.thaw()
            again = await ask(host, "cover", passage)
            last.kill()
            await until("the one that stood still works on", lambda: again in done_of(guest), 30)
            away.enter()
            await crowd.all_in()
            figures = await crowd.judged(owner)
            late = {
                file_id(f"voice {slow} as of call 1 {size}".encode(), f"{slow} audio/ogg")
                for size in ("small", "large")
            }
            count = await made_once(owner, made, host, frozenset(late))
            caught_up = {r.seq for r in crowd.records if r.client == away.name and r.what == "caught_up"}
    assert count == len(kinds) + 2
    for client in people:
        heard = done_of(client)
        assert len(heard) == len(set(heard)) == count + 1, (client.name, heard)
    assert {event.seq for event in away.heard if event.type == "media.ready"} <= caught_up
    besides = f"all jobs done {took:.1f} s after the last death, {made.provider.calls.total()} calls for {count + 1}"
    findings.add("J01", f"workers killed at every step, one frozen ({rotation})", len(armed) + 1, figures, besides)


@dataclass
class Kept:
    """A worker as the supervisor sees it, which starts it again."""

    made: Shop
    web: Web | None = None
    name: str = "worker"

    def start(self) -> object:
        self.web = self.made.worker()
        return self.web

    def alive(self) -> bool:
        return self.web is not None and self.web.alive

    def stop(self) -> None:
        if self.web is not None and self.web.alive:
            self.web.kill()


@asynccontextmanager
async def kept(made: Shop) -> AsyncIterator[Kept]:
    """A worker that is started again whenever it ends."""
    service = Kept(made)
    service.start()
    watched = Watched(service, monotonic())

    async def watch() -> None:
        while True:
            watched.look(monotonic())
            await asyncio.sleep(0.2)

    watching = asyncio.create_task(watch())
    try:
        yield service
    finally:
        await cancel(watching)
        service.stop()


async def ask_for_many(client: Client, many: int) -> list[int]:
    """Pictures and voices of a passage."""
    passage = await written(client)
    kinds = ("plate", "voice", "portrait", "cover")
    return list(await asyncio.gather(*(ask(client, kinds[number % 4], passage) for number in range(many))))


async def judged(owner: Any, crowd: Crowd, made: Shop, asked: list[int]) -> Any:
    """All that was asked for is there, once, on every page."""
    figures = await crowd.judged(owner)
    for client in crowd.everybody:
        heard = done_of(client)
        assert len(heard) == len(set(heard)), heard
        assert set(asked) <= set(heard), set(asked) - set(heard)
    await made_once(owner, made, crowd.everybody[0])
    return figures


@pytest.mark.whole
@pytest.mark.timeout(300)
async def test_the_bell_is_lost(
    on_own_valkey: Settings, own_valkey: EmbeddedValkey, owner: Any, folder: Path, findings: Findings
) -> None:
    """F-131: Valkey is emptied, killed and started again under jobs that were accepted: the supervisor starts the
    worker again, every job ends, and none takes effect twice.
    """
    settings = on_own_valkey
    async with (
        shop(settings, folder, 0.2) as made,
        running(settings, folder, 2, made.environment) as webs,
        Crowd([web.address for web in webs], 131) as crowd,
        kept(made) as worker,
    ):
        host, _ = await crowd.open("free", 2)
        await crowd.all_in()
        first = worker.web
        asked = await ask_for_many(host, MANY)
        await until("some are done", lambda: len(done_of(host)) >= 3, 30)
        async with Redis.from_url(own_valkey.url) as valkey:
            await valkey.flushall()
        await until("more are done", lambda: len(done_of(host)) >= 8, 30)
        own_valkey.kill()
        await asyncio.sleep(1)
        own_valkey.start()
        took = await all_done(owner, [host])
        assert worker.web is not first, "it ended with its Valkey"
        figures = await judged(owner, crowd, made, asked)
    besides = f"all done {took:.1f} s later, {made.provider.calls.total()} calls"
    findings.add("J02", f"Valkey emptied and killed under {MANY} jobs", 2, figures, besides)


@pytest.mark.timeout(200)
@pytest.mark.parametrize("step", ["after_commit", "before_follow_up"])
async def test_a_web_process_dies_before_it_rings(
    step: str, settings: Settings, owner: Any, folder: Path, findings: Findings
) -> None:
    """F-132: a web process that is killed between the commit of a request and its bell: the sweep finds the job."""
    async with shop(settings, folder) as made, Crowd([], 132) as crowd:
        web = Web(settings, folder / "web.log", made.environment)
        crowd.addresses = [web.address]
        try:
            web.start()
            await web.ready()
            [host] = await crowd.open("free", 1)
            await crowd.all_in()
            passage = await written(host)
            before = crowd.connections()
            web.kill()
            web.start(ROUNDTALE_FAILPOINT=f"{step}:kill:3")
            await web.ready()
            await crowd.all_back(before)
            asking: list[asyncio.Task[int]] = []
            while web.alive:
                asking.append(asyncio.create_task(ask(host, "plate", passage)))
                await until("it is answered, or never", lambda: asking[-1].done() or not web.alive, 30)
            assert await web.ended(1) == -9
            died = monotonic()
            made.worker()
            web.start()
            asked = await asyncio.gather(*asking)
            await all_done(owner, [host])
            took = monotonic() - died
            figures = await judged(owner, crowd, made, asked)
        finally:
            if web.alive:
                web.kill()
    findings.add("J03", f"kill -9 at {step}, before the bell", 1, figures, f"all done {took:.1f} s later")


@pytest.mark.whole
@pytest.mark.timeout(300)
async def test_all_processes_die_under_jobs(settings: Settings, owner: Any, folder: Path, findings: Findings) -> None:
    """F-133: both web processes and the worker are killed at once, while a room writes whose rules ask for a voice of
    every passage and a picture of every second: nothing is lost, doubled or told in another order.
    """
    aloud = MediaRules(plates_when="every", plates_every=2, aloud=True).model_dump(mode="json")
    async with (
        shop(settings, folder, 0.05) as made,
        running(settings, folder, 2, made.environment) as webs,
        Crowd([web.address for web in webs], 133) as crowd,
    ):
        worker = made.worker()
        people = await crowd.open("free", 4, media=aloud)
        await crowd.all_in()
        crowd.pace = (0.5, 1.0)
        crowd.write()
        for _ in range(scaled(1, 2, 5)):
            enough = len(done_of(people[0])) + 10
            await until("it is made", lambda enough=enough: len(done_of(people[0])) >= enough, 60)  # type: ignore[misc]
            before = crowd.connections()
            for each in (*webs, worker):
                each.kill()
            for each in webs:
                each.start()
            worker = made.worker()
            for each in webs:
                await each.ready()
            await crowd.all_back(before)
        await crowd.enough()
        took = await all_done(owner, people, 90)
        figures = await judged(owner, crowd, made, [])
        made_count = len(done_of(people[0]))
    besides = f"{made_count} made, all done {took:.1f} s after the last word"
    findings.add("J04", "both webs and the worker killed while all is read aloud", scaled(1, 2, 5), figures, besides)


@pytest.mark.whole
@pytest.mark.timeout(300)
async def test_postgresql_dies_under_jobs(
    own_postgres: EmbeddedPostgres, redis_url: str, folder: Path, findings: Findings
) -> None:
    """F-134: PostgreSQL is killed with all it started, in mid-job, and comes back: every job ends, once."""
    settings = await released(own_postgres.url, redis_url, "faults")
    async with keeping() as keep, shop(settings, folder, 0.3) as made:
        async with (
            running(settings, folder, 2, made.environment) as webs,
            Crowd([web.address for web in webs], 134) as crowd,
            kept(made),
        ):
            host, _ = await crowd.open("free", 2)
            await crowd.all_in()
            asked = await ask_for_many(host, MANY)
            await until("some are done", lambda: len(done_of(host)) >= 3, 30)
            crash(own_postgres)
            await asyncio.sleep(2)
            await keep(own_postgres.start)
            owner = await asyncpg.connect(settings.database_url)
            took = await all_done(owner, [host])
            figures = await judged(owner, crowd, made, asked)
            await owner.close()
        await keep(own_postgres.stop)
    besides = f"all done {took:.1f} s later, {made.provider.calls.total()} calls"
    findings.add("J05", f"PostgreSQL killed under {MANY} jobs", 1, figures, besides)
