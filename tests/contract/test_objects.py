"""Files in storage: a folder, and what every kind of storage does alike."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import get_args
from uuid import UUID, uuid4

import pytest
from obstore.store import GCSStore, LocalStore, MemoryStore, S3Store
from pydantic import ValidationError

from rooms import objects
from rooms.objects import ENDINGS, FileMissing, Objects, StorageFailed, file_id, key_of, place_of, prefix_of
from rooms.protocol import MediaFile
from rooms.settings import Settings
from tests.wires.bucket import Bucket

TENANT, ROOM = uuid4(), uuid4()
WEBP = "image/webp"


@pytest.fixture(scope="module")
def bucket() -> Iterator[Bucket]:
    with Bucket("stories") as bucket:
        yield bucket


def reaching(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """As docs/operating.md says it."""
    said = {
        "ENDPOINT_URL": address,
        "ALLOW_HTTP": "true",
        "ACCESS_KEY_ID": "a",
        "SECRET_ACCESS_KEY": "b",
        "REGION": "c",
    }
    for name, value in said.items():
        monkeypatch.setenv(f"AWS_{name}", value)


@pytest.fixture(params=["folder", "memory", "bucket"])
def files(request: pytest.FixtureRequest, tmp_path: Path, bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> Objects:
    url = {"memory": "memory://", "bucket": "s3://stories/round/tale"}.get(request.param, "")
    objects._memory.cache_clear()
    bucket.objects.clear()
    reaching(monkeypatch, bucket.address)
    return Objects(Settings(data=tmp_path, storage_url=url))


async def read(files: Objects, key: str, start: int, end: int) -> bytes:
    return b"".join([piece async for piece in files.stream(key, start, end)])


async def keys(files: Objects, prefix: str = "") -> set[str]:
    return {stored.key async for stored in files.list(prefix)}


async def test_comes_out_as_it_went_in(files: Objects) -> None:
    """C300: a file comes out as it went in, whole, by size, by any part of it and in pieces."""
    key = key_of(TENANT, ROOM, "p1", uuid4(), WEBP)
    content = bytes(range(256)) * 3 * (objects.PIECE // 256) + b"end"
    assert await files.put(key, content)
    assert await files.get(key) == content
    assert await files.size(key) == len(content)
    assert await read(files, key, 0, len(content)) == content
    assert (
        await read(files, key, objects.PIECE - 1, objects.PIECE + 1) == content[objects.PIECE - 1 : objects.PIECE + 1]
    )
    assert await read(files, key, len(content) - 3, len(content)) == b"end"
    assert [len(piece) async for piece in files.stream(key, 0, len(content))] == [*(3 * [objects.PIECE]), 3]


async def test_from_a_file(files: Objects) -> None:
    """C301: what is longer than one part of an upload goes in from an open file, and comes out the same."""
    content = b"0123456789abcdef" * 400_000
    await files.put("k.raw", io.BytesIO(content))
    assert await files.get("k.raw") == content


async def test_the_first_stays(files: Objects) -> None:
    """C302: of two that write the same new file the first stays, and the second is told; else the last one counts."""
    assert await files.put("k.raw", b"first", anew=True)
    assert not await files.put("k.raw", b"second", anew=True)
    assert await files.get("k.raw") == b"first"
    assert await files.put("k.raw", b"third")
    assert await files.get("k.raw") == b"third"


async def test_what_is_missing_is_said(files: Objects) -> None:
    """C303: of a file that is not there, or not any more, every way to read says so."""
    key = key_of(TENANT, ROOM, "cover", uuid4(), WEBP)
    for gone in (False, True):
        if gone:
            await files.put(key, b"x")
            await files.delete(key)
        with pytest.raises(FileMissing):
            await files.get(key)
        with pytest.raises(FileMissing):
            await files.size(key)
        with pytest.raises(FileMissing):
            await read(files, key, 0, 1)


async def test_deleting_twice(files: Objects) -> None:
    """C304: deleting may be repeated, one by one and by prefix; what is beside it stays, also where its name begins
    alike.
    """
    mine, cover, other, twelfth = (key_of(TENANT, ROOM, place, uuid4(), WEBP) for place in ("p1", "cover", "p2", "p12"))
    for key in (mine, cover, other, twelfth):
        await files.put(key, b"x")
    assert await keys(files, prefix_of(TENANT, ROOM, "p1")) == {mine}
    assert await files.delete_prefix(prefix_of(TENANT, ROOM, "p1")) == 1
    assert await files.delete_prefix(prefix_of(TENANT, ROOM, "p1")) == 0
    await files.delete(other, other)
    assert await keys(files) == {cover, twelfth}
    assert await keys(files, prefix_of(TENANT, uuid4())) == set()


async def test_what_is_listed(files: Objects) -> None:
    """C305: a list tells key, size and time of every file, beyond one page of it."""
    for number in range(1100):
        await files.put(f"a/b/{number}.raw", b"x" * (number % 7))
    found = {stored.key: stored async for stored in files.list("a")}
    assert len(found) == 1100
    assert found["a/b/13.raw"].bytes == 6
    assert found["a/b/13.raw"].at.tzinfo is not None


async def test_the_folder(tmp_path: Path) -> None:
    """C306: the folder is made in the data folder for nobody else, both processes see the same, and what is emptied
    leaves no folders behind.
    """
    settings = Settings(data=tmp_path / "data")
    web, worker = Objects(settings), Objects(settings)
    folder = tmp_path / "data" / "files"
    key = key_of(TENANT, ROOM, "p7", uuid4(), WEBP)
    await worker.put(key, b"plate")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert await web.get(key) == b"plate"
    assert (folder / key).read_bytes() == b"plate"
    await web.delete(key)
    assert list(folder.iterdir()) == []


async def test_storage_that_fails(tmp_path: Path) -> None:
    """C307: storage that cannot do it is no missing file, so that nobody takes its silence for a deletion."""
    files = Objects(Settings(data=tmp_path))
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a").write_bytes(b"in the way")
    with pytest.raises(StorageFailed):
        await files.put("a/b/c.webp", b"x")


async def test_a_bucket_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """C308: a bucket that cannot be reached is said in time, to every one that asks."""
    monkeypatch.setattr(objects, "SECONDS", 1)
    reaching(monkeypatch, "http://127.0.0.1:1")
    files = Objects(Settings(storage_url="s3://stories"))
    with pytest.raises(StorageFailed):
        await files.size("a/b")
    with pytest.raises(StorageFailed):
        await keys(files)


def test_keys_are_made_of_ids() -> None:
    """C309: a key is made of ids and a place of our own making, so that none leads out of its room."""
    file = uuid4()
    assert key_of(TENANT, ROOM, "p12", file, "audio/ogg") == f"{TENANT}/{ROOM}/p12/{file}.ogg"
    assert place_of("plate", passage=12) == "p12"
    assert place_of("cover") == "cover"
    assert place_of("portrait", character="../../Ana") == place_of("portrait", character="../../ANA")
    for character in ("../../etc", "a/b", "\x00", "", "p1", "cover"):
        assert objects.PLACE.fullmatch(place_of("portrait", character=character))
    for place in ("..", "p1/..", "p", "p1\n", "cover/x", "p١", "c" + "g" * 16, "/", "."):
        with pytest.raises(ValueError, match=r"^"):
            prefix_of(TENANT, ROOM, place)
    for wrong in ("../x", "", f"{file}/.."):
        with pytest.raises(ValueError, match="badly formed"):
            key_of(TENANT, ROOM, "p1", wrong, WEBP)  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="badly formed"):
            prefix_of(wrong, ROOM)  # type: ignore[arg-type]
    with pytest.raises(KeyError):
        key_of(TENANT, ROOM, "p1", file, "text/html")


def test_every_type_has_an_ending() -> None:
    """C310: every type that a file of the house may have has an ending of its own."""
    types = get_args(MediaFile.model_fields["type"].annotation)
    assert set(types) | {objects.RAW} == set(ENDINGS)
    assert len(set(ENDINGS.values())) == len(ENDINGS)


def test_equal_requests_have_equal_ids() -> None:
    """C311: the id of a file is of what it was made of: equal requests have the same, in any order of their keys, and
    any difference another.
    """
    asked: dict[str, object] = {"prompt": "a fox", "size": 960}
    assert file_id(asked) == file_id({"size": 960, "prompt": "a fox"})
    assert file_id(asked) == UUID("f333c324-d824-ec3c-11a8-de2dcdd756a0")
    ids = {file_id(asked), file_id(asked, "960"), file_id({**asked, "size": 480}), file_id(b"a"), file_id(b"", "a")}
    assert len(ids) == 5


@pytest.mark.parametrize(
    "url",
    [
        "s3://", "s3:///folder", "s3://ab", "s3://Upper", "s3://key:secret@bucket", "s3://bucket?x=1",
        "s3://bucket/../x", "s3://bucket#x", "http://bucket.example", "file:///etc", "bucket", "s3://bucket:9000",
        "s3://bucket\n", "s3://bu cket",
    ],
)  # fmt: skip
def test_addresses_that_name_no_bucket(url: str) -> None:
    """C312: an address of storage that is none, or carries a secret, is refused at the start."""
    with pytest.raises(ValidationError, match="ROUNDTALE_STORAGE_URL"):
        Settings(storage_url=url)


@pytest.mark.parametrize(
    ("url", "kind"),
    [("", LocalStore), ("memory://", MemoryStore), ("s3://stories", S3Store), ("s3://my.stories-2/round/", S3Store),
     ("gs://stories/x", GCSStore)],
)  # fmt: skip
def test_addresses_of_storage(url: str, kind: type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """C313: a folder, memory and well-formed buckets are taken; memory not in production, where it would forget."""
    monkeypatch.setenv("AWS_REGION", "here")
    assert isinstance(Objects(Settings(storage_url=url, data=tmp_path))._store, kind)
