"""Providers of the product, as they reach a wire server."""

from __future__ import annotations

from collections.abc import Iterable

from engine.llm import Brief, Line, ModelProvider, Provider, Words
from engine.models import Models, read_models
from engine.outside import Patience
from engine.pieces import Access
from engine.providers import PROVIDERS, ProviderOptions

KEY = "sk-secret-of-the-test"
BRIEF = Brief(
    title="The lighthouse",
    premise="A lighthouse keeper finds that the lamp answers back.",
    language="en",
    genre="mystery",
    lines=(Line("Ana", "“Who is there?” asked Wilhelmina."),),
    people=("Ana", "Ben"),
    seed=11,
)


def base_url(name: str, address: str) -> str:
    """The SDKs of OpenAI want their ``/v1`` in it, Anthropic's adds its own."""
    return address if name == "anthropic" else f"{address}/v1"


def access(name: str, address: str, patience: Patience | None = None, models: Models | None = None) -> Access:
    return Access(models or read_models(), patience or Patience(), KEY, base_url(name, address))


def provider(name: str, address: str, patience: Patience | None = None, models: Models | None = None) -> ModelProvider:
    found: Provider = PROVIDERS[name](ProviderOptions(access={name: access(name, address, patience, models)}))
    assert isinstance(found, ModelProvider)
    return found


def text_of(heard: Iterable[object]) -> str:
    """The words among what was heard of a provider."""
    return "".join(piece.text for piece in heard if isinstance(piece, Words))
