"""Serving the page: built files, one index for every address of the page, and headers that keep strangers out."""

from __future__ import annotations

import json
import os
import secrets
from html import escape
from os import PathLike
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rooms.settings import Settings
from server.coauthor.reaching import first_of, languages_of, models_reached

PAGE_LIMITS = ("passage_chars", "chat_chars", "retract_seconds", "recording_seconds")
ADDRESSES = ("/", "/join", "/stories", "/j/{code}", "/r/{room}", "/read/{room}", "/s/{token}", "/tree/{room}",
    "/replay/{room}", "/keep/{room}", "/listen/{room}")  # fmt: skip
"""As in web/src/route.ts."""
BUILT = Path(__file__).parent.parent / "web" / "dist"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self'; "
    "media-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
CHECKER = "/assets/checker/"
CHECKER_POLICY = "default-src 'none'; script-src 'wasm-unsafe-eval'; connect-src blob:"
"""For what checks a draft in the browser, in a worker of its own: it may compile WebAssembly, which the page may not,
and reach nothing: what it works with, and on, the page hands to it."""


class BuiltFiles(StaticFiles):
    """Names carry a hash of their content, so they may be kept for ever."""

    async def check_config(self) -> None:
        """Before the page is built its files are simply not there."""

    def file_response(
        self, full_path: PathLike[str] | str, stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """Packed where the build packed it and the browser takes that."""
        packed = Path(f"{os.fspath(full_path)}.gz")
        takes = "gzip" in Headers(scope=scope).get("accept-encoding", "") and packed.is_file()
        if takes:
            full_path, stat_result = packed, packed.stat()
        response = super().file_response(full_path, stat_result, scope, status_code)
        if takes:
            response.headers["content-encoding"] = "gzip"
            response.headers.add_vary_header("accept-encoding")
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


def page_routes(settings: Settings, built: Path = BUILT) -> list[BaseRoute]:
    """The page at all its addresses (and, as 404, at all others), told this server's limits.

    Without a build it says how to make one.
    """
    index = built / "index.html"
    limits = json.dumps({name: getattr(settings, name) for name in PAGE_LIMITS})
    fixed = {
        "coauthor": first_of(settings),
        "models": ",".join(models_reached(settings)),
        "speaks": " ".join(languages_of(settings)),
        "limits": limits,
    }

    async def page(request: Request) -> Response:
        if not index.exists():
            return PlainTextResponse("The page is not built yet: run `make run`, or `npm run build` in web/.", 503)
        told = {"csp-nonce": request.scope.get("csp_nonce", ""), **fixed}
        html = index.read_text(encoding="utf-8")
        for name, content in told.items():
            html = html.replace(f'name="{name}" content=""', f'name="{name}" content="{escape(content)}"')
        status = 404 if "lost" in request.path_params else 200
        return HTMLResponse(html, status, headers={"cache-control": "no-cache"})

    async def file(request: Request) -> Response:
        name = request.path_params["name"]
        found = built / name
        if not name.startswith(".") and found.is_file():
            response = await StaticFiles(directory=built).get_response(name, request.scope)
            response.headers["cache-control"] = "no-cache"
            return response
        request.path_params["lost"] = name
        return await page(request)

    return [
        Mount("/assets", BuiltFiles(directory=built / "assets", check_dir=False)),
        *(Route(path, page) for path in ADDRESSES),
        Route("/{name}", file),
        Route("/{lost:path}", page),
    ]


class SafeHeaders:
    """Plain ASGI: a fresh nonce for each page, and the headers of every HTTP answer."""

    def __init__(self, app: ASGIApp, secure: bool) -> None:
        self.app = app
        self.secure = secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        nonce = scope["csp_nonce"] = secrets.token_urlsafe(16)
        policy = CHECKER_POLICY if scope["path"].startswith(CHECKER) else POLICY.format(nonce=nonce)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["content-security-policy"] = policy
                headers["x-content-type-options"] = "nosniff"
                headers["referrer-policy"] = "no-referrer"
                headers["cross-origin-opener-policy"] = "same-origin"
                headers["cross-origin-resource-policy"] = "same-origin"
                headers["permissions-policy"] = "camera=(), geolocation=(), microphone=(self)"
                if self.secure:
                    headers["strict-transport-security"] = "max-age=31536000"
            await send(message)

        await self.app(scope, receive, with_headers)
