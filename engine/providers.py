"""Everything that can write for the house. A new provider is one file and one line here.

A provider's SDK is imported when there is a key for it: they cost 70 MB and two seconds of a core.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from engine.llm import Provider
from engine.llm_improv import Improv
from engine.pieces import Access


@dataclass(frozen=True, slots=True)
class ProviderOptions:
    """What providers need from the settings, as plain values."""

    words_per_second: float = 14.0
    """The pace of providers that have their words at once."""
    access: Mapping[str, Access] = field(default_factory=dict)
    """By provider; only those that can be reached are in it."""


def _anthropic(options: ProviderOptions) -> Provider:
    from engine.llm_anthropic import Anthropic

    return Anthropic(options.access["anthropic"])


def _openai(options: ProviderOptions) -> Provider:
    from engine.llm_openai import OpenAI

    return OpenAI(options.access["openai"])


def _compatible(options: ProviderOptions) -> Provider:
    from engine.llm_compatible import Compatible

    return Compatible(options.access["compatible"])


PROVIDERS: dict[str, Callable[[ProviderOptions], Provider]] = {
    "anthropic": _anthropic,
    "openai": _openai,
    "compatible": _compatible,
    "improv": lambda options: Improv(options.words_per_second),
}


def reached(names: Iterable[str], options: ProviderOptions) -> tuple[str, ...]:
    """Those of the names that can be reached, in that order; without any, improv.

    Raises:
        ValueError: there is no such provider.
    """
    wanted = tuple(dict.fromkeys(names))
    if unknown := [name for name in wanted if name not in PROVIDERS]:
        raise ValueError(f"there is no provider {unknown[0]}; there are {', '.join(PROVIDERS)}")
    return tuple(name for name in wanted if name == "improv" or name in options.access) or ("improv",)


def in_order(names: Iterable[str], options: ProviderOptions) -> tuple[Provider, ...]:
    """The providers of ``reached``, ready to write."""
    return tuple(PROVIDERS[name](options) for name in reached(names, options))
