"""Everything that can write for the house. A new provider is one file and one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.llm import Provider
from engine.llm_improv import Improv


@dataclass(frozen=True, slots=True)
class ProviderOptions:
    """What providers need from the settings, as plain values."""

    words_per_second: float = 14.0
    """The pace of providers that have their words at once."""


PROVIDERS: dict[str, Callable[[ProviderOptions], Provider]] = {
    "improv": lambda options: Improv(options.words_per_second),
}
