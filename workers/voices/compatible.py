"""Speech by any endpoint that speaks OpenAI's speech API: a model server at home, say. It is asked for WAV, whose rate
of samples is in the file."""

from __future__ import annotations

from typing import Literal

from workers.making import Desk
from workers.voices.asking import Reach
from workers.voices.openai import OpenAI
from workers.voices.table import Provided


class Compatible(OpenAI):
    name = "compatible"
    most = 2000
    beside = 2
    format: Literal["pcm", "wav"] = "wav"

    def __init__(self, reach: Reach, table: Provided, desk: Desk) -> None:
        if not reach.url:
            raise ValueError("a compatible endpoint needs its address")
        super().__init__(reach, table, desk)
