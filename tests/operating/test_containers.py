"""Dockerfile and compose.yaml, as far as they can be proved without a container engine."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import aiohttp

from rooms.settings import Settings
from server.generate import settings_page
from tests.faults.processes import Web

ROOT = Path(__file__).parent.parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE = (ROOT / "compose.yaml").read_text()
PROCFILE = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines())


async def test_the_image_holds_enough(settings: Settings, folder: Path) -> None:
    """O25: everything that the Dockerfile copies is there, and a process that has nothing else migrates and serves."""
    copied = re.findall(r"^COPY (?!--from)(.+) (\S+)$", DOCKERFILE, re.MULTILINE)
    house = folder / "roundtale"
    for sources, target in copied:
        for source in sources.split():
            assert (ROOT / source).exists(), source
            if target == source:
                shutil.copytree(ROOT / source, house / source, ignore=shutil.ignore_patterns("__pycache__"))
    assert {path.name for path in house.iterdir()} == {"engine", "migrations", "rooms", "server", "workers"}
    only = {"PYTHONPATH": str(house), "PYTHONDONTWRITEBYTECODE": "1"}
    told = {**os.environ, **only, "DATABASE_URL": settings.database_url, "ROUNDTALE_SECRET": settings.secret}
    release = [sys.executable, "-P", "-m", "server", "release"]
    await asyncio.to_thread(subprocess.run, release, env=told, check=True)
    web = Web(settings, folder / "web.log", only, command=("-P", "-m", "server", "web"))
    web.start()
    try:
        await web.ready()
        async with (
            aiohttp.ClientSession() as http,
            http.post(f"{web.address}/api/me", json={"name": "Amina"}) as answer,
        ):
            assert answer.status == 200, web.last_words()
    finally:
        web.kill()


def test_containers_run_what_the_procfile_says() -> None:
    """O26: the image and the services of compose.yaml run the commands of the Procfile, each of them."""
    command = re.search(r"^CMD \[(.+)\]$", DOCKERFILE, re.MULTILINE)
    assert command is not None
    assert " ".join(re.findall(r'"([^"]+)"', command[1])) == PROCFILE["web"]
    run = dict(re.findall(r"^  (\S+):\n(?:    .*\n)*?    command: (python .+)$", COMPOSE, re.MULTILINE))
    assert run == {
        "release": PROCFILE["release"],
        "web-one": PROCFILE["web"],
        "web-two": PROCFILE["web"],
        "worker": PROCFILE["worker"],
    }


def test_containers_are_given_settings_that_there_are() -> None:
    """O27: every setting in the Dockerfile and in compose.yaml is one of the product's, and the secrets have no
    default.
    """
    ours = r"\b(ROUNDTALE_[A-Z_]+|DATABASE_URL|REDIS_URL)\b"
    known = set(re.findall(rf"`{ours}`", settings_page()))
    named = set(re.findall(ours, DOCKERFILE + COMPOSE))
    assert len(named) >= 8
    assert named <= known
    for secret in ("DATABASE_PASSWORD", "REDIS_PASSWORD", "ROUNDTALE_SECRET"):
        uses = re.findall(rf"\$\{{{secret}([^}}]*)\}}", COMPOSE)
        assert uses, secret
        assert set(uses) == {":?"}, secret


def test_the_proxy_finds_the_processes_and_is_believed() -> None:
    """O28: the addresses in docs/proxy/compose.conf are those of the web processes in compose.yaml, these believe the
    proxy's address and no other, and only the proxy is reached from outside, from this machine.
    """
    address = dict(
        re.findall(r"^  (\S+):\n(?:    .*\n)*?      default: \{ ipv4_address: (\S+) \}$", COMPOSE, re.MULTILINE)
    )
    conf = (ROOT / "docs" / "proxy" / "compose.conf").read_text()
    assert re.findall(r"server (\S+):8000 ", conf) == [address["web-one"], address["web-two"]]
    assert re.findall(r"ROUNDTALE_TRUSTED_PROXIES: (\S+)$", COMPOSE, re.MULTILINE) == [address["proxy"]]
    assert re.findall(r"^    ports:\n      - (.+)$", COMPOSE, re.MULTILINE) == ['"127.0.0.1:8000:80"']
    for mounted in re.findall(r"- \./(\S+?):/", COMPOSE):
        assert (ROOT / mounted).is_file(), mounted
