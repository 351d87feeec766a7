"""Pictures by OpenAI, and OpenAI's judgement of pictures, whoever made them."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from openai.types import ModerationImageURLInputParam

from engine.llm import Usage
from engine.llm_openai import HOME, MODERATION
from engine.models import Models
from engine.pieces import CHARS_PER_TOKEN, number, stranger
from rooms.protocol import MediaKind
from workers.answering import answered_within
from workers.making import Fetched
from workers.pictures.painting import SIZES
from workers.pictures.reaching import client_of, first_of, picture_of, unpacked

CHECK_SECONDS = 20
MOST_TOKENS = {"low": 600, "medium": 2_000, "high": 8_000}
"""Of one picture, by quality: a reserve over what gpt-image-1 used for its largest (408, 1,584 and 6,240); what a newer
model uses nobody here has measured."""


class OpenAI:
    name = "openai"

    def __init__(self, key: str, base_url: str, models: Models, quality: str, seconds: float) -> None:
        self._client = client_of(key, base_url, HOME, seconds)
        self._models = models
        self._quality = quality
        self._seconds = seconds

    def request(self, prompt: str, kind: MediaKind, story_id: str) -> dict[str, Any]:
        return {
            "model": self._models.openai.image,
            "prompt": prompt,
            "size": SIZES[kind],
            "quality": self._quality,
            "output_format": "png",
            "moderation": "auto",
            "n": 1,
            "safety_identifier": stranger(story_id),
        }

    def estimate(self, request: Mapping[str, Any]) -> Decimal | None:
        words = round(len(request["prompt"]) / CHARS_PER_TOKEN)
        return self._cost(request["model"], {"input_tokens": words, "output_tokens": MOST_TOKENS[request["quality"]]})

    async def paint(self, request: Mapping[str, Any]) -> Fetched:
        async with answered_within(self._seconds):
            said = await self._client.images.generate(**request)
            content = await picture_of(unpacked(first_of(said).b64_json))
            used = said.usage.to_dict() if said.usage else {}
            return Fetched(content, self.name, request["model"], self._cost(request["model"], used), _name_of(said))

    def _cost(self, model: str, used: dict[str, Any]) -> Decimal | None:
        """Dollars; None where the price or what was used is unknown."""
        price = self._models.price(model, datetime.now(UTC).date())
        if price is None or not used:
            return None
        return price.of(Usage(fresh=number(used, "input_tokens"), out=number(used, "output_tokens")))

    async def aclose(self) -> None:
        await self._client.close()


class OpenAIJudge:
    """Says of a picture what is in it that not everybody should see."""

    model = MODERATION

    def __init__(self, key: str, base_url: str) -> None:
        self._client = client_of(key, base_url, HOME, CHECK_SECONDS)

    async def judge(self, webp: bytes) -> Fetched:
        """Whether it is flagged, and its scores by category, as JSON.

        Raises:
            Unmade: nobody knows.
        """
        url = f"data:image/webp;base64,{base64.b64encode(webp).decode()}"
        picture: ModerationImageURLInputParam = {"type": "image_url", "image_url": {"url": url}}
        async with answered_within(CHECK_SECONDS):
            said = await self._client.moderations.create(model=self.model, input=[picture])
            judged = said.results[0]
            scores = judged.category_scores.to_dict(use_api_names=True)
            verdict = json.dumps({"flagged": judged.flagged, "scores": scores}).encode()
            return Fetched(verdict, "openai", self.model, Decimal(), _name_of(said))

    def fit(self, verdict: bytes, thresholds: Mapping[str, float]) -> bool:
        """Only where it is not flagged, and every score is known to be low enough."""
        said = json.loads(verdict)
        scores = said.get("scores")
        if said.get("flagged") is not False or not isinstance(scores, dict):
            return False
        return all(_low(scores.get(category), most) for category, most in thresholds.items())

    async def aclose(self) -> None:
        await self._client.close()


def _low(score: object, most: float) -> bool:
    return isinstance(score, int | float) and not isinstance(score, bool) and score < most


def _name_of(said: Any) -> str:
    return str(getattr(said, "_request_id", None) or "")
