"""Files of pictures and voices beside a backup: those of the data folder, in a tar file next to it."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from rooms.objects import ENDINGS, FOLDER, PLACE
from rooms.settings import Settings
from server.machine.supervisor import say

ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
KEY = re.compile(rf"{ID}/{ID}/(?:{PLACE.pattern})/{ID}\.(?:{'|'.join(ENDINGS.values())})", re.ASCII)
"""As ``rooms.objects.key_of`` makes them; nothing else goes in or comes out."""
SHOWN_EVERY = 100


class FilesFailed(Exception):
    """Why."""


def beside(file: Path) -> Path:
    """Where the files of a backup are."""
    return file.with_name(f"{file.name}.files.tar")


def keep_files(settings: Settings, file: Path) -> None:
    """Put the files of the data folder beside a backup. After the database: whatever that names is there by then.

    Files never change; what is taken back meanwhile is left out.
    """
    folder, kept = settings.data / FOLDER, beside(file)
    if settings.storage_url:
        say(f"pictures and voices are in {settings.storage_url} and not in the backup: keep that by its own means")
        return
    fresh = kept.with_name(f"{kept.name}.part")
    try:
        with (
            open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as output,
            tarfile.open(fileobj=output, mode="w", format=tarfile.GNU_FORMAT) as tar,
        ):
            for number, path in enumerate(_files(folder), 1):
                _add(tar, folder, path)
                _show(number, "files kept")
        _end("files kept")
        fresh.rename(kept)
    finally:
        fresh.unlink(missing_ok=True)
    say(f"{kept}: pictures and voices, {kept.stat().st_size / 1e6:.1f} MB; it belongs to the backup")


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if KEY.fullmatch(path.relative_to(folder).as_posix()))


def _add(tar: tarfile.TarFile, folder: Path, path: Path) -> None:
    try:
        source = path.open("rb")
    except FileNotFoundError:
        return
    with source:
        member = tarfile.TarInfo(path.relative_to(folder).as_posix())
        state = os.fstat(source.fileno())
        member.size, member.mtime, member.mode = state.st_size, int(state.st_mtime), 0o600
        tar.addfile(member, source)


def put_back_files(settings: Settings, file: Path) -> None:
    """Put the files beside a backup into the data folder. Before the database: without it nobody sees them.

    Raises:
        FilesFailed: it is damaged, or has something in it that is none of ours.
    """
    kept = beside(file)
    if settings.storage_url or not kept.exists():
        where = settings.storage_url or settings.data / FOLDER
        say(f"pictures and voices are taken from {where}; those that are not there show as missing")
        return
    try:
        with tarfile.open(kept, mode="r:") as tar:
            for number, member in enumerate(tar, 1):
                _put_back(settings, tar, member)
                _show(number, "files put back")
    except (tarfile.TarError, EOFError) as error:
        raise FilesFailed(f"{kept} is damaged: {error}. Nothing was restored but some files.") from error
    _end("files put back")


def _put_back(settings: Settings, tar: tarfile.TarFile, member: tarfile.TarInfo) -> None:
    source: IO[bytes] | None = tar.extractfile(member) if member.isfile() and KEY.fullmatch(member.name) else None
    if source is None:
        raise FilesFailed(f"The files of this backup have something among them that is none of ours: {member.name!r}.")
    folder = settings.data / FOLDER
    target = folder / member.name
    for parent in (folder, *reversed(target.relative_to(folder).parents[:-1])):
        _ours(settings, (folder / parent), 0o700)
    fresh = target.with_name(f"{target.name}#restored")
    with source, fresh.open("wb") as output:
        shutil.copyfileobj(source, output)
    if fresh.stat().st_size != member.size:
        raise tarfile.ReadError("it ends early")
    os.utime(fresh, (member.mtime, member.mtime))
    _ours(settings, fresh, 0o600)
    fresh.replace(target)


def _ours(settings: Settings, path: Path, mode: int) -> None:
    """Make a folder where there is none; root makes things for whoever has the data folder."""
    if not path.exists():
        path.mkdir(parents=True)
    elif path.is_dir():
        return
    path.chmod(mode)
    if os.geteuid() == 0:
        owner = settings.data.stat()
        os.chown(path, owner.st_uid, owner.st_gid)


def _show(number: int, what: str) -> None:
    if sys.stdout.isatty() and number % SHOWN_EVERY == 0:
        print(f"\r  {what}: {number}", end="", flush=True)


def _end(what: str) -> None:
    print(end="\n" * sys.stdout.isatty())
