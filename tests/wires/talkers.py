"""The three wire formats of speech, as their providers send them."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Protocol

import numpy as np
import soundfile
from pydantic import SecretStr

from rooms.settings import Settings
from tests.wires.reached import KEY
from tests.wires.server import Exchange, Kind, Status, Step

RATE = 24_000
SECRET = SecretStr(KEY)
SECONDS_PER_CHARACTER = 0.06


def samples(text: str) -> bytes:
    """A tone as long as it takes to say this."""
    count = round(len(text) * SECONDS_PER_CHARACTER * RATE)
    wave = 8000 * np.sin(2 * np.pi * 200 * np.arange(count) / RATE)
    return wave.astype("<i2").tobytes()


class Talker(Protocol):
    """``says``: a script that answers whatever was asked."""

    name: str
    path: str

    def settings(self, address: str, table: str, **more: Any) -> Settings: ...
    def asked(self, exchange: Exchange) -> tuple[str, str, str]:
        """The text, the voice and the model."""

    def says(self, exchange: Exchange) -> list[Step]: ...
    def stream(self) -> Kind:
        """How the answer of a stream says what it is."""


@dataclass
class OpenAISpeech:
    name: str = "openai"
    path: str = "/v1/audio/speech"

    def settings(self, address: str, table: str, **more: Any) -> Settings:
        return Settings(openai_key=SECRET, openai_url=f"{address}/v1", voices_table=table, **more)

    def asked(self, exchange: Exchange) -> tuple[str, str, str]:
        assert exchange.body["response_format"] == "pcm"
        assert exchange.headers["authorization"] == f"Bearer {KEY}"
        return exchange.body["input"], exchange.body["voice"], exchange.body["model"]

    def says(self, exchange: Exchange) -> list[Step]:
        sound = samples(exchange.body["input"])
        return [self.stream(), sound[: len(sound) // 3], sound[len(sound) // 3 :]]

    def stream(self) -> Kind:
        return Kind("audio/pcm")


@dataclass
class CompatibleSpeech(OpenAISpeech):
    name: str = "compatible"

    def settings(self, address: str, table: str, **more: Any) -> Settings:
        more |= {"voices_key": SECRET, "voices_model": "kokoro"}
        return Settings(voices_url=f"{address}/v1", voices_table=table, **more)

    def asked(self, exchange: Exchange) -> tuple[str, str, str]:
        assert exchange.body["response_format"] == "wav"
        assert exchange.headers["authorization"] == f"Bearer {KEY}"
        return exchange.body["input"], exchange.body["voice"], exchange.body["model"]

    def says(self, exchange: Exchange) -> list[Step]:
        """With the header of a server that does not know yet how long it will be."""
        out = BytesIO()
        soundfile.write(out, np.frombuffer(samples(exchange.body["input"]), dtype="<i2"), RATE, format="WAV")
        content = bytearray(out.getvalue())
        content[4:8] = content[40:44] = b"\xff\xff\xff\xff"
        return [self.stream(), bytes(content)]

    def stream(self) -> Kind:
        return Kind("audio/wav")


@dataclass
class ElevenLabsSpeech:
    name: str = "elevenlabs"
    path: str = "/v1/text-to-speech/"

    def settings(self, address: str, table: str, **more: Any) -> Settings:
        return Settings(elevenlabs_key=SECRET, elevenlabs_url=address, voices_table=table, **more)

    def asked(self, exchange: Exchange) -> tuple[str, str, str]:
        assert exchange.headers["xi-api-key"] == KEY
        path, _, query = exchange.path.partition("?")
        assert query == "output_format=pcm_24000"
        assert path.endswith("/with-timestamps")
        return exchange.body["text"], path.split("/")[3], exchange.body["model_id"]

    def says(self, exchange: Exchange) -> list[Step]:
        text = exchange.body["text"]
        begins = [round(at * SECONDS_PER_CHARACTER, 3) for at in range(len(text) + 1)]
        alignment = {
            "characters": list(text),
            "character_start_times_seconds": begins[:-1],
            "character_end_times_seconds": begins[1:],
        }
        sound = base64.b64encode(samples(text)).decode()
        return [Status(200, {"audio_base64": sound, "alignment": alignment, "normalized_alignment": None})]

    def stream(self) -> Kind:
        return Kind("application/json")


TALKERS: dict[str, Talker] = {
    talker.name: talker for talker in (OpenAISpeech(), CompatibleSpeech(), ElevenLabsSpeech())
}
