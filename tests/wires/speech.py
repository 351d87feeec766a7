"""The three wire formats, as their providers send them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from engine.llm import Usage
from tests.wires.server import Status

CHUNK = {"id": "chat_1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
RECORD = json.dumps({"choices": ["Knock", "Wait"], "summary": "The lamp answers."})
READ, HELD, KEPT, KEPT_LONG, WROTE, THOUGHT = 60, 900, 40, 300, 25, 5
USED = Usage(READ, HELD, KEPT, KEPT_LONG, WROTE, THOUGHT)
USED_IN_CHAT = Usage(READ, HELD, 0, 0, WROTE, THOUGHT)


class Speech(Protocol):
    """How one API says things. ``end`` takes: done, called (a tool), cut, refused, filtered (by the server)."""

    name: str
    path: str
    used: Usage
    """What ``end`` says that was used, as we count."""

    def begin(self) -> bytes: ...
    def words(self, text: str) -> bytes: ...
    def ping(self) -> bytes: ...
    def record(self, text: str = RECORD, whole: bool = True) -> bytes: ...
    def end(self, how: str) -> bytes: ...
    def error(self, code: str) -> bytes: ...
    def refuse(self, status: int, code: str, message: str = "no", **headers: str) -> Status: ...
    def answer(self, text: str) -> Status: ...


def whole(speech: Speech, words: Iterable[str]) -> list[bytes]:
    """A complete passage with its record."""
    return [speech.begin(), *map(speech.words, words), speech.record(), speech.end("called")]


def _sse(data: Mapping[str, Any], event: str = "") -> bytes:
    named = f"event: {event}\n" if event else ""
    return f"{named}data: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


def _pieces(text: str) -> list[str]:
    return [text[at : at + 20] for at in range(0, len(text), 20)]


@dataclass
class Messages:
    name: str = "anthropic"
    path: str = "/v1/messages"
    used: Usage = USED

    def begin(self) -> bytes:
        usage = {
            "input_tokens": READ,
            "cache_read_input_tokens": HELD,
            "cache_creation_input_tokens": KEPT + KEPT_LONG,
            "cache_creation": {"ephemeral_5m_input_tokens": KEPT, "ephemeral_1h_input_tokens": KEPT_LONG},
            "output_tokens": 1,
        }
        message: dict[str, Any] = {
            "id": "msg_1", "type": "message", "role": "assistant", "model": "claude-sonnet-5-5", "content": [],
            "stop_reason": None, "stop_sequence": None, "usage": usage,
        }  # fmt: skip
        block = {"index": 0, "content_block": {"type": "text", "text": ""}}
        return self._event("message_start", message=message) + self._event("content_block_start", **block)

    def words(self, text: str) -> bytes:
        return self._event("content_block_delta", index=0, delta={"type": "text_delta", "text": text})

    def ping(self) -> bytes:
        return self._event("ping")

    def record(self, text: str = RECORD, whole: bool = True) -> bytes:
        block = {"type": "tool_use", "id": "toolu_1", "name": "record_beat", "input": {}}
        said = self._event("content_block_stop", index=0)
        said += self._event("content_block_start", index=1, content_block=block)
        for part in _pieces(text):
            delta = {"type": "input_json_delta", "partial_json": part}
            said += self._event("content_block_delta", index=1, delta=delta)
        return said + (self._event("content_block_stop", index=1) if whole else b"")

    def end(self, how: str) -> bytes:
        reasons = {"done": "end_turn", "called": "tool_use", "cut": "max_tokens"}
        delta = {"stop_reason": reasons.get(how, "refusal"), "stop_sequence": None}
        usage = {"output_tokens": WROTE, "output_tokens_details": {"thinking_tokens": THOUGHT}}
        return self._event("message_delta", delta=delta, usage=usage) + self._event("message_stop")

    def error(self, code: str) -> bytes:
        return self._event("error", error={"type": code, "message": "no"})

    def refuse(self, status: int, code: str, message: str = "no", **headers: str) -> Status:
        return Status(status, {"type": "error", "error": {"type": code, "message": message}}, _headers(headers))

    def answer(self, text: str) -> Status:
        usage = {"input_tokens": READ, "output_tokens": WROTE}
        content = [{"type": "text", "text": text}]
        return Status(
            200,
            {"id": "msg_2", "type": "message", "role": "assistant", "model": "claude-haiku-5-5", "content": content,
             "stop_reason": "end_turn", "stop_sequence": None, "usage": usage},
        )  # fmt: skip

    @staticmethod
    def _event(kind: str, **fields: Any) -> bytes:
        return _sse({"type": kind, **fields}, kind)


@dataclass
class Responses:
    name: str = "openai"
    path: str = "/v1/responses"
    used: Usage = USED

    def _response(self, status: str, **fields: Any) -> dict[str, Any]:
        return {
            "id": "resp_1", "object": "response", "created_at": 1, "model": "gpt-6.1-terra", "status": status,
            "output": [], "tools": [], "tool_choice": "auto", "parallel_tool_calls": False, "error": None,
            "incomplete_details": None, "instructions": None, "metadata": {}, "temperature": 1, "top_p": 1,
            "usage": None, **fields,
        }  # fmt: skip

    def begin(self) -> bytes:
        item = {"id": "msg_1", "type": "message", "role": "assistant", "status": "in_progress", "content": []}
        place: dict[str, Any] = {"output_index": 0, "content_index": 0, "item_id": "msg_1"}
        part = {"type": "output_text", "text": "", "annotations": []}
        return (
            self._event("response.created", response=self._response("in_progress"))
            + self._event("response.output_item.added", output_index=0, item=item)
            + self._event("response.content_part.added", part=part, **place)
        )

    def words(self, text: str) -> bytes:
        place = {"output_index": 0, "content_index": 0, "item_id": "msg_1", "logprobs": []}
        return self._event("response.output_text.delta", delta=text, **place)

    def _told(self) -> bytes:
        """The message is over."""
        item = {"id": "msg_1", "type": "message", "role": "assistant", "status": "completed", "content": []}
        return self._event("response.output_item.done", output_index=0, item=item)

    def ping(self) -> bytes:
        return b": still here\n\n"

    def record(self, text: str = RECORD, whole: bool = True) -> bytes:
        item = {"id": "fc_1", "type": "function_call", "call_id": "call_1", "name": "record_beat"}
        adding = item | {"arguments": "", "status": "in_progress"}
        said = self._told() + self._event("response.output_item.added", output_index=1, item=adding)
        said += b"".join(
            self._event("response.function_call_arguments.delta", item_id="fc_1", output_index=1, delta=part)
            for part in _pieces(text)
        )
        status = "completed" if whole else "incomplete"
        done = self._event(
            "response.output_item.done", output_index=1, item=item | {"arguments": text, "status": status}
        )
        return said + done

    def end(self, how: str) -> bytes:
        usage = {
            "input_tokens": READ + HELD + KEPT + KEPT_LONG,
            "input_tokens_details": {
                "cached_tokens": HELD,
                "cache_write_tokens": KEPT + KEPT_LONG,
                "cache_write_tokens_details": {"ttl_30m_tokens": KEPT, "ttl_12h_tokens": KEPT_LONG},
            },
            "output_tokens": WROTE,
            "output_tokens_details": {"reasoning_tokens": THOUGHT},
            "total_tokens": READ + HELD + KEPT + KEPT_LONG + WROTE,
        }
        if how in ("cut", "filtered"):
            why = {"reason": "max_output_tokens" if how == "cut" else "content_filter"}
            response = self._response("incomplete", usage=usage, incomplete_details=why)
            return self._event("response.incomplete", response=response)
        said = b""
        if how == "refused":
            place = {"output_index": 0, "content_index": 0, "item_id": "msg_1"}
            part = {"type": "refusal", "refusal": ""}
            place["content_index"] = 1
            said = self._event("response.content_part.added", part=part, **place)
            said += self._event("response.refusal.delta", delta="I will not write this.", **place)
        if how != "called":
            said += self._told()
        return said + self._event("response.completed", response=self._response("completed", usage=usage))

    def error(self, code: str) -> bytes:
        return self._event("error", code=code, message="no", param=None)

    def refuse(self, status: int, code: str, message: str = "no", **headers: str) -> Status:
        return _openai_refusal(status, code, message, headers)

    def answer(self, text: str) -> Status:
        content = [{"type": "output_text", "text": text, "annotations": []}]
        item = {"id": "msg_1", "type": "message", "role": "assistant", "status": "completed", "content": content}
        usage = {
            "input_tokens": READ, "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
            "output_tokens": WROTE, "output_tokens_details": {"reasoning_tokens": 0}, "total_tokens": READ + WROTE,
        }  # fmt: skip
        return Status(200, self._response("completed", output=[item], usage=usage))

    @staticmethod
    def _event(kind: str, **fields: Any) -> bytes:
        return _sse({"type": kind, "sequence_number": 1, **fields}, kind)


@dataclass
class Chat:
    name: str = "compatible"
    path: str = "/v1/chat/completions"
    used: Usage = USED_IN_CHAT

    def _chunk(self, delta: dict[str, Any], reason: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": reason, "logprobs": None}
        return _sse(CHUNK | {"choices": [choice]})

    def begin(self) -> bytes:
        return self._chunk({"role": "assistant", "content": ""})

    def words(self, text: str) -> bytes:
        return self._chunk({"content": text})

    def ping(self) -> bytes:
        return b": still here\n\n"

    def record(self, text: str = RECORD, whole: bool = True) -> bytes:
        call: dict[str, Any] = {"index": 0, "id": "call_1", "type": "function"}
        said = self._chunk({"tool_calls": [call | {"function": {"name": "record_beat", "arguments": ""}}]})
        for part in _pieces(text):
            said += self._chunk({"tool_calls": [{"index": 0, "function": {"arguments": part}}]})
        return said

    def end(self, how: str) -> bytes:
        reasons = {"called": "tool_calls", "cut": "length", "filtered": "content_filter"}
        said = self._chunk({"refusal": "I will not write this."}) if how == "refused" else b""
        said += self._chunk({}, reasons.get(how, "stop"))
        usage = {
            "prompt_tokens": READ + HELD, "prompt_tokens_details": {"cached_tokens": HELD}, "completion_tokens": WROTE,
            "completion_tokens_details": {"reasoning_tokens": THOUGHT}, "total_tokens": READ + HELD + WROTE,
        }  # fmt: skip
        return said + _sse(CHUNK | {"choices": [], "usage": usage}) + b"data: [DONE]\n\n"

    def error(self, code: str) -> bytes:
        return _sse({"error": {"message": "no", "type": code, "code": code}})

    def refuse(self, status: int, code: str, message: str = "no", **headers: str) -> Status:
        return _openai_refusal(status, code, message, headers)

    def answer(self, text: str) -> Status:
        message = {"role": "assistant", "content": text, "refusal": None}
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        usage = {"prompt_tokens": READ, "completion_tokens": WROTE, "total_tokens": READ + WROTE}
        kind = {"id": "chat_2", "object": "chat.completion", "created": 1, "model": "m"}
        return Status(200, kind | {"choices": [choice], "usage": usage})


def _openai_refusal(status: int, code: str, message: str, headers: dict[str, str]) -> Status:
    return Status(status, {"error": {"message": message, "type": code, "code": code, "param": None}}, _headers(headers))


def _headers(given: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in given.items()}


SPEECHES: dict[str, Speech] = {speech.name: speech for speech in (Messages(), Responses(), Chat())}
