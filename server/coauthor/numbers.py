"""What operators see of providers at /metrics."""

from __future__ import annotations

from functools import partial

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from engine.coauthor import Attempt, Coauthor


class CoauthorNumbers:
    def __init__(self, registry: CollectorRegistry) -> None:
        self._attempts = Counter(
            "roundtale_coauthor_attempts",
            "Requests to providers by outcome.",
            ["provider", "outcome"],
            registry=registry,
        )
        self._first_word = Histogram(
            "roundtale_coauthor_first_word_seconds",
            "From asking a provider to its first word.",
            ["provider"],
            buckets=(0.1, 0.3, 0.5, 1, 2, 4, 8, 12),
            registry=registry,
        )
        self._up = Gauge("roundtale_provider_up", "1 while a provider is asked.", ["provider"], registry=registry)

    def attempt(self, attempt: Attempt) -> None:
        """One request to a provider is over."""
        self._attempts.labels(attempt.provider, attempt.outcome).inc()
        if attempt.first is not None:
            self._first_word.labels(attempt.provider).observe(attempt.first)

    def watch(self, coauthor: Coauthor) -> None:
        """Its health is read when asked for."""
        for name in coauthor.health:
            self._up.labels(name).set_function(partial(_is_up, coauthor, name))


def _is_up(coauthor: Coauthor, provider: str) -> float:
    return coauthor.health[provider] == "up"
