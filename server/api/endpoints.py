"""One table says what can be asked over HTTP: its routes, their documentation and their tests are made from it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, Protocol, TypeVar
from uuid import UUID

from pydantic import BaseModel, ValidationError
from pydantic_core import from_json
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from rooms.errors import (
    BadMessage,
    Busy,
    HostOnly,
    KeyRefused,
    NoSuchAddress,
    NoSuchRoom,
    Refused,
    SignedOut,
    TooFast,
    TooLarge,
    TooManyGuesses,
)
from rooms.settings import Settings
from server.wire.buckets import Buckets
from server.wire.reading import problem_in, read, refusal_of

M = TypeVar("M", bound=BaseModel)
Handler = Callable[[Request], Awaitable[Response]]
Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
Who = Literal["anybody", "person", "member", "leader"]
IDEMPOTENCY_KEY = "Idempotency-Key"
RATES = "roundtale.rates"
"""Where a request's scope holds the limits that its answer tells, beside that of requests."""
WHO_IS_REFUSED: dict[Who, tuple[type[Refused], ...]] = {
    "anybody": (),
    "person": (SignedOut,),
    "member": (SignedOut, NoSuchRoom),
    "leader": (SignedOut, NoSuchRoom, HostOnly),
}
ANYBODY_IS_REFUSED = (BadMessage, KeyRefused, TooFast, TooManyGuesses, Busy)
"""At every address: another site's page, a wrong key, haste, and a bad moment of PostgreSQL."""
"""For whoever has no seat in it a room does not exist."""


@dataclass(frozen=True)
class Endpoint:
    """One thing that can be asked. Its handler's docstring describes it, and the first line of that is its title."""

    method: Method
    path: str
    """As Starlette writes it: ``/api/rooms/{room:uuid}/events``."""
    handler: Handler
    answers: type[BaseModel] | str
    """The model of the answer; for what is not JSON its media type; for what leads elsewhere nothing."""
    asks: type[BaseModel] | None = None
    """The model of the body."""
    takes: str | None = None
    """The media type of a body that has no model."""
    query: type[BaseModel] | None = None
    status: int = 200
    refuses: tuple[type[Refused], ...] = ()
    """Beside those that follow from ``who``, ``asks`` and ``query``."""
    who: Who = "member"
    """Who may ask. The handler sees to it; a test compares the two."""

    most_bytes: str | None = None
    """The setting that bounds a body which may be longer than others."""

    def route(self, settings: Settings) -> Route:
        most = getattr(settings, self.most_bytes) if self.most_bytes else None
        return Route(self.path, self.handler, methods=[self.method], max_body_size=most)

    @property
    def name(self) -> str:
        """Unique among all: the handler's name."""
        return str(getattr(self.handler, "__name__", self.path))

    @property
    def description(self) -> str:
        return inspect.getdoc(self.handler) or ""

    @property
    def plain_path(self) -> str:
        """The path without the types of its parts, as OpenAPI writes it."""
        return re.sub(r":\w+}", "}", self.path)

    @property
    def takes_op(self) -> bool:
        return any(model is not None and "op" in model.model_fields for model in (self.asks, self.query))

    def all_refusals(self) -> list[type[Refused]]:
        """Every way it says no."""
        found = (NoSuchAddress,) if "{" in self.path else ()
        sized = (TooLarge,) if self.asks else ()
        return list(dict.fromkeys((*WHO_IS_REFUSED[self.who], *self.refuses, *found, *sized, *ANYBODY_IS_REFUSED)))


class Table(Protocol):
    """What has endpoints."""

    def endpoints(self) -> list[Endpoint]: ...


def answer(model: BaseModel, status: int = 200) -> Response:
    return Response(
        model.model_dump_json(), status, media_type="application/json", headers={"cache-control": "no-store"}
    )


def refused(refusal: Refused) -> Response:
    """The one shape of every no."""
    response = answer(refusal_of(refusal), refusal.status)
    if refusal.status == 429:
        response.headers["retry-after"] = str(refusal.args_for_page.get("seconds", _until_tomorrow()))
    return response


def _until_tomorrow() -> int:
    """Seconds until the next day of quotas begins, which is UTC's."""
    now = datetime.now(UTC)
    return 86_400 - int((now - now.replace(hour=0, minute=0, second=0, microsecond=0)).total_seconds())


async def body(request: Request, model: type[M]) -> M:
    """Read a request's body. An ``Idempotency-Key`` may stand in the place of its ``op``.

    Raises:
        BadMessage: naming the field.
    """
    try:
        sent = await request.body()
        key = _key(request, model)
        return model.model_validate_json(sent) if key is None else read(model, _with_op(_json(sent), key))
    except ValidationError as error:
        raise problem_in(error) from None
    except ClientDisconnect:
        raise BadMessage(field="body", problem="was cut off") from None


def _key(request: Request, model: type[BaseModel]) -> str | None:
    return request.headers.get(IDEMPOTENCY_KEY) if "op" in model.model_fields else None


def _json(sent: bytes) -> object:
    try:
        return from_json(sent)
    except ValueError:
        raise BadMessage(field="body", problem="is not JSON") from None


def _with_op(given: object, key: str) -> object:
    """What was given with the key as its ``op``. The draft of the header writes it in quotes; without them it is as
    clear.
    """
    try:
        op = str(UUID(key.removeprefix('"').removesuffix('"')))
    except ValueError:
        raise BadMessage(field=IDEMPOTENCY_KEY, problem="is not a UUID") from None
    if not isinstance(given, dict):
        return given
    if str(given.setdefault("op", op)).lower() != op:
        raise BadMessage(field="op", problem=f"is not the {IDEMPOTENCY_KEY}; send one of them, or the same twice")
    return given


def query(request: Request, model: type[M]) -> M:
    """Read what stands behind the question mark. An ``Idempotency-Key`` may stand in the place of an ``op`` there too.

    Raises:
        BadMessage: naming the field.
    """
    given, key = request.query_params.multi_items(), _key(request, model)
    try:
        found = model.model_validate_strings(dict(given) if key is None else _with_op(dict(given), key))
    except ValidationError as error:
        raise problem_in(error) from None
    for name, value in given:
        told = getattr(found, name)
        if type(told) is int and str(told) != value:  # pydantic reads 1_0, +1 and 1.0 as well
            raise BadMessage(field=name, problem="is not a whole number")
    if len(dict(given)) < len(given):
        raise BadMessage(field="query", problem="gives something twice")
    return found


def limits(rates: Mapping[str, tuple[Buckets, Hashable]]) -> dict[str, str]:
    """What is told of each limit: how many may come at once (``q``), and again after how many seconds (``w``); how many
    of them are left (``r``), and in how many seconds all are (``t``).

    The fields are those of draft-ietf-httpapi-ratelimit-headers-09.
    """
    policies = {name: bucket.policy for name, (bucket, _) in rates.items()}
    left = {name: bucket.left(key) for name, (bucket, key) in rates.items()}
    return {
        "ratelimit-policy": ", ".join(f'"{name}";q={q};w={w}' for name, (q, w) in policies.items()),
        "ratelimit": ", ".join(f'"{name}";r={r};t={t}' for name, (r, t) in left.items()),
    }
