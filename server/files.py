"""Files of stories by signed links: whoever has one may read that one file, for some minutes."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import PurePosixPath
from uuid import UUID

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from rooms.errors import Busy, NoSuchLink, NoSuchMedia, Refused
from rooms.objects import ENDINGS, RAW, FileMissing, Objects, StorageFailed
from rooms.settings import Settings
from server.api.endpoints import refused

log = structlog.get_logger()
SHOWN = {ending: type for type, ending in ENDINGS.items() if type != RAW}
"""Types by ending; nothing is ever served as what it says itself to be."""
RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)
UNTIL = re.compile(r"[0-9]{1,12}", re.ASCII)


class Files:
    """Files, and links to them. In one window of time all links to a file are the same, so that browsers keep it."""

    def __init__(self, settings: Settings, now: Callable[[], datetime]) -> None:
        self.objects = Objects(settings)
        self._key = hmac.new(settings.secret.encode(), b"links to files", hashlib.sha256).digest()
        self._window = settings.media_link_seconds // 2
        self._now = now

    def link(self, key: str) -> tuple[str, int]:
        """A link to a file, good for between half of ``media_link_seconds`` and all of it.

        Returns:
            Its path, and for how many seconds the same one is made.
        """
        window, into = divmod(int(self._now().timestamp()), self._window)
        until = (window + 2) * self._window
        return f"/media/{until}/{self._signature(until, key)}/{key}", self._window - into

    def _opened(self, until: str, signature: str, key: str) -> str:
        """
        Returns:
            The key of the file.

        Raises:
            NoSuchLink: it is none of ours, or too old.
        """
        if not UNTIL.fullmatch(until) or not hmac.compare_digest(
            self._signature(int(until), key).encode(), signature.encode()
        ):
            raise NoSuchLink
        if int(until) <= self._now().timestamp():
            raise NoSuchLink
        return key

    def _signature(self, until: int, key: str) -> str:
        return hmac.new(self._key, f"{until}/{key}".encode(), hashlib.sha256).hexdigest()

    def route(self) -> Route:
        return Route("/media/{until}/{signature}/{key:path}", self._serve)

    async def _serve(self, request: Request) -> Response:
        path = request.path_params
        key = PurePosixPath(self._opened(path["until"], path["signature"], path["key"]))
        media_type = SHOWN.get(key.suffix[1:])
        if media_type is None:
            raise NoSuchMedia
        headers = {
            "content-type": media_type,
            "cache-control": "private, max-age=31536000, immutable",
            "etag": f'"{UUID(key.stem)}"',
            "accept-ranges": "bytes",
            "content-disposition": f'inline; filename="{key.name}"',
        }
        if headers["etag"] in [given.strip() for given in request.headers.get("if-none-match", "").split(",")]:
            return Response(status_code=304, headers=headers)
        try:
            size = await self.objects.size(str(key))
        except FileMissing:
            raise NoSuchMedia from None
        except StorageFailed:
            raise Busy from None
        part = _part(request, headers["etag"], size)
        if part is not None:
            start, end = part
            if start >= end:
                told = {"content-range": f"bytes */{size}", "cache-control": "no-store"}
                return Response(status_code=416, headers=told)
            headers["content-range"] = f"bytes {start}-{end - 1}/{size}"
        return _Streamed(self.objects, str(key), part or (0, size), 206 if part else 200, headers)


def _part(request: Request, etag: str, size: int) -> tuple[int, int] | None:
    """Which bytes are asked for: from the first to before the last; none of them where there are none such.

    None: all of it. What is no single range of bytes is not looked at (RFC 9110, 14.2).
    """
    asked = RANGE.fullmatch(request.headers.get("range", ""))
    if asked is None or not any(asked.groups()) or request.headers.get("if-range", etag) != etag:
        return None
    first, last = asked.groups()
    if not first:
        return max(0, size - int(last)), size
    if last and int(last) < int(first):
        return None
    return int(first), min(size, int(last) + 1) if last else size


class _Streamed(Response):
    """A file or a part of it, read as fast as it is taken."""

    def __init__(self, objects: Objects, key: str, part: tuple[int, int], status: int, headers: dict[str, str]) -> None:
        start, end = part
        super().__init__(status_code=status, headers=headers | {"content-length": str(end - start)})
        self._pieces = objects.stream(key, start, end)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """What fails before the first piece is said in words. Later only the connection can say it: it breaks off."""
        begin = {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        begun = False
        try:
            if scope["method"] != "HEAD":
                async for piece in self._pieces:
                    if not begun:
                        await send(begin)
                    begun = True
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
        except (FileMissing, StorageFailed) as error:
            if begun:
                log.warning("file.broken_off", error=type(error).__name__)
                return
            said: Refused = NoSuchMedia() if isinstance(error, FileMissing) else Busy()
            await refused(said)(scope, receive, send)
            return
        if not begun:
            await send(begin)
        await send({"type": "http.response.body", "body": b"", "more_body": False})
