"""Files in storage: a folder of this machine, or a bucket. Who may read one is decided elsewhere."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, cached_property
from typing import IO, TYPE_CHECKING
from uuid import UUID

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import LocalStore, MemoryStore, from_url

from rooms.protocol import MediaKind
from rooms.settings import MEMORY, Settings

if TYPE_CHECKING:
    from obstore.store import ObjectStore

RAW = "application/octet-stream"
"""What came in from outside: a recording, a provider's answer. It is worked on and never shown."""
ENDINGS = {
    "image/webp": "webp",
    "audio/ogg": "ogg",
    "audio/mpeg": "mp3",
    "application/json": "json",
    RAW: "raw",
}
PLACE = re.compile(r"p[0-9]{1,18}|cover|c[0-9a-f]{16}", re.ASCII)
FOLDER = "files"
SECONDS = 20
"""For storage to answer, tries included. Whoever waits for a file asks again; a worker's next attempt does."""
PUT_SECONDS = 60
PIECE = 262_144
"""Bytes that are read ahead for one listener: eight seconds of a voice's lowest quality, and small for a hundred."""


class FileMissing(Exception):
    """There is no such file."""


class StorageFailed(Exception):
    """Storage did not do it, or not in time. Trying again may help."""


@dataclass(frozen=True, slots=True)
class Stored:
    key: str
    bytes: int
    at: datetime


def place_of(kind: MediaKind, passage: int | None = None, character: str | None = None) -> str:
    """Where the files of a media lie in their room. What is erased together lies together."""
    if passage is not None:
        return f"p{int(passage)}"
    if kind == "cover":
        return "cover"
    return "c" + hashlib.sha256((character or "").lower().encode()).hexdigest()[:16]


def prefix_of(tenant: UUID, room: UUID, place: str = "") -> str:
    """Where a room's files are, or those of one place in it. Nothing but ids and ``place_of`` makes a key."""
    if place and not PLACE.fullmatch(place):
        raise ValueError(place)
    return f"{UUID(str(tenant))}/{UUID(str(room))}/{place}".removesuffix("/")


def key_of(tenant: UUID, room: UUID, place: str, file: UUID, type: str) -> str:
    """The key of a file.

    Args:
        place: as ``place_of`` says.
        type: one of ``ENDINGS``.
    """
    return f"{prefix_of(tenant, room, place)}/{UUID(str(file))}.{ENDINGS[type]}"


def file_id(request: bytes | Mapping[str, object], name: str = "") -> UUID:
    """The id of the file that answers a request: an equal request finds it.

    Args:
        request: all that the file depends on, as it was asked, or as JSON.
        name: which of its files.
    """
    if not isinstance(request, bytes):
        request = json.dumps(request, sort_keys=True, separators=(",", ":")).encode()
    return UUID(bytes=hashlib.sha256(hashlib.sha256(request).digest() + name.encode()).digest()[:16])


class Objects:
    """The files of all rooms, by key. Every method may raise ``StorageFailed``."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def _store(self) -> ObjectStore:
        return _store(self._settings)

    async def put(self, key: str, content: bytes | IO[bytes], anew: bool = False) -> bool:
        """Write a file whole or not at all.

        Args:
            anew: leave one that is there as it is.

        Returns:
            Whether it was written.
        """
        try:
            async with _asked(PUT_SECONDS):
                await obstore.put_async(self._store, key, content, mode="create" if anew else "overwrite")
        except AlreadyExistsError:
            return False
        return True

    async def get(self, key: str) -> bytes:
        """The whole file.

        Raises:
            FileMissing: there is none.
        """
        async with _asked(PUT_SECONDS):
            return bytes(await (await obstore.get_async(self._store, key)).bytes_async())

    async def size(self, key: str) -> int:
        """In bytes.

        Raises:
            FileMissing: there is none.
        """
        async with _asked():
            return (await obstore.head_async(self._store, key))["size"]

    async def stream(self, key: str, start: int, end: int) -> AsyncIterator[bytes]:
        """Bytes ``start`` to before ``end``, a piece at a time. Between two pieces nothing is held open, so that a slow
        reader holds nothing up, and a file that is deleted ends.

        Raises:
            FileMissing: there is none, or no longer.
        """
        while start < end:
            async with _asked():
                piece = bytes(await obstore.get_range_async(self._store, key, start=start, end=min(end, start + PIECE)))
            if not piece:
                raise FileMissing
            yield piece
            start += len(piece)

    async def delete(self, *keys: str) -> None:
        """Delete what is there of these."""
        for key in keys:
            with suppress(FileMissing):
                async with _asked():
                    await obstore.delete_async(self._store, key)

    async def delete_prefix(self, prefix: str) -> int:
        """Delete everything below. Returns how many files that were."""
        keys = [stored.key async for stored in self.list(prefix)]
        await self.delete(*keys)
        return len(keys)

    async def folders(self, prefix: str = "") -> list[str]:
        """The prefixes right below one."""
        async with _asked(PUT_SECONDS):
            found = await obstore.list_with_delimiter_async(self._store, prefix or None)
        return [*found["common_prefixes"]]

    async def list(self, prefix: str = "") -> AsyncIterator[Stored]:
        """All files below, in any order."""
        chunks = obstore.list(self._store, prefix or None, chunk_size=500)
        while True:
            async with _asked():
                found = await anext(chunks, None)
            if found is None:
                return
            for meta in found:
                yield Stored(meta["path"], meta["size"], meta["last_modified"])


@asynccontextmanager
async def _asked(seconds: float = SECONDS) -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(seconds):
            yield
    except FileNotFoundError:
        raise FileMissing from None
    except AlreadyExistsError:
        raise
    except (BaseError, OSError, TimeoutError) as error:
        raise StorageFailed(type(error).__name__) from error


@cache
def _memory() -> ObjectStore:
    return MemoryStore()


def _store(settings: Settings) -> ObjectStore:
    """The keys of a bucket come from the environment, as its library reads them: AWS_ACCESS_KEY_ID and so on. Options
    of its HTTP client given here would replace those of the environment (AWS_ALLOW_HTTP).
    """
    if settings.storage_url == MEMORY:
        return _memory()
    if settings.storage_url:
        return from_url(
            settings.storage_url,
            retry_config={"max_retries": 4, "retry_timeout": timedelta(seconds=SECONDS)},
        )
    folder = settings.data / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return LocalStore(folder.resolve(), automatic_cleanup=True)
