"""How a provider of speech is spoken to: what all have in common."""

from __future__ import annotations

from dataclasses import dataclass

import httpx2

from engine.llm import ProviderFault
from engine.outside import Patience


@dataclass(frozen=True, slots=True)
class Reach:
    """How a provider is reached. Its key is in no repr.

    ``seconds``: for a whole answer, also for one that comes in drops; half of it without a byte, since speech may be
    made whole before any of it is sent.
    """

    key: str = ""
    url: str = ""
    model: str = ""
    seconds: float = 120

    def __repr__(self) -> str:
        return f"Reach({self.url or 'the default address'})"

    @property
    def patience(self) -> Patience:
        return Patience(first_word=self.seconds / 2, gap=self.seconds / 2)


async def whole(response: httpx2.Response, types: tuple[str, ...]) -> bytes:
    """A body, if it is what was asked for; a page of HTML with status 200 is none.

    Raises:
        ProviderFault: it is something else.
    """
    type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not type.startswith(types):
        raise ProviderFault("broken")
    content = b"".join([part async for part in response.aiter_bytes()])
    if not content or content.lstrip()[:1] == b"<":
        raise ProviderFault("broken")
    return content
