"""Where this machine is found, and so whose pages may open sockets here."""

from __future__ import annotations

from socket import AF_INET
from urllib.parse import urlsplit

import psutil

from rooms.settings import Settings


def on_this_network() -> list[str]:
    """This machine's IPv4 addresses as others see them."""
    known = (address for some in psutil.net_if_addrs().values() for address in some if address.family == AF_INET)
    return [address.address for address in known if not address.address.startswith("127.")]


def origins_of(settings: Settings) -> list[str]:
    """The public address, those given, and in development the addresses that this process listens on."""
    allowed = list(settings.origins)
    if settings.public_url:
        parts = urlsplit(settings.public_url)
        allowed.append(f"{parts.scheme}://{parts.netloc}")
    if settings.environment == "development":
        hosts = ["127.0.0.1", "localhost", "[::1]", settings.host]
        hosts += on_this_network() if settings.host == "0.0.0.0" else []
        allowed += [f"http://{host}:{settings.port}" for host in hosts]
    return allowed
