"""What is sent to providers: what is kept of the prompt where, and what is never sent."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from anthropic import AsyncAnthropic
from openai import AsyncOpenAI

from engine import llm_anthropic, llm_compatible, llm_openai
from engine.beat import RECORD_BEAT
from engine.llm import Brief, ModelProvider, Prompt, ProviderFault, Said, Usage
from engine.llm_anthropic import Anthropic
from engine.llm_compatible import Compatible
from engine.llm_openai import OpenAI
from engine.models import OURS, Model, Models, Price, read_models
from engine.outside import Patience, checked_url, http_client
from engine.pieces import Access
from rooms import logs
from rooms.settings import Settings
from tests.wires.reached import BRIEF, KEY, access, base_url, provider
from tests.wires.server import Status, Wire
from tests.wires.speech import RECORD, SPEECHES, Speech, whole

PROMPT = Prompt(
    rules="You write with people.",
    story="A lighthouse whose lamp answers.",
    before=("The keeper came.", "The lamp spoke."),
    told=(Said("people", "Who is there?"), Said("coauthor", "It is me."), Said("people", "Come down!")),
    now="Now the storm.",
    story_id="story-of-ana",
)
PARTS = (PROMPT.rules, PROMPT.story, *PROMPT.before, *(said.text for said in PROMPT.told), PROMPT.now)
ADAPTERS: dict[str, type[Anthropic | OpenAI | Compatible]] = {
    "anthropic": Anthropic, "openai": OpenAI, "compatible": Compatible,
}  # fmt: skip
GONE = {"temperature", "top_p", "top_k", "user", "conversation", "previous_response_id", "seed", "functions"}


def composed(speech: Speech, wire: Wire, prompt: Prompt = PROMPT, models: Models | None = None) -> ModelProvider:
    def compose(brief: Brief) -> Prompt:
        return prompt

    return ADAPTERS[speech.name](access(speech.name, wire.address, models=models), compose)


async def sent(speech: Speech, wire: Wire, prompt: Prompt = PROMPT, models: Models | None = None) -> dict[str, Any]:
    wire.next(whole(speech, ("Yes.",)))
    one = composed(speech, wire, prompt, models)
    async for _ in one.write(BRIEF):
        pass
    await one.aclose()
    assert wire.exchanges[-1].path == speech.path
    return wire.exchanges[-1].body


async def test_everything_of_the_prompt_is_sent_once_and_in_order(speech: Speech, wire: Wire) -> None:
    """C163: All of the prompt is sent, each part once, in its order, beside a model, a bound, and the tool."""
    body = await sent(speech, wire)
    text = json.dumps(body, ensure_ascii=False)
    places = [text.index(part) for part in PARTS[2:]]
    assert all(text.count(part) == 1 for part in PARTS)
    assert places == sorted(places)
    assert body["model"] == composed(speech, wire).model("narrator")
    assert 1500 in (body.get("max_tokens"), body.get("max_output_tokens"))
    assert body["stream"] is True
    assert body["tools"][0].get("name", "record_beat") == "record_beat"
    assert RECORD_BEAT["required"][0] in str(body["tools"])


async def test_what_is_never_sent(speech: Speech, wire: Wire) -> None:
    """C164: No sampling, nothing kept there, no name of anybody: only a hash of the story's, where one is wanted."""
    body = await sent(speech, wire)
    assert not GONE & set(body)
    assert "Ana" not in json.dumps(body)
    if speech.name == "openai":
        assert body["store"] is False
        assert re.fullmatch(r"[0-9a-f]{32}", body["safety_identifier"])
    if speech.name == "anthropic":
        assert re.fullmatch(r"[0-9a-f]{32}", body["metadata"]["user_id"])
        assert PROMPT.story_id not in json.dumps(body)


async def test_where_anthropic_keeps_the_prompt(wire: Wire) -> None:
    """C165: Anthropic keeps rules and story for an hour, the summaries and all that is told for minutes; never more."""
    body = await sent(SPEECHES["anthropic"], wire)
    blocks = [*body["system"], *(block for message in body["messages"] for block in message["content"])]
    kept = {block["text"]: block["cache_control"]["ttl"] for block in blocks if "cache_control" in block}
    assert kept == {
        PROMPT.rules: "1h",
        PROMPT.story: "1h",
        "The lamp spoke.": "5m",
        "Come down!": "5m",
    }
    assert list(kept) == [block["text"] for block in blocks if block["text"] in kept]
    assert "cache_control" not in body


async def test_where_openai_keeps_the_prompt(wire: Wire) -> None:
    """C166: OpenAI has breakpoints after the story, the summaries and all that is told, and the story's key."""
    body = await sent(SPEECHES["openai"], wire)
    parts = [part for item in body["input"] if isinstance(item["content"], list) for part in item["content"]]
    assert [part["text"] for part in parts if "prompt_cache_breakpoint" in part] == [
        PROMPT.story,
        "The lamp spoke.",
        "Come down!",
    ]
    assert body["prompt_cache_key"] == "story:story-of-ana"
    assert body["prompt_cache_options"] == {"mode": "explicit", "ttl": "30m"}
    assert body["instructions"] == PROMPT.rules


async def test_a_story_that_has_just_begun(speech: Speech, wire: Wire) -> None:
    """C167: A story without summaries, or with one line, is sent without an empty message, block or breakpoint."""
    prompt = Prompt("Rules.", "", (), (Said("people", "Once."),), "", "s", records=False)
    body = await sent(speech, wire, prompt)
    assert "tools" not in body
    assert "tool_choice" not in body
    assert '""' not in json.dumps(body)
    messages = body.get("messages") or body["input"]
    assert [message["role"] for message in messages if message["role"] != "system"] == ["user"]


async def test_what_a_model_does_not_take_is_not_sent(speech: Speech, wire: Wire) -> None:
    """C168: A model without flags in the file gets no effort, no breakpoints and no strict tool."""
    plain = read_models().model_copy(update={"models": {}})
    text = json.dumps(await sent(speech, wire, models=plain))
    assert not re.search(r"effort|cache_control|prompt_cache|\"strict\": true", text)
    deaf = plain.model_copy(update={"models": {composed(speech, wire).model("narrator"): Model(tools=False)}})
    assert "tools" not in await sent(speech, wire, models=deaf)


async def test_a_model_that_shall_not_think(wire: Wire) -> None:
    """C225: Whether a model of Anthropic's thinks is said where the file says it, and else not at all."""
    name = composed(SPEECHES["anthropic"], wire).model("narrator")
    quick = read_models().model_copy(update={"models": {name: Model(thinking="disabled")}})
    assert (await sent(SPEECHES["anthropic"], wire, models=quick))["thinking"] == {"type": "disabled"}
    assert "thinking" not in await sent(SPEECHES["anthropic"], wire)


def test_the_models_file_says_what_it_should() -> None:
    """C169: Our models file names every role's model with a price for each kind of token, except the operator's own."""
    models = read_models()
    for roles in (models.anthropic, models.openai):
        for role in ("narrator", "premium", "utility"):
            assert models.price(roles.name(role), date(2026, 11, 21)) is not None
    assert models.price("default", date(2026, 11, 21)) is None
    assert models.price("claude-sonnet-5-5", date(2020, 1, 1)) is None


def test_a_price_is_exact_and_dated() -> None:
    """C170: A price is of its day and exact to the millionth; thought is in what was written and not paid twice."""

    def price(day: int, out: str) -> Price:
        kinds = {"fresh": "2", "cache_read": "0.10", "cache_write": "2.5", "cache_write_long": "4", "out": out}
        return Price.model_validate({"from": date(2026, 10, day), **kinds})

    models = read_models().model_copy(update={"models": {"m": Model(prices=(price(20, "10"), price(1, "12")))}})
    early, late = models.price("m", date(2026, 10, 19)), models.price("m", date(2026, 10, 20))
    assert early is not None
    assert late is not None
    assert [early.out, late.out] == [Decimal(12), Decimal(10)]
    assert late.of(Usage(1_700, 20_000, 100, 10, 500, 50)) == Decimal("0.010690")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "anthropic"),
        ("[[", "no TOML"),
        (OURS.read_text(encoding="utf-8").replace("fresh = 2.0", "fresh = -1"), "prices"),
        (OURS.read_text(encoding="utf-8").replace("strict = true", "strikt = true"), "strikt"),
    ],
)
def test_a_models_file_with_a_mistake(tmp_path: Path, text: str, wrong: str) -> None:
    """C171: A mistake in the operator's models file is named at start-up."""
    file = tmp_path / "models.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=wrong):
        read_models(file)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://models.example/v1", "models.example/v1", "http://", "http://user:word@models.example/v1", "file:///v1",
        "http://models.example/v1?key=1", "http://169.254.169.254/v1", "http://[fe80::1]/v1", "http://0.0.0.0/v1",
        "http://[::ffff:169.254.169.254]/v1", "http://224.0.0.1/v1", "http://100.100.100.200/", "http://[fd00:ec2::254]/",
    ],
)  # fmt: skip
def test_addresses_that_are_not_spoken_to(url: str) -> None:
    """C172: No other scheme than http(s), no password in an address, no address of a cloud's own, however written."""
    with pytest.raises(ValueError, match=r"."):
        checked_url(url)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080/v1", "http://192.168.1.7/v1", "https://models.example/v1"])
def test_addresses_that_the_operator_may_write(url: str) -> None:
    """C173: A model server at home, on this machine or elsewhere may be spoken to: only the operator can write it."""
    assert checked_url(url) == url


async def test_the_fence(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    """C174: No redirect is followed, no other host or port reached, and a name that means a cloud's address is not."""
    wire.next([Status(307, {}, {"location": f"{wire.address}/elsewhere"})])
    async with http_client(f"{wire.address}/v1", Patience()) as client:
        assert (await client.get(f"{wire.address}/v1/x")).status_code == 307
        assert len(wire.exchanges) == 1
        for other in (f"http://localhost:{wire.port}/v1", f"http://127.0.0.1:{wire.port + 1}/v1"):
            with pytest.raises(Exception, match="not spoken to"):
                await client.get(other)
    loop = asyncio.get_running_loop()

    async def looked_up(host: str, port: int, **_: Any) -> list[Any]:
        return [(2, 1, 6, "", ("169.254.169.254", port))]

    monkeypatch.setattr(loop, "getaddrinfo", looked_up, raising=False)
    async with http_client("http://rebound.example/v1", Patience()) as client:
        with pytest.raises(Exception, match="not spoken to"):
            await client.get("http://rebound.example/v1")


async def test_a_name_is_looked_up_and_kept(wire: Wire) -> None:
    """C175: A name is looked up, checked, and exactly that address spoken to, under the name that was written."""
    async with http_client(f"http://localhost:{wire.port}/v1", Patience()) as client:
        wire.next([Status(200, {})])
        await client.get(f"http://localhost:{wire.port}/v1")
    assert wire.exchanges[0].headers["host"] == f"localhost:{wire.port}"


async def test_the_environment_points_nobody_elsewhere(
    speech: Speech, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C176: What the SDKs would read of the environment, addresses, keys and proxies, moves no request of ours."""
    for name in ("ANTHROPIC_BASE_URL", "OPENAI_BASE_URL", "HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("ANTHROPIC_API_KEY", "OPENAI_API_KEY", "ANTHROPIC_AUTH_TOKEN"):
        monkeypatch.setenv(name, "another")
    await sent(speech, wire)
    assert wire.exchanges[0].headers["authorization"] == f"Bearer {KEY}"
    assert "x-api-key" not in wire.exchanges[0].headers


async def test_no_key_and_no_words_in_logs(
    speech: Speech, wire: Wire, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """C177: Not even at the level debug do the SDKs write a key, a prompt or a story into our logs."""
    root = logging.getLogger()
    kept, level = root.handlers[:], root.level
    for name in ("anthropic", "openai", "httpx2", "httpcore2"):
        monkeypatch.setattr(logging.getLogger(name), "level", logging.DEBUG)
    logs.configure(Settings(log_level="debug"))
    try:
        await sent(speech, wire)
        wire.next([speech.refuse(400, "invalid_request_error", PROMPT.story)])
        one = provider(speech.name, wire.address)
        with pytest.raises(ProviderFault):
            await anext(one.write(BRIEF))
        await one.aclose()
        logging.getLogger("another").debug("heard")
    finally:
        root.handlers, root.level = kept, level
    written = capsys.readouterr().err
    assert "heard" in written
    assert not any(word in written for word in (KEY, PROMPT.story, PROMPT.now, BRIEF.premise))


def test_an_access_hides_its_key() -> None:
    """C178: A key is in no repr."""
    assert KEY not in repr(Access(read_models(), Patience(), KEY))
    assert KEY not in repr(Settings.model_validate({"anthropic_key": KEY, "openai_key": KEY, "compatible_key": KEY}))


def test_adapters_name_their_homes() -> None:
    """C179: Without an address of the operator's the providers' own are spoken to, over TLS."""
    assert llm_anthropic.HOME.startswith("https://")
    assert llm_openai.HOME.startswith("https://")
    with pytest.raises(ValueError, match="address"):
        llm_compatible.Compatible(Access(read_models(), Patience()))


@pytest.mark.parametrize("how", ["done", "called", "refused"])
async def test_the_sdks_themselves_understand_our_wire(speech: Speech, wire: Wire, how: str) -> None:
    """C224: What our scripted server says is what the SDKs' own helpers expect, so that it stands for a provider."""
    record = (speech.record(),) if how == "called" else ()
    wire.next([speech.begin(), speech.words("The lamp "), speech.words("turned."), *record, speech.end(how)])
    base, asked = base_url(speech.name, wire.address), [{"role": "user", "content": "Go on."}]
    heard: dict[str, Any] = {"anthropic": _messages, "openai": _responses, "compatible": _chat}
    text, recorded = await heard[speech.name](base, asked)
    assert text == "The lamp turned."
    assert recorded == ([json.loads(RECORD)] if record else [])


async def _messages(base: str, asked: Any) -> tuple[str, list[object]]:
    client = AsyncAnthropic(api_key=KEY, base_url=base, max_retries=0)
    async with client, client.messages.stream(model="m", max_tokens=9, messages=asked) as stream:
        said = await stream.get_final_message()
    text = "".join(block.text for block in said.content if block.type == "text")
    return text, [block.input for block in said.content if block.type == "tool_use"]


async def _responses(base: str, asked: Any) -> tuple[str, list[object]]:
    client = AsyncOpenAI(api_key=KEY, base_url=base, max_retries=0)
    async with client, client.responses.stream(model="m", input=asked) as stream:
        events = [event async for event in stream]
    text = "".join(event.delta for event in events if event.type == "response.output_text.delta")
    calls = [event.item for event in events if event.type == "response.output_item.done"]
    return text, [json.loads(call.arguments) for call in calls if call.type == "function_call"]


async def _chat(base: str, asked: Any) -> tuple[str, list[object]]:
    client = AsyncOpenAI(api_key=KEY, base_url=base, max_retries=0)
    async with client, client.chat.completions.stream(model="m", messages=asked) as stream:
        message = (await stream.get_final_completion()).choices[0].message
    calls: Any = message.tool_calls or ()
    return message.content or "", [json.loads(call.function.arguments) for call in calls]
