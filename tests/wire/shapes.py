"""What may be sent, right and wrong, made from the models of rooms/protocol.py: their JSON schema as strategies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote_from_bytes

from hypothesis import strategies as st
from pydantic import BaseModel

Strategy = st.SearchStrategy[Any]
HOSTILE = [
    "", " ", "\x00", "a\x00b", "\ud800", "\udfff\ud83d", "\ufeff", "\u202e", "\u2028", "\U0010ffff", "é" * 300,
    "e" + "\u0301" * 200, "%s%n%00", "{0.__class__}", "${7*7}", "' or 1=1 --", "'; drop table events; --", "../../x",
    "<script>alert(1)</script>", "__proto__", "null", "NaN", "-1", "1e309", "0x10", "٣", "x" * 16_001, "🕯" * 4_001,
]  # fmt: skip
NUMBERS = [-1, 0, 1, 2**31 - 1, 2**31, 2**53 - 1, 2**53, 2**63 - 1, 2**63, 2**64, 10**30, -(2**63) - 1]
OWN = ("own passage", "own turn", "own host", "own guest", "own room", "own code", "own version")
"""What is there in the test's room; ``filled`` puts the real thing for it."""

texts: Strategy = st.sampled_from(HOSTILE) | st.text(st.characters(), max_size=40)
numbers: Strategy = st.sampled_from([*NUMBERS, "own passage", "own turn", "own version"]) | st.integers()
ids: Strategy = st.sampled_from(["own host", "own guest", "own room"]) | st.uuids().map(str)
anything: Strategy = st.recursive(
    st.none() | st.booleans() | numbers | st.floats() | texts | ids,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


def allowed(schema: Mapping[str, Any], defs: Mapping[str, Any]) -> Strategy:
    """Values of the kind that a schema asks for, also beyond its bounds: hostile, and often right."""
    if "$ref" in schema:
        return allowed(defs[schema["$ref"].rpartition("/")[2]], defs)
    if "anyOf" in schema:
        return st.one_of(*(allowed(one, defs) for one in schema["anyOf"]))
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema["type"]:
        case "object":
            fields = {name: allowed(field, defs) for name, field in schema["properties"].items()}
            needed = {name: fields.pop(name) for name in schema.get("required", ())}
            return st.fixed_dictionaries(needed, optional=fields)
        case "array":
            return st.lists(allowed(schema["items"], defs), max_size=3)
        case "string" if "pattern" in schema:
            return texts | st.sampled_from(["en", "pt-BR"])
        case "string":
            return ids if schema.get("format") == "uuid" else texts | st.just("Once.") | st.just("own code")
        case "integer":
            return numbers | st.integers(schema.get("minimum"), schema.get("maximum"))
        case "array":
            return st.lists(allowed(schema["items"], defs), max_size=3)
        case "boolean":
            return st.booleans()
        case "null":
            return st.none()
        case kind:
            raise NotImplementedError(kind)


def valid(model: type[BaseModel]) -> Strategy:
    schema = model.model_json_schema()
    return allowed(schema, schema.get("$defs", {}))


@st.composite
def spoiled(draw: st.DrawFn, model: type[BaseModel]) -> Any:
    """A message with one thing wrong: a field less, one more, one of another kind; or no message at all."""
    message = dict(draw(valid(model)))
    names = [*sorted(message), "another"]
    match draw(st.sampled_from(["less", "more", "other", "none"])):
        case "less":
            message.pop(draw(st.sampled_from(names)), None)
        case "more":
            message[draw(texts)] = draw(anything)
        case "other":
            message[draw(st.sampled_from(names))] = draw(anything)
        case _:
            return draw(anything)
    return message


def messages(model: type[BaseModel]) -> Strategy:
    return valid(model) | spoiled(model)


def filled(given: Any, own: Mapping[str, Any]) -> Any:
    """``given`` with what is really there in the place of each word of OWN."""
    match given:
        case str():
            return own.get(given, given)
        case list():
            return [filled(each, own) for each in given]
        case dict():
            return {filled(name, own): filled(each, own) for name, each in given.items()}
        case _:
            return given


segments: Strategy = st.one_of(
    st.sampled_from(["own room", "own code", "..", "%2e%2e%2f", "%00", "a" * 300, "a" * 5_000, "*", "index.html"]),
    st.uuids().map(str),
    st.binary(min_size=1, max_size=20).map(lambda data: quote_from_bytes(data, safe="")),
)
"""A part of a path."""
header_values: Strategy = st.sampled_from(
    ["", "x" * 4_000, "*/*", "bytes=0-,1-,2-", "bytes=9-1", "W/", "\xff"]
) | st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFF, exclude_characters="\x7f"), max_size=30)
