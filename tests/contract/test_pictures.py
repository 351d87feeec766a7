"""Pictures by providers, through the real SDK, against servers that do what they should not."""

from __future__ import annotations

import asyncio
import base64
import json
import time
import tracemalloc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine.models import Model, Price, read_models
from rooms.ages import BANDS
from rooms.protocol import Made, MediaKind, RoomView, Rules
from rooms.settings import Settings
from tests.contract.test_aimock import aimock
from tests.pictures import Bench, file_of, order, painting, sketch, view
from tests.rules.test_picture_files import HTML, png
from tests.wires.server import Break, Every, Pause, Script, Status, Step, Wire
from workers.making import Order, Unmade
from workers.pictures.asking import asked
from workers.pictures.maker import PAINTERS, Pictures, judge_of, pictures_of
from workers.pictures.openai import OpenAI

KEY = "sk-secret-of-the-test"
PICTURE = file_of(painting())
NAMES = tuple(PAINTERS)
MINORS = view(Rules(age="10-12"))


def answered(content: bytes | None = PICTURE, **more: Any) -> Status:
    data = {"b64_json": base64.b64encode(content).decode()} if content is not None else {}
    usage = {"input_tokens": 200, "output_tokens": 1000, "total_tokens": 1200, "input_tokens_details": {}}
    return Status(200, {"created": 1, "data": [data | more], "usage": usage}, {"x-request-id": "req_7"})


def refused(status: int, code: str = "", **headers: str) -> Status:
    error = {"message": "no", "type": code or "api_error", "code": code or None, "param": None}
    return Status(status, {"error": error}, {name.replace("_", "-"): value for name, value in headers.items()})


def verdict(flagged: bool | None = False, high: str = "", score: float = 0.9, leave: str = "") -> Status:
    thresholds = BANDS["6-9"].thresholds
    scores = {name: score if name == high else 0.001 for name in thresholds if name != leave}
    flags = dict.fromkeys(thresholds, flagged)
    kinds = {name: ["image"] for name in thresholds}
    result = {"flagged": flagged, "categories": flags, "category_scores": scores, "category_applied_input_types": kinds}
    return Status(200, {"id": "modr-1", "model": "omni-moderation-latest", "results": [result]})


def settings(name: str, wire: Wire | str, **more: Any) -> Settings:
    url = f"{wire if isinstance(wire, str) else wire.address}/v1"
    own = {"openai_key": KEY, "openai_url": url} if name == "openai" else {"pictures_url": url, "pictures_key": KEY}
    return Settings.model_validate({"pictures": (name, "drawn"), "pictures_model": "m-1", **own, **more})


@asynccontextmanager
async def maker(name: str, wire: Wire | str, drawn: bool = True, **more: Any) -> AsyncIterator[Pictures]:
    """As the settings make it, with a quicker hand."""
    given = settings(name, wire, **more)
    made = Pictures(PAINTERS[name](given), judge_of(given), sketch if drawn else None)
    yield made
    await made.aclose()


async def made_by(
    name: str, wire: Wire | str, kind: MediaKind = "plate", seen: RoomView | None = None, **more: Any
) -> tuple[Made | Unmade, Bench]:
    """What came of one attempt."""
    async with maker(name, wire, **more) as one:
        return await attempt(one, order(kind, seen, character="Mira"))


async def attempt(one: Pictures, of: Order) -> tuple[Made | Unmade, Bench]:
    desk = Bench()
    try:
        return await one.make(of, desk), desk
    except Unmade as unmade:
        return unmade, desk


async def attempts(name: str, wire: Wire, desk: Bench, seen: RoomView | None = None) -> list[str]:
    """What came of each, until something was made."""
    outcomes: list[str] = []
    async with maker(name, wire) as one:
        while len(outcomes) < 6:
            try:
                outcomes.append((await one.make(order(seen=seen), desk)).provider)
                break
            except Unmade as unmade:
                outcomes.append(f"again in {unmade.again}")
    return outcomes


@asynccontextmanager
async def sentinel() -> AsyncIterator[tuple[int, list[object]]]:
    """A port that nobody may knock at, and who did."""
    knocks: list[object] = []

    async def knocked(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        knocks.append(writer.get_extra_info("peername"))
        writer.close()

    server = await asyncio.start_server(knocked, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], knocks


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("kind", "size"), [("plate", "1536x1024"), ("cover", "1024x1536"), ("portrait", "1024x1024")])
async def test_a_picture(wire: Wire, name: str, kind: MediaKind, size: str) -> None:
    """C330: through the real SDK a picture is asked for once, in words and size of its kind, and kept in several
    sizes, with colours, an honest text, and who made it; people are a hash."""
    wire.next([answered()])
    made, desk = await made_by(name, wire, kind)
    assert isinstance(made, Made)
    model = read_models().openai.image if name == "openai" else "m-1"
    assert (made.provider, made.model, len(made.colours)) == (name, model, 24)
    assert made.alt.startswith(f"Made by {model}, asked for: ")
    assert [file.width for file in made.files] == [480, 960, 1536]
    assert all(len(desk.files[file.id]) == file.bytes for file in made.files)
    [exchange] = wire.exchanges
    assert exchange.path == "/v1/images/generations"
    assert exchange.headers["authorization"] == f"Bearer {KEY}"
    body = exchange.body
    assert (body["prompt"], body["size"], body["model"]) == (asked(order(kind, character="Mira")), size, model)
    if name == "openai":
        more = {"quality": "low", "output_format": "png", "moderation": "auto", "n": 1}
        assert body.keys() == {"prompt", "size", "model", "safety_identifier", *more}
        assert {key: body[key] for key in more} == more
        assert str(view().id) not in json.dumps(body)
    else:
        assert body.keys() == {"prompt", "size", "model", "response_format"}
    assert desk.percents == sorted(desk.percents)


async def test_what_it_cost(wire: Wire) -> None:
    """C331: what a picture cost is what was used at the price of its model; unknown where there is no price."""
    day = Price.model_validate({"from": "2026-01-01", "fresh": 5, "cache_read": 0, "cache_write": 0,
                                "cache_write_long": 0, "out": 40})  # fmt: skip
    ours = read_models()
    priced = ours.model_copy(update={"models": {ours.openai.image: Model(prices=(day,))}})
    for models, cost, most in ((ours, None, None), (priced, Decimal("0.041"), Decimal("0.024015"))):
        wire.next([answered()])
        one = OpenAI(KEY, f"{wire.address}/v1", models, "low", 5)
        request = one.request("a lamp now", "plate", "story")
        assert one.estimate(request) == most
        fetched = await one.paint(request)
        await one.aclose()
        assert (fetched.content, fetched.cost, fetched.request) == (PICTURE, cost, "req_7")


FAULTS: dict[str, tuple[Step, str, float | None]] = {
    "429": (refused(429, "rate_limit_exceeded", retry_after="7"), "unreachable", 7),
    "429 without a time": (refused(429, "rate_limit_exceeded"), "unreachable", 2),
    "429 for an hour": (refused(429, "rate_limit_exceeded", retry_after="3600"), "unreachable", None),
    "429 for money": (refused(429, "insufficient_quota"), "unavailable", None),
    "500": (refused(500), "unreachable", 2),
    "503": (refused(503, retry_after="2"), "unreachable", 2),
    "401": (refused(401, "invalid_api_key"), "unavailable", None),
    "content policy": (refused(400, "moderation_blocked"), "refused", None),
    "content policy, as before": (refused(400, "content_policy_violation"), "refused", None),
    "another wrong request": (refused(400, "invalid_request_error"), "refused", None),
    "HTML": (Status(200, HTML, {"content-type": "text/html"}), "unreachable", 2),
    "HTML that says JSON": (Status(200, HTML), "unreachable", 2),
    "an empty body": (Status(200, b""), "unreachable", 2),
    "JSON of another shape": (Status(200, [1, 2]), "unreachable", 2),
    "no data": (Status(200, {"created": 1, "data": []}), "unreachable", 2),
    "no picture in it": (answered(None), "unreachable", 2),
    "HTML for a picture": (answered(HTML), "unreachable", 2),
    "half of its base64": (answered(None, b64_json=base64.b64encode(PICTURE).decode()[:-3001]), "unreachable", 2),
    "half a picture": (answered(PICTURE[:-3000]), "unreachable", 2),
    "wrapped base64 of nothing": (answered(None, b64_json="\n\n"), "unreachable", 2),
    "no base64": (answered(None, b64_json="<svg>"), "unreachable", 2),
    "a number": (answered(None, b64_json=7), "unreachable", 2),
    "a polyglot": (answered(file_of(painting(), "JPEG") + HTML), "unreachable", 2),
    "a bomb": (answered(png(30_000, 30_000, 300)), "unreachable", 2),
    "lost": (Break(), "unreachable", 2),
    "reset": (Break(reset=True), "unreachable", 2),
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("case", FAULTS)
async def test_what_goes_wrong(wire: Wire, name: str, case: str) -> None:
    """C332: whatever a provider does is one reason for the room, with a time to try again where that may help; it was
    asked once, the house draws where it helps not, and nothing of the answer was kept."""
    step, why, again = FAULTS[case]
    wire.usual = [step]
    unmade, desk = await made_by(name, wire, drawn=False)
    assert isinstance(unmade, Unmade)
    assert (unmade.why, unmade.again) == (why, again)
    assert unmade.__cause__ is None
    assert len(wire.exchanges) == 1
    assert desk.answers == {}
    made, _ = await made_by(name, wire)
    if again is None:
        assert isinstance(made, Made)
        assert (made.provider, made.model, made.alt) == ("drawn", "", "A sketch for plate")
    else:
        assert isinstance(made, Unmade)
        assert made.again == again


ENDLESS: dict[str, Script] = {
    "in chunks": [b'{"data": [{"b64_json": "', Every(b"A" * 262_144, 0)],
    "declared": [Status(200, b'{"data": [{"b64_json": "', {"content-length": "524288000"})],
    "packed": [Status(200, b"\x1f\x8b\x08", {"content-encoding": "gzip", "content-length": "524288"})],
    "as an error": [Status(500, b"A" * 10, {"content-length": "524288000"})],
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("case", ENDLESS)
async def test_a_body_without_an_end(wire: Wire, name: str, case: str) -> None:
    """C333: a body of 500 MB, told before or not, or packed, is refused while it is read: memory stays below three
    times the bound, the connection is closed."""
    wire.next(ENDLESS[case])
    tracemalloc.start()
    try:
        unmade, _ = await made_by(name, wire, drawn=False)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert isinstance(unmade, Unmade)
    assert unmade.why == "unreachable"
    assert peak < (130_000_000 if case == "in chunks" else 20_000_000)
    if case == "in chunks":
        await asyncio.wait_for(wire.exchanges[0].over.wait(), 5)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_no_redirect_is_followed(wire: Wire, name: str, status: int) -> None:
    """C334: a provider that sends us elsewhere is not followed, to no address."""
    async with sentinel() as (port, knocks):
        for host in ("127.0.0.1", "[::ffff:127.0.0.1]", "localhost"):
            wire.next([refused(status, location=f"http://{host}:{port}/v1/images/generations")])
            unmade, _ = await made_by(name, wire, drawn=False)
            assert isinstance(unmade, Unmade)
    assert len(wire.exchanges) == 3
    assert knocks == []


async def test_an_answer_that_points_elsewhere(wire: Wire) -> None:
    """C335: an address in the place of a picture is asked at the endpoint itself or at a public place over https;
    loopback, however it is written, private places and the cloud's own hear nothing."""
    async with sentinel() as (port, knocks):
        addresses = [
            *(f"{scheme}://{host}:{port}/a.png" for scheme in ("http", "https") for host in HOSTS),
            "http://169.254.169.254/latest/meta-data/",
            "https://169.254.169.254/latest/meta-data/",
            "https://[fd00:ec2::254]/latest/meta-data/",
            "https://100.100.100.200/",
            "https://10.0.0.1/a.png",
            "http://8.8.8.8/a.png",
            f"https://user:pass@127.0.0.1:{port}/a.png",
            f"//127.0.0.1:{port}/a.png",
            "file:///etc/hostname",
            "data:image/png;base64,AAAA",
            "gopher://127.0.0.1/",
            "https://",
            "http://[::1",
            "no address at all\n",
        ]
        wire.usual = [Status(404, b"")]
        async with maker("compatible", wire, drawn=False) as one:
            for address in addresses:
                wire.next([answered(None, url=address)])
                unmade, desk = await attempt(one, order())
                assert isinstance(unmade, Unmade), address
                assert unmade.why == "unreachable"
                assert desk.answers == {}
    assert knocks == []


HOSTS = ("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "127.1", "2130706433", "0.0.0.0")


@pytest.mark.parametrize("path", ["/files/a.png", "{address}/files/a.png?signed=1"])
async def test_an_answer_that_points_to_itself(wire: Wire, path: str) -> None:
    """C336: at the endpoint's own host the picture is fetched, without its key, and under the same bounds."""
    url = path.format(address=wire.address)
    wire.next([answered(None, url=url)], [Status(200, PICTURE, {"content-type": "image/png"})])
    made, _ = await made_by("compatible", wire)
    assert isinstance(made, Made)
    assert made.provider == "compatible"
    asked_for, fetched = wire.exchanges
    assert fetched.path.startswith("/files/a.png")
    assert "authorization" in asked_for.headers
    assert "authorization" not in fetched.headers


@pytest.mark.parametrize(
    "then",
    [
        [Every(b"A" * 262_144, 0)],
        [Status(200, b"", {"content-length": "524288000"})],
        [Status(200, HTML, {"content-type": "text/html"})],
        [Status(200, PICTURE[:-2000], {"content-type": "image/png"})],
        [Status(500, b"")],
        "redirect",
        "redirect to itself",
    ],
    ids=["endless", "declared", "HTML", "half", "500", "redirect", "redirect to itself"],
)
async def test_a_fetched_picture_that_is_none(wire: Wire, then: Any) -> None:
    """C337: what is fetched may be too long, no picture, or a redirect to loopback: the provider is away, no more."""
    async with sentinel() as (port, knocks):
        there = {"redirect": f"http://127.0.0.1:{port}/a.png", "redirect to itself": "/b.png"}
        moved = [Status(302, b"", {"location": there[then]})] if isinstance(then, str) else then
        wire.next([answered(None, url="/a.png")], moved)
        wire.usual = [Status(200, PICTURE, {"content-type": "image/png"})]
        unmade, _ = await made_by("compatible", wire, drawn=False)
    assert isinstance(unmade, Unmade)
    assert unmade.why == "unreachable"
    assert knocks == []
    assert len(wire.exchanges) == 2


SLOW: dict[str, Script] = {
    "no answer": [Pause()],
    "half a body": [b'{"data": [', Pause()],
    "a drop now and then": [b'{"data": [', Every(b" ", 0.05)],
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("case", SLOW)
async def test_one_who_takes_too_long(wire: Wire, name: str, case: str) -> None:
    """C338: silence, a body that stalls and one that comes in drops end when the time for a picture is over."""
    wire.next(SLOW[case])
    began = time.monotonic()
    unmade, _ = await made_by(name, wire, drawn=False, pictures_seconds=0.6)
    assert time.monotonic() - began < 5
    assert isinstance(unmade, Unmade)
    assert (unmade.why, unmade.again) == ("unreachable", None), "nobody waits as long again"
    await asyncio.wait_for(wire.exchanges[0].left.wait(), 5)


@pytest.mark.parametrize("name", NAMES)
async def test_asked_at_most_twice(wire: Wire, name: str) -> None:
    """C339: over any number of attempts a provider that is down is asked twice; then the house draws."""
    wire.usual = [refused(503)]
    assert await attempts(name, wire, Bench()) == ["again in 2.0", "again in 2.0", "drawn"]
    assert len(wire.exchanges) == 2


async def test_paid_once(wire: Wire) -> None:
    """C340: an answer that came before its worker died is used by the next attempt; another take is asked anew."""
    wire.usual = [answered()]
    desk = Bench()
    async with maker("openai", wire) as one:
        first = await one.make(order(), desk)
        assert await one.make(order(), desk) == first
        assert len(wire.exchanges) == 1
        assert (await one.make(order(take=2), desk)).files == first.files
        assert len(wire.exchanges) == 2


async def test_an_empty_purse(wire: Wire) -> None:
    """C341: when the budget is spent nobody is asked, and the house draws."""
    desk = Bench(broke=True)
    async with maker("openai", wire) as one:
        made = await one.make(order(), desk)
    assert made.provider == "drawn"
    assert wire.exchanges == []


TWICE = ["again in 2.0", "again in 2.0", "drawn"]
JUDGED: dict[str, tuple[Callable[[], Script], list[str]]] = {
    "fit": (lambda: [verdict()], ["openai"]),
    "flagged": (lambda: [verdict(flagged=True)], ["drawn"]),
    "a high score": (lambda: [verdict(high="sexual", score=0.2)], ["drawn"]),
    "a score below its threshold": (lambda: [verdict(high="violence", score=0.4)], ["openai"]),
    "a score is missing": (lambda: [verdict(leave="violence/graphic")], ["drawn"]),
    "neither flagged nor not": (lambda: [verdict(flagged=None)], ["drawn"]),
    "no result": (lambda: [Status(200, {"id": "m", "model": "m", "results": []})], TWICE),
    "another shape": (lambda: [Status(200, {"id": "m", "model": "m", "results": [{"flagged": False}]})], TWICE),
    "no verdict": (lambda: [Status(200, {"id": "m", "results": [{"category_scores": {}}]})], ["drawn"]),
    "HTML": (lambda: [Status(200, HTML, {"content-type": "text/html"})], TWICE),
    "500": (lambda: [refused(500)], TWICE),
    "401": (lambda: [refused(401, "invalid_api_key")], ["drawn"]),
}


@pytest.mark.parametrize("case", JUDGED)
async def test_where_children_look(wire: Wire, case: str) -> None:
    """C342: where minors look, a provider's picture is judged as it would be shown before it is kept; flagged, not
    judged or judged in part, it is not shown (P12), and in the end the house draws."""
    script, outcomes = JUDGED[case]
    wire.next([answered()])
    wire.usual = script()
    desk = Bench()
    assert await attempts("openai", wire, desk, MINORS) == outcomes
    painted, *judged = wire.exchanges
    assert painted.path == "/v1/images/generations"
    assert [one.path for one in judged] == ["/v1/moderations"] * max(1, len(outcomes) - 1)
    url = judged[0].body["input"][0]["image_url"]["url"]
    assert url.startswith("data:image/webp;base64,")
    if outcomes == ["openai"]:
        [seen] = [file for file in desk.kept if desk.files[file.id] == base64.b64decode(url.partition(",")[2])]
        assert seen.width == 960
    else:
        assert [file.width for file in desk.kept] == [480, 600], "nothing of the provider's was kept"


async def test_nobody_to_judge(wire: Wire) -> None:
    """C343: where minors look and nobody can judge pictures, no provider is asked: the house draws, or says no."""
    made, _ = await made_by("compatible", wire, seen=MINORS)
    assert isinstance(made, Made)
    assert made.provider == "drawn"
    unmade, _ = await made_by("compatible", wire, seen=MINORS, drawn=False)
    assert isinstance(unmade, Unmade)
    assert (unmade.why, unmade.again) == ("withheld", None)
    assert wire.exchanges == []


async def test_adults_wait_for_no_judge(wire: Wire) -> None:
    """C344: where adults look one request is made, and OpenAI's own check at the source is all there is."""
    wire.next([answered()])
    made, _ = await made_by("openai", wire)
    assert isinstance(made, Made)
    assert len(wire.exchanges) == 1


async def test_aimock(tmp_path: Path) -> None:
    """C345: a third server's idea of the image API is understood too, and of what it refuses."""
    async with aimock(tmp_path, {"image": {"b64Json": base64.b64encode(PICTURE).decode()}}, match=ANY) as address:
        for name in NAMES:
            made, _ = await made_by(name, address)
            assert isinstance(made, Made)
            assert (made.provider, len(made.files)) == (name, 3)
    error = {"error": {"message": "Slow down", "type": "rate_limit_error"}, "status": 429}
    async with aimock(tmp_path, error, match=ANY) as address:
        for name in NAMES:
            unmade, _ = await made_by(name, address)
            assert isinstance(unmade, Unmade)
            assert unmade.again is not None


ANY = {"endpoint": "image"}


@pytest.mark.parametrize(
    ("names", "reached", "who"),
    [
        ("openai,compatible,drawn", "", "drawn"),
        ("openai,compatible,drawn", "openai", "openai"),
        ("openai,compatible,drawn", "compatible", "compatible"),
        ("openai,compatible,drawn", "openai compatible", "openai"),
        ("compatible,openai", "openai compatible", "compatible"),
        ("drawn,openai", "openai", "drawn"),
        ("compatible", "openai", "unavailable"),
        ("", "openai compatible", "unavailable"),
    ],
)
async def test_the_first_that_can_be_reached(wire: Wire, names: str, reached: str, who: str) -> None:
    """C346: pictures are made by the first of the operator's list that has a key or an address, by the house where it
    stands before them or nobody has; without the house and anybody else there are none."""
    wire.usual = [answered()]
    url = f"{wire.address}/v1"
    given = {"openai_url": url, **({"openai_key": KEY} if "openai" in reached else {})}
    given |= {"pictures_url": url} if "compatible" in reached else {}
    one = pictures_of(Settings.model_validate({"pictures": names, **given}), sketch)
    made, _ = await attempt(one, order())
    await one.aclose()
    assert (made.why if isinstance(made, Unmade) else made.provider) == who


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"pictures": "openai,dali"}, "ROUNDTALE_PICTURES: there is no provider dali"),
        ({"pictures_url": "http://169.254.169.254/v1"}, "ROUNDTALE_PICTURES_URL: "),
        ({"pictures_url": "file:///etc"}, "ROUNDTALE_PICTURES_URL: "),
        ({"openai_key": KEY, "openai_url": "https://a:b@c/v1"}, "ROUNDTALE_OPENAI_URL: "),
        ({"openai_key": KEY, "models": "/nowhere.toml"}, "ROUNDTALE_MODELS: "),
    ],
)
def test_a_wrong_setting_is_named(wrong: dict[str, str], said: str) -> None:
    """C347: a provider that is not, an address that is never meant and a file that is not there are said in words."""
    with pytest.raises(ValueError, match=said) as told:
        pictures_of(Settings.model_validate(wrong), sketch)
    assert KEY not in str(told.value)
