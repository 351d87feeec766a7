"""A bucket in memory that speaks as much of S3 as files need: whole and in parts, listed and deleted."""

from __future__ import annotations

import asyncio
import hashlib
import threading
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Self
from urllib.parse import unquote
from uuid import uuid4
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from aiohttp import web

PAGE = 400
"""Keys on a page of a list: fewer than S3's 1,000, so that lists have several."""


class Bucket:
    """Served from a thread of its own at ``address``, for as long as it is entered."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.objects: dict[str, bytes] = {}
        self.uploads: dict[str, dict[int, bytes]] = {}
        self.asked: list[str] = []
        self.address = ""

    def __enter__(self) -> Self:
        ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, args=(ready,))
        self._thread.start()
        ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self, ready: threading.Event) -> None:
        app = web.Application(client_max_size=1 << 30)
        app.router.add_route("*", "/{bucket}{key:.*}", self._answer)
        runner = web.AppRunner(app)
        self._loop.run_until_complete(runner.setup())
        site = web.TCPSite(runner, "127.0.0.1", 0)
        self._loop.run_until_complete(site.start())
        self.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        ready.set()
        self._loop.run_forever()
        self._loop.run_until_complete(runner.cleanup())
        self._loop.close()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        assert request.headers.get("authorization", "").startswith("AWS4-HMAC-SHA256"), "every request is signed"
        self.asked.append(request.method)
        key, query = unquote(request.match_info["key"]).removeprefix("/"), request.query
        if request.match_info["bucket"] != self.name:
            return _error(404, "NoSuchBucket")
        match request.method:
            case "GET" if "list-type" in query:
                return self._list(
                    query.get("prefix", ""), query.get("delimiter", ""), query.get("continuation-token", "")
                )
            case "POST" if "delete" in query:
                return self._delete(await request.read())
            case "POST" if "uploads" in query:
                upload = uuid4().hex
                self.uploads[upload] = {}
                return _xml(
                    f"<InitiateMultipartUploadResult><UploadId>{upload}</UploadId></InitiateMultipartUploadResult>"
                )
            case "POST":
                parts = self.uploads.pop(query["uploadId"])
                self.objects[key] = b"".join(parts[number] for number in sorted(parts))
                return _xml(f"<CompleteMultipartUploadResult><ETag>{_tag(b'')}</ETag></CompleteMultipartUploadResult>")
            case "PUT" if "partNumber" in query:
                self.uploads[query["uploadId"]][int(query["partNumber"])] = await request.read()
                return web.Response(headers={"ETag": _tag(b"")})
            case "PUT":
                return self._put(key, await request.read(), anew=request.headers.get("if-none-match") == "*")
            case "DELETE":
                self.objects.pop(key, None)
                return web.Response(status=204)
            case _:
                return self._get(key, request.http_range if "range" in request.headers else None)

    def _put(self, key: str, content: bytes, anew: bool) -> web.Response:
        if anew and key in self.objects:
            return _error(412, "PreconditionFailed")
        self.objects[key] = content
        return web.Response(headers={"ETag": _tag(content)})

    def _get(self, key: str, part: slice | None) -> web.Response:
        if key not in self.objects:
            return _error(404, "NoSuchKey")
        content = self.objects[key]
        headers = {"ETag": _tag(content), "Last-Modified": format_datetime(datetime.now(UTC), usegmt=True)}
        if part is None:
            return web.Response(body=content, headers=headers)
        start, end, _ = part.indices(len(content))
        if start >= end:
            return _error(416, "InvalidRange")
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{len(content)}"
        return web.Response(status=206, body=content[start:end], headers=headers)

    def _delete(self, body: bytes) -> web.Response:
        keys = [node.text or "" for node in ElementTree.fromstring(body).iter() if node.tag.endswith("Key")]
        for key in keys:
            self.objects.pop(key, None)
        return _xml(
            "<DeleteResult>" + "".join(f"<Deleted><Key>{escape(k)}</Key></Deleted>" for k in keys) + "</DeleteResult>"
        )

    def _list(self, prefix: str, delimiter: str, after: str) -> web.Response:
        keys = sorted(key for key in self.objects if key.startswith(prefix) and key > after)
        page, rest = keys[:PAGE], keys[PAGE:]
        rows, folders = [], set()
        for key in page:
            below, slash, _ = key.removeprefix(prefix).partition(delimiter or "\0")
            if slash:
                folders.add(f"{prefix}{below}/")
            else:
                at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
                size = len(self.objects[key])
                rows.append(
                    f"<Contents><Key>{escape(key)}</Key><LastModified>{at}</LastModified><Size>{size}</Size>"
                    f"<ETag>{_tag(b'')}</ETag></Contents>"
                )
        rows += [f"<CommonPrefixes><Prefix>{escape(folder)}</Prefix></CommonPrefixes>" for folder in sorted(folders)]
        more = f"<NextContinuationToken>{escape(page[-1])}</NextContinuationToken>" if rest else ""
        truncated = str(bool(rest)).lower()
        return _xml(f"<ListBucketResult><IsTruncated>{truncated}</IsTruncated>{''.join(rows)}{more}</ListBucketResult>")


def _tag(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()}"'


def _xml(body: str, status: int = 200) -> web.Response:
    return web.Response(
        status=status, text=f'<?xml version="1.0" encoding="UTF-8"?>{body}', content_type="application/xml"
    )


def _error(status: int, code: str) -> web.Response:
    return _xml(f"<Error><Code>{code}</Code></Error>", status)
