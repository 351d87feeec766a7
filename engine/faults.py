"""What went wrong at a provider, in our own words. Both SDKs name their errors alike, so nothing of them is imported.

Table 1.5 of the research note: what each SDK raises for each fault, and where none raises anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx2

from engine.llm import Family, ProviderFault

STATUSES: dict[int, Family] = {
    401: "denied",
    402: "unpaid",
    403: "denied",
    408: "stalled",
    409: "busy",
    413: "too_long",
    429: "busy",
    529: "busy",
}
"""Other 4xx are ``rejected``, all else is ``broken``."""
CODES: dict[str, Family] = {
    "authentication_error": "denied",
    "permission_error": "denied",
    "invalid_api_key": "denied",
    "billing_error": "unpaid",
    "insufficient_quota": "unpaid",
    "enforced_spend_limit_reached": "unpaid",
    "contract_spend_limit_reached": "unpaid",
    "overloaded_error": "busy",
    "rate_limit_error": "busy",
    "rate_limit_exceeded": "busy",
    "conflict_error": "busy",
    "timeout_error": "stalled",
    "api_error": "broken",
    "server_error": "broken",
    "context_length_exceeded": "too_long",
    "exceed_context_size_error": "too_long",
    "request_too_large": "too_long",
    "invalid_request_error": "rejected",
    "invalid_prompt": "rejected",
    "not_found_error": "rejected",
}
"""What a provider calls it itself counts for more than the status: in a stream that is 200 (fact 4 of the note)."""
IN_WORDS: tuple[tuple[re.Pattern[str], Family], ...] = (
    (re.compile(r"prompt is too long|context (?:length|window|size)", re.IGNORECASE), "too_long"),
    (re.compile(r"credit balance|billing", re.IGNORECASE), "unpaid"),
)
"""Two that come as a plain 400 and are told apart by their message alone."""


@contextmanager
def told_as_ours() -> Iterator[None]:
    """Whatever is raised inside becomes a ``ProviderFault``: what a provider sends may break nothing of ours.

    The original is not chained: its message may quote the prompt.
    """
    try:
        yield
    except ProviderFault:
        raise
    except Exception as error:
        raise fault_of(error) from None


def fault_of(error: Exception) -> ProviderFault:
    """The fault that an SDK's or httpx2's exception stands for."""
    response = getattr(error, "response", None)
    if isinstance(response, httpx2.Response):
        return ProviderFault(family_of(response.status_code, getattr(error, "body", None)), _wait(response.headers))
    cause = error if isinstance(error, httpx2.HTTPError) else error.__cause__
    if isinstance(cause, httpx2.TimeoutException) and not isinstance(cause, httpx2.ConnectTimeout | httpx2.PoolTimeout):
        return ProviderFault("stalled")
    if isinstance(cause, httpx2.TransportError | OSError) and not isinstance(cause, httpx2.SSEError):
        return ProviderFault("unreachable")
    return ProviderFault("broken")


def family_of(status: int | None, body: object) -> Family:
    """By what the provider calls it (``{"error": {...}}`` or the error alone), else by the status."""
    told = body.get("error", body) if isinstance(body, Mapping) else {}
    told = told if isinstance(told, Mapping) else {}
    details = told.get("details")
    names = (details.get("error_code") if isinstance(details, Mapping) else None, told.get("code"), told.get("type"))
    families = [CODES[name] for name in names if isinstance(name, str) and name in CODES]
    if not families or families[0] == "rejected":
        families = [family for words, family in IN_WORDS if words.search(str(told.get("message", "")))] or families
    if families:
        return families[0]
    return STATUSES.get(status or 500, "rejected" if status and 300 <= status < 500 else "broken")


def in_stream(body: object) -> ProviderFault:
    """The fault that an error in the middle of a stream stands for."""
    return ProviderFault(family_of(None, body))


def _wait(headers: Mapping[str, Any]) -> float | None:
    """Seconds that the provider asks for: ``retry-after-ms``, or ``retry-after`` in seconds or as a date."""
    try:
        if "retry-after-ms" in headers:
            return float(headers["retry-after-ms"]) / 1000
        given = str(headers["retry-after"])
        return float(given) if given.replace(".", "").isdigit() else _until(parsedate_to_datetime(given))
    except (KeyError, ValueError):
        return None


def _until(moment: datetime) -> float:
    return max(0.0, ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - datetime.now(UTC)).total_seconds())
