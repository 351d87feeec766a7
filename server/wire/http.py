"""The other seam below the house: a request's head must come in time; uvicorn would wait for it for ever."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from rooms.settings import Settings


class RoundtaleHttp(HttpToolsProtocol):
    """Ends a connection whose request does not begin, or whose head drips in."""

    settings: Settings
    _slow: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._wait_for_head()

    def on_message_begin(self) -> None:
        self._wait_for_head()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._stop_waiting()
        super().on_headers_complete()

    def handle_websocket_upgrade(self) -> None:
        super().handle_websocket_upgrade()
        self._let_go()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)
        self._let_go()

    def _let_go(self) -> None:
        """The parser and the last request hold this object, and it them: a circle that only the collector finds."""
        self.parser = self.cycle = None  # type: ignore[assignment]

    def _wait_for_head(self) -> None:
        self._stop_waiting()
        self._slow = self.loop.call_later(self.settings.handshake_seconds, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._slow is not None:
            self._slow.cancel()
            self._slow = None


def http_class(settings: Settings) -> type[RoundtaleHttp]:
    """uvicorn takes a class, so the settings ride on one."""
    return type("RoundtaleHttp", (RoundtaleHttp,), {"settings": settings})
