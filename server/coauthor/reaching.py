"""The co-author of the settings: who can be reached, and in which order they are asked."""

from __future__ import annotations

from pathlib import Path

from engine.coauthor import Coauthor, Tell, nobody
from engine.llm_improv import Improv
from engine.models import Models, Roles, read_models
from engine.outside import Patience, checked_url
from engine.pieces import Access
from engine.providers import ProviderOptions, in_order, reached
from rooms.protocol import OwnLanguage
from rooms.settings import Settings


def coauthor_of(settings: Settings, watch: Tell = nobody) -> Coauthor:
    """
    Raises:
        ValueError: a setting of the co-author is wrong; says which, and why.
    """
    options = options_of(settings)
    return Coauthor(in_order(names_of(settings, options), options), patience_of(settings), watch)


def names_of(settings: Settings, options: ProviderOptions) -> tuple[str, ...]:
    """Who is asked, in which order. Raises as ``coauthor_of``."""
    try:
        return reached(settings.coauthor, options)
    except ValueError as error:
        raise ValueError(f"ROUNDTALE_COAUTHOR: {error}") from None


def first_of(settings: Settings) -> str:
    """Who is asked first: what the page says that its co-author is. Raises as ``coauthor_of``."""
    return names_of(settings, options_of(settings))[0]


def models_reached(settings: Settings) -> tuple[str, ...]:
    """Those of them who are asked models, in their order: where a draft may go. Raises as ``coauthor_of``."""
    options = options_of(settings)
    return tuple(name for name in names_of(settings, options) if name in options.access)


def languages_of(settings: Settings) -> tuple[OwnLanguage, ...]:
    """Those that somebody here can write in; none named: any. Raises as ``coauthor_of``."""
    few = set(names_of(settings, options_of(settings))) == {Improv.name}
    return tuple(sorted(Improv.speaks)) if few else ()


def patience_of(settings: Settings) -> Patience:
    return Patience(first_word=settings.coauthor_first_word_seconds, gap=settings.coauthor_gap_seconds)


def options_of(settings: Settings) -> ProviderOptions:
    """A provider with a key can be reached; a compatible endpoint needs its address alone."""
    models = models_of(settings)
    patience = patience_of(settings)
    access = {}
    for name, key, url in (
        ("anthropic", settings.anthropic_key, settings.anthropic_url),
        ("openai", settings.openai_key, settings.openai_url),
        ("compatible", settings.compatible_key, settings.compatible_url),
    ):
        if url:
            _check(f"ROUNDTALE_{name.upper()}_URL", url)
        if url if name == "compatible" else key.get_secret_value():
            access[name] = Access(models, patience, key.get_secret_value(), url)
    return ProviderOptions(settings.coauthor_words_per_second, access)


def models_of(settings: Settings) -> Models:
    try:
        models = read_models(Path(settings.models) if settings.models else None)
    except ValueError as error:
        raise ValueError(f"ROUNDTALE_MODELS: {error}") from None
    name = settings.compatible_model
    if not name:
        return models
    return models.model_copy(update={"compatible": Roles(narrator=name, premium=name, utility=name)})


def _check(variable: str, url: str) -> None:
    try:
        checked_url(url)
    except ValueError as error:
        raise ValueError(f"{variable}: {error}") from None
