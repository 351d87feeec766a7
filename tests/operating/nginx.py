"""The documented nginx, with the ports and folders of a test in the place of those that it is documented with."""

from __future__ import annotations

import shutil
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from server.machine import children
from tests.conftest import find_nginx
from tests.waiting import until

DOCUMENTED = Path(__file__).parent.parent.parent / "docs" / "proxy"
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def configured(name: str, folder: Path, replaced: Mapping[str, str]) -> Path:
    """A documented file in ``folder``, beside the untouched roundtale.conf.

    Args:
        name: nginx.conf or compose.conf.
        replaced: what each place of it is here. Every place must be in the file.
    """
    shutil.copy(DOCUMENTED / "roundtale.conf", folder)
    text = (DOCUMENTED / name).read_text()
    own = "".join(f"{kind}_temp_path {folder}/{kind}; " for kind in TEMPORARY)
    places = {
        "/run/nginx.pid": f"{folder}/pid",
        "/var/log/nginx": str(folder),
        "server_tokens off;": f"server_tokens off; {own}",
    }
    for place, here in {**places, **replaced}.items():
        assert text.count(place) == 1, f"{name} has {place!r} {text.count(place)} times"
        text = text.replace(place, here)
    file = folder / name
    file.write_text(text)
    return file


@asynccontextmanager
async def proxy(configuration: Path) -> AsyncIterator[None]:
    """nginx while it runs. Its log is error.log beside its configuration."""
    program, log = find_nginx(), configuration.with_name("error.log")
    assert program is not None, "this level is not collected without nginx"
    command = [program, "-e", str(log), "-c", str(configuration), "-g", "daemon off;"]
    process = children.launch(command, death=signal.SIGTERM)  # killed, it would leave its workers behind
    try:
        pid = configuration.with_name("pid")
        await until("nginx listens", lambda: process.poll() is not None or pid.exists())
        assert process.poll() is None, log.read_text()
        yield
    finally:
        process.terminate()
        children.wait_for_end(process, 5)
