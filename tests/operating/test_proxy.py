"""Two web processes behind nginx, which runs with exactly the files of docs/proxy."""

from __future__ import annotations

import asyncio
import ssl
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp
import pytest

from rooms.settings import APP_ROLE, WRITER_ROLE, Settings
from tests.faults.crowds import BACK_SECONDS, Crowd
from tests.faults.findings import scaled
from tests.faults.processes import Web, free_port, running
from tests.operating.nginx import DOCUMENTED, configured, proxy
from tests.waiting import until

PINGS = scaled(1, 3, 6)
"""Three of them last longer than the proxy waits for a word."""
CLOSED = ("/metrics", "/metrics?", "//metrics", "/%6detrics", "/./metrics", "/r/../metrics", "/readyz", "/METRICS")


@dataclass
class Site:
    """Two processes, and compose.yaml's proxy before them when it runs."""

    address: str
    webs: list[Web]
    configuration: Path


@asynccontextmanager
async def two_processes(settings: Settings, folder: Path, **environment: str) -> AsyncIterator[Site]:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    told = {"ROUNDTALE_PUBLIC_URL": address, "ROUNDTALE_TRUSTED_PROXIES": "127.0.0.1"}
    async with running(settings, folder, 2, told | environment) as webs:
        here = {f"172.30.0.1{number}:8000": f"127.0.0.1:{web.port}" for number, web in enumerate(webs, 1)}
        yield Site(
            address, webs, configured("compose.conf", folder, {**here, "listen 80;": f"listen 127.0.0.1:{port};"})
        )


@asynccontextmanager
async def behind_nginx(settings: Settings, folder: Path, **environment: str) -> AsyncIterator[Site]:
    async with two_processes(settings, folder, **environment) as site, proxy(site.configuration):
        yield site


def coming_from(address: str) -> aiohttp.ClientSession:
    """Somebody at another of this machine's own addresses."""
    return aiohttp.ClientSession(connector=aiohttp.TCPConnector(local_addr=(address, 0)))


@pytest.mark.timeout(180)
async def test_a_process_goes_and_the_crowd_stays(settings: Settings, owner: Any, folder: Path) -> None:
    """O1: behind the documented nginx one process is asked to go and the other one is killed: all are back within
    5 s at the one that is there, nothing acknowledged is lost, and nginx writes down no code of a room.
    """
    async with behind_nginx(settings, folder) as site, Crowd([site.address], 1) as crowd:
        for mode in ("free", "round_robin"):
            await crowd.open(mode, 6)
        await crowd.all_in()
        crowd.pace = (0.1, 0.5)
        crowd.write()
        one, two = site.webs
        await write_on(crowd)
        assert await sockets(one) > 0
        assert await sockets(two) > 0
        one.terminate()
        assert await one.ended(15) == 0, one.last_words()
        await until("all are at the other one", lambda: all(c.joined for c in crowd.everybody), BACK_SECONDS)
        await write_on(crowd)
        assert await sockets(two) == len(crowd.everybody)
        one.start()
        await one.ready()
        before = crowd.connections()
        two.kill()
        await crowd.all_back(before, BACK_SECONDS)
        await write_on(crowd)
        await crowd.judged(owner)
    words = (folder / "error.log").read_text()
    assert not any(room[0].code in words for room in crowd.people)


async def write_on(crowd: Crowd) -> None:
    enough = crowd.acked + 60
    await until("writes go on", lambda: crowd.acked >= enough, 20)


async def sockets(web: Web) -> float:
    """How many are connected to this process, as its own /metrics says."""
    async with aiohttp.ClientSession() as http, http.get(f"{web.address}/metrics") as answer:
        lines = (await answer.text()).splitlines()
    return float(next(line for line in lines if line.startswith("roundtale_sockets ")).split()[1])


async def test_the_proxy_goes_and_comes_back(settings: Settings, owner: Any, folder: Path) -> None:
    """O6: the proxy is ended and started again: everybody is back by themselves, and nothing is lost."""
    async with two_processes(settings, folder) as site, Crowd([site.address], 6) as crowd:
        async with proxy(site.configuration):
            await crowd.open("free", 6)
            await crowd.all_in()
            crowd.write()
            await write_on(crowd)
            before = crowd.connections()
        async with proxy(site.configuration):
            await crowd.all_back(before, BACK_SECONDS)
            await write_on(crowd)
            await crowd.judged(owner)


async def test_people_are_counted_and_not_the_proxy(settings: Settings, folder: Path) -> None:
    """O2: limits count the address of each person behind the proxy, for requests and for sockets, and who claims to
    come from somewhere else is counted where they are: by the proxy's header, or past it.
    """
    few = {"ROUNDTALE_REQUESTS_PER_SECOND_ADDRESS": "0.5", "ROUNDTALE_HALFOPEN_PER_ADDRESS": "2"}
    async with behind_nginx(settings, folder, **few) as site:
        for number, address in enumerate((site.address, site.webs[0].address)):
            async with coming_from(f"127.0.1.{number}") as first, coming_from(f"127.0.2.{number}") as second:
                claims = [f"10.0.0.{number}" for number in range(30)]
                statuses = await asyncio.gather(*(asked(first, address, claim) for claim in claims))
                assert set(statuses) == {200, 429}
                assert await asked(second, address) == 200
        async with coming_from("127.0.0.4") as first, coming_from("127.0.0.5") as second:
            sockets = [await half_open(first, site) for _ in range(6)]
            assert len([socket for socket in sockets if socket]) == 4, "two at each process"
            assert await half_open(second, site)


async def asked(http: aiohttp.ClientSession, address: str, claim: str = "") -> int:
    headers = {"X-Forwarded-For": claim, "Forwarded": f"for={claim}", "X-Real-IP": claim} if claim else {}
    async with http.get(f"{address}/api/me", headers=headers) as answer:
        return answer.status


async def half_open(http: aiohttp.ClientSession, site: Site) -> aiohttp.ClientWebSocketResponse | None:
    """A socket that shows no ticket; None when it was refused."""
    where = f"{site.address}/socket.io/?EIO=4&transport=websocket"
    try:
        return await http.ws_connect(where, headers={"Origin": site.address, "X-Forwarded-For": "10.0.0.9"})
    except aiohttp.WSServerHandshakeError as error:
        if error.status != 403:
            raise
        return None


async def test_what_the_proxy_keeps_out(settings: Settings, folder: Path) -> None:
    """O3: no way of writing it leads to /metrics; a body that is too big is refused in words by the house, and a
    much bigger one by the proxy before it is sent on; what may be long comes through.
    """
    async with behind_nginx(settings, folder) as site:
        for path in CLOSED:
            assert b"roundtale_" not in await raw(site, f"GET {path} HTTP/1.1"), path
        assert b" 404 " in await raw(site, "GET /metrics HTTP/1.1")
        assert b" 200 " in await raw(site, "GET /healthz HTTP/1.1")
        async with aiohttp.ClientSession() as http:
            for size, status in ((60_000, 422), (100_000, 413), (1_000_000, 413)):
                async with http.post(f"{site.address}/api/me", data=b"x" * size) as answer:
                    assert answer.status == status, size
            async with http.post(f"{site.address}/api/me", data=pieces()) as answer:
                assert answer.status == 413
            recordings = f"{site.address}/api/rooms/{uuid4()}/passages/4/recordings?op={uuid4()}&version=4"
            async with http.post(recordings, data=pieces()) as answer:
                assert (await answer.json())["code"] == "signed_out"


async def pieces() -> AsyncIterator[bytes]:
    """A body that does not say how long it is."""
    for _ in range(40):
        yield b"x" * 10_000


async def raw(site: Site, line: str) -> bytes:
    """The answer to a request whose path no client library has made tidy."""
    host, port = site.address.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(f"{line}\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n".encode())
    async with asyncio.timeout(5):
        answer = await reader.read()
    writer.close()
    return answer


@pytest.mark.timeout(120)
async def test_idle_people_stay(settings: Settings, folder: Path) -> None:
    """O4: who only reads stays connected through the proxy: what it waits for is longer than the time between two
    pings of the house, and each ping starts its clock again.
    """
    waits = [int(line.split()[1].rstrip("s;")) for line in lines("proxy_read_timeout", "proxy_send_timeout")]
    assert min(waits) > 1.5 * settings.ping_seconds
    async with behind_nginx(settings, folder) as site, Crowd([site.address], 4) as crowd:
        [reader, _] = await crowd.open("free", 2)
        await crowd.all_in()
        await until("pings came", lambda: reader.pings >= PINGS, (PINGS + 1) * settings.ping_seconds)
        assert all(client.connection == 1 and client.joined for client in crowd.everybody)


def lines(*words: str) -> list[str]:
    found = [line.strip() for line in (DOCUMENTED / "roundtale.conf").read_text().splitlines()]
    return [line for line in found if line.startswith(words)]


async def test_https_in_production(settings: Settings, folder: Path) -> None:
    """O5: the documented nginx with https before processes in production: http is sent on to https, cookies are for
    https alone, the page's own origin may write and open sockets, and another's may not.
    """
    plain, port = free_port(), free_port()
    home = f"https://127.0.0.1:{port}"
    production = {
        "ROUNDTALE_ENVIRONMENT": "production",
        "ROUNDTALE_SECRET": "a secret of this test's own, long",
        "ROUNDTALE_APP_DATABASE_URL": settings.role_url(APP_ROLE),
        "ROUNDTALE_WRITER_DATABASE_URL": settings.role_url(WRITER_ROLE),
        "ROUNDTALE_SECURE_COOKIES": "true",
        "ROUNDTALE_PUBLIC_URL": home,
        "ROUNDTALE_TRUSTED_PROXIES": "127.0.0.1",
    }
    certificate, key = certified(folder)
    async with running(settings, folder, 2, production) as webs:
        here = {f"127.0.0.1:800{number}": f"127.0.0.1:{web.port}" for number, web in enumerate(webs, 1)}
        ports = {
            "listen 80;": f"listen 127.0.0.1:{plain};",
            "listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
            "listen [::]:80;": "",
            "listen [::]:443 ssl;": "",
        }
        files = {"/etc/nginx/story.example.pem": str(certificate), "/etc/nginx/story.example.key": str(key)}
        trust = ssl.create_default_context(cafile=certificate)
        jar = aiohttp.CookieJar(unsafe=True)
        async with (
            proxy(configured("nginx.conf", folder, {**here, **ports, **files})),
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=trust), cookie_jar=jar) as http,
        ):
            async with http.get(f"http://127.0.0.1:{plain}/j/ABCD", allow_redirects=False) as answer:
                assert (answer.status, answer.headers["location"]) == (301, "https://127.0.0.1/j/ABCD")
            async with http.post(f"{home}/api/me", json={"name": "Amina"}, headers={"Origin": home}) as answer:
                assert answer.status == 200
                assert "strict-transport-security" in answer.headers
                [cookie] = SimpleCookie(answer.headers["set-cookie"]).values()
                assert cookie["secure"]
            async with http.post(
                f"{home}/api/me", json={"name": "A"}, headers={"Origin": "https://else.example"}
            ) as no:
                assert no.status == 422
            where = f"{home}/socket.io/?EIO=4&transport=websocket"
            async with http.ws_connect(where, headers={"Origin": home}) as socket:
                assert (await socket.receive_str()).startswith("0")
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await http.ws_connect(where, headers={"Origin": "https://else.example"})


def certified(folder: Path) -> tuple[Path, Path]:
    """A certificate for this machine, signed by itself."""
    certificate, key = folder / "own.pem", folder / "own.key"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=127.0.0.1 -addext"
    names = ["subjectAltName=IP:127.0.0.1", "-out", str(certificate), "-keyout", str(key)]
    subprocess.run([*command.split(), *names], check=True, capture_output=True)
    return certificate, key
