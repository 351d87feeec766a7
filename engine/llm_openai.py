"""OpenAI: the Responses API. Nothing is stored there: ``store=False`` (fact 9 of the note)."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from typing import Any

from openai import AsyncOpenAI

from engine.beat import RECORD_BEAT
from engine.faults import in_stream, told_as_ours
from engine.llm import Answer, Brief, Ending, Piece, Prompt, Question, Recording, Role, Usage, Words
from engine.models import Model
from engine.outside import http_client
from engine.pieces import RECORD, Access, answer, guessed, number, pieces, stranger
from engine.prompt import prompt_of

HOME = "https://api.openai.com/v1"
MODERATION = "omni-moderation-latest"
BREAK = {"prompt_cache_breakpoint": {"mode": "explicit"}}


class OpenAI:
    name = "openai"

    def __init__(self, access: Access, compose: Callable[[Brief], Prompt] = prompt_of) -> None:
        self._access = access
        self._compose = compose
        self._client = AsyncOpenAI(
            api_key=access.key,
            base_url=access.base_url or HOME,
            max_retries=0,
            http_client=http_client(access.base_url, access.patience),
        )

    def model(self, role: Role) -> str:
        return self._access.models.openai.name(role)

    async def write(self, brief: Brief) -> AsyncGenerator[Piece, None]:
        name, prompt = self.model(brief.role), self._compose(brief)
        body = body_of(prompt, name, self._access.models.model(name))
        request = self._client.responses.with_streaming_response.create(**body, stream=True)
        async with aclosing(pieces(self.name, name, request, Reading(guessed(prompt)))) as found:
            async for piece in found:
                yield piece

    async def ask(self, question: Question) -> Answer:
        name = self.model(question.role)
        form: Any = {"type": "json_schema", "name": "answer", "schema": question.schema, "strict": True}
        with told_as_ours():
            said = await self._client.responses.create(
                model=name,
                instructions=question.rules,
                input=question.text,
                max_output_tokens=question.most_tokens,
                text={"format": form},
                store=False,
                safety_identifier=stranger(question.story_id),
            )
            usage = usage_of(said.usage.to_dict() if said.usage else {})
            return answer(said.output_text, said.status == "completed" and bool(said.output_text), usage, said.id)

    async def scores(self, text: str) -> Mapping[str, float]:
        with told_as_ours():
            judged = await self._client.moderations.create(model=MODERATION, input=text)
            return judged.results[0].category_scores.to_dict(use_api_names=True)  # type: ignore[return-value]

    async def aclose(self) -> None:
        await self._client.close()


def body_of(prompt: Prompt, name: str, model: Model) -> dict[str, Any]:
    body: dict[str, Any] = {
        "model": name,
        "instructions": prompt.rules,
        "input": _input(prompt, model),
        "max_output_tokens": prompt.most_tokens,
        "store": False,
        "safety_identifier": stranger(prompt.story_id),
        "stream_options": {"include_obfuscation": False},
    }
    if model.cache:
        body["prompt_cache_key"] = f"story:{prompt.story_id}"
        body["prompt_cache_options"] = {"mode": "explicit", "ttl": "30m"}
    if model.effort:
        body["reasoning"] = {"effort": model.effort}
    if prompt.records and model.tools:
        tool = {"type": "function", "name": RECORD, "description": RECORD_BEAT.get("description", "")}
        body["tools"] = [{**tool, "parameters": RECORD_BEAT, "strict": model.strict}]
        body["tool_choice"], body["parallel_tool_calls"] = "auto", False
    return body


def _input(prompt: Prompt, model: Model) -> list[dict[str, Any]]:
    """Messages, with breakpoints after the story, the last summary, and the last that is told."""
    mark = BREAK if model.cache else {}
    items = [{"role": "developer", "content": [_part(prompt.story) | mark]}] if prompt.story else []
    people = [_part(text) for text in prompt.before]
    if people:
        people[-1] |= mark
    for said in prompt.told:
        if said.by == "coauthor":
            items += [{"role": "user", "content": people}, {"role": "assistant", "content": said.text}]
            people = []
        else:
            people.append(_part(said.text))
    if people:
        people[-1] |= mark
    items.append({"role": "user", "content": [*people, *([_part(prompt.now)] if prompt.now else [])]})
    return items


def _part(text: str) -> dict[str, Any]:
    return {"type": "input_text", "text": text}


def usage_of(told: dict[str, Any]) -> Usage:
    """``input_tokens`` holds what came from the cache and what went there."""
    read = number(told, "input_tokens_details", "cached_tokens")
    written = number(told, "input_tokens_details", "cache_write_tokens")
    long = number(told, "input_tokens_details", "cache_write_tokens_details", "ttl_12h_tokens")
    return Usage(
        fresh=number(told, "input_tokens") - read - written,
        cache_read=read,
        cache_write=written - long,
        cache_write_long=long,
        out=number(told, "output_tokens"),
        thought=number(told, "output_tokens_details", "reasoning_tokens"),
    )


class Reading:
    def __init__(self, guess: Usage) -> None:
        self.request = ""
        self.usage: Usage | None = guess
        self.over = False
        self._refused = False
        self._record = ""
        self._response: dict[str, Any] = {}

    def take(self, event: dict[str, Any]) -> Words | Recording | None:
        match event.get("type"):
            case "response.created":
                self.request = event["response"]["id"]
            case "response.output_text.delta":
                return Words(event["delta"])
            case "response.refusal.delta":
                self._refused = True
            case "response.function_call_arguments.delta":
                return Recording()
            case "response.output_item.done":
                self._done(event["item"])
            case "response.completed" | "response.incomplete":
                self._response, self.over = event["response"], True
            case "response.failed":
                raise in_stream(event["response"])
            case "error":
                raise in_stream(event)
            case _:
                pass
        return None

    def _done(self, item: dict[str, Any]) -> None:
        """``status``: a call that was cut is incomplete."""
        if item["type"] == "function_call" and item["name"] == RECORD and item.get("status") == "completed":
            self._record = self._record or item["arguments"]

    def ending(self) -> Ending | None:
        if not self._response:
            return None
        reason: Any = "done"
        if self._response["status"] != "completed":
            why = (self._response.get("incomplete_details") or {}).get("reason")
            reason = "refused" if why == "content_filter" else "cut"
        told = self._response.get("usage")
        return Ending(
            "refused" if self._refused else reason,
            record=self._record if reason == "done" and not self._refused else "",
            usage=usage_of(told) if told else self.usage,
            request=self._response["id"],
        )
