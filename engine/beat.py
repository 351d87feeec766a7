"""What a model records of the passage that it wrote."""

from __future__ import annotations

from typing import Any

RECORD_BEAT: dict[str, Any] = {
    "type": "object",
    "description": "Record what the passage that you just wrote changed. Once, after the prose.",
    "properties": {"choices": {"type": "array", "items": {"type": "string"}}, "summary": {"type": "string"}},
    "required": ["choices", "summary"],
    "additionalProperties": False,
}
