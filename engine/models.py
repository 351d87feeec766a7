"""Which models there are: names by role, what each takes, and what it costs since when. The data: models.toml."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from engine.llm import Role, Usage

OURS = Path(__file__).with_name("models.toml")
MILLION = 1_000_000
Dollars = Annotated[Decimal, Field(ge=0)]


class Table(BaseModel):
    """A part of a file that operators may replace."""

    model_config = ConfigDict(frozen=True, extra="forbid")


T = TypeVar("T", bound=Table)


class Price(Table):
    """Dollars for a million tokens of each kind, from a day on."""

    since: datetime.date = Field(alias="from")
    fresh: Dollars
    cache_read: Dollars
    cache_write: Dollars
    cache_write_long: Dollars
    out: Dollars

    def of(self, usage: Usage) -> Decimal:
        """Dollars that something cost."""
        kinds = ("fresh", "cache_read", "cache_write", "cache_write_long", "out")
        return sum((getattr(self, kind) * getattr(usage, kind) for kind in kinds), Decimal()) / MILLION


class Model(Table):
    """What a model takes."""

    effort: Literal["none", "low", "medium", "high"] | None = None
    thinking: Literal["disabled", "adaptive"] | None = None
    tools: bool = True
    strict: bool = False
    cache: bool = False
    prices: tuple[Price, ...] = ()


class Roles(Table):
    narrator: str
    premium: str
    utility: str

    def name(self, role: Role) -> str:
        return str(getattr(self, role))


class OpenAIRoles(Roles):
    image: str = ""
    """Makes pictures. Empty: none are asked for."""


class Models(Table):
    """The whole file."""

    anthropic: Roles
    openai: OpenAIRoles
    compatible: Roles
    models: Mapping[str, Model] = {}

    def model(self, name: str) -> Model:
        """One that is not in the file takes nothing special, and nobody knows its price."""
        return self.models.get(name, Model())

    def price(self, name: str, day: datetime.date) -> Price | None:
        """The one that holds on a day. None: unknown, which is not nothing."""
        held = [price for price in self.model(name).prices if price.since <= day]
        return max(held, key=lambda price: price.since, default=None)


def read_models(path: Path | None = None) -> Models:
    """The operator's file, or ours.

    Raises:
        ValueError: what is wrong with it, in words.
    """
    return read_table(path or OURS, Models)


def read_table(file: Path, kind: type[T]) -> T:
    """
    Raises:
        ValueError: what is wrong with the file, in words.
    """
    try:
        return kind.model_validate(tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal))
    except OSError as error:
        raise ValueError(f"{file} cannot be read: {error.strerror}") from None
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{file} is no TOML: {error}") from None
    except ValidationError as error:
        wrong = error.errors()[0]
        raise ValueError(f"{file}: {'.'.join(map(str, wrong['loc']))}: {wrong['msg']}") from None
