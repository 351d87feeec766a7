"""The way out of the house: HTTP clients that go where the operator wrote, and nowhere else."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any
from urllib.parse import urlsplit

import httpx2

NOBODYS = ("100.100.100.200", "168.63.129.16", "fd00:ec2::254", "fd20:ce::254")
"""Where clouds answer questions about the machine itself, beside the link-local 169.254.169.254."""
TUNNELS = IPv6Network("2002::/16"), IPv6Network("64:ff9b::/32")
"""Public addresses with another one inside (6to4, NAT64), which need not be public."""
Address = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that the co-author's listeners wait (research note, 5.6).

    ``first_word`` holds for all tries at one provider together; ``gap`` is between two words, since providers keep
    silent streams alive with pings; ``beat`` is a whole passage; ``answer`` a small structured answer.
    """

    connect: float = 5
    first_word: float = 12
    gap: float = 8
    beat: float = 75
    answer: float = 15
    pause: float = 0.3
    """Before the second try where a provider names no time; twice that before the third; up to a quarter less."""


def http_client(base_url: str, patience: Patience, most_bytes: int = 0) -> httpx2.AsyncClient:
    """A client for an SDK. It follows no redirect.

    Args:
        base_url: an address that the operator wrote, behind a fence; empty for the SDK's own, by the machine's proxy.
        most_bytes: the longest body that is read (``bound``); 0: whoever reads it minds that.
    """
    read = max(patience.first_word, patience.gap)
    return httpx2.AsyncClient(
        transport=Fence(base_url) if base_url else None,
        timeout=httpx2.Timeout(read, connect=patience.connect),
        limits=httpx2.Limits(max_connections=1000, max_keepalive_connections=100),
        follow_redirects=False,
        **bound(most_bytes),
    )


def bound(most_bytes: int) -> Any:
    """What makes a client refuse a longer body while it is read, and one that is packed: it could be of any length."""
    if not most_bytes:
        return {}

    async def watch(response: httpx2.Response) -> None:
        packed = response.headers.get("content-encoding", "identity") != "identity"
        told = response.headers.get("content-length", "")
        if packed or (told.isdigit() and int(told) > most_bytes):
            raise TooMuch("a body that is packed, or too long", request=response.request)
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        response.stream = Bounded(response.stream, most_bytes, response.request)

    return {"headers": {"accept-encoding": "identity"}, "event_hooks": {"response": [watch]}}


class TooMuch(httpx2.DecodingError):
    """The body is longer than we read."""


class Bounded(httpx2.AsyncByteStream):
    """A body, as far as it is not too long."""

    def __init__(self, stream: httpx2.AsyncByteStream, most: int, request: httpx2.Request) -> None:
        self._stream = stream
        self._left = most
        self._request = request

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._stream:
            self._left -= len(part)
            if self._left < 0:
                raise TooMuch("a body that is too long", request=self._request)
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()


def checked_url(base_url: str) -> str:
    """An address that may be spoken to.

    Raises:
        ValueError: it is no http(s) address of a host, or it is one that is never meant (see ``refusal``).
    """
    parts = urlsplit(base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("write an address like https://models.example/v1")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError("write it without a name, password, query or fragment; keys have settings of their own")
    try:
        address = ip_address(parts.hostname)
    except ValueError:
        return base_url
    if why := refusal(address):
        raise ValueError(why)
    return base_url


def refusal(address: Address) -> str:
    """Why an address is not spoken to; empty where it may be.

    Private and loopback addresses are allowed, because nobody but the operator can write one, and a model server at
    home has one. Link-local addresses and the clouds' own are not: behind them are a machine's credentials.
    """
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if address.is_link_local or str(address) in NOBODYS:
        return "this address belongs to the machine's cloud, not to a model server"
    if address.is_multicast or address.is_unspecified or str(address) == "255.255.255.255":
        return "this is no address of one server"
    return ""


def refusal_abroad(address: Address) -> str:
    """Why an address that a provider wrote is not spoken to: only public ones are; empty where it may be."""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    hidden = isinstance(address, IPv6Address) and any(address in tunnel for tunnel in TUNNELS)
    return refusal(address) or ("this is no public address" if hidden or not address.is_global else "")


class Fence(httpx2.AsyncBaseTransport):
    """Lets through what goes to the host that the operator wrote, at an address that may be spoken to.

    The address is looked up once and the connection made to exactly that one, so that a name cannot mean something
    else a moment later. What asks for another host ends here.
    """

    def __init__(self, base_url: str) -> None:
        self._origin = _origin(httpx2.URL(checked_url(base_url)))
        self._inner = httpx2.AsyncHTTPTransport(limits=httpx2.Limits(max_connections=1000), trust_env=False)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        rule = self._rule(request.url)
        if rule is None:
            raise httpx2.UnsupportedProtocol("an address that is not spoken to", request=request)
        host = request.url.host
        seconds = request.extensions.get("timeout", {}).get("connect")
        address = await _looked_up(host, request.url.port or 0, seconds, request, rule)
        pinned = httpx2.Request(
            request.method,
            request.url.copy_with(host=str(address)),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},
        )
        return await self._inner.handle_async_request(pinned)

    async def aclose(self) -> None:
        await self._inner.aclose()

    def _rule(self, url: httpx2.URL) -> Callable[[Address], str] | None:
        """What says no to an address. None: the host itself is not spoken to."""
        return refusal if _origin(url) == self._origin else None


class Abroad(Fence):
    """Lets through also what an answer points to elsewhere, over https and at a public address."""

    def _rule(self, url: httpx2.URL) -> Callable[[Address], str] | None:
        return super()._rule(url) or (refusal_abroad if url.scheme == "https" else None)


def _origin(url: httpx2.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


async def _looked_up(
    host: str, port: int, seconds: float | None, request: httpx2.Request, refusal: Callable[[Address], str]
) -> Address:
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(seconds):
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except TimeoutError:
        raise httpx2.ConnectTimeout("the name was not looked up in time", request=request) from None
    except OSError as error:
        raise httpx2.ConnectError("the name is not known", request=request) from error
    addresses = [ip_address(str(place[0]).partition("%")[0]) for *_, place in found]
    if not addresses or any(refusal(address) for address in addresses):
        raise httpx2.ConnectError("an address that is not spoken to", request=request)
    return addresses[0]
