"""Every route and every command with whatever their models make one think of: always an answer of ours (T32)."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError
from starlette.applications import Starlette
from starlette.routing import Route

from rooms.errors import REFUSALS
from rooms.protocol import COMMANDS, Refusal
from rooms.settings import Settings
from server.api.endpoints import Endpoint
from server.api.failing import NOWHERE
from server.api.openapi import ROUTES as DOCUMENTS
from server.api.openapi import every_endpoint
from server.page import BUILT
from tests.faults.findings import scaled
from tests.wire.client import Person, Tab, Wire, serving
from tests.wire.shapes import anything, filled, header_values, messages, segments
from tests.writers import ANSWER

ROUTES: dict[tuple[str, str], Endpoint] = {(each.method, each.path): each for each in every_endpoint()}
"""What each takes and gives."""
BESIDE = {route.path for route in (*DOCUMENTS, NOWHERE)}
"""What tells of the others, and what says that there is nothing."""
PAGES = ("/", "/join", "/j/{code}", "/r/{room}", "/assets/{any}", "/{any}", "/{any}/{any}", "/socket.io/", "/readyz")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
HEADERS = ("Accept-Encoding", "Content-Type", "Cookie", "Host", "If-Modified-Since", "If-None-Match", "Origin", "Range",
           "X-Forwarded-For")  # fmt: skip
REFRESH = 50
"""Messages to one room before it is left as it is, for a new one."""
fuzzed = hypothesis_settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=scaled(150, 1_000, 10_000),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
async def house(settings: Settings, owner: Any) -> AsyncIterator[Wire]:
    """Nobody is too fast here."""
    quick = {f"commands_per_second_{of}": 10_000 for of in ("socket", "person", "address")}
    quick |= {"requests_per_second_address": 10_000, "guesses_per_minute_address": 10_000}
    async with serving(settings, owner, **quick) as wire:
        yield wire


@dataclass
class Scene:
    """A room with a host and a guest in it, made anew now and then."""

    wire: Wire
    own: dict[str, Any] = field(default_factory=dict)
    tabs: list[Tab] = field(default_factory=list)
    used: int = 0

    async def fresh(self) -> None:
        if self.tabs and self.used < REFRESH and not any(tab.closed for tab in self.tabs):
            self.used += 1
            return
        await self.end()
        people = [await self.wire.person(), await self.wire.person("Bo")]
        room = await people[0].begin()
        self.tabs = [await person.enter(room) for person in people]
        passage = (await self.tabs[0].write("Once."))["seq"]
        self.own = {"own passage": passage, "own version": passage, "own turn": 1, "own room": room["id"]}
        self.own |= {"own code": room["code"], "own host": str(people[0].id), "own guest": str(people[1].id)}
        self.used = 1

    @property
    def host(self) -> Person:
        return self.tabs[0].person

    async def end(self) -> None:
        for tab in self.tabs:
            tab.assert_gapless()
            await tab.leave()


@pytest.fixture(scope="module")
async def scene(house: Wire) -> AsyncIterator[Scene]:
    made = Scene(house)
    yield made
    await made.end()


def reads(model: type[BaseModel], body: str | bytes) -> bool:
    try:
        model.model_validate_json(body)
    except ValidationError:
        return False
    return True


commands = st.sampled_from(sorted(COMMANDS)).flatmap(lambda name: st.tuples(st.just(name), messages(COMMANDS[name])))


@pytest.mark.timeout(1_800)
@fuzzed
@given(who=st.integers(0, 1), command=commands)
async def test_every_command_is_answered_whatever_is_in_it(scene: Scene, who: int, command: tuple[str, Any]) -> None:
    """W170: every command is answered whatever is in it: with an answer of its model, a code that is known, and
    bad_message exactly where it is no such command.
    """
    await scene.fresh()
    name, payload = command[0], filled(command[1], scene.own)
    assume(len(json.dumps(payload)) < scene.wire.settings.frame_bytes - 100)

    answer = await scene.tabs[who].call_raw([name, payload])

    ANSWER.validate_json(json.dumps(answer))
    code = answer.get("code", "")
    assert code in (*REFUSALS, "")
    assert code not in ("broken", "busy", "too_fast")
    assert (code == "bad_message") == (not reads(COMMANDS[name], json.dumps(payload))), answer


def test_every_route_is_in_the_table(house: Wire) -> None:
    """W171: every route is in the table, with each of its methods."""
    app: Any = house.house.app
    while not isinstance(app, Starlette):
        app = getattr(app, "other_asgi_app", None) or app.app
    routes = [route for route in app.routes if isinstance(route, Route) and route.path.startswith("/api/")]
    served = {(method, route.path) for route in routes if route.path not in BESIDE for method in route.methods or ()}
    assert served - {("HEAD", path) for _, path in ROUTES} == ROUTES.keys()


@dataclass(frozen=True)
class Asked:
    """A request to a route, or with another method to its path; ``known``: with the host's cookie."""

    method: str
    route: str
    body: Any
    path: str
    query: str
    headers: dict[str, str]
    known: bool


@st.composite
def requests(draw: st.DrawFn) -> Asked:
    method, route = draw(st.sampled_from([*ROUTES, *(("GET", page) for page in PAGES)]))
    endpoint = ROUTES.get((method, route))
    body = draw(messages(endpoint.asks)) if endpoint and endpoint.asks else None
    if draw(st.integers(0, 5)) == 0:
        method, body = draw(st.sampled_from(METHODS)), draw(anything | st.binary(max_size=40))
    own = {"code": "own code", "any": "any"}
    parts = [
        draw(st.just(own.get(part[1:-1], "own room")) | segments) if part.startswith("{") else part
        for part in route.split("/")
    ]
    query = draw(
        st.just("")
        | st.tuples(st.sampled_from(["after", "before", "branch", "limit", "x"]), segments | st.integers()).map(
            "{0[0]}={0[1]}".format
        )
    )
    headers = draw(st.just({}) | st.dictionaries(st.sampled_from(HEADERS), header_values, max_size=2))
    return Asked(method, route, body, "/".join(parts), query, headers, draw(st.booleans()))


def check_api(asked: Asked, status: int, answer: Any) -> None:
    """An answer of the API: its model, or a refusal with the status of its code; and a page where ``..`` led to one."""
    endpoint = ROUTES.get((asked.method, asked.route))
    if isinstance(answer, dict) and status >= 400:
        refusal = Refusal.model_validate_json(json.dumps(answer))
        assert REFUSALS[refusal.code].status == status
    elif endpoint and not isinstance(endpoint.answers, str) and status < 300 and isinstance(answer, dict):
        assert status == endpoint.status
        endpoint.answers.model_validate_json(json.dumps(answer))
    else:
        assert status in (200, 404), (status, answer)


@pytest.mark.timeout(1_800)
@fuzzed
@given(asked=requests())
async def test_every_route_answers_whatever_is_asked(scene: Scene, asked: Asked) -> None:
    """W172: every route answers whatever is asked: never with a 5xx or a traceback, always with its model or with a
    refusal that is known.
    """
    await scene.fresh()
    person = Person(scene.wire, "10.200.0.1", cookies=dict(scene.host.cookies) if asked.known else {})
    path = "/".join(str(filled(part, scene.own)) for part in asked.path.split("/"))
    body = asked.body if isinstance(asked.body, bytes) else json.dumps(filled(asked.body, scene.own)).encode()

    status, answer, _ = await person.ask(
        asked.method, path + (f"?{asked.query}" if asked.query else ""), data=body, headers=asked.headers
    )

    assert "Traceback" not in str(answer)
    if status == 503 and not BUILT.exists() and (asked.method == "HEAD" or "The page is not built" in answer):
        return  # where the tests of the page are left out
    assert status < 500, (status, answer)
    if asked.route.startswith("/api") and asked.method != "HEAD":
        check_api(asked, status, answer)


async def test_asking_for_a_head_changes_nothing(house: Wire) -> None:
    """W173: asking for a head changes nothing: a name in its body names nobody (another site may ask for heads)."""
    person = await house.person()
    before = dict(person.cookies)
    status, _, headers = await person.ask("HEAD", "/api/me", json={"name": "Mallory"}, headers={"Origin": "null"})
    assert (status, person.cookies) == (200, before)
    assert "set-cookie" not in headers
