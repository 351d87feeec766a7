"""Reading what clients send: the frame of a plain command, an event that python-socketio decoded, and what is wrong."""

from __future__ import annotations

import re
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticSerializationError, to_json

from rooms.errors import BadMessage, Refused, UnknownCommand
from rooms.protocol import COMMANDS, Command, Refusal

M = TypeVar("M", bound=BaseModel)
PLAIN = re.compile(rb'42(\d{1,9}|)\["([a-z]+\.[a-z_]+)",(\{.*\})\]', re.DOTALL)
"""A Socket.IO event (42), its ack id, a command's name and one object. What looks different takes the long way."""


def plain(frame: bytes) -> tuple[int | None, type[Command], bytes] | None:
    """The ack id, model and JSON of a plain command; None where python-socketio has to look at the frame."""
    found = PLAIN.fullmatch(frame)
    model = COMMANDS.get(found[2].decode()) if found else None
    if found is None or model is None:
        return None
    return int(found[1]) if found[1] else None, model, found[3]


def event(namespace: str | None, data: Any) -> tuple[str, Any]:
    """The command and its payload in an event that python-socketio decoded.

    Raises:
        Refused: it is not a command of ours.
    """
    if not isinstance(data, list) or not data or not isinstance(data[0], str):
        raise BadMessage(field="message", problem="is not an event with a name")
    if namespace not in (None, "/") or data[0] not in COMMANDS:
        raise UnknownCommand
    if len(data) != 2:
        raise BadMessage(field=data[0], problem="takes one object")
    return data[0], data[1]


def read(model: type[M], payload: Any) -> M:
    """Strict, from JSON again: decoded dicts would turn UUID strings into refusals.

    Raises:
        BadMessage: naming the field.
    """
    try:
        return model.model_validate_json(to_json(payload))
    except ValidationError as error:
        raise problem_in(error) from None
    except (PydanticSerializationError, ValueError, RecursionError):
        raise BadMessage(field="message", problem="is not JSON that can be stored") from None


def is_no_json(error: ValidationError) -> bool:
    return error.errors(include_url=False, include_input=False)[0]["type"] == "json_invalid"


def problem_in(error: ValidationError) -> BadMessage:
    """What is wrong and where, without repeating what was sent."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    return BadMessage(field=".".join(str(part) for part in first["loc"]) or "message", problem=first["msg"])


def refusal_of(refused: Refused) -> Refusal:
    return Refusal(code=refused.code(), args=refused.args_for_page, message=refused.message())
