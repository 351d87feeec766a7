"""One table says what can be asked over HTTP: its routes, their documentation and their tests are made from it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal, TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from rooms.errors import BadMessage, Busy, HostOnly, NoSuchRoom, Refused, SignedOut, TooFast
from server.reading import problem_in

M = TypeVar("M", bound=BaseModel)
Handler = Callable[[Request], Awaitable[Response]]
Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
Who = Literal["anybody", "person", "member", "leader"]
WHO_IS_REFUSED: dict[Who, tuple[type[Refused], ...]] = {
    "anybody": (),
    "person": (SignedOut,),
    "member": (SignedOut, NoSuchRoom),
    "leader": (SignedOut, NoSuchRoom, HostOnly),
}
"""For whoever has no seat in it a room does not exist."""


@dataclass(frozen=True)
class Endpoint:
    """One thing that can be asked. Its handler's docstring describes it, and the first line of that is its title."""

    method: Method
    path: str
    """As Starlette writes it: ``/api/rooms/{room:uuid}/events``."""
    handler: Handler
    answers: type[BaseModel] | str
    """The model of the answer; for what is not JSON its media type."""
    asks: type[BaseModel] | None = None
    """The model of the body."""
    query: type[BaseModel] | None = None
    status: int = 200
    refuses: tuple[type[Refused], ...] = ()
    """Beside those that follow from ``who``, ``asks`` and ``query``."""
    who: Who = "member"
    """Who may ask. The handler sees to it; a test compares the two."""

    most_bytes: int | None = None
    """Of a body that may be longer than others."""

    def route(self) -> Route:
        return Route(self.path, self.handler, methods=[self.method], max_body_size=self.most_bytes)

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

    def all_refusals(self) -> list[type[Refused]]:
        """Every way it says no."""
        understood = () if self.asks is None and self.query is None else (BadMessage,)
        return list(dict.fromkeys((*WHO_IS_REFUSED[self.who], *understood, *self.refuses, TooFast, Busy)))


def answer(model: BaseModel, status: int = 200) -> Response:
    return Response(
        model.model_dump_json(), status, media_type="application/json", headers={"cache-control": "no-store"}
    )


async def body(request: Request, model: type[M]) -> M:
    """Read a request's body.

    Raises:
        BadMessage: naming the field.
    """
    try:
        return model.model_validate_json(await request.body())
    except ValidationError as error:
        raise problem_in(error) from None
    except ClientDisconnect:
        raise BadMessage(field="body", problem="was cut off") from None


def query(request: Request, model: type[M]) -> M:
    """Read what stands behind the question mark.

    Raises:
        BadMessage: naming the field.
    """
    try:
        return model.model_validate_strings(dict(request.query_params))
    except ValidationError as error:
        raise problem_in(error) from None
