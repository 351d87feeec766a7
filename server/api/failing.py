"""What goes wrong under /api is an answer too, in the one shape that every refusal has."""

from __future__ import annotations

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rooms import store
from rooms.errors import Broken, Busy, NoSuchAddress, Refused, TooLarge, WrongMethod
from server.api.endpoints import refused

log = structlog.get_logger()
OURS: dict[int, type[Refused]] = {404: NoSuchAddress, 405: WrongMethod}


def said_no(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return refused(error)


def unsaved(request: Request, error: Exception) -> Response:
    """PostgreSQL had a bad moment: that is an answer too, and the page tries again."""
    if not store.lost_connection(error):
        raise error
    log.warning("request.failed", error=type(error).__name__)
    return refused(Busy())


def unserved(request: Request, error: Exception) -> Response:
    """Starlette's own noes, in our words."""
    assert isinstance(error, HTTPException)
    kind = OURS.get(error.status_code)
    if kind is None:
        return Response(error.detail, error.status_code, headers=error.headers)
    response = refused(kind())
    if kind is WrongMethod:
        response.headers["allow"] = ", ".join(sorted(_methods(request)))
    return response


def broken(request: Request, error: Exception) -> Response:
    """A mistake of ours; Starlette raises it again for the log."""
    return refused(Broken())


class TooLargeInWords:
    """Plain ASGI, around Starlette's limit of bodies: its 413 has no handler of ours on its way."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        too_large = False

        async def in_words(message: Message) -> None:
            nonlocal too_large
            if message["type"] == "http.response.start" and message["status"] == 413:
                too_large = True
            if not too_large:
                await send(message)

        await self.app(scope, receive, in_words)
        if too_large:
            await refused(TooLarge())(scope, receive, send)


def _methods(request: Request) -> set[str]:
    """All that can be done at this path, of which each route does one thing."""
    routes = [route for route in request.app.routes if isinstance(route, Route) and route.endpoint is not nothing_here]
    if request.url.path.startswith("/api/"):
        routes = [route for route in routes if route.path.startswith("/api/")]
    there = [route for route in routes if route.matches(request.scope)[0] is not Match.NONE]
    return {method for route in there for method in route.methods or ()}


async def nothing_here(request: Request) -> Response:
    raise HTTPException(405 if _methods(request) else 404)


NOWHERE = Route("/api/{rest:path}", nothing_here, methods=["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
"""After all others of /api: what they do not take is refused in words too, and not answered with a page."""
