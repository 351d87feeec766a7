"""eSpeak NG, alone in a process: ``python -m workers.voices.quick_child``.

The engine is GPL-3.0, keeps its state in globals and is C code that reads strangers' text; so it lives here, and the
house speaks with it over two pipes. A request is a line of JSON: ``{"text", "voice", "rate", "pitch", "range"}``. The
answer is a line of JSON, ``{"bytes", "rate", "marks"}``, and so many bytes of 16-bit samples. The first line of all
says what there is: ``{"languages": {tag: name}}``. It ends when its input does.
"""

from __future__ import annotations

import ctypes
import json
import signal
import sys
from collections.abc import Mapping
from typing import BinaryIO

from espeakng_loader import get_data_path, get_library_path

SYNCHRONOUS, UTF8, CHARACTERS = 2, 1, 1
RATE, PITCH, RANGE = 1, 3, 4
WORD, END, OVER = 1, 5, 0
SECONDS = 20
"""For one request, which takes a fiftieth of one; then this process is ended by the clock, wherever it is."""


class Event(ctypes.Structure):
    """``espeak_EVENT`` of speak_lib.h. ``text_position`` counts characters from 1, ``audio_position`` milliseconds."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_uint64),
    )


class VoiceFile(ctypes.Structure):
    """``espeak_VOICE``. ``languages``: a byte of priority before each name."""

    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_void_p),
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("xx1", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    )


Heard = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(Event))


class Engine:
    def __init__(self) -> None:
        self._library = ctypes.CDLL(get_library_path())
        self._library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(VoiceFile))
        self._rate = self._library.espeak_Initialize(SYNCHRONOUS, 0, get_data_path().encode(), 0)
        if self._rate <= 0:
            raise OSError("the engine does not start")
        self._heard = Heard(self._take)
        self._library.espeak_SetSynthCallback(self._heard)
        self._sound = bytearray()
        self._marks: list[tuple[int, int, int, int]] = []

    def _take(self, samples: ctypes._Pointer[ctypes.c_short], count: int, events: ctypes._Pointer[Event]) -> int:
        if count:
            self._sound += ctypes.string_at(samples, 2 * count)
        at = 0
        while events[at].type != OVER:
            event = events[at]
            if event.type in (WORD, END):
                self._marks.append((event.type, event.text_position - 1, event.length, event.audio_position))
            at += 1
        return 0

    def languages(self) -> dict[str, str]:
        """Tags, and the file that speaks each."""
        found: dict[str, str] = {}
        files = self._library.espeak_ListVoices(None)
        at = 0
        while files[at]:
            file, at = files[at].contents, at + 1
            place = file.languages
            while ctypes.string_at(place, 1) != b"\0":
                tag = ctypes.string_at(place + 1)
                found.setdefault(tag.decode().lower(), file.identifier.decode())
                place += len(tag) + 2
        return found

    def speak(self, request: Mapping[str, object]) -> tuple[bytes, list[tuple[int, int, int, int]]]:
        self._sound, self._marks = bytearray(), []
        if self._library.espeak_SetVoiceByName(str(request["voice"]).encode()):
            raise ValueError("no such voice")
        for number, name in ((RATE, "rate"), (PITCH, "pitch"), (RANGE, "range")):
            self._library.espeak_SetParameter(number, int(str(request[name])), 0)
        text = str(request["text"]).encode() + b"\0"
        if self._library.espeak_Synth(text, len(text), 0, CHARACTERS, 0, UTF8, None, None):
            raise ValueError("it was not spoken")
        return bytes(self._sound), self._marks


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    engine = Engine()
    _say(answers, {"languages": engine.languages()})
    for line in requests:
        signal.alarm(SECONDS)
        try:
            sound, marks = engine.speak(json.loads(line))
        except (KeyError, ValueError) as error:
            _say(answers, {"error": str(error)})
        else:
            _say(answers, {"bytes": len(sound), "rate": engine._rate, "marks": marks}, sound)
        signal.alarm(0)


def _say(answers: BinaryIO, told: Mapping[str, object], sound: bytes = b"") -> None:
    answers.write(json.dumps(told).encode() + b"\n" + sound)
    answers.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
