"""Any endpoint that speaks OpenAI's Chat Completions: a model server at home, or another provider's compatible one.

Only what all of them take is sent. Where a server does not know tools, say so in the models file (``tools = false``):
the beat is then recorded by whoever repairs it.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from typing import Any

from openai import AsyncOpenAI

from engine.beat import RECORD_BEAT
from engine.faults import in_stream, told_as_ours
from engine.llm import Answer, Brief, Ending, Piece, Prompt, ProviderFault, Question, Recording, Role, Usage, Words
from engine.models import Model
from engine.outside import http_client
from engine.pieces import DONE, RECORD, Access, answer, guessed, number, pieces
from engine.prompt import prompt_of

REASONS: dict[str, str] = {"stop": "done", "tool_calls": "done", "content_filter": "refused"}


class Compatible:
    name = "compatible"

    def __init__(self, access: Access, compose: Callable[[Brief], Prompt] = prompt_of) -> None:
        if not access.base_url:
            raise ValueError("a compatible endpoint needs its address")
        self._access = access
        self._compose = compose
        self._client = AsyncOpenAI(
            api_key=access.key or "none",
            base_url=access.base_url,
            max_retries=0,
            http_client=http_client(access.base_url, access.patience),
        )

    def model(self, role: Role) -> str:
        return self._access.models.compatible.name(role)

    async def write(self, brief: Brief) -> AsyncGenerator[Piece, None]:
        name, prompt = self.model(brief.role), self._compose(brief)
        body = body_of(prompt, name, self._access.models.model(name))
        request = self._client.chat.completions.with_streaming_response.create(**body, stream=True)
        async with aclosing(pieces(self.name, name, request, Reading(guessed(prompt)))) as found:
            async for piece in found:
                yield piece

    async def ask(self, question: Question) -> Answer:
        schema: Any = {"name": "answer", "schema": question.schema, "strict": True}
        with told_as_ours():
            said = await self._client.chat.completions.create(
                model=self.model(question.role),
                messages=[{"role": "system", "content": question.rules}, {"role": "user", "content": question.text}],
                max_tokens=question.most_tokens,
                response_format={"type": "json_schema", "json_schema": schema},
            )
            if not said.choices:
                raise ProviderFault("broken")
            choice, usage = said.choices[0], usage_of(said.usage.to_dict() if said.usage else {})
            text = choice.message.content or ""
            return answer(text, choice.finish_reason == "stop" and bool(text), usage, said.id)

    async def aclose(self) -> None:
        await self._client.close()


def body_of(prompt: Prompt, name: str, model: Model) -> dict[str, Any]:
    """One system message and plain strings, people and co-author in turn: some servers take nothing else."""
    messages = [{"role": "system", "content": f"{prompt.rules}\n\n{prompt.story}".strip()}]
    people = list(prompt.before)
    for said in prompt.told:
        if said.by == "coauthor":
            messages += [_said("user", people), _said("assistant", [said.text])]
            people = []
        else:
            people.append(said.text)
    messages.append(_said("user", [*people, *([prompt.now] if prompt.now else [])]))
    body: dict[str, Any] = {
        "model": name,
        "messages": messages,
        "max_tokens": prompt.most_tokens,
        "stream_options": {"include_usage": True},
    }
    if prompt.records and model.tools:
        tool = {"name": RECORD, "description": RECORD_BEAT.get("description", ""), "parameters": RECORD_BEAT}
        body["tools"] = [{"type": "function", "function": tool | ({"strict": True} if model.strict else {})}]
    return body


def _said(role: str, texts: list[str]) -> dict[str, str]:
    return {"role": role, "content": "\n\n".join(texts)}


def usage_of(told: dict[str, Any]) -> Usage:
    read = number(told, "prompt_tokens_details", "cached_tokens")
    return Usage(
        fresh=number(told, "prompt_tokens") - read,
        cache_read=read,
        out=number(told, "completion_tokens"),
        thought=number(told, "completion_tokens_details", "reasoning_tokens"),
    )


class Reading:
    """What was used comes after the reason, and ``[DONE]`` after that."""

    def __init__(self, guess: Usage) -> None:
        self.request = ""
        self.usage: Usage | None = guess
        self.over = False
        self._reason = ""
        self._refused = False
        self._record = ""

    def take(self, event: dict[str, Any]) -> Words | Recording | None:
        if event is DONE:
            self.over = True
        if event.get("error"):
            raise in_stream(event)
        if event.get("usage"):
            self.usage = usage_of(event["usage"])
        self.request = self.request or event.get("id") or ""
        choice: dict[str, Any] = next(iter(event.get("choices") or ()), {})
        self._reason = choice.get("finish_reason") or self._reason
        delta = choice.get("delta") or {}
        self._refused = self._refused or bool(delta.get("refusal"))
        for call in delta.get("tool_calls") or ():
            if not call.get("index"):
                self._record += (call.get("function") or {}).get("arguments") or ""
        if delta.get("content"):
            return Words(delta["content"])
        return Recording() if delta.get("tool_calls") else None

    def ending(self) -> Ending | None:
        if not self._reason:
            return None
        reason: Any = "refused" if self._refused else REASONS.get(self._reason, "cut")
        record = self._record if self._reason == "tool_calls" and not self._refused else ""
        return Ending(reason, record=record, usage=self.usage, request=self.request)
