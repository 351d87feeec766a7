"""Anthropic: the Messages API."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from typing import Any

from anthropic import AsyncAnthropic

from engine.beat import RECORD_BEAT
from engine.faults import in_stream, told_as_ours
from engine.llm import Answer, Brief, Ending, Piece, Prompt, Question, Recording, Role, Usage, Words
from engine.models import Model
from engine.outside import http_client
from engine.pieces import RECORD, Access, answer, number, pieces, stranger
from engine.prompt import prompt_of

HOME = "https://api.anthropic.com"
HOUR = {"type": "ephemeral", "ttl": "1h"}
MINUTES = {"type": "ephemeral", "ttl": "5m"}
REASONS: dict[str, str] = {
    "end_turn": "done",
    "stop_sequence": "done",
    "tool_use": "done",
    "refusal": "refused",
}
"""All others mean that something is missing."""


class Anthropic:
    name = "anthropic"

    def __init__(self, access: Access, compose: Callable[[Brief], Prompt] = prompt_of) -> None:
        self._access = access
        self._compose = compose
        self._client = AsyncAnthropic(
            api_key=access.key,
            base_url=access.base_url or HOME,
            max_retries=0,
            http_client=http_client(access.base_url, access.patience),
        )

    def model(self, role: Role) -> str:
        return self._access.models.anthropic.name(role)

    async def write(self, brief: Brief) -> AsyncGenerator[Piece, None]:
        name = self.model(brief.role)
        body = body_of(self._compose(brief), name, self._access.models.model(name))
        request = self._client.messages.with_streaming_response.create(**body, stream=True)
        async with aclosing(pieces(self.name, name, request, Reading())) as found:
            async for piece in found:
                yield piece

    async def ask(self, question: Question) -> Answer:
        name = self.model(question.role)
        with told_as_ours():
            said = await self._client.messages.create(
                model=name,
                max_tokens=question.most_tokens,
                system=question.rules,
                messages=[{"role": "user", "content": question.text}],
                output_config={"format": {"type": "json_schema", "schema": question.schema}},
                metadata={"user_id": stranger(question.story_id)},
            )
            text = "".join(block.text for block in said.content if block.type == "text")
            return answer(text, said.stop_reason == "end_turn", usage_of(said.usage.to_dict()), said.id)

    async def aclose(self) -> None:
        await self._client.close()


def body_of(prompt: Prompt, name: str, model: Model) -> dict[str, Any]:
    """The request. What lasts an hour stands before what lasts minutes, as the API wants it."""
    people = [_block(text) for text in prompt.before]
    messages: list[dict[str, Any]] = []
    for said in prompt.told:
        if said.by == "coauthor":
            messages += [{"role": "user", "content": people}, {"role": "assistant", "content": [_block(said.text)]}]
            people = []
        else:
            people.append(_block(said.text))
    system = [_block(text) for text in (prompt.rules, prompt.story) if text]
    if model.cache:
        _mark(system, people, prompt, messages)
    messages.append({"role": "user", "content": [*people, *([_block(prompt.now)] if prompt.now else [])]})
    body: dict[str, Any] = {
        "model": name,
        "max_tokens": prompt.most_tokens,
        "system": system,
        "messages": messages,
        "metadata": {"user_id": stranger(prompt.story_id)},
    }
    if model.effort and model.effort != "none":
        body["output_config"] = {"effort": model.effort}
    if model.thinking:
        body["thinking"] = {"type": model.thinking}
    if prompt.records and model.tools:
        tool = {"name": RECORD, "description": RECORD_BEAT.get("description", ""), "input_schema": RECORD_BEAT}
        body["tools"] = [{**tool, "eager_input_streaming": True, **({"strict": True} if model.strict else {})}]
        body["tool_choice"] = {"type": "auto", "disable_parallel_tool_use": True}
    return body


def _mark(system: list[Any], people: list[Any], prompt: Prompt, messages: list[Any]) -> None:
    """Where the cached prefixes end: rules, story, the last summary, the last that is told."""
    for block in system:
        block["cache_control"] = HOUR
    first = messages[0]["content"] if messages else people
    if prompt.before:
        first[len(prompt.before) - 1]["cache_control"] = MINUTES
    last = people or (messages[-1]["content"] if messages else [])
    if last:
        last[-1]["cache_control"] = MINUTES


def _block(text: str) -> dict[str, Any]:
    return {"type": "text", "text": text}


def usage_of(told: dict[str, Any]) -> Usage:
    """``input_tokens`` leaves out what came from the cache or went there."""
    long = number(told, "cache_creation", "ephemeral_1h_input_tokens")
    return Usage(
        fresh=number(told, "input_tokens"),
        cache_read=number(told, "cache_read_input_tokens"),
        cache_write=number(told, "cache_creation_input_tokens") - long,
        cache_write_long=long,
        out=number(told, "output_tokens"),
        thought=number(told, "output_tokens_details", "thinking_tokens"),
    )


class Reading:
    def __init__(self) -> None:
        self.request = ""
        self.usage: Usage | None = None
        self.over = False
        self._counts: dict[str, Any] = {}
        self._reason = ""
        self._record = ""
        self._kinds: dict[int, str] = {}
        self._whole = False

    def take(self, event: dict[str, Any]) -> Words | Recording | None:
        match event.get("type"):
            case "message_start":
                self.request = event["message"]["id"]
                self._count(event["message"].get("usage", {}))
            case "content_block_start":
                block = event["content_block"]
                self._kinds[event["index"]] = block.get("name") or block["type"]
                return Recording() if block.get("name") == RECORD else None
            case "content_block_delta":
                return self._delta(event["index"], event["delta"])
            case "content_block_stop":
                self._whole = self._whole or self._kinds.get(event["index"]) == RECORD
            case "message_delta":
                self._reason = event["delta"].get("stop_reason") or ""
                self._count(event.get("usage", {}))
            case "message_stop":
                self.over = True
            case "error":
                raise in_stream(event)
            case _:
                pass
        return None

    def _count(self, told: dict[str, Any]) -> None:
        """Later counts are totals, and stand for the ones before."""
        self._counts |= {name: count for name, count in told.items() if count is not None}
        self.usage = usage_of(self._counts)

    def _delta(self, index: int, delta: dict[str, Any]) -> Words | Recording | None:
        match delta.get("type"):
            case "text_delta":
                return Words(delta["text"])
            case "input_json_delta" if self._kinds.get(index) == RECORD and not self._whole:
                self._record += delta["partial_json"]
                return Recording()
            case _:
                return None

    def ending(self) -> Ending | None:
        """Half a record may look like a shorter whole one (fact 5): it counts when its block ended and is why."""
        if not self._reason:
            return None
        record = self._record if self._whole and self._reason == "tool_use" else ""
        reason: Any = REASONS.get(self._reason, "cut")
        return Ending(reason, record=record, usage=self.usage, request=self.request)
